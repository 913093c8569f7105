//! Several documents in one session.

use std::sync::Arc;

use onrecord::annotation::Record;
use onrecord::app::{Documents, Effect, Event, Message, Overlay, Progress, Status, Turn};

use crate::support::{BRIDGE, Desk, FERRY, article};

/// The second of three documents.
fn second() -> Desk {
    let mut desk = Desk::open(FERRY, 100, 30);
    let names: Vec<String> = ["a.txt", "ferry.txt", "z.txt"].map(str::to_owned).into();
    desk.app.model.documents = Documents::new(names.into(), 1);
    desk
}

/// The turn that was asked for last.
fn turn(desk: &mut Desk) -> Option<Turn> {
    match desk.effects.pop() {
        Some(Effect::Turn(turn)) => Some(turn),
        _ => None,
    }
}

#[test]
fn the_next_document_and_the_one_before_are_a_key_away() {
    let mut desk = second();
    desk.keys("<ctrl-n>");
    assert_eq!(turn(&mut desk), Some(Turn::To(2)));
    let mut desk = second();
    desk.keys("<ctrl-p>");
    assert_eq!(turn(&mut desk), Some(Turn::To(0)));
    let mut desk = Desk::open(FERRY, 100, 30);
    for (key, told) in [("<ctrl-n>", "there is only this document"), ("go", "there is only this document")] {
        desk.keys(key);
        assert_eq!(desk.message(), told);
        assert_eq!(turn(&mut desk), None);
    }
}

#[test]
fn done_goes_on_once_the_edit_is_on_disk() {
    let mut desk = second();
    desk.send(Event::Key("F".parse().unwrap()));
    assert!(matches!(desk.effects.as_slice(), [Effect::Append(_)]), "not before it is saved");
    // Keys that come meanwhile are for the next document.
    desk.keys("j<tab>");
    desk.send(Event::Saved);
    assert_eq!(turn(&mut desk), Some(Turn::OpenAfter(1)));
    let before = desk.app.turn(Arc::new(article(BRIDGE)), true, 2, String::new());
    assert_eq!(Status::of(&before.record), Status::Done);
    let model = &desk.app.model;
    assert_eq!((model.file.as_str(), model.documents.number()), ("z.txt", Some((3, 3))));
    assert_eq!(model.documents.known(1).map(|known| known.status), Some(Status::Done));
    assert!(desk.message().starts_with("ferry.txt: done · 0 tags"), "{}", desk.message());
    desk.send(Event::Opened {
        record: Box::new(Record::default()),
        read_only: None,
        notices: Vec::new(),
        bookmark: None,
    });
    desk.attribute();
    assert!(desk.app.model.view.suggestion.is_some(), "Tab was carried out here");
}

#[test]
fn a_document_whose_edits_are_not_on_disk_stays() {
    let mut desk = second();
    desk.send(Event::Key("F".parse().unwrap()));
    desk.send(Event::Key("a".parse().unwrap()));
    desk.send(Event::SaveFailed("no space left".to_owned()));
    desk.send(Event::Saved);
    assert_eq!(turn(&mut desk), None, "what failed is not gone on from later, unasked");
    desk.send(Event::Key("1".parse().unwrap()));
    desk.send(Event::SaveFailed("no space left".to_owned()));
    desk.effects.clear();
    desk.keys("<ctrl-n>");
    assert_eq!(desk.message(), "the last edits are NOT SAVED: this document stays open");
    assert!(turn(&mut desk).is_none());
    let mut desk = second();
    desk.send(Event::Key("F".parse().unwrap()));
    desk.keys("<esc>");
    desk.send(Event::Saved);
    assert_eq!(turn(&mut desk), None, "Esc stays too");
}

#[test]
fn one_that_cannot_be_opened_is_told_and_passed_the_next_time() {
    let mut desk = second();
    desk.keys("<ctrl-p>");
    let message = Message::error("a.txt: there is no such file");
    desk.send(Event::Stays { tried: Some(0), message });
    assert_eq!(desk.message(), "a.txt: there is no such file");
    desk.keys("<ctrl-n><ctrl-n>");
    assert_eq!(turn(&mut desk), Some(Turn::To(1)), "from there on");
}

#[test]
fn a_single_document_is_done_and_stays() {
    let mut desk = Desk::open(FERRY, 100, 30);
    desk.keys("F");
    assert_eq!(desk.message(), "marked as done");
    assert!(matches!(desk.effects.as_slice(), [Effect::Append(_)]));
    desk.keys("F");
    assert_eq!(desk.message(), "this document is done already");
    assert_eq!(desk.effects.len(), 1);
}

#[test]
fn documents_are_picked_from_a_list_that_fills() {
    let mut desk = second();
    desk.keys("go");
    assert!(matches!(desk.effects.pop(), Some(Effect::Survey(unknown)) if unknown == [0, 2]));
    let progress = Progress { status: Status::Done, tags: 3, to_review: 2, to_complete: 1 };
    desk.send(Event::Surveyed { at: 0, progress: Some(progress) });
    desk.send(Event::Surveyed { at: 2, progress: None });
    let Some(Overlay::List(list)) = &desk.app.model.overlay else { panic!("no list") };
    assert_eq!(list.rows[0].1, "done · 3 tags · 2 to review · 1 to complete");
    assert!(list.rows[1].1.starts_with("new · 0 tags · "), "{:?}", list.rows);
    assert_eq!(list.rows[2].1, "cannot be read");
    desk.keys("z<enter>");
    assert_eq!(turn(&mut desk), Some(Turn::To(2)));
    let mut desk = second();
    desk.keys("go<enter>");
    assert_eq!(turn(&mut desk), None, "this one is open");
}
