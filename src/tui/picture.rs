//! A screen as a picture, for pages that show what the program looks like.

use std::collections::BTreeMap;
use std::fmt::Write;

use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};

use crate::config::{Colour, Theme};
use crate::page::{visible, width};

/// A cell in pixels, and the size of the letters in it: most monospaced ones are 0.6 as wide.
const CELL: (f32, f32) = (9.0, 20.0);
const LETTERS: f32 = 15.0;
/// How far letters stand above the lower edge of their cell.
const BASELINE: f32 = 5.5;
/// What is left free around the screen.
const FRAME: f32 = 12.0;
/// The letters, the most even ones of each system first.
const FONTS: &str =
    "ui-monospace, 'SF Mono', Menlo, 'DejaVu Sans Mono', Consolas, 'Liberation Mono', monospace";

/// Draws `buffer` as an SVG that needs nothing beside it, in the colours of `theme`; colours that
/// are none of 24 bits become those of running text. `title` says in words what it shows.
pub fn svg(buffer: &Buffer, cursor: Option<Position>, title: &str, theme: &Theme) -> String {
    let mut picture = Picture::default();
    for y in 0..buffer.area.height {
        picture.row(&row(buffer, y, cursor, theme), f32::from(y) * CELL.1, theme);
    }
    picture.close(buffer, &escaped(title), theme)
}

/// How a cell looks.
#[derive(Clone, Copy, PartialEq)]
struct Look {
    text: Colour,
    ground: Colour,
    modifier: Modifier,
}

/// Cells that look the same and can be drawn in one piece.
struct Run {
    x: f32,
    cells: f32,
    words: String,
    look: Look,
}

/// The cells of a row, put together as far as they look the same.
fn row(buffer: &Buffer, y: u16, cursor: Option<Position>, theme: &Theme) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut x = 0;
    while x < buffer.area.width {
        let Some(cell) = buffer.cell((x, y)) else { break };
        let colour = |colour, otherwise| match colour {
            Color::Rgb(red, green, blue) => Colour { red, green, blue },
            _ => otherwise,
        };
        let mut look = Look {
            text: colour(cell.fg, theme.text),
            ground: colour(cell.bg, theme.background),
            modifier: cell.modifier,
        };
        if cell.modifier.contains(Modifier::REVERSED) != (cursor == Some(Position { x, y })) {
            look = Look { text: look.ground, ground: look.text, ..look };
        }
        let symbol = visible(cell.symbol());
        let wide = u16::try_from(width(&symbol)).unwrap_or(1).max(1);
        let cells = f32::from(wide.min(buffer.area.width - x));
        let last = runs.last_mut().filter(|last| last.look == look && joins(&last.words, &symbol));
        match last {
            Some(last) => {
                last.words.push_str(&symbol);
                last.cells += cells;
            }
            None => runs.push(Run { x: f32::from(x) * CELL.0, cells, words: symbol.into_owned(), look }),
        }
        x += wide;
    }
    runs
}

/// Whether a cell can be drawn in one piece with the run before it. Letters can; a sign that may
/// have another width where the font has none of its own stands alone, or with its like.
fn joins(words: &str, symbol: &str) -> bool {
    let is_letter = |c: char| c.is_ascii() || c.is_alphanumeric() || "“”‘’–—…·".contains(c);
    let blank = words.ends_with(' ');
    match symbol.chars().next() {
        // Two blanks in a row would become one.
        Some(' ') => words.trim().is_empty() || !blank && words.chars().all(is_letter),
        Some(sign) if !is_letter(sign) => words.chars().all(|c| c == sign),
        _ => words.chars().all(is_letter) && !words.trim().is_empty(),
    }
}

/// What was drawn so far, from the bottom up.
#[derive(Default)]
struct Picture {
    grounds: String,
    /// Lines of frames, by colour and whether they are thick.
    lines: BTreeMap<(String, bool), String>,
    text: String,
}

impl Picture {
    fn row(&mut self, runs: &[Run], y: f32, theme: &Theme) {
        for run in runs {
            if run.look.ground != theme.background {
                rectangle(&mut self.grounds, run, y, CELL.1, run.look.ground);
            }
            let Some(first) = run.words.chars().next() else { continue };
            if let Some((from_left, height)) = block(first) {
                let part = Run { cells: run.cells * from_left, words: String::new(), ..*run };
                let height = CELL.1 * height;
                rectangle(&mut self.grounds, &part, y + CELL.1 - height, height, run.look.text);
            } else if let Some((line, thick)) = line(first, run, y) {
                self.lines.entry((hex(run.look.text), thick)).or_default().push_str(&line);
            } else if !run.words.trim().is_empty() {
                self.words(run, y);
            }
        }
    }

    fn words(&mut self, run: &Run, y: f32) {
        let words = run.words.trim_end();
        // A string is written without fail.
        let _ = write!(
            self.text,
            r#"<text x="{}" y="{}" textLength="{}" fill="{}""#,
            run.x,
            y + CELL.1 - BASELINE,
            (run.cells - (run.words.len() - words.len()) as f32) * CELL.0,
            hex(run.look.text),
        );
        let styles = [
            (Modifier::BOLD, r#" font-weight="bold""#),
            (Modifier::ITALIC, r#" font-style="italic""#),
            (Modifier::UNDERLINED, r#" text-decoration="underline""#),
        ];
        for (modifier, style) in styles {
            if run.look.modifier.contains(modifier) {
                self.text.push_str(style);
            }
        }
        let _ = writeln!(self.text, ">{}</text>", escaped(words));
    }

    fn close(self, buffer: &Buffer, title: &str, theme: &Theme) -> String {
        let wide = f32::from(buffer.area.width) * CELL.0 + 2.0 * FRAME;
        let high = f32::from(buffer.area.height) * CELL.1 + 2.0 * FRAME;
        let mut lines = String::new();
        for ((colour, thick), path) in &self.lines {
            let stroke = if *thick { 2.4 } else { 1.2 };
            let _ = writeln!(lines, r#"<path stroke="{colour}" stroke-width="{stroke}" d="{path}"/>"#);
        }
        format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}">
<title id="title">{title}</title>
<rect width="{wide}" height="{high}" rx="8" fill="{ground}"/>
<g transform="translate({FRAME} {FRAME})" font-family="{FONTS}" font-size="{LETTERS}" fill="none">
{grounds}{lines}{text}</g>
</svg>
"#,
            ground = hex(theme.background),
            grounds = self.grounds,
            text = self.text,
        )
    }
}

/// Draws a rectangle as wide as `run`.
fn rectangle(out: &mut String, run: &Run, y: f32, height: f32, colour: Colour) {
    let (x, width, fill) = (run.x, run.cells * CELL.0, hex(colour));
    let _ = writeln!(out, r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{fill}"/>"#);
}

/// The share of the cell's width, from the left, and of its height, from below, that a block
/// element fills.
fn block(sign: char) -> Option<(f32, f32)> {
    // From low to full, and on to narrow.
    let eighths = u32::from(sign).checked_sub(u32::from('▁'))? + 1;
    match eighths {
        1..=8 => Some((1.0, eighths as f32 / 8.0)),
        9..=15 => Some(((16 - eighths) as f32 / 8.0, 1.0)),
        _ => None,
    }
}

/// The path of a piece of a frame, and whether it is thick. Fonts leave gaps between them.
fn line(sign: char, run: &Run, y: f32) -> Option<(String, bool)> {
    let (left, right, bottom) = (run.x, run.x + run.cells * CELL.0, y + CELL.1);
    let (middle, centre) = (left + CELL.0 / 2.0, y + CELL.1 / 2.0);
    let path = match sign {
        '─' | '━' => format!("M{left} {centre}H{right}"),
        '│' | '┃' => format!("M{middle} {y}V{bottom}"),
        '╭' => format!("M{middle} {bottom}Q{middle} {centre} {right} {centre}"),
        '╮' => format!("M{left} {centre}Q{middle} {centre} {middle} {bottom}"),
        '╰' => format!("M{middle} {y}Q{middle} {centre} {right} {centre}"),
        '╯' => format!("M{left} {centre}Q{middle} {centre} {middle} {y}"),
        '┏' => format!("M{middle} {bottom}V{centre}H{right}"),
        '┓' => format!("M{left} {centre}H{middle}V{bottom}"),
        '┗' => format!("M{middle} {y}V{centre}H{right}"),
        '┛' => format!("M{left} {centre}H{middle}V{y}"),
        _ => return None,
    };
    Some((path, "━┃┏┓┗┛".contains(sign)))
}

fn hex(colour: Colour) -> String {
    format!("#{:02x}{:02x}{:02x}", colour.red, colour.green, colour.blue)
}

/// `text` as it stands between tags and in attributes.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in visible(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    /// The picture of one row.
    fn drawn(text: &str, cursor: Option<Position>) -> String {
        let theme = Theme::dark().unwrap();
        let mut buffer = Buffer::empty(Rect::new(0, 0, 20, 1));
        buffer.set_string(0, 0, text, Style::new());
        svg(&buffer, cursor, "a <row> & more", &theme)
    }

    #[test]
    fn markup_in_the_text_is_text() {
        let picture = drawn("<b> & \u{1B}c", None);
        assert!(picture.contains("&lt;b&gt; &amp; "), "{picture}");
        assert!(picture.contains("<title id=\"title\">a &lt;row&gt; &amp; more</title>"));
        assert!(!picture.contains('\u{1B}'));
    }

    #[test]
    fn columns_are_kept_whatever_the_font() {
        let picture = drawn("one  日本 x ▸ two", None);
        for (x, cells, words) in [(0, 3, "one"), (5, 6, "日本 x"), (12, 1, "▸"), (14, 3, "two")] {
            let expected = format!("<text x=\"{}\" y=\"14.5\" textLength=\"{}\"", x * 9, cells * 9);
            let found = picture.lines().find(|line| line.ends_with(&format!(">{words}</text>")));
            assert!(found.is_some_and(|line| line.starts_with(&expected)), "{words}: {picture}");
        }
    }

    #[test]
    fn frames_and_blocks_are_drawn_without_gaps() {
        let picture = drawn("╭──╮▂▌", None);
        assert!(picture.contains("M4.5 20Q4.5 10 9 10M9 10H27M27 10Q31.5 10 31.5 20"), "{picture}");
        assert!(picture.contains(r#"x="36" y="15" width="9" height="5""#), "{picture}");
        assert!(picture.contains(r#"x="45" y="0" width="4.5" height="20""#), "{picture}");
        assert!(!picture.contains("<text"));
    }

    #[test]
    fn the_cursor_is_a_cell_in_reverse() {
        let theme = Theme::dark().unwrap();
        let picture = drawn("abc", Some(Position { x: 1, y: 0 }));
        let ground = format!(r#"<rect x="9" y="0" width="9" height="20" fill="{}"/>"#, hex(theme.text));
        assert!(picture.contains(&ground), "{picture}");
        assert!(picture.contains(&format!("fill=\"{}\">b</text>", hex(theme.background))), "{picture}");
    }
}
