//! Going back and forward, marks, headings, and parts of the article by number.

use onrecord::annotation::Record;
use onrecord::app::{Bookmark, Event, Overlay, outline};

use crate::support::{BRIDGE, Desk};

/// An article of two parts, each longer than the screen.
fn parted() -> Desk {
    let part = |title: &str| format!("{title}\n\n{}", "A line of it that is read slowly.\n\n".repeat(40));
    Desk::open(
        &format!("Two piers are built\n\n{}{}", part("The north pier"), part("The south pier")),
        80,
        24,
    )
}

/// The words at the cursor.
fn under(desk: &Desk) -> &str {
    let text = desk.app.model.article.text();
    text[desk.app.model.view.cursor..].lines().next().unwrap_or_default()
}

#[test]
fn headings_are_gone_to() {
    let mut desk = parted();
    for (keys, expected) in [
        ("gj", "The north pier"),
        ("gj", "The south pier"),
        ("gj", "The south pier"),
        ("jgk", "The south pier"),
        ("gk", "The north pier"),
        ("gkgk", "Two piers are built"),
    ] {
        desk.keys(keys);
        assert_eq!(under(&desk), expected, "{keys}");
    }
}

#[test]
fn who_comes_back_is_told_where_the_reading_goes_on() {
    let text = parted().app.model.article.text().to_owned();
    let opened = |place: usize, notices: &[&str]| {
        let mut desk = Desk::begin(&text, 80, 24);
        let bookmark = Some(Bookmark { cursor: place, ..Bookmark::default() });
        let notices = notices.iter().map(|&notice| notice.to_owned()).collect();
        desk.send(Event::Opened { record: Box::new(Record::default()), read_only: None, notices, bookmark });
        desk
    };
    let south = text.find("The south pier").unwrap();
    let mut desk = opened(south, &[]);
    assert_eq!(
        (under(&desk), desk.message()),
        ("The south pier", "back at 50 %, where you left off: g g goes to the top")
    );
    desk.keys("gg");
    assert_eq!((desk.app.model.percent(), desk.message()), (0, ""));
    assert_eq!(opened(4, &[]).message(), "", "it is what everybody sees first");
    assert_eq!(opened(south, &["ben has it open"]).message(), "ben has it open", "there is more to tell");
    let desk = opened(usize::MAX, &[]);
    assert_eq!(desk.message(), "back at 100 %, where you left off: g g goes to the top");
}

#[test]
fn a_movement_that_leads_nowhere_says_so() {
    let table = [
        ("G", "]", "no statement after this"),
        ("gg", "[", "no statement before this"),
        ("gg", "r", "no statement of a known source here: ] goes to the next statement"),
        ("gg]", "R", "Hanne Brook says nothing before this"),
        ("G[", "r", "Tomas Aldren says nothing after this"),
        ("G", "gj", "no heading after this"),
        ("gg", "gk", "no heading before this"),
        ("gg", "]", ""),
    ];
    for (there, keys, told) in table {
        let mut desk = Desk::open(BRIDGE, 120, 40);
        desk.keys(there);
        let cursor = desk.app.model.view.cursor;
        desk.keys(keys);
        assert_eq!(desk.message(), told, "{there} {keys}");
        assert_eq!(desk.app.model.view.cursor == cursor, !told.is_empty(), "{there} {keys}");
    }
}

#[test]
fn what_was_jumped_from_is_gone_back_to_and_forward_again() {
    let mut desk = parted();
    desk.keys("gj");
    let north = desk.app.model.view.cursor;
    desk.keys("gj");
    let south = desk.app.model.view.cursor;
    desk.keys("G-");
    assert_eq!(desk.app.model.view.cursor, south);
    desk.keys("-");
    assert_eq!(desk.app.model.view.cursor, north);
    desk.keys("_");
    assert_eq!(desk.app.model.view.cursor, south);
    desk.keys("--");
    assert_eq!(desk.message(), "no jump to go back from", "the first heading was on the screen");
    desk.keys("__");
    assert_eq!(desk.app.model.percent(), 100);
    desk.keys("_");
    assert_eq!(desk.message(), "no jump that was gone back from");
}

#[test]
fn turning_pages_is_no_jump() {
    let mut desk = parted();
    desk.keys("<page-down><page-down>jjjjjjjjjjjjjjjjjjjjjjjjj-");
    assert_eq!(desk.message(), "no jump to go back from");
}

#[test]
fn a_place_is_marked_and_found_again_also_next_time() {
    let mut desk = parted();
    desk.keys("'");
    assert_eq!(desk.message(), "no marks yet: \" and a letter set one");
    desk.keys("gjgj\"agg\"bG\"-");
    assert_eq!(desk.message(), "- is no letter for a mark");
    desk.keys("'a");
    assert_eq!(under(&desk), "The south pier");
    desk.keys("'<enter>");
    assert_eq!(under(&desk), "The south pier", "the first of the list");
    desk.keys("'z");
    assert_eq!(desk.message(), "z is no key of this list: Esc goes back");
    desk.keys("b");
    assert_eq!(under(&desk), "Two piers are built");
    let left = desk.app.model.bookmark();
    assert_eq!(left.marks.len(), 2);
    let mut desk = parted();
    let bookmark = Some(Bookmark { cursor: 0, ..left });
    let record = Box::new(Record::default());
    desk.send(Event::Opened { record, read_only: None, notices: Vec::new(), bookmark });
    desk.keys("'a");
    assert_eq!(under(&desk), "The south pier");
}

#[test]
fn parts_are_gone_to_by_number() {
    let mut desk = parted();
    desk.keys("%p43<enter>");
    assert_eq!(under(&desk), "The south pier");
    desk.keys("%l1<enter>");
    assert_eq!(under(&desk), "Two piers are built");
    desk.keys("%100<enter>");
    assert_eq!(desk.app.model.percent(), 100);
    desk.keys("%much<enter>");
    assert_eq!(desk.message(), "“much” is no place: write 50, p12 or l300");
    desk.keys("<ctrl-u>0<enter>-");
    assert_eq!(desk.app.model.percent(), 100, "what was wrong could be put right");
}

#[test]
fn the_outline_lists_headings_and_paragraphs_with_who_speaks() {
    let mut desk = Desk::open(BRIDGE, 120, 40);
    desk.keys("O");
    let Some(Overlay::List(list)) = &desk.app.model.overlay else { panic!("no list") };
    assert_eq!(list.rows[0].0, "Old bridge at Velden to close for two years");
    assert!(
        list.rows.iter().any(|(words, who)| words.starts_with("  “Nobody closes") && who == "Hanne Brook")
    );
    desk.keys("shopkeep<enter>");
    assert!(under(&desk).starts_with("Shopkeepers"));
    let rows = outline(&desk.app.model, 5);
    assert_eq!(rows.len(), 5);
    assert!(rows.iter().any(|row| row.is_here && row.words.starts_with("Shopkeepers")));
    assert!(outline(&desk.app.model, 0).is_empty());
}
