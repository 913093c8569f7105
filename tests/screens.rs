//! Whole screens, with their styles, as they are drawn.
#![cfg(feature = "tui")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod support;

use insta::assert_snapshot;
use onrecord::annotation::Record;
use onrecord::app::{Documents, Event, Progress, Status};
use onrecord::config::{Depth, Theme};
use onrecord::tui::Looks;
use support::screen::Screen;
use support::{BRIDGE, Desk, SCRIPTS, bundled};

/// The bridge article on a screen of `width` by `height`.
fn bridge(width: u16, height: u16) -> Desk {
    Desk::open(BRIDGE, width, height)
}

/// The screen in the dark theme, in all colours.
fn dark(desk: &mut Desk) -> String {
    shown(desk, &Theme::dark().unwrap(), Depth::True)
}

fn shown(desk: &mut Desk, theme: &Theme, depth: Depth) -> String {
    Screen::of(desk, &Looks::new(theme.clone(), depth)).told(theme)
}

/// A desk after the first suggestions were decided, on one that is not; a name inside of a
/// selection, tags that nest and overlap, and a note.
fn busy(width: u16, height: u16) -> Desk {
    let mut desk = bridge(width, height);
    desk.keys("<tab>aaxaa")
        .go("northern arch")
        .keys("WWW3")
        .go("arch moves")
        .keys("WW4")
        .go("arch")
        .keys("W7");
    desk.keys("mSee page 40.<enter>").go("lightly").keys("<tab>");
    desk
}

#[test]
fn an_article_just_opened() {
    assert_snapshot!("opened_120x40", dark(&mut bridge(120, 40)));
    assert_snapshot!("opened_80x24", dark(&mut bridge(80, 24)));
    assert_snapshot!("opened_50x15", dark(&mut bridge(50, 15)));
    assert_snapshot!("opened_20x5", dark(&mut bridge(20, 5)));
}

#[test]
fn before_the_record_and_who_said_what_are_there() {
    let mut desk = Desk::begin(BRIDGE, 80, 24);
    desk.keys("<tab>");
    assert_snapshot!("opening_80x24", dark(&mut desk));
}

#[test]
fn suggestions_are_reviewed_among_tags_that_nest_and_overlap() {
    assert_snapshot!("reviewing_120x40", dark(&mut busy(120, 40)));
    assert_snapshot!("reviewing_50x15", dark(&mut busy(50, 15)));
}

#[test]
fn every_theme_and_depth_shows_the_same() {
    let dark = Theme::dark().unwrap();
    for (width, height) in [(120, 40), (80, 24), (50, 15)] {
        let size = format!("{width}x{height}");
        for name in Theme::bundled_names() {
            let theme = Theme::bundled(name).unwrap().unwrap();
            let depth = if name.starts_with("16") { Depth::Ansi } else { Depth::True };
            let seen = shown(&mut busy(width, height), &theme, depth);
            assert_snapshot!(format!("theme_{name}_{size}"), seen);
        }
        let seen = shown(&mut busy(width, height), &dark, Depth::None);
        assert_snapshot!(format!("theme_none_{size}"), seen);
    }
    assert_snapshot!("reviewing_256_colours_80x24", shown(&mut busy(80, 24), &dark, Depth::Indexed));
}

#[test]
fn a_selection() {
    let mut desk = bridge(80, 24);
    desk.go("northern").keys("SWW");
    assert_snapshot!("selection_80x24", dark(&mut desk));
}

#[test]
fn what_opens_above_the_panes() {
    let mut desk = bridge(80, 24);
    desk.go("lightly").keys("mcheck the minutes");
    assert_snapshot!("note_80x24", dark(&mut desk));
    let mut desk = bridge(120, 40);
    desk.go("lightly").keys("so<down>");
    assert_snapshot!("speakers_120x40", dark(&mut desk));
    let mut desk = bridge(80, 24);
    desk.keys("?<page-down>");
    assert_snapshot!("help_80x24", dark(&mut desk));
}

/// A desk with the first statement and its speaker on the record, a tag of two parts, and a note.
fn annotated(width: u16, height: u16) -> Desk {
    let mut desk = bridge(width, height);
    desk.go("The old bridge").keys("a").go("Hanne Brook").keys("a").go("Ms Brook told").keys("a");
    desk.go("Brook told").keys("1").go("northern arch").keys("WW3").go("the ground below").keys("WWW+");
    desk.go("northern").keys("m1See page 40 of the survey.<alt-enter>Ask the society, too.<enter>");
    desk
}

#[test]
fn a_tag_of_several_parts_and_its_note() {
    for (width, height) in [(120, 40), (80, 24)] {
        let mut desk = annotated(width, height);
        assert_snapshot!(format!("parts_{width}x{height}"), dark(&mut desk));
        desk.go("ern arch").keys("d");
        assert_snapshot!(format!("menu_{width}x{height}"), dark(&mut desk));
        desk.keys("<esc>M1W");
        assert_snapshot!(format!("edges_{width}x{height}"), dark(&mut desk));
    }
}

#[test]
fn a_link_from_a_tag_to_another() {
    for (width, height) in [(120, 40), (80, 24)] {
        let mut desk = annotated(width, height);
        desk.go("The old").keys("c").go("Hanne");
        assert_snapshot!(format!("linking_{width}x{height}"), dark(&mut desk));
        desk.keys("c2").go("The old");
        assert_snapshot!(format!("linked_{width}x{height}"), dark(&mut desk));
    }
    let mut desk = annotated(80, 24);
    desk.go("The old").keys("c").go("Hanne");
    assert_snapshot!("linking_no_colour_80x24", shown(&mut desk, &Theme::dark().unwrap(), Depth::None));
}

#[test]
fn entities_and_their_mentions() {
    for (width, height) in [(120, 40), (80, 24)] {
        let mut desk = annotated(width, height);
        desk.keys("Ihan<ctrl-e>wikidata:Q1<enter>");
        assert_snapshot!(format!("entities_{width}x{height}"), dark(&mut desk));
        desk.keys("<enter><down>");
        assert_snapshot!(format!("mentions_{width}x{height}"), dark(&mut desk));
        desk.keys("<esc><esc>").go("Colonel").keys("WWWibro<up>");
        assert_snapshot!(format!("identity_{width}x{height}"), dark(&mut desk));
    }
}

#[test]
fn a_note_of_several_rows_and_all_notes() {
    for (width, height) in [(120, 40), (80, 24)] {
        let mut desk = annotated(width, height);
        desk.go("northern").keys("m1<alt-enter>");
        desk.keys("And the minutes of the council, which the town keeps in its library: 桥梁关闭 ends here.<up><up>");
        assert_snapshot!(format!("writing_{width}x{height}"), dark(&mut desk));
        desk.keys("<enter>gnRead all of it.<enter>gN<down>");
        assert_snapshot!(format!("notes_{width}x{height}"), dark(&mut desk));
    }
}

#[test]
fn attributes_documents_and_guidelines() {
    let analysis = |width, height| Desk::labelled(BRIDGE, bundled("content-analysis"), width, height);
    let mut desk = analysis(120, 40);
    desk.go("Nobody closes").keys("1");
    assert_snapshot!("lacking_120x40", dark(&mut desk));
    desk.keys("=");
    assert_snapshot!("attributes_120x40", dark(&mut desk));
    desk.keys("s");
    assert_snapshot!("values_120x40", dark(&mut desk));
    let mut desk = analysis(80, 24);
    desk.go("Nobody closes").keys("1D");
    assert_snapshot!("document_80x24", dark(&mut desk));
    desk.keys("tp");
    assert_snapshot!("topics_80x24", dark(&mut desk));
    desk.keys("<esc>gl");
    assert_snapshot!("guidelines_80x24", dark(&mut desk));
    let mut desk = analysis(120, 40);
    desk.keys(";");
    assert_snapshot!("more_labels_120x40", dark(&mut desk));
    // The tag set changed: the labels of before are none of its own.
    desk.keys("m").go("lightly");
    desk.keys("3");
    desk.app.model.tag_set = bundled("named-entities");
    assert_snapshot!("unknown_labels_120x40", dark(&mut desk));
}

#[test]
fn one_of_several_documents_and_the_list_of_them() {
    let mut desk = bridge(80, 24);
    let names: Vec<String> = ["news/a.txt", "ferry.txt", "news/z.txt"].map(str::to_owned).into();
    desk.app.model.documents = Documents::new(names.into(), 1);
    desk.keys("<tab>ago");
    let progress = Progress { status: Status::Done, tags: 12, to_review: 3, to_complete: 0 };
    desk.send(Event::Surveyed { at: 0, progress: Some(progress) });
    assert_snapshot!("documents_80x24", dark(&mut desk));
}

#[test]
fn many_places_are_shown_in_context_below_the_article() {
    for (width, height) in [(120, 40), (80, 24), (50, 15)] {
        let mut desk = bridge(width, height);
        desk.go("lightly").keys("Aajjnjj");
        assert_snapshot!(format!("accept_many_{width}x{height}"), dark(&mut desk));
    }
    let mut desk = bridge(80, 24);
    desk.go("Velden").keys("*");
    assert_snapshot!("tag_alike_80x24", dark(&mut desk));
    let mut desk = bridge(120, 40);
    desk.keys("&\\bT\\w+<enter>3j");
    assert_snapshot!("tag_pattern_120x40", dark(&mut desk));
    let mut desk = bridge(80, 24);
    desk.keys("A3<enter>").go("Velden").keys("~~d");
    assert_snapshot!("change_many_80x24", dark(&mut desk));
}

#[test]
fn a_statement_is_corrected() {
    let mut desk = bridge(80, 24);
    desk.go("crowded").keys("vwwhC");
    assert_snapshot!("correct_80x24", dark(&mut desk));
    let mut desk = bridge(80, 24);
    desk.go("lightly").keys("Ceb");
    assert_snapshot!("statement_edges_80x24", dark(&mut desk));
    let mut desk = bridge(120, 40);
    desk.go("lightly").keys("A");
    assert_snapshot!("decide_120x40", dark(&mut desk));
}

#[test]
fn the_sources_have_the_keys_and_take_the_place_of_the_article_where_there_is_no_room() {
    let mut desk = bridge(120, 40);
    desk.keys("fj");
    assert_snapshot!("sources_120x40", dark(&mut desk));
    let mut desk = bridge(50, 15);
    desk.keys("fj");
    assert_snapshot!("sources_50x15", dark(&mut desk));
}

#[test]
fn what_is_not_saved_is_not_called_saved() {
    let mut desk = Desk::begin(BRIDGE, 80, 24);
    let record = Box::new(Record::default());
    let read_only = Some("ferry.txt.ron:3:1: expected a comma".to_owned());
    desk.send(Event::Opened { record, read_only, notices: Vec::new(), bookmark: None });
    desk.attribute();
    assert_snapshot!("read_only_80x24", dark(&mut desk));
    let mut desk = bridge(50, 15);
    desk.keys("<tab>a");
    desk.send(Event::SaveFailed("no space left on the device".to_owned()));
    assert_snapshot!("not_saved_50x15", dark(&mut desk));
}

#[test]
fn every_script_keeps_to_its_cells() {
    let mut desk = Desk::open(SCRIPTS, 80, 24);
    desk.app.model.file = "\u{1B}]0;owned\u{7}.txt".to_owned();
    desk.go("四百").keys("LLL");
    assert_snapshot!("scripts_80x24", dark(&mut desk));
}

#[test]
fn an_empty_article_and_a_screen_that_is_too_small() {
    assert_snapshot!("empty_50x15", dark(&mut Desk::open("", 50, 15)));
    assert_snapshot!("too_small_19x4", dark(&mut bridge(19, 4)));
}

#[test]
fn the_cursor_shows_where_a_selection_ends_between_paragraphs() {
    let mut desk = bridge(80, 24);
    desk.keys("$LL");
    let screen = Screen::of(&mut desk, &Looks::new(Theme::dark().unwrap(), Depth::True));
    assert_eq!(screen.cursor.map(|cell| cell.y), Some(2));
}

#[test]
fn the_article_does_not_show_through_the_sources() {
    let mut desk = bridge(50, 15);
    desk.keys("f");
    assert!(!dark(&mut desk).contains("VELDEN"));
}

#[test]
fn a_correction_leaves_the_shares_of_the_sources_to_scale() {
    let mut desk = bridge(80, 24);
    desk.go("VELDEN").keys("]x");
    let screen = dark(&mut desk);
    assert!(screen.contains("HB Hanne Brook    1 █▌  │"), "{screen}");
    assert!(screen.contains("TA Tomas Aldren   2 ███ │"), "{screen}");
}

#[test]
fn a_search_is_written_while_the_article_shows_its_hits() {
    for (width, height) in [(120, 40), (80, 24), (50, 15), (20, 5)] {
        let mut desk = bridge(width, height);
        desk.keys("/bridge<tab>");
        assert_snapshot!(format!("search_{width}x{height}"), dark(&mut desk));
    }
    let mut desk = bridge(80, 24);
    desk.keys("/<alt-r>(bridge");
    assert_snapshot!("search_fault_80x24", dark(&mut desk));
}

#[test]
fn hits_are_marked_in_every_theme_and_without_colour() {
    let mut desk = busy(80, 24);
    desk.keys("gg/arch<enter>");
    let (dark, light) = (Theme::dark().unwrap(), Theme::bundled("light").unwrap().unwrap());
    assert_snapshot!("hits_80x24", shown(&mut desk, &dark, Depth::True));
    assert_snapshot!("hits_light_80x24", shown(&mut desk, &light, Depth::True));
    assert_snapshot!("hits_16_colours_80x24", shown(&mut desk, &dark, Depth::Ansi));
    assert_snapshot!("hits_no_colour_80x24", shown(&mut desk, &dark, Depth::None));
}

#[test]
fn a_filter_shows_what_is_folded() {
    for (width, height) in [(120, 40), (80, 24), (50, 15)] {
        let mut desk = bridge(width, height);
        desk.keys("/council<enter>zh<esc>");
        assert_snapshot!(format!("filter_{width}x{height}"), dark(&mut desk));
    }
    let mut desk = bridge(80, 24);
    desk.go("lightly").keys("zs");
    assert_snapshot!("filter_source_80x24", dark(&mut desk));
}

#[test]
fn everything_is_looked_up_in_one_list() {
    for (width, height) in [(120, 40), (50, 15)] {
        let mut desk = busy(width, height);
        desk.keys("g/bro");
        assert_snapshot!(format!("look_up_{width}x{height}"), dark(&mut desk));
    }
}
