//! A record that another program changes while it is open.

use std::fs;

use crate::folder::Folder;

const THEIRS: &str = "    ],\n    links: [";

/// Puts a tag on the record, as an editor or git does.
fn add_tag(folder: &Folder) {
    let tag = "        (id: \"theirs\", label: \"Place\", at: [(20, 24)], text: \"TARN\", by: \"ben\"),\n";
    let record = folder.read("ferry.txt.ron");
    fs::write(folder.path("ferry.txt.ron"), record.replace(THEIRS, &format!("{tag}{THEIRS}"))).unwrap();
}

/// A record with one tag.
fn begun() -> Folder {
    let folder = Folder::new();
    let mut pty = folder.open(["ferry.txt"]);
    pty.wait_saved(|_| true);
    pty.send("\ta");
    pty.wait_saved(|counts| counts.tags > 0);
    pty.send("q");
    assert_eq!(pty.end().code, 0);
    folder
}

#[test]
fn what_another_program_adds_is_shown_and_kept_with_what_is_added_here() {
    let folder = begun();
    let mut pty = folder.open(["ferry.txt"]);
    let before = pty.wait_saved(|_| true);
    add_tag(&folder);
    pty.send("a\ta");
    pty.wait_for_text("another program changed the record: its changes are taken in");
    let after = pty.wait_saved(|counts| counts.tags > before.tags + 1);
    pty.send("q");
    assert_eq!(pty.end().code, 0);
    let record = folder.record("ferry.txt");
    assert_eq!(record.tag_count(), after.tags);
    assert!(record.tags().any(|tag| tag.id.as_str() == "theirs"));
    assert_eq!(folder.names(), ["ferry.txt", "ferry.txt.ron"]);
}

#[test]
fn what_another_program_adds_before_the_end_is_kept_too() {
    let folder = begun();
    let mut pty = folder.open(["ferry.txt"]);
    let before = pty.wait_saved(|_| true);
    pty.send("\ta");
    let after = pty.wait_saved(|counts| counts.tags > before.tags);
    add_tag(&folder);
    pty.send("q");
    assert_eq!(pty.end().code, 0);
    assert_eq!(folder.record("ferry.txt").tag_count(), after.tags + 1);
}

#[test]
fn what_another_program_breaks_is_left_as_it_is_and_the_edits_in_the_journal() {
    let folder = begun();
    let good = folder.read("ferry.txt.ron");
    let mut pty = folder.open(["ferry.txt"]);
    let before = pty.wait_saved(|_| true);
    let broken = format!("<<<<<<< HEAD\n{good}");
    folder.write("ferry.txt.ron", &broken);
    pty.send("\ta");
    let after = pty.wait_saved(|counts| counts.tags > before.tags);
    pty.wait_for_text("these are the marks of a merge");
    pty.send("q");
    let ended = pty.end();
    assert_eq!(ended.code, 1);
    assert!(ended.text.contains("your edits are kept in its journal"), "{}", ended.text);
    assert_eq!(folder.read("ferry.txt.ron"), broken);
    folder.write("ferry.txt.ron", good);
    assert_eq!(folder.record("ferry.txt").tag_count(), after.tags);
}
