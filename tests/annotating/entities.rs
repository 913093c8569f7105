use super::*;

#[test]
fn a_tag_joins_an_entity_or_makes_one() {
    let mut desk = ferry();
    desk.go("Mara Quill").keys("a").go("Quill told").keys("1");
    assert_eq!(desk.app.model.record.entities().count(), 1, "the machine knows that they are one");
    desk.go("Velden").keys("3");
    let before = desk.edits().len();
    let record = desk.app.model.record.clone();
    desk.keys("i");
    assert_eq!(listed(&desk)[0], "Velden");
    desk.keys("Velden by the Tarn<enter>");
    assert_eq!(desk.message(), "that is Velden by the Tarn");
    assert!(desk.tags().contains(&"Place: Velden = Velden by the Tarn".to_owned()), "{:?}", desk.tags());
    let places = desk.app.model.record.entities().filter(|entity| entity.kind == "Place");
    assert_eq!(places.count(), 1, "what nobody names any more is gone");
    undone(&mut desk, before, 1, &record);
    desk.go("Quill told").keys("irask<enter>");
    assert!(desk.tags().contains(&"Person: Quill = Milo Rask".to_owned()), "{:?}", desk.tags());
}

#[test]
fn likely_entities_come_first() {
    let mut desk = ferry();
    desk.go("Milo Rask").keys("a").go("Velden").keys("3").go("Quill told").keys("i");
    assert_eq!(listed(&desk)[0], "Mara Quill", "whom the machine takes it for");
    desk.keys("<enter>");
    assert_eq!(desk.message(), "Person tagged: that is Mara Quill");
    desk.go("Mara Quill").keys("i");
    assert_eq!(listed(&desk)[0], "Mara Quill", "the same words");
}

#[test]
fn words_that_the_machine_does_not_know_are_tagged_by_whom_they_name() {
    let mut desk = ferry();
    desk.go("Mara Quill").keys("a").go("crossing").keys("Wiquill<enter>");
    assert!(desk.tags().contains(&"Person: crossing = Mara Quill".to_owned()), "{:?}", desk.tags());
    desk.go("boat").keys("iNobody Known<enter>");
    assert_eq!(desk.message(), "a label key tags these words first: i then names somebody new");
    desk.keys("l<esc>").go("“The boat").keys("i");
    assert_eq!(desk.message(), "no tag, name or word here to say the entity of");
}

#[test]
fn a_quote_gets_its_source() {
    let mut desk = ferry();
    desk.go("sail again").keys("a").go("sail again").keys("irask<enter>");
    assert!(desk.tags()[0].ends_with("= Milo Rask"), "{:?}", desk.tags());
    let links: Vec<_> = desk.app.model.record.links().map(|link| link.label.clone()).collect();
    assert_eq!(links, ["cued by"], "who was linked is somebody else");
    assert!(!desk.tags().iter().any(|tag| tag.starts_with("Speaker")), "{:?}", desk.tags());
    let rask = desk.app.model.voices.named("Milo Rask").unwrap();
    assert_eq!(desk.app.model.voices.rows()[rask].count, 2);
}

#[test]
fn all_entities_are_listed_with_their_mentions() {
    let mut desk = ferry();
    desk.keys("I");
    assert_eq!(listed(&desk), Vec::<&str>::new());
    desk.keys("<esc>").go("Velden").keys("a").go("Mara Quill").keys("1").go("Quill told").keys("1I");
    assert_eq!(listed(&desk), ["Mara Quill", "Velden"]);
    desk.keys("quill<enter>");
    let around = listed(&desk);
    assert_eq!(around.len(), 2);
    assert!(around[0].contains("harbour master [Mara Quill] said."), "{around:?}");
    desk.keys("<down><enter>");
    assert!(desk.under().starts_with("Quill told"), "{}", desk.under());
    assert!(desk.app.model.hand.chosen.is_some(), "the keys act on it");
    desk.keys("I<enter><esc>");
    assert_eq!(listed(&desk), ["Mara Quill", "Velden"], "Esc goes back to the list");
}

#[test]
fn an_entity_is_renamed_and_so_is_the_source() {
    let mut desk = ferry();
    desk.go("waited long").keys("agg");
    let before = desk.edits().len();
    let record = desk.app.model.record.clone();
    desk.keys("I<ctrl-r><ctrl-u>Mara J. Quill<enter>");
    assert_eq!(desk.message(), "Mara Quill is now Mara J. Quill");
    assert_eq!(listed(&desk), ["Mara J. Quill"]);
    desk.keys("<esc>");
    let row = desk.app.model.voices.named("Mara J. Quill").unwrap();
    assert_eq!(desk.app.model.voices.rows()[row].count, 1);
    undone(&mut desk, before, 1, &record);
    let row = desk.app.model.voices.named("Mara J. Quill").unwrap();
    assert_eq!(desk.app.model.voices.rows()[row].count, 0);
}

#[test]
fn a_name_that_is_taken_or_empty_is_refused() {
    let mut desk = ferry();
    desk.go("Mara Quill").keys("1").go("Milo Rask").keys("1");
    desk.keys("I<ctrl-r><ctrl-u>Milo Rask<enter>");
    assert_eq!(desk.message(), "there is a Person Milo Rask already: ^G merges the two");
    desk.keys("<ctrl-r><ctrl-u><enter>");
    assert_eq!(desk.message(), "an entity has a name: it was not changed");
    desk.keys("x<ctrl-r>");
    assert_eq!(desk.message(), "no entity is chosen: Enter on a new name makes one");
}

#[test]
fn two_entities_are_merged_in_one_step() {
    let mut desk = ferry();
    desk.go("Mara Quill").keys("1").go("Quill told").keys("1iMs Quill<enter>").go("Milo Rask").keys("1");
    desk.keys("Imara<ctrl-e>wikidata:Q1<enter>ms<ctrl-e>wikidata:Q2, viaf:3<enter><esc>");
    let before = desk.edits().len();
    let record = desk.app.model.record.clone();
    desk.keys("Ims<ctrl-g>");
    assert_eq!(listed(&desk), ["Mara Quill", "Milo Rask"], "who is called alike comes first");
    desk.keys("<enter>");
    assert_eq!(desk.message(), "Ms Quill is now Mara Quill: 1 tag");
    desk.keys("<esc>");
    assert!(desk.tags().contains(&"Person: Quill = Mara Quill".to_owned()), "{:?}", desk.tags());
    let merged = desk.app.model.record.entities_called("Mara Quill").next().unwrap();
    assert_eq!(merged.same_as, ["wikidata:Q1", "wikidata:Q2", "viaf:3"]);
    assert_eq!(desk.app.model.record.tag_count_of(&merged.id), 2);
    undone(&mut desk, before, 1, &record);
}

#[test]
fn later_suggestions_follow_a_merge() {
    let mut desk = ferry();
    desk.go("Mara Quill").keys("a").go("Milo Rask").keys("a");
    desk.keys("Iquill<ctrl-g>rask<enter><esc>").go("Quill told").keys("a");
    assert!(desk.tags().contains(&"Person: Quill = Milo Rask".to_owned()), "{:?}", desk.tags());
    assert_eq!(desk.app.model.record.entities().count(), 1);
}

#[test]
fn identifiers_are_checked_and_kept() {
    let mut desk = ferry();
    desk.go("Velden").keys("aI<ctrl-e>Q42<enter>");
    assert_eq!(desk.message(), "“Q42” is no identifier: write catalogue and name, as in wikidata:Q42");
    desk.keys("<ctrl-a>wikidata:<enter>");
    assert_eq!(desk.message(), "Velden is wikidata:Q42");
    desk.keys("<ctrl-e>, wikidata:Q42 geonames:7<enter><esc>");
    let velden = desk.app.model.record.entities().next().unwrap();
    assert_eq!(velden.same_as, ["wikidata:Q42", "geonames:7"]);
    desk.go("Velden");
    assert!(
        here(&desk).contains(&"Velden · 1 tag · wikidata:Q42 · geonames:7".to_owned()),
        "{:?}",
        here(&desk)
    );
}

#[test]
fn an_entity_is_made_and_deleted() {
    let mut desk = ferry();
    desk.keys("IIda Bell<enter>");
    assert_eq!(menu(&desk), ["Person", "Organisation", "Place"]);
    desk.keys("1");
    assert_eq!(desk.message(), "Ida Bell made: i on a tag joins it");
    desk.keys("Ida Bell<enter>");
    assert_eq!(desk.message(), "Ida Bell is not mentioned: ^D deletes it");
    desk.keys("<ctrl-d>");
    assert_eq!(desk.app.model.record.entities().count(), 0);
    desk.keys("<esc>").go("Velden").keys("aI");
    let before = desk.edits().len();
    let record = desk.app.model.record.clone();
    desk.keys("<ctrl-d>");
    assert_eq!(menu(&desk), ["Delete it"]);
    desk.keys("y<esc>");
    assert_eq!(desk.tags(), ["Place: Velden"], "its mention stays tagged");
    undone(&mut desk, before, 1, &record);
}
