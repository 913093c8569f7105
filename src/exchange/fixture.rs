//! Articles and records that every exporter must survive.

use std::collections::BTreeMap;

use super::{Header, Material};
use crate::annotation::{
    Change, DocumentLabel, Edit, Entity, Extra, Id, Link, Note, Origin, Record, Stamp, Tag, Verdict,
};
use crate::article::{Article, Span, import};
use crate::attribution::{
    Attribution, Entity as Found, EntityId, EntityKind, Rule, Statement, StatementKind,
};

/// A headline that is a formula, a joined emoji, astral and combining letters, a quotation over a
/// line break, markup; CRLF line ends.
const TEXT: &str = "=Ferry stays\r\n\r\nTARN - The 👩‍👩‍👧 ferry “stays <b>&amp; *runs* | `on`\r\n\
    for good”, said 𝔐ayor Ida Be\u{301}ll. # 1\r\n\r\n“We keep it,” she said, “all of it.”\r\n\r\n\
    Nobody objected, the clerk said.\r\n";

/// A note with tabs, line breaks and markup.
pub(super) const NOTE: &str = "check\twith the clerk:\n# \"is it\", <i>really</i>?\n\n=1+1";

/// An article with what was found in it and put on record about it.
pub(super) struct Fixture {
    pub(super) article: Article,
    pub(super) record: Record,
    pub(super) attribution: Attribution,
}

impl Fixture {
    pub(super) fn material(&self) -> Material<'_> {
        let header = Header { file: "ferry <1>.txt", annotator: "ana", tag_set: "news" };
        Material { article: &self.article, record: &self.record, attribution: &self.attribution, header }
    }
}

/// Where `words` first stand in `text`.
fn at(text: &str, words: &str) -> Span {
    let start = text.find(words).unwrap();
    Span::new(start, start + words.len())
}

/// An article about which nothing is on record.
pub(super) fn empty() -> Fixture {
    let article = import::plain(Vec::new()).unwrap();
    Fixture { article, record: Record::default(), attribution: Attribution::default() }
}

/// Everything that can go wrong.
pub(super) fn full() -> Fixture {
    let article = import::plain(TEXT.into()).unwrap();
    let text = article.text();
    let stamp = Stamp { by: "ana".into(), on: "2026-11-23T09:12:00Z".into(), review: None };
    let tag = |id: &str, label: &str, pieces: &[&str], entity: Option<&str>| Tag {
        id: Id::new(id),
        label: label.into(),
        at: pieces.iter().map(|piece| at(text, piece)).collect(),
        entity: entity.map(Id::new),
        attributes: BTreeMap::new(),
        origin: None,
        stamp: stamp.clone(),
        extra: Extra::new(),
    };
    let mut headline = tag("t1", "Work title", &["=Ferry stays"], None);
    headline.extra.insert("later".into(), "(1, 2)".into());
    headline.attributes.insert("sure".into(), "no".into());
    let mut mayor = tag("t4", "Person", &["𝔐ayor Ida Be\u{301}ll"], Some("e1"));
    mayor.origin = Some(Origin { rule: "title-name".into(), version: "0.1.0".into(), confidence: Some(90) });
    let tags = [
        headline,
        tag("t2", "Family", &["👩‍👩‍👧"], None),
        tag("t3", "Quote", &["“stays <b>&amp; *runs* | `on`\nfor good”"], Some("e1")),
        mayor,
        tag("t5", "Odd", &["*runs* | `on`\nfor good”, said 𝔐ayor"], None),
        tag("t6", "Odd", &["*runs*"], None),
        tag("t7", "Quote", &["“We keep it,”", "“all of it.”"], Some("e1")),
    ];
    let note = |id: &str, about: Option<&str>, at: Vec<Span>, text: &str| Note {
        id: Id::new(id),
        about: about.map(Id::new),
        at,
        text: text.into(),
        stamp: stamp.clone(),
        extra: Extra::new(),
    };
    let entity = |id: &str, name: &str, same_as: &[&str]| Entity {
        id: Id::new(id),
        name: name.into(),
        kind: "Person".into(),
        same_as: same_as.iter().map(ToString::to_string).collect(),
        extra: Extra::new(),
    };
    let link = Link {
        id: Id::new("l1"),
        label: "said by".into(),
        from: Id::new("t7"),
        to: Id::new("t4"),
        stamp: stamp.clone(),
        extra: Extra::new(),
    };
    let topic = DocumentLabel {
        id: Id::new("d1"),
        label: "Main *topic*".into(),
        value: "=transport | ferries".into(),
        stamp: stamp.clone(),
        extra: Extra::new(),
    };
    let verdict = Verdict {
        id: Id::new("v1"),
        verdict: "rejected".into(),
        label: "Quote".into(),
        at: vec![at(text, "“We keep it,”")],
        rule: "quotation-speaker-cue".into(),
        version: "0.1.0".into(),
        became: Some(Id::new("t7")),
        stamp: stamp.clone(),
        extra: Extra::new(),
    };
    let mut changes: Vec<Change> = tags.into_iter().map(|tag| Change::Tag(None, Some(tag))).collect();
    changes.extend([
        Change::Entity(None, Some(entity("e1", "Ida Be\u{301}ll", &["wikidata:Q1", "viaf:2"]))),
        Change::Entity(None, Some(entity("e2", "The *clerk*", &[]))),
        Change::Link(None, Some(link)),
        Change::Note(None, Some(note("n1", Some("t4"), Vec::new(), NOTE))),
        Change::Note(None, Some(note("n2", None, Vec::new(), "about all"))),
        Change::Note(None, Some(note("n3", None, vec![at(text, "the clerk")], "which?"))),
        Change::DocumentLabel(None, Some(topic)),
        Change::Verdict(None, Some(verdict)),
    ]);
    let mut record = Record::default();
    record.apply(&Edit::from(changes)).unwrap();
    let attribution = attribution(text);
    Fixture { article, record, attribution }
}

/// One statement that is tagged, one that was rejected, one that nobody looked at.
fn attribution(text: &str) -> Attribution {
    let statement = |pieces: &[&str], kind, speaker: &str, cue: &str, source| Statement {
        kind,
        content: pieces.iter().map(|piece| at(text, piece)).collect(),
        cue: Some(at(text, cue)),
        speaker: Some(at(text, speaker)),
        audience: None,
        source,
        confidence: 80,
        rule: Rule::SpeakerCueClause,
        resolution: None,
    };
    let bell = Some(EntityId::new(0));
    Attribution {
        statements: vec![
            statement(&["“We keep it,”", "“all of it.”"], StatementKind::Direct, "she", "she said", bell),
            statement(&["“We keep it,”"], StatementKind::Direct, "she", "she said", bell),
            statement(&["Nobody objected"], StatementKind::Indirect, "the clerk", "said.", None),
        ],
        entities: vec![Found { name: "Ida Be\u{301}ll".into(), kind: EntityKind::Person, statements: 2 }],
        mentions: Vec::new(),
        asides: Vec::new(),
    }
}
