//! What a command knows of its surroundings.

use std::error::Error as StdError;
use std::fmt::Display;
use std::io::{BufRead, Write};
use std::num::NonZeroUsize;
use std::path::PathBuf;

use super::FAILURE;
use crate::page::visible;

/// The streams of a command.
pub struct Io<'a> {
    /// Standard input, owned so that a thread of its own can wait for it.
    pub input: Box<dyn BufRead + Send>,
    /// Standard output.
    pub out: &'a mut dyn Write,
    /// Standard error.
    pub err: &'a mut dyn Write,
}

impl Io<'_> {
    /// Says something beside the output, on one line and safe for a terminal.
    pub(super) fn tell(&mut self, message: impl Display) {
        // On a terminal both come in order. An output that takes nothing is told at its next use.
        let _ = self.out.flush();
        // Where even this cannot be written there is nobody to tell.
        let _ = writeln!(self.err, "onrecord: {}", visible(&message.to_string()));
    }

    /// Tells an error with its causes, and returns the exit code for it.
    pub(super) fn fail(&mut self, error: &dyn StdError) -> u8 {
        self.tell(told(error));
        FAILURE
    }
}

/// An error with its causes, in one line.
pub(super) fn told(error: &dyn StdError) -> String {
    let mut message = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let told = error.to_string();
        // Some messages hold that of their cause already.
        if !message.contains(&told) {
            message = format!("{message}: {told}");
        }
        cause = error.source();
    }
    message
}

/// What a command knows of the process and the machine around it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Facts {
    /// Whether standard output is a terminal.
    pub out_is_terminal: bool,
    /// Whether standard error is a terminal.
    pub err_is_terminal: bool,
    /// How many threads the machine can run at one time; `None` where that is not known.
    pub cores: Option<NonZeroUsize>,
    /// The width to fit tables to: `$COLUMNS`, or else the terminal's.
    pub columns: Option<u16>,
    /// The user's configuration directory.
    pub config_dir: Option<PathBuf>,
    /// The user's data directory, for records that cannot lie beside their article; `None` where
    /// there is none.
    pub data_dir: Option<PathBuf>,
    /// The user's state directory, for the places that readers leave off at.
    pub state_dir: Option<PathBuf>,
    /// Whether standard input is a terminal.
    pub in_is_terminal: bool,
    /// What the environment says of the terminal: `TERM`, `COLORTERM`, `NO_COLOR`.
    pub variables: Vec<(String, String)>,
    /// The user's name, who annotates unless `--as` names somebody.
    pub user: String,
    /// Where ids come from.
    pub seed: u64,
}

impl Facts {
    /// How many threads are worth having for work that is divided: one for each core.
    pub(super) fn threads(&self) -> NonZeroUsize {
        self.cores.unwrap_or(NonZeroUsize::MIN)
    }

    /// The environment variable of that name, if it is among [`variables`](Self::variables).
    pub(super) fn variable(&self, name: &str) -> Option<String> {
        let found = self.variables.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.clone())
    }

    /// Whether `NO_COLOR` asks for no colours: set and not empty.
    pub(super) fn no_color(&self) -> bool {
        self.variable("NO_COLOR").is_some_and(|value| !value.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("call\u{1b}[2J.txt")]
    struct Outer(#[source] Inner);

    #[derive(Debug, thiserror::Error)]
    #[error("this cannot be read: {0}")]
    struct Inner(#[source] io::Error);

    #[test]
    fn an_error_is_told_on_one_safe_line_with_its_causes_each_once() {
        let mut err = Vec::new();
        let mut io = Io { input: Box::new(io::empty()), out: &mut io::sink(), err: &mut err };
        let code = io.fail(&Outer(Inner(io::Error::other("disk\nis gone"))));
        assert_eq!(code, FAILURE);
        let told = String::from_utf8(err).unwrap();
        assert_eq!(told, "onrecord: call␛[2J.txt: this cannot be read: disk␊is gone\n");
    }
}
