//! What the tests of this folder work with.

use crate::annotation::{Change, Edit, Id, Note, Stamp};

/// An edit that adds a note of that id.
pub(super) fn note(id: &str) -> Edit {
    let note = Note {
        id: Id::new(id),
        about: None,
        at: Vec::new(),
        text: "?".to_owned(),
        stamp: Stamp::default(),
        extra: Default::default(),
    };
    vec![Change::Note(None, Some(note))].into()
}
