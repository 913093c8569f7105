//! Changes put together to one edit, so that they are undone in one step.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::annotation::{Change, Edit, Entity, Id, Link, Origin, Record, Tag};
use crate::app::program::App;
use crate::app::tagging::attributes;
use crate::article::Span;

/// Changes that become one edit. It knows what it does itself, so that a hundred thousand accepted
/// names share their entities, and statements the tag of a cue, without looking through all of them.
#[derive(Default)]
pub(in crate::app) struct Batch {
    changes: Vec<Change>,
    /// The entities that it adds or changes, by name and kind.
    entities: HashMap<(String, String), Id>,
    /// The last change of each of them, as an index of `changes`.
    changed: HashMap<Id, usize>,
    /// The tags that it adds, by label and first span, as indices of `changes`.
    tags: HashMap<(String, Span), Vec<usize>>,
    /// How many tags leave each entity.
    left: HashMap<Id, usize>,
    /// The entities of the record that are asked for, and those that go with their last tag.
    asked: HashSet<Id>,
    gone: HashSet<Id>,
}

/// A tag that is to be made.
pub(in crate::app) struct NewTag {
    /// Its label.
    pub(in crate::app) label: String,
    /// Where it goes; at least one span.
    pub(in crate::app) at: Vec<Span>,
    /// Whom or what it names.
    pub(in crate::app) entity: Option<Id>,
    /// Its attributes, without what the label has by default.
    pub(in crate::app) attributes: BTreeMap<String, String>,
    /// The suggestion that it comes from.
    pub(in crate::app) origin: Option<Origin>,
}

impl Batch {
    /// Adds a change.
    pub(in crate::app) fn push(&mut self, change: Change) {
        if let Change::Entity(_, Some(entity)) = &change {
            self.entities.insert((entity.name.clone(), entity.kind.clone()), entity.id.clone());
            self.changed.insert(entity.id.clone(), self.changes.len());
        }
        self.changes.push(change);
    }

    /// Adds changes.
    pub(in crate::app) fn extend(&mut self, changes: impl IntoIterator<Item = Change>) {
        changes.into_iter().for_each(|change| self.push(change));
    }

    /// The id of the entity of that name and kind ("person", as a tag set says it); adds it where
    /// there is none.
    pub(in crate::app) fn entity(&mut self, app: &mut App, name: &str, kind: &str) -> Id {
        if let Some(known) = self.known(app, name, kind) {
            return known;
        }
        let id = app.id();
        let (name, kind) = (name.to_owned(), kind_label(app, kind));
        let entity = Entity { id: id.clone(), name, kind, same_as: Vec::new(), extra: BTreeMap::new() };
        self.push(Change::Entity(None, Some(entity)));
        id
    }

    /// The id of the entity of that name and kind, where there is one by now.
    pub(in crate::app) fn known(&mut self, app: &App, name: &str, kind: &str) -> Option<Id> {
        let label = kind_label(app, kind);
        let is_it = |entity: &&Entity| entity.kind == label && !self.gone.contains(&entity.id);
        match app.model.record.entities_called(name).find(is_it) {
            Some(there) => {
                self.asked.insert(there.id.clone());
                Some(there.id.clone())
            }
            None => self.entities.get(&(name.to_owned(), label)).cloned(),
        }
    }

    /// The entity of that id as it is by now.
    pub(in crate::app) fn named<'b>(&'b self, record: &'b Record, id: &Id) -> Option<&'b Entity> {
        match self.changes.get(self.changed.get(id).copied().unwrap_or(usize::MAX)) {
            Some(Change::Entity(_, Some(entity))) => Some(entity),
            _ => record.entity(id),
        }
    }

    /// Takes in that a tag is no longer about the entity of that id. What no tag names any more goes,
    /// where nothing else was said about it.
    pub(in crate::app) fn leave(&mut self, record: &Record, id: &Id) {
        let left = self.left.entry(id.clone()).or_default();
        *left += 1;
        let is_last = *left == record.tag_count_of(id) && !self.asked.contains(id);
        let Some(entity) = record.entity(id).filter(|_| is_last) else { return };
        let is_bare =
            entity.same_as.is_empty() && entity.extra.is_empty() && record.notes_about(id).next().is_none();
        if is_bare {
            self.gone.insert(id.clone());
            self.push(Change::Entity(Some(entity.clone()), None));
        }
    }

    /// Adds a tag, or gives the one of that label that is already there; nothing where it has no place.
    pub(in crate::app) fn tag(&mut self, app: &mut App, new: NewTag) -> Option<Tag> {
        let first = *new.at.first()?;
        if let Some(there) = self.tag_at(&app.model.record, &new.label, &new.at) {
            return Some(there.clone());
        }
        let NewTag { label, at, entity, mut attributes, origin } = new;
        if let Some(known) = app.model.tag_set.label(&label) {
            attributes = attributes::settled(known, attributes);
        }
        self.tags.entry((label.clone(), first)).or_default().push(self.changes.len());
        let (id, stamp) = (app.id(), app.stamp());
        let tag = Tag { id, label, at, entity, attributes, origin, stamp, extra: BTreeMap::new() };
        self.push(Change::Tag(None, Some(tag.clone())));
        Some(tag)
    }

    /// The tag of that label exactly at `at`, on the record or among those that it adds.
    pub(in crate::app) fn tag_at<'b>(
        &'b self,
        record: &'b Record,
        label: &str,
        at: &[Span],
    ) -> Option<&'b Tag> {
        let first = *at.first()?;
        let is_it = |tag: &&Tag| tag.label == label && tag.at == at;
        let added = self.tags.get(&(label.to_owned(), first)).into_iter().flatten();
        let mut added = added.filter_map(|&index| match self.changes.get(index) {
            Some(Change::Tag(None, Some(tag))) => Some(tag),
            _ => None,
        });
        record.tags_in(first).find(is_it).or_else(|| added.find(is_it))
    }

    /// The id of the first tag that it adds.
    pub(in crate::app) fn first_tag(&self) -> Option<&Id> {
        self.changes.iter().find_map(|change| match change {
            Change::Tag(None, Some(tag)) => Some(&tag.id),
            _ => None,
        })
    }

    /// Adds a link between two tags, where the tag set has one that may join them.
    pub(in crate::app) fn link(&mut self, app: &mut App, from: &Tag, to: &Tag) {
        let fits = |labels: &[String], tag: &Tag| labels.contains(&tag.label);
        let mut labels = app.model.tag_set.links.iter();
        let label = labels.find(|link| fits(&link.from, from) && fits(&link.to, to));
        if let Some(label) = label.map(|link| link.name.clone()) {
            self.link_as(app, label, from.id.clone(), to.id.clone());
        }
    }

    /// Adds a link of that label.
    pub(in crate::app) fn link_as(&mut self, app: &mut App, label: String, from: Id, to: Id) {
        let link = Link { id: app.id(), label, from, to, stamp: app.stamp(), extra: BTreeMap::new() };
        self.push(Change::Link(None, Some(link)));
    }
}

impl From<Batch> for Edit {
    fn from(batch: Batch) -> Self {
        batch.changes.into()
    }
}

/// The label that the tag set has for that kind of entity, or the kind itself.
fn kind_label(app: &App, kind: &str) -> String {
    app.model.tag_set.taking(kind).map_or_else(|| kind.to_owned(), |label| label.name.clone())
}
