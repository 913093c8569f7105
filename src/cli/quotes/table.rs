//! The quotes of one document as a table for people.

use std::fmt::Write as _;

use crate::article::Span;
use crate::exchange::quotes::{Document, kind_name, source_name};
use crate::page::{visible, width, wrap};

/// The width where nothing says how wide the output is.
const USUAL_WIDTH: u16 = 80;
/// The widest table: longer lines are hard to read.
const WIDEST: u16 = 120;
/// Below this, a statement stands under its source instead of beside it.
const NARROWEST: u16 = 50;
/// The widest column of sources.
const SOURCE: usize = 28;
/// The column of kinds: "indirect".
const KIND: usize = 8;

/// A row of the table.
struct Row {
    source: String,
    kind: &'static str,
    said: String,
}

/// The table, safe for a terminal, at most `columns` cells wide.
pub(super) fn table(document: &Document<'_>, columns: Option<u16>) -> String {
    let columns = columns.unwrap_or(USUAL_WIDTH).clamp(20, WIDEST);
    let rows = rows(document);
    let mut table = String::new();
    paragraph(&mut table, &heading(document), "", columns);
    if rows.is_empty() {
        return table;
    }
    table.push('\n');
    if columns < NARROWEST {
        for Row { source, kind, said } in &rows {
            paragraph(&mut table, &format!("{source}, {kind}:"), "", columns);
            paragraph(&mut table, said, "  ", columns);
        }
        return table;
    }
    let longest = rows.iter().map(|row| width(&row.source)).max().unwrap_or(0);
    let source_width = longest.clamp("Source".len(), SOURCE.min(usize::from(columns) / 3));
    let said_width = usize::from(columns) - source_width - KIND - 4;
    let _ = writeln!(table, "{:source_width$}  {:KIND$}  Statement", "Source", "Kind");
    for Row { source, kind, said } in &rows {
        let sources = wrapped(source, cells(source_width));
        let statements = wrapped(said, cells(said_width));
        for line in 0..sources.len().max(statements.len()) {
            let source = sources.get(line).map_or("", String::as_str);
            let kind = if line == 0 { kind } else { "" };
            let said = statements.get(line).map_or("", String::as_str);
            let padding = " ".repeat(source_width.saturating_sub(width(source)));
            let row = format!("{source}{padding}  {kind:KIND$}  {said}");
            table.push_str(row.trim_end());
            table.push('\n');
        }
    }
    table
}

/// The line over the table: the document's name, how many statements and sources.
fn heading(document: &Document<'_>) -> String {
    let name = if document.id == "-" { "standard input" } else { document.id };
    let sources = document.attribution.entities.iter().filter(|entity| entity.statements > 0).count();
    let counted = |count: usize, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
    match document.attribution.statements.len() {
        0 => format!("{name}: no statements"),
        count => {
            format!("{name}: {}, {}", counted(count, "statement"), counted(sources, "source"))
        }
    }
}

fn rows(document: &Document<'_>) -> Vec<Row> {
    let text = document.article.text();
    let statements = document.attribution.statements.iter();
    let row = |statement| {
        let statement: &crate::attribution::Statement = statement;
        let source = match source_name(text, document.attribution, statement) {
            "" => "nobody named",
            name => name,
        };
        let audience = statement.audience.map(|span| format!(", to {}", span.of(text))).unwrap_or_default();
        let said: Vec<_> = statement.content.iter().map(|span| span.of(text)).collect();
        let source = on_one_line(&format!("{source}{audience}"));
        Row { source, kind: kind_name(statement.kind), said: on_one_line(&said.join(" … ")) }
    };
    statements.map(row).collect()
}

fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Adds `text` in lines of at most `columns` cells, each after `indent`.
fn paragraph(table: &mut String, text: &str, indent: &str, columns: u16) {
    for line in wrapped(text, columns.saturating_sub(cells(indent.len()))) {
        table.push_str(indent);
        table.push_str(&line);
        table.push('\n');
    }
}

/// The lines of `text`, safe for a terminal, each at most `columns` cells.
fn wrapped(text: &str, columns: u16) -> Vec<String> {
    let lines = wrap(text, Span::new(0, text.len()), columns, columns);
    lines.map(|line| visible(line.of(text).trim_end()).into_owned()).collect()
}

fn cells(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::fixture;

    fn at(columns: Option<u16>) -> String {
        let (article, attribution) = (fixture::article(), fixture::attribution());
        table(&Document { id: "a\u{1b}[31m.txt", article: &article, attribution: &attribution }, columns)
    }

    #[test]
    fn a_table_fits_the_width() {
        insta::assert_snapshot!(["80", &at(None), "60", &at(Some(60)), "30", &at(Some(30))].join("\n"));
        for columns in [1, 20, 30, 49, 50, 51, 80, 119, 120, 121, 10_000] {
            let table = at(Some(columns));
            let widest = table.lines().map(width).max().unwrap_or(0);
            assert!(widest <= usize::from(columns.clamp(20, WIDEST)), "{columns}:\n{table}");
            assert!(!table.contains('\u{1b}'));
        }
    }
}
