//! Cues of several words ("fired back"), as one token each.

use super::{Kind, Token};
use crate::article::Span;
use crate::attribution::lexicon::{Class, LONGEST_ENTRY, Lexicon};

/// Joins the words of each cue of several words that the lexicon holds. Of two that start with one
/// word the longer is taken.
pub(in crate::attribution) fn join_cues(text: &str, tokens: &mut Vec<Token>, lexicon: &Lexicon) {
    let mut kept = 0;
    let mut index = 0;
    while let Some(&first) = tokens.get(index) {
        let joined = if first.has(Class::OPENS_ENTRY) { longest(text, tokens, index, lexicon) } else { None };
        let (token, len) = joined.unwrap_or((first, 1));
        if let Some(place) = tokens.get_mut(kept) {
            *place = token;
        }
        kept += 1;
        index += len;
    }
    tokens.truncate(kept);
}

/// The longest cue that starts with the token at `start`, as one token, and how many it has.
fn longest(text: &str, tokens: &[Token], start: usize, lexicon: &Lexicon) -> Option<(Token, usize)> {
    let first = tokens.get(start)?;
    let rest = tokens.get(start..)?;
    let words = rest.iter().take(LONGEST_ENTRY).take_while(|token| token.kind == Kind::Word).count();
    (2..=words).rev().find_map(|len| {
        let span: Span = first.span.union(rest.get(len - 1)?.span);
        let class = lexicon.class_of_name(span.of(text));
        class.has(Class::REPORTING).then_some((Token { span, class, ..*first }, len))
    })
}
