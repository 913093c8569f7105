//! Words and numbers: where they end, how they are written, and what the lexicon knows of them.

use super::letters::Letters;
use super::reader::{Reader, is_alphanumeric};
use super::{Case, Kind, Token};
use crate::attribution::lexicon::{Class, HEAD, Lexicon};

/// What a word is only where it has a capital.
const NAMES: Class =
    Class::PLACE.with(Class::ORGANISATION).with(Class::PERSON).with(Class::FIRST_NAME).with(Class::DATE);

impl Reader<'_> {
    /// Reads a word of ASCII letters alone, as most are, where one starts here and surely ends with
    /// them.
    pub(super) fn plain_word(&mut self) -> Option<Token> {
        let start = self.at;
        let rest =
            self.bytes.get(start..).filter(|rest| rest.first().is_some_and(u8::is_ascii_alphabetic))?;
        let letters = Letters::opening(rest);
        if letters.len == HEAD {
            return None;
        }
        self.at = start + letters.len;
        let over = match self.byte(self.at) {
            None | Some(b' ' | b'\n' | b',' | b';' | b':' | b')' | b'!' | b'?' | b'"') => true,
            Some(byte @ b'.') => !self.joins(start, byte),
            Some(_) => false,
        };
        if !over {
            self.at = start;
            return None;
        }
        let class = self.lexicon.class_of_head(letters.lower);
        let initial =
            letters.len == 1 && letters.case != Case::Lower && letters.lower != [u64::from(b'i'), 0];
        let stopped = (initial || class.has(Class::ABBREVIATION)) && self.take_stop();
        let class = self.cased(class, letters.case);
        Some(Token { stopped, ..self.token(start, Kind::Word, letters.case, class) })
    }

    /// Reads a word or number that starts with `first` at `start`.
    pub(super) fn word(&mut self, start: usize, first: char) -> Token {
        self.at = start;
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
                    _ if is_alphanumeric(c) => {
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
        let lower = std::mem::take(self.lower);
        let token = self.classify(start, &lower, case, dotted);
        *self.lower = lower;
        token
    }

    /// Looks the word up that was just read, `lower` in lower case, and takes the full stop of an
    /// abbreviation along.
    fn classify(&mut self, start: usize, lower: &str, case: Case, dotted: bool) -> Token {
        let mut class = self.lexicon.class(lower);
        let mut possessive = false;
        if class == Class::NONE {
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
        let shortened = class.has(Class::ABBREVIATION) || dotted || initial;
        let stopped = shortened && !possessive && self.take_stop();
        let class = self.cased(class, case);
        Token { possessive, stopped, ..self.token(start, Kind::Word, case, class) }
    }

    /// Takes the full stop of an abbreviation along, where a single one follows.
    fn take_stop(&mut self) -> bool {
        let single = self.byte(self.at) == Some(b'.') && self.byte(self.at + 1) != Some(b'.');
        self.at += usize::from(single);
        single
    }

    /// What a word of that class is in the case that it has here.
    fn cased(&self, class: Class, case: Case) -> Class {
        match case {
            // "us" is a pronoun and "US" a country, "may" a verb and "May" a month.
            Case::Shouted if class.has(Class::PLACE) => Class::PLACE,
            Case::Shouted if class.has(Class::ORGANISATION) => Class::ORGANISATION,
            Case::Lower => class.without(NAMES),
            // Behind a name or title it is a name: "Ada Long", "Ms May".
            Case::Capital if self.after_capital => {
                class.without(Class::ADVERB | Class::VERB | Class::AUXILIARY | Class::QUANTITY)
            }
            _ => class,
        }
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
}

/// The classes of a hyphenated word: those of its last part where it is a title, role or body
/// ("vice-president", "co-founder").
fn compound(word: &str, lexicon: &Lexicon) -> Class {
    let last = word.rsplit('-').next().unwrap_or("");
    lexicon.class(last).only(Class::TITLE | Class::ROLE | Class::BODY | Class::DOCUMENT)
}
