//! The rows of an article at a width.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::folds::Shown;
use super::lead::Lead;
use super::pieces::piece_at;
use super::wrap::{Line, lines};
use crate::article::{Article, Span};

/// How many pieces of text the cache holds before it is emptied.
const CACHED: usize = 512;
/// More white space than this between two blocks, in bytes, is taken for a blank line unread.
const WIDE_GAP: usize = 4096;

/// One row of a page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Row {
    /// Its bytes, with the white space behind its text that takes no cells. Rows follow each other
    /// without gaps: each byte of the article belongs to one.
    pub span: Span,
    /// What it shows.
    pub kind: RowKind,
}

impl Row {
    /// Whether the row shows no text.
    pub fn is_gap(&self) -> bool {
        !matches!(self.kind, RowKind::Text { .. })
    }

    /// Whether the row stands for a folded stretch.
    pub fn is_fold(&self) -> bool {
        matches!(self.kind, RowKind::Fold { .. })
    }
}

/// What a row shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RowKind {
    /// Text of a block.
    Text {
        /// The block's index in [`Article::blocks`].
        block: usize,
        /// Whether it is the first row of the block.
        first: bool,
        /// Whether it is the last row of the block.
        last: bool,
        /// How many cells are left free before the text.
        indent: u16,
        /// Whether it ends inside of a word, where a [hyphen](Page::hyphen) is drawn.
        divided: bool,
    },
    /// Nothing: the space between two blocks, or before the first.
    Gap,
    /// A folded stretch, with the space around it.
    Fold {
        /// How many blocks are folded.
        blocks: usize,
    },
}

/// How the text is set, besides its width.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Style {
    /// Whether spaces are widened so that rows end where the page does.
    pub justify: bool,
    /// Whether long words are divided at the end of a row.
    pub hyphenate: bool,
}

/// Finds the rows of an article at a width, each from a byte near it.
///
/// Holds the rows of the pieces of text that were looked at last, and nothing that has to be kept.
/// All methods must be given the same article until [`clear`](Page::clear).
#[derive(Clone, Debug)]
pub struct Page {
    width: u16,
    style: Style,
    /// Wrapped pieces of blocks by their first byte.
    pieces: BTreeMap<usize, Vec<Line>>,
    /// The blocks that are shown; `None` for all.
    shown: Option<Arc<Shown>>,
}

impl Page {
    /// A page with rows of `width` cells; 0 counts as 1.
    pub fn new(width: u16) -> Self {
        Self { width: width.max(1), style: Style::default(), pieces: BTreeMap::new(), shown: None }
    }

    /// How many cells a row has; at least 1.
    pub fn width(&self) -> u16 {
        self.width
    }

    /// Makes the rows `width` cells wide.
    pub fn resize(&mut self, width: u16) {
        if self.width != width.max(1) {
            *self = Self { style: self.style, shown: self.shown.take(), ..Self::new(width) };
        }
    }

    /// Shows only these blocks, or all of them; the rest is folded.
    pub fn fold(&mut self, shown: Option<Arc<Shown>>) {
        self.shown = shown;
    }

    /// The blocks that are shown; `None` for all.
    pub(super) fn shown(&self) -> Option<&Shown> {
        self.shown.as_deref()
    }

    /// How the text is set.
    pub fn style(&self) -> Style {
        self.style
    }

    /// Sets the text in `style`.
    pub fn set_style(&mut self, style: Style) {
        if self.style.hyphenate != style.hyphenate {
            self.clear();
        }
        self.style = style;
    }

    /// Forgets the article, so that another can be shown: a longer one, of which it was the head.
    pub fn clear(&mut self) {
        self.pieces.clear();
        self.shown = None;
    }

    /// The row that holds the byte at `offset`, or the last one past the end of the text. An
    /// article without text has one row, an empty gap.
    pub fn row_at(&mut self, article: &Article, offset: usize) -> Row {
        if let Some(fold) = self.fold_at(article, offset) {
            return fold;
        }
        let text = article.text();
        let index = article.block_at(offset);
        let Some(block) = article.blocks().get(index) else {
            return Row { span: Span::new(0, text.len()), kind: RowKind::Gap };
        };
        let block = block.span;
        if offset < block.start() {
            return Row { span: Span::new(0, block.start()), kind: RowKind::Gap };
        }
        let next = article.blocks().get(index + 1).map_or(text.len(), |next| next.span.start());
        let gap = has_gap(article, index);
        if gap && offset >= block.end() {
            return Row { span: Span::new(block.end(), next), kind: RowKind::Gap };
        }
        let lead = Lead::of(article, index, self.width);
        let inside = offset.min(block.end().saturating_sub(1));
        let Line { span, is_divided } = self.text_row(article, index, lead, inside);
        let (first, last) = (span.start() == block.start(), span.end() == block.end());
        let indent = if first { lead.inset } else { lead.inset + lead.hang };
        // White space behind a block that does not make a gap hangs on its last row.
        let span = if last && !gap { Span::new(span.start(), next) } else { span };
        Row { span, kind: RowKind::Text { block: index, first, last, indent, divided: is_divided } }
    }

    /// The row after `row`; `None` at the end.
    pub fn next(&mut self, article: &Article, row: &Row) -> Option<Row> {
        let end = row.span.end();
        (end < article.text().len()).then(|| self.row_at(article, end))
    }

    /// The row before `row`; `None` at the beginning.
    pub fn previous(&mut self, article: &Article, row: &Row) -> Option<Row> {
        let before = row.span.start().checked_sub(1)?;
        Some(self.row_at(article, before))
    }

    /// The row that holds the byte at `offset` and those after it, `count` in all or as many as
    /// there are.
    pub fn rows_from(&mut self, article: &Article, offset: usize, count: usize) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut next = (count > 0).then(|| self.row_at(article, offset));
        while let Some(row) = next {
            rows.push(row);
            next = if rows.len() < count { self.next(article, &row) } else { None };
        }
        rows
    }

    /// Goes `rows` rows down from the one that holds the byte at `offset`, or up where it is
    /// negative. Gives the first byte of the row it comes to, and how many rows it went, which is
    /// less in amount where the article ends before.
    pub fn step(&mut self, article: &Article, offset: usize, rows: isize) -> (usize, isize) {
        let mut row = self.row_at(article, offset);
        let mut moved = 0;
        while moved != rows {
            let next = if rows > 0 { self.next(article, &row) } else { self.previous(article, &row) };
            let Some(next) = next else { break };
            row = next;
            moved += rows.signum();
        }
        (row.span.start(), moved)
    }

    /// The row of text that holds the byte at `offset`, which lies in block `index`; without the
    /// white space behind the block.
    fn text_row(&mut self, article: &Article, index: usize, lead: Lead, offset: usize) -> Line {
        let holding = |rows: &Vec<Line>| {
            let row = rows.partition_point(|row| row.span.end() <= offset);
            rows.get(row).copied()
        };
        if let Some(row) = self.pieces.range(..=offset).next_back().and_then(|(_, rows)| holding(rows)) {
            return row;
        }
        let block = article.blocks().get(index).map_or(Span::default(), |block| block.span);
        let piece = piece_at(article.text(), block, offset);
        let whole = self.width - lead.inset;
        let rest = whole - lead.hang;
        let first = if piece.start() == block.start() { whole } else { rest };
        let rows: Vec<Line> = lines(article.text(), piece, first, rest, self.style.hyphenate).collect();
        let row = holding(&rows).unwrap_or(Line { span: piece, is_divided: false });
        if self.pieces.len() >= CACHED {
            self.pieces.clear();
        }
        self.pieces.insert(piece.start(), rows);
        row
    }
}

/// Whether a blank row stands between block `index` and the next: where there is a blank line, and
/// where the kind changes.
pub(super) fn has_gap(article: &Article, index: usize) -> bool {
    let (Some(block), Some(next)) = (article.blocks().get(index), article.blocks().get(index + 1)) else {
        return false;
    };
    let between = Span::new(block.span.end(), next.span.start());
    let blank_line = || memchr::memchr_iter(b'\n', between.of(article.text()).as_bytes()).nth(1).is_some();
    block.kind != next.kind || between.len() > WIDE_GAP || blank_line()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::testing::{nasty, read};
    use proptest::prelude::*;

    fn shown(text: &str, width: u16) -> Vec<String> {
        let article = read(text);
        let rows = Page::new(width).rows_from(&article, 0, usize::MAX);
        rows.iter()
            .map(|row| match row.kind {
                RowKind::Gap | RowKind::Fold { .. } => "~".to_owned(),
                RowKind::Text { indent, .. } => {
                    " ".repeat(usize::from(indent)) + row.span.of(article.text()).trim_end()
                }
            })
            .collect()
    }

    #[test]
    fn an_article_has_gaps_between_blocks_but_not_between_items() {
        let text = "\nBridge reopens\n\nIt reopened.\n- one item that is long\n- two\n\nAll are glad.\n\n";
        let expected = [
            "~",
            "Bridge reopens",
            "~",
            "It reopened.",
            "~",
            "- one item that is",
            "  long",
            "- two",
            "~",
            "All are glad.",
        ];
        assert_eq!(shown(text, 20), expected);
        assert_eq!(shown("short line\nshort line\n", 80), ["short line", "short line"]);
    }

    #[test]
    fn articles_without_text_have_one_row_at_most() {
        for text in ["", "\n", "\n \n\n", " "] {
            assert_eq!(shown(text, 10), ["~"], "{text:?}");
            let (article, mut page) = (read(text), Page::new(10));
            let row = page.row_at(&article, 7);
            assert_eq!((page.next(&article, &row), page.previous(&article, &row)), (None, None));
            assert_eq!(page.step(&article, 3, -9), (0, 0));
        }
        assert!(Page::new(3).rows_from(&read("a"), 0, 0).is_empty());
    }

    #[test]
    fn a_step_says_how_far_it_went() {
        let (article, mut page) = (read("one two three"), Page::new(5));
        assert_eq!(page.step(&article, 5, 9), (8, 1));
        assert_eq!(page.step(&article, 13, -1), (4, -1));
        assert_eq!(page.step(&article, 0, -1), (0, 0));
    }

    #[test]
    fn the_rows_of_a_long_line_are_the_same_from_any_side() {
        let article = read(&"some more words, ".repeat(4000));
        let down = Page::new(33).rows_from(&article, 0, usize::MAX);
        let mut page = Page::new(33);
        let mut up = vec![page.row_at(&article, usize::MAX)];
        while let Some(row) = up.last().and_then(|last| page.previous(&article, last)) {
            up.push(row);
        }
        up.reverse();
        assert_eq!(down, up);
    }

    #[test]
    fn the_cache_may_be_emptied_at_any_time() {
        let article = read(&"A line of text that is a paragraph by itself.\n\n".repeat(CACHED + 9));
        let mut page = Page::new(20);
        let all = page.rows_from(&article, 0, usize::MAX);
        page.clear();
        assert_eq!(page.rows_from(&article, 0, usize::MAX), all);
        assert!(page.pieces.len() <= CACHED);
        page.resize(10);
        assert!(page.rows_from(&article, 0, usize::MAX).len() > all.len());
    }

    proptest! {
        #[test]
        fn rows_hold_each_byte_once_and_are_found_from_any_of_them(
            text in nasty(), width in 0_u16..300, hyphenate: bool,
        ) {
            let (article, mut page) = (read(&text), Page::new(width));
            page.set_style(Style { hyphenate, ..Style::default() });
            let rows = page.rows_from(&article, 0, usize::MAX);
            let mut next = 0;
            for row in &rows {
                prop_assert_eq!(row.span.start(), next);
                next = row.span.end();
                for byte in row.span.range() {
                    prop_assert_eq!(page.row_at(&article, byte), *row);
                }
            }
            prop_assert_eq!(next, article.text().len());
        }

        #[test]
        fn stepping_there_and_back_comes_back(text in nasty(), width in 0_u16..300, from: usize, rows in -40_isize..40) {
            let (article, mut page) = (read(&text), Page::new(width));
            let from = page.row_at(&article, from % (text.len() + 1)).span.start();
            let (to, moved) = page.step(&article, from, rows);
            prop_assert!(moved.abs() <= rows.abs());
            prop_assert_eq!(page.step(&article, to, -moved), (from, -moved));
        }
    }
}
