//! The list of what to look at again, worked at with keys.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod support;

use std::collections::BTreeMap;

use onrecord::annotation::{Change, Id, Link, Note, Reason, Record, Stamp, Tag, Unplaced};
use onrecord::app::{Event, Overlay};
use onrecord::article::Span;
use support::{Desk, FERRY};

fn stamp(review: Option<&str>) -> Stamp {
    let review = review.map(str::to_owned);
    Stamp { by: "ana".to_owned(), on: "2026-11-20T08:00:00Z".to_owned(), review }
}

fn tag(id: &str, label: &str, words: &str, review: Option<&str>) -> Tag {
    let at = FERRY.find(words).map(|start| Span::new(start, start + words.len()));
    Tag {
        id: Id::new(id),
        label: label.to_owned(),
        at: at.into_iter().collect(),
        entity: None,
        attributes: BTreeMap::new(),
        origin: None,
        stamp: stamp(review),
        extra: BTreeMap::new(),
    }
}

fn aside(kind: &'static str, id: &str, text: &str, reason: Reason, item: Change) -> Change {
    let item = Box::new(item);
    let line = format!("(id: \"{id}\")");
    Change::Unplaced(
        None,
        Some(Unplaced { kind, id: Id::new(id), text: text.to_owned(), reason, place: (9, 12), line, item }),
    )
}

/// A record with a quote whose words changed, a note that was found elsewhere, a name that lost its place,
/// and a link that lost its end with it.
fn record() -> Record {
    let mut record = Record::default();
    let quill = tag("quill", "Person", "", None);
    let link = Link {
        id: Id::new("link"),
        label: "said by".to_owned(),
        from: Id::new("quote"),
        to: Id::new("quill"),
        stamp: stamp(None),
        extra: BTreeMap::new(),
    };
    let note = Note {
        id: Id::new("note"),
        about: None,
        at: tag("", "", "Milo Rask", None).at,
        text: "which union?".to_owned(),
        stamp: stamp(Some("found again among other words")),
        extra: BTreeMap::new(),
    };
    let changes = vec![
        Change::Tag(
            None,
            Some(tag("quote", "Quote", "“We have waited long enough,”", Some("its words were “We waited”"))),
        ),
        Change::Tag(None, Some(tag("place", "Place", "Velden", None))),
        Change::Note(None, Some(note)),
        aside("tag", "quill", "Captain Quill", Reason::Gone, Change::Tag(None, Some(quill))),
        aside("link", "link", "", Reason::Loose, Change::Link(None, Some(link))),
    ];
    record.apply(&changes.into()).unwrap();
    record
}

fn desk() -> Desk {
    let mut desk = Desk::begin(FERRY, 120, 40);
    let record = Box::new(record());
    let notices = vec!["2 items need review, for the article was changed".to_owned()];
    desk.send(Event::Opened { record, read_only: None, notices, bookmark: None });
    desk.attribute();
    desk
}

/// The rows of the open list.
fn rows(desk: &Desk) -> Vec<String> {
    match &desk.app.model.overlay {
        Some(Overlay::List(list)) => list.rows.iter().map(|(name, why)| format!("{name} | {why}")).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn what_to_look_at_is_told_and_listed_with_its_reason() {
    let mut desk = desk();
    assert_eq!(
        desk.message(),
        "2 items need review, for the article was changed; V lists 4 items to look at"
    );
    desk.keys("V");
    assert_eq!(
        rows(&desk),
        [
            "Quote: “We have waited long enough,” | its words were “We waited”",
            "Note: Milo Rask | found again among other words",
            "link said by: “We have waited long enough,” → Captain Quill | no place: a tag that it joins is not on \
             the record",
            "Person: Captain Quill | no place: its text is no longer there",
        ]
    );
    desk.keys("zz1");
    assert_eq!(rows(&desk).len(), 4, "nothing is typed there");
    assert_eq!(desk.app.model.record.tag_count(), 2);
}

#[test]
fn enter_goes_there_and_says_why() {
    let mut desk = desk();
    desk.keys("Vj<enter>");
    assert!(desk.under().starts_with("Milo Rask"), "{}", desk.under());
    assert_eq!(desk.message(), "found again among other words");
    assert!(desk.app.model.overlay.is_none());
}

#[test]
fn what_was_looked_at_is_off_the_list_and_can_be_taken_back() {
    let mut desk = desk();
    desk.keys("Va");
    assert_eq!(rows(&desk).len(), 3);
    let quote = desk.app.model.record.tag(&Id::new("quote")).unwrap();
    assert_eq!(quote.stamp, stamp(None), "who put it there, and when, stays");
    desk.keys("u");
    assert_eq!(rows(&desk).len(), 4);
    desk.keys("Uq");
    assert!(desk.app.model.overlay.is_none());
    assert_eq!(desk.edits().len(), 3);
}

#[test]
fn what_a_person_corrects_needs_no_other_look() {
    let mut desk = Desk::begin(FERRY, 120, 40);
    let mut record = Record::default();
    let doubted = tag("place", "Place", "Velden", Some("found again among other words"));
    record.apply(&vec![Change::Tag(None, Some(doubted))].into()).unwrap();
    desk.send(Event::Opened {
        record: Box::new(record),
        read_only: None,
        notices: Vec::new(),
        bookmark: None,
    });
    desk.attribute();
    assert_eq!(desk.message(), "V lists 1 item to look at");
    desk.go("Velden").keys("1V");
    assert_eq!(desk.message(), "nothing needs a look");
    assert_eq!(desk.app.model.record.tags().next().unwrap().label, "Person");
}

#[test]
fn items_are_deleted_and_dropped_and_taken_back() {
    let mut desk = desk();
    let before = desk.app.model.record.clone();
    desk.keys("Vdd");
    assert_eq!(rows(&desk).len(), 2);
    assert!(desk.app.model.record.tag(&Id::new("quote")).is_none());
    desk.keys("dd");
    assert_eq!(desk.app.model.record.unplaced().count(), 0);
    assert!(desk.app.model.overlay.is_none(), "there is nothing more to list");
    desk.keys("V");
    assert_eq!(desk.message(), "nothing needs a look");
    desk.keys("uuuu");
    assert_eq!(desk.app.model.record, before);
}

#[test]
fn an_item_without_a_place_goes_to_the_selection_and_its_links_with_it() {
    let mut desk = desk();
    desk.keys("V<down><down><down><enter>");
    assert_eq!(desk.message(), "it has no place, and gets one where text is selected first: d drops it");
    desk.keys("<esc>").go("Quill told").keys("WV<down><down><down><enter>");
    assert_eq!(desk.message(), "it has a place again: u takes it back");
    let placed = desk.app.model.record.tag(&Id::new("quill")).unwrap();
    assert_eq!(desk.words(placed), "Quill");
    assert!(desk.app.model.record.link(&Id::new("link")).is_some());
    assert_eq!(rows(&desk).len(), 2);
    desk.keys("u");
    assert_eq!(desk.app.model.record, record());
}

#[cfg(feature = "tui")]
#[test]
fn the_list_on_the_screen() {
    use onrecord::config::{Depth, Theme};
    use onrecord::tui::Looks;
    use support::screen::Screen;

    let mut desk = desk();
    desk.keys("V");
    let theme = Theme::dark().unwrap();
    let looks = Looks::new(theme.clone(), Depth::True);
    insta::assert_snapshot!("recheck_120x40", Screen::of(&mut desk, &looks).told(&theme));
    let mut narrow = Desk::begin(FERRY, 40, 12);
    let record = Box::new(record());
    narrow.send(Event::Opened { record, read_only: None, notices: Vec::new(), bookmark: None });
    narrow.keys("Vj");
    insta::assert_snapshot!("recheck_40x12", Screen::of(&mut narrow, &looks).told(&theme));
}
