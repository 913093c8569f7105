//! Settings, keys and themes of one's own: the files of the configuration directory.

use std::fs;

use crate::runner::{Folder, Run};

/// A folder with that file in the configuration directory of the program.
fn with(file: &str, content: &str) -> Folder {
    let folder = Folder::new();
    add(&folder, file, content);
    folder
}

fn add(folder: &Folder, file: &str, content: &str) {
    let path = folder.path("config/onrecord").join(file);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).unwrap();
}

/// The value of a setting in force.
fn set(run: Run, name: &str) -> String {
    let printed = run.out;
    let line = printed.lines().find_map(|line| line.trim().strip_prefix(&format!("{name}: ")));
    line.unwrap_or_else(|| panic!("{name} is not in\n{printed}{}", run.err)).to_owned()
}

#[test]
fn settings_are_printed_as_a_file_that_can_be_used() {
    let folder = Folder::new();
    let printed = folder.run(["settings"]).clean();
    let path = folder.path("config/onrecord/settings.ron");
    assert!(printed.starts_with(&format!("// {}", path.display())), "{printed}");
    assert!(printed.lines().next().unwrap().ends_with("(not there)"), "{printed}");
    add(&folder, "settings.ron", &printed);
    let again = folder.run(["settings"]).clean();
    assert_eq!(again.replacen("(there)", "(not there)", 1), printed);
    folder.run(["show", "ferry.txt"]).clean();
}

#[test]
fn what_is_set_holds_and_the_command_line_wins() {
    let folder = with("settings.ron", "(theme: \"light\", keys: \"plain\", unsure_below: 100)");
    for (args, name, expected) in [
        (vec!["settings"], "theme", "\"light\","),
        (vec!["--theme", "dark", "settings"], "theme", "\"dark\","),
        (vec!["settings"], "keys", "\"plain\","),
        (vec!["settings", "--keys", "vi"], "keys", "\"vi\","),
        (vec!["settings"], "unsure_below", "100,"),
        (vec!["settings", "--unsure-below", "30"], "unsure_below", "30,"),
        (vec!["settings"], "tag_set", "\"news\","),
        (vec!["settings", "--tag-set", "named-entities"], "tag_set", "\"named-entities\","),
    ] {
        assert_eq!(set(folder.run(&args), name), expected, "{args:?}");
    }
    let shown = folder.run(["show", "ferry.txt"]).clean();
    assert!(shown.contains(", unsure"), "nothing is surer than 100: {shown}");
    let shown = folder.run(["show", "ferry.txt", "--unsure-below", "0"]).clean();
    assert!(!shown.contains(", unsure"), "{shown}");
}

#[test]
fn a_tag_set_of_the_settings_lies_beside_them() {
    let folder = with("settings.ron", "(tag_set: \"mine.ron\")");
    let run = folder.run(["quotes", "ferry.txt"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("mine.ron: there is no such file"), "{}", run.err);
    add(
        &folder,
        "mine.ron",
        "(name: \"mine\", labels: [(name: \"Pier\", key: 'p', colour: 0, marker: \"p\")])",
    );
    folder.run(["quotes", "ferry.txt"]).clean();
    let keys = folder.run(["keys", "article"]).clean();
    assert!(keys.contains("Labels of the tag set “mine”") && keys.contains("Pier"), "{keys}");
}

#[test]
fn a_keymap_of_ones_own_is_laid_over_the_preset() {
    let folder = with("keymap.ron", "{\n  \"article\": {\"ctrl-x\": accept, \"x\": none, \"t\": none},\n}");
    let keys = folder.run(["keys", "article"]).clean();
    let path = folder.path("config/onrecord/keymap.ron").display().to_string();
    for expected in [
        "a  ctrl-x".to_owned(),
        format!("accept, was nothing ({path}:2:15)"),
        format!("nothing, was reject ({path}:2:33)"),
        format!("nothing, was toggle_sources ({path}:2:44)"),
    ] {
        assert!(keys.contains(&expected), "{expected}\n{keys}");
    }
    assert!(!keys.contains("Reject the suggestion"), "nothing does that any more: {keys}");
    for preset in ["vi", "plain"] {
        let printed = folder.run(["keys", "--format", "ron", "--keys", preset]).clean();
        let again = with("keymap.ron", &printed);
        assert_eq!(
            again.run(["keys", "--format", "ron", "--keys", preset]).clean().lines().count(),
            printed.lines().count()
        );
    }
    let all = folder.run(["keys"]).clean();
    let (_, keyless) = all.split_once("\nwithout a key\n").unwrap_or_else(|| panic!("{all}"));
    assert!(keyless.trim().starts_with("reject  ") && keyless.trim().lines().count() == 1, "{keyless}");
    let page = folder.run(["keys", "article", "--format", "markdown"]).clean();
    assert!(
        page.starts_with("## `article`\n") && page.contains("| `a` `ctrl-x` | `accept` | Accept"),
        "{page}"
    );
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let table = [
        (
            "settings.ron",
            "(\n  measure: 60)",
            "settings",
            "settings.ron:2:3: there is no field “measure” here",
        ),
        ("settings.ron", "(unsure_below: 120)", "quotes", "settings.ron:1:16: expected percent, 0 to 100"),
        (
            "settings.ron",
            "(theme: \"dusk\")",
            "settings",
            "“dusk” is no theme; expected one of auto, dark, light",
        ),
        ("settings.ron", "(theme: \"17\")", "settings", "“17” is no theme"),
        ("settings.ron", "(theme: \"../dark\")", "settings", "“../dark” is no theme"),
        (
            "keymap.ron",
            "{\n\"article\": {\"k\": line_upp}}",
            "keys",
            "keymap.ron:2:18: there is no action “line_upp”; did you mean “line_up”?",
        ),
        ("keymap.ron", "{\"articel\": {}}", "keys", "keymap.ron:1:2: there are no keys of “articel”"),
        (
            "keymap.ron",
            "{\"article\": {\"g\": top}}",
            "keys",
            "keymap.ron:1:14: “g” would hide “g g” (top), “g j” (heading_next)",
        ),
        (
            "keymap.ron",
            "{\"article\": {\"1\": top}}",
            "keys",
            "keymap.ron:1:14: “1” would take “1” from the label “Person”",
        ),
        ("keymap.ron", "{\"article\": {\"1\": top}}", "settings", "keymap.ron:1:14: “1” would take “1”"),
        ("themes/dusk.ron", "(based_on: \"drak\")", "settings", "dusk.ron:1:12: no theme “drak” comes with"),
        ("words.ron", "(cue: [])", "settings", "words.ron:1:2: there is no field “cue” here"),
    ];
    for (file, content, command, expected) in table {
        let folder = with(file, content);
        let args = if command == "quotes" { vec![command, "ferry.txt"] } else { vec![command] };
        let run = folder.run(args);
        assert_eq!(run.code, 1, "{content}: {}", run.err);
        assert!(run.err.starts_with("onrecord: ") && run.err.contains(expected), "{content}: {}", run.err);
        assert_eq!(run.err.lines().count(), 1, "{}", run.err);
    }
}

#[test]
fn all_colours_that_come_with_the_program_can_be_set() {
    for (name, _) in onrecord::config::SCHEMES {
        let run = with("settings.ron", &format!("(theme: \"{name}\")")).run(["settings"]);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{name}");
    }
}

#[test]
fn what_uses_no_keys_is_not_held_by_a_broken_keymap() {
    let folder = with("keymap.ron", "{");
    for args in [vec!["quotes", "ferry.txt"], vec!["show", "ferry.txt"], vec!["ferry.txt"], vec!["tag-sets"]]
    {
        folder.run(&args).clean();
    }
    add(&folder, "settings.ron", "(");
    for args in [vec!["tag-sets"], vec!["man"], vec!["completions", "bash"]] {
        folder.run(&args).clean();
    }
}

#[test]
fn whoever_mends_a_keymap_is_told_what_there_is() {
    let folder = with("keymap.ron", "{\"article\": {\"k\": line_upp}}");
    let run = folder.run(["keys"]);
    assert!(run.code == 1 && run.out.contains("line_up "), "{}", run.err);
}

#[test]
fn themes_of_ones_own_are_listed() {
    let folder = with("themes/dusk.ron", "(based_on: \"dark\", accent: \"#ffcc66\")");
    add(&folder, "settings.ron", "(theme: \"dusk\")");
    let printed = folder.run(["settings"]).clean();
    assert!(printed.contains("your themes (dusk)"), "{printed}");
}

#[cfg(unix)]
#[test]
fn names_of_files_and_labels_reach_a_terminal_safely() {
    let folder = with("themes/du\u{1b}[31msk.ron", "(based_on: \"dark\")");
    let label =
        "(name: \"m\u{1b}ine\", labels: [(name: \"Pi\u{9b}er\", key: 'p', colour: 0, marker: \"p\")])";
    folder.write("mine.ron", label);
    for args in [
        vec!["settings"],
        vec!["keys", "--tag-set", "mine.ron"],
        vec!["keys", "--tag-set", "mine.ron", "--format", "markdown"],
    ] {
        let run = folder.run(&args);
        let written = run.out + &run.err;
        assert!(!written.contains(['\u{1b}', '\u{9b}']), "{args:?}: {written}");
    }
}

/// The page that explains settings, keymaps and themes.
const PAGE: &str = include_str!("../../docs/settings.md");

/// The examples of the page that have that comment on top.
fn examples(file: &str) -> Vec<&'static str> {
    let examples = PAGE.split("```ron\n").skip(1).filter_map(|rest| rest.split("```").next());
    examples.filter(|example| example.starts_with(&format!("// {file}\n"))).collect()
}

#[test]
fn the_examples_of_the_page_can_be_used() {
    let folder = Folder::new();
    for (file, command) in
        [("settings.ron", "settings"), ("keymap.ron", "keys"), ("themes/dusk.ron", "settings")]
    {
        let found = examples(file);
        assert!(!found.is_empty(), "no example of {file}");
        for example in found {
            add(&folder, file, example);
            add(&folder, "themes/dusk.ron", examples("themes/dusk.ron")[0]);
            folder.run([command]).clean();
        }
    }
}

#[test]
fn the_page_names_every_setting_context_preset_and_colour() {
    let told = |file: &str, content: &str| {
        let command = if file == "keymap.ron" { "keys" } else { "settings" };
        let told = with(file, content).run([command]).err;
        let (_, names) = told.trim_end().split_once("expected one of ").unwrap_or_else(|| panic!("{told}"));
        let names = names.split_once("; ").map_or(names, |(names, _)| names);
        names.split(", ").map(str::to_owned).collect::<Vec<_>>()
    };
    let mut names = told("keymap.ron", "{\"x\": {}}");
    for settings in ["(x: 1)", "(page: (x: 1))", "(panes: (x: 1))", "(keys: \"x\")", "(page: (focus: x))"] {
        names.extend(told("settings.ron", settings));
    }
    names.extend(told("themes/x.ron", "(x: 1)"));
    let default = Folder::new().run(["settings"]);
    for name in names {
        assert!(PAGE.contains(&format!("`{name}`")), "{name} is not on the page");
    }
    // A setting stands there with its default.
    for line in default.clean().lines().filter(|line| !line.trim().starts_with("//")) {
        let Some((name, value)) = line.trim().trim_end_matches(',').split_once(": ") else { continue };
        if value != "(" {
            let row = PAGE.lines().find(|row| row.starts_with("| ") && row.contains(&format!("{name}` |")));
            let row = row.unwrap_or_else(|| panic!("{name} has no row"));
            assert!(row.contains(&format!("| `{value}` |")), "{name} is {value} by default: {row}");
        }
    }
}
