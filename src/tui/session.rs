//! A session on the screen: events in, frames out.

use std::collections::{HashMap, VecDeque};
use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::desk::{Closing, Common, Desk, Document, Stack};
use super::input::{Input, Translator};
use super::keeper::Left;
use super::looks::{Depth, Looks};
use super::screen::draw;
use super::signals;
use super::terminal::Terminal;
use super::worker::Command;
use crate::app::{Action, App, Documents, Effect, Event, Message, Setup, Status, Turn};
use crate::config::{Colour, Keymap, Settings, TagSet, Theme};
use crate::store::{Course, Histories, Places};

/// How long the first frame waits for who said what: a frame that comes at once and whole is worth
/// more than two.
const FIRST_FRAME: Duration = Duration::from_millis(4);

/// What a session starts with.
pub struct Opening {
    /// The documents to go through.
    pub documents: Arc<dyn Stack>,
    /// The first of them to be opened.
    pub first: Document,
    /// Its index.
    pub at: usize,
    /// What to tell the person beside.
    pub notice: Option<Message>,
    /// Where the places are kept that readers leave off at.
    pub places: Option<Places>,
    /// Where it is kept what can be undone.
    pub histories: Option<Histories>,
    /// Who annotates.
    pub annotator: String,
    /// The labels.
    pub tag_set: TagSet,
    /// The keys.
    pub keymap: Keymap<Action>,
    /// The theme for a dark background.
    pub dark: Theme,
    /// The theme for a light background.
    pub light: Theme,
    /// Which of them to use.
    pub theme: ThemeChoice,
    /// How many colours the terminal shows.
    pub depth: Depth,
    /// How the program looks and behaves.
    pub settings: Settings,
    /// Where ids come from.
    pub randomness: fastrand::Rng,
}

/// Which theme to use.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ThemeChoice {
    /// As the terminal's background asks for.
    Auto,
    /// The dark one.
    Dark,
    /// The light one.
    Light,
}

/// How a session ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ended {
    /// The signal that ended it; `None` where the person did.
    pub signal: Option<i32>,
    /// What is not on disk, and why.
    pub unsaved: Option<String>,
    /// What is on disk, but not on the record: where it is, and why.
    pub elsewhere: Option<String>,
}

/// What reaches the main thread.
pub(super) enum Incoming {
    /// Something for the program, from the terminal.
    Event(Event),
    /// Something for the program, from the worker of the desk of that number.
    Of(usize, Event),
    /// The terminal's background.
    Background(Colour),
    /// The person, or the system, wants the terminal back for a while.
    Suspend,
    /// The process runs on after it was stopped.
    Continued,
    /// The system wants the program to end, by that signal.
    Ended(i32),
    /// There is no more input.
    InputLost,
}

/// Shows articles until the person leaves.
///
/// # Errors
///
/// Where the terminal cannot be set up or written, or a thread cannot be started.
pub fn run(opening: Opening) -> io::Result<Ended> {
    let (sender, incoming) = channel();
    let common = Common {
        incoming: sender.clone(),
        places: opening.places,
        histories: opening.histories,
        annotator: opening.annotator.clone(),
        tag_set: opening.tag_set.name.clone(),
    };
    signals::listen(sender.clone())?;
    let file = opening.first.file.clone();
    let elsewhere = opening.first.elsewhere.to_string_lossy().into_owned();
    let (desk, article, whole) = Desk::open(opening.at, 0, opening.first, None, &common)?;
    let mut terminal = Terminal::enter()?;
    let asks_background = opening.theme == ThemeChoice::Auto && opening.depth != Depth::None;
    if asks_background {
        terminal.ask_background()?;
    }
    listen(sender, Translator::new(asks_background))?;
    let size = terminal.size()?;
    terminal.resize(size)?;
    let mut app = App::new(Setup {
        article,
        whole,
        file,
        annotator: opening.annotator,
        tag_set: opening.tag_set,
        keymap: opening.keymap,
        size,
        settings: opening.settings,
        elsewhere,
        randomness: opening.randomness,
    });
    app.model.documents = Documents::new(opening.documents.names(), opening.at);
    app.model.message = opening.notice.or(app.model.message);
    let theme =
        if opening.theme == ThemeChoice::Light { opening.light.clone() } else { opening.dark.clone() };
    let mut session = Session {
        app,
        looks: Looks::new(theme, opening.depth),
        terminal,
        incoming,
        early: VecDeque::new(),
        documents: opening.documents,
        common,
        desk,
        closing: HashMap::new(),
        turning: None,
        themes: [opening.dark, opening.light],
        depth: opening.depth,
    };
    let ended = match session.wait_a_little()? {
        Some(over) => Ok(over),
        None => session.fit().and_then(|()| session.converse()),
    };
    session.close(ended)
}

/// Sends on what the terminal sends.
fn listen(sender: Sender<Incoming>, mut translator: Translator) -> io::Result<()> {
    thread::Builder::new().name("input".to_owned()).spawn(move || {
        loop {
            let incoming = match crossterm::event::read() {
                Ok(sent) => match translator.translate(sent) {
                    Some(Input::Event(event)) => Incoming::Event(event),
                    Some(Input::Background(colour)) => Incoming::Background(colour),
                    None => continue,
                },
                Err(_) => Incoming::InputLost,
            };
            let lost = matches!(incoming, Incoming::InputLost);
            if sender.send(incoming).is_err() || lost {
                return;
            }
        }
    })?;
    Ok(())
}

struct Session {
    app: App,
    looks: Looks,
    terminal: Terminal,
    incoming: Receiver<Incoming>,
    /// What came while a first frame waited, oldest first.
    early: VecDeque<Incoming>,
    documents: Arc<dyn Stack>,
    common: Common,
    /// The open document.
    desk: Desk,
    /// The documents that were left, by index, until they are opened again.
    closing: HashMap<usize, Closing>,
    /// Where to turn to next.
    turning: Option<Turn>,
    themes: [Theme; 2],
    depth: Depth,
}

/// Why the conversation is over: by a signal, or by the person.
type Over = Option<i32>;

impl Session {
    /// Takes in what the first frame of a document should show, for a moment; keeps what comes beside.
    fn wait_a_little(&mut self) -> io::Result<Option<Over>> {
        let until = Instant::now() + FIRST_FRAME;
        let mut beside = VecDeque::new();
        while self.turning.is_none() && (self.app.model.findings.is_none() || !self.app.model.saving.is_open)
        {
            let left = until.saturating_duration_since(Instant::now());
            let Ok(next) = self.incoming.recv_timeout(left) else { break };
            match next {
                Incoming::Of(
                    desk,
                    Event::Opened { .. } | Event::Recalled { .. } | Event::Attributed(_) | Event::Read(_),
                ) if desk == self.desk.number => {
                    if let Some(over) = self.handle(next)? {
                        return Ok(Some(over));
                    }
                }
                other => beside.push_back(other),
            }
        }
        self.early.append(&mut beside);
        Ok(None)
    }

    /// Handles what comes until the end: all that is there, then one frame.
    fn converse(&mut self) -> io::Result<Over> {
        loop {
            while let Some(next) = self.early.pop_front().or_else(|| self.incoming.try_recv().ok()) {
                if let Some(over) = self.take(next)? {
                    return Ok(over);
                }
            }
            let Self { app, looks, terminal, .. } = self;
            terminal.draw(|frame| draw(frame, &app.model, &mut app.page, looks))?;
            let Ok(next) = self.incoming.recv() else { return Ok(None) };
            if let Some(over) = self.take(next)? {
                return Ok(over);
            }
        }
    }

    /// Handles one thing, and turns to the documents that it leads to; says when the conversation is
    /// over.
    fn take(&mut self, incoming: Incoming) -> io::Result<Option<Over>> {
        let mut over = self.handle(incoming)?;
        while let (Some(turn), None) = (self.turning.take(), over) {
            over = self.turn(turn)?;
        }
        Ok(over)
    }

    /// Handles one thing; says when the conversation is over.
    fn handle(&mut self, incoming: Incoming) -> io::Result<Option<Over>> {
        match incoming {
            // What concerns a document that was left is over, but not that something went wrong.
            Incoming::Of(desk, event) if desk != self.desk.number && !matches!(event, Event::Failed(_)) => {}
            Incoming::Event(event) | Incoming::Of(_, event) => {
                if let Event::Resize(width, height) = event {
                    self.terminal.resize((width, height))?;
                }
                for effect in self.app.update(event, jiff::Timestamp::now()) {
                    match effect {
                        Effect::Append(edit) => self.desk.order(Command::Append(edit, Course::Made)),
                        Effect::Undo(edit) => self.desk.order(Command::Append(edit, Course::Undone)),
                        Effect::Redo(edit) => self.desk.order(Command::Append(edit, Course::Redone)),
                        Effect::SaveElsewhere { path, replace, record } => {
                            self.desk.order(Command::SaveElsewhere { path, replace, record });
                        }
                        Effect::Export { format, path, replace, record } => {
                            let findings = self.app.model.findings.clone();
                            self.desk.order(Command::Export { format, path, replace, record, findings });
                        }
                        Effect::Turn(turn) => self.turning = Some(turn),
                        Effect::Survey(unknown) => self.survey(unknown)?,
                        Effect::Search(search) => self.desk.order(Command::Search(search)),
                        Effect::Sweep(sweep) => self.desk.order(Command::Sweep(sweep)),
                        Effect::Suspend => self.suspend()?,
                        Effect::Quit => return Ok(Some(None)),
                    }
                }
            }
            Incoming::Background(colour) => {
                let [dark, light] = &self.themes;
                let theme = if colour.luminance() > 0.4 { light } else { dark };
                self.looks = Looks::new(theme.clone(), self.depth);
            }
            Incoming::Suspend => self.suspend()?,
            Incoming::Continued => self.resume()?,
            Incoming::Ended(signal) => return Ok(Some(Some(signal))),
            Incoming::InputLost => return Ok(Some(None)),
        }
        Ok(None)
    }

    /// Opens another document in place of this one, which is closed behind it; where that cannot be
    /// opened, this one stays.
    fn turn(&mut self, turn: Turn) -> io::Result<Option<Over>> {
        let found = match turn {
            Turn::To(at) => Some(at),
            Turn::OpenAfter(after) => self.open_after(after),
        };
        let Some(at) = found else {
            return self.stay(None, Message::done("every document is done"));
        };
        let document = match self.documents.open(at) {
            Ok(document) => document,
            Err(why) => return self.stay(Some(at), Message::error(why)),
        };
        let (number, earlier) = (self.desk.number + 1, self.closing.remove(&at));
        let elsewhere = document.elsewhere.to_string_lossy().into_owned();
        let (desk, article, whole) = Desk::open(at, number, document, earlier, &self.common)?;
        let before = std::mem::replace(&mut self.desk, desk);
        let left = self.app.turn(article, whole, at, elsewhere);
        let closing = before.close(left.view.cursor, left.saving.is_open);
        self.closing.insert(left.documents.at(), closing);
        // A large article takes long to free. Where there is no thread for it, it is freed here.
        let _ = thread::Builder::new().name("freeing".to_owned()).spawn(move || drop(left));
        self.wait_a_little()
    }

    /// The first document behind the one of that index that is not done, from the last one on to the
    /// first.
    fn open_after(&self, after: usize) -> Option<usize> {
        let count = self.documents.names().len();
        let here = self.desk.at;
        let is_done = |at: usize| match self.app.model.documents.known(at) {
            Some(known) => known.status == Status::Done,
            None => self.documents.is_done(at),
        };
        (after + 1..count).chain(0..=after.min(count - 1)).find(|&at| at != here && !is_done(at))
    }

    fn stay(&mut self, tried: Option<usize>, message: Message) -> io::Result<Option<Over>> {
        self.handle(Incoming::Event(Event::Stays { tried, message }))
    }

    /// Looks how far the work on those documents is, on a thread of its own.
    fn survey(&self, unknown: Vec<usize>) -> io::Result<()> {
        let (documents, incoming) = (self.documents.clone(), self.common.incoming.clone());
        thread::Builder::new().name("survey".to_owned()).spawn(move || {
            for at in unknown {
                let progress = documents.progress(at);
                if incoming.send(Incoming::Event(Event::Surveyed { at, progress })).is_err() {
                    return;
                }
            }
        })?;
        Ok(())
    }

    fn suspend(&mut self) -> io::Result<()> {
        self.terminal.suspend(signals::stop)?;
        self.fit()
    }

    fn resume(&mut self) -> io::Result<()> {
        self.terminal.resume()?;
        self.fit()
    }

    /// Takes over a size that changed while nobody listened.
    fn fit(&mut self) -> io::Result<()> {
        let (width, height) = self.terminal.size()?;
        if self.app.model.size != (width, height) {
            self.terminal.resize((width, height))?;
            self.app.update(Event::Resize(width, height), jiff::Timestamp::now());
        }
        Ok(())
    }

    /// Has everything written, and gives the terminal back first: what is slow shall not hold it.
    fn close(self, ended: io::Result<Over>) -> io::Result<Ended> {
        let Self { app, terminal, desk, closing, .. } = self;
        let last = desk.close(app.model.view.cursor, app.model.saving.is_open);
        drop(terminal);
        // A large article takes long to free, and the system does it anyway.
        std::mem::forget(app);
        let left: Vec<Left> = closing.into_values().chain([last]).map(Closing::wait).collect();
        let told = |part: fn(&Left) -> Option<&str>| {
            let told: Vec<&str> = left.iter().filter_map(part).collect();
            (!told.is_empty()).then(|| told.join("; "))
        };
        let (unsaved, elsewhere) =
            (told(|left| left.unsaved.as_deref()), told(|left| left.elsewhere.as_deref()));
        Ok(Ended { signal: ended?, unsaved, elsewhere })
    }
}
