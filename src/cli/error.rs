//! Why a command failed.

use std::io;

use clap::error::ErrorKind;

use super::read::Unreadable;
use crate::exchange::SaveError;
use crate::store::{MergeError, ReadError};

/// Why a command failed. The message and those of its sources, joined by colons, say what went
/// wrong with which file, and after a semicolon what to do about it.
#[derive(Debug, thiserror::Error)]
pub(super) enum Error {
    /// The arguments are wrong, or help or version were asked for.
    #[error("{0}")]
    Usage(Box<clap::Error>),
    /// Standard output takes nothing more.
    #[error("the output cannot be written")]
    Output(#[source] io::Error),
    /// An article could not be read.
    #[error("{name}")]
    Read {
        /// The file.
        name: String,
        /// Why.
        #[source]
        source: Unreadable,
    },
    /// A record could not be read.
    #[error(transparent)]
    Record(ReadError),
    /// A file could not be written.
    #[error("{name}: this cannot be written")]
    Write {
        /// The file.
        name: String,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// Versions of a record could not be merged.
    #[error("{name}: not merged: {source}")]
    Merge {
        /// The record.
        name: String,
        /// Why.
        source: MergeError,
    },
    /// An export could not be written.
    #[error(transparent)]
    Save(SaveError),
    /// The file to export to is there already.
    #[error("{0}; add --force to replace it")]
    Exists(SaveError),
    /// No tag set of that name comes with the program.
    #[error("“{name}” is no tag set; these come with the program: {known}")]
    NoTagSet {
        /// What was asked for.
        name: String,
        /// What there is.
        known: String,
    },
    /// There is no theme of that name.
    #[error("“{name}” is no theme; expected one of {known}, or the name of a file in {folder}")]
    NoTheme {
        /// What was asked for.
        name: String,
        /// What there is.
        known: String,
        /// Where those of the person are looked for.
        folder: String,
    },
    /// A file of the configuration is not as it should be.
    #[error(transparent)]
    Config(crate::config::ConfigError),
    /// The screen cannot be used.
    #[cfg(feature = "tui")]
    #[error("the screen cannot be used")]
    Screen(#[source] io::Error),
    /// The session ended with edits that are not on disk.
    #[error("{0}")]
    Unsaved(String),
    /// The session was ended by that signal.
    #[cfg(feature = "tui")]
    #[error("ended by signal {0}")]
    Signal(i32),
    /// The system gives no threads to work on.
    #[error("the work cannot be begun")]
    Threads(#[source] io::Error),
    /// The work on one file panicked.
    #[error("{name}: this could not be done, by a mistake in the program; please report it")]
    Mistake {
        /// The file.
        name: String,
    },
    /// Each failure was told as it came.
    #[error("not everything could be done")]
    Told,
}

impl From<SaveError> for Error {
    fn from(error: SaveError) -> Self {
        match error {
            SaveError::Exists { .. } => Self::Exists(error),
            SaveError::Source { .. } | SaveError::Io { .. } => Self::Save(error),
        }
    }
}

impl Error {
    /// An error in how the program was called.
    pub(super) fn usage(kind: ErrorKind, message: &str) -> Self {
        Self::Usage(Box::new(clap::Error::raw(kind, message)))
    }
}
