//! Starts the program: hands over the arguments, the streams and what there is to know of the
//! surroundings.

use std::env;
use std::io::{self, BufReader, BufWriter, IsTerminal};
use std::process::ExitCode;
use std::thread::available_parallelism;

use etcetera::BaseStrategy;
use onrecord::cli::{Facts, Io, run};

fn main() -> ExitCode {
    let dirs = etcetera::choose_base_strategy().ok();
    let variables = ["TERM", "COLORTERM", "NO_COLOR", "STY", "TMUX"].into_iter();
    let facts = Facts {
        out_is_terminal: io::stdout().is_terminal(),
        err_is_terminal: io::stderr().is_terminal(),
        cores: available_parallelism().ok(),
        columns: columns(),
        in_is_terminal: io::stdin().is_terminal(),
        config_dir: dirs.as_ref().map(BaseStrategy::config_dir),
        data_dir: dirs.as_ref().map(BaseStrategy::data_dir),
        state_dir: dirs.as_ref().map(|dirs| dirs.state_dir().unwrap_or_else(|| dirs.data_dir())),
        variables: variables.filter_map(|name| Some((name.to_owned(), env::var(name).ok()?))).collect(),
        user: env::var("USER").or_else(|_| env::var("USERNAME")).unwrap_or_default(),
        seed: fastrand::u64(..),
    };
    // Not locked: a thread that panics must be able to say so.
    let mut io = Io {
        input: Box::new(BufReader::new(io::stdin())),
        out: &mut BufWriter::new(io::stdout()),
        err: &mut io::stderr(),
    };
    ExitCode::from(run(env::args_os(), &facts, &mut io))
}

/// The width of the output: `$COLUMNS`, or else the terminal's.
fn columns() -> Option<u16> {
    let told = env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    told.filter(|&columns| columns > 0)
        .or_else(|| terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| width.0))
}
