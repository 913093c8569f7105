//! Edits that cannot be written: the screen says so, waits with them, and tells at the end.

use std::fs;

use crate::folder::Folder;
use crate::pty::{Ended, Pty, title};

fn wait_not_saved(pty: &Pty) {
    pty.wait_for("NOT SAVED", |screen| title(screen).contains("NOT SAVED").then_some(()));
}

/// Leaves a session with unsaved edits; it warns once.
fn leave(pty: &mut Pty) -> Ended {
    pty.send("q");
    pty.wait_for_text("NOT SAVED: quit again");
    pty.send("q");
    let ended = pty.end();
    ended.assert_given_back("q");
    assert_eq!(ended.code, 1, "{}", ended.text);
    ended
}

/// Starts the program where no file may grow.
fn without_room(folder: &Folder) -> Pty {
    folder.shell("trap '' XFSZ; ulimit -f 0; exec \"$ONRECORD\" ferry.txt")
}

#[test]
fn a_full_disk_is_told_and_nothing_hangs() {
    let folder = Folder::new();
    let mut pty = without_room(&folder);
    pty.wait_saved(|_| true);
    pty.send("\ta");
    wait_not_saved(&pty);
    pty.wait_for_text("not saved: ");
    pty.wait_for_text("File too large");
    // Reading and tagging go on.
    pty.send("a");
    wait_not_saved(&pty);
    let ended = leave(&mut pty);
    assert!(ended.text.contains("edits are not saved: "), "{}", ended.text);
    assert!(ended.text.contains("ferry.txt.ron.journal: File too large"), "{}", ended.text);
}

#[test]
fn a_signal_with_unsaved_edits_tells_them_too() {
    let folder = Folder::new();
    let mut pty = without_room(&folder);
    pty.wait_saved(|_| true);
    pty.send("\ta");
    wait_not_saved(&pty);
    pty.signal("TERM");
    let ended = pty.end();
    ended.assert_given_back("SIGTERM");
    assert_ne!(ended.code, 0);
    assert!(ended.text.contains("1 edit is not saved: "), "{}", ended.text);
}

#[test]
fn edits_wait_until_their_folder_is_back() {
    let folder = Folder::new();
    let mut pty = folder.open([folder.path("ferry.txt")]);
    pty.wait_saved(|_| true);
    let article = folder.read("ferry.txt");
    fs::remove_dir_all(folder.path("")).unwrap();
    pty.send("\ta");
    wait_not_saved(&pty);
    pty.send("a");
    wait_not_saved(&pty);
    fs::create_dir(folder.path("")).unwrap();
    folder.write("ferry.txt", article);
    let counts = pty.wait_saved(|counts| counts.tags > 1);
    pty.wait_for_text("saved after all");
    pty.send("q");
    assert_eq!(pty.end().code, 0);
    assert_eq!(folder.record("ferry.txt").tag_count(), counts.tags);
}

#[test]
fn a_folder_that_stays_away_is_told_at_the_end() {
    let folder = Folder::new();
    let mut pty = folder.open(["ferry.txt"]);
    pty.wait_saved(|_| true);
    fs::remove_dir_all(folder.path("")).unwrap();
    pty.send("\ta");
    wait_not_saved(&pty);
    let ended = leave(&mut pty);
    assert!(ended.text.contains("1 edit is not saved: "), "{}", ended.text);
}

#[test]
fn an_article_in_a_folder_that_cannot_be_written_has_its_record_in_the_data_directory() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = Folder::new();
    fs::set_permissions(folder.path(""), fs::Permissions::from_mode(0o555)).unwrap();
    if fs::write(folder.path("probe"), "").is_ok() {
        println!("not tried: this user may write everywhere");
        return;
    }
    let mut pty = folder.open(["ferry.txt"]);
    pty.wait_saved(|_| true);
    pty.send("\ta");
    pty.wait_saved(|counts| counts.tags > 0);
    pty.send("q");
    assert_eq!(pty.end().code, 0);
    assert_eq!(folder.names(), ["ferry.txt"]);
    assert_eq!(fs::read_dir(folder.data().join("onrecord/records")).unwrap().count(), 1);
    fs::set_permissions(folder.path(""), fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn where_nothing_takes_a_record_the_article_is_for_reading_only() {
    let folder = Folder::new();
    // The data directory is a file: nothing can lie in it.
    fs::write(folder.data(), "").unwrap();
    let mut pty = folder.shell("cat ferry.txt | \"$ONRECORD\" -");
    pty.wait_for_text("there is no place for a record");
    pty.send("1");
    pty.wait_for_text("not changed: ");
    pty.send("q");
    let ended = pty.end();
    assert_eq!(ended.code, 0, "{}", ended.text);
}
