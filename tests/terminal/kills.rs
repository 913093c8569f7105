//! SIGKILL at any moment: what was shown as saved is there when the article is opened again.

use std::collections::BTreeSet;
use std::thread::{scope, sleep};
use std::time::Duration;

use onrecord::annotation::Record;
use onrecord::app::Effect;

use crate::folder::{Folder, long_article};
use crate::pty::{Counts, Pty, title};
use crate::support::Desk;

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
                pty.send(&format!("{}m", "}".repeat(round + 1)));
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

/// How many edits a run has, and how often programs are killed in it, by each of two hands.
const EDITS: usize = 300;
const KILLS: usize = 100;

/// What is on a record, without names and times: what was tagged, and what was rejected.
type Essence = BTreeSet<(String, usize, usize)>;

fn essence(record: &Record) -> Essence {
    let tags = record.tags().map(|tag| (tag.label.clone(), tag.at[0].start(), tag.at[0].end()));
    let verdicts = record.verdicts();
    let verdicts = verdicts
        .map(|verdict| (format!("not {}", verdict.label), verdict.at[0].start(), verdict.at[0].end()));
    tags.chain(verdicts).collect()
}

/// The key of that edit: the same in each run.
fn key(edit: usize) -> &'static str {
    if edit % 5 == 3 { "x" } else { "a" }
}

/// The record after no edit, after the first, and so on, with how many suggestions are left.
fn stages(text: &str) -> Vec<(usize, Essence)> {
    let mut desk = Desk::open(text, 120, 40);
    let stage = |desk: &Desk| (desk.app.model.review.left(), essence(&desk.app.model.record));
    desk.keys("<tab>");
    let mut stages = vec![stage(&desk)];
    for edit in 0..EDITS {
        desk.keys(key(edit));
        stages.push(stage(&desk));
    }
    assert_eq!(desk.effects.iter().filter(|effect| matches!(effect, Effect::Append(_))).count(), EDITS);
    stages
}

/// Works through runs of [`EDITS`] edits and kills the program [`KILLS`] times on the way; gives how
/// many programs were killed, and how many edits were made.
fn kill_again_and_again(
    text: &str,
    stages: &[(usize, Essence)],
    mut random: fastrand::Rng,
) -> (usize, usize) {
    let (mut kills, mut made) = (0, 0);
    let is_over = |kills, made| kills >= KILLS && made >= EDITS;
    while !is_over(kills, made) {
        let folder = Folder::new();
        folder.write("piers.txt", text);
        let mut done = 0;
        while !is_over(kills, made) && done < EDITS {
            let mut pty = folder.open(["piers.txt"]);
            // At the start at times, among edits most times.
            let early = random.u32(0..8) == 0;
            let burst = random.usize(2..12).min(EDITS - done);
            if early {
                sleep(Duration::from_micros(random.u64(0..60_000)));
            } else {
                let keys: String = (done..done + burst).map(key).collect();
                pty.send(&format!("\t{keys}"));
                let (target, saved) = (stages[done + random.usize(1..=burst)].0, random.bool());
                let reached = |now: &Counts| now.left <= target && (now.saved || !saved);
                pty.wait_for("edits", |screen| Counts::of(&title(screen)).filter(reached));
                sleep(Duration::from_micros(random.u64(0..8_000)));
            }
            kills += usize::from(pty.kill().signal.is_some());
            let shown = pty.last_saved().map_or(done, |shown| {
                stages.iter().position(|(left, _)| *left == shown.left).expect("what is shown is a stage")
            });
            let there = essence(&folder.record("piers.txt"));
            let reached = stages.iter().position(|(_, stage)| *stage == there);
            let reached = reached.expect("the record holds the edits in their order, and no half of one");
            assert!(reached >= shown.max(done), "{shown} edits were shown as saved, but {reached} are there");
            assert!(reached <= done + burst);
            made += reached - done;
            done = reached;
        }
    }
    (kills, made)
}

#[test]
fn two_hundred_kills_among_edits_lose_nothing_that_was_shown_as_saved() {
    let text = long_article(150);
    let stages = stages(&text);
    let seed = fastrand::u64(..);
    println!("kills with the seed {seed}");
    let (kills, made) = scope(|scope| {
        let hands = [0, 1].map(|hand| {
            let (text, stages) = (&text, &stages);
            scope.spawn(move || kill_again_and_again(text, stages, fastrand::Rng::with_seed(seed ^ hand)))
        });
        hands
            .into_iter()
            .map(|hand| hand.join().unwrap())
            .fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
    });
    println!("{kills} programs were killed among {made} edits");
    assert!(kills >= 2 * KILLS && made >= 2 * EDITS, "{kills} kills among {made} edits");
}

/// Fails where something is missing that was shown as saved before.
fn assert_holds(now: Counts, shown: Option<Counts>, round: usize) {
    let holds = shown.is_none_or(|shown| now.tags >= shown.tags && now.left <= shown.left);
    assert!(holds, "round {round}: {shown:?} was shown as saved, but there is {now:?}");
}
