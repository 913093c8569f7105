//! Tag sets that come with the program, and those of one's own.

use crate::runner::Folder;

#[test]
fn the_bundled_tag_sets_are_listed_and_printed_as_a_start() {
    let folder = Folder::new();
    let listed = folder.run(["tag-sets"]).clean();
    let names: Vec<_> = listed.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(names, ["news", "content-analysis", "named-entities"]);
    for name in names {
        let printed = folder.run(["tag-sets", name]).clean();
        folder.write("mine.ron", printed);
        folder.run(["show", "ferry.txt", "--tag-set", "mine.ron"]).clean();
        folder.run(["show", "ferry.txt", "--tag-set", name]).clean();
    }
}

#[test]
fn a_tag_set_that_is_wrong_or_missing_is_told() {
    let folder = Folder::new();
    let label = |rest: &str| format!("(name: \"mine\", labels: [\n    (name: \"A\", {rest})])");
    folder.write("field.ron", label("key: '1', color: 0, marker: \"a\""));
    folder.write("key.ron", label("key: 'a', colour: 0, marker: \"a\""));
    folder.write("prefix.ron", label("key: 'g', colour: 0, marker: \"a\""));
    let table = [
        ("field.ron", "field.ron:2:27: there is no field “color” here; expected one of name, key, colour,"),
        ("key.ron", "key.ron:2:22: “a” does something already: accept the suggestion"),
        ("prefix.ron", "prefix.ron:2:22: “g” does something already: move to the beginning"),
        ("none.ron", "none.ron: there is no such file; check the name"),
        ("new", "“new” is no tag set; these come with the program: news, content-analysis, named-entities"),
    ];
    for (file, expected) in table {
        let run = folder.run(["show", "ferry.txt", "--tag-set", file]);
        assert!(run.err.starts_with(&format!("onrecord: {expected}")), "{file}: {}", run.err);
        assert_eq!((run.code, run.out.as_str()), (1, ""), "{file}");
    }
    let run = folder.run(["tag-sets", "new"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("“new” is no tag set"), "{}", run.err);
}

/// The page that explains tag sets.
const PAGE: &str = include_str!("../../docs/tag-sets.md");

#[test]
fn the_example_of_the_page_can_be_used() {
    let folder = Folder::new();
    let (_, example) = PAGE.split_once("```ron\n").unwrap();
    folder.write("harbour.ron", example.split_once("```").unwrap().0);
    folder.run(["show", "ferry.txt", "--tag-set", "harbour.ron"]).clean();
}

#[test]
fn the_page_names_every_field() {
    let folder = Folder::new();
    let label = "name: \"a\", key: '1', colour: 0, marker: \"a\"";
    for unknown in [
        "(x: 1)".to_owned(),
        "(labels: [(x: 1)])".to_owned(),
        format!("(labels: [({label}, attributes: [(x: 1)])])"),
        format!("(labels: [({label}, attributes: [(kind: choice([(x: 1)]))])])"),
        format!("(labels: [({label}, attributes: [(kind: text, only_when: (x: 1))])])"),
        format!("(labels: [({label}, attributes: [(kind: x)])])"),
        "(links: [(x: 1)])".to_owned(),
        "(document_labels: [(x: 1)])".to_owned(),
    ] {
        folder.write("unknown.ron", &unknown);
        let told = folder.run(["show", "ferry.txt", "--tag-set", "unknown.ron"]).err;
        let (_, fields) = told.trim_end().split_once("expected one of ").unwrap_or_else(|| panic!("{told}"));
        for field in fields.split(", ") {
            let named = [format!("`{field}`"), format!("`{field}("), format!("{field}: ")];
            assert!(named.iter().any(|name| PAGE.contains(name)), "{field} of {unknown}");
        }
    }
}
