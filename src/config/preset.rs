//! The keymaps that come with the program.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

/// A keymap that comes with the program.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum KeyPreset {
    /// The keys of vi beside the arrows.
    #[default]
    Vi,
    /// Arrows, Ctrl and function keys, as in most programs with a window.
    Plain,
}

impl KeyPreset {
    /// All of them.
    pub const ALL: [KeyPreset; 2] = [KeyPreset::Vi, KeyPreset::Plain];

    const NAMES: &[&str] = &["vi", "plain"];

    /// Its name in the settings.
    pub fn name(self) -> &'static str {
        match self {
            KeyPreset::Vi => "vi",
            KeyPreset::Plain => "plain",
        }
    }

    /// What it is, in a line.
    pub fn about(self) -> &'static str {
        match self {
            KeyPreset::Vi => "The keys of vi beside the arrows",
            KeyPreset::Plain => "Arrows, Ctrl and function keys, as in most programs with a window",
        }
    }
}

impl<'de> Deserialize<'de> for KeyPreset {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        let found = Self::ALL.into_iter().find(|preset| preset.name() == name);
        found.ok_or_else(|| D::Error::unknown_variant(&name, Self::NAMES))
    }
}
