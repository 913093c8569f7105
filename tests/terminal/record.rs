//! From the first key to the record and back.

use crate::folder::{Folder, long_article};
use crate::pty::title;

#[test]
fn what_was_tagged_is_on_disk_and_back_when_opened_again() {
    let folder = Folder::new();
    let mut pty = folder.open(["ferry.txt"]);
    let start = pty.wait_saved(|_| true);
    assert_eq!(start.tags, 0);
    // The first suggestion is accepted, the second rejected, the third gets a note.
    pty.send("\ta");
    let accepted = pty.wait_saved(|counts| counts.left < start.left);
    pty.send("x");
    let rejected = pty.wait_saved(|counts| counts.left < accepted.left);
    pty.send("m");
    pty.wait_for_text("WRITE");
    pty.send("ring the harbour\r");
    pty.wait_for_text("note kept");
    let end = pty.wait_saved(|_| true);
    assert_eq!(end, rejected);
    let cursor = pty.wait_for("the cursor", |screen| Some(screen.cursor_position()));
    pty.send("q");
    let ended = pty.end();
    assert_eq!((ended.code, ended.signal.as_deref()), (0, None), "{}", ended.text);
    assert_eq!(folder.names(), ["ferry.txt", "ferry.txt.ron"]);

    let file = folder.read("ferry.txt.ron");
    let record = folder.record("ferry.txt");
    assert_eq!((record.tag_count(), record.verdicts().count()), (accepted.tags, 1), "{file}");
    assert_eq!(record.notes().map(|note| note.text.as_str()).collect::<Vec<_>>(), ["ring the harbour"]);
    assert!(file.contains("by: \"ana\"") && file.contains("verdict: \"rejected\""), "{file}");

    let mut pty = folder.open(["ferry.txt"]);
    assert_eq!(pty.wait_saved(|_| true), end);
    pty.wait_for("the place", |screen| (screen.cursor_position() == cursor).then_some(()));
    pty.wait_for_text("ring the harbour");
    pty.send("q");
    assert_eq!(pty.end().code, 0);
    assert_eq!(folder.read("ferry.txt.ron"), file, "reading changes nothing");
}

#[test]
fn what_was_done_is_undone_and_made_again_in_later_runs() {
    let folder = Folder::new();
    let run = |keys: &str, from: usize, to: usize| {
        let mut pty = folder.open(["ferry.txt"]);
        pty.wait_saved(|counts| counts.left == from);
        pty.send(keys);
        pty.wait_saved(|counts| counts.left == to);
        pty.send("q");
        assert_eq!(pty.end().code, 0);
    };
    let mut pty = folder.open(["ferry.txt"]);
    let all = pty.wait_saved(|_| true).left;
    pty.send("q");
    pty.end();
    run("\taaa", all, all - 3);
    run("uu", all - 3, all - 1);
    run("U", all - 1, all - 2);
    run("U", all - 2, all - 3);
    run("uuu", all - 3, all);
    assert!(folder.record("ferry.txt").is_empty());
    // Another text has another history.
    run("UU", all, all - 2);
    folder.write("ferry.txt", folder.read("ferry.txt") + "\nMore on Monday.\n");
    let mut pty = folder.open(["ferry.txt"]);
    pty.wait_told("the article was changed: what was done before cannot be undone any more");
    pty.wait_saved(|_| true);
    pty.send("u");
    pty.wait_told("nothing to undo");
    pty.send("q");
    assert_eq!(pty.end().code, 0);
}

#[test]
fn a_reader_who_only_reads_leaves_no_file() {
    let folder = Folder::new();
    let mut pty = folder.open(["ferry.txt"]);
    pty.wait_saved(|_| true);
    pty.send("\tjjG?");
    pty.wait_for_text("HELP");
    pty.send("qq");
    assert_eq!(pty.end().code, 0);
    assert_eq!(folder.names(), ["ferry.txt"]);
}

#[test]
fn keys_pressed_before_anything_is_shown_are_not_lost() {
    let folder = Folder::new();
    let mut pty = folder.open(["ferry.txt"]);
    pty.send("\taa");
    pty.wait_saved(|counts| counts.tags >= 2);
    pty.send("q");
    assert_eq!(pty.end().code, 0);
    assert!(folder.record("ferry.txt").tag_count() >= 2);
}

#[test]
fn the_bundled_article_opens_without_a_file() {
    let folder = Folder::new();
    let mut pty = folder.open([""; 0]);
    pty.wait_saved(|counts| counts.left > 0);
    pty.send("\ta");
    pty.wait_saved(|counts| counts.tags > 0);
    pty.send("q");
    assert_eq!(pty.end().code, 0);
    assert_eq!(folder.names(), ["ferry.txt"]);
    let records = std::fs::read_dir(folder.data().join("onrecord/records")).unwrap();
    assert_eq!(records.count(), 1, "its record lies in the data directory");
}

#[test]
fn an_article_of_five_megabytes_is_read_to_its_end_and_tagged_there() {
    let folder = Folder::new();
    let mut text = long_article(200).repeat(200);
    while text.len() < 5_000_000 {
        text.push_str(&long_article(200));
    }
    text.push_str("\nThe last bollard was painted by Greta Osgood.\n");
    folder.write("long.txt", text);
    let mut pty = folder.open(["long.txt"]);
    // The beginning is there before the rest is read, and keys work.
    pty.wait_for_text("Pier 1 will open again");
    pty.send("j");
    pty.wait_for("all of it", |screen| {
        let title = title(screen);
        (!title.contains("loading…") && !title.contains("reading…") && title.contains("saved")).then_some(())
    });
    pty.send("G");
    pty.wait_for_text("The last bollard was painted by Greta Osgood.");
    pty.send("{}1");
    pty.wait_saved(|counts| counts.tags == 1);
    pty.send("q");
    assert_eq!(pty.end().code, 0);
    assert!(folder.read("long.txt.ron").contains("text: \""));
}
