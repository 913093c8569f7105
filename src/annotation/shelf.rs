//! Items of one kind, found by id, by place, and by the items that they name.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Bound;
use std::sync::Arc;

use super::item::extent;
use super::{Conflict, DocumentLabel, Entity, Id, Link, Note, Tag, Verdict};
use crate::article::Span;

/// What a [`Shelf`] asks of an item.
pub(super) trait Item: Clone + PartialEq {
    /// The kind, for messages.
    const KIND: &'static str;
    fn id(&self) -> &Id;
    /// The stretch of text that it covers; empty where it has none.
    fn extent(&self) -> Span;
    /// The other items that it names.
    fn names(&self) -> impl Iterator<Item = &Id>;
}

/// Items of one kind, found by id, by place, and by the items that they name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Shelf<T> {
    items: HashMap<Id, Arc<T>>,
    by_place: BTreeMap<(Span, Id), Arc<T>>,
    by_name: BTreeMap<Id, BTreeSet<Id>>,
    /// The same as `by_place`, apart by how many bits the length of the extent has: how far back to
    /// look for one that reaches into a place. So one that spans the text costs the others nothing.
    by_length: BTreeMap<u32, BTreeSet<(Span, Id)>>,
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self {
            items: HashMap::new(),
            by_place: BTreeMap::new(),
            by_name: BTreeMap::new(),
            by_length: BTreeMap::new(),
        }
    }
}

impl<T: Item> Shelf<T> {
    /// Of two items with one id the first is taken.
    pub(super) fn holding(items: Vec<T>) -> Self {
        let mut shelf = Self { items: HashMap::with_capacity(items.len()), ..Self::default() };
        let mut places = Vec::with_capacity(items.len());
        for item in items {
            if let Entry::Vacant(free) = shelf.items.entry(item.id().clone()) {
                let item = free.insert(Arc::new(item)).clone();
                places.push(((item.extent(), item.id().clone()), item.clone()));
                shelf.index(&item);
            }
        }
        // Sorts once, and is then built from the left to the right.
        shelf.by_place = places.into_iter().collect();
        shelf
    }

    pub(super) fn len(&self) -> usize {
        self.items.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    pub(super) fn get(&self, id: &Id) -> Option<&T> {
        self.items.get(id).map(AsRef::as_ref)
    }

    /// All, by place.
    pub(super) fn iter(&self) -> impl Iterator<Item = &T> {
        self.by_place.values().map(AsRef::as_ref)
    }

    /// Those whose extent overlaps `span`, by place.
    pub(super) fn within(&self, span: Span) -> impl Iterator<Item = &T> {
        let none = Id::new("");
        let last = (Span::new(span.end(), span.end()), none.clone());
        let mut found: Vec<&(Span, Id)> = Vec::new();
        for (&bits, items) in &self.by_length {
            let longest = usize::try_from((1_u64 << bits) - 1).unwrap_or(usize::MAX);
            // What has no place stands at 0..0 and is not passed through.
            let first = Span::new(span.start().saturating_sub(longest), 0).max(Span::new(0, 1));
            let first = (first, none.clone());
            if first >= last {
                continue;
            }
            found.extend(items.range(first..last.clone()).filter(|(extent, _)| extent.overlaps(span)));
        }
        found.sort_unstable();
        found.into_iter().filter_map(|(_, id)| self.items.get(id).map(Arc::as_ref))
    }

    /// The next one behind an item with this extent and id.
    pub(super) fn after(&self, extent: Span, id: &Id) -> Option<&T> {
        let behind = (Bound::Excluded((extent, id.clone())), Bound::Unbounded);
        self.by_place.range(behind).next().map(|(_, item)| item.as_ref())
    }

    /// The last one ahead of an item with this extent and id.
    pub(super) fn before(&self, extent: Span, id: &Id) -> Option<&T> {
        self.by_place.range(..(extent, id.clone())).next_back().map(|(_, item)| item.as_ref())
    }

    /// Those that name the item `id`.
    pub(super) fn naming(&self, id: &Id) -> impl Iterator<Item = &T> {
        self.by_name.get(id).into_iter().flatten().filter_map(|id| self.get(id))
    }

    /// How many name the item `id`.
    pub(super) fn naming_count(&self, id: &Id) -> usize {
        self.by_name.get(id).map_or(0, BTreeSet::len)
    }

    /// Puts `after` in the place of `before`.
    ///
    /// # Errors
    ///
    /// When `before` is not here as it stands, or another item has the id of `after`; nothing is
    /// changed then.
    pub(super) fn replace(&mut self, before: Option<&T>, after: Option<&T>) -> Result<(), Conflict> {
        let conflict = |item: &T| Conflict { kind: T::KIND, id: item.id().clone() };
        if let Some(before) = before.filter(|before| self.get(before.id()) != Some(before)) {
            return Err(conflict(before));
        }
        let replaced = before.map(T::id);
        if let Some(after) =
            after.filter(|after| replaced != Some(after.id()) && self.get(after.id()).is_some())
        {
            return Err(conflict(after));
        }
        before.into_iter().for_each(|item| self.remove(item));
        after.into_iter().for_each(|item| self.insert(item));
        Ok(())
    }

    fn insert(&mut self, item: &T) {
        let item = Arc::new(item.clone());
        self.index(&item);
        self.by_place.insert((item.extent(), item.id().clone()), item.clone());
        self.items.insert(item.id().clone(), item);
    }

    /// Finds the item by its length and by what it names.
    fn index(&mut self, item: &T) {
        let place = (item.extent(), item.id().clone());
        self.by_length.entry(bits(place.0)).or_default().insert(place);
        for name in item.names() {
            self.by_name.entry(name.clone()).or_default().insert(item.id().clone());
        }
    }

    fn remove(&mut self, item: &T) {
        let place = (item.extent(), item.id().clone());
        self.by_place.remove(&place);
        if let Some(items) = self.by_length.get_mut(&bits(place.0)) {
            items.remove(&place);
            if items.is_empty() {
                self.by_length.remove(&bits(place.0));
            }
        }
        for name in item.names() {
            if let Some(naming) = self.by_name.get_mut(name) {
                naming.remove(item.id());
                if naming.is_empty() {
                    self.by_name.remove(name);
                }
            }
        }
        self.items.remove(item.id());
    }
}

/// How many bits the length of `extent` has; at most 32, as a [`Span`] has.
fn bits(extent: Span) -> u32 {
    usize::BITS - extent.len().leading_zeros()
}

/// Says how a shelf reads the items of a type.
macro_rules! item {
    ($type:ty, $kind:literal, $at:expr, $names:expr) => {
        impl Item for $type {
            const KIND: &'static str = $kind;

            fn id(&self) -> &Id {
                &self.id
            }

            fn extent(&self) -> Span {
                let at: fn(&$type) -> &[Span] = $at;
                extent(at(self))
            }

            fn names(&self) -> impl Iterator<Item = &Id> {
                let names: fn(&$type) -> [Option<&Id>; 2] = $names;
                names(self).into_iter().flatten()
            }
        }
    };
}

item!(Tag, "tag", |tag| &tag.at, |tag| [tag.entity.as_ref(), None]);
item!(Link, "link", |_| &[], |link| [Some(&link.from), Some(&link.to)]);
item!(Note, "note", |note| &note.at, |note| [note.about.as_ref(), None]);
item!(Entity, "entity", |_| &[], |_| [None, None]);
item!(DocumentLabel, "document label", |_| &[], |_| [None, None]);
item!(Verdict, "verdict", |verdict| &verdict.at, |verdict| [verdict.became.as_ref(), None]);
