//! Which entity a tag names.

use super::choosing::{Deed, on_tag};
use super::desk::{App, Effect};
use super::finder::{Finder, FinderPurpose, Found, Item, Named, Taken};
use super::findings::Suggestion;
use super::hand::quoted;
use super::model::Model;
use super::overlay::Overlay;
use super::tagging::{self, told};
use super::{selecting, suggesting};
use crate::annotation::{Change, Entity, Id, Record, Tag};
use crate::article::Span;
use crate::attribution::{Entity as Source, EntityId, EntityKind};
use crate::page::motion;

/// Opens the entities for the selection, or else for the tag, the name or the word under the cursor.
/// A statement gets its source.
pub(super) fn open(app: &mut App) -> Vec<Effect> {
    let text = app.model.article.clone();
    if let Some(selection) = app.model.selection() {
        let selection = selection.trimmed(text.text());
        if selection.is_empty() {
            return app.refuse("no words are selected");
        }
        return list(app, Named::Words(selection));
    }
    if app.model.view.suggestion.is_none()
        && let Some(effects) = on_tag(app, Deed::Identify)
    {
        return effects;
    }
    let cursor = app.model.view.cursor;
    match app.model.current_suggestion() {
        Some(Suggestion::Mention(index)) => return list(app, Named::Mention(index)),
        Some(Suggestion::Statement(_)) if app.model.view.suggestion.is_some() => {
            return super::compose::open_speakers(app);
        }
        _ => {}
    }
    let mention = app.model.findings.as_deref().and_then(|findings| {
        let (index, _) = findings.mentions_in(Span::new(cursor, cursor + 1)).next()?;
        Some(index)
    });
    match (mention, motion::word_at(text.text(), cursor)) {
        (Some(index), _) => list(app, Named::Mention(index)),
        (None, Some(word)) => list(app, Named::Words(word)),
        (None, None) => app.refuse("no tag, name or word here to say the entity of"),
    }
}

/// Opens the entities for the tag of that id.
pub(super) fn open_for(app: &mut App, id: &Id) -> Vec<Effect> {
    list(app, Named::Tag(id.clone()))
}

fn list(app: &mut App, named: Named) -> Vec<Effect> {
    let model = &app.model;
    let at = place(model, &named);
    let words = model.words(&at, 40);
    let title = match &named {
        Named::Tag(id) if model.record.tag(id).is_some_and(|tag| is_statement(model, tag)) => {
            format!("Who says {}? Type to narrow, or a new name", quoted(&words))
        }
        _ => format!("Which entity is {}? Type to narrow, or a new name", quoted(&words)),
    };
    let rows = candidates(model, &at);
    app.model.overlay = Some(Overlay::Finder(Finder::new(FinderPurpose::Identity(named), title, rows)));
    Vec::new()
}

/// Where something is that gets an entity.
fn place(model: &Model, named: &Named) -> Vec<Span> {
    match named {
        Named::Tag(id) => model.record.tag(id).map_or_else(Vec::new, |tag| tag.at.clone()),
        Named::Mention(index) => model
            .findings
            .as_deref()
            .map_or(&[][..], |found| found.place(Suggestion::Mention(*index)))
            .to_vec(),
        Named::Words(span) => vec![*span],
    }
}

/// All entities of the record, and those of the machine that are not there: those that are called as
/// the words at `at` first, then whom the machine takes them for, then those of the same last name,
/// the rest by name.
fn candidates(model: &Model, at: &[Span]) -> Vec<Found> {
    let words = model.words(at, 200).to_lowercase();
    let last = last_word(&words);
    let findings = model.findings.as_deref();
    let sources: &[Source] = findings.map_or(&[], |findings| &findings.attribution().entities);
    let machines = at.first().and_then(|first| {
        let (_, mention) = findings?.mentions_in(*first).find(|(_, mention)| mention.span == *first)?;
        mention.entity
    });
    let meant = machines.and_then(|id| sources.get(id.0 as usize)).map(|source| source.name.as_str());
    let joined = machines.and_then(|id| model.review.joined(id));
    let likely = |name: &str, is_meant: bool| {
        let name = name.to_lowercase();
        if name == words {
            0
        } else if is_meant {
            1
        } else if !last.is_empty() && last_word(&name) == last {
            2
        } else {
            3
        }
    };
    let recorded = model.record.entities().map(|entity| {
        let is_meant = meant == Some(&entity.name) || joined == Some(&entity.id);
        let row = Found { name: entity.name.clone(), item: Item::Entity(entity.id.clone()) };
        (likely(&entity.name, is_meant), row)
    });
    let is_new = |source: &Source| {
        let kind = source.kind;
        kind != EntityKind::Date && model.record.entities_called(&source.name).next().is_none()
    };
    let suggested = (0_u32..).zip(sources).filter(|(_, source)| is_new(source)).map(|(index, source)| {
        let item = Item::Suggested(EntityId(index));
        (likely(&source.name, machines == Some(EntityId(index))), Found { name: source.name.clone(), item })
    });
    let mut rows: Vec<(u8, Found)> = recorded.chain(suggested).collect();
    rows.sort_by_cached_key(|(likely, row)| (*likely, row.name.to_lowercase()));
    rows.into_iter().map(|(_, row)| row).collect()
}

fn last_word(name: &str) -> &str {
    name.rsplit(char::is_whitespace).next().unwrap_or("")
}

fn is_statement(model: &Model, tag: &Tag) -> bool {
    model.tag_set.label(&tag.label).is_some_and(|label| label.takes.as_deref() == Some("statement"))
}

/// Gives what the list was opened for the entity that was taken.
pub(super) fn take(app: &mut App, named: &Named, taken: Taken) -> Vec<Effect> {
    let mut changes = Vec::new();
    let Some((entity, name)) = resolved(app, &mut changes, named, taken) else {
        return app.refuse("a label key tags these words first: then i can name somebody new");
    };
    match named {
        Named::Tag(id) => {
            let statement = app.model.record.tag(id).is_some_and(|tag| is_statement(&app.model, tag));
            let what = if statement { format!("said by {name}") } else { format!("that is {name}") };
            set(app, changes, id, entity, what)
        }
        Named::Mention(_) | Named::Words(_) => {
            let at = place(&app.model, named);
            let Some(label) = label_for(app, named, &changes, &entity) else {
                return app.refuse("this tag set has no label for that kind of entity");
            };
            let there = at.first().and_then(|first| {
                let mut tags = app.model.record.tags_in(*first);
                tags.find(|tag| tag.at == at && tag.label == label).map(|tag| tag.id.clone())
            });
            if let Some(id) = there {
                return set(app, changes, &id, entity, format!("that is {name}"));
            }
            let reviewed = app.model.view.suggestion.filter(|_| app.model.view.anchor.is_none());
            let mut tag = Tag { entity: Some(entity), ..tagging::new(app, &label, at) };
            if matches!(named, Named::Mention(_)) {
                tag.origin = Some(suggesting::name_origin());
            }
            let id = tag.id.clone();
            changes.push(Change::Tag(None, Some(tag)));
            let effects = told(app, changes, format!("{label} tagged: that is {name}"));
            if !effects.is_empty() {
                selecting::clear(app);
            }
            tagging::touch(app, &effects, id);
            if let Some(suggestion) = reviewed.filter(|_| !effects.is_empty()) {
                suggesting::go_on(app, suggestion);
            }
            effects
        }
    }
}

/// The id and the name of the entity that was taken; a new one is added to `changes`. `None` where
/// nothing says of what kind it would be.
fn resolved(app: &mut App, changes: &mut Vec<Change>, named: &Named, taken: Taken) -> Option<(Id, String)> {
    match taken {
        Taken::Item(Item::Entity(id)) => {
            let name = app.model.record.entity(&id)?.name.clone();
            Some((id, name))
        }
        Taken::Item(Item::Suggested(id)) => {
            let findings = app.model.findings.clone()?;
            let source = findings.attribution().entities.get(id.0 as usize)?;
            let kind =
                if source.kind == EntityKind::Unnamed { "person" } else { super::kind_name(source.kind) };
            Some((suggesting::entity(app, changes, &source.name, kind), source.name.clone()))
        }
        Taken::Item(Item::Tag(_) | Item::Note(_)) => None,
        Taken::New(name) => {
            let kind = new_kind(app, named, &name)?;
            Some((suggesting::entity(app, changes, &name, &kind), name))
        }
    }
}

/// The kind of a new entity: what the label of the tag is for, or what the machine found there.
fn new_kind(app: &App, named: &Named, name: &str) -> Option<String> {
    match named {
        Named::Tag(id) => {
            let label = &app.model.record.tag(id)?.label;
            let takes = app.model.tag_set.label(label).and_then(|label| label.takes.as_deref());
            Some(match takes {
                Some("statement" | "speaker" | "cue") => tagging::kind_of(app, name).to_owned(),
                Some(kind) => kind.to_owned(),
                None => label.clone(),
            })
        }
        Named::Mention(index) => {
            let mention = app.model.findings.as_deref()?.attribution().mentions.get(*index)?;
            let kind = if mention.kind == EntityKind::Unnamed { EntityKind::Person } else { mention.kind };
            Some(super::kind_name(kind).to_owned())
        }
        Named::Words(_) => None,
    }
}

/// The label of the tag that words get: the one that the machine suggests for a name, else the kind of
/// the entity.
fn label_for(app: &App, named: &Named, changes: &[Change], entity: &Id) -> Option<String> {
    let made = changes.iter().find_map(|change| match change {
        Change::Entity(None, Some(made)) if made.id == *entity => Some(made),
        _ => None,
    });
    let kind = &made.or_else(|| app.model.record.entity(entity))?.kind;
    let by_kind = app.model.tag_set.label(kind).map(|label| label.name.clone());
    let suggested = || match named {
        Named::Mention(index) => {
            let findings = app.model.findings.as_deref()?;
            let label = app.model.tag_set.taking(findings.kind(Suggestion::Mention(*index)))?;
            Some(label.name.clone())
        }
        Named::Tag(_) | Named::Words(_) => None,
    };
    by_kind.or_else(suggested)
}

/// Adds to `changes` what makes `entity` that of the tag of that id, and makes them all. What only
/// this tag named goes; a statement lets go of speakers who are somebody else.
pub(super) fn set(app: &mut App, mut changes: Vec<Change>, id: &Id, entity: Id, what: String) -> Vec<Effect> {
    let Some(tag) = app.model.record.tag(id).cloned() else {
        return app.refuse("that tag is gone");
    };
    if tag.entity.as_ref() == Some(&entity) {
        app.model.message = Some(super::Message::done(what));
        return Vec::new();
    }
    if is_statement(&app.model, &tag) {
        let record = &app.model.record;
        let speaks = |end: &Id| record.tag(end).and_then(|end| end.entity.as_ref()) == Some(&entity);
        let links = record.links_of(id).filter(|link| link.from == *id && !speaks(&link.to));
        changes.extend(links.map(|link| Change::Link(Some(link.clone()), None)));
    }
    changes.extend(tag.entity.as_ref().and_then(|left| released(&app.model.record, left)));
    let joined = Tag { entity: Some(entity), stamp: app.stamp(), ..tag.clone() };
    changes.push(Change::Tag(Some(tag), Some(joined)));
    let effects = told(app, changes, what);
    tagging::touch(app, &effects, id.clone());
    effects
}

/// The change that takes an entity off the record with its last mention, where nothing else was said
/// about it.
pub(super) fn released(record: &Record, id: &Id) -> Option<Change> {
    let entity: &Entity = record.entity(id)?;
    let is_bare = record.tag_count_of(id) == 1
        && entity.same_as.is_empty()
        && entity.extra.is_empty()
        && record.notes_about(id).next().is_none();
    is_bare.then(|| Change::Entity(Some(entity.clone()), None))
}
