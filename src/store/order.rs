//! Telling items that were moved from items that were mistaken for others.

/// How far two items may have been moved apart that were moved together, in characters.
const TOGETHER: i64 = 100;

/// How many items tell an order.
const ENOUGH: usize = 5;

/// Where an item was and where it is now, in characters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Moved {
    pub(super) from: u32,
    pub(super) to: u32,
}

impl Moved {
    fn distance(self) -> i64 {
        i64::from(self.to) - i64::from(self.from)
    }
}

/// An item that left the order of the others.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Astray {
    /// Whether no other item went with it.
    pub(super) alone: bool,
    /// Where it would be if it had stayed beside the items around it.
    expected: Vec<i64>,
}

impl Astray {
    /// Whether it would be about there if it had stayed.
    pub(super) fn is_expected(&self, to: u32) -> bool {
        self.expected.iter().any(|expected| (expected - i64::from(to)).abs() <= TOGETHER)
    }
}

/// Which of `items`, ordered by where they were, have left the order of the others. A few items tell
/// nothing.
pub(super) fn astray(items: &[Moved]) -> Vec<Option<Astray>> {
    if items.len() < ENOUGH {
        return vec![None; items.len()];
    }
    let in_order = in_order(items);
    let mut found = vec![None; items.len()];
    let mut before = None;
    for (index, item) in items.iter().enumerate() {
        if in_order.get(index).copied().unwrap_or(true) {
            before = Some(item.distance());
            continue;
        }
        let neighbours = [index.checked_sub(1), Some(index + 1)].into_iter().flatten();
        let mut neighbours = neighbours.filter_map(|index| items.get(index));
        let is_apart = |other: &Moved| (other.distance() - item.distance()).abs() > TOGETHER;
        let alone = neighbours.all(is_apart);
        found[index] = Some(Astray {
            alone,
            expected: before.map(|by| i64::from(item.from) + by).into_iter().collect(),
        });
    }
    let mut behind = None;
    for ((item, is_in_order), astray) in items.iter().zip(in_order).zip(&mut found).rev() {
        match astray {
            Some(astray) => astray.expected.extend(behind.map(|by| i64::from(item.from) + by)),
            None if is_in_order => behind = Some(item.distance()),
            None => {}
        }
    }
    found
}

/// Which of `items` belong to the longest sequence that kept its order.
pub(super) fn in_order(items: &[Moved]) -> Vec<bool> {
    // For each length of a sequence the item that ends the one that ends first.
    let mut last_of: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(items.len());
    let to = |index: usize| items.get(index).map_or(0, |item| item.to);
    for (index, item) in items.iter().enumerate() {
        let length = last_of.partition_point(|&last| to(last) <= item.to);
        before.push(length.checked_sub(1).and_then(|shorter| last_of.get(shorter).copied()));
        match last_of.get_mut(length) {
            Some(last) => *last = index,
            None => last_of.push(index),
        }
    }
    let mut kept = vec![false; items.len()];
    let mut next = last_of.last().copied();
    while let Some(index) = next {
        if let Some(kept) = kept.get_mut(index) {
            *kept = true;
        }
        next = before.get(index).copied().flatten();
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_that_moved_goes_together_and_a_word_that_left_goes_alone() {
        type Case<'c> = (&'c [(u32, u32)], &'c [Option<bool>]);
        let table: [Case<'_>; 5] = [
            (&[(0, 5), (10, 15), (20, 25), (30, 35), (40, 45)], &[None; 5]),
            (&[(0, 0), (10, 900), (20, 20), (30, 30), (40, 50)], &[None, Some(true), None, None, None]),
            (&[(0, 0), (10, 900), (20, 20)], &[None; 3]),
            (
                &[(0, 900), (10, 910), (20, 0), (30, 10), (40, 20)],
                &[Some(false), Some(false), None, None, None],
            ),
            (&[], &[]),
        ];
        for (items, expected) in table {
            let items: Vec<_> = items.iter().map(|&(from, to)| Moved { from, to }).collect();
            let found: Vec<_> = astray(&items).into_iter().map(|item| item.map(|item| item.alone)).collect();
            assert_eq!(found, expected, "{items:?}");
        }
    }

    #[test]
    fn an_item_is_expected_beside_those_that_stayed() {
        let items = [(0, 300), (10, 310), (20, 9000), (30, 730), (40, 740)];
        let astray = astray(&items.map(|(from, to)| Moved { from, to }))[2].clone().unwrap();
        for (to, expected) in [(320, true), (720, true), (520, false), (9000, false)] {
            assert_eq!(astray.is_expected(to), expected, "{to}");
        }
    }
}
