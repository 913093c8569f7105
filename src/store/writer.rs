//! The one who writes a record.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use super::disk;
use super::document::{self, Document, Lines};
use super::entry;
use super::error::{ReadOnly, StoreError};
use super::history::{Course, Histories, Trail};
use super::journal::Journal;
use super::line::{DocumentLabelLine, EntityLine, Line, LinkLine, NoteLine, TagLine, VerdictLine};
use super::load::{Header, Loaded, Notice, Text, join, load};
use super::location::{Location, copy_of, is_begun, journal_of, lock_of};
use super::lock::{Lock, LockError};
use super::texts::Texts;
use crate::annotation::{Edit, History, Id, Record, Unplaced};
use crate::article::Article;

/// Writes the record of one article: each edit to the journal at once, the record itself when
/// there is time.
///
/// Holds a lock, so that there is one store for a record at a time. Works on its own copy of the
/// record; made for a worker thread.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    text: Text,
    record: Record,
    /// What is written beside the items.
    document: Document,
    /// The SHA-256 of the record file as it was read or written last; `None` where there was none.
    seen: Option<[u8; 32]>,
    /// Whether the record file is kept as this run found it, or there was none to keep.
    is_copied: bool,
    journal: Journal,
    /// What another program's changes made of the record, until it is asked for.
    joined: Option<Joined>,
    /// What can be undone, where that is kept.
    trail: Option<Trail>,
    /// Where the article's text is kept once the record says that it was counted in it.
    texts: Option<Texts>,
    /// Held as long as the store lives; `None` where the file system has no locks.
    _lock: Option<Lock>,
}

/// A record that another program changed while it was open, once both versions are joined.
#[derive(Clone, Debug)]
pub struct Joined {
    /// The record.
    pub record: Record,
    /// What a person should be told.
    pub notices: Vec<Notice>,
}

/// A record that was opened: there is always something to show.
#[derive(Debug)]
pub struct Opened {
    /// The record; empty where it cannot be read.
    pub record: Record,
    /// The record file, which need not be there yet.
    pub path: PathBuf,
    /// What its header says, or will say once it is written.
    pub header: Header,
    /// The items that were found again elsewhere in a changed article, for sure.
    pub moved: Vec<Id>,
    /// The items that were placed in a changed article now, but that a person should look at: their stamp
    /// says why.
    pub doubted: Vec<Id>,
    /// What stands in the file but is not on the record.
    pub unplaced: Vec<Unplaced>,
    /// What a person should be told.
    pub notices: Vec<Notice>,
    /// What writes it, or why nothing does.
    pub store: Result<Store, ReadOnly>,
}

impl Store {
    /// Opens the record of `article`. `header` is used for a record that does not have one yet.
    ///
    /// Only the lock file is written, and removed again in the end: nothing else is made before
    /// the first edit.
    pub fn open(location: &Location, article: &Arc<Article>, header: &Header) -> Opened {
        let Claim { path, lock, reason, mut notices } = Claim::make(location, &header.annotator);
        let text = Text::new(article.clone());
        let mut loaded = match load(&path, &text, location.texts.as_ref()) {
            Ok(loaded) => loaded,
            Err(error) => {
                return Opened {
                    record: Record::default(),
                    path,
                    header: header.clone(),
                    moved: Vec::new(),
                    doubted: Vec::new(),
                    unplaced: Vec::new(),
                    notices,
                    store: Err(ReadOnly::Broken(error)),
                };
            }
        };
        notices.append(&mut loaded.notices);
        let Loaded { record, header: found, moved, doubted, unplaced, mut document, bytes, journal, .. } =
            loaded;
        let header = Header {
            file: or(found.file, &header.file),
            annotator: or(found.annotator, &header.annotator),
            tag_set: or(found.tag_set, &header.tag_set),
        };
        document.article.file.clone_from(&header.file);
        document.annotator.clone_from(&header.annotator);
        document.tag_set.clone_from(&header.tag_set);
        let store = match reason {
            Some(reason) => Err(reason),
            None => Ok(Store {
                journal: Journal::new(journal_of(&path), journal),
                path: path.clone(),
                text,
                record: record.clone(),
                document,
                seen: bytes.as_deref().map(digest),
                joined: None,
                is_copied: false,
                trail: None,
                texts: location.texts.clone(),
                _lock: lock,
            }),
        };
        Opened { record, path, header, moved, doubted, unplaced, notices, store }
    }

    /// The record file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether the record file holds every edit, so that a checkpoint has nothing to write.
    pub fn is_clean(&self) -> bool {
        self.journal.is_empty()
    }

    /// Makes an edit safe on disk: when this returns, it survives whatever happens to the program.
    /// What it costs does not depend on the size of the record.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] where it does not fit; [`StoreError::Journal`] where it cannot be
    /// written: then the store is as it was before, and the same edit can be appended again later.
    pub fn append(&mut self, edit: &Edit) -> Result<(), StoreError> {
        if edit.is_empty() {
            return Ok(());
        }
        self.record.apply(edit)?;
        let line = self.line(edit);
        self.journal.append(&line).map_err(|source| {
            // The inverse of an edit that was just made always fits.
            let _ = self.record.apply(&edit.inverse());
            self.unwritten(source)
        })
    }

    /// An edit as it goes to the journal.
    fn line(&self, edit: &Edit) -> String {
        let mut line = String::new();
        if self.journal.is_empty() {
            line = entry::head(self.text.article().digest());
        }
        line.push_str(&entry::line(edit, &self.text.ground()));
        line
    }

    fn unwritten(&self, source: io::Error) -> StoreError {
        StoreError::Journal { path: self.journal.path().to_owned(), source }
    }

    /// Makes an edit safe on disk that does not fit, for it was made before another program's changes
    /// were taken in: it is merged with them, item by item.
    ///
    /// # Errors
    ///
    /// [`StoreError::Journal`] where it cannot be written, [`StoreError::Changed`] and
    /// [`StoreError::Record`] where the record cannot be read again: the store is then as it was
    /// before.
    pub fn join(&mut self, edit: &Edit) -> Result<(), StoreError> {
        let bytes = match std::fs::read(&self.path) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(source) => return Err(StoreError::Record { path: self.path.clone(), source }),
        };
        let line = self.line(edit);
        let loaded = self.read_again(bytes, &line)?;
        self.journal.append(&line).map_err(|source| self.unwritten(source))?;
        self.take(loaded);
        Ok(())
    }

    /// Reads the record again where another program changed it, and joins both;
    /// [`take_joined`](Self::take_joined) says what came of it. Nothing is written.
    ///
    /// # Errors
    ///
    /// [`StoreError::Changed`] where it cannot be read: that may be because it is being written.
    pub fn refresh(&mut self) -> Result<(), StoreError> {
        match std::fs::read(&self.path) {
            Ok(bytes) if self.seen != Some(digest(&bytes)) => {
                let loaded = self.read_again(Some(bytes), "")?;
                self.take(loaded);
                Ok(())
            }
            // One that vanished is written again with the next edit.
            _ => Ok(()),
        }
    }

    /// What another program's changes made of the record, where some were taken in since this was
    /// asked last.
    pub fn take_joined(&mut self) -> Option<Joined> {
        self.joined.take()
    }

    /// The record as it stands on disk in `bytes`, joined with the journal and `more` lines of it.
    fn read_again(&self, bytes: Option<Vec<u8>>, more: &str) -> Result<Loaded, StoreError> {
        let journal = [self.journal.lines(), more.as_bytes()].concat();
        join(&self.path, bytes, journal, &self.text, self.texts.as_ref())
            .map_err(|source| StoreError::Changed { source })
    }

    /// Takes over a record that was read again.
    fn take(&mut self, loaded: Loaded) {
        let Loaded { record, mut notices, mut document, bytes, .. } = loaded;
        let old = &self.document;
        document.article.file = or(document.article.file, &old.article.file);
        document.annotator = or(document.annotator, &old.annotator);
        document.tag_set = or(document.tag_set, &old.tag_set);
        // The edits of this run are no news.
        notices.retain(|notice| !matches!(notice, Notice::Recovered { .. }));
        notices.insert(0, Notice::Joined);
        self.document = document;
        self.seen = bytes.as_deref().map(digest);
        self.record = record.clone();
        self.joined = Some(Joined { record, notices });
    }

    /// What was done and undone in earlier runs, and what to tell a person where it can no longer be
    /// used. From now on [`note`](Self::note) keeps it in `histories`.
    pub fn recall(&mut self, histories: &Histories) -> (History, Option<Notice>) {
        let (digest, ground) = (self.text.article().digest(), self.text.ground());
        let (trail, history, notice) = Trail::read(histories, &self.path, digest, &ground);
        self.trail = Some(trail);
        (history, notice)
    }

    /// Notes how an edit came about that was just appended, so that it can be undone in a later run.
    /// Where that fails it cannot; the edit is safe all the same.
    pub fn note(&mut self, course: Course, edit: &Edit) {
        if let Some(trail) = self.trail.as_mut().filter(|_| !edit.is_empty()) {
            trail.note(course, edit, &self.text.ground());
        }
    }

    /// Writes the record, if there were edits since it was written last, and empties the journal.
    /// Where another program changed the record, its changes are merged with the edits item by item,
    /// and [`take_joined`](Self::take_joined) says what came of it.
    ///
    /// # Errors
    ///
    /// [`StoreError::Record`] where it cannot be written, [`StoreError::Changed`] where another
    /// program made it something that cannot be read: then the journal still holds every edit.
    pub fn checkpoint(&mut self) -> Result<(), StoreError> {
        if self.is_clean() { Ok(()) } else { self.rewrite() }
    }

    /// Writes the record as it is now, with the places of today, and empties the journal.
    ///
    /// # Errors
    ///
    /// As for [`checkpoint`](Self::checkpoint).
    pub fn rewrite(&mut self) -> Result<(), StoreError> {
        let path = self.path.clone();
        let failed = |source| StoreError::Record { path, source };
        let found = match std::fs::read(&self.path) {
            Ok(bytes) => Some(bytes),
            // A record that vanished is written again.
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(failed(error)),
        };
        if found.as_deref().is_some_and(|bytes| self.seen != Some(digest(bytes))) {
            let loaded = self.read_again(found.clone(), "")?;
            self.take(loaded);
        }
        self.keep_copy(found.as_deref());
        if let Some(texts) = &self.texts {
            // Only helpful, and tried again with the next record that is written.
            let _ = texts.keep(self.text.article());
        }
        let text = self.written(&self.record);
        disk::replace(&self.path, &self.path, text.as_bytes()).map_err(failed)?;
        self.seen = Some(digest(text.as_bytes()));
        // Edits that stay in the journal are known there when it is read again.
        let _ = self.journal.clear();
        Ok(())
    }

    /// Writes the record as [`checkpoint`](Self::checkpoint) does, and removes journal and lock.
    ///
    /// # Errors
    ///
    /// As for [`checkpoint`](Self::checkpoint); the journal then stays.
    pub fn close(mut self) -> Result<(), StoreError> {
        self.checkpoint()?;
        self.journal.remove();
        Ok(())
    }

    /// Keeps the record file as it was `found` when this run writes it first: it could be read.
    /// Without a copy the record is replaced all the same, as a whole or not at all.
    fn keep_copy(&mut self, found: Option<&[u8]>) {
        if !self.is_copied {
            self.is_copied =
                found.is_none_or(|bytes| disk::replace(&copy_of(&self.path), &self.path, bytes).is_ok());
        }
    }

    /// The record file as it should be, were `record` on it.
    pub fn written(&self, record: &Record) -> String {
        let ground = self.text.ground();
        let mut document = self.document.clone();
        document.article.sha256 = self.text.article().digest().to_string();
        document.article.characters = u32::try_from(ground.offsets.total()).unwrap_or(u32::MAX);
        fn lines<'i, L: Line>(
            items: impl Iterator<Item = &'i L::Item>,
            ground: &super::anchor::Ground<'_>,
            unplaced: impl Iterator<Item = &'i Unplaced>,
        ) -> Lines
        where
            L::Item: 'i,
        {
            let placed = items.map(|item| {
                let line: L = entry::quoted_line(item, ground);
                let mut written = String::new();
                line.write(&mut written);
                let place = line.anchor().and_then(|anchor| anchor.at.first().copied()).unwrap_or_default();
                (place, line.id().to_owned(), written)
            });
            let aside = unplaced
                .filter(|item| item.kind == L::KIND)
                .map(|item| (item.place, item.id.to_string(), item.line.clone()));
            placed.chain(aside).collect()
        }
        let sections = [
            lines::<EntityLine>(record.entities(), &ground, record.unplaced()),
            lines::<TagLine>(record.tags(), &ground, record.unplaced()),
            lines::<LinkLine>(record.links(), &ground, record.unplaced()),
            lines::<NoteLine>(record.notes(), &ground, record.unplaced()),
            lines::<DocumentLabelLine>(record.document_labels(), &ground, record.unplaced()),
            lines::<VerdictLine>(record.verdicts(), &ground, record.unplaced()),
        ];
        document::write(&document, sections)
    }
}

fn or(found: String, default: &str) -> String {
    if found.is_empty() { default.to_owned() } else { found }
}

fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// The place that a record is opened at, and the right to write it or the reason why not.
struct Claim {
    path: PathBuf,
    lock: Option<Lock>,
    reason: Option<ReadOnly>,
    notices: Vec<Notice>,
}

impl Claim {
    /// Chooses among the places of `location`; see there.
    fn make(location: &Location, annotator: &str) -> Self {
        let in_data = location.in_data.as_deref();
        let Some(beside) = location.beside.as_deref() else {
            return Self::in_data(in_data.unwrap_or(Path::new("")), annotator);
        };
        if let Some(in_data) = in_data.filter(|path| is_begun(path)) {
            let mut claim = Self::in_data(in_data, annotator);
            if is_begun(beside) {
                claim.notices.push(Notice::Other { record: beside.to_owned() });
            }
            return claim;
        }
        match (Self::beside(beside, annotator), in_data) {
            (Ok(claim), _) => claim,
            (Err(source), Some(in_data)) if !is_begun(beside) => {
                let claim = Self::in_data(in_data, annotator);
                match claim.reason {
                    Some(ReadOnly::Homeless { .. }) => Self::refused(beside, source),
                    _ => claim,
                }
            }
            (Err(source), _) => Self::refused(beside, source),
        }
    }

    /// A record in the data directory, which is made for it.
    fn in_data(path: &Path, annotator: &str) -> Self {
        let path = disk::target(path).unwrap_or_else(|_| path.to_owned());
        let lock = Lock::take_in_new_folder(&lock_of(&path), annotator);
        Self::with(&path, lock).unwrap_or_else(|source| Self::refused(&path, source))
    }

    /// A record beside its article.
    fn beside(path: &Path, annotator: &str) -> io::Result<Self> {
        let path = disk::target(path).unwrap_or_else(|_| path.to_owned());
        Self::with(&path, Lock::take(&lock_of(&path), annotator))
    }

    /// The record at `path`, with its lock or with the one who holds it.
    fn with(path: &Path, lock: Result<Lock, LockError>) -> io::Result<Self> {
        let (lock, reason, notices) = match lock {
            Ok(lock) => (Some(lock), None, Vec::new()),
            Err(LockError::Unsupported) => (None, None, vec![Notice::Unlocked]),
            Err(LockError::Held(holder)) => {
                (None, Some(ReadOnly::Locked { record: path.to_owned(), holder }), Vec::new())
            }
            Err(LockError::Io(error)) => return Err(error),
        };
        Ok(Self { path: path.to_owned(), lock, reason, notices })
    }

    fn refused(path: &Path, source: io::Error) -> Self {
        let record = path.to_owned();
        let reason = match is_begun(path) {
            true => ReadOnly::Folder { record, source },
            false => ReadOnly::Homeless { record, source },
        };
        Self { path: path.to_owned(), lock: None, reason: Some(reason), notices: Vec::new() }
    }
}
