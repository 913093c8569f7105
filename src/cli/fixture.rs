//! A small article and who says what in it.

use crate::article::{Article, Span, import};
use crate::attribution::{Attribution, Entity, EntityId, EntityKind, Rule, Statement, StatementKind};

const TEXT: &str = "\
Ferry to stay

TARN - The ferry stays “for good”, Ida Bell,
the mayor, told reporters. “We\u{1b}[31m listened,” she said, “and then we voted.”

Nobody objected, according to a clerk.
";

/// The article, with a control sequence in it.
pub(super) fn article() -> Article {
    import::plain(TEXT.into()).unwrap()
}

/// What is said in it.
pub(super) fn attribution() -> Attribution {
    let at = |words: &str| {
        let start = TEXT.find(words).unwrap();
        Span::new(start, start + words.len())
    };
    let statement = |kind, content: &[&str], speaker, cue, audience: Option<&str>, source| Statement {
        kind,
        content: content.iter().map(|piece| at(piece)).collect(),
        cue: Some(at(cue)),
        speaker: Some(at(speaker)),
        audience: audience.map(at),
        source,
        confidence: 90,
        rule: Rule::SpeakerCueClause,
        resolution: None,
    };
    let pieces = ["“We\u{1b}[31m listened,”", "“and then we voted.”"];
    Attribution {
        statements: vec![
            statement(
                StatementKind::Mixed,
                &["The ferry stays “for good”"],
                "Ida Bell",
                "told",
                Some("reporters"),
                Some(EntityId::new(0)),
            ),
            statement(StatementKind::Direct, &pieces, "she", "said", None, Some(EntityId::new(0))),
            statement(StatementKind::Indirect, &["Nobody objected"], "a clerk", "according to", None, None),
        ],
        entities: vec![Entity { name: "Ida Bell".into(), kind: EntityKind::Person, statements: 2 }],
        ..Attribution::default()
    }
}
