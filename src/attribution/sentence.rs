//! A sentence in outline, and what its items are.

use std::ops::Range;

use super::lexicon::Class;
use super::tokens::{Case, Kind, Token};
use crate::article::Span;

/// A sentence in outline.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sentence<'a> {
    pub(super) text: &'a str,
    pub(super) items: &'a [Token],
}

impl<'a> Sentence<'a> {
    pub(super) fn get(&self, index: usize) -> Option<&'a Token> {
        self.items.get(index)
    }

    pub(super) fn has(&self, index: usize, class: Class) -> bool {
        self.get(index).is_some_and(|item| item.has(class))
    }

    pub(super) fn is(&self, index: usize, kind: Kind) -> bool {
        self.get(index).is_some_and(|item| item.kind == kind)
    }

    pub(super) fn is_quote(&self, index: usize) -> bool {
        self.get(index).is_some_and(Token::is_quote)
    }

    /// Where the sentence itself begins: behind a dateline, a place in capitals and what belongs to it
    /// up to a dash ("PORT ENNOR (EN) — "), which nobody says.
    pub(super) fn opening(&self) -> usize {
        const LONGEST: usize = 8;
        let place = self.word(0);
        let shouted = self.is(0, Kind::Word) && place.len() > 2 && place.chars().all(char::is_uppercase);
        let dash = (1..LONGEST).find(|&index| self.is(index, Kind::Dash)).filter(|_| shouted);
        dash.map_or(0, |dash| dash + 1)
    }

    /// The item's text, as it is written.
    pub(super) fn word(&self, index: usize) -> &'a str {
        self.get(index).map_or("", |item| item.span.of(self.text))
    }

    /// The span of a range of items; an empty one for an empty range.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        let items = self.items.get(range.clone()).unwrap_or_default();
        match (items.first(), items.last()) {
            (Some(first), Some(last)) => first.span.union(last.span),
            _ => Span::default(),
        }
    }

    /// Whether the item is a word that can be part of a noun phrase's core.
    pub(super) fn is_nominal(&self, index: usize) -> bool {
        self.get(index).is_some_and(|item| match item.kind {
            Kind::Number | Kind::Bracketed | Kind::Aside => true,
            Kind::Word => {
                !item.class.has(Class::FUNCTION.without(Class::QUANTITY).without(Class::VERB))
                    || (item.case != Case::Lower
                        && index > 0
                        && !item
                            .class
                            .has(Class::PRONOUN | Class::RELATIVE | Class::DETERMINER | Class::PREPOSITION))
                    || item.class.has(Class::PARTICLE)
            }
            _ => false,
        })
    }

    /// Whether the item is an adverb: listed, or in "-ly".
    pub(super) fn is_adverb(&self, index: usize) -> bool {
        self.get(index).is_some_and(|item| {
            item.is_word()
                && (item.class.has(Class::ADVERB | Class::NEGATION)
                    || (item.case == Case::Lower
                        && item.class == Class::NONE
                        && item.span.of(self.text).ends_with("ly")))
        })
    }

    /// Whether the item is a verb that shows tense, as far as its form tells.
    pub(super) fn is_verb(&self, index: usize) -> bool {
        let Some(item) = self.get(index).filter(|item| item.is_word()) else { return false };
        if item.class.has(Class::FINITE) && !(item.case != Case::Lower && index > 0) {
            return true;
        }
        if item.case != Case::Lower {
            return false;
        }
        let after_to = index > 0
            && self.has(index - 1, Class::TO)
            && !item.class.has(Class::ROLE | Class::BODY | Class::DOCUMENT | Class::TIME);
        if after_to
            && (item.class == Class::NONE || item.class.has(Class::BASE))
            && self.get(index + 1).is_some_and(|next| next.is_word() && !next.is_capital())
        {
            return true;
        }
        let after_determiner = index > 0
            && self.has(index - 1, Class::DETERMINER | Class::POSSESSIVE | Class::PREPOSITION)
            && !self.has(index - 1, Class::QUANTITY);
        if item.class.has(Class::REPORTING) {
            let past = item.class.has(Class::PAST);
            return (past || (item.class.has(Class::THIRD) && !item.class.has(Class::ALSO_NOUN)))
                && !after_determiner;
        }
        item.class == Class::NONE
            && item.span.of(self.text).ends_with("ed")
            && !after_determiner
            && index > 0
            && (self.get(index - 1).is_none_or(Token::is_word)
                || self.is(index - 1, Kind::Comma)
                    && self.has(index + 1, Class::DETERMINER | Class::POSSESSIVE))
    }

    /// Whether a verb that shows tense stands in `range`.
    pub(super) fn has_verb(&self, range: Range<usize>) -> bool {
        range.into_iter().any(|index| self.is_verb(index))
    }

    /// Whether the range is a name and nothing else, title included.
    pub(super) fn is_plain_name(&self, range: Range<usize>) -> bool {
        let mut range = range.into_iter();
        let last_is_name = range.clone().next_back().is_some_and(|last| {
            self.get(last).is_some_and(|item| {
                item.is_name_word() && !item.class.has(Class::DATE | Class::TIME | Class::PLACE)
            })
        });
        last_is_name
            && range.all(|index| {
                self.get(index).is_some_and(|item| {
                    item.is_capital() || item.has(Class::PARTICLE) || item.kind == Kind::Bracketed
                })
            })
    }

    /// Whether the item at `index` opens the sentence, or follows a mark that can hide one.
    pub(super) fn opens(&self, index: usize) -> bool {
        index.checked_sub(1).is_none_or(|before| self.is_quote(before) || self.is(before, Kind::Stop))
    }
}
