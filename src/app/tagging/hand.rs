//! Tags that a person has in hand: what the next key acts on.

use crate::annotation::{Id, Tag};
use crate::app::model::Model;
use crate::app::reading::findings::Suggestion;
use crate::article::{Article, Span};

/// How many ends of links are marked on the page: a hub may have thousands.
const MARKED: usize = 200;

/// The tags that keys act on, besides what is under the cursor.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Hand {
    /// The tag that was gone to, made or picked from a menu, until the cursor moves.
    pub chosen: Option<Id>,
    /// The tag that was touched last: selected words can be added to it.
    pub last: Option<Id>,
    /// What has edges that follow the selection.
    pub held: Option<Held>,
    /// What a link is to be made from.
    pub linking: Option<Linking>,
}

/// Something whose edges follow the selection.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Held {
    /// What it is.
    pub what: Holding,
    /// The part of it that follows.
    pub part: Span,
    /// The suggestion that was being reviewed.
    pub(in crate::app) reviewed: Option<Suggestion>,
}

/// What has edges that can be held.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Holding {
    /// The tag of that id.
    Tag(Id),
    /// The suggested statement of that index, which is accepted when its edges are set.
    Statement(usize),
}

/// What a link is to be made from, while the other end is looked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Linking {
    /// The end that was picked.
    pub from: End,
    /// Where the cursor was when it was picked.
    pub cursor: usize,
}

/// What a link can join.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum End {
    /// The tag of that id.
    Tag(Id),
    /// A suggestion, which is accepted when it is linked.
    Suggestion(Suggestion),
}

/// Why a stretch of the article is marked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mark {
    /// It belongs to the tag that keys act on.
    Chosen,
    /// It is the other end of a link of a tag under the cursor.
    Linked,
    /// A link is to be made from it.
    Picked,
}

impl Model {
    /// The tags that an action on “the tag” is about: the chosen one, or else those under the cursor,
    /// the shortest first.
    pub fn tags_here(&self) -> Vec<&Tag> {
        if let Some(chosen) = self.hand.chosen.as_ref().and_then(|id| self.record.tag(id)) {
            return vec![chosen];
        }
        self.tags_under_cursor()
    }

    /// The tags that cover the cursor, the shortest first.
    pub fn tags_under_cursor(&self) -> Vec<&Tag> {
        let cursor = self.view.cursor;
        let covers = |tag: &&Tag| tag.at.iter().any(|span| span.contains(cursor));
        let mut tags: Vec<&Tag> = self.record.tags_in(Span::new(cursor, cursor + 1)).filter(covers).collect();
        tags.sort_by_key(|tag| tag.at.iter().map(|span| span.len()).sum::<usize>());
        tags
    }

    /// The stretches that are marked because of what is in hand and under the cursor.
    pub fn marks(&self) -> Vec<(Span, Mark)> {
        let mut marks = Vec::new();
        for tag in self.tags_here() {
            // The parts of a tag are shown to belong together.
            if tag.at.len() > 1 || self.hand.chosen.as_ref() == Some(&tag.id) {
                marks.extend(tag.at.iter().map(|&span| (span, Mark::Chosen)));
            }
            for link in self.record.links_of(&tag.id).take(MARKED) {
                let other = if link.from == tag.id { &link.to } else { &link.from };
                let other = self.record.tag(other).into_iter().flat_map(|tag| &tag.at);
                marks.extend(other.map(|&span| (span, Mark::Linked)));
            }
        }
        let picked = self.hand.linking.as_ref().map_or(&[][..], |linking| self.place_of(&linking.from));
        marks.extend(picked.iter().map(|&span| (span, Mark::Picked)));
        marks
    }

    /// Where an end of a link is; empty where it is gone.
    pub fn place_of(&self, end: &End) -> &[Span] {
        match end {
            End::Tag(id) => self.record.tag(id).map_or(&[], |tag| &tag.at),
            End::Suggestion(suggestion) => {
                self.findings.as_deref().map_or(&[], |findings| findings.place(*suggestion))
            }
        }
    }

    /// The words at `at`, parts joined by “…”, at most `most` characters of them.
    pub fn words(&self, at: &[Span], most: usize) -> String {
        first_words(&self.article, at, most)
    }

    /// The label and the words of a tag, for a line: “Person “Ada Long””.
    pub fn called(&self, tag: &Tag) -> String {
        format!("{} {}", tag.label, quoted(&self.words(&tag.at, 32)))
    }
}

/// The words at `at`, parts joined by “…”, at most `most` characters of them.
pub(in crate::app) fn first_words(article: &Article, at: &[Span], most: usize) -> String {
    let text = article.text();
    let mut words = String::new();
    for (index, span) in at.iter().enumerate() {
        if index > 0 {
            words.push_str(" … ");
        }
        words.extend(span.of(text).chars().take(most + 1));
        if words.chars().count() > most {
            break;
        }
    }
    let words = words.replace('\n', " ");
    match words.char_indices().nth(most) {
        Some((cut, _)) => words.get(..cut).unwrap_or("").trim_end_matches([' ', '…']).to_owned() + "…",
        None => words,
    }
}

/// `words` between quotation marks, unless they bring their own.
pub(in crate::app) fn quoted(words: &str) -> String {
    if words.starts_with(['“', '"']) { words.to_owned() } else { format!("“{words}”") }
}
