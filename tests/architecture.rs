//! The house is as its map says: who may use whom, where the terminal is known, how long a file is.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The most lines of code that a file may have: without blank lines, comments and its tests.
const LONGEST: usize = 400;
/// The most lines that the start of the program may have.
const LONGEST_START: usize = 60;

/// All files below `folder` of the project, named from its root, hidden ones but `.ci` excepted.
fn files(folder: &str) -> Vec<PathBuf> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            if name == "target" || name.starts_with('.') && name != ".ci" && name != ".gitignore" {
                continue;
            }
            if path.is_dir() { walk(&path, found) } else { found.push(path) }
        }
    }
    let mut found = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut found);
    found.sort();
    found
}

/// The Rust files of `src`, by their name from there, with their text.
fn sources() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let rust = files("src").into_iter().filter(|path| path.extension().is_some_and(|end| end == "rs"));
    let named = rust.map(|path| {
        let name = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
        (name, fs::read_to_string(path).unwrap())
    });
    named.collect()
}

/// The lines of a file that are neither blank nor a comment.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with("//"))
}

/// The arrows of the map in `src/lib.rs`: a folder, and those that it may use.
fn arrows() -> BTreeMap<String, BTreeSet<String>> {
    let library = &sources()["lib.rs"];
    let map: String = library.lines().filter_map(|line| line.strip_prefix("//!")).collect();
    let mut arrows: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in map.split("* [`").skip(1) {
        let (folder, line) = line.split_once('`').unwrap();
        let (_, uses) = line.rsplit_once('→').unwrap_or_else(|| panic!("{folder} has no arrow"));
        let uses = match uses.trim() {
            "nothing" => BTreeSet::new(),
            "all above" => arrows.keys().cloned().collect(),
            named => named.split(',').map(|name| name.trim().to_owned()).collect(),
        };
        arrows.insert(folder.to_owned(), uses);
    }
    arrows
}

/// The folders whose names follow `path` in a line of code: `crate::page::fit`, and in
/// `crate::{app, page::fit}` both.
fn named_after<'l>(line: &'l str, path: &str) -> Vec<&'l str> {
    let name = |text: &'l str| text.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap();
    let behind = line.match_indices(path).map(|(at, _)| &line[at + path.len()..]);
    let names = behind.flat_map(|behind| match behind.strip_prefix('{') {
        Some(group) => group.trim_end_matches(['}', ';']).split(',').map(str::trim).map(name).collect(),
        None => vec![name(behind)],
    });
    names.filter(|name| !name.is_empty()).collect()
}

#[test]
fn every_folder_is_on_the_map_and_uses_only_what_its_arrow_says() {
    let arrows = arrows();
    let mut seen = BTreeSet::new();
    for (file, text) in sources() {
        let Some((folder, _)) = file.split_once('/') else { continue };
        let may_use = arrows.get(folder).unwrap_or_else(|| panic!("src/{folder} is not on the map"));
        seen.insert(folder.to_owned());
        // How many modules a file is away from the root of the crate.
        let depth = file.split('/').filter(|part| *part != "mod.rs").count();
        for line in code(&text) {
            // A module inside the file, as its tests, is one further away.
            let depth = if line.starts_with(' ') { depth + 1 } else { depth };
            let to_root = "super::".repeat(depth);
            for used in ["crate::", &to_root].into_iter().flat_map(|path| named_after(line, path)) {
                let inside = used == folder || !arrows.contains_key(used);
                assert!(inside || may_use.contains(used), "{folder} may not use {used}: src/{file}: {line}");
            }
            assert!(!line.contains("onrecord::"), "the library names itself: src/{file}: {line}");
        }
    }
    assert_eq!(seen, arrows.keys().cloned().collect(), "the map shows folders that are not there");
}

#[test]
fn only_the_screen_knows_the_terminal() {
    for (file, text) in sources().iter().filter(|(file, _)| !file.starts_with("tui/")) {
        for library in ["ratatui", "crossterm", "signal_hook"] {
            let line = code(text).find(|line| line.contains(library));
            assert!(line.is_none(), "src/{file} names {library}: {}", line.unwrap());
        }
    }
}

#[test]
fn a_file_is_one_idea() {
    for (file, text) in sources() {
        let tests = text.find("#[cfg(test)]\nmod tests {").unwrap_or(text.len());
        let count = code(&text[..tests]).count();
        assert!(count <= LONGEST, "src/{file} has {count} lines of code: two ideas?");
        if file == "main.rs" {
            assert!(text.lines().count() <= LONGEST_START, "src/main.rs only starts the program");
        }
    }
}

#[test]
fn nothing_names_a_machine_or_a_place_outside_the_project() {
    // Put together here, for this file is looked through too.
    let shared = ["..", "/shared"].concat();
    let homes = ["home", "root", "Users", "work"].map(|home| format!("/{home}/"));
    for path in files("") {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        for outside in homes.iter().chain([&shared]) {
            let line = text.lines().find(|line| line.contains(outside.as_str()));
            assert!(line.is_none(), "{} names {outside}: {}", path.display(), line.unwrap());
        }
    }
}

#[test]
fn paths_are_found_in_lines_of_code() {
    let table: [(&str, &[&str]); 4] = [
        ("use crate::page::{fit, width};", &["page"]),
        ("use crate::{app, page::fit};", &["app", "page"]),
        ("    let a = crate::app::shown(crate::page::fit(b));", &["app", "page"]),
        ("pub(crate) fn read() {}", &[]),
    ];
    for (line, expected) in table {
        assert_eq!(named_after(line, "crate::"), expected, "{line}");
    }
}
