//! What opens above the panes: where it stands, and whether it can be read.
#![cfg(feature = "tui")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod support;

use onrecord::app::{Placed, mode};
use onrecord::config::{Depth, Theme};
use onrecord::tui::Looks;
use support::screen::Screen;
use support::{BRIDGE, Desk};

const SIZES: [(u16, u16); 5] = [(160, 50), (120, 40), (80, 24), (50, 15), (30, 9)];

/// Keys that open something, each.
const OPENING: [&str; 18] = [
    "?",
    "?/tag",
    "gl",
    "E",
    "E<enter>",
    "<tab>A",
    "<tab>A<enter>",
    "O",
    "<tab>aI",
    "<tab>i",
    "\"",
    "D",
    ":",
    "g/th",
    "m",
    "%",
    "]s",
    "]C",
];

fn looks() -> Looks {
    Looks::new(Theme::dark().unwrap(), Depth::True)
}

/// The cells of a row, as text.
fn row(screen: &Screen, y: u16) -> String {
    (0..screen.buffer.area.width).map(|x| screen.buffer[(x, y)].symbol()).collect()
}

/// Opens each at each size.
fn each(check: impl Fn(&str, &Desk, Placed, &Screen)) {
    for (width, height) in SIZES {
        for keys in OPENING {
            let mut desk = Desk::open(BRIDGE, width, height);
            desk.keys(keys);
            let placed = desk.app.model.placed().unwrap_or_else(|| panic!("{keys}: {}", desk.message()));
            let screen = Screen::of(&mut desk, &looks());
            check(keys, &desk, placed, &screen);
        }
    }
}

#[test]
fn what_opens_leaves_the_title_and_the_hints_in_sight() {
    each(|keys, desk, placed, screen| {
        let (width, height) = desk.app.model.size;
        let shown = format!("{keys} at {width}x{height}");
        assert!(row(screen, 0).starts_with(" ferry.txt "), "{shown}: {}", row(screen, 0));
        let hints = row(screen, height - 1);
        assert!(hints.starts_with(&format!(" {} ", mode(&desk.app.model))), "{shown}: {hints}");
        let area = placed.area;
        assert!(area.y >= 1 && area.y + area.height < height, "{shown}: {area:?}");
    });
}

#[test]
fn nothing_that_is_told_touches_the_frame() {
    each(|keys, desk, Placed { area, .. }, screen| {
        for y in area.y + 1..area.y + area.height - 1 {
            for x in [area.x + 1, area.x + area.width - 2] {
                let cell = screen.buffer[(x, y)].symbol();
                assert_eq!(cell, " ", "{keys} at {:?}, row {y}: {}", desk.app.model.size, row(screen, y));
            }
        }
    });
}

#[test]
fn a_menu_is_as_wide_as_what_it_tells() {
    let mut desk = Desk::open(BRIDGE, 120, 40);
    desk.keys("\"");
    assert!(row(&Screen::of(&mut desk, &looks()), 19).contains(" none yet "), "no box without rows");
    let narrow = desk.app.model.placed().unwrap().area.width;
    desk.keys("a\"");
    let wide = desk.app.model.placed().unwrap().area.width;
    assert!(narrow < wide && wide < 80, "{narrow} {wide}");
}

#[test]
fn the_article_has_the_room_that_a_short_list_of_places_leaves() {
    let mut desk = Desk::open(BRIDGE, 120, 40);
    desk.keys("<tab>a").go("Velden").keys("~");
    let layout = desk.app.model.layout().unwrap();
    assert_eq!(layout.dock.unwrap().height, 3, "{}", desk.message());
    assert_eq!(layout.article.height, 40 - 1 - 3 - 2);
}

#[test]
fn a_long_title_is_not_cut_by_counts_that_a_pane_tells_as_well() {
    let long = "A title that goes on for quite a while and a bit more\n\nThe text.\n";
    let title = |width, height| row(&Screen::of(&mut Desk::open(long, width, height), &looks()), 0);
    let at_120 = title(120, 40);
    assert!(at_120.contains("and a bit more ") && at_120.contains("saved"), "{at_120}");
    let at_160 = title(160, 40);
    assert!(at_160.contains("and a bit more ") && at_160.contains("0 statements"), "{at_160}");
    let at_50 = title(50, 15);
    assert!(at_50.contains("A title") && at_50.contains("saved"), "{at_50}");
}
