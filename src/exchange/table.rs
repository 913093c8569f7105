//! Rows of cells, as comma-separated values that a spreadsheet reads as text.

use std::borrow::Cow;

use csv::{Terminator, Writer, WriterBuilder};

/// Rows in the making: UTF-8, lines end with LF, cells are quoted where they must be, and none
/// starts a formula.
pub(super) struct Table {
    writer: Writer<Vec<u8>>,
    guarded: usize,
}

impl Table {
    pub(super) fn new() -> Self {
        let writer = WriterBuilder::new().terminator(Terminator::Any(b'\n')).from_writer(Vec::new());
        Self { writer, guarded: 0 }
    }

    /// Adds a row; all rows have the same number of cells.
    pub(super) fn row<'c>(&mut self, cells: impl IntoIterator<Item = Cow<'c, str>>) {
        let cells = cells.into_iter().map(|cell| {
            let guarded = guard(&cell);
            self.guarded += usize::from(guarded.is_some());
            guarded.map_or(cell, Cow::Owned).into_owned()
        });
        // Writing to memory does not fail.
        let _ = self.writer.write_record(cells.collect::<Vec<_>>());
    }

    /// The rows as text, and how many cells got a `'` in front.
    pub(super) fn finish(self) -> (String, usize) {
        let bytes = self.writer.into_inner().unwrap_or_default();
        (String::from_utf8(bytes).unwrap_or_default(), self.guarded)
    }
}

/// The cell with a `'` in front, where a spreadsheet would take it for a formula.
fn guard(cell: &str) -> Option<String> {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r']).then(|| format!("'{cell}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_start_no_formula() {
        for (cell, written, guarded) in [
            ("a", "a\n", 0),
            ("a,\"b\"\nc", "\"a,\"\"b\"\"\nc\"\n", 0),
            ("=1+1", "'=1+1\n", 1),
            ("+1", "'+1\n", 1),
            ("-1", "'-1\n", 1),
            ("@a", "'@a\n", 1),
            ("\ta", "'\ta\n", 1),
            ("\ra", "\"'\ra\"\n", 1),
            ("", "\"\"\n", 0),
        ] {
            let mut table = Table::new();
            table.row([Cow::Borrowed(cell)]);
            assert_eq!(table.finish(), (written.to_owned(), guarded), "{cell:?}");
        }
    }
}
