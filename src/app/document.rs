//! The document as a whole: how far the work on it is.

use std::collections::BTreeMap;

use super::desk::{App, Effect};
use super::overlay::{Menu, MenuPurpose, MenuRow, Overlay};
use super::tagging;
use crate::annotation::{Change, DocumentLabel, Record};

/// The document label that says how far the work on a document is, and its only value.
const STATUS: &str = "status";
const DONE: &str = "done";

/// How far the work on a document is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Status {
    /// Nothing is on the record.
    New,
    /// Something is.
    InProgress,
    /// Somebody said that the work is done.
    Done,
}

impl Status {
    /// How far the work is by what is on the record: only “done” is a label there.
    pub fn of(record: &Record) -> Self {
        if done(record).is_some() {
            Self::Done
        } else if record.is_empty() {
            Self::New
        } else {
            Self::InProgress
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::InProgress => "in progress",
            Self::Done => DONE,
        }
    }
}

/// The label that says that the work is done.
fn done(record: &Record) -> Option<&DocumentLabel> {
    record.document_labels().find(|label| label.label == STATUS && label.value == DONE)
}

/// Opens what is said of the document as a whole.
pub(super) fn open(app: &mut App) -> Vec<Effect> {
    let status = Status::of(&app.model.record);
    let about = match status {
        Status::Done => "done: take that back",
        Status::New => "new: mark it done",
        Status::InProgress => "in progress: mark it done",
    };
    let rows = vec![MenuRow::new("Status", about).keyed('s')];
    app.model.overlay = Some(Overlay::Menu(Menu::new(MenuPurpose::Document, "The document", rows)));
    Vec::new()
}

/// Does what the row of that index stands for.
pub(super) fn pick(app: &mut App, _row: usize) -> Vec<Effect> {
    match done(&app.model.record).cloned() {
        Some(done) => {
            tagging::told(app, vec![Change::DocumentLabel(Some(done), None)], "no longer done".to_owned())
        }
        None => {
            let label = DocumentLabel {
                id: app.id(),
                label: STATUS.to_owned(),
                value: DONE.to_owned(),
                stamp: app.stamp(),
                extra: BTreeMap::new(),
            };
            tagging::told(app, vec![Change::DocumentLabel(None, Some(label))], "marked as done".to_owned())
        }
    }
}
