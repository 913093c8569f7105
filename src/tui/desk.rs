//! The documents of a session: how they are opened, and closed behind the reader's back.

use std::io::{self, Read};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use super::keeper::Left;
use super::session::Incoming;
use super::worker::{self, Command, Events, Work};
use crate::app::{Bookmark, Model, Progress, Stamp};
use crate::article::Article;
use crate::attribution::Attributor;
use crate::store::{Header, Histories, Location, Place, Places};

/// How long the end waits for a worker before it asks whether that opens the record at all.
const WITHOUT_RECORD: Duration = Duration::from_millis(20);

/// Whether a worker opens the record. It is decided once: by the worker as soon as the article is read,
/// or by an end that does not wait for that, perhaps from a slow pipe.
pub(super) type Opens = OnceLock<bool>;

/// The stack of documents that a session goes through, in its order.
pub trait Stack: Send + Sync {
    /// Their names, as the person gave them or a folder has them.
    fn names(&self) -> Arc<[String]>;

    /// Begins to read the document of that index.
    ///
    /// # Errors
    ///
    /// Why it cannot be read, in words.
    fn open(&self, at: usize) -> Result<Document, String>;

    /// Whether somebody said that the work on the document of that index is done.
    fn is_done(&self, at: usize) -> bool;

    /// How far the work on the document of that index is; `None` where it cannot be read.
    fn progress(&self, at: usize) -> Option<Progress>;
}

/// A document that was begun to be read.
pub struct Document {
    /// The article, or its head.
    pub article: Arc<Article>,
    /// The file as it was begun to be read; `None` where it cannot be read again.
    pub seen: Option<Stamp>,
    /// What is still to be read.
    pub rest: Option<Rest>,
    /// The file's name, as the person gave it.
    pub file: String,
    /// The article's file, where there is one.
    pub path: Option<PathBuf>,
    /// Where the record of the article is kept.
    pub location: Box<dyn FnOnce(&Article) -> Location + Send>,
    /// Who finds who said what.
    pub attributor: Arc<Attributor>,
    /// Where the record is offered to be saved that cannot be saved in its place.
    pub elsewhere: PathBuf,
}

/// The rest of an article of which only the beginning was read.
pub struct Rest {
    /// What was read so far.
    pub begun: Vec<u8>,
    /// Where the rest comes from.
    pub source: Box<dyn Read + Send>,
}

/// What is the same for every document of a session.
pub(super) struct Common {
    /// What reaches the main thread.
    pub(super) incoming: Sender<Incoming>,
    /// Where the places are kept that readers leave off at.
    pub(super) places: Option<Places>,
    /// Where it is kept what can be undone.
    pub(super) histories: Option<Histories>,
    /// On how many threads an article is attributed.
    pub(super) threads: NonZeroUsize,
    /// Who annotates.
    pub(super) annotator: String,
    /// The name of the tag set.
    pub(super) tag_set: String,
}

/// A document that is open, with the worker that keeps it.
pub(super) struct Desk {
    /// Its index among the documents.
    pub(super) at: usize,
    /// What its worker says carries this number: the desk before had the one before.
    pub(super) number: usize,
    commands: Sender<Command>,
    opens: Arc<Opens>,
}

impl Desk {
    /// Sets a worker on `document`, the one of index `at`; with it the article, or its head, and
    /// whether that is all of it. `earlier` is an end of the same document that may not be over.
    pub(super) fn open(
        at: usize,
        number: usize,
        document: Document,
        earlier: Option<Closing>,
        common: &Common,
    ) -> io::Result<(Self, Arc<Article>, bool)> {
        let (commands, orders) = channel();
        let article = document.article;
        let whole = document.rest.is_none();
        let opens = Arc::new(Opens::new());
        let work = Work {
            opens: opens.clone(),
            article: article.clone(),
            rest: document.rest,
            path: document.path,
            seen: document.seen,
            looks: commands.clone(),
            attributor: document.attributor,
            threads: common.threads,
            location: document.location,
            earlier,
            places: common.places.clone(),
            histories: common.histories.clone(),
            elsewhere: document.elsewhere,
            header: Header {
                file: document.file.rsplit(['/', '\\']).next().unwrap_or_default().to_owned(),
                annotator: common.annotator.clone(),
                tag_set: common.tag_set.clone(),
            },
        };
        worker::start(work, orders, Events::new(common.incoming.clone(), number))?;
        Ok((Self { at, number, commands, opens }, article, whole))
    }

    /// Has the worker do something.
    pub(super) fn order(&self, command: Command) {
        // The worker ends only after it was told to close.
        let _ = self.commands.send(command);
    }

    /// Has everything written, and remembered what the reader of `model` leaves behind.
    pub(super) fn close(&self, model: &Model) -> Closing {
        let Bookmark { cursor, sources, marks } = model.bookmark();
        let place = Place { byte: cursor, sources, marks };
        let (done, closed) = channel();
        // Where the worker has gone there is nothing left to write.
        let _ = self.commands.send(Command::Close { place, done });
        Closing { closed, opens: self.opens.clone() }
    }
}

/// The end of a document.
pub(super) struct Closing {
    closed: Receiver<Left>,
    opens: Arc<Opens>,
}

impl Closing {
    /// Waits until all is written and the record is let go of; gives what is not on the record, and why.
    /// A worker that has not come to open the record holds nobody, and does not open it any more.
    pub(super) fn wait(self) -> Left {
        match self.closed.recv_timeout(WITHOUT_RECORD) {
            Ok(left) => left,
            Err(_) if *self.opens.get_or_init(|| false) => self.closed.recv().unwrap_or_default(),
            Err(_) => Left::default(),
        }
    }

    /// Waits until the worker has let go of the record: before, nobody else may open it.
    pub(super) fn wait_for_record(self) {
        // What could not be written was told by the worker.
        let _ = self.closed.recv();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_that_is_being_opened_when_its_document_is_left_is_waited_for() {
        let (done, closed) = channel();
        let closing = Closing { closed, opens: Arc::new(OnceLock::from(true)) };
        let worker = std::thread::spawn(move || {
            std::thread::sleep(WITHOUT_RECORD * 2);
            done.send(Left { unsaved: Some("told".to_owned()), ..Left::default() }).unwrap();
        });
        assert_eq!(closing.wait().unsaved.as_deref(), Some("told"));
        worker.join().unwrap();
    }

    #[test]
    fn a_worker_that_waits_for_the_article_holds_nobody_and_opens_no_record_later() {
        let (_done, closed) = channel();
        let opens = Arc::new(Opens::new());
        Closing { closed, opens: opens.clone() }.wait();
        assert!(!*opens.get_or_init(|| true));
    }
}
