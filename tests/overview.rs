//! The overview: the figures, who speaks where, and the keys that go through the sources.
#![cfg(feature = "tui")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod support;

use insta::assert_snapshot;
use onrecord::annotation::Record;
use onrecord::app::{Event, Overlay, Overview, Portion};
use onrecord::config::{Depth, Theme};
use onrecord::tui::Looks;
use support::screen::Screen;
use support::{BRIDGE, Desk, FERRY};

fn shown(desk: &mut Desk) -> String {
    let theme = Theme::dark().unwrap();
    Screen::of(desk, &Looks::new(theme.clone(), Depth::True)).told(&theme)
}

/// The figures of the overview that is open.
fn figures(desk: &Desk) -> &Overview {
    match &desk.app.model.overlay {
        Some(Overlay::Overview(shown)) => shown.figures.as_deref().expect("the figures are there"),
        other => panic!("{other:?}"),
    }
}

/// Name, words and statements by kind of a source.
fn told(source: &Portion) -> String {
    let [direct, mixed, indirect] = source.kinds.map(|tally| tally.statements);
    let name = source.name.as_deref().unwrap_or("nobody known");
    format!("{name}: {} words, {direct} direct, {mixed} mixed, {indirect} indirect", source.words())
}

fn sources(desk: &Desk) -> Vec<String> {
    figures(desk).sources.iter().map(told).collect()
}

#[test]
fn the_picture_of_an_article_at_every_size() {
    for (width, height) in [(120, 40), (80, 24), (50, 15), (20, 5)] {
        let mut desk = Desk::open(BRIDGE, width, height);
        desk.keys("<tab>aaxaaT");
        assert_snapshot!(format!("overview_{width}x{height}"), shown(&mut desk));
    }
}

#[test]
fn words_are_counted_once_for_each_statement() {
    let mut desk = Desk::open(FERRY, 120, 40);
    desk.keys("T");
    assert_eq!(
        sources(&desk),
        [
            "Mara Quill: 17 words, 1 direct, 0 mixed, 1 indirect",
            "Milo Rask: 7 words, 0 direct, 1 mixed, 0 indirect",
            "transport ministry: 5 words, 0 direct, 0 mixed, 1 indirect",
        ]
    );
    let figures = figures(&desk);
    assert_eq!((figures.words, figures.quoted), (58, 29), "the dash of the dateline is no word");
    assert_eq!(figures.kinds.map(|tally| tally.statements), [1, 1, 2]);
}

#[test]
fn statements_count_as_the_person_decided() {
    let mut desk = Desk::open(FERRY, 120, 40);
    desk.go("We have waited").keys("x").go("the crossing").keys("sHarbour Watch<enter>");
    // One that the machine did not find.
    desk.go("who runs the").keys("WWWW5").go("who runs").keys("sMilo Rask<enter>T");
    assert_eq!(
        sources(&desk),
        [
            "Milo Rask: 11 words, 0 direct, 1 mixed, 1 indirect",
            "Mara Quill: 8 words, 0 direct, 0 mixed, 1 indirect",
            "Harbour Watch: 5 words, 0 direct, 0 mixed, 1 indirect",
        ]
    );
    assert_eq!(figures(&desk).labels[0].label, "Quote");
    assert_eq!((figures(&desk).labels[0].made, figures(&desk).labels[0].accepted), (2, 0));
}

#[test]
fn enter_goes_to_where_a_source_first_speaks() {
    for (width, height) in [(120, 40), (50, 15)] {
        let mut desk = Desk::open(FERRY, width, height);
        desk.keys("Tj<enter>");
        assert!(desk.app.model.overlay.is_none());
        assert!(desk.under().starts_with("the port aut"), "{}", desk.under());
        desk.keys("Tjj<up><up><enter>");
        assert!(desk.under().starts_with("The island"), "{}", desk.under());
    }
}

#[test]
fn both_keys_close_it_and_nothing_else_happens_below() {
    let mut desk = Desk::open(FERRY, 80, 24);
    for close in ["T", "<esc>", "q"] {
        desk.keys("T1aVx").keys(close);
        assert!(desk.app.model.overlay.is_none() && desk.tags().is_empty());
    }
}

#[test]
fn a_record_that_changes_below_is_counted_again() {
    let mut desk = Desk::open(FERRY, 80, 24);
    desk.go("We have waited").keys("aT");
    assert_eq!(figures(&desk).labels.len(), 4);
    let record = Box::new(Record::default());
    desk.send(Event::Joined { record, notices: Vec::new() });
    assert_eq!(figures(&desk).labels.len(), 0);
    desk.attribute();
    assert_eq!(figures(&desk).sources.len(), 3);
}

#[test]
fn an_article_without_statements_has_an_overview() {
    for text in ["", "Nobody spoke.\n"] {
        let mut desk = Desk::open(text, 50, 15);
        desk.keys("T");
        assert!(sources(&desk).is_empty());
        desk.keys("jjkG<page-down><enter>");
        assert_eq!(desk.message(), "no source here: j goes to one");
        shown(&mut desk);
    }
}

#[test]
fn columns_show_how_much_of_them_a_source_says() {
    let said =
        "“All of this paragraph is said by somebody, and it is as long as the other one,” Ada Long said.";
    let quiet =
        "This one is about the weather, the sea and the sand, and is as long as the other, or longer, too.";
    let mut desk = Desk::open(&format!("{said}\n\n{quiet}\n"), 120, 40);
    desk.keys("T");
    let length = desk.app.model.article.text().len();
    let source = &figures(&desk).sources[0];
    assert_eq!(source.columns(2, length), [7, 0]);
    for width in [0, 1, 3, 50, 300] {
        let columns = source.columns(width, length);
        assert_eq!(columns.len(), width);
        assert!(columns.iter().all(|&eighths| eighths <= 8));
    }
}

#[test]
fn the_words_about_the_bars_are_whole_wherever_the_figures_have_their_columns() {
    for width in 80..=130 {
        let mut desk = Desk::open(FERRY, width, 40);
        desk.keys("T");
        let seen = shown(&mut desk);
        let line = seen.lines().find(|line| line.contains("Words said")).unwrap();
        assert!(line.contains("indirect ") && line.contains(" statements"), "{width}: {line}");
    }
}
