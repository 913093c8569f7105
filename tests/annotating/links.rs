use super::*;
use onrecord::config::TagSet;

/// All links as “words label → words”.
fn links(desk: &Desk) -> Vec<String> {
    let record = &desk.app.model.record;
    let words = |id| record.tag(id).map_or("?".to_owned(), |tag| desk.words(tag));
    let told =
        record.links().map(|link| format!("{} {} → {}", words(&link.from), link.label, words(&link.to)));
    told.collect()
}

/// A desk whose tag set has several link labels.
fn answering() -> Desk {
    let mut desk = ferry();
    let ron = r#"(
        name: "test",
        labels: [
            (name: "Person", key: '1', colour: 0, marker: "P", takes: "person", group: "name"),
            (name: "Quote", key: '5', colour: 4, marker: "Q", takes: "statement"),
            (name: "Cue", key: '7', colour: 6, marker: "C", takes: "cue"),
        ],
        links: [
            (name: "said by", from: ["Quote"], to: ["Person"]),
            (name: "answers", from: ["Quote"], to: ["Quote"]),
            (name: "repeats", from: ["Quote"], to: ["Quote"]),
        ],
    )"#;
    desk.app.model.tag_set = TagSet::read("test.ron", ron, |_| None).unwrap();
    desk.go("Ferry talks").keys("WW5").go("the crossing").keys("WW5").go("Velden").keys("1");
    desk
}

#[test]
fn two_tags_are_linked_by_picking_one_and_then_the_other() {
    let mut desk = ferry();
    desk.go("crossing").keys("WWW5").go("ministry").keys("W2").go("crossing").keys("c");
    assert_eq!(desk.message(), "linking from Quote “crossing takes two”: c on the other tag links it");
    assert!(here(&desk).contains(&"Linking from".to_owned()));
    let before = desk.edits().len();
    let record = desk.app.model.record.clone();
    desk.keys("kj").go("ministry").keys("c");
    assert_eq!(links(&desk), ["crossing takes two said by → ministry"]);
    assert_eq!(desk.message(), "Quote “crossing takes two” said by → Organisation “ministry”");
    assert!(desk.app.model.hand.linking.is_none());
    assert!(here(&desk).contains(&"said by ← “crossing takes two”".to_owned()), "{:?}", here(&desk));
    desk.go("crossing");
    assert!(here(&desk).contains(&"said by → ministry".to_owned()), "{:?}", here(&desk));
    undone(&mut desk, before, 1, &record);
}

#[test]
fn a_link_that_fits_only_in_reverse_is_made_in_reverse() {
    let mut desk = ferry();
    desk.go("crossing").keys("WWW5").go("ministry").keys("W2c").go("crossing").keys("c");
    assert_eq!(links(&desk), ["crossing takes two said by → ministry"]);
}

#[test]
fn a_suggestion_at_the_other_end_is_accepted_in_the_same_step() {
    let mut desk = ferry();
    desk.go("crossing").keys("WWW5").go("crossing").keys("c");
    let before = desk.edits().len();
    let record = desk.app.model.record.clone();
    desk.go("Mara Quill").keys("c");
    assert_eq!(links(&desk), ["crossing takes two said by → Mara Quill"]);
    assert!(desk.tags().contains(&"Person: Mara Quill = Mara Quill".to_owned()));
    undone(&mut desk, before, 1, &record);
    // Neither end is on the record.
    let mut desk = ferry();
    desk.keys("]c").go("Rask, who").keys("c");
    let tags = desk.tags();
    assert!(tags.contains(&"Person: Milo Rask = Milo Rask".to_owned()), "{tags:?}");
    assert!(links(&desk).iter().any(|link| link.ends_with("said by → Milo Rask")), "{:?}", links(&desk));
    undone(&mut desk, 0, 1, &Record::default());
}

#[test]
fn what_names_one_person_at_both_ends_makes_one_entity() {
    let mut desk = ferry();
    desk.keys("]c").go("Quill told").keys("c");
    let quills = desk.app.model.record.entities().filter(|entity| entity.name == "Mara Quill");
    assert_eq!(quills.count(), 1);
}

#[test]
fn linking_is_dropped_by_the_same_key_or_esc() {
    for script in ["cc", "c<esc>", "clhc", "cll<esc>"] {
        let mut desk = ferry();
        desk.go("crossing").keys("WWW5").go("crossing").keys(script);
        assert_eq!(desk.message(), "no longer linking", "{script}");
        assert!(desk.app.model.hand.linking.is_none() && links(&desk).is_empty());
    }
}

#[test]
fn a_link_that_does_not_fit_is_refused_with_what_would() {
    const FITTING: &str = "nothing here to link to: “said by” leads to Speaker, Person or Organisation; \
                           “cued by” leads to Cue; “said to” leads to Audience";
    let mut desk = ferry();
    desk.go("crossing").keys("W4c");
    assert_eq!(desk.message(), "no link of this tag set joins a Date");
    desk.go("Velden").keys("3").go("two hours").keys("WW5c").go("Velden").keys("c");
    assert_eq!(desk.message(), FITTING);
    desk.go("crossing takes").keys("wc");
    assert_eq!(desk.message(), FITTING);
    assert!(desk.app.model.hand.linking.is_some(), "the other end can still be found");
    desk.keys("<esc>").go("talks").keys("c");
    assert_eq!(desk.message(), "no tag here to link: . goes to the next one");
}

#[test]
fn where_several_link_labels_fit_a_menu_asks() {
    let mut desk = answering();
    desk.go("the crossing").keys("c").go("Ferry talks").keys("c");
    assert_eq!(menu(&desk), ["answers", "repeats"]);
    desk.keys("2");
    assert_eq!(links(&desk), ["the crossing repeats → Ferry talks"]);
    desk.keys("c").go("the crossing").keys("c");
    assert_eq!(menu(&desk), ["answers", "repeats"], "in the other direction they are not linked");
    desk.keys("<esc><esc>").go("Velden").keys("c").go("the crossing").keys("c");
    assert_eq!(links(&desk).len(), 2, "one that fits is taken at once");
}

#[test]
fn a_link_gets_another_label_or_goes() {
    let linked = || {
        let mut desk = answering();
        desk.go("the crossing").keys("c").go("Ferry talks").keys("c2");
        desk.go("the crossing").keys("c").go("Ferry talks").keys("c");
        desk
    };
    let desk = linked();
    assert_eq!(menu(&desk), ["answers", "answers", "Delete repeats → “Ferry talks”"]);
    let table = [
        ("1", vec!["the crossing answers → Ferry talks"]),
        ("3", vec![]),
        ("<esc><esc>", vec!["the crossing repeats → Ferry talks"]),
    ];
    for (key, expected) in table {
        let mut desk = linked();
        let before = desk.edits().len();
        let record = desk.app.model.record.clone();
        desk.keys(key);
        assert_eq!(links(&desk), expected, "{key}");
        let steps = desk.edits().len() - before;
        undone(&mut desk, before, steps, &record);
    }
    let mut desk = linked();
    desk.keys("2");
    assert_eq!(links(&desk).len(), 2);
    desk.go("the crossing").keys("d");
    assert_eq!(menu(&desk).len(), 3, "{:?}", menu(&desk));
    desk.keys("3");
    assert_eq!(links(&desk).len(), 1);
}

#[test]
fn an_end_that_went_meanwhile_ends_the_linking() {
    let mut desk = ferry();
    desk.go("crossing").keys("WWW5c").keys("u").go("Mara Quill").keys("c");
    assert_eq!(desk.message(), "what was to be linked is gone");
    assert!(desk.app.model.hand.linking.is_none());
}
