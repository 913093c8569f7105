//! The one place that converts byte offsets to the units that files and other programs count in.

use std::sync::Arc;

use super::Article;

/// The unit of an offset in a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unit {
    /// Unicode code points, as RON records, JSON and brat count.
    CodePoint,
    /// UTF-16 code units, as UIMA and WebAnno count.
    Utf16,
}

/// Bytes between two remembered positions: a look-up counts at most this many.
const STRIDE: usize = 256;

/// Converts between byte offsets of one text and offsets in another [`Unit`].
///
/// Remembers the count at every `STRIDE` bytes, so that a look-up costs the same anywhere in the
/// text.
#[derive(Clone, Debug)]
pub struct Offsets<'t> {
    text: Text<'t>,
    unit: Unit,
    /// The count of units before byte `i * STRIDE`.
    counts: Vec<u32>,
    total: usize,
}

/// The text that is counted.
#[derive(Clone, Debug)]
enum Text<'t> {
    Borrowed(&'t str),
    Shared(Arc<Article>),
}

impl Text<'_> {
    fn as_str(&self) -> &str {
        match self {
            Text::Borrowed(text) => text,
            Text::Shared(article) => article.text(),
        }
    }
}

impl<'t> Offsets<'t> {
    /// Counts `text` once.
    pub fn new(text: &'t str, unit: Unit) -> Self {
        Self::counted(Text::Borrowed(text), unit)
    }

    /// Counts the text of `article` once, and keeps the article.
    pub fn shared(article: Arc<Article>, unit: Unit) -> Self {
        Self::counted(Text::Shared(article), unit)
    }

    fn counted(source: Text<'t>, unit: Unit) -> Self {
        let text = source.as_str();
        let mut counts = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut total = 0;
        for chunk in text.as_bytes().chunks(STRIDE) {
            counts.push(u32::try_from(total).unwrap_or(u32::MAX));
            total += chunk.iter().map(|&byte| units_at(byte, unit)).sum::<usize>();
        }
        Self { text: source, unit, counts, total }
    }

    /// How many units the whole text has.
    pub fn total(&self) -> usize {
        self.total
    }

    /// The offset, in units, of the byte offset `byte`; past the end it is [`total`](Self::total).
    pub fn from_byte(&self, byte: usize) -> usize {
        let text = self.text.as_str();
        if byte >= text.len() {
            return self.total;
        }
        let chunk = byte / STRIDE;
        let before = self.counts.get(chunk).map_or(0, |&count| count as usize);
        let inside = text.as_bytes().get(chunk * STRIDE..byte).unwrap_or_default();
        before + inside.iter().map(|&byte| units_at(byte, self.unit)).sum::<usize>()
    }

    /// The byte offset of the character at `offset` units; `None` past the end, or inside a
    /// character.
    pub fn to_byte(&self, offset: usize) -> Option<usize> {
        let text = self.text.as_str();
        if offset >= self.total {
            return (offset == self.total).then_some(text.len());
        }
        let chunk = self.counts.partition_point(|&count| count as usize <= offset).checked_sub(1)?;
        let mut count = self.counts.get(chunk).map_or(0, |&count| count as usize);
        for (index, &byte) in text.as_bytes().iter().enumerate().skip(chunk * STRIDE) {
            if !text.is_char_boundary(index) {
                continue;
            }
            if count >= offset {
                return (count == offset).then_some(index);
            }
            count += units_at(byte, self.unit);
        }
        None
    }
}

/// How many units the character that starts with `byte` has; none for a continuation byte.
fn units_at(byte: u8, unit: Unit) -> usize {
    match (byte, unit) {
        (0x80..=0xBF, _) => 0,
        (0xF0.., Unit::Utf16) => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn astral_letters_count_one_code_point_and_two_utf16_units() {
        let text = "a😀b";
        assert_eq!(Offsets::new(text, Unit::CodePoint).from_byte(5), 2);
        assert_eq!(Offsets::new(text, Unit::Utf16).from_byte(5), 3);
        assert_eq!(Offsets::new(text, Unit::Utf16).to_byte(2), None, "inside a surrogate pair");
    }

    proptest! {
        #[test]
        fn every_character_goes_there_and_back(text in "[aé“😀\n]{0,30}", repeat in 1_usize..60) {
            let text = text.repeat(repeat);
            let points = Offsets::new(&text, Unit::CodePoint);
            let utf16 = Offsets::new(&text, Unit::Utf16);
            let mut units = 0;
            for (count, (byte, character)) in text.char_indices().enumerate() {
                prop_assert_eq!(points.from_byte(byte), count);
                prop_assert_eq!(points.to_byte(count), Some(byte));
                prop_assert_eq!(utf16.from_byte(byte), units);
                prop_assert_eq!(utf16.to_byte(units), Some(byte));
                units += character.len_utf16();
            }
            prop_assert_eq!(points.to_byte(points.total()), Some(text.len()));
            prop_assert_eq!(points.to_byte(points.total() + 1), None);
        }
    }
}
