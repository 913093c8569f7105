//! The edges of a tag or a statement, moved by selecting; and words added to a tag as another part of
//! it.

use super::choosing::{Deed, on_tag};
use super::hand::{End, Held, Holding, quoted};
use crate::annotation::{Change, Entity, Id, Tag};
use crate::app::action::Action;
use crate::app::event::Effect;
use crate::app::model::{Message, Model};
use crate::app::program::App;
use crate::app::reading;
use crate::app::reading::findings::Suggestion;
use crate::app::reading::selecting;
use crate::app::review::batch::Batch;
use crate::app::review::correcting::{self, Correction, Statement};
use crate::app::review::remembering;
use crate::app::tagging::{self, told};
use crate::article::Span;
use crate::page::motion;

/// The way back from edges that cannot be set.
const LEAVES: [(Action, &str); 1] = [(Action::Cancel, "leaves the edges as they were")];

/// Takes hold of the edges of the tag in hand or under the cursor.
pub(in crate::app) fn hold(app: &mut App) -> Vec<Effect> {
    match on_tag(app, Deed::Hold) {
        Some(effects) => effects,
        None => app.refuse_with("no tag here to take hold of", &[(Action::TagNext, "goes to the next one")]),
    }
}

/// Takes hold of the edges of the tag of that id.
pub(in crate::app) fn take(app: &mut App, id: &Id) -> Vec<Effect> {
    let Some(tag) = app.model.record.tag(id) else { return app.refuse("that tag is gone") };
    let called = app.model.called(tag);
    begin(app, Holding::Tag(id.clone()), &called)
}

/// Takes hold of the edges of a statement.
pub(in crate::app) fn take_statement(app: &mut App, statement: &Statement) -> Vec<Effect> {
    match statement {
        Statement::Tag(id) => take(app, id),
        Statement::Suggested(index) => begin(app, Holding::Statement(*index), "the statement"),
    }
}

/// Takes hold of the edges of the part under the cursor, or else of the first. They become the
/// selection.
fn begin(app: &mut App, what: Holding, called: &str) -> Vec<Effect> {
    let cursor = app.model.view.cursor;
    let at = app.model.place_held(&what);
    let under = at.iter().find(|span| span.contains(cursor)).or_else(|| at.first());
    let Some(&part) = under else { return app.refuse("that has no place in the text") };
    let reviewed = app.model.view.suggestion;
    let text = app.model.article.clone();
    let last = motion::previous_grapheme(text.text(), part.end()).max(part.start());
    reading::to(&mut app.model, &mut app.page, last);
    app.model.view.anchor = Some(part.start());
    app.model.view.selecting = true;
    app.model.hand.held = Some(Held { what, part, reviewed });
    let ways = [(Action::SwapEnds, "for the other one"), (Action::Confirm, "sets it")];
    let told = format!("move the edge of {called}{}", app.model.tip(&ways));
    app.model.message = Some(Message::done(told));
    Vec::new()
}

/// Handles an action while edges are held: movements move them, and what would change the record
/// waits until the edges are set. `None` for an action that is as at other times.
pub(in crate::app) fn act(app: &mut App, action: Action) -> Option<Vec<Effect>> {
    match action {
        Action::Confirm | Action::Hold => Some(set(app, None)),
        Action::Cancel => Some(leave(app)),
        Action::Palette
        | Action::ToggleSources
        | Action::ToggleHere
        | Action::ToggleStrip
        | Action::ToggleHints => None,
        _ if selecting::is_selecting(action) && action != Action::Select => {
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
        _ => Some(app.refuse_with(
            "the edges are held",
            &[(Action::Confirm, "sets them"), (Action::Cancel, "leaves them as they were")],
        )),
    }
}

/// Lets go without a change.
pub(in crate::app) fn let_go(app: &mut App) {
    let reviewed = app.model.hand.held.take().and_then(|held| held.reviewed);
    app.model.view.suggestion = reviewed;
    selecting::clear(app);
}

/// Lets go of what may be another suggestion now.
pub(in crate::app) fn expire(app: &mut App) {
    match &mut app.model.hand.held {
        Some(Held { what: Holding::Statement(_), .. }) => {
            let_go(app);
            app.model.view.suggestion = None;
        }
        Some(held) => held.reviewed = None,
        None => {}
    }
}

/// Puts what is held on the selection; gives it another label too where one is named.
pub(in crate::app) fn set(app: &mut App, label: Option<&str>) -> Vec<Effect> {
    let Some(held) = app.model.hand.held.clone() else { return Vec::new() };
    let text = app.model.article.clone();
    let selection = app.model.selection().unwrap_or_default().trimmed(text.text());
    if selection.is_empty() {
        return app
            .refuse_with("at least one character is needed", &[(Action::Cancel, "leaves it as it was")]);
    }
    let others = app.model.place_held(&held.what).iter().copied().filter(|&part| part != held.part);
    let at = united(others.chain([selection]).collect());
    match held.what {
        Holding::Tag(id) => set_tag(app, &id, at, label),
        Holding::Statement(_) if label.is_some() => {
            app.refuse_with("a label goes on a tag", &[(Action::Confirm, "sets the edges")])
        }
        Holding::Statement(index) => set_statement(app, index, at),
    }
}

/// Puts the tag of that id on `at`.
fn set_tag(app: &mut App, id: &Id, at: Vec<Span>, label: Option<&str>) -> Vec<Effect> {
    let Some(old) = app.model.record.tag(id).cloned() else {
        let_go(app);
        return app.refuse("that tag is gone");
    };
    let label = label.map_or_else(|| old.label.clone(), str::to_owned);
    if at == old.at && label == old.label {
        return leave(app);
    }
    if is_there(&app.model, &label, &at) {
        return app.refuse_with(&format!("that is tagged {label} already"), &LEAVES);
    }
    let what = if label == old.label {
        format!("{label} is now {}", quoted(&app.model.words(&at, 40)))
    } else {
        format!("{} is now {label} {}", old.label, quoted(&app.model.words(&at, 40)))
    };
    let mut batch = Batch::default();
    batch.extend(renamed(app, &old, &at));
    let moved = tagging::reworded(app, Tag { at, ..old.clone() });
    let new = match app.model.tag_set.label(&label).filter(|_| label != old.label).cloned() {
        Some(label) => tagging::recast(app, &mut batch, &moved, &label),
        None => moved,
    };
    batch.extend(remembering::reshaped(app, old, new));
    let effects = told(app, batch, what);
    if !effects.is_empty() {
        let_go(app);
    }
    tagging::touch(app, &effects, id.clone());
    effects
}

/// Accepts the suggested statement of that index with its edges at `at`.
fn set_statement(app: &mut App, index: usize, at: Vec<Span>) -> Vec<Effect> {
    if at == app.model.place_held(&Holding::Statement(index)) {
        return leave(app);
    }
    let label = app.model.tag_set.taking("statement").map_or("", |label| &label.name);
    if is_there(&app.model, label, &at) {
        return app.refuse_with("that is a statement already", &LEAVES);
    }
    let what = format!("the statement is now {}", quoted(&app.model.words(&at, 40)));
    let_go(app);
    correcting::correct(app, &Statement::Suggested(index), &Correction::Content(at), what)
}

/// Leaves the edges where they are.
fn leave(app: &mut App) -> Vec<Effect> {
    let_go(app);
    app.model.message = Some(Message::done("the edges are as they were"));
    Vec::new()
}

/// Whether there is a tag of that label exactly at `at`.
fn is_there(model: &Model, label: &str, at: &[Span]) -> bool {
    let extent = at.iter().copied().reduce(Span::union).unwrap_or_default();
    model.record.tags_in(extent).any(|tag| tag.at == at && tag.label == label)
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
pub(in crate::app) fn extend(app: &mut App) -> Vec<Effect> {
    let Some(selection) = app.model.selection() else {
        return match on_tag(app, Deed::Extend) {
            Some(effects) => effects,
            None => app.refuse_with(
                "no words are selected",
                &[(Action::Extend, "adds those that are to the tag touched last")],
            ),
        };
    };
    let selection = selection.trimmed(app.model.article.text());
    let last = app.model.hand.last.as_ref().and_then(|id| app.model.record.tag(id)).cloned();
    let Some(old) = last else {
        return app.refuse_with("add to which tag", &[(Action::Extend, "on it first, then select")]);
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
    let extended = tagging::reworded(app, Tag { at, ..old.clone() });
    let changes = remembering::reshaped(app, old, extended);
    let effects = told(app, changes, what);
    if !effects.is_empty() {
        selecting::clear(app);
    }
    tagging::touch(app, &effects, id);
    effects
}

/// Has the words that are selected next go to the tag of that id.
pub(in crate::app) fn begin_extending(app: &mut App, id: &Id) -> Vec<Effect> {
    let Some(tag) = app.model.record.tag(id) else { return app.refuse("that tag is gone") };
    let adds = app.model.tip(&[(Action::Extend, "adds them")]);
    let what = format!("select more words for {}{adds}", app.model.called(tag));
    app.model.hand.last = Some(id.clone());
    app.model.message = Some(Message::done(what));
    Vec::new()
}

impl Model {
    /// Where something is whose edges are held; empty where it is gone.
    fn place_held(&self, what: &Holding) -> &[Span] {
        match what {
            Holding::Tag(id) => self.record.tag(id).map_or(&[], |tag| &tag.at),
            Holding::Statement(index) => self.place_of(&End::Suggestion(Suggestion::Statement(*index))),
        }
    }
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
