//! What an export leaves out.

use std::collections::HashSet;
use std::fmt;

use super::{FORMATS, Format};
use crate::annotation::{Extra, Record};

/// A part of a record that some format cannot carry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// Where in the text each tag is.
    Positions,
    /// Who made each tag and when.
    Stamps,
    /// Which tags were suggestions, by which rule, and how sure it was.
    Origins,
    /// Entities that no tag is about.
    IdleEntities,
    /// Links between tags.
    Links,
    /// Remarks.
    Notes,
    /// Labels on the document as a whole.
    DocumentLabels,
    /// Decisions about suggestions.
    Verdicts,
    /// Items with fields of a later version.
    Unknown,
}

impl Part {
    const ALL: [Part; 9] = [
        Part::Positions,
        Part::Stamps,
        Part::Origins,
        Part::IdleEntities,
        Part::Links,
        Part::Notes,
        Part::DocumentLabels,
        Part::Verdicts,
        Part::Unknown,
    ];

    /// How many there are in a record.
    fn count(self, record: &Record) -> usize {
        match self {
            Part::Positions => record.tag_count(),
            Part::Stamps => record.tags().filter(|tag| !tag.stamp.by.is_empty()).count(),
            Part::Origins => record.tags().filter(|tag| tag.origin.is_some()).count(),
            Part::IdleEntities => {
                let tagged: HashSet<_> = record.tags().filter_map(|tag| tag.entity.as_ref()).collect();
                record.entities().filter(|entity| !tagged.contains(&entity.id)).count()
            }
            Part::Links => record.links().count(),
            Part::Notes => record.notes().count(),
            Part::DocumentLabels => record.document_labels().count(),
            Part::Verdicts => record.verdicts().count(),
            Part::Unknown => extras(record).filter(|extra| !extra.is_empty()).count(),
        }
    }

    /// What one of them and several of them are called.
    fn nouns(self) -> [&'static str; 2] {
        match self {
            Part::Positions => ["position of a tag", "positions of tags"],
            Part::Stamps => ["annotator and time of a tag", "annotators and times of tags"],
            Part::Origins => ["origin of a tag in a suggestion", "origins of tags in suggestions"],
            Part::IdleEntities => ["entity without tags", "entities without tags"],
            Part::Links => ["link", "links"],
            Part::Notes => ["note", "notes"],
            Part::DocumentLabels => ["document label", "document labels"],
            Part::Verdicts => ["verdict on a suggestion", "verdicts on suggestions"],
            Part::Unknown => ["item with unknown fields", "items with unknown fields"],
        }
    }
}

/// The unknown fields of every item.
fn extras(record: &Record) -> impl Iterator<Item = &Extra> {
    let tags = record.tags().map(|item| &item.extra);
    let links = record.links().map(|item| &item.extra);
    let notes = record.notes().map(|item| &item.extra);
    let entities = record.entities().map(|item| &item.extra);
    let document_labels = record.document_labels().map(|item| &item.extra);
    let verdicts = record.verdicts().map(|item| &item.extra);
    tags.chain(links).chain(notes).chain(entities).chain(document_labels).chain(verdicts)
}

/// Something that an export left out or changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Loss {
    /// How many.
    pub count: usize,
    /// What one of them and several of them are called.
    pub nouns: [&'static str; 2],
    /// The names of the formats that keep them.
    pub kept_by: Vec<&'static str>,
}

impl fmt::Display for Loss {
    /// Says it in a few words: "2 links (json and markdown keep them)".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [one, many] = self.nouns;
        write!(f, "{} {}", self.count, if self.count == 1 { one } else { many })?;
        let (verb, pronoun) = (
            if self.kept_by.len() == 1 { "keeps" } else { "keep" },
            if self.count == 1 { "it" } else { "them" },
        );
        match self.kept_by.split_last() {
            None => Ok(()),
            Some((last, [])) => write!(f, " ({last} {verb} {pronoun})"),
            Some((last, rest)) => write!(f, " ({} and {last} {verb} {pronoun})", rest.join(", ")),
        }
    }
}

/// What `format` cannot carry of `record`, and which formats would.
pub(super) fn left_out(format: &Format, record: &Record) -> Vec<Loss> {
    let missing = Part::ALL.into_iter().filter(|part| !format.carries.contains(part));
    let losses = missing.map(|part| Loss {
        count: part.count(record),
        nouns: part.nouns(),
        kept_by: FORMATS
            .iter()
            .filter(|other| other.carries.contains(&part))
            .map(|other| other.name)
            .collect(),
    });
    losses.filter(|loss| loss.count > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loss_names_the_formats_that_keep_it() {
        let said = |count, kept_by: &[&'static str]| {
            Loss { count, nouns: ["link", "links"], kept_by: kept_by.to_vec() }.to_string()
        };
        assert_eq!(said(1, &["json"]), "1 link (json keeps it)");
        assert_eq!(said(2, &["json", "tei", "brat"]), "2 links (json, tei and brat keep them)");
        assert_eq!(said(2, &[]), "2 links");
    }
}
