//! What is read: the immutable text of an article, its blocks and sentences.

mod blocks;
pub mod import;
mod lines;
pub mod offsets;
pub mod sentences;
mod span;

use std::fmt;

pub use blocks::{Block, BlockKind};
pub use span::Span;

use lines::Lines;

/// An article as it is read: immutable text with LF line ends and no byte-order mark.
///
/// All positions are byte offsets into [`text`](Article::text); see [`offsets`] for other units.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Article {
    text: String,
    blocks: Vec<Block>,
    lines: Lines,
    digest: Digest,
    damage: Damage,
}

impl Article {
    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The blocks (headline, paragraphs, …) in the order of the text. They do not overlap; between
    /// them there is only white space.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The index of the block that holds the byte at `offset`, or else of the last one that starts
    /// before it; 0 where there is none.
    pub fn block_at(&self, offset: usize) -> usize {
        self.blocks.partition_point(|block| block.span.start() <= offset).saturating_sub(1)
    }

    /// How many lines the text has; one without a line feed at its end counts.
    pub fn line_count(&self) -> usize {
        self.lines.total()
    }

    /// The number of the line that holds the byte at `offset`, the first being 1. Costs the same
    /// anywhere in the text.
    pub fn line_at(&self, offset: usize) -> usize {
        self.lines.at(&self.text, offset)
    }

    /// The headline, or else the first block's text; empty for an article without text.
    pub fn title(&self) -> &str {
        let headline = self.blocks.iter().take(3).find(|block| block.kind == BlockKind::Headline);
        headline.or(self.blocks.first()).map_or("", |block| block.span.of(&self.text))
    }

    /// The SHA-256 of the bytes that the article was read from.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// What the importer could not read as it stood.
    pub fn damage(&self) -> Damage {
        self.damage
    }
}

/// A SHA-256.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digest([u8; 32]);

impl fmt::Display for Digest {
    /// Writes 64 lower-case hexadecimal digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// What an importer could not read as it stood, and shows as U+FFFD.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Damage {
    /// How many stretches of bytes are not UTF-8.
    pub not_utf8: usize,
    /// Whether the bytes look like UTF-16.
    pub utf16: bool,
}

impl fmt::Display for Damage {
    /// Says in one line what is wrong and what to do about it; nothing where nothing is.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.utf16, self.not_utf8) {
            (true, _) => write!(f, "this is UTF-16: convert it with “iconv -f UTF-16 -t UTF-8”"),
            (false, 0) => Ok(()),
            (false, 1) => write!(f, "1 place is not UTF-8 and shows as \u{FFFD}"),
            (false, count) => write!(f, "{count} places are not UTF-8 and show as \u{FFFD}"),
        }
    }
}
