//! The article, or its record, is changed by another program while it is open.

use std::fs;

use crate::folder::Folder;
use crate::pty::title;
use crate::support::FERRY;

#[test]
fn an_article_that_an_editor_saves_is_read_again_with_its_tags() {
    let folder = Folder::new();
    let mut pty = folder.open(["ferry.txt"]);
    pty.wait_saved(|_| true);
    pty.send("\ta");
    let before = pty.wait_saved(|counts| counts.tags > 0);
    // Written in its place.
    folder.write("ferry.txt", FERRY.replace("Ferry talks resume", "Ferry talks stall again"));
    pty.wait_for_text("Ferry talks stall again");
    pty.wait_told("the article was changed: read again");
    assert_eq!(pty.wait_saved(|_| true).tags, before.tags);
    // Put there in its place, and once more, by another one each time.
    for word in ["begin", "end"] {
        folder.write("new", FERRY.replace("resume", word));
        fs::rename(folder.path("new"), folder.path("ferry.txt")).unwrap();
        pty.wait_for_text(&format!("Ferry talks {word}"));
        pty.wait_saved(|counts| counts.tags == before.tags);
    }
    pty.send("\ta");
    pty.wait_saved(|counts| counts.tags > before.tags);
    pty.send("q");
    assert_eq!(pty.end().code, 0);
    assert_eq!(folder.names(), ["ferry.txt", "ferry.txt.ron"]);
    assert!(folder.record("ferry.txt").tag_count() > before.tags);
}

#[test]
fn a_note_is_written_to_its_end_before_the_article_is_read_again() {
    let folder = Folder::new();
    let mut pty = folder.open(["ferry.txt"]);
    pty.wait_saved(|_| true);
    pty.send("mcheck the tape");
    pty.wait_for_text("check the tape");
    folder.write("ferry.txt", FERRY.replace("resume", "stall"));
    pty.wait_told("it is read again once this is closed");
    assert!(pty.text().contains("Ferry talks resume"));
    pty.send("\r");
    pty.wait_for_text("Ferry talks stall");
    pty.wait_saved(|_| true);
    pty.send("q");
    assert_eq!(pty.end().code, 0);
    assert_eq!(folder.record("ferry.txt").notes().count(), 1);
}

#[test]
fn an_article_that_vanishes_stays_on_the_screen_and_comes_back() {
    let folder = Folder::new();
    let mut pty = folder.open(["ferry.txt"]);
    pty.wait_saved(|_| true);
    fs::remove_file(folder.path("ferry.txt")).unwrap();
    pty.wait_told("the article’s file is gone");
    pty.send("\ta");
    pty.wait_saved(|counts| counts.tags > 0);
    folder.write("ferry.txt", FERRY.replace("resume", "stall"));
    pty.wait_for_text("Ferry talks stall");
    pty.wait_saved(|counts| counts.tags > 0);
    pty.send("q");
    assert_eq!(pty.end().code, 0);
}

#[test]
fn a_record_that_another_program_changed_is_joined_when_the_person_comes_back() {
    let folder = Folder::new();
    let mut pty = folder.open(["ferry.txt"]);
    pty.wait_saved(|_| true);
    pty.send("mring them\r");
    pty.wait_saved(|_| true);
    let record = folder.path("ferry.txt.ron");
    // It is written once the person has been idle, which does not show on the screen.
    while !record.exists() {
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    let theirs = folder.read("ferry.txt.ron").replace("ring them", "ring them at noon");
    fs::write(&record, theirs).unwrap();
    pty.send("\x1b[O\x1b[I");
    pty.wait_told("another program");
    pty.send("gN");
    pty.wait_for_text("1 note:");
    pty.wait_for_text("ring them at noon");
    pty.send("\x1b");
    pty.wait_without("1 note:");
    pty.send("q");
    assert_eq!(pty.end().code, 0);
}

#[test]
fn a_long_article_is_read_again_whole() {
    let folder = Folder::new();
    let filler = "The council met and said nothing new at all.\n\n".repeat(4000);
    folder.write("long.txt", format!("{FERRY}{filler}The end is here.\n"));
    let mut pty = folder.open(["long.txt"]);
    pty.wait_saved(|_| true);
    pty.send("G");
    pty.wait_for_text("The end is here.");
    folder.write("long.txt", format!("{FERRY}{filler}Then more came.\n\nThe end is here.\n"));
    pty.wait_for_text("Then more came.");
    pty.wait_for("the end", |screen| title(screen).contains("100 %").then_some(()));
    pty.send("q");
    assert_eq!(pty.end().code, 0);
}
