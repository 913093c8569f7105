//! A line that a person writes.

use unicode_segmentation::UnicodeSegmentation;

/// One line of input with a cursor.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Field {
    text: String,
    /// A byte offset on a grapheme cluster boundary.
    cursor: usize,
}

impl Field {
    /// A field that already holds `text`, the cursor behind it.
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { cursor: text.len(), text }
    }

    /// What was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What stands before the cursor.
    pub fn before(&self) -> &str {
        self.text.get(..self.cursor).unwrap_or("")
    }

    /// Goes to the grapheme cluster at `offset`, in bytes, or behind it.
    pub fn go_to(&mut self, offset: usize) {
        self.cursor = self.boundary_at_or_after(offset);
    }

    /// Puts `text` in at the cursor.
    pub fn insert(&mut self, text: &str) {
        self.text.insert_str(self.cursor, text);
        self.cursor += text.len();
        self.settle();
    }

    /// Goes a grapheme cluster to the left.
    pub fn left(&mut self) {
        self.cursor -= self.before().graphemes(true).next_back().map_or(0, str::len);
    }

    /// Goes a grapheme cluster to the right.
    pub fn right(&mut self) {
        self.cursor += self.after().graphemes(true).next().map_or(0, str::len);
    }

    /// Goes a word to the left.
    pub fn word_left(&mut self) {
        self.cursor = self.word_start();
    }

    /// Goes a word to the right.
    pub fn word_right(&mut self) {
        let words = self.after().split_word_bound_indices();
        let next = words.skip(1).find(|(_, word)| word.starts_with(char::is_alphanumeric));
        self.cursor = next.map_or(self.text.len(), |(at, _)| self.cursor + at);
    }

    /// Goes to the beginning.
    pub fn home(&mut self) {
        self.cursor = 0;
    }

    /// Goes to the end.
    pub fn end(&mut self) {
        self.cursor = self.text.len();
    }

    /// Deletes the grapheme cluster before the cursor.
    pub fn erase_left(&mut self) {
        let end = self.cursor;
        self.left();
        self.text.replace_range(self.cursor..end, "");
        self.settle();
    }

    /// Deletes the grapheme cluster behind the cursor.
    pub fn erase_right(&mut self) {
        let len = self.after().graphemes(true).next().map_or(0, str::len);
        self.text.replace_range(self.cursor..self.cursor + len, "");
        self.settle();
    }

    /// Deletes the word before the cursor.
    pub fn erase_word(&mut self) {
        let start = self.word_start();
        self.erase_from(start);
    }

    /// Deletes everything before the cursor.
    pub fn erase_all(&mut self) {
        self.erase_from(0);
    }

    /// Deletes what stands between `start`, a byte offset on a grapheme cluster boundary, and the
    /// cursor.
    pub fn erase_from(&mut self, start: usize) {
        let start = start.min(self.cursor);
        self.text.replace_range(start..self.cursor, "");
        self.cursor = start;
        self.settle();
    }

    /// Goes behind the cluster that what now stands side by side has become.
    fn settle(&mut self) {
        self.cursor = self.boundary_at_or_after(self.cursor);
    }

    fn after(&self) -> &str {
        self.text.get(self.cursor..).unwrap_or("")
    }

    fn word_start(&self) -> usize {
        let mut words = self.before().split_word_bound_indices().rev();
        words.find(|(_, word)| word.starts_with(char::is_alphanumeric)).map_or(0, |(at, _)| at)
    }

    fn boundary_at_or_after(&self, offset: usize) -> usize {
        let mut starts = self.text.grapheme_indices(true).map(|(at, _)| at);
        starts.find(|&at| at >= offset).unwrap_or(self.text.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_edited_by_clusters_and_words() {
        let mut field = Field::new("check the 👩‍🚀 tape");
        field.erase_word();
        field.erase_left();
        field.erase_left();
        assert_eq!(field.text(), "check the ");
        field.home();
        field.word_right();
        field.insert("é");
        field.insert("\u{301}");
        assert_eq!(field.text(), "check é\u{301}the ");
        assert_eq!(field.before(), "check é\u{301}");
        field.left();
        field.erase_right();
        assert_eq!(field.text(), "check the ");
        field.erase_all();
        assert_eq!(field.text(), "the ");
        field.erase_left();
        assert_eq!(field.text(), "the ");
    }
}
