//! The words that report: which reporting verbs of a sentence do report, and how.

use std::ops::Range;

use super::lexicon::Class;
use super::phrases::PhraseForm;
use super::sentence::Sentence;
use super::tokens::{Case, Kind};

/// A reporting verb at work.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Cue {
    /// The verb.
    pub(super) verb: usize,
    /// The verb and its particle ("pointed out"), which are the cue that a reader is shown.
    pub(super) range: Range<usize>,
    pub(super) voice: Voice,
    /// Its frames.
    pub(super) frames: Class,
}

/// How a reporting verb stands in its sentence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Voice {
    /// With a subject of its own or shared: "said", "has said", "is saying".
    Finite,
    /// "went on to say"
    Infinitive,
    /// ", adding that", "a statement calling"
    Participle,
    /// "was told that", "Asked whether …, X"
    Passive,
}

/// The cue whose verb is the item at `verb`. `titled`: the sentence is a headline in which most
/// words have a capital.
pub(super) fn cue_at(sentence: &Sentence<'_>, verb: usize, titled: bool) -> Option<Cue> {
    let item = sentence.get(verb)?;
    if !item.has(Class::REPORTING) || (item.case != Case::Lower && !titled && verb > 0) {
        return None;
    }
    let class = item.class;
    let before = before_adverbs(sentence, verb);
    let previous = |wanted: Class| before > 0 && sentence.has(before - 1, wanted);
    let next = verb + 1;
    let modified = verb > 0
        && (sentence.has(verb - 1, Class::DETERMINER | Class::POSSESSIVE)
            && !sentence.has(verb - 1, Class::QUANTITY | Class::THAT)
            || sentence.get(verb - 1).is_some_and(|item| item.possessive));
    let next_word = sentence
        .get(next)
        .is_some_and(|item| item.is_word() && item.case == Case::Lower && !item.class.has(Class::FUNCTION));
    let counted = verb > 0
        && class.has(Class::PARTICIPLE)
        && next_word
        && (sentence.has(verb - 1, Class::QUANTITY) || sentence.is(verb - 1, Kind::Number));
    let modified = modified || counted;
    let passive = class.has(Class::PARTICIPLE) && previous(Class::BE);
    let voice = if class.has(Class::ING) {
        match () {
            () if previous(Class::BE | Class::PRONOUN_VERB) => Voice::Finite,
            () if modified => return None,
            () => Voice::Participle,
        }
    } else if previous(Class::TO) {
        if !class.has(Class::BASE) {
            return None;
        }
        Voice::Infinitive
    } else if modified {
        return None;
    } else if passive || class.has(Class::TAKES_QUERY) && asked(sentence, verb) {
        Voice::Passive
    } else if class.has(Class::PAST) {
        // "Asked about it, …" is a participle; "Said Ada Long: …" is not.
        if verb == 0 && !sentence.get(next).is_some_and(|item| item.is_name_word()) {
            return None;
        }
        Voice::Finite
    } else if class.has(Class::THIRD) {
        let noun = class.has(Class::ALSO_NOUN)
            && (verb == 0
                || sentence.has(verb - 1, Class::PREPOSITION | Class::DETERMINER)
                || reads_as_noun(sentence, verb));
        if noun {
            return None;
        }
        Voice::Finite
    } else if class.has(Class::BASE) {
        let helped = previous(Class::AUXILIARY) || before > 1 && sentence.has(before - 1, Class::NEGATION);
        let quantity = class.has(Class::ALSO_NOUN) && verb > 0 && sentence.has(verb - 1, Class::QUANTITY);
        let plural = !helped && !quantity && subject_is_plural(sentence, before);
        if !helped && !plural {
            return None;
        }
        Voice::Finite
    } else if class.has(Class::PARTICIPLE) && previous(Class::HAVE) {
        Voice::Finite
    } else {
        return None;
    };
    let particle = sentence.word(next);
    if class.has(Class::NEEDS_OUT) && particle != "out" {
        return None;
    }
    let end = match (sentence.word(verb), particle) {
        (_, "out") => next + 1,
        ("called" | "calls" | "calling" | "call", "for" | "on" | "upon") => next + 1,
        _ => next,
    };
    Some(Cue { verb, range: verb..end, voice, frames: class })
}

/// Whether a verb without a subject of its own is a participle: "Asked why, …", "when asked why".
fn asked(sentence: &Sentence<'_>, verb: usize) -> bool {
    let follows = verb == sentence.opening() || sentence.has(verb.wrapping_sub(1), Class::SUBORDINATOR);
    sentence.has(verb, Class::PARTICIPLE) && follows && !sentence.is_quote(verb + 1)
}

/// Where the adverbs before `verb` start.
fn before_adverbs(sentence: &Sentence<'_>, verb: usize) -> usize {
    let mut start = verb;
    while start > 0 && sentence.is_adverb(start - 1) && !sentence.has(start - 1, Class::QUANTITY) {
        start -= 1;
    }
    start
}

/// Whether a form like "claims" or "reports" reads as a noun: no subject before it or nothing
/// behind it that a verb would take.
fn reads_as_noun(sentence: &Sentence<'_>, verb: usize) -> bool {
    let Some(before) = verb.checked_sub(1).and_then(|index| sentence.get(index)) else { return true };
    let behind = verb + 1;
    // "“…,” Ada Long notes."
    let tag = sentence.subject_before(verb).is_some_and(|phrase| {
        phrase.range.start.checked_sub(1).is_some_and(|before| sentence.is_quote(before))
    });
    let takes = tag
        || sentence.is_quote(behind)
        || sentence.is(behind, Kind::Comma) && sentence.is_quote(behind + 1)
        || sentence.is(behind, Kind::Colon)
        || sentence.has(
            behind,
            Class::THAT
                | Class::DETERMINER
                | Class::POSSESSIVE
                | Class::PRONOUN
                | Class::OBJECT
                | Class::WH
                | Class::TO,
        )
        || sentence.get(behind).is_some_and(|item| item.is_name_word());
    let subject = before.has(Class::PRONOUN | Class::RELATIVE | Class::ROLE | Class::DOCUMENT | Class::BODY)
        || before.is_name_word()
        || matches!(before.kind, Kind::Comma | Kind::Quote(_) | Kind::Bracketed);
    !(subject && takes)
}

/// Whether the subject of `verb` is plural, so that a base form is a verb there.
fn subject_is_plural(sentence: &Sentence<'_>, verb: usize) -> bool {
    let Some(phrase) = sentence.subject_before(verb) else { return false };
    let Some(head) = sentence.get(phrase.head) else { return false };
    if head.has(Class::THEY | Class::WE | Class::RELATIVE | Class::QUANTITY)
        || phrase.form == PhraseForm::Relative
    {
        return true;
    }
    if head.has(Class::PRONOUN) {
        return false;
    }
    let plural_noun = |index: usize| {
        let word = sentence.get(index).map_or("", |item| item.bare(sentence.text)).to_lowercase();
        word.ends_with('s') && !word.ends_with("ss")
            || matches!(word.as_str(), "people" | "men" | "women" | "police" | "children")
    };
    let plural = plural_noun(phrase.head);
    // "42% of them", "a majority of the builders"
    let share = head.kind == Kind::Number
        || matches!(sentence.word(phrase.head), "percent" | "per" | "cent" | "majority" | "number" | "half")
        || sentence.word(phrase.range.start).eq_ignore_ascii_case("those");
    let share = share
        && (phrase.range.end == phrase.head + 1
            || sentence.word(phrase.head + 1) == "of" && sentence.has(phrase.range.end - 1, Class::OBJECT)
            || (phrase.head + 1..phrase.range.end).any(plural_noun));
    if share {
        return true;
    }
    let conjoined = phrase.range.clone().any(|index| sentence.has(index, Class::COORDINATOR))
        && phrase.form == PhraseForm::Name;
    plural
        && (head.is_name_word()
            || head.has(Class::ROLE | Class::DOCUMENT | Class::BODY | Class::DEMONYM)
            || head.class == Class::NONE)
        || conjoined
}
