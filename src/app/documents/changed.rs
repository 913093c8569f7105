//! An article that changed on disk while it was open: it is read again, and the reader keeps the place.

use std::sync::Arc;
use std::time::SystemTime;

use crate::app::event::Effect;
use crate::app::model::{Message, Model};
use crate::app::program::App;
use crate::app::reading;
use crate::article::{Article, Span};
use crate::page::motion;

/// An article as it is on disk now.
#[derive(Debug)]
pub struct Changed {
    /// The article.
    pub article: Arc<Article>,
    /// The file as the article was read from it.
    pub seen: Stamp,
    /// The stretches of the open article that stand unchanged in it, and the byte that each begins at
    /// there; in the order of both.
    pub kept: Vec<(Span, usize)>,
}

/// By what a file is known to be the same without reading it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stamp {
    /// How many bytes it has.
    pub length: u64,
    /// When it was written.
    pub modified: Option<SystemTime>,
    /// The number that the file system has it under, where it has one.
    pub node: u64,
}

impl Changed {
    /// Where the byte at `offset` of the open article is now, or what stood next to it.
    fn place(&self, offset: usize) -> usize {
        let behind = self.kept.partition_point(|(span, _)| span.start() <= offset);
        let found = match (behind.checked_sub(1).and_then(|at| self.kept.get(at)), self.kept.get(behind)) {
            (Some((span, at)), _) if offset < span.end() => at + (offset - span.start()),
            (_, Some((_, at))) => *at,
            (Some((span, at)), None) => at + span.len(),
            (None, None) => 0,
        };
        motion::grapheme_at(self.article.text(), found)
    }
}

/// Takes in that the article changed. What is not done yet with the open one goes first.
pub(in crate::app) fn take(app: &mut App, changed: Changed) {
    if app.model.changed.is_none() && why_not(&app.model) == Some(Wait::Open) {
        app.model.message =
            Some(Message::done("the article was changed: it is read again once this is closed"));
    }
    app.model.changed = Some(changed);
}

/// Takes in that there is no file of the article any more.
pub(in crate::app) fn gone(app: &mut App) {
    app.model.changed = None;
    app.model.message =
        Some(Message::error("the article’s file is gone: what was read of it stays, and your tags are kept"));
}

/// Has the article opened again as it is now, as soon as nothing is in the way.
pub(in crate::app) fn go_on(app: &mut App) -> Vec<Effect> {
    if app.model.changed.is_none() || why_not(&app.model).is_some() {
        return Vec::new();
    }
    app.model.changed.take().map(|changed| Effect::Renew(Box::new(changed))).into_iter().collect()
}

/// What a changed article waits for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Wait {
    /// Something that the person is in the middle of.
    Open,
    /// Something that is done behind the screen.
    Work,
}

fn why_not(model: &Model) -> Option<Wait> {
    let is_busy = model.is_covered() || model.hand.held.is_some() || model.hand.linking.is_some();
    let saving = &model.saving;
    let is_saved = saving.is_open && saving.is_recalled && saving.pending == 0 && saving.failure.is_none();
    let is_calm = is_saved && model.whole && model.waiting.is_empty() && !model.documents.is_leaving();
    match (is_calm, is_busy) {
        (false, _) => Some(Wait::Work),
        (true, true) => Some(Wait::Open),
        (true, false) => None,
    }
}

impl App {
    /// Goes on with the open document as it is now, which gives back what it was; the reader keeps the
    /// place, on the same row of the screen. Its record is to be opened again.
    pub fn renew(&mut self, changed: &Changed, elsewhere: String) -> Model {
        let view = self.model.view;
        let top = reading::top(&self.model, &mut self.page);
        let old = self.model.article.clone();
        let low = self.page.row_at(&old, view.cursor).span.start();
        let mut above = 0;
        let mut row = self.page.row_at(&old, top);
        while row.span.start() < low {
            above += 1;
            let Some(next) = self.page.next(&old, &row) else { break };
            row = next;
        }
        let documents = self.model.documents.clone();
        let (focus, selected) = (self.model.focus, self.model.selected_source);
        let name = documents.name(documents.at()).to_owned();
        let left = self.replace(changed.article.clone(), true, name, elsewhere);
        let model = &mut self.model;
        model.documents = documents;
        (model.focus, model.selected_source) = (focus, selected);
        (model.touched, model.is_renewed) = (true, true);
        self.arrange();
        let place = |offset| changed.place(offset);
        reading::to(&mut self.model, &mut self.page, place(view.cursor));
        let article = &changed.article;
        self.model.view.top = self.page.step(article, self.model.view.cursor, -above).0;
        self.model.view.anchor = view.anchor.map(place);
        self.model.trail = left.trail.mapped(place);
        Arc::make_mut(&mut self.model.voices).seat_anew(left.voices.seats().clone());
        self.model.view.selecting = view.selecting;
        left
    }
}
