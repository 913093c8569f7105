//! No byte of a text, a file name or an argument steers the terminal.

use std::ffi::OsString;

use crate::runner::{Folder, Run};

const HOSTILE: &str =
    "\u{1b}]0;owned\u{7}“We\u{1b}[31m left\u{9b}2J,” \u{202e}Ada Long\u{7f} said\u{8}.\u{0} =1+1\r\n";

/// Nothing but text, and our own line feeds.
fn assert_harmless(text: &str, what: &str) {
    let steers = |c: char| {
        (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    assert!(!text.contains(steers), "{what}: {text:?}");
}

#[test]
fn a_hostile_text_is_shown_harmless() {
    let folder = Folder::new();
    folder.write("a.txt", HOSTILE);
    let line = serde_json::json!({"id": HOSTILE, "text": HOSTILE}).to_string();
    folder.write("a.jsonl", format!("{line}\n"));
    for args in [
        vec!["show", "a.txt"],
        vec!["a.txt"],
        vec!["quotes", "a.txt"],
        vec!["quotes", "a.txt", "--format", "json"],
        vec!["quotes", "a.txt", "--format", "jsonl"],
        vec!["quotes", "a.jsonl", "--input", "jsonl"],
        vec!["quotes", "a.jsonl", "--input", "jsonl", "--format", "jsonl"],
        vec!["export", "a.txt", "--to", "json"],
        vec!["export", "a.txt", "--to", "markdown"],
    ] {
        let Run { out, err, code } = folder.run(&args);
        assert_eq!(code, 0, "{args:?}: {err}");
        assert_harmless(&out, &format!("{args:?}"));
        assert_harmless(&err, &format!("{args:?}"));
    }
}

#[test]
fn colours_are_the_only_escape_sequences() {
    let folder = Folder::new();
    folder.write("a.txt", HOSTILE);
    let mut shown = folder.run(["show", "--color", "always", "a.txt"]).clean();
    while let Some(start) = shown.find("\u{1b}[") {
        let end = start + shown[start..].find('m').unwrap();
        assert!(shown[start + 2..end].chars().all(|c| c.is_ascii_digit() || c == ';'), "{shown:?}");
        shown.replace_range(start..=end, "");
    }
    assert_harmless(&shown, "show --color always");
}

#[cfg(unix)]
#[test]
fn hostile_names_and_arguments_are_told_harmless() {
    use std::os::unix::ffi::OsStringExt as _;

    let folder = Folder::new();
    let name = OsString::from_vec(b"a\x1b]0;owned\x07\n\xFF\xE2\x80\xAE.txt".to_vec());
    folder.write(&name, "It rained, Ada Long said.\n");
    let word = |word: &str| OsString::from(word);
    for (args, code) in [
        (vec![word("quotes"), name.clone()], 0),
        (vec![word("quotes"), name.clone(), word("--format"), word("jsonl")], 0),
        (vec![word("export"), name.clone(), word("--to"), word("json")], 0),
        (vec![word("export"), name.clone(), word("--to"), word("csv"), word("--output"), name.clone()], 1),
        (vec![word("show"), name.clone(), name.clone()], 2),
        (vec![word("quotes"), word("ferry.txt"), word("--format"), name.clone()], 2),
        (vec![word("show"), OsString::from_vec(b"none\x1b[2J".to_vec())], 1),
        (vec![word("\u{1b}[2J")], 1),
        (vec![word("--\u{1b}[2J")], 2),
        (vec![word("export"), name.clone(), word("--to"), word("csv"), word("--as"), word("\u{1b}[2J")], 0),
    ] {
        let run = folder.run(&args);
        assert_eq!(run.code, code, "{args:?}: {}", run.err);
        assert_harmless(&run.out, &format!("{args:?}"));
        assert_harmless(&run.err, &format!("{args:?}"));
    }
}
