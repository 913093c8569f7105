//! What the program sets on the terminal, what it hands to it, and that all of it is undone.

use crate::folder::Folder;
use crate::pty::find;

/// What is set and undone, in the order in which it is set.
const MODES: [(&[u8], &[u8]); 7] = [
    (b"\x1b[?1049h", b"\x1b[?1049l"),
    (b"\x1b[?2004h", b"\x1b[?2004l"),
    (b"\x1b[?1004h", b"\x1b[?1004l"),
    (b"\x1b[>1u", b"\x1b[<1u"),
    (b"\x1b[?1000h", b"\x1b[?1000l"),
    (b"\x1b[?1002h", b"\x1b[?1002l"),
    (b"\x1b[?1006h", b"\x1b[?1006l"),
];

/// How often `mark` stands in `bytes`.
fn count(bytes: &[u8], mark: &[u8]) -> usize {
    bytes.windows(mark.len()).filter(|window| *window == mark).count()
}

#[test]
fn every_mode_that_is_set_is_undone_once_however_the_program_ends() {
    let folder = Folder::new();
    for how in ["q", "TERM", "HUP"] {
        let mut pty = folder.open(["ferry.txt"]);
        pty.wait_saved(|_| true);
        if how.len() > 1 {
            pty.signal(how)
        } else {
            pty.send(how)
        }
        let ended = pty.end();
        for (set, undone) in MODES {
            let name = String::from_utf8_lossy(set);
            let (set_at, undone_at) = (find(&ended.written, set), find(&ended.written, undone));
            assert!(set_at.is_some() && set_at < undone_at, "{how}: {name:?}");
            assert_eq!(
                (count(&ended.written, set), count(&ended.written, undone)),
                (1, 1),
                "{how}: {name:?}"
            );
        }
        // The keyboard's stack is the alternate screen's.
        assert!(find(&ended.written, b"\x1b[<1u") < find(&ended.written, b"\x1b[?1049l"), "{how}");
        assert_eq!(count(&ended.written, b"\x1b[?1003h"), 0, "movement alone wakes nobody");
        assert_eq!(count(&ended.written, b"\x1b[?u"), 0, "no answer is waited for");
    }
}

#[test]
fn the_mouse_is_left_to_the_terminal_and_not_taken_back_by_the_end() {
    let folder = Folder::new();
    let mut pty = folder.open(["ferry.txt"]);
    pty.wait_saved(|_| true);
    pty.send("tm");
    pty.wait_told("the mouse is the terminal’s");
    assert_eq!(count(&pty.written(), b"\x1b[?1000l"), 1);
    pty.send("q");
    assert_eq!(count(&pty.end().written, b"\x1b[?1000l"), 1);
}

#[test]
fn words_that_were_dragged_over_are_handed_to_the_terminal() {
    let folder = Folder::new();
    let mut pty = folder.open(["ferry.txt"]);
    pty.wait_saved(|_| true);
    let at = |words: &'static str| {
        move |screen: &vt100::Screen| {
            let rows = screen.rows(0, screen.size().1.get());
            let found = rows.enumerate().find_map(|(row, text)| Some((row + 1, text.find(words)?, text)));
            found.map(|(row, byte, text)| (text[..byte].chars().count() + 1, row))
        }
    };
    let (column, row) = pty.wait_for("ferry", at("ferry will"));
    let (end, _) = pty.wait_for("will", at(" sail again"));
    pty.send(&format!("\x1b[<0;{column};{row}M\x1b[<32;{};{row}M\x1b[<0;{};{row}m", end - 1, end - 1));
    pty.wait_told("2 words selected: y copies");
    pty.send("y");
    pty.wait_told("copied the selection, 2 words, to the terminal’s clipboard");
    // “ferry will”
    assert!(find(&pty.written(), b"\x1b]52;c;ZmVycnkgd2lsbA==\x1b\\").is_some());
    // Held keys of the system, and keys let go, are none of the program's.
    pty.send("\x1b[113;9u\x1b[113;1:3u\x1b[27u");
    pty.wait_without("SELECT");
    pty.send("\x1b[99;5u");
    let ended = pty.end();
    assert_eq!(ended.code, 0);
    ended.assert_given_back("Ctrl-C of the keyboard protocol");
}
