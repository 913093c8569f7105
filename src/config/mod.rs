//! Settings as data: keys, keymaps, themes and tag sets. RON in, typed values out.

mod key;
mod keymap;
mod tag_set;
mod theme;
mod words;

pub use key::{Code, Key};
pub use keymap::{Found, Keymap};
pub use tag_set::{Label, LinkLabel, TagSet};
pub use theme::{Colour, Theme};
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
        what: error.code.to_string(),
    })
}
