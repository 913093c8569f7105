//! Where a reader has been: the places that were jumped from, and those that have a mark.

use std::collections::BTreeMap;

use crate::app::action::Action;
use crate::app::event::Effect;
use crate::app::model::Message;
use crate::app::overlays::{Menu, MenuPurpose, MenuRow, Overlay};
use crate::app::program::App;
use crate::app::reading;
use crate::article::{Article, Span};
use crate::page::fit;

/// How many places back are kept.
const KEPT: usize = 100;
/// In how many cells a list repeats the words at a place.
const QUOTED: usize = 40;

/// The places of an article that a reader may want to go back to. All are byte offsets.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Trail {
    /// Places that were jumped from, the last one last.
    back: Vec<usize>,
    /// Places that were gone back from, the last one last.
    forward: Vec<usize>,
    marks: BTreeMap<char, usize>,
    /// Where the cursor came to rest.
    rest: usize,
    /// What the screen showed then.
    seen: Span,
}

impl Trail {
    /// A trail with those marks.
    pub fn with_marks(marks: impl IntoIterator<Item = (char, usize)>) -> Self {
        Self { marks: marks.into_iter().collect(), ..Self::default() }
    }

    /// The same trail in an article where `place` says what each place has become.
    pub(in crate::app) fn mapped(&self, place: impl Fn(usize) -> usize) -> Self {
        let places = |places: &[usize]| places.iter().map(|&at| place(at)).collect();
        Self {
            back: places(&self.back),
            forward: places(&self.forward),
            marks: self.marks.iter().map(|(&mark, &at)| (mark, place(at))).collect(),
            ..Self::default()
        }
    }

    /// The marks with their places, in the order of the letters.
    pub fn marks(&self) -> impl Iterator<Item = (char, usize)> {
        self.marks.iter().map(|(&mark, &place)| (mark, place))
    }

    /// The marks that stand in `span`.
    pub fn marks_in(&self, span: Span) -> impl Iterator<Item = char> {
        self.marks().filter(move |(_, place)| span.contains(*place)).map(|(mark, _)| mark)
    }
}

/// Takes in where the cursor is and what the screen shows, before the first action.
pub(in crate::app) fn begin(app: &mut App) {
    if app.model.trail.seen.is_empty() {
        settle(app);
    }
}

/// Whether `action` goes on in the text, or along the trail itself, instead of jumping.
pub(in crate::app) fn turns_the_page(action: Action) -> bool {
    matches!(
        action,
        Action::LineDown
            | Action::LineUp
            | Action::HalfPageDown
            | Action::HalfPageUp
            | Action::PageDown
            | Action::PageUp
            | Action::JumpBack
            | Action::JumpForward
    )
}

/// Keeps up with the cursor: a movement to what was not on the screen can be gone back from, unless it
/// only turned the page.
pub(in crate::app) fn follow(app: &mut App, turned: bool) {
    if app.model.overlay.is_some() {
        return;
    }
    let cursor = app.model.view.cursor;
    let trail = &mut app.model.trail;
    if !turned && !trail.seen.contains(cursor) && trail.rest != cursor {
        trail.forward.clear();
        keep(&mut trail.back, trail.rest);
    }
    settle(app);
}

fn settle(app: &mut App) {
    let height = app.model.layout().map_or(1, |layout| isize::try_from(layout.text.height).unwrap_or(1));
    let (top, cursor) = (app.model.view.top, app.model.view.cursor);
    let bottom = app.page.step(&app.model.article, top, height).0;
    app.model.trail.rest = cursor;
    app.model.trail.seen = Span::new(top.min(cursor), bottom.max(cursor + 1));
}

fn keep(places: &mut Vec<usize>, place: usize) {
    if places.last() != Some(&place) {
        places.push(place);
    }
    if places.len() > KEPT {
        places.remove(0);
    }
}

/// Goes back to where the last jump began, or forward again.
pub(in crate::app) fn travel(app: &mut App, back: bool) -> Vec<Effect> {
    let here = app.model.view.cursor;
    let trail = &mut app.model.trail;
    let (from, to) =
        if back { (&mut trail.back, &mut trail.forward) } else { (&mut trail.forward, &mut trail.back) };
    let Some(place) = from.pop() else {
        return app.refuse(if back { "no jump to go back from" } else { "no jump that was gone back from" });
    };
    keep(to, here);
    go(app, place);
    Vec::new()
}

/// Goes to where the reader left off the last time; says so where that is not what a new reader sees.
pub(in crate::app) fn return_to(app: &mut App, place: usize) {
    go(app, place);
    if reading::top(&app.model, &mut app.page) == 0 || app.model.message.is_some() {
        return;
    }
    // As long as not all is read, nobody knows how far it is.
    let far = if app.model.whole { format!("at {} %, ", app.model.percent()) } else { String::new() };
    let top = app.model.tip(&[(Action::Top, "goes to the top")]);
    app.model.message = Some(Message::done(format!("back {far}where you left off{top}")));
}

fn go(app: &mut App, place: usize) {
    let last = app.model.article.text().len();
    reading::jump(&mut app.model, &mut app.page, place.min(last));
}

/// Asks for the letter of a mark to set.
pub(in crate::app) fn ask_mark(app: &mut App) -> Vec<Effect> {
    let rows = rows(app);
    app.model.overlay =
        Some(Overlay::Menu(Menu::new(MenuPurpose::SetMark, "Mark this place: type a letter", rows)));
    Vec::new()
}

/// Lists the marks to go to one.
pub(in crate::app) fn list_marks(app: &mut App) -> Vec<Effect> {
    let rows = rows(app);
    if rows.is_empty() {
        return app.refuse_with("no marks yet", &[(Action::SetMark, "and a letter set one")]);
    }
    app.model.overlay =
        Some(Overlay::Menu(Menu::new(MenuPurpose::GoToMark, "Go to a mark: type its letter", rows)));
    Vec::new()
}

/// A row for each mark.
fn rows(app: &App) -> Vec<MenuRow> {
    let model = &app.model;
    let row = |(mark, place): (char, usize)| {
        let words = words_at(&model.article, place);
        MenuRow::new(words, format!("{} %", model.percent_at(place))).keyed(mark)
    };
    model.trail.marks().map(row).collect()
}

/// The first words at a place.
fn words_at(article: &Article, place: usize) -> String {
    let rest = article.text().get(place..).unwrap_or_default();
    let line = rest.trim_start().lines().next().unwrap_or_default();
    fit(line, QUOTED).into_owned()
}

/// Puts the mark of that letter here.
pub(in crate::app) fn set_mark(app: &mut App, letter: char) -> Vec<Effect> {
    if !letter.is_alphanumeric() {
        return app.refuse(format!("{letter} is no letter for a mark"));
    }
    let place = app.model.view.cursor;
    app.model.trail.marks.insert(letter, place);
    let leads = app.model.key(Action::GoToMark);
    let leads = leads.map_or_else(String::new, |key| format!(": {key} and {letter} lead back"));
    app.model.message = Some(Message::done(format!("mark {letter} is here{leads}")));
    Vec::new()
}

/// Goes to the mark of that letter.
pub(in crate::app) fn go_to_mark(app: &mut App, letter: char) -> Vec<Effect> {
    match app.model.trail.marks.get(&letter) {
        Some(&place) => go(app, place),
        None => {
            return app
                .refuse_with(&format!("no mark {letter}"), &[(Action::SetMark, "and a letter set one")]);
        }
    }
    Vec::new()
}
