//! An item of a record, whatever its kind, with its fields by the names that a record file has.

use std::collections::BTreeMap;

use super::disputes::{Choice, cut};
use crate::annotation::{
    Change, Dispute, DocumentLabel, Entity, Extra, Id, Link, Note, Record, Stamp, Tag, Verdict,
};
use crate::app::program::App;
use crate::article::offsets::{Offsets, Unit};
use crate::article::{Article, Span};

/// An item of a record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::app) enum Item {
    Tag(Tag),
    Link(Link),
    Note(Note),
    Entity(Entity),
    DocumentLabel(DocumentLabel),
    Verdict(Verdict),
}

/// What a field of an item holds.
enum Slot<'i> {
    Text(&'i mut String),
    /// Another item.
    Name(&'i mut Id),
    MayName(&'i mut Option<Id>),
    Place(&'i mut Vec<Span>),
    Attributes(&'i mut BTreeMap<String, String>),
    /// A field that this version does not know.
    Unknown(&'i mut Extra),
}

impl Item {
    /// The item that a choice is about, as it is now.
    pub(in crate::app) fn find(record: &Record, choice: &Choice) -> Option<Item> {
        let id = &choice.id;
        match choice.kind {
            "tag" => record.tag(id).cloned().map(Item::Tag),
            "link" => record.link(id).cloned().map(Item::Link),
            "note" => record.note(id).cloned().map(Item::Note),
            "entity" => record.entity(id).cloned().map(Item::Entity),
            "document label" => record.document_label(id).cloned().map(Item::DocumentLabel),
            _ => record.verdict(id).cloned().map(Item::Verdict),
        }
    }

    pub(in crate::app) fn kind(&self) -> &'static str {
        match self {
            Item::Tag(_) => "tag",
            Item::Link(_) => "link",
            Item::Note(_) => "note",
            Item::Entity(_) => "entity",
            Item::DocumentLabel(_) => "document label",
            Item::Verdict(_) => "verdict",
        }
    }

    pub(in crate::app) fn id(&self) -> &Id {
        match self {
            Item::Tag(Tag { id, .. })
            | Item::Link(Link { id, .. })
            | Item::Note(Note { id, .. })
            | Item::Entity(Entity { id, .. })
            | Item::DocumentLabel(DocumentLabel { id, .. })
            | Item::Verdict(Verdict { id, .. }) => id,
        }
    }

    pub(in crate::app) fn extra(&mut self) -> &mut Extra {
        match self {
            Item::Tag(Tag { extra, .. })
            | Item::Link(Link { extra, .. })
            | Item::Note(Note { extra, .. })
            | Item::Entity(Entity { extra, .. })
            | Item::DocumentLabel(DocumentLabel { extra, .. })
            | Item::Verdict(Verdict { extra, .. }) => extra,
        }
    }

    pub(in crate::app) fn stamp(&self) -> Option<Stamp> {
        match self {
            Item::Tag(Tag { stamp, .. })
            | Item::Link(Link { stamp, .. })
            | Item::Note(Note { stamp, .. })
            | Item::DocumentLabel(DocumentLabel { stamp, .. })
            | Item::Verdict(Verdict { stamp, .. }) => Some(stamp.clone()),
            Item::Entity(_) => None,
        }
    }

    fn set_stamp(&mut self, now: Stamp) {
        match self {
            Item::Tag(Tag { stamp, .. })
            | Item::Link(Link { stamp, .. })
            | Item::Note(Note { stamp, .. })
            | Item::DocumentLabel(DocumentLabel { stamp, .. })
            | Item::Verdict(Verdict { stamp, .. }) => *stamp = now,
            Item::Entity(_) => {}
        }
    }

    /// The words that it stands on, or what it is.
    pub(in crate::app) fn title(&self, article: &Article) -> String {
        let quoted = |at: &[Span]| format!("“{}”", cut(&words_at(at, article)));
        match self {
            Item::Tag(tag) => quoted(&tag.at),
            Item::Link(link) => format!("link {}", cut(&link.label)),
            Item::Note(Note { at, .. }) if at.is_empty() => "note".to_owned(),
            Item::Note(note) => format!("note on {}", quoted(&note.at)),
            Item::Entity(entity) => cut(&entity.name),
            Item::DocumentLabel(label) => cut(&label.label),
            Item::Verdict(verdict) => format!("verdict on {}", quoted(&verdict.at)),
        }
    }

    /// What the field of that name holds.
    fn slot(&mut self, field: &str) -> Slot<'_> {
        match (self, field) {
            (Item::Tag(tag), "label") => Slot::Text(&mut tag.label),
            (Item::Tag(tag), "at") => Slot::Place(&mut tag.at),
            (Item::Tag(tag), "entity") => Slot::MayName(&mut tag.entity),
            (Item::Tag(tag), "attributes") => Slot::Attributes(&mut tag.attributes),
            (Item::Link(link), "label") => Slot::Text(&mut link.label),
            (Item::Link(link), "from") => Slot::Name(&mut link.from),
            (Item::Link(link), "to") => Slot::Name(&mut link.to),
            (Item::Note(note), "about") => Slot::MayName(&mut note.about),
            (Item::Note(note), "at") => Slot::Place(&mut note.at),
            (Item::Note(note), "text") => Slot::Text(&mut note.text),
            (Item::Entity(entity), "name") => Slot::Text(&mut entity.name),
            (Item::Entity(entity), "kind") => Slot::Text(&mut entity.kind),
            (Item::DocumentLabel(label), "label") => Slot::Text(&mut label.label),
            (Item::DocumentLabel(label), "value") => Slot::Text(&mut label.value),
            (Item::Verdict(verdict), "verdict") => Slot::Text(&mut verdict.verdict),
            (Item::Verdict(verdict), "label") => Slot::Text(&mut verdict.label),
            (Item::Verdict(verdict), "at") => Slot::Place(&mut verdict.at),
            (Item::Verdict(verdict), "rule") => Slot::Text(&mut verdict.rule),
            (Item::Verdict(verdict), "version") => Slot::Text(&mut verdict.version),
            (Item::Verdict(verdict), "became") => Slot::MayName(&mut verdict.became),
            (item, _) => Slot::Unknown(item.extra()),
        }
    }

    /// The value that the item has where `choice` says, in words.
    pub(in crate::app) fn words_of(&self, choice: &Choice, app: &App) -> String {
        let mut item = self.clone();
        let name = |id: &Id| {
            let record = &app.model.record;
            record.entity(id).map_or_else(|| id.to_string(), |entity| entity.name.clone())
        };
        let words = match item.slot(&choice.field) {
            Slot::Text(text) => Some(std::mem::take(text)),
            Slot::Name(id) => Some(name(id)),
            Slot::MayName(id) => id.as_ref().map(name),
            Slot::Place(at) => Some(words_at(at, &app.model.article)),
            Slot::Attributes(all) => choice.key.as_ref().and_then(|key| all.remove(key)),
            Slot::Unknown(extra) => extra.remove(&choice.field),
        };
        words.filter(|words| !words.is_empty()).unwrap_or_else(|| "nothing".to_owned())
    }

    /// Takes over the other value; why not, where it cannot be.
    pub(in crate::app) fn take(&mut self, choice: &Choice, other: &Dispute, app: &App) -> Result<(), String> {
        self.set_stamp(app.stamp());
        let odd = || format!("this version does not know what “{}” means: decide in the file", other.words());
        let text = || match &other.value {
            None => Ok(None),
            Some(_) => other.string().map(Some).ok_or_else(odd),
        };
        match self.slot(&choice.field) {
            Slot::Text(slot) => *slot = text()?.unwrap_or_default(),
            Slot::Name(slot) => {
                let id = Id::new(text()?.unwrap_or_default());
                if app.model.record.tag(&id).is_none() {
                    return Err("the tag that it would join is not on the record".to_owned());
                }
                *slot = id;
            }
            Slot::MayName(slot) => *slot = text()?.map(Id::new),
            Slot::Place(slot) => *slot = place(other, &app.model.article).ok_or(MOVED)?,
            Slot::Attributes(all) => {
                let key = choice.key.clone().ok_or_else(odd)?;
                match text()? {
                    Some(value) => drop(all.insert(key, value)),
                    None => drop(all.remove(&key)),
                }
            }
            Slot::Unknown(extra) => match &other.value {
                Some(value) => drop(extra.insert(choice.field.clone(), value.clone())),
                None => drop(extra.remove(&choice.field)),
            },
        }
        Ok(())
    }

    /// The change from this item to `after`, which is of the same kind.
    pub(in crate::app) fn into_change(self, after: Item) -> Change {
        match (self, after) {
            (Item::Tag(before), Item::Tag(after)) => Change::Tag(Some(before), Some(after)),
            (Item::Link(before), Item::Link(after)) => Change::Link(Some(before), Some(after)),
            (Item::Note(before), Item::Note(after)) => Change::Note(Some(before), Some(after)),
            (Item::Entity(before), Item::Entity(after)) => Change::Entity(Some(before), Some(after)),
            (Item::DocumentLabel(before), Item::DocumentLabel(after)) => {
                Change::DocumentLabel(Some(before), Some(after))
            }
            (Item::Verdict(before), Item::Verdict(after)) => Change::Verdict(Some(before), Some(after)),
            // Of two kinds: nothing changes.
            _ => Change::Tag(None, None),
        }
    }
}

/// Why the other place cannot be taken.
const MOVED: &str = "its words no longer stand there, for the article was changed: tag them anew";

/// The place of the other version, if its words still stand there.
fn place(other: &Dispute, article: &Article) -> Option<Vec<Span>> {
    let offsets = Offsets::new(article.text(), Unit::CodePoint);
    let points = other.points()?;
    let spans = points.iter().map(|&(start, end)| {
        let (start, end) = (offsets.to_byte(start)?, offsets.to_byte(end)?);
        (start <= end).then(|| Span::new(start, end))
    });
    let at: Vec<Span> = spans.collect::<Option<_>>()?;
    let in_order = at.windows(2).all(|pair| pair[0].end() <= pair[1].start());
    (in_order && other.text.as_deref() == Some(words_at(&at, article).as_str())).then_some(at)
}

/// The words at a place as a record quotes them.
fn words_at(at: &[Span], article: &Article) -> String {
    at.iter().map(|span| span.of(article.text())).collect::<Vec<_>>().join(" … ")
}
