//! How well something fits what was typed.

use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// What a name gets before a description that fits as well.
const NAMED: u32 = 24;

/// Typed words, and how well something fits them.
pub(super) struct Ranking {
    matcher: Matcher,
    /// Each word as it may be scattered over a name, and as it may stand in a description.
    words: Vec<(Atom, Atom)>,
}

impl Ranking {
    /// Looks for the words of `typed`, in any order; small and capital letters are the same.
    pub(super) fn new(typed: &str) -> Self {
        let atom = |word, kind| Atom::new(word, CaseMatching::Ignore, Normalization::Smart, kind, false);
        let words = typed.split_whitespace();
        let words = words.map(|word| (atom(word, AtomKind::Fuzzy), atom(word, AtomKind::Substring)));
        Self { words: words.collect(), matcher: Matcher::new(Config::DEFAULT) }
    }

    /// Those of `all` that fit, the best first; of those that fit alike, the one that stands first.
    /// `told` gives the names and the description that something is found by.
    pub(super) fn best<T: Clone>(mut self, all: &[T], told: impl Fn(&T) -> (Vec<String>, String)) -> Vec<T> {
        let scored = all.iter().filter_map(|one| Some((self.score(&told(one))?, one)));
        let mut scored: Vec<(u32, &T)> = scored.collect();
        scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        // Letters that are scattered all over are no help where something fits well.
        let least = scored.first().map_or(0, |(best, _)| best / 2);
        scored.into_iter().filter(|(score, _)| *score >= least).map(|(_, one)| one.clone()).collect()
    }

    /// How well the typed words fit, the more the better; `None` where one of them is nowhere.
    fn score(&mut self, (names, about): &(Vec<String>, String)) -> Option<u32> {
        let Self { matcher, words } = self;
        let mut buffer = Vec::new();
        let mut fits =
            |atom: &Atom, text: &str| atom.score(Utf32Str::new(text, &mut buffer), matcher).map(u32::from);
        let mut total = 0;
        for (scattered, whole) in words {
            let named = names.iter().filter_map(|name| fits(scattered, name)).max();
            let told = fits(whole, about);
            total += named.map(|score| score + NAMED).max(told)?;
        }
        Some(total)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fit_before_descriptions_and_every_word_must() {
        let all = [
            ("look up", "Search the tags and the notes."),
            ("search", "Look for words in the text."),
            ("next hit", "Go to the next hit."),
            ("Überschrift", "Ein Ort."),
        ];
        let found = |typed: &str| {
            let told = |one: &(&str, &str)| (vec![one.0.to_owned()], one.1.to_owned());
            let best = Ranking::new(typed).best(&all, told);
            best.iter().map(|(name, _)| *name).collect::<Vec<_>>()
        };
        let table: &[(&str, &[&str])] = &[
            ("", &["look up", "search", "next hit", "Überschrift"]),
            ("search", &["search", "look up"]),
            ("SEARCH", &["search", "look up"]),
            ("nhit", &["next hit"]),
            ("hit next", &["next hit"]),
            ("search notes", &["look up"]),
            ("ubers", &["Überschrift"]),
            ("search zebra", &[]),
            ("^se", &[]),
        ];
        for (typed, expected) in table {
            assert_eq!(found(typed), *expected, "{typed}");
        }
    }
}
