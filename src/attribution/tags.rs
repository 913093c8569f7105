//! Tags: a cue and its speaker behind, inside or around what they report.

use std::ops::Range;

use super::content::{Behind, breaks_off, clause_end};
use super::cues::Cue;
use super::draft::Rule;
use super::lexicon::Class;
use super::phrases::Phrase;
use super::sentence::Sentence;
use super::statements::Reader;
use super::tokens::{Case, Kind, Token};

/// How many items may stand between a tag and the second half of its quotation.
const INSERTION: usize = 24;

/// The name that stands behind a quotation and a dash: "“…” — Ada Long".
pub(super) fn signed(sentence: &Sentence<'_>, quote: usize) -> Option<Phrase> {
    let start = quote + 2;
    if !sentence.is(quote + 1, Kind::Dash) || !sentence.get(start)?.is_name_word() {
        return None;
    }
    let end = sentence.phrase_end(start, true);
    let over =
        sentence.get(end).is_none_or(|item| matches!(item.kind, Kind::Stop | Kind::Comma | Kind::Bracketed));
    sentence.phrase(start, end).filter(|_| over && !sentence.has_verb(start..sentence.items.len()))
}

impl Reader<'_, '_> {
    /// “…,” said X
    pub(super) fn inverted(&mut self, cue: &Cue, right: &Behind) -> bool {
        let sentence = self.sentence;
        let Some(before) = cue.verb.checked_sub(1) else { return false };
        let quoted = sentence.is_quote(before)
            || before > 0 && sentence.is(before, Kind::Comma) && sentence.is_quote(before - 1);
        if !quoted && !sentence.is(before, Kind::Comma) {
            return false;
        }
        if !cue.frames.has(Class::TAKES_CLAUSE | Class::TAKES_TAG | Class::TAKES_QUERY) || cue.range.len() > 1
        {
            return false;
        }
        // Without a quotation only plain verbs of saying come first, and not behind a subject of
        // their own with its apposition: "…, the owner, said the bridge …".
        let plain =
            !cue.frames.has(Class::TAKES_THAT | Class::TAKES_OBJECT | Class::TAKES_NAMING | Class::TAKES_TO);
        if !quoted && (!plain || right.content.is_some() && sentence.subject_before(cue.verb).is_some()) {
            return false;
        }
        let Some(phrase) = sentence.subject_after(cue.range.end) else { return false };
        let end = phrase.range.end;
        let after = sentence.get(end);
        let closed = after.is_none_or(|item| {
            matches!(
                item.kind,
                Kind::Comma | Kind::Stop | Kind::Quote(_) | Kind::Colon | Kind::Dash | Kind::Semicolon
            ) || item.has(
                Class::PREPOSITION
                    | Class::DATE
                    | Class::TIME
                    | Class::ADVERB
                    | Class::RELATIVE
                    | Class::SUBORDINATOR
                    | Class::COORDINATOR,
            ) || quoted && item.is_word() && item.case == Case::Lower && !item.class.has(Class::FINITE)
        });
        let content = self.left(if sentence.is(before, Kind::Comma) { before } else { before + 1 });
        let clause = content.as_ref().is_some_and(|content| {
            sentence.has_verb(content.clone()) || content.clone().any(|index| sentence.is_quote(index))
        });
        if !closed || !(quoted || clause) {
            return false;
        }
        let mut content = content.map_or_else(Vec::new, |content| vec![content]);
        let resumed = self.resumed(end);
        content.extend(resumed);
        let rule = if quoted { Rule::QuotationCueSpeaker } else { Rule::ClauseCueSpeaker };
        self.push(rule, Some(&cue.range), Some(phrase), None, &content);
        true
    }

    /// The content that a tag with its subject at `subject` reports, and whether a quotation stands
    /// right before the tag.
    pub(super) fn before_tag(&self, subject: usize, cue: &Cue) -> Option<(Range<usize>, bool)> {
        let sentence = self.sentence;
        let before = subject.checked_sub(1)?;
        if sentence.is_quote(before) {
            return Some((self.left(subject)?, true));
        }
        if !sentence.is(before, Kind::Comma) || before == 0 {
            return None;
        }
        let content = self.left(before)?;
        if sentence.is_quote(before - 1) {
            return Some((content, true));
        }
        (cue.frames.has(Class::TAKES_CLAUSE | Class::TAKES_HEARER)
            && (sentence.has_verb(content.clone()) || content.clone().any(|index| sentence.is_quote(index))))
        .then_some((content, false))
    }

    /// The content around a tag between commas: "The park, he said, is full." `subject` is where the
    /// tag starts.
    pub(super) fn around(&self, subject: usize, right: &Behind, cue: &Cue) -> Option<Vec<Range<usize>>> {
        let sentence = self.sentence;
        let end = right.end;
        let comma =
            subject.checked_sub(1).filter(|&before| before > 0 && sentence.is(before, Kind::Comma))?;
        let goes_on = sentence.is(end, Kind::Comma) && sentence.get(end + 1).is_some_and(Token::is_word);
        if !goes_on
            || !cue.frames.has(Class::TAKES_CLAUSE | Class::TAKES_HEARER)
            || !cue.frames.has(Class::TAKES_CLAUSE)
                && right.audience.as_ref().is_none_or(|hearer| {
                    hearer.end < end && !sentence.has(end - 1, Class::DATE | Class::TIME)
                })
            || sentence.has(end + 1, Class::ING | Class::RELATIVE)
            || sentence.has(end + 1, Class::COORDINATOR | Class::CONTRAST)
                && (breaks_off(sentence, end + 1)
                    || !(0..comma).any(|index| sentence.is_verb(index) || sentence.is_quote(index)))
        {
            return None;
        }
        let rest = end + 1..clause_end(sentence, end + 1);
        let opening = sentence.opening();
        // "But, she said, …"; "… because, she said, …"
        let introduction = comma == opening + 1
            && sentence.has(opening, Class::COORDINATOR | Class::CONTRAST)
            || sentence.has(comma - 1, Class::CLAUSE_OPENER);
        Some(if introduction { vec![rest] } else { vec![opening..comma, rest] })
    }

    /// The content behind a tag that opens the sentence: "As she told the council, the park is full."
    pub(super) fn led_by(&self, start: usize, right: &Behind, cue: &Cue) -> Option<Range<usize>> {
        let sentence = self.sentence;
        let leads = start == sentence.opening()
            && sentence.word(start) == "As"
            && right.content.is_none()
            && sentence.is(right.end, Kind::Comma)
            && cue.frames.has(Class::TAKES_CLAUSE | Class::TAKES_HEARER);
        let content = leads.then(|| right.end + 1..clause_end(sentence, right.end + 1))?;
        sentence.has_verb(content.clone()).then_some(content)
    }

    /// The content in front of a tag that starts at `end`: the sentence so far, or only the
    /// quotation where a clause of its own leads up to it.
    pub(super) fn left(&self, end: usize) -> Option<Range<usize>> {
        let sentence = self.sentence;
        let opening = sentence.opening();
        let mut start = opening;
        let last = end.checked_sub(1)?;
        if let Some(Token { kind: Kind::Quote(quoted), .. }) = sentence.get(last)
            && (quoted.capital && quoted.words > 2 || last > 0 && sentence.is(last - 1, Kind::Colon))
        {
            start = last;
            while start > opening && sentence.is_quote(start - 1) {
                start -= 1;
            }
        }
        (start < end).then_some(start..end)
    }

    /// The quotation or clause with which a statement goes on behind its tag.
    pub(super) fn resumed(&self, end: usize) -> Option<Range<usize>> {
        let sentence = self.sentence;
        let start = if matches!(sentence.get(end)?.kind, Kind::Comma | Kind::Colon | Kind::Dash) {
            end + 1
        } else {
            end
        };
        if sentence.is_quote(start) {
            return Some(start..clause_end(sentence, start));
        }
        // Behind an apposition or a relative clause: "said X, who keeps goats, “…”".
        if !sentence.is(end, Kind::Comma)
            || sentence.has(start, Class::ING | Class::CONTRAST | Class::COORDINATOR)
        {
            return None;
        }
        let quote = (start..sentence.items.len()).take(INSERTION).find(|&index| sentence.is_quote(index))?;
        let clear = sentence.is(quote - 1, Kind::Comma)
            && !(start..quote)
                .any(|index| sentence.has(index, Class::PAST | Class::THIRD) && sentence.is_verb(index));
        clear.then(|| quote..clause_end(sentence, quote))
    }
}
