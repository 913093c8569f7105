//! Settings as data: keys, keymaps, themes and tag sets. RON in, typed values out.

mod depth;
mod key;
mod keymap;
mod locate;
mod preset;
mod scheme;
mod settings;
mod tag_set;
mod theme;
mod theme_file;
mod words;

pub use depth::{Depth, Ground};
pub use key::{Code, Key};
pub use keymap::{Change, Found, Keymap};
pub use preset::KeyPreset;
pub use scheme::{SCHEMES, Scheme};
pub use settings::{FocusOn, PageSettings, Panes, Settings};
pub use tag_set::{
    Attribute, AttributeKind, Condition, DocumentChoice, Label, LinkLabel, NO, TagSet, Value, YES,
};
pub use theme::{Colour, LABEL_COLOURS, Theme};
pub use words::Words;

/// A configuration file is not as it should be.
#[derive(Debug, thiserror::Error)]
#[error("{name}:{line}:{column}: {what}")]
pub struct ConfigError {
    /// The file, or what was bundled in its stead.
    pub name: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The column in code points, counted from 1.
    pub column: usize,
    /// What is wrong and what was expected.
    pub what: String,
}

/// Parses the RON of a configuration file. `name` is for the error.
fn parse<T: serde::de::DeserializeOwned>(name: &str, ron: &str) -> Result<T, ConfigError> {
    let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    options.from_str(ron).map_err(|error| ConfigError {
        name: name.to_owned(),
        line: error.span.start.line,
        column: error.span.start.col,
        what: told(&error.code),
    })
}

/// `text` as a string of RON.
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// What a parser found, in words, with what was meant where that can be guessed.
fn told(error: &ron::Error) -> String {
    let list = |names: &[&str]| names.join(", ");
    match error {
        ron::Error::NoSuchStructField { expected, found, .. } => {
            let mean = did_you_mean(found, expected);
            format!("there is no field “{found}” here; expected one of {}{mean}", list(expected))
        }
        ron::Error::NoSuchEnumVariant { expected, found, .. } => {
            let mean = did_you_mean(found, expected);
            format!("“{found}” is not known here; expected one of {}{mean}", list(expected))
        }
        ron::Error::MissingStructField { field, .. } => format!("the field “{field}” is missing here"),
        ron::Error::DuplicateStructField { field, .. } => format!("the field “{field}” stands here twice"),
        ron::Error::ExpectedIdentifier | ron::Error::SuggestRawIdentifier(_) => {
            "expected a name without quotation marks".to_owned()
        }
        code => code.to_string(),
    }
}

/// How alike two names must be for one to be taken for a slip of the other: 0 not at all, 1 the same.
const ALIKE: f64 = 0.6;

/// “; did you mean …?” where one of `known` is much like `found`, else nothing.
pub(crate) fn did_you_mean(found: &str, known: &[&str]) -> String {
    let found = found.to_lowercase();
    let likeness = |name: &&str| strsim::normalized_damerau_levenshtein(&found, &name.to_lowercase());
    let nearest =
        known.iter().map(|name| (likeness(name), name)).max_by(|one, other| one.0.total_cmp(&other.0));
    let nearest = nearest.filter(|&(alike, _)| alike >= ALIKE);
    nearest.map_or_else(String::new, |(_, name)| format!("; did you mean “{name}”?"))
}
