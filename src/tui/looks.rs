//! From a theme to what a terminal can show.

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};

use crate::config::{Colour, Depth, Theme};

/// What the parts of the screen look like on this terminal. Nothing is told by colour alone: each
/// style also has a modifier, a marker or a place of its own.
#[derive(Clone, Debug)]
pub struct Looks {
    theme: Theme,
    depth: Depth,
}

impl Looks {
    /// The looks of `theme` at that depth.
    pub fn new(theme: Theme, depth: Depth) -> Self {
        Self { theme, depth }
    }

    /// Puts the theme's own background behind everything that was drawn, where it has one.
    pub fn paint(&self, buffer: &mut Buffer) {
        if !self.theme.paints || self.depth < Depth::Indexed {
            return;
        }
        let (text, ground) = (self.colour(self.theme.text), self.colour(self.theme.background));
        for cell in &mut buffer.content {
            if cell.fg == Color::Reset {
                cell.fg = text;
            }
            if cell.bg == Color::Reset {
                cell.bg = ground;
            }
        }
    }

    /// Running text.
    pub fn text(&self) -> Style {
        self.fg(self.theme.text)
    }

    /// Headlines and headings.
    pub fn heading(&self) -> Style {
        self.text().add_modifier(Modifier::BOLD)
    }

    /// What matters less.
    pub fn faint(&self) -> Style {
        self.fg(self.theme.faint)
    }

    /// What the eye should find.
    pub fn accent(&self) -> Style {
        self.fg(self.theme.accent).add_modifier(Modifier::BOLD)
    }

    /// The title and the line of hints.
    pub fn bar(&self) -> Style {
        self.ground(self.text(), self.theme.bar)
    }

    /// The word for what keys do now.
    pub fn mode(&self) -> Style {
        self.accent().add_modifier(Modifier::REVERSED)
    }

    /// Something that went wrong or was refused.
    pub fn error(&self) -> Style {
        self.fg(self.theme.error).add_modifier(Modifier::BOLD)
    }

    /// Something that was done.
    pub fn good(&self) -> Style {
        self.fg(self.theme.good)
    }

    /// What the source with that seat says, or nobody known.
    pub fn voice(&self, seat: Option<usize>) -> Style {
        match seat.and_then(|seat| cycled(&self.theme.sources, seat)) {
            Some(colour) => self.fg(colour),
            None => self.faint(),
        }
    }

    /// Reported speech: without quotation marks, where there is no colour it needs a style.
    pub fn reported(&self, seat: Option<usize>) -> Style {
        match self.depth {
            Depth::None => Style::new().add_modifier(Modifier::ITALIC),
            _ => self.voice(seat),
        }
    }

    /// The words that name the speaker.
    pub fn speaker(&self, seat: Option<usize>) -> Style {
        self.voice(seat).add_modifier(Modifier::BOLD)
    }

    /// The words that report.
    pub fn cue(&self) -> Style {
        self.fg(self.theme.cue).add_modifier(Modifier::ITALIC)
    }

    /// Words between quotation marks that are no statement.
    pub fn aside(&self) -> Style {
        self.faint().add_modifier(Modifier::ITALIC)
    }

    /// A name that is suggested.
    pub fn suggestion(&self) -> Style {
        Style::new().add_modifier(Modifier::UNDERLINED)
    }

    /// A tag whose label has that colour; `keeps_colour` leaves the colour of the text.
    pub fn tag(&self, colour: usize, keeps_colour: bool) -> Style {
        match self.depth {
            Depth::True | Depth::Indexed => {
                let ground = cycled(&self.theme.label_grounds, colour).map(|ground| self.colour(ground));
                let fg =
                    cycled(&self.theme.labels, colour).filter(|_| !keeps_colour).map(|fg| self.colour(fg));
                Style { fg, bg: ground, ..Style::new() }
            }
            // A whole quotation in reverse could not be read; its bar in the margin tells it.
            Depth::Ansi | Depth::None if keeps_colour => Style::new(),
            Depth::Ansi | Depth::None => Style::new().add_modifier(Modifier::REVERSED),
        }
    }

    /// A tag whose label the tag set does not know.
    pub fn unknown_tag(&self) -> Style {
        match self.depth {
            Depth::True | Depth::Indexed => Style::new().bg(self.colour(self.theme.bar)),
            Depth::Ansi | Depth::None => Style::new().add_modifier(Modifier::REVERSED),
        }
        .add_modifier(Modifier::ITALIC)
    }

    /// The name of a label.
    pub fn label(&self, colour: usize) -> Style {
        cycled(&self.theme.labels, colour).map_or_else(Style::new, |colour| self.fg(colour))
    }

    /// A place that several tags share, `depth` of them.
    pub fn overlap(&self, depth: usize) -> Style {
        match depth {
            0 | 1 => Style::new(),
            2 => Style::new().add_modifier(Modifier::UNDERLINED),
            _ => Style::new().add_modifier(Modifier::UNDERLINED | Modifier::BOLD),
        }
    }

    /// The brackets around a tag.
    pub fn bracket(&self) -> Style {
        self.accent().remove_modifier(Modifier::UNDERLINED | Modifier::ITALIC)
    }

    /// The line with the cursor.
    pub fn ruler(&self) -> Style {
        self.ground(Style::new(), self.theme.bar)
    }

    /// What stands back, for something else is looked at, where it would look like `style`.
    pub fn dimmed(&self, style: Style) -> Style {
        let plain = Style { fg: self.faint().fg, bg: None, ..style }.remove_modifier(Modifier::BOLD);
        match self.depth {
            Depth::True | Depth::Indexed => plain,
            Depth::Ansi | Depth::None => plain.add_modifier(Modifier::DIM),
        }
    }

    /// Something that the highlighted source says.
    pub fn highlighted(&self) -> Style {
        Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
    }

    /// Words that stand for the highlighted source.
    pub fn highlighted_name(&self) -> Style {
        Style::new().add_modifier(Modifier::BOLD | Modifier::REVERSED)
    }

    /// The tag that keys act on, all its parts.
    pub fn chosen(&self) -> Style {
        Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
    }

    /// The other end of a link of the tag under the cursor.
    pub fn linked(&self) -> Style {
        self.accent().add_modifier(Modifier::UNDERLINED | Modifier::ITALIC)
    }

    /// What a link is to be made from.
    pub fn picked(&self) -> Style {
        self.accent().add_modifier(Modifier::REVERSED)
    }

    /// A hit of the search.
    pub fn hit(&self) -> Style {
        match self.depth {
            Depth::True | Depth::Indexed => Style::new()
                .fg(self.colour(self.theme.background))
                .bg(self.colour(self.theme.cue))
                .remove_modifier(Modifier::UNDERLINED),
            Depth::Ansi | Depth::None => Style::new().add_modifier(Modifier::REVERSED | Modifier::UNDERLINED),
        }
    }

    /// The hit under the cursor.
    pub fn current_hit(&self) -> Style {
        let hit = match self.depth {
            Depth::True | Depth::Indexed => self.hit().bg(self.colour(self.theme.accent)),
            Depth::Ansi | Depth::None => self.hit(),
        };
        hit.add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
    }

    /// What is selected.
    pub fn selection(&self) -> Style {
        match self.depth {
            Depth::True | Depth::Indexed => {
                Style::new().bg(self.colour(self.theme.selection)).add_modifier(Modifier::BOLD)
            }
            Depth::Ansi | Depth::None => Style::new().add_modifier(Modifier::REVERSED | Modifier::BOLD),
        }
    }

    /// The chosen row of a list. Where it is reversed it is so in one colour, not in those of its words.
    pub fn chosen_row(&self) -> Style {
        match self.depth {
            Depth::True | Depth::Indexed => self.selection(),
            Depth::Ansi | Depth::None => self.selection().fg(Color::Reset),
        }
    }

    fn fg(&self, colour: Colour) -> Style {
        match self.depth {
            Depth::None => Style::new(),
            _ => Style::new().fg(self.colour(colour)),
        }
    }

    fn ground(&self, style: Style, colour: Colour) -> Style {
        match self.depth {
            Depth::True | Depth::Indexed => style.bg(self.colour(colour)),
            Depth::Ansi | Depth::None => style,
        }
    }

    fn colour(&self, colour: Colour) -> Color {
        match self.depth {
            Depth::True => Color::Rgb(colour.red, colour.green, colour.blue),
            Depth::Indexed => Color::Indexed(indexed(colour)),
            Depth::Ansi => ansi(colour),
            Depth::None => Color::Reset,
        }
    }
}

fn cycled<T: Copy>(list: &[T], index: usize) -> Option<T> {
    list.get(index.checked_rem(list.len())?).copied()
}

/// The nearest of xterm's colours from 16 on: a cube of six steps and a ramp of grey.
fn indexed(colour: Colour) -> u8 {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let nearest = |channel: u8| {
        let distances = STEPS.iter().map(|step| step.abs_diff(channel));
        distances.enumerate().min_by_key(|&(_, distance)| distance).map_or(0, |(index, _)| index)
    };
    let [red, green, blue] = [colour.red, colour.green, colour.blue].map(nearest);
    let cube = Colour { red: STEPS[red], green: STEPS[green], blue: STEPS[blue] };
    let mean = (u16::from(colour.red) + u16::from(colour.green) + u16::from(colour.blue)) / 3;
    let step = u8::try_from(mean.saturating_sub(3) / 10).unwrap_or(u8::MAX).min(23);
    let grey = Colour { red: 8 + step * 10, green: 8 + step * 10, blue: 8 + step * 10 };
    if distance(colour, grey) < distance(colour, cube) {
        232 + step
    } else {
        u8::try_from(16 + 36 * red + 6 * green + blue).unwrap_or(15)
    }
}

/// The bright ones of the 16 colours, as xterm shows them.
const BRIGHT: [((u8, u8, u8), Color); 6] = [
    ((255, 0, 0), Color::LightRed),
    ((0, 255, 0), Color::LightGreen),
    ((255, 255, 0), Color::LightYellow),
    ((92, 92, 255), Color::LightBlue),
    ((255, 0, 255), Color::LightMagenta),
    ((0, 255, 255), Color::LightCyan),
];

/// The bright one of the 16 colours that has this very value, or else the nearest by hue; grey ones
/// become the terminal's own text colour, which is the one that can be read on its background.
fn ansi(colour: Colour) -> Color {
    let (red, green, blue) = (colour.red, colour.green, colour.blue);
    let strongest = red.max(green).max(blue);
    if strongest - red.min(green).min(blue) < 48 {
        return Color::Reset;
    }
    if let Some((_, bright)) = BRIGHT.iter().find(|(value, _)| *value == (red, green, blue)) {
        return *bright;
    }
    let strong = |channel: u8| u16::from(channel) * 4 > u16::from(strongest) * 3;
    match (strong(red), strong(green), strong(blue)) {
        (true, true, _) => Color::Yellow,
        (true, false, true) => Color::Magenta,
        (true, false, false) => Color::Red,
        (false, true, true) => Color::Cyan,
        (false, true, false) => Color::Green,
        (false, false, _) => Color::Blue,
    }
}

fn distance(one: Colour, two: Colour) -> u32 {
    let squared = |one: u8, two: u8| u32::from(one.abs_diff(two)).pow(2);
    squared(one.red, two.red) + squared(one.green, two.green) + squared(one.blue, two.blue)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_found_among_fewer() {
        let colour = |red, green, blue| Colour { red, green, blue };
        assert_eq!(indexed(colour(255, 0, 0)), 196);
        assert_eq!(indexed(colour(0, 0, 0)), 16);
        assert_eq!(indexed(colour(128, 128, 128)), 244);
        assert_eq!(ansi(colour(0xFF, 0x8B, 0x8B)), Color::Red);
        assert_eq!(ansi(colour(0xFF, 0, 0)), Color::LightRed);
        assert_eq!(ansi(colour(0xCD, 0, 0)), Color::Red);
        assert_eq!(ansi(colour(0xD7, 0xDA, 0xE0)), Color::Reset);
    }
}
