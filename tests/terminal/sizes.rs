//! Every size, and from every size to every other.

use crate::folder::{Folder, long_article};
use crate::pty::SIZE;

/// What a person would compare two screens by: text, looks and cursor.
fn looks(screen: &vt100::Screen) -> Vec<String> {
    let (rows, columns) = screen.size();
    let row = |row: u16| {
        let cells = (0..columns.get()).filter_map(|column| screen.cell(row, column)).map(|cell| {
            let ground = (cell.bgcolor(), cell.underline(), cell.inverse());
            // Whether a blank was written or never was, and in what colour, cannot be seen.
            let ink = (cell.contents(), cell.fgcolor(), cell.bold(), cell.italic());
            format!("{ground:?} {:?}", Some(ink).filter(|ink| !ink.0.trim().is_empty()))
        });
        cells.collect::<Vec<_>>().join("\n")
    };
    (0..rows.get()).map(row).chain([format!("{:?}", screen.cursor_position())]).collect()
}

#[test]
fn a_storm_of_sizes_ends_with_the_screen_as_it_was() {
    let folder = Folder::new();
    folder.write("piers.txt", long_article(60));
    let mut pty = folder.open(["piers.txt"]);
    pty.wait_saved(|_| true);
    // Amid the article, on a suggestion.
    pty.send("}}}}}}}}}}}}}}}}}}\t");
    pty.wait_for_text("REVIEW");
    let before = pty.wait_for("a whole frame", |screen| Some(looks(screen)));
    let mut random = fastrand::Rng::with_seed(3);
    let named =
        [(1, 1), (2, 2), (500, 200), (1, 200), (500, 1), (20, 5), (19, 5), (20, 4), (3, 40), (80, 24)];
    let others = std::iter::repeat_with(|| (random.u16(1..200), random.u16(1..60))).take(40);
    for size in named.into_iter().chain(others.collect::<Vec<_>>()) {
        pty.resize(size);
        // Now and then a frame is drawn amid the storm.
        if size.0 % 3 == 0 {
            std::thread::sleep(std::time::Duration::from_millis(2));
        }
    }
    pty.resize(SIZE);
    pty.wait_for("the same screen", |screen| (looks(screen) == before).then_some(()));
    pty.send("q");
    let ended = pty.end();
    assert_eq!(ended.code, 0, "{}", ended.text);
    ended.assert_given_back("q");
}

#[test]
fn a_screen_that_is_too_small_says_so() {
    let folder = Folder::new();
    let mut pty = folder.open(["ferry.txt"]);
    pty.wait_saved(|_| true);
    for size in [(19, 5), (20, 4), (19, 40), (120, 4)] {
        pty.resize(size);
        pty.wait_for_text("too small: make it");
    }
    for size in [(20, 5), (24, 8), (50, 15)] {
        pty.resize(size);
        pty.wait_for_text("Ferry talks");
        pty.wait_without("too small");
    }
    for size in [(1, 1), (2, 1), (1, 2)] {
        pty.resize(size);
        // Keys work where nothing can be shown.
        pty.send("jk");
    }
    pty.send("q");
    assert_eq!(pty.end().code, 0);
}
