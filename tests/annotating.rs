//! Tags, links, entities and notes made with keys: text and keys in, record out.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

#[path = "annotating/entities.rs"]
mod entities;
#[path = "annotating/links.rs"]
mod links;
#[path = "annotating/notes.rs"]
mod notes;
mod support;
#[path = "annotating/tags.rs"]
mod tags;

use onrecord::annotation::Record;
use onrecord::app::Overlay;
use support::{Desk, FERRY};

fn ferry() -> Desk {
    Desk::open(FERRY, 120, 40)
}

/// The names of the rows of the open menu.
fn menu(desk: &Desk) -> Vec<&str> {
    match &desk.app.model.overlay {
        Some(Overlay::Menu(menu)) => menu.rows.iter().map(|row| row.name.as_str()).collect(),
        other => panic!("no menu but {other:?}"),
    }
}

/// The names of the rows that are left in the open list.
fn listed(desk: &Desk) -> Vec<&str> {
    match &desk.app.model.overlay {
        Some(Overlay::Finder(finder)) => finder.left_from(0).map(|row| row.name.as_str()).collect(),
        other => panic!("no list but {other:?}"),
    }
}

/// What “Here” says.
fn here(desk: &Desk) -> Vec<String> {
    onrecord::app::here(&desk.app.model).into_iter().map(|fact| fact.text).collect()
}

/// Takes back as many edits as were made since there were `before` of them, one step for each, and
/// checks that the record is then `record`.
fn undone(desk: &mut Desk, before: usize, steps: usize, record: &Record) {
    assert_eq!(desk.edits().len() - before, steps, "edits");
    for _ in 0..steps {
        desk.keys("u");
    }
    assert_eq!(desk.app.model.record, *record);
}
