//! Who speaks where: the article as one row of cells.

use super::findings::Findings;
use super::voices::Voices;
use crate::article::Span;
use crate::attribution::Statement;

/// How much of an article is said where, in so few stretches that a strip of any width is put together
/// from them within a key.
#[derive(Debug, Default)]
pub(super) struct Profile {
    stretches: Vec<Stretch>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Stretch {
    /// The byte that it begins with.
    start: u32,
    /// How many bytes of it are said by anybody.
    said: u32,
    /// The index of the statement that has most of them.
    most: u32,
}

/// How many stretches a profile has at most: many more than a screen has columns.
const FINEST: usize = 1 << 14;

impl Profile {
    /// The profile of `statements`, of which the last ends at the byte `end`.
    pub(super) fn new(statements: &[Statement], end: usize) -> Self {
        let count = end.min(FINEST);
        let starts = (0..count).map(|index| u32::try_from(stretch(index, end, count).start()));
        let mut stretches: Vec<Stretch> =
            starts.map(|start| Stretch { start: start.unwrap_or(u32::MAX), ..Stretch::default() }).collect();
        let mut longest = vec![0; count];
        for (statement, said) in (0_u32..).zip(statements) {
            for &span in said.content.iter().filter(|span| !span.is_empty()) {
                for index in column_at(span.start(), end, count)..=column_at(span.end() - 1, end, count) {
                    let bytes = stretch(index, end, count).intersection(span).map_or(0, Span::len);
                    stretches[index].said += u32::try_from(bytes).unwrap_or(u32::MAX);
                    if bytes > longest[index] {
                        longest[index] = bytes;
                        stretches[index].most = statement;
                    }
                }
            }
        }
        Self { stretches }
    }
}

/// A stretch of the article for each column.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Strip {
    columns: Vec<Column>,
    length: usize,
}

/// One stretch of the article.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Column {
    /// The index of the source that says most of it.
    pub voice: Option<usize>,
    /// How much of it is said by anybody, in eighths.
    pub eighths: u8,
}

impl Strip {
    /// Divides a text of `length` bytes into `width` columns.
    pub fn new(findings: &Findings, voices: &Voices, length: usize, width: u16) -> Self {
        let mut columns = vec![Column::default(); width.into()];
        if length == 0 || width == 0 {
            return Self { columns, length };
        }
        let told = findings.profile().stretches.iter().filter(|stretch| stretch.said > 0);
        let told = told.map(|stretch| (column_at(stretch.start as usize, length, width.into()), stretch));
        let mut told = told.peekable();
        // What each source says of a column, and nobody known.
        let mut heard: Vec<(Option<usize>, usize)> = Vec::new();
        for (index, column) in columns.iter_mut().enumerate() {
            heard.clear();
            while let Some((_, stretch)) = told.next_if(|(at, _)| *at == index) {
                let (voice, bytes) = (voices.of(stretch.most as usize), stretch.said as usize);
                match heard.iter_mut().find(|(other, _)| *other == voice) {
                    Some((_, all)) => *all += bytes,
                    None => heard.push((voice, bytes)),
                }
            }
            let all: usize = heard.iter().map(|(_, bytes)| bytes).sum();
            if all > 0 {
                let share = all * 8 / stretch(index, length, width.into()).len().max(1);
                column.eighths = u8::try_from(share.clamp(1, 8)).unwrap_or(8);
            }
            // Among equals the first.
            column.voice = heard.iter().rev().max_by_key(|(_, bytes)| bytes).and_then(|(voice, _)| *voice);
        }
        Self { columns, length }
    }

    /// The columns from left to right.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The byte that the stretch of that column begins with.
    pub fn start_of(&self, column: usize) -> usize {
        let width = self.columns.len().max(1);
        stretch(column.min(width - 1), self.length, width).start()
    }

    /// The column of the byte at `offset`.
    pub fn column_of(&self, offset: usize) -> usize {
        column_at(offset.min(self.length.saturating_sub(1)), self.length, self.columns.len())
    }
}

fn column_at(offset: usize, length: usize, width: usize) -> usize {
    (offset * width / length.max(1)).min(width.saturating_sub(1))
}

fn stretch(column: usize, length: usize, width: usize) -> Span {
    Span::new((column * length).div_ceil(width), ((column + 1) * length).div_ceil(width))
}

#[cfg(test)]
mod tests {
    use super::super::voices::Seats;
    use super::*;
    use crate::article::import;
    use crate::attribution::attribute;

    /// Who says most of each column, and how much of it is said by anybody.
    fn strip(text: &str, width: u16) -> Vec<(Option<String>, u8)> {
        let article = import::plain(text.into()).unwrap();
        let findings = Findings::new(attribute(&article));
        let voices = Voices::new(&findings, Seats::default());
        let strip = Strip::new(&findings, &voices, text.len(), width);
        let name = |voice: Option<usize>| voice.map(|voice| voices.rows()[voice].name.clone());
        strip.columns().iter().map(|column| (name(column.voice), column.eighths)).collect()
    }

    #[test]
    fn a_column_is_of_who_says_most_of_it_in_however_many_statements() {
        let text = "“Yes, we will stay,” said Ada Long.\n\n“Nobody asked us to leave the hall,” said Bo Hale.\n\n\
                    “And we will be back,” said Ada Long.\n";
        assert_eq!(strip(text, 1), [(Some("Ada Long".to_owned()), 5)]);
        let thirds = strip(text, 3);
        let names: Vec<_> = thirds.iter().map(|(name, _)| name.as_deref().unwrap()).collect();
        assert_eq!(names, ["Ada Long", "Bo Hale", "Ada Long"]);
        assert_eq!(strip(text, 0), []);
    }

    #[test]
    fn a_long_text_has_the_columns_of_a_short_one() {
        let quiet = "The hall stood empty all day and the lamps were out. ".repeat(40);
        let said = "“We will stay in the hall until the lamps are lit again and somebody listens to us,” said Ada Long. ";
        let text = [quiet.as_str(), "\n\n", &said.repeat(20), "\n\n"].concat();
        let (short, long) = (strip(&text, 8), strip(&text.repeat(9), 72));
        assert!(text.len() * 9 > FINEST);
        let is_quiet =
            |columns: &[(Option<String>, u8)]| columns.iter().map(|(_, said)| *said == 0).collect::<Vec<_>>();
        assert_eq!(is_quiet(&long[..8]), is_quiet(&short));
        assert_eq!(is_quiet(&long[64..]), is_quiet(&short));
        assert!(is_quiet(&short).contains(&true) && is_quiet(&short).contains(&false));
    }
}
