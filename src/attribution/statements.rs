//! The rules: from the outline of a sentence to its statements.

use std::ops::Range;

use super::content::{Behind, behind, clause_end};
use super::cues::{Cue, Voice, cue_at};
use super::draft::{Draft, Rule, Speaker};
use super::lexicon::Class;
use super::phrases::{Phrase, PhraseForm};
use super::sentence::Sentence;
use super::tokens::{Kind, Token};
use super::{Few, StatementKind};
use crate::article::Span;

/// Finds the statements of one sentence and appends them to `drafts`.
///
/// `number` is the index of the sentence in its paragraph; `titled` tells a headline in which most
/// words have a capital.
pub(super) fn read(sentence: &Sentence<'_>, number: usize, titled: bool, drafts: &mut Vec<Draft>) {
    let mut reader = Reader { sentence, number, subject: None, tagged: false, drafts };
    for (index, item) in sentence.items.iter().enumerate() {
        if item.has(Class::REPORTING)
            && let Some(cue) = cue_at(sentence, index, titled)
        {
            reader.cue(&cue);
        } else if item.has(Class::SPEECH_NOUN) && sentence.has(index + 1, Class::THAT) {
            reader.noun(index);
        } else if sentence.has(index + 1, Class::TO)
            && item.is_word()
            && matches!(sentence.word(index), "according" | "According")
        {
            reader.according(index);
        }
    }
}

/// The first subject of a sentence: the phrase before its first verb with tense.
pub(super) fn main_subject(sentence: &Sentence<'_>) -> Option<Phrase> {
    if sentence.has(0, Class::PRONOUN_VERB) {
        let pronoun = sentence.word(0).split(['\'', '’']).next().unwrap_or_default();
        if matches!(pronoun, "He" | "She" | "They" | "We" | "I") {
            return Some(sentence.pronoun(0));
        }
    }
    let verb = (1..sentence.items.len()).find(|&index| sentence.is_verb(index))?;
    sentence.subject_before(verb)
}

/// The subject of the last clause before `end` that "and" or "but" behind a comma opens.
fn coordinate_subject(sentence: &Sentence<'_>, end: usize) -> Option<Phrase> {
    let joint = (1..end).rev().find(|&index| {
        sentence.has(index, Class::COORDINATOR | Class::CONTRAST) && sentence.is(index - 1, Kind::Comma)
    })?;
    let verb = (joint + 2..end).find(|&index| sentence.is_verb(index))?;
    sentence.subject_before(verb).filter(|subject| subject.range.start > joint)
}

/// How many items may stand between "which" and the subject of its clause.
const RELATIVE_REACH: usize = 6;

/// Reads one sentence.
pub(super) struct Reader<'s, 'a> {
    pub(super) sentence: &'s Sentence<'a>,
    number: usize,
    /// The subject of the last cue, which a further verb can share.
    subject: Option<Phrase>,
    /// Whether the last cue was a tag behind what it reports.
    tagged: bool,
    drafts: &'s mut Vec<Draft>,
}

impl Reader<'_, '_> {
    /// Applies the rules for a reporting verb.
    fn cue(&mut self, cue: &Cue) {
        let right = behind(self.sentence, cue);
        match cue.voice {
            Voice::Participle => self.participle(cue, right),
            Voice::Passive => self.passive(cue),
            Voice::Infinitive => self.infinitive(cue, right),
            Voice::Finite => {
                if !self.inverted(cue, &right) {
                    self.finite(cue, right);
                }
            }
        }
    }

    /// X said …, “…,” X said, …, X said
    fn finite(&mut self, cue: &Cue, right: Behind) {
        let sentence = self.sentence;
        let own = sentence.subject_before(cue.verb);
        let subject = own
            .clone()
            .or_else(|| if self.is_conjoined(cue.verb) { self.shared_subject(cue.verb) } else { None });
        // "…, who said so" is no tag.
        let named = own.as_ref().filter(|phrase| phrase.form != PhraseForm::Relative);
        // ", as she said, …" is a tag as well.
        let tag = named.map(|phrase| {
            let start = phrase.range.start;
            let as_said = start > 0
                && (sentence.word(start - 1) == "As"
                    || sentence.word(start - 1) == "as" && !cue.frames.has(Class::TAKES_THAT));
            start - usize::from(as_said)
        });
        let left = tag.and_then(|start| self.before_tag(start, cue));
        let around = tag.and_then(|start| self.around(start, &right, cue));
        if let Some(content) =
            around.filter(|_| right.content.is_none() && !left.as_ref().is_some_and(|(_, quoted)| *quoted))
        {
            self.push(Rule::ClauseSpeakerCue, Some(&cue.range), subject, right.audience, &content);
            return;
        }
        if let Some(content) = tag.and_then(|start| self.led_by(start, &right, cue)) {
            self.push(Rule::ClauseSpeakerCue, Some(&cue.range), subject, right.audience, &[content]);
            return;
        }
        if let Some((content, quoted)) = left
            && (quoted || right.content.is_none() && right.over)
            && cue
                .frames
                .has(Class::TAKES_CLAUSE | Class::TAKES_TAG | Class::TAKES_HEARER | Class::TAKES_QUERY)
        {
            let mut content = vec![content];
            let resumed = match &right.content {
                Some(range) if range.clone().any(|index| sentence.is_quote(index)) => Some(range.clone()),
                _ => self.resumed(right.end),
            };
            content.extend(resumed);
            let rule = if quoted { Rule::QuotationSpeakerCue } else { Rule::ClauseSpeakerCue };
            self.push(rule, Some(&cue.range), subject, right.audience, &content);
            return;
        }

        if let Some(mut content) = right.content {
            if own.as_ref().is_some_and(|phrase| phrase.form == PhraseForm::Relative) {
                content.end = self.relative_end(cue.verb, &content);
            }
            let rule = match () {
                () if right.object => Rule::SpeakerCueObject,
                () if sentence.is_quote(content.start) => Rule::SpeakerCueQuotation,
                () => Rule::SpeakerCueClause,
            };
            if rule == Rule::SpeakerCueObject && subject.is_none()
                || self.is_named(cue, own.as_ref(), content.start)
            {
                return;
            }
            let moved = own.as_ref().and_then(|phrase| self.moved(phrase, content.start));
            if rule == Rule::SpeakerCueObject && moved.is_some() {
                return;
            }
            let content: Vec<_> = moved.into_iter().chain([content]).collect();
            self.push(rule, Some(&cue.range), subject, right.audience, &content);
        }
    }

    /// The relative pronoun that the content starting at `content` lacks: "which she said was safe".
    fn moved(&self, subject: &Phrase, content: usize) -> Option<Range<usize>> {
        let sentence = self.sentence;
        let before = subject.range.start.checked_sub(1)?;
        let relative = sentence.has(before, Class::RELATIVE | Class::THAT)
            || matches!(sentence.word(before), "what" | "whom");
        let verb = (content..sentence.items.len()).find(|&index| !sentence.is_adverb(index))?;
        (relative && sentence.is_verb(verb)).then_some(before..before + 1)
    }

    /// Where a content that a relative clause reports ends: "Ada Long, who said the bridge was safe,
    /// left" goes on behind the comma.
    fn relative_end(&self, verb: usize, content: &Range<usize>) -> usize {
        let sentence = self.sentence;
        content
            .clone()
            .find(|&index| {
                let mut next = index + 1;
                while sentence.is_adverb(next) {
                    next += 1;
                }
                index > verb && sentence.is(index, Kind::Comma) && sentence.is_verb(next)
            })
            .unwrap_or(content.end)
    }

    /// Whether a naming verb only tells a name: "a group called “…”", not "what X called “…”".
    fn is_named(&self, cue: &Cue, subject: Option<&Phrase>, content: usize) -> bool {
        let sentence = self.sentence;
        let start = subject.map_or(0, |phrase| phrase.range.start);
        let relative = (start.saturating_sub(RELATIVE_REACH)..start).any(|index| {
            sentence.has(index, Class::RELATIVE | Class::WH | Class::THAT) || sentence.word(index) == "whom"
        });
        cue.frames.has(Class::TAKES_NAMING)
            && cue.range.len() == 1
            && content == cue.range.end
            && sentence.is_quote(content)
            && !relative
    }

    /// ", adding that …"; "a statement calling …"; "Calling it a farce, X …"
    fn participle(&mut self, cue: &Cue, right: Behind) {
        let sentence = self.sentence;
        let Some(mut content) = right.content else { return };
        // ", falsely suggesting that"
        let mut first = cue.verb;
        while first > 0 && sentence.is_adverb(first - 1) {
            first -= 1;
        }
        let subject = match first.checked_sub(1).and_then(|before| sentence.get(before)) {
            None => {
                // "Citing the rules, X …"
                let comma =
                    content.clone().find(|&index| sentence.is(index, Kind::Comma)).unwrap_or(content.end);
                content.end = comma;
                (comma + 1..sentence.items.len())
                    .find(|&index| sentence.is_verb(index))
                    .and_then(|verb| sentence.subject_before(verb))
            }
            Some(item)
                if item.has(Class::PREPOSITION)
                    && !matches!(sentence.word(first - 1), "before" | "while" | "without" | "as")
                    && (sentence.word(first - 1) != "by" || right.object) =>
            {
                None
            }
            // "opened the meeting by saying"
            Some(_) if sentence.word(first - 1) == "by" => self.last_subject(first),
            Some(item) if item.is_word() && !item.class.has(Class::FUNCTION | Class::DATE | Class::TIME) => {
                let phrase = sentence.subject_before(first).filter(|phrase| {
                    sentence.has(phrase.head, Class::ROLE | Class::BODY | Class::DOCUMENT | Class::QUANTITY)
                        || matches!(sentence.word(phrase.head), "percent" | "majority")
                        || sentence.get(phrase.head).is_some_and(Token::is_name_word)
                });
                // "issued a statement saying": whoever issued it speaks.
                let text = phrase.as_ref().is_some_and(|phrase| {
                    sentence.has(phrase.head, Class::DOCUMENT)
                        && phrase.range.start > 0
                        && sentence.is_verb(phrase.range.start - 1)
                });
                let issued = if text {
                    main_subject(sentence).filter(|main| main.range.end <= cue.verb)
                } else {
                    None
                };
                issued.or(phrase)
            }
            Some(_) if self.tagged => self.shared_subject(cue.verb),
            Some(_) => coordinate_subject(sentence, first)
                .or_else(|| main_subject(sentence))
                .filter(|main| main.range.end <= cue.verb)
                .or_else(|| self.shared_subject(cue.verb)),
        };
        let Some(subject) = subject else { return };
        self.push(Rule::Participle, Some(&cue.range), Some(subject), right.audience, &[content]);
    }

    /// "went on to say that …"
    fn infinitive(&mut self, cue: &Cue, right: Behind) {
        let sentence = self.sentence;
        let Some(content) = right.content.filter(|content| {
            sentence.is_quote(content.start)
                || sentence.has(content.start, Class::THAT | Class::PRONOUN) && !right.object
        }) else {
            return;
        };
        let Some(subject) = self.last_subject(cue.verb) else { return };
        let rule =
            if sentence.is_quote(content.start) { Rule::SpeakerCueQuotation } else { Rule::SpeakerCueClause };
        self.push(rule, Some(&cue.range), Some(subject), right.audience, &[content]);
    }

    /// "According to X, …"; "…, according to X"
    fn according(&mut self, index: usize) {
        let sentence = self.sentence;
        let start = index + 2;
        let phrase = if sentence.has(start, Class::OBJECT) {
            sentence.object_pronoun(start)
        } else {
            let Some(phrase) = sentence.subject_after(start) else { return };
            phrase
        };
        let end = phrase.range.end;
        let cue = index..index + 2;
        let leading =
            index == 0 || index == 1 && sentence.has(0, Class::COORDINATOR | Class::CONTRAST | Class::ADVERB);
        let content = if leading {
            let Some(comma) = (end..sentence.items.len()).find(|&index| sentence.is(index, Kind::Comma))
            else {
                return;
            };
            comma + 1..clause_end(sentence, comma + 1)
        } else {
            let end = if sentence.is(index - 1, Kind::Comma) { index - 1 } else { index };
            let Some(content) = self.left(end) else { return };
            content
        };
        self.push(Rule::AccordingTo, Some(&cue), Some(phrase), None, &[content]);
    }

    /// "X’s claim that …", "his warning that …"
    fn noun(&mut self, index: usize) {
        let sentence = self.sentence;
        let owner = (index.saturating_sub(3)..index).rev().find(|&before| {
            sentence.get(before).is_some_and(|item| item.possessive)
                || sentence.has(before, Class::POSSESSIVE)
        });
        // "said in his remarks that …" reports by its verb.
        let Some(owner) = owner.filter(|&owner| {
            (owner + 1..index).all(|between| sentence.is_nominal(between))
                && !(owner > 0 && matches!(sentence.word(owner - 1), "in" | "In" | "during"))
        }) else {
            return;
        };
        let subject = if sentence.has(owner, Class::POSSESSIVE) {
            Some(sentence.object_pronoun(owner))
        } else {
            sentence.owner(owner)
        };
        let content = index + 1..clause_end(sentence, index + 1);
        if subject.is_some() && sentence.has_verb(content.clone()) {
            self.push(Rule::SpeakerNoun, Some(&(index..index + 1)), subject, None, &[content]);
        }
    }

    /// Whether the verb at `verb` goes on from an earlier one: "… and said".
    fn is_conjoined(&self, verb: usize) -> bool {
        let sentence = self.sentence;
        let mut start = verb;
        while start > 0
            && (sentence.is_adverb(start - 1)
                || sentence.has(start - 1, Class::HAVE | Class::BE | Class::AUXILIARY))
        {
            start -= 1;
        }
        start > 0
            && (sentence.has(start - 1, Class::COORDINATOR | Class::CONTRAST | Class::ADVERB)
                || sentence.is(start - 1, Kind::Comma))
    }

    /// The subject of the last verb with tense before `end`, or else that of the cue before.
    fn last_subject(&self, end: usize) -> Option<Phrase> {
        let sentence = self.sentence;
        let verb = (0..end).rev().find(|&index| sentence.is_verb(index));
        verb.and_then(|verb| sentence.subject_before(verb)).or_else(|| self.shared_subject(end))
    }

    /// The subject that a verb shares with an earlier one.
    fn shared_subject(&self, verb: usize) -> Option<Phrase> {
        let subject = self.subject.clone().or_else(|| main_subject(self.sentence))?;
        (subject.range.end <= verb || subject.range.start > verb).then_some(subject)
    }

    pub(super) fn push(
        &mut self,
        rule: Rule,
        cue: Option<&Range<usize>>,
        subject: Option<Phrase>,
        audience: Option<Range<usize>>,
        content: &[Range<usize>],
    ) {
        let sentence = self.sentence;
        let spans: Few<Span> =
            content.iter().map(|range| sentence.span(range)).filter(|span| !span.is_empty()).collect();
        if spans.is_empty() {
            return;
        }
        self.drafts.push(Draft {
            kind: kind(sentence, content),
            content: spans,
            cue: cue.map(|cue| sentence.span(cue)),
            speaker: subject.as_ref().map(|phrase| Speaker::new(sentence, phrase)),
            audience: audience.map(|range| sentence.span(&range)),
            rule,
            sentence: self.number,
        });
        if subject.is_some() {
            self.subject = subject;
            self.tagged = matches!(
                rule,
                Rule::QuotationSpeakerCue
                    | Rule::QuotationCueSpeaker
                    | Rule::ClauseSpeakerCue
                    | Rule::ClauseCueSpeaker
            );
        }
    }
}

/// Whether a content is quoted wholly, in part or not at all.
pub(super) fn kind(sentence: &Sentence<'_>, content: &[Range<usize>]) -> StatementKind {
    let mut quoted = false;
    let mut plain = false;
    for item in content.iter().flat_map(|range| sentence.items.get(range.clone()).unwrap_or_default()) {
        quoted |= item.is_quote();
        plain |= matches!(item.kind, Kind::Word | Kind::Number | Kind::Bracketed);
    }
    match (quoted, plain) {
        (true, false) => StatementKind::Direct,
        (true, true) => StatementKind::Mixed,
        (false, _) => StatementKind::Indirect,
    }
}
