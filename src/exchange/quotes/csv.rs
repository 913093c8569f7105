//! As a table.

use std::borrow::Cow;

use super::Document;
use crate::article::Span;
use crate::exchange::csv::spans;
use crate::exchange::table::Table;
use crate::exchange::words;

const COLUMNS: [&str; 12] = [
    "document",
    "kind",
    "source",
    "speaker",
    "cue",
    "audience",
    "text",
    "start_code_point",
    "end_code_point",
    "spans_code_points",
    "rule",
    "confidence",
];

/// Quotes as comma-separated values: a row each. Text that starts like a formula gets a `'` in
/// front.
#[derive(Clone, Copy, Debug)]
pub struct Csv;

impl Csv {
    /// The first line, with the names of the columns.
    pub fn headings() -> String {
        let mut table = Table::new();
        table.row(COLUMNS.map(Cow::Borrowed));
        table.finish().0
    }

    /// The lines of one document.
    pub fn rows(document: &Document<'_>) -> String {
        let (text, offsets) = (document.article.text(), document.offsets());
        let mut table = Table::new();
        for (statement, quote) in document.attribution.statements.iter().zip(document.quotes()) {
            let extent = statement.content.iter().copied().reduce(Span::union).unwrap_or_default();
            let cells: [Cow<'_, str>; COLUMNS.len()] = [
                document.id.into(),
                quote.kind.into(),
                quote.speaker_name.unwrap_or_default().into(),
                quote.speaker.map_or("", |speaker| speaker.text).into(),
                statement.cue.map_or("", |cue| cue.of(text)).into(),
                quote.audience.map_or("", |audience| audience.text).into(),
                words(text, &statement.content).into(),
                offsets.from_byte(extent.start()).to_string().into(),
                offsets.from_byte(extent.end()).to_string().into(),
                spans(&statement.content, &offsets).into(),
                quote.why.rule.into(),
                quote.confidence.to_string().into(),
            ];
            table.row(cells);
        }
        table.finish().0
    }
}
