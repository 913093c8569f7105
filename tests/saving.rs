//! What a person does about saving, without a screen: undo across runs, and another file for what cannot
//! be saved in its place.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod support;

use onrecord::annotation::{Change, Edit, History, Record};
use onrecord::app::{Effect, Event, Overlay};
use support::{Desk, FERRY};

/// A desk with a tag, and its history when it is left.
fn left(script: &str) -> (Record, History) {
    let mut desk = Desk::open(FERRY, 100, 30);
    desk.go("Velden").keys(script);
    (desk.app.model.record.clone(), desk.app.model.history.clone())
}

/// A desk that opens `record` with what was done before.
fn reopened(record: Record, history: History) -> Desk {
    let mut desk = Desk::begin(FERRY, 100, 30);
    let record = Box::new(record);
    desk.send(Event::Opened { record, read_only: None, notices: Vec::new(), bookmark: None });
    desk.send(Event::Recalled { history: Box::new(history), notice: None });
    desk
}

#[test]
fn what_was_done_last_time_is_undone_and_made_again() {
    let (record, history) = left("31u");
    let mut desk = reopened(record, history);
    assert_eq!(desk.tags(), ["Place: Velden = Velden"]);
    desk.keys("U");
    assert_eq!(desk.tags(), ["Person: Velden = Velden"]);
    desk.keys("uu");
    assert!(desk.tags().is_empty());
    desk.keys("u");
    assert_eq!(desk.message(), "nothing to undo");
    assert!(matches!(desk.effects.as_slice(), [Effect::Redo(_), Effect::Undo(_), Effect::Undo(_)]));
}

#[test]
fn undo_waits_until_it_is_known_what_was_done_last_time() {
    let (record, history) = left("3");
    let mut desk = Desk::begin(FERRY, 100, 30);
    let record = Box::new(record);
    desk.send(Event::Opened { record, read_only: None, notices: Vec::new(), bookmark: None });
    desk.attribute();
    desk.keys("u");
    assert_eq!(desk.message(), "waiting for what was done last time: Esc stops that");
    desk.send(Event::Recalled { history: Box::new(history.clone()), notice: None });
    assert!(desk.tags().is_empty(), "{:?}", desk.tags());
    // What was done meanwhile comes first, and needs no waiting.
    let (record, _) = left("3");
    let mut desk = Desk::begin(FERRY, 100, 30);
    let record = Box::new(record);
    desk.send(Event::Opened { record, read_only: None, notices: Vec::new(), bookmark: None });
    desk.go("Milo Rask").keys("1u");
    assert_eq!(desk.tags(), ["Place: Velden = Velden"]);
    desk.keys("1");
    desk.send(Event::Recalled { history: Box::new(history), notice: None });
    desk.keys("uu");
    assert!(desk.tags().is_empty(), "{:?}", desk.tags());
}

#[test]
fn what_no_longer_fits_the_record_is_told_and_forgotten() {
    let (mut record, history) = left("3");
    let tag = record.tags().next().unwrap().clone();
    record.apply(&Edit::from(vec![Change::Tag(Some(tag), None)])).unwrap();
    let mut desk = reopened(record.clone(), history);
    desk.keys("u");
    assert!(desk.message().starts_with("this can no longer be undone, nor anything before it: the tag “"));
    assert_eq!(desk.app.model.record, record, "nothing was changed");
    desk.keys("u");
    assert_eq!(desk.message(), "nothing to undo");
    assert!(desk.effects.is_empty());
}

#[test]
fn a_notice_about_the_history_joins_those_about_the_record() {
    let mut desk = Desk::begin(FERRY, 100, 30);
    let notices = vec!["recovered 1 edit".to_owned()];
    desk.send(Event::Opened { record: Box::default(), read_only: None, notices, bookmark: None });
    desk.send(Event::Recalled {
        history: Box::default(),
        notice: Some("the article was changed".to_owned()),
    });
    assert_eq!(desk.message(), "recovered 1 edit; the article was changed");
}

/// A desk with two edits that are not saved.
fn unsaved() -> Desk {
    let mut desk = Desk::open(FERRY, 100, 30);
    desk.go("Velden");
    for key in support::keys("31") {
        desk.send(Event::Key(key));
    }
    desk.send(Event::SaveFailed("the disk is full".to_owned()));
    desk.effects.clear();
    desk
}

fn is_asking(desk: &Desk) -> bool {
    matches!(&desk.app.model.overlay, Some(Overlay::Line(line)) if line.title.contains("file"))
}

#[test]
fn what_is_saved_elsewhere_is_safe_to_leave() {
    let mut desk = unsaved();
    desk.keys("q");
    let warning = "the last edits are NOT SAVED: ^S saves them elsewhere, quit again leaves without them";
    assert_eq!(desk.message(), warning);
    desk.keys("<ctrl-s>");
    assert!(is_asking(&desk));
    desk.keys("<enter>");
    let [Effect::SaveElsewhere { path, replace: false, record }] = desk.effects.as_slice() else {
        panic!("{:?}", desk.effects)
    };
    assert_eq!((path.as_str(), &**record), ("saved/ferry.txt.ron", &desk.app.model.record));
    desk.send(Event::SavedElsewhere { path: "saved/ferry.txt.ron".to_owned(), waiting: 2 });
    assert!(desk.message().contains("safe in saved/ferry.txt.ron"), "{}", desk.message());
    assert!(!desk.app.model.saving.is_unsafe());
    desk.effects.clear();
    desk.keys("q");
    assert!(matches!(desk.effects.as_slice(), [Effect::Quit]));
}

#[test]
fn an_edit_after_that_is_not_safe_until_it_is_saved() {
    let mut desk = unsaved();
    desk.send(Event::SavedElsewhere { path: "a.ron".to_owned(), waiting: 2 });
    desk.send(Event::Key(support::keys("2")[0]));
    desk.send(Event::SaveFailed("the disk is full".to_owned()));
    assert!(desk.app.model.saving.is_unsafe());
    desk.keys("q");
    assert!(desk.message().contains("NOT SAVED"), "{}", desk.message());
    (0..3).for_each(|_| desk.send(Event::Saved));
    assert_eq!(desk.message(), "saved after all");
    assert_eq!(desk.app.model.saving.pending, 0);
    assert!(!desk.app.model.saving.is_unsafe());
}

#[test]
fn another_file_is_replaced_only_after_the_person_was_told() {
    let mut desk = unsaved();
    desk.keys("<ctrl-s><ctrl-u>a.ron<enter>");
    desk.send(Event::ElsewhereExists { path: "a.ron".to_owned() });
    assert!(is_asking(&desk));
    desk.keys("<enter>");
    let replaced: Vec<_> = desk
        .effects
        .iter()
        .map(|effect| match effect {
            Effect::SaveElsewhere { path, replace, .. } => (path.as_str(), *replace),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(replaced, [("a.ron", false), ("a.ron", true)]);
    desk.send(Event::ElsewhereExists { path: "a.ron".to_owned() });
    desk.effects.clear();
    desk.keys("<backspace>x<enter>");
    assert!(
        matches!(desk.effects.as_slice(), [Effect::SaveElsewhere { replace: false, .. }]),
        "another name"
    );
    desk.keys("<ctrl-s><ctrl-u><enter>");
    assert_eq!(desk.message(), "no file name: nothing was saved");
}
