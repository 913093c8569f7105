//! Which blocks of an article are shown, where not all are.

use std::ops::Range;

use super::rows::{Page, Row, RowKind, has_gap};
use crate::article::{Article, Span};

/// A set of blocks of an article. What lies between them is folded, each stretch into one row.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Shown {
    /// Ranges of block indexes, in order, none touching another.
    ranges: Vec<Range<u32>>,
    count: usize,
}

impl Shown {
    /// Adds the block of that index, which must not be before any that is there.
    pub fn add(&mut self, block: usize) {
        let Ok(block) = u32::try_from(block) else { return };
        match self.ranges.last_mut() {
            Some(last) if block < last.end => return,
            Some(last) if block == last.end => last.end += 1,
            _ => self.ranges.push(block..block.saturating_add(1)),
        }
        self.count += 1;
    }

    /// The blocks that `places` of `article` lie in; the places may be in any order.
    pub fn holding(article: &Article, places: impl Iterator<Item = Span>) -> Self {
        let blocks = article.blocks();
        let mut touched: Vec<Range<usize>> = places
            .map(|place| {
                let first = article.block_at(place.start());
                first..article.block_at(place.end().saturating_sub(1)).max(first) + 1
            })
            .collect();
        touched.sort_unstable_by_key(|range| range.start);
        let mut shown = Self::default();
        let mut next = 0;
        for range in touched {
            (range.start.max(next)..range.end.min(blocks.len())).for_each(|block| shown.add(block));
            next = next.max(range.end);
        }
        shown
    }

    /// How many blocks there are in it.
    pub fn count(&self) -> usize {
        self.count
    }

    /// The blocks around the one of that index that are all folded, in an article of `total` blocks;
    /// `None` where that one is shown. Found by halving.
    fn fold(&self, block: usize, total: usize) -> Option<Range<usize>> {
        let next = self.ranges.partition_point(|range| range.start as usize <= block);
        let start = next.checked_sub(1).and_then(|before| self.ranges.get(before));
        let start = start.map_or(0, |before| before.end as usize);
        let end = self.ranges.get(next).map_or(total, |next| next.start as usize).min(total);
        (start <= block && block < end).then_some(start..end)
    }
}

impl Page {
    /// Whether the byte at `offset` is folded away.
    pub fn is_folded(&self, article: &Article, offset: usize) -> bool {
        self.fold_at(article, offset).is_some()
    }

    /// The row for the folded stretch that holds the byte at `offset`; `None` where that is shown. The
    /// space around the stretch belongs to it.
    pub(super) fn fold_at(&self, article: &Article, offset: usize) -> Option<Row> {
        let shown = self.shown()?;
        let (blocks, end) = (article.blocks(), article.text().len());
        let index = article.block_at(offset);
        let block = blocks.get(index)?.span;
        let fold = shown.fold(index, blocks.len()).or_else(|| {
            // In the space before a stretch.
            let is_behind = offset >= block.end() && index + 1 < blocks.len() && has_gap(article, index);
            shown.fold(index + 1, blocks.len()).filter(|_| is_behind)
        })?;
        let start = match fold.start.checked_sub(1) {
            None => 0,
            Some(before) if has_gap(article, before) => blocks.get(before)?.span.end(),
            Some(_) => blocks.get(fold.start)?.span.start(),
        };
        let end = blocks.get(fold.end).map_or(end, |next| next.span.start());
        Some(Row { span: Span::new(start, end), kind: RowKind::Fold { blocks: fold.len() } })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::page::testing::{nasty, read};
    use proptest::prelude::*;

    fn shown(blocks: &[usize]) -> Arc<Shown> {
        let mut shown = Shown::default();
        blocks.iter().for_each(|&block| shown.add(block));
        Arc::new(shown)
    }

    /// The rows as a reader sees them: “~” for space between paragraphs, “+2” for two folded ones.
    fn rows(text: &str, blocks: &[usize]) -> Vec<String> {
        let (article, mut page) = (read(text), Page::new(20));
        page.fold(Some(shown(blocks)));
        let rows = page.rows_from(&article, 0, usize::MAX);
        let told = |row: &Row| match row.kind {
            RowKind::Gap => "~".to_owned(),
            RowKind::Fold { blocks } => format!("+{blocks}"),
            RowKind::Text { .. } => row.span.of(article.text()).trim().to_owned(),
        };
        rows.iter().map(told).collect()
    }

    #[test]
    fn a_folded_stretch_is_one_row() {
        let text = "\none.\n\ntwo.\n\nthree.\n- four\n- five\n\nsix.\n";
        let table: [(&[usize], &[&str]); 7] = [
            (
                &[0, 1, 2, 3, 4, 5],
                &["~", "one.", "~", "two.", "~", "three.", "~", "- four", "- five", "~", "six."],
            ),
            (&[0], &["~", "one.", "+5"]),
            (&[5], &["+5", "six."]),
            (&[1, 2], &["+1", "two.", "~", "three.", "+3"]),
            (&[0, 3, 5], &["~", "one.", "+2", "- four", "+1", "six."]),
            (&[4], &["+4", "- five", "+1"]),
            (&[], &["+6"]),
        ];
        for (blocks, expected) in table {
            assert_eq!(rows(text, blocks), expected, "{blocks:?}");
        }
    }

    #[test]
    fn places_in_any_order_show_their_paragraphs() {
        let article = read("one.\n\ntwo.\n\nthree.\n\nfour.");
        let found =
            Shown::holding(&article, [Span::new(20, 22), Span::new(1, 8), Span::new(2, 3)].into_iter());
        assert_eq!((found.clone(), found.count()), (Arc::unwrap_or_clone(shown(&[0, 1, 3])), 3));
        assert_eq!(Shown::holding(&read(""), [Span::new(0, 1)].into_iter()).count(), 0);
    }

    proptest! {
        #[test]
        fn rows_hold_each_byte_once_whatever_is_folded(
            text in nasty(),
            width in 0_u16..60,
            kept in proptest::collection::vec(any::<bool>(), 24),
        ) {
            let (article, mut page) = (read(&text), Page::new(width));
            let blocks: Vec<usize> =
                (0..article.blocks().len()).filter(|block| kept.get(*block) == Some(&true)).collect();
            page.fold(Some(shown(&blocks)));
            let rows = page.rows_from(&article, 0, usize::MAX);
            let mut next = 0;
            for row in &rows {
                prop_assert_eq!(row.span.start(), next);
                next = row.span.end();
                for byte in row.span.range() {
                    prop_assert_eq!(page.row_at(&article, byte), *row);
                }
                prop_assert_eq!(page.step(&article, row.span.start(), 0).0, row.span.start());
            }
            prop_assert_eq!(next, article.text().len());
            let folded: usize = rows.iter().map(|row| match row.kind {
                RowKind::Fold { blocks } => blocks,
                _ => 0,
            }).sum();
            prop_assert_eq!(folded + blocks.len(), article.blocks().len());
            for (index, block) in article.blocks().iter().enumerate() {
                prop_assert_eq!(page.is_folded(&article, block.span.start()), !blocks.contains(&index));
            }
            // What is folded leaves no trace once it is shown again.
            page.fold(None);
            prop_assert_eq!(page.rows_from(&article, 0, usize::MAX), Page::new(width).rows_from(&article, 0, usize::MAX));
        }
    }
}
