//! What the front page shows is what the program does: keys, outputs and the record are made here.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod support;

use std::fs;
use std::io;
use std::sync::Arc;

use onrecord::app::{HelpRow, bundled_keymap, help_rows};
use onrecord::cli::{Facts, Io, run};
use onrecord::config::TagSet;
use onrecord::store::{Header, Location, Store, read};
use support::{Desk, assert_kept};
use tempfile::TempDir;

const ARTICLE: &str = "\
Ferry talks resume

The island’s ferry will sail again on Monday, harbour master Mara Quill said.

“We have waited long enough,” Ms Quill told reporters in Velden. “The boat is ready.”
";

/// All keys, as a table.
fn keys() -> String {
    let rows = help_rows(&bundled_keymap().unwrap(), &TagSet::news().unwrap());
    let rows = rows.iter().map(|row| match row {
        HelpRow::Context(_) => String::new(),
        HelpRow::Group(name) => format!("| **{name}** | |\n"),
        HelpRow::Keys { keys, about } => {
            let keys = keys.split("  ").map(|key| format!("`{}`", key.replace('|', "\\|")));
            format!("| {} | {about} |\n", keys.collect::<Vec<_>>().join(" "))
        }
    });
    format!("| Keys | |\n| --- | --- |\n{}", rows.collect::<String>())
}

/// A folder with the article and the record of somebody who worked on it.
fn worked_on() -> TempDir {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("ferry.txt");
    fs::write(&path, ARTICLE).unwrap();
    let mut desk = Desk::open(ARTICLE, 120, 40);
    desk.go("We have").keys("a").go("Quill said").keys("1").go("Velden").keys("x");
    desk.go("Monday").keys("mask for the timetable<enter>");
    let header =
        Header { file: "ferry.txt".to_owned(), annotator: "ana".to_owned(), tag_set: "news".to_owned() };
    let mut store =
        Store::open(&Location::beside(&path, None), &desk.app.model.article, &header).store.unwrap();
    desk.edits().iter().for_each(|edit| store.append(edit).unwrap());
    store.close().unwrap();
    let kept = read(&folder.path().join("ferry.txt.ron"), &Arc::clone(&desk.app.model.article)).unwrap();
    assert_eq!(kept.record, desk.app.model.record);
    folder
}

/// What the program writes when it is called like that in `folder`, below the call.
fn called(folder: &TempDir, call: &str) -> String {
    let path = folder.path().join("ferry.txt");
    let args = call.split(' ').map(|arg| if arg == "ferry.txt" { path.as_os_str() } else { arg.as_ref() });
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let facts = Facts { columns: Some(90), ..Facts::default() };
    let mut io = Io { input: Box::new(io::empty()), out: &mut out, err: &mut err };
    assert_eq!(run(args.map(Into::into), &facts, &mut io), 0, "{call}");
    let [out, err] = [out, err].map(|written| String::from_utf8(written).unwrap());
    let written = (out + &err).replace(path.to_str().unwrap(), "ferry.txt");
    format!("```console\n$ {call}\n{written}```\n")
}

/// `page` with `made` between the marks of that name.
fn with(page: &str, name: &str, made: &str) -> String {
    let mark = format!("<!-- {name}: made by tests/readme.rs -->\n");
    let (before, behind) = page.split_once(&mark).unwrap_or_else(|| panic!("{mark} is not in README.md"));
    let (_, behind) = behind.split_once("<!-- end -->").expect("the mark has an end");
    format!("{before}{mark}\n{made}\n<!-- end -->{behind}")
}

#[test]
fn the_front_page_shows_what_the_program_does() {
    let folder = worked_on();
    let record = fs::read_to_string(folder.path().join("ferry.txt.ron")).unwrap();
    let made = [
        ("keys", keys()),
        ("article", format!("```text\n{ARTICLE}```\n")),
        ("quotes", called(&folder, "onrecord quotes ferry.txt")),
        ("show", called(&folder, "onrecord show ferry.txt")),
        ("export", called(&folder, "onrecord export ferry.txt --to csv")),
        ("record", format!("```ron\n{record}```\n")),
    ];
    let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let page = page.replace("\r\n", "\n");
    let page = made.iter().fold(page, |page, (name, made)| with(&page, name, made));
    assert_kept("README.md", &page, "readme");
}

#[test]
fn the_front_page_names_files_that_are_there() {
    let page = include_str!("../README.md");
    let links = page.split("](").skip(1).filter_map(|link| link.split(')').next());
    let files: Vec<_> = links.filter(|link| !link.contains("://")).collect();
    assert!(files.contains(&"docs/screen.svg"), "{files:?}");
    for file in files {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        assert!(path.is_file(), "{file}");
    }
}
