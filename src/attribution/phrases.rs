//! Noun phrases beside a verb: who says it, and to whom.

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

/// The phrase that names a speaker, as ranges of items.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Phrase {
    /// The whole phrase, a name in apposition included.
    pub(super) range: Range<usize>,
    /// The word that the phrase is about.
    pub(super) head: usize,
    /// A name beside a description: "Pat Ryder" in "a spokesman, Pat Ryder".
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
const REACH: usize = 40;
/// How many insertions between commas may stand between a subject and its verb.
const INSERTIONS: usize = 3;

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
            && self.get(index - 1).is_none_or(Token::is_word)
    }

    /// Whether a verb that shows tense stands in `range`.
    pub(super) fn has_verb(&self, range: Range<usize>) -> bool {
        range.into_iter().any(|index| self.is_verb(index))
    }

    /// The subject of the verb at `verb`: the phrase before it.
    pub(super) fn subject_before(&self, verb: usize) -> Option<Phrase> {
        let mut end = verb;
        loop {
            end = self.before_auxiliaries(end);
            if end > 0 && self.has(end - 1, Class::PRONOUN_VERB) {
                return Some(self.pronoun(end - 1));
            }
            let before = self.before_time(end);
            if before == end {
                break;
            }
            end = before;
        }
        let mut apposed = None;
        for _ in 0..=INSERTIONS {
            while end > 1 && self.is(end - 1, Kind::Bracketed) {
                end -= 1;
            }
            if end == 0 || !matches!(self.get(end - 1).map(|item| item.kind), Some(Kind::Comma | Kind::Dash))
            {
                break;
            }
            let Some(inner) = self.insertion(end - 1) else {
                // "Ada Long of the harbour board, says": one comma too many.
                let whole = self.stretch(end.checked_sub(2)?).0 == 0
                    && self.get(0)?.is_capital()
                    && !self.has(0, Class::PREPOSITION | Class::CLAUSE_OPENER);
                if !whole || self.has_verb(0..end - 1) {
                    return None;
                }
                end -= 1;
                break;
            };
            if self.is_plain_name(inner.clone()) {
                apposed = Some(inner.clone());
            }
            end = inner.start - 1;
        }
        let mut phrase = self.phrase_ending(end)?;
        if phrase.form == PhraseForm::Description
            && let Some(name) = apposed
        {
            phrase.range.end = name.end;
            phrase.apposed = Some(name);
        }
        Some(phrase)
    }

    /// Where the auxiliaries and adverbs before `end` start.
    fn before_auxiliaries(&self, mut end: usize) -> usize {
        while end > 0 {
            let index = end - 1;
            let skipped = self.is_adverb(index) && !self.has(index, Class::QUANTITY)
                || self.has(index, Class::BE | Class::HAVE | Class::AUXILIARY)
                    && !self.has(index, Class::DATE);
            if !skipped {
                break;
            }
            end = index;
        }
        end
    }

    /// Where the time before `end` starts: "on Monday", "last week", "Sunday night".
    fn before_time(&self, end: usize) -> usize {
        let mut start = end;
        while start > 1
            && self.has(start - 1, Class::DATE | Class::TIME)
            && !self.get(start - 1).is_some_and(|item| item.possessive)
        {
            start -= 1;
        }
        if start == end {
            return end;
        }
        while start > 1
            && (matches!(
                self.word(start - 1),
                "last" | "this" | "late" | "early" | "on" | "that" | "earlier" | "in" | "the" | "a"
            ) || self.is(start - 1, Kind::Number))
        {
            start -= 1;
        }
        start
    }

    /// The stretch between the comma or dash at `close` and the one before it, if a sentence can go
    /// on behind it.
    fn insertion(&self, close: usize) -> Option<Range<usize>> {
        let kind = self.get(close)?.kind;
        let lowest = close.saturating_sub(REACH);
        let open = (lowest..close).rev().find(|&index| self.is(index, kind) || self.is_quote(index))?;
        if self.is_quote(open) || open == 0 || open + 1 == close {
            return None;
        }
        let first = self.get(open + 1)?;
        let conjoined = first.has(Class::COORDINATOR | Class::CONTRAST);
        let after_noun = self.is_nominal(open - 1) || self.has(open - 1, Class::PRONOUN | Class::QUANTITY);
        (after_noun && !conjoined).then_some(open + 1..close)
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

    /// The phrase of the possessive at `index`: "Ada Long’s".
    pub(super) fn owner(&self, index: usize) -> Option<Phrase> {
        let named = self.get(index)?.is_name_word();
        let mut start = index;
        while start > 0
            && self
                .get(start - 1)
                .is_some_and(|item| if named { item.is_name_word() } else { item.case == Case::Lower })
            && self.is_nominal(start - 1)
        {
            start -= 1;
        }
        let form = if self.get(index)?.is_name_word() { PhraseForm::Name } else { PhraseForm::Description };
        (start <= index).then_some(Phrase {
            range: start..index + 1,
            head: index,
            apposed: None,
            relative: None,
            form,
        })
    }

    /// The phrase of "him" in "according to him".
    pub(super) fn object_pronoun(&self, index: usize) -> Phrase {
        self.pronoun(index)
    }

    fn pronoun(&self, index: usize) -> Phrase {
        Phrase {
            range: index..index + 1,
            head: index,
            apposed: None,
            relative: None,
            form: PhraseForm::Pronoun,
        }
    }

    /// The noun phrase whose last item is the one before `end`.
    fn phrase_ending(&self, end: usize) -> Option<Phrase> {
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
        self.phrase(start, end).or_else(|| self.before_relative(last))
    }

    /// How far left the noun-phrase material that ends at `last` reaches, and whether a verb stops
    /// it.
    fn stretch(&self, last: usize) -> (usize, bool) {
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
    fn after_introduction(&self, mut start: usize, end: usize, bounded_by_verb: bool) -> usize {
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
                && (self.has(start, Class::DATE | Class::TIME) || self.is(start, Kind::Number))
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
        let cut = (start + 1..end)
            .find(|&index| {
                self.has(index, Class::PREPOSITION)
                    && !self.has(index, Class::PARTICLE)
                    && !self.joins_name(index)
            })
            .unwrap_or(end);
        let head = (start..cut).rev().find(|&index| self.get(index).is_some_and(|item| item.is_word()))?;
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

    /// Whether a word that is an adverb elsewhere stands behind "the": "from the back".
    fn follows_determiner(&self, start: usize, index: usize) -> bool {
        index > start
            && self.has(index - 1, Class::DETERMINER)
            && self
                .get(index)
                .is_some_and(|item| item.case == Case::Lower && item.has(Class::ADVERB | Class::TIME))
    }

    /// Whether the item at `index` opens the sentence, or follows a mark that can hide one.
    fn opens(&self, index: usize) -> bool {
        index.checked_sub(1).is_none_or(|before| self.is_quote(before) || self.is(before, Kind::Stop))
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
        let end = if relative > 1 && self.is(relative - 1, Kind::Comma) { relative - 1 } else { relative };
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

    /// The subject behind a verb that comes first: "said Pat Ryder", "said a US spokesman, Pat Ryder".
    pub(super) fn subject_after(&self, start: usize) -> Option<Phrase> {
        let first = self.get(start)?;
        if first.has(Class::PRONOUN) && first.case == Case::Lower {
            return Some(self.pronoun(start));
        }
        let end = self.phrase_end(start, true);
        let mut phrase = self.phrase(start, end).filter(|phrase| phrase.range.start < phrase.range.end)?;
        let lowercase_head = self.get(phrase.head).is_some_and(|item| item.case == Case::Lower);
        if lowercase_head && self.is(end, Kind::Comma) {
            let name_end = self.phrase_end(end + 1, false);
            let closed = self
                .get(name_end)
                .is_none_or(|item| !item.is_word() || item.has(Class::PREPOSITION | Class::RELATIVE));
            if closed && self.is_plain_name(end + 1..name_end) {
                phrase.apposed = Some(end + 1..name_end);
                phrase.range.end = name_end;
            }
        }
        Some(phrase)
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
