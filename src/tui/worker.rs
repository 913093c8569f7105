//! What takes time, on threads of its own: reading, attributing, saving, exporting.

use std::collections::VecDeque;
use std::io::{self, Read};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use super::session::{Incoming, Rest};
use crate::annotation::{Edit, Record};
use crate::app::{Event, Findings, Search};
use crate::article::Article;
use crate::article::import;
use crate::attribution::Attributor;
use crate::exchange::{self, Format, Material, SaveError};
use crate::store::{Header, Location, Opened, Places, Store};

/// How long the reader has to be idle before the record is written from the journal.
const IDLE: Duration = Duration::from_millis(1500);

/// What the worker is asked to do.
pub(super) enum Command {
    /// Put the edit in the journal.
    Append(Edit),
    /// Look through the text.
    Search(Search),
    /// Write an export.
    Export {
        /// The name of the format.
        format: String,
        /// Where to.
        path: String,
        /// Whether a file of that name may be replaced.
        replace: bool,
        /// What is on the record.
        record: Box<Record>,
        /// What the machine found.
        findings: Option<Arc<Findings>>,
    },
    /// Write everything, remember the place, and end.
    Close {
        /// The byte that the reader leaves off at.
        place: usize,
        /// Told, in the end, what is not on disk.
        done: Sender<Option<String>>,
    },
}

/// What the worker starts with.
pub(super) struct Work {
    /// The article, or its head.
    pub(super) article: Arc<Article>,
    /// What is still to be read.
    pub(super) rest: Option<Rest>,
    /// Who finds who said what.
    pub(super) attributor: Arc<Attributor>,
    /// The article's file, where there is one; no export may replace it.
    pub(super) path: Option<PathBuf>,
    /// Where the record is kept.
    pub(super) location: Box<dyn FnOnce(&Article) -> Location + Send>,
    /// Where the places are kept that readers leave off at.
    pub(super) places: Option<Places>,
    /// What a new record says of itself.
    pub(super) header: Header,
}

/// Starts the worker; what it has to say goes to `events`.
pub(super) fn start(work: Work, commands: Receiver<Command>, events: Sender<Incoming>) -> io::Result<()> {
    thread::Builder::new().name("worker".to_owned()).spawn(move || run(work, &commands, &events))?;
    Ok(())
}

fn run(work: Work, commands: &Receiver<Command>, events: &Sender<Incoming>) {
    let mut article = work.article;
    let mut part = None;
    if let Some(rest) = work.rest {
        // What is on the screen by now, before the rest is even read.
        tell(events, Event::Attributed(Arc::new(Findings::new(work.attributor.attribute(&article)))));
        match read(rest) {
            Ok(whole) => {
                article = Arc::new(whole);
                tell(events, Event::Read(article.clone()));
            }
            Err(why) => part = Some(why),
        }
    }
    let (analysed, attributed, attributor) = (article.clone(), events.clone(), work.attributor);
    let analysis = thread::Builder::new().name("attribution".to_owned()).spawn(move || {
        // Two at most: the screen needs one too.
        let threads = thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        let threads = threads.min(NonZeroUsize::MIN.saturating_add(1));
        let found = attributor.attribute_with(&analysed, threads);
        tell(&attributed, Event::Attributed(Arc::new(Findings::new(found))));
    });
    if let Err(error) = analysis {
        tell(events, Event::Failed(format!("who said what cannot be looked for: {error}")));
    }
    let location = (work.location)(&article);
    let mut opened = Store::open(&location, &article, &work.header);
    let mut keeper = Keeper { events, store: None, unsaved: VecDeque::new(), is_stuck: false };
    let header = opened.header.clone();
    let sources: Vec<PathBuf> = work.path.into_iter().chain([opened.path.clone()]).collect();
    let place = work.places.as_ref().and_then(|places| places.load(&article));
    if part.is_some() {
        // A record of half an article would lose its hold on the other half.
        opened.record = Record::default();
    }
    keeper.open(opened, part, place);
    loop {
        let command = if keeper.is_idle() {
            commands.recv().map_err(|_| RecvTimeoutError::Disconnected)
        } else {
            commands.recv_timeout(IDLE)
        };
        match command {
            Ok(Command::Append(edit)) => keeper.append(edit),
            Ok(Command::Search(search)) => look_through(search, &article, events),
            Ok(Command::Export { format, path, replace, record, findings }) => {
                let nothing = Findings::default();
                let material = Material {
                    article: &article,
                    record: &record,
                    attribution: findings.as_deref().unwrap_or(&nothing).attribution(),
                    header: exchange::Header {
                        file: &header.file,
                        annotator: &header.annotator,
                        tag_set: &header.tag_set,
                    },
                };
                tell(events, export(&material, format, path, replace, &sources));
            }
            Ok(Command::Close { place, done }) => {
                if let Some(places) = &work.places {
                    // A reader can do without the place.
                    let _ = places.save(&article, place);
                }
                // Nobody is left to be told where this fails.
                let _ = done.send(keeper.close());
                return;
            }
            Err(RecvTimeoutError::Timeout) => keeper.settle(),
            Err(RecvTimeoutError::Disconnected) => {
                keeper.close();
                return;
            }
        }
    }
}

/// Keeps the record: edits that could not be saved wait here, in order.
struct Keeper<'e> {
    events: &'e Sender<Incoming>,
    store: Option<Store>,
    unsaved: VecDeque<Edit>,
    /// Whether the record could not be written: it is tried again after the next edit and in the end,
    /// and the journal holds every edit meanwhile.
    is_stuck: bool,
}

impl Keeper<'_> {
    /// Takes over what was opened; for reading only where `part` says why the article is not whole.
    fn open(&mut self, opened: Opened, part: Option<String>, place: Option<usize>) {
        let (store, read_only) = match (opened.store, part) {
            (_, Some(why)) => (None, Some(why)),
            (Ok(store), None) => (Some(store), None),
            (Err(reason), None) => (None, Some(reason.to_string())),
        };
        self.store = store;
        let notices = opened.notices.iter().map(ToString::to_string).collect();
        tell(self.events, Event::Opened { record: Box::new(opened.record), read_only, notices, place });
    }

    /// Whether there is nothing to do until the next command.
    fn is_idle(&self) -> bool {
        self.unsaved.is_empty() && (self.is_stuck || self.store.as_ref().is_none_or(Store::is_clean))
    }

    fn append(&mut self, edit: Edit) {
        self.unsaved.push_back(edit);
        self.is_stuck = false;
        self.save();
    }

    /// Saves what waits, in order, as far as it goes.
    fn save(&mut self) -> Option<String> {
        let store = self.store.as_mut()?;
        while let Some(edit) = self.unsaved.front() {
            if let Err(error) = store.append(edit) {
                tell(self.events, Event::SaveFailed(error.to_string()));
                return Some(error.to_string());
            }
            self.unsaved.pop_front();
            tell(self.events, Event::Saved);
        }
        None
    }

    /// Tries again what could not be saved, and writes the record.
    fn settle(&mut self) {
        if self.save().is_none()
            && let Some(Err(error)) = self.store.as_mut().map(Store::checkpoint)
        {
            self.is_stuck = true;
            tell(self.events, Event::Failed(error.to_string()));
        }
    }

    /// Ends; gives what is not on disk, and why.
    fn close(&mut self) -> Option<String> {
        let failure = self.save();
        let lost = self.unsaved.len();
        let closed = self.store.take().map(Store::close);
        match (failure, closed) {
            (Some(why), _) if lost == 1 => Some(format!("1 edit is not saved: {why}")),
            (Some(why), _) => Some(format!("{lost} edits are not saved: {why}")),
            (None, Some(Err(error))) => Some(format!("every edit is in the journal, but {error}")),
            (None, _) => None,
        }
    }
}

/// Reads the rest of an article of which only the head is known.
fn read(mut rest: Rest) -> Result<Article, String> {
    let mut bytes = rest.begun;
    rest.source.read_to_end(&mut bytes).map_err(|error| format!("read only in part: {error}"))?;
    import::plain(bytes).map_err(|error| error.to_string())
}

/// Has a thread look through the text, for that may take long and saving shall not wait for it.
fn look_through(search: Search, article: &Arc<Article>, events: &Sender<Incoming>) {
    let (searched, found) = (article.clone(), events.clone());
    let looking = thread::Builder::new().name("search".to_owned());
    let looking = looking.spawn(move || search.run(&searched, |places| tell(&found, Event::Found(places))));
    if let Err(error) = looking {
        tell(events, Event::Failed(format!("the text cannot be looked through: {error}")));
    }
}

/// Writes an export; gives what to say of it.
fn export(
    material: &Material<'_>,
    format: String,
    path: String,
    replace: bool,
    sources: &[PathBuf],
) -> Event {
    let Some(chosen) = Format::named(&format) else {
        return Event::Exported(Err(format!("there is no format “{format}”")));
    };
    let exported = exchange::export(chosen, material);
    let sources: Vec<&Path> = sources.iter().map(PathBuf::as_path).collect();
    match exchange::save(Path::new(&path), &exported.text, replace, &sources) {
        Ok(()) => Event::Exported(Ok(exported.told(chosen, Some(Path::new(&path))))),
        Err(SaveError::Exists { .. }) => Event::ExportExists { format, path },
        Err(error) => Event::Exported(Err(error.to_string())),
    }
}

/// Sends an event. When nobody listens any more the program is ending.
fn tell(events: &Sender<Incoming>, event: Event) {
    let _ = events.send(Incoming::Event(event));
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;
    use std::sync::mpsc::channel;

    use super::*;
    use crate::annotation::{Change, Id, Note, Stamp};
    use crate::attribution::Lexicon;

    /// Fails at its end, as a disk that is pulled out does.
    struct Broken;

    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the disk is gone"))
        }
    }

    fn note(id: &str) -> Edit {
        let note = Note {
            id: Id::new(id),
            about: None,
            at: Vec::new(),
            text: "?".to_owned(),
            stamp: Stamp::default(),
            extra: Default::default(),
        };
        vec![Change::Note(None, Some(note))].into()
    }

    #[test]
    fn an_article_that_is_read_in_part_is_opened_for_reading_only() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ferry.txt");
        let (events, incoming) = channel();
        let (commands, orders) = channel();
        let (done, closed) = channel();
        commands.send(Command::Append(note("n"))).unwrap();
        commands.send(Command::Close { place: 0, done }).unwrap();
        let record = path.clone();
        let work = Work {
            article: Arc::new(import::plain(b"Ferry".to_vec()).unwrap()),
            rest: Some(Rest {
                begun: b"Ferry".to_vec(),
                source: Box::new(Cursor::new(b" talks".to_vec()).chain(Broken)),
            }),
            attributor: Arc::new(Attributor::new(Lexicon::bundled())),
            path: Some(path),
            location: Box::new(move |_| Location::beside(&record, None)),
            places: None,
            header: Header::default(),
        };
        run(work, &orders, &events);
        drop(events);
        let read_only = incoming.iter().find_map(|incoming| match incoming {
            Incoming::Event(Event::Opened { read_only, .. }) => Some(read_only),
            _ => None,
        });
        assert_eq!(read_only.unwrap().unwrap(), "read only in part: the disk is gone");
        closed.recv().unwrap();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing was written");
    }

    #[test]
    fn a_record_that_cannot_be_written_is_told_once_for_each_edit() {
        let folder = tempfile::tempdir().unwrap();
        let location = Location::beside(&folder.path().join("ferry.txt"), None);
        let article = Arc::new(import::plain(b"Ferry".to_vec()).unwrap());
        let (events, incoming) = channel();
        let mut keeper = Keeper { events: &events, store: None, unsaved: VecDeque::new(), is_stuck: false };
        keeper.open(Store::open(&location, &article, &Header::default()), None, None);
        keeper.append(note("a"));
        std::fs::write(folder.path().join("ferry.txt.ron"), "somebody else's").unwrap();
        keeper.settle();
        assert!(keeper.is_idle(), "it is not tried again and again");
        keeper.append(note("b"));
        assert!(!keeper.is_idle());
        keeper.settle();
        let failures = incoming.try_iter().filter(|told| matches!(told, Incoming::Event(Event::Failed(_))));
        assert_eq!(failures.count(), 2);
    }
}
