//! All items on one article.

use std::sync::Arc;

use imbl::OrdSet;

use super::shelf::Shelf;
use super::{Change, Conflict, DocumentLabel, Edit, Entity, Id, Link, Note, Tag, Unplaced, Verdict};
use crate::article::Span;

/// All that is on the record about one article.
///
/// Changed by [`Edit`]s alone. Look-ups and edits cost the logarithm of its size. A copy costs nothing: it
/// shares all that neither side changes afterwards.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Record {
    tags: Shelf<Tag>,
    links: Shelf<Link>,
    notes: Shelf<Note>,
    entities: Shelf<Entity>,
    document_labels: Shelf<DocumentLabel>,
    verdicts: Shelf<Verdict>,
    /// What stands in the file beside; an id may stand there more than once.
    unplaced: OrdSet<Unplaced>,
    /// The entities by name, for every accepted name asks for one.
    called: OrdSet<(Arc<str>, Id)>,
    /// The notes about the document.
    on_document: OrdSet<Id>,
}

impl Record {
    /// The record of the items that `changes` add, built in one go; of two of a kind with one id the
    /// first.
    pub fn holding(changes: Vec<Change>) -> Self {
        let (mut tags, mut links, mut notes) = (Vec::new(), Vec::new(), Vec::new());
        let (mut entities, mut document_labels, mut verdicts) = (Vec::new(), Vec::new(), Vec::new());
        let mut unplaced = OrdSet::new();
        for change in changes {
            match change {
                Change::Tag(_, tag) => tags.extend(tag),
                Change::Link(_, link) => links.extend(link),
                Change::Note(_, note) => notes.extend(note),
                Change::Entity(_, entity) => entities.extend(entity),
                Change::DocumentLabel(_, label) => document_labels.extend(label),
                Change::Verdict(_, verdict) => verdicts.extend(verdict),
                Change::Unplaced(_, item) => unplaced.extend(item),
            }
        }
        let (entities, notes) = (Shelf::holding(entities), Shelf::holding(notes));
        Self {
            on_document: notes
                .iter()
                .filter(|note| is_on_document(note))
                .map(|note| note.id.clone())
                .collect(),
            called: entities.iter().map(called).collect(),
            tags: Shelf::holding(tags),
            links: Shelf::holding(links),
            notes,
            entities,
            document_labels: Shelf::holding(document_labels),
            verdicts: Shelf::holding(verdicts),
            unplaced,
        }
    }

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
            Change::Note(before, after) => {
                self.notes.replace(before.as_ref(), after.as_ref())?;
                if let Some(before) = before {
                    self.on_document.remove(&before.id);
                }
                self.on_document
                    .extend(after.iter().filter(|note| is_on_document(note)).map(|note| note.id.clone()));
                Ok(())
            }
            Change::Entity(before, after) => {
                self.entities.replace(before.as_ref(), after.as_ref())?;
                self.call(before.as_ref(), after.as_ref());
                Ok(())
            }
            Change::DocumentLabel(before, after) => {
                self.document_labels.replace(before.as_ref(), after.as_ref())
            }
            Change::Verdict(before, after) => self.verdicts.replace(before.as_ref(), after.as_ref()),
            Change::Unplaced(before, after) => self.set_aside(before.as_ref(), after.as_ref()),
        }
    }

    fn set_aside(&mut self, before: Option<&Unplaced>, after: Option<&Unplaced>) -> Result<(), Conflict> {
        let conflict = |item: &Unplaced| Conflict { kind: item.kind, id: item.id.clone() };
        if let Some(before) = before.filter(|before| !self.unplaced.contains(*before)) {
            return Err(conflict(before));
        }
        if let Some(after) = after.filter(|after| before != Some(after) && self.unplaced.contains(*after)) {
            return Err(conflict(after));
        }
        if let Some(before) = before {
            self.unplaced.remove(before);
        }
        self.unplaced.extend(after.cloned());
        Ok(())
    }

    /// Keeps up with the name of an entity.
    fn call(&mut self, before: Option<&Entity>, after: Option<&Entity>) {
        if let Some(before) = before {
            self.called.remove(&called(before));
        }
        self.called.extend(after.map(called));
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

    /// The document labels, ordered by id.
    pub fn document_labels(&self) -> impl Iterator<Item = &DocumentLabel> {
        self.document_labels.iter()
    }

    /// The verdicts, ordered by extent and id.
    pub fn verdicts(&self) -> impl Iterator<Item = &Verdict> {
        self.verdicts.iter()
    }

    /// The tags that a person should look at again or that are disputed, ordered by extent and id.
    pub fn flagged_tags(&self) -> impl Iterator<Item = &Tag> {
        self.tags.flagged()
    }

    /// The same of the links, ordered by id.
    pub fn flagged_links(&self) -> impl Iterator<Item = &Link> {
        self.links.flagged()
    }

    /// The same of the notes, in their order.
    pub fn flagged_notes(&self) -> impl Iterator<Item = &Note> {
        self.notes.flagged()
    }

    /// The same of the entities, ordered by id.
    pub fn flagged_entities(&self) -> impl Iterator<Item = &Entity> {
        self.entities.flagged()
    }

    /// The same of the document labels, ordered by id.
    pub fn flagged_document_labels(&self) -> impl Iterator<Item = &DocumentLabel> {
        self.document_labels.flagged()
    }

    /// The same of the verdicts, ordered by extent and id.
    pub fn flagged_verdicts(&self) -> impl Iterator<Item = &Verdict> {
        self.verdicts.flagged()
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

    /// The tag that follows the place of `extent` and `id` in that order.
    pub fn tag_after(&self, extent: Span, id: &Id) -> Option<&Tag> {
        self.tags.after(extent, id)
    }

    /// The tag that comes before the place of `extent` and `id` in that order.
    pub fn tag_before(&self, extent: Span, id: &Id) -> Option<&Tag> {
        self.tags.before(extent, id)
    }

    /// The entities of that name, ordered by id.
    pub fn entities_called(&self, name: &str) -> impl Iterator<Item = &Entity> {
        let first = (Arc::from(name), Id::new(""));
        let called = self.called.range(first..).take_while(move |(known, _)| **known == *name);
        called.filter_map(|(_, id)| self.entities.get(id))
    }

    /// The verdicts whose extent shares a byte with `span`.
    pub fn verdicts_in(&self, span: Span) -> impl Iterator<Item = &Verdict> {
        self.verdicts.within(span)
    }

    /// The verdicts on suggestions that became the tag of that id.
    pub fn verdicts_of(&self, id: &Id) -> impl Iterator<Item = &Verdict> {
        self.verdicts.naming(id)
    }

    /// The notes about a place that shares a byte with `span`.
    pub fn notes_in(&self, span: Span) -> impl Iterator<Item = &Note> {
        self.notes.within(span)
    }

    /// The notes about the document, ordered by id.
    pub fn document_notes(&self) -> impl Iterator<Item = &Note> {
        self.on_document.iter().filter_map(|id| self.notes.get(id))
    }

    /// The notes about the item of that id.
    pub fn notes_about(&self, id: &Id) -> impl Iterator<Item = &Note> {
        self.notes.naming(id)
    }

    /// The links that lead from or to the tag of that id.
    pub fn links_of(&self, id: &Id) -> impl Iterator<Item = &Link> {
        self.links.naming(id)
    }

    /// The tags of the entity of that id.
    pub fn tags_of(&self, id: &Id) -> impl Iterator<Item = &Tag> {
        self.tags.naming(id)
    }

    /// What stands in the file but is not on the record, ordered by kind and place.
    pub fn unplaced(&self) -> impl Iterator<Item = &Unplaced> {
        self.unplaced.iter()
    }

    /// How many tags the entity of that id has.
    pub fn tag_count_of(&self, id: &Id) -> usize {
        self.tags.naming_count(id)
    }

    /// How many tags there are.
    pub fn tag_count(&self) -> usize {
        self.tags.len()
    }

    /// Whether nothing is on the record.
    pub fn is_empty(&self) -> bool {
        self.tags.is_empty()
            && self.links.is_empty()
            && self.notes.is_empty()
            && self.entities.is_empty()
            && self.document_labels.is_empty()
            && self.verdicts.is_empty()
    }
}

/// How an entity is found by its name.
fn called(entity: &Entity) -> (Arc<str>, Id) {
    (entity.name.as_str().into(), entity.id.clone())
}

/// Whether a note is about the document, and no item or place of it.
fn is_on_document(note: &Note) -> bool {
    note.about.is_none() && note.at.is_empty()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

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
    fn tags_are_walked_in_the_order_of_the_text_and_of_their_ids() {
        let mut record = Record::default();
        let tags = [tag("b", "Quote", 0, 9), tag("a", "Cue", 0, 9), tag("c", "Place", 3, 4)];
        record.apply(&tags.map(adding).to_vec().into()).unwrap();
        let mut walked = Vec::new();
        let mut at = (Span::new(0, 0), Id::new(""));
        while let Some(tag) = record.tag_after(at.0, &at.1) {
            walked.push(tag.id.to_string());
            at = (tag.extent(), tag.id.clone());
        }
        assert_eq!(walked, ["a", "b", "c"]);
        assert_eq!(record.tag_before(at.0, &at.1).unwrap().id.as_str(), "b");
        assert_eq!(record.tag_before(Span::new(0, 9), &Id::new("a")), None);
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
        let mention = adding(Tag { entity: Some(Id::new("e")), ..tag("a", "Person", 0, 5) });
        record.apply(&vec![mention.clone()].into()).unwrap();
        assert_eq!(record.tag_count_of(&Id::new("e")), 1);
        record.apply(&vec![mention.inverse()].into()).unwrap();
        record.apply(&rename.inverse()).unwrap();
        record.apply(&vec![Change::Entity(Some(entity("Quill")), None)].into()).unwrap();
        assert_eq!(record, Record::default());
    }

    proptest! {
        #[test]
        fn a_place_finds_the_tags_of_every_length_in_order(
            tags in prop::collection::vec((0_usize..60, 0_usize..40), 0..30),
            start in 0_usize..80,
            length in 0_usize..20,
        ) {
            let mut record = Record::default();
            let tags: Vec<Tag> = tags.iter().enumerate()
                .map(|(id, &(start, length))| tag(&id.to_string(), "Person", start, start + length))
                .collect();
            record.apply(&tags.iter().cloned().map(adding).collect::<Vec<_>>().into()).unwrap();
            let span = Span::new(start, start + length);
            let found: Vec<_> = record.tags_in(span).collect();
            let looked: Vec<_> = record.tags().filter(|tag| tag.extent().overlaps(span)).collect();
            prop_assert_eq!(found, looked);
        }

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
                    Ok(()) if what != 1 && what != 2 => drop(history.push(edit.clone())),
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
