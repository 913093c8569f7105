//! The header of three versions of a record, and the sections that this version does not know.

use super::fields::{self, About, Difference, three};
use super::report::{Named, Remark};
use crate::annotation::{Dispute, Extra, words_of};
use crate::store::document::{Document, options};
use crate::store::line::ArticleLine;
use crate::store::syntax::{Value, write_text};

/// The text that the merged record is about: the one that a side changed to, else ours.
pub(super) struct Chosen {
    pub(super) article: ArticleLine,
}

impl Chosen {
    pub(super) fn of(base: &Document, ours: &Document, theirs: &Document) -> Self {
        let texts = [base, ours, theirs].map(|document| document.article.sha256.as_str());
        let is_theirs = three(texts) == Some(theirs.article.sha256.as_str())
            && theirs.article.sha256 != ours.article.sha256;
        Self { article: if is_theirs { theirs } else { ours }.article.clone() }
    }
}

/// Merges the headers of three documents, field by field as an item.
pub(super) fn merge(chosen: Chosen, documents: [Document; 3], remarks: &mut Vec<Remark>) -> Document {
    let by = documents[2].annotator.clone();
    let mut merged = |fields: [Extra; 3], of: &str| {
        let [base, ours, theirs] = &fields;
        let merged = fields::merge(base, ours, theirs, About { by: &by, ..About::default() });
        remarks.extend(merged.differences.iter().map(|difference| disagreement(difference, of)));
        merged.fields
    };
    let article = merged([0, 1, 2].map(|at| article_fields(&documents[at].article)), "article.");
    let fields = merged([0, 1, 2].map(|at| fields(&documents[at])), "");
    let mut document = Document::default();
    for (name, value) in article {
        match name.as_str() {
            "file" => document.article.file = text(&value),
            _ => drop(document.article.extra.insert(name, value)),
        }
    }
    document.article.sha256 = chosen.article.sha256;
    document.article.characters = chosen.article.characters;
    for (name, value) in fields {
        match name.as_str() {
            "annotator" => document.annotator = text(&value),
            "tag_set" => document.tag_set = text(&value),
            _ => document.unknown.push((name, value)),
        }
    }
    document
}

/// What the header says of the article, but for the text itself.
fn article_fields(article: &ArticleLine) -> Extra {
    let mut fields = article.extra.clone();
    insert(&mut fields, "file", &article.file);
    fields
}

/// What the header says beside, and the sections that this version does not know.
fn fields(document: &Document) -> Extra {
    let mut fields: Extra = document.unknown.iter().cloned().collect();
    insert(&mut fields, "annotator", &document.annotator);
    insert(&mut fields, "tag_set", &document.tag_set);
    fields
}

fn insert(fields: &mut Extra, name: &str, value: &str) {
    let value = value.to_owned();
    if !value.is_absent() {
        let mut written = String::new();
        write_text(&value, &mut written);
        fields.insert(name.to_owned(), written);
    }
}

fn text(value: &str) -> String {
    options().from_str(value).unwrap_or_default()
}

fn disagreement(difference: &Difference, of: &str) -> Remark {
    Remark::Disagreement {
        item: Named { kind: "record", id: String::new(), text: String::new() },
        field: format!("{of}{}", difference.field),
        ours: difference.ours.clone(),
        theirs: difference.theirs.as_deref().map_or_else(|| "nothing".to_owned(), words_of),
        by: difference.by.clone(),
    }
}

/// How many fields of the header are disputed.
pub(in crate::store) fn disputed(document: &Document) -> usize {
    let unknown: Extra =
        document.unknown.iter().filter(|(name, _)| name == Dispute::FIELD).cloned().collect();
    Dispute::all(&unknown).len() + Dispute::all(&document.article.extra).len()
}
