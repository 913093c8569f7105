//! What a person can choose about how the program looks and behaves.

use std::ops::RangeInclusive;

use serde::Deserialize;

use super::{ConfigError, parse};

/// How the program looks and behaves. What a file leaves out is as it is by default.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Statements that the machine is less sure of than this are marked, in percent.
    pub unsure_below: u8,
    /// Whether the mouse is the program's; where it is not, it is the terminal's own.
    pub mouse: bool,
    /// How the text is set.
    pub page: PageSettings,
    /// The panes that are wanted.
    pub panes: Panes,
}

/// How the text of an article is set.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PageSettings {
    /// The widest column of text, in cells; what is out of [bounds](PageSettings::MEASURES) is taken
    /// for the nearest within.
    pub measure: u16,
    /// Whether the lines of a paragraph end where the column does.
    pub justify: bool,
    /// Whether long words are divided at the end of a line.
    pub hyphenate: bool,
    /// Whether the lines of the file are numbered.
    pub line_numbers: bool,
    /// Whether paragraphs are numbered.
    pub paragraph_numbers: bool,
    /// Whether the line with the cursor stands out.
    pub ruler: bool,
    /// All but this stands back.
    pub focus: FocusOn,
}

/// What stands out, and the rest of the article stands back.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FocusOn {
    /// Everything alike.
    #[default]
    Everything,
    /// The sentence under the cursor.
    Sentence,
    /// The paragraph under the cursor.
    Paragraph,
    /// The statements of the source under the cursor.
    Source,
}

/// Which panes a person wants to see.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Panes {
    /// The sources.
    pub sources: bool,
    /// What is known about the place under the cursor.
    pub here: bool,
    /// Who speaks where.
    pub strip: bool,
    /// The key hints.
    pub hints: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { unsure_below: 50, mouse: true, page: PageSettings::default(), panes: Panes::default() }
    }
}

impl PageSettings {
    /// The measures that text can be set to, in cells.
    pub const MEASURES: RangeInclusive<u16> = 20..=200;

    /// The widest column of text, in cells, within bounds.
    pub fn column(&self) -> u16 {
        self.measure.clamp(*Self::MEASURES.start(), *Self::MEASURES.end())
    }
}

impl FocusOn {
    /// What stands out when it is changed by key.
    pub fn next(self) -> Self {
        match self {
            FocusOn::Everything => FocusOn::Sentence,
            FocusOn::Sentence => FocusOn::Paragraph,
            FocusOn::Paragraph => FocusOn::Source,
            FocusOn::Source => FocusOn::Everything,
        }
    }

    /// What stands out, in words.
    pub fn words(self) -> &'static str {
        match self {
            FocusOn::Everything => "everything",
            FocusOn::Sentence => "the sentence",
            FocusOn::Paragraph => "the paragraph",
            FocusOn::Source => "the statements of one source",
        }
    }
}

impl Default for PageSettings {
    fn default() -> Self {
        Self {
            measure: 72,
            justify: false,
            hyphenate: false,
            line_numbers: false,
            paragraph_numbers: false,
            ruler: false,
            focus: FocusOn::Everything,
        }
    }
}

impl Default for Panes {
    fn default() -> Self {
        Self { sources: true, here: true, strip: true, hints: true }
    }
}

impl Settings {
    /// Reads settings. `name` is the file's, for the error.
    ///
    /// # Errors
    ///
    /// A [`ConfigError`] with line and column.
    pub fn read(name: &str, ron: &str) -> Result<Self, ConfigError> {
        parse(name, ron)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_set_is_as_by_default() {
        let read = Settings::read("settings.ron", "(page: (measure: 60, focus: sentence))").unwrap();
        let page = PageSettings { measure: 60, focus: FocusOn::Sentence, ..PageSettings::default() };
        assert_eq!(read, Settings { page, ..Settings::default() });
        assert_eq!(Settings::read("settings.ron", "()").unwrap(), Settings::default());
    }

    #[test]
    fn a_wrong_setting_is_named_with_its_place_and_the_nearest_right_one() {
        let error = Settings::read("settings.ron", "(\n  page: (mesure: 60),\n)").unwrap_err().to_string();
        assert!(error.starts_with("settings.ron:2:"), "{error}");
        assert!(error.contains("did you mean “measure”?"), "{error}");
    }
}
