//! SIGKILL at any moment: what was shown as saved is there when the article is opened again.

use std::thread::sleep;
use std::time::Duration;

use crate::folder::{Folder, long_article};
use crate::pty::{Counts, Pty};

/// An article with more suggestions than any of these tests decides.
fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("piers.txt", long_article(150));
    folder
}

fn open(folder: &Folder) -> (Pty, Counts) {
    let pty = folder.open(["piers.txt"]);
    let counts = pty.wait_saved(|_| true);
    (pty, counts)
}

/// Accepts the next suggestion, or rejects it.
fn decide(pty: &mut Pty, key: &str, before: Counts) -> Counts {
    pty.send(key);
    pty.wait_saved(|counts| counts.left < before.left)
}

#[test]
fn what_is_shown_as_saved_survives_a_kill_right_then() {
    let folder = folder();
    let mut random = fastrand::Rng::with_seed(11);
    let (_, mut expected) = open(&folder);
    let mut notes = 0;
    for round in 0..55 {
        let (mut pty, counts) = open(&folder);
        assert_eq!(counts, expected, "round {round}");
        match random.u32(0..5) {
            0 => {
                pty.send("\t");
                expected = decide(&mut pty, "x", expected);
            }
            1 => {
                pty.send(&format!("{}n", "}".repeat(round + 1)));
                pty.wait_for_text("Note on");
                pty.send(&format!("note of round {round}\r"));
                pty.wait_for_text("note kept");
                pty.wait_saved(|_| true);
                notes += 1;
            }
            2 => {
                pty.send("\t");
                let accepted = decide(&mut pty, "a", expected);
                pty.send("u");
                pty.wait_saved(|counts| counts.left > accepted.left);
            }
            _ => {
                pty.send("\t");
                for _ in 0..random.u32(1..4) {
                    expected = decide(&mut pty, "a", expected);
                }
            }
        }
        pty.kill();
        let record = folder.record("piers.txt");
        assert_eq!((record.tag_count(), record.notes().count()), (expected.tags, notes), "round {round}");
    }
    let (mut pty, counts) = open(&folder);
    assert_eq!(counts, expected);
    assert!(counts.tags > 40 && notes > 3, "the rounds did something");
    pty.send("q");
    assert_eq!(pty.end().code, 0);
    assert_eq!(folder.record("piers.txt").tag_count(), expected.tags);
    assert_eq!(folder.names(), ["ferry.txt", "piers.txt", "piers.txt.ron"]);
}

#[test]
fn what_was_shown_as_saved_survives_a_kill_among_edits() {
    let folder = folder();
    let mut random = fastrand::Rng::with_seed(12);
    let mut shown = None;
    for round in 0..45 {
        let (mut pty, counts) = open(&folder);
        assert_holds(counts, shown, round);
        pty.send("\t");
        for _ in 0..4 {
            pty.send(if random.u32(0..4) == 0 { "x" } else { "aa" });
            sleep(Duration::from_micros(random.u64(0..10_000)));
        }
        pty.kill();
        shown = pty.last_saved();
        assert!(shown.is_some());
    }
    let (_, counts) = open(&folder);
    assert_holds(counts, shown, 45);
    assert!(counts.tags > 40, "the rounds did something");
}

#[test]
fn what_was_shown_as_saved_survives_a_kill_while_the_record_is_written() {
    let folder = folder();
    let mut random = fastrand::Rng::with_seed(13);
    let mut killed = 0;
    let mut expected = None;
    for round in 0..26 {
        let (mut pty, counts) = open(&folder);
        assert_holds(counts, expected, round);
        pty.send("\t");
        expected = Some(decide(&mut pty, "a", counts));
        if round < 6 {
            // The record is written when nothing was done for a while.
            sleep(Duration::from_millis(random.u64(1490..1530)));
        } else {
            // Or at the end.
            pty.send("q");
            sleep(Duration::from_micros(random.u64(0..5_000)));
        }
        killed += usize::from(pty.kill().signal.is_some());
        assert_eq!(folder.record("piers.txt").tag_count(), expected.unwrap().tags, "round {round}");
    }
    assert!(killed >= 6, "only {killed} were killed before they ended");
}

/// Fails where something is missing that was shown as saved before.
fn assert_holds(now: Counts, shown: Option<Counts>, round: usize) {
    let holds = shown.is_none_or(|shown| now.tags >= shown.tags && now.left <= shown.left);
    assert!(holds, "round {round}: {shown:?} was shown as saved, but there is {now:?}");
}
