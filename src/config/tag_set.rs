//! The labels that an annotator works with.

use serde::Deserialize;

use super::{ConfigError, Words, parse};

/// The tag set that comes with the program.
const NEWS: &str = include_str!("../../assets/tag-sets/news.ron");

/// The labels of an annotation project.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct TagSet {
    /// Its name, which a record carries.
    pub name: String,
    /// The labels of tags, in the order of their keys.
    pub labels: Vec<Label>,
    /// The labels of links.
    #[serde(default)]
    pub links: Vec<LinkLabel>,
    /// Words that the attribution goes by besides its own.
    #[serde(default)]
    pub words: Words,
}

/// A label that a tag can have.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Label {
    /// Its name, as records and exports hold it.
    pub name: String,
    /// The key that sets it.
    pub key: char,
    /// The index of its colour in the theme's palette of labels.
    pub colour: usize,
    /// One or two cells that stand for it where colour does not show.
    pub marker: String,
    /// When to use it.
    #[serde(default)]
    pub description: String,
    /// Which suggestions it takes: "person", "organisation", "place", "date", "statement",
    /// "speaker", "cue", "audience".
    #[serde(default)]
    pub takes: Option<String>,
    /// Labels of one group shut each other out on the same stretch of text.
    #[serde(default)]
    pub group: Option<String>,
}

/// A label that a link can have.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct LinkLabel {
    /// Its name, as records and exports hold it.
    pub name: String,
    /// The labels that it can lead from.
    pub from: Vec<String>,
    /// The labels that it can lead to.
    pub to: Vec<String>,
}

impl TagSet {
    /// Reads a tag set. `name` is the file's, for the error.
    ///
    /// # Errors
    ///
    /// A [`ConfigError`] with line and column.
    pub fn read(name: &str, ron: &str) -> Result<Self, ConfigError> {
        parse(name, ron)
    }

    /// The tag set for news that comes with the program.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read); never, as a test sees to.
    pub fn news() -> Result<Self, ConfigError> {
        Self::read("the bundled tag set", NEWS)
    }

    /// The label of that name.
    pub fn label(&self, name: &str) -> Option<&Label> {
        self.labels.iter().find(|label| label.name == name)
    }

    /// The label that `key` sets.
    pub fn keyed(&self, key: char) -> Option<&Label> {
        self.labels.iter().find(|label| label.key == key)
    }

    /// Whether the label of that name and `label` cannot both be on the same stretch of text, as two of
    /// one group cannot, nor a label twice.
    pub fn shut_out(&self, name: &str, label: &Label) -> bool {
        let group = || self.label(name).and_then(|other| other.group.as_ref());
        name == label.name || label.group.is_some() && group() == label.group.as_ref()
    }

    /// The label that takes suggestions of that kind.
    pub fn taking(&self, kind: &str) -> Option<&Label> {
        self.labels.iter().find(|label| label.takes.as_deref() == Some(kind))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_tag_set_is_whole() {
        let news = TagSet::news().unwrap();
        for kind in ["person", "organisation", "place", "date", "statement", "speaker", "cue", "audience"] {
            assert!(news.taking(kind).is_some(), "{kind}");
        }
        for (index, label) in news.labels.iter().enumerate() {
            assert_eq!(news.labels.iter().position(|other| other.key == label.key), Some(index));
        }
        for end in news.links.iter().flat_map(|link| link.from.iter().chain(&link.to)) {
            assert!(news.label(end).is_some(), "{end}");
        }
    }
}
