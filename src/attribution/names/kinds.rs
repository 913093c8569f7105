//! What a name names: a person, a body or a place.

use super::{Certainty, Finder, Gender};
use crate::article::Span;
use crate::attribution::EntityKind;
use crate::attribution::lexicon::Class;
use crate::attribution::tokens::Case;

impl Finder<'_> {
    /// What a run without title seems to name, and how well that is known.
    pub(super) fn kind(&self, start: usize, end: usize) -> (EntityKind, Certainty) {
        let class = self.whole(start, end);
        let words = end - start;
        let last = end - 1;
        if class.has(Class::PERSON) {
            return (EntityKind::Person, Certainty::Sure);
        }
        if class.has(Class::PLACE) {
            // "Virginia" and "Georgia" are women as well.
            let certainty = if class.has(Class::FIRST_NAME) { Certainty::Hint } else { Certainty::Sure };
            return (EntityKind::Place, certainty);
        }
        if class.has(Class::ORGANISATION) {
            return (EntityKind::Organisation, Certainty::Sure);
        }
        let first_name = self.has(start, Class::FIRST_NAME);
        if self.named_body(start, end) {
            return (EntityKind::Organisation, if words > 1 { Certainty::Sure } else { Certainty::Hint });
        }
        if words > 1 && !first_name && self.is_place_noun(last) {
            return (EntityKind::Place, Certainty::Sure);
        }
        if words > 1 && first_name {
            return (EntityKind::Person, Certainty::Sure);
        }
        if words == 1 && self.get(start).is_some_and(|token| token.case == Case::Shouted) {
            return (EntityKind::Organisation, Certainty::Guess);
        }
        let before = start.checked_sub(1).map_or("", |before| self.word(before));
        // "Rust found its way": a verb that needs its "that" tells nothing of who does it.
        let speaks = self.has(end, Class::PAST | Class::THIRD)
            && (self.has(end, Class::TAKES_CLAUSE) || !self.has(end, Class::TAKES_THAT));
        if speaks || matches!(self.word(end), "who" | "whose") {
            return (EntityKind::Person, Certainty::Sure);
        }
        match before {
            _ if first_name => (EntityKind::Person, Certainty::Hint),
            "in" | "In" | "near" | "across" | "outside" | "around" => (EntityKind::Place, Certainty::Hint),
            "on" | "On" | "of" | "At" if words > 1 => (EntityKind::Place, Certainty::Hint),
            "the" | "The" => (EntityKind::Organisation, Certainty::Guess),
            "at" | "from" | "to" | "on" if words == 1 => (EntityKind::Place, Certainty::Guess),
            _ => (EntityKind::Person, Certainty::Guess),
        }
    }

    /// Whether the words name a law, an event or a craft: "Harbour Act", "Space Shuttle Heron".
    pub(super) fn is_thing(&self, start: usize, end: usize) -> bool {
        let known = Class::FIRST_NAME | Class::PLACE | Class::ORGANISATION;
        (start..end).any(|index| self.has(index, Class::THING) && !self.has(index, known))
            && !self.named_body(start, end)
            && self.whole(start, end) == Class::NONE
    }

    /// Whether the word is listed as a noun of places, whatever its case tells.
    pub(super) fn is_place_noun(&self, index: usize) -> bool {
        self.get(index).is_some_and(|token| {
            // Only of a word in capitals may the token tell less than the lexicon.
            (token.class.has(Class::PLACE_NOUN) || token.case == Case::Shouted)
                && self.lexicon.class_of_word(token.bare(self.text)).has(Class::PLACE_NOUN)
        })
    }

    /// What the lexicon knows about the run as a whole.
    pub(super) fn whole(&self, start: usize, end: usize) -> Class {
        if end - start == 1 {
            return self.get(start).map_or(Class::NONE, |token| token.class);
        }
        self.lexicon.class_of_name(self.span(start, end).of(self.text))
    }

    /// What title and first name say of a person's gender.
    pub(super) fn gender(&self, start: usize, title: Option<Span>) -> Gender {
        let title = title.map_or("", |title| title.of(self.text));
        for word in title.split_whitespace() {
            match word.trim_end_matches('.') {
                "Mr" | "Sir" | "Lord" | "King" | "Prince" | "Father" | "Congressman" | "Chairman"
                | "Spokesman" | "Councilman" | "Herr" | "Monsieur" => return Gender::Male,
                "Mrs" | "Ms" | "Miss" | "Dame" | "Lady" | "Queen" | "Princess" | "Sister"
                | "Congresswoman" | "Chairwoman" | "Spokeswoman" | "Councilwoman" | "Madame" | "Frau" => {
                    return Gender::Female;
                }
                _ => {}
            }
        }
        match self.get(start).map(|token| (token.class.has(Class::MAN), token.class.has(Class::WOMAN))) {
            Some((true, false)) => Gender::Male,
            Some((false, true)) => Gender::Female,
            _ => Gender::Unknown,
        }
    }

    /// Whether the words name a body: "Foreign Ministry", "Bank of Tarn".
    pub(super) fn named_body(&self, start: usize, end: usize) -> bool {
        (start..end).any(|index| self.has(index, Class::BODY) && !self.has(index, Class::FIRST_NAME))
    }
}
