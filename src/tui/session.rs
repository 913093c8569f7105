//! A session on the screen: events in, frames out.

use std::collections::{HashMap, VecDeque};
use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::behind;
use super::clipboard::Clipboard;
use super::desk::{Closing, Common, Desk, Document, Stack};
use super::input::{Input, Translator};
use super::keeper::Left;
use super::looks::Looks;
use super::opening::{Ended, Opening};
use super::screen::draw;
use super::signals;
use super::stage::Stage;
use super::terminal::Terminal;
use super::worker::{Command, Events};
use crate::app::{App, Changed, Documents, Effect, Event, Message, Model, Setup, Status, Turn};
use crate::article::Article;
use crate::config::{Colour, Ground};
use crate::store::Course;

/// How long the first frame waits for who said what: a frame that comes at once and whole is worth
/// more than two.
const FIRST_FRAME: Duration = Duration::from_millis(4);

/// How long after it was asked a terminal may take to tell its background before it is given back: an
/// answer that comes later is typed into the shell. Who leaves later than that is not held at all.
const PATIENCE: Duration = Duration::from_millis(300);

/// What reaches the main thread.
pub(super) enum Incoming {
    /// Something for the program, from the terminal.
    Event(Event),
    /// Something for the program, from the worker of the desk of that number.
    Of(usize, Event),
    /// The terminal's background.
    Background(Colour),
    /// The person came back to the window.
    Focused,
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
        threads: opening.threads,
        annotator: opening.annotator.clone(),
        tag_set: opening.tag_set.name.clone(),
    };
    signals::listen(sender.clone())?;
    let file = opening.first.file.clone();
    let elsewhere = opening.first.elsewhere.to_string_lossy().into_owned();
    let (desk, article, whole) = Desk::open(opening.at, 0, opening.first, None, &common)?;
    let mut terminal = Terminal::enter(opening.settings.mouse, opening.keyboard)?;
    // Also where the colours do not follow it: other ones may be chosen later.
    let asks_background = opening.stage.has_colours();
    let asked = asks_background.then(Instant::now);
    if asks_background {
        terminal.ask_background()?;
    }
    // Listening begins here: a change of size before the thread reads is not missed.
    crossterm::event::poll(Duration::ZERO)?;
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
    let mut session = Session {
        app,
        looks: opening.stage.looks(),
        stage: opening.stage,
        terminal,
        incoming,
        asked,
        early: VecDeque::new(),
        documents: opening.documents,
        common,
        desk,
        closing: HashMap::new(),
        turning: None,
        renewing: None,
        clipboard: opening.clipboard,
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
                    Some(Input::Focused) => Incoming::Focused,
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
    stage: Stage,
    looks: Looks,
    terminal: Terminal,
    incoming: Receiver<Incoming>,
    /// When the terminal was asked for its background, until it answers.
    asked: Option<Instant>,
    /// What came while something else was awaited, oldest first.
    early: VecDeque<Incoming>,
    documents: Arc<dyn Stack>,
    common: Common,
    /// The open document.
    desk: Desk,
    /// The documents that were left, by index, until they are opened again.
    closing: HashMap<usize, Closing>,
    /// Where to turn to next.
    turning: Option<Turn>,
    /// What the open article has become on disk, and is to be opened as.
    renewing: Option<Box<Changed>>,
    clipboard: Clipboard,
}

/// Why the conversation is over: by a signal, or by the person.
type Over = Option<i32>;

impl Session {
    /// Takes in what the first frame of a document should show, for a moment; keeps what comes beside.
    fn wait_a_little(&mut self) -> io::Result<Option<Over>> {
        let until = Instant::now() + FIRST_FRAME;
        let mut beside = VecDeque::new();
        // The record of an article is opened when all of it was read: not in a moment where there is more.
        let is_there = |model: &Model| model.findings.is_some() && (model.saving.is_open || !model.whole);
        while self.turning.is_none() && !is_there(&self.app.model) {
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
            let next = loop {
                match self.incoming.recv() {
                    // Changes nothing that shows, so that nothing is drawn.
                    Ok(Incoming::Focused) => self.desk.order(Command::Look),
                    Ok(next) => break next,
                    Err(_) => return Ok(None),
                }
            };
            if let Some(over) = self.take(next)? {
                return Ok(over);
            }
        }
    }

    /// Handles one thing, and turns to the documents that it leads to; says when the conversation is
    /// over.
    fn take(&mut self, incoming: Incoming) -> io::Result<Option<Over>> {
        let mut over = self.handle(incoming)?;
        while over.is_none() && (self.turning.is_some() || self.renewing.is_some()) {
            if let Some(turn) = self.turning.take() {
                // What there was of the one that is left is over.
                self.renewing = None;
                over = self.turn(turn)?;
            } else if let Some(changed) = self.renewing.take() {
                over = self.renew(*changed)?;
            }
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
                        Effect::Renew(changed) => self.renewing = Some(changed),
                        Effect::Survey(unknown) => self.survey(unknown)?,
                        Effect::Sum(summary) => behind::sum(*summary, self.events())?,
                        Effect::Edit(bulk) => behind::edit(*bulk, self.events())?,
                        Effect::Free(left) => behind::free(left),
                        Effect::Search(search) => behind::search(search, self.article(), self.events()),
                        Effect::NextTheme => {
                            let event = self.stage.go_on().map_or_else(Event::Failed, Event::Themed);
                            self.looks = self.stage.looks();
                            self.app.update(event, jiff::Timestamp::now());
                        }
                        Effect::Copy(text) => self.terminal.copy(&text, self.clipboard)?,
                        Effect::Mouse(is_ours) => self.terminal.set_mouse(is_ours)?,
                        Effect::Sweep(sweep) => behind::sweep(sweep, self.article(), self.events()),
                        Effect::Redraw => self.terminal.resize(self.app.model.size)?,
                        Effect::Suspend => self.suspend()?,
                        Effect::Quit => return Ok(Some(None)),
                    }
                }
            }
            Incoming::Background(colour) => {
                self.asked = None;
                self.looks = self.stage.set_ground(Ground::of(colour));
            }
            Incoming::Focused => self.desk.order(Command::Look),
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
        let closing = before.close(&left);
        self.closing.insert(left.documents.at(), closing);
        behind::free(left);
        self.wait_a_little()
    }

    /// Opens the document again that was changed on disk; where that cannot be opened, it stays as it was.
    fn renew(&mut self, changed: Changed) -> io::Result<Option<Over>> {
        let at = self.desk.at;
        let document = match self.documents.open(at) {
            Ok(document) => document,
            Err(why) => return self.stay(None, Message::error(why)),
        };
        let elsewhere = document.elsewhere.to_string_lossy().into_owned();
        // As it was read: what came of it since is seen by the stamp.
        let (article, seen) = (changed.article.clone(), Some(changed.seen));
        let document = Document { article, seen, rest: None, ..document };
        let closing = self.desk.close(&self.app.model);
        let number = self.desk.number + 1;
        (self.desk, ..) = Desk::open(at, number, document, Some(closing), &self.common)?;
        self.desk.order(Command::Look);
        let left = self.app.renew(&changed, elsewhere);
        behind::free((left, changed));
        self.wait_a_little()
    }

    /// What threads look through.
    fn article(&self) -> Arc<Article> {
        self.app.model.article.clone()
    }

    /// Where threads say what happened.
    fn events(&self) -> Events {
        Events::new(self.common.incoming.clone(), self.desk.number)
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

    /// Waits for an answer that is on its way, so that it does not reach the shell as keys; keeps what
    /// comes beside.
    fn hear_out(&mut self) {
        let Some(until) = self.asked.take().map(|asked| asked + PATIENCE) else { return };
        loop {
            match self.incoming.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(Incoming::Background(colour)) => {
                    self.looks = self.stage.set_ground(Ground::of(colour));
                    return;
                }
                Ok(lost @ (Incoming::InputLost | Incoming::Ended(_))) => {
                    self.early.push_back(lost);
                    return;
                }
                Ok(other) => self.early.push_back(other),
                Err(_) => return,
            }
        }
    }

    fn suspend(&mut self) -> io::Result<()> {
        self.hear_out();
        self.terminal.suspend(signals::stop)?;
        self.desk.order(Command::Look);
        self.fit()
    }

    fn resume(&mut self) -> io::Result<()> {
        self.terminal.resume()?;
        self.desk.order(Command::Look);
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
    fn close(mut self, ended: io::Result<Over>) -> io::Result<Ended> {
        // Where the system ends the program, or the terminal is gone, nobody waits.
        if ended.as_ref().is_ok_and(Option::is_none) {
            self.hear_out();
        }
        let Self { app, terminal, desk, closing, .. } = self;
        let last = desk.close(&app.model);
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
