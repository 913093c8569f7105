//! Noun phrases: where they start and end, and what they are about.

use std::ops::Range;

use super::lexicon::Class;
use super::sentence::Sentence;
use super::tokens::{Case, Kind, Token};

/// The phrase that names a speaker, as ranges of items.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Phrase {
    /// The whole phrase, a name in apposition included.
    pub(super) range: Range<usize>,
    /// The word that the phrase is about.
    pub(super) head: usize,
    /// A name beside a description: "Otto Vance" in "a spokesman, Otto Vance".
    pub(super) apposed: Option<Range<usize>>,
    /// The relative pronoun that stands for the phrase: "who".
    pub(super) relative: Option<usize>,
    pub(super) form: PhraseForm,
}

/// How a phrase names its speaker.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum PhraseForm {
    Name,
    /// "he", "she", "they", "it", "we".
    Pronoun,
    /// "who", "which": the phrase's range is its antecedent's.
    Relative,
    Description,
}

/// How many items a phrase may have, and how far an apposition may reach.
pub(super) const REACH: usize = 40;

impl Sentence<'_> {
    pub(super) fn pronoun(&self, index: usize) -> Phrase {
        Phrase {
            range: index..index + 1,
            head: index,
            apposed: None,
            relative: None,
            form: PhraseForm::Pronoun,
        }
    }

    /// The noun phrase whose last item is the one before `end`.
    pub(super) fn phrase_ending(&self, end: usize) -> Option<Phrase> {
        let last = end.checked_sub(1)?;
        let item = self.get(last)?;
        if item.has(Class::PRONOUN) && item.case != Case::Shouted {
            return Some(self.pronoun(last));
        }
        if item.has(Class::RELATIVE | Class::THAT) {
            return self.antecedent(last);
        }
        // "those close to him", "many of whom"
        let object =
            item.has(Class::OBJECT) && last > 0 && self.has(last - 1, Class::PREPOSITION | Class::TO);
        if !self.is_nominal(last) && !object && !item.has(Class::QUANTITY | Class::DETERMINER) {
            return self.before_relative(last);
        }
        let (start, bounded_by_verb) = self.stretch(last);
        let start = self.after_introduction(start, end, bounded_by_verb);
        self.around_relative(start, bounded_by_verb)
            .or_else(|| self.phrase(start, end))
            .or_else(|| self.before_relative(last))
    }

    /// How far left the noun-phrase material that ends at `last` reaches, and whether a verb stops
    /// it.
    pub(super) fn stretch(&self, last: usize) -> (usize, bool) {
        let mut start = last;
        while start > 0 && last - start < REACH {
            let index = start - 1;
            let Some(item) = self.get(index) else { break };
            let goes_on = match item.kind {
                Kind::Number | Kind::Bracketed | Kind::Aside => true,
                Kind::Quote(quoted) => {
                    quoted.words <= 3 && index > 0 && self.get(index + 1).is_some_and(Token::is_word)
                }
                Kind::Word if self.is_verb(index) => return (start, true),
                Kind::Word if item.has(Class::CLAUSE_OPENER) => false,
                Kind::Word if item.has(Class::PRONOUN | Class::OBJECT) => false,
                Kind::Word => true,
                _ => false,
            };
            if !goes_on {
                break;
            }
            start = index;
        }
        (start, false)
    }

    /// The start of the noun phrase in `start..end`, behind introductory words: "And", "On Monday".
    pub(super) fn after_introduction(&self, mut start: usize, end: usize, bounded_by_verb: bool) -> usize {
        while start + 1 < end && (self.has(start, Class::COORDINATOR | Class::TO) || self.is_adverb(start)) {
            start += 1;
        }
        if bounded_by_verb
            && let Some(and) = (start..end).rev().find(|&index| self.has(index, Class::COORDINATOR))
        {
            start = and + 1;
        }
        // "Saturday at the convention Ada Long"
        let dated = self.has(start, Class::DATE) && self.has(start + 1, Class::PREPOSITION);
        if self.has(start, Class::PREPOSITION) || dated {
            let linked = |index: usize| self.word(index) == "of";
            let last =
                (start..end).rev().find(|&index| self.has(index, Class::PREPOSITION) && !linked(index));
            start = last.map_or(start, |index| index + 1);
            // "In 2012 Ada Long": the phrase starts behind the time.
            while start + 1 < end
                && (self.has(start, Class::DATE | Class::TIME)
                    || self.is(start, Kind::Number) && self.word(start).len() == 4)
            {
                start += 1;
            }
        }
        start
    }

    /// The phrase in `start..end`, if a speaker can be named so.
    pub(super) fn phrase(&self, start: usize, end: usize) -> Option<Phrase> {
        let mut start = start;
        while start < end && (self.is_adverb(start) && !self.has(start, Class::DETERMINER | Class::QUANTITY))
        {
            start += 1;
        }
        // "more than 4 in 10"
        if matches!(self.word(start), "more" | "fewer" | "less" | "More" | "Fewer")
            && self.word(start + 1) == "than"
        {
            start += 2;
        }
        let cut = (start + 1..end)
            .find(|&index| {
                self.has(index, Class::PREPOSITION)
                    && !self.has(index, Class::PARTICLE)
                    && !self.joins_name(index)
            })
            .unwrap_or(end);
        let head = (start..cut)
            .rev()
            .find(|&index| self.get(index).is_some_and(|item| item.is_word()))
            .or_else(|| (start..cut).rev().find(|&index| self.counts_people(index)))?;
        let item = self.get(head)?;
        if item.class.has(Class::DATE | Class::TIME)
            && !item.class.has(Class::ROLE | Class::ORGANISATION | Class::FIRST_NAME)
        {
            return None;
        }
        let is_name = item.is_name_word() && !item.possessive;
        let has_word = is_name || item.class.has(Class::QUANTITY) || self.is_nominal(head);
        if !has_word {
            return None;
        }
        // "Visitors said": a plural at the start of a sentence is no name.
        let common = head == start
            && self.opens(head)
            && (item.class.has(Class::ROLE | Class::BODY | Class::DOCUMENT)
                || item.class == Class::NONE && self.word(head).ends_with('s') && cut == start + 1);
        // A name is cut where a preposition follows ("Ada Long in a statement"), but not before "of".
        let end = if is_name && !common && cut < end && !matches!(self.word(cut), "of" | "for") {
            cut
        } else {
            end
        };
        let form = if is_name && !common { PhraseForm::Name } else { PhraseForm::Description };
        Some(Phrase { range: start..end, head, apposed: None, relative: None, form })
    }

    /// Whether a number can stand for people: "42%", "three in 10"; not a year or an age.
    fn counts_people(&self, index: usize) -> bool {
        let word = self.word(index);
        let dated = index > 0 && (self.is(index - 1, Kind::Comma) || self.has(index - 1, Class::DATE));
        self.is(index, Kind::Number) && !dated && (word.len() < 4 || word.contains(['%', ',']))
    }

    /// Whether a word that is an adverb elsewhere stands behind "the": "from the back".
    fn follows_determiner(&self, start: usize, index: usize) -> bool {
        index > start
            && self.has(index - 1, Class::DETERMINER)
            && self
                .get(index)
                .is_some_and(|item| item.case == Case::Lower && item.has(Class::ADVERB | Class::TIME))
    }

    /// Whether "of" at `index` belongs to an office or a body: "Secretary of State".
    fn joins_name(&self, index: usize) -> bool {
        let capital = |index: usize| {
            self.get(index).is_some_and(|item| item.is_capital() && !item.has(Class::FUNCTION))
        };
        matches!(self.word(index), "of" | "for") && index > 0 && capital(index - 1) && capital(index + 1)
    }

    /// The phrase before the relative pronoun at `relative`.
    fn antecedent(&self, relative: usize) -> Option<Phrase> {
        let mut end =
            if relative > 1 && self.is(relative - 1, Kind::Comma) { relative - 1 } else { relative };
        // "Ada Long, 54, who"
        if end > 2 && self.is(end - 1, Kind::Number) && self.is(end - 2, Kind::Comma) {
            end -= 2;
        }
        let last = end.checked_sub(1)?;
        if self.has(relative, Class::THAT) && !self.is_nominal(last) {
            return None;
        }
        if !self.is_nominal(last) {
            return None;
        }
        let (start, bounded) = self.stretch(last);
        let start = self.after_introduction(start, end, bounded);
        let phrase = self.phrase(start, end)?;
        Some(Phrase { form: PhraseForm::Relative, relative: Some(relative), ..phrase })
    }

    /// For "builders who worked with Ada Long say": the phrase before the relative clause whose
    /// object starts at `start`.
    fn around_relative(&self, start: usize, bounded: bool) -> Option<Phrase> {
        let verb = start.checked_sub(1).filter(|_| bounded)?;
        // "those who say Ada Long lied": the name is the subject of a clause of its own.
        if self.has(verb, Class::REPORTING | Class::BE | Class::HAVE | Class::AUXILIARY) {
            return None;
        }
        let lowest = verb.saturating_sub(REACH / 4);
        let relative = (lowest..verb)
            .rev()
            .take_while(|&index| self.get(index).is_some_and(Token::is_word))
            .find(|&index| self.has(index, Class::RELATIVE))?;
        let clear = !(relative..verb).any(|index| self.has(index, Class::REPORTING));
        let helping = Class::BE | Class::HAVE | Class::AUXILIARY;
        let whole = (relative..start).any(|index| self.is_verb(index) && !self.has(index, helping));
        (clear && whole).then(|| self.before_relative(verb)).flatten()
    }

    /// For "those who know him say": the phrase before the relative clause that ends at `last`.
    fn before_relative(&self, last: usize) -> Option<Phrase> {
        let lowest = last.saturating_sub(REACH / 2);
        let relative = (lowest..=last).rev().find(|&index| {
            self.has(index, Class::RELATIVE) || self.is(index, Kind::Comma) || self.is_quote(index)
        })?;
        if !self.has(relative, Class::RELATIVE) {
            return None;
        }
        let phrase = self.antecedent(relative)?;
        Some(Phrase {
            relative: None,
            form: if self.get(phrase.head).is_some_and(Token::is_name_word) {
                PhraseForm::Name
            } else {
                PhraseForm::Description
            },
            ..phrase
        })
    }

    /// Where the noun phrase that starts at `start` ends. `linked`: prepositional phrases belong to
    /// it where it is a description ("a spokesman for the ministry").
    pub(super) fn phrase_end(&self, start: usize, linked: bool) -> usize {
        let mut end = start;
        let mut named = false;
        while end - start < REACH {
            let Some(item) = self.get(end) else { break };
            let goes_on = match item.kind {
                Kind::Number => true,
                Kind::Bracketed | Kind::Aside => end > start,
                Kind::Quote(quoted) => {
                    quoted.words <= 3 && named && self.get(end + 1).is_some_and(Token::is_capital)
                }
                Kind::Word if item.has(Class::DATE) && end > start => false,
                Kind::Word
                    if item.has(Class::DETERMINER | Class::POSSESSIVE)
                        && (item.case == Case::Lower || end == start) =>
                {
                    end == start
                        || self.has(end - 1, Class::PREPOSITION | Class::DETERMINER | Class::COORDINATOR)
                }
                Kind::Word if item.has(Class::PREPOSITION) && !item.has(Class::PARTICLE) => {
                    linked
                        && end > start
                        && (self.word(end) == "of" || !named)
                        && !self.has(end + 1, Class::DATE)
                        && matches!(
                            self.word(end),
                            "of" | "for" | "at" | "with" | "from" | "in" | "to" | "by"
                        )
                }
                Kind::Word if item.has(Class::COORDINATOR) => {
                    end > start
                        && self.get(end + 1).is_some_and(Token::is_name_word)
                        && self.get(end - 1).is_some_and(Token::is_name_word)
                }
                Kind::Word if self.follows_determiner(start, end) => true,
                Kind::Word => {
                    self.is_nominal(end) && !(self.is_verb(end) && end > start) && !self.is_adverb(end)
                }
                _ => false,
            };
            if !goes_on {
                break;
            }
            named |= item.is_name_word()
                && !item.possessive
                && !self.get(end + 1).is_some_and(|next| {
                    next.is_word() && next.case == Case::Lower && self.is_nominal(end + 1)
                });
            end += 1;
        }
        while end > start + 1
            && self.has(end - 1, Class::PREPOSITION | Class::COORDINATOR | Class::DETERMINER)
            && !self.has(end - 1, Class::QUANTITY)
        {
            end -= 1;
        }
        end
    }
}
