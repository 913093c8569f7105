//! What a person can choose about how the program looks and behaves.

use std::ops::RangeInclusive;

use serde::Deserialize;

use super::locate::locate;
use super::{ConfigError, KeyPreset, parse};

/// The narrowest column of text that can be asked for, in cells.
const NARROWEST: u16 = 20;

/// How the program looks and behaves. What a file leaves out is as it is by default.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The name of the theme; “auto” is the one that suits the terminal's background.
    pub theme: String,
    /// The keymap that a person's own is laid over.
    pub keys: KeyPreset,
    /// The labels, where they are not those for news: the name of a tag set that comes with the
    /// program, or a file, named from the folder of the settings.
    pub tag_set: Option<String>,
    /// Who annotates, where it is not the user of the system.
    pub annotator: Option<String>,
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
    /// The headings and paragraphs.
    pub outline: bool,
    /// What is known about the place under the cursor.
    pub here: bool,
    /// Who speaks where.
    pub strip: bool,
    /// The key hints.
    pub hints: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Self::AUTO.to_owned(),
            keys: KeyPreset::default(),
            tag_set: None,
            annotator: None,
            unsure_below: 50,
            mouse: true,
            page: PageSettings::default(),
            panes: Panes::default(),
        }
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
        Self { sources: true, outline: true, here: true, strip: true, hints: true }
    }
}

impl Settings {
    /// The theme that suits the terminal's background.
    pub const AUTO: &str = "auto";

    /// Reads settings; where nothing stands in the file, nothing is set. `name` is the file's, for the
    /// error.
    ///
    /// # Errors
    ///
    /// A [`ConfigError`] with line and column.
    pub fn read(name: &str, ron: &str) -> Result<Self, ConfigError> {
        if ron.trim().is_empty() {
            return Ok(Self::default());
        }
        let read: Self = parse(name, ron)?;
        read.check().map_err(|(path, what)| {
            let path: Vec<String> = path.iter().map(|&step| step.to_owned()).collect();
            let (line, column) = locate(ron, &path).unwrap_or((1, 1));
            ConfigError { name: name.to_owned(), line, column, what }
        })?;
        Ok(read)
    }

    /// What is out of bounds, if anything, and the way to it.
    fn check(&self) -> Result<(), (&'static [&'static str], String)> {
        let is_blank = |name: &Option<String>| name.as_ref().is_some_and(|name| name.trim().is_empty());
        if self.unsure_below > 100 {
            return Err((&["unsure_below"], "expected percent, 0 to 100".to_owned()));
        }
        if self.page.measure < NARROWEST {
            let what = format!("a column of text has at least {NARROWEST} cells");
            return Err((&["page", "measure"], what));
        }
        if self.theme.trim().is_empty() {
            return Err((&["theme"], "expected the name of a theme, as in \"auto\"".to_owned()));
        }
        if is_blank(&self.tag_set) {
            return Err((&["tag_set"], "expected the name of a tag set, as in \"news\"".to_owned()));
        }
        if is_blank(&self.annotator) {
            return Err((&["annotator"], "expected a name, found nothing".to_owned()));
        }
        Ok(())
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
        assert_eq!(Settings::read("settings.ron", " \n").unwrap(), Settings::default());
        let read = Settings::read("settings.ron", "(keys: \"plain\", tag_set: \"mine.ron\")").unwrap();
        assert_eq!((read.keys, read.tag_set.as_deref()), (KeyPreset::Plain, Some("mine.ron")));
    }

    #[test]
    fn a_wrong_setting_is_named_with_its_place_and_the_nearest_right_one() {
        let table = [
            ("(\n  page: (mesure: 60),\n)", "2:", "did you mean “measure”?"),
            (
                "(keys: \"vim\")",
                "1:",
                "“vim” is not known here; expected one of vi, plain; did you mean “vi”?",
            ),
            (
                "(page: (focus: word))",
                "1:",
                "“word” is not known here; expected one of everything, sentence,",
            ),
            ("(unsure_below: 101)", "1:16: ", "expected percent, 0 to 100"),
            ("(unsure_below: 300)", "1:", ""),
            ("(page: (\n measure: 5))", "2:11: ", "a column of text has at least 20 cells"),
            ("(theme: \"\")", "1:9: ", "expected the name of a theme"),
            ("(annotator: \" \")", "1:13: ", "expected a name, found nothing"),
            ("(mouse: yes)", "1:", "Expected boolean"),
            ("(mouse: true", "1:", ""),
        ];
        for (ron, place, expected) in table {
            let error = Settings::read("settings.ron", ron).unwrap_err().to_string();
            assert!(error.starts_with(&format!("settings.ron:{place}")), "{ron} {error}");
            assert!(error.contains(expected), "{ron} {error}");
        }
    }
}
