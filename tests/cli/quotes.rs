//! `onrecord quotes`.

use serde_json::Value;

use crate::runner::{ARTICLE, Folder};

#[test]
fn the_quotes_of_an_article_in_every_format() {
    let folder = Folder::new();
    insta::assert_snapshot!("quotes_table", folder.run(["quotes", "ferry.txt"]).clean());
    for format in ["json", "csv"] {
        let quotes = folder.run(["quotes", "ferry.txt", "--format", format]).clean();
        insta::assert_snapshot!(format!("quotes_{format}"), quotes);
    }
    let lines = folder.run(["quotes", "ferry.txt", "ferry.txt", "--format", "jsonl"]).clean();
    let json = folder.run(["quotes", "ferry.txt", "--format", "json"]).clean();
    for line in lines.lines() {
        let document: Value = serde_json::from_str(line).unwrap();
        assert_eq!(document["quotes"], serde_json::from_str::<Value>(&json).unwrap()[0]["quotes"]);
    }
}

#[test]
fn a_table_fits_the_columns_of_the_environment() {
    let folder = Folder::new();
    let output = folder.command(["quotes", "ferry.txt"]).env("COLUMNS", "40").output().unwrap();
    let table = String::from_utf8(output.stdout).unwrap();
    assert!(table.lines().all(|line| line.chars().count() <= 40), "{table}");
    let usual = folder.run(["quotes", "ferry.txt"]).clean();
    for nonsense in ["", "0", "wide", "-1", "99999999"] {
        let output = folder.command(["quotes", "ferry.txt"]).env("COLUMNS", nonsense).output().unwrap();
        assert_eq!(String::from_utf8(output.stdout).unwrap(), usual, "{nonsense}");
    }
}

#[test]
fn standard_input_is_read_for_a_dash() {
    let folder = Folder::new();
    let from_file = folder.run(["quotes", "ferry.txt"]).clean();
    let from_pipe = folder.run_with(&["quotes", "-"], ARTICLE).clean();
    assert_eq!(from_pipe, from_file.replace("ferry.txt:", "standard input:"));
    let line = folder.run_with(&["quotes", "-", "--format", "jsonl"], ARTICLE).clean();
    assert_eq!(serde_json::from_str::<Value>(&line).unwrap()["id"], "-");
}

#[test]
fn a_bad_file_among_several_is_told_and_skipped() {
    let folder = Folder::new();
    folder.write("other.txt", "It rained, Ada Long said.\n");
    for format in ["table", "json", "jsonl", "csv"] {
        let run = folder.run(["quotes", "ferry.txt", "none.txt", "other.txt", "--format", format]);
        assert_eq!(run.code, 1, "{format}");
        assert_eq!(run.err, "onrecord: none.txt: there is no such file; check the name\n");
        assert!(run.out.contains("ferry.txt") && run.out.contains("other.txt"), "{}", run.out);
        match format {
            "json" => assert_eq!(serde_json::from_str::<Vec<Value>>(&run.out).unwrap().len(), 2),
            "jsonl" => assert_eq!(run.out.lines().count(), 2),
            _ => {}
        }
    }
    let none = folder.run(["quotes", "none.txt", "--format", "json"]);
    assert_eq!((none.code, none.out.as_str()), (1, "[]\n"));
}

#[test]
fn json_lines_are_read_and_bad_lines_told() {
    let folder = Folder::new();
    let document = |id: &str| serde_json::json!({"id": id, "text": ARTICLE, "quotes": []}).to_string();
    let lines = format!("{}\r\n\nno json\n{}", document("one"), document("two/2"));
    folder.write("corpus.jsonl", &lines);
    let args = ["quotes", "--input", "jsonl", "--format", "jsonl"];
    let run = folder.run(args.iter().chain(&["corpus.jsonl"]));
    assert_eq!(run.code, 1);
    let message = "corpus.jsonl: line 3: this line is no JSON object with the strings “id” and “text”";
    assert_eq!(run.err, format!("onrecord: {message}; it was skipped\n"));
    let found: Vec<Value> = run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(found.len(), 2);
    assert_eq!((&found[0]["id"], &found[1]["id"]), (&"one".into(), &"two/2".into()));
    assert_eq!(found[0]["text"], ARTICLE);
    assert_eq!(found[0]["quotes"], found[1]["quotes"]);
    assert!(!found[0]["quotes"].as_array().unwrap().is_empty());

    let piped = folder.run_with(&["quotes", "--input", "jsonl", "--format", "jsonl", "-"], &lines);
    assert_eq!((piped.code, piped.out), (1, run.out));
    folder.write("text.txt", "no json\n".repeat(1_000));
    let text = folder.run(args.iter().chain(&["text.txt"]));
    assert_eq!((text.code, text.err.lines().count()), (1, 11));
    assert_eq!(text.err.lines().last(), Some("onrecord: text.txt: 990 more lines were skipped"));
    let missing = folder.run(args.iter().chain(&["none.jsonl"]));
    assert_eq!(missing.err, "onrecord: none.jsonl: there is no such file; check the name\n");
}
