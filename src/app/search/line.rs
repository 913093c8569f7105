//! The line that a search is written on: the article goes along with every key.

use super::{Jump, go, look_for, start, step};
use crate::app::action::Action;
use crate::app::event::Effect;
use crate::app::model::{Model, View};
use crate::app::overlays::Overlay;
use crate::app::overlays::compose;
use crate::app::overlays::field::Field;
use crate::app::program::App;
use crate::page::search::Query;

/// A search that is being written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SearchLine {
    /// What was written so far.
    pub field: Field,
    /// Whether it is a regular expression.
    pub is_regex: bool,
    /// Whether only whole words are meant.
    pub whole_words: bool,
    /// Why it cannot be looked for as it stands.
    pub fault: Option<String>,
    /// Where the reader was before.
    from: View,
    /// The search before, and whether it was on.
    before: (Query, bool),
    /// Which one of the history shows, counted from the last one.
    recalled: usize,
    /// What was written before the history was looked at.
    draft: String,
}

impl SearchLine {
    fn query(&self) -> Query {
        Query { text: self.field.text().to_owned(), is_regex: self.is_regex, whole_words: self.whole_words }
    }
}

/// Opens the line. What was chosen of how to search stays as it was the last time.
pub(in crate::app) fn open(app: &mut App) -> Vec<Effect> {
    let Model { search, view, .. } = &mut app.model;
    let before = (search.query().clone(), search.is_on());
    let line = SearchLine {
        field: Field::default(),
        is_regex: before.0.is_regex,
        // “#” looks for whole words; what is typed is looked for as far as it is typed.
        whole_words: false,
        fault: None,
        from: *view,
        before,
        recalled: 0,
        draft: String::new(),
    };
    search.pattern = None;
    let effects = start(app);
    app.model.overlay = Some(Overlay::Search(line));
    effects
}

/// Handles a key of the line.
pub(in crate::app) fn act(app: &mut App, action: Action) -> Vec<Effect> {
    let Some(Overlay::Search(line)) = &mut app.model.overlay else { return Vec::new() };
    match action {
        Action::Cancel => return cancel(app),
        Action::Confirm => return confirm(app),
        Action::SearchNext | Action::SearchPrevious if app.model.search.is_on() => {
            return step(app, action == Action::SearchNext);
        }
        Action::ToggleRegex => line.is_regex = !line.is_regex,
        Action::ToggleWords => line.whole_words = !line.whole_words,
        Action::LineUp | Action::LineDown => recall(app, action == Action::LineUp),
        _ => {
            let before = line.field.text().len();
            compose::edit(&mut line.field, action);
            if line.field.text().len() == before {
                return Vec::new();
            }
        }
    }
    follow(app)
}

/// Lets the article show what is written by now.
pub(in crate::app) fn follow(app: &mut App) -> Vec<Effect> {
    let Some(Overlay::Search(line)) = &mut app.model.overlay else { return Vec::new() };
    let (query, from) = (line.query(), line.from);
    line.fault = None;
    app.model.view = from;
    let begun = look_for(app, query);
    let Some(Overlay::Search(line)) = &mut app.model.overlay else { return Vec::new() };
    match begun {
        Ok(effects) => {
            if app.model.search.is_on() {
                go(app, Jump { from: from.cursor, forward: true, back: from });
            }
            effects
        }
        Err(why) => {
            line.fault = Some(why);
            app.model.search.pattern = None;
            start(app)
        }
    }
}

/// Puts an earlier search on the line, or a later one, or what was written.
fn recall(app: &mut App, earlier: bool) {
    let Model { overlay, search, .. } = &mut app.model;
    let Some(Overlay::Search(line)) = overlay else { return };
    if line.recalled == 0 {
        line.draft = line.field.text().to_owned();
    }
    let next = if earlier { line.recalled + 1 } else { line.recalled.saturating_sub(1) };
    if next == 0 {
        line.recalled = 0;
        line.field = Field::new(line.draft.clone());
    } else if let Some(query) = search.history().iter().rev().nth(next - 1) {
        line.recalled = next;
        line.field = Field::new(query.text.clone());
        (line.is_regex, line.whole_words) = (query.is_regex, query.whole_words);
    }
}

/// Goes back to where the reader was, and to the search that was on.
fn cancel(app: &mut App) -> Vec<Effect> {
    let Some(Overlay::Search(line)) = app.model.overlay.take() else { return Vec::new() };
    app.model.view = line.from;
    app.model.search.pattern = None;
    let (query, was_on) = line.before;
    app.model.search.query = query.clone();
    match was_on {
        // It was looked for before, so it can be.
        true => look_for(app, query).unwrap_or_default(),
        false => start(app),
    }
}

/// Stays at the hit. An empty line looks for the next hit of the last search.
fn confirm(app: &mut App) -> Vec<Effect> {
    let Some(Overlay::Search(line)) = &app.model.overlay else { return Vec::new() };
    if let Some(why) = line.fault.clone() {
        return app.refuse(why);
    }
    let (is_empty, before) = (line.field.text().is_empty(), line.before.0.clone());
    if is_empty {
        app.model.overlay = None;
        app.model.search.query = before;
        return step(app, true);
    }
    app.model.overlay = None;
    let search = &mut app.model.search;
    search.remember();
    if search.tally.is_whole() && search.tally.total() == 0 {
        let text = search.query().text.clone();
        let why = format!("“{text}” is nowhere in the text");
        return app.refuse_with(&why, &[(Action::Search, "looks for something else")]);
    }
    if let Some(round) = search.round() {
        app.model.message = Some(crate::app::Message::done(round));
    }
    Vec::new()
}
