//! Edits of very many items, which are made behind the screen: what a person sees and can do meanwhile.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod support;

use std::sync::Arc;

use onrecord::annotation::{Change, Edit, Entity, Id, Record, Stamp, Tag};
use onrecord::app::{Bulk, Effect, Event, Findings, Overlay, Review};
use onrecord::article::Span;
use onrecord::attribution::attribute;
use support::{Desk, NOW, keys};

/// A program whose large edits are made when the test says so.
struct Slow {
    desk: Desk,
    bulk: Option<Box<Bulk>>,
}

impl Slow {
    /// An article with that many statements, each of somebody else and with a place in it.
    fn open(count: usize) -> Self {
        let said = |number| format!("“The boat is late,” said Ada Long{number} in Tarn.\n\n");
        let text: String = (0..count).map(said).collect();
        Self { desk: Desk::open(&text, 80, 24), bulk: None }
    }

    fn send(&mut self, event: Event) {
        for effect in self.desk.app.update(event, NOW.parse().unwrap()) {
            match effect {
                Effect::Edit(bulk) => self.bulk = Some(bulk),
                Effect::Free(_) => {}
                effect => self.desk.effects.push(effect),
            }
        }
    }

    fn keys(&mut self, script: &str) {
        keys(script).into_iter().for_each(|key| self.send(Event::Key(key)));
    }

    /// Has the edit made, and put in the journal.
    fn finish(&mut self) {
        let edited = self.bulk.take().expect("an edit is being made").run();
        self.send(Event::Edited(Box::new(edited)));
    }

    fn record(&self) -> &Record {
        &self.desk.app.model.record
    }

    fn pending(&self) -> usize {
        self.desk.app.model.saving.pending
    }
}

#[test]
fn a_large_edit_is_the_same_as_many_small_ones_and_is_undone_in_one_step() {
    let mut slow = Slow::open(100);
    slow.keys("Aa<enter>");
    assert!(slow.record().is_empty(), "nobody sees half of it");
    assert_eq!(slow.desk.message(), "changing 300 places…: Esc stops that");
    slow.finish();
    assert_eq!(slow.desk.message(), "300 accepted: u takes that back");
    assert!(matches!(slow.desk.effects.as_slice(), [Effect::Append(_)]), "one edit in the journal");
    let mut one_by_one = Slow::open(100);
    one_by_one.keys(&format!("gg<tab>{}", "a".repeat(300)));
    let sorted = |desk: &Desk| {
        let mut tags = desk.tags();
        tags.sort();
        tags
    };
    assert!(sorted(&slow.desk) == sorted(&one_by_one.desk));
    assert_eq!(slow.desk.app.model.review.left(), 0);
    assert!(slow.desk.app.model.voices == one_by_one.desk.app.model.voices);

    let all = slow.record().clone();
    slow.keys("u");
    assert!(slow.record() == &all);
    slow.finish();
    assert!(slow.record().is_empty());
    assert_eq!(slow.desk.app.model.review.left(), 300);
    assert_eq!(slow.desk.message(), "undone: U makes it again");
    slow.keys("U");
    slow.finish();
    assert!(slow.record() == &all);
    let effects = slow.desk.effects.as_slice();
    assert!(matches!(effects, [Effect::Append(_), Effect::Undo(_), Effect::Redo(_)]), "{effects:?}");
    assert_eq!(slow.pending(), 3, "each counts until it is on disk");
}

#[test]
fn one_reads_on_meanwhile_and_what_changes_the_record_waits_in_its_order() {
    let mut slow = Slow::open(100);
    slow.keys("Aa<enter>");
    let from = slow.desk.app.model.view.cursor;
    slow.keys("jj");
    assert!(slow.desk.app.model.view.cursor > from, "reading goes on");
    assert_eq!(slow.pending(), 1, "it counts as not saved");
    slow.keys("ggv$1");
    assert_eq!(slow.desk.message(), "waiting for what is being done: Esc stops that");
    slow.keys("u");
    slow.finish();
    // The label's tag is on the record by now, and taken back again.
    let effects = slow.desk.effects.as_slice();
    assert!(matches!(effects, [Effect::Append(_), Effect::Append(_), Effect::Undo(_)]), "{effects:?}");
    assert_eq!(slow.record().tags().filter(|tag| tag.label == "Place").count(), 100);
}

#[test]
fn escape_stops_a_large_edit_and_nothing_is_changed() {
    let mut slow = Slow::open(100);
    slow.keys("Xa<enter><esc>");
    assert_eq!(slow.desk.message(), "stopped: nothing was changed");
    assert_eq!(slow.pending(), 0);
    slow.finish();
    assert!(slow.record().is_empty() && slow.desk.effects.is_empty(), "what comes of it is not wanted");
    slow.keys("u");
    assert_eq!(slow.desk.message(), "nothing to undo");
}

#[test]
fn leaving_waits_for_a_large_edit() {
    let mut slow = Slow::open(100);
    slow.keys("Aa<enter>q");
    assert!(slow.desk.effects.is_empty());
    slow.finish();
    assert!(matches!(slow.desk.effects.as_slice(), [Effect::Append(_), Effect::Quit]));
}

#[test]
fn another_programs_changes_are_under_a_large_edit_that_is_made_meanwhile() {
    let mut slow = Slow::open(100);
    slow.keys("Aa<enter>");
    let mut theirs = Record::default();
    let entity = Entity {
        id: Id::new("theirs"),
        name: "Bo Moss".into(),
        kind: "Person".into(),
        same_as: Vec::new(),
        extra: Default::default(),
    };
    theirs.apply(&Edit::from(vec![Change::Entity(None, Some(entity))])).unwrap();
    let first = slow.bulk.take().unwrap();
    slow.send(Event::Joined { record: Box::new(theirs), notices: Vec::new() });
    slow.send(Event::Edited(Box::new(first.run())));
    assert_eq!(slow.record().tag_count(), 0, "it was made on what is no longer so");
    slow.finish();
    assert!(slow.record().entity(&Id::new("theirs")).is_some());
    assert_eq!(slow.record().tags().filter(|tag| tag.label == "Place").count(), 100);
    assert_eq!(slow.pending(), 1);
}

#[test]
fn what_is_decided_about_suggestions_is_let_go_of_when_others_come() {
    let mut slow = Slow::open(100);
    slow.keys("Aa<enter>");
    let findings = Findings::new(attribute(&slow.desk.app.model.article));
    slow.send(Event::Attributed(Arc::new(findings)));
    assert_eq!(slow.desk.message(), "who said what was read anew: nothing was changed");
    slow.finish();
    assert!(slow.record().is_empty());
    assert_eq!(slow.pending(), 0);
    slow.keys("<tab>a");
    assert!(!slow.record().is_empty(), "and one goes on");
}

#[test]
fn what_is_found_beside_a_large_record_is_taken_over_behind_the_screen() {
    let text = "“The boat is late,” said Ada Long in Tarn.\n\n".repeat(5_100);
    let mut slow = Slow { desk: Desk::begin(&text, 80, 24), bulk: None };
    let places = text.match_indices("Tarn").map(|(at, word)| Span::new(at, at + word.len()));
    let tagged = places.enumerate().map(|(number, span)| Change::Tag(None, Some(place(number, span))));
    let mut record = Record::default();
    record.apply(&tagged.collect::<Vec<_>>().into()).unwrap();
    let record = Box::new(record);
    slow.send(Event::Opened { record, read_only: None, notices: Vec::new(), bookmark: None });
    let findings = Arc::new(Findings::new(attribute(&slow.desk.app.model.article)));
    slow.send(Event::Attributed(findings.clone()));
    assert!(slow.desk.app.model.findings.is_none());
    slow.keys("jj");
    assert!(slow.desk.app.model.view.cursor > 0, "reading goes on");
    slow.keys("<tab>a");
    assert_eq!(slow.desk.message(), "waiting for who said what: Esc stops that");
    assert_eq!((slow.pending(), slow.record().tag_count()), (0, 5_100));
    slow.finish();
    let model = &slow.desk.app.model;
    assert_eq!(*model.review, Review::new(&findings, &model.record, &model.tag_set));
    assert!(slow.record().tag_count() > 5_100, "what waited is done");
}

/// A tag of a place.
fn place(number: usize, span: Span) -> Tag {
    Tag {
        id: Id::new(format!("t{number}")),
        label: "Place".into(),
        at: vec![span],
        entity: None,
        attributes: Default::default(),
        origin: None,
        stamp: Stamp::default(),
        extra: Default::default(),
    }
}

#[test]
fn tags_of_a_large_record_are_relabelled_after_a_look_behind_the_screen() {
    let mut desk = Desk::open(&"Tarn and Tarn wait.\n\n".repeat(1500), 80, 24);
    desk.keys("&Tarn<enter>3<enter>");
    assert_eq!(desk.app.model.record.tag_count(), 3000, "{}", desk.message());
    desk.keys("gg.~");
    let Some(Overlay::Preview(shown)) = &desk.app.model.overlay else { panic!("{}", desk.message()) };
    assert_eq!((shown.len(), shown.taken()), (3000, 3000));
    desk.keys("2<enter>");
    assert_eq!(desk.message(), "3000 relabelled: u takes that back");
    assert!(desk.app.model.record.tags().all(|tag| tag.label == "Organisation"));
    // What is tagged as the label that is picked would have it is left.
    desk.keys("u&Tarn and|Tarn<enter>2");
    let Some(Overlay::Preview(shown)) = &desk.app.model.overlay else { panic!("{}", desk.message()) };
    assert_eq!((shown.len(), shown.taken()), (3000, 1500));
}

#[test]
fn thousands_of_turns_of_the_wheel_and_keys_of_a_search_ask_for_one_count_each_time() {
    let mut slow = Slow::open(3000);
    slow.keys("/boat<enter>");
    let begun = slow.desk.effects.len();
    for _ in 0..2000 {
        slow.keys("nN");
        slow.send(Event::Resize(80, 24));
    }
    assert_eq!(slow.desk.effects.len(), begun, "nothing is asked for again");
}
