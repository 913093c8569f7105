//! The edges of a tag, moved by selecting; and words added to a tag as another part of it.

use super::action::Action;
use super::choosing::{Deed, on_tag};
use super::desk::{App, Effect};
use super::hand::{Held, quoted};
use super::model::Message;
use super::tagging::{self, reshaped, told};
use super::{reading, selecting};
use crate::annotation::{Change, Entity, Id, Tag};
use crate::article::Span;
use crate::page::motion;

/// Takes hold of the edges of the tag in hand or under the cursor.
pub(super) fn hold(app: &mut App) -> Vec<Effect> {
    match on_tag(app, Deed::Hold) {
        Some(effects) => effects,
        None => app.refuse("no tag here to take hold of: . goes to the next one"),
    }
}

/// Takes hold of the edges of the tag of that id: of the part under the cursor, or else of the first.
/// They become the selection.
pub(super) fn take(app: &mut App, id: &Id) -> Vec<Effect> {
    let cursor = app.model.view.cursor;
    let Some(tag) = app.model.record.tag(id) else { return app.refuse("that tag is gone") };
    let under = tag.at.iter().find(|span| span.contains(cursor)).or_else(|| tag.at.first());
    let Some(&part) = under else { return app.refuse("that tag has no place in the text") };
    let what = format!("{}: move the edge, o for the other one; Enter sets it", app.model.called(tag));
    let text = app.model.article.clone();
    let last = motion::previous_grapheme(text.text(), part.end()).max(part.start());
    reading::to(&mut app.model, &mut app.page, last);
    app.model.view.anchor = Some(part.start());
    app.model.view.selecting = true;
    app.model.hand.held = Some(Held { tag: id.clone(), part });
    app.model.message = Some(Message::done(what));
    Vec::new()
}

/// Handles an action while a tag is held: movements move its edge, and what would change the record
/// waits until the edges are set. `None` for an action that is as at other times.
pub(super) fn act(app: &mut App, action: Action) -> Option<Vec<Effect>> {
    match action {
        Action::Confirm | Action::Hold => Some(set(app, None)),
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
        Action::SelectRight
        | Action::SelectLeft
        | Action::SelectDown
        | Action::SelectUp
        | Action::SelectWord
        | Action::UnselectWord
        | Action::SelectSentence
        | Action::UnselectSentence
        | Action::SelectParagraph
        | Action::SelectStatement
        | Action::SwapEnds => {
            let before = app.model.view;
            selecting::select(app, action);
            if app.model.view.anchor.is_none() {
                // Nothing would be left.
                app.model.view = before;
            }
            app.model.view.selecting = true;
            Some(Vec::new())
        }
        _ if reading::is_movement(action) => None,
        _ => Some(app.refuse("Enter sets the edges first, Esc leaves them as they were")),
    }
}

/// Lets go without a change.
pub(super) fn let_go(app: &mut App) {
    app.model.hand.held = None;
    selecting::clear(app);
}

/// Puts the tag that is held on the selection; gives it another label too where one is named.
pub(super) fn set(app: &mut App, label: Option<&str>) -> Vec<Effect> {
    let Some(held) = app.model.hand.held.clone() else { return Vec::new() };
    let Some(old) = app.model.record.tag(&held.tag).cloned() else {
        let_go(app);
        return app.refuse("that tag is gone");
    };
    let text = app.model.article.clone();
    let selection = app.model.selection().unwrap_or_default().trimmed(text.text());
    if selection.is_empty() {
        return app.refuse("a tag has at least one character: Esc leaves it as it was");
    }
    let others = old.at.iter().copied().filter(|&part| part != held.part);
    let at = united(others.chain([selection]).collect());
    let label = label.map_or_else(|| old.label.clone(), str::to_owned);
    if at == old.at && label == old.label {
        let_go(app);
        app.model.message = Some(Message::done("the edges are as they were"));
        return Vec::new();
    }
    let is_same = |tag: &Tag| tag.at == at && tag.label == label && tag.id != old.id;
    if app.model.record.tags_in(selection).any(is_same) {
        return app.refuse(format!("that is tagged {label} already: Esc leaves the edges as they were"));
    }
    let what = if label == old.label {
        format!("{label} is now {}", quoted(&app.model.words(&at, 40)))
    } else {
        format!("{} is now {label} {}", old.label, quoted(&app.model.words(&at, 40)))
    };
    let renamed = renamed(app, &old, &at);
    let id = old.id.clone();
    let changed = Tag { at, label, ..old.clone() };
    let mut changes = reshaped(app, old, changed);
    changes.extend(renamed);
    let effects = told(app, changes, what);
    if !effects.is_empty() {
        let_go(app);
    }
    tagging::touch(app, &effects, id);
    effects
}

/// The change of the entity that got its name from the words of `tag` and nothing else: it follows
/// them to `at`.
fn renamed(app: &App, tag: &Tag, at: &[Span]) -> Option<Change> {
    let record = &app.model.record;
    let entity = record.entity(tag.entity.as_ref()?)?;
    let text = app.model.article.text();
    let ([old], [new]) = (&tag.at[..], at) else { return None };
    let name = new.of(text);
    let is_its_own = record.tag_count_of(&entity.id) == 1 && entity.same_as.is_empty();
    let is_free = !record.entities_called(name).any(|other| other.kind == entity.kind);
    (is_its_own && is_free && entity.name == old.of(text)).then(|| {
        let named = Entity { name: name.to_owned(), ..entity.clone() };
        Change::Entity(Some(entity.clone()), Some(named))
    })
}

/// Adds the selected words to the tag that was touched last, as another part of it. With nothing
/// selected, takes the tag under the cursor for that.
pub(super) fn extend(app: &mut App) -> Vec<Effect> {
    let Some(selection) = app.model.selection() else {
        return match on_tag(app, Deed::Extend) {
            Some(effects) => effects,
            None => app.refuse("select the words that + shall add to the tag touched last"),
        };
    };
    let selection = selection.trimmed(app.model.article.text());
    let last = app.model.hand.last.as_ref().and_then(|id| app.model.record.tag(id)).cloned();
    let Some(old) = last else {
        return app.refuse("add to which tag? Go to it and press + first, then select");
    };
    if selection.is_empty() {
        return app.refuse("no words are selected");
    }
    if old.at.iter().any(|part| part.covers(selection)) {
        return app.refuse(format!("that is a part of {} already", app.model.called(&old)));
    }
    let at = united(old.at.iter().copied().chain([selection]).collect());
    let what = format!("added to {}", app.model.called(&old));
    let id = old.id.clone();
    let changed = Tag { at, ..old.clone() };
    let changes = reshaped(app, old, changed);
    let effects = told(app, changes, what);
    if !effects.is_empty() {
        selecting::clear(app);
    }
    tagging::touch(app, &effects, id);
    effects
}

/// Has the words that are selected next go to the tag of that id.
pub(super) fn begin(app: &mut App, id: &Id) -> Vec<Effect> {
    let Some(tag) = app.model.record.tag(id) else { return app.refuse("that tag is gone") };
    let what = format!("{}: select more words and press + to add them", app.model.called(tag));
    app.model.hand.last = Some(id.clone());
    app.model.message = Some(Message::done(what));
    Vec::new()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_that_meet_become_one() {
        let spans = |pairs: &[(usize, usize)]| -> Vec<Span> {
            pairs.iter().map(|&(start, end)| Span::new(start, end)).collect()
        };
        let table = [
            (spans(&[(9, 12), (0, 3)]), spans(&[(0, 3), (9, 12)])),
            (spans(&[(0, 3), (3, 5)]), spans(&[(0, 5)])),
            (spans(&[(0, 8), (2, 4), (6, 9), (20, 21)]), spans(&[(0, 9), (20, 21)])),
        ];
        for (given, expected) in table {
            assert_eq!(united(given), expected);
        }
    }
}
