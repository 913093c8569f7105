//! Who said what: statements with their cue, speaker and source, and the names that a text holds.
//!
//! The vocabulary is the field's: the *content* is what was said, the *cue* is the word that
//! reports it ("said", "according to"), the *speaker* is the mention beside it ("he"), and the
//! *source* is whom that mention stands for ("Ada Long").
//!
//! A paragraph is read in these steps, each a module; nothing in one paragraph depends on another
//! until the last step:
//!
//! * `tokens`: words and marks, each with what the `lexicon` knows of it
//! * `names`: people, bodies, places and dates
//! * `quotations`: which marks belong together; `asides`: which of them quote nobody
//! * `outline`: its sentences, a quotation or a bracket as one item of each (`sentence`)
//! * `cues`, `content`, `clauses`, `subjects` and `phrases`: the grammar around a reporting verb
//! * `statements`, `tags`, `passive`, `colon` and `unclaimed`: the rules, which make a `draft` of each statement
//! * `document`: who is who (`entities`), whom pronouns stand for, and the statements of the whole
//!
//! `parallel` has several threads do the steps before the last.

mod aliases;
mod asides;
mod attributor;
mod clauses;
mod colon;
mod content;
mod cues;
mod document;
mod draft;
mod entities;
mod few;
mod findings;
mod lexicon;
mod names;
mod outline;
mod parallel;
mod passive;
mod phrases;
mod quotations;
mod sentence;
mod statements;
mod subjects;
mod tags;
mod tokens;
mod unclaimed;

pub use attributor::Attributor;
pub use draft::{Reason, Rule};
pub use few::Few;
pub use lexicon::{Lexicon, WordKind};

use std::num::NonZeroU32;

use crate::article::{Article, Span};

/// Finds who said what in `article`, by the bundled word lists.
///
/// For more than one article make an [`Attributor`] once.
pub fn attribute(article: &Article) -> Attribution {
    Attributor::new(Lexicon::bundled()).attribute(article)
}

/// What the machine finds in one article. A suggestion layer: it never decides for the reader.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Attribution {
    /// What was said, ordered by the start of the first content span.
    pub statements: Vec<Statement>,
    /// Everyone and everything named, ordered by first mention.
    pub entities: Vec<Entity>,
    /// Where they are named, ordered by span; two never overlap.
    pub mentions: Vec<Mention>,
    /// Stretches between quotation marks that are no statement, ordered by span.
    pub asides: Vec<Aside>,
}

impl Attribution {
    /// The entity of that id.
    pub fn entity(&self, id: EntityId) -> Option<&Entity> {
        self.entities.get(id.index())
    }

    /// Leaves out the statements that the machine is less sure of than `confidence`, in percent.
    pub fn keep_at_least(&mut self, confidence: u8) {
        let Self { statements, entities, .. } = self;
        statements.retain(|statement| {
            let keep = statement.confidence >= confidence;
            let source = statement.source.and_then(|id| entities.get_mut(id.index()));
            if let Some(source) = source.filter(|_| !keep) {
                source.statements -= 1;
            }
            keep
        });
    }
}

/// One thing that somebody said.
#[derive(Clone, PartialEq, Debug)]
pub struct Statement {
    /// How it is reported.
    pub kind: StatementKind,
    /// What was said, in the order of the text: more than one span where the attribution
    /// interrupts a quotation or a quotation runs over several paragraphs. Quotation marks are
    /// inside the span.
    pub content: Few<Span>,
    /// The word or words that report it: "said", "according to".
    pub cue: Option<Span>,
    /// The mention that says it: "Ms Long", "she", "a US spokesman".
    pub speaker: Option<Span>,
    /// Whom it was said to: "a joint news conference" in "told a joint news conference".
    pub audience: Option<Span>,
    /// Whom the speaker stands for.
    pub source: Option<EntityId>,
    /// How sure the machine is, in percent.
    pub confidence: u8,
    /// The rule by which it thinks so.
    pub rule: Rule,
    /// What shows whom the speaker stands for, where it is not the speaker's own name.
    pub resolution: Option<Evidence>,
}

impl Statement {
    /// Why it is attributed so: what the rule and the resolution of the speaker went by, each a sentence
    /// part that a reader can be shown, with the words of the text that it is about.
    pub fn evidence(&self) -> impl Iterator<Item = Evidence> {
        let span = self.cue.or(self.speaker).or(self.content.first().copied());
        let rule = span.map(|span| Evidence { reason: Reason::Rule(self.rule), span });
        rule.into_iter().chain(self.resolution)
    }

    /// The reasons in words that a reader can be shown, the one for the rule first, each with the words of
    /// the text that show it, as `quoted` gives them: “a reporting verb before the clause: “said””. The
    /// name of the rule is for files.
    pub fn reasons(&self, quoted: impl Fn(Span) -> String) -> Vec<String> {
        self.evidence().map(|it| format!("{}: “{}”", it.reason, quoted(it.span))).collect()
    }
}

/// How a statement is reported.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum StatementKind {
    /// All of the content stands between quotation marks.
    Direct,
    /// None of it does.
    Indirect,
    /// Some of it does.
    Mixed,
}

/// One reason for an attribution.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Evidence {
    /// What it shows.
    pub reason: Reason,
    /// The words of the text that show it.
    pub span: Span,
}

/// The index of an entity in [`Attribution::entities`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct EntityId(NonZeroU32);

impl EntityId {
    /// The id of the entity of that index.
    pub(crate) fn new(index: usize) -> Self {
        // One more than the index: so one that may be missing takes no more room than one that may not.
        Self(u32::try_from(index).map_or(NonZeroU32::MAX, |index| NonZeroU32::MIN.saturating_add(index)))
    }

    /// The index.
    pub fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// One person, body, place or date, with all its mentions.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entity {
    /// The fullest name in the text, without title: "Ada Long", "Norway’s defence ministry".
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// How many statements have it as source.
    pub statements: u32,
}

/// What an entity is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum EntityKind {
    /// A named person.
    Person,
    /// A body: a ministry, a company, a team, a newspaper.
    Organisation,
    /// A country, a town, a building.
    Place,
    /// A point or stretch of time.
    Date,
    /// Somebody or something without a name that speaks: "a US spokesman", "the report".
    Unnamed,
}

/// One place where the text names an entity.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Mention {
    /// Where: for a name, without title and possessive ending.
    pub span: Span,
    /// What is named there. "Russia" is a place even where it speaks.
    pub kind: EntityKind,
    /// How it is named.
    pub form: MentionForm,
    /// Whom it stands for.
    pub entity: Option<EntityId>,
}

/// How a mention refers to its entity.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum MentionForm {
    /// By name: "Ada Long", "Long". Only these are suggested for tagging.
    Name,
    /// By a description: "the defence secretary", "a US spokesman".
    Description,
    /// By a pronoun: "he".
    Pronoun,
}

/// A stretch between quotation marks that is no statement.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Aside {
    /// Where, quotation marks included.
    pub span: Span,
    /// What the marks are for.
    pub kind: AsideKind,
}

/// Why words that are no statement stand between quotation marks.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum AsideKind {
    /// The writer keeps a distance from the word: a “special operation”.
    ScareQuote,
    /// The title of a work, a programme, a ship.
    Title,
    /// A name by which somebody is known: Jack “Doc” Ames.
    Nickname,
}
