//! Interchange: a record told in the formats of other programs, and an account of what a format
//! cannot carry.
//!
//! A format is one file with one [`Format`] constant in it, and one entry in [`FORMATS`]; the
//! command line, the export dialogue and the loss reports are made from that list.

mod csv;
pub mod documents;
mod file;
#[cfg(test)]
mod fixture;
mod json;
mod json_text;
mod loss;
mod markdown;
#[cfg(test)]
mod python;
pub mod quotes;
mod table;

use std::path::Path;

use crate::annotation::Record;
use crate::article::{Article, Span};
use crate::attribution::Attribution;

pub use file::{SaveError, save};
pub use loss::{Loss, Part};

/// The formats that a record can be exported to.
pub const FORMATS: &[Format] = &[json::FORMAT, csv::FORMAT, markdown::FORMAT];

/// A format that a record can be exported to.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// Its name on the command line: "csv".
    pub name: &'static str,
    /// The extension of its files, without the dot.
    pub extension: &'static str,
    /// What it is and whom it is for, in one line.
    pub about: &'static str,
    /// The parts of a record that it carries; the others are reported as left out.
    pub carries: &'static [Part],
    /// Writes the file.
    write: fn(&Material<'_>) -> Written,
}

impl Format {
    /// The format of that name.
    pub fn named(name: &str) -> Option<&'static Format> {
        FORMATS.iter().find(|format| format.name == name)
    }
}

/// What an export is made from.
#[derive(Clone, Copy, Debug)]
pub struct Material<'a> {
    /// The article.
    pub article: &'a Article,
    /// What people put on record about it.
    pub record: &'a Record,
    /// What the machine found in it. Only formats for people show it, marked as not reviewed.
    pub attribution: &'a Attribution,
    /// What the record says about itself.
    pub header: Header<'a>,
}

/// What a record says about itself; each may be empty.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Header<'a> {
    /// The name of the article's file, without its folder.
    pub file: &'a str,
    /// Who annotated.
    pub annotator: &'a str,
    /// The name of the tag set.
    pub tag_set: &'a str,
}

/// A record in another format.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Exported {
    /// The whole file.
    pub text: String,
    /// How many tags are in it.
    pub tags: usize,
    /// What the record has and the file has not; empty where nothing was left out.
    pub left_out: Vec<Loss>,
    /// What the format made the writer change, if it did.
    pub altered: Option<Loss>,
}

impl Exported {
    /// What was written, where, and what is not in it, in one line.
    pub fn told(&self, format: &Format, path: Option<&Path>) -> String {
        let tags = if self.tags == 1 { "tag" } else { "tags" };
        let mut told = format!("wrote {} {tags} as {}", self.tags, format.name);
        if let Some(path) = path {
            told = format!("{told} to {}", path.display());
        }
        if !self.left_out.is_empty() {
            let losses: Vec<_> = self.left_out.iter().map(Loss::to_string).collect();
            told = format!("{told}; left out: {}", losses.join("; "));
        }
        match &self.altered {
            Some(altered) => format!("{told}; {altered}"),
            None => told,
        }
    }
}

/// Writes a record in `format`.
pub fn export(format: &Format, material: &Material<'_>) -> Exported {
    let Written { text, altered } = (format.write)(material);
    Exported {
        text,
        tags: material.record.tag_count(),
        left_out: loss::left_out(format, material.record),
        altered: altered.filter(|loss| loss.count > 0),
    }
}

/// What a format's writer hands back.
struct Written {
    text: String,
    /// What the format made the writer change.
    altered: Option<Loss>,
}

impl From<String> for Written {
    fn from(text: String) -> Self {
        Self { text, altered: None }
    }
}

/// The words at `at`; pieces that are apart are joined by an ellipsis.
fn words(text: &str, at: &[Span]) -> String {
    at.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" … ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_found_by_a_name_of_its_own() {
        for format in FORMATS {
            let found = Format::named(format.name).map(|found| found.about);
            assert_eq!(found, Some(format.about), "{}", format.name);
            let alike = FORMATS.iter().filter(|other| other.extension == format.extension);
            assert_eq!(alike.count(), 1, "{}", format.extension);
        }
        assert!(Format::named("word").is_none());
    }

    #[test]
    fn every_format_survives_everything_and_says_what_it_left_out() {
        let (full, empty) = (fixture::full(), fixture::empty());
        for format in FORMATS {
            let exported = export(format, &full.material());
            assert_eq!(exported.tags, full.record.tag_count());
            assert!(exported.text.ends_with('\n') && !exported.text.contains('\r'), "{}", format.name);
            for loss in &exported.left_out {
                assert!(!loss.kept_by.is_empty() && !loss.kept_by.contains(&format.name), "{loss}");
            }
            let exported = export(format, &empty.material());
            assert_eq!((exported.tags, exported.left_out, exported.altered), (0, Vec::new(), None));
        }
    }
}
