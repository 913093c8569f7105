//! What two sequences of words have in common, in time that hardly depends on how little that is.

use imara_diff::{Algorithm, Diff, Hunk, Token};

use super::order::{Moved, in_order};

/// The most words of either text that are compared at once: more are first cut where a stretch of words
/// stands once in both.
const AT_ONCE: usize = 1 << 17;
/// How many words such a stretch has.
const STRETCH: usize = 12;
/// One in so many stretches is looked at, the same ones in both texts.
const ONE_IN: u64 = 8;
/// How often what lies between two cuts is cut again.
const DEPTH: usize = 4;

/// A stretch of words that stands in both texts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Common {
    /// Its first word in the old text.
    pub(super) old: usize,
    /// Its first word in the new one.
    pub(super) new: usize,
    /// How many words.
    pub(super) words: usize,
}

/// The stretches that `old` and `new` have in common, in the order of both, as long as can be. Where
/// many words have no clear counterpart, some of what they share is missed.
pub(super) fn common(old: &[Token], new: &[Token]) -> Vec<Common> {
    let mut found = Commons { old, new, stretches: Vec::new() };
    found.compare((0, old.len()), (0, new.len()), 0);
    found.stretches
}

struct Commons<'t> {
    old: &'t [Token],
    new: &'t [Token],
    stretches: Vec<Common>,
}

impl Commons<'_> {
    fn push(&mut self, old: usize, new: usize, words: usize) {
        match self.stretches.last_mut() {
            _ if words == 0 => {}
            Some(last) if last.old + last.words == old && last.new + last.words == new => last.words += words,
            _ => self.stretches.push(Common { old, new, words }),
        }
    }

    /// Compares two ranges, first and behind the last word.
    fn compare(&mut self, old: (usize, usize), new: (usize, usize), depth: usize) {
        let (ours, theirs) = (words(self.old, old), words(self.new, new));
        let head = ours.iter().zip(theirs).take_while(|(one, other)| one == other).count();
        let (ours, theirs) = (words(ours, (head, ours.len())), words(theirs, (head, theirs.len())));
        let tail = ours.iter().rev().zip(theirs.iter().rev()).take_while(|(one, other)| one == other).count();
        self.push(old.0, new.0, head);
        let old = (old.0 + head, old.1 - tail);
        let new = (new.0 + head, new.1 - tail);
        if old.1 - old.0 <= AT_ONCE && new.1 - new.0 <= AT_ONCE {
            self.diff(old, new);
        } else if depth < DEPTH {
            self.cut(old, new, depth);
        }
        self.push(old.1, new.1, tail);
    }

    /// Compares two ranges word by word.
    fn diff(&mut self, old: (usize, usize), new: (usize, usize)) {
        let (ours, theirs) = (words(self.old, old), words(self.new, new));
        if ours.is_empty() || theirs.is_empty() {
            return;
        }
        let mut diff = Diff::default();
        diff.compute_with(Algorithm::Myers, ours, theirs, 0);
        let (mut at_old, mut at_new) = (0, 0);
        let all = |words: &[Token]| u32::try_from(words.len()).unwrap_or(u32::MAX);
        let end = Hunk { before: all(ours)..all(ours), after: all(theirs)..all(theirs) };
        for hunk in diff.hunks().chain([end]) {
            let words = (hunk.before.start as usize).saturating_sub(at_old);
            self.push(old.0 + at_old, new.0 + at_new, words);
            (at_old, at_new) = (hunk.before.end as usize, hunk.after.end as usize);
        }
    }

    /// Cuts two ranges where the same stretch stands once in either, and compares what lies between.
    fn cut(&mut self, old: (usize, usize), new: (usize, usize), depth: usize) {
        let cuts = cuts(words(self.old, old), words(self.new, new));
        let (mut at_old, mut at_new) = (old.0, new.0);
        let any = !cuts.is_empty();
        for (cut_old, cut_new) in
            cuts.into_iter().map(|(cut_old, cut_new)| (old.0 + cut_old, new.0 + cut_new))
        {
            if cut_old >= at_old && cut_new >= at_new {
                self.compare((at_old, cut_old), (at_new, cut_new), depth + 1);
                self.push(cut_old, cut_new, STRETCH);
                (at_old, at_new) = (cut_old + STRETCH, cut_new + STRETCH);
            }
        }
        if any {
            self.compare((at_old, old.1), (at_new, new.1), depth + 1);
        }
    }
}

fn words(words: &[Token], (first, behind): (usize, usize)) -> &[Token] {
    words.get(first..behind).unwrap_or_default()
}

/// Where the same stretch of words begins that stands once in `old` and once in `new`, in the order of
/// both.
fn cuts(old: &[Token], new: &[Token]) -> Vec<(usize, usize)> {
    let (ours, theirs) = (stretches(old), stretches(new));
    let mut pairs = Vec::new();
    let mut candidates = theirs.iter().peekable();
    for &(hash, at) in &ours {
        while candidates.next_if(|(other, _)| *other < hash).is_some() {}
        if let Some(&(_, there)) = candidates.next_if(|(other, _)| *other == hash) {
            let (one, other) = (at as usize, there as usize);
            if words(old, (one, one + STRETCH)) == words(new, (other, other + STRETCH)) {
                pairs.push(Moved { from: at, to: there });
            }
        }
    }
    pairs.sort_unstable_by_key(|pair| pair.from);
    let kept = in_order(&pairs);
    let pairs = pairs.iter().zip(kept).filter(|(_, kept)| *kept);
    pairs.map(|(pair, _)| (pair.from as usize, pair.to as usize)).collect()
}

/// The hashes of stretches of words that stand there once, in order, and where.
fn stretches(words: &[Token]) -> Vec<(u64, u32)> {
    let oldest = (0..STRETCH).fold(1_u64, |power, _| power.wrapping_mul(FACTOR));
    let mut hash = 0_u64;
    let mut all = Vec::with_capacity(words.len() / 4);
    for (at, word) in words.iter().enumerate() {
        hash = hash.wrapping_mul(FACTOR).wrapping_add(u64::from(word.0) + 1);
        let left = at.checked_sub(STRETCH).and_then(|left| words.get(left));
        hash = left.map_or(hash, |left| hash.wrapping_sub(oldest.wrapping_mul(u64::from(left.0) + 1)));
        if at + 1 >= STRETCH && (hash >> 40).is_multiple_of(ONE_IN) {
            all.push((hash, u32::try_from(at + 1 - STRETCH).unwrap_or(u32::MAX)));
        }
    }
    all.sort_unstable();
    let is_once = |index: usize| {
        let hash = all.get(index).map(|(hash, _)| *hash);
        let beside = [index.checked_sub(1), Some(index + 1)].into_iter().flatten();
        beside.filter_map(|index| all.get(index)).all(|(other, _)| Some(*other) != hash)
    };
    let once: Vec<bool> = (0..all.len()).map(is_once).collect();
    let mut once = once.into_iter();
    all.retain(|_| once.next().unwrap_or(false));
    all
}

/// The factor of the rolling hash.
const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Whether what was found stands in both, in order, as long as it can be.
    fn check(old: &[Token], new: &[Token]) -> usize {
        let (mut at_old, mut at_new, mut all) = (0, 0, 0);
        for Common { old: ours, new: theirs, words } in common(old, new) {
            assert!(ours >= at_old && theirs >= at_new && words > 0);
            assert!(all == 0 || ours > at_old || theirs > at_new, "two stretches are one");
            assert_eq!(old[ours..ours + words], new[theirs..theirs + words]);
            (at_old, at_new, all) = (ours + words, theirs + words, all + words);
        }
        all
    }

    /// So many words, the same each time.
    fn made(count: usize, vocabulary: u32, seed: u64) -> Vec<Token> {
        let mut randomness = fastrand::Rng::with_seed(seed);
        (0..count).map(|_| Token(randomness.u32(..vocabulary))).collect()
    }

    #[test]
    fn a_long_text_keeps_what_was_not_changed() {
        let old = made(200_000, 5_000, 7);
        let mut new = old.clone();
        for at in (0..new.len()).step_by(100) {
            new[at] = Token(9_999);
        }
        new.splice(100_000..100_000, made(1_000, 5_000, 8));
        assert!(check(&old, &new) >= 197_000);
        assert_eq!(check(&old, &old), 200_000);
    }

    #[test]
    fn texts_that_share_words_alone_are_compared_in_no_time() {
        let mut new = made(300_000, 5_000, 7);
        let old = new.clone();
        fastrand::Rng::with_seed(7).shuffle(&mut new);
        check(&old, &new);
        check(&vec![Token(1); 300_000], &vec![Token(1); 290_000]);
    }

    proptest! {
        #[test]
        fn what_is_common_stands_in_both_in_order(
            old in prop::collection::vec(0_u32..6, 0..60),
            new in prop::collection::vec(0_u32..6, 0..60),
        ) {
            let tokens = |words: &[u32]| words.iter().map(|&word| Token(word)).collect::<Vec<_>>();
            check(&tokens(&old), &tokens(&new));
        }
    }
}
