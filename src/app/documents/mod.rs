//! Several documents in one session: the next one, the one before, and one that is picked.

pub(in crate::app) mod changed;
pub(in crate::app) mod document;

use std::collections::HashMap;
use std::sync::Arc;

use self::document::{Progress, Status};
use crate::app::event::Effect;
use crate::app::model::Message;
use crate::app::overlays::field::Field;
use crate::app::overlays::{List, ListPurpose, Overlay};
use crate::app::program::App;

/// The documents of a session.
#[derive(Clone, Debug, Default)]
pub struct Documents {
    /// Their names, as the person gave them or a folder has them.
    names: Arc<[String]>,
    /// The index of the one that is open.
    at: usize,
    /// The index of one that could not be opened: the next one is looked for behind it.
    tried: Option<usize>,
    /// What is known of those that were looked at.
    known: HashMap<usize, Progress>,
    /// Where to go as soon as every edit is on disk.
    leaving: Option<Turn>,
}

/// Which document to open next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Turn {
    /// The one of that index.
    To(usize),
    /// The first behind that index that is not done; from the last one on to the first.
    OpenAfter(usize),
}

impl Documents {
    /// The documents of those names, the one at `at` being open.
    pub fn new(names: Arc<[String]>, at: usize) -> Self {
        Self { names, at, ..Self::default() }
    }

    /// The number of the open one, from 1, and how many there are; `None` where there is but one.
    pub fn number(&self) -> Option<(usize, usize)> {
        (self.names.len() > 1).then(|| (self.at + 1, self.names.len()))
    }

    /// The index of the one that is open.
    pub fn at(&self) -> usize {
        self.at
    }

    /// The name of the document of that index.
    pub fn name(&self, at: usize) -> &str {
        self.names.get(at).map_or("", String::as_str)
    }

    /// What is known of the document of that index, unless it is the open one.
    pub fn known(&self, at: usize) -> Option<Progress> {
        self.known.get(&at).copied()
    }

    /// Whether keys wait for the next document.
    pub(in crate::app) fn is_leaving(&self) -> bool {
        self.leaving.is_some()
    }

    /// The same documents once the one at `at` was opened, the one before being left as it says.
    pub(in crate::app) fn turned(&self, at: usize, left: Progress) -> Self {
        let mut documents = Self { at, tried: None, leaving: None, ..self.clone() };
        documents.known.insert(self.at, left);
        documents
    }

    /// Where the next one is looked for from.
    fn from(&self) -> usize {
        self.tried.unwrap_or(self.at)
    }
}

/// Goes to the next document, or to the one before.
pub(in crate::app) fn step(app: &mut App, forward: bool) -> Vec<Effect> {
    let documents = &app.model.documents;
    let (from, count) = (documents.from(), documents.names.len());
    let to = if forward { Some(from + 1).filter(|&to| to < count) } else { from.checked_sub(1) };
    match to {
        Some(to) => leave(app, Turn::To(to)),
        None if count < 2 => app.refuse("there is only this document"),
        None if forward => app.refuse("this is the last document"),
        None => app.refuse("this is the first document"),
    }
}

/// Marks the document as done, and goes to the next one that is not.
pub(in crate::app) fn finish(app: &mut App) -> Vec<Effect> {
    let is_done = Status::of(&app.model.record) == Status::Done;
    let mut effects = if is_done { Vec::new() } else { document::mark_done(app) };
    if (is_done || !effects.is_empty()) && app.model.documents.names.len() > 1 {
        let after = app.model.documents.from();
        effects.extend(leave(app, Turn::OpenAfter(after)));
    } else if is_done {
        app.model.message = Some(Message::done("this document is done already"));
    }
    effects
}

/// Leaves the document as soon as all of its edits are on disk; where they cannot be, it stays.
fn leave(app: &mut App, turn: Turn) -> Vec<Effect> {
    if app.model.saving.failure.is_some() {
        return app.refuse("the last edits are NOT SAVED: this document stays open");
    }
    app.model.documents.leaving = Some(turn);
    if app.model.saving.pending > 0 { Vec::new() } else { vec![Effect::Turn(turn)] }
}

/// Leaves for the document that an edit held up, once all edits are on disk.
pub(in crate::app) fn saved(app: &App) -> Vec<Effect> {
    let turn = app.model.documents.leaving.filter(|_| app.model.saving.pending == 0);
    turn.map(Effect::Turn).into_iter().collect()
}

/// Stays: an edit could not be saved, or the next document, of the index `tried`, not be opened. Keys
/// that were meant for it go nowhere.
pub(in crate::app) fn stay(app: &mut App, tried: Option<usize>) {
    if app.model.documents.leaving.take().is_some() {
        app.model.waiting.clear();
    }
    app.model.documents.tried = tried.or(app.model.documents.tried);
}

/// Opens the list of all documents.
pub(in crate::app) fn open_list(app: &mut App) -> Vec<Effect> {
    let model = &app.model;
    let documents = &model.documents;
    if documents.names.len() < 2 {
        return app.refuse("there is only this document");
    }
    let about = |at: usize| match documents.known(at) {
        _ if at == documents.at => model.progress().to_string(),
        Some(known) => known.to_string(),
        None => "…".to_owned(),
    };
    let rows = documents.names.iter().enumerate().map(|(at, name)| (name.clone(), about(at))).collect();
    let unknown =
        (0..documents.names.len()).filter(|at| *at != documents.at && documents.known(*at).is_none());
    let unknown: Vec<usize> = unknown.collect();
    let (purpose, title) = (ListPurpose::Document, "Documents: type to narrow".to_owned());
    let list = List { purpose, title, field: Field::default(), chosen: documents.at, rows };
    app.model.overlay = Some(Overlay::List(list));
    if unknown.is_empty() { Vec::new() } else { vec![Effect::Survey(unknown)] }
}

/// Takes in how far the work on another document is; nothing where that cannot be known.
pub(in crate::app) fn surveyed(app: &mut App, at: usize, progress: Option<Progress>) {
    if let Some(progress) = progress {
        app.model.documents.known.insert(at, progress);
    }
    let about = progress.map_or_else(|| "cannot be read".to_owned(), |progress| progress.to_string());
    if let Some(Overlay::List(list)) = &mut app.model.overlay
        && list.purpose == ListPurpose::Document
        && let Some(row) = list.rows.get_mut(at)
    {
        row.1 = about;
    }
}

/// Goes to the document of that name.
pub(in crate::app) fn pick(app: &mut App, name: &str) -> Vec<Effect> {
    match app.model.documents.names.iter().position(|known| known == name) {
        Some(at) if at == app.model.documents.at => Vec::new(),
        Some(at) => leave(app, Turn::To(at)),
        None => app.refuse("nothing of that name"),
    }
}
