//! One writer for each record.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use super::disk;
use super::error::Holder;

/// How often the lock is tried anew because its file was just removed by the one who held it.
const TRIES: usize = 10;

/// The right to write a record, as long as it lives. The system takes it back when the process
/// ends, however it ends.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    file: File,
    /// Folders that were made for the record, the innermost first.
    folders: Vec<PathBuf>,
}

/// Why a record cannot be locked.
#[derive(Debug)]
pub(super) enum LockError {
    /// Somebody else holds it.
    Held(Holder),
    /// The file system has no locks.
    Unsupported,
    /// The lock file cannot be written.
    Io(io::Error),
}

impl Lock {
    /// Makes the folder of the lock at `path` and takes the lock. In the end the folders that were
    /// made are removed, if nothing came into them.
    pub(super) fn take_in_new_folder(path: &Path, annotator: &str) -> Result<Self, LockError> {
        let ancestors = disk::folder_of(path).ancestors();
        let folders = ancestors.take_while(|folder| !folder.exists()).map(Path::to_owned).collect();
        std::fs::create_dir_all(disk::folder_of(path)).map_err(LockError::Io)?;
        let mut lock = Self::take(path, annotator)?;
        lock.folders = folders;
        Ok(lock)
    }

    /// Takes the lock at `path` and notes there who holds it.
    pub(super) fn take(path: &Path, annotator: &str) -> Result<Self, LockError> {
        for _ in 0..TRIES {
            let options = OpenOptions::new().read(true).write(true).create(true).truncate(false).to_owned();
            let mut file = options.open(path).map_err(LockError::Io)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(LockError::Held(holder(&mut file))),
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
                    return Err(LockError::Unsupported);
                }
                Err(TryLockError::Error(error)) => return Err(LockError::Io(error)),
            }
            // Whoever held it before may have removed the file after it was opened here.
            if disk::is_at(&file, path).map_err(LockError::Io)? {
                // The note only serves a message: a full disk must not hinder reading.
                let note = format!("process {}\nannotator {annotator}\n", std::process::id());
                let _ = file.set_len(0).and_then(|()| file.write_all(note.as_bytes()));
                return Ok(Self { path: path.to_owned(), file, folders: Vec::new() });
            }
        }
        Err(LockError::Held(Holder::default()))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Removed while it is held, and only where it is still ours: whoever waits for it looks
        // whether the file is still there once the lock is taken.
        if cfg!(unix) && disk::is_at(&self.file, &self.path).unwrap_or(false) {
            let _ = std::fs::remove_file(&self.path);
            // The system removes no folder that holds something.
            let _ = self.folders.iter().try_for_each(std::fs::remove_dir);
        }
    }
}

/// What the holder noted in the lock file.
fn holder(file: &mut File) -> Holder {
    let mut note = String::new();
    // The note is written when the lock is taken, and then no more.
    let taken = file.metadata().and_then(|metadata| metadata.modified()).ok();
    // Without the note the message is shorter.
    let _ = file.take(4096).read_to_string(&mut note);
    let after = |word: &str| note.lines().find_map(|line| line.strip_prefix(word).map(str::to_owned));
    Holder {
        process: after("process ").and_then(|number| number.parse().ok()),
        annotator: after("annotator ").filter(|name| !name.is_empty()),
        since: taken.and_then(|taken| taken.try_into().ok()),
    }
}
