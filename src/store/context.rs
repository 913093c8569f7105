//! How much of what stood around a quotation stands around a place.

use super::mapping::words;

/// The most bytes of a quotation that count beside its context: the words of a long one are evidence
/// enough, and a short one needs what is around it.
const QUOTED: usize = 96;
/// What a quotation and its context are taken to be at least, in bytes: shorter ones are never sure.
const LEAST: f32 = 24.0;

/// A quotation to be found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quoted<'q> {
    /// Its length in bytes.
    pub(super) length: usize,
    /// What stood before it.
    pub(super) before: &'q str,
    /// What stood after it.
    pub(super) after: &'q str,
}

impl Quoted<'_> {
    /// How well a place fits at which the quotation stands between `head` and `tail`: 1 where all of its
    /// context does, less the more of it is missing.
    pub(super) fn fit(&self, head: &str, tail: &str) -> f32 {
        let start = head.ceil_char_boundary(head.len().saturating_sub(self.before.len()));
        let end = tail.floor_char_boundary(self.after.len());
        let before = Side::compare(self.before, head.get(start..).unwrap_or(""), true);
        let after = Side::compare(self.after, tail.get(..end).unwrap_or(""), false);
        #[expect(clippy::cast_precision_loss, reason = "at most 96")]
        let quoted = self.length.min(QUOTED) as f32;
        let all = quoted + before.weight + after.weight;
        (quoted + before.found + after.found) / all.max(LEAST)
    }
}

/// What stands on one side of a quotation: how much there was, and how much of it is there.
struct Side {
    weight: f32,
    found: f32,
}

impl Side {
    fn compare(quoted: &str, there: &str, is_before: bool) -> Self {
        let ours = weighted(quoted, is_before);
        let weight: f32 = ours.iter().map(|(_, weight)| weight).sum();
        if quoted == there {
            return Self { weight, found: weight };
        }
        let theirs = weighted(there, is_before);
        let their_weight: f32 = theirs.iter().map(|(_, weight)| weight).sum();
        let shared = shared(&ours, &theirs);
        Self { weight, found: weight * 2.0 * shared / (weight + their_weight).max(1.0) }
    }
}

/// The words of a context with their weights: their length, and half of it beyond a line break, for
/// paragraphs move without their neighbours.
fn weighted(text: &str, is_before: bool) -> Vec<(&str, f32)> {
    let break_at =
        if is_before { text.trim_end().rfind('\n') } else { text.trim_start_matches(' ').find('\n') };
    let all = words(text).into_iter().map(|word| {
        let is_beyond = break_at.is_some_and(|at| (word.start() < at) == is_before);
        #[expect(clippy::cast_precision_loss, reason = "a few bytes")]
        let length = word.len() as f32;
        (word.of(text), if is_beyond { length / 2.0 } else { length })
    });
    all.collect()
}

/// The greatest weight of words that stand in both, in the same order.
fn shared(ours: &[(&str, f32)], theirs: &[(&str, f32)]) -> f32 {
    let mut best = vec![0.0_f32; theirs.len() + 1];
    for (word, weight) in ours {
        let mut diagonal = 0.0;
        for (index, (other, other_weight)) in theirs.iter().enumerate() {
            let above = best.get(index + 1).copied().unwrap_or(0.0);
            let left = best.get(index).copied().unwrap_or(0.0);
            let same = if word == other { diagonal + (weight + other_weight) / 2.0 } else { 0.0 };
            diagonal = above;
            if let Some(slot) = best.get_mut(index + 1) {
                *slot = above.max(left).max(same);
            }
        }
    }
    best.last().copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_fits_the_better_the_more_of_the_context_stands_there() {
        let quoted = Quoted { length: 8, before: "office. The mayor, ", after: ", did not answer. Ada" };
        let fit = |head: &str, tail: &str| (quoted.fit(head, tail) * 100.0).round();
        let table = [
            ("the harbour office. The mayor, ", ", did not answer. Ada Long", 100.0),
            ("the harbour office. The new mayor, ", ", did not answer. Ada Long", 86.0),
            ("the harbour office. The mayor, ", " left early and said no word", 59.0),
            ("Nobody was there when ", " left early and said no word", 20.0),
            ("", "", 20.0),
        ];
        for (head, tail, expected) in table {
            assert_eq!(fit(head, tail), expected, "{head}…{tail}");
        }
    }

    #[test]
    fn a_paragraph_may_have_other_neighbours() {
        let quoted = Quoted { length: 8, before: "of the old office.\n\n", after: " did not answer them." };
        let moved = quoted.fit("Another paragraph.\n\n", " did not answer them.");
        let changed = quoted.fit("of the old office.\n\n", " had nothing to say.");
        assert!(moved > 0.64 && changed < 0.61, "{moved} {changed}");
    }

    #[test]
    fn a_short_quotation_without_context_is_never_sure() {
        let quoted = |length| Quoted { length, before: "", after: "" };
        assert!(quoted(8).fit("any", "thing") < 0.5);
        assert!(quoted(40).fit("any", "thing") > 0.9);
    }
}
