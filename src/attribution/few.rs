//! A list that nearly always holds one thing.

use std::fmt;
use std::ops::{Deref, DerefMut};

/// A list that keeps a single item in place and only more of them on the heap: a long article has
/// hundreds of thousands of statements, most with one content span.
///
/// Reads as a slice.
#[derive(Clone)]
pub struct Few<T>(Held<T>);

#[derive(Clone)]
enum Held<T> {
    None,
    One(T),
    /// Two and more, behind one pointer: with the three words of a list each item would take their room.
    #[expect(clippy::box_collection)]
    Many(Box<Vec<T>>),
}

impl<T> Few<T> {
    /// A list of one item.
    pub const fn one(item: T) -> Self {
        Self(Held::One(item))
    }

    /// Puts an item at the end.
    pub fn push(&mut self, item: T) {
        self.0 = match std::mem::replace(&mut self.0, Held::None) {
            Held::None => Held::One(item),
            Held::One(first) => Held::Many(Box::new(vec![first, item])),
            Held::Many(mut items) => {
                items.push(item);
                Held::Many(items)
            }
        };
    }

    /// Keeps the items for which `keep` returns true, in order.
    pub fn retain(&mut self, mut keep: impl FnMut(&T) -> bool) {
        match &mut self.0 {
            Held::One(item) if !keep(item) => self.0 = Held::None,
            Held::None | Held::One(_) => {}
            Held::Many(items) => {
                items.retain(keep);
                if items.len() < 2 {
                    self.0 = items.pop().map_or(Held::None, Held::One);
                }
            }
        }
    }
}

impl<T> Default for Few<T> {
    fn default() -> Self {
        Self(Held::None)
    }
}

impl<T> Deref for Few<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match &self.0 {
            Held::None => &[],
            Held::One(item) => std::slice::from_ref(item),
            Held::Many(items) => items,
        }
    }
}

impl<T> DerefMut for Few<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        match &mut self.0 {
            Held::None => &mut [],
            Held::One(item) => std::slice::from_mut(item),
            Held::Many(items) => items,
        }
    }
}

impl<T> Extend<T> for Few<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
        items.into_iter().for_each(|item| self.push(item));
    }
}

impl<T> FromIterator<T> for Few<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut few = Self::default();
        few.extend(items);
        few
    }
}

impl<T> IntoIterator for Few<T> {
    type Item = T;
    type IntoIter = std::iter::Chain<std::option::IntoIter<T>, std::vec::IntoIter<T>>;

    fn into_iter(self) -> Self::IntoIter {
        let (one, many) = match self.0 {
            Held::None => (None, Vec::new()),
            Held::One(item) => (Some(item), Vec::new()),
            Held::Many(items) => (None, *items),
        };
        one.into_iter().chain(many)
    }
}

impl<'a, T> IntoIterator for &'a Few<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: PartialEq> PartialEq for Few<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Eq> Eq for Few<T> {}

impl<T: fmt::Debug> fmt::Debug for Few<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_takes_little_more_room_than_what_it_holds() {
        use crate::article::Span;
        use crate::attribution::{Mention, Statement};
        assert_eq!((size_of::<Few<Span>>(), size_of::<Mention>(), size_of::<Statement>()), (16, 16, 72));
    }

    #[test]
    fn it_holds_what_a_vec_would() {
        for len in 0..5 {
            let few: Few<usize> = (0..len).collect();
            let expected: Vec<usize> = (0..len).collect();
            assert_eq!(*few, *expected);
            assert_eq!(few.clone().into_iter().collect::<Vec<_>>(), expected);
            for dropped in 0..len {
                let (mut few, mut expected) = (few.clone(), expected.clone());
                few.retain(|&item| item != dropped);
                expected.retain(|&item| item != dropped);
                few.push(9);
                expected.push(9);
                assert_eq!(*few, *expected);
            }
        }
    }
}
