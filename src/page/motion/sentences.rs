//! Movements by sentence and block.

use crate::article::sentences::sentences;
use crate::article::{Article, Span};
use crate::page::pieces::piece_at;

/// The sentence that holds the byte at `offset`, or else the one before it; the first where there
/// is none before; `None` for an article without text.
///
/// In a block of more than 16 KB a sentence may be cut where the block is cut into pieces.
pub fn sentence_at(article: &Article, offset: usize) -> Option<Span> {
    let mut piece = piece_of(article, offset)?;
    loop {
        let here = in_piece(article, piece);
        if let Some(found) = here.take_while(|sentence| sentence.start() <= offset).last() {
            return Some(found);
        }
        match piece_before(article, piece) {
            Some(before) => piece = before,
            None => return in_piece(article, piece).next(),
        }
    }
}

/// The start of the next sentence that starts behind `offset`; `None` in the last one.
pub fn next_sentence(article: &Article, offset: usize) -> Option<usize> {
    let mut piece = piece_of(article, offset)?;
    loop {
        let next = in_piece(article, piece).map(Span::start).find(|&start| start > offset);
        if next.is_some() {
            return next;
        }
        piece = piece_behind(article, piece)?;
    }
}

/// The start of the last sentence that starts before `offset`; `None` at the first one.
pub fn previous_sentence(article: &Article, offset: usize) -> Option<usize> {
    let before = offset.min(article.text().len()).checked_sub(1)?;
    sentence_at(article, before).map(Span::start).filter(|&start| start < offset)
}

/// The start of the next block that starts behind `offset`; `None` in the last one.
pub fn next_block(article: &Article, offset: usize) -> Option<usize> {
    let blocks = article.blocks();
    let next = blocks.partition_point(|block| block.span.start() <= offset);
    blocks.get(next).map(|block| block.span.start())
}

/// The start of the last block that starts before `offset`; `None` at the first one.
pub fn previous_block(article: &Article, offset: usize) -> Option<usize> {
    let blocks = article.blocks();
    let next = blocks.partition_point(|block| block.span.start() < offset);
    blocks.get(next.checked_sub(1)?).map(|block| block.span.start())
}

/// The sentences of a piece of a block.
fn in_piece(article: &Article, piece: Span) -> impl Iterator<Item = Span> + '_ {
    sentences(article.text(), piece)
}

/// The piece of a block that holds the byte at `offset`, or else the last one before it.
fn piece_of(article: &Article, offset: usize) -> Option<Span> {
    let block = article.blocks().get(article.block_at(offset))?.span;
    Some(piece_at(article.text(), block, offset.min(block.end().saturating_sub(1)).max(block.start())))
}

/// The piece after `piece`.
fn piece_behind(article: &Article, piece: Span) -> Option<Span> {
    let block = article.blocks().get(article.block_at(piece.start()))?.span;
    let inside = (piece.end() < block.end()).then_some(piece.end());
    piece_of(article, inside.or_else(|| next_block(article, piece.start()))?)
}

/// The piece before `piece`.
fn piece_before(article: &Article, piece: Span) -> Option<Span> {
    let first = article.blocks().first()?.span.start();
    (piece.start() > first).then(|| piece_of(article, piece.start() - 1))?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::testing::{nasty, read};
    use proptest::prelude::*;

    const TEXT: &str = "\nA title\n\nOne is here. Two is.\n\n- Three!\n- “Four?” Five.\n";

    #[test]
    fn the_sentence_at_a_byte_is_found() {
        let article = read(TEXT);
        let table = [
            (0, "A title"),
            (4, "A title"),
            (9, "A title"),
            (10, "One is here."),
            (22, "One is here."),
            (23, "Two is."),
            (34, "- Three!"),
            (999, "Five."),
        ];
        for (byte, expected) in table {
            let found = sentence_at(&article, byte).map(|sentence| sentence.of(TEXT));
            assert_eq!(found, Some(expected), "byte {byte}");
        }
        assert_eq!(sentence_at(&read("\n"), 0), None);
    }

    #[test]
    fn sentences_and_blocks_are_walked_in_both_directions() {
        let article = read(TEXT);
        let walk = |step: fn(&Article, usize) -> Option<usize>, from| -> Vec<usize> {
            std::iter::successors(Some(from), |&at| step(&article, at)).skip(1).collect()
        };
        assert_eq!(walk(next_sentence, 0), [1, 10, 23, 32, 41, 55]);
        assert_eq!(walk(previous_sentence, 99), [55, 41, 32, 23, 10, 1]);
        assert_eq!(walk(next_block, 0), [1, 10, 32, 41]);
        assert_eq!(walk(previous_block, 99), [41, 32, 10, 1]);
        assert_eq!(previous_block(&article, 43), Some(41), "the block that holds the byte");
    }

    #[test]
    fn a_long_line_is_walked_piece_by_piece() {
        let article = read(&format!("A sentence of {}words. ", "very many ".repeat(20)).repeat(150));
        let mut starts = vec![0];
        starts.extend(std::iter::successors(Some(0), |&at| next_sentence(&article, at)).skip(1));
        assert!(starts.len() >= 150, "{}", starts.len());
        let mut back: Vec<_> =
            std::iter::successors(Some(usize::MAX), |&at| previous_sentence(&article, at)).skip(1).collect();
        back.reverse();
        assert_eq!(back, starts);
    }

    proptest! {
        #[test]
        fn movements_go_in_their_direction(text in nasty(), offset in 0_usize..200) {
            let article = read(&text);
            for next in [next_sentence(&article, offset), next_block(&article, offset)].into_iter().flatten() {
                prop_assert!(next > offset && next < text.len());
            }
            for previous in [previous_sentence, previous_block] {
                prop_assert!(previous(&article, offset).is_none_or(|previous| previous < offset));
            }
            let sentence = sentence_at(&article, offset);
            prop_assert_eq!(sentence.is_none(), article.blocks().is_empty());
        }
    }
}
