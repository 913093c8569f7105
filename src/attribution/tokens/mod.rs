//! Words and marks of a paragraph, each with what the rules ask about it.

mod cues;
mod letters;
mod reader;
mod words;

pub(in crate::attribution) use cues::join_cues;
pub(in crate::attribution) use reader::tokenise;

use super::lexicon::Class;
use crate::article::Span;

/// A word or a mark; in an outline also a whole quotation or bracket.
#[derive(Clone, Copy, Debug)]
pub(in crate::attribution) struct Token {
    pub(in crate::attribution) span: Span,
    pub(in crate::attribution) kind: Kind,
    /// How a word is written; [`Case::Lower`] for anything else.
    pub(in crate::attribution) case: Case,
    /// Whether the word ends in "’s" or "s’". The ending is inside the span.
    pub(in crate::attribution) possessive: bool,
    /// Whether a word holds the full stop behind it, as an abbreviation does.
    pub(in crate::attribution) stopped: bool,
    /// Whether a stop is a question or exclamation mark.
    pub(in crate::attribution) loud: bool,
    /// What the lexicon knows of a word; nothing for anything else.
    pub(in crate::attribution) class: Class,
}

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::attribution) enum Kind {
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
pub(in crate::attribution) struct Mark {
    pub(in crate::attribution) family: Family,
    pub(in crate::attribution) facing: Facing,
}

/// Marks that open and close each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::attribution) enum Family {
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
pub(in crate::attribution) enum Facing {
    Open,
    Close,
    Either,
}

/// What the rules ask about a quotation in an outline.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::attribution) struct Quoted {
    /// What stands last inside the marks.
    pub(in crate::attribution) ending: Ending,
    /// Whether the first word has a capital.
    pub(in crate::attribution) capital: bool,
    /// Whether it has a closing mark.
    pub(in crate::attribution) closed: bool,
    pub(in crate::attribution) family: Family,
    /// How many words it has, at most 255.
    pub(in crate::attribution) words: u8,
    /// How many of them are verbs that show tense, at most 255.
    pub(in crate::attribution) verbs: u8,
    /// How many of them start with a capital, at most 255.
    pub(in crate::attribution) capitals: u8,
}

/// What stands last inside quotation marks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::attribution) enum Ending {
    Comma,
    FullStop,
    /// A question or exclamation mark, which says nothing of whether the sentence goes on.
    Loud,
    Dash,
    Word,
}

/// How a word is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::attribution) enum Case {
    Lower,
    /// The first letter is a capital.
    Capital,
    /// Two or more letters, all of them capitals.
    Shouted,
}

impl Token {
    pub(in crate::attribution) fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }

    pub(in crate::attribution) fn is_quote(&self) -> bool {
        matches!(self.kind, Kind::Quote(_))
    }

    /// Whether it is a word with any of the classes.
    pub(in crate::attribution) fn has(&self, class: Class) -> bool {
        self.class.has(class)
    }

    /// Whether it is a word that starts with a capital.
    pub(in crate::attribution) fn is_capital(&self) -> bool {
        self.case != Case::Lower
    }

    /// Whether it is a capitalised word that no sentence start explains.
    pub(in crate::attribution) fn is_name_word(&self) -> bool {
        self.is_capital() && !self.class.has(Class::FUNCTION)
    }

    /// The word without a possessive ending.
    pub(in crate::attribution) fn bare<'t>(&self, text: &'t str) -> &'t str {
        let word = self.span.of(text);
        if !self.possessive {
            return word;
        }
        let word = word.strip_suffix(['s', 'S']).filter(|stem| stem.ends_with(['\'', '’'])).unwrap_or(word);
        word.strip_suffix(['\'', '’']).unwrap_or(word)
    }

    /// The span without a possessive ending.
    pub(in crate::attribution) fn bare_span(&self, text: &str) -> Span {
        if !self.possessive {
            return self.span;
        }
        Span::new(self.span.start(), self.span.start() + self.bare(text).len())
    }
}
