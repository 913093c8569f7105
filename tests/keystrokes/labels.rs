//! Tag sets at work: attributes, document labels, guidelines, labels that the set does not know.

use std::collections::BTreeMap;

use onrecord::annotation::{Id, Record, Tag};
use onrecord::app::{Event, FactKind, GuideKind, Overlay, Status, bound, bundled_keymap, guide_rows, here};
use onrecord::config::TagSet;

use crate::support::{Desk, FERRY, bundled};

/// The ferry with the labels for content analysis.
fn analysis() -> Desk {
    Desk::labelled(FERRY, bundled("content-analysis"), 120, 40)
}

/// The attributes of the first tag with that label, as “name=value”.
fn attributes(desk: &Desk, label: &str) -> Vec<String> {
    let tag = desk.app.model.record.tags().find(|tag| tag.label == label).unwrap();
    tag.attributes.iter().map(|(name, value)| format!("{name}={value}")).collect()
}

/// What Here says is missing.
fn missing(desk: &Desk) -> Vec<String> {
    let facts = here(&desk.app.model).into_iter().filter(|fact| fact.kind == FactKind::Missing);
    facts.map(|fact| fact.text).collect()
}

/// The labels on the document, as “name=value”.
fn document(desk: &Desk) -> Vec<String> {
    let labels = desk.app.model.record.document_labels();
    let mut labels: Vec<_> = labels.map(|label| format!("{}={}", label.label, label.value)).collect();
    labels.sort();
    labels
}

#[test]
fn a_menu_is_picked_from_by_key_or_by_arrow() {
    for script in ["Ds", "D<enter>", "D<down><enter>", "Dzs"] {
        let mut desk = Desk::open(FERRY, 80, 24);
        desk.keys(script);
        assert_eq!(desk.message(), "marked as done", "{script}");
        assert!(desk.app.model.overlay.is_none(), "{script}");
        desk.keys("Ds");
        assert_eq!(desk.app.model.record, Record::default(), "{script}");
    }
    let mut desk = Desk::open(FERRY, 80, 24);
    desk.keys("Dz");
    assert_eq!(desk.message(), "z is no key of this list: Esc goes back");
    desk.keys("<esc>");
    assert!(desk.app.model.overlay.is_none());
}

#[test]
fn no_key_of_a_bundled_tag_set_does_something_else() {
    let keymap = bundled_keymap().unwrap();
    for name in TagSet::bundled_names() {
        TagSet::read(name, TagSet::bundled(name).unwrap(), |keys| bound(&keymap, keys)).unwrap();
    }
}

#[test]
fn a_choice_is_set_by_two_keys_where_it_is_the_only_attribute() {
    let mut desk = Desk::open(FERRY, 80, 24);
    desk.go("Ferry talks").keys("WW5");
    assert_eq!(attributes(&desk, "Quote"), ["kind=indirect"], "by its quotation marks");
    desk.keys("=m");
    assert_eq!(attributes(&desk, "Quote"), ["kind=mixed"]);
    assert_eq!(desk.message(), "kind: mixed");
    assert!(desk.app.model.overlay.is_none());
    desk.keys("=<enter>");
    assert_eq!(desk.message(), "kind: as it was", "what is set is what Enter takes");
    desk.keys("=-");
    assert!(attributes(&desk, "Quote").is_empty());
    desk.keys("u");
    assert_eq!(attributes(&desk, "Quote"), ["kind=mixed"]);
}

#[test]
fn required_attributes_are_pointed_out_until_they_are_set() {
    let mut desk = analysis();
    desk.go("We have waited").keys("1");
    assert_eq!(missing(&desk), ["Claim lacks stance: = sets it"]);
    assert_eq!(desk.app.model.progress().to_complete, 3, "and the topic and genre of the document");
    desk.keys("=ss");
    assert_eq!(attributes(&desk, "Claim"), ["reason=no", "stance=supports"], "the default came with it");
    assert!(missing(&desk).is_empty());
    assert_eq!(desk.app.model.progress().to_complete, 2);
    // The list is still open: yes or no turns, and text is written.
    desk.keys("r");
    assert_eq!(attributes(&desk, "Claim"), ["reason=yes", "stance=supports"]);
    desk.keys("tthe strike<enter><esc>");
    assert_eq!(attributes(&desk, "Claim"), ["reason=yes", "stance=supports", "towards=the strike"]);
    desk.keys("=t<ctrl-u><enter><esc>");
    assert_eq!(attributes(&desk, "Claim"), ["reason=yes", "stance=supports"]);
    // What no longer applies goes, and undo brings it back.
    desk.keys("=sn<esc>");
    assert_eq!(attributes(&desk, "Claim"), ["stance=none"]);
    desk.keys("u");
    assert_eq!(attributes(&desk, "Claim"), ["reason=yes", "stance=supports"]);
}

#[test]
fn tags_that_lack_something_are_stepped_through() {
    let mut desk = analysis();
    desk.go("port authority").keys("WW7").go("We have waited").keys("1");
    desk.keys("ggg=");
    assert!(desk.under().starts_with("“We have"), "{}", desk.under());
    desk.keys("g=");
    assert!(desk.under().starts_with("port auth"), "{}", desk.under());
    desk.keys("g=");
    assert!(desk.under().starts_with("“We have"), "round the end");
    desk.keys("=ss<esc>g==og<esc>g=");
    assert_eq!(desk.message(), "no tag lacks an attribute");
    assert_eq!(attributes(&desk, "Responsibility"), ["of=government", "weight=mentioned"]);
}

#[test]
fn where_tags_nest_the_shortest_is_asked_first() {
    let mut desk = analysis();
    desk.go("We have waited").keys("1").go("long enough").keys("W3").go("long enough");
    desk.keys("=");
    let Some(Overlay::Menu(menu)) = &desk.app.model.overlay else { panic!("no menu") };
    let names: Vec<_> = menu.rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["Conflict “long”", "Claim “We have waited long enough,”…"]);
    desk.keys("1c");
    assert_eq!(attributes(&desk, "Conflict"), ["weight=central"]);
}

#[test]
fn a_new_label_keeps_the_attributes_that_both_know() {
    let tag_set = r#"(name: "two", labels: [
        (name: "A", key: '1', colour: 0, marker: "a", group: "g", attributes: [
            (name: "sure", kind: yes_no, default: "yes"), (name: "why", kind: text)]),
        (name: "B", key: '2', colour: 1, marker: "b", group: "g", attributes: [
            (name: "sure", kind: yes_no), (name: "size", kind: choice([(name: "small")]), default: "small")]),
    ])"#;
    let mut desk = Desk::labelled(FERRY, TagSet::read("two", tag_set, |_| None).unwrap(), 80, 24);
    desk.go("ferry will").keys("1=2because<enter><esc>");
    assert_eq!(attributes(&desk, "A"), ["sure=yes", "why=because"]);
    desk.keys("2");
    assert_eq!(attributes(&desk, "B"), ["size=small", "sure=yes"]);
    desk.keys("u");
    assert_eq!(attributes(&desk, "A"), ["sure=yes", "why=because"]);
}

#[test]
fn labels_beyond_the_digits_have_a_prefix() {
    let mut desk = analysis();
    desk.go("ferry will").keys(";m");
    assert_eq!(desk.tags(), ["Metaphor: ferry"]);
    desk.keys(";z");
    assert_eq!(desk.message(), "; z does nothing here: ? shows the keys");
}

#[test]
fn document_labels_are_set_by_key() {
    let mut desk = analysis();
    assert_eq!(desk.app.model.progress().status, Status::New);
    desk.keys("Dgr");
    assert_eq!(document(&desk), ["genre=report"]);
    assert_eq!(desk.app.model.progress().status, Status::InProgress);
    desk.keys("<esc>Dga<esc>");
    assert_eq!(document(&desk), ["genre=analysis"], "one alone");
    desk.keys("Dtpe<esc>");
    assert_eq!(document(&desk), ["genre=analysis", "topic=economy", "topic=politics"], "several");
    desk.keys("Dtp<esc>");
    assert_eq!(document(&desk), ["genre=analysis", "topic=economy"]);
    assert_eq!(desk.app.model.progress().to_complete, 0);
    desk.keys("Dx<esc>");
    assert_eq!(document(&desk), ["genre=analysis", "off topic=", "topic=economy"]);
    desk.keys("Dx<esc>Dg-<esc>");
    assert_eq!(document(&desk), ["topic=economy"]);
    assert_eq!(missing(&desk), ["the document lacks genre: D sets it"]);
    desk.keys("Ds");
    assert_eq!(document(&desk), ["status=done", "topic=economy"]);
    assert_eq!(desk.app.model.progress().status, Status::Done);
    desk.keys("uuuuuuuuuuuuuu");
    assert_eq!(desk.app.model.record, Record::default());
}

#[test]
fn the_guidelines_open_at_the_label_of_the_tag() {
    let mut desk = Desk::open(FERRY, 80, 24);
    desk.keys("gl");
    assert!(matches!(desk.app.model.overlay, Some(Overlay::Guidelines { top: 0 })));
    desk.keys("<esc>").go("crossing").keys("4gl");
    let Some(Overlay::Guidelines { top }) = desk.app.model.overlay else { panic!("no guidelines") };
    let rows = guide_rows(&desk.app.model.tag_set, 72);
    assert!(
        rows[top].text.contains("Date") && matches!(rows[top].kind, GuideKind::Label(_)),
        "{:?}",
        rows[top]
    );
    desk.keys("jk<page-down><page-down>q");
    assert!(desk.app.model.overlay.is_none());
}

#[test]
fn what_no_label_takes_is_not_asked_about() {
    let news = Desk::open(FERRY, 80, 24).app.model.review.left();
    let mut desk = Desk::labelled(FERRY, bundled("named-entities"), 80, 24);
    let names = desk.app.model.review.left();
    assert!(names > 0 && names < news, "{names} of {news}");
    desk.keys("<tab>");
    desk.keys(&"a".repeat(names));
    assert_eq!((desk.app.model.review.left(), desk.app.model.record.tag_count()), (0, names));
    assert!(desk.tags().contains(&"PER: Milo Rask = Milo Rask".to_owned()), "{:?}", desk.tags());
}

#[test]
fn a_label_that_left_the_tag_set_is_kept_shown_and_can_be_changed() {
    let at = FERRY.find("Velden").unwrap();
    let tag = Tag {
        id: Id::new("old"),
        label: "Landmark".to_owned(),
        at: vec![(at..at + 6).into()],
        entity: None,
        attributes: BTreeMap::from([("size".to_owned(), "large".to_owned())]),
        origin: None,
        stamp: Default::default(),
        extra: BTreeMap::new(),
    };
    let mut record = Record::default();
    record.apply(&vec![onrecord::annotation::Change::Tag(None, Some(tag))].into()).unwrap();
    let mut desk = Desk::begin(FERRY, 120, 40);
    let record = Box::new(record);
    desk.send(Event::Opened { record, read_only: None, notices: Vec::new(), bookmark: None });
    desk.attribute();
    desk.go("Velden");
    let facts: Vec<_> = here(&desk.app.model).into_iter().map(|fact| fact.text).collect();
    assert!(facts.contains(&"Tag · Landmark (not in the tag set)".to_owned()), "{facts:?}");
    assert!(facts.contains(&"size: large".to_owned()), "{facts:?}");
    desk.keys("=<ctrl-u>small<enter>");
    assert_eq!(attributes(&desk, "Landmark"), ["size=small"]);
    desk.keys("d");
    assert!(desk.tags().is_empty(), "{:?}", desk.tags());
    desk.keys("u3");
    assert_eq!(desk.tags(), ["Place: Velden = Velden"]);
    assert_eq!(desk.message(), "Landmark is now Place");
    assert_eq!(attributes(&desk, "Place"), ["size=small"], "what the old label meant by it is not known");
}
