//! How far the work on articles is.

use crate::runner::{ARTICLE, Folder};

/// A record of the article in `file` with those document labels and nothing else.
fn record(file: &str, labels: &str) -> String {
    format!(
        "(format: \"onrecord\", version: 1, units: \"code points\",\narticle: (file: \"{file}\"),\n\
         document_labels: [{labels}])"
    )
}

#[test]
fn each_article_has_a_line_with_its_status() {
    let folder = Folder::new();
    for name in ["done.txt", "begun.txt"] {
        folder.write(name, ARTICLE);
    }
    let label = |label: &str, value: &str| format!("(id: \"a\", label: \"{label}\", value: \"{value}\")");
    folder.write("done.txt.ron", record("done.txt", &label("status", "done")));
    folder.write("begun.txt.ron", record("begun.txt", &label("topic", "sea")));
    folder.write("begun.txt.ana.ron", record("begun.txt", &label("status", "done")));
    let lines = |args: &[&str]| -> Vec<Vec<String>> {
        let told = folder.run(args).clean();
        let cells = |line: &str| -> Vec<String> {
            line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).map(str::to_owned).collect()
        };
        told.lines().map(cells).collect()
    };
    let told = lines(&["status", "."]);
    let shown: Vec<_> =
        told.iter().map(|cells| [&cells[0], &cells[1], &cells[4]].map(String::as_str)).collect();
    assert_eq!(
        shown,
        [
            ["in progress", "0 tags", "./begun.txt"],
            ["done", "0 tags", "./done.txt"],
            ["new", "0 tags", "./ferry.txt"]
        ]
    );
    assert!(
        told.iter().all(|cells| cells[2].ends_with(" to review") && cells[2] != "0 to review"),
        "{told:?}"
    );
    assert_eq!(lines(&["status", "begun.txt", "--as", "ana"])[0][0], "done");
    // What the tag set asks for of a document counts: the genre is missing.
    let told = lines(&["status", "begun.txt", "--tag-set", "content-analysis"]);
    assert_eq!(told[0][3], "1 to complete");
}

#[test]
fn tags_of_a_changed_article_are_counted_by_the_text_that_they_were_made_on() {
    let folder = Folder::new();
    let old = "Ida rose. Ida rose. Ida rose.\n";
    let sha256 = onrecord::article::import::plain(old.into()).unwrap().digest().to_string();
    folder.write("rose.txt", format!("Then {old}"));
    folder.write(
        "rose.txt.ron",
        format!(
            "(format: \"onrecord\", version: 1, units: \"code points\", article: (sha256: \"{sha256}\"),\n\
             tags: [(id: \"a\", label: \"Person\", at: [(10, 13)], text: \"Ida\")])"
        ),
    );
    let has_tag = || folder.run(["status", "rose.txt"]).clean().contains(" 1 tag  ");
    assert!(!has_tag(), "which Ida it is cannot be told");
    let texts = folder.path("data/onrecord/texts");
    std::fs::create_dir_all(&texts).unwrap();
    std::fs::write(texts.join(format!("{sha256}.txt")), old).unwrap();
    assert!(has_tag(), "the old text tells it");
}

#[test]
fn an_article_that_cannot_be_read_is_told_and_the_others_listed() {
    let folder = Folder::new();
    folder.write("broken.txt", ARTICLE);
    folder.write("broken.txt.ron", "(");
    let run = folder.run(["status", "broken.txt", "ferry.txt", "none.txt"]);
    assert_eq!(run.code, 1);
    assert_eq!(run.out.lines().count(), 1, "{}", run.out);
    assert!(run.err.contains("broken.txt.ron, line 1"), "{}", run.err);
    assert!(run.err.contains("none.txt: there is no such file"), "{}", run.err);
}

#[test]
fn several_articles_are_printed_where_there_is_no_screen() {
    let folder = Folder::new();
    folder.write("bridge.txt", "Bridge to close\n");
    let told = folder.run(["bridge.txt", "ferry.txt"]).clean();
    assert!(told.starts_with("== bridge.txt\n\nBridge to close"), "{told}");
    assert!(told.contains("\n== ferry.txt\n"), "{told}");
    let run = folder.run(["bridge.txt", "none.txt", "ferry.txt"]);
    assert_eq!(run.code, 1);
    assert!(run.err.starts_with("onrecord: none.txt: there is no such file"), "{}", run.err);
    assert!(run.out.contains("Ferry to stay"), "{}", run.out);
}
