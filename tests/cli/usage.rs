//! Help, wrong usage, and files that cannot be read.

use crate::runner::{ARTICLE, Folder};

#[test]
fn every_command_explains_itself_with_examples() {
    let folder = Folder::new();
    for command in [
        "",
        "quotes",
        "show",
        "export",
        "status",
        "check",
        "merge",
        "tag-sets",
        "keys",
        "settings",
        "completions",
        "man",
    ] {
        let args = [command, "--help"].into_iter().filter(|arg| !arg.is_empty());
        let help = folder.run(args).clean();
        assert!(help.contains("Usage: onrecord"), "{help}");
        assert!(help.contains("Examples:"), "{help}");
    }
    let formats = folder.run(["export", "--help"]).clean();
    assert!(
        ["json", "csv", "markdown"].iter().all(|name| formats.contains(&format!("- {name}:"))),
        "{formats}"
    );
    let version = folder.run(["--version"]).clean();
    assert_eq!(version, concat!("onrecord ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn wrong_usage_is_exit_code_2_and_says_how_to_do_it() {
    let folder = Folder::new();
    for args in [
        vec!["quotes"],
        vec!["show"],
        vec!["export"],
        vec!["check"],
        vec!["export", "ferry.txt"],
        vec!["merge", "a.ron", "b.ron"],
        vec!["export", "ferry.txt", "--to", "word"],
        vec!["quotes", "ferry.txt", "--format", "xml"],
        vec!["show", "ferry.txt", "ferry.txt"],
        vec!["ferry.txt", "show", "ferry.txt"],
        vec!["ferry.txt", "-"],
        vec!["status"],
        vec!["--no-such-flag"],
    ] {
        let run = folder.run(&args);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{args:?}: {}", run.err);
        assert!(run.err.starts_with("error: "), "{args:?}: {}", run.err);
    }
}

#[test]
fn a_file_that_cannot_be_read_is_exit_code_1_and_named() {
    let folder = Folder::new();
    folder.write("image.png", [b"\x89PNG\r\n\x1A\n".as_slice(), &[0, 1, 2, 3].repeat(100)].concat());
    folder.write("report.pdf", "%PDF-1.7\n");
    folder.write("wide.txt", b"\xFF\xFEh\0i\0");
    for (file, message) in [
        ("none.txt", "there is no such file; check the name"),
        (".", "this is a folder; name a file in it"),
        ("ferry.txt/none", "there is no such file; check the name"),
        ("image.png", "this is no text; give a plain-text file"),
        ("report.pdf", "this is a PDF; take its text out first, for example with “pdftotext”"),
        ("wide.txt", "this is UTF-16: convert it with “iconv -f UTF-16 -t UTF-8”"),
    ] {
        for args in
            [vec!["quotes", file], vec!["show", file], vec!["export", file, "--to", "csv"], vec![file]]
        {
            if args == ["quotes", "."] || args == ["."] {
                continue; // that is every article in it
            }
            let run = folder.run(&args);
            assert_eq!(run.err, format!("onrecord: {file}: {message}\n"), "{args:?}");
            assert_eq!((run.code, run.out.as_str().lines().next()), (1, None), "{args:?}");
        }
    }
}

#[test]
fn what_is_no_file_but_looks_like_something_else_is_told_apart() {
    let folder = Folder::new();
    for (args, message) in [
        (vec!["repot", "ferry.txt"], "repot: there is no such file; did you mean “report”?"),
        (vec!["tagsets"], "tagsets: there is no such file; did you mean “tag-sets”?"),
        (vec!["--linear", "quote"], "quote: there is no such file; did you mean “quotes”?"),
        (
            vec!["https://example.org/a.html"],
            "https://example.org/a.html: this is an address; fetch the page first: curl -s URL | pandoc -f html -t \
             plain | onrecord -",
        ),
        (vec!["zebra"], "zebra: there is no such file; check the name"),
    ] {
        let run = folder.run(&args);
        assert_eq!(
            (run.err, run.out.as_str(), run.code),
            (format!("onrecord: {message}\n"), "", 1),
            "{args:?}"
        );
    }
    folder.write("quote", ARTICLE);
    assert!(folder.run(["quote"]).clean().starts_with("Ferry to stay"), "a file is a file");
}

#[test]
fn an_empty_file_and_damaged_text_work_with_a_warning() {
    let folder = Folder::new();
    folder.write("empty.txt", "");
    folder.write("latin.txt", b"The caf\xE9 is open, Ada Long said.\n");
    for command in ["quotes", "show"] {
        let empty = folder.run([command, "empty.txt"]);
        assert_eq!((empty.code, empty.err.as_str()), (0, "onrecord: empty.txt: there is no text in it\n"));
        let latin = folder.run([command, "latin.txt"]);
        let warning = "onrecord: latin.txt: 1 place is not UTF-8 and shows as \u{FFFD}\n";
        assert_eq!((latin.code, latin.err.as_str()), (0, warning));
    }
}

#[test]
fn a_file_named_like_a_subcommand_is_opened_by_its_path() {
    let folder = Folder::new();
    folder.write("quotes", ARTICLE);
    assert!(folder.run(["./quotes"]).clean().starts_with("Ferry to stay"));
}

#[cfg(unix)]
#[test]
fn an_output_that_is_closed_early_is_no_failure() {
    use std::io::Read as _;
    use std::process::Stdio;

    let folder = Folder::new();
    let name = "long.txt";
    folder.write(name, ARTICLE.repeat(3_000));
    for args in [
        vec!["show", name],
        vec![name],
        vec!["quotes", name],
        vec!["quotes", name, "--format", "json"],
        vec!["quotes", name, "--format", "jsonl"],
        vec!["quotes", name, "--format", "csv"],
        vec!["export", name, "--to", "json"],
    ] {
        let mut command = folder.command(&args);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut first = [0];
        child.stdout.take().unwrap().read_exact(&mut first).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(told.is_empty() || told.contains("nothing is on record yet"), "{args:?}: {told}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_output_is_a_failure() {
    use std::fs::File;

    let folder = Folder::new();
    for args in [vec!["show", "ferry.txt"], vec!["quotes", "ferry.txt"], vec!["--help"]] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let output = folder.command(&args).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{args:?}");
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(told.starts_with("onrecord: the output cannot be written: "), "{told}");
    }
}
