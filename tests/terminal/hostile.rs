//! No byte of an article, a file name or a note steers the terminal.

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt as _;

use crate::folder::Folder;
use crate::pty::find;

/// What would set a title, colours, a mode, and leave nothing as it was.
const STEERING: &str = "\x1b]0;PWNED\x07\x1b[31337m\u{9b}31337m\u{9d}0;PWNED\u{9c}\x1bc\u{202e}\x08\x7f";

/// Fails where the output holds a control sequence that the program has no reason to write.
fn assert_harmless(written: &[u8]) {
    let question = b"\x1b]11;?\x1b\\";
    let mut written = written.to_vec();
    let at = find(&written, question).expect("the background is asked for");
    written.drain(at..at + question.len());
    for bytes in [&b"\x1b]"[..], b"\x07", b"\x1bc", b"\x1b[31337", b"\x08", b"\x7f", b"\xe2\x80\xae"] {
        assert_eq!(find(&written, bytes), None, "{:?}", String::from_utf8_lossy(bytes));
    }
    let text = String::from_utf8(written).expect("the output is UTF-8");
    let mut rest = text.as_str();
    while let Some(at) = rest.find('\x1b') {
        rest = &rest[at + 1..];
        assert!(rest.starts_with('['), "an escape sequence of another kind: {:?}", &rest[..1]);
    }
    let steers = |c: char| c.is_control() && !matches!(c, '\x1b' | '\r' | '\n');
    assert_eq!(text.find(steers), None);
}

#[test]
fn a_hostile_article_in_a_hostile_file_with_a_hostile_note_is_shown_harmless() {
    let folder = Folder::new();
    let name = OsString::from_vec([STEERING.replace('/', "").as_bytes(), b"\n\xff.txt"].concat());
    let mut article = format!(
        "Boats {STEERING} collide\n\nBy Ada {STEERING} Long\n\n“We {STEERING} left,” Ada {STEERING} Long said.\n\n\
         Peter{STEERING} Rask told reporters it was “{STEERING}”.\n"
    )
    .into_bytes();
    article.extend_from_slice(b"\nRaw \x9b31337m and \x9d0;PWNED\x9c bytes, Ada Long said.\n");
    folder.write(&name, article);
    let mut pty = folder.open([&name]);
    pty.wait_saved(|_| true);
    pty.send("m");
    pty.wait_for_text("WRITE");
    pty.send(&format!("\x1b[200~beware{STEERING}now\x1b[201~"));
    pty.wait_for_text("beware");
    pty.send("\r");
    pty.wait_for_text("note kept");
    // Through everything that shows words of the article: suggestions, speakers, sources, exports.
    pty.send("\t\t\ta");
    pty.wait_saved(|counts| counts.tags > 0);
    pty.send("gg]s");
    pty.wait_for_text("Who said it?");
    pty.send(&format!("\x1b[200~{STEERING}\x1b[201~"));
    pty.send("\u{3}");
    pty.wait_without("Who said it?");
    pty.send("fjjf");
    pty.send("E\r");
    pty.wait_for_text("Export to which file?");
    pty.send("\r");
    pty.wait_without("Export to which file?");
    pty.wait_saved(|_| true);
    pty.send("q");
    let ended = pty.end();
    assert_eq!(ended.code, 0, "{}", ended.text);
    ended.assert_given_back("q");
    assert_harmless(&ended.written);
    assert!(folder.names().len() >= 3, "{:?}", folder.names());

    // And once more, with the note on record, and with a record that cannot be read.
    let mut pty = folder.open([&name]);
    pty.wait_saved(|counts| counts.tags > 0);
    pty.send("gg\t");
    pty.send("q");
    assert_harmless(&pty.end().written);
    let mut record = name.clone();
    record.push(".ron");
    folder.write(&record, format!("(format: \"onrecord\", version: 1, {STEERING}: )"));
    let mut pty = folder.open([&name]);
    pty.wait_for_text("read-only: ");
    pty.send("\ta");
    pty.wait_for_text("not changed: ");
    pty.send("q");
    assert_harmless(&pty.end().written);
}

#[test]
fn what_is_said_after_the_end_is_harmless_too() {
    let folder = Folder::new();
    let name = OsString::from_vec([STEERING.as_bytes(), b"\xff.txt"].concat());
    folder.write(&name, folder.read("ferry.txt"));
    let script = "trap '' XFSZ; ulimit -f 0; exec \"$ONRECORD\" *PWNED*";
    let mut pty = folder.shell(script);
    pty.wait_saved(|_| true);
    pty.send("\ta");
    pty.wait_for_text("not saved: ");
    pty.send("q");
    pty.wait_for_text("quit again");
    pty.send("q");
    let ended = pty.end();
    assert_eq!(ended.code, 1, "{}", ended.text);
    assert!(ended.text.contains("1 edit is not saved: "), "{}", ended.text);
    assert_harmless(&ended.written);
}
