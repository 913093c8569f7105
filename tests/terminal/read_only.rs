//! Records that must not be written are shown, and left as they are.

use crate::folder::Folder;
use crate::pty::{Pty, title};

/// A folder with a record of some tags.
fn tagged() -> Folder {
    let folder = Folder::new();
    let mut pty = folder.open(["ferry.txt"]);
    pty.wait_saved(|_| true);
    pty.send("\taa");
    pty.wait_saved(|counts| counts.tags > 1);
    pty.send("q");
    assert_eq!(pty.end().code, 0);
    folder
}

/// Waits for the title and message of a record that is for reading only; gives the message.
fn wait_read_only(pty: &Pty) -> String {
    pty.wait_for("read-only", |screen| title(screen).trim_end().ends_with("read-only").then_some(()));
    pty.wait_told("read-only: ")
}

/// Opens the article and tries to tag: the record stays as it is, and the screen says `why`.
fn assert_left_alone(folder: &Folder, why: &[&str]) {
    let record = std::fs::read(folder.path("ferry.txt.ron")).unwrap();
    let mut pty = folder.open(["ferry.txt"]);
    let message = wait_read_only(&pty);
    assert!(why.iter().all(|words| message.contains(words)), "{message}");
    pty.wait_for_text(" to review");
    pty.send("\ta");
    pty.wait_for_text("not changed: ");
    pty.send("1");
    pty.send("q");
    let ended = pty.end();
    assert_eq!(ended.code, 0, "{}", ended.text);
    assert_eq!(std::fs::read(folder.path("ferry.txt.ron")).unwrap(), record);
    assert_eq!(folder.names(), ["ferry.txt", "ferry.txt.ron"]);
}

#[test]
fn a_broken_record_is_told_with_line_and_column_and_left_alone() {
    let folder = tagged();
    let record = folder.read("ferry.txt.ron");
    let broken = record.replacen("tags: [", "tags: {", 1);
    let line = 1 + broken.lines().position(|line| line.contains("tags: {")).unwrap();
    folder.write("ferry.txt.ron", &broken);
    assert_left_alone(&folder, &["ferry.txt.ron", &format!("line {line}, column ")]);
    folder.write("ferry.txt.ron", b"\xFF\x00not a record at all");
    assert_left_alone(&folder, &["ferry.txt.ron, line 1, column "]);
    // Once there is a copy, it is named with the way back to it.
    folder.write("ferry.txt.ron", &record);
    let mut pty = folder.open(["ferry.txt"]);
    pty.wait_saved(|counts| counts.tags > 1);
    pty.send("\ta");
    pty.wait_saved(|counts| counts.tags > 2);
    pty.send("q");
    assert_eq!(pty.end().code, 0);
    folder.write("ferry.txt.ron", &broken);
    let mut pty = folder.open(["ferry.txt"]);
    pty.wait_told("go back to the last good copy: rename ferry.txt.ron~ to ferry.txt.ron");
    pty.send("q");
    assert_eq!(pty.end().code, 0);
    std::fs::rename(folder.path("ferry.txt.ron~"), folder.path("ferry.txt.ron")).unwrap();
    let mut pty = folder.open(["ferry.txt"]);
    pty.wait_saved(|counts| counts.tags > 1);
    pty.send("q");
    assert_eq!(pty.end().code, 0);
    folder.write("ferry.txt.ron", "");
    assert_left_alone(&folder, &["ferry.txt.ron, line 1, column 1"]);
}

#[test]
fn a_record_of_a_newer_version_is_left_alone() {
    let folder = tagged();
    let record = folder.read("ferry.txt.ron");
    assert!(record.contains("version: 1"));
    folder.write("ferry.txt.ron", record.replacen("version: 1", "version: 2", 1));
    assert_left_alone(&folder, &["ferry.txt.ron", "newer"]);
}

#[test]
fn a_second_instance_says_who_has_the_record() {
    let folder = tagged();
    let mut first = folder.open(["ferry.txt"]);
    let counts = first.wait_saved(|counts| counts.tags > 1);
    let mut second = folder.open(["ferry.txt"]);
    let message = wait_read_only(&second);
    assert!(message.contains("is open in another onrecord (process "), "{message}");
    assert!(message.contains(", ana, since 2") && message.contains(" UTC)"), "{message}");
    // It shows what is on record, but changes nothing.
    second.wait_for_text(&format!("{} tags", counts.tags));
    second.send("\ta");
    second.wait_for_text("not changed: ");
    first.send("\ta");
    let counts = first.wait_saved(|now| now.left < counts.left);
    second.send("q");
    assert_eq!(second.end().code, 0);
    first.send("a");
    let counts = first.wait_saved(|now| now.left < counts.left);
    first.send("q");
    assert_eq!(first.end().code, 0);
    assert_eq!(folder.record("ferry.txt").tag_count(), counts.tags);
    assert_eq!(folder.names(), ["ferry.txt", "ferry.txt.ron"]);
}
