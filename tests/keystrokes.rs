//! The program worked at with keys: text and keys in, record and facts about the screen out.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

#[path = "keystrokes/documents.rs"]
mod documents;
#[path = "keystrokes/labels.rs"]
mod labels;
#[path = "keystrokes/mouse.rs"]
mod mouse;
#[path = "keystrokes/places.rs"]
mod places;
#[path = "keystrokes/reloading.rs"]
mod reloading;
mod support;

use onrecord::annotation::Record;
use onrecord::app::{Bookmark, Effect, Event, Focus, Overlay, here};
use support::{Desk, FERRY};

fn ferry() -> Desk {
    Desk::open(FERRY, 120, 40)
}

#[test]
fn movements_lead_where_a_reader_expects() {
    let table = [
        ("", "Ferry talks "),
        ("l", "erry talks r"),
        ("w", "talks resume"),
        ("ww", "resume\n\nTARN"),
        ("e", "y talks resu"),
        ("j", "TARN HARBOUR"),
        ("jj", "Monday, harb"),
        ("jjj", "“We have wai"),
        ("jjk", "TARN HARBOUR"),
        ("}}", "“We have wai"),
        ("}}}{", "“We have wai"),
        ("j)", "“We have wai"),
        ("j$", "n Monday, ha"),
        ("]]", "“We have wai"),
        ("]]][", "“We have wai"),
        ("G", "."),
        ("Ggg", "Ferry talks "),
        ("}<right><left>", "TARN HARBOUR"),
        ("}h", "e\n\nTARN"),
        ("}hl", "TARN HARBOUR"),
        ("h", "Ferry talks "),
        ("Gl", "."),
    ];
    for (script, expected) in table {
        let mut desk = ferry();
        desk.keys(script);
        let under = desk.under();
        assert!(under.starts_with(expected.trim_end_matches("\n\nTARN")), "{script}: {under:?}");
    }
}

#[test]
fn a_digit_tags_the_name_under_the_cursor() {
    let mut desk = ferry();
    desk.go("Quill said").keys("1");
    assert_eq!(desk.tags(), ["Person: Mara Quill = Mara Quill"]);
    assert_eq!(desk.message(), "Person tagged");
}

#[test]
fn a_digit_tags_the_word_where_there_is_no_name() {
    let mut desk = ferry();
    desk.go("crossing").keys("lll5");
    desk.go("crossing").keys("W2");
    assert!(desk.tags().contains(&"Organisation: crossing = crossing".to_owned()), "{:?}", desk.tags());
}

#[test]
fn selections_extend_and_shrink() {
    let table = [
        ("W", "boat"),
        ("WW", "boat is"),
        ("WWW", "boat is ready"),
        ("WWWB", "boat is"),
        ("WWWBB", "boat"),
        ("WBB", ""),
        ("L", "b"),
        ("LLL", "boa"),
        ("LLLH", "bo"),
        ("S", "“The boat is ready.”"),
        ("vwe", "boat is"),
        ("vwwh", "boat is"),
        ("vww<esc>", ""),
    ];
    for (script, expected) in table {
        let mut desk = ferry();
        desk.go("boat is").keys(script);
        assert_eq!(desk.selected().trim_end(), expected, "{script}");
    }
}

#[test]
fn a_selection_of_sentences_and_paragraphs_grows_by_one_each_time() {
    let mut desk = ferry();
    desk.go("waited").keys("S");
    assert_eq!(desk.selected(), "“We have waited long enough,” Ms Quill told reporters in Velden.");
    desk.keys("S");
    assert!(desk.selected().ends_with("The boat is ready.”"), "{}", desk.selected());
    desk.keys("Z");
    assert!(desk.selected().ends_with("in Velden."), "{}", desk.selected());
    desk.keys("<esc>P");
    assert!(desk.selected().starts_with("“We have") && desk.selected().ends_with("ready.”"));
    desk.keys("P");
    assert!(desk.selected().ends_with("“playing for time.”"), "{}", desk.selected());
}

#[test]
fn what_is_selected_is_tagged_and_tags_nest() {
    let mut desk = ferry();
    desk.go("port authority").keys("WW2").go("authority").keys("W3");
    assert_eq!(
        desk.tags(),
        ["Organisation: port authority = port authority", "Place: authority = authority"]
    );
    assert_eq!(desk.selected(), "", "the selection is gone after the tag");
}

#[test]
fn the_same_tag_twice_is_refused_and_another_of_its_group_replaces_it() {
    let mut desk = ferry();
    desk.go("Velden").keys("11");
    assert_eq!(desk.message(), "that is tagged Person already: d deletes it");
    desk.keys("3");
    assert_eq!(desk.tags(), ["Place: Velden = Velden"]);
    assert_eq!(desk.message(), "Person is now Place");
    desk.keys("uu");
    assert!(desk.tags().is_empty());
}

#[test]
fn tab_and_accept_alone_review_everything() {
    let mut desk = ferry();
    let open = desk.app.model.review.left();
    assert!(open >= 8, "{open}");
    desk.keys("<tab>");
    for _ in 0..open {
        desk.keys("a");
    }
    assert_eq!(desk.app.model.review.left(), 0);
    assert_eq!(desk.message(), "every suggestion is decided");
    assert_eq!(desk.edits().len(), open);
    let tags = desk.tags();
    for expected in [
        "Person: Mara Quill = Mara Quill",
        "Person: Milo Rask = Milo Rask",
        "Place: Velden = Velden",
        "Quote: “We have waited long enough,” … “The boat is ready.” = Mara Quill",
        "Cue: accused",
    ] {
        assert!(tags.iter().any(|tag| tag == expected), "{expected} in {tags:#?}");
    }
    let links = desk.app.model.record.links().count();
    assert!(links >= 3, "{links} links from quotes to speakers");
    for _ in 0..open {
        desk.keys("u");
    }
    assert_eq!(desk.app.model.record, Record::default());
    assert_eq!(desk.app.model.review.left(), open);
}

#[test]
fn a_rejected_suggestion_is_not_asked_again() {
    let mut desk = ferry();
    desk.keys("<tab>");
    let first = desk.app.model.view.suggestion;
    desk.keys("x");
    assert_ne!(desk.app.model.view.suggestion, first);
    assert!(desk.tags().is_empty());
    assert_eq!(desk.app.model.record.verdicts().count(), 1);
    desk.keys("<shift-tab>");
    assert_ne!(desk.app.model.view.suggestion, first);
    desk.attribute();
    assert!(desk.app.model.review.is_decided(first.unwrap()), "a new attribution does not ask again");
}

#[test]
fn a_label_key_corrects_a_suggestion_and_goes_on() {
    let mut desk = ferry();
    desk.keys("<tab>");
    while desk.app.model.view.cursor != desk.app.model.article.text().find("Velden").unwrap() {
        desk.keys("<tab>");
    }
    let left = desk.app.model.review.left();
    desk.keys("2");
    assert_eq!(desk.tags(), ["Organisation: Velden = Velden"]);
    assert_eq!(desk.app.model.review.left(), left - 1);
    assert!(desk.app.model.view.suggestion.is_some());
}

#[test]
fn the_speaker_of_a_statement_is_corrected_in_few_keys() {
    let mut desk = ferry();
    desk.go("We have waited").keys("srask<enter>");
    let quote = desk.tags().into_iter().find(|tag| tag.starts_with("Quote"));
    assert_eq!(quote.unwrap(), "Quote: “We have waited long enough,” … “The boat is ready.” = Milo Rask");
    let rask = desk.app.model.voices.named("Milo Rask").unwrap();
    assert_eq!(desk.app.model.voices.rows()[rask].count, 2);
    let heard = desk.app.model.voices.heard();
    desk.go("We have waited").keys("sSomebody New<enter>");
    let quote = desk.tags().into_iter().find(|tag| tag.starts_with("Quote"));
    assert!(quote.unwrap().ends_with("= Somebody New"));
    assert_eq!(desk.app.model.voices.heard(), heard + 1);
    desk.keys("uu");
    assert_eq!(desk.app.model.voices.rows()[rask].count, 1);
}

#[test]
fn a_missed_statement_is_added_by_selecting_and_picking() {
    let mut desk = ferry();
    desk.go("Ferry talks").keys("Ssquill<enter>");
    assert_eq!(desk.tags(), ["Quote: Ferry talks resume = Mara Quill"]);
}

#[test]
fn undo_and_redo_have_no_limit() {
    let mut desk = ferry();
    desk.keys("<tab>aaax").go("crossing").keys("m?<enter>");
    let last = desk.app.model.record.clone();
    desk.keys("uuuuu");
    assert_eq!(desk.app.model.record, Record::default());
    desk.keys("u");
    assert_eq!(desk.message(), "nothing to undo");
    desk.keys("UUU<ctrl-r>U");
    assert_eq!(desk.app.model.record, last);
    desk.keys("U");
    assert_eq!(desk.message(), "nothing to redo");
}

#[test]
fn the_sources_are_stepped_through() {
    let mut desk = ferry();
    desk.keys("f");
    assert_eq!(desk.app.model.focus, Focus::Sources);
    let quill = desk.app.model.voices.named("Mara Quill").unwrap();
    while desk.app.model.selected_source != quill {
        desk.keys("j");
    }
    desk.keys("<enter>");
    let first = desk.under();
    desk.keys("<enter>");
    assert_ne!(desk.under(), first);
    desk.keys("<enter>");
    assert_eq!(desk.under(), first, "round the end");
    assert!(here(&desk.app.model).iter().any(|fact| fact.text == "2 statements"));
    desk.keys("<esc>");
    assert_eq!(desk.app.model.focus, Focus::Article);
}

#[test]
fn sources_that_take_the_articles_place_give_it_back() {
    let mut desk = Desk::open(FERRY, 50, 15);
    desk.keys("f");
    assert!(desk.app.model.layout().unwrap().is_covered());
    desk.keys("j<enter>");
    assert!(!desk.app.model.layout().unwrap().is_covered());
    assert_eq!(desk.app.model.focus, Focus::Article);
}

#[test]
fn keys_wait_for_the_record_and_the_attribution() {
    let mut desk = Desk::begin(FERRY, 80, 24);
    desk.keys("<tab>aj");
    assert!(desk.message().starts_with("waiting for"), "{}", desk.message());
    let record = Box::new(Record::default());
    desk.send(Event::Opened { record, read_only: None, notices: Vec::new(), bookmark: None });
    assert!(desk.tags().is_empty());
    desk.attribute();
    assert!(!desk.tags().is_empty(), "the keys were carried out when they could be");
    let mut desk = Desk::begin(FERRY, 80, 24);
    desk.keys("<tab>a<esc>");
    desk.attribute();
    assert!(desk.edits().is_empty(), "Esc stops waiting");
}

#[test]
fn a_record_that_is_read_only_says_why_and_stays() {
    let mut desk = Desk::begin(FERRY, 80, 24);
    let reason = Some("ferry.txt.ron:3:1: broken".to_owned());
    let record = Box::new(Record::default());
    desk.send(Event::Opened { record, read_only: reason, notices: Vec::new(), bookmark: None });
    desk.attribute();
    desk.keys("<tab>a");
    assert_eq!(desk.message(), "not changed: ferry.txt.ron:3:1: broken");
    assert!(desk.edits().is_empty() && desk.tags().is_empty());
}

#[test]
fn an_edit_that_cannot_be_saved_is_shown_as_that() {
    let mut desk = ferry();
    desk.send(Event::Key(onrecord::config::Key::plain(onrecord::config::Code::Tab)));
    desk.send(Event::Key(onrecord::config::Key::char('a')));
    desk.send(Event::SaveFailed("no space left".to_owned()));
    assert_eq!(desk.app.model.saving.failure.as_deref(), Some("no space left"));
    assert_eq!(desk.app.model.saving.pending, 1);
    desk.keys("q");
    assert!(!desk.effects.iter().any(|effect| matches!(effect, Effect::Quit)), "{}", desk.message());
    desk.keys("q");
    assert!(desk.effects.iter().any(|effect| matches!(effect, Effect::Quit)), "asked twice it leaves");
}

#[test]
fn pasted_text_is_no_command() {
    let mut desk = ferry();
    desk.send(Event::Paste("qqq\naxd".to_owned()));
    assert!(desk.effects.is_empty());
    desk.keys("E<enter><ctrl-u>");
    desk.send(Event::Paste("one\r\ntwo".to_owned()));
    let Some(Overlay::Line(line)) = &desk.app.model.overlay else { panic!("no line to write on") };
    assert_eq!(line.field.text(), "one two", "on one line");
}

#[test]
fn an_export_asks_for_format_and_path() {
    let mut desk = ferry();
    desk.keys("<tab>aEcsv<enter><enter>");
    let Some(Effect::Export { format, path, replace, record }) = desk.effects.pop() else {
        panic!("no export: {:?}", desk.app.model.overlay)
    };
    assert_eq!((format.name(), path.as_str(), replace), ("csv", "ferry.txt.csv", false));
    assert_eq!(*record, desk.app.model.record);
    desk.send(Event::ExportExists { format: format.name().to_owned(), path });
    desk.keys("<enter>");
    assert!(matches!(desk.effects.pop(), Some(Effect::Export { replace: true, .. })));
}

#[test]
fn a_key_that_does_nothing_says_so() {
    let mut desk = ferry();
    desk.keys("gx");
    assert_eq!(desk.message(), "g x does nothing here: ? shows the keys");
    desk.keys("?");
    assert!(desk.app.model.help.is_some());
    desk.keys("q");
    assert!(desk.app.model.overlay.is_none() && desk.effects.is_empty());
}

#[test]
fn a_resize_never_moves_the_reader() {
    let text = FERRY.repeat(40);
    let mut desk = Desk::open(&text, 100, 30);
    desk.keys("<page-down><page-down>jjj");
    let before = (desk.app.model.view, onrecord::app::top(&desk.app.model, &mut desk.app.page));
    for (width, height) in [(0, 0), (1, 1), (20, 5), (300, 200), (7, 40), (60, 3), (100, 30)] {
        desk.send(Event::Resize(width, height));
    }
    assert_eq!((desk.app.model.view, onrecord::app::top(&desk.app.model, &mut desk.app.page)), before);
}

#[test]
fn a_jump_leaves_room_to_read_on() {
    let text = FERRY.repeat(12);
    let mut desk = Desk::open(&text, 80, 24);
    for _ in 0..20 {
        desk.keys("]");
        let top = onrecord::app::top(&desk.app.model, &mut desk.app.page);
        let below = desk.app.page.step(&desk.app.model.article, desk.app.model.view.cursor, 4).0;
        let (last, _) = desk.app.page.step(&desk.app.model.article, top, 13);
        assert!(below <= last, "the cursor is at the lower edge");
    }
}

#[test]
fn the_place_of_last_time_is_taken_up_unless_a_key_was_pressed() {
    let place = FERRY.find("According").unwrap();
    let mut desk = Desk::begin(FERRY, 80, 24);
    desk.send(opened(place, &[]));
    assert_eq!(desk.app.model.view.cursor, place);
    let mut desk = Desk::begin(FERRY, 80, 24);
    desk.keys("l");
    desk.send(opened(place, &[]));
    assert_eq!(desk.app.model.view.cursor, 1);
}

/// The record as it is opened, with what the reader left behind.
fn opened(cursor: usize, sources: &[String]) -> Event {
    let bookmark = Some(Bookmark { cursor, sources: sources.to_vec(), marks: Vec::new() });
    Event::Opened { record: Box::new(Record::default()), read_only: None, notices: Vec::new(), bookmark }
}

/// The sources with the numbers of their colours.
fn seats(desk: &Desk) -> Vec<(String, usize)> {
    desk.app.model.voices.rows().iter().map(|voice| (voice.name.clone(), voice.seat)).collect()
}

#[test]
fn sources_keep_their_colours_when_the_article_is_opened_again() {
    let mut desk = Desk::open(FERRY, 100, 30);
    // Two that the machine does not know, who stand in the text the other way round.
    desk.go("the crossing takes").keys("sZoe Late<enter>").go("We have waited").keys("sAda Early<enter>");
    let left = desk.app.model.bookmark();
    let (before, record) = (seats(&desk), Box::new(desk.app.model.record.clone()));
    assert_eq!(before.len(), 5, "{before:?}");
    for order in ["attributed first", "opened first"] {
        let mut desk = Desk::begin(FERRY, 100, 30);
        let bookmark = Some(left.clone());
        let open = Event::Opened { record: record.clone(), read_only: None, notices: Vec::new(), bookmark };
        if order == "attributed first" {
            desk.attribute();
            desk.send(open);
        } else {
            desk.send(open);
            desk.attribute();
        }
        let mut after = seats(&desk);
        after.sort_by_key(|(_, seat)| *seat);
        let mut expected = before.clone();
        expected.sort_by_key(|(_, seat)| *seat);
        assert_eq!(after, expected, "{order}");
    }
    let mut desk = Desk::begin(FERRY, 100, 30);
    desk.send(opened(0, &["Nobody here any more".to_owned(), "Milo Rask".to_owned()]));
    desk.attribute();
    let seat = |name: &str| seats(&desk).into_iter().find(|(known, _)| known == name).unwrap().1;
    assert_eq!((seat("Milo Rask"), seat("Mara Quill")), (1, 2));
}

#[test]
fn what_is_told_is_not_covered_by_another_failure_to_save() {
    let mut desk = Desk::open(FERRY, 100, 30);
    let failed = |why: &str| Event::SaveFailed(why.to_owned());
    desk.send(failed("the disk is full"));
    assert_eq!(desk.message(), "not saved: the disk is full; ^S saves it elsewhere");
    desk.keys("q");
    let warning = desk.message().to_owned();
    assert!(warning.contains("NOT SAVED"), "{warning}");
    desk.send(failed("the disk is full"));
    assert_eq!(desk.message(), warning);
    // The reason comes back once there is room, and another reason is news.
    desk.keys("j");
    desk.send(failed("the disk is full"));
    assert_eq!(desk.message(), "not saved: the disk is full; ^S saves it elsewhere");
    desk.keys("q");
    desk.send(failed("the folder is gone"));
    assert_eq!(desk.message(), "not saved: the folder is gone; ^S saves it elsewhere");
}

#[test]
fn all_that_a_source_says_is_shown_in_full_and_the_statement_of_the_reader_wherever_room_is_short() {
    let long = "we mended the roof of the mill and the weir below it, ".repeat(12);
    let text = format!("“{long}it is done,” Mara Quill said.\n\n“I am tired,” Mara Quill said.\n");
    let shown = |desk: &Desk| here(&desk.app.model).into_iter().map(|fact| fact.text).collect::<Vec<_>>();
    let mut wide = Desk::open(&text, 120, 60);
    wide.keys("f");
    assert!(shown(&wide).iter().any(|fact| fact.ends_with("it is done,”")), "{:?}", shown(&wide));
    assert!(shown(&wide).iter().any(|fact| fact.ends_with("“I am tired,”")), "{:?}", shown(&wide));
    let mut low = Desk::open(&text, 80, 24);
    low.keys("f");
    assert!(!shown(&low).iter().any(|fact| fact.ends_with("“I am tired,”")), "{:?}", shown(&low));
    low.keys("<enter>");
    assert_eq!(shown(&low).get(2).map(|fact| fact.starts_with("▸") && fact.ends_with("tired,”")), Some(true));
}
