//! Why a command failed.

use std::io;
use std::path::PathBuf;

use clap::error::ErrorKind;

use super::read::Unreadable;

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
    /// A file could not be written.
    #[error("{} cannot be written", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The file to write is there already.
    #[error("{} is there already; add --force to replace it", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The file to write is one that the export is made from.
    #[error("{} is what the export is made from; name another file", path.display())]
    OwnSource {
        /// The file.
        path: PathBuf,
    },
    /// Each failure was told as it came.
    #[error("not everything could be done")]
    Told,
}

impl Error {
    /// An error in how the program was called.
    pub(super) fn usage(kind: ErrorKind, message: &str) -> Self {
        Self::Usage(Box::new(clap::Error::raw(kind, message)))
    }
}
