use super::*;

#[test]
fn a_tag_can_have_several_parts() {
    let mut desk = ferry();
    desk.go("harbour master").keys("WW5");
    let before = desk.edits().len();
    let record = desk.app.model.record.clone();
    desk.go("told reporters").keys("WW+");
    assert_eq!(desk.tags(), ["Quote: harbour master … told reporters"]);
    assert_eq!(desk.message(), "added to Quote “harbour master”");
    assert!(here(&desk).iter().any(|fact| fact == "2 parts: “harbour master” … “told reporters”"));
    undone(&mut desk, before, 1, &record);
}

#[test]
fn parts_that_meet_become_one_and_a_part_is_not_added_twice() {
    let mut desk = ferry();
    desk.go("harbour master").keys("W5");
    desk.go(" master Mara").keys("ve+");
    assert_eq!(desk.tags(), ["Quote: harbour … master"], "a space apart they are two parts");
    desk.go("harbour master").keys("WW+");
    assert_eq!(desk.tags(), ["Quote: harbour master"]);
    desk.go("master Mara").keys("W+");
    assert_eq!(desk.message(), "that is a part of Quote “harbour master” already");
}

#[test]
fn plus_without_a_selection_takes_the_tag_that_is_added_to() {
    let mut desk = ferry();
    desk.keys("+");
    assert_eq!(desk.message(), "no words are selected: + adds those that are to the tag touched last");
    desk.keys("W+");
    assert_eq!(desk.message(), "add to which tag: + on it first, then select");
    desk.go("crossing").keys("W3").go("Velden").keys("3");
    desk.go("crossing").keys("+");
    assert_eq!(desk.message(), "select more words for Place “crossing”: + adds them");
    desk.go("two hours").keys("WW+");
    assert_eq!(desk.tags(), ["Place: Velden = Velden", "Place: crossing … two hours = crossing"]);
}

#[test]
fn a_part_or_the_whole_of_a_tag_is_deleted() {
    let parts = |desk: &mut Desk| {
        desk.go("harbour master").keys("WW5").go("told reporters").keys("WW+").go("told");
    };
    let table =
        [("d1", vec!["Quote: harbour master"]), ("d2", vec![]), ("d<enter>", vec!["Quote: harbour master"])];
    for (script, expected) in table {
        let mut desk = ferry();
        parts(&mut desk);
        let before = desk.edits().len();
        let record = desk.app.model.record.clone();
        desk.keys(script);
        assert_eq!(desk.tags(), expected, "{script}");
        undone(&mut desk, before, 1, &record);
    }
    let mut desk = ferry();
    parts(&mut desk);
    desk.keys("d");
    assert_eq!(menu(&desk), ["This part: “told reporters”", "Quote “harbour master … told reporters”"]);
}

#[test]
fn the_edges_of_a_tag_are_moved_like_a_selection() {
    let table = [
        ("MW<enter>", "Place: port authority of"),
        ("MWM", "Place: port authority of"),
        ("MB<enter>", "Place: port"),
        ("MHH<enter>", "Place: port authori"),
        ("Mow<enter>", "Place: authority"),
        ("Moh<enter>", "Place: port authority"),
        ("Mobb<enter>", "Place: accused the port authority"),
        ("MW<esc>", "Place: port authority"),
        ("MBBBBBB<enter>", "Place: port"),
        ("MS<enter>", "Place: port authority of “playing for time.”"),
        ("MW2", "Organisation: port authority of"),
    ];
    for (script, expected) in table {
        let mut desk = ferry();
        desk.go("port authority").keys("WW3");
        desk.go("authority of");
        let before = desk.edits().len();
        let record = desk.app.model.record.clone();
        desk.keys(script);
        assert!(desk.app.model.hand.held.is_none(), "{script}");
        assert_eq!(desk.selected(), "", "{script}");
        let tags = desk.tags();
        assert!(tags[0].starts_with(&format!("{expected} = ")), "{script}: {tags:?}");
        let steps = desk.edits().len() - before;
        undone(&mut desk, before, steps, &record);
        assert!(steps <= 1, "{script}");
    }
}

#[test]
fn while_edges_are_held_nothing_else_changes_the_record() {
    let mut desk = ferry();
    desk.go("crossing").keys("W3M");
    let edits = desk.edits().len();
    for key in ["a", "x", "d", "u", "m", "s", "c", "i", "+", "<tab>", ".", "v", "f"] {
        desk.keys(key);
        assert_eq!(
            desk.message(),
            "the edges are held: Enter sets them, Esc leaves them as they were",
            "{key}"
        );
    }
    assert_eq!(desk.edits().len(), edits);
    desk.keys("?<esc><esc>");
    assert_eq!(desk.message(), "the edges are as they were");
    desk.keys("M<enter>");
    assert_eq!(desk.edits().len(), edits, "unmoved edges are no edit");
}

#[test]
fn one_part_of_a_tag_is_held_alone() {
    let mut desk = ferry();
    desk.go("harbour master").keys("WW5").go("told reporters").keys("WW+").go("reporters");
    desk.keys("MB<enter>");
    assert_eq!(desk.tags(), ["Quote: harbour master … told"]);
}

#[test]
fn an_entity_that_was_named_by_its_words_follows_the_edges() {
    let mut desk = ferry();
    desk.go("crossing").keys("W3MW<enter>");
    assert_eq!(desk.tags(), ["Place: crossing takes = crossing takes"]);
    desk.go("Velden").keys("3").go("reporters in").keys("W3i");
    desk.keys("velden<enter>MW<enter>");
    assert!(desk.tags().contains(&"Place: reporters in = Velden".to_owned()), "{:?}", desk.tags());
}

#[test]
fn what_was_suggested_with_other_edges_is_not_asked_about_again() {
    let mut desk = ferry();
    desk.go("Velden").keys("a");
    let left = desk.app.model.review.left();
    desk.go("Velden").keys("Mbb");
    desk.keys("<esc>").go("Velden").keys("Mob<enter>");
    assert_eq!(desk.app.model.review.left(), left, "{:?}", desk.tags());
    desk.attribute();
    assert_eq!(desk.app.model.review.left(), left);
    let verdict = desk.app.model.record.verdicts().next().unwrap();
    assert_eq!(verdict.verdict, "corrected");
    assert!(desk.app.model.record.tag(verdict.became.as_ref().unwrap()).is_some());
    desk.go("in Velden").keys("Mow<enter>");
    assert_eq!(desk.app.model.record.verdicts().count(), 0, "it is as was suggested after all");
    desk.keys("u").go("in Velden").keys("d");
    assert_eq!(desk.app.model.review.left(), left, "deleted, it is not asked about again");
    let verdict = desk.app.model.record.verdicts().next().unwrap();
    assert_eq!((&*verdict.verdict, &verdict.became), ("rejected", &None));
}

#[test]
fn a_label_key_gives_a_tag_another_label() {
    let mut desk = ferry();
    desk.go("port authority").keys("WW2").go("authority of").keys("3");
    assert_eq!(desk.tags(), ["Place: port authority = port authority"]);
    assert_eq!(desk.message(), "Organisation is now Place");
    assert_eq!(desk.app.model.record.entities().count(), 1, "its entity has the new kind");
    assert_eq!(desk.app.model.record.entities().next().unwrap().kind, "Place");
    desk.go("authority of").keys("3");
    assert_eq!(desk.message(), "that is in a Place already: select what to tag inside");
    desk.go("authority of").keys("6");
    assert_eq!(menu(&desk), ["A new Speaker", "Place “port authority”"]);
    desk.keys("2");
    assert_eq!(desk.tags(), ["Speaker: port authority = port authority"]);
}

#[test]
fn a_name_inside_of_another_tag_is_tagged_with_one_key() {
    let mut desk = ferry();
    desk.go("Ms Quill told").keys("WWWWWW5").go("Velden").keys("3");
    assert!(desk.tags().contains(&"Place: Velden = Velden".to_owned()), "{:?}", desk.tags());
    desk.go("told reporters").keys("7");
    assert!(desk.tags().contains(&"Cue: told".to_owned()), "{:?}", desk.tags());
}

#[test]
fn tags_are_walked_also_those_on_one_place() {
    let mut desk = ferry();
    desk.go("port authority").keys("WW2").go("port authority").keys("W7").go("Velden").keys("3gg");
    let mut chosen = Vec::new();
    for key in [".", ".", ".", ".", ",", ","] {
        desk.keys(key);
        let id = desk.app.model.hand.chosen.clone().unwrap();
        chosen.push(desk.app.model.record.tag(&id).unwrap().label.clone());
    }
    assert_eq!(chosen, ["Place", "Cue", "Organisation", "Place", "Organisation", "Cue"]);
    desk.keys("d");
    assert_eq!(
        desk.tags(),
        ["Place: Velden = Velden", "Organisation: port authority = port authority"],
        "a key acts on the one that was gone to"
    );
    desk.keys("ggv.");
    assert_eq!(desk.selected(), "");
    let mut desk = ferry();
    desk.keys(".");
    assert_eq!(desk.message(), "no tags yet: a label key makes one, a takes a suggestion");
}

#[test]
fn where_several_tags_share_a_place_one_key_picks() {
    let crowded = || {
        let mut desk = ferry();
        desk.go("port authority").keys("WW2").go("authority of").keys("W7").go("authority of");
        desk
    };
    let table = [
        ("d1", vec!["Organisation: port authority = port authority"]),
        ("d2", vec!["Cue: authority"]),
        ("d<down><enter>", vec!["Cue: authority"]),
        ("d<esc>", vec!["Organisation: port authority = port authority", "Cue: authority"]),
        ("~1d<enter>", vec!["Organisation: port authority = port authority"]),
        ("M2B<enter>", vec!["Organisation: port = port", "Cue: authority"]),
    ];
    for (script, expected) in table {
        let mut desk = crowded();
        desk.keys(script);
        assert_eq!(desk.tags(), expected, "{script}");
    }
    let mut desk = crowded();
    desk.keys("m");
    assert_eq!(menu(&desk), ["Cue “authority”", "Organisation “port authority”", "This place"]);
    desk.keys("2hm<enter>");
    assert!(here(&desk).contains(&"hm".to_owned()));
    let note = desk.app.model.record.notes().next().unwrap();
    let tag = desk.app.model.record.tag(note.about.as_ref().unwrap()).unwrap();
    assert_eq!(tag.label, "Organisation");
}

#[test]
fn a_tag_that_was_just_made_has_the_next_keys() {
    let mut desk = ferry();
    desk.go("port authority").keys("WW2").go("authority of").keys("W7d");
    assert_eq!(desk.tags(), ["Organisation: port authority = port authority"]);
    desk.go("authority of").keys("W75");
    assert!(desk.tags().contains(&"Quote: authority".to_owned()), "{:?}", desk.tags());
}

#[test]
fn deleting_a_tag_takes_its_links_and_leaves_its_notes() {
    let mut desk = ferry();
    desk.go("sail again").keys("a");
    assert_eq!(desk.app.model.record.links().count(), 2, "to the speaker and to the cue");
    desk.go("ferry will").keys("mwhen?<enter>d");
    assert!(menu(&desk).contains(&"Link said by → Mara Quill"), "the link can go alone: {:?}", menu(&desk));
    desk.keys("1");
    assert!(!desk.tags().iter().any(|tag| tag.starts_with("Quote")), "{:?}", desk.tags());
    assert_eq!(desk.app.model.record.links().count(), 0);
    assert_eq!(desk.app.model.record.notes().count(), 1);
    desk.keys("u");
    assert_eq!(desk.app.model.record.links().count(), 2);
}
