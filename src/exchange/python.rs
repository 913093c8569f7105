//! What other people's readers make of the exports: Python's own `json` and `csv`.

use std::io::Write;
use std::process::{Command, Stdio};

use super::quotes::{self, Csv};
use super::{FORMATS, export, fixture};

/// Checks that each span, cut out of the text by code points, gives the words beside it.
const SCRIPT: &str = r#"
import csv, io, json, sys

given = json.load(sys.stdin)
record = json.loads(given["json"])
text = record["article"]["text"]
assert record["units"] == "code points" and len(text) == record["article"]["characters"]
words = lambda spans: " … ".join(text[start:end] for start, end in spans)
for item in record["tags"] + record["verdicts"]:
    assert words(item["spans"]) == item["text"], item

rows = list(csv.DictReader(io.StringIO(given["csv"], newline="")))
assert len(rows) == len(record["tags"])
for row, tag in zip(rows, record["tags"]):
    spans = [tuple(map(int, span.split("-"))) for span in row["spans_code_points"].split(";")]
    assert row["text"].removeprefix("'") == words(spans) == tag["text"], row
    assert int(row["start_code_point"]) == tag["spans"][0][0], row

found = json.loads(given["line"])
assert found["text"] == text and found == {k: v for k, v in json.loads(given["pretty"]).items() if k != "units"}
rows = list(csv.DictReader(io.StringIO(given["rows"], newline="")))
assert len(rows) == len(found["quotes"])
for row, quote in zip(rows, found["quotes"]):
    assert row["text"] == words(quote["spans"]), row
    speaker = quote["speaker"]
    assert speaker["text"] == text[speaker["start"]:speaker["end"]] == row["speaker"], row
"#;

#[test]
fn python_reads_the_same_words_at_every_span() {
    let fixture = fixture::full();
    let (article, attribution) = (&fixture.article, &fixture.attribution);
    let document = quotes::Document { id: "a", article, attribution };
    let mut given: serde_json::Map<_, _> = FORMATS
        .iter()
        .map(|format| (format.name.to_owned(), export(format, &fixture.material()).text.into()))
        .collect();
    given.insert("line".into(), quotes::line(&document).into());
    given.insert("pretty".into(), quotes::pretty(&document).into());
    given.insert("rows".into(), (Csv::headings() + &Csv::rows(&document)).into());

    let python =
        Command::new("python3").args(["-c", SCRIPT]).env("PYTHONUTF8", "1").stdin(Stdio::piped()).spawn();
    let Ok(mut python) = python else {
        println!("skipped: there is no python3 here");
        return;
    };
    let given = serde_json::to_vec(&given).unwrap();
    python.stdin.take().unwrap().write_all(&given).unwrap();
    assert!(python.wait().unwrap().success());
}
