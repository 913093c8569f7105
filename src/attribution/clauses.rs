//! What the words behind a reporting verb are: a list, a clause, an infinitive.

use std::ops::Range;

use super::lexicon::Class;
use super::sentence::Sentence;
use super::tokens::{Case, Kind};

/// Whether the comma at `comma` stands between the items of a list: "jobs, rents and safety".
pub(super) fn is_list(sentence: &Sentence<'_>, comma: usize) -> bool {
    const ITEMS: usize = 14;
    (comma + 1..comma + ITEMS)
        .take_while(|&index| {
            sentence
                .get(index)
                .is_some_and(|item| !matches!(item.kind, Kind::Stop | Kind::Semicolon | Kind::Dash))
                && !sentence.is_verb(index)
                && !sentence.has(index, Class::CLAUSE_OPENER | Class::PRONOUN | Class::ING)
        })
        .any(|index| sentence.has(index, Class::COORDINATOR))
}

/// Whether the sentence goes on at `index`, behind a noun phrase, with a further verb of its subject:
/// "praised the plan and left".
pub(super) fn goes_on_without(sentence: &Sentence<'_>, index: usize) -> bool {
    if !sentence.has(index, Class::COORDINATOR | Class::CONTRAST) {
        return false;
    }
    let mut verb = index + 1;
    while sentence.is_adverb(verb) {
        verb += 1;
    }
    sentence.is_verb(verb) && !sentence.has(verb, Class::BE)
}

/// Where "that" or a quotation goes on behind an insertion between commas: "said, in short, that …".
pub(super) fn inserted(
    sentence: &Sentence<'_>,
    comma: usize,
    opens: impl Fn(usize) -> bool,
) -> Option<usize> {
    const INSERTION: usize = 12;
    if !sentence.is(comma, Kind::Comma) {
        return None;
    }
    let close = (comma + 1..comma + INSERTION).find(|&index| sentence.is(index, Kind::Comma))?;
    let fits = sentence.has(comma + 1, Class::PREPOSITION | Class::WH | Class::RELATIVE)
        || sentence.is_adverb(comma + 1)
        || sentence.has(close + 1, Class::THAT) && !sentence.has_verb(comma + 1..close);
    (fits && opens(close)).then_some(close)
}

/// Whether words are a clause with a subject before an auxiliary: "the bridge would hold".
pub(super) fn states(sentence: &Sentence<'_>, content: &Range<usize>) -> bool {
    let starts = sentence.has(content.start, Class::DETERMINER | Class::POSSESSIVE)
        || sentence.get(content.start).is_some_and(|item| item.is_name_word());
    let verb = content
        .clone()
        .find(|&index| {
            sentence.has(index, Class::FINITE)
                && sentence.get(index).is_some_and(|item| item.case == Case::Lower)
        })
        .filter(|&verb| sentence.has(verb, Class::BE | Class::HAVE | Class::AUXILIARY));
    starts
        && verb.is_some_and(|verb| {
            !(content.start..verb).any(|index| {
                sentence.is(index, Kind::Comma) || sentence.has(index, Class::CLAUSE_OPENER | Class::TO)
            }) && !sentence.has(verb - 1, Class::PREPOSITION)
        })
}

/// Whether "to" with a verb, or "not to", stands at `index`.
pub(super) fn to_do(sentence: &Sentence<'_>, index: usize) -> bool {
    let to = index + usize::from(sentence.has(index, Class::NEGATION));
    sentence.has(to, Class::TO)
        && sentence.get(to + 1).is_some_and(|item| item.is_word() && item.case == Case::Lower)
        && !sentence
            .has(to + 1, Class::OBJECT | Class::DETERMINER | Class::POSSESSIVE | Class::ROLE | Class::BODY)
}
