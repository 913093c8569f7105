//! Quotation marks that quote nobody: titles of works and nicknames, told by what stands around
//! them.

use super::AsideKind;
use super::lexicon::Class;
use super::quotations::Quotation;
use super::tokens::{Kind, Token};

/// The longest title and the longest nickname, in words.
const TITLE_WORDS: usize = 9;
const NICKNAME_WORDS: usize = 3;
/// How far before its title a work may be named, in words and marks.
const WORK_REACH: usize = 8;

/// What the marks of `quotation` are for, where its neighbours tell that it quotes nobody.
pub(super) fn recognise(text: &str, tokens: &[Token], quotation: &Quotation) -> Option<AsideKind> {
    if !quotation.closed {
        return None;
    }
    let before = quotation.open.checked_sub(1).and_then(|index| tokens.get(index));
    let after = tokens.get(quotation.last + 1);
    let words = || {
        let inside = tokens.get(quotation.open + 1..quotation.last).unwrap_or_default();
        let words = |token: &&Token| matches!(token.kind, Kind::Word | Kind::Number);
        inside.iter().take(TITLE_WORDS * 2).filter(words)
    };
    let count = words().take(TITLE_WORDS + 1).count();
    let before_is = |class: Class| before.is_some_and(|token| token.has(class));
    if before_is(Class::SO_CALLED) {
        let named = before.is_some_and(|token| token.span.of(text).starts_with("nickname"));
        return (count <= NICKNAME_WORDS).then_some(if named {
            AsideKind::Nickname
        } else {
            AsideKind::ScareQuote
        });
    }
    let inside_name = before.is_some_and(|token| token.is_name_word() && !token.possessive)
        && after.is_some_and(|token| token.is_name_word());
    if inside_name && (1..=NICKNAME_WORDS).contains(&count) && words().all(Token::is_capital) {
        return Some(AsideKind::Nickname);
    }
    let titled = count <= TITLE_WORDS
        && words().next().is_some_and(Token::is_capital)
        && words().all(|word| word.is_capital() || word.kind == Kind::Number || word.has(Class::FUNCTION))
        && words().filter(|word| word.is_capital()).count() * 2 > count;
    if !titled {
        return None;
    }
    let work_before = before.is_some_and(|token| {
        token.has(Class::WORK | Class::DOCUMENT)
            || token.kind == Kind::Comma
                && quotation
                    .open
                    .checked_sub(2)
                    .and_then(|index| tokens.get(index))
                    .is_some_and(|token| token.has(Class::WORK))
    });
    let work_after = after.is_some_and(|token| token.has(Class::WORK));
    let introduced = before
        .is_some_and(|token| token.possessive || token.has(Class::DETERMINER | Class::POSSESSIVE))
        || before
            .is_some_and(|token| matches!(token.span.of(text), "on" | "On" | "in" | "In" | "of" | "from"));
    // "a history of the crossing, “Nine Miles of Weather”": the work is named a little before.
    let work_earlier = count >= 2
        && before.is_some_and(|token| token.kind == Kind::Comma)
        && (1..=WORK_REACH)
            .filter_map(|back| quotation.open.checked_sub(back))
            .filter_map(|index| tokens.get(index))
            .any(|token| token.has(Class::WORK));
    let title = work_earlier || work_before || work_after || introduced && count >= 2;
    title.then_some(AsideKind::Title)
}
