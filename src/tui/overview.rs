//! The overview of the article: bars, and who speaks where, a row for each source.

use std::fmt::Display;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::looks::Looks;
use super::overlays::open;
use crate::app::{KINDS, Labelled, Model, Overview, OverviewRow, Portion, Shown, Tally, is_beside};
use crate::exchange::quotes::kind_name;
use crate::page::{fit, visible, width};

/// What fills a bar for each of [`KINDS`]: the closer to the source's own words, the fuller.
const FILLS: [&str; 3] = ["█", "▓", "░"];
/// What a column of a source shows that says so many eighths of it.
const HEIGHTS: [&str; 9] = ["·", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
/// Cells for the letters that stand for a source.
const MARKER: u16 = 3;

/// Draws the overview over all panes.
pub(super) fn draw(frame: &mut Frame<'_>, model: &Model, shown: &Shown, looks: &Looks) {
    let area = model.middle();
    let inner = open(frame, area, "Overview", looks);
    let Some(figures) = shown.figures.as_deref() else {
        frame.buffer_mut().set_stringn(inner.x, inner.y, "counting…", inner.width.into(), looks.faint());
        return;
    };
    let rows = Rows::new(figures, model, inner.width, looks);
    let first = shown.top(area.width, inner.height);
    for (y, number) in (inner.y..inner.bottom()).zip(first..) {
        let Some(row) = figures.row(number, area.width) else { break };
        let line = Rect { y, height: 1, ..inner };
        rows.draw(frame.buffer_mut(), line, row);
        let is_chosen = number == shown.at && matches!(row, OverviewRow::Source(_));
        if is_chosen {
            // Without the bars, which would be holes in a row that is reversed.
            let numbers = Rect { x: line.x + rows.numbers_column() + 1, width: rows.numbers - 1, ..line };
            let names = Rect { width: MARKER + rows.names, ..line };
            for words in [names, numbers] {
                frame.buffer_mut().set_style(words.intersection(line), looks.chosen_row());
            }
        }
    }
}

/// Where the columns are, and what they are measured by.
struct Rows<'a> {
    figures: &'a Overview,
    model: &'a Model,
    looks: &'a Looks,
    /// Cells for names.
    names: u16,
    /// Cells for bars.
    bars: u16,
    /// Cells for numbers behind the bars.
    numbers: u16,
    /// The most words of a source.
    most: usize,
    is_beside: bool,
}

impl<'a> Rows<'a> {
    fn new(figures: &'a Overview, model: &'a Model, room: u16, looks: &'a Looks) -> Self {
        let is_beside = is_beside(model.size.0);
        let (names, numbers) = match room {
            0..36 => (room.saturating_sub(MARKER) / 2, 6),
            36..60 => (room.saturating_sub(MARKER) / 3, 11),
            60..88 => (20, 25),
            _ => (24, 25),
        };
        let left = room.saturating_sub(MARKER + names + 1 + numbers);
        let bars = if is_beside { left / 2 } else { left };
        let most = figures.sources.iter().map(Portion::words).max().unwrap_or(0).max(1);
        Self { figures, model, looks, names, bars, numbers, most, is_beside }
    }

    fn draw(&self, buffer: &mut Buffer, line: Rect, row: OverviewRow) {
        let Overview { words, quoted, reviewed, suggested, .. } = *self.figures;
        match row {
            OverviewRow::Space => {}
            OverviewRow::Quoted => self.share(buffer, line, "said by somebody", quoted, words, "words"),
            OverviewRow::Reviewed => {
                self.share(buffer, line, "reviewed", reviewed, suggested, "suggestions");
            }
            OverviewRow::Sources => self.sources(buffer, line),
            OverviewRow::Columns => self.columns(buffer, line),
            OverviewRow::Source(index) => {
                if let Some(source) = self.figures.sources.get(index) {
                    self.source(buffer, line, source);
                }
            }
            OverviewRow::Places(index) => {
                if let Some(source) = self.figures.sources.get(index) {
                    let room = Rect { x: line.x + MARKER, width: line.width.saturating_sub(MARKER), ..line };
                    self.places(buffer, room, source);
                }
            }
            OverviewRow::Kinds => {
                put(buffer, line, 0, "Kinds of statement", self.looks.accent());
                let told = self.numbers("words", "share", "statements");
                put(buffer, line, self.numbers_column(), &told, self.looks.faint());
            }
            OverviewRow::Kind(index) => self.kind(buffer, line, index),
            OverviewRow::Labels if self.figures.labels.is_empty() => {
                put(buffer, line, 0, "Tags: none yet", self.looks.accent());
            }
            OverviewRow::Labels => {
                put(buffer, line, 0, "Tags", self.looks.accent());
                self.legend(buffer, line, &[("█", "by hand"), ("▓", "accepted")]);
            }
            OverviewRow::Label(index) => {
                if let Some(label) = self.figures.labels.get(index) {
                    self.label(buffer, line, label);
                }
            }
        }
    }

    /// The column of bars.
    fn bar_column(&self) -> u16 {
        MARKER + self.names + 1
    }

    /// The column of numbers.
    fn numbers_column(&self) -> u16 {
        self.bar_column() + self.bars
    }

    /// What stands in the columns of numbers: only the first ones where there is little room.
    fn numbers(&self, words: impl Display, share: impl Display, statements: impl Display) -> String {
        match self.numbers {
            0..11 => format!("{words:>6}"),
            11..25 => format!("{words:>5} {share:>5}"),
            _ => format!("{words:>6} {share:>5}  {statements:>11}"),
        }
    }

    /// How much of a whole something is.
    fn share(&self, buffer: &mut Buffer, line: Rect, name: &str, part: usize, whole: usize, what: &str) {
        let looks = self.looks;
        put(buffer, Rect { width: self.bar_column().saturating_sub(1), ..line }, 0, name, looks.text());
        let cells = scaled(part, whole, self.bars);
        let x = self.bar_column();
        put(buffer, line, x, &"█".repeat(cells), looks.accent());
        let rest = usize::from(self.bars).saturating_sub(cells);
        put(buffer, line, x.saturating_add(count(cells)), &"·".repeat(rest), looks.faint());
        let told = format!("{part}/{whole} {what}");
        let percent = format!("{:>3} %", percent(part, whole));
        let is_long = self.numbers > 20;
        let told = if is_long { format!("{percent}  {told}") } else { percent };
        put(buffer, line, x + self.bars + 1, &told, looks.text());
    }

    fn sources(&self, buffer: &mut Buffer, line: Rect) {
        let looks = self.looks;
        put(buffer, line, 0, "Words said", looks.accent());
        let legend: Vec<(&str, &str)> =
            KINDS.iter().zip(FILLS).map(|(&kind, fill)| (fill, kind_name(kind))).collect();
        self.legend(buffer, line, &legend);
        if self.numbers > 20 {
            // The word alone: the words about what fills the bars may reach into the columns before it.
            let told = self.numbers("", "", "statements");
            let word = told.trim_start();
            let column = self.numbers_column() + count(width(&told) - width(word));
            put(buffer, line, column, word, looks.faint());
        }
        if self.is_beside {
            put(buffer, line, self.places_column(), "Who speaks where", looks.accent());
        }
    }

    fn columns(&self, buffer: &mut Buffer, line: Rect) {
        let [direct, mixed, indirect] = FILLS;
        let told = self.numbers("words", "share", format!("{direct:>3}{mixed:>4}{indirect:>4}"));
        put(buffer, line, self.numbers_column(), &told, self.looks.faint());
    }

    /// Says above the bars what fills them.
    fn legend(&self, buffer: &mut Buffer, line: Rect, fills: &[(&str, &str)]) {
        let words: Vec<String> = fills.iter().map(|(fill, name)| format!("{fill} {name}")).collect();
        put(buffer, line, self.bar_column(), &words.join(" "), self.looks.faint());
    }

    /// The column that shows where a source speaks, beside the numbers.
    fn places_column(&self) -> u16 {
        self.bar_column() + self.bars + 1 + self.numbers
    }

    fn source(&self, buffer: &mut Buffer, line: Rect, source: &Portion) {
        let looks = self.looks;
        let seat = source.voice.and_then(|row| self.model.voices.seat(row));
        put(buffer, line, 0, &source.marker, looks.speaker(seat));
        let name = source.name.as_deref().unwrap_or("nobody known");
        let names = Rect { x: line.x + MARKER, width: self.names, ..line };
        put(buffer, names, 0, name, looks.voice(seat));
        self.bar(buffer, line, &source.kinds.map(|tally| tally.words), looks.voice(seat));
        let (words, share) = (source.words(), percent(source.words(), self.figures.quoted));
        let statements = source.kinds.map(|tally| tally.statements);
        let [direct, mixed, indirect] = statements;
        let told = self.numbers(words, format!("{share} %"), format!("{direct:>3}{mixed:>4}{indirect:>4}"));
        put(buffer, line, self.numbers_column(), &told, looks.text());
        if self.is_beside {
            let x = self.places_column();
            let room = Rect { x: line.x + x, width: line.width.saturating_sub(x), ..line };
            self.places(buffer, room, source);
        }
    }

    /// A bar of one part for each of [`KINDS`].
    fn bar(&self, buffer: &mut Buffer, line: Rect, parts: &[usize; 3], style: Style) {
        let (mut sum, mut x) = (0, 0);
        for (part, fill) in parts.iter().zip(FILLS) {
            sum += part;
            // What there is has a cell.
            let end = scaled(sum, self.most, self.bars).max(x + usize::from(*part > 0));
            let end = end.min(self.bars.into());
            let column = self.bar_column() + count(x);
            put(buffer, line, column, &fill.repeat(end.saturating_sub(x)), style);
            x = end;
        }
    }

    /// Where a source speaks, as one row of columns over the whole article.
    fn places(&self, buffer: &mut Buffer, room: Rect, source: &Portion) {
        let seat = source.voice.and_then(|row| self.model.voices.seat(row));
        let columns = source.columns(room.width.into(), self.model.article.text().len());
        for (x, eighths) in (room.x..room.right()).zip(columns) {
            let height = HEIGHTS.get(usize::from(eighths)).copied().unwrap_or("█");
            let style = if eighths == 0 { self.looks.faint() } else { self.looks.voice(seat) };
            buffer.set_stringn(x, room.y, height, 1, style);
        }
    }

    fn kind(&self, buffer: &mut Buffer, line: Rect, index: usize) {
        let (Some(&kind), Some(fill)) = (KINDS.get(index), FILLS.get(index)) else { return };
        let Tally { statements, words } = self.figures.kinds.get(index).copied().unwrap_or_default();
        let most = self.figures.kinds.iter().map(|tally| tally.words).max().unwrap_or(0);
        put(buffer, line, MARKER, kind_name(kind), self.looks.text());
        let cells = scaled(words, most, self.bars).max(usize::from(words > 0));
        put(buffer, line, self.bar_column(), &fill.repeat(cells), self.looks.accent());
        let share = percent(words, self.figures.quoted);
        let told = self.numbers(words, format!("{share} %"), statements);
        put(buffer, line, self.numbers_column(), &told, self.looks.text());
    }

    fn label(&self, buffer: &mut Buffer, line: Rect, label: &Labelled) {
        let known = self.model.tag_set.label(&label.label);
        let style = known.map_or_else(|| self.looks.text(), |known| self.looks.label(known.colour));
        if let Some(known) = known {
            put(buffer, Rect { width: MARKER - 1, ..line }, 0, &known.marker, style);
        }
        let names = Rect { x: line.x + MARKER, width: self.names, ..line };
        put(buffer, names, 0, &label.label, style);
        let most = self.figures.labels.iter().map(Labelled::count).max().unwrap_or(0);
        let all = scaled(label.count(), most, self.bars).max(1);
        let made = scaled(label.made, most, self.bars).max(usize::from(label.made > 0)).min(all);
        put(buffer, line, self.bar_column(), &"█".repeat(made), style);
        put(buffer, line, self.bar_column() + count(made), &"▓".repeat(all - made), style);
        let told = format!("{:>width$}", label.count(), width = if self.numbers > 20 { 6 } else { 5 });
        put(buffer, line, self.numbers_column(), &told, self.looks.text());
    }
}

/// Writes `words` at `column` of `line`, as far as it goes.
fn put(buffer: &mut Buffer, line: Rect, column: u16, words: &str, style: Style) {
    let room = usize::from(line.width.saturating_sub(column));
    if room > 0 {
        let words = visible(words);
        let words = if width(&words) > room { fit(&words, room) } else { words };
        buffer.set_stringn(line.x + column, line.y, words, room, style);
    }
}

/// How many of `cells` `part` takes of `whole`.
fn scaled(part: usize, whole: usize, cells: u16) -> usize {
    (part * usize::from(cells) + whole / 2).checked_div(whole).unwrap_or(0).min(cells.into())
}

fn percent(part: usize, whole: usize) -> usize {
    (part * 100 + whole / 2).checked_div(whole).unwrap_or(0)
}

fn count(cells: usize) -> u16 {
    u16::try_from(cells).unwrap_or(u16::MAX)
}
