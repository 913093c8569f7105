//! What can go wrong with a record on disk.

use std::fmt;
use std::io;
use std::path::PathBuf;

use crate::annotation::Conflict;

/// A record or its journal cannot be read. It is never overwritten then.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The system does not let us read it.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// It does not hold what a record holds.
    #[error("{}, line {line}, column {column}: {problem}", path.display())]
    Content {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The character of the line, from 1.
        column: usize,
        /// What was expected, and what to do.
        problem: String,
    },
}

/// Why a record was opened for reading only.
#[derive(Debug, thiserror::Error)]
pub enum ReadOnly {
    /// The record cannot be read.
    #[error("{0}")]
    Broken(ReadError),
    /// Another instance has it open.
    #[error("{} is open in another onrecord ({holder}); here it is for reading only", record.display())]
    Locked {
        /// The record.
        record: PathBuf,
        /// Who has it open.
        holder: Holder,
    },
    /// Its folder cannot be written.
    #[error(
        "{} is for reading only, for its folder cannot be written ({source}); begin a record of your own \
         with --as NAME",
        record.display()
    )]
    Folder {
        /// The record.
        record: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// No folder takes a record.
    #[error("there is no place for a record: {} cannot be written ({source})", record.display())]
    Homeless {
        /// The last place that was tried.
        record: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// Who has a record open, as far as the lock file says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Holder {
    /// The number of the process.
    pub process: Option<u32>,
    /// The annotator.
    pub annotator: Option<String>,
    /// Since when, to the second.
    pub since: Option<jiff::Timestamp>,
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.process {
            Some(process) => write!(f, "process {process}")?,
            None => f.write_str("unknown process")?,
        }
        self.annotator.iter().try_for_each(|annotator| write!(f, ", {annotator}"))?;
        self.since.iter().try_for_each(|since| write!(f, ", since {}", since.strftime("%Y-%m-%d %H:%M UTC")))
    }
}

/// An edit or a record was not written. What was written before still stands.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The edit does not fit the record.
    #[error(transparent)]
    Conflict(#[from] Conflict),
    /// The journal does not take the edit; it can be appended again later.
    #[error("{}: {source}", path.display())]
    Journal {
        /// The journal.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The record cannot be replaced; the journal still holds every edit.
    #[error("{} cannot be written ({source}); every edit is kept in its journal", path.display())]
    Record {
        /// The record.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Another program changed the record, and it cannot be read any more; the journal still holds
    /// every edit.
    #[error(
        "{source}; another program wrote this since it was opened, and it is left as it is; your edits are \
         kept in its journal and join it once it can be read"
    )]
    Changed {
        /// What is wrong with the record.
        source: ReadError,
    },
}
