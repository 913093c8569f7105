//! The numbers beside the rows.

use super::rows::{Row, RowKind};
use crate::article::Article;

/// The number of the line of the file that begins in `row`, or of the first of several; `None` where
/// none does, and for a gap.
pub fn line_of(article: &Article, row: &Row) -> Option<usize> {
    let RowKind::Text { block, first, .. } = row.kind else { return None };
    if first {
        return Some(article.line_at(row.span.start()));
    }
    let end = article.blocks().get(block).map_or(0, |block| block.span.end()).min(row.span.end());
    // A line begins behind a line feed, which may hang on the row before.
    let before = row.span.start().saturating_sub(1);
    let searched = article.text().as_bytes().get(before..end.saturating_sub(1))?;
    memchr::memchr(b'\n', searched).map(|feed| article.line_at(before + feed + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;
    use crate::page::testing::read;

    #[test]
    fn a_line_has_its_number_at_its_first_row() {
        let wrapped = "The council met on Tuesday evening in the old hall and\nvoted to keep the ferry, as many people had asked it.\nIt went home.\n";
        let article = read(&format!("Title\n\n  One line that takes two rows.\n\n{wrapped}"));
        let numbers = |width| {
            let rows = Page::new(width).rows_from(&article, 0, usize::MAX);
            rows.iter().map(|row| line_of(&article, row)).collect::<Vec<_>>()
        };
        let (some, none) = (Some, None);
        assert_eq!(numbers(54), [some(1), none, some(3), none, some(5), some(6), some(7)]);
        assert_eq!(numbers(28), [some(1), none, some(3), none, none, some(5), none, some(6), some(7), none]);
    }
}
