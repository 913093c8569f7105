//! Which entity a tag names.

use super::choosing::{Deed, on_tag};
use super::hand::quoted;
use crate::annotation::{Change, Id, Link, Tag};
use crate::app::action::Action;
use crate::app::event::Effect;
use crate::app::model::Model;
use crate::app::overlays::Overlay;
use crate::app::overlays::finder::{Finder, FinderPurpose, FinderRow, Item, Subject, Taken};
use crate::app::program::App;
use crate::app::reading::findings::Suggestion;
use crate::app::reading::selecting;
use crate::app::review::batch::{Batch, NewTag};
use crate::app::review::correcting;
use crate::app::review::remembering;
use crate::app::review::suggesting;
use crate::app::tagging::{self, told};
use crate::article::Span;
use crate::attribution::{Entity as Source, EntityId, EntityKind};
use crate::config::Label;
use crate::page::motion;

/// Opens the entities for the selection, or else for the tag, the name or the word under the cursor.
/// A statement gets its source.
pub(in crate::app) fn open(app: &mut App) -> Vec<Effect> {
    let text = app.model.article.clone();
    if let Some(selection) = app.model.selection() {
        let selection = selection.trimmed(text.text());
        if selection.is_empty() {
            return app.refuse("no words are selected");
        }
        return list(app, Subject::Words(selection));
    }
    if app.model.view.suggestion.is_none()
        && let Some(effects) = on_tag(app, Deed::Identify)
    {
        return effects;
    }
    let cursor = app.model.view.cursor;
    match app.model.current_suggestion() {
        Some(Suggestion::Mention(index)) => return list(app, Subject::Mention(index)),
        Some(Suggestion::Statement(_)) if app.model.view.suggestion.is_some() => {
            return crate::app::overlays::compose::open_speakers(app);
        }
        _ => {}
    }
    let mention = app.model.findings.as_deref().and_then(|findings| {
        let (index, _) = findings.mentions_in(Span::new(cursor, cursor + 1)).next()?;
        Some(index)
    });
    match (mention, motion::word_at(text.text(), cursor)) {
        (Some(index), _) => list(app, Subject::Mention(index)),
        (None, Some(word)) => list(app, Subject::Words(word)),
        (None, None) => app.refuse("no tag, name or word here to say the entity of"),
    }
}

/// Opens the entities for the tag of that id.
pub(in crate::app) fn open_for(app: &mut App, id: &Id) -> Vec<Effect> {
    list(app, Subject::Tag(id.clone()))
}

fn list(app: &mut App, subject: Subject) -> Vec<Effect> {
    let model = &app.model;
    let at = place(model, &subject);
    let words = model.words(&at, 40);
    let title = match &subject {
        Subject::Tag(id) if model.record.tag(id).is_some_and(|tag| is_statement(model, tag)) => {
            format!("Who says {}? Type to narrow, or a new name", quoted(&words))
        }
        _ => format!("Which entity is {}? Type to narrow, or a new name", quoted(&words)),
    };
    let rows = candidates(model, &at);
    app.model.overlay = Some(Overlay::Finder(Finder::new(FinderPurpose::Identity(subject), title, rows)));
    Vec::new()
}

/// Where something is that gets an entity.
fn place(model: &Model, subject: &Subject) -> Vec<Span> {
    match subject {
        Subject::Tag(id) => model.record.tag(id).map_or_else(Vec::new, |tag| tag.at.clone()),
        Subject::Mention(index) => model
            .findings
            .as_deref()
            .map_or(&[][..], |found| found.place(Suggestion::Mention(*index)))
            .to_vec(),
        Subject::Words(span) => vec![*span],
    }
}

/// All entities of the record, and those of the machine that are not there: those that are called as
/// the words at `at` first, then whom the machine takes them for, then those of the same last name,
/// the rest by name.
fn candidates(model: &Model, at: &[Span]) -> Vec<FinderRow> {
    let words = model.words(at, 200).to_lowercase();
    let last = last_word(&words);
    let findings = model.findings.as_deref();
    let sources: &[Source] = findings.map_or(&[], |findings| &findings.attribution().entities);
    let machines = at.first().and_then(|first| {
        let (_, mention) = findings?.mentions_in(*first).find(|(_, mention)| mention.span == *first)?;
        mention.entity
    });
    let meant = machines.and_then(|id| sources.get(id.index())).map(|source| source.name.as_str());
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
        let row = FinderRow { name: entity.name.clone(), item: Item::Entity(entity.id.clone()) };
        (likely(&entity.name, is_meant), row)
    });
    let is_new = |source: &Source| {
        let kind = source.kind;
        kind != EntityKind::Date && model.record.entities_called(&source.name).next().is_none()
    };
    let suggested = (0..).zip(sources).filter(|(_, source)| is_new(source)).map(|(index, source)| {
        let item = Item::Suggested(EntityId::new(index));
        (
            likely(&source.name, machines == Some(EntityId::new(index))),
            FinderRow { name: source.name.clone(), item },
        )
    });
    let mut rows: Vec<(u8, FinderRow)> = recorded.chain(suggested).collect();
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
pub(in crate::app) fn take(app: &mut App, subject: &Subject, taken: Taken) -> Vec<Effect> {
    let mut batch = Batch::default();
    let Some((entity, name)) = resolved(app, &mut batch, subject, taken) else {
        let names = app
            .model
            .key(Action::Identify)
            .map_or_else(String::new, |key| format!(": {key} then names somebody new"));
        return app.refuse(format!("a label key tags these words first{names}"));
    };
    match subject {
        Subject::Tag(id) => {
            let statement = app.model.record.tag(id).is_some_and(|tag| is_statement(&app.model, tag));
            let what = if statement { format!("said by {name}") } else { format!("that is {name}") };
            set(app, batch, id, entity, what)
        }
        Subject::Mention(_) | Subject::Words(_) => {
            let at = place(&app.model, subject);
            let Some(label) = label_for(app, subject, &batch, &entity).cloned() else {
                return app.refuse("this tag set has no label for that kind of entity");
            };
            let there = batch.tag_at(&app.model.record, &label.name, &at).map(|tag| tag.id.clone());
            if let Some(id) = there {
                return set(app, batch, &id, entity, format!("that is {name}"));
            }
            let reviewed = app.model.view.suggestion.filter(|_| app.model.view.anchor.is_none());
            let new = NewTag { entity: Some(entity), ..tagging::new_tag(app, &label, at) };
            let effects = tagging::make(app, batch, new, format!("{} tagged: that is {name}", label.name));
            if !effects.is_empty() {
                selecting::clear(app);
            }
            if let Some(suggestion) = reviewed.filter(|_| !effects.is_empty()) {
                suggesting::go_on(app, suggestion);
            }
            effects
        }
    }
}

/// The id and the name of the entity that was taken; a new one is added to `batch`. `None` where
/// nothing says of what kind it would be.
fn resolved(app: &mut App, batch: &mut Batch, subject: &Subject, taken: Taken) -> Option<(Id, String)> {
    match taken {
        Taken::Item(Item::Entity(id)) => {
            let name = app.model.record.entity(&id)?.name.clone();
            Some((id, name))
        }
        Taken::Item(Item::Suggested(id)) => {
            let findings = app.model.findings.clone()?;
            let source = findings.attribution().entity(id)?;
            let kind = if source.kind == EntityKind::Unnamed {
                "person"
            } else {
                crate::app::kind_name(source.kind)
            };
            Some((batch.entity(app, &source.name, kind), source.name.clone()))
        }
        Taken::Item(Item::Tag(_) | Item::Note(_) | Item::Source(_) | Item::Statement(_)) => None,
        Taken::New(name) => {
            let kind = new_kind(app, subject, &name)?;
            Some((batch.entity(app, &name, &kind), name))
        }
    }
}

/// The kind of a new entity: what the label of the tag is for, or what the machine found there.
fn new_kind(app: &App, subject: &Subject, name: &str) -> Option<String> {
    match subject {
        Subject::Tag(id) => {
            let label = &app.model.record.tag(id)?.label;
            let takes = app.model.tag_set.label(label).and_then(|label| label.takes.as_deref());
            Some(match takes {
                Some("statement" | "speaker" | "cue") => tagging::kind_of(app, name).to_owned(),
                Some(kind) => kind.to_owned(),
                None => label.clone(),
            })
        }
        Subject::Mention(index) => {
            let mention = app.model.findings.as_deref()?.attribution().mentions.get(*index)?;
            let kind = if mention.kind == EntityKind::Unnamed { EntityKind::Person } else { mention.kind };
            Some(crate::app::kind_name(kind).to_owned())
        }
        Subject::Words(_) => None,
    }
}

/// The label of the tag that words get: the one that the machine suggests for a name, else the kind of
/// the entity.
fn label_for<'m>(app: &'m App, subject: &Subject, batch: &Batch, entity: &Id) -> Option<&'m Label> {
    let kind = &batch.named(&app.model.record, entity)?.kind;
    let suggested = || match subject {
        Subject::Mention(index) => {
            let findings = app.model.findings.as_deref()?;
            app.model.tag_set.taking(findings.kind(Suggestion::Mention(*index)))
        }
        Subject::Tag(_) | Subject::Words(_) => None,
    };
    app.model.tag_set.label(kind).or_else(suggested)
}

/// Adds to `batch` what makes `entity` that of the tag of that id, and makes the edit. What only this
/// tag named goes; a statement lets go of speakers who are somebody else.
pub(in crate::app) fn set(app: &mut App, mut batch: Batch, id: &Id, entity: Id, what: String) -> Vec<Effect> {
    let Some(tag) = app.model.record.tag(id).cloned() else {
        return app.refuse("that tag is gone");
    };
    if tag.entity.as_ref() == Some(&entity) {
        app.model.message = Some(crate::app::Message::done(what));
        return Vec::new();
    }
    if let Some(left) = &tag.entity {
        batch.leave(&app.model.record, left);
    }
    let joined = Tag { entity: Some(entity), stamp: app.stamp(), ..tag.clone() };
    if is_statement(&app.model, &tag) {
        let others = other_speakers(&app.model, &joined);
        correcting::unlink(app, &mut batch, others, &[]);
        batch.extend(remembering::changed(app, &tag, &joined));
    }
    batch.push(Change::Tag(Some(tag), Some(joined)));
    let effects = told(app, batch, what);
    tagging::touch(app, &effects, id.clone());
    effects
}

/// The links from a statement to speakers who are not its source.
fn other_speakers(model: &Model, statement: &Tag) -> Vec<Link> {
    let Model { record, tag_set, .. } = model;
    let is_other = |link: &&Link| {
        let Some(end) = record.tag(&link.to).filter(|_| link.from == statement.id) else { return false };
        let takes = tag_set.label(&end.label).and_then(|label| label.takes.as_deref());
        !matches!(takes, Some("cue" | "audience")) && end.entity != statement.entity
    };
    record.links_of(&statement.id).filter(is_other).cloned().collect()
}
