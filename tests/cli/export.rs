//! `onrecord export`.

use onrecord::article::import;
use serde_json::Value;

use crate::runner::{ARTICLE, Folder};

/// A record about the small article: two tags of one person, one that was rejected, notes.
fn record(annotator: &str) -> String {
    let article = import::plain(ARTICLE.into()).unwrap();
    let at = |words: &str| {
        let byte = ARTICLE.find(words).unwrap();
        let start = ARTICLE[..byte].chars().count();
        format!("({}, {})", start, start + words.chars().count())
    };
    let (bell, quote, rest) =
        (at("Ida Bell"), at("“We listened to the island,”"), at("“And then we voted.”"));
    let stamp = format!("by: \"{annotator}\", on: \"2026-11-23T09:12:00Z\"");
    format!(
        "#![enable(implicit_some)]
(
    format: \"onrecord\", version: 1, units: \"code points\",
    article: (file: \"ferry.txt\", sha256: \"{}\", characters: {}),
    annotator: \"{annotator}\", tag_set: \"news\",
    entities: [
        (id: \"e1\", name: \"Ida Bell\", kind: \"Person\", same_as: [\"wikidata:Q1\"]),
    ],
    tags: [
        (id: \"t1\", label: \"Person\", at: [{bell}], text: \"Ida Bell\", entity: \"e1\", {stamp}),
        (id: \"t2\", label: \"Quote\", at: [{quote}, {rest}], text: \"“We listened to the island,” … “And then we voted.”\", entity: \"e1\", {stamp}),
    ],
    links: [
        (id: \"l1\", label: \"said by\", from: \"t2\", to: \"t1\", {stamp}),
    ],
    notes: [
        (id: \"n1\", about: \"t2\", text: \"check:\\n\\t=1+1 <b>\\u{{1b}}[31m\", {stamp}),
    ],
    verdicts: [
    ],
)
",
        article.digest(),
        ARTICLE.chars().count(),
    )
}

fn annotated() -> Folder {
    let folder = Folder::new();
    folder.write("ferry.txt.ron", record("ana"));
    folder
}

const LEFT_OUT: &str = "left out: 1 link (json and markdown keep it); 1 note (json and markdown keep it)";

#[test]
fn a_record_in_every_format() {
    let folder = annotated();
    for format in ["json", "csv", "markdown"] {
        let run = folder.run(["export", "ferry.txt", "--to", format]);
        assert_eq!(run.code, 0, "{}", run.err);
        insta::assert_snapshot!(format!("export_{format}"), format!("{}---\n{}", run.out, run.err));
    }
}

#[test]
fn a_file_is_written_whole_and_not_over_another() {
    let folder = annotated();
    let args = ["export", "ferry.txt", "--to", "csv", "--output", "out.csv"];
    let run = folder.run(args);
    assert_eq!((run.code, run.out.as_str()), (0, ""));
    assert_eq!(run.err, format!("onrecord: wrote 2 tags as csv to out.csv; {LEFT_OUT}\n"));
    let written = folder.read("out.csv");
    assert_eq!(written, folder.run(["export", "ferry.txt", "--to", "csv", "-o", "-"]).out);

    folder.write("out.csv", "mine");
    let refused = folder.run(args);
    assert_eq!(refused.code, 1);
    assert_eq!(refused.err, "onrecord: out.csv is there already; add --force to replace it\n");
    assert_eq!(folder.read("out.csv"), "mine");
    assert_eq!(folder.run(args.iter().chain(&["--force"])).code, 0);
    assert_eq!(folder.read("out.csv"), written);
}

#[test]
fn the_article_and_its_record_are_never_written_over() {
    let folder = annotated();
    for file in ["ferry.txt", "ferry.txt.ron", "./ferry.txt"] {
        let run = folder.run(["export", "ferry.txt", "--to", "json", "--force", "--output", file]);
        assert_eq!(run.code, 1);
        let message = "is what the export is made from; name another file";
        assert_eq!(run.err, format!("onrecord: {file} {message}\n"));
    }
    assert_eq!(folder.read("ferry.txt"), ARTICLE);
    assert_eq!(folder.read("ferry.txt.ron"), record("ana"));
}

#[test]
fn a_place_that_cannot_be_written_is_named() {
    let folder = annotated();
    let run = folder.run(["export", "ferry.txt", "--to", "json", "--output", "none/out.json"]);
    assert_eq!(run.code, 1);
    assert!(run.err.starts_with("onrecord: none/out.json cannot be written: "), "{}", run.err);
}

#[test]
fn each_annotator_has_a_record() {
    let folder = annotated();
    folder.write("ferry.txt.ben.ron", record("ben"));
    let by = |args: &[&str]| -> Value {
        let run = folder.run([&["export", "ferry.txt", "--to", "json"], args].concat());
        serde_json::from_str::<Value>(&run.out).unwrap()["annotator"].clone()
    };
    assert_eq!(by(&[]), "ana");
    assert_eq!(by(&["--as", "ben"]), "ben");
    let none = folder.run(["--as", "cem", "export", "ferry.txt", "--to", "json"]);
    assert_eq!(none.code, 0);
    let warning = "onrecord: ferry.txt.cem.ron: nothing is on record yet\n";
    assert_eq!(none.err, format!("{warning}onrecord: wrote 0 tags as json\n"));
    assert_eq!(serde_json::from_str::<Value>(&none.out).unwrap()["annotator"], "cem");
}

#[test]
fn a_broken_record_is_told_with_its_place() {
    let folder = Folder::new();
    folder.write("ferry.txt.ron", "(\n    format: \"onrecord\",\n    oops\n");
    let run = folder.run(["export", "ferry.txt", "--to", "json"]);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    assert!(run.err.starts_with("onrecord: ferry.txt.ron, line "), "{}", run.err);
}

#[test]
fn spans_in_json_are_code_points_of_the_text() {
    let folder = annotated();
    let json: Value = serde_json::from_str(&folder.run(["export", "ferry.txt", "--to", "json"]).out).unwrap();
    let text: Vec<char> = json["article"]["text"].as_str().unwrap().chars().collect();
    for tag in json["tags"].as_array().unwrap() {
        let pieces: Vec<String> = tag["spans"]
            .as_array()
            .unwrap()
            .iter()
            .map(|span| {
                let at = |end: usize| usize::try_from(span[end].as_u64().unwrap()).unwrap();
                text[at(0)..at(1)].iter().collect()
            })
            .collect();
        assert_eq!(pieces.join(" … "), tag["text"].as_str().unwrap());
    }
}
