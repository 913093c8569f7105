//! The labels that an annotator works with.

mod attribute;
mod check;
mod keys;

pub use attribute::{Attribute, AttributeKind, Condition, NO, Value, YES};

use serde::Deserialize;

use super::{ConfigError, Found, Key, Words, parse};

/// The tag sets that come with the program, by name.
const BUNDLED: [(&str, &str); 3] = [
    ("news", include_str!("../../../assets/tag-sets/news.ron")),
    ("content-analysis", include_str!("../../../assets/tag-sets/content-analysis.ron")),
    ("named-entities", include_str!("../../../assets/tag-sets/named-entities.ron")),
];

/// What suggestions can be taken by a label.
const KINDS: [&str; 8] =
    ["person", "organisation", "place", "date", "statement", "speaker", "cue", "audience"];

/// The labels of an annotation project.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename = "TagSet", deny_unknown_fields)]
pub struct TagSet {
    /// Its name, which a record carries.
    pub name: String,
    /// What it is for, in one line.
    #[serde(default)]
    pub description: String,
    /// The labels of tags, in the order of their keys.
    pub labels: Vec<Label>,
    /// The labels of links.
    #[serde(default)]
    pub links: Vec<LinkLabel>,
    /// What is said of a document as a whole.
    #[serde(default)]
    pub document_labels: Vec<DocumentChoice>,
    /// Words that the attribution goes by besides its own.
    #[serde(default)]
    pub words: Words,
}

/// A label that a tag can have.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// Its name, as records and exports hold it.
    pub name: String,
    /// The keys that set it: one, or two of which the first is the prefix “;”.
    #[serde(deserialize_with = "keys::sequence")]
    pub key: Vec<Key>,
    /// The index of its colour in the theme's palette of labels.
    pub colour: usize,
    /// One or two cells that stand for it where colour does not show.
    pub marker: String,
    /// When to use it, in one line without a full stop.
    #[serde(default)]
    pub description: String,
    /// When to use it and when not, with examples; paragraphs are parted by empty lines.
    #[serde(default)]
    pub guideline: String,
    /// Which suggestions it takes: "person", "organisation", "place", "date", "statement",
    /// "speaker", "cue", "audience".
    #[serde(default)]
    pub takes: Option<String>,
    /// Labels of one group shut each other out on the same stretch of text.
    #[serde(default)]
    pub group: Option<String>,
    /// What else is said of a tag with this label.
    #[serde(default)]
    pub attributes: Vec<Attribute>,
}

/// A label that a link can have.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkLabel {
    /// Its name, as records and exports hold it.
    pub name: String,
    /// The key that picks it where several fit; one is given to it where it has none.
    #[serde(default, deserialize_with = "keys::one")]
    pub key: Option<char>,
    /// When to use it, in one line without a full stop.
    #[serde(default)]
    pub description: String,
    /// The labels that it can lead from.
    pub from: Vec<String>,
    /// The labels that it can lead to.
    pub to: Vec<String>,
}

/// A label that a document as a whole can have.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename = "DocumentLabel", deny_unknown_fields)]
pub struct DocumentChoice {
    /// Its name, as records and exports hold it.
    pub name: String,
    /// The key that picks it; one is given to it where it has none.
    #[serde(default, deserialize_with = "keys::one")]
    pub key: Option<char>,
    /// When to use it, in one line without a full stop.
    #[serde(default)]
    pub description: String,
    /// Its values; where there are none, it is there or not.
    #[serde(default)]
    pub values: Vec<Value>,
    /// Whether a document can have several of the values.
    #[serde(default)]
    pub several: bool,
    /// Whether the work on a document is not finished without it.
    #[serde(default)]
    pub required: bool,
}

impl TagSet {
    /// The key that leads to labels beyond those that have a key of their own.
    pub const PREFIX: char = ';';
    /// The document label of the program itself, which says how far the work on a document is, and
    /// the key that picks it.
    pub const STATUS: (&str, char) = ("status", 's');

    /// Reads a tag set and checks it. `name` is the file's, for the error; `bound` says what keys do
    /// already, or begin to, which then are no keys for labels.
    ///
    /// # Errors
    ///
    /// A [`ConfigError`] with line and column.
    pub fn read(
        name: &str,
        ron: &str,
        bound: impl Fn(&[Key]) -> Option<String>,
    ) -> Result<Self, ConfigError> {
        let tag_set: Self = parse(name, ron)?;
        check::check(&tag_set, &bound).map_err(|problem| problem.at(name, ron))?;
        Ok(tag_set)
    }

    /// The tag set for news that comes with the program.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read); never, as a test sees to.
    pub fn news() -> Result<Self, ConfigError> {
        Self::read("the bundled tag set", BUNDLED[0].1, |_| None)
    }

    /// The names of the tag sets that come with the program.
    pub fn bundled_names() -> impl Iterator<Item = &'static str> {
        BUNDLED.iter().map(|&(name, _)| name)
    }

    /// The RON of the tag set of that name that comes with the program.
    pub fn bundled(name: &str) -> Option<&'static str> {
        BUNDLED.iter().find(|(known, _)| *known == name).map(|&(_, ron)| ron)
    }

    /// The label of that name.
    pub fn label(&self, name: &str) -> Option<&Label> {
        self.labels.iter().find(|label| label.name == name)
    }

    /// The label that `keys` set.
    pub fn keyed(&self, keys: &[Key]) -> Found<&Label> {
        match self.labels.iter().find(|label| label.key.starts_with(keys)) {
            Some(label) if label.key == keys => Found::Action(label),
            Some(_) => Found::Prefix,
            None => Found::Nothing,
        }
    }

    /// Whether the label of that name and `label` cannot both be on the same stretch of text, as two of
    /// one group cannot, nor a label twice. One that the tag set does not have asks to be replaced.
    pub fn shut_out(&self, name: &str, label: &Label) -> bool {
        match self.label(name) {
            Some(other) => name == label.name || other.group.is_some() && other.group == label.group,
            None => true,
        }
    }

    /// The label that takes suggestions of that kind.
    pub fn taking(&self, kind: &str) -> Option<&Label> {
        self.labels.iter().find(|label| label.takes.as_deref() == Some(kind))
    }

    /// The document label of that name.
    pub fn document_label(&self, name: &str) -> Option<&DocumentChoice> {
        self.document_labels.iter().find(|label| label.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tag_set_for_news_takes_every_kind_of_suggestion() {
        let news = TagSet::news().unwrap();
        for kind in KINDS {
            assert!(news.taking(kind).is_some(), "{kind}");
        }
    }

    #[test]
    fn every_bundled_tag_set_is_whole_and_explains_its_labels() {
        for (name, ron) in BUNDLED {
            let tag_set = TagSet::read(name, ron, |_| None).unwrap();
            assert_eq!(tag_set.name, name);
            assert!(!tag_set.description.is_empty(), "{name}");
            for label in &tag_set.labels {
                assert!(!label.description.ends_with('.'), "{name}: {}", label.name);
                assert!(!label.description.is_empty() && !label.guideline.is_empty(), "{}", label.name);
            }
        }
    }

    #[test]
    fn labels_of_a_group_and_unknown_ones_shut_each_other_out() {
        let news = TagSet::news().unwrap();
        let person = news.label("Person").unwrap();
        for (name, expected) in [("Person", true), ("Place", true), ("Quote", false), ("Persona", true)] {
            assert_eq!(news.shut_out(name, person), expected, "{name}");
        }
        assert!(!news.shut_out("Speaker", news.label("Quote").unwrap()), "neither is in a group");
    }

    #[test]
    fn labels_are_found_by_their_keys() {
        let keys = |written: &str| written.chars().map(Key::char).collect::<Vec<_>>();
        let analysis = TagSet::read("", BUNDLED[1].1, |_| None).unwrap();
        assert!(matches!(analysis.keyed(&keys("1")), Found::Action(label) if label.name == "Claim"));
        assert_eq!(analysis.keyed(&keys(";")), Found::Prefix);
        assert!(matches!(analysis.keyed(&keys(";m")), Found::Action(label) if label.name == "Metaphor"));
        assert_eq!(analysis.keyed(&keys(";z")), Found::Nothing);
    }
}
