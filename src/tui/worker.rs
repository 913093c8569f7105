//! What takes time, on threads of its own: reading, attributing, saving, exporting.

use std::io::{self, Read};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use super::desk::{Closing, Opens, Rest};
use super::keeper::{Keeper, Left};
use super::session::Incoming;
#[cfg(target_os = "linux")]
use super::watch::Watch;
use super::watching::Watched;
use crate::annotation::{Edit, Record};
use crate::app::{Event, ExportAs, Findings, Stamp};
use crate::article::Article;
use crate::article::import;
use crate::attribution::Attributor;
use crate::config::Theme;
use crate::exchange::{self, Format, Material, SaveError};
use crate::report::{self, Colours, Report};
use crate::store::{Course, Header, Histories, Location, Place, Places, Store};

/// How long the reader has to be idle before the record is written from the journal.
const IDLE: Duration = Duration::from_millis(1500);

/// What the worker is asked to do.
pub(super) enum Command {
    /// Put the edit in the journal.
    Append(Edit, Course),
    /// Write the record to another file.
    SaveElsewhere {
        /// Where to.
        path: String,
        /// Whether a file of that name may be replaced.
        replace: bool,
        /// What is on the record.
        record: Box<Record>,
    },
    /// Look whether somebody changed the article or the record.
    Look,
    /// Write an export.
    Export {
        /// What it is written as.
        format: ExportAs,
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
        /// What the reader leaves behind.
        place: Place,
        /// Told in the end what is not on the record.
        done: Sender<Left>,
    },
}

/// What the worker starts with.
pub(super) struct Work {
    /// The article, or its head.
    pub(super) article: Arc<Article>,
    /// What is still to be read.
    pub(super) rest: Option<Rest>,
    /// Whether the record is to be opened after that.
    pub(super) opens: Arc<Opens>,
    /// Who finds who said what.
    pub(super) attributor: Arc<Attributor>,
    /// On how many threads.
    pub(super) threads: NonZeroUsize,
    /// The article's file, where there is one; no export may replace it.
    pub(super) path: Option<PathBuf>,
    /// The article's file as it was begun to be read; `None` where it cannot be read again.
    pub(super) seen: Option<Stamp>,
    /// Where [`Command::Look`] is sent when the file changes.
    pub(super) looks: Sender<Command>,
    /// Where the record is kept.
    pub(super) location: Box<dyn FnOnce(&Article) -> Location + Send>,
    /// An earlier end of the same document: its record is opened again once that is over.
    pub(super) earlier: Option<Closing>,
    /// Where the places are kept that readers leave off at.
    pub(super) places: Option<Places>,
    /// Where it is kept what can be undone.
    pub(super) histories: Option<Histories>,
    /// Where a record is offered to be saved; its folder is made where it is taken up.
    pub(super) elsewhere: PathBuf,
    /// What a new record says of itself.
    pub(super) header: Header,
}

/// Where a worker says what happened.
#[derive(Clone)]
pub(super) struct Events {
    incoming: Sender<Incoming>,
    /// The number of the desk that it works for.
    desk: usize,
}

impl Events {
    /// For the worker of the desk of that number.
    pub(super) fn new(incoming: Sender<Incoming>, desk: usize) -> Self {
        Self { incoming, desk }
    }

    /// Sends an event. When nobody listens any more the program is ending.
    pub(super) fn tell(&self, event: Event) {
        let _ = self.incoming.send(Incoming::Of(self.desk, event));
    }
}

/// Starts the worker; what it has to say goes to `events`.
pub(super) fn start(work: Work, commands: Receiver<Command>, events: Events) -> io::Result<()> {
    thread::Builder::new().name("worker".to_owned()).spawn(move || run(work, &commands, &events))?;
    Ok(())
}

fn run(work: Work, commands: &Receiver<Command>, events: &Events) {
    let mut article = work.article;
    let mut part = None;
    if let Some(rest) = work.rest {
        // What is on the screen by now, before the rest is even read.
        events.tell(Event::Attributed(Arc::new(Findings::new(work.attributor.attribute(&article)))));
        match read(rest) {
            Ok(whole) => {
                article = Arc::new(whole);
                events.tell(Event::Read(article.clone()));
            }
            Err(why) => part = Some(why),
        }
    }
    let (analysed, attributed, attributor) = (article.clone(), events.clone(), work.attributor);
    let analysis = thread::Builder::new().name("attribution".to_owned()).spawn(move || {
        let found = attributor.attribute_with(&analysed, work.threads);
        attributed.tell(Event::Attributed(Arc::new(Findings::new(found))));
    });
    if let Err(error) = analysis {
        events.tell(Event::Failed(format!("who said what cannot be looked for: {error}")));
    }
    if !*work.opens.get_or_init(|| true) {
        return;
    }
    work.earlier.into_iter().for_each(Closing::wait_for_record);
    let location = (work.location)(&article);
    let mut opened = Store::open(&location, &article, &work.header);
    let mut keeper = Keeper::new(events);
    let header = opened.header.clone();
    let mut watched = match (&work.path, work.seen) {
        (Some(path), Some(seen)) if part.is_none() => Some(Watched::new(path.clone(), article.clone(), seen)),
        _ => None,
    };
    #[cfg(target_os = "linux")]
    let _watch = watched.as_ref().and_then(|watched| Watch::start(watched.path(), work.looks));
    let sources: Vec<PathBuf> = work.path.into_iter().chain([opened.path.clone()]).collect();
    let place = work.places.as_ref().and_then(|places| places.load(&article));
    if part.is_some() {
        // A record of half an article would lose its hold on the other half.
        opened.record = Record::default();
    }
    keeper.open(opened, part, place);
    keeper.recall(work.histories.as_ref());
    loop {
        let looks_at = watched.as_ref().and_then(Watched::pause);
        let idle = (!keeper.is_idle()).then_some(IDLE);
        let command = match idle.into_iter().chain(looks_at).min() {
            None => commands.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(pause) => commands.recv_timeout(pause),
        };
        match command {
            Ok(Command::Append(edit, course)) => keeper.append(edit, course),
            Ok(Command::SaveElsewhere { path, replace, record }) => {
                if Path::new(&path).parent() == work.elsewhere.parent() {
                    // Where it cannot be made, the file cannot be written either, and that is told.
                    let _ = work.elsewhere.parent().map(std::fs::create_dir_all);
                }
                keeper.save_elsewhere(path, replace, &record, &sources);
            }
            Ok(Command::Export { format, path, replace, record, findings }) => {
                let nothing = Findings::default();
                let findings = findings.as_deref().unwrap_or(&nothing);
                let header = exchange::Header {
                    file: &header.file,
                    annotator: &header.annotator,
                    tag_set: &header.tag_set,
                };
                let made = export(&format, &path, &article, findings, &record, header);
                events.tell(match made {
                    Ok((text, told)) => save(&text, told, &format, path, replace, &sources),
                    Err(why) => Event::Exported(Err(why)),
                });
            }
            Ok(Command::Close { place, done }) => {
                if let Some(places) = &work.places {
                    // A reader can do without the place.
                    let _ = places.save(&article, &place);
                }
                let left = keeper.close();
                if let Some(why) = &left.unsaved {
                    // For a reader who went on to another document.
                    events.tell(Event::Failed(format!("{}: {why}", header.file)));
                }
                // Nobody is left to be told where this fails.
                let _ = done.send(left);
                return;
            }
            Ok(Command::Look) => {
                watched.iter_mut().for_each(Watched::look);
                keeper.look();
            }
            Err(RecvTimeoutError::Timeout) if looks_at.is_some() => {
                watched.iter_mut().for_each(|watched| watched.settle(events));
            }
            Err(RecvTimeoutError::Timeout) => keeper.settle(),
            Err(RecvTimeoutError::Disconnected) => {
                keeper.close();
                return;
            }
        }
    }
}

/// Reads the rest of an article of which only the head is known.
fn read(mut rest: Rest) -> Result<Article, String> {
    let mut bytes = rest.begun;
    rest.source.read_to_end(&mut bytes).map_err(|error| format!("read only in part: {error}"))?;
    import::plain(bytes).map_err(|error| error.to_string())
}

/// Makes an export to `path`: its text, and what to say once it is written.
fn export(
    format: &ExportAs,
    path: &str,
    article: &Article,
    findings: &Findings,
    record: &Record,
    header: exchange::Header<'_>,
) -> Result<(String, String), String> {
    match format {
        ExportAs::Format(name) => {
            let chosen = Format::named(name).ok_or_else(|| format!("there is no format “{name}”"))?;
            let attribution = findings.attribution();
            let exported = exchange::export(chosen, &Material { article, record, attribution, header });
            let told = exported.told(chosen, Some(Path::new(path)));
            Ok((exported.text, told))
        }
        ExportAs::Report { tag_set, unsure_below, made } => {
            let theme = |name| match Theme::bundled(name) {
                Some(theme) => theme.map_err(|error| error.to_string()),
                None => Err(format!("there is no theme “{name}”")),
            };
            let (dark, light) = (theme("dark")?, theme("light")?);
            let mut report = Report::new(1, made);
            let unsure_below = *unsure_below;
            report.add(&report::Material { article, findings, record, tag_set, header, unsure_below });
            let page = report.page(Colours { dark: &dark, light: &light });
            Ok((page, format!("wrote {} to {path}", report.told())))
        }
    }
}

/// Writes an export; gives what to say of it.
fn save(
    text: &str,
    told: String,
    format: &ExportAs,
    path: String,
    replace: bool,
    sources: &[PathBuf],
) -> Event {
    let sources: Vec<&Path> = sources.iter().map(PathBuf::as_path).collect();
    match exchange::save(Path::new(&path), text, replace, &sources) {
        Ok(()) => Event::Exported(Ok(told)),
        Err(SaveError::Exists { .. }) => Event::ExportExists { format: format.name().to_owned(), path },
        Err(error) => Event::Exported(Err(error.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;
    use std::sync::mpsc::channel;

    use super::*;
    use crate::attribution::Lexicon;
    use crate::tui::fixture::note;

    /// Fails at its end, as a disk that is pulled out does.
    struct Broken;

    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the disk is gone"))
        }
    }

    #[test]
    fn an_article_that_is_read_in_part_is_opened_for_reading_only() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ferry.txt");
        let (sender, incoming) = channel();
        let events = Events::new(sender, 0);
        let (commands, orders) = channel();
        let (done, closed) = channel();
        commands.send(Command::Append(note("n"), Course::Made)).unwrap();
        commands.send(Command::Close { place: Place::default(), done }).unwrap();
        let record = path.clone();
        let work = Work {
            article: Arc::new(import::plain(b"Ferry".to_vec()).unwrap()),
            rest: Some(Rest {
                begun: b"Ferry".to_vec(),
                source: Box::new(Cursor::new(b" talks".to_vec()).chain(Broken)),
            }),
            attributor: Arc::new(Attributor::new(Lexicon::bundled())),
            threads: NonZeroUsize::MIN,
            path: Some(path),
            seen: None,
            looks: commands.clone(),
            location: Box::new(move |_| Location::beside(&record, None)),
            opens: Arc::default(),
            earlier: None,
            places: None,
            histories: None,
            elsewhere: PathBuf::new(),
            header: Header::default(),
        };
        run(work, &orders, &events);
        drop(events);
        let read_only = incoming.iter().find_map(|incoming| match incoming {
            Incoming::Of(_, Event::Opened { read_only, .. }) => Some(read_only),
            _ => None,
        });
        assert_eq!(read_only.unwrap().unwrap(), "read only in part: the disk is gone");
        closed.recv().unwrap();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing was written");
    }
}
