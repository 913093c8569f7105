//! Edits that cannot be written: the screen says so, waits with them, and tells at the end.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread::sleep;
use std::time::Duration;

use crate::folder::{Folder, long_article, record_of};
use crate::pty::{Counts, Ended, Pty, title};
use crate::support::FERRY;

fn wait_not_saved(pty: &Pty) {
    pty.wait_for("NOT SAVED", |screen| title(screen).contains("NOT SAVED").then_some(()));
}

/// Leaves a session with unsaved edits; it warns once.
fn leave(pty: &mut Pty) -> Ended {
    pty.send("q");
    pty.wait_told("NOT SAVED: ^S saves them elsewhere, quit again leaves without them");
    pty.send("q");
    let ended = pty.end();
    ended.assert_given_back("q");
    assert_eq!(ended.code, 1, "{}", ended.text);
    ended
}

/// Starts the program where no file may grow.
fn without_room(folder: &Folder) -> Pty {
    folder.shell("ulimit -S -f 0; exec \"$ONRECORD\" ferry.txt")
}

/// Runs a command; false, with the reason printed, where this machine or this user cannot.
fn can(program: &str, args: &[&str]) -> bool {
    let output = Command::new(program).args(args).output();
    let done = output.as_ref().is_ok_and(|output| output.status.success());
    if !done {
        println!("not tried: {program} {args:?} gives {output:?}");
    }
    done
}

/// Accepts suggestions until one is not saved; gives the counts that were last shown as saved.
fn accept_until_unsaved(pty: &mut Pty) -> Counts {
    pty.send("\t");
    let mut saved = pty.wait_saved(|_| true);
    loop {
        pty.send("a");
        let now = pty.wait_for("an answer", |screen| {
            let title = title(screen);
            let counts = Counts::of(&title).filter(|counts| counts.left < saved.left)?;
            (counts.saved || title.contains("NOT SAVED")).then_some(counts)
        });
        if !now.saved {
            return saved;
        }
        saved = now;
    }
}

/// Saves the record where the program offers it, and leaves; gives what is there.
fn leave_with_copy(folder: &Folder, pty: &mut Pty, text: &str, name: &str) -> usize {
    pty.send("\x13");
    pty.wait_for_text("Save the record to which file?");
    pty.send("\r");
    pty.wait_told("everything is safe in ");
    pty.wait_for("saved elsewhere", |screen| {
        title(screen).trim_end().ends_with("saved elsewhere").then_some(())
    });
    pty.send("q");
    let ended = pty.end();
    ended.assert_given_back("q");
    assert_eq!(ended.code, 0, "{}", ended.text);
    assert!(ended.text.contains("not on the record, but saved in "), "{}", ended.text);
    record_of(text, &folder.data().join(format!("onrecord/saved/{name}.ron"))).tag_count()
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

#[test]
fn a_disk_that_is_full_loses_nothing_and_saves_what_waits_once_there_is_room() {
    let folder = Folder::new();
    folder.write("piers.txt", long_article(40));
    // A few edits fit.
    let mut pty = folder.shell("ulimit -S -f 16; exec \"$ONRECORD\" piers.txt");
    pty.wait_saved(|_| true);
    let saved = accept_until_unsaved(&mut pty);
    assert!(saved.tags > 1, "{saved:?}");
    pty.wait_told("not saved: piers.txt.ron.journal: File too large");
    let record = folder.record("piers.txt");
    assert_eq!(record.tag_count(), saved.tags, "what was shown as saved is there, and nothing in halves");
    // Saving elsewhere fails too, and says so.
    pty.send("aaa\x13");
    pty.wait_for_text("Save the record to which file?");
    pty.send("\r");
    pty.wait_told("piers.txt.ron cannot be written: File too large");
    if can("prlimit", &["--pid", &pty.process().to_string(), "--fsize=unlimited"]) {
        pty.wait_told("saved after all");
        let all = pty.wait_saved(|counts| counts.left < saved.left);
        pty.send("q");
        assert_eq!(pty.end().code, 0);
        assert_eq!(folder.record("piers.txt").tag_count(), all.tags);
        assert_eq!(folder.names(), ["ferry.txt", "piers.txt", "piers.txt.ron"]);
    }
}

/// A file system in memory, as long as this lives.
struct Mount<'a>(&'a Path);

impl Drop for Mount<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").args(["-l".as_ref(), self.0.as_os_str()]).status();
    }
}

#[test]
fn a_small_disk_that_fills_up_loses_nothing() {
    let folder = Folder::new();
    let path = folder.path("");
    if !can("mount", &["-t", "tmpfs", "-o", "size=128k", "none", path.to_str().unwrap()]) {
        return;
    }
    let _mount = Mount(&path);
    let text = long_article(40);
    folder.write("piers.txt", &text);
    let mut pty = folder.open(["piers.txt"]);
    pty.wait_saved(|_| true);
    pty.send("\ta");
    let first = pty.wait_saved(|counts| counts.tags > 0);
    let mut filler = fs::File::create(folder.path("filler")).unwrap();
    while std::io::Write::write_all(&mut filler, &[0; 512]).is_ok() {}
    drop(filler);
    let saved = accept_until_unsaved(&mut pty);
    assert!(saved.tags >= first.tags);
    pty.wait_told("No space left on device");
    assert_eq!(folder.record("piers.txt").tag_count(), saved.tags);
    pty.send("a");
    wait_not_saved(&pty);
    let all = leave_with_copy(&folder, &mut pty, &text, "piers.txt");
    assert!(all > saved.tags);
    assert_eq!(folder.record("piers.txt").tag_count(), saved.tags, "nothing saved is lost");
    fs::remove_file(folder.path("filler")).unwrap();
    let mut pty = folder.open(["piers.txt"]);
    pty.wait_saved(|counts| counts.tags == saved.tags);
    pty.send("q");
    let ended = pty.end();
    assert_eq!(ended.code, 0, "{}", ended.text);
}

/// Lets nobody write in the folder, not even root; false, with the reason printed, where that cannot be.
fn make_read_only(folder: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;

    fs::set_permissions(folder, fs::Permissions::from_mode(0o555)).unwrap();
    let probe = folder.join("probe");
    fs::write(&probe, "").is_err() || {
        fs::remove_file(probe).unwrap();
        can("chattr", &["+i", folder.to_str().unwrap()])
    }
}

fn make_writable(folder: &Path) {
    use std::os::unix::fs::PermissionsExt as _;

    let _ = Command::new("chattr").args(["-i".as_ref(), folder.as_os_str()]).output();
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn edits_wait_while_their_folder_is_for_reading_only() {
    let folder = Folder::new();
    let mut pty = folder.open(["ferry.txt"]);
    pty.wait_saved(|_| true);
    if make_read_only(&folder.path("")) {
        pty.send("\ta");
        wait_not_saved(&pty);
        pty.wait_told("not saved: ferry.txt.ron.journal: ");
        pty.send("a");
        make_writable(&folder.path(""));
        pty.wait_told("saved after all");
        let counts = pty.wait_saved(|counts| counts.tags > 1);
        pty.send("q");
        assert_eq!(pty.end().code, 0);
        assert_eq!(folder.record("ferry.txt").tag_count(), counts.tags);
    }
    make_writable(&folder.path(""));
}

#[test]
fn what_cannot_be_saved_in_its_place_is_saved_elsewhere() {
    let folder = Folder::new();
    let mut pty = folder.open(["ferry.txt"]);
    pty.wait_saved(|_| true);
    fs::remove_dir_all(folder.path("")).unwrap();
    pty.send("\ta");
    wait_not_saved(&pty);
    pty.send("a");
    wait_not_saved(&pty);
    assert!(leave_with_copy(&folder, &mut pty, FERRY, "ferry.txt") > 1);
}

#[test]
fn a_record_and_a_journal_that_vanish_are_written_again() {
    let folder = Folder::new();
    let mut pty = folder.open(["ferry.txt"]);
    pty.wait_saved(|_| true);
    pty.send("\ta");
    let counts = pty.wait_saved(|counts| counts.tags > 0);
    // The record is written when nothing was done for a while.
    while !folder.path("ferry.txt.ron").exists() {
        sleep(Duration::from_millis(20));
    }
    pty.send("a");
    pty.wait_saved(|now| now.left < counts.left);
    fs::remove_file(folder.path("ferry.txt.ron")).unwrap();
    fs::remove_file(folder.path("ferry.txt.ron.journal")).unwrap();
    pty.send("a");
    let counts = pty.wait_saved(|now| now.left + 1 < counts.left);
    pty.send("q");
    assert_eq!(pty.end().code, 0);
    assert_eq!(folder.record("ferry.txt").tag_count(), counts.tags);
}
