//! Starts the program: hands over the arguments, the streams and what there is to know of the
//! surroundings.

use std::env;
use std::io::{self, BufReader, BufWriter, IsTerminal};
use std::process::ExitCode;

use etcetera::BaseStrategy;
use onrecord::cli::{Facts, Io, run};

fn main() -> ExitCode {
    let facts = Facts {
        out_is_terminal: io::stdout().is_terminal(),
        columns: columns(),
        no_color: env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()),
        data_dir: etcetera::choose_base_strategy().ok().map(|dirs| dirs.data_dir()),
    };
    // Not locked: a thread that panics must be able to say so.
    let mut io = Io {
        input: &mut BufReader::new(io::stdin()),
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
