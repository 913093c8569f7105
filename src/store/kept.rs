//! What a changed article keeps of the old one, for a reader who is in the middle of it.

use super::mapping::Mapping;
use crate::article::Span;

/// The stretches of `old` that stand unchanged in `new`, and the byte of `new` that each begins at; in
/// the order of both. Texts that are too long for a word diff are compared from both ends.
pub fn kept(old: &str, new: &str) -> Vec<(Span, usize)> {
    match Mapping::new(old, new) {
        Some(mapping) => mapping.kept(),
        None => ends(old, new),
    }
}

/// What is the same at the beginning of both texts, and at the end.
fn ends(old: &str, new: &str) -> Vec<(Span, usize)> {
    let same = |pairs: &mut dyn Iterator<Item = (u8, u8)>| pairs.take_while(|(old, new)| old == new).count();
    let head = same(&mut old.bytes().zip(new.bytes()));
    let most = old.len().min(new.len()) - head;
    let tail = same(&mut old.bytes().rev().zip(new.bytes().rev()).take(most));
    vec![(Span::new(0, head), 0), (Span::new(old.len() - tail, old.len()), new.len() - tail)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(kept: Vec<(Span, usize)>, old: &str) -> Vec<(&str, usize)> {
        kept.into_iter().map(|(span, at)| (span.of(old), at)).collect()
    }

    #[test]
    fn what_is_kept_is_known_by_its_words() {
        let (old, new) = ("One two three. Four five.", "Nil. One two  three. Four six five.");
        let expected = [("One two", 5), ("three. Four", 14), ("five.", 30)];
        assert_eq!(told(kept(old, new), old), expected);
        assert_eq!(kept("", "new"), []);
    }

    #[test]
    fn long_texts_are_compared_from_both_ends() {
        let (old, new) = ("head old tail", "head new one tail");
        assert_eq!(told(ends(old, new), old), [("head ", 0), (" tail", 12)]);
        assert_eq!(told(ends("aa", "aaa"), "aa"), [("aa", 0), ("", 3)]);
        assert_eq!(ends("", ""), [(Span::new(0, 0), 0), (Span::new(0, 0), 0)]);
    }
}
