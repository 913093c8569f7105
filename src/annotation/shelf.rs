//! Items of one kind, found by id, by place, and by the items that they name.

use std::collections::{BTreeMap, HashSet};
use std::ops::Bound;
use std::sync::Arc;

use imbl::{HashMap, OrdMap, OrdSet};

use super::item::extent;
use super::{Conflict, Dispute, DocumentLabel, Entity, Extra, Id, Link, Note, Stamp, Tag, Verdict};
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
    /// Whether a person should look at it again, or two people say different things of it.
    fn is_flagged(&self) -> bool;
}

/// Items of one kind, found by id, by place, and by the items that they name.
///
/// A copy costs nothing and shares all that neither side changes afterwards, so that a thread can be
/// given one in the time of a key, and no key pays for it later.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Shelf<T> {
    items: HashMap<Id, Arc<T>>,
    by_place: OrdMap<(Span, Id), Arc<T>>,
    /// Each name with the items that have it.
    by_name: OrdSet<(Id, Id)>,
    /// How many items have a name.
    named: HashMap<Id, usize>,
    /// The same as `by_place`, apart by how many bits the length of the extent has: how far back to
    /// look for one that reaches into a place. So one that spans the text costs the others nothing.
    by_length: BTreeMap<u32, OrdSet<(Span, Id)>>,
    /// Where those are that a person should look at: seldom many.
    flagged: OrdSet<(Span, Id)>,
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self {
            items: HashMap::new(),
            by_place: OrdMap::new(),
            by_name: OrdSet::new(),
            named: HashMap::new(),
            by_length: BTreeMap::new(),
            flagged: OrdSet::new(),
        }
    }
}

impl<T: Item> Shelf<T> {
    /// Of two items with one id the first is taken.
    pub(super) fn holding(mut items: Vec<T>) -> Self {
        let mut known = HashSet::with_capacity(items.len());
        items.retain(|item| known.insert(item.id().clone()));
        // In order, each is put beside the one before.
        items.sort_by(|one, two| (one.extent(), one.id()).cmp(&(two.extent(), two.id())));
        let mut shelf = Self::default();
        items.into_iter().for_each(|item| shelf.insert(item));
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

    /// Those that a person should look at, by place.
    pub(super) fn flagged(&self) -> impl Iterator<Item = &T> {
        self.flagged.iter().filter_map(|(_, id)| self.get(id))
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
        let first = (id.clone(), Id::new(""));
        let naming = self.by_name.range(first..).take_while(move |(name, _)| name == id);
        naming.filter_map(|(_, id)| self.get(id))
    }

    /// How many name the item `id`.
    pub(super) fn naming_count(&self, id: &Id) -> usize {
        self.named.get(id).copied().unwrap_or(0)
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
        after.into_iter().for_each(|item| self.insert(item.clone()));
        Ok(())
    }

    fn insert(&mut self, item: T) {
        let item = Arc::new(item);
        let place = (item.extent(), item.id().clone());
        for name in item.names() {
            if self.by_name.insert((name.clone(), place.1.clone())).is_none() {
                *self.named.entry(name.clone()).or_default() += 1;
            }
        }
        if item.is_flagged() {
            self.flagged.insert(place.clone());
        }
        self.by_length.entry(bits(place.0)).or_default().insert(place.clone());
        self.items.insert(place.1.clone(), item.clone());
        self.by_place.insert(place, item);
    }

    fn remove(&mut self, item: &T) {
        let place = (item.extent(), item.id().clone());
        self.by_place.remove(&place);
        self.flagged.remove(&place);
        if let Some(items) = self.by_length.get_mut(&bits(place.0)) {
            items.remove(&place);
            if items.is_empty() {
                self.by_length.remove(&bits(place.0));
            }
        }
        for name in item.names() {
            if self.by_name.remove(&(name.clone(), place.1.clone())).is_some()
                && let Some(count) = self.named.get_mut(name)
            {
                *count -= 1;
                if *count == 0 {
                    self.named.remove(name);
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

/// Whether an item with that stamp and those fields is one that a person should look at.
fn is_flagged(stamp: Option<&Stamp>, extra: &Extra) -> bool {
    stamp.is_some_and(|stamp| stamp.review.is_some()) || extra.contains_key(Dispute::FIELD)
}

/// Says how a shelf reads the items of a type.
macro_rules! item {
    ($type:ty, $kind:literal, $at:expr, $names:expr, $stamp:expr) => {
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

            fn is_flagged(&self) -> bool {
                let stamp: fn(&$type) -> Option<&Stamp> = $stamp;
                is_flagged(stamp(self), &self.extra)
            }
        }
    };
}

item!(Tag, "tag", |tag| &tag.at, |tag| [tag.entity.as_ref(), None], |tag| Some(&tag.stamp));
item!(Link, "link", |_| &[], |link| [Some(&link.from), Some(&link.to)], |link| Some(&link.stamp));
item!(Note, "note", |note| &note.at, |note| [note.about.as_ref(), None], |note| Some(&note.stamp));
item!(Entity, "entity", |_| &[], |_| [None, None], |_| None);
item!(DocumentLabel, "document label", |_| &[], |_| [None, None], |label| Some(&label.stamp));
item!(Verdict, "verdict", |verdict| &verdict.at, |verdict| [verdict.became.as_ref(), None], |verdict| Some(
    &verdict.stamp
));
