//! Items of a file that cannot be used, and why.

use std::cmp::Ordering;
use std::fmt;

use super::{Change, Id};

/// An item that stands in the file but not on the record: it is carried along as it stands and
/// written back with every save, and nothing is lost.
#[derive(Clone, Debug)]
pub struct Unplaced {
    /// What kind of item it is: "tag", "link", "note", "entity", "document label" or "verdict".
    pub kind: &'static str,
    /// Its name.
    pub id: Id,
    /// The text that it was put on; empty where the file does not say.
    pub text: String,
    /// Why it is not on the record.
    pub reason: Reason,
    /// Its first span in the file, in code points: where it is written.
    pub place: (u32, u32),
    /// The item as it is written.
    pub line: String,
    /// What would put it on the record, once it has a place.
    pub item: Box<Change>,
}

impl Unplaced {
    /// What tells it from all others.
    fn key(&self) -> (&str, (u32, u32), &Id, &str) {
        (self.kind, self.place, &self.id, &self.line)
    }
}

impl PartialEq for Unplaced {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key() && self.reason == other.reason
    }
}

impl Eq for Unplaced {}

impl PartialOrd for Unplaced {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Unplaced {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key()).then(self.reason.cmp(&other.reason))
    }
}

impl fmt::Display for Unplaced {
    /// Says which item it is and why it is not on the record.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.text.as_str() {
            "" => write!(f, "{} {}: {}", self.kind, self.id, self.reason),
            text => write!(f, "{} {} on “{text}”: {}", self.kind, self.id, self.reason),
        }
    }
}

/// Why an item is not on the record.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, thiserror::Error)]
pub enum Reason {
    /// Its text does not stand in the article any more, or not in the same words.
    #[error("its text is no longer there")]
    Gone,
    /// Its text stands in several places that fit equally well.
    #[error("its text is there more than once")]
    Ambiguous,
    /// Its offsets lie outside the text.
    #[error("its offsets lie outside the text")]
    Outside,
    /// Its spans overlap each other.
    #[error("its spans overlap each other")]
    Overlaps,
    /// It names no place.
    #[error("it names no place")]
    Nowhere,
    /// It has no id.
    #[error("it has no id")]
    Nameless,
    /// Another item of its kind has its id.
    #[error("its id is used twice")]
    Twice,
    /// It joins a tag that is not on the record.
    #[error("a tag that it joins is not on the record")]
    Loose,
}
