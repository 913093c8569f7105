//! Changes put together to one edit, so that they are undone in one step.

use std::collections::{BTreeMap, HashMap};

use super::desk::App;
use crate::annotation::{Change, Edit, Entity, Id, Link, Origin, Tag};
use crate::article::Span;

/// Changes that become one edit. It knows what it adds itself, so that a hundred thousand accepted
/// names share their entities, and statements the tag of a cue, without looking through all of them.
#[derive(Default)]
pub(super) struct Batch {
    changes: Vec<Change>,
    /// The entities that it adds, by name and kind.
    entities: HashMap<(String, String), Id>,
    /// The tags that it adds, by label and first span, as indices of `changes`.
    tags: HashMap<(String, Span), Vec<usize>>,
}

/// A tag that is to be made.
pub(super) struct Draft {
    /// Its label.
    pub(super) label: String,
    /// Where it goes; at least one span.
    pub(super) at: Vec<Span>,
    /// Whom or what it names.
    pub(super) entity: Option<Id>,
    /// Its attributes.
    pub(super) attributes: BTreeMap<String, String>,
    /// The suggestion that it comes from.
    pub(super) origin: Option<Origin>,
}

impl Batch {
    /// Adds a change.
    pub(super) fn push(&mut self, change: Change) {
        self.changes.push(change);
    }

    /// Adds changes.
    pub(super) fn extend(&mut self, changes: impl IntoIterator<Item = Change>) {
        self.changes.extend(changes);
    }

    /// The id of the entity of that name and kind ("person", as a tag set says it); adds it where
    /// there is none.
    pub(super) fn entity(&mut self, app: &mut App, name: &str, kind: &str) -> Id {
        let label = app.model.tag_set.taking(kind);
        let label = label.map_or_else(|| kind.to_owned(), |label| label.name.clone());
        let mut there = app.model.record.entities_called(name).filter(|entity| entity.kind == label);
        if let Some(there) = there.next() {
            return there.id.clone();
        }
        drop(there);
        let called = (name.to_owned(), label);
        if let Some(added) = self.entities.get(&called) {
            return added.clone();
        }
        let id = app.id();
        let (name, kind) = called.clone();
        let entity = Entity { id: id.clone(), name, kind, same_as: Vec::new(), extra: BTreeMap::new() };
        self.changes.push(Change::Entity(None, Some(entity)));
        self.entities.insert(called, id.clone());
        id
    }

    /// Adds the tag that `draft` describes, or gives the one of that label that is already there;
    /// nothing where it has no place.
    pub(super) fn tag(&mut self, app: &mut App, draft: Draft) -> Option<Tag> {
        let first = *draft.at.first()?;
        let is_same = |tag: &&Tag| tag.label == draft.label && tag.at == draft.at;
        if let Some(there) = app.model.record.tags_in(first).find(is_same) {
            return Some(there.clone());
        }
        let added = self.tags.entry((draft.label.clone(), first)).or_default();
        let mut tags = added.iter().filter_map(|&index| match self.changes.get(index) {
            Some(Change::Tag(None, Some(tag))) => Some(tag),
            _ => None,
        });
        if let Some(there) = tags.find(is_same) {
            return Some(there.clone());
        }
        added.push(self.changes.len());
        let Draft { label, at, entity, attributes, origin } = draft;
        let (id, stamp) = (app.id(), app.stamp());
        let tag = Tag { id, label, at, entity, attributes, origin, stamp, extra: BTreeMap::new() };
        self.changes.push(Change::Tag(None, Some(tag.clone())));
        Some(tag)
    }

    /// Adds a link between two tags, where the tag set has one that may join them.
    pub(super) fn link(&mut self, app: &mut App, from: &Tag, to: &Tag) {
        let fits = |labels: &[String], tag: &Tag| labels.contains(&tag.label);
        let mut labels = app.model.tag_set.links.iter();
        let label = labels.find(|link| fits(&link.from, from) && fits(&link.to, to));
        let Some(label) = label.map(|link| link.name.clone()) else { return };
        let (from, to) = (from.id.clone(), to.id.clone());
        let link = Link { id: app.id(), label, from, to, stamp: app.stamp(), extra: BTreeMap::new() };
        self.changes.push(Change::Link(None, Some(link)));
    }
}

impl From<Batch> for Edit {
    fn from(batch: Batch) -> Self {
        batch.changes.into()
    }
}
