//! What the lexicon knows about a word: a set of word classes.

use std::ops::BitOr;

/// A set of word classes. A word has as many as it has uses: "claims" is a verb and a noun.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(crate) struct Class(u64);

impl Class {
    pub(crate) const NONE: Class = Class(0);

    /// Whether the word has any of the classes of `other`.
    pub(crate) const fn has(self, other: Class) -> bool {
        self.0 & other.0 != 0
    }

    /// The classes that `other` has as well.
    pub(crate) const fn only(self, other: Class) -> Class {
        Class(self.0 & other.0)
    }

    /// The classes that `other` has not.
    pub(crate) const fn without(self, other: Class) -> Class {
        Class(self.0 & !other.0)
    }

    /// The classes of both.
    pub(crate) const fn with(self, other: Class) -> Class {
        Class(self.0 | other.0)
    }
}

impl BitOr for Class {
    type Output = Class;

    fn bitor(self, other: Class) -> Class {
        self.with(other)
    }
}

/// Declares classes as single bits, in order, with the name that a list file uses for each.
macro_rules! classes {
    ($($bit:literal $constant:ident $name:literal),* $(,)?) => {
        impl Class {
            $(pub(crate) const $constant: Class = Class(1 << $bit);)*

            /// The class that the list files call `name`.
            pub(crate) fn named(name: &str) -> Option<Class> {
                match name {
                    $($name => Some(Class::$constant),)*
                    _ => None,
                }
            }
        }
    };
}

classes! {
    // Function words.
    0 DETERMINER "determiner",
    1 POSSESSIVE "possessive",
    2 HE "he",
    3 SHE "she",
    4 THEY "they",
    5 IT "it",
    6 WE "we",
    7 OBJECT "object",
    8 QUANTITY "quantity",
    9 RELATIVE "relative",
    10 THAT "that",
    11 WH "wh",
    12 PREPOSITION "preposition",
    13 SUBORDINATOR "subordinator",
    14 COORDINATOR "coordinator",
    15 CONTRAST "contrast",
    16 BE "be",
    17 HAVE "have",
    18 AUXILIARY "auxiliary",
    19 PRONOUN_VERB "pronoun-verb",
    20 NEGATION "negation",
    21 ADVERB "adverb",
    22 TO "to",
    23 EXISTENTIAL "existential",
    24 VERB "verb",
    25 PARTICLE "particle",
    26 SUFFIX "suffix",
    27 SO_CALLED "so-called",
    28 WORK "work",
    // Names and nouns.
    29 TITLE "title",
    30 MAN "man",
    31 WOMAN "woman",
    32 ROLE "role",
    33 BODY "body",
    34 DOCUMENT "document",
    35 PLACE "place",
    36 DEMONYM "demonym",
    37 ORGANISATION "organisation",
    38 DATE "date",
    39 TIME "time",
    40 ABBREVIATION "abbreviation",
    55 PLACE_NOUN "place-noun",
    // Forms of reporting verbs.
    41 BASE "base",
    42 THIRD "third",
    43 PAST "past",
    44 PARTICIPLE "participle",
    45 ING "ing",
    // Frames of reporting verbs.
    46 TAKES_CLAUSE "clause",
    47 TAKES_TAG "tag",
    48 TAKES_HEARER "hearer",
    49 TAKES_QUERY "query",
    50 TAKES_NAMING "naming",
    51 TAKES_TO "urging",
    52 TAKES_OF "accusing",
    53 TAKES_OBJECT "topic",
        54 ALSO_NOUN "noun",
        56 TAKES_THAT "explicit",
        57 NEEDS_OUT "out",
    61 TAKES_INFINITIVE "promising",
    62 TAKES_ANYTHING "anything",
    63 THING "thing",
    58 SPEECH_NOUN "speech-noun",
    // What a user adds.
    59 PERSON "person",
    60 OPENS_ENTRY "opens-entry",
}

impl Class {
    /// A pronoun that can be the subject of a verb of saying.
    pub(crate) const PRONOUN: Class =
        Class::HE.with(Class::SHE).with(Class::THEY).with(Class::IT).with(Class::WE);
    /// A personal name.
    pub(crate) const FIRST_NAME: Class = Class::MAN.with(Class::WOMAN);
    /// Any form of a reporting verb.
    pub(crate) const REPORTING: Class =
        Class::BASE.with(Class::THIRD).with(Class::PAST).with(Class::PARTICIPLE).with(Class::ING);
    /// A verb that shows person or tense.
    pub(crate) const FINITE: Class =
        Class::BE.with(Class::HAVE).with(Class::AUXILIARY).with(Class::PRONOUN_VERB).with(Class::VERB);
    /// A word that opens a clause inside a sentence.
    pub(crate) const CLAUSE_OPENER: Class =
        Class::SUBORDINATOR.with(Class::RELATIVE).with(Class::THAT).with(Class::WH).with(Class::CONTRAST);
    /// A word that is no noun and no name, even where it is capitalised at the start of a sentence.
    pub(crate) const FUNCTION: Class = Class::CLAUSE_OPENER
        .with(Class::FINITE)
        .with(Class::DETERMINER)
        .with(Class::POSSESSIVE)
        .with(Class::PRONOUN)
        .with(Class::OBJECT)
        .with(Class::QUANTITY)
        .with(Class::PREPOSITION)
        .with(Class::COORDINATOR)
        .with(Class::NEGATION)
        .with(Class::ADVERB)
        .with(Class::TO)
        .with(Class::EXISTENTIAL);
}
