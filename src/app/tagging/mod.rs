//! Tags made by hand, and taken away.

pub(in crate::app) mod alike;
pub(in crate::app) mod attributes;
pub(in crate::app) mod brackets;
pub(in crate::app) mod choosing;
pub(in crate::app) mod entities;
pub(in crate::app) mod hand;
pub(in crate::app) mod holding;
pub(in crate::app) mod identity;
pub(in crate::app) mod linking;
pub(in crate::app) mod many;
pub(in crate::app) mod notes;
pub(in crate::app) mod removing;
pub(in crate::app) mod retagging;
pub(in crate::app) mod seeking;
pub(in crate::app) mod writing;

use crate::app::action::Action;
use crate::app::bulk::{self, Job};
use std::collections::BTreeMap;

use self::choosing::Choice;
use self::hand::quoted;

use crate::annotation::{Change, Edit, Entity, Id, Origin, Tag};
use crate::app::event::Effect;
use crate::app::model::{Message, Model};
use crate::app::overlays::MenuRow;
use crate::app::program::App;
use crate::app::reading::findings::Suggestion;
use crate::app::reading::selecting;
use crate::app::review::batch::{Batch, NewTag};
use crate::app::review::correcting;
use crate::app::review::remembering;
use crate::app::review::suggesting;
use crate::article::Span;
use crate::config::Label;
use crate::page::motion;

/// Puts `label` on the selection, or else on the suggestion, the name or the word under the cursor.
///
/// A tag that is there already is refused; one that the label shuts out there is relabelled, and so
/// is one whose label the tag set no longer has. With nothing selected a tag under the cursor is relabelled too; where it may as well be meant to stay,
/// a menu asks.
pub(in crate::app) fn put(app: &mut App, label: &Label) -> Vec<Effect> {
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
            return Meant::Refused(already(model, label));
        }
        if model.tag_set.shut_out(&same.label, label) {
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
        [tag] if model.tag_set.shut_out(&tag.label, label) => Meant::Relabel(tag.id.clone()),
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

fn already(model: &Model, label: &Label) -> String {
    format!("that is tagged {} already{}", label.name, model.tip(&[(Action::Delete, "deletes it")]))
}

/// Puts the label of that name on `at`, in the place of a tag there that it shuts out, and goes on
/// from the suggestion that is being reviewed.
pub(in crate::app) fn tag(app: &mut App, label: &str, at: Vec<Span>) -> Vec<Effect> {
    let Some(label) = app.model.tag_set.label(label).cloned() else {
        return app.refuse(format!("{label} is no label of this tag set"));
    };
    let first = at.first().copied().unwrap_or_default();
    let same = |tag: &&Tag| tag.at == at;
    if app.model.record.tags_in(first).filter(same).any(|tag| tag.label == label.name) {
        return app.refuse(already(&app.model, &label));
    }
    let shut_out = |tag: &&Tag| app.model.tag_set.shut_out(&tag.label, &label);
    let old = app.model.record.tags_in(first).filter(same).find(shut_out).map(|tag| tag.id.clone());
    let suggestion = app.model.view.suggestion.filter(|_| app.model.view.anchor.is_none());
    let effects = match old {
        Some(old) => relabel(app, &old, &label.name),
        None => {
            let mut batch = Batch::default();
            let entity = entity_at(app, &mut batch, &label, &at);
            let new = NewTag { entity, ..new_tag(app, &label, at) };
            make(app, batch, new, format!("{} tagged", label.name))
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

/// A tag of `label` at `at` that a person makes, of nobody yet: a quote with the kind of its words.
pub(in crate::app) fn new_tag(app: &App, label: &Label, at: Vec<Span>) -> NewTag {
    let attributes = worded(app, label, &at).into_iter().collect();
    NewTag { label: label.name.clone(), entity: None, attributes, origin: origin(app, &at, label), at }
}

/// Makes a tag and what `batch` holds already, and has the next keys act on it. What it corrects is
/// remembered.
pub(in crate::app) fn make(app: &mut App, mut batch: Batch, new: NewTag, what: String) -> Vec<Effect> {
    let Some(tag) = batch.tag(app, new) else { return Vec::new() };
    batch.extend(remembering::made(app, &tag));
    let effects = told(app, batch, what);
    touch(app, &effects, tag.id);
    effects
}

/// The entity of a tag of `label` at `at`: of what the words there name; `None` where such tags have
/// none.
pub(in crate::app) fn entity_at(app: &mut App, batch: &mut Batch, label: &Label, at: &[Span]) -> Option<Id> {
    let kind = label.takes.as_deref().filter(|kind| is_name(kind))?;
    let name = name_at(app, at);
    Some(batch.entity(app, &name, kind))
}

/// The attribute that tells how the words at `at` are worded, where `label` is for quotes and has one.
fn worded(app: &App, label: &Label, at: &[Span]) -> Option<(String, String)> {
    let kind = correcting::kind_of_words(app.model.article.text(), at);
    let is_quote = label.takes.as_deref() == Some("statement");
    let attribute = label.attribute(correcting::KIND).filter(|known| is_quote && known.takes(kind))?;
    Some((attribute.name.clone(), kind.to_owned()))
}

/// The same tag with the attribute that its words have where it is now.
pub(in crate::app) fn reworded(app: &App, tag: Tag) -> Tag {
    let label = app.model.tag_set.label(&tag.label);
    let worded = label.and_then(|label| worded(app, label, &tag.at));
    let mut attributes = tag.attributes;
    attributes.extend(worded);
    Tag { attributes, ..tag }
}

/// Has the next keys act on the tag of that id, where the edit that it stands in was made.
pub(in crate::app) fn touch(app: &mut App, effects: &[Effect], id: Id) {
    if !effects.is_empty() {
        app.model.hand.last = Some(id.clone());
        app.model.hand.chosen = Some(id);
    }
}

/// Gives the tag of that id another label. Its entity becomes one of the new kind.
pub(in crate::app) fn relabel(app: &mut App, id: &Id, label: &str) -> Vec<Effect> {
    let Some(old) = app.model.record.tag(id).cloned() else { return app.refuse("that tag is gone") };
    let Some(label) = app.model.tag_set.label(label).cloned() else {
        return app.refuse(format!("{label} is no label of this tag set"));
    };
    let is_same = |tag: &Tag| tag.at == old.at && tag.label == label.name;
    if app.model.record.tags_in(old.extent()).any(is_same) {
        return app.refuse(already(&app.model, &label));
    }
    let what = format!("{} is now {}", old.label, label.name);
    let mut batch = Batch::default();
    let new = recast(app, &mut batch, &old, &label);
    batch.extend(remembering::reshaped(app, old, new));
    let effects = told(app, batch, what);
    touch(app, &effects, id.clone());
    effects
}

/// The tag as it is with another label. Its entity gets another kind where nothing else mentions it;
/// where something does, it is one of that name and kind, and none for a date or a cue.
pub(in crate::app) fn recast(app: &mut App, batch: &mut Batch, tag: &Tag, label: &Label) -> Tag {
    let entity = match label.takes.as_deref() {
        Some(kind) if is_name(kind) => Some(recast_entity(app, batch, tag, label, kind)),
        Some("date" | "cue" | "audience") => None,
        _ => tag.entity.clone(),
    };
    if let Some(left) = tag.entity.as_ref().filter(|left| entity.as_ref() != Some(left)) {
        batch.leave(&app.model.record, left);
    }
    let mut attributes: BTreeMap<String, String> = worded(app, label, &tag.at).into_iter().collect();
    attributes.extend(attributes::relabelled(tag, label, &app.model.tag_set));
    Tag { label: label.name.clone(), entity, attributes, ..tag.clone() }
}

fn recast_entity(app: &mut App, batch: &mut Batch, tag: &Tag, label: &Label, kind: &str) -> Id {
    let entity = tag.entity.as_ref().and_then(|id| batch.named(&app.model.record, id)).cloned();
    let name = entity.as_ref().map_or_else(|| name_at(app, &tag.at), |entity| entity.name.clone());
    if let Some(there) = batch.known(app, &name, kind) {
        return there;
    }
    match entity.filter(|entity| app.model.record.tag_count_of(&entity.id) == 1) {
        Some(entity) => {
            let id = entity.id.clone();
            let recast = Entity { kind: label.name.clone(), ..entity.clone() };
            batch.push(Change::Entity(Some(entity), Some(recast)));
            id
        }
        None => batch.entity(app, &name, kind),
    }
}

/// Whether labels that take suggestions of that kind are for what has a name.
fn is_name(kind: &str) -> bool {
    matches!(kind, "person" | "organisation" | "place")
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
            pieces.find(|piece| piece.role == crate::app::Role::Speaker).map(|piece| vec![piece.span])
        }
        Some("cue") => {
            let mut pieces = findings.pieces_in(here);
            pieces.find(|piece| piece.role == crate::app::Role::Cue).map(|piece| vec![piece.span])
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
        findings.attribution().entity(mention.entity?)
    });
    known.map_or_else(|| span.of(app.model.article.text()).to_owned(), |entity| entity.name.clone())
}

/// The suggestion that a tag by `label` at `at` agrees with.
pub(in crate::app) fn origin(app: &App, at: &[Span], label: &Label) -> Option<Origin> {
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

/// Takes the last edit back, or makes it again.
pub(in crate::app) fn travel(app: &mut App, back: bool) -> Vec<Effect> {
    let Some(edit) = app.model.history.next(back).cloned() else {
        return app.refuse(if back { "nothing to undo" } else { "nothing to redo" });
    };
    if bulk::is_large(app, &edit) {
        return match back {
            true => bulk::begin(app, Job::Undo(edit), "undoing that"),
            false => bulk::begin(app, Job::Redo(edit), "making that again"),
        };
    }
    let edit = if back { edit.inverse() } else { edit };
    if app.apply(&edit) {
        return vec![travelled(app, edit, back)];
    }
    if app.model.saving.read_only.is_some() || app.model.at_work.is_some() {
        return Vec::new();
    }
    let why = app.model.message.take().map_or(String::new(), |message| message.text);
    let why = misfit(app, back, &why);
    app.refuse(why)
}

/// Takes in that an edit was made that takes the last one back or makes it again.
pub(in crate::app) fn travelled(app: &mut App, edit: Edit, back: bool) -> Effect {
    app.model.history.step(back);
    let again = app.model.tip(&[(Action::Redo, "makes it again")]);
    let done = if back { format!("undone{again}") } else { format!("made again{}", app.model.way_back()) };
    app.model.message = Some(Message::done(done));
    if back { Effect::Undo(edit) } else { Effect::Redo(edit) }
}

/// Forgets what builds on an edit that does not fit any more, for the record was changed elsewhere since;
/// says so.
pub(in crate::app) fn misfit(app: &mut App, back: bool, why: &str) -> String {
    app.model.history.forget(back);
    let what = if back { "undone, nor anything before it" } else { "made again, nor anything after it" };
    format!("this can no longer be {what}: {why}")
}

/// Makes an edit and says so.
pub(in crate::app) fn told(app: &mut App, edit: impl Into<Edit>, what: String) -> Vec<Effect> {
    let effects = app.commit(edit.into());
    if !effects.is_empty() {
        app.model.message = Some(Message::done(what));
    }
    effects
}

/// Sets the source of the tag of that id, and lets go of the speaker that it was linked to.
pub(in crate::app) fn set_source(app: &mut App, id: &Id, name: &str) -> Vec<Effect> {
    let mut batch = Batch::default();
    let kind = kind_of(app, name);
    let source = batch.entity(app, name, kind);
    identity::set(app, batch, id, source, format!("said by {name}"))
}

/// The kind of the source of that name, as a tag set says it: by the record, else by the machine.
pub(in crate::app) fn kind_of(app: &App, name: &str) -> &'static str {
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
    recorded.unwrap_or_else(|| heard().or_else(named).map_or("person", crate::app::kind_name))
}

/// So many tags, in words.
pub(in crate::app) fn tags(count: usize) -> String {
    if count == 1 { "1 tag".to_owned() } else { format!("{count} tags") }
}
