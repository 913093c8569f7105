//! Whole screens as text that a person can compare: what stands there, then how it looks.

use std::fmt::Write;

use onrecord::config::{Colour, Theme};
use onrecord::tui::{Looks, draw};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};

use super::Desk;

/// A frame as it was drawn.
pub struct Screen {
    /// The cells.
    pub buffer: Buffer,
    /// The cell of the cursor; `None` where it is hidden.
    pub cursor: Option<Position>,
}

impl Screen {
    /// Draws the desk on a terminal of its size.
    pub fn of(desk: &mut Desk, looks: &Looks) -> Self {
        let (width, height) = desk.app.model.size;
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        let app = &mut desk.app;
        terminal.draw(|frame| draw(frame, &app.model, &mut app.page, looks)).unwrap();
        let backend = terminal.backend();
        let cursor = backend.cursor_visible().then(|| backend.cursor_position());
        Self { buffer: backend.buffer().clone(), cursor }
    }

    /// The rows as text, then for each row its stretches that do not look like running text, in the
    /// article or on a bar: the column, the words, the style in the names of `theme`.
    pub fn told(&self, theme: &Theme) -> String {
        let mut told = match self.cursor {
            Some(Position { x, y }) => format!("cursor at row {y}, column {x}\n"),
            None => "no cursor\n".to_owned(),
        };
        for y in 0..self.buffer.area.height {
            let row: String = self.row(y).iter().map(|cell| cell.symbol()).collect();
            writeln!(told, "{y:>2} {}", row.trim_end()).unwrap();
        }
        told.push('\n');
        for y in 0..self.buffer.area.height {
            let runs = self.runs(y, theme);
            if !runs.is_empty() {
                writeln!(told, "{y:>2} {}", runs.join(", ")).unwrap();
            }
        }
        told
    }

    /// The cells of a row, without those that a wide one before them covers.
    fn row(&self, y: u16) -> Vec<&Cell> {
        let area = self.buffer.area;
        let mut cells = Vec::new();
        let mut x = 0;
        while x < area.width {
            let cell = &self.buffer[(x, y)];
            cells.push(cell);
            x += u16::try_from(onrecord::page::width(cell.symbol())).unwrap().max(1);
        }
        cells
    }

    fn runs(&self, y: u16, theme: &Theme) -> Vec<String> {
        let mut runs: Vec<(u16, String, String)> = Vec::new();
        let mut x = 0;
        for cell in self.row(y) {
            let style = style(cell, theme);
            match runs.last_mut().filter(|(.., last)| *last == style) {
                Some((_, words, _)) => words.push_str(cell.symbol()),
                None => runs.push((x, cell.symbol().to_owned(), style)),
            }
            x += u16::try_from(onrecord::page::width(cell.symbol())).unwrap().max(1);
        }
        // Neither a bare frame nor what is blank shows more than its text does.
        let says_nothing = |words: &str, style: &str| {
            let shows = style.contains(" on ") || style.contains("reversed") || style.contains("underlined");
            let is_bare = words.chars().all(|c| " │┃╭╮╰╯─┏┓┗┛━".contains(c));
            matches!(style, "text" | "plain" | "text on bar") || is_bare && !shows
        };
        let told = runs.into_iter().filter(|(_, words, style)| !says_nothing(words, style));
        let told = told.map(|(x, words, style)| {
            let start: String = words.chars().take(20).collect();
            let cut = if start.len() < words.len() { "…" } else { "" };
            format!("{x} ‹{start}{cut}› {style}")
        });
        told.collect()
    }
}

/// A style in words.
fn style(cell: &Cell, theme: &Theme) -> String {
    let mut style = match cell.fg {
        Color::Reset => "plain".to_owned(),
        colour => name(colour, theme),
    };
    let modifiers = [
        (Modifier::BOLD, " bold"),
        (Modifier::DIM, " dim"),
        (Modifier::ITALIC, " italic"),
        (Modifier::UNDERLINED, " underlined"),
        (Modifier::REVERSED, " reversed"),
    ];
    style.extend(modifiers.iter().filter(|(held, _)| cell.modifier.contains(*held)).map(|(_, name)| *name));
    if cell.bg != Color::Reset {
        write!(style, " on {}", name(cell.bg, theme)).unwrap();
    }
    style
}

/// What the theme calls a colour.
fn name(colour: Color, theme: &Theme) -> String {
    let Color::Rgb(red, green, blue) = colour else { return colour.to_string().to_lowercase() };
    let colour = Colour { red, green, blue };
    let named = [
        ("text", theme.text),
        ("background", theme.background),
        ("faint", theme.faint),
        ("accent", theme.accent),
        ("bar", theme.bar),
        ("selection", theme.selection),
        ("error", theme.error),
        ("good", theme.good),
        ("cue", theme.cue),
    ];
    let lists =
        [("source", &theme.sources), ("label", &theme.labels), ("label ground", &theme.label_grounds)];
    let listed = lists.iter().flat_map(|(name, colours)| {
        colours.iter().enumerate().map(move |(index, &listed)| (format!("{name} {index}"), listed))
    });
    let mut all = named.map(|(name, colour)| (name.to_owned(), colour)).into_iter().chain(listed);
    all.find(|(_, known)| *known == colour).map_or_else(|| format!("{colour:?}"), |(name, _)| name)
}
