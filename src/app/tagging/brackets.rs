//! Brackets around tags that share a place, so that one sees where each begins and ends.

use crate::annotation::Tag;
use crate::app::model::Model;

/// What stands before and behind a tag. Each has one cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Brackets {
    /// Before its first part.
    pub open: &'static str,
    /// Behind its last part.
    pub close: &'static str,
}

impl Brackets {
    /// What stands where one part of a tag of several ends and where the next begins.
    pub const JOINT: &str = "…";

    /// From the innermost tag outwards.
    const ALL: [Self; 4] = [
        Self { open: "[", close: "]" },
        Self { open: "(", close: ")" },
        Self { open: "{", close: "}" },
        Self { open: "<", close: ">" },
    ];
}

impl Model {
    /// The tags that are set in brackets, the shortest first: the chosen one, one of several parts
    /// under the cursor, or all where several share the place of the cursor, up to four.
    pub fn bracketed(&self) -> Vec<(&Tag, Brackets)> {
        let tags = self.tags_here();
        let is_plain = |tag: &Tag| tag.at.len() == 1 && self.hand.chosen.as_ref() != Some(&tag.id);
        if tags.len() == 1 && tags.iter().all(|tag| is_plain(tag)) {
            return Vec::new();
        }
        tags.into_iter().zip(Brackets::ALL).collect()
    }
}
