//! Why a person should look at an item again.

use std::fmt;

/// The most characters of the words of an item that are repeated.
const WORDS: usize = 80;

/// Why a person should look at an item again after the article was changed; written in the file in
/// words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Doubt {
    /// Some of its words are others now.
    Reworded {
        /// What they were.
        words: String,
    },
    /// Its words stand there, but not what stood around them.
    Elsewhere,
}

impl Doubt {
    /// Some words of an item on `words` are others now.
    pub(super) fn reworded(words: &str) -> Self {
        let cut = words.char_indices().nth(WORDS).and_then(|(cut, _)| words.get(..cut));
        Self::Reworded { words: cut.map_or_else(|| words.to_owned(), |cut| format!("{cut}…")) }
    }
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Doubt::Reworded { words } => write!(f, "its words were “{words}”"),
            Doubt::Elsewhere => f.write_str("found again among other words"),
        }
    }
}
