//! `onrecord FILE`: the article on the screen.

use std::path::Path;

use clap::CommandFactory;

use super::{Command, Error, Facts, Io, show};

/// Opens an article on the screen. Where the output is no terminal there is no screen: it does
/// what `onrecord show` does, so that nothing waits for keys in a pipe.
pub(super) fn run(
    file: Option<&Path>,
    _annotator: Option<&str>,
    facts: &Facts,
    io: &mut Io<'_>,
) -> Result<(), Error> {
    match file {
        Some(file) => show::article(file, show::ColorChoice::Auto, facts, io),
        None => {
            let help = Command::command().render_help().to_string();
            io.out.write_all(help.as_bytes()).map_err(Error::Output)
        }
    }
}
