//! Finding words and patterns in the text, behind the screen.

use std::sync::{Arc, Weak};

use regex::Regex;

use crate::article::{Article, Span};
use crate::page::motion;
use crate::page::search::compile;

/// The most places that are found: more are no list that anybody goes through.
pub const MOST_FOUND: usize = 100_000;
/// How many bytes of text are looked through before what was found there is told.
const STRETCH: usize = 1 << 20;

/// What is looked for. It is abandoned as soon as nobody holds its [`Ticket`] any more.
#[derive(Clone, Debug)]
pub struct Search {
    pattern: Regex,
    wanted: Weak<()>,
}

/// What whoever waits for a [`Search`] holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ticket(Arc<()>);

/// Places that a search has found.
#[derive(Clone, Debug)]
pub struct Found {
    /// Where, in the order of the text; none is empty and none reaches into another.
    pub places: Vec<Span>,
    /// Whether the search is over.
    pub is_last: bool,
    /// Whether there is more than [`MOST_FOUND`].
    pub is_cut: bool,
    search: Weak<()>,
}

impl Ticket {
    /// A ticket, and what tells whether it is still held.
    pub(in crate::app) fn new() -> (Self, Weak<()>) {
        let held = Arc::new(());
        let wanted = Arc::downgrade(&held);
        (Self(held), wanted)
    }

    /// Whether it is the one that `wanted` came with.
    pub(in crate::app) fn is_of(&self, wanted: &Weak<()>) -> bool {
        std::ptr::eq(wanted.as_ptr(), Arc::as_ptr(&self.0))
    }
}

impl Found {
    /// Whether it answers the search of `ticket`.
    pub(in crate::app) fn answers(&self, ticket: &Ticket) -> bool {
        ticket.is_of(&self.search)
    }
}

impl Search {
    /// A search for whole words, exactly as they stand; a line may break between two of them.
    ///
    /// # Errors
    ///
    /// Why not, in words.
    pub(in crate::app) fn words<'w>(words: impl Iterator<Item = &'w str>) -> Result<(Self, Ticket), String> {
        let mut words: Vec<String> = words
            .map(|words| words.split_whitespace().map(regex::escape).collect::<Vec<_>>().join(r"\s+"))
            .filter(|words| !words.is_empty())
            .collect();
        // The longest first, for what comes first is taken where several begin.
        words.sort_by_key(|words| std::cmp::Reverse(words.len()));
        words.dedup();
        Self::pattern(&format!(r"\b{{start-half}}(?:{})\b{{end-half}}", words.join("|")))
    }

    /// A search for a regular expression; `^` and `$` are the ends of a line.
    ///
    /// # Errors
    ///
    /// What is wrong with it, and at which character.
    pub(in crate::app) fn pattern(pattern: &str) -> Result<(Self, Ticket), String> {
        let pattern = compile(pattern, false)?;
        let (ticket, wanted) = Ticket::new();
        Ok((Self { pattern, wanted }, ticket))
    }

    /// Looks through the paragraphs of `article` and tells what it finds as it goes, at the end in any
    /// case. No place reaches from one paragraph into another. The time is linear in the text.
    pub fn run(&self, article: &Article, mut tell: impl FnMut(Found)) {
        let text = article.text();
        let mut places = Vec::new();
        let (mut count, mut told_to, mut end) = (0, 0, 0);
        let found = |places: &mut Vec<Span>, is_last, is_cut| Found {
            places: std::mem::take(places),
            is_last,
            is_cut,
            search: self.wanted.clone(),
        };
        for block in article.blocks() {
            if self.wanted.strong_count() == 0 {
                return;
            }
            for hit in self.pattern.find_iter(block.span.of(text)) {
                let start = block.span.start();
                let place = whole(text, Span::new(start + hit.start(), start + hit.end()));
                // Two that share a cluster are one place.
                if place.is_empty() || place.start() < end {
                    continue;
                }
                if count == MOST_FOUND {
                    return tell(found(&mut places, true, true));
                }
                (count, end) = (count + 1, place.end());
                places.push(place);
            }
            if block.span.end() - told_to >= STRETCH && !places.is_empty() {
                told_to = block.span.end();
                tell(found(&mut places, false, false));
            }
        }
        tell(found(&mut places, true, false));
    }
}

/// `place` without white space at its ends, and with all of the clusters that it begins in and ends in.
fn whole(text: &str, place: Span) -> Span {
    let place = place.trimmed(text);
    if place.is_empty() {
        return place;
    }
    let last = motion::grapheme_at(text, place.end() - 1);
    Span::new(motion::grapheme_at(text, place.start()), motion::next_grapheme(text, last).max(place.end()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::import;

    fn article(text: &str) -> Article {
        import::plain(text.as_bytes().to_vec()).unwrap()
    }

    fn found(search: Result<(Search, Ticket), String>, text: &str) -> Vec<String> {
        let (search, _ticket) = search.unwrap();
        let article = article(text);
        let mut words = Vec::new();
        search.run(&article, |found| {
            words.extend(found.places.iter().map(|place| place.of(article.text()).to_owned()));
        });
        words
    }

    #[test]
    fn whole_words_are_found_as_they_stand() {
        let text = "Quill, quill, Quillan, “Quill”, Quill’s. Mara Quill, Mara\nQuill, Maraquill. U.S. U.S.A";
        let table: [(&[&str], &[&str]); 4] = [
            (&["Quill"], &["Quill", "Quill", "Quill", "Quill", "Quill"]),
            (&["Quill", "Mara Quill"], &["Quill", "Quill", "Quill", "Mara Quill", "Mara\nQuill"]),
            (&["Mara", "Mara Quillan"], &["Mara", "Mara"]),
            (&["U.S."], &["U.S."]),
        ];
        for (words, expected) in table {
            assert_eq!(found(Search::words(words.iter().copied()), text), expected, "{words:?}");
        }
    }

    #[test]
    fn a_pattern_keeps_to_its_paragraph_and_to_whole_clusters() {
        let table: [(&str, &str, &[&str]); 6] = [
            (r"[A-Z]\w+", "Ada met Bo.\n\nCy came.", &["Ada", "Bo", "Cy"]),
            (r"one\s+two", "Zero one two one\n\ntwo", &["one two"]),
            (r"^\w+", "one two\n\nthree", &["one", "three"]),
            (r"x*", "axxb", &["xx"]),
            (r"\s\w", "a b", &["b"]),
            (r"e", "ne\u{301}e", &["e\u{301}", "e"]),
        ];
        for (pattern, text, expected) in table {
            assert_eq!(found(Search::pattern(pattern), text), expected, "{pattern}");
        }
    }

    #[test]
    fn a_wrong_pattern_is_told_with_its_place() {
        let table = [
            ("a(b", "character 2: unclosed group"),
            ("[z-a]", "character 2: invalid character class range, the start must be <= the end"),
            (r"\p{Nope}", "character 1: Unicode property not found"),
            ("((a{999}){999}){999}", "this pattern is too large: write it with fewer repeats"),
        ];
        for (pattern, expected) in table {
            assert_eq!(Search::pattern(pattern).unwrap_err(), expected, "{pattern}");
        }
    }

    #[test]
    fn a_search_that_nobody_waits_for_stops() {
        let (search, ticket) = Search::pattern("a").unwrap();
        drop(ticket);
        search.run(&article("a a a"), |found| panic!("{found:?}"));
    }

    #[test]
    fn what_is_found_is_bounded() {
        let (search, _ticket) = Search::pattern("a").unwrap();
        let (mut count, mut ends) = (0, 0);
        search.run(&article(&"a ".repeat(MOST_FOUND + 5)), |found| {
            count += found.places.len();
            ends += usize::from(found.is_last && found.is_cut);
        });
        assert_eq!((count, ends), (MOST_FOUND, 1));
    }
}
