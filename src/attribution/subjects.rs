//! Subjects: who says it, before the verb or behind it.

use std::ops::Range;

use super::lexicon::Class;
use super::phrases::{Phrase, PhraseForm, REACH};
use super::sentence::Sentence;
use super::tokens::{Case, Kind};

/// How many insertions between commas may stand between a subject and its verb.
const INSERTIONS: usize = 3;

impl Sentence<'_> {
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
            // "Ada Long, 54, a captain, said"
            if end > 2 && self.is(end - 1, Kind::Number) && self.is(end - 2, Kind::Comma) {
                end -= 2;
            }
        }
        let mut phrase = self.phrase_ending(end)?;
        // "Ada Long, speaking in Tarn, Ohio, said": one comma too many.
        let start = phrase.range.start;
        if start > 1
            && self.is(start - 1, Kind::Comma)
            && self.get(start).is_some_and(|item| item.case == Case::Lower)
            && self.word(start).ends_with("ing")
        {
            phrase = self.phrase_ending(start - 1)?;
        }
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

    /// The subject behind a verb that comes first: "said Ada Long", "said a spokeswoman, Ada Long".
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
}
