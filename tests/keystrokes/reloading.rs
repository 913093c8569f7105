//! The article is changed on disk while it is read.

use std::sync::Arc;

use onrecord::annotation::{History, Record};
use onrecord::app::{Bookmark, Changed, Effect, Event, Gesture, Mouse, Stamp, top};
use onrecord::store::kept;

use crate::support::{BRIDGE, Desk, FERRY, article};

/// The article as `text`, read again.
fn changed(desk: &Desk, text: &str) -> Event {
    let seen = Stamp { length: 0, modified: None, node: 0 };
    let kept = kept(desk.app.model.article.text(), text);
    Event::Changed(Box::new(Changed { article: Arc::new(article(text)), seen, kept }))
}

/// What a session does when it is asked to open the article again; false where it is not.
fn renew(desk: &mut Desk) -> bool {
    let Some(Effect::Renew(changed)) = desk.effects.pop_if(|effect| matches!(effect, Effect::Renew(_)))
    else {
        return false;
    };
    desk.app.renew(&changed, "saved".to_owned());
    let record = Box::new(Record::default());
    desk.send(Event::Opened {
        record,
        read_only: None,
        notices: Vec::new(),
        bookmark: Some(Bookmark::default()),
    });
    desk.send(Event::Recalled { history: Box::<History>::default(), notice: None });
    desk.attribute();
    true
}

/// The row of the screen that the cursor is on.
fn row(desk: &mut Desk) -> usize {
    let (article, cursor) = (desk.app.model.article.clone(), desk.app.model.view.cursor);
    let first = top(&desk.app.model, &mut desk.app.page);
    let rows = desk.app.page.rows_from(&article, first, 100);
    rows.iter().position(|row| row.span.contains(cursor)).unwrap()
}

#[test]
fn the_reader_keeps_the_place_on_the_same_row() {
    let changes: [(&str, &str); 4] = [
        ("Nobody closes", "“No,” she began. Nobody closes"),
        ("By Ines Calder\n\n", ""),
        ("Shopkeepers were", "Others agreed.\n\nAnd others.\n\nShopkeepers were"),
        ("VELDEN - The old bridge over the Tarn will close in March", "The bridge closes"),
    ];
    for (old, new) in changes {
        let mut desk = Desk::open(BRIDGE, 90, 16);
        desk.go("Two years without");
        let before = row(&mut desk);
        assert!(before > 1);
        desk.send(changed(&desk, &BRIDGE.replacen(old, new, 1)));
        assert!(renew(&mut desk));
        assert!(desk.under().starts_with("Two years"), "{old}: {}", desk.under());
        assert_eq!(row(&mut desk), before, "{old}");
        assert_eq!(desk.message(), "the article was changed: read again");
    }
}

#[test]
fn a_place_that_is_gone_is_left_for_what_stood_behind_it() {
    let mut desk = Desk::open(FERRY, 120, 40);
    desk.go("Milo Rask");
    let without: String =
        FERRY.lines().filter(|line| !line.starts_with("Milo")).collect::<Vec<_>>().join("\n");
    desk.send(changed(&desk, &without));
    assert!(renew(&mut desk));
    assert!(desk.under().starts_with("According"), "{}", desk.under());
    desk.send(changed(&desk, ""));
    assert!(renew(&mut desk));
    assert_eq!(desk.app.model.view.cursor, 0);
}

#[test]
fn a_selection_stays_on_its_words() {
    let mut desk = Desk::open(FERRY, 120, 40);
    desk.go("Mara").keys("WW");
    desk.send(changed(&desk, &FERRY.replace("TARN HARBOUR - ", "")));
    assert!(renew(&mut desk));
    assert_eq!(desk.selected(), "Mara Quill");
}

#[test]
fn what_is_being_done_is_not_disturbed() {
    let text = FERRY.replace("resume", "stall");
    for (begun, done) in
        [("mcheck", "<enter>"), ("E", "<esc>"), ("?", "<esc>"), ("1M", "<esc>"), ("1c", "<esc>")]
    {
        let mut desk = Desk::open(FERRY, 120, 40);
        desk.go("Mara").keys(begun);
        desk.send(changed(&desk, &text));
        assert!(!renew(&mut desk), "{begun}");
        assert!(desk.message().starts_with("the article was changed: it is read again once"), "{begun}");
        desk.keys(done);
        let under = desk.under();
        assert!(renew(&mut desk), "{begun}{done}");
        assert!(desk.app.model.article.text().starts_with("Ferry talks stall"));
        assert_eq!(desk.under(), under);
    }
}

#[test]
fn edits_that_are_not_on_disk_come_first() {
    let mut desk = Desk::open(FERRY, 120, 40);
    desk.send(changed(&desk, FERRY));
    assert!(renew(&mut desk), "with nothing to save it is opened at once");
    desk.go("Mara");
    let key = onrecord::config::Key::char('1');
    desk.send(Event::Key(key));
    desk.send(changed(&desk, "Something else.\n"));
    desk.send(Event::SaveFailed("the disk is full".to_owned()));
    assert!(!renew(&mut desk));
    desk.send(Event::Saved);
    assert!(renew(&mut desk));
}

#[test]
fn a_file_that_vanished_takes_nothing_with_it() {
    let mut desk = Desk::open(FERRY, 120, 40);
    desk.send(Event::Vanished);
    assert!(desk.message().starts_with("the article’s file is gone"));
    desk.send(Event::Mouse(Mouse { column: 0, row: 1, gesture: Gesture::Wheel { down: true } }));
    desk.keys("?");
    assert!(desk.app.model.help.is_some());
}
