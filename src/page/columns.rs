//! The cells of a row: what stands in which column.

use super::cell::clusters;
use super::justify::Stretch;
use super::lead::Lead;
use super::rows::{Page, Row, RowKind};
use crate::article::{Article, BlockKind, Span};

/// What is drawn for the mark of a block quote, on each of its rows.
const BAR: &str = "│";

/// One cluster of text in its place on a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cell<'t> {
    /// The bytes of the article that it shows.
    pub span: Span,
    /// The column that it starts in, counted from the left edge of the page.
    pub column: u16,
    /// How many cells it takes; 0 where it shows nothing.
    pub width: u16,
    /// What is drawn: one cluster, safe for a terminal, or spaces where one was widened.
    pub shown: &'t str,
}

impl Cell<'_> {
    /// The column behind it.
    fn end(&self) -> u16 {
        self.column.saturating_add(self.width)
    }
}

impl Page {
    /// The cells of `row` from left to right, none of them beyond the width of the page. White
    /// space at the end of the row has cells where there is room for them; a gap has none.
    pub fn cells<'t>(&self, article: &'t Article, row: &Row) -> impl Iterator<Item = Cell<'t>> + use<'t> {
        let (span, mut column) = shown(article, row);
        let width = self.width();
        let room = width.saturating_sub(column);
        let mut stretch = Stretch::of(self, article, row, span);
        let quoted = quote_mark(article, row, width);
        clusters(span.of(article.text())).map_while(move |cluster| {
            let cluster = cluster.within(room);
            let (shown, taken) = stretch.widened(&cluster);
            let is_bar = cluster.start < quoted && cluster.text == ">";
            let start = span.start() + cluster.start;
            let cell = Cell {
                span: Span::new(start, start + cluster.text.len()),
                column,
                width: taken,
                shown: if is_bar { BAR } else { shown },
            };
            column = cell.end();
            (column <= width).then_some(cell)
        })
    }

    /// The column of the hyphen that is drawn behind `row`, where it ends inside of a word. It shows
    /// no byte of the article.
    pub fn hyphen(&self, article: &Article, row: &Row) -> Option<u16> {
        let RowKind::Text { divided: true, .. } = row.kind else { return None };
        Some(self.column_of(article, row, row.span.end()))
    }

    /// The columns of the bars that go down beside a block quote, in a row behind its first; on the
    /// first they stand for its marks.
    pub fn bars<'t>(&self, article: &'t Article, row: &Row) -> impl Iterator<Item = u16> + use<'t> {
        let block = match row.kind {
            RowKind::Text { block, first: false, indent: 1.., .. } => article.blocks().get(block),
            _ => None,
        };
        let quote = block.filter(|block| block.kind == BlockKind::BlockQuote);
        let indent = match row.kind {
            RowKind::Text { indent, .. } => indent,
            RowKind::Gap | RowKind::Fold { .. } => 0,
        };
        let marks = quote.map_or("", |quote| quote.span.of(article.text()));
        (0..indent).zip(marks.bytes()).filter(|&(_, byte)| byte == b'>').map(|(column, _)| column)
    }

    /// The column of the byte at `offset` in `row`: of the cluster that holds it, or the one behind
    /// the row's last cell, which may be the page's width. 0 for a gap.
    pub fn column_of(&self, article: &Article, row: &Row, offset: usize) -> u16 {
        let mut behind = 0;
        for cell in self.cells(article, row) {
            if offset < cell.span.end() {
                return cell.column;
            }
            behind = cell.end();
        }
        behind
    }

    /// The start of the cluster that stands in `column` of `row`: the first one left of the text,
    /// the last one right of it. The start of the row for a gap.
    pub fn byte_at(&self, article: &Article, row: &Row, column: u16) -> usize {
        let mut start = row.span.start();
        for cell in self.cells(article, row).filter(|cell| cell.width > 0) {
            if cell.column > column {
                break;
            }
            start = cell.span.start();
        }
        start
    }
}

/// The bytes that `row` shows, and the column that they start in.
fn shown(article: &Article, row: &Row) -> (Span, u16) {
    let RowKind::Text { block, indent, .. } = row.kind else { return Default::default() };
    let block = article.blocks().get(block).map_or(Span::default(), |block| block.span);
    (block.intersection(row.span).unwrap_or_default(), indent)
}

/// How many bytes at the start of `row` are marks of a block quote.
fn quote_mark(article: &Article, row: &Row, width: u16) -> usize {
    let RowKind::Text { block, first: true, .. } = row.kind else { return 0 };
    match article.blocks().get(block).map(|block| block.kind) {
        Some(BlockKind::BlockQuote) => Lead::of(article, block, width).mark,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Style;
    use crate::page::testing::{nasty, read};
    use proptest::prelude::*;

    #[test]
    fn bytes_have_columns_and_columns_bytes() {
        let (article, mut page) = (read("日本 e\u{301}a word"), Page::new(8));
        let row = page.row_at(&article, 0);
        assert_eq!(row.span.of(article.text()), "日本 e\u{301}a ");
        let table = [(0, 0), (1, 0), (3, 2), (6, 4), (7, 5), (8, 5), (10, 6), (11, 7), (99, 8)];
        for (byte, column) in table {
            assert_eq!(page.column_of(&article, &row, byte), column, "byte {byte}");
        }
        let table = [(0, 0), (1, 0), (2, 3), (3, 3), (4, 6), (5, 7), (6, 10), (7, 11), (8, 11), (99, 11)];
        for (column, byte) in table {
            assert_eq!(page.byte_at(&article, &row, column), byte, "column {column}");
        }
    }

    #[test]
    fn hanging_white_space_has_cells_where_there_is_room() {
        let article = read("word    more");
        let taken = |width| {
            let mut page = Page::new(width);
            let row = page.row_at(&article, 0);
            page.cells(&article, &row).count()
        };
        assert_eq!((taken(4), taken(6), taken(9)), (4, 6, 8));
    }

    #[test]
    fn an_indented_row_starts_in_its_column() {
        let (article, mut page) = (read("- an item that takes two rows"), Page::new(20));
        let row = page.row_at(&article, 25);
        assert_eq!(page.column_of(&article, &row, row.span.start()), 2);
        assert_eq!(page.byte_at(&article, &row, 0), row.span.start());
    }

    #[test]
    fn a_bar_goes_down_beside_a_block_quote() {
        let text = "Title\n\n> > a quotation that takes two rows\n> one\n";
        let (article, mut page) = (read(text), Page::new(20));
        let rows = page.rows_from(&article, 7, usize::MAX);
        let drawn: Vec<(String, Vec<u16>)> = rows
            .iter()
            .map(|row| {
                let cells = page.cells(&article, row).map(|cell| cell.shown).collect();
                (cells, page.bars(&article, row).collect())
            })
            .collect();
        let expected = [("│ │ a quotation that", vec![]), ("takes two rows", vec![0, 2]), ("│ one", vec![])];
        assert_eq!(drawn, expected.map(|(cells, bars)| (cells.to_owned(), bars)));
        assert_eq!(page.byte_at(&article, &rows[1], 0), rows[1].span.start());
    }

    #[test]
    fn a_gap_has_no_cells() {
        let (article, mut page) = (read("a\n\n\nb"), Page::new(9));
        let row = page.row_at(&article, 2);
        assert_eq!(row.kind, RowKind::Gap);
        assert_eq!(page.cells(&article, &row).count(), 0);
        assert_eq!((page.column_of(&article, &row, 3), page.byte_at(&article, &row, 5)), (0, 1));
    }

    proptest! {
        #[test]
        fn cells_fit_and_lead_back_to_their_bytes(
            text in nasty(), width in 0_u16..300, justify: bool, hyphenate: bool,
        ) {
            let (article, mut page) = (read(&text), Page::new(width));
            page.set_style(Style { justify, hyphenate });
            for row in page.rows_from(&article, 0, usize::MAX) {
                let mut column = None;
                let mut next = row.span.start();
                for cell in page.cells(&article, &row) {
                    prop_assert!(cell.end() <= page.width());
                    prop_assert!(column.is_none_or(|column| column == cell.column));
                    prop_assert_eq!(cell.span.start(), next);
                    column = Some(cell.end());
                    next = cell.span.end();
                    for byte in cell.span.range() {
                        prop_assert_eq!(page.column_of(&article, &row, byte), cell.column);
                    }
                    if cell.width > 0 {
                        for column in cell.column..cell.end() {
                            prop_assert_eq!(page.byte_at(&article, &row, column), cell.span.start());
                        }
                    }
                }
                prop_assert!(page.hyphen(&article, &row).is_none_or(|column| column < page.width()));
                let rest = Span::new(next, row.span.end()).of(article.text());
                prop_assert!(rest.trim().is_empty(), "not shown: {rest:?}");
            }
        }
    }
}
