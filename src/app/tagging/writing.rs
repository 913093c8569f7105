//! Words that a person writes on several rows.

use crate::app::layout::Area;
use crate::app::overlays::field::Field;
use crate::article::Span;
use crate::page::{clusters, wrap};

/// The widest box for a note, in columns.
const WIDEST: u16 = 84;
/// The highest box for a note, in rows of text.
const HIGHEST: usize = 12;

/// Written words with a cursor, on as many rows as they take.
///
/// Lines end in a line feed alone: other line ends are taken in as one.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Writing {
    field: Field,
    /// The column that moving up and down keeps to.
    goal: Option<usize>,
}

impl Writing {
    /// Writing that already holds `text`, the cursor behind it.
    pub fn new(text: &str) -> Self {
        Self { field: Field::new(one_line_end(text)), goal: None }
    }

    /// What was written.
    pub fn text(&self) -> &str {
        self.field.text()
    }

    /// Puts `text` in at the cursor.
    pub fn insert(&mut self, text: &str) {
        self.goal = None;
        self.field.insert(&one_line_end(text));
    }

    /// The line of input that a change within a row is made on; up and down then keep to a new column.
    pub fn field(&mut self) -> &mut Field {
        self.goal = None;
        &mut self.field
    }

    /// Goes a row up on rows of `width` cells; to the beginning from the first one.
    pub fn up(&mut self, width: u16) {
        self.by_row(width, |row| row.checked_sub(1));
    }

    /// Goes a row down on rows of `width` cells; to the end from the last one.
    pub fn down(&mut self, width: u16) {
        self.by_row(width, |row| Some(row + 1));
    }

    /// Goes to the start of the row on rows of `width` cells.
    pub fn home(&mut self, width: u16) {
        let rows = self.rows(width);
        let (row, _) = self.cursor(&rows);
        self.to(rows.get(row).map_or(0, |row| row.start()));
    }

    /// Goes to the end of the row on rows of `width` cells.
    pub fn end(&mut self, width: u16) {
        let rows = self.rows(width);
        let (row, _) = self.cursor(&rows);
        self.to(self.last_of(&rows, row));
    }

    /// Deletes the line before the cursor; at its start, joins it with the one before.
    pub fn erase_line(&mut self) {
        let before = self.field.before();
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        let is_empty = start == before.len();
        self.goal = None;
        if is_empty { self.field.erase_left() } else { self.field.erase_from(start) }
    }

    /// The rows on which it is shown, `width` cells each. There is always one.
    pub fn rows(&self, width: u16) -> Vec<Span> {
        let text = self.text();
        let mut rows = Vec::new();
        let mut start = 0;
        for line in text.split('\n') {
            let span = Span::new(start, start + line.len());
            if line.is_empty() {
                rows.push(span);
            } else {
                rows.extend(wrap(text, span, width, width));
            }
            start = span.end() + 1;
        }
        rows
    }

    /// The row of the cursor among `rows` and the column in it, in cells.
    pub fn cursor(&self, rows: &[Span]) -> (usize, usize) {
        let cursor = self.field.before().len();
        let row = rows.partition_point(|row| row.start() <= cursor).saturating_sub(1);
        let start = rows.get(row).map_or(0, |row| row.start());
        (row, crate::page::width(self.text().get(start..cursor).unwrap_or("")))
    }

    fn by_row(&mut self, width: u16, next: fn(usize) -> Option<usize>) {
        let rows = self.rows(width);
        let (row, column) = self.cursor(&rows);
        let goal = self.goal.unwrap_or(column);
        let target = match next(row) {
            None => 0,
            Some(next) => match rows.get(next) {
                None => self.text().len(),
                Some(span) => {
                    let mut at = 0;
                    let clusters = clusters(span.of(self.text()));
                    let fits = clusters.take_while(|cluster| {
                        at += usize::from(cluster.width);
                        at <= goal
                    });
                    let end = fits.last().map_or(span.start(), |last| span.start() + last.end());
                    end.min(self.last_of(&rows, next))
                }
            },
        };
        self.to(target);
        self.goal = Some(goal);
    }

    /// The last place of the cursor on a row: behind its text, but before what the next row starts
    /// with.
    fn last_of(&self, rows: &[Span], row: usize) -> usize {
        let Some(&span) = rows.get(row) else { return self.text().len() };
        if rows.get(row + 1).is_some_and(|next| next.start() == span.end()) {
            let last = clusters(span.of(self.text())).last();
            last.map_or(span.end(), |last| span.start() + last.start)
        } else {
            span.end()
        }
    }

    fn to(&mut self, offset: usize) {
        self.goal = None;
        self.field.go_to(offset);
    }
}

/// `text` with line feeds for all line ends.
fn one_line_end(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// The box for writing in `room`: as high as `rows` of text need, at the bottom, and never more than the
/// room.
pub fn writing_area(room: Area, rows: usize) -> Area {
    let width = room.width.min(WIDEST);
    let most = usize::from(room.height).saturating_sub(2).clamp(1, HIGHEST);
    let height = u16::try_from(rows.clamp(1, most) + 2).unwrap_or(u16::MAX).min(room.height);
    Area { x: room.x + (room.width - width) / 2, y: room.y + room.height - height, width, height }
}

/// The cells of a row in the [`writing_area`] on a screen of `columns`: the cursor takes one behind the
/// text.
pub fn writing_width(columns: u16) -> u16 {
    let area = Area { width: columns.min(WIDEST), ..Area::default() };
    area.padded().width.saturating_sub(1).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(writing: &Writing, width: u16) -> String {
        let rows = writing.rows(width);
        let (row, column) = writing.cursor(&rows);
        let rows: Vec<&str> = rows.iter().map(|row| row.of(writing.text())).collect();
        format!("{}@{row},{column}", rows.join("|"))
    }

    #[test]
    fn words_wrap_and_the_cursor_goes_by_rows() {
        let mut writing = Writing::new("one two three\r\n\nfour");
        assert_eq!(shown(&writing, 8), "one two |three||four@3,4");
        writing.up(8);
        assert_eq!(shown(&writing, 8), "one two |three||four@2,0");
        writing.up(8);
        assert_eq!(shown(&writing, 8), "one two |three||four@1,4", "the column is kept over a short row");
        writing.up(8);
        writing.end(8);
        assert_eq!(shown(&writing, 8), "one two |three||four@0,7", "behind the space is the next row");
        writing.down(8);
        assert_eq!(shown(&writing, 8), "one two |three||four@1,5");
        writing.home(8);
        writing.insert("2\n");
        assert_eq!(shown(&writing, 8), "one two |2|three||four@2,0");
        writing.up(8);
        writing.up(8);
        writing.up(8);
        assert_eq!(shown(&writing, 8), "one two |2|three||four@0,0");
        writing.down(8);
        writing.down(8);
        writing.down(8);
        writing.down(8);
        writing.down(8);
        assert_eq!(shown(&writing, 8), "one two |2|three||four@4,4");
        writing.field().erase_left();
        assert_eq!(shown(&writing, 8), "one two |2|three||fou@4,3");
    }

    #[test]
    fn wide_and_joined_clusters_are_never_torn() {
        let mut writing = Writing::new("日本語日本\nae\u{301}👩‍🚀x");
        writing.up(6);
        assert_eq!(shown(&writing, 6), "日本語|日本|ae\u{301}👩‍🚀x@1,4");
        writing.down(6);
        writing.field().left();
        assert_eq!(shown(&writing, 6), "日本語|日本|ae\u{301}👩‍🚀x@2,4");
        writing.field().left();
        writing.field().erase_left();
        assert_eq!(writing.text(), "日本語日本\na👩‍🚀x");
    }

    #[test]
    fn the_box_stays_on_the_screen() {
        for columns in 0..120 {
            for height in 0..30 {
                let room = Area { x: 0, y: 1, width: columns, height };
                for rows in [0, 1, 5, 500] {
                    let area = writing_area(room, rows);
                    assert!(area.x + area.width <= columns && area.y + area.height == height + 1, "{area:?}");
                }
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn any_keys_leave_the_cursor_on_a_cluster(
            steps in prop::collection::vec((0_u8..9, "[a 日\u{301}👩\u{200D}🚀\r\n]{0,4}"), 0..40),
            width in 0_u16..12,
        ) {
            use unicode_segmentation::UnicodeSegmentation;
            let mut writing = Writing::default();
            for (step, text) in steps {
                match step {
                    0..3 => writing.insert(&text),
                    3 => writing.up(width),
                    4 => writing.down(width),
                    5 => writing.home(width),
                    6 => writing.end(width),
                    7 => writing.field().left(),
                    _ => writing.field().erase_left(),
                }
                let at = writing.field.before().len();
                let text = writing.text();
                prop_assert!(
                    at == text.len() || text.grapheme_indices(true).any(|(start, _)| start == at),
                    "{} in {:?}", at, text
                );
                let rows = writing.rows(width);
                prop_assert!(writing.cursor(&rows).0 < rows.len());
            }
        }
    }
}
