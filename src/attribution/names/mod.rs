//! The names in a paragraph, each with what it seems to name.

mod dates;
mod kinds;

use super::EntityKind;
use super::lexicon::{Class, LONGEST_ENTRY, Lexicon};
use super::tokens::{Case, Facing, Kind, Mark, Token};
use crate::article::Span;

/// A name, without title and possessive ending.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Name {
    pub(super) span: Span,
    pub(super) kind: EntityKind,
    pub(super) certainty: Certainty,
    /// Whether its capital may only be that of a sentence start.
    pub(super) doubtful: bool,
    pub(super) gender: Gender,
    /// The title before it: "Defence Secretary".
    pub(super) title: Option<Span>,
}

/// How well the kind of a name is known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Certainty {
    /// Nothing tells it.
    Guess,
    /// The word before or behind it hints at it: "in Tarn".
    Hint,
    /// A word list or a title tells it.
    Sure,
}

/// Whom a name or pronoun can stand for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Gender {
    Male,
    Female,
    #[default]
    Unknown,
}

impl Gender {
    /// Whether the two can be one person.
    pub(super) fn agrees(self, other: Gender) -> bool {
        self == other || self == Gender::Unknown || other == Gender::Unknown
    }
}

/// How many words a name can have.
const LONGEST: usize = 9;

/// Appends the names among `tokens` to `found`.
pub(super) fn find(text: &str, tokens: &[Token], lexicon: &Lexicon, found: &mut Vec<Name>) {
    let finder = Finder { text, tokens, lexicon };
    let mut index = 0;
    while let Some(first) = tokens.get(index) {
        if !first.is_capital() && first.kind != Kind::Number {
            index += 1;
            continue;
        }
        let date = finder.date(index);
        if date > index {
            let span = finder.span(index, date);
            found.push(Name {
                span,
                kind: EntityKind::Date,
                certainty: Certainty::Sure,
                doubtful: false,
                gender: Gender::Unknown,
                title: None,
            });
            index = date;
            continue;
        }
        let end = finder.run(index);
        if end > index {
            finder.names(index, end, found);
        }
        index = end.max(index + 1);
    }
}

/// Whether the words tell a time, and so nobody who speaks: "UPDATE 9:30", "Monday".
pub(super) fn is_time(text: &str, words: &[Token]) -> bool {
    words.iter().any(|word| {
        word.has(Class::DATE | Class::TIME)
            || matches!(
                word.span.of(text),
                "UPDATE"
                    | "NOTE"
                    | "CORRECTION"
                    | "RELATED"
                    | "VIDEO"
                    | "WATCH"
                    | "READ"
                    | "UPDATED"
                    | "PHOTOS"
                    | "MORE"
                    | "BREAKING"
            )
    })
}

struct Finder<'a> {
    text: &'a str,
    tokens: &'a [Token],
    lexicon: &'a Lexicon,
}

impl Finder<'_> {
    fn get(&self, index: usize) -> Option<&Token> {
        self.tokens.get(index)
    }

    fn has(&self, index: usize, class: Class) -> bool {
        self.get(index).is_some_and(|token| token.has(class))
    }

    fn word(&self, index: usize) -> &str {
        self.get(index).map_or("", |token| token.span.of(self.text))
    }

    /// The span of the tokens in `start..end`, without a possessive ending.
    fn span(&self, start: usize, end: usize) -> Span {
        match (self.get(start), end.checked_sub(1).and_then(|last| self.get(last))) {
            (Some(first), Some(last)) => Span::new(first.span.start(), last.bare_span(self.text).end()),
            _ => Span::default(),
        }
    }

    /// Whether a sentence or quotation opens at `index`, so that a capital there means nothing.
    fn opens(&self, index: usize) -> bool {
        index.checked_sub(1).and_then(|before| self.get(before)).is_none_or(|before| {
            matches!(before.kind, Kind::Stop | Kind::Colon | Kind::Dash | Kind::OpenBracket | Kind::Other)
                || matches!(before.kind, Kind::Mark(Mark { facing, .. }) if facing != Facing::Close || index < 2 || self.get(index - 2).is_none_or(|token| matches!(token.kind, Kind::Stop)))
        })
    }

    /// Whether the token can be a word of a name.
    fn is_part(&self, index: usize) -> bool {
        self.get(index).is_some_and(|token| {
            token.is_capital()
                && (!token.class.has(Class::FUNCTION)
                    || token.case == Case::Shouted
                        && !token.class.has(Class::PRONOUN)
                        && token.class.has(Class::PLACE | Class::ORGANISATION))
        })
    }

    /// Where the run of name words at `start` ends, or `start` where there is none.
    fn run(&self, start: usize) -> usize {
        if !self.is_part(start) {
            return start;
        }
        let mut end = self.entry(start).max(start + 1);
        while end - start < LONGEST {
            if self.get(end - 1).is_some_and(|token| token.possessive) {
                break;
            }
            if self.is_part(end) && !self.has(end, Class::DATE) {
                end += 1;
            } else if let Some(behind) = self.behind_nickname(end) {
                end = behind;
            } else if self.is_part(end + 1) && (self.has(end, Class::PARTICLE) || self.joins(end)) {
                end += 2;
            } else if self.is_part(end + 2)
                && (self.has(end, Class::PARTICLE) && self.has(end + 1, Class::PARTICLE)
                    || self.joins(end) && self.word(end + 1) == "the")
            {
                end += 3;
            } else {
                break;
            }
        }
        end
    }

    /// Where the name of several words that starts at `start` and that a user added ends, or `start`.
    fn entry(&self, start: usize) -> usize {
        if !self.has(start, Class::OPENS_ENTRY) {
            return start;
        }
        let names = Class::PERSON | Class::ORGANISATION | Class::PLACE;
        let is_entry = |end: &usize| {
            self.get(end - 1).is_some_and(Token::is_word)
                && self.lexicon.class_of_name(self.span(start, *end).of(self.text)).has(names)
        };
        (start + 2..=start + LONGEST_ENTRY).rev().find(is_entry).unwrap_or(start)
    }

    /// Where a name goes on behind a nickname at `index`: Jack “Doc” Ames.
    fn behind_nickname(&self, index: usize) -> Option<usize> {
        let mark = |index: usize, wrong: Facing| {
            matches!(self.get(index)?.kind, Kind::Mark(mark) if mark.facing != wrong).then_some(())
        };
        mark(index, Facing::Close)?;
        let close = (index + 2..index + 5).find(|&close| mark(close, Facing::Open).is_some())?;
        let capitals = (index + 1..close).all(|index| self.get(index).is_some_and(Token::is_capital));
        (capitals && self.is_part(close + 1)).then_some(close + 2)
    }

    /// Whether "of", "for" or "&" at `index` holds an office or a body's name together:
    /// "Secretary of State", "Ministry of Defence".
    fn joins(&self, index: usize) -> bool {
        let before = index.checked_sub(1).and_then(|before| self.get(before));
        match self.word(index) {
            "of" => before.is_some_and(|token| {
                token.is_capital()
                    && token.class.has(Class::TITLE | Class::BODY | Class::ROLE | Class::ORGANISATION)
            }),
            "for" => before.is_some_and(|token| token.is_capital() && token.class.has(Class::BODY)),
            "&" => true,
            _ => false,
        }
    }

    /// Appends the names in a run.
    fn names(&self, start: usize, end: usize, found: &mut Vec<Name>) {
        let (name, title) = self.after_title(start, end);
        if let Some(title_end) = title {
            // A country, state or body before an office: "Texas Gov. Ada Long".
            let mut prefix = start;
            while prefix + 1 < name
                && self.has(prefix, Class::PLACE | Class::ORGANISATION)
                && !self.named_body(name, end)
            {
                let kind =
                    if self.has(prefix, Class::PLACE) { EntityKind::Place } else { EntityKind::Organisation };
                self.push(prefix, prefix + 1, kind, Certainty::Sure, None, found);
                prefix += 1;
            }
            if name >= end {
                return;
            }
            let title = (title_end > start).then(|| self.span(start, title_end));
            if self.named_body(name, end) {
                self.push(start, end, EntityKind::Organisation, Certainty::Sure, None, found);
            } else {
                self.push(name, end, EntityKind::Person, Certainty::Sure, title, found);
            }
            return;
        }
        let mut start = start;
        // "Iowa Ada Long", "NASA Ada Long": a known place or body before a first name is one of its own.
        while start + 1 < end
            && self.has(start, Class::DEMONYM | Class::PLACE | Class::ORGANISATION)
            && !self.has(start, Class::FIRST_NAME)
            && self.has(start + 1, Class::FIRST_NAME)
            && self.whole(start, end) == Class::NONE
        {
            if self.has(start, Class::PLACE) {
                self.push(start, start + 1, EntityKind::Place, Certainty::Sure, None, found);
            } else if self.has(start, Class::ORGANISATION) {
                self.push(start, start + 1, EntityKind::Organisation, Certainty::Sure, None, found);
            }
            start += 1;
        }
        if self.is_thing(start, end) {
            return;
        }
        let (mut kind, mut certainty) = self.kind(start, end);
        // "Great Sarrow, Little Sarrow and Hask": a list has one kind.
        if certainty == Certainty::Guess
            && let Some(before) = found.last().filter(|before| self.is_listed(before.span, start))
            && before.kind == EntityKind::Place
        {
            (kind, certainty) = (before.kind, Certainty::Hint);
        }
        let only_demonyms = (start..end).all(|index| {
            self.has(index, Class::DEMONYM | Class::TITLE)
                && !self.has(index, Class::FIRST_NAME | Class::PLACE | Class::ORGANISATION)
        });
        if !only_demonyms {
            self.push(start, end, kind, certainty, None, found);
        }
    }

    /// Where the name behind the titles of a run starts, and where the titles end; `None` for no
    /// title. A run of titles alone has its name start at `end`.
    fn after_title(&self, start: usize, end: usize) -> (usize, Option<usize>) {
        let last = (start..end).rev().find(|&index| self.has(index, Class::TITLE));
        let Some(mut last) = last else { return (start, None) };
        // "Secretary of State Ada Long": the office goes on behind "of"; "King of Spain" is all of it.
        if self.word(last + 1) == "of" && last + 2 < end {
            last += 2;
        }
        let first = self
            .get(start)
            .is_some_and(|token| token.class.has(Class::FIRST_NAME) && !token.class.has(Class::TITLE));
        if first && last + 1 == end {
            return (start, None);
        }
        (last + 1, Some(last + 1))
    }

    /// Whether only a comma or "and" stands between a name and the token at `start`.
    fn is_listed(&self, name: Span, start: usize) -> bool {
        let Some(token) = self.get(start) else { return false };
        let between = Span::new(name.end(), token.span.start()).of(self.text).trim();
        matches!(between, "," | "and" | ", and" | "or")
    }

    fn push(
        &self,
        start: usize,
        end: usize,
        kind: EntityKind,
        certainty: Certainty,
        title: Option<Span>,
        found: &mut Vec<Name>,
    ) {
        let single = end - start == 1;
        if certainty == Certainty::Guess && single {
            let word = self.word(start).as_bytes();
            // "P12" at the start of a sentence is a number with a letter, not a name.
            let numbered = word.iter().any(u8::is_ascii_digit) && self.opens(start);
            // "God-given" and "the West" are no names of their own.
            let joined = word.windows(2).any(|pair| matches!(pair, [b'-', b'a'..=b'z']));
            let common = !self.has(start, Class::FIRST_NAME) && self.is_place_noun(start);
            if numbered || joined || common {
                return;
            }
        }
        let common = Class::ROLE
            | Class::BODY
            | Class::DOCUMENT
            | Class::TITLE
            | Class::REPORTING
            | Class::TIME
            | Class::WORK;
        if single
            && certainty < Certainty::Sure
            && self.opens(start)
            && self.has(start, common)
            && !self.has(start, Class::FIRST_NAME)
        {
            return;
        }
        let span = self.span(start, end);
        let known = certainty == Certainty::Sure
            || self.has(start, Class::FIRST_NAME | Class::PLACE | Class::ORGANISATION);
        found.push(Name {
            span,
            kind,
            certainty,
            doubtful: !known
                && !self.get(start).is_some_and(|token| token.possessive)
                && end - start == 1
                && self.opens(start),
            gender: self.gender(start, title),
            title,
        });
    }
}
