//! Tags made by hand, and taken away.

use std::collections::BTreeMap;

use super::batch::Batch;
use super::desk::{App, Effect};
use super::findings::Suggestion;
use super::model::{Message, Model};
use super::{correcting, remembering, selecting, suggesting};
use crate::annotation::{Change, Edit, Id, Link, Note, Origin, Tag};
use crate::article::Span;
use crate::config::Label;
use crate::page::motion;

/// Puts `label` on the selection, or else on the suggestion, the name or the word under the cursor.
///
/// A tag that is there already is refused; one that the label shuts out there is relabelled.
pub(super) fn put(app: &mut App, label: &Label) -> Vec<Effect> {
    let suggestion = app.model.view.suggestion.filter(|_| app.model.view.anchor.is_none());
    let Some(at) = target(app, label) else {
        return app.refuse("no word here to tag");
    };
    let same = |tag: &&Tag| tag.at == at;
    let first = at.first().copied().unwrap_or_default();
    if app.model.record.tags_in(first).filter(same).any(|tag| tag.label == label.name) {
        return app.refuse(format!("that is tagged {} already: d deletes it", label.name));
    }
    let shut_out = |tag: &&Tag| app.model.tag_set.shut_out(&tag.label, label);
    let old = app.model.record.tags_in(first).filter(same).find(shut_out).cloned();
    let mut batch = Batch::default();
    let entity = entity_at(app, &mut batch, label, &at);
    let what = match &old {
        Some(old) => format!("{} is now {}", old.label, label.name),
        None => format!("{} tagged", label.name),
    };
    let tag = Tag {
        id: old.as_ref().map_or_else(|| app.id(), |old| old.id.clone()),
        label: label.name.clone(),
        at: at.clone(),
        entity,
        attributes: old.as_ref().map_or_else(|| attributes(app, label, &at), |old| old.attributes.clone()),
        origin: origin(app, &at, label),
        stamp: app.stamp(),
        extra: old.as_ref().map_or_else(BTreeMap::new, |old| old.extra.clone()),
    };
    batch.extend(match &old {
        Some(old) => remembering::changed(app, old, &tag),
        None => remembering::made(app, &tag),
    });
    batch.push(Change::Tag(old, Some(tag)));
    let effects = app.commit(batch.into());
    if !effects.is_empty() {
        app.model.message = Some(Message::done(what));
        selecting::clear(app);
        if let Some(suggestion) = suggestion {
            suggesting::go_on(app, suggestion);
        }
    }
    effects
}

/// The entity of a tag of `label` at `at`: of what the words there name; `None` where such tags have
/// none.
pub(super) fn entity_at(app: &mut App, batch: &mut Batch, label: &Label, at: &[Span]) -> Option<Id> {
    match label.takes.as_deref() {
        Some(kind @ ("person" | "organisation" | "place")) => {
            let name = name_at(app, at);
            Some(batch.entity(app, &name, kind))
        }
        _ => None,
    }
}

/// What is known of a tag of `label` at `at` that a person makes: how a quote is worded.
pub(super) fn attributes(app: &App, label: &Label, at: &[Span]) -> BTreeMap<String, String> {
    let is_quote = label.takes.as_deref() == Some("statement");
    let kind = || ("kind".to_owned(), correcting::kind_of_words(app.model.article.text(), at).to_owned());
    is_quote.then(kind).into_iter().collect()
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
pub(super) fn origin(app: &App, at: &[Span], label: &Label) -> Option<Origin> {
    let findings = app.model.findings.as_deref()?;
    if label.takes.as_deref() == Some("statement") {
        let mut pieces = findings.pieces_in(*at.first()?);
        let index = pieces.find(|piece| findings.place(Suggestion::Statement(piece.statement())) == at)?;
        return findings.statement(index.statement()).map(suggesting::origin);
    }
    let (index, _) = findings.mentions_in(*at.first()?).find(|(_, mention)| at == [mention.span])?;
    let agrees = label.takes.as_deref() == Some(findings.kind(Suggestion::Mention(index)));
    agrees.then(suggesting::name_origin)
}

/// Deletes the shortest tag under the cursor with its links; where there is none, the note there.
/// Notes about the tag stay, at its place.
pub(super) fn delete(app: &mut App) -> Vec<Effect> {
    let cursor = app.model.view.cursor;
    let here = Span::new(cursor, cursor + 1);
    let record = &app.model.record;
    let covers = |tag: &&Tag| tag.at.iter().any(|span| span.overlaps(here));
    let tag = record.tags_in(here).filter(covers).min_by_key(|tag| tag.extent().len()).cloned();
    if let Some(tag) = tag {
        let links = record.links_of(&tag.id).map(|link| Change::Link(Some(link.clone()), None));
        let notes = record.notes_about(&tag.id).map(|note| {
            let freed = Note { about: None, at: tag.at.clone(), ..note.clone() };
            Change::Note(Some(note.clone()), Some(freed))
        });
        let mut changes: Vec<Change> = links.chain(notes).collect();
        changes.extend(remembering::removed(app, &tag));
        let what = format!("{} deleted: u takes it back", tag.label);
        changes.push(Change::Tag(Some(tag), None));
        return told(app, changes, what);
    }
    let note = record.notes_in(here).next().cloned();
    match note {
        Some(note) => {
            told(app, vec![Change::Note(Some(note), None)], "note deleted: u takes it back".to_owned())
        }
        None => app.refuse("no tag or note of yours here"),
    }
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
pub(super) fn told(app: &mut App, edit: impl Into<Edit>, what: String) -> Vec<Effect> {
    let effects = app.commit(edit.into());
    if !effects.is_empty() {
        app.model.message = Some(Message::done(what));
    }
    effects
}

/// Sets the source of the tag of that id, and lets go of the speaker that it was linked to.
pub(super) fn set_source(app: &mut App, id: &Id, name: &str) -> Vec<Effect> {
    let Some(tag) = app.model.record.tag(id).cloned() else {
        return app.refuse("that tag is gone");
    };
    let mut batch = Batch::default();
    let kind = kind_of(app, name);
    let source = batch.entity(app, name, kind);
    let Model { record, tag_set, .. } = &app.model;
    let is_speaker = |link: &&Link| {
        let other = record.tag(&link.to).and_then(|tag| tag_set.label(&tag.label));
        let takes = other.and_then(|label| label.takes.as_deref());
        link.from == *id && !matches!(takes, Some("cue" | "audience"))
    };
    let links = record.links_of(id).filter(is_speaker).cloned().collect();
    correcting::unlink(app, &mut batch, links, &[]);
    let corrected = Tag { entity: Some(source), stamp: app.stamp(), ..tag.clone() };
    batch.extend(remembering::changed(app, &tag, &corrected));
    batch.push(Change::Tag(Some(tag), Some(corrected)));
    told(app, batch, format!("said by {name}"))
}

/// The kind of the source of that name, as a tag set says it: by the record, else by the machine.
pub(super) fn kind_of(app: &App, name: &str) -> &'static str {
    const KINDS: [&str; 4] = ["person", "organisation", "place", "unnamed"];
    let Model { record, tag_set, voices, .. } = &app.model;
    let recorded = record.entities_called(name).find_map(|entity| {
        let takes = tag_set.label(&entity.kind).and_then(|label| label.takes.as_deref());
        KINDS.into_iter().find(|&kind| takes == Some(kind) || entity.kind == kind)
    });
    let heard = || voices.named(name).and_then(|row| voices.rows().get(row)).map(|voice| voice.kind);
    let named = || {
        let mut entities = app.model.findings.as_deref()?.attribution().entities.iter();
        entities.find(|entity| entity.name == name).map(|entity| entity.kind)
    };
    recorded.unwrap_or_else(|| heard().or_else(named).map_or("person", super::kind_name))
}
