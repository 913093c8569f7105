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
