//! Who speaks where: the article as one row of cells.

use super::findings::Findings;
use super::voices::Voices;
use crate::article::Span;

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
        // For each column the bytes of the leading voice so far, and of all.
        let mut heard: Vec<(usize, usize)> = vec![(0, 0); width.into()];
        if length == 0 || width == 0 {
            return Self { columns, length };
        }
        let contents = findings.attribution().statements.iter().enumerate();
        let contents = contents.flat_map(|(index, said)| said.content.iter().map(move |&span| (index, span)));
        for (statement, span) in contents {
            let first = column_at(span.start(), length, width.into());
            let last = column_at(span.end().saturating_sub(1), length, width.into());
            for column in first..=last {
                let stretch = stretch(column, length, width.into());
                let bytes = stretch.intersection(span).map_or(0, Span::len);
                let (leading, all) = &mut heard[column];
                *all += bytes;
                if bytes > *leading {
                    *leading = bytes;
                    columns[column].voice = voices.of(statement);
                }
                let share = *all * 8 / stretch.len().max(1);
                columns[column].eighths = u8::try_from(share.clamp(1, 8)).unwrap_or(8);
            }
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
