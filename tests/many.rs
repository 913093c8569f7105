//! Many places at once, and what is remembered of decisions: worked at with keys.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod support;

use std::sync::Arc;

use onrecord::annotation::{Change, Edit, Record};
use onrecord::app::{Event, Findings, Overlay, Preview, Suggestion};
use onrecord::article::Span;
use onrecord::attribution::{Attribution, Few, attribute};
use support::{BRIDGE, Desk, FERRY};

const QUAY: &str = "\
The long quay at Tarn

Mara Quill runs the quay at Tarn. “Tarn is slow,” Ms Quill said. Old Quillan disagrees, and Bo Quill \
sells rope.

TARN was wet on Monday. Quill stayed on the quay all day, and on Tuesday she went to Tarn Road.
";

/// The open preview.
fn preview(desk: &Desk) -> &Preview {
    match &desk.app.model.overlay {
        Some(Overlay::Preview(preview)) => preview,
        other => panic!("{other:?}: {}", desk.message()),
    }
}

/// The rows of the open preview: a mark for each that is taken, and its words.
fn rows(desk: &Desk) -> Vec<String> {
    let shown = preview(desk);
    let rows = (0..shown.len()).map(|index| desk.app.model.preview_row(shown, index).unwrap());
    let mark = |is_taken| if is_taken == Some(true) { "+" } else { "-" };
    rows.map(|row| format!("{}{}", mark(row.is_taken), row.words)).collect()
}

/// All tags of a label, as words.
fn tagged(desk: &Desk, label: &str) -> Vec<String> {
    let tags = desk.app.model.record.tags().filter(|tag| tag.label == label);
    tags.map(|tag| desk.words(tag)).collect()
}

#[test]
fn every_other_place_with_the_same_words_is_tagged_alike_and_undone_in_one_step() {
    let mut desk = Desk::open(QUAY, 120, 40);
    desk.go("quay at").keys("7*");
    assert_eq!(rows(&desk), ["+quay", "+quay"], "whole words, and not the one that is tagged");
    desk.keys("<enter>");
    assert_eq!(tagged(&desk, "Cue"), ["quay", "quay", "quay"]);
    assert_eq!(desk.message(), "2 tagged: u takes that back");
    assert!(desk.under().starts_with("quay at Tarn"), "the reader is back: {}", desk.under());
    desk.keys("u");
    assert_eq!(tagged(&desk, "Cue"), ["quay"]);
    desk.keys("U");
    assert_eq!(tagged(&desk, "Cue").len(), 3);
}

#[test]
fn a_name_is_tagged_as_the_entity_that_it_names_wherever_that_is_named() {
    let mut desk = Desk::open(QUAY, 120, 40);
    desk.go("Tarn").keys("*");
    let words = rows(&desk);
    assert_eq!(words.iter().filter(|row| *row == "+Tarn").count(), 3, "{words:?}");
    assert!(!words.contains(&"+TARN".to_owned()), "exactly as it stands: {words:?}");
    desk.keys("*");
    assert!(rows(&desk).contains(&"+TARN".to_owned()), "all that names it: {:?}", rows(&desk));
    desk.keys("<enter>");
    let entities: Vec<_> = desk.app.model.record.entities().map(|entity| entity.name.clone()).collect();
    assert_eq!(entities, ["Tarn"], "they share it: {:?}", desk.tags());
    assert!(tagged(&desk, "Place").contains(&"TARN".to_owned()));
    desk.keys("u");
    assert_eq!(desk.app.model.record, Record::default());
}

#[test]
fn somebody_else_of_the_same_name_is_left() {
    let mut desk = Desk::open(QUAY, 120, 40);
    desk.go("Mara Quill").keys("1").go("Quill runs").keys("**");
    let rows = rows(&desk);
    assert!(rows.contains(&"+Quill".to_owned()), "{rows:?}");
    assert!(!rows.iter().any(|row| row.contains("Bo") && row.starts_with('+')), "{rows:?}");
    assert!(!rows.iter().any(|row| row.contains("Quillan")), "{rows:?}");
}

#[test]
fn a_preview_takes_yes_or_no_for_each_row_and_shows_where_it_is() {
    let mut desk = Desk::open(QUAY, 120, 40);
    desk.go("quay").keys("W7*");
    assert_eq!(rows(&desk), ["+quay", "+quay"]);
    assert_eq!(desk.selected(), "quay");
    let table = [
        ("<space>", ["-quay", "+quay"]),
        ("y", ["-quay", "+quay"]),
        ("x", ["-quay", "-quay"]),
        ("a", ["+quay", "+quay"]),
        ("gn", ["-quay", "+quay"]),
        ("gy", ["+quay", "+quay"]),
        ("Gn", ["+quay", "-quay"]),
    ];
    for (script, expected) in table {
        desk.keys(script);
        assert_eq!(rows(&desk), expected, "{script}");
        assert_eq!(desk.selected(), "quay", "{script}");
    }
    assert!(desk.under().starts_with("quay all day"), "{}", desk.under());
    desk.keys("x<enter>");
    assert_eq!(desk.message(), "no row is taken: Space takes one, a takes all");
    desk.keys("<esc>");
    assert_eq!(tagged(&desk, "Cue").len(), 1);
}

#[test]
fn a_word_without_a_label_gets_one_in_the_preview() {
    let mut desk = Desk::open(QUAY, 120, 40);
    desk.go("quay").keys("*<enter>");
    assert_eq!(desk.message(), "press the key of a label first");
    desk.keys("3<enter>");
    assert_eq!(tagged(&desk, "Place"), ["quay", "quay", "quay"]);
}

#[test]
fn what_a_pattern_fits_is_tagged() {
    let mut desk = Desk::open(QUAY, 120, 40);
    desk.keys("&(Mon|Tues<enter>");
    assert_eq!(desk.message(), "character 1: unclosed group");
    desk.keys(")day<enter>");
    assert_eq!(rows(&desk), ["+Monday", "+Tuesday"]);
    desk.keys("4jn<enter>");
    assert_eq!(tagged(&desk, "Date"), ["Monday"]);
    desk.keys("&Friday<enter>");
    assert_eq!(desk.message(), "the pattern fits nothing");
    assert!(matches!(desk.app.model.overlay, Some(Overlay::Line(_))), "it can be mended");
    desk.keys("<esc>&\\bday\\b<enter>4<enter>u");
    assert_eq!(tagged(&desk, "Date"), ["Monday"]);
}

#[test]
fn all_tags_like_one_are_relabelled_or_deleted() {
    let mut desk = Desk::open(QUAY, 120, 40);
    desk.go("quay").keys("*3<enter>").go("Mara").keys("1").go("rope").keys("3");
    desk.go("quay").keys("~");
    assert_eq!(rows(&desk), ["+quay", "+quay", "+quay"]);
    desk.keys("2<enter>");
    assert_eq!(tagged(&desk, "Organisation"), ["quay", "quay", "quay"]);
    let quays = desk.app.model.record.entities_called("quay").map(|entity| entity.kind.clone());
    assert_eq!(quays.collect::<Vec<_>>(), ["Organisation"], "what nobody names any more is gone");
    desk.keys("u~~2<enter>");
    assert_eq!(desk.message(), "3 relabelled: u takes that back", "those of the same entity");
    desk.keys("~2<enter>");
    assert_eq!(desk.message(), "nothing would change");
    desk.keys("u");
    desk.go("rope").keys("~~~");
    assert_eq!(rows(&desk).len(), 4);
    desk.keys("d<enter>");
    assert_eq!(desk.tags(), ["Person: Mara Quill = Mara Quill"]);
    desk.keys("u");
    assert_eq!(tagged(&desk, "Place").len(), 4);
}

#[test]
fn suggestions_are_accepted_by_what_they_are() {
    let count = |script: &str| {
        let mut desk = Desk::open(BRIDGE, 100, 24);
        let all = desk.app.model.review.left();
        desk.go("lightly").keys(script);
        let decided = all - desk.app.model.review.left();
        desk.keys("u");
        assert_eq!(desk.app.model.record, Record::default(), "{script} is undone in one step");
        (decided, all)
    };
    let desk = Desk::open(BRIDGE, 100, 24);
    let findings = desk.app.model.findings.clone().unwrap();
    let of_kind = |kind: &str| {
        let all = findings.suggestions_from(0);
        all.filter(|&suggestion| findings.kind(suggestion) == kind).count()
    };
    let (all, total) = count("Aa<enter>");
    assert_eq!(all, total);
    assert_eq!(count("Xa<enter>").0, total);
    assert_eq!(count("A1<enter>").0, of_kind("person"));
    assert_eq!(count("A5<enter>").0, of_kind("statement"));
    let statements = &findings.attribution().statements;
    let brook = statements[findings.statement_at(BRIDGE.find("lightly").unwrap()).unwrap()].source;
    assert_eq!(count("As<enter>").0, statements.iter().filter(|said| said.source == brook).count());
    let sure = statements.iter().filter(|said| said.confidence >= 80).count();
    assert_eq!(count("Ac<enter><enter>").0, sure);
    assert_eq!(count("Ac<ctrl-u>101<enter><ctrl-u>0%<enter><enter>").0, statements.len());
    let visible = count("Av<enter>").0;
    assert!(0 < visible && visible < total, "{visible} of {total}");
}

#[test]
fn the_one_row_that_is_wrong_is_left_out() {
    let mut desk = Desk::open(BRIDGE, 100, 24);
    desk.keys("A3jjn<enter>");
    let places = tagged(&desk, "Place").len();
    assert_eq!(desk.message(), format!("{places} accepted: u takes that back"));
    desk.keys("<tab>X3<enter>");
    assert_eq!(desk.app.model.record.verdicts().count(), 1);
}

#[test]
fn an_accepted_tag_that_is_deleted_is_not_suggested_again() {
    let mut desk = Desk::open(FERRY, 100, 30);
    desk.go("Velden").keys("<tab>a");
    let left = desk.app.model.review.left();
    desk.go("Velden").keys("d");
    let verdicts: Vec<_> = desk.app.model.record.verdicts().collect();
    assert_eq!(verdicts.len(), 1);
    assert_eq!((&*verdicts[0].verdict, &*verdicts[0].rule), ("rejected", "name"));
    assert_eq!(desk.app.model.review.left(), left, "it stays decided");
    desk.keys("u");
    assert_eq!(tagged(&desk, "Place"), ["Velden"]);
    desk.keys("Ud");
    assert_eq!(desk.message(), "no tag or note of yours here: . goes to the next tag");
    desk.keys("3");
    assert_eq!(desk.app.model.record.verdicts().count(), 0, "tagged after all");
}

#[test]
fn what_is_corrected_keeps_what_was_suggested() {
    let mut desk = Desk::open(FERRY, 100, 30);
    desk.go("Velden").keys("2");
    let verdict = desk.app.model.record.verdicts().next().unwrap().clone();
    assert_eq!((&*verdict.verdict, &*verdict.label), ("corrected", "Place"));
    assert_eq!(verdict.became.as_ref(), desk.app.model.record.tags().next().map(|tag| &tag.id));
    assert!(!verdict.version.is_empty());
    desk.keys("d");
    let rejected = desk.app.model.record.verdicts().next().unwrap();
    assert_eq!((&*rejected.verdict, &rejected.became), ("rejected", &None));
    desk.keys("uu").go("Velden").keys("3").keys("2");
    assert_eq!(desk.app.model.record.verdicts().count(), 1, "an accepted one that is relabelled");
    desk.keys("3");
    assert_eq!(desk.app.model.record.verdicts().count(), 0, "and back");
}

/// The machine's findings as another engine might have made them.
fn another_engine(desk: &mut Desk, change: impl FnOnce(&mut Attribution)) {
    let mut attribution = attribute(&desk.app.model.article);
    change(&mut attribution);
    desk.send(Event::Attributed(Arc::new(Findings::new(attribution))));
}

#[test]
fn another_engine_does_not_ask_again_and_changes_no_decision() {
    let start = FERRY.find("“We have").unwrap();
    let quote = |attribution: &Attribution| {
        attribution.statements.iter().position(|said| said.content[0].start() == start).unwrap()
    };
    // By the same words with other edges, by the cue, and for a rejected one by its words.
    for (script, is_tag) in [("a", true), ("x", false)] {
        let mut desk = Desk::open(FERRY, 100, 30);
        desk.go("We have").keys(script);
        let record = desk.app.model.record.clone();
        another_engine(&mut desk, |attribution| {
            let index = quote(attribution);
            let said = &mut attribution.statements[index];
            said.content = Few::one(Span::new(start, said.content[0].end()));
            said.source = None;
        });
        let index = quote(desk.app.model.findings.as_ref().unwrap().attribution());
        assert!(desk.app.model.review.is_decided(Suggestion::Statement(index)), "{script}");
        assert_eq!(desk.app.model.record, record);
        let voice = is_tag.then_some("Mara Quill");
        assert_eq!(desk.app.model.voice_of(index), voice, "the decision says who, and not the engine");
        assert_eq!(desk.app.model.is_rejected(index), !is_tag);
    }
    let mut desk = Desk::open(FERRY, 100, 30);
    desk.go("We have").keys("a");
    another_engine(&mut desk, |attribution| {
        let index = quote(attribution);
        attribution.statements[index].content = Few::one(Span::new(start, start + 9));
    });
    let index = quote(desk.app.model.findings.as_ref().unwrap().attribution());
    assert!(desk.app.model.review.is_decided(Suggestion::Statement(index)), "the cue is the same");
}

#[test]
fn a_tag_over_a_suggested_name_decides_it() {
    let mut desk = Desk::open(FERRY, 100, 30);
    let left = desk.app.model.review.left();
    desk.go("harbour master Mara").keys("vwwwwh1");
    assert_eq!(tagged(&desk, "Person"), ["harbour master Mara Quill"]);
    assert_eq!(desk.app.model.review.left(), left - 1);
    desk.keys("u");
    assert_eq!(desk.app.model.review.left(), left);
    // What is about something else than names decides none.
    desk.go("harbour master Mara").keys("vwwwwh6");
    assert_eq!(desk.app.model.review.left(), left);
}

/// The record as it would be had it been made with an engine of long ago.
fn aged(record: &Record) -> Record {
    let mut aged = Record::default();
    let entities = record.entities().map(|entity| Change::Entity(None, Some(entity.clone())));
    let tags = record.tags().map(|tag| {
        let mut tag = tag.clone();
        tag.origin.iter_mut().for_each(|origin| origin.version = "0.0.1".to_owned());
        Change::Tag(None, Some(tag))
    });
    let links = record.links().map(|link| Change::Link(None, Some(link.clone())));
    let verdicts = record.verdicts().map(|verdict| {
        Change::Verdict(
            None,
            Some(onrecord::annotation::Verdict { version: "0.0.1".to_owned(), ..verdict.clone() }),
        )
    });
    let changes: Vec<Change> = entities.chain(tags).chain(links).chain(verdicts).collect();
    aged.apply(&Edit::from(changes)).unwrap();
    aged
}

#[test]
fn what_the_engine_finds_otherwise_is_listed_and_gone_to() {
    let mut desk = Desk::open(FERRY, 100, 30);
    desk.keys("Aa<enter>ge");
    assert!(desk.message().starts_with("nothing that engine"), "{}", desk.message());
    let record = Box::new(aged(&desk.app.model.record));
    desk.send(Event::Opened { record, read_only: None, notices: Vec::new(), bookmark: None });
    desk.keys("ge");
    assert!(desk.message().starts_with("nothing that engine"), "it finds the same: {}", desk.message());
    let record = desk.app.model.record.clone();
    another_engine(&mut desk, |attribution| {
        // A name is not found any more, a statement has other edges, another one another source.
        attribution.mentions.retain(|mention| mention.span.of(FERRY) != "Velden");
        let said = &mut attribution.statements[0];
        said.content = Few::one(Span::new(said.content[0].start(), said.content[0].end() - 10));
        attribution.statements[1].source = attribution.statements[2].source;
    });
    desk.keys("ge");
    let shown = preview(&desk);
    let told: Vec<_> = (0..shown.len())
        .map(|index| desk.app.model.preview_row(shown, index).unwrap())
        .map(|row| {
            format!("{}: {} | {}", row.what, row.words.chars().take(12).collect::<String>(), row.about)
        })
        .collect();
    assert_eq!(told.len(), 3, "{told:#?}");
    assert!(told[0].starts_with("other edges: The island’s | now “The"), "{}", told[0]);
    assert_eq!(told[1], "other source: “We have wai | now Milo Rask");
    assert_eq!(told[2], "not found: Velden | accepted as Place");
    desk.keys("jj<enter>");
    assert!(desk.under().starts_with("Velden"), "{}", desk.under());
    assert_eq!(desk.selected(), "");
    assert_eq!(desk.app.model.record, record, "the decisions stay");
    desk.keys("ge<esc>");
    assert!(desk.under().starts_with("Velden"), "{}", desk.under());
}

#[test]
fn the_kind_of_a_statement_is_corrected() {
    let mut desk = Desk::open(FERRY, 100, 30);
    desk.go("sail again").keys("Cm");
    let quote = desk.app.model.record.tags().find(|tag| tag.label == "Quote").unwrap().clone();
    assert_eq!(quote.attributes["kind"], "mixed");
    let verdict = desk.app.model.record.verdicts().next().unwrap().clone();
    assert_eq!((&*verdict.verdict, &verdict.at, verdict.became), ("corrected", &quote.at, Some(quote.id)));
    desk.go("sail again").keys("Cm");
    assert_eq!(desk.message(), "that is mixed already");
    desk.keys("Cd");
    assert_eq!(desk.app.model.record.verdicts().count(), 1, "what was suggested is told once");
    desk.keys("uu");
    assert_eq!(desk.app.model.record, Record::default());
}

#[test]
fn the_edges_of_a_statement_are_moved_like_a_selection() {
    let quote = |desk: &Desk| tagged(desk, "Quote").join("; ");
    for accepted in ["", "a"] {
        let mut desk = Desk::open(FERRY, 100, 30);
        desk.go("sail again").keys(accepted).go("sail again").keys("Ce");
        assert_eq!(desk.selected(), "The island’s ferry will sail again on Monday");
        desk.keys("bbh");
        assert_eq!(desk.selected(), "The island’s ferry will sail again ");
        desk.keys("x");
        assert_eq!(desk.message(), "the edges are held: Enter sets them, Esc leaves them as they were");
        desk.keys("oww<enter>");
        assert_eq!(quote(&desk), "ferry will sail again");
        assert_eq!(desk.app.model.record.verdicts().count(), 1);
        assert_eq!(desk.app.model.record.links().count(), 2, "speaker and cue are as they were");
        desk.go("sail again").keys("Ceww<esc>");
        assert_eq!(quote(&desk), "ferry will sail again");
        assert_eq!(desk.message(), "the edges are as they were");
    }
}

#[test]
fn cue_and_audience_are_the_selected_words() {
    let linked = |desk: &Desk, label: &str| {
        let record = &desk.app.model.record;
        let link = record.links().find(|link| record.tag(&link.to).unwrap().label == label);
        link.map_or(String::new(), |link| desk.words(record.tag(&link.to).unwrap()))
    };
    for accepted in ["", "a"] {
        let mut desk = Desk::open(FERRY, 100, 30);
        desk.go("We have").keys(accepted).go("reporters").keys("WWWCa");
        assert_eq!(linked(&desk, "Audience"), "reporters in Velden");
        assert_eq!(linked(&desk, "Cue"), "told");
        desk.go("Ms Quill told").keys("wWWCc");
        assert_eq!(linked(&desk, "Cue"), "Quill told");
        assert_eq!(tagged(&desk, "Cue"), ["Quill told"], "the old cue went");
        desk.go("We have").keys("Cc");
        assert_eq!(desk.message(), "select the words first, then C");
    }
}

#[test]
fn a_missed_statement_takes_four_keys_from_its_selection() {
    let mut desk = Desk::open(FERRY, 100, 30);
    // The sentence is selected; its speaker stands in the paragraph and so comes first.
    desk.go("the port authority").keys("WWW");
    desk.keys("s<enter>");
    assert_eq!(desk.tags(), ["Quote: the port authority = Milo Rask"]);
    let tag = desk.app.model.record.tags().next().unwrap();
    assert_eq!(tag.attributes["kind"], "indirect");
    desk.go("Velden").keys("Ssro<enter>");
    let quotes = tagged(&desk, "Quote");
    assert!(quotes[0].starts_with("“We have waited"), "{quotes:?}");
    let tag = desk.app.model.record.tags().next().unwrap();
    assert_eq!(tag.attributes["kind"], "mixed");
}

#[test]
fn thousands_of_rows_are_previewed_and_accepted_in_one_step() {
    let text = "Ada Long met Bo Short in Velden on Monday.\n\n".repeat(2_000);
    let mut desk = Desk::open(&text, 100, 30);
    let all = desk.app.model.review.left();
    desk.keys("Aa");
    let listed = preview(&desk).len();
    assert_eq!(listed, all);
    desk.keys("Gn<enter>");
    assert_eq!(desk.app.model.record.tag_count(), listed - 1);
    assert_eq!(desk.app.model.record.entities().count(), 3, "they share their entities");
    desk.keys("u");
    assert_eq!(desk.app.model.record, Record::default());
    desk.keys("&\\w+<enter>");
    assert_eq!((preview(&desk).len(), preview(&desk).is_cut), (2_000 * 9, false));
}
