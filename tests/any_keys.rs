//! Whatever is pressed and whatever happens, in any order and at any size: nothing panics, every
//! frame is drawn, and the cursor is on a cluster that can be seen.
#![cfg(feature = "tui")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod support;

use std::sync::Arc;

use onrecord::annotation::{Change, Dispute, Extra, Id, Note, Record, Stamp};
use onrecord::app::{Bookmark, Event, Findings, Focus, bundled_keymap};
use onrecord::attribution::attribute;
use onrecord::config::{Code, Depth, Key, Theme};
use onrecord::tui::Looks;
use proptest::prelude::*;
use proptest::sample::select;
use support::screen::Screen;
use support::{BRIDGE, Desk, SCRIPTS, article};
use unicode_segmentation::UnicodeSegmentation;

/// Something that happens to the program.
#[derive(Clone, Debug)]
enum Step {
    Key(Key),
    Resize(u16, u16),
    Paste(String),
    Opened {
        read_only: bool,
        place: usize,
    },
    Recalled,
    Attributed,
    /// The rest of the article is there.
    Read,
    Saved,
    SaveFailed,
    Exported,
    ExportExists,
    /// Another program put what is in dispute on the record.
    Joined,
    SavedElsewhere,
    ElsewhereExists,
}

impl Step {
    fn event(self, text: &str) -> Event {
        let why = || "no space left\u{1B}[2J".to_owned();
        match self {
            Step::Key(key) => Event::Key(key),
            Step::Resize(width, height) => Event::Resize(width, height),
            Step::Paste(text) => Event::Paste(text),
            Step::Opened { read_only, place } => Event::Opened {
                record: Box::new(Record::default()),
                read_only: read_only.then(why),
                notices: vec![why()],
                bookmark: Some(Bookmark { cursor: place, sources: vec![why()], marks: vec![('a', place)] }),
            },
            Step::Attributed => Event::Attributed(Arc::new(Findings::new(attribute(&article(text))))),
            Step::Read => Event::Read(Arc::new(article(text))),
            Step::Saved => Event::Saved,
            Step::SaveFailed => Event::SaveFailed(why()),
            Step::Exported => Event::Exported(Err(why())),
            Step::Joined => Event::Joined { record: Box::new(disputed()), notices: vec![why()] },
            Step::Recalled => Event::Recalled { history: Box::default(), notice: Some(why()) },
            Step::SavedElsewhere => Event::SavedElsewhere { path: "a.ron".to_owned(), waiting: 1 },
            Step::ElsewhereExists => Event::ElsewhereExists { path: "a.ron".to_owned() },
            Step::ExportExists => Event::ExportExists { format: "csv".to_owned(), path: "a.csv".to_owned() },
        }
    }
}

/// A record on which two people disagree.
fn disputed() -> Record {
    let list = "[(field: \"text\", value: \"no\u{1B}\"), (field: \"at\", value: [(0, 9)], text: \"x\")]";
    let note = Note {
        id: Id::new("n"),
        about: None,
        at: Vec::new(),
        text: "yes\n".to_owned(),
        stamp: Stamp::default(),
        extra: Extra::from([(Dispute::FIELD.to_owned(), list.to_owned())]),
    };
    let mut record = Record::default();
    record.apply(&vec![Change::Note(None, Some(note))].into()).unwrap();
    record
}

/// All keys that anything is bound to, the digits, and some letters to write.
fn keys() -> Vec<Key> {
    let keymap = bundled_keymap().unwrap();
    let contexts = [
        "article", "holding", "sources", "list", "recheck", "entities", "menu", "preview", "line", "note",
        "help", "search",
    ];
    let bound = contexts.iter().flat_map(|context| keymap.bindings(context));
    let mut keys: Vec<Key> = bound.flat_map(|(keys, _)| keys.clone()).collect();
    keys.extend("123456789日\u{301}".chars().map(|typed| Key::plain(Code::Char(typed))));
    keys
}

fn step() -> impl Strategy<Value = Step> {
    // Wide and high enough for every layout, and beyond any layout.
    let size = prop_oneof![(0_u16..130, 0_u16..45), (0_u16..300, 0_u16..300)];
    let rare = prop_oneof![
        ".{0,9}".prop_map(Step::Paste),
        (any::<bool>(), 0_usize..2000).prop_map(|(read_only, place)| Step::Opened { read_only, place }),
        select(vec![Step::Read, Step::Saved, Step::SaveFailed, Step::Exported, Step::ExportExists]),
        select(vec![Step::Joined, Step::Recalled, Step::SavedElsewhere, Step::ElsewhereExists]),
        Just(Step::Attributed),
    ];
    prop_oneof![
        16 => select(keys()).prop_map(Step::Key),
        2 => size.prop_map(|(width, height)| Step::Resize(width, height)),
        2 => rare,
    ]
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => Just(BRIDGE.to_owned()),
        2 => Just(SCRIPTS.to_owned()),
        1 => Just("“We wait,” said Ada Long. ".repeat(80)),
        1 => select(vec!["", "\n\n \n", "a", "\u{301}", "“", "\t"]).prop_map(str::to_owned),
        2 => "[a日\u{301}👩\u{200D}\u{FE0F}🏽“” \n\t\r\u{7}\u{202E}ل.A]{0,80}",
    ]
}

/// Draws the desk and checks where its cursor is.
fn check(desk: &mut Desk, looks: &Looks) -> Result<(), TestCaseError> {
    let screen = Screen::of(desk, looks);
    let model = &desk.app.model;
    let (text, cursor) = (model.article.text(), model.view.cursor);
    let is_boundary = text.grapheme_indices(true).any(|(at, _)| at == cursor) || cursor == text.len();
    prop_assert!(is_boundary, "{cursor} is inside of a cluster");
    if let Some(selection) = model.selection() {
        prop_assert!(selection.end() <= text.len());
    }
    let Some(layout) = model.layout() else { return Ok(()) };
    let first = onrecord::app::top(model, &mut desk.app.page);
    let rows = desk.app.page.rows_from(&model.article, first, layout.text.height.into());
    let in_sight = rows.iter().any(|row| row.span.contains(cursor)) || text.trim().is_empty();
    prop_assert!(in_sight, "row of {cursor} not among {rows:?}");
    if !model.is_covered() && model.focus == Focus::Article && !text.trim().is_empty() {
        let shown = screen.cursor.ok_or_else(|| TestCaseError::fail("the cursor is not shown"))?;
        let area = layout.text;
        prop_assert!((area.x..area.x + area.width).contains(&shown.x), "{shown} in {area:?}");
        prop_assert!((area.y..area.y + area.height).contains(&shown.y), "{shown} in {area:?}");
    }
    Ok(())
}

/// Something that a person does while the record stays open.
fn deed() -> impl Strategy<Value = Step> {
    prop_oneof![
        // Tags first, for the rest to have something to act on.
        6 => select("123567acdimn+.,WSo]".chars().collect::<Vec<_>>())
            .prop_map(|typed| Step::Key(Key::char(typed))),
        10 => select(keys()).prop_map(Step::Key),
        1 => ".{0,9}".prop_map(Step::Paste),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn undoing_everything_gives_the_first_record(
        text in text(),
        steps in proptest::collection::vec(deed(), 1..80),
    ) {
        let mut desk = Desk::open(&text, 80, 24);
        for step in steps {
            desk.send(step.event(&text));
        }
        // Whatever is open is left.
        desk.keys("<esc><esc><esc><esc>");
        prop_assert!(desk.app.model.overlay.is_none(), "{:?}", desk.app.model.overlay);
        let edits = desk.edits();
        for _ in 0..edits.len() {
            desk.keys("u");
        }
        prop_assert_eq!(&desk.app.model.record, &Record::default(), "{:#?}", edits);
    }

    #[test]
    fn any_keys_and_events_leave_a_screen_with_its_cursor_in_sight(
        text in text(),
        head in 0_usize..400,
        steps in proptest::collection::vec(step(), 1..40),
    ) {
        let looks = Looks::new(Theme::dark().unwrap(), Depth::True);
        // The program may begin with the head of the article alone.
        let mut desk = Desk::begin(&text[..text.floor_char_boundary(head)], 80, 24);
        check(&mut desk, &looks)?;
        desk.send(Step::Read.event(&text));
        check(&mut desk, &looks)?;
        desk.send(Step::Opened { read_only: false, place: 0 }.event(&text));
        desk.send(Step::Attributed.event(&text));
        for step in steps {
            desk.send(step.event(&text));
            check(&mut desk, &looks)?;
        }
    }
}
