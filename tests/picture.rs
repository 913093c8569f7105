//! The picture on the front page is the program's own screen of the bundled article.
#![cfg(feature = "tui")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod support;

use onrecord::config::{Depth, Theme};
use onrecord::tui::{Looks, svg};
use support::screen::Screen;
use support::{Desk, assert_kept};

const ARTICLE: &str = include_str!("../assets/article.txt");

#[test]
fn the_picture_shows_the_screen_as_it_is() {
    let theme = Theme::dark().unwrap();
    let mut desk = Desk::open(ARTICLE, 110, 34);
    desk.app.model.file = "article.txt".to_owned();
    // Some suggestions are accepted, and the cursor is in a statement, which is then explained.
    desk.keys("<tab>aaaaaaaaa<esc>gg]]w");
    let screen = Screen::of(&mut desk, &Looks::new(theme.clone(), Depth::True));
    let title = "onrecord in a terminal: on the left who says how much, in the middle the article with \
                 its statements in the colours of their sources, on the right what is known about the \
                 statement under the cursor and why, below who speaks where and what the keys do";
    let picture = svg(&screen.buffer, screen.cursor, title, &theme);
    assert_kept("docs/screen.svg", &picture, "picture");
}
