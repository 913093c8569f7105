//! Undo and redo.

use super::Edit;

/// The edits that were made, and those that were taken back, without limit.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct History {
    done: Vec<Edit>,
    undone: Vec<Edit>,
}

impl History {
    /// The edits `done`, the last of them last, and those `undone`, the one to be made again first
    /// last.
    pub fn new(done: Vec<Edit>, undone: Vec<Edit>) -> Self {
        Self { done, undone }
    }

    /// Puts the edits of an earlier time before these.
    pub fn follow(&mut self, earlier: History) {
        if self.is_empty() {
            self.undone = earlier.undone;
        }
        let later = std::mem::replace(&mut self.done, earlier.done);
        self.done.extend(later);
    }

    /// Whether there is nothing to undo or redo.
    pub fn is_empty(&self) -> bool {
        self.done.is_empty() && self.undone.is_empty()
    }

    /// Whether there is something to undo.
    pub fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    /// Forgets what can be undone, or else what can be redone: the next of it does not fit any more.
    pub fn forget(&mut self, done: bool) {
        if done { self.done.clear() } else { self.undone.clear() }
    }

    /// Remembers an edit that was made; gives what had been taken back and can no longer be redone.
    pub fn push(&mut self, edit: Edit) -> Vec<Edit> {
        self.done.push(edit);
        std::mem::take(&mut self.undone)
    }

    /// The edit that is taken back next, or else the one that is made again next.
    pub fn next(&self, back: bool) -> Option<&Edit> {
        if back { self.done.last() } else { self.undone.last() }
    }

    /// Takes in that the last edit was taken back, or else that the one taken back last was made again.
    pub fn step(&mut self, back: bool) {
        let (from, to) = match back {
            true => (&mut self.done, &mut self.undone),
            false => (&mut self.undone, &mut self.done),
        };
        to.extend(from.pop());
    }

    /// The edit to apply to take the last one back, which it takes as done; `None` at the beginning.
    pub fn undo(&mut self) -> Option<Edit> {
        let inverse = self.next(true)?.inverse();
        self.step(true);
        Some(inverse)
    }

    /// The edit to apply to make the one that was taken back last again, which it takes as done; `None`
    /// where there is none.
    pub fn redo(&mut self) -> Option<Edit> {
        let edit = self.next(false)?.clone();
        self.step(false);
        Some(edit)
    }
}
