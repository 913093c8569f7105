//! Who said what in one document, for other programs.
//!
//! The JSON forms follow the one of quotation corpora: an object a document with `id`, `text` and
//! `quotes`; a quote has `spans`, `kind`, `speaker`, `speaker_name` and `cue`, and beside them
//! `audience`, `confidence` and `why`. Offsets are Unicode code points of `text`, the end exclusive.

mod csv;
mod json;

use serde::Serialize;

use crate::article::offsets::{Offsets, Unit};
use crate::article::{Article, Span};
use crate::attribution::{Attribution, Entity, EntityId, Statement, StatementKind};

pub use csv::Csv;
pub use json::{line, pretty};

/// The name of a kind of statement, in files and for people.
pub fn kind_name(kind: StatementKind) -> &'static str {
    match kind {
        StatementKind::Direct => "direct",
        StatementKind::Indirect => "indirect",
        StatementKind::Mixed => "mixed",
    }
}

/// Who makes a statement, in one name: the source, or else the speaker as the text has it; empty
/// where nobody is known. `text` is the article's.
pub fn source_name<'a>(text: &'a str, attribution: &'a Attribution, statement: &Statement) -> &'a str {
    match (entity(attribution, statement.source), statement.speaker) {
        (Some(entity), _) => &entity.name,
        (None, Some(speaker)) => speaker.of(text),
        (None, None) => "",
    }
}

fn entity(attribution: &Attribution, id: Option<EntityId>) -> Option<&Entity> {
    id.and_then(|id| attribution.entity(id))
}

/// A document and what was found in it.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    /// Its name: the file, or the `id` in the collection.
    pub id: &'a str,
    /// The article.
    pub article: &'a Article,
    /// What the machine found in it.
    pub attribution: &'a Attribution,
}

impl<'a> Document<'a> {
    /// Its quotes, in the order of the text.
    fn quotes(&self) -> impl Iterator<Item = Quote<'a>> {
        let (document, offsets) = (*self, self.offsets());
        self.attribution.statements.iter().map(move |statement| document.quote(statement, &offsets))
    }

    fn offsets(&self) -> Offsets<'a> {
        Offsets::new(self.article.text(), Unit::CodePoint)
    }

    fn quote(&self, statement: &'a Statement, offsets: &Offsets<'a>) -> Quote<'a> {
        let text = self.article.text();
        let pair = |span: Span| [offsets.from_byte(span.start()), offsets.from_byte(span.end())];
        let stretch = |span: Span| {
            let [start, end] = pair(span);
            Stretch { start, end, text: span.of(text) }
        };
        Quote {
            spans: statement.content.iter().copied().map(pair).collect(),
            kind: kind_name(statement.kind),
            speaker: statement.speaker.map(stretch),
            speaker_name: entity(self.attribution, statement.source).map(|entity| entity.name.as_str()),
            cue: statement.cue.map(pair),
            audience: statement.audience.map(stretch),
            confidence: statement.confidence,
            why: Reasons {
                rule: statement.rule.name(),
                evidence: statement
                    .evidence()
                    .map(|it| Reason { reason: it.reason.told(), at: stretch(it.span) })
                    .collect(),
            },
        }
    }
}

#[derive(Serialize)]
struct Quote<'a> {
    spans: Vec<[usize; 2]>,
    kind: &'static str,
    speaker: Option<Stretch<'a>>,
    speaker_name: Option<&'a str>,
    cue: Option<[usize; 2]>,
    audience: Option<Stretch<'a>>,
    confidence: u8,
    why: Reasons<'a>,
}

/// A stretch of the text, in code points, with its words.
#[derive(Serialize)]
struct Stretch<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

#[derive(Serialize)]
struct Reasons<'a> {
    rule: &'static str,
    evidence: Vec<Reason<'a>>,
}

#[derive(Serialize)]
struct Reason<'a> {
    reason: &'static str,
    at: Stretch<'a>,
}
