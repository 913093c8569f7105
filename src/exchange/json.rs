//! The record as one JSON object, for programs.
//!
//! Offsets are Unicode code points of `article.text`, the end exclusive. Each item is a line of its
//! own, in the order of the record, so that two exports can be compared line by line.

use std::collections::BTreeMap;

use serde::Serialize;

use super::json_text::line;
use super::{Format, Material, Part, Written, words};
use crate::annotation::{DocumentLabel, Entity, Extra, Id, Link, Note, Stamp, Tag, Verdict};
use crate::article::Span;
use crate::article::offsets::{Offsets, Unit};

pub(super) const FORMAT: Format = Format {
    name: "json",
    extension: "json",
    about: "everything on the record and the article's text, for programs",
    carries: &[
        Part::Positions,
        Part::Stamps,
        Part::Origins,
        Part::IdleEntities,
        Part::Links,
        Part::Notes,
        Part::DocumentLabels,
        Part::Verdicts,
        Part::Unknown,
    ],
    write,
};

fn write(material: &Material<'_>) -> Written {
    let Material { article, record, header, .. } = material;
    let place = Place { text: article.text(), offsets: Offsets::new(article.text(), Unit::CodePoint) };
    let about = ArticleFacts {
        file: header.file,
        title: article.title(),
        sha256: article.digest().to_string(),
        characters: place.offsets.total(),
        text: article.text(),
    };
    let lists = [
        ("entities", lines(record.entities().map(EntityLine::new))),
        ("tags", lines(record.tags().map(|tag| TagLine::new(tag, &place)))),
        ("links", lines(record.links().map(LinkLine::new))),
        ("notes", lines(record.notes().map(|note| NoteLine::new(note, &place)))),
        ("document_labels", lines(record.document_labels().map(DocumentLabelLine::new))),
        ("verdicts", lines(record.verdicts().map(|verdict| VerdictLine::new(verdict, &place)))),
    ];
    let mut json = String::from("{\n  \"format\": \"onrecord\",\n  \"version\": 1,\n");
    json.push_str("  \"units\": \"code points\",\n");
    let facts = [
        ("article", line(&about)),
        ("annotator", line(&header.annotator)),
        ("tag_set", line(&header.tag_set)),
    ];
    let fields: Vec<_> =
        facts.into_iter().chain(lists).map(|(name, value)| format!("  \"{name}\": {value}")).collect();
    json.push_str(&fields.join(",\n"));
    json.push_str("\n}\n");
    json.into()
}

/// A JSON array with one item a line.
fn lines<T: Serialize>(items: impl Iterator<Item = T>) -> String {
    let items: Vec<_> = items.map(|item| format!("    {}", line(&item))).collect();
    if items.is_empty() { "[]".into() } else { format!("[\n{}\n  ]", items.join(",\n")) }
}

/// The text that positions point at.
struct Place<'a> {
    text: &'a str,
    offsets: Offsets<'a>,
}

impl Place<'_> {
    fn spans(&self, at: &[Span]) -> Vec<[usize; 2]> {
        at.iter().map(|span| [span.start(), span.end()].map(|byte| self.offsets.from_byte(byte))).collect()
    }
}

#[derive(Serialize)]
struct ArticleFacts<'a> {
    #[serde(skip_serializing_if = "str::is_empty")]
    file: &'a str,
    title: &'a str,
    sha256: String,
    characters: usize,
    text: &'a str,
}

#[derive(Serialize)]
struct EntityLine<'a> {
    id: &'a str,
    name: &'a str,
    kind: &'a str,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    same_as: &'a [String],
    #[serde(skip_serializing_if = "Extra::is_empty")]
    extra: &'a Extra,
}

impl<'a> EntityLine<'a> {
    fn new(entity: &'a Entity) -> Self {
        let Entity { id, name, kind, same_as, extra } = entity;
        Self { id: id.as_str(), name, kind, same_as, extra }
    }
}

#[derive(Serialize)]
struct TagLine<'a> {
    id: &'a str,
    label: &'a str,
    spans: Vec<[usize; 2]>,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    entity: Option<&'a str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    attributes: &'a BTreeMap<String, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    origin: Option<OriginFacts<'a>>,
    by: &'a str,
    on: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    review: Option<&'a str>,
    #[serde(skip_serializing_if = "Extra::is_empty")]
    extra: &'a Extra,
}

#[derive(Serialize)]
struct OriginFacts<'a> {
    rule: &'a str,
    version: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence: Option<u8>,
}

impl<'a> TagLine<'a> {
    fn new(tag: &'a Tag, place: &Place<'_>) -> Self {
        let Tag { id, label, at, entity, attributes, origin, stamp: Stamp { by, on, review }, extra } = tag;
        Self {
            id: id.as_str(),
            label,
            spans: place.spans(at),
            text: words(place.text, at),
            entity: entity.as_ref().map(Id::as_str),
            attributes,
            origin: origin.as_ref().map(|origin| OriginFacts {
                rule: &origin.rule,
                version: &origin.version,
                confidence: origin.confidence,
            }),
            by,
            on,
            review: review.as_deref(),
            extra,
        }
    }
}

#[derive(Serialize)]
struct LinkLine<'a> {
    id: &'a str,
    label: &'a str,
    from: &'a str,
    to: &'a str,
    by: &'a str,
    on: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    review: Option<&'a str>,
    #[serde(skip_serializing_if = "Extra::is_empty")]
    extra: &'a Extra,
}

impl<'a> LinkLine<'a> {
    fn new(link: &'a Link) -> Self {
        let Link { id, label, from, to, stamp: Stamp { by, on, review }, extra } = link;
        Self {
            id: id.as_str(),
            label,
            from: from.as_str(),
            to: to.as_str(),
            by,
            on,
            review: review.as_deref(),
            extra,
        }
    }
}

#[derive(Serialize)]
struct NoteLine<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    spans: Vec<[usize; 2]>,
    text: &'a str,
    by: &'a str,
    on: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    review: Option<&'a str>,
    #[serde(skip_serializing_if = "Extra::is_empty")]
    extra: &'a Extra,
}

impl<'a> NoteLine<'a> {
    fn new(note: &'a Note, place: &Place<'_>) -> Self {
        let Note { id, about, at, text, stamp: Stamp { by, on, review }, extra } = note;
        let about = about.as_ref().map(Id::as_str);
        Self {
            id: id.as_str(),
            about,
            spans: place.spans(at),
            text,
            by,
            on,
            review: review.as_deref(),
            extra,
        }
    }
}

#[derive(Serialize)]
struct DocumentLabelLine<'a> {
    id: &'a str,
    label: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    value: &'a str,
    by: &'a str,
    on: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    review: Option<&'a str>,
    #[serde(skip_serializing_if = "Extra::is_empty")]
    extra: &'a Extra,
}

impl<'a> DocumentLabelLine<'a> {
    fn new(item: &'a DocumentLabel) -> Self {
        let DocumentLabel { id, label, value, stamp: Stamp { by, on, review }, extra } = item;
        Self { id: id.as_str(), label, value, by, on, review: review.as_deref(), extra }
    }
}

#[derive(Serialize)]
struct VerdictLine<'a> {
    id: &'a str,
    verdict: &'a str,
    label: &'a str,
    spans: Vec<[usize; 2]>,
    text: String,
    rule: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    version: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    became: Option<&'a str>,
    by: &'a str,
    on: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    review: Option<&'a str>,
    #[serde(skip_serializing_if = "Extra::is_empty")]
    extra: &'a Extra,
}

impl<'a> VerdictLine<'a> {
    fn new(item: &'a Verdict, place: &Place<'_>) -> Self {
        let Verdict { id, verdict, label, at, rule, version, became, stamp: Stamp { by, on, review }, extra } =
            item;
        let became = became.as_ref().map(Id::as_str);
        let (spans, text) = (place.spans(at), words(place.text, at));
        Self {
            id: id.as_str(),
            verdict,
            label,
            spans,
            text,
            rule,
            version,
            became,
            by,
            on,
            review: review.as_deref(),
            extra,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::exchange::{export, fixture};

    #[test]
    fn every_span_points_at_the_words_that_stand_beside_it() {
        let fixture = fixture::full();
        let exported = export(&FORMAT, &fixture.material());
        assert_eq!((exported.left_out, exported.altered), (Vec::new(), None));
        let json: Value = serde_json::from_str(&exported.text).unwrap();
        let text: Vec<char> = json["article"]["text"].as_str().unwrap().chars().collect();
        assert_eq!(json["article"]["characters"], text.len());
        let slice = |span: &Value| -> String {
            text[span[0].as_u64().unwrap() as usize..span[1].as_u64().unwrap() as usize].iter().collect()
        };
        for item in ["tags", "verdicts"].iter().flat_map(|&list| json[list].as_array().unwrap()) {
            let pieces: Vec<_> = item["spans"].as_array().unwrap().iter().map(slice).collect();
            assert_eq!(pieces.join(" … "), item["text"].as_str().unwrap());
        }
        assert_eq!(json["tags"].as_array().unwrap().len(), fixture.record.tag_count());
        assert_eq!(json["notes"][0]["text"], fixture::NOTE);
        assert_eq!(json["tags"][0]["extra"]["later"], "(1, 2)");
    }

    #[test]
    fn an_empty_record_is_an_object_with_empty_lists() {
        let fixture = fixture::empty();
        let json: Value = serde_json::from_str(&export(&FORMAT, &fixture.material()).text).unwrap();
        assert_eq!(json["format"], "onrecord");
        assert_eq!(json["units"], "code points");
        for list in ["entities", "tags", "links", "notes", "document_labels", "verdicts"] {
            assert_eq!(json[list], Value::Array(Vec::new()), "{list}");
        }
    }

    #[test]
    fn an_item_is_a_line() {
        let fixture = fixture::full();
        let text = export(&FORMAT, &fixture.material()).text;
        let tags =
            text.lines().filter(|line| line.contains("\"label\"") && line.contains("\"entity\"")).count();
        assert_eq!(tags, fixture.record.tags().filter(|tag| tag.entity.is_some()).count());
    }
}
