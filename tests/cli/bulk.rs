//! `onrecord quotes` with many articles: folders, patterns, threads, and inputs without an end.

use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::JoinHandle;

use serde_json::{Value, json};

use crate::runner::{ARTICLE, Folder};

const LINES: [&str; 5] = ["quotes", "--format", "jsonl", "--input", "jsonl"];
const NO_DOCUMENT: &str = "this line is no JSON object with the strings “id” and “text”; it was skipped";

/// The ids of the documents in JSON Lines.
fn ids(lines: &str) -> Vec<String> {
    let id = |line: &str| serde_json::from_str::<Value>(line).unwrap()["id"].as_str().unwrap().to_owned();
    lines.lines().map(id).collect()
}

/// Puts articles under these names, with the folders for them.
fn put(folder: &Folder, names: &[&str]) {
    for name in names {
        fs::create_dir_all(folder.path(name).parent().unwrap()).unwrap();
        folder.write(name, ARTICLE);
    }
}

/// A document of that number as a line, now small and now ten times as large.
fn line(number: usize) -> String {
    let text = ARTICLE.repeat(if number.is_multiple_of(50) { 10 } else { 1 });
    json!({"id": format!("d{number}"), "text": text}).to_string() + "\n"
}

#[test]
fn folders_and_patterns_are_read_in_the_order_of_their_names() {
    let folder = Folder::new();
    put(&folder, &["news/b.txt", "news/a/2.txt", "news/a/10.txt", "news/a/10.txt.ron", "news/.git/x.txt"]);
    put(&folder, &["news/c.md", "news/[x].txt", "news/x.txt", "news/.y.txt"]);
    let found = |args: &[&str]| {
        let args = ["quotes", "--format", "jsonl"].iter().chain(args);
        ids(&folder.run(args).clean())
    };
    let all = ["news/[x].txt", "news/a/10.txt", "news/a/2.txt", "news/b.txt", "news/x.txt"];
    assert_eq!(found(&["news"]), all);
    assert_eq!(found(&["news/"]), all);
    assert_eq!(found(&["news/**/*.txt"]), all);
    assert_eq!(found(&["news/a/*"]), all[1..3]);
    assert_eq!(found(&["news/[x].txt"]), all[..1]);
    assert_eq!(found(&["n*/a"]), all[1..3]);
    assert_eq!(found(&["news/b.txt", "ferry.txt", "news/a"]), ["news/b.txt", "ferry.txt", all[1], all[2]]);
    let here = folder.run(["quotes", ".", "--format", "jsonl"]).clean();
    assert_eq!(ids(&here)[0], "./ferry.txt");
}

#[test]
fn the_output_is_the_same_with_any_number_of_threads() {
    let folder = Folder::new();
    folder.write("corpus.jsonl", (0..300).map(line).collect::<String>() + "no json\n");
    (0..60).for_each(|number| put(&folder, &[&format!("news/{}/{number}.txt", number % 7)]));
    for args in [
        vec!["--input", "jsonl", "corpus.jsonl", "--format", "jsonl"],
        vec!["news", "none.txt", "ferry.txt", "--format", "csv"],
        vec!["news", "none.txt", "ferry.txt", "--format", "json"],
        vec!["ferry.txt", "none.txt", "news/3", "news/5"],
    ] {
        let run = |threads| {
            let run = folder.run(["quotes", "--threads", threads].iter().chain(&args));
            (run.out, run.err, run.code)
        };
        let (out, err, code) = run("1");
        assert!(code == 1 && out.contains("ferry.txt") | out.contains("d299"), "{args:?}: {err}");
        for threads in ["2", "7"] {
            assert!(run(threads) == (out.clone(), err.clone(), code), "{args:?} with {threads} threads");
        }
    }
}

#[test]
fn ten_thousand_small_articles_come_in_order() {
    let folder = Folder::new();
    let mut expected = Vec::new();
    for number in 0..10_000 {
        let name = format!("news/{:02}/{number:04}.txt", number / 100);
        if number % 100 == 0 {
            fs::create_dir_all(folder.path(&name).parent().unwrap()).unwrap();
        }
        folder.write(&name, format!("“It is {number},” Ada Long said.\n"));
        expected.push(name);
    }
    let table = folder.run(["quotes", "news", "--format", "csv"]).clean();
    let rows: Vec<_> = table.lines().skip(1).map(|row| row.split(',').next().unwrap()).collect();
    assert_eq!(rows, expected);
}

#[test]
fn what_is_bad_in_the_middle_is_told_and_skipped() {
    let folder = Folder::new();
    put(&folder, &["news/a.txt", "news/c.txt"]);
    folder.write("news/b.txt", b"%PDF-1.7\n");
    let mut lines = String::new();
    (1..=40).for_each(|number| match number % 3 {
        0 => lines += "no json\n",
        _ => writeln!(lines, "{}", line(number).trim_end()).unwrap(),
    });
    folder.write("corpus.jsonl", &lines);
    folder.write("next.jsonl", "\n[]\n");

    let run = folder.run(["quotes", "news", "--format", "jsonl"]);
    assert_eq!((run.code, ids(&run.out)), (1, vec!["news/a.txt".into(), "news/c.txt".into()]));
    assert!(run.err.starts_with("onrecord: news/b.txt: this is a PDF"), "{}", run.err);

    let run = folder.run(LINES.iter().chain(&["corpus.jsonl", "next.jsonl"]));
    assert_eq!((run.code, ids(&run.out).len()), (1, 27));
    let mut told: Vec<_> = (3..=30)
        .step_by(3)
        .map(|number| format!("onrecord: corpus.jsonl: line {number}: {NO_DOCUMENT}"))
        .collect();
    told.push("onrecord: corpus.jsonl: 3 more lines were skipped".into());
    told.push(format!("onrecord: next.jsonl: line 2: {NO_DOCUMENT}"));
    assert_eq!(run.err.lines().collect::<Vec<_>>(), told);

    for (argument, message) in [
        ("none", "there is no such file; check the name"),
        ("*.md", "there is no such file, and no file fits it as a pattern; check the name"),
        ("home", "no file in this folder ends in “.txt”; name the files"),
    ] {
        fs::create_dir_all(folder.path("home")).unwrap();
        let run = folder.run(["quotes", argument, "ferry.txt"]);
        assert_eq!((run.code, run.err), (1, format!("onrecord: {argument}: {message}\n")));
        assert!(run.out.starts_with("ferry.txt"), "{}", run.out);
    }
}

#[test]
fn json_lines_are_looked_for_in_folders() {
    let folder = Folder::new();
    put(&folder, &["corpus/a.txt"]);
    folder.write("corpus/b.jsonl", line(1));
    folder.write("corpus/c.ndjson", line(2));
    assert_eq!(ids(&folder.run(LINES.iter().chain(&["corpus"])).clean()), ["d1", "d2"]);
}

#[test]
fn quiet_tells_only_what_failed() {
    let folder = Folder::new();
    folder.write("empty.txt", "");
    let run = folder.run(["quotes", "--quiet", "empty.txt", "none.txt"]);
    assert_eq!(
        (run.code, run.err.as_str()),
        (1, "onrecord: none.txt: there is no such file; check the name\n")
    );
}

#[test]
fn the_number_of_threads_is_checked() {
    let folder = Folder::new();
    for threads in ["0", "-1", "many", "1025"] {
        let run = folder.run(["quotes", "--threads", threads, "ferry.txt"]);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{threads}: {}", run.err);
    }
}

/// The program in a pipe that is fed with documents until it ends.
struct Endless {
    child: Child,
    /// How many documents went into the pipe.
    fed: Arc<AtomicUsize>,
    feeder: JoinHandle<()>,
}

impl Endless {
    fn new(folder: &Folder) -> Self {
        let mut command = folder.command(LINES.iter().chain(&["-"]));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let fed = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&fed);
        let feed = move || {
            for number in 0.. {
                if stdin.write_all(line(number).as_bytes()).is_err() {
                    return;
                }
                counted.store(number + 1, Ordering::SeqCst);
            }
        };
        Self { child, fed, feeder: std::thread::spawn(feed) }
    }
}

#[test]
fn an_endless_input_is_streamed_in_bounded_memory_until_the_pipe_is_closed() {
    let folder = Folder::new();
    let Endless { mut child, fed, feeder } = Endless::new(&folder);
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    for number in 0..1_000 {
        let line = lines.next().unwrap().unwrap();
        assert_eq!(ids(&line), [format!("d{number}")]);
        let (ahead, cores) = (fed.load(Ordering::SeqCst) - number, std::thread::available_parallelism());
        // What is worked on, and what is in the two pipes and their buffers.
        assert!(ahead < 32 * cores.unwrap().get() + 400, "{ahead} documents were read ahead");
    }
    drop(lines);
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), b"".as_slice()));
    feeder.join().unwrap();
}

#[test]
fn each_document_is_answered_while_the_next_is_awaited() {
    let folder = Folder::new();
    let mut command = folder.command(LINES.iter().chain(&["-"]));
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    for number in 0..3 {
        stdin.write_all(line(number).as_bytes()).unwrap();
        assert_eq!(ids(&lines.next().unwrap().unwrap()), [format!("d{number}")]);
    }
    // With nobody to read the answer, it ends though its input goes on.
    drop(lines);
    stdin.write_all(line(3).as_bytes()).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
}
