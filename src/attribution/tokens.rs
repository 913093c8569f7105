//! Words and marks of a paragraph, each with what the rules ask about it.

use super::lexicon::{Class, Lexicon};
use crate::article::Span;

/// A word or a mark; in an outline also a whole quotation or bracket.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) span: Span,
    pub(super) kind: Kind,
    pub(super) case: Case,
    /// Whether the word ends in "’s" or "s’". The ending is inside the span.
    pub(super) possessive: bool,
    /// Whether a word holds the full stop behind it, as an abbreviation does.
    pub(super) stopped: bool,
    /// Whether a stop is a question or exclamation mark.
    pub(super) loud: bool,
    pub(super) class: Class,
}

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// A word: letters, with hyphens, apostrophes and the full stops of abbreviations inside.
    Word,
    /// A number: "4.2", "1,000", "$5".
    Number,
    Comma,
    /// A full stop, exclamation mark, question mark or ellipsis, or a run of them.
    Stop,
    Colon,
    Semicolon,
    /// A dash between words, not a hyphen inside one.
    Dash,
    OpenBracket,
    CloseBracket,
    /// A quotation mark.
    Mark(Mark),
    /// In an outline: a quotation, marks included.
    Quote(Quoted),
    /// In an outline: a title or nickname between quotation marks, marks included.
    Aside,
    /// In an outline: a short stretch between brackets, brackets included.
    Bracketed,
    /// Anything else.
    Other,
}

/// A quotation mark, by the family that it pairs in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Mark {
    pub(super) family: Family,
    pub(super) facing: Facing,
}

/// Marks that open and close each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Family {
    /// “…”, „…“, „…”
    Curly,
    /// "…"
    Straight,
    /// «…»
    Guillemet,
    /// ''…'' and ``…''
    Doubled,
    /// ‘…’ and '…'
    Single,
}

/// Which way a mark faces, by its shape or by the white space beside it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Facing {
    Open,
    Close,
    Either,
}

/// What the rules ask about a quotation in an outline.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Quoted {
    /// What stands last inside the marks.
    pub(super) ending: Ending,
    /// Whether the first word has a capital.
    pub(super) capital: bool,
    /// Whether it has a closing mark.
    pub(super) closed: bool,
    pub(super) family: Family,
    /// How many words it has, at most 255.
    pub(super) words: u8,
    /// How many of them are verbs that show tense, at most 255.
    pub(super) verbs: u8,
    /// How many of them start with a capital, at most 255.
    pub(super) capitals: u8,
}

/// What stands last inside quotation marks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Ending {
    Comma,
    FullStop,
    /// A question or exclamation mark, which says nothing of whether the sentence goes on.
    Loud,
    Dash,
    Word,
}

/// How a word is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Case {
    Lower,
    /// The first letter is a capital.
    Capital,
    /// Two or more letters, all of them capitals.
    Shouted,
}

impl Token {
    pub(super) fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }

    pub(super) fn is_quote(&self) -> bool {
        matches!(self.kind, Kind::Quote(_))
    }

    /// Whether it is a word with any of the classes.
    pub(super) fn has(&self, class: Class) -> bool {
        self.kind == Kind::Word && self.class.has(class)
    }

    /// Whether it is a word that starts with a capital.
    pub(super) fn is_capital(&self) -> bool {
        self.kind == Kind::Word && self.case != Case::Lower
    }

    /// Whether it is a capitalised word that no sentence start explains.
    pub(super) fn is_name_word(&self) -> bool {
        self.is_capital() && !self.class.has(Class::FUNCTION)
    }

    /// The word without a possessive ending.
    pub(super) fn bare<'t>(&self, text: &'t str) -> &'t str {
        let word = self.span.of(text);
        if !self.possessive {
            return word;
        }
        let word = word.strip_suffix(['s', 'S']).filter(|stem| stem.ends_with(['\'', '’'])).unwrap_or(word);
        word.strip_suffix(['\'', '’']).unwrap_or(word)
    }

    /// The span without a possessive ending.
    pub(super) fn bare_span(&self, text: &str) -> Span {
        Span::new(self.span.start(), self.span.start() + self.bare(text).len())
    }
}

/// Appends the tokens of `block` to `tokens`. Reads each byte once.
pub(super) fn tokenise(text: &str, block: Span, lexicon: &Lexicon, tokens: &mut Vec<Token>) {
    let bytes = block.of(text).as_bytes();
    let mut reader =
        Reader { text, bytes, base: block.start(), at: 0, lower: String::new(), after_capital: false };
    while let Some(token) = reader.next(lexicon) {
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
    base: usize,
    at: usize,
    /// The last word in lower case, kept for its buffer.
    lower: String,
    /// Whether the token before is a word with a capital.
    after_capital: bool,
}

impl Reader<'_> {
    fn next(&mut self, lexicon: &Lexicon) -> Option<Token> {
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
            return Some(self.word(first, lexicon));
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

    /// Reads a word or number that starts with `first`.
    fn word(&mut self, first: char, lexicon: &Lexicon) -> Token {
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
            return self.token(start, Kind::Number, Case::Lower, Class::NONE);
        }
        let case = match () {
            () if letters >= 2 && capitals == letters => Case::Shouted,
            () if first.is_uppercase() || (capitals > 0 && digits + letters > capitals) => Case::Capital,
            () => Case::Lower,
        };
        self.classify(start, case, dotted, lexicon)
    }

    /// Looks the word up that was just read, and takes the full stop of an abbreviation along.
    fn classify(&mut self, start: usize, case: Case, dotted: bool, lexicon: &Lexicon) -> Token {
        let mut class = lexicon.class(&self.lower);
        let mut possessive = false;
        if class == Class::NONE {
            if let Some(stem) = self.lower.strip_suffix("'s") {
                possessive = true;
                class = lexicon.class(stem);
            } else if self.lower.ends_with('s') && self.is_plural_possessive() {
                self.at += self.char_at(self.at).map_or(0, char::len_utf8);
                possessive = true;
            } else if self.lower.contains('-') {
                class = compound(&self.lower, lexicon);
            }
        }
        let initial = self.lower.chars().count() == 1 && case != Case::Lower && self.lower != "i";
        let mut stopped = false;
        let shortened = class.has(Class::ABBREVIATION) || dotted || initial;
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
