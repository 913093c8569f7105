//! Three versions of a record into one, by the ids of the items.
//!
//! What one side added, edited or removed is taken over; where both edited an item it is merged by
//! field. Nothing is lost: an edit counts more than a removal, what something new names stays, and of
//! two values for one field the item keeps ours and carries theirs as a
//! [`Dispute`](crate::annotation::Dispute). The result can always be read.

mod fields;
mod header;
mod item;
mod lists;
mod rename;
mod report;
mod section;

pub(super) use header::disputed;
pub(super) use item::{Texts, item};
pub use report::{MergeError, Merged, Named, Remark, Version};

use super::document::{self, Document, Problem};
use header::Chosen;
use section::{Section, Wanted, Work};

/// Merges what `ours` and `theirs` made of `base`, three record files; an empty `base` is one that is
/// not there, as where both sides added the record.
///
/// Where only one side changed, its bytes are the result as they stand.
///
/// # Errors
///
/// [`MergeError`] for a version that is no record, or one of a newer format.
pub fn merge(base: &[u8], ours: &[u8], theirs: &[u8]) -> Result<Merged, MergeError> {
    let begun = match base.trim_ascii().is_empty() {
        true => Document::default(),
        false => parse(Version::Base, base)?,
    };
    let (mine, other) = (parse(Version::Ours, ours)?, parse(Version::Theirs, theirs)?);
    let changed_by_one = if ours == theirs || theirs == base {
        Some(ours)
    } else if ours == base {
        Some(theirs)
    } else {
        None
    };
    Ok(match changed_by_one {
        Some(bytes) => Merged { text: String::from_utf8_lossy(bytes).into_owned(), remarks: Vec::new() },
        None => merge_documents(begun, mine, other),
    })
}

fn parse(version: Version, bytes: &[u8]) -> Result<Document, MergeError> {
    let error = |Problem { line, column, message }| MergeError { version, line, column, problem: message };
    document::parse(bytes).map_err(error)
}

fn merge_documents(mut base: Document, mut ours: Document, mut theirs: Document) -> Merged {
    let chosen = Chosen::of(&base, &ours, &theirs);
    let sha256 = [&base, &ours, &theirs].map(|document| document.article.sha256.clone());
    let texts = Texts {
        base: &sha256[0],
        ours: &sha256[1],
        theirs: &sha256[2],
        chosen: &chosen.article.sha256.clone(),
        by: &theirs.annotator.clone(),
    };
    let mut work = Work::new(&texts);
    rename::part(&base, &ours, &mut theirs, &mut work);
    let mut entities = section(&mut work, [&mut base, &mut ours, &mut theirs], |of| &mut of.entities);
    let mut tags = section(&mut work, [&mut base, &mut ours, &mut theirs], |of| &mut of.tags);
    let mut links = section(&mut work, [&mut base, &mut ours, &mut theirs], |of| &mut of.links);
    let mut notes = section(&mut work, [&mut base, &mut ours, &mut theirs], |of| &mut of.notes);
    let mut labels = section(&mut work, [&mut base, &mut ours, &mut theirs], |of| &mut of.document_labels);
    let mut verdicts = section(&mut work, [&mut base, &mut ours, &mut theirs], |of| &mut of.verdicts);
    // What comes back may name more that has to.
    while work.has_wanted() {
        let wanted: Wanted = work.take_wanted();
        entities.bring_back(&wanted, &mut work);
        tags.bring_back(&wanted, &mut work);
        links.bring_back(&wanted, &mut work);
        notes.bring_back(&wanted, &mut work);
        labels.bring_back(&wanted, &mut work);
        verdicts.bring_back(&wanted, &mut work);
    }
    work.same_names(&entities);
    let mut remarks = Vec::new();
    let mut document = header::merge(chosen, [base, ours, theirs], &mut remarks);
    let strange = work.strange();
    if strange > 0 {
        // No one text has all offsets: each item is looked for by its words.
        document.article.sha256.clear();
        document.article.characters = 0;
        remarks.push(Remark::Recounted { items: strange });
    }
    remarks.extend(work.into_remarks());
    let sections =
        [entities.write(), tags.write(), links.write(), notes.write(), labels.write(), verdicts.write()];
    Merged { text: document::write(&document, sections), remarks }
}

/// Merges the section that `of` gives of the three documents, and leaves it empty there.
fn section<L: super::line::Line>(
    work: &mut Work<'_>,
    documents: [&mut Document; 3],
    of: impl Fn(&mut Document) -> &mut Vec<L>,
) -> Section<L> {
    Section::merge(documents.map(|document| std::mem::take(of(document))), work)
}
