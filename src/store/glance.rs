//! A quick look at a record that is not opened.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use memchr::memmem;

use super::load::read;
use super::location::journal_of;
use super::syntax::write_text;
use crate::article::Article;

/// Whether the record at `path` about `article` has a document label of that name and value. Reads as
/// little as it can: most records that have not are told at a glance, and most that have too. One that
/// cannot be read has none.
pub fn is_labelled(path: &Path, article: &Arc<Article>, label: &str, value: &str) -> bool {
    let record = fs::read(path).unwrap_or_default();
    let journal = fs::read(journal_of(path)).unwrap_or_default();
    let quoted = |text: &str| {
        let mut quoted = String::new();
        write_text(text, &mut quoted);
        quoted
    };
    let (label_text, value_text) = (quoted(label), quoted(value));
    let holds = |bytes: &[u8], text: &str| memmem::find(bytes, text.as_bytes()).is_some();
    if !holds(&record, &label_text) && !holds(&journal, &label_text) {
        return false;
    }
    // As this program writes it; inside of a text its quotation marks would be escaped.
    if journal.is_empty() && holds(&record, &format!("label: {label_text}, value: {value_text}")) {
        return true;
    }
    let labels = |record: &crate::annotation::Record| {
        record.document_labels().any(|item| item.label == label && item.value == value)
    };
    read(path, article).is_ok_and(|loaded| labels(&loaded.record))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Change, DocumentLabel, Id, Note, Stamp};
    use crate::article::import::plain;
    use crate::store::{Header, Location, Store};

    #[test]
    fn a_label_is_seen_in_the_record_and_in_its_journal() {
        let folder = tempfile::tempdir().unwrap();
        let article = Arc::new(plain(b"Ferry talks\n".to_vec()).unwrap());
        let location = Location::beside(&folder.path().join("ferry.txt"), None);
        let path = location.record().to_owned();
        let is_done = || is_labelled(&path, &article, "status", "done");
        assert!(!is_done(), "there is no record");
        let done = DocumentLabel {
            id: Id::new("d"),
            label: "status".to_owned(),
            value: "done".to_owned(),
            stamp: Stamp::default(),
            extra: Default::default(),
        };
        let note = Note {
            id: Id::new("n"),
            about: None,
            at: Vec::new(),
            text: "label: \"status\", value: \"done\"".to_owned(),
            stamp: Stamp::default(),
            extra: Default::default(),
        };
        let mut store = Store::open(&location, &article, &Header::default()).store.unwrap();
        store.append(&vec![Change::Note(None, Some(note))].into()).unwrap();
        store.checkpoint().unwrap();
        assert!(!is_done(), "a note that says so is none");
        store.append(&vec![Change::DocumentLabel(None, Some(done.clone()))].into()).unwrap();
        assert!(is_done(), "in the journal");
        store.checkpoint().unwrap();
        assert!(is_done(), "in the record");
        store.append(&vec![Change::DocumentLabel(Some(done), None)].into()).unwrap();
        assert!(!is_done(), "taken back in the journal");
        store.close().unwrap();
        assert!(!is_done());
        fs::write(&path, "label: \"status\", value: \"undone\"").unwrap();
        assert!(!is_done(), "a broken record says nothing");
    }
}
