//! `onrecord completions`: what a shell needs to complete the command line.

use std::path::{Path, PathBuf};

use clap::{Args, CommandFactory, ValueEnum};
use clap_complete::{Generator, Shell, generate};

use super::{Command, Error, Io, save};

/// Print what a shell needs to complete commands, options and their values
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES, arg_required_else_help = true)]
pub(super) struct Options {
    /// The shell
    #[arg(value_enum, value_name = "SHELL", required_unless_present = "output")]
    shell: Option<Shell>,

    /// Write a file into this folder instead, for each shell where none is named
    #[arg(long, short, value_name = "FOLDER")]
    output: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  onrecord completions bash > ~/.local/share/bash-completion/completions/onrecord
  onrecord completions zsh > ~/.zfunc/_onrecord        with fpath+=~/.zfunc before compinit
  onrecord completions fish > ~/.config/fish/completions/onrecord.fish
  onrecord completions elvish >> ~/.config/elvish/rc.elv
  onrecord completions powershell >> $PROFILE
  onrecord completions --output completions";

/// Prints or writes the completions.
pub(super) fn run(options: &Options, io: &mut Io<'_>) -> Result<(), Error> {
    let shells = options.shell.map_or(Shell::value_variants().to_vec(), |shell| vec![shell]);
    match &options.output {
        Some(folder) => shells.into_iter().try_for_each(|shell| {
            let file = folder.join(shell.file_name("onrecord"));
            save(folder, Path::new(&file), &completions(shell))
        }),
        None => {
            let mut all = shells.into_iter().map(completions);
            all.try_for_each(|script| io.out.write_all(&script).map_err(Error::Output))
        }
    }
}

fn completions(shell: Shell) -> Vec<u8> {
    // Into memory: the generator panics where an output fails.
    let mut script = Vec::new();
    generate(shell, &mut Command::command(), "onrecord", &mut script);
    script
}
