//! The edges of a statement, moved by selecting.

use super::action::Action;
use super::correcting::{self, Correction, Statement};
use super::desk::{App, Effect};
use super::findings::Suggestion;
use super::model::Message;
use super::{reading, selecting};
use crate::annotation::Tag;
use crate::article::Span;
use crate::page::motion;

/// A statement whose edges follow the selection.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edges {
    /// The statement.
    pub statement: Statement,
    /// The part of it that follows.
    pub part: Span,
    /// The suggestion that was being reviewed.
    pub(super) reviewed: Option<Suggestion>,
}

/// Takes hold of the edges of a statement: of the part under the cursor, or else of the first. They
/// become the selection.
pub(super) fn hold(app: &mut App, statement: &Statement) -> Vec<Effect> {
    let cursor = app.model.view.cursor;
    let at = correcting::place(&app.model, statement);
    let Some(&part) = at.iter().find(|span| span.contains(cursor)).or_else(|| at.first()) else {
        return app.refuse("that statement is gone");
    };
    let reviewed = app.model.view.suggestion;
    let article = app.model.article.clone();
    let last = motion::previous_grapheme(article.text(), part.end()).max(part.start());
    reading::jump(&mut app.model, &mut app.page, part.start());
    reading::to(&mut app.model, &mut app.page, last);
    app.model.view.anchor = Some(part.start());
    app.model.view.selecting = true;
    app.model.edges = Some(Edges { statement: statement.clone(), part, reviewed });
    app.model.message = Some(Message::done("move the edge, o for the other one; Enter sets it"));
    Vec::new()
}

/// Handles an action while edges are held: movements move them, and what would change the record
/// waits until they are set. `None` for an action that is as at other times.
pub(super) fn act(app: &mut App, action: Action) -> Option<Vec<Effect>> {
    match action {
        Action::Confirm => Some(set(app)),
        Action::Cancel => {
            let_go(app);
            app.model.message = Some(Message::done("the edges are as they were"));
            Some(Vec::new())
        }
        Action::Help
        | Action::ToggleSources
        | Action::ToggleHere
        | Action::ToggleStrip
        | Action::ToggleHints => None,
        _ if group(action) == "Reading" => None,
        _ if group(action) == "Selecting" => {
            let before = app.model.view;
            selecting::select(app, action);
            if app.model.view.anchor.is_none() {
                // Nothing would be left.
                app.model.view = before;
            }
            app.model.view.selecting = true;
            Some(Vec::new())
        }
        _ => Some(app.refuse("Enter sets the edges first, Esc leaves them as they were")),
    }
}

/// The group that the help lists an action in.
fn group(action: Action) -> &'static str {
    Action::ALL.iter().find(|(listed, _)| *listed == action).map_or("", |(_, group)| group)
}

/// Lets go without a change.
pub(super) fn let_go(app: &mut App) {
    let reviewed = app.model.edges.take().and_then(|edges| edges.reviewed);
    app.model.view.suggestion = reviewed;
    selecting::clear(app);
}

/// Puts the statement that is held on the selection.
fn set(app: &mut App) -> Vec<Effect> {
    let Some(held) = app.model.edges.clone() else { return Vec::new() };
    let article = app.model.article.clone();
    let selection = app.model.selection().unwrap_or_default().trimmed(article.text());
    if selection.is_empty() {
        return app.refuse("a statement has at least one character: Esc leaves it as it was");
    }
    let old = correcting::place(&app.model, &held.statement).to_vec();
    let others = old.iter().copied().filter(|&part| part != held.part);
    let at = united(others.chain([selection]).collect());
    if at == old {
        let_go(app);
        app.model.message = Some(Message::done("the edges are as they were"));
        return Vec::new();
    }
    let label = app.model.tag_set.taking("statement").map(|label| label.name.as_str());
    let is_there = |tag: &Tag| tag.at == at && Some(tag.label.as_str()) == label;
    if app.model.record.tags_in(selection).any(is_there) {
        return app.refuse("that is a statement already: Esc leaves the edges as they were");
    }
    let_go(app);
    correcting::correct(app, &held.statement, &Correction::Content(at), "the edges are set".to_owned())
}

/// The spans in the order of the text, those that meet made one.
fn united(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut united: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match united.last_mut().filter(|last| last.end() >= span.start()) {
            Some(last) => *last = last.union(span),
            None => united.push(span),
        }
    }
    united
}
