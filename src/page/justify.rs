//! Rows that end where the page does.

use super::cell::{Cluster, clusters};
use super::lead::Lead;
use super::rows::{Page, Row, RowKind};
use crate::article::{Article, BlockKind, Span};

/// The most cells that a space is widened by; a row that would need more stays as it is.
const WIDEST: u16 = 2;
/// A space, and what it may be widened to.
const SPACES: &str = "   ";

/// How the spaces of a row are widened, going through its clusters from the left.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Stretch {
    /// The cells to share out.
    slack: u16,
    /// The spaces that share them.
    spaces: u16,
    /// How many of them were met.
    met: u16,
    /// Whether a word comes before the next cluster.
    behind_word: bool,
    /// The bytes of the mark before the text, whose space is not widened.
    mark: usize,
}

impl Stretch {
    /// How the spaces of `row` are widened, which shows the bytes of `span`: not at all on the last
    /// row of a block, in a title, or where they would have to become too wide.
    pub(super) fn of(page: &Page, article: &Article, row: &Row, span: Span) -> Self {
        let RowKind::Text { block: index, first, last, indent, divided } = row.kind else {
            return Self::default();
        };
        let kind = article.blocks().get(index).map(|block| block.kind);
        let runs = matches!(kind, Some(BlockKind::Paragraph | BlockKind::ListItem | BlockKind::BlockQuote));
        if !page.style().justify || last || !runs {
            return Self::default();
        }
        let mark = if first { Lead::of(article, index, page.width()).mark } else { 0 };
        let mut stretch = Self { mark, ..Self::default() };
        let room = page.width().saturating_sub(indent);
        let mut taken = u16::from(divided);
        for cluster in clusters(span.trimmed(article.text()).of(article.text())) {
            taken = taken.saturating_add(cluster.within(room).width);
            stretch.spaces += u16::from(stretch.is_between(&cluster));
        }
        let slack = room.saturating_sub(taken);
        if slack > stretch.spaces.saturating_mul(WIDEST) {
            return Self::default();
        }
        Self { slack, mark, spaces: stretch.spaces, ..Self::default() }
    }

    /// What is drawn for the next cluster, and the cells that it takes.
    pub(super) fn widened<'t>(&mut self, cluster: &Cluster<'t>) -> (&'t str, u16) {
        if !self.is_between(cluster) || self.met >= self.spaces {
            return (cluster.shown, cluster.width);
        }
        // The cells that were shared out up to a space, rounded: the difference is what it gets.
        let shared = |spaces: u16| {
            let half = u32::from(self.spaces) / 2;
            (u32::from(spaces) * u32::from(self.slack) + half) / u32::from(self.spaces)
        };
        let more = u16::try_from(shared(self.met + 1) - shared(self.met)).unwrap_or(0);
        self.met += 1;
        let width = cluster.width + more;
        match SPACES.get(..width.into()) {
            Some(spaces) if more > 0 => (spaces, width),
            _ => (cluster.shown, cluster.width),
        }
    }

    /// Whether `cluster`, the next one, is the first space between two words.
    fn is_between(&mut self, cluster: &Cluster<'_>) -> bool {
        let is_space = cluster.is_space() && cluster.width == 1;
        let is_between = is_space && self.behind_word;
        self.behind_word = !cluster.is_space() && cluster.start >= self.mark;
        is_between
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Style;
    use crate::page::testing::read;

    /// The rows of `text` as they are drawn on a justified page of `width` cells.
    fn shown(text: &str, width: u16) -> Vec<String> {
        let (article, mut page) = (read(&format!("Title\n\n{text}\n{text}\n")), Page::new(width));
        page.set_style(Style { justify: true, hyphenate: true });
        let block = article.blocks()[1].span;
        let rows = page.rows_from(&article, block.start(), usize::MAX).into_iter();
        let rows = rows.take_while(|row| row.span.start() < block.end());
        let drawn = rows.map(|row| {
            let mut drawn = String::new();
            for cell in page.cells(&article, &row).filter(|cell| cell.width > 0) {
                drawn.push_str(&" ".repeat(usize::from(cell.column).saturating_sub(drawn.chars().count())));
                drawn.push_str(cell.shown);
            }
            drawn.extend(page.hyphen(&article, &row).map(|_| '-'));
            drawn.trim_end().to_owned()
        });
        drawn.collect()
    }

    #[test]
    fn spaces_are_widened_evenly() {
        assert_eq!(shown("one two six ten and a bit more", 18), ["one  two  six  ten", "and a bit more"]);
        assert_eq!(shown("aa bb cc dd eeeeee ff", 13), ["aa  bb cc  dd", "eeeeee ff"]);
        assert_eq!(shown("aa bb cc dd eeeeee ff", 16), ["aa   bb  cc   dd", "eeeeee ff"]);
    }

    #[test]
    fn what_would_become_too_wide_stays_as_it_is() {
        assert_eq!(shown("one verylongwordindeed", 20), ["one", "verylongwordindeed"]);
        assert_eq!(shown("a bb verylongwordindeed", 20), ["a bb", "verylongwordindeed"]);
    }

    #[test]
    fn the_space_behind_a_mark_is_not_widened() {
        assert_eq!(shown("- one two six four seven", 20), ["- one  two six  four", "  seven"]);
    }

    #[test]
    fn a_divided_word_ends_with_a_hyphen_in_the_last_column() {
        assert_eq!(shown("it is in the information on it", 20), ["it is  in the infor-", "mation on it"]);
    }
}
