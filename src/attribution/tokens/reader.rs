//! From text to tokens.

use super::{Case, Facing, Family, Kind, Mark, Token};
use crate::article::Span;
use crate::attribution::lexicon::{Class, Lexicon};

/// Appends the tokens of `block` to `tokens`. Reads each byte once. `lower` is a buffer for a word.
pub(in crate::attribution) fn tokenise(
    text: &str,
    block: Span,
    lexicon: &Lexicon,
    lower: &mut String,
    tokens: &mut Vec<Token>,
) {
    let bytes = block.of(text).as_bytes();
    let mut reader = Reader { text, bytes, lexicon, base: block.start(), at: 0, lower, after_capital: false };
    loop {
        reader.skip_spaces();
        if let Some(word) = reader.plain_word() {
            reader.after_capital = word.case != Case::Lower;
            tokens.push(word);
            continue;
        }
        let Some(token) = reader.next() else { break };
        // A nickname's marks do not end a name.
        if !matches!(token.kind, Kind::Mark(_)) {
            reader.after_capital = token.is_capital() && !token.possessive;
        }
        tokens.push(token);
    }
}

/// Where the reading of a block is.
pub(super) struct Reader<'t> {
    pub(super) text: &'t str,
    pub(super) bytes: &'t [u8],
    pub(super) lexicon: &'t Lexicon,
    pub(super) base: usize,
    pub(super) at: usize,
    /// The last word in lower case, where it was no plain one.
    pub(super) lower: &'t mut String,
    /// Whether the token before is a word with a capital.
    pub(super) after_capital: bool,
}

impl Reader<'_> {
    fn skip_spaces(&mut self) {
        while self.byte(self.at) == Some(b' ') {
            self.at += 1;
        }
    }

    /// Reads what is no plain word.
    fn next(&mut self) -> Option<Token> {
        let first = loop {
            let c = self.char_at(self.at)?;
            if !c.is_whitespace() && !matches!(c, '\u{200B}' | '\u{FEFF}') {
                break c;
            }
            self.at += c.len_utf8();
        };
        let start = self.at;
        self.at += first.len_utf8();
        let mut loud = false;
        let kind = match first {
            ',' => Kind::Comma,
            '.' | '!' | '?' | '…' => {
                let mut last = first;
                while let Some(next @ ('.' | '!' | '?' | '…')) = self.char_at(self.at) {
                    self.at += next.len_utf8();
                    last = next;
                }
                loud = matches!(last, '!' | '?');
                Kind::Stop
            }
            ':' => Kind::Colon,
            ';' => Kind::Semicolon,
            '—' | '–' | '―' => Kind::Dash,
            '-' => {
                while self.byte(self.at) == Some(b'-') {
                    self.at += 1;
                }
                Kind::Dash
            }
            '(' | '[' => Kind::OpenBracket,
            ')' | ']' => Kind::CloseBracket,
            '„' | '‟' => Kind::Mark(Mark { family: Family::Curly, facing: Facing::Open }),
            // Curly marks are often typed the wrong way round, and “ closes what „ opened.
            '“' | '”' => {
                let shape = if first == '“' { Facing::Open } else { Facing::Close };
                let facing = match self.facing(start, self.at) {
                    Facing::Either => shape,
                    place => place,
                };
                Kind::Mark(Mark { family: Family::Curly, facing })
            }
            '«' => Kind::Mark(Mark { family: Family::Guillemet, facing: Facing::Open }),
            '»' => Kind::Mark(Mark { family: Family::Guillemet, facing: Facing::Close }),
            '"' => Kind::Mark(Mark { family: Family::Straight, facing: self.facing(start, self.at) }),
            '\'' | '`' | '‘' | '’' if self.char_at(self.at) == Some(first) => {
                self.at += first.len_utf8();
                let facing = match first {
                    '`' | '‘' => Facing::Open,
                    '’' => Facing::Close,
                    _ => self.facing(start, self.at),
                };
                Kind::Mark(Mark { family: Family::Doubled, facing })
            }
            '‘' => Kind::Mark(Mark { family: Family::Single, facing: Facing::Open }),
            '’' => Kind::Mark(Mark { family: Family::Single, facing: Facing::Close }),
            '\'' => Kind::Mark(Mark { family: Family::Single, facing: self.facing(start, self.at) }),
            '$' | '£' | '€' | '#' | '@' if self.is_inside(self.at) => {
                return Some(self.word(start, first));
            }
            _ if is_alphanumeric(first) => return Some(self.word(start, first)),
            _ => Kind::Other,
        };
        Some(Token { loud, ..self.token(start, kind, Case::Lower, Class::NONE) })
    }

    /// Which way a mark at `start..end` faces, by the white space beside it.
    fn facing(&self, start: usize, end: usize) -> Facing {
        let before = self.text.get(..self.base + start).and_then(|text| text.chars().next_back());
        let after = self.char_at(end);
        let gap = |c: Option<char>| c.is_none_or(|c| c.is_whitespace());
        let opens =
            gap(before) || start == 0 || matches!(before, Some('(' | '[' | '—' | '–' | '-' | '“' | '‘'));
        let closes =
            gap(after) || matches!(after, Some('.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '”' | '’'));
        match (opens, closes) {
            (true, false) => Facing::Open,
            (false, true) => Facing::Close,
            (true, true) if !gap(after) => Facing::Close,
            (true, true) if !gap(before) => Facing::Open,
            _ => Facing::Either,
        }
    }

    pub(super) fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    pub(super) fn char_at(&self, at: usize) -> Option<char> {
        let byte = self.byte(at)?;
        if byte.is_ascii() {
            return Some(byte as char);
        }
        let at = self.base + at;
        self.text.get(at..)?.chars().next()
    }

    /// Whether a letter or digit stands at `at`.
    pub(super) fn is_inside(&self, at: usize) -> bool {
        self.char_at(at).is_some_and(char::is_alphanumeric)
    }

    pub(super) fn token(&self, start: usize, kind: Kind, case: Case, class: Class) -> Token {
        let span = Span::new(self.base + start, self.base + self.at);
        Token { span, kind, case, possessive: false, stopped: false, loud: false, class }
    }
}

/// Whether a character is a letter or digit. The dashes and quotation marks of typeset text are
/// told apart without a table.
pub(super) fn is_alphanumeric(c: char) -> bool {
    !matches!(c, '\u{2010}'..='\u{203A}') && c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<Token> {
        let mut tokens = Vec::new();
        tokenise(text, Span::new(0, text.len()), &Lexicon::bundled(), &mut String::new(), &mut tokens);
        tokens
    }

    #[test]
    fn words_keep_their_hyphens_apostrophes_and_abbreviation_stops() {
        let table: &[(&str, &[&str])] = &[
            ("Brig-Gen Ash’s U.S. aide didn’t.", &["Brig-Gen", "Ash’s", "U.S.", "aide", "didn’t", "."]),
            ("Mr. Ash paid $4.2 million", &["Mr.", "Ash", "paid", "$4.2", "million"]),
            ("the officials’ plan", &["the", "officials’", "plan"]),
            ("1,000 AT&T shares...", &["1,000", "AT&T", "shares", "..."]),
            ("a\u{a0}b—c -- d", &["a", "b", "—", "c", "--", "d"]),
            ("85% of them", &["85%", "of", "them"]),
            ("he said.”", &["he", "said", ".", "”"]),
        ];
        for (text, expected) in table {
            let words: Vec<_> = tokens(text).iter().map(|token| token.span.of(text)).collect();
            assert_eq!(words, *expected, "{text}");
        }
    }

    #[test]
    fn capitals_decide_between_a_name_and_a_common_word() {
        let class = |text: &str| tokens(text)[0].class;
        assert!(class("US").has(Class::PLACE) && !class("us").has(Class::PLACE));
        assert!(class("March").has(Class::DATE) && !class("march").has(Class::DATE));
        let long = tokens("Ada Long");
        assert!(long[1].is_name_word(), "a surname, not an adverb");
    }

    #[test]
    fn a_possessive_is_known_and_can_be_left_away() {
        let text = "Ash’s";
        let token = tokens(text)[0];
        assert!(token.possessive);
        assert_eq!(token.bare(text), "Ash");
    }
}
