//! A panic gives the terminal back and says so. The program has no key that panics: the test runs
//! itself once more, on a terminal, and panics there.

use std::env;
use std::thread;

use onrecord::tui::Terminal;

use crate::folder::Folder;
use crate::pty::{Pty, SIZE};

/// Set where a test runs on a terminal of its own to panic.
const PANICS_HERE: &str = "ONRECORD_TEST_PANICS_HERE";

/// Takes the terminal over and draws on it.
fn enter() -> Terminal {
    let mut terminal = Terminal::enter(true, true).unwrap();
    terminal.draw(|frame| frame.render_widget("half-drawn", frame.area())).unwrap();
    terminal
}

/// Runs the test `name` on a terminal, where it panics, and looks at what is left.
fn assert_told(name: &str) {
    let folder = Folder::new();
    let mut command = folder.command(env::current_exe().unwrap(), ["--exact", name, "--nocapture"]);
    command.env(PANICS_HERE, "1");
    let mut pty = Pty::spawn(command, SIZE);
    let ended = pty.end();
    assert!(ended.written.windows(10).any(|bytes| bytes == b"half-drawn"), "{}", ended.text);
    assert_eq!(ended.code, 101, "{}", ended.text);
    ended.assert_given_back("a panic");
    assert!(ended.text.contains("the roof fell in"), "{}", ended.text);
    assert!(!ended.text.contains("half-drawn"), "{}", ended.text);
}

#[test]
fn a_panic_gives_the_terminal_back_and_says_so() {
    if env::var_os(PANICS_HERE).is_some() {
        let _terminal = enter();
        panic!("the roof fell in");
    }
    assert_told("panics::a_panic_gives_the_terminal_back_and_says_so");
}

#[test]
fn a_panic_on_another_thread_ends_the_program_too() {
    if env::var_os(PANICS_HERE).is_some() {
        let _terminal = enter();
        let other = thread::spawn(|| panic!("the roof fell in"));
        let _ = other.join();
        // Nobody would be left to end this one.
        loop {
            thread::park();
        }
    }
    assert_told("panics::a_panic_on_another_thread_ends_the_program_too");
}
