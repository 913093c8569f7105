//! `onrecord --linear`: whole dialogues.

use crate::runner::Folder;

/// What a person writes in some lines, and what the program answers, one after the other.
fn dialogue(folder: &Folder, lines: &[&str]) -> String {
    let run = folder.run_with(&["--linear", "ferry.txt", "--as", "ana"], lines.join("\n") + "\n");
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
    assert!(!run.out.contains(|c: char| c.is_control() && c != '\n' || "─│┌█".contains(c)), "{}", run.out);
    run.out
}

#[test]
fn an_article_is_read_paragraph_by_paragraph() {
    let folder = Folder::new();
    insta::assert_snapshot!(dialogue(
        &folder,
        &["", "", "where", "", "why", "", "", "b", "top", "b", "end", "r", "q"]
    ));
    assert!(!folder.path("ferry.txt.ana.ron").exists(), "reading writes nothing");
}

#[test]
fn statements_and_sources_are_gone_through() {
    let folder = Folder::new();
    let lines = [
        "who",
        "n",
        "why",
        "n",
        "n",
        "n",
        "p",
        "p",
        "s bell",
        "s",
        "s",
        "s nobody",
        "/northern",
        "/",
        "/nowhere",
        "/",
    ];
    insta::assert_snapshot!(dialogue(&folder, &lines));
}

#[test]
fn suggestions_are_decided_and_words_are_tagged() {
    let folder = Folder::new();
    let first = [
        "a",
        "n",
        "a",
        "n",
        "x",
        "p",
        "top",
        "",
        "tag person ada long",
        "1 Ada Long",
        "tags",
        "note who is she?",
    ];
    let second = [
        "end",
        "2 Northern Lines",
        "tag",
        "tag Nothing at all",
        "2",
        "9 x",
        "d northern lines",
        "d it",
        "undo",
        "t",
        "x",
        "q",
    ];
    insta::assert_snapshot!(dialogue(&folder, &[&first[..], &second[..]].concat()));
    let record = folder.read("ferry.txt.ana.ron");
    for kept in
        ["label: \"Quote\"", "text: \"Ada Long\"", "text: \"Northern Lines\"", "who is she?", "rejected"]
    {
        assert!(record.contains(kept), "{kept} is not in {record}");
    }
    // A later run knows what there was.
    insta::assert_snapshot!(dialogue(&folder, &["", "tags", "n", "undo", "undo", "redo", "redo", "redo"]));
}

#[test]
fn every_command_is_in_the_help_and_others_are_told() {
    let folder = Folder::new();
    insta::assert_snapshot!(dialogue(&folder, &["help", "dance", "who else"]));
}

#[test]
fn what_is_in_an_article_does_not_steer_a_terminal() {
    let folder = Folder::new();
    folder.write("ferry.txt", "Ti\u{1b}[2Jtle\n\n“\u{202e}Yes\u{7},” Ada\u{9b} Long said.\n");
    let out = dialogue(&folder, &["", "n", "why", "/\u{1b}[31m", "note \u{1b}]0;x\u{7}", "tags"]);
    assert!(out.contains("Headline. Ti␛[2Jtle"), "{out}");
    folder.write("ferry.txt", "");
    let run = folder.run_with(&["--linear", "ferry.txt"], "\nb\nn\na\ntag Person x\nnote x\nwhere\nt\n");
    assert_eq!((run.code, run.out.lines().last()), (0, Some("every suggestion is decided")));
}

#[test]
fn a_record_that_cannot_be_changed_says_so() {
    let folder = Folder::new();
    folder.write("ferry.txt.ana.ron", "(\n    oops");
    let run = folder.run_with(&["--linear", "ferry.txt", "--as", "ana"], "n\na\n");
    assert_eq!(run.code, 0);
    assert!(run.out.contains("read-only: ") && run.out.contains("not changed: "), "{}", run.out);
    assert_eq!(folder.read("ferry.txt.ana.ron"), "(\n    oops");
}

#[test]
fn it_reads_one_file_and_commands_from_standard_input() {
    let folder = Folder::new();
    folder.write("other.txt", "Other\n");
    for (args, message) in [
        (vec!["--linear", "-"], "--linear reads its commands from standard input: name a file"),
        (vec!["--linear", "ferry.txt", "other.txt"], "--linear reads one article at a time: name one file"),
    ] {
        let run = folder.run(args);
        assert_eq!((run.code, run.out.as_str()), (2, ""));
        assert!(run.err.contains(message), "{}", run.err);
    }
    assert!(folder.run(["--linear"]).clean().starts_with("the bundled article: "));
}
