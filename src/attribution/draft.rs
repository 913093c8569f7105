//! A statement before its speaker is resolved.

use std::fmt;

use super::lexicon::Class;
use super::phrases::{Phrase, PhraseForm};
use super::sentence::Sentence;
use super::{Few, StatementKind};
use crate::article::Span;

/// A statement as one paragraph shows it.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Draft {
    pub(super) kind: StatementKind,
    pub(super) content: Few<Span>,
    pub(super) cue: Option<Span>,
    pub(super) speaker: Option<Speaker>,
    pub(super) audience: Option<Span>,
    pub(super) rule: Rule,
    /// The index of its sentence in the paragraph.
    pub(super) sentence: usize,
}

/// The words that name a speaker.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Speaker {
    /// All of them.
    pub(super) span: Span,
    /// Those that name whom they stand for: an apposed name, or the antecedent of "who".
    pub(super) names: Span,
    /// The word that the phrase is about.
    pub(super) head: Span,
    pub(super) form: PhraseForm,
}

impl Speaker {
    pub(super) fn new(sentence: &Sentence<'_>, phrase: &Phrase) -> Self {
        let span = match &phrase.relative {
            Some(relative) => sentence.span(&(*relative..*relative + 1)),
            None => trim_possessive(sentence, phrase),
        };
        let head = sentence.span(&(phrase.head..phrase.head + 1));
        let names = match (&phrase.apposed, phrase.form) {
            (Some(name), _) => sentence.span(name),
            (None, PhraseForm::Name | PhraseForm::Relative) => {
                sentence.span(&(phrase.range.start..phrase.head + 1))
            }
            (None, _) => span,
        };
        Self { span, names, head, form: phrase.form }
    }
}

/// The span of a phrase; of "he’s" only the pronoun.
fn trim_possessive(sentence: &Sentence<'_>, phrase: &Phrase) -> Span {
    let span = sentence.span(&phrase.range);
    if sentence.has(phrase.head, Class::PRONOUN_VERB) {
        let word = span.of(sentence.text);
        let len = word.find(['\'', '’']).unwrap_or(word.len());
        return Span::new(span.start(), span.start() + len);
    }
    span
}

/// What shows who speaks; small, for a long article has hundreds of thousands of reasons.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reason {
    /// What the rule went by.
    Rule(Rule),
    /// The last subject that a pronoun can stand for.
    LastSubject,
    /// The name beside a description.
    NameBeside,
}

impl Reason {
    /// The reason as a sentence part that a reader can be shown: "a reporting verb before the clause".
    pub fn told(self) -> &'static str {
        match self {
            Reason::Rule(rule) => rule.reason(),
            Reason::LastSubject => "the last subject that the pronoun can stand for",
            Reason::NameBeside => "the name beside the description",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.told())
    }
}

/// The rules, each with the stable name that files know it by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rule {
    /// “…,” X said
    QuotationSpeakerCue,
    /// “…,” said X
    QuotationCueSpeaker,
    /// X said, “…”
    SpeakerCueQuotation,
    /// X said that …
    SpeakerCueClause,
    /// …, X said
    ClauseSpeakerCue,
    /// …, said X
    ClauseCueSpeaker,
    /// According to X, …
    AccordingTo,
    /// X called Y …, X urged Y to …, X criticised Y
    SpeakerCueObject,
    /// …, adding that …
    Participle,
    /// X was told that …
    Passive,
    /// “…” — X
    Signed,
    /// X’s claim that …
    SpeakerNoun,
    /// X: “…”
    Colon,
    /// “…,” he said. “…”
    Continuation,
    /// X shook her head. “…”
    PrecedingSubject,
    /// X … “…”, without a reporting verb
    QuotedWords,
    /// A quotation that nothing attributes.
    Unattributed,
}

impl Rule {
    /// The name in files: "quotation-speaker-cue".
    pub fn name(self) -> &'static str {
        match self {
            Rule::QuotationSpeakerCue => "quotation-speaker-cue",
            Rule::QuotationCueSpeaker => "quotation-cue-speaker",
            Rule::SpeakerCueQuotation => "speaker-cue-quotation",
            Rule::SpeakerCueClause => "speaker-cue-clause",
            Rule::ClauseSpeakerCue => "clause-speaker-cue",
            Rule::ClauseCueSpeaker => "clause-cue-speaker",
            Rule::AccordingTo => "according-to",
            Rule::SpeakerCueObject => "speaker-cue-object",
            Rule::Participle => "participle",
            Rule::Passive => "passive-cue-clause",
            Rule::Signed => "quotation-dash-speaker",
            Rule::SpeakerNoun => "speaker-noun-clause",
            Rule::Colon => "speaker-colon",
            Rule::Continuation => "continued-quotation",
            Rule::PrecedingSubject => "preceding-subject",
            Rule::QuotedWords => "quoted-words",
            Rule::Unattributed => "unattributed-quotation",
        }
    }

    /// What the cue shows, for a reader.
    fn reason(self) -> &'static str {
        match self {
            Rule::QuotationSpeakerCue | Rule::QuotationCueSpeaker => "a reporting verb beside the quotation",
            Rule::SpeakerCueQuotation => "a reporting verb that leads up to the quotation",
            Rule::SpeakerCueClause => "a reporting verb before the clause",
            Rule::ClauseSpeakerCue | Rule::ClauseCueSpeaker => "a reporting verb behind the clause",
            Rule::AccordingTo => "names where the sentence comes from",
            Rule::SpeakerCueObject => "a verb of saying with its object",
            Rule::Participle => "a reporting verb that shares the subject of the sentence",
            Rule::SpeakerNoun => "a noun of saying with its clause",
            Rule::Colon => "a name before a colon",
            Rule::Passive => "a reporting verb in the passive",
            Rule::Signed => "a name behind the quotation and a dash",
            Rule::Continuation => "the speaker of the quotation before",
            Rule::PrecedingSubject => "the subject of the sentence before",
            Rule::QuotedWords => "the subject of the sentence that holds the quotation",
            Rule::Unattributed => "nothing near the quotation tells who speaks",
        }
    }

    /// How often the rule is right, content and speaker both, in percent: measured, and shown with
    /// its counts in `docs/attribution.md`.
    pub(super) fn worth(self) -> u8 {
        match self {
            Rule::QuotationSpeakerCue | Rule::QuotationCueSpeaker => 98,
            Rule::ClauseSpeakerCue | Rule::ClauseCueSpeaker | Rule::AccordingTo => 88,
            Rule::SpeakerCueQuotation => 86,
            Rule::SpeakerCueClause => 82,
            Rule::Colon => 73,
            Rule::SpeakerCueObject | Rule::Signed => 70,
            Rule::Participle => 68,
            Rule::PrecedingSubject => 66,
            Rule::Passive => 61,
            Rule::Continuation => 60,
            Rule::QuotedWords => 45,
            Rule::SpeakerNoun => 30,
            Rule::Unattributed => 5,
        }
    }
}
