//! The page: how the text of an article is set, what stands around it, and that the reader's line
//! stays where it is whatever is changed.
#![cfg(feature = "tui")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod support;

use insta::assert_snapshot;
use onrecord::app::{Area, Event, top};
use onrecord::config::{Depth, Theme};
use onrecord::page::width;
use onrecord::tui::Looks;
use proptest::prelude::*;
use proptest::sample::select;
use support::screen::Screen;
use support::{BRIDGE, Desk, FERRY, SCRIPTS};

/// What a page is made of: headings, lists in lists, numbered items, quotations in quotations.
const PARTS: &str = "\
The ferry of Tarn gets company

By Ines Calder

TARN HARBOUR - A second ferry will sail in June, harbour master Mara Quill said on Monday.

What was promised

- A second ship, built for ice and for the considerable expectations of everybody who waits.
  - With room for forty goats.
  - With a piano, which nobody has asked for so far.
- Free post.

1. The hull is inspected every night, also on Sundays and on the birthday of the foreman.
2. The timetable is slower.

> A log is not a novel, and an administration is not a library, however many volumes it has.
>
> > Nobody read it.

“We have waited long enough,” Ms Quill told reporters. “She is ready, and so are we.”
";

/// Half-width and full-width, emoji with skin and joiners, marks, both directions, tabs.
const CELLS: &str = "\
桥梁关闭 ｶﾞｷﾞﾊﾟ 한국어

“我们等了很久,” said Li Wen. 老桥将于三月关闭,渡轮每小时运送四百名乘客,直到北拱修好为止。

The crew 👷🏽‍♀️👩‍👩‍👧‍👦🇳🇴 said “yes”\u{301}, and A\u{30A}se\u{301} Ødega\u{30A}rd of Tarn said “no”.

שלום עולם said “לא נחכה” and then “لا ننتظر” to everybody who had been waiting.

\tOne\ttab\tbetween, ｱﾞ and ﾞ alone, zero\u{200B}width, no\u{A0}break.
";

fn shown(desk: &mut Desk, depth: Depth) -> String {
    let theme = Theme::dark().unwrap();
    Screen::of(desk, &Looks::new(theme.clone(), depth)).told(&theme)
}

/// How many rows the cursor is below the top of the screen, and whether the screen begins with the
/// article.
fn place(desk: &mut Desk) -> (usize, bool) {
    let model = &desk.app.model;
    let height = model.layout().map_or(1, |layout| layout.text.height);
    let first = top(model, &mut desk.app.page);
    let rows = desk.app.page.rows_from(&model.article, first, height.into());
    let row = rows.iter().position(|row| row.span.contains(model.view.cursor));
    (row.expect("the cursor is in sight"), first == 0)
}

#[test]
fn all_kinds_of_blocks_and_what_can_be_switched_on() {
    for (width, height) in [(120, 40), (80, 24), (50, 15)] {
        let mut desk = Desk::open(PARTS, width, height);
        assert_snapshot!(format!("parts_{width}x{height}"), shown(&mut desk, Depth::True));
        desk.keys("tjtytrtntp").go("Free");
        assert_snapshot!(format!("everything_{width}x{height}"), shown(&mut desk, Depth::True));
    }
}

#[test]
fn wide_joined_combining_and_right_to_left_characters_and_tabs() {
    for (width, height) in [(120, 40), (80, 24), (50, 15)] {
        let mut desk = Desk::open(CELLS, width, height);
        desk.go("渡轮").keys("vll");
        assert_snapshot!(format!("cells_{width}x{height}"), shown(&mut desk, Depth::True));
        desk.keys("<esc>tjtytr").go("👩").keys("v");
        assert_snapshot!(format!("cells_justified_{width}x{height}"), shown(&mut desk, Depth::True));
    }
}

#[test]
fn what_stands_back_and_what_is_highlighted_is_seen_without_colour() {
    for (name, depth) in [("dark", Depth::True), ("16_colours", Depth::Ansi), ("no_colour", Depth::None)] {
        let mut desk = Desk::open(BRIDGE, 80, 24);
        desk.go("But the").keys("tf");
        assert_snapshot!(format!("sentence_{name}"), shown(&mut desk, depth));
        desk.keys("tftf@");
        assert_snapshot!(format!("source_highlighted_{name}"), shown(&mut desk, depth));
    }
}

#[test]
fn tags_that_share_a_place_are_set_in_brackets() {
    let mut desk = Desk::open(BRIDGE, 120, 40);
    desk.go("northern arch").keys("WW3").go("arch moves").keys("WW4").go("“But").keys("S5").go("arch moves");
    for (name, depth) in [("dark", Depth::True), ("no_colour", Depth::None)] {
        assert_snapshot!(format!("brackets_{name}"), shown(&mut desk, depth));
    }
    let screen = shown(&mut desk, Depth::None);
    assert!(screen.contains("[arch moves]"), "{screen}");
    desk.go("a crowded");
    assert!(!shown(&mut desk, Depth::None).contains("[arch"), "only under the cursor");
}

#[test]
fn the_measure_is_told_and_the_line_stays_where_it_is() {
    let text = BRIDGE.repeat(20);
    let mut desk = Desk::open(&text, 140, 40);
    desk.keys("<space><space>jjjjj");
    let (row, _) = place(&mut desk);
    let words = desk.under();
    let table = [
        ("<", "measure 68"),
        ("<<<", "measure 56"),
        (">>>>", "measure 72"),
        (">", "measure 76"),
        ("tj", "justification on"),
        ("ty", "hyphenation on"),
        ("tn", "line numbers on"),
        ("tp", "paragraph numbers on"),
        ("tr", "ruler on"),
        ("tf", "focus on the sentence: t f for the paragraph"),
        ("ty", "hyphenation off"),
    ];
    for (keys, told) in table {
        desk.keys(keys);
        assert_eq!(desk.message(), told, "{keys}");
        assert_eq!((place(&mut desk).0, desk.under()), (row, words.clone()), "{keys}");
    }
    for _ in 0..60 {
        desk.keys("<");
    }
    assert_eq!(desk.message(), "measure 20, no further");
    for _ in 0..60 {
        desk.keys(">");
    }
    assert_eq!(desk.message(), "measure 68, room for 67");
    desk.keys("<");
    assert_eq!(desk.message(), "measure 63");
    assert_eq!((place(&mut desk).0, desk.under()), (row, words));
}

#[test]
fn a_source_is_highlighted_until_that_is_pressed_again() {
    let mut desk = Desk::open(FERRY, 120, 40);
    desk.go("waited").keys("@");
    assert_eq!(desk.message(), "Mara Quill: 2 statements, 2 mentions");
    desk.go("Milo").keys("@");
    assert_eq!(desk.message(), "Milo Rask: 1 statement, 1 mention");
    desk.keys("@");
    assert_eq!((desk.message(), desk.app.model.view.highlight), ("highlight off", None));
    desk.keys("f@");
    assert_eq!(desk.message(), "Mara Quill: 2 statements, 2 mentions");
    desk.keys("<esc>");
    assert_eq!(desk.app.model.view.highlight, None);
    desk.go("Ferry").keys("@");
    assert_eq!(desk.message(), "nobody speaks or is named here: ] goes to the next statement");
}

#[test]
fn the_cursor_and_the_selection_follow_widened_spaces_and_divided_words() {
    let mut desk = Desk::open(PARTS, 50, 15);
    desk.keys("tjty").go("considerable");
    let looks = Looks::new(Theme::dark().unwrap(), Depth::True);
    for _ in 0.."considerable expectations".len() {
        let under = desk.under();
        let screen = Screen::of(&mut desk, &looks);
        let cell = &screen.buffer[screen.cursor.unwrap()];
        assert!(under.starts_with(cell.symbol()), "{} at {under}", cell.symbol());
        desk.keys("l");
    }
    desk.go("considerable").keys("WW");
    assert_eq!(desk.selected(), "considerable expectations");
}

/// Whether a wide character hangs over the right edge of `area`.
fn is_torn(screen: &Screen, area: Area) -> bool {
    (area.y..area.y + area.height).any(|y| {
        let mut x = area.x;
        while x < area.x + area.width {
            x += u16::try_from(width(screen.buffer[(x, y)].symbol())).unwrap().max(1);
        }
        x > area.x + area.width
    })
}

/// The rows of the frame on top of everything at which its left side is missing.
fn gaps_in_frame(screen: &Screen) -> Vec<u16> {
    let area = screen.buffer.area;
    let is_at = |x: u16, y: u16, sign: &str| screen.buffer[(x, y)].symbol() == sign;
    let mut cells = (0..area.height).flat_map(|y| (0..area.width).map(move |x| (x, y)));
    let (x, top) = cells.find(|&(x, y)| is_at(x, y, "┏")).expect("a frame is open");
    let bottom = (top..area.height).find(|&y| is_at(x, y, "┗")).expect("it ends");
    (top + 1..bottom).filter(|&y| !is_at(x, y, "┃")).collect()
}

#[test]
fn what_opens_above_the_panes_is_not_cut_by_a_wide_character() {
    let text = CELLS.replace(|c: char| c.is_ascii_alphanumeric(), "渡");
    let looks = Looks::new(Theme::dark().unwrap(), Depth::True);
    for width in (40..110).step_by(9) {
        let mut desk = Desk::open(&text, width, 20);
        for keys in ["?", "m", "gl", "I"] {
            desk.keys(keys);
            assert_eq!(gaps_in_frame(&Screen::of(&mut desk, &looks)), [0; 0], "{keys} at {width}");
            desk.keys("<esc><esc>");
        }
    }
}

/// Something that happens to the page.
#[derive(Clone, Debug)]
enum Step {
    Resize(u16, u16),
    Keys(&'static str),
}

fn step() -> impl Strategy<Value = Step> {
    let scrolls =
        ["j", "k", "<ctrl-d>", "<ctrl-u>", "<space>", "<page-up>", "gg", "G", "}", "{", ")", "l", "w", "]"];
    let toggles = [
        "<", ">", "tj", "ty", "tr", "tf", "tn", "tp", "@", "ts", "th", "tw", "tk", "f", "<esc>", "v", "3",
        "5",
    ];
    prop_oneof![
        2 => (0_u16..=300, 0_u16..=300).prop_map(|(width, height)| Step::Resize(width, height)),
        2 => (0_u16..=60, 0_u16..=20).prop_map(|(width, height)| Step::Resize(width, height)),
        4 => select(scrolls.to_vec()).prop_map(Step::Keys),
        4 => select(toggles.to_vec()).prop_map(Step::Keys),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_line_stays_in_sight_through_resizes_scrolls_and_toggles(
        text in select(vec![BRIDGE, SCRIPTS, CELLS, PARTS, "", "\u{301}", "a\n\n\n> b"]),
        depth in select(vec![Depth::True, Depth::Ansi, Depth::None]),
        steps in proptest::collection::vec(step(), 1..24),
    ) {
        let looks = Looks::new(Theme::dark().unwrap(), depth);
        let mut desk = Desk::open(text, 80, 24);
        for step in steps {
            let before = desk.app.model.view;
            let (row, _) = if text.is_empty() { (0, true) } else { place(&mut desk) };
            match step {
                Step::Resize(width, height) => {
                    desk.send(Event::Resize(width, height));
                    prop_assert_eq!((desk.app.model.view.cursor, desk.app.model.view.top), (before.cursor, before.top));
                }
                Step::Keys(keys) => {
                    desk.keys(keys);
                    let is_set = matches!(keys, "<" | ">" | "tj" | "ty" | "tr" | "tf" | "tn" | "tp");
                    if is_set && !text.is_empty() {
                        prop_assert_eq!(desk.app.model.view.cursor, before.cursor);
                        let (now, is_first) = place(&mut desk);
                        prop_assert!(now == row || is_first && now < row, "{row} became {now}");
                    }
                }
            }
            if !text.is_empty() {
                place(&mut desk);
            }
            let screen = Screen::of(&mut desk, &looks);
            let layout = desk.app.model.layout();
            if let Some(layout) = layout.filter(|layout| !layout.is_covered()) {
                prop_assert!(!is_torn(&screen, layout.text), "{layout:?}");
            }
        }
    }
}
