//! What the page counts is what the screen draws: cell widths agree with ratatui's buffer.
#![cfg(feature = "tui")]

use onrecord::page::clusters;
use proptest::prelude::*;
use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Asserts that ratatui draws each cluster of `text` as one symbol, in the cells that were counted.
fn assert_drawn_as_counted(text: &str) {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 64, 1));
    for cluster in clusters(text) {
        let (end, _) = buffer.set_stringn(0, 0, cluster.shown, 64, Style::default());
        assert_eq!(end, cluster.width, "{:?}", cluster.text);
        if cluster.width > 0 {
            assert_eq!(buffer[(0, 0)].symbol(), cluster.shown);
        }
    }
}

#[test]
fn every_character_is_drawn_in_the_cells_that_were_counted() {
    for c in '\0'..=char::MAX {
        for cluster in clusters(c.encode_utf8(&mut [0; 4])) {
            assert_eq!(cluster.shown.cell_width(), cluster.width, "{c:?}");
        }
    }
}

proptest! {
    #[test]
    fn clusters_are_drawn_in_the_cells_that_were_counted(text in ".{0,20}") {
        assert_drawn_as_counted(&text);
    }

    #[test]
    fn joined_clusters_are_drawn_in_the_cells_that_were_counted(
        text in "[aｱﾊﾞﾟक्षتلا\u{301}\u{200D}\u{FE0F}\u{FE0E}👩🏽❤🇳🇴가가☎1\u{20E3}日\u{E0041}🏴]{0,20}",
    ) {
        assert_drawn_as_counted(&text);
    }
}
