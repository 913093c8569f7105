//! The program: how it starts, takes in what happens, and edits the record.

use std::collections::VecDeque;
use std::sync::Arc;

use super::Action;
use super::bulk::{self, Job, MANY};
use super::documents::Documents;
use super::documents::document::Status;
use super::event::{Effect, Event};
use super::model::{Focus, Message, Model, Saving, View};
use super::overlays::palette::Recent;
use super::pointing::Pointer;
use super::reading::findings::Findings;
use super::reading::highlight;
use super::reading::strip::Strip;
use super::reading::trail::Trail;
use super::reading::voices::Voices;
use super::review::Review;
use super::search::Searching;
use super::search::filter::Filter;
use super::tagging::attributes::Lacking;
use super::tagging::hand::Hand;
use super::update;
use crate::annotation::{Edit, History, Id, Record, Stamp};
use crate::article::Article;
use crate::config::{Keymap, Settings, TagSet};
use crate::page::{Page, Style};

/// The program without a screen.
#[derive(Debug)]
pub struct App {
    /// All that a screen shows.
    pub model: Model,
    /// The text on the grid; a cache, which can be dropped at any time.
    pub page: Page,
    /// The edits of which it is not known whether they are on disk, in order.
    pub(super) in_flight: VecDeque<Edit>,
    /// What the mouse did last.
    pub(super) pointer: Pointer,
    randomness: fastrand::Rng,
    /// The time of the event that is being handled.
    now: jiff::Timestamp,
}

/// What a program starts with.
#[derive(Debug)]
pub struct Setup {
    /// The article, or its head.
    pub article: Arc<Article>,
    /// Whether it is all of it.
    pub whole: bool,
    /// The file's name, as the person gave it.
    pub file: String,
    /// Who annotates.
    pub annotator: String,
    /// The labels.
    pub tag_set: TagSet,
    /// The keys.
    pub keymap: Keymap<Action>,
    /// The screen, in columns and rows.
    pub size: (u16, u16),
    /// How the program looks and behaves.
    pub settings: Settings,
    /// Where a record is offered to be saved that cannot be saved in its place.
    pub elsewhere: String,
    /// Where ids come from.
    pub randomness: fastrand::Rng,
}

impl App {
    /// The program at its start.
    pub fn new(setup: Setup) -> Self {
        let model = Model {
            article: setup.article,
            whole: setup.whole,
            documents: Documents::new([setup.file.clone()].into(), 0),
            file: setup.file,
            findings: None,
            voices: Arc::default(),
            strip: Strip::default(),
            review: Arc::default(),
            lacking: Lacking::default(),
            record: Record::default(),
            history: History::default(),
            saving: Saving { offer: setup.elsewhere, ..Saving::default() },
            annotator: setup.annotator,
            tag_set: setup.tag_set,
            keymap: setup.keymap,
            settings: setup.settings,
            search: Searching::default(),
            filter: Filter::default(),
            view: View::default(),
            size: setup.size,
            focus: Focus::default(),
            selected_source: 0,
            scrolled_source: None,
            hand: Hand::default(),
            trail: Trail::default(),
            at_work: None,
            overlay: None,
            help: None,
            recent: Recent::default(),
            message: None,
            pending: Vec::new(),
            waiting: Vec::new(),
            touched: false,
            changed: None,
            is_renewed: false,
            warned: false,
        };
        let mut app = Self {
            model,
            page: Page::new(1),
            in_flight: VecDeque::new(),
            pointer: Pointer::default(),
            randomness: setup.randomness,
            now: jiff::Timestamp::UNIX_EPOCH,
        };
        let damage = app.model.article.damage().to_string();
        if !damage.is_empty() {
            app.model.message = Some(Message::error(damage));
        }
        app.arrange();
        super::reading::to(&mut app.model, &mut app.page, 0);
        app.model.view.top = 0;
        app
    }

    /// Opens the document of the index `at` in place of the one that was open, which is given back;
    /// keys that waited for it are carried out in it. What the person has set up stays. Its record is
    /// offered to be saved in the file `elsewhere` when it cannot be saved in its place.
    pub fn turn(&mut self, article: Arc<Article>, whole: bool, at: usize, elsewhere: String) -> Model {
        let old = &mut self.model;
        let left = old.progress();
        let documents = old.documents.turned(at, left);
        let waiting = std::mem::take(&mut old.waiting);
        let old = self.replace(article, whole, documents.name(at).to_owned(), elsewhere);
        let model = &mut self.model;
        if left.status == Status::Done && model.message.is_none() {
            model.message = Some(Message::done(format!("{}: {left}", old.file)));
        }
        model.documents = documents;
        model.touched = !waiting.is_empty();
        model.waiting = waiting;
        self.arrange();
        old
    }

    /// Begins anew with another article, with all that the person has set up.
    pub(super) fn replace(
        &mut self,
        article: Arc<Article>,
        whole: bool,
        file: String,
        elsewhere: String,
    ) -> Model {
        let old = &mut self.model;
        let (search, recent) = (old.search.turned(), std::mem::take(&mut old.recent));
        let mut next = Self::new(Setup {
            article,
            whole,
            file,
            annotator: old.annotator.clone(),
            tag_set: old.tag_set.clone(),
            keymap: old.keymap.clone(),
            size: old.size,
            settings: old.settings.clone(),
            elsewhere,
            randomness: self.randomness.fork(),
        });
        next.model.search = search;
        next.model.recent = recent;
        std::mem::replace(self, next).model
    }

    /// Takes in what happened at `now`, changes the model and says what is to be done.
    pub fn update(&mut self, event: Event, now: jiff::Timestamp) -> Vec<Effect> {
        self.now = now;
        update::update(self, event)
    }

    /// Does at `now` what `action` stands for, as a key for it does where nothing has to be waited for.
    pub fn act(&mut self, action: Action, now: jiff::Timestamp) -> Vec<Effect> {
        self.now = now;
        self.model.message = None;
        update::act(self, action)
    }

    /// Fits the page and the strip to the screen.
    pub(super) fn arrange(&mut self) {
        let layout = self.model.layout().unwrap_or_default();
        self.page.resize(layout.text.width);
        let page = &self.model.settings.page;
        self.page.set_style(Style { justify: page.justify, hyphenate: page.hyphenate });
        let width = layout.strip.map_or(0, |strip| strip.width);
        if let Some(findings) = &self.model.findings {
            self.model.strip =
                Strip::new(findings, &self.model.voices, self.model.article.text().len(), width);
        }
    }

    /// Makes an edit: on the record now, on disk as soon as the effect is carried out. Says why not
    /// where the record cannot be changed.
    pub(super) fn commit(&mut self, edit: Edit) -> Vec<Effect> {
        if bulk::is_large(self, &edit) {
            let words = format!("changing {} items", edit.changes.len());
            return bulk::begin(self, Job::Make(edit), &words);
        }
        if edit.is_empty() || !self.apply(&edit) {
            return Vec::new();
        }
        let left = self.remember(edit.clone());
        std::iter::once(Effect::Append(edit)).chain(left).collect()
    }

    /// Remembers an edit that was made. What can no longer be redone is freed where no key waits for it.
    pub(super) fn remember(&mut self, edit: Edit) -> Option<Effect> {
        let left = self.model.history.push(edit);
        left.iter().any(|edit| edit.changes.len() > MANY).then(|| bulk::free(left))
    }

    /// Changes the record and what is derived from it; false, with a message, where it cannot be.
    pub(super) fn apply(&mut self, edit: &Edit) -> bool {
        if let Some(reason) = &self.model.saving.read_only {
            self.model.message = Some(Message::error(format!("not changed: {reason}")));
            return false;
        }
        if self.model.at_work.is_some() {
            self.model.message = Some(Message::error(bulk::BUSY));
            return false;
        }
        if let Err(conflict) = self.model.record.apply(edit) {
            self.model.message = Some(Message::error(conflict.to_string()));
            return false;
        }
        self.model.saving.pending += 1;
        self.in_flight.push_back(edit.clone());
        self.model.lacking.follow(edit, &self.model.tag_set);
        if let Some(findings) = self.model.findings.clone() {
            let Model { review, record, tag_set, .. } = &mut self.model;
            let statements = Arc::make_mut(review).follow(edit, &findings, record, tag_set);
            self.hear(&findings, statements.into_iter());
        }
        true
    }

    /// Takes over a record that another program's changes were taken into. The edits that are on
    /// their way to the disk are made on it again; one that does not fit any more is merged where it
    /// is saved, and the record then comes anew.
    pub(super) fn take_joined(&mut self, mut record: Record) {
        for edit in &self.in_flight {
            let _ = record.apply(edit);
        }
        self.model.lacking = Lacking::new(&record, &self.model.tag_set);
        self.model.record = record;
    }

    /// Takes over what the machine found and what the record says of it.
    pub(super) fn take_findings(&mut self, findings: Arc<Findings>) {
        let Model { record, tag_set, .. } = &self.model;
        let review = Review::new(&findings, record, tag_set);
        let decided: Vec<usize> = review.decided_statements().collect();
        let highlighted = highlight::name(&self.model);
        self.model.review = Arc::new(review);
        self.model.voices = Arc::new(Voices::new(&findings, self.model.voices.seats().clone()));
        self.hear(&findings, decided.into_iter());
        self.model.findings = Some(findings);
        highlight::renew(&mut self.model, highlighted);
        self.arrange();
    }

    /// Sets who says each of `statements`, by the record where it decides, else by the machine.
    fn hear(&mut self, findings: &Findings, statements: impl Iterator<Item = usize>) {
        for statement in statements {
            let name = super::review::suggesting::voice(
                statement,
                findings,
                &self.model.record,
                &self.model.tag_set,
            );
            // Most decisions change nothing, and many are made at once.
            if name.as_deref() != self.model.voice_of(statement) {
                Arc::make_mut(&mut self.model.voices).set(statement, name.as_deref());
            }
        }
    }

    /// The time of the event that is being handled.
    pub(super) fn now(&self) -> jiff::Timestamp {
        self.now
    }

    /// The same program at another time.
    pub(super) fn at(self, now: jiff::Timestamp) -> Self {
        Self { now, ..self }
    }

    /// Randomness for another program.
    pub(super) fn randomness(&mut self) -> fastrand::Rng {
        self.randomness.fork()
    }

    /// A new id.
    pub(super) fn id(&mut self) -> Id {
        Id::random(&mut self.randomness)
    }

    /// Who annotates, and the time.
    pub(super) fn stamp(&self) -> Stamp {
        Stamp { by: self.model.annotator.clone(), on: format!("{:.0}", self.now), review: None }
    }

    /// Tells the person that something was refused, and why.
    pub(super) fn refuse(&mut self, why: impl Into<String>) -> Vec<Effect> {
        self.model.message = Some(Message::error(why));
        Vec::new()
    }
}
