//! Several articles in one session of the real program.

use onrecord::app::Status;

use crate::folder::{Folder, long_article};
use crate::pty::{Pty, title};
use crate::support::{BRIDGE, FERRY};

/// Three articles, a record of somebody else's, and a page that is no article.
fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("bridge.txt", BRIDGE);
    folder.write("piers.txt", long_article(30));
    folder.write("notes.md", "nothing");
    folder
}

/// Waits for the title of the article of that number, saved and attributed.
fn at(pty: &Pty, number: &str, name: &str) {
    pty.wait_for(&format!("{number} {name}"), |screen| {
        let title = title(screen);
        (title.trim_start().starts_with(&format!("{number} {name}"))).then_some(())
    });
    pty.wait_saved(|_| true);
}

fn status(folder: &Folder, name: &str) -> Status {
    Status::of(&folder.record(name))
}

#[test]
fn three_articles_are_done_one_after_the_other_through_a_kill() {
    let folder = folder();
    let mut pty = folder.open(["."]);
    at(&pty, "1/3", "bridge.txt");
    pty.send("\ta");
    let accepted = pty.wait_saved(|counts| counts.tags > 0);
    pty.send("F");
    at(&pty, "2/3", "ferry.txt");
    assert_eq!(status(&folder, "bridge.txt"), Status::Done);
    assert_eq!(folder.record("bridge.txt").tag_count(), accepted.tags);
    pty.send("\tax");
    let there = pty.wait_saved(|counts| counts.tags > 0 && counts.left > 0);
    pty.kill();
    // What was shown is there, and the one that is done is not opened again.
    let mut pty = folder.open(["."]);
    at(&pty, "2/3", "ferry.txt");
    let now = pty.wait_saved(|_| true);
    assert!(now.tags >= there.tags && now.left <= there.left, "{now:?} {there:?}");
    pty.send("F");
    at(&pty, "3/3", "piers.txt");
    pty.send("F");
    pty.wait_for_text("every document is done");
    // Back to one that is still being written, and on without losing its lock.
    pty.send("\u{10}");
    at(&pty, "2/3", "ferry.txt");
    pty.send("\u{e}\u{10}\u{e}\u{10}");
    pty.wait_for("the second", |screen| title(screen).contains("2/3").then_some(()));
    pty.wait_saved(|counts| counts.tags == now.tags);
    pty.send("q");
    assert_eq!(pty.end().code, 0);
    for name in ["bridge.txt", "ferry.txt", "piers.txt"] {
        assert_eq!(status(&folder, name), Status::Done, "{name}");
    }
    assert_eq!(
        folder.names(),
        [
            "bridge.txt",
            "bridge.txt.ron",
            "ferry.txt",
            "ferry.txt.ron",
            "notes.md",
            "piers.txt",
            "piers.txt.ron"
        ]
    );
    let mut pty = folder.open(["bridge.txt", "ferry.txt"]);
    pty.wait_for_text("every document is done");
    pty.send("q");
    assert_eq!(pty.end().code, 0);
}

#[test]
fn keys_typed_ahead_reach_the_next_article() {
    let folder = folder();
    let mut pty = folder.open(["ferry.txt", "bridge.txt"]);
    pty.send("F\ta");
    at(&pty, "2/2", "bridge.txt");
    pty.wait_saved(|counts| counts.tags > 0);
    pty.send("q");
    assert_eq!(pty.end().code, 0);
    assert_eq!(status(&folder, "ferry.txt"), Status::Done);
    assert_eq!(folder.record("ferry.txt").tag_count(), 0);
    assert!(folder.record("bridge.txt").tag_count() > 0);
}

#[test]
fn an_article_that_is_gone_is_told_and_the_open_one_stays() {
    let folder = folder();
    let mut pty = folder.open(["ferry.txt", "gone.txt", "bridge.txt"]);
    at(&pty, "1/3", "ferry.txt");
    pty.send("\u{e}");
    pty.wait_for_text("gone.txt: there is no such file");
    pty.send("\ta");
    pty.wait_saved(|counts| counts.tags > 0);
    pty.send("\u{e}");
    at(&pty, "3/3", "bridge.txt");
    pty.send("gofe");
    pty.wait_for_text("to review");
    pty.send("\r");
    at(&pty, "1/3", "ferry.txt");
    pty.wait_saved(|counts| counts.tags > 0);
    pty.send("q");
    assert_eq!(pty.end().code, 0);
}

#[test]
fn records_and_journals_are_no_articles() {
    let folder = folder();
    folder.write("ferry.txt.ron", "");
    folder.write("ferry.txt.ana.ron", "");
    let mut pty =
        folder.open(["bridge.txt", "ferry.txt", "ferry.txt.ana.ron", "ferry.txt.ron", "./bridge.txt"]);
    at(&pty, "1/3", "bridge.txt");
    pty.send("q");
    assert_eq!(pty.end().code, 0);
    assert_eq!(folder.read("ferry.txt"), FERRY);
}
