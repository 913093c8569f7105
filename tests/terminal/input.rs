//! What comes from the terminal that is no key, and keys where standard input is no terminal.

use std::fs;

use crate::folder::Folder;
use crate::pty::{find, title};
use crate::support::FERRY;

/// What a terminal sends around pasted text.
fn pasted(text: &str) -> String {
    format!("\x1b[200~{text}\x1b[201~")
}

#[test]
fn pasted_text_fires_no_keys() {
    let folder = Folder::new();
    let mut pty = folder.open(["ferry.txt"]);
    pty.wait_saved(|_| true);
    let cursor = pty.wait_for("the cursor", |screen| Some(screen.cursor_position()));
    pty.send(&pasted("G\ta1q\rn5\u{3}dq"));
    pty.wait_for_text("pasted text has nowhere to go");
    assert_eq!(pty.wait_saved(|_| true).tags, 0);
    pty.wait_for("the cursor", |screen| (screen.cursor_position() == cursor).then_some(()));
    pty.send("q");
    assert_eq!(pty.end().code, 0);
    assert_eq!(folder.names(), ["ferry.txt"]);
}

#[test]
fn pasted_text_lands_in_a_note_and_keeps_its_lines() {
    let folder = Folder::new();
    let mut pty = folder.open(["ferry.txt"]);
    pty.wait_saved(|_| true);
    pty.send("m");
    pty.wait_for_text("WRITE");
    pty.send(&pasted("ask\r\nQuill about q\nand “Ω”"));
    pty.wait_for_text("and “Ω”");
    pty.send("\r");
    pty.wait_for_text("note kept");
    pty.wait_saved(|_| true);
    pty.send("q");
    assert_eq!(pty.end().code, 0);
    let record = folder.record("ferry.txt");
    assert_eq!(record.notes().next().unwrap().text, "ask\nQuill about q\nand “Ω”");
}

#[test]
fn standard_input_is_read_and_keys_still_work() {
    let folder = Folder::new();
    let mut pty = folder.shell("cat ferry.txt | \"$ONRECORD\" -");
    pty.wait_for_text("Ferry talks resume");
    pty.wait_saved(|_| true);
    pty.send("\ta");
    let counts = pty.wait_saved(|counts| counts.tags > 0);
    pty.send("q");
    let ended = pty.end();
    assert_eq!(ended.code, 0, "{}", ended.text);
    ended.assert_given_back("q");
    assert_eq!(folder.names(), ["ferry.txt"]);
    let records = fs::read_dir(folder.data().join("onrecord/records")).unwrap();
    let records: Vec<_> = records.map(|entry| entry.unwrap().path()).collect();
    assert_eq!(records.len(), 1, "{records:?}");
    // The same text brings the record back.
    let mut pty = folder.shell("cat ferry.txt | \"$ONRECORD\" -");
    assert_eq!(pty.wait_saved(|counts| counts.tags > 0).tags, counts.tags);
    pty.send("q");
    assert_eq!(pty.end().code, 0);
}

#[test]
fn a_slow_program_before_the_pipe_does_not_hold_the_screen() {
    let folder = Folder::new();
    folder.write("first", FERRY.split_at(60).0);
    // The second half comes only once there is a file "go".
    let script = "{ cat first; until [ -e go ]; do sleep 0.02; done; cat ferry.txt; } | \"$ONRECORD\" -";
    let mut pty = folder.shell(script);
    pty.wait_for_text("Ferry talks resume");
    pty.wait_for("loading", |screen| title(screen).contains("loading…").then_some(()));
    folder.write("go", "");
    pty.wait_for_text("the crossing takes");
    pty.wait_saved(|_| true);
    pty.send("q");
    assert_eq!(pty.end().code, 0);
}

#[test]
fn a_slow_program_before_the_pipe_does_not_hold_the_end() {
    let folder = Folder::new();
    folder.write("first", FERRY.split_at(60).0);
    let script = "{ cat first; until [ -e go ]; do sleep 0.02; done; } | { \"$ONRECORD\" -; echo LEFT; }";
    let mut pty = folder.shell(script);
    pty.wait_for_text("Ferry talks resume");
    pty.send("q");
    pty.wait_for_text("LEFT");
    folder.write("go", "");
    assert_eq!(pty.end().code, 0);
}

#[test]
fn a_terminal_as_standard_input_is_refused() {
    let folder = Folder::new();
    let mut pty = folder.open(["-"]);
    let ended = pty.end();
    assert_eq!(ended.code, 1, "{}", ended.text);
    assert!(ended.text.contains("this is a terminal; put a text before the pipe"), "{}", ended.text);
    assert!(!ended.written.contains(&0x1b), "{}", ended.text);
}

/// The colours of the first letter of `words` on the screen.
fn colours(screen: &vt100::Screen, words: &str) -> Option<(vt100::Color, vt100::Color)> {
    let columns = screen.size().1.get();
    let row = screen.rows(0, columns).position(|row| row.contains(words))?;
    let row = u16::try_from(row).ok()?;
    let at = |column| screen.cell(row, column).map_or("", vt100::Cell::contents);
    let begins = |&column: &u16| (column..).zip(words.chars()).all(|(x, c)| at(x) == c.to_string());
    let cell = screen.cell(row, (0..columns).find(begins)?)?;
    Some((cell.fgcolor(), cell.bgcolor()))
}

#[test]
fn an_answer_that_comes_after_q_is_not_typed_into_the_shell() {
    let folder = Folder::new();
    let mut pty = folder.open(["ferry.txt"]);
    // Typed ahead of the first frame.
    pty.send("q");
    pty.wait_for("the question", |screen| screen.alternate_screen().then_some(()));
    pty.send("\x1b]11;rgb:ffff/ffff/ffff\x1b\\");
    let ended = pty.end();
    assert_eq!(ended.code, 0);
    ended.assert_given_back("q before an answer");
    assert!(find(&ended.written, b"11;rgb").is_none(), "{}", ended.text);
}

#[test]
fn the_terminals_background_chooses_the_theme_and_is_no_key() {
    let folder = Folder::new();
    // A terminal that never answers gets the dark theme.
    let mut mute = folder.open(["ferry.txt"]);
    mute.wait_saved(|_| true);
    let dark = mute.wait_for("Velden", |screen| colours(screen, "Velden"));
    mute.send("?");
    mute.wait_for_text("HELP");
    mute.send("q");
    mute.wait_without("HELP");
    let text = mute.text();
    mute.send("q");
    let ended = mute.end();
    assert_eq!(ended.code, 0);
    assert!(find(&ended.written, b"\x1b]11;?").is_some(), "the terminal is asked");
    for (answer, is_light) in [
        ("\x1b]11;rgb:ffff/ffff/ffff\x1b\\", true),
        ("\x1b]11;rgb:fa/fb/f0\x07", true),
        ("\x1b]11;rgb:0000/1111/2222\x1b\\", false),
    ] {
        let mut pty = folder.open(["ferry.txt"]);
        // At once, before the first frame.
        pty.wait_for("the question", |screen| screen.alternate_screen().then_some(()));
        pty.send(answer);
        pty.wait_saved(|_| true);
        pty.wait_for("the theme", |screen| {
            (colours(screen, "Velden").is_some_and(|colours| colours != dark) == is_light).then_some(())
        });
        // Keys are handled in their order: what the answer would have done is done by then.
        pty.send("?");
        pty.wait_for_text("HELP");
        pty.send("q");
        pty.wait_without("HELP");
        assert_eq!(pty.text(), text, "{answer:?}");
        pty.send("q");
        assert_eq!(pty.end().code, 0);
        assert_eq!(folder.names(), ["ferry.txt"]);
    }
}
