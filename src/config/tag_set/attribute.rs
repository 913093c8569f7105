//! What is said of a tag besides its label.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Label, keys};

/// The values of an attribute that is yes or no.
pub const YES: &str = "yes";
/// See [`YES`].
pub const NO: &str = "no";

/// An attribute that tags of a label can have. A record holds names and values as strings.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attribute {
    /// Its name, as records and exports hold it.
    pub name: String,
    /// The key that picks it; one is given to it where it has none.
    #[serde(default, deserialize_with = "keys::one")]
    pub key: Option<char>,
    /// What it says, in one line without a full stop.
    #[serde(default)]
    pub description: String,
    /// What values it has.
    pub kind: AttributeKind,
    /// The value that a new tag gets.
    #[serde(default)]
    pub default: Option<String>,
    /// Whether a tag is not finished without it.
    #[serde(default)]
    pub required: bool,
    /// When it says anything at all; always where there is no condition.
    #[serde(default)]
    pub only_when: Option<Condition>,
}

/// What values an attribute has.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttributeKind {
    /// One of these.
    Choice(Vec<Value>),
    /// Any line of text.
    Text,
    /// [`YES`] or [`NO`].
    YesNo,
}

/// A value of an attribute or of a document label.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Value {
    /// Its name, as records and exports hold it.
    pub name: String,
    /// The key that picks it; one is given to it where it has none.
    #[serde(default, deserialize_with = "keys::one")]
    pub key: Option<char>,
    /// What it says, in one line without a full stop.
    #[serde(default)]
    pub description: String,
}

/// That another attribute of the same tag has one of some values.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The name of the other attribute, which stands before this one.
    pub attribute: String,
    /// The values.
    pub is: Vec<String>,
}

impl Attribute {
    /// Whether it says anything of a tag that has `attributes`.
    pub fn applies(&self, attributes: &BTreeMap<String, String>) -> bool {
        let holds = |condition: &Condition| {
            attributes.get(&condition.attribute).is_some_and(|value| condition.is.contains(value))
        };
        self.only_when.as_ref().is_none_or(holds)
    }

    /// Whether it can have that value.
    pub fn takes(&self, value: &str) -> bool {
        match &self.kind {
            AttributeKind::Choice(values) => values.iter().any(|known| known.name == value),
            AttributeKind::Text => !value.trim().is_empty(),
            AttributeKind::YesNo => value == YES || value == NO,
        }
    }
}

impl Label {
    /// Its attribute of that name.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }

    /// The attributes that say something of a tag that has `attributes`.
    pub fn applying<'a>(
        &'a self,
        attributes: &'a BTreeMap<String, String>,
    ) -> impl Iterator<Item = &'a Attribute> {
        self.attributes.iter().filter(|attribute| attribute.applies(attributes))
    }

    /// The attributes that a tag that has `attributes` still needs.
    pub fn missing<'a>(
        &'a self,
        attributes: &'a BTreeMap<String, String>,
    ) -> impl Iterator<Item = &'a Attribute> {
        let needed = self.applying(attributes).filter(|attribute| attribute.required);
        needed.filter(|attribute| !attributes.contains_key(&attribute.name))
    }

    /// Makes `attributes` those of a tag with this label: what does not apply goes, and where
    /// something applies that has a default and no value, it gets that. What the label does not know
    /// stays.
    pub fn settle(&self, attributes: &mut BTreeMap<String, String>) {
        for attribute in &self.attributes {
            if !attribute.applies(attributes) {
                attributes.remove(&attribute.name);
            } else if let Some(default) = &attribute.default {
                attributes.entry(attribute.name.clone()).or_insert_with(|| default.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::TagSet;
    use super::*;

    const CLAIMS: &str = r#"(
        name: "claims",
        labels: [(
            name: "Claim", key: '1', colour: 0, marker: "c",
            attributes: [
                (name: "stance", kind: choice([(name: "for"), (name: "against"), (name: "unclear")]), required: true),
                (name: "strong", kind: yes_no, default: "no", only_when: (attribute: "stance", is: ["for", "against"])),
                (name: "because", kind: text, required: true, only_when: (attribute: "strong", is: ["yes"])),
            ],
        )],
    )"#;

    fn attributes(written: &[(&str, &str)]) -> BTreeMap<String, String> {
        written.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn defaults_come_and_what_no_longer_applies_goes() {
        let tag_set = TagSet::read("claims.ron", CLAIMS, |_| None).unwrap();
        let claim = tag_set.label("Claim").unwrap();
        type Pairs = &'static [(&'static str, &'static str)];
        let table: [(Pairs, Pairs, &[&str]); 5] = [
            (&[], &[], &["stance"]),
            (&[("stance", "for")], &[("stance", "for"), ("strong", "no")], &[]),
            (&[("stance", "for"), ("strong", "yes")], &[("stance", "for"), ("strong", "yes")], &["because"]),
            (
                &[("stance", "unclear"), ("strong", "yes"), ("because", "page 4")],
                &[("stance", "unclear")],
                &[],
            ),
            (&[("mood", "glum")], &[("mood", "glum")], &["stance"]),
        ];
        for (written, settled, missing) in table {
            let mut now = attributes(written);
            claim.settle(&mut now);
            assert_eq!(now, attributes(settled), "{written:?}");
            let names: Vec<_> = claim.missing(&now).map(|attribute| attribute.name.as_str()).collect();
            assert_eq!(names, missing, "{written:?}");
        }
    }
}
