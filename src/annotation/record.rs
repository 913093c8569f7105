//! All items on one article.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::item::extent;
use super::{Change, Conflict, DocumentLabel, Edit, Entity, Id, Link, Note, Tag, Verdict};
use crate::article::Span;

/// All that is on the record about one article.
///
/// Changed by [`Edit`]s alone. Look-ups and edits cost the logarithm of its size.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Record {
    tags: Shelf<Tag>,
    links: Shelf<Link>,
    notes: Shelf<Note>,
    entities: Shelf<Entity>,
    /// The entities by what they are called, for every accepted name asks for one.
    called: HashMap<String, BTreeSet<Id>>,
    document_labels: Shelf<DocumentLabel>,
    verdicts: Shelf<Verdict>,
}

impl Record {
    /// Makes all changes of `edit`, or none.
    ///
    /// # Errors
    ///
    /// [`Conflict`] where an item is not as the edit expects it before the change.
    pub fn apply(&mut self, edit: &Edit) -> Result<(), Conflict> {
        for (made, change) in edit.changes.iter().enumerate() {
            if let Err(conflict) = self.change(change) {
                for change in edit.changes.iter().take(made).rev() {
                    // The inverse of a change that was just made always fits.
                    let _ = self.change(&change.inverse());
                }
                return Err(conflict);
            }
        }
        Ok(())
    }

    fn change(&mut self, change: &Change) -> Result<(), Conflict> {
        match change {
            Change::Tag(before, after) => self.tags.replace(before.as_ref(), after.as_ref()),
            Change::Link(before, after) => self.links.replace(before.as_ref(), after.as_ref()),
            Change::Note(before, after) => self.notes.replace(before.as_ref(), after.as_ref()),
            Change::Entity(before, after) => {
                self.entities.replace(before.as_ref(), after.as_ref())?;
                self.rename(before.as_ref(), after.as_ref());
                Ok(())
            }
            Change::DocumentLabel(before, after) => {
                self.document_labels.replace(before.as_ref(), after.as_ref())
            }
            Change::Verdict(before, after) => self.verdicts.replace(before.as_ref(), after.as_ref()),
        }
    }

    /// Follows the names of entities.
    fn rename(&mut self, before: Option<&Entity>, after: Option<&Entity>) {
        if let Some(before) = before
            && let Some(called) = self.called.get_mut(&before.name)
        {
            called.remove(&before.id);
            if called.is_empty() {
                self.called.remove(&before.name);
            }
        }
        if let Some(after) = after {
            self.called.entry(after.name.clone()).or_default().insert(after.id.clone());
        }
    }

    /// The tags, ordered by extent and id.
    pub fn tags(&self) -> impl Iterator<Item = &Tag> {
        self.tags.iter()
    }

    /// The links, ordered by id.
    pub fn links(&self) -> impl Iterator<Item = &Link> {
        self.links.iter()
    }

    /// The notes, ordered by place and id; those about an item or the document come first.
    pub fn notes(&self) -> impl Iterator<Item = &Note> {
        self.notes.iter()
    }

    /// The entities, ordered by id.
    pub fn entities(&self) -> impl Iterator<Item = &Entity> {
        self.entities.iter()
    }

    /// The entities of exactly that name, ordered by id.
    pub fn entities_called(&self, name: &str) -> impl Iterator<Item = &Entity> {
        self.called.get(name).into_iter().flatten().filter_map(|id| self.entities.get(id))
    }

    /// The document labels, ordered by id.
    pub fn document_labels(&self) -> impl Iterator<Item = &DocumentLabel> {
        self.document_labels.iter()
    }

    /// The verdicts, ordered by extent and id.
    pub fn verdicts(&self) -> impl Iterator<Item = &Verdict> {
        self.verdicts.iter()
    }

    /// The tag of that id.
    pub fn tag(&self, id: &Id) -> Option<&Tag> {
        self.tags.get(id)
    }

    /// The link of that id.
    pub fn link(&self, id: &Id) -> Option<&Link> {
        self.links.get(id)
    }

    /// The note of that id.
    pub fn note(&self, id: &Id) -> Option<&Note> {
        self.notes.get(id)
    }

    /// The entity of that id.
    pub fn entity(&self, id: &Id) -> Option<&Entity> {
        self.entities.get(id)
    }

    /// The document label of that id.
    pub fn document_label(&self, id: &Id) -> Option<&DocumentLabel> {
        self.document_labels.get(id)
    }

    /// The verdict of that id.
    pub fn verdict(&self, id: &Id) -> Option<&Verdict> {
        self.verdicts.get(id)
    }

    /// The tags whose extent shares a byte with `span`, ordered by extent and id.
    pub fn tags_in(&self, span: Span) -> impl Iterator<Item = &Tag> {
        self.tags.within(span)
    }

    /// The verdicts whose extent shares a byte with `span`.
    pub fn verdicts_in(&self, span: Span) -> impl Iterator<Item = &Verdict> {
        self.verdicts.within(span)
    }

    /// The notes about a place that shares a byte with `span`.
    pub fn notes_in(&self, span: Span) -> impl Iterator<Item = &Note> {
        self.notes.within(span)
    }

    /// The notes about the item of that id.
    pub fn notes_about(&self, id: &Id) -> impl Iterator<Item = &Note> {
        self.notes.naming(id)
    }

    /// The links that lead from or to the tag of that id.
    pub fn links_of(&self, id: &Id) -> impl Iterator<Item = &Link> {
        self.links.naming(id)
    }

    /// The verdicts on suggestions that became the tag of that id.
    pub fn verdicts_of(&self, id: &Id) -> impl Iterator<Item = &Verdict> {
        self.verdicts.naming(id)
    }

    /// The tags of the entity of that id.
    pub fn tags_of(&self, id: &Id) -> impl Iterator<Item = &Tag> {
        self.tags.naming(id)
    }

    /// How many tags there are.
    pub fn tag_count(&self) -> usize {
        self.tags.items.len()
    }

    /// Whether nothing is on the record.
    pub fn is_empty(&self) -> bool {
        self.tags.items.is_empty()
            && self.links.items.is_empty()
            && self.notes.items.is_empty()
            && self.entities.items.is_empty()
            && self.document_labels.items.is_empty()
            && self.verdicts.items.is_empty()
    }
}

/// What a [`Shelf`] asks of an item.
trait Item: Clone + PartialEq {
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
struct Shelf<T> {
    items: HashMap<Id, T>,
    by_place: BTreeSet<(Span, Id)>,
    by_name: BTreeMap<Id, BTreeSet<Id>>,
    /// How many items have an extent of that many bytes: how far back to look for one that reaches
    /// into a place.
    lengths: BTreeMap<usize, usize>,
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self {
            items: HashMap::new(),
            by_place: BTreeSet::new(),
            by_name: BTreeMap::new(),
            lengths: BTreeMap::new(),
        }
    }
}

impl<T: Item> Shelf<T> {
    fn get(&self, id: &Id) -> Option<&T> {
        self.items.get(id)
    }

    fn iter(&self) -> impl Iterator<Item = &T> {
        self.by_place.iter().filter_map(|(_, id)| self.items.get(id))
    }

    fn within(&self, span: Span) -> impl Iterator<Item = &T> {
        let longest = self.lengths.last_key_value().map_or(0, |(&length, _)| length);
        let first = Span::new(span.start().saturating_sub(longest), 0);
        let last = Span::new(span.end(), span.end());
        self.by_place
            .range((first, Id::new(""))..(last, Id::new("")))
            .filter(move |(extent, _)| extent.overlaps(span))
            .filter_map(|(_, id)| self.items.get(id))
    }

    fn naming(&self, id: &Id) -> impl Iterator<Item = &T> {
        self.by_name.get(id).into_iter().flatten().filter_map(|id| self.items.get(id))
    }

    fn replace(&mut self, before: Option<&T>, after: Option<&T>) -> Result<(), Conflict> {
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
        self.by_place.insert((item.extent(), item.id().clone()));
        *self.lengths.entry(item.extent().len()).or_default() += 1;
        for name in item.names() {
            self.by_name.entry(name.clone()).or_default().insert(item.id().clone());
        }
        self.items.insert(item.id().clone(), item.clone());
    }

    fn remove(&mut self, item: &T) {
        self.by_place.remove(&(item.extent(), item.id().clone()));
        let length = item.extent().len();
        if let Some(count) = self.lengths.get_mut(&length) {
            *count -= 1;
            if *count == 0 {
                self.lengths.remove(&length);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{History, Stamp};
    use proptest::prelude::*;

    fn tag(id: &str, label: &str, start: usize, end: usize) -> Tag {
        Tag {
            id: Id::new(id),
            label: label.into(),
            at: vec![Span::new(start, end)],
            entity: None,
            attributes: BTreeMap::new(),
            origin: None,
            stamp: Stamp::default(),
            extra: BTreeMap::new(),
        }
    }

    fn adding(tag: Tag) -> Change {
        Change::Tag(None, Some(tag))
    }

    #[test]
    fn a_place_finds_every_tag_that_reaches_into_it() {
        let mut record = Record::default();
        let tags = [tag("a", "Quote", 0, 100), tag("b", "Person", 10, 20), tag("c", "Place", 30, 40)];
        record.apply(&tags.map(adding).to_vec().into()).unwrap();
        let found = |start, end| -> Vec<_> {
            record.tags_in(Span::new(start, end)).map(|tag| tag.id.to_string()).collect()
        };
        assert_eq!(found(15, 16), ["a", "b"]);
        assert_eq!(found(20, 30), ["a"]);
        assert_eq!(found(39, 200), ["a", "c"]);
        assert_eq!(found(100, 200), Vec::<String>::new());
    }

    #[test]
    fn an_edit_that_does_not_fit_changes_nothing() {
        let mut record = Record::default();
        record.apply(&vec![adding(tag("a", "Person", 0, 5))].into()).unwrap();
        let before = record.clone();
        let stale = Change::Tag(Some(tag("a", "Place", 0, 5)), None);
        let edit = vec![adding(tag("b", "Date", 6, 9)), stale].into();
        let conflict = record.apply(&edit).unwrap_err();
        assert_eq!(conflict.to_string(), "the tag “a” is not as this edit expects it");
        assert_eq!(record, before);
        assert!(record.apply(&vec![adding(tag("a", "Date", 6, 9))].into()).is_err(), "an id is used once");
    }

    #[test]
    fn links_and_notes_are_found_by_what_they_name() {
        let mut record = Record::default();
        let link = Link {
            id: Id::new("l"),
            label: "said by".into(),
            from: Id::new("q"),
            to: Id::new("p"),
            stamp: Stamp::default(),
            extra: BTreeMap::new(),
        };
        record.apply(&vec![Change::Link(None, Some(link.clone()))].into()).unwrap();
        assert_eq!(record.links_of(&Id::new("q")).collect::<Vec<_>>(), [&link]);
        assert_eq!(record.links_of(&Id::new("p")).collect::<Vec<_>>(), [&link]);
        record.apply(&vec![Change::Link(Some(link), None)].into()).unwrap();
        assert_eq!(record, Record::default());
    }

    #[test]
    fn entities_are_found_by_name_as_long_as_they_have_it() {
        let entity = |name: &str| Entity {
            id: Id::new("e"),
            name: name.into(),
            kind: "Person".into(),
            same_as: Vec::new(),
            extra: BTreeMap::new(),
        };
        let mut record = Record::default();
        let called = |record: &Record, name| record.entities_called(name).count();
        record.apply(&vec![Change::Entity(None, Some(entity("Quill")))].into()).unwrap();
        assert_eq!((called(&record, "Quill"), called(&record, "quill")), (1, 0));
        let rename = Edit::from(vec![Change::Entity(Some(entity("Quill")), Some(entity("Mara Quill")))]);
        record.apply(&rename).unwrap();
        assert_eq!((called(&record, "Quill"), called(&record, "Mara Quill")), (0, 1));
        record.apply(&rename.inverse()).unwrap();
        record.apply(&vec![Change::Entity(Some(entity("Quill")), None)].into()).unwrap();
        assert_eq!(record, Record::default());
    }

    proptest! {
        #[test]
        fn undoing_everything_gives_the_first_record(
            steps in prop::collection::vec((0_u8..6, 0_usize..8, 0_usize..50, 1_usize..9), 0..40),
        ) {
            let mut record = Record::default();
            let mut history = History::default();
            for (what, id, start, length) in steps {
                let new = tag(&id.to_string(), ["Person", "Place"][id % 2], start, start + length);
                let old = record.tag(&new.id).cloned();
                let edit: Edit = match what {
                    0 => vec![Change::Tag(old, None)].into(),
                    1 => history.undo().unwrap_or_default(),
                    2 => history.redo().unwrap_or_default(),
                    _ => vec![Change::Tag(old, Some(new))].into(),
                };
                let before = record.clone();
                match record.apply(&edit) {
                    Ok(()) if what != 1 && what != 2 => history.push(edit.clone()),
                    Ok(()) => {}
                    Err(_) => prop_assert_eq!(&record, &before),
                }
                let mut back = record.clone();
                if back != before {
                    back.apply(&edit.inverse()).unwrap();
                    prop_assert_eq!(&back, &before);
                }
            }
            let last = record.clone();
            let mut taken_back = 0;
            while let Some(edit) = history.undo() {
                record.apply(&edit).unwrap();
                taken_back += 1;
            }
            prop_assert_eq!(&record, &Record::default());
            for _ in 0..taken_back {
                record.apply(&history.redo().unwrap()).unwrap();
            }
            prop_assert_eq!(&record, &last);
        }
    }
}
