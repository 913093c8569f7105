//! The items of a record.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use crate::article::Span;

/// The name of an item, unique in its record and the same for as long as the item lives.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(Arc<str>);

impl Id {
    /// The id that a file holds.
    pub fn new(id: impl Into<Arc<str>>) -> Self {
        Self(id.into())
    }

    /// A new id: ten letters and digits (50 bits), so that records written apart can be merged.
    pub fn random(randomness: &mut fastrand::Rng) -> Self {
        const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
        let letter = |_| char::from(ALPHABET[randomness.usize(..ALPHABET.len())]);
        Self((0..10).map(letter).collect::<String>().into())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Who put an item on the record, when, and whether that still holds. Whoever changes an item puts a
/// new stamp on it, and has looked at it then.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Stamp {
    /// The annotator.
    pub by: String,
    /// The time, as RFC 3339 in UTC: `2026-11-23T09:12:00Z`.
    pub on: String,
    /// Why a person should look at the item again, in words, until one has: the article was changed
    /// under it.
    pub review: Option<String>,
}

/// Fields of an item that this version does not know, kept as they stood: name and RON text.
pub type Extra = BTreeMap<String, String>;

/// A label on one or more stretches of the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tag {
    /// Its name.
    pub id: Id,
    /// A label of the tag set: "Person".
    pub label: String,
    /// Where it is: at least one span, in the order of the text, none overlapping another.
    pub at: Vec<Span>,
    /// Whom or what it names; for a quote, its source.
    pub entity: Option<Id>,
    /// Attributes of the tag set and their values.
    pub attributes: BTreeMap<String, String>,
    /// The suggestion that it was accepted from; `None` for a tag made by hand.
    pub origin: Option<Origin>,
    /// By whom and when.
    pub stamp: Stamp,
    /// What a later version wrote beside.
    pub extra: Extra,
}

impl Tag {
    /// The smallest span that covers all of the tag.
    pub fn extent(&self) -> Span {
        extent(&self.at)
    }
}

/// The machine's suggestion that a tag was accepted from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Origin {
    /// The rule that made it.
    pub rule: String,
    /// The version of the program that made it.
    pub version: String,
    /// How sure it was, in percent, where it said so.
    pub confidence: Option<u8>,
}

/// A labelled, directed relation between two tags.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    /// Its name.
    pub id: Id,
    /// A link label of the tag set: "said by".
    pub label: String,
    /// The tag that it leads from.
    pub from: Id,
    /// The tag that it leads to.
    pub to: Id,
    /// By whom and when.
    pub stamp: Stamp,
    /// What a later version wrote beside.
    pub extra: Extra,
}

/// A remark.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Note {
    /// Its name.
    pub id: Id,
    /// The item that it is about, if it is about one.
    pub about: Option<Id>,
    /// The place that it is about; with neither item nor place it is about the document.
    pub at: Vec<Span>,
    /// The remark itself; may have several lines.
    pub text: String,
    /// By whom and when.
    pub stamp: Stamp,
    /// What a later version wrote beside.
    pub extra: Extra,
}

/// Somebody or something that tags can share.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entity {
    /// Its name in the record.
    pub id: Id,
    /// What it is called: "Lloyd Austin".
    pub name: String,
    /// A label of the tag set: "Person".
    pub kind: String,
    /// What other catalogues call it: "wikidata:Q941013".
    pub same_as: Vec<String>,
    /// What a later version wrote beside.
    pub extra: Extra,
}

/// A label on the document as a whole: its topic, its stance, how far the work on it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DocumentLabel {
    /// Its name.
    pub id: Id,
    /// A document label of the tag set, or "status".
    pub label: String,
    /// One of the label's values; empty for a label that is only there or not.
    pub value: String,
    /// By whom and when.
    pub stamp: Stamp,
    /// What a later version wrote beside.
    pub extra: Extra,
}

/// What a person decided about a suggestion, so that it is never asked again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verdict {
    /// Its name.
    pub id: Id,
    /// The decision: "rejected", or "corrected" where a tag says otherwise than was suggested.
    pub verdict: String,
    /// The label that was suggested.
    pub label: String,
    /// Where it was suggested.
    pub at: Vec<Span>,
    /// The rule that suggested it.
    pub rule: String,
    /// The version of the program that suggested it; empty where the file does not say.
    pub version: String,
    /// The tag that a corrected suggestion became.
    pub became: Option<Id>,
    /// By whom and when.
    pub stamp: Stamp,
    /// What a later version wrote beside.
    pub extra: Extra,
}

/// The smallest span that covers all of `at`.
pub(super) fn extent(at: &[Span]) -> Span {
    at.iter().copied().reduce(Span::union).unwrap_or_default()
}
