//! What stands before the text of a list item or a block quote.

use crate::article::{Article, BlockKind};

/// The width of the narrowest page that has room for it, in cells.
const ROOMY: u16 = 20;
/// The furthest that an item of a nested list is set in, in cells.
const DEEPEST: u16 = 8;
/// The longest mark that rows hang behind, in bytes.
const LONGEST: usize = 8;

/// How the rows of a block are set in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Lead {
    /// The cells left free before every row: an item inside of another is set in as in the file.
    pub(super) inset: u16,
    /// The length, in bytes, of the mark that the block opens with and the space behind it; all
    /// ASCII but for a bullet, and as many cells.
    pub(super) mark: usize,
    /// The cells that the rows behind the first are set in further, to stand below its words.
    pub(super) hang: u16,
}

impl Lead {
    /// How block `index` is set in on a page of `width` cells.
    pub(super) fn of(article: &Article, index: usize, width: u16) -> Self {
        let Some(block) = article.blocks().get(index) else { return Self::default() };
        let inside = block.span.of(article.text());
        let mark = match block.kind {
            BlockKind::ListItem => behind_word(inside),
            BlockKind::BlockQuote => {
                inside.bytes().take(LONGEST).take_while(|byte| b"> ".contains(byte)).count()
            }
            _ => return Self::default(),
        };
        let cells = inside.get(..mark).map_or(0, |mark| mark.chars().count());
        let hang = u16::try_from(cells).unwrap_or(0);
        if width < ROOMY {
            return Self { mark, ..Self::default() };
        }
        let inset = match block.kind {
            BlockKind::ListItem => set_in(article.text(), block.span.start()),
            _ => 0,
        };
        Self { inset, mark, hang }
    }
}

/// The byte behind the first word of `item` and the spaces that follow it.
fn behind_word(item: &str) -> usize {
    let word = item.find(' ').unwrap_or(0);
    let spaces = item.get(word..).unwrap_or("").bytes().take_while(|&byte| byte == b' ').count();
    if word + spaces <= LONGEST { word + spaces } else { word + 1 }
}

/// How far the line is set in that has its first word at `start`, in cells.
fn set_in(text: &str, start: usize) -> u16 {
    let before = text.as_bytes().get(..start).unwrap_or_default();
    let blanks = before.iter().rev().take_while(|byte| b" \t".contains(byte)).take(DEEPEST.into());
    let cells: u16 = blanks.map(|&byte| if byte == b'\t' { 4 } else { 1 }).sum();
    cells.min(DEEPEST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::testing::read;

    #[test]
    fn rows_hang_behind_the_mark() {
        let table = [
            ("- one", (0, 2, 2)),
            ("•  one", (0, 5, 3)),
            ("12) one", (0, 4, 4)),
            ("-         one", (0, 2, 2)),
            ("> said", (0, 2, 2)),
            ("> > said", (0, 4, 4)),
            (">", (0, 1, 1)),
            ("Words alone", (0, 0, 0)),
        ];
        for (text, (inset, mark, hang)) in table {
            // A headline before it, for a block alone would be one.
            let article = read(&format!("Title\n\n{text}\n{text}\n"));
            assert_eq!(Lead::of(&article, 1, 40), Lead { inset, mark, hang }, "{text}");
            assert_eq!(Lead::of(&article, 1, 10), Lead { mark, ..Lead::default() }, "{text}");
        }
    }

    #[test]
    fn items_are_set_in_as_in_the_file() {
        let article = read("- one\n  - two\n\t- three\n                    - four\n");
        let insets: Vec<_> = (0..4).map(|index| Lead::of(&article, index, 40).inset).collect();
        assert_eq!(insets, [0, 2, 4, 8]);
    }
}
