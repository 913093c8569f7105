//! Long blocks cut into pieces, so that no look-up reads more than a little text.

use super::cell::{cluster_start, clusters, is_space};
use crate::article::Span;

/// The longest block, in bytes, that is one piece.
const WHOLE: usize = 16 * 1024;
/// The bytes from one cut to the next, about.
const PIECE: usize = 8 * 1024;
/// How far behind its mark a cut may be.
const NEAR: usize = 512;

/// The piece of `block` that holds the byte at `offset`, which must lie in the block. Depends on
/// nothing but the text of the block, and costs the same anywhere in it.
pub(super) fn piece_at(text: &str, block: Span, offset: usize) -> Span {
    if block.len() <= WHOLE {
        return block;
    }
    let index = offset.saturating_sub(block.start()) / PIECE;
    let start = cut(text, block, index);
    if start <= offset {
        Span::new(start, cut(text, block, index + 1))
    } else {
        Span::new(cut(text, block, index.saturating_sub(1)), start)
    }
}

/// Where piece `index` of `block` starts: behind the white space that follows the multiple of
/// [`PIECE`], or else at a cluster; the end of the block where little would be left.
fn cut(text: &str, block: Span, index: usize) -> usize {
    let mark = text.ceil_char_boundary(block.start() + index * PIECE);
    if index == 0 {
        return block.start();
    }
    if mark + PIECE / 2 >= block.end() {
        return block.end();
    }
    let near = &text[..text.floor_char_boundary(mark + NEAR)];
    if let Some(space) = near[mark..].find(is_space) {
        let word = near[mark + space..].find(|c| !is_space(c));
        return word.map_or(near.len(), |word| mark + space + word);
    }
    let start = cluster_start(near, mark, NEAR);
    let behind = clusters(&near[start..]).map(|cluster| start + cluster.end()).find(|&end| end >= mark);
    match behind {
        _ if start == mark => mark,
        Some(end) if end < near.len() => end,
        _ => mark,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str, block: Span) -> Vec<Span> {
        let mut found = Vec::new();
        let mut next = block.start();
        while next < block.end() {
            let piece = piece_at(text, block, next);
            assert_eq!(piece.start(), next);
            assert!(!piece.is_empty() && piece.len() <= WHOLE);
            next = piece.end();
            found.push(piece);
        }
        assert_eq!(next, block.end());
        found
    }

    #[test]
    fn long_blocks_of_any_kind_are_cut_alike_from_everywhere() {
        let units = ["word ", "x", "日本", "🇳🇴", "\u{301}", "👨‍👩‍👧", "      ", "e\u{301}", "word \u{301}"];
        for unit in units {
            for length in [16 * 1024, 16 * 1024 + 40, 40_000] {
                let text = format!("\n{}\n", unit.repeat(length / unit.len()));
                let block = Span::new(1, text.len() - 1);
                for piece in pieces(&text, block) {
                    assert!(text.is_char_boundary(piece.start()), "{unit:?}");
                    for byte in [piece.start(), piece.start() + piece.len() / 2, piece.end() - 1] {
                        assert_eq!(piece_at(&text, block, byte), piece, "{unit:?} at {byte}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_piece_starts_with_a_word() {
        let text = "several words ".repeat(3000);
        let all = pieces(&text, Span::new(0, text.len()));
        assert!(all.len() > 3);
        assert!(all.iter().all(|piece| piece.of(&text).starts_with(['s', 'w'])));
    }

    #[test]
    fn a_piece_does_not_tear_a_cluster() {
        let text = "👨‍👩‍👧".repeat(2000);
        for piece in pieces(&text, Span::new(0, text.len())) {
            assert_eq!(piece.start() % "👨‍👩‍👧".len(), 0);
        }
    }
}
