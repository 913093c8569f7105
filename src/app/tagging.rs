//! Tags made by hand, and taken away.

use std::collections::BTreeMap;

use super::choosing::{self, Choice};
use super::desk::{App, Effect};
use super::findings::Suggestion;
use super::hand::quoted;
use super::model::{Message, Model};
use super::overlay::MenuRow;
use super::review::{CORRECTED, tag_for};
use super::{holding, identity, selecting, suggesting};
use crate::annotation::{Change, Entity, Id, Origin, Tag, Verdict};
use crate::article::Span;
use crate::config::{Label, TagSet};
use crate::page::motion;

/// Puts `label` on the selection, or else on the suggestion, the name or the word under the cursor.
///
/// A tag that is there already is refused; one that the label shuts out there is relabelled. With
/// nothing selected a tag under the cursor is relabelled too; where it may as well be meant to stay,
/// a menu asks.
pub(super) fn put(app: &mut App, label: &Label) -> Vec<Effect> {
    if app.model.hand.held.is_some() {
        return holding::set(app, Some(&label.name));
    }
    let Some(at) = target(app, label) else {
        return app.refuse("no word here to tag");
    };
    if app.model.view.anchor.is_none() && app.model.view.suggestion.is_none() {
        match meant(&app.model, label, &at) {
            Meant::Tag => {}
            Meant::Relabel(id) => return relabel(app, &id, &label.name),
            Meant::Refused(why) => return app.refuse(why),
            Meant::Unclear(choices) => {
                return choosing::ask(app, format!("{}: what is meant?", label.name), choices);
            }
        }
    }
    tag(app, &label.name, at)
}

/// What a label key means where nothing is selected.
enum Meant {
    /// A new tag.
    Tag,
    /// Another label for the tag of that id.
    Relabel(Id),
    /// Nothing, and why.
    Refused(String),
    /// One of these.
    Unclear(Vec<(Choice, MenuRow)>),
}

/// What `label` means on `at` beside the tags under the cursor. A name that the machine found, or a
/// word inside of a statement, is tagged; a word inside of another tag may be meant for its name.
fn meant(model: &Model, label: &Label, at: &[Span]) -> Meant {
    if let Some(chosen) = model.hand.chosen.as_ref().filter(|id| model.record.tag(id).is_some()) {
        return Meant::Relabel(chosen.clone());
    }
    let tags = model.tags_under_cursor();
    let is_word = match (at, model.findings.as_deref()) {
        ([span], Some(findings)) => {
            let found = findings.mentions_in(*span).any(|(_, mention)| mention.span == *span);
            !found && findings.pieces_in(*span).all(|piece| piece.span != *span)
        }
        (at, _) => at.len() == 1,
    };
    if let Some(same) = tags.iter().find(|tag| tag.at == at) {
        if same.label == label.name {
            return Meant::Refused(already(label));
        }
        if shuts_out(&model.tag_set, label, &same.label) {
            return Meant::Relabel(same.id.clone());
        }
    }
    let holds_statements = |tag: &&&Tag| {
        let takes = model.tag_set.label(&tag.label).and_then(|label| label.takes.as_deref());
        takes == Some("statement") && tag.at != at
    };
    let near: Vec<&&Tag> =
        tags.iter().filter(|tag| is_word && !holds_statements(tag) || tag.at == at).collect();
    if let Some(same) = near.iter().find(|tag| tag.label == label.name) {
        return Meant::Refused(format!("that is in a {} already: select what to tag inside", same.label));
    }
    match near[..] {
        [] => Meant::Tag,
        [tag] if shuts_out(&model.tag_set, label, &tag.label) => Meant::Relabel(tag.id.clone()),
        _ => {
            let anew = format!("A new {}", label.name);
            let anew = MenuRow::new(anew, quoted(&model.words(at, 40)));
            let anew = (Choice::TagAnew(label.name.clone(), at.to_vec()), anew);
            let others = near.iter().map(|tag| {
                let row = MenuRow::new(model.called(tag), format!("becomes {}", label.name));
                (Choice::Relabel(tag.id.clone(), label.name.clone()), row)
            });
            Meant::Unclear(std::iter::once(anew).chain(others).collect())
        }
    }
}

/// Whether `label` and the one of that name cannot stand on the same stretch.
fn shuts_out(tag_set: &TagSet, label: &Label, other: &str) -> bool {
    let group = tag_set.label(other).and_then(|other| other.group.as_ref());
    group.is_some() && group == label.group.as_ref()
}

fn already(label: &Label) -> String {
    format!("that is tagged {} already: d deletes it", label.name)
}

/// Puts the label of that name on `at`, in the place of a tag there that it shuts out, and goes on
/// from the suggestion that is being reviewed.
pub(super) fn tag(app: &mut App, label: &str, at: Vec<Span>) -> Vec<Effect> {
    let Some(label) = app.model.tag_set.label(label).cloned() else {
        return app.refuse(format!("{label} is no label of this tag set"));
    };
    let first = at.first().copied().unwrap_or_default();
    let same = |tag: &&Tag| tag.at == at;
    if app.model.record.tags_in(first).filter(same).any(|tag| tag.label == label.name) {
        return app.refuse(already(&label));
    }
    let shut_out = |tag: &&Tag| shuts_out(&app.model.tag_set, &label, &tag.label);
    let old = app.model.record.tags_in(first).filter(same).find(shut_out).map(|tag| tag.id.clone());
    let suggestion = app.model.view.suggestion.filter(|_| app.model.view.anchor.is_none());
    let effects = match old {
        Some(old) => relabel(app, &old, &label.name),
        None => {
            let mut changes = Vec::new();
            let entity = label.takes.clone().filter(|kind| is_name(kind)).map(|kind| {
                let name = name_at(app, &at);
                suggesting::entity(app, &mut changes, &name, &kind)
            });
            let tag = Tag { entity, origin: origin(app, &at, &label), ..new(app, &label.name, at) };
            let id = tag.id.clone();
            changes.push(Change::Tag(None, Some(tag)));
            let effects = told(app, changes, format!("{} tagged", label.name));
            touch(app, &effects, id);
            effects
        }
    };
    if !effects.is_empty() {
        selecting::clear(app);
        if let Some(suggestion) = suggestion {
            suggesting::go_on(app, suggestion);
        }
    }
    effects
}

/// A tag by hand of that label, with nothing else known of it.
pub(super) fn new(app: &mut App, label: &str, at: Vec<Span>) -> Tag {
    Tag {
        id: app.id(),
        label: label.to_owned(),
        at,
        entity: None,
        attributes: BTreeMap::new(),
        origin: None,
        stamp: app.stamp(),
        extra: BTreeMap::new(),
    }
}

/// Has the next keys act on the tag of that id, where the edit that it stands in was made.
pub(super) fn touch(app: &mut App, effects: &[Effect], id: Id) {
    if !effects.is_empty() {
        app.model.hand.last = Some(id.clone());
        app.model.hand.chosen = Some(id);
    }
}

/// Gives the tag of that id another label. Its entity becomes one of the new kind.
pub(super) fn relabel(app: &mut App, id: &Id, label: &str) -> Vec<Effect> {
    let Some(old) = app.model.record.tag(id).cloned() else { return app.refuse("that tag is gone") };
    let Some(label) = app.model.tag_set.label(label).cloned() else {
        return app.refuse(format!("{label} is no label of this tag set"));
    };
    let is_same = |tag: &Tag| tag.at == old.at && tag.label == label.name;
    if app.model.record.tags_in(old.extent()).any(is_same) {
        return app.refuse(already(&label));
    }
    let mut changes = Vec::new();
    let entity = recast(app, &mut changes, &old, &label);
    let what = format!("{} is now {}", old.label, label.name);
    let changed = Tag { label: label.name, entity, ..old.clone() };
    changes.extend(reshaped(app, old, changed));
    let effects = told(app, changes, what);
    touch(app, &effects, id.clone());
    effects
}

/// The entity of a tag that gets another label: the same as another kind where nothing else mentions
/// it, one of that name and kind where something does, none for a date or a cue.
fn recast(app: &mut App, changes: &mut Vec<Change>, tag: &Tag, label: &Label) -> Option<Id> {
    match label.takes.as_deref() {
        Some(kind) if is_name(kind) => {
            let entity = tag.entity.as_ref().and_then(|id| app.model.record.entity(id)).cloned();
            let name = entity.as_ref().map_or_else(|| name_at(app, &tag.at), |entity| entity.name.clone());
            let there = app.model.record.entities_called(&name).find(|entity| entity.kind == label.name);
            match (entity, there.map(|there| there.id.clone())) {
                (Some(entity), None) if app.model.record.tag_count_of(&entity.id) == 1 => {
                    let id = entity.id.clone();
                    let recast = Entity { kind: label.name.clone(), ..entity.clone() };
                    changes.push(Change::Entity(Some(entity), Some(recast)));
                    Some(id)
                }
                (entity, there) => {
                    let next = match there {
                        Some(there) => there,
                        None => suggesting::entity(app, changes, &name, kind),
                    };
                    let left = entity.filter(|entity| entity.id != next);
                    changes.extend(left.and_then(|left| identity::released(&app.model.record, &left.id)));
                    Some(next)
                }
            }
        }
        Some("date" | "cue") => {
            let left = tag.entity.as_ref();
            changes.extend(left.and_then(|left| identity::released(&app.model.record, left)));
            None
        }
        _ => tag.entity.clone(),
    }
}

/// Whether labels that take suggestions of that kind are for what has a name.
fn is_name(kind: &str) -> bool {
    matches!(kind, "person" | "organisation" | "place")
}

/// The changes that put `new` in the place of `old`, a tag with other edges or another label: by whom
/// it is now, and a verdict on the suggestion that it then no longer agrees with, so that it is not
/// asked about again.
pub(super) fn reshaped(app: &mut App, old: Tag, new: Tag) -> Vec<Change> {
    let label = app.model.tag_set.label(&new.label).cloned();
    let origin = label.and_then(|label| origin(app, &new.at, &label));
    let new = Tag { origin, stamp: app.stamp(), ..new };
    let verdict = corrected(app, &old, &new);
    let mut changes = vec![Change::Tag(Some(old), Some(new))];
    changes.extend(verdict.map(|verdict| Change::Verdict(None, Some(verdict))));
    changes
}

/// The verdict on the suggestion that `old` stood for and `new` does not.
fn corrected(app: &mut App, old: &Tag, new: &Tag) -> Option<Verdict> {
    let findings = app.model.findings.clone()?;
    let start = old.at.first()?.start();
    let mut here = findings
        .suggestions_from(start)
        .take_while(|&suggestion| findings.place(suggestion).first().is_some_and(|at| at.start() == start));
    let suggestion = here.find(|&suggestion| {
        let decided = tag_for(suggestion, &findings, &app.model.record, &app.model.tag_set);
        decided.is_some_and(|tag| tag.id == old.id)
    })?;
    let tag_set = &app.model.tag_set;
    let label = tag_set.taking(findings.kind(suggestion))?;
    let still = new.at == old.at && (new.label == label.name || shuts_out(tag_set, label, &new.label));
    (!still).then(|| suggesting::verdict(app, &findings, suggestion, CORRECTED, Some(new.id.clone())))
}

/// What a label would be put on.
fn target(app: &App, label: &Label) -> Option<Vec<Span>> {
    let text = app.model.article.text();
    if let Some(selection) = app.model.selection() {
        let trimmed = selection.trimmed(text);
        return (!trimmed.is_empty()).then(|| vec![trimmed]);
    }
    let cursor = app.model.view.cursor;
    let here = Span::new(cursor, cursor + 1);
    let word = || motion::word_at(text, cursor).map(|word| vec![word]);
    let Some(findings) = app.model.findings.as_deref() else { return word() };
    let statement = || {
        let index = findings.statement_at(cursor)?;
        Some(findings.place(Suggestion::Statement(index)).to_vec())
    };
    if let Some(suggestion @ Suggestion::Mention(_)) = app.model.view.suggestion {
        return Some(findings.place(suggestion).to_vec());
    }
    match label.takes.as_deref() {
        Some("statement") => statement(),
        Some("speaker") => {
            let mut pieces = findings.pieces_in(here);
            pieces.find(|piece| piece.role == super::Role::Speaker).map(|piece| vec![piece.span])
        }
        Some("cue") => {
            let mut pieces = findings.pieces_in(here);
            pieces.find(|piece| piece.role == super::Role::Cue).map(|piece| vec![piece.span])
        }
        _ => None,
    }
    .or_else(|| findings.mentions_in(here).next().map(|(_, mention)| vec![mention.span]))
    .or_else(word)
}

/// The name of what stands at `at`: its entity's where the machine knows it, else the words.
fn name_at(app: &App, at: &[Span]) -> String {
    let [span] = at else { return String::new() };
    let known = app.model.findings.as_deref().and_then(|findings| {
        let (_, mention) = findings.mentions_in(*span).find(|(_, mention)| mention.span == *span)?;
        findings.attribution().entities.get(mention.entity?.0 as usize)
    });
    known.map_or_else(|| span.of(app.model.article.text()).to_owned(), |entity| entity.name.clone())
}

/// The suggestion that a tag by `label` at `at` agrees with.
fn origin(app: &App, at: &[Span], label: &Label) -> Option<Origin> {
    let findings = app.model.findings.as_deref()?;
    let (index, _) = findings.mentions_in(*at.first()?).find(|(_, mention)| at == [mention.span])?;
    let agrees = label.takes.as_deref() == Some(findings.kind(Suggestion::Mention(index)));
    agrees.then(suggesting::name_origin)
}

/// Takes the last edit back, or makes it again.
pub(super) fn travel(app: &mut App, back: bool) -> Vec<Effect> {
    let edit = if back { app.model.history.undo() } else { app.model.history.redo() };
    let Some(edit) = edit else {
        return app.refuse(if back { "nothing to undo" } else { "nothing to redo" });
    };
    if !app.apply(&edit) {
        // Only an edit that could be made moves in the history.
        let _ = if back { app.model.history.redo() } else { app.model.history.undo() };
        return Vec::new();
    }
    app.model.message = Some(Message::done(if back { "undone: U makes it again" } else { "made again" }));
    vec![Effect::Append(edit)]
}

/// Makes an edit and says so.
pub(super) fn told(app: &mut App, changes: Vec<Change>, what: String) -> Vec<Effect> {
    let effects = app.commit(changes.into());
    if !effects.is_empty() {
        app.model.message = Some(Message::done(what));
    }
    effects
}

/// Sets the source of the tag of that id, and lets go of the speaker that it was linked to.
pub(super) fn set_source(app: &mut App, id: &Id, name: &str) -> Vec<Effect> {
    let mut changes: Vec<Change> = Vec::new();
    let source = suggesting::entity(app, &mut changes, name, kind_of(app, name));
    identity::set(app, changes, id, source, format!("said by {name}"))
}

/// The kind of the source of that name, as a tag set says it.
pub(super) fn kind_of(app: &App, name: &str) -> &'static str {
    let row = app.model.voices.named(name).and_then(|row| app.model.voices.rows().get(row));
    row.map_or("person", |voice| super::kind_name(voice.kind))
}
