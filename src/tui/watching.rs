//! The article's file while it is open: whether somebody changed it.

use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::worker::Events;
use crate::app::{Changed, Event, Stamp};
use crate::article::import;
use crate::article::{Article, Digest};
use crate::store;

/// How long a file has to stay as it is before it is read again: some programs empty it first.
const SETTLED: Duration = Duration::from_millis(100);
/// How often a file is read that changes under the reading.
const ATTEMPTS: usize = 20;

/// The stamp of a file; `None` for what is no file, as a pipe: it can be read once.
pub fn stamp(metadata: &Metadata) -> Option<Stamp> {
    #[cfg(unix)]
    let node = std::os::unix::fs::MetadataExt::ino(metadata);
    #[cfg(not(unix))]
    let node = 0;
    let stamp = Stamp { length: metadata.len(), modified: metadata.modified().ok(), node };
    metadata.is_file().then_some(stamp)
}

/// The stamp of the file at `path`; `None` where there is none.
pub(super) fn stamp_at(path: &Path) -> Option<Stamp> {
    stamp(&std::fs::metadata(path).ok()?)
}

/// Whether the article's file is as it was read.
pub(super) struct Watched {
    path: PathBuf,
    article: Arc<Article>,
    /// The file as it was read last.
    seen: Stamp,
    /// The text that the program was told of last.
    told: Digest,
    /// When to look again, and what the file was by then.
    settling: Option<(Instant, Option<Stamp>)>,
    /// Whether the program was told that there is no file.
    is_gone: bool,
    /// Who reads the file.
    reading: Option<JoinHandle<Digest>>,
}

impl Watched {
    /// For the file at `path`, of which `article` was read as it was `seen`.
    pub(super) fn new(path: PathBuf, article: Arc<Article>, seen: Stamp) -> Self {
        let told = article.digest();
        Self { path, article, seen, told, settling: None, is_gone: false, reading: None }
    }

    /// The file.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Looks whether the file is another one than before: it is then looked at again a little later.
    pub(super) fn look(&mut self) {
        let found = stamp_at(&self.path);
        self.is_gone &= found.is_none();
        let is_known = found == Some(self.seen) || self.is_gone;
        self.settling = (!is_known).then(|| (Instant::now() + SETTLED, found));
    }

    /// How long until it is to be looked at again; `None` where nothing happens.
    pub(super) fn pause(&self) -> Option<Duration> {
        self.settling.map(|(until, _)| until.saturating_duration_since(Instant::now()))
    }

    /// Reads the file again where it has settled, on a thread of its own.
    pub(super) fn settle(&mut self, events: &Events) {
        let Some((until, before)) = self.settling else { return };
        if Instant::now() < until {
            return;
        }
        let found = stamp_at(&self.path);
        let is_busy = self.reading.as_ref().is_some_and(|reading| !reading.is_finished());
        if found != before || is_busy {
            self.settling = Some((Instant::now() + SETTLED, found));
            return;
        }
        self.settling = None;
        match found {
            Some(stamp) => {
                self.seen = stamp;
                self.read(stamp, events);
            }
            None => {
                self.is_gone = true;
                events.tell(Event::Vanished);
            }
        }
    }

    fn read(&mut self, stamp: Stamp, events: &Events) {
        if let Some(read) = self.reading.take() {
            self.told = read.join().unwrap_or(self.told);
        }
        let (path, old, told, events) = (self.path.clone(), self.article.clone(), self.told, events.clone());
        let reading = thread::Builder::new().name("reading".to_owned()).spawn(move || {
            let Some((article, seen)) = read(&path, stamp) else { return told };
            let digest = article.digest();
            if digest != told {
                let kept = store::kept(old.text(), article.text());
                events.tell(Event::Changed(Box::new(Changed { article: Arc::new(article), seen, kept })));
            }
            digest
        });
        // Where there is no thread for it, the next look tries again.
        self.reading = reading.ok();
    }
}

/// Reads the file at `path` as it is between two changes; `None` where it cannot be read.
fn read(path: &Path, mut before: Stamp) -> Option<(Article, Stamp)> {
    for _ in 0..ATTEMPTS {
        let article = import::plain(std::fs::read(path).ok()?).ok()?;
        let after = stamp_at(path)?;
        if after == before {
            return Some((article, after));
        }
        before = after;
        thread::sleep(SETTLED);
    }
    None
}
