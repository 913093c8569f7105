//! What a command knows of its surroundings.

use std::error::Error as StdError;
use std::fmt::Display;
use std::io::{BufRead, Write};
use std::path::PathBuf;

use super::FAILURE;
use crate::page::visible;

/// The streams of a command.
pub struct Io<'a> {
    /// Standard input.
    pub input: &'a mut dyn BufRead,
    /// Standard output.
    pub out: &'a mut dyn Write,
    /// Standard error.
    pub err: &'a mut dyn Write,
}

impl Io<'_> {
    /// Says something beside the output, on one line and safe for a terminal.
    pub(super) fn tell(&mut self, message: impl Display) {
        // Where even this cannot be written there is nobody to tell.
        let _ = writeln!(self.err, "onrecord: {}", visible(&message.to_string()));
    }

    /// Tells an error with its causes, and returns the exit code for it.
    pub(super) fn fail(&mut self, error: &dyn StdError) -> u8 {
        let mut message = error.to_string();
        let mut cause = error.source();
        while let Some(error) = cause {
            message.push_str(": ");
            message.push_str(&error.to_string());
            cause = error.source();
        }
        self.tell(message);
        FAILURE
    }
}

/// What a command knows of the process and the machine around it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Facts {
    /// Whether standard output is a terminal.
    pub out_is_terminal: bool,
    /// The width to fit tables to: `$COLUMNS`, or else the terminal's.
    pub columns: Option<u16>,
    /// Whether `NO_COLOR` asks for no colours: set and not empty.
    pub no_color: bool,
    /// The folder for records that cannot lie beside their article; `None` where there is none.
    pub data_dir: Option<PathBuf>,
}
