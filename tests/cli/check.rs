//! `onrecord check`.

use std::fs;

use crate::runner::{ARTICLE, Folder};

/// A record of the small article, as the program writes it: a name with its entity, a quote with its
/// source, a note, all where they stand.
fn record() -> String {
    let at = |words: &str| {
        let start = ARTICLE.find(words).unwrap();
        let count = |text: &str| text.chars().count();
        format!(
            "at: [({0}, {1})], text: \"{words}\"",
            count(&ARTICLE[..start]),
            count(&ARTICLE[..start + words.len()])
        )
    };
    let around = |words: &str| {
        let start = ARTICLE.find(words).unwrap();
        let before: String =
            ARTICLE[..start].chars().rev().take(24).collect::<Vec<_>>().into_iter().rev().collect();
        let after: String = ARTICLE[start + words.len()..].chars().take(24).collect();
        let escaped = |text: String| text.replace('\n', "\\n");
        format!("before: \"{}\", after: \"{}\"", escaped(before), escaped(after))
    };
    let tag = |id: &str, label: &str, words: &str| {
        format!(
            "        (id: \"{id}\", label: \"{label}\", {}, {}, by: \"ana\"),\n",
            at(words),
            around(words)
        )
    };
    let sha256 = "f1d2d2f924e986ac86fdf7b36c94bcdf32beec15dc4e2f5cf1d2d2f924e986ac";
    format!(
        "#![enable(implicit_some)]\n(\n    format: \"onrecord\", version: 1, units: \"code points\",\n    \
         article: (file: \"ferry.txt\", sha256: \"{sha256}\", characters: 10),\n    entities: [\n        (id: \"e1\", \
         name: \"Ida Bell\", kind: \"Person\"),\n    ],\n    tags: [\n{}{}{}    ],\n    links: [\n        (id: \"l\", \
         label: \"said by\", from: \"q\", to: \"p\", by: \"ana\"),\n    ],\n)\n",
        tag("p", "Person", "Ida Bell").replace("by:", "entity: \"e1\", by:"),
        tag("q", "Quote", "“We listened to the island,”"),
        tag("o", "Organisation", "Northern Lines"),
    )
}

/// A folder in which the article has such a record.
fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("ferry.txt.ron", record());
    folder
}

#[test]
fn a_record_that_fits_is_told_in_a_line() {
    let folder = folder();
    let out = folder.run(["check", "ferry.txt"]).clean();
    assert_eq!(out, "ferry.txt.ron: 5 items, all in place\n");
    assert_eq!(folder.run(["check", "ferry.txt.ron"]).clean(), out, "and by its own name");
    assert_eq!(folder.read("ferry.txt.ron"), record(), "nothing is written");
    assert!(!folder.path("ferry.txt.ron.lock").exists());
}

#[test]
fn a_changed_article_is_told_item_by_item_and_fix_writes_what_is_sure() {
    let folder = folder();
    let changed = format!("An update.\n\n{}", ARTICLE.replace("Northern Lines", "Southern Cross"));
    folder.write("ferry.txt", &changed);
    let told = "ferry.txt.ron: 5 items: 2 in place, 2 moved, 1 without a place\n  \
                line 11: tag o on “Northern Lines”: its text is no longer there\n";
    let run = folder.run(["check", "ferry.txt"]);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (1, told, ""));
    assert_eq!(folder.read("ferry.txt.ron"), record());

    let run = folder.run(["check", "--fix", "ferry.txt"]);
    assert_eq!((run.code, run.out), (1, told.replacen('\n', "; written anew\n", 1)));
    let fixed = folder.read("ferry.txt.ron");
    let start = changed[..changed.find("Ida Bell").unwrap()].chars().count();
    assert!(fixed.contains(&format!("at: [({start}, {})], text: \"Ida Bell\"", start + 8)), "{fixed}");
    assert!(fixed.contains("text: \"Northern Lines\""), "what has no place is kept: {fixed}");
    let again = folder.run(["check", "--fix", "ferry.txt"]);
    let told = "ferry.txt.ron: 5 items: 4 in place, 1 without a place\n  line 11: tag o on “Northern Lines”: its \
                text is no longer there\n";
    assert_eq!((again.code, again.out.as_str()), (1, told));
    assert_eq!(folder.read("ferry.txt.ron"), fixed, "there is nothing more to write");

    // Its new text was kept with the record: the next change is found word by word.
    folder.write("ferry.txt", changed.replace("listened to the island", "listened to the whole island"));
    let run = folder.run(["check", "--fix", "ferry.txt"]);
    let told = "  line 13: tag q (Quote): its words were “We listened to the island,”";
    assert!(
        run.out.contains(told) || run.out.contains("its words were ““We listened to the island,””"),
        "{}",
        run.out
    );
    assert!(folder.read("ferry.txt.ron").contains("review: \"its words were"));
}

#[test]
fn whatever_else_is_amiss_is_named_with_its_line() {
    let folder = folder();
    let broken = record()
        .replace("entity: \"e1\"", "entity: \"e9\"")
        .replace("to: \"p\"", "to: \"nobody\"")
        .replace("label: \"Organisation\"", "label: \"Body\"")
        .replace(
            "    links: [\n",
            "    notes: [\n        (id: \"n\", about: \"gone\", text: \"why?\"),\n    ],\n    links: [\n",
        );
    folder.write("ferry.txt.ron", broken);
    let tags = "(name: \"ours\", labels: [(name: \"Person\", key: '1', colour: 0, marker: \"P\"), (name: \"Quote\", \
                key: '2', colour: 1, marker: \"Q\")])";
    folder.write("ours.ron", tags);
    let run = folder.run(["check", ".", "--tag-set", "ours.ron"]);
    let told = "./ferry.txt.ron: 6 items: 5 in place, 1 without a place\n  \
                line 9: tag p: there is no entity e9\n  \
                line 11: tag o: the tag set ours has no label “Body”\n  \
                line 14: note n: what it is about, gone, is not there\n  \
                line 17: link l: a tag that it joins is not on the record\n";
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (1, told, ""));
}

#[test]
fn of_a_folder_every_record_is_checked_and_summed_up() {
    let folder = folder();
    fs::create_dir_all(folder.path("in/.hidden")).unwrap();
    folder.write("in/other.txt", ARTICLE);
    folder.write("in/other.txt.ron", record().replace("ferry.txt", "other.txt"));
    folder.write("in/other.txt.ben.ron", "(\n    format: \"onrecord\", version: 1, tags: [(id: 7)])");
    folder.write("in/gone.txt.ron", record());
    folder.write("in/words.ron", "(cues: [\"blether\"])");
    folder.write("in/.hidden/x.txt.ron", "(format: \"onrecord\"");
    let run = folder.run(["check", "."]);
    let told = "./ferry.txt.ron: 5 items, all in place\n\
                ./in/gone.txt.ron: its article is gone: bring it back, or move the record away\n\
                ./in/other.txt.ben.ron, line 2, column 49: expected string. Mend it there, or bring back an \
                older copy of the file\n\
                ./in/other.txt.ron: 5 items, all in place\n\
                4 records, 2 of them not checked, 10 items, all in place\n";
    assert_eq!(run.out, told);
    assert_eq!(run.code, 1);
    let ben = folder.run(["check", "in", "--as", "ben"]);
    assert!(ben.out.starts_with("in/other.txt.ben.ron") && !ben.out.contains("gone"), "{}", ben.out);
    let nobody = folder.run(["check", "in", "--as", "eve"]);
    assert_eq!((nobody.code, nobody.err.as_str()), (0, "onrecord: there is no record there\n"));
}

#[test]
fn what_is_not_there_is_exit_code_1_and_what_is_hostile_is_shown() {
    let folder = folder();
    let run = folder.run(["check", "none.txt", "ferry.txt"]);
    assert_eq!(run.err, "onrecord: none.txt: there is no such file; check the name\n");
    assert_eq!((run.code, run.out.lines().count()), (1, 1), "{}", run.out);
    folder.write("ferry.txt.ron", record().replace("text: \"Northern Lines\"", "text: \"\\u{1b}[2Jhey\""));
    let run = folder.run(["check", "ferry.txt"]);
    assert!(run.out.contains("␛[2Jhey") && !run.out.contains('\u{1b}'), "{}", run.out);
}

#[test]
fn a_record_that_is_open_elsewhere_is_not_written() {
    let folder = folder();
    let lock = fs::File::create(folder.path("ferry.txt.ron.lock")).unwrap();
    lock.lock().unwrap();
    folder.write("ferry.txt", format!("An update.\n\n{ARTICLE}"));
    let run = folder.run(["check", "--fix", "ferry.txt"]);
    assert!(
        run.out.contains("is open in another onrecord") && !run.out.contains("written anew"),
        "{}",
        run.out
    );
    assert_eq!((run.code, folder.read("ferry.txt.ron")), (1, record()));
}
