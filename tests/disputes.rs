//! What two people say differently, worked at with keys; and records that change behind the screen.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod support;

use std::collections::BTreeMap;

use onrecord::annotation::{Change, Dispute, Edit, Entity, Extra, Id, Note, Record, Stamp, Tag};
use onrecord::app::{Event, Overlay, disagreements, here};
use onrecord::article::Span;
use support::{Desk, FERRY};

fn disputed(entries: &str) -> Extra {
    Extra::from([(Dispute::FIELD.to_owned(), format!("[{entries}]"))])
}

fn tag(id: &str, label: &str, words: &str, extra: Extra) -> Tag {
    let start = FERRY.find(words).unwrap();
    Tag {
        id: Id::new(id),
        label: label.to_owned(),
        at: vec![Span::new(start, start + words.len())],
        entity: None,
        attributes: BTreeMap::from([("sure".to_owned(), "yes".to_owned())]),
        origin: None,
        stamp: Stamp { by: "ana".to_owned(), on: "2026-11-20T08:00:00Z".to_owned(), review: None },
        extra,
    }
}

fn record(edits: impl IntoIterator<Item = Change>) -> Record {
    let mut record = Record::default();
    record.apply(&edits.into_iter().collect::<Vec<_>>().into()).unwrap();
    record
}

/// A tag with three fields in dispute, a note with one.
fn in_dispute() -> Record {
    let start = FERRY.chars().count() - FERRY[FERRY.find("Velden").unwrap()..].chars().count();
    let tag = tag(
        "v",
        "Place",
        "in Velden",
        disputed(&format!(
            "(field: \"label\", value: \"Person\", by: \"ben\"), (field: \"label\", value: \"Date\", by: \"cem\"), \
             (field: \"attributes\", key: \"sure\", value: \"no\", by: \"ben\"), (field: \"at\", value: [({start}, \
             {})], text: \"Velden\", by: \"ben\")",
            start + 6
        )),
    );
    let note = Note {
        id: Id::new("n"),
        about: None,
        at: Vec::new(),
        text: "ask again".to_owned(),
        stamp: Stamp::default(),
        extra: disputed("(field: \"text\", value: \"ask nobody\")"),
    };
    record([Change::Tag(None, Some(tag)), Change::Note(None, Some(note))])
}

fn open(record: Record) -> Desk {
    let mut desk = Desk::begin(FERRY, 120, 40);
    desk.send(Event::Opened {
        record: Box::new(record),
        read_only: None,
        notices: vec!["recovered 1 edit from the journal".to_owned()],
        bookmark: None,
    });
    desk.attribute();
    desk
}

fn rows(desk: &Desk) -> Vec<String> {
    let Some(Overlay::List(list)) = &desk.app.model.overlay else { return Vec::new() };
    list.rows.iter().map(|(name, about)| format!("{name} | {about}")).collect()
}

#[test]
fn disagreements_are_told_at_the_start_and_shown_where_they_are() {
    let mut desk = open(in_dispute());
    assert_eq!(desk.message(), "recovered 1 edit from the journal; 4 disagreements: g d shows them");
    desk.go("Velden");
    let facts: Vec<String> = here(&desk.app.model).into_iter().map(|fact| fact.text).collect();
    for expected in ["disputed: label is “Person”, says ben", "disputed: sure is “no”, says ben"] {
        assert!(facts.iter().any(|fact| fact == expected), "{expected} in {facts:?}");
    }
}

#[test]
fn picking_a_value_decides_its_field_and_goes_on() {
    let mut desk = open(in_dispute());
    desk.go("Velden").keys("gd");
    assert_eq!(
        rows(&desk),
        [
            "“in Velden” · label: Place | as it is · ana",
            "“in Velden” · label: Person | ben",
            "“in Velden” · label: Date | cem",
            "“in Velden” · sure: yes | as it is · ana",
            "“in Velden” · sure: no | ben",
            "“in Velden” · at: in Velden | as it is · ana",
            "“in Velden” · at: Velden | ben",
            "note · text: ask again | as it is",
            "note · text: ask nobody | ",
        ]
        .map(str::to_owned)
    );
    let velden = |desk: &Desk| desk.app.model.record.tag(&Id::new("v")).unwrap().clone();
    // Theirs, ours, theirs, and by its name.
    desk.keys("<down><enter>");
    assert_eq!(desk.message(), "label is now Person: u takes it back");
    assert_eq!(velden(&desk).label, "Person");
    assert_eq!(velden(&desk).stamp.by, "ana", "who decided");
    assert_eq!(disagreements(&desk.app.model.record), 3);
    desk.keys("<enter>");
    assert_eq!(desk.message(), "sure stays yes");
    desk.keys("<down><enter>");
    assert_eq!(velden(&desk).at[0].of(FERRY), "Velden");
    assert!(velden(&desk).extra.is_empty());
    desk.keys("nobody<enter>");
    assert_eq!(desk.message(), "text is now ask nobody: u takes it back; nothing is disputed any more");
    assert!(desk.app.model.overlay.is_none());
    assert_eq!(desk.app.model.record.notes().next().unwrap().text, "ask nobody");
    let decided = desk.app.model.record.clone();
    desk.keys("gd");
    assert_eq!(desk.message(), "nothing is disputed");
    desk.keys("uuuu");
    assert_eq!(desk.app.model.record, in_dispute());
    desk.keys("UUUU");
    assert_eq!(desk.app.model.record, decided);
}

#[test]
fn what_cannot_be_taken_is_refused_and_stays_disputed() {
    let mut desk = open(record([
        Change::Tag(
            None,
            Some(tag("a", "Place", "Velden", disputed("(field: \"at\", value: [(0, 5)], text: \"Tarn\")"))),
        ),
        Change::Entity(
            None,
            Some(Entity {
                id: Id::new("e"),
                name: "Mara Quill".to_owned(),
                kind: "Person".to_owned(),
                same_as: Vec::new(),
                extra: disputed("(field: \"kind\", value: Later(1)), (field: \"mood\", value: Calm(2))"),
            }),
        ),
    ]));
    let before = desk.app.model.record.clone();
    desk.keys("gd<down><enter>");
    assert_eq!(desk.message(), "its words no longer stand there, for the article was changed: tag them anew");
    desk.keys("gdLater<enter>");
    assert_eq!(desk.message(), "this version does not know what “Later(1)” means: decide in the file");
    assert_eq!(desk.app.model.record, before);
    // A field that only a later version knows can still be decided.
    desk.keys("gdCalm<enter>");
    assert_eq!(desk.app.model.record.entity(&Id::new("e")).unwrap().extra["mood"], "Calm(2)");
    desk.keys("<esc>gdzzz<enter>");
    assert_eq!(desk.message(), "nothing of that name: Esc goes back");
}

#[test]
fn a_record_that_another_program_changed_is_shown_with_the_edits_that_are_on_their_way() {
    let mut desk = open(Record::default());
    desk.go("Velden").keys("3");
    let saved = desk.app.model.record.clone();
    // This edit is not yet answered as saved.
    desk.go("Mara Quill");
    desk.send(Event::Key(onrecord::config::Key::char('1')));
    let mut theirs = saved;
    let town = tag("t", "Place", "TARN", Extra::new());
    theirs.apply(&Edit::from(vec![Change::Tag(None, Some(town))])).unwrap();
    let notices = vec!["another program changed the record".to_owned()];
    desk.send(Event::Joined { record: Box::new(theirs.clone()), notices: notices.clone() });
    assert_eq!(desk.message(), "another program changed the record");
    assert_eq!(desk.tags(), ["Place: TARN", "Person: Mara Quill = Mara Quill", "Place: Velden = Velden"]);
    assert_eq!(desk.app.model.saving.pending, 1);
    desk.send(Event::Saved);
    // What is undone is what was done here.
    desk.keys("uu");
    assert_eq!(desk.tags(), ["Place: TARN"]);
    // An edit of what is gone by now is refused in words.
    desk.keys("UU").send(Event::Joined { record: Box::new(Record::default()), notices });
    desk.keys("u");
    assert!(desk.message().ends_with("is not as this edit expects it"), "{}", desk.message());
}

#[test]
fn what_lacks_an_attribute_is_counted_anew_when_a_record_is_joined() {
    let mut desk = Desk::labelled(FERRY, support::bundled("content-analysis"), 120, 40);
    let theirs = record([Change::Tag(None, Some(tag("c", "Claim", "sail again", Extra::new())))]);
    let before = desk.app.model.progress().to_complete;
    desk.send(Event::Joined { record: Box::new(theirs), notices: Vec::new() });
    assert_eq!(desk.app.model.progress().to_complete, before + 1, "it has no stance");
}
