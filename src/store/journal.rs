//! The journal: edits that are safe on disk before the record itself is written.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use super::{disk, entry};

/// A file that lines are appended to, each of them synced.
#[derive(Debug)]
pub(super) struct Journal {
    path: PathBuf,
    /// Open once something was written in this run.
    file: Option<File>,
    /// All whole lines of the file: they are written anew where the file vanishes.
    lines: Vec<u8>,
    /// Whether something may stand in the file behind the whole lines.
    torn: bool,
}

impl Journal {
    /// The journal at `path`, of which `lines` were read.
    pub(super) fn new(path: PathBuf, lines: Vec<u8>) -> Self {
        Self { path, file: None, lines, torn: true }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// All whole lines.
    pub(super) fn lines(&self) -> &[u8] {
        &self.lines
    }

    /// Whether there is nothing in it.
    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Appends whole lines and syncs them. Where that fails, the journal holds what it held before.
    pub(super) fn append(&mut self, text: &str) -> io::Result<()> {
        let appended = self.try_append(text);
        match &appended {
            Ok(()) => self.lines.extend_from_slice(text.as_bytes()),
            Err(_) => {
                // Tried again before the next line; until then a torn line is known by its missing
                // end.
                self.torn = true;
                let _ = self.cut();
            }
        }
        appended
    }

    fn try_append(&mut self, text: &str) -> io::Result<()> {
        if let Some(file) = &self.file
            && !disk::is_at(file, &self.path)?
        {
            // Removed, or its folder was: what it held is written again.
            self.file = None;
        }
        if self.file.is_none() {
            self.open()?;
        }
        if self.torn {
            self.cut()?;
        }
        let Some(file) = &mut self.file else {
            return Err(io::ErrorKind::NotFound.into());
        };
        file.write_all(text.as_bytes())?;
        file.sync_data()
    }

    /// Opens the file, or makes it with all lines so far.
    fn open(&mut self) -> io::Result<()> {
        let mut options = OpenOptions::new();
        let made = match options.read(true).write(true).create_new(true).open(&self.path) {
            Ok(mut file) => {
                file.write_all(&self.lines)?;
                disk::sync_folder(&self.path)?;
                file
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                let mut file = options.create_new(false).open(&self.path)?;
                let mut found = Vec::new();
                file.read_to_end(&mut found)?;
                let torn = found.split_off(self.lines.len().min(found.len()));
                let foreign = found != self.lines || memchr::memchr(b'\n', &torn).is_some();
                if foreign && entry::parse(&torn).is_ok_and(|entries| entries.whole > 0) {
                    return Err(io::Error::other("another program writes this journal"));
                }
                file
            }
            Err(error) => return Err(error),
        };
        self.file = Some(made);
        self.torn = true;
        Ok(())
    }

    /// Cuts off what stands behind the whole lines, and goes there.
    fn cut(&mut self) -> io::Result<()> {
        let length = self.lines.len() as u64;
        if let Some(file) = &mut self.file {
            file.set_len(length)?;
            file.seek(SeekFrom::Start(length))?;
            self.torn = false;
        }
        Ok(())
    }

    /// Empties it, once the record holds all of its edits. Where that fails nothing is lost: the
    /// same edits made again change nothing.
    pub(super) fn clear(&mut self) -> io::Result<()> {
        if self.file.is_none() {
            self.open()?;
        }
        let Some(file) = &mut self.file else { return Ok(()) };
        file.set_len(0)?;
        file.seek(SeekFrom::Start(0))?;
        file.sync_data()?;
        self.lines = Vec::new();
        self.torn = false;
        Ok(())
    }

    /// Removes the file, if there is nothing in it.
    pub(super) fn remove(self) {
        if self.lines.is_empty() {
            // An empty journal that stays does no harm.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}
