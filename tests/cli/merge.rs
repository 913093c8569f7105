//! `onrecord merge`: what it writes, what it says, and what it leaves alone.

use std::fs;

use crate::runner::Folder;

/// A record with these tags and nothing else.
fn record(tags: &str) -> String {
    format!(
        "#![enable(implicit_some)]\n(\n    format: \"onrecord\", version: 1, units: \"code points\",\n    article: \
         (file: \"ferry.txt\", sha256: \"00\", characters: 9),\n    annotator: \"ana\",\n    entities: [\n    ],\n    \
         tags: [\n{tags}    ],\n    links: [\n    ],\n    notes: [\n    ],\n    document_labels: [\n    ],\n    \
         verdicts: [\n    ],\n)\n"
    )
}

fn tag(id: &str, label: &str, start: u32, by: &str) -> String {
    format!(
        "        (id: \"{id}\", label: \"{label}\", at: [({start}, {})], text: \"Tarn\", by: \"{by}\", on: \"{by}\"),\n",
        start + 4
    )
}

fn folder(base: &str, ours: &str, theirs: &str) -> Folder {
    let folder = Folder::new();
    for (name, text) in [("base", base), ("ours", ours), ("theirs", theirs)] {
        folder.write(name, text);
    }
    folder
}

const ARGS: [&str; 6] = ["merge", "base", "ours", "theirs", "--name", "ferry.txt.ron"];

#[test]
fn what_both_added_is_in_ours_and_nothing_is_said() {
    let base = record("");
    let folder = folder(&base, &record(&tag("a", "Place", 5, "ana")), &record(&tag("b", "Place", 0, "ben")));
    assert_eq!(folder.run(ARGS).clean(), "");
    assert_eq!(folder.read("ours"), record(&(tag("b", "Place", 0, "ben") + &tag("a", "Place", 5, "ana"))));
    assert_eq!(folder.run([&ARGS[..], &["--strict"]].concat()).clean(), "");
}

#[test]
fn a_disagreement_is_kept_and_told_and_stops_git_only_where_that_is_asked_for() {
    let [base, ours, theirs] = [("Place", "eve"), ("River", "ana"), ("Town", "ben")]
        .map(|(label, by)| record(&tag("a", label, 0, by)));
    let folder = folder(&base, &ours, &theirs);
    let run = folder.run([&ARGS[..], &["--output", "merged"]].concat());
    assert_eq!((run.code, run.out.as_str()), (0, ""));
    assert_eq!(
        run.err,
        "onrecord: ferry.txt.ron: tag a “Tarn”: label is “River” in ours and “Town” in theirs (ben)\n\
         onrecord: ferry.txt.ron: 1 disagreement is kept in the record, to be decided there\n"
    );
    let disputed = "by: \"ana\", on: \"ana\", disputed: [(field: \"label\", value: \"Town\", by: \"ben\", on: \"ben\")]),";
    let merged = folder.read("merged");
    assert!(merged.contains("label: \"River\"") && merged.contains(disputed), "{merged}");
    assert_eq!(folder.read("ours"), ours, "--output leaves it");
    let run = folder.run([&ARGS[..], &["--output", "-"]].concat());
    assert_eq!(run.out, merged);
    let run = folder.run([&ARGS[..], &["--strict"]].concat());
    assert_eq!((run.code, folder.read("ours")), (1, merged), "{}", run.err);
}

#[test]
fn many_disagreements_are_counted_and_not_all_listed() {
    let [base, ours, theirs] = [("Place", "eve"), ("River", "ana"), ("Town", "ben")].map(|(label, by)| {
        record(&(0..100).map(|at| tag(&format!("t{at}"), label, at * 9, by)).collect::<String>())
    });
    let folder = folder(&base, &ours, &theirs);
    let run = folder.run(ARGS);
    let told: Vec<_> = run.err.lines().collect();
    assert_eq!((run.code, told.len()), (0, 42));
    assert_eq!(told[40], "onrecord: ferry.txt.ron: and 60 more remarks");
    assert_eq!(
        told[41],
        "onrecord: ferry.txt.ron: 100 disagreements are kept in the record, to be decided there"
    );
    assert_eq!(folder.read("ours").matches("disputed: [").count(), 100);
}

#[test]
fn a_base_that_is_empty_or_missing_is_none() {
    let (ours, theirs) = (record(&tag("a", "Place", 0, "ana")), record(&tag("b", "Place", 5, "ben")));
    let folder = folder("", &ours, &theirs);
    folder.run(ARGS).clean();
    let merged = folder.read("ours");
    assert_eq!(merged, record(&(tag("a", "Place", 0, "ana") + &tag("b", "Place", 5, "ben"))));
    folder.write("ours", &ours);
    fs::remove_file(folder.path("base")).unwrap();
    folder.run(ARGS).clean();
    assert_eq!(folder.read("ours"), merged);
}

#[test]
fn what_is_no_record_is_code_3_and_ours_stays_as_it_is() {
    let good = record(&tag("a", "Place", 0, "ana"));
    let other = record(&tag("b", "Place", 0, "ana"));
    let broken = "<<<<<<< HEAD\n";
    let newer = other.replace("version: 1", "version: 2");
    let marks = "line 1, column 1: these are the marks of a merge that git left undecided";
    let table = [
        (good.as_str(), good.as_str(), broken, "their version", marks),
        (good.as_str(), broken, other.as_str(), "our version", marks),
        (broken, good.as_str(), other.as_str(), "the common ancestor", marks),
        (
            good.as_str(),
            good.as_str(),
            newer.as_str(),
            "their version",
            "line 3, column 36: a newer onrecord wrote this (version 2; this one reads up to 1): update onrecord",
        ),
        (good.as_str(), good.as_str(), "", "their version", "line 1, column 1: expected opening `(`"),
    ];
    for (base, ours, theirs, version, problem) in table {
        let folder = folder(base, ours, theirs);
        let run = folder.run(ARGS);
        assert_eq!((run.code, run.out.as_str()), (3, ""), "{}", run.err);
        assert!(
            run.err.starts_with(&format!("onrecord: ferry.txt.ron: not merged: {version}, {problem}")),
            "{}",
            run.err
        );
        assert_eq!(folder.read("ours"), ours);
    }
    let folder = folder(&good, &good, &good);
    let run = folder.run(["merge", "base", "none", "theirs"]);
    assert_eq!((run.code, run.err.as_str()), (1, "onrecord: none: there is no such file; check the name\n"));
}

#[test]
fn words_that_are_broken_hold_no_merge() {
    let folder = folder("", &record(""), &record(""));
    fs::create_dir_all(folder.path("config/onrecord")).unwrap();
    folder.write("config/onrecord/words.ron", "nonsense");
    assert_ne!(folder.run(["quotes", "ferry.txt"]).code, 0);
    folder.run(ARGS).clean();
}
