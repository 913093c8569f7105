//! All entities of the record: their mentions, names, identifiers; two made one.

use super::choosing::{Choice, ask};
use super::hand::quoted;
use super::identity;
use super::notes;
use super::told;
use crate::annotation::{Change, Entity, Id, Note, Tag};
use crate::app::action::Action;
use crate::app::event::Effect;
use crate::app::model::{Message, Model};
use crate::app::overlays::compose;
use crate::app::overlays::field::Field;
use crate::app::overlays::finder::{Finder, FinderPurpose, FinderRow, Item, Taken, tagged};
use crate::app::overlays::{Line, LinePurpose, MenuRow, Overlay};
use crate::app::program::App;
use crate::app::reading;
use crate::app::search::lookup;
use crate::article::Span;

/// How many characters around a mention are shown.
const AROUND: usize = 24;
/// How many rows a page of a list has.
const PAGE: isize = 10;

/// Opens the list of all entities, by name; `chosen` is the one that is gone to.
pub(in crate::app) fn open(app: &mut App, chosen: Option<&Id>) -> Vec<Effect> {
    let mut rows: Vec<FinderRow> = app.model.record.entities().map(row).collect();
    rows.sort_by_cached_key(|row| row.name.to_lowercase());
    let title = match rows.len() {
        0 => "No entities yet: accept or tag a name".to_owned(),
        count => format!("{}: type to narrow, or a new name", counted(count)),
    };
    let mut finder = Finder::new(FinderPurpose::Entities, title, rows);
    if let Some(id) = chosen {
        finder.choose(&Item::Entity(id.clone()));
    }
    app.model.overlay = Some(Overlay::Finder(finder));
    Vec::new()
}

fn counted(count: usize) -> String {
    match count {
        1 => "1 entity".to_owned(),
        count => format!("{count} entities"),
    }
}

fn row(entity: &Entity) -> FinderRow {
    FinderRow { name: entity.name.clone(), item: Item::Entity(entity.id.clone()) }
}

/// Handles a key of an open [`Finder`].
pub(in crate::app) fn act(app: &mut App, action: Action) -> Vec<Effect> {
    let Some(Overlay::Finder(finder)) = &mut app.model.overlay else { return Vec::new() };
    match action {
        Action::Cancel => {
            let from = match &finder.purpose {
                FinderPurpose::Mentions(id) | FinderPurpose::MergeInto(id) => Some(id.clone()),
                _ => None,
            };
            app.model.overlay = None;
            if let Some(from) = from {
                open(app, Some(&from));
            }
        }
        Action::LineDown => finder.step(1),
        Action::LineUp => finder.step(-1),
        Action::PageDown => finder.step(PAGE),
        Action::PageUp => finder.step(-PAGE),
        Action::Confirm => return confirm(app),
        Action::RenameEntity | Action::MergeEntity | Action::IdentifyEntity | Action::DeleteEntity => {
            let Some(id) = finder.entity() else {
                return app
                    .refuse_with("no entity is chosen", &[(Action::Confirm, "on a new name makes one")]);
            };
            return change(app, action, &id);
        }
        _ => {
            compose::edit(&mut finder.field, action);
            if action.group() == "Writing" {
                finder.narrow();
                return lookup::follow(app);
            }
        }
    }
    Vec::new()
}

/// Takes what is chosen.
fn confirm(app: &mut App) -> Vec<Effect> {
    if let Some(effects) = lookup::wait(app) {
        return effects;
    }
    let Some(Overlay::Finder(finder)) = &app.model.overlay else { return Vec::new() };
    let Some(taken) = finder.taken() else {
        return app.refuse_with("nothing of that name", &[(Action::Cancel, "goes back")]);
    };
    let purpose = finder.purpose.clone();
    if let (FinderPurpose::Identity(named), taken) = (&purpose, &taken) {
        let (named, taken) = (named.clone(), taken.clone());
        app.model.overlay = None;
        return identity::take(app, &named, taken);
    }
    match (purpose, taken) {
        (FinderPurpose::MergeInto(from), Taken::Item(Item::Entity(into))) => merge(app, &from, &into),
        (_, Taken::Item(Item::Entity(id))) => list_mentions(app, &id),
        (_, Taken::Item(Item::Tag(id))) => {
            go_to_tag(app, &id);
            Vec::new()
        }
        (_, Taken::Item(Item::Note(id))) => notes::go_to(app, &id),
        (_, Taken::Item(item @ (Item::Source(_) | Item::Statement(_)))) => lookup::go_to(app, &item),
        (_, Taken::New(name)) => ask_kind(app, name),
        (_, Taken::Item(Item::Suggested(_))) => Vec::new(),
    }
}

/// Puts the cursor on the tag of that id and has the next keys act on it.
pub(in crate::app) fn go_to_tag(app: &mut App, id: &Id) {
    let start = app.model.record.tag(id).and_then(|tag| tag.at.first()).map(|span| span.start());
    app.model.overlay = None;
    let Some(start) = start else { return drop(app.refuse("that tag is gone")) };
    app.model.view.selecting = false;
    reading::jump(&mut app.model, &mut app.page, start);
    app.model.hand.chosen = Some(id.clone());
    app.model.hand.last = Some(id.clone());
}

/// Opens the mentions of an entity, with the words around them.
fn list_mentions(app: &mut App, id: &Id) -> Vec<Effect> {
    let Model { record, article, .. } = &app.model;
    let Some(entity) = record.entity(id) else { return app.refuse("that entity is gone") };
    let mut tags: Vec<&Tag> = record.tags_of(id).collect();
    if tags.is_empty() {
        let why = format!("{} is not mentioned", entity.name);
        return app.refuse_with(&why, &[(Action::DeleteEntity, "deletes it")]);
    }
    tags.sort_by_key(|tag| tag.extent());
    let ways = app.model.tip_in("list", &[(Action::Confirm, "goes there")]);
    let title = format!("{}, {}{ways}", entity.name, tagged(tags.len()));
    let found = tags
        .into_iter()
        .map(|tag| FinderRow { name: around(article.text(), &tag.at), item: Item::Tag(tag.id.clone()) });
    let finder = Finder::new(FinderPurpose::Mentions(id.clone()), title, found.collect());
    app.model.overlay = Some(Overlay::Finder(finder));
    Vec::new()
}

/// The words at `at` in brackets, with some before and behind.
fn around(text: &str, at: &[Span]) -> String {
    let (Some(first), Some(last)) = (at.first(), at.last()) else { return String::new() };
    let before: String = text.get(..first.start()).unwrap_or("").chars().rev().take(AROUND).collect();
    let before: String = before.chars().rev().collect();
    let behind: String = text.get(last.end()..).unwrap_or("").chars().take(AROUND * 2).collect();
    let mut words = String::new();
    for (index, span) in at.iter().enumerate() {
        words.push_str(if index > 0 { "] … [" } else { "[" });
        words.extend(span.of(text).chars().take(AROUND * 4));
    }
    format!("{before}{words}]{behind}").replace('\n', " ")
}

/// Changes the chosen entity.
fn change(app: &mut App, action: Action, id: &Id) -> Vec<Effect> {
    let Some(entity) = app.model.record.entity(id).cloned() else { return app.refuse("that entity is gone") };
    let line = |purpose, title, text: String| Overlay::Line(Line { purpose, title, field: Field::new(text) });
    match action {
        Action::RenameEntity => {
            let title = format!("Another name for {}", entity.name);
            app.model.overlay = Some(line(LinePurpose::RenameEntity(id.clone()), title, entity.name));
        }
        Action::IdentifyEntity => {
            let title = format!("What other catalogues call {}: wikidata:Q42, viaf:113", entity.name);
            let identifiers = entity.same_as.join(", ");
            app.model.overlay = Some(line(LinePurpose::SameAs(id.clone()), title, identifiers));
        }
        Action::MergeEntity => {
            let others = app.model.record.entities().filter(|other| other.id != *id);
            let mut rows: Vec<(bool, FinderRow)> =
                others.map(|other| (!is_alike(&entity, other), row(other))).collect();
            if rows.is_empty() {
                return app.refuse("there is no other entity to merge it into");
            }
            rows.sort_by_cached_key(|(unlike, row)| (*unlike, row.name.to_lowercase()));
            let rows = rows.into_iter().map(|(_, row)| row).collect();
            let title = format!("Merge {} into which? Its mentions become theirs", entity.name);
            let finder = Finder::new(FinderPurpose::MergeInto(id.clone()), title, rows);
            app.model.overlay = Some(Overlay::Finder(finder));
        }
        _ => {
            let count = app.model.record.tag_count_of(id);
            if count == 0 {
                return delete(app, id);
            }
            let row = MenuRow::new("Delete it", format!("{} then name nobody", tagged(count)));
            let title = format!("Delete {}?", entity.name);
            return ask(app, title, vec![(Choice::DeleteEntity(id.clone()), row.keyed('y'))]);
        }
    }
    Vec::new()
}

/// Whether two entities may well be one: a word of their names is the same.
fn is_alike(one: &Entity, other: &Entity) -> bool {
    let words = |name: &str| -> Vec<String> { name.split_whitespace().map(str::to_lowercase).collect() };
    let others = words(&other.name);
    one.kind == other.kind && words(&one.name).iter().any(|word| others.contains(word))
}

/// Makes all mentions of `from` those of `into`, with its identifiers and the notes about it, in one
/// edit.
fn merge(app: &mut App, from: &Id, into: &Id) -> Vec<Effect> {
    let record = &app.model.record;
    let (Some(old), Some(kept)) = (record.entity(from), record.entity(into)) else {
        return app.refuse("that entity is gone");
    };
    let stamp = app.stamp();
    let pointed = record.tags_of(from).map(|tag| {
        let joined = Tag { entity: Some(into.clone()), stamp: stamp.clone(), ..tag.clone() };
        Change::Tag(Some(tag.clone()), Some(joined))
    });
    let moved = record.notes_about(from).map(|note| {
        let moved = Note { about: Some(into.clone()), ..note.clone() };
        Change::Note(Some(note.clone()), Some(moved))
    });
    let mut changes: Vec<Change> = pointed.chain(moved).collect();
    let count = record.tag_count_of(from);
    let new = old.same_as.iter().filter(|same_as| !kept.same_as.contains(same_as));
    let same_as: Vec<String> = kept.same_as.iter().chain(new).cloned().collect();
    if same_as != kept.same_as {
        let united = Entity { same_as, ..kept.clone() };
        changes.push(Change::Entity(Some(kept.clone()), Some(united)));
    }
    changes.push(Change::Entity(Some(old.clone()), None));
    let what = format!("{} is now {}: {}", old.name, kept.name, tagged(count));
    finish(app, changes, what, into)
}

/// Makes an edit of an entity and goes back to the list, to that of the id.
fn finish(app: &mut App, changes: Vec<Change>, what: String, id: &Id) -> Vec<Effect> {
    let effects = told(app, changes, what);
    open(app, Some(id));
    effects
}

/// Takes a new name for an entity.
pub(in crate::app) fn rename(app: &mut App, id: &Id, name: &str) -> Vec<Effect> {
    let Some(old) = app.model.record.entity(id).cloned() else { return app.refuse("that entity is gone") };
    let taken = app.model.record.entities_called(name).any(|other| other.kind == old.kind && other.id != *id);
    if name.is_empty() || name == old.name || taken {
        open(app, Some(id));
        return match (name.is_empty(), taken) {
            (true, _) => app.refuse("an entity has a name: it was not changed"),
            (false, true) => {
                let why = format!("there is a {} {name} already", old.kind);
                app.refuse_with(&why, &[(Action::MergeEntity, "merges the two")])
            }
            (false, false) => Vec::new(),
        };
    }
    let what = format!("{} is now {name}", old.name);
    let new = Entity { name: name.to_owned(), ..old.clone() };
    finish(app, vec![Change::Entity(Some(old), Some(new))], what, id)
}

/// Takes what other catalogues call an entity, as it was written.
///
/// # Errors
///
/// What is wrong with it, in words; nothing was changed.
pub(in crate::app) fn set_same_as(app: &mut App, id: &Id, written: &str) -> Result<Vec<Effect>, String> {
    let mut same_as: Vec<String> = Vec::new();
    for identifier in written.split([',', ' ', '\t']).filter(|identifier| !identifier.is_empty()) {
        let is_whole =
            identifier.split_once(':').is_some_and(|(from, name)| !from.is_empty() && !name.is_empty());
        if !is_whole {
            return Err(format!(
                "“{identifier}” is no identifier: write catalogue and name, as in wikidata:Q42"
            ));
        }
        if !same_as.iter().any(|known| known == identifier) {
            same_as.push(identifier.to_owned());
        }
    }
    let Some(old) = app.model.record.entity(id).cloned() else {
        return Err("that entity is gone".to_owned());
    };
    if old.same_as == same_as {
        return Ok(open(app, Some(id)));
    }
    let what = match &same_as[..] {
        [] => format!("{} has no identifiers", old.name),
        some => format!("{} is {}", old.name, some.join(", ")),
    };
    let new = Entity { same_as, ..old.clone() };
    Ok(finish(app, vec![Change::Entity(Some(old), Some(new))], what, id))
}

/// Deletes an entity; its mentions stay tagged, and notes about it are about the document.
pub(in crate::app) fn delete(app: &mut App, id: &Id) -> Vec<Effect> {
    let record = &app.model.record;
    let Some(entity) = record.entity(id).cloned() else { return app.refuse("that entity is gone") };
    let stamp = app.stamp();
    let tags = record.tags_of(id).map(|tag| {
        let left = Tag { entity: None, stamp: stamp.clone(), ..tag.clone() };
        Change::Tag(Some(tag.clone()), Some(left))
    });
    let notes = record.notes_about(id).map(|note| {
        let freed = Note { about: None, ..note.clone() };
        Change::Note(Some(note.clone()), Some(freed))
    });
    let mut changes: Vec<Change> = tags.chain(notes).collect();
    let what = format!("{} deleted{}", entity.name, app.model.way_back());
    changes.push(Change::Entity(Some(entity), None));
    finish(app, changes, what, id)
}

/// Asks of what kind a new entity is.
fn ask_kind(app: &mut App, name: String) -> Vec<Effect> {
    let is_kind = |takes: &str| matches!(takes, "person" | "organisation" | "place");
    let mut kinds: Vec<_> = app.model.tag_set.labels.iter().collect();
    if kinds.iter().any(|label| label.takes.as_deref().is_some_and(is_kind)) {
        kinds.retain(|label| label.takes.as_deref().is_some_and(is_kind));
    }
    let choices = kinds.into_iter().map(|label| {
        let choice = Choice::MakeEntity { name: name.clone(), kind: label.name.clone() };
        (choice, MenuRow::of_label(label, label.description.clone()))
    });
    let choices: Vec<_> = choices.collect();
    ask(app, format!("What is {}?", quoted(&name)), choices)
}

/// Makes an entity that nothing mentions yet.
pub(in crate::app) fn make(app: &mut App, name: String, kind: String) -> Vec<Effect> {
    let there = app.model.record.entities_called(&name).find(|entity| entity.kind == kind);
    if let Some(id) = there.map(|there| there.id.clone()) {
        open(app, Some(&id));
        app.model.message = Some(Message::error(format!("there is a {kind} {name} already")));
        return Vec::new();
    }
    let id = app.id();
    let what = format!("{name} made{}", app.model.tip(&[(Action::Identify, "on a tag joins it")]));
    let entity = Entity { id: id.clone(), name, kind, same_as: Vec::new(), extra: Default::default() };
    finish(app, vec![Change::Entity(None, Some(entity))], what, &id)
}
