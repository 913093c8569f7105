//! Edits: values that have an inverse.

use std::sync::Arc;

use super::{DocumentLabel, Entity, Id, Link, Note, Tag, Unplaced, Verdict};

/// One step that a person takes back as one: some items added, removed or replaced together. A copy
/// shares the changes: there may be hundreds of thousands, and an edit goes to the history and the disk.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Edit {
    /// The changes, in the order in which they are made.
    pub changes: Arc<Vec<Change>>,
}

impl Edit {
    /// The edit that takes this one back.
    pub fn inverse(&self) -> Edit {
        self.changes.iter().rev().map(Change::inverse).collect::<Vec<_>>().into()
    }

    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}

impl From<Vec<Change>> for Edit {
    fn from(changes: Vec<Change>) -> Self {
        Self { changes: Arc::new(changes) }
    }
}

/// What becomes of one item: `(None, Some)` adds it, `(Some, None)` removes it, `(Some, Some)`
/// replaces it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Change {
    /// A tag before and after.
    Tag(Option<Tag>, Option<Tag>),
    /// A link before and after.
    Link(Option<Link>, Option<Link>),
    /// A note before and after.
    Note(Option<Note>, Option<Note>),
    /// An entity before and after.
    Entity(Option<Entity>, Option<Entity>),
    /// A document label before and after.
    DocumentLabel(Option<DocumentLabel>, Option<DocumentLabel>),
    /// A verdict before and after.
    Verdict(Option<Verdict>, Option<Verdict>),
    /// An item beside the record before and after.
    Unplaced(Option<Unplaced>, Option<Unplaced>),
}

impl Change {
    /// The change that takes this one back.
    pub fn inverse(&self) -> Change {
        match self.clone() {
            Change::Tag(before, after) => Change::Tag(after, before),
            Change::Link(before, after) => Change::Link(after, before),
            Change::Note(before, after) => Change::Note(after, before),
            Change::Entity(before, after) => Change::Entity(after, before),
            Change::DocumentLabel(before, after) => Change::DocumentLabel(after, before),
            Change::Verdict(before, after) => Change::Verdict(after, before),
            Change::Unplaced(before, after) => Change::Unplaced(after, before),
        }
    }
}

/// An edit does not fit the record: an item is not as it was when the edit was made. Nothing was
/// changed.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the {kind} “{id}” is not as this edit expects it")]
pub struct Conflict {
    /// What kind of item it is.
    pub kind: &'static str,
    /// Which one.
    pub id: Id,
}
