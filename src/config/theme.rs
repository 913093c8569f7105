//! Colours.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use super::{ConfigError, parse};

const DARK: &str = include_str!("../../assets/themes/dark.ron");
/// The themes that come with the program, by name.
const BUNDLED: &[(&str, &str)] = &[
    ("dark", DARK),
    ("light", include_str!("../../assets/themes/light.ron")),
    ("high-contrast-dark", include_str!("../../assets/themes/high-contrast-dark.ron")),
    ("high-contrast-light", include_str!("../../assets/themes/high-contrast-light.ron")),
    ("16-dark", include_str!("../../assets/themes/16-dark.ron")),
    ("16-light", include_str!("../../assets/themes/16-light.ron")),
];

/// How many colours a theme has for labels.
pub const LABEL_COLOURS: usize = 7;

/// A colour of the sRGB space.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Colour {
    /// Red, 0 to 255.
    pub red: u8,
    /// Green, 0 to 255.
    pub green: u8,
    /// Blue, 0 to 255.
    pub blue: u8,
}

impl<'de> Deserialize<'de> for Colour {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = String::deserialize(deserializer)?;
        let digits = written.strip_prefix('#').filter(|digits| digits.len() == 6);
        let number = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let [_, red, green, blue] = number
            .ok_or_else(|| D::Error::custom(format_args!("“{written}” is no colour: write “#rrggbb”")))?
            .to_be_bytes();
        Ok(Self { red, green, blue })
    }
}

impl Colour {
    /// The relative luminance of WCAG 2.2: 0 for black to 1 for white.
    pub fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let part = f64::from(channel) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }

    /// The contrast ratio of WCAG 2.2 between the two: 1 to 21.
    pub fn contrast(self, other: Colour) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }
}

/// The colours of the screen.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// Its name.
    pub name: String,
    /// Whether its background is drawn, instead of keeping the terminal's own.
    #[serde(default)]
    pub paints: bool,
    /// Running text.
    pub text: Colour,
    /// Behind everything.
    pub background: Colour,
    /// What matters less: borders, hints, counts.
    pub faint: Colour,
    /// What the eye should find: the focused pane, keys.
    pub accent: Colour,
    /// Behind the title and status lines.
    pub bar: Colour,
    /// Behind the selection.
    pub selection: Colour,
    /// Something went wrong.
    pub error: Colour,
    /// All is well.
    pub good: Colour,
    /// The words that report: cues.
    pub cue: Colour,
    /// The sources, in the order of their first statement; after the last the first comes again.
    pub sources: Vec<Colour>,
    /// The text of tags, by the colour index of their label.
    pub labels: Vec<Colour>,
    /// Behind tags, by the colour index of their label.
    pub label_grounds: Vec<Colour>,
}

impl Theme {
    /// Reads a theme. `name` is the file's, for the error.
    ///
    /// # Errors
    ///
    /// A [`ConfigError`] with line and column.
    pub fn read(name: &str, ron: &str) -> Result<Self, ConfigError> {
        parse(name, ron)
    }

    /// The theme for a dark background.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read); never, as a test sees to.
    pub fn dark() -> Result<Self, ConfigError> {
        Self::read("dark", DARK)
    }

    /// The names of the themes that come with the program.
    pub fn bundled_names() -> impl Iterator<Item = &'static str> {
        BUNDLED.iter().map(|&(name, _)| name)
    }

    /// The theme of that name that comes with the program.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read); never, as a test sees to.
    pub fn bundled(name: &str) -> Option<Result<Self, ConfigError>> {
        BUNDLED.iter().find(|(known, _)| *known == name).map(|(name, ron)| Self::read(name, ron))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_in_the_bundled_themes_can_be_read() {
        for theme in Theme::bundled_names().map(|name| Theme::bundled(name).unwrap().unwrap()) {
            let least = if theme.name.starts_with("high-contrast") { 7.0 } else { 4.5 };
            let plain = [theme.text, theme.faint, theme.accent, theme.error, theme.good, theme.cue];
            for (index, &colour) in plain.iter().chain(&theme.sources).chain(&theme.labels).enumerate() {
                for ground in [theme.background, theme.bar, theme.selection] {
                    let contrast = colour.contrast(ground);
                    assert!(
                        contrast >= least,
                        "{} {index} {colour:?} on {ground:?}: {contrast:.2}",
                        theme.name
                    );
                }
            }
            for &ground in &theme.label_grounds {
                for &colour in theme.sources.iter().chain([&theme.text, &theme.cue]).chain(&theme.labels) {
                    let contrast = colour.contrast(ground);
                    assert!(contrast >= least, "{} {colour:?} on {ground:?}: {contrast:.2}", theme.name);
                }
            }
            assert_eq!((theme.labels.len(), theme.label_grounds.len()), (LABEL_COLOURS, LABEL_COLOURS));
        }
    }

    #[test]
    fn a_wrong_colour_is_named_with_its_place() {
        let error = Theme::read("t.ron", "(name: \"t\",\n text: \"blue\")").unwrap_err().to_string();
        assert!(error.starts_with("t.ron:2:") && error.contains("#rrggbb"), "{error}");
    }
}
