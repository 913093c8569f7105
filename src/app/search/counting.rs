//! What takes time in a search, done behind the screen: counting hits, and finding the paragraphs that
//! a filter shows.

use std::sync::{Arc, Weak};

use crate::annotation::Record;
use crate::app::overlays::finder::FinderRow;
use crate::app::overlays::preview::PreviewRow;
use crate::app::reading::findings::{Findings, Suggestion};
use crate::app::review::Review;
use crate::app::search::lookup::Lookup;
use crate::app::tagging::alike;
use crate::app::tagging::retagging::Like;
use crate::app::tagging::seeking::Ticket;
use crate::article::{Article, Span};
use crate::config::TagSet;
use crate::page::Shown;
use crate::page::search::{Pattern, chunk_count};

/// How many chunks are counted before that is told.
const BATCH: usize = 64;

/// Looking through a whole text. It is abandoned as soon as nobody holds its [`Ticket`] any more.
#[derive(Clone, Debug)]
pub struct Sweep {
    what: What,
    wanted: Weak<()>,
}

/// What a [`Sweep`] looks for.
#[derive(Clone, Debug)]
pub(in crate::app) enum What {
    /// How many hits there are, from the chunk of that number on and then from the beginning.
    Count(Arc<Pattern>, usize),
    /// The paragraphs with hits.
    Hits(Arc<Pattern>),
    /// The paragraphs with these statements.
    Statements(Arc<Findings>, Vec<usize>),
    /// The paragraphs with suggestions that nobody has decided.
    Undecided(Arc<Findings>, Arc<Review>),
    /// The paragraphs with tags or notes.
    Marked(Box<Record>),
    /// The tags like one.
    Like(Box<(Like, Record, TagSet)>),
    /// Which of these places are tagged already as that label would have them.
    Tagged(Box<(Vec<Span>, String, Record, TagSet)>),
    /// What holds words.
    Everything(Box<Lookup>),
}

/// What a [`Sweep`] found.
#[derive(Clone, Debug)]
pub struct Swept {
    pub(in crate::app) result: Result,
    sweep: Weak<()>,
}

/// What was found.
#[derive(Clone, Debug)]
pub(in crate::app) enum Result {
    /// How many hits begin in each chunk, from the one of that number on.
    Counted(usize, Vec<u32>),
    /// The paragraphs that a filter shows.
    Shown(Shown),
    /// The first rows that hold the words.
    Rows(Vec<FinderRow>),
    /// The tags like one.
    Like(Vec<PreviewRow>),
    /// The places that are tagged already.
    Tagged(Vec<Span>),
}

impl Swept {
    /// Whether it answers the sweep of `ticket`.
    pub(in crate::app) fn answers(&self, ticket: &Ticket) -> bool {
        ticket.is_of(&self.sweep)
    }
}

impl Sweep {
    /// Looks for `what`, as long as the ticket is held.
    pub(in crate::app) fn new(what: What) -> (Self, Ticket) {
        let (ticket, wanted) = Ticket::new();
        (Self { what, wanted }, ticket)
    }

    /// Looks through `article` and tells what it finds as it goes. The time is linear in the text.
    pub fn run(&self, article: &Article, mut tell: impl FnMut(Swept)) {
        let tell = |result| tell(Swept { result, sweep: self.wanted.clone() });
        if let What::Count(pattern, from) = &self.what {
            return self.count(article, pattern, *from, tell);
        }
        let found = match &self.what {
            What::Everything(lookup) => Some(Result::Rows(lookup.run(article, || self.is_wanted()))),
            What::Like(like) => {
                let (like, record, tag_set) = &**like;
                Some(Result::Like(like.rows(record, article, tag_set)))
            }
            What::Tagged(tagged) => {
                let (places, label, record, tag_set) = &**tagged;
                let is_there = |span: &Span| alike::is_tagged(*span, label, record, tag_set);
                Some(Result::Tagged(places.iter().copied().filter(is_there).collect()))
            }
            _ => self.shown(article).map(Result::Shown),
        };
        found.filter(|_| self.is_wanted()).map(tell);
    }

    fn is_wanted(&self) -> bool {
        self.wanted.strong_count() > 0
    }

    fn count(&self, article: &Article, pattern: &Pattern, from: usize, mut tell: impl FnMut(Result)) {
        let total = chunk_count(article);
        let from = from.min(total);
        for part in [from..total, 0..from] {
            let mut first = part.start;
            while first < part.end {
                let batch = first..(first + BATCH).min(part.end);
                let mut counts = Vec::with_capacity(batch.len());
                for chunk in batch.clone() {
                    if !self.is_wanted() {
                        return;
                    }
                    counts.push(pattern.count(article, chunk));
                }
                tell(Result::Counted(first, counts));
                first = batch.end;
            }
        }
    }

    /// The paragraphs that a filter shows; `None` where nobody waits for them any more.
    fn shown(&self, article: &Article) -> Option<Shown> {
        match &self.what {
            What::Count(..) | What::Everything(_) | What::Like(_) | What::Tagged(_) => None,
            What::Hits(pattern) => {
                let mut shown = Shown::default();
                let mut next = 0;
                for chunk in 0..chunk_count(article) {
                    if !self.is_wanted() {
                        return None;
                    }
                    for hit in pattern.hits(article, chunk) {
                        let hit = hit.trimmed(article.text());
                        let last = article.block_at(hit.end().saturating_sub(1));
                        let first = article.block_at(hit.start()).max(next);
                        (first..=last).for_each(|block| shown.add(block));
                        next = next.max(last);
                    }
                }
                Some(shown)
            }
            What::Statements(findings, statements) => {
                let places =
                    statements.iter().flat_map(|&index| findings.place(Suggestion::Statement(index)));
                Some(Shown::holding(article, places.copied()))
            }
            What::Undecided(findings, review) => {
                let open = findings.suggestions_from(0).filter(|&suggestion| !review.is_decided(suggestion));
                let places = open.flat_map(|suggestion| findings.place(suggestion));
                Some(Shown::holding(article, places.copied()))
            }
            What::Marked(record) => {
                let tags = record.tags().flat_map(|tag| &tag.at);
                let notes = record.notes().flat_map(|note| &note.at);
                Some(Shown::holding(article, tags.chain(notes).copied()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::import;
    use crate::page::search::Query;

    fn pattern(text: &str) -> Arc<Pattern> {
        Arc::new(Pattern::new(&Query { text: text.to_owned(), ..Query::default() }).unwrap())
    }

    #[test]
    fn all_chunks_are_counted_once_from_where_the_reader_is() {
        let article = import::plain("one ferry\n\n".repeat(200_000).into_bytes()).unwrap();
        let (sweep, _ticket) = Sweep::new(What::Count(pattern("ferry"), 70));
        let (mut total, mut firsts) = (0, Vec::new());
        sweep.run(&article, |swept| {
            if let Result::Counted(first, counts) = swept.result {
                firsts.push(first);
                total += counts.iter().sum::<u32>();
            }
        });
        assert_eq!((total, firsts), (200_000, vec![70, 134, 0, 64]));
    }

    #[test]
    fn a_sweep_that_nobody_waits_for_stops() {
        let article = import::plain("ferry ".repeat(9).into_bytes()).unwrap();
        for what in [What::Count(pattern("ferry"), 0), What::Hits(pattern("ferry"))] {
            let (sweep, ticket) = Sweep::new(what);
            drop(ticket);
            sweep.run(&article, |swept| panic!("{swept:?}"));
        }
    }

    #[test]
    fn the_paragraphs_with_hits_are_shown() {
        let article =
            import::plain(b"A ferry.\n\nNone.\n\nTwo ferries: a ferry, a ferry.\n\nA ferry.".to_vec());
        let article = article.unwrap();
        let (sweep, _ticket) = Sweep::new(What::Hits(pattern("ferry")));
        sweep.run(&article, |swept| match swept.result {
            Result::Shown(shown) => assert_eq!(shown.count(), 3),
            other => panic!("{other:?}"),
        });
    }
}
