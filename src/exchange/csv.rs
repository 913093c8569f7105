//! The tags as a table, for spreadsheets and statistics.
//!
//! A row is a tag. Offsets are Unicode code points of the article's text with LF line ends, as the
//! names of the columns say; a tag in several pieces lists them as `12-20;31-40`. Each attribute
//! has a column of its own. A cell that a spreadsheet would take for a formula gets a `'` in front.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::table::Table;
use super::{Format, Loss, Material, Part, Written, words};
use crate::article::Span;
use crate::article::offsets::{Offsets, Unit};

pub(super) const FORMAT: Format = Format {
    name: "csv",
    extension: "csv",
    about: "a table of the tags, a row each, for spreadsheets",
    carries: &[Part::Positions, Part::Stamps, Part::Origins],
    write,
};

/// The columns that every table has; those of the attributes follow.
const COLUMNS: [&str; 15] = [
    "id",
    "label",
    "text",
    "start_code_point",
    "end_code_point",
    "spans_code_points",
    "entity",
    "entity_name",
    "entity_kind",
    "entity_same_as",
    "rule",
    "rule_version",
    "confidence",
    "by",
    "on",
];

fn write(material: &Material<'_>) -> Written {
    let (article, record) = (material.article, material.record);
    let offsets = Offsets::new(article.text(), Unit::CodePoint);
    let attributes: BTreeSet<&str> =
        record.tags().flat_map(|tag| tag.attributes.keys().map(String::as_str)).collect();
    let mut table = Table::new();
    let headings = COLUMNS.map(Cow::Borrowed).into_iter();
    table.row(headings.chain(attributes.iter().map(|name| Cow::Owned(format!("attribute: {name}")))));
    for tag in record.tags() {
        let extent = tag.extent();
        let entity = tag.entity.as_ref().and_then(|id| record.entity(id));
        let origin = tag.origin.as_ref();
        let cells: [Cow<'_, str>; COLUMNS.len()] = [
            tag.id.as_str().into(),
            tag.label.as_str().into(),
            words(article.text(), &tag.at).into(),
            offsets.from_byte(extent.start()).to_string().into(),
            offsets.from_byte(extent.end()).to_string().into(),
            spans(&tag.at, &offsets).into(),
            tag.entity.as_ref().map_or("", |id| id.as_str()).into(),
            entity.map_or("", |entity| &entity.name).into(),
            entity.map_or("", |entity| &entity.kind).into(),
            entity.map(|entity| entity.same_as.join(" ")).unwrap_or_default().into(),
            origin.map_or("", |origin| &origin.rule).into(),
            origin.map_or("", |origin| &origin.version).into(),
            origin
                .and_then(|origin| origin.confidence)
                .map(|sure| sure.to_string())
                .unwrap_or_default()
                .into(),
            tag.stamp.by.as_str().into(),
            tag.stamp.on.as_str().into(),
        ];
        let values = attributes.iter().map(|&name| tag.attributes.get(name).map_or("", |value| value).into());
        table.row(cells.into_iter().chain(values));
    }
    let (text, guarded) = table.finish();
    let nouns = [
        "cell got a ' in front, for it started like a formula",
        "cells got a ' in front, for they started like formulas",
    ];
    Written { text, altered: Some(Loss { count: guarded, nouns, kept_by: vec!["json"] }) }
}

/// Spans as `12-20;31-40`, in code points.
pub(super) fn spans(at: &[Span], offsets: &Offsets<'_>) -> String {
    let span = |span: &Span| format!("{}-{}", offsets.from_byte(span.start()), offsets.from_byte(span.end()));
    at.iter().map(span).collect::<Vec<_>>().join(";")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::{export, fixture};

    #[test]
    fn every_row_points_at_its_words_and_no_cell_starts_a_formula() {
        let fixture = fixture::full();
        let exported = export(&FORMAT, &fixture.material());
        let text: Vec<char> = fixture.article.text().chars().collect();
        let mut reader = csv::Reader::from_reader(exported.text.as_bytes());
        assert_eq!(reader.headers().unwrap().iter().next_back(), Some("attribute: sure"));
        let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), fixture.record.tag_count());
        for row in &rows {
            let pieces: Vec<String> = row[5]
                .split(';')
                .map(|span| span.split_once('-').unwrap())
                .map(|(start, end)| text[start.parse().unwrap()..end.parse().unwrap()].iter().collect())
                .collect();
            let words = pieces.join(" … ");
            let guarded = if words.starts_with('=') { format!("'{words}") } else { words };
            assert_eq!(guarded, row[2]);
            assert!(row.iter().all(guard_is_kept), "{row:?}");
        }
        assert!(!exported.text.contains('\r'));
    }

    fn guard_is_kept(cell: &str) -> bool {
        !cell.starts_with(['=', '+', '-', '@', '\t', '\r'])
    }

    #[test]
    fn what_a_table_cannot_hold_is_counted() {
        let fixture = fixture::full();
        let exported = export(&FORMAT, &fixture.material());
        assert_eq!(
            exported.left_out.iter().chain(&exported.altered).map(ToString::to_string).collect::<Vec<_>>(),
            [
                "1 entity without tags (json and markdown keep it)",
                "1 link (json and markdown keep it)",
                "3 notes (json and markdown keep them)",
                "1 document label (json and markdown keep it)",
                "1 verdict on a suggestion (json keeps it)",
                "1 item with unknown fields (json keeps it)",
                "1 cell got a ' in front, for it started like a formula (json keeps it)",
            ]
        );
    }

    #[test]
    fn an_empty_record_has_the_headings() {
        let fixture = fixture::empty();
        let exported = export(&FORMAT, &fixture.material());
        assert_eq!(exported.text.lines().count(), 1);
        assert_eq!((exported.left_out, exported.altered), (Vec::new(), None));
    }
}
