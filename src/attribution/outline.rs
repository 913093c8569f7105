//! A paragraph in outline: its sentences, with each quotation and each bracket as one item.
//!
//! The grammar around a quotation does not depend on what is quoted, so the rules see a quotation
//! as a single word of the sentence that it stands in.

use std::ops::Range;

use super::Aside;
use super::asides;
use super::lexicon::Class;
use super::quotations::Quotation;
use super::tokens::{Case, Ending, Kind, Quoted, Token};
use crate::article::Span;

/// How many items a sentence can have. A longer one is cut, so that no rule reads far.
const LONGEST: usize = 240;
/// How many tokens a bracket can hold to be one item.
const BRACKET: usize = 14;
/// How far behind a loud quotation ("Stop!”) its tag may have its verb.
const TAG: usize = 9;

/// Fills `items` with the outline of a paragraph and `sentences` with ranges of them.
pub(super) fn outline(
    text: &str,
    tokens: &[Token],
    quotations: &[Quotation],
    items: &mut Vec<Token>,
    sentences: &mut Vec<Range<usize>>,
    asides: &mut Vec<Aside>,
) {
    items.clear();
    sentences.clear();
    collapse(text, tokens, quotations, items, asides);
    split(items, sentences);
}

fn collapse(
    text: &str,
    tokens: &[Token],
    quotations: &[Quotation],
    items: &mut Vec<Token>,
    asides: &mut Vec<Aside>,
) {
    let mut quotations = quotations.iter().peekable();
    let mut index = 0;
    while let Some(&token) = tokens.get(index) {
        let rest = tokens.get(index..).unwrap_or_default();
        let plain = rest
            .iter()
            .position(|token| matches!(token.kind, Kind::Mark(_) | Kind::OpenBracket))
            .unwrap_or(rest.len());
        if plain > 0 {
            items.extend_from_slice(rest.get(..plain).unwrap_or_default());
            index += plain;
            continue;
        }
        if let Some(quotation) = quotations.next_if(|quotation| quotation.open == index) {
            let inside = tokens.get(quotation.open..=quotation.last).unwrap_or_default();
            let item = quote(inside, quotation);
            if let Some(kind) = asides::recognise(text, tokens, quotation) {
                asides.push(Aside { span: item.span, kind });
                items.push(Token { kind: Kind::Aside, ..item });
                // The full stop or comma that a title has inside its marks ends the sentence all the same.
                if let Kind::Quote(quoted) = item.kind {
                    let mark = match quoted.ending {
                        Ending::Comma => Some(Kind::Comma),
                        Ending::FullStop | Ending::Loud => Some(Kind::Stop),
                        _ => None,
                    };
                    items.extend(mark.map(|kind| Token {
                        span: Span::new(item.span.end(), item.span.end()),
                        kind,
                        ..item
                    }));
                }
            } else {
                items.push(item);
            }
            index = quotation.last + 1;
            continue;
        }
        if token.kind == Kind::OpenBracket {
            let close = tokens
                .iter()
                .skip(index + 1)
                .take(BRACKET)
                .take_while(|token| !matches!(token.kind, Kind::Mark(_) | Kind::OpenBracket))
                .position(|token| token.kind == Kind::CloseBracket);
            if let Some(last) = close.and_then(|inside| tokens.get(index + 1 + inside)) {
                items.push(Token { span: token.span.union(last.span), kind: Kind::Bracketed, ..token });
                index += close.unwrap_or(0) + 2;
                continue;
            }
        }
        // A mark that belongs to no quotation says nothing.
        if !matches!(token.kind, Kind::Mark(_)) {
            items.push(token);
        }
        index += 1;
    }
}

/// The item for a quotation whose tokens, marks included, are `inside`.
fn quote(inside: &[Token], quotation: &Quotation) -> Token {
    let content =
        inside.get(1..inside.len() - usize::from(quotation.closed && inside.len() > 1)).unwrap_or_default();
    let (mut words, mut verbs, mut capitals) = (0_u8, 0_u8, 0_u8);
    for token in content.iter().take(1024) {
        let add = |count: u8, one: bool| count.saturating_add(u8::from(one));
        words = add(words, matches!(token.kind, Kind::Word | Kind::Number));
        verbs = add(verbs, token.has(Class::FINITE | Class::PAST | Class::THIRD));
        capitals = add(capitals, token.is_capital());
    }
    let ending = match content.last().map(|token| token.kind) {
        Some(Kind::Comma) => Ending::Comma,
        Some(Kind::Stop) if content.last().is_some_and(|stop| stop.loud) => Ending::Loud,
        Some(Kind::Stop) => Ending::FullStop,
        Some(Kind::Dash) => Ending::Dash,
        _ => Ending::Word,
    };
    let first = content.iter().find(|token| matches!(token.kind, Kind::Word | Kind::Number));
    let quoted = Quoted {
        ending,
        capital: first.is_some_and(|word| word.case != Case::Lower),
        closed: quotation.closed,
        family: quotation.family,
        words,
        verbs,
        capitals,
    };
    let first = inside.first().map_or(Span::default(), |token| token.span);
    let last = inside.last().map_or(first, |token| token.span);
    Token {
        span: first.union(last),
        kind: Kind::Quote(quoted),
        case: Case::Lower,
        possessive: false,
        stopped: false,
        loud: false,
        class: Class::NONE,
    }
}

/// Cuts items into sentences.
fn split(items: &[Token], sentences: &mut Vec<Range<usize>>) {
    let mut start = 0;
    for (index, item) in items.iter().enumerate() {
        let can_end = item.stopped || matches!(item.kind, Kind::Stop | Kind::Quote(_));
        if can_end && ends_at(items, index) || index + 1 - start >= LONGEST {
            sentences.push(start..index + 1);
            start = index + 1;
        }
    }
    if start < items.len() {
        sentences.push(start..items.len());
    }
}

/// Whether a sentence ends behind the item at `index`.
fn ends_at(items: &[Token], index: usize) -> bool {
    let (Some(item), Some(next)) = (items.get(index), items.get(index + 1)) else { return false };
    let opens = |token: &Token| match token.kind {
        Kind::Word => token.case != Case::Lower,
        Kind::Number | Kind::Quote(_) | Kind::Bracketed | Kind::OpenBracket | Kind::Mark(_) | Kind::Dash => {
            true
        }
        _ => false,
    };
    match item.kind {
        Kind::Stop => opens(next) && !matches!(next.kind, Kind::Dash),
        Kind::Quote(quoted) => match quoted.ending {
            Ending::FullStop => opens(next) && next.kind != Kind::Dash,
            Ending::Loud => {
                opens(next)
                    && !matches!(next.kind, Kind::Dash | Kind::Bracketed)
                    && !tag_follows(items, index + 1)
            }
            _ => false,
        },
        // A word that takes its full stop along ("in the U.S.") before a word that opens a sentence.
        Kind::Word => {
            item.stopped
                && !item.class.has(Class::TITLE | Class::FIRST_NAME)
                && next.is_capital()
                && next.class.has(Class::FUNCTION)
                && !next.class.has(Class::TITLE | Class::PARTICLE)
        }
        _ => false,
    }
}

/// Whether the words at `start` read as the tag of the quotation before them: "Ada Long said."
fn tag_follows(items: &[Token], start: usize) -> bool {
    for (index, item) in items.iter().enumerate().skip(start).take(TAG) {
        match item.kind {
            Kind::Word if item.has(Class::PAST | Class::THIRD) && index > start => {
                let after = items.get(index + 1);
                return after.is_none_or(|after| {
                    matches!(after.kind, Kind::Stop | Kind::Comma | Kind::Quote(_))
                        || after
                            .has(Class::PREPOSITION | Class::DATE | Class::TIME | Class::ADVERB | Class::TO)
                });
            }
            Kind::Word if item.has(Class::FINITE | Class::CLAUSE_OPENER) => return false,
            Kind::Stop | Kind::Quote(_) | Kind::Colon | Kind::Semicolon => return false,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::Lexicon;
    use super::super::quotations;
    use super::super::tokens::tokenise;
    use super::*;

    fn sentences_of(text: &str) -> Vec<&str> {
        let (mut tokens, mut pairs, mut items) = (Vec::new(), Vec::new(), Vec::new());
        let (mut sentences, mut asides) = (Vec::new(), Vec::new());
        tokenise(text, Span::new(0, text.len()), &Lexicon::bundled(), &mut String::new(), &mut tokens);
        quotations::pair(&tokens, &mut pairs);
        outline(text, &tokens, &pairs, &mut items, &mut sentences, &mut asides);
        sentences
            .iter()
            .map(|range| items[range.start].span.union(items[range.end - 1].span).of(text))
            .collect()
    }

    #[test]
    fn a_quotation_is_one_item_of_the_sentence_around_it() {
        let table: &[(&str, &[&str])] = &[
            ("“One. Two,” he said. “Three.” It ended.", &["“One. Two,” he said.", "“Three.”", "It ended."]),
            (
                "“Is it?” Ada Long asked. “No!” Nobody came.",
                &["“Is it?” Ada Long asked.", "“No!”", "Nobody came."],
            ),
            (
                "It cost $4.2 in the U.S. The rest was free.",
                &["It cost $4.2 in the U.S.", "The rest was free."],
            ),
            ("Sen. Ada Long (D-Tarn. Yes) left. He ran.", &["Sen. Ada Long (D-Tarn. Yes) left.", "He ran."]),
        ];
        for (text, expected) in table {
            assert_eq!(sentences_of(text), *expected, "{text}");
        }
    }

    #[test]
    fn only_words_have_a_class_or_a_capital() {
        let text =
            "“NATO,” (as May said) of the film “Nine Miles of Weather!” in 2019: ‘No’ – A. Long’s 4th.";
        let (mut tokens, mut pairs, mut items) = (Vec::new(), Vec::new(), Vec::new());
        tokenise(text, Span::new(0, text.len()), &Lexicon::bundled(), &mut String::new(), &mut tokens);
        quotations::pair(&tokens, &mut pairs);
        outline(text, &tokens, &pairs, &mut items, &mut Vec::new(), &mut Vec::new());
        assert!(items.iter().any(|item| item.kind == Kind::Aside) && items.iter().any(Token::is_quote));
        for token in tokens.iter().chain(&items).filter(|token| !token.is_word()) {
            assert_eq!((token.class, token.case), (Class::NONE, Case::Lower), "{token:?}");
        }
    }

    #[test]
    fn a_sentence_without_end_is_cut() {
        assert_eq!(sentences_of(&"word ".repeat(LONGEST * 3)).len(), 3);
    }
}
