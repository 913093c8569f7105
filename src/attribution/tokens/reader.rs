//! From text to tokens.

use super::{Case, Facing, Family, Kind, Mark, Token};
use crate::article::Span;
use crate::attribution::lexicon::{Class, Lexicon};

/// Appends the tokens of `block` to `tokens`. Reads each byte once.
pub(in crate::attribution) fn tokenise(text: &str, block: Span, lexicon: &Lexicon, tokens: &mut Vec<Token>) {
    let bytes = block.of(text).as_bytes();
    let mut reader = Reader {
        text,
        bytes,
        lexicon,
        base: block.start(),
        at: 0,
        lower: String::new(),
        after_capital: false,
    };
    while let Some(token) = reader.next() {
        // A nickname's marks do not end a name.
        if !matches!(token.kind, Kind::Mark(_)) {
            reader.after_capital = token.is_capital() && !token.possessive;
        }
        tokens.push(token);
    }
}

struct Reader<'t> {
    text: &'t str,
    bytes: &'t [u8],
    lexicon: &'t Lexicon,
    base: usize,
    at: usize,
    /// The last word in lower case, kept for its buffer.
    lower: String,
    /// Whether the token before is a word with a capital.
    after_capital: bool,
}

/// What a word is made of, as far as that tells how to look it up.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Make {
    /// ASCII letters.
    Letters,
    /// Anything else.
    Mixed,
    /// Anything with full stops inside.
    Dotted,
}

impl Reader<'_> {
    fn next(&mut self) -> Option<Token> {
        while self.byte(self.at) == Some(b' ') {
            self.at += 1;
        }
        if let Some(token) = self.plain_word() {
            return Some(token);
        }
        while let Some(space) =
            self.char_at(self.at).filter(|c| c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}'))
        {
            self.at += space.len_utf8();
        }
        let start = self.at;
        let first = self.char_at(start)?;
        if first.is_alphanumeric()
            || (matches!(first, '$' | '£' | '€' | '#' | '@') && self.is_inside(start + first.len_utf8()))
        {
            return Some(self.word(first));
        }
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
            _ => Kind::Other,
        };
        Some(Token { loud, ..self.token(start, kind, Case::Lower, Class::NONE) })
    }

    /// Reads a word of ASCII letters alone, as most are, where one starts here and surely ends with
    /// them.
    fn plain_word(&mut self) -> Option<Token> {
        let start = self.at;
        let rest = self.bytes.get(start..)?;
        let mut capitals = 0_usize;
        let mut letters = 0_usize;
        for byte in rest.iter().take_while(|byte| byte.is_ascii_alphabetic()) {
            capitals += usize::from(byte.is_ascii_uppercase());
            letters += 1;
        }
        if letters == 0 {
            return None;
        }
        self.at = start + letters;
        let over = match self.byte(self.at) {
            None | Some(b' ' | b'\n' | b',' | b';' | b':' | b')' | b'!' | b'?' | b'"') => true,
            Some(byte @ b'.') => !self.joins(start, byte),
            Some(_) => false,
        };
        if !over {
            self.at = start;
            return None;
        }
        let word = Span::new(self.base + start, self.base + self.at).of(self.text);
        if capitals == 0 {
            return Some(self.classify(start, word, Case::Lower, Make::Letters));
        }
        let case = if letters >= 2 && capitals == letters { Case::Shouted } else { Case::Capital };
        let mut lower = std::mem::take(&mut self.lower);
        lower.clear();
        lower.push_str(word);
        lower.make_ascii_lowercase();
        let token = self.classify(start, &lower, case, Make::Letters);
        self.lower = lower;
        Some(token)
    }

    /// Reads a word or number that starts with `first`.
    fn word(&mut self, first: char) -> Token {
        let start = self.at;
        let mut capitals = 0_usize;
        let mut letters = 0_usize;
        let mut digits = 0_usize;
        let mut dotted = false;
        self.lower.clear();
        while let Some(byte) = self.byte(self.at) {
            let len = if byte.is_ascii() {
                match byte {
                    b'A'..=b'Z' => {
                        capitals += 1;
                        letters += 1;
                        self.lower.push(byte.to_ascii_lowercase() as char);
                    }
                    b'a'..=b'z' => {
                        letters += 1;
                        self.lower.push(byte as char);
                    }
                    b'0'..=b'9' => {
                        digits += 1;
                        self.lower.push(byte as char);
                    }
                    b'-' | b'\'' | b'&' | b'@' | b'_' if self.at > start && self.is_inside(self.at + 1) => {
                        self.lower.push(byte as char);
                    }
                    b'.' | b',' | b':' | b'/' if self.joins(start, byte) => {
                        dotted |= byte == b'.';
                        self.lower.push(byte as char);
                    }
                    b'$' | b'#' | b'@' if self.at == start => self.lower.push(byte as char),
                    _ => break,
                }
                1
            } else {
                let Some(c) = self.char_at(self.at) else { break };
                match c {
                    '’' if self.is_inside(self.at + c.len_utf8()) => self.lower.push('\''),
                    '£' | '€' if self.at == start => {}
                    '\u{2010}' | '\u{2011}' if self.is_inside(self.at + c.len_utf8()) => self.lower.push('-'),
                    '\u{AD}' | '\u{300}'..='\u{36F}' | '\u{200D}' | '\u{FE0F}' => {}
                    _ if c.is_alphanumeric() => {
                        letters += 1;
                        capitals += usize::from(c.is_uppercase());
                        self.lower.extend(c.to_lowercase());
                    }
                    _ => break,
                }
                c.len_utf8()
            };
            self.at += len;
        }
        if letters == 0 && digits > 0 {
            self.at += usize::from(self.byte(self.at) == Some(b'%'));
            return self.token(start, Kind::Number, Case::Lower, Class::NONE);
        }
        let case = match () {
            () if letters >= 2 && capitals == letters => Case::Shouted,
            () if first.is_uppercase() || (capitals > 0 && digits + letters > capitals) => Case::Capital,
            () => Case::Lower,
        };
        let lower = std::mem::take(&mut self.lower);
        let make = if dotted { Make::Dotted } else { Make::Mixed };
        let token = self.classify(start, &lower, case, make);
        self.lower = lower;
        token
    }

    /// Looks the word up that was just read, `lower` in lower case, and takes the full stop of an
    /// abbreviation along.
    fn classify(&mut self, start: usize, lower: &str, case: Case, make: Make) -> Token {
        let mut class = self.lexicon.class(lower);
        let mut possessive = false;
        if class == Class::NONE && make != Make::Letters {
            if let Some(stem) = lower.strip_suffix("'s") {
                possessive = true;
                class = self.lexicon.class(stem);
            } else if lower.contains('-') {
                class = compound(lower, self.lexicon);
            }
        }
        if lower.ends_with('s') && self.is_plural_possessive() {
            self.at += self.char_at(self.at).map_or(0, char::len_utf8);
            possessive = true;
        }
        let initial = case != Case::Lower && lower.chars().nth(1).is_none() && lower != "i";
        let mut stopped = false;
        let shortened = class.has(Class::ABBREVIATION) || make == Make::Dotted || initial;
        if shortened
            && !possessive
            && self.byte(self.at) == Some(b'.')
            && self.byte(self.at + 1) != Some(b'.')
        {
            self.at += 1;
            stopped = true;
        }
        // "us" is a pronoun and "US" a country, "may" a verb and "May" a month.
        if case == Case::Shouted && class.has(Class::PLACE | Class::ORGANISATION) {
            class = if class.has(Class::PLACE) { Class::PLACE } else { Class::ORGANISATION };
        } else if case == Case::Lower
            && class.has(Class::PLACE | Class::ORGANISATION | Class::FIRST_NAME | Class::DATE)
        {
            class = class.without(Class::PLACE | Class::ORGANISATION | Class::FIRST_NAME | Class::DATE);
        }
        // Behind a name or title it is a name: "Ada Long", "Ms May".
        if case == Case::Capital && self.after_capital {
            class = class.without(Class::ADVERB | Class::VERB | Class::AUXILIARY | Class::QUANTITY);
        }
        Token { possessive, stopped, ..self.token(start, Kind::Word, case, class) }
    }

    /// Whether the reader stands at an apostrophe that ends a plural ("the officials’ plan").
    fn is_plural_possessive(&self) -> bool {
        let Some(mark @ ('\'' | '’')) = self.char_at(self.at) else { return false };
        let after = self.at + mark.len_utf8();
        self.byte(after) == Some(b' ') && self.byte(after + 1).is_some_and(|byte| byte.is_ascii_lowercase())
    }

    /// Whether `byte`, at the reader's place, holds a word or number together: "U.S", "4.2", "1,000", "D/R".
    fn joins(&self, start: usize, byte: u8) -> bool {
        let (Some(before), Some(after)) =
            (self.at.checked_sub(1).and_then(|at| self.byte(at)), self.byte(self.at + 1))
        else {
            return false;
        };
        if self.at == start {
            return false;
        }
        let digits = before.is_ascii_digit() && after.is_ascii_digit();
        match byte {
            b'.' => {
                digits
                    || (after.is_ascii_alphabetic() && self.is_single_letter_at(start))
                    || (before.is_ascii_lowercase() && after.is_ascii_lowercase())
            }
            b',' | b':' => digits,
            _ => before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric(),
        }
    }

    /// Whether the letters since the last full stop, or since `start`, are a single one.
    fn is_single_letter_at(&self, start: usize) -> bool {
        let word = self.bytes.get(start..self.at).unwrap_or_default();
        let run = word.iter().rev().take_while(|&&byte| byte != b'.').take(2).count();
        run == 1
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

    fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    fn char_at(&self, at: usize) -> Option<char> {
        let byte = self.byte(at)?;
        if byte.is_ascii() {
            return Some(byte as char);
        }
        let at = self.base + at;
        self.text.get(at..)?.chars().next()
    }

    /// Whether a letter or digit stands at `at`.
    fn is_inside(&self, at: usize) -> bool {
        self.char_at(at).is_some_and(char::is_alphanumeric)
    }

    fn token(&self, start: usize, kind: Kind, case: Case, class: Class) -> Token {
        let span = Span::new(self.base + start, self.base + self.at);
        Token { span, kind, case, possessive: false, stopped: false, loud: false, class }
    }
}

/// The classes of a hyphenated word: those of its last part where it is a title, role or body
/// ("vice-president", "co-founder").
fn compound(word: &str, lexicon: &Lexicon) -> Class {
    let last = word.rsplit('-').next().unwrap_or("");
    lexicon.class(last).only(Class::TITLE | Class::ROLE | Class::BODY | Class::DOCUMENT)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<Token> {
        let mut tokens = Vec::new();
        tokenise(text, Span::new(0, text.len()), &Lexicon::bundled(), &mut tokens);
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
