//! A session on the screen: events in, frames out.

use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::input::{Input, Translator};
use super::looks::{Depth, Looks};
use super::screen::draw;
use super::signals;
use super::terminal::Terminal;
use super::worker::{self, Command, Work};
use crate::app::{Action, App, Effect, Event, Setup};
use crate::article::Article;
use crate::attribution::Attributor;
use crate::config::{Colour, Keymap, TagSet, Theme};
use crate::store::{Header, Location, Places};

/// How long the first frame waits for who said what: a frame that comes at once and whole is worth
/// more than two.
const FIRST_FRAME: Duration = Duration::from_millis(4);

/// How long the end waits for a worker that has not even opened the record.
const WITHOUT_RECORD: Duration = Duration::from_millis(20);

/// What a session starts with.
pub struct Opening {
    /// The article, or its head.
    pub article: Article,
    /// What is still to be read.
    pub rest: Option<Rest>,
    /// The file's name, as the person gave it.
    pub file: String,
    /// The article's file, where there is one.
    pub path: Option<PathBuf>,
    /// Where the record of the article is kept.
    pub location: Box<dyn FnOnce(&Article) -> Location + Send>,
    /// Where the places are kept that readers leave off at.
    pub places: Option<Places>,
    /// Who annotates.
    pub annotator: String,
    /// Who finds who said what.
    pub attributor: Arc<Attributor>,
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
    /// Statements that the machine is less sure of than this are marked, in percent.
    pub unsure_below: u8,
    /// Where ids come from.
    pub randomness: fastrand::Rng,
}

/// The rest of an article of which only the beginning was read.
pub struct Rest {
    /// What was read so far.
    pub begun: Vec<u8>,
    /// Where the rest comes from.
    pub source: Box<dyn Read + Send>,
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
}

/// What reaches the main thread.
pub(super) enum Incoming {
    /// Something for the program.
    Event(Event),
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

/// Shows an article until the person leaves.
///
/// # Errors
///
/// Where the terminal cannot be set up or written, or a thread cannot be started.
pub fn run(opening: Opening) -> io::Result<Ended> {
    let (sender, incoming) = channel();
    let (commands, orders) = channel();
    let article = Arc::new(opening.article);
    let work = Work {
        article: article.clone(),
        rest: opening.rest,
        path: opening.path,
        attributor: opening.attributor,
        location: opening.location,
        places: opening.places,
        header: Header {
            file: opening.file.rsplit(['/', '\\']).next().unwrap_or_default().to_owned(),
            annotator: opening.annotator.clone(),
            tag_set: opening.tag_set.name.clone(),
        },
    };
    let whole = work.rest.is_none();
    signals::listen(sender.clone())?;
    worker::start(work, orders, sender.clone())?;
    let mut terminal = Terminal::enter()?;
    let asks_background = opening.theme == ThemeChoice::Auto && opening.depth != Depth::None;
    if asks_background {
        terminal.ask_background()?;
    }
    listen(sender, Translator::new(asks_background))?;
    let size = terminal.size()?;
    terminal.resize(size)?;
    let app = App::new(Setup {
        article,
        whole,
        file: opening.file,
        annotator: opening.annotator,
        tag_set: opening.tag_set,
        keymap: opening.keymap,
        size,
        unsure_below: opening.unsure_below,
        randomness: opening.randomness,
    });
    let theme =
        if opening.theme == ThemeChoice::Light { opening.light.clone() } else { opening.dark.clone() };
    let mut session = Session {
        app,
        looks: Looks::new(theme, opening.depth),
        terminal,
        commands,
        themes: [opening.dark, opening.light],
        depth: opening.depth,
    };
    let early = session.wait_a_little(&incoming);
    session.fit()?;
    let ended = session.converse(early, &incoming);
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
    commands: Sender<Command>,
    themes: [Theme; 2],
    depth: Depth,
}

/// Why the conversation is over: by a signal, or by the person.
type Over = Option<i32>;

impl Session {
    /// Takes in what the first frame should show, for a moment; gives what came beside.
    fn wait_a_little(&mut self, incoming: &Receiver<Incoming>) -> Vec<Incoming> {
        let until = Instant::now() + FIRST_FRAME;
        let mut early = Vec::new();
        while self.app.model.findings.is_none() || !self.app.model.saving.is_open {
            let left = until.saturating_duration_since(Instant::now());
            let Ok(next) = incoming.recv_timeout(left) else { break };
            match next {
                Incoming::Event(event @ (Event::Opened { .. } | Event::Attributed(_) | Event::Read(_))) => {
                    self.app.update(event, jiff::Timestamp::now());
                }
                other => early.push(other),
            }
        }
        early
    }

    /// Handles what comes until the end, `early` first: all that is there, then one frame.
    fn converse(&mut self, early: Vec<Incoming>, incoming: &Receiver<Incoming>) -> io::Result<Over> {
        for next in early {
            if let Some(over) = self.handle(next)? {
                return Ok(over);
            }
        }
        loop {
            let Self { app, looks, terminal, .. } = self;
            terminal.draw(|frame| draw(frame, &app.model, &mut app.page, looks))?;
            let Ok(first) = incoming.recv() else { return Ok(None) };
            for next in std::iter::once(first).chain(incoming.try_iter()) {
                if let Some(over) = self.handle(next)? {
                    return Ok(over);
                }
            }
        }
    }

    /// Handles one thing; says when the conversation is over.
    fn handle(&mut self, incoming: Incoming) -> io::Result<Option<Over>> {
        match incoming {
            Incoming::Event(event) => {
                if let Event::Resize(width, height) = event {
                    self.terminal.resize((width, height))?;
                }
                for effect in self.app.update(event, jiff::Timestamp::now()) {
                    match effect {
                        Effect::Append(edit) => self.order(Command::Append(edit)),
                        Effect::Export { format, path, replace, record } => {
                            let findings = self.app.model.findings.clone();
                            self.order(Command::Export { format, path, replace, record, findings });
                        }
                        Effect::Search(search) => self.order(Command::Search(search)),
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

    fn order(&self, command: Command) {
        // The worker ends only after it was told to close.
        let _ = self.commands.send(command);
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
        let Self { app, terminal, commands, .. } = self;
        let (done, closed) = channel();
        let place = app.model.view.cursor;
        // Without a record there are no edits: a worker that still waits for the rest of the article,
        // perhaps from a slow pipe, holds nobody.
        let patience = if app.model.saving.is_open { Duration::MAX } else { WITHOUT_RECORD };
        // Where the worker has gone there is nothing left to write.
        let _ = commands.send(Command::Close { place, done });
        drop(terminal);
        // A large article takes long to free, and the system does it anyway.
        std::mem::forget(app);
        let unsaved = closed.recv_timeout(patience).ok().flatten();
        Ok(Ended { signal: ended?, unsaved })
    }
}
