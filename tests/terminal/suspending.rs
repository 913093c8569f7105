//! Ctrl-Z gives the shell its terminal back, and `fg` takes it over again.

use std::process::Command;

use crate::folder::Folder;
use crate::pty::{Pty, SIZE, signal};

/// What the shells prompt with.
const PROMPT: &str = "shell>";

/// The shells that have job control, of those that are here.
fn shells() -> Vec<&'static [&'static str]> {
    let candidates: [&[&str]; 2] = [&["bash", "--norc", "--noprofile", "-i"], &["dash", "-i"]];
    let (here, missing): (Vec<_>, Vec<_>) =
        candidates.into_iter().partition(|shell| Command::new(shell[0]).args(["-c", ":"]).status().is_ok());
    missing.iter().for_each(|shell| println!("not tried with {}, which is not installed here", shell[0]));
    here
}

/// Starts a shell that prompts.
fn start(folder: &Folder, shell: &[&str]) -> Pty {
    let mut command = folder.command(shell[0], &shell[1..]);
    command.env("PS1", PROMPT);
    command.env("ENV", "");
    let pty = Pty::spawn(command, SIZE);
    wait_for_prompt(&pty);
    pty
}

/// Runs a command in the shell that says a word at its end, and waits for the next prompt.
fn run(pty: &mut Pty, command: &str, word: &str) {
    // Written in two pieces, so that its echo is not taken for its output.
    let (first, second) = word.split_at(1);
    pty.send(&format!("{command}; echo {first}''{second}\n"));
    pty.wait_for(word, |screen| (screen.contents().contains(word) && prompts(screen)).then_some(()));
}

/// Whether the cursor stands behind a prompt.
fn prompts(screen: &vt100::Screen) -> bool {
    let (row, column) = screen.cursor_position();
    screen.rows(0, column).nth(row.into()).is_some_and(|row| row.ends_with(PROMPT))
}

/// The number of the process that holds the record.
fn process(folder: &Folder) -> u32 {
    let lock = folder.read("ferry.txt.ron.lock");
    lock.lines().find_map(|line| line.strip_prefix("process ")?.parse().ok()).unwrap()
}

/// Waits until the shell has the main screen back, and prompts.
fn wait_for_prompt(pty: &Pty) {
    pty.wait_for("the prompt on the main screen", |screen| {
        (!screen.alternate_screen() && !screen.hide_cursor() && prompts(screen)).then_some(())
    });
}

fn assert_suspends(how: &str, stop: impl Fn(&mut Pty, u32)) {
    for shell in shells() {
        let folder = Folder::new();
        let mut pty = start(&folder, shell);
        run(&mut pty, "stty -g > before", "noted");
        pty.send("\"$ONRECORD\" ferry.txt; echo code $? > code\n");
        pty.wait_saved(|_| true);
        let process = process(&folder);
        for round in 1..=2 {
            stop(&mut pty, process);
            wait_for_prompt(&pty);
            run(&mut pty, "stty -g > stopped", &format!("looked{round}"));
            assert!(pty.text().contains("noted"), "{how}: {}", pty.text());
            pty.send("fg\n");
            pty.wait_for("the article", |screen| screen.alternate_screen().then_some(()));
            pty.wait_saved(|_| true);
            pty.send("?");
            pty.wait_for_text("HELP");
            assert!(pty.is_raw(), "{how}");
            pty.send("q");
            pty.wait_without("HELP");
        }
        pty.send("\ta");
        pty.wait_saved(|counts| counts.tags > 0);
        pty.send("q");
        wait_for_prompt(&pty);
        run(&mut pty, "stty -g > after", "ended");
        pty.send("exit\n");
        pty.end().assert_given_back(how);
        assert_eq!(folder.read("before"), folder.read("after"), "{how}");
        assert!(folder.record("ferry.txt").tag_count() > 0, "{how}");
    }
}

#[test]
fn ctrl_z_suspends_and_fg_goes_on() {
    assert_suspends("Ctrl-Z", |pty, _| pty.send("\u{1a}"));
}

#[test]
fn sigtstp_suspends_and_fg_goes_on() {
    assert_suspends("SIGTSTP", |_, process| signal(process, "TSTP"));
}

#[test]
fn a_stop_without_notice_leaves_nothing_wrong_behind_once_continued() {
    // The program hears of SIGSTOP only when it is continued: it may have to set every mode anew.
    for shell in shells() {
        let folder = Folder::new();
        let mut pty = start(&folder, shell);
        run(&mut pty, "stty -g > before", "noted");
        pty.send("\"$ONRECORD\" ferry.txt\n");
        pty.wait_saved(|_| true);
        let process = process(&folder);
        signal(process, "STOP");
        pty.wait_for("the prompt", |screen| prompts(screen).then_some(()));
        run(&mut pty, "stty sane", "mended");
        pty.send("fg\n");
        // A new frame covers what the shell has written.
        pty.wait_without(PROMPT);
        pty.wait_saved(|_| true);
        assert!(pty.is_raw());
        pty.send("?");
        pty.wait_for_text("HELP");
        pty.send("q");
        pty.wait_without("HELP");
        pty.send("q");
        wait_for_prompt(&pty);
        pty.send("exit\n");
        pty.end();
    }
}

#[test]
fn a_program_that_goes_on_behind_the_shell_leaves_it_the_terminal() {
    for shell in shells() {
        let folder = Folder::new();
        let mut pty = start(&folder, shell);
        pty.send("\"$ONRECORD\" ferry.txt\n");
        pty.wait_saved(|_| true);
        pty.send("\u{1a}");
        wait_for_prompt(&pty);
        // It wants to set the terminal's modes and is stopped again by the system.
        pty.send("bg\n");
        for round in 0..3 {
            run(&mut pty, "sleep 0.05", &format!("typed{round}"));
        }
        wait_for_prompt(&pty);
        pty.send("fg\n");
        pty.wait_for("the article", |screen| screen.alternate_screen().then_some(()));
        pty.wait_saved(|_| true);
        pty.send("q");
        wait_for_prompt(&pty);
        pty.send("exit\n");
        pty.end().assert_given_back("bg and fg");
    }
}
