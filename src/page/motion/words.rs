//! Movements by word.

use unicode_segmentation::UnicodeSegmentation;

use crate::article::Span;

/// How many bytes a movement reads at most.
const REACH: usize = 16 * 1024;
/// How much of the text before it, in bytes, a movement back reads at first.
const NEAR: usize = 256;
/// The longest stretch without white space, in bytes, that is surely taken for what it is.
const UNBROKEN: usize = 1024;

/// The word that holds the byte at `offset`; `None` in white space and punctuation. "don't" and
/// "4.2" are words, "well-known" is two.
pub fn word_at(text: &str, offset: usize) -> Option<Span> {
    words_from(text, offset).find(|word| word.end() > offset).filter(|word| word.contains(offset))
}

/// The start of the next word that starts behind `offset`; `None` where there is none.
pub fn next_word(text: &str, offset: usize) -> Option<usize> {
    let word = words_from(text, offset).find(|word| word.start() > offset);
    word.map(Span::start).or_else(|| beyond_reach(text, offset))
}

/// The end (exclusive) of the word that holds the byte at `offset`, or else of the next one; `None`
/// where there is none.
pub fn word_end(text: &str, offset: usize) -> Option<usize> {
    let word = words_from(text, offset).find(|word| word.end() > offset);
    word.map(Span::end).or_else(|| beyond_reach(text, offset))
}

/// The start of the last word that starts before `offset`; `None` where there is none.
pub fn previous_word(text: &str, offset: usize) -> Option<usize> {
    let end = end_of_stretch(text, offset);
    let mut reach = NEAR;
    loop {
        let start = start_of_stretch(text, offset.saturating_sub(reach));
        let before = words(text, Span::new(start, end)).map(Span::start).take_while(|&start| start < offset);
        match before.last() {
            None if start == 0 => return None,
            None if reach >= REACH => return Some(start),
            None => reach *= 4,
            found => return found,
        }
    }
}

/// The words from the one that holds the byte at `offset` on, as far as a movement reads.
fn words_from(text: &str, offset: usize) -> impl Iterator<Item = Span> + '_ {
    let end = end_of_stretch(text, offset.saturating_add(REACH));
    words(text, Span::new(start_of_stretch(text, offset), end))
}

/// Where a movement stops that has found no word as far as it reads.
fn beyond_reach(text: &str, offset: usize) -> Option<usize> {
    let end = text.floor_char_boundary(offset.saturating_add(REACH));
    (end < text.len()).then_some(end)
}

/// The words of `span`, found as they are asked for.
fn words(text: &str, span: Span) -> impl Iterator<Item = Span> + '_ {
    let words = span.of(text).split_word_bound_indices();
    let words = words.filter(|(_, word)| word.contains(char::is_alphanumeric));
    words.map(move |(at, word)| Span::new(span.start() + at, span.start() + at + word.len()))
}

/// The start of the stretch without white space that holds the byte at `offset`.
fn start_of_stretch(text: &str, offset: usize) -> usize {
    let offset = text.floor_char_boundary(offset);
    let floor = text.floor_char_boundary(offset.saturating_sub(UNBROKEN));
    let space = text[floor..offset].char_indices().rev().find(|(_, c)| c.is_whitespace());
    space.map_or(floor, |(at, space)| floor + at + space.len_utf8())
}

/// The end of the stretch without white space that holds the byte at `offset`.
fn end_of_stretch(text: &str, offset: usize) -> usize {
    let offset = text.floor_char_boundary(offset);
    let ceiling = text.floor_char_boundary(offset.saturating_add(UNBROKEN));
    text[offset..ceiling].find(char::is_whitespace).map_or(ceiling, |at| offset + at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::testing::nasty;
    use proptest::prelude::*;

    #[test]
    fn a_word_is_found_from_each_of_its_bytes() {
        let text = "“Don’t,” Mr Vale’s well-known 4.2 日本 e\u{301}t";
        let table = [
            (0, None),
            (3, Some("Don’t")),
            (8, Some("Don’t")),
            (10, None),
            (14, None),
            (15, Some("Mr")),
            (17, None),
            (18, Some("Vale’s")),
            (27, Some("well")),
            (31, None),
            (32, Some("known")),
            (39, Some("4.2")),
            (42, Some("日")),
            (50, Some("e\u{301}t")),
            (99, None),
        ];
        for (byte, expected) in table {
            assert_eq!(word_at(text, byte).map(|word| word.of(text)), expected, "byte {byte}");
        }
    }

    #[test]
    fn words_are_walked_in_both_directions() {
        let text = " One two–three, “four”. ";
        let walk = |step: fn(&str, usize) -> Option<usize>, from| -> Vec<usize> {
            std::iter::successors(Some(from), |&at| step(text, at)).skip(1).collect()
        };
        assert_eq!(walk(next_word, 0), [1, 5, 11, 21]);
        assert_eq!(walk(word_end, 0), [4, 8, 16, 25]);
        assert_eq!(walk(previous_word, text.len()), [21, 11, 5, 1]);
        assert_eq!(previous_word(text, 6), Some(5), "the word that holds the byte");
    }

    #[test]
    fn a_text_without_words_is_walked_in_steps() {
        let text = format!("a{}b", " .".repeat(40_000));
        let mut at = 0;
        while let Some(next) = next_word(&text, at) {
            assert!(next > at);
            at = next;
        }
        assert_eq!(at, text.len() - 1);
        while let Some(previous) = previous_word(&text, at) {
            assert!(previous < at);
            at = previous;
        }
        assert_eq!(at, 0);
    }

    proptest! {
        #[test]
        fn words_are_in_order_whatever_the_text(text in nasty(), offset in 0_usize..200) {
            prop_assert!(next_word(&text, offset).is_none_or(|next| next > offset));
            prop_assert!(word_end(&text, offset).is_none_or(|end| end > offset));
            prop_assert!(previous_word(&text, offset).is_none_or(|previous| previous < offset));
            if let Some(next) = next_word(&text, offset) {
                prop_assert_eq!(word_at(&text, next).map(Span::start), Some(next));
                prop_assert!(previous_word(&text, next).is_none_or(|previous| previous <= offset));
            }
        }
    }
}
