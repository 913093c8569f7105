//! A theme of one's own: what it changes of one that comes with the program.

use serde::Deserialize;

use super::locate::locate;
use super::theme::LABEL_COLOURS;
use super::{Colour, ConfigError, Theme, did_you_mean, parse};

/// A theme as its file gives it; what is not given is as in the theme that it is based on.
#[derive(Deserialize)]
#[serde(rename = "Theme", deny_unknown_fields)]
struct ThemeFile {
    /// The name of a theme that comes with the program.
    #[serde(default)]
    based_on: Option<String>,
    #[serde(default)]
    paints: Option<bool>,
    #[serde(default)]
    text: Option<Colour>,
    #[serde(default)]
    background: Option<Colour>,
    #[serde(default)]
    faint: Option<Colour>,
    #[serde(default)]
    accent: Option<Colour>,
    #[serde(default)]
    bar: Option<Colour>,
    #[serde(default)]
    selection: Option<Colour>,
    #[serde(default)]
    error: Option<Colour>,
    #[serde(default)]
    good: Option<Colour>,
    #[serde(default)]
    cue: Option<Colour>,
    #[serde(default)]
    sources: Option<Vec<Colour>>,
    #[serde(default)]
    labels: Option<Vec<Colour>>,
    #[serde(default)]
    label_grounds: Option<Vec<Colour>>,
}

impl Theme {
    /// Reads the theme `name` of a person from its file: the colours that it changes of the theme that
    /// it is `based_on`. One with the name of a theme that comes with the program is based on that,
    /// unless it says otherwise. `file` is for the error.
    ///
    /// # Errors
    ///
    /// A [`ConfigError`] with line and column.
    pub fn read_own(name: &str, file: &str, ron: &str) -> Result<Self, ConfigError> {
        let own: ThemeFile = parse(file, ron)?;
        let wrong = |path: &[&str], what| {
            let path: Vec<String> = path.iter().map(|&step| step.to_owned()).collect();
            let (line, column) = locate(ron, &path).unwrap_or((1, 1));
            ConfigError { name: file.to_owned(), line, column, what }
        };
        let known: Vec<&str> = Theme::bundled_names().collect();
        let base = match own.based_on.as_deref() {
            Some(base) => Theme::bundled(base).ok_or_else(|| {
                let mean = did_you_mean(base, &known);
                let what = format!(
                    "no theme “{base}” comes with the program; expected one of {}{mean}",
                    known.join(", ")
                );
                wrong(&["based_on"], what)
            })?,
            None => Theme::bundled(name).ok_or_else(|| {
                let what =
                    format!("the field “based_on” is missing here; expected one of {}", known.join(", "));
                wrong(&[], what)
            })?,
        }?;
        if own.sources.as_ref().is_some_and(Vec::is_empty) {
            return Err(wrong(&["sources"], "expected at least one colour, found none".to_owned()));
        }
        for (field, colours) in [("labels", &own.labels), ("label_grounds", &own.label_grounds)] {
            if let Some(colours) = colours.as_ref().filter(|colours| colours.len() != LABEL_COLOURS) {
                let what = format!("expected {LABEL_COLOURS} colours, found {}", colours.len());
                return Err(wrong(&[field], what));
            }
        }
        Ok(Theme {
            name: name.to_owned(),
            paints: own.paints.unwrap_or(base.paints),
            text: own.text.unwrap_or(base.text),
            background: own.background.unwrap_or(base.background),
            faint: own.faint.unwrap_or(base.faint),
            accent: own.accent.unwrap_or(base.accent),
            bar: own.bar.unwrap_or(base.bar),
            selection: own.selection.unwrap_or(base.selection),
            error: own.error.unwrap_or(base.error),
            good: own.good.unwrap_or(base.good),
            cue: own.cue.unwrap_or(base.cue),
            sources: own.sources.unwrap_or(base.sources),
            labels: own.labels.unwrap_or(base.labels),
            label_grounds: own.label_grounds.unwrap_or(base.label_grounds),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_theme_of_ones_own_changes_what_it_gives() {
        let own = Theme::read_own("dusk", "dusk.ron", "(based_on: \"dark\", accent: \"#010203\")").unwrap();
        let accent = Colour { red: 1, green: 2, blue: 3 };
        assert_eq!(own, Theme { name: "dusk".to_owned(), accent, ..Theme::dark().unwrap() });
        let light = Theme::read_own("light", "light.ron", "(accent: \"#010203\")").unwrap();
        assert_eq!(light, Theme { accent, ..Theme::bundled("light").unwrap().unwrap() });
    }

    #[test]
    fn what_is_wrong_with_a_theme_is_told_with_its_place() {
        let table = [
            ("(text: \"#fff\")", "1:9: “#fff” is no colour: write “#rrggbb”"),
            (
                "(\n txt: \"#ffffff\")",
                "2:2: there is no field “txt” here; expected one of based_on, paints, text,",
            ),
            ("(text: \"#ffffff\")", "1:1: the field “based_on” is missing here; expected one of dark, light"),
            (
                "(\n based_on: \"drak\")",
                "2:12: no theme “drak” comes with the program; expected one of dark, light",
            ),
            ("(based_on: \"dark\",\n sources: [])", "2:11: expected at least one colour, found none"),
            ("(based_on: \"dark\",\n labels: [\"#ffffff\"])", "2:10: expected 7 colours, found 1"),
        ];
        for (ron, expected) in table {
            let told = Theme::read_own("mine", "mine.ron", ron).unwrap_err().to_string();
            assert!(told.starts_with(&format!("mine.ron:{expected}")), "{told}");
        }
    }
}
