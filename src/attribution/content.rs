//! What was said: where the content of a reporting verb starts and ends.

use std::ops::Range;

use super::clauses::{goes_on_without, inserted, is_list, states, to_do};
use super::cues::{Cue, Voice};
use super::lexicon::Class;
use super::sentence::Sentence;
use super::tokens::{Case, Ending, Kind, Token};

/// What stands behind a cue.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Behind {
    /// The content, where there is one.
    pub(super) content: Option<Range<usize>>,
    /// To whom it was said.
    pub(super) audience: Option<Range<usize>>,
    /// Whether the content is a noun phrase, not a clause or quotation.
    pub(super) object: bool,
    /// Where the cue with audience, place and time ends.
    pub(super) end: usize,
    /// Whether nothing of the clause follows there: a tag is over.
    pub(super) over: bool,
}

/// Nouns after "in a" that make a phrase of place, time or medium, besides documents.
const OCCASIONS: &[&str] = &[
    "interview",
    "interviews",
    "conference",
    "speech",
    "briefing",
    "meeting",
    "rally",
    "debate",
    "hearing",
    "call",
    "event",
    "session",
    "appearance",
    "remarks",
    "address",
    "exchange",
    "testimony",
    "broadcast",
    "town",
    "phone",
    "telephone",
    "telecast",
    "podcast",
    "court",
    "response",
    "reply",
    "reference",
    "part",
    "public",
    "private",
];

/// Reads what follows `cue`.
pub(super) fn behind(sentence: &Sentence<'_>, cue: &Cue) -> Behind {
    let start = cue.range.end;
    let mut at = start;
    let mut audience = None;
    let hearer = cue.frames.has(Class::TAKES_HEARER | Class::TAKES_QUERY);
    if hearer {
        let end = hearer_end(sentence, at);
        if end > at {
            audience = Some(at..end);
            at = end;
        }
    }
    let (mut after, mut certain, to) = adjuncts(sentence, at);
    let hears = audience.is_some() && cue.frames.has(Class::TAKES_HEARER);
    // "promised on Tuesday to go"
    let timed = |index: &usize| {
        sentence.has(*index, Class::DATE | Class::TIME)
            || sentence.is_adverb(*index)
            || matches!(sentence.word(*index), "on" | "last" | "this")
    };
    let infinitive = Some((at..after).take_while(timed).count() + at)
        .filter(|_| hears || cue.frames.has(Class::TAKES_INFINITIVE))
        .filter(|&index| to_do(sentence, index));
    if let Some(index) = infinitive {
        (after, certain) = (index, true);
        // "asked them to go": who is to go belongs to what was said.
        if let Some(hearer) = audience.take() {
            (after, certain, at) = (hearer.start, false, hearer.start);
        }
    }
    let infinitive = infinitive.is_some();
    let to = to.filter(|_| !infinitive);
    audience = audience.or(to);
    let opens = |index: usize| {
        sentence.is_quote(index)
            || sentence.is(index, Kind::Colon)
            || sentence.has(index, Class::THAT)
            || sentence.is(index, Kind::Comma)
                && (sentence.is_quote(index + 1) || sentence.has(index + 1, Class::THAT))
    };
    let over = |index: usize| {
        sentence
            .get(index)
            .is_none_or(|item| matches!(item.kind, Kind::Stop | Kind::Comma | Kind::Semicolon | Kind::Dash))
    };
    let at = if certain || opens(after) || over(after) { after } else { at };
    let at = if over(at) { inserted(sentence, at, opens).unwrap_or(at) } else { at };
    let mut result = Behind {
        content: None,
        audience,
        object: false,
        end: at,
        over: over(at)
            || sentence.is_quote(at)
            || sentence.has(at, Class::PREPOSITION | Class::SUBORDINATOR | Class::ADVERB),
    };
    if opens(at) {
        let first = at + usize::from(sentence.is(at, Kind::Colon) || sentence.is(at, Kind::Comma));
        if first < sentence.items.len() {
            result.content = Some(first..clause_end(sentence, first)).filter(|range| !range.is_empty());
        }
        return result;
    }
    // "said before he left", "as she said when …" tell when, not what.
    if over(at)
        || sentence.has(at, Class::SUBORDINATOR)
            && !matches!(
                sentence.word(at),
                "as" | "whether" | "if" | "where" | "since" | "although" | "though" | "once" | "whatever"
            )
    {
        return result;
    }
    let end = clause_end(sentence, at);
    // "described as “…”"
    let at = if cue.frames.has(Class::TAKES_NAMING) && sentence.word(at) == "as" { at + 1 } else { at };
    let content = at..end.max(at);
    if content.is_empty() {
        return result;
    }
    let frames = cue.frames;
    let question = sentence.has(at, Class::WH) || matches!(sentence.word(at), "about" | "of");
    let to = infinitive
        || sentence.has(at, Class::TO)
            && !sentence.has(at + 1, Class::OBJECT | Class::DETERMINER | Class::POSSESSIVE)
            && !sentence.get(at + 1).is_some_and(|item| item.is_name_word());
    let bare = !frames.has(Class::TAKES_THAT) || sentence.has(at, Class::PRONOUN);
    // "said heckler deserved it": hardly anything but a clause stands behind "say".
    let plain = frames.has(Class::TAKES_ANYTHING)
        && cue.voice == Voice::Finite
        && cue.verb > 0
        && !sentence.is(cue.verb - 1, Kind::Comma)
        && !sentence.has(at, Class::PREPOSITION | Class::TO | Class::PRONOUN | Class::OBJECT);
    let clause = bare && (plain || is_clause(sentence, &content))
        || !bare && cue.voice == Voice::Finite && states(sentence, &content);
    let quoted = content.clone().any(|index| sentence.is_quote(index));
    let particle = cue.range.len() > 1;
    if frames.has(Class::TAKES_CLAUSE) && (clause || to || sentence.has(at, Class::WH))
        || hearer && (result.audience.is_some() && (clause || to) || question)
        || infinitive
    {
        result.object = !(clause || to || quoted || question);
        result.content = Some(content);
    } else if frames.has(Class::TAKES_OF) && content.clone().any(|index| sentence.word(index) == "of")
        || frames.has(Class::TAKES_TO) && content.clone().any(|index| sentence.has(index, Class::TO))
        || frames.has(Class::TAKES_NAMING) && (particle || quoted || names_something(sentence, &content))
        || frames.has(Class::TAKES_OBJECT) && (particle || !sentence.has(at, Class::PREPOSITION))
        || frames.has(Class::TAKES_CLAUSE) && quoted && !frames.has(Class::TAKES_THAT)
    {
        // "praised the builders, whom …": the relative clause is the writer's.
        let topic =
            !frames.has(Class::TAKES_NAMING | Class::TAKES_TO | Class::TAKES_OF) && !particle && !quoted;
        let relative = content.clone().find(|&index| {
            sentence.is(index, Kind::Comma)
                && (sentence.has(index + 1, Class::RELATIVE)
                    || sentence.word(index + 1) == "whom"
                    || sentence.has(index + 1, Class::PAST | Class::THIRD | Class::FINITE)
                    || topic && !is_list(sentence, index))
                || topic && index > content.start && goes_on_without(sentence, index)
        });
        result.object = true;
        result.content =
            Some(content.start..relative.unwrap_or(content.end)).filter(|content| !content.is_empty());
    }
    result
}

/// Whether words read as a clause of their own: they have a subject pronoun or a verb.
pub(super) fn is_clause(sentence: &Sentence<'_>, content: &Range<usize>) -> bool {
    sentence.has(content.start, Class::PRONOUN | Class::EXISTENTIAL)
        && content.len() > 1
        && !sentence.has(content.start + 1, Class::PREPOSITION | Class::SUBORDINATOR)
        || sentence.has_verb(content.clone())
        || content.clone().skip(1).any(|index| {
            sentence.get(index).is_some_and(|item| {
                let word = item.span.of(sentence.text);
                item.is_word()
                    && item.case == Case::Lower
                    && item
                        .class
                        .without(Class::ALSO_NOUN)
                        .only(Class::ROLE | Class::BODY | Class::DOCUMENT | Class::FUNCTION)
                        == Class::NONE
                    && word.ends_with('s')
                    && !word.ends_with("ss")
                    && sentence.get(index - 1).is_some_and(|before| {
                        before.has(Class::PRONOUN | Class::THAT | Class::QUANTITY) || before.is_name_word()
                    })
            })
        })
}

/// Whether a naming verb has both an object and what it is called: "him a liar".
fn names_something(sentence: &Sentence<'_>, content: &Range<usize>) -> bool {
    let object = if sentence.has(content.start, Class::OBJECT | Class::IT) {
        content.start + 1
    } else {
        sentence.phrase_end(content.start, true)
    };
    !sentence.has(object, Class::BE | Class::HAVE | Class::AUXILIARY)
        && object > content.start
        && object < content.end
        && !sentence.has(object, Class::PREPOSITION.without(Class::SUBORDINATOR))
        || content.clone().any(|index| sentence.word(index) == "as")
}

/// Where the audience at `start` ends: "reporters", "a joint news conference with …".
fn hearer_end(sentence: &Sentence<'_>, start: usize) -> usize {
    let Some(first) = sentence.get(start) else { return start };
    if first.has(Class::OBJECT | Class::IT) || first.has(Class::WE) && first.case == Case::Lower {
        return start + 1;
    }
    if !first.is_word()
        || first.has(Class::TIME | Class::DATE)
        || first.has(Class::THAT | Class::WH | Class::SUBORDINATOR | Class::PREPOSITION | Class::TO)
    {
        return start;
    }
    let mut end = sentence.phrase_end(start, true);
    let time = end > start && sentence.has(end - 1, Class::TIME | Class::DATE);
    if time && !(sentence.get(end - 1).is_some_and(Token::is_capital) && sentence.has(end - 1, Class::TIME)) {
        return start;
    }
    // A name with its office behind it: "French Foreign Minister Ada Long" after "with".
    if sentence.word(end) == "with" {
        end = sentence.phrase_end(end + 1, false).max(end);
    }
    end
}

/// Skips time, place and medium from `start`: where they end, whether they surely are that, and
/// an audience among them ("said to reporters").
pub(super) fn adjuncts(sentence: &Sentence<'_>, start: usize) -> (usize, bool, Option<Range<usize>>) {
    let mut at = start;
    let mut certain = true;
    let mut audience = None;
    for _ in 0..6 {
        let Some(item) = sentence.get(at) else { break };
        if item.kind == Kind::Bracketed
            || item.has(Class::DATE)
            || (sentence.is_adverb(at) && !item.has(Class::QUANTITY | Class::NEGATION))
        {
            at += 1;
        } else if matches!(sentence.word(at), "last" | "this" | "late" | "early" | "earlier")
            && sentence.has(at + 1, Class::DATE | Class::TIME)
            || (item.kind == Kind::Number || item.has(Class::QUANTITY | Class::DETERMINER))
                && sentence.has(at + 1, Class::TIME)
        {
            at += 2;
        } else if item.has(Class::TIME) && at > start {
            at += 1;
        } else if item.has(Class::PREPOSITION)
            && !matches!(sentence.word(at + 1), "least" | "most")
            && !sentence.is(at + 1, Kind::Number)
        {
            let end = sentence.phrase_end(at + 1, true);
            if end == at + 1 && !sentence.has(at + 1, Class::DATE) {
                break;
            }
            let mut end = end.max(at + 1);
            // "in Tarn, Ohio, that"
            if sentence.is(end, Kind::Comma)
                && sentence.has(end + 1, Class::PLACE)
                && sentence.is(end + 2, Kind::Comma)
            {
                end += 3;
            }
            while sentence.has(end, Class::DATE | Class::TIME) || sentence.is(end, Kind::Number) {
                end += 1;
            }
            let occasion = (at + 1..end).any(|index| {
                sentence.has(index, Class::DOCUMENT | Class::DATE | Class::TIME)
                    || OCCASIONS.contains(&sentence.word(index))
            });
            certain &= occasion;
            if sentence.word(at) == "to" {
                audience = Some(at + 1..end);
                certain = true;
            }
            at = end;
        } else if item.has(Class::TO)
            && sentence.has(at + 1, Class::OBJECT | Class::ROLE | Class::DETERMINER | Class::POSSESSIVE)
        {
            let end = sentence.phrase_end(at + 1, true).max(at + 2);
            audience = Some(at + 1..end);
            at = end;
        } else {
            break;
        }
    }
    (at, certain && at > start, audience)
}

/// Where a content that starts at `start` ends.
pub(super) fn clause_end(sentence: &Sentence<'_>, start: usize) -> usize {
    let mut index = start;
    while let Some(item) = sentence.get(index) {
        match item.kind {
            Kind::Comma | Kind::Dash
                if index > start && !sentence.is_quote(index + 1) && in_subordinate(sentence, start) =>
            {
                return index;
            }
            Kind::Stop if index + 1 == sentence.items.len() => return index,
            Kind::Semicolon => return index,
            Kind::Quote(quoted)
                if index == start
                    && matches!(quoted.ending, Ending::Comma | Ending::FullStop | Ending::Loud)
                    && quoted.words > 3 =>
            {
                return index + 1;
            }
            Kind::Comma if breaks_off(sentence, index + 1) => return index,
            Kind::Quote(quoted) if quoted.ending == Ending::Comma && breaks_off(sentence, index + 1) => {
                return index + 1;
            }
            Kind::Word
                if item.has(Class::COORDINATOR | Class::CONTRAST)
                    && index > start
                    && breaks_off(sentence, index) =>
            {
                return index;
            }
            _ => {}
        }
        index += 1;
    }
    index
}

/// Whether the content at `start` stands in a clause that opens the sentence: "When X said that …, Y …"
/// has its content end at the comma.
fn in_subordinate(sentence: &Sentence<'_>, start: usize) -> bool {
    let mut opening = sentence.opening();
    while sentence.has(opening, Class::COORDINATOR | Class::CONTRAST) || sentence.is_adverb(opening) {
        opening += 1 + usize::from(sentence.is(opening + 1, Kind::Comma));
    }
    sentence.has(opening, Class::SUBORDINATOR)
        && !(opening..start).any(|index| sentence.is(index, Kind::Comma))
}

/// Whether the words at `start`, behind a comma, no longer belong to what was said.
pub(super) fn breaks_off(sentence: &Sentence<'_>, start: usize) -> bool {
    let Some(item) = sentence.get(start) else { return false };
    if item.has(Class::ING) || matches!(sentence.word(start), "according" | "while" | "whereas" | "which") {
        return true;
    }
    if !item.has(Class::COORDINATOR | Class::CONTRAST) {
        return false;
    }
    sentence.has(start + 1, Class::SUBORDINATOR)
        && !sentence.has(start + 1, Class::THAT)
        && sentence.has(start + 2, Class::PARTICIPLE | Class::PRONOUN)
        || reports(sentence, start + 1)
        || (start + 1..start + 9)
            .take_while(|&index| {
                sentence.get(index).is_some_and(|item| {
                    (item.is_word() || item.kind == Kind::Number) && !item.has(Class::CLAUSE_OPENER)
                }) && (index == start + 1 || !sentence.is_verb(index - 1))
            })
            .any(|index| {
                index > start + 1
                    && sentence.has(index, Class::PAST | Class::THIRD)
                    && sentence.is_verb(index)
                    && sentence.has(index, Class::TAKES_CLAUSE | Class::TAKES_HEARER)
            })
}

/// Whether a reporting verb with tense stands at `start`, adverbs aside: "also said".
fn reports(sentence: &Sentence<'_>, start: usize) -> bool {
    let mut index = start;
    while sentence.is_adverb(index) {
        index += 1;
    }
    sentence.has(index, Class::PAST)
        && sentence.has(
            index,
            Class::TAKES_CLAUSE
                | Class::TAKES_HEARER
                | Class::TAKES_NAMING
                | Class::TAKES_OF
                | Class::TAKES_TO
                | Class::TAKES_OBJECT,
        )
        || sentence.has(index, Class::THIRD)
            && sentence.has(index, Class::TAKES_CLAUSE | Class::TAKES_HEARER)
            && !sentence.has(index, Class::ALSO_NOUN)
}
