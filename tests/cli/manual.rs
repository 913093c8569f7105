//! Completions, the manual, and what is packed for a release.
#![allow(clippy::print_stdout)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::runner::{Folder, Run};

/// Runs a tool of the system on a file; `None` where it is not installed.
fn tool(name: &str, args: &[&str], file: &Path) -> Option<Run> {
    match Command::new(name).args(args).arg(file).output() {
        Ok(output) => Some(output.into()),
        Err(error) => {
            println!("skipped: {name} cannot be run: {error}");
            None
        }
    }
}

/// The manual pages of all commands.
fn pages(folder: &Folder) -> Vec<PathBuf> {
    folder.run(["man", "--output", "man"]).clean();
    fs::read_dir(folder.path("man")).unwrap().map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn every_shell_reads_its_completions() {
    let folder = Folder::new();
    folder.run(["completions", "--output", "all"]).clean();
    for (shell, file, check) in [
        ("bash", "onrecord.bash", "-n"),
        ("zsh", "_onrecord", "-n"),
        ("fish", "onrecord.fish", "-n"),
        ("elvish", "onrecord.elv", "-compileonly"),
        ("pwsh", "_onrecord.ps1", "-File"),
    ] {
        let script = folder.read(&format!("all/{file}"));
        let name = if shell == "pwsh" { "powershell" } else { shell };
        assert_eq!(folder.run(["completions", name]).clean(), script, "{shell}");
        for word in ["quotes", "tag-sets", "settings", "unsure-below"] {
            assert!(script.contains(word), "{shell} does not know {word}");
        }
        if shell == "elvish" {
            // Its editor is there only where somebody types.
            let editor = "var edit: = (ns [&completion:=(ns [&arg-completer=[&]]) &complex-candidate~={|@a &display=''| }])";
            folder.write(format!("all/{file}"), format!("{editor}\n{script}"));
        }
        if let Some(run) = tool(shell, &[check], &folder.path(format!("all/{file}"))) {
            assert_eq!((run.code, run.err.as_str()), (0, ""), "{shell}: {}", run.out);
        }
    }
}

#[test]
fn bash_and_fish_complete_commands_options_and_values() {
    let folder = Folder::new();
    folder.run(["completions", "--output", "all"]).clean();
    let complete = "source all/onrecord.bash; COMP_WORDS=(onrecord $1 \"$2\"); COMP_CWORD=${#COMP_WORDS[@]}; \
                    let COMP_CWORD--; _onrecord onrecord \"$2\" \"${COMP_WORDS[COMP_CWORD-1]}\"; echo \"${COMPREPLY[*]}\"";
    for (words, begun, expected) in [
        ("", "tag-", "tag-sets"),
        ("keys", "--form", "--format"),
        ("keys --format", "r", "ron"),
        ("completions", "z", "zsh"),
        ("keys --keys", "pl", "plain"),
    ] {
        match Command::new("bash")
            .args(["-c", complete, "bash", words, begun])
            .current_dir(folder.path(""))
            .output()
        {
            Ok(output) => assert_eq!(Run::from(output).out.trim(), expected, "bash {words} {begun}"),
            Err(error) => println!("skipped: bash cannot be run: {error}"),
        }
        let line = format!("source all/onrecord.fish; complete -C 'onrecord {words} {begun}'");
        match Command::new("fish").args(["--no-config", "-c", &line]).current_dir(folder.path("")).output() {
            // It knows no values of what is no option.
            Ok(_) if words == "completions" => {}
            Ok(output) => {
                let out = Run::from(output).out;
                let first = out.split(['\t', '\n']).next().unwrap_or_default();
                assert_eq!(first, expected, "fish {words} {begun}: {out}");
            }
            Err(error) => println!("skipped: fish cannot be run: {error}"),
        }
    }
}

#[test]
fn completions_and_pages_ask_for_what_there_is() {
    let folder = Folder::new();
    for args in [vec!["completions"], vec!["completions", "tcsh"], vec!["man", "quote"]] {
        let run = folder.run(&args);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{args:?}: {}", run.err);
    }
    let run = folder.run(["man", "quote"]);
    assert!(run.err.contains("there is no command “quote”; expected one of quotes, show"), "{}", run.err);
    let run = folder.run(["man", "--output", "ferry.txt/man"]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(run.err.contains("ferry.txt/man/onrecord.1: this cannot be written: "), "{}", run.err);
}

#[test]
fn the_manual_has_every_section_and_command() {
    let folder = Folder::new();
    let page = folder.run(["man"]).clean();
    for section in [
        "NAME",
        "SYNOPSIS",
        "DESCRIPTION",
        "OPTIONS",
        "COMMANDS",
        "EXAMPLES",
        "KEYS",
        "FILES",
        "ENVIRONMENT",
        "EXIT STATUS",
        "SEE ALSO",
    ] {
        let heading = format!("\n.SH {section}\n");
        let quoted = format!("\n.SH \"{section}\"\n");
        assert!(page.contains(&heading) || page.contains(&quoted), "{section}");
    }
    assert!(page.is_ascii(), "every formatter reads it");
    let pages = pages(&folder);
    assert!(pages.len() > 10, "{pages:?}");
    for path in &pages {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let command = name.strip_prefix("onrecord-").unwrap_or("");
        let args = ["man", command].into_iter().filter(|arg| !arg.is_empty());
        assert_eq!(folder.run(args).clean(), fs::read_to_string(path).unwrap(), "{name}");
        assert!(command.is_empty() || page.contains(&name.replace('-', "\\-")), "{name} is not named");
    }
}

#[test]
fn formatters_of_manual_pages_have_nothing_to_complain_of() {
    let folder = Folder::new();
    for page in pages(&folder) {
        if let Some(run) = tool("mandoc", &["-T", "lint", "-W", "error"], &page) {
            assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", page.display());
        }
        if let Some(run) = tool("groff", &["-man", "-Tutf8", "-ww"], &page) {
            assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", page.display());
        }
    }
}

#[cfg(unix)]
#[test]
fn the_archive_of_a_release_holds_program_manual_and_completions() {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(".ci/release");
    if !script.is_file() {
        // A package of the registry has none.
        println!("skipped: there is no .ci/release");
        return;
    }
    let folder = Folder::new();
    if let Some(run) = tool("shellcheck", &[], &script) {
        assert_eq!(run.code, 0, "{}", run.out);
    }
    // A stand-in, for the program of a test is large.
    let program = format!("#!/bin/sh\nexec '{}' \"$@\"\n", env!("CARGO_BIN_EXE_onrecord"));
    folder.write("program.sh", program);
    Command::new("chmod").args(["+x", "program.sh"]).current_dir(folder.path("")).status().unwrap();
    let binary = "./program.sh";
    let made = Command::new("bash").arg(&script).args([binary, "out"]).current_dir(folder.path("")).output();
    let made = match made {
        Ok(made) => Run::from(made),
        Err(error) => return println!("skipped: bash cannot be run: {error}"),
    };
    assert_eq!(made.code, 0, "{}{}", made.out, made.err);
    let archive = made.out.lines().last().unwrap();
    let listed = tool("tar", &["-tzf"], &folder.path(archive)).unwrap();
    for file in [
        "onrecord",
        "README.md",
        "CHANGELOG.md",
        "LICENSE-MIT",
        "LICENSE-APACHE",
        "docs/settings.md",
        "completions/_onrecord",
        "completions/onrecord.bash",
        "completions/onrecord.fish",
        "man/man1/onrecord.1",
        "man/man1/onrecord-quotes.1",
    ] {
        assert!(listed.out.lines().any(|line| line.ends_with(&format!("/{file}"))), "{file}\n{}", listed.out);
    }
    let first = fs::read(folder.path(archive)).unwrap();
    Command::new("bash").arg(&script).args([binary, "out"]).current_dir(folder.path("")).output().unwrap();
    assert!(first == fs::read(folder.path(archive)).unwrap(), "the same program makes the same archive");
}
