//! Exporting from the reader.

use crate::folder::Folder;

#[test]
fn an_export_is_written_and_told() {
    let folder = Folder::new();
    let mut pty = folder.open(["ferry.txt"]);
    pty.wait_saved(|_| true);
    pty.send("\ta");
    let counts = pty.wait_saved(|counts| counts.tags > 0);
    pty.send("E");
    pty.wait_for_text("which format?");
    pty.send("csv\r");
    pty.wait_for_text("Export to which file?");
    pty.wait_for_text("ferry.txt.csv");
    pty.send("\r");
    pty.wait_without("Export to which file?");
    pty.wait_for_text("ferry.txt.csv");
    let told = pty.text();
    assert!(told.lines().last().unwrap().contains(&format!("{} tag", counts.tags)), "{told}");
    let written = folder.read("ferry.txt.csv");
    assert!(written.lines().count() > counts.tags, "{written}");

    // Once more: the file is there now.
    pty.send("x");
    pty.wait_saved(|now| now.left < counts.left);
    folder.write("ferry.txt.csv", "mine");
    pty.send("E");
    pty.wait_for_text("which format?");
    pty.send("csv\r");
    pty.wait_for_text("Export to which file?");
    pty.send("\r");
    pty.wait_for_text("Enter replaces it");
    assert_eq!(folder.read("ferry.txt.csv"), "mine");
    pty.send("\r");
    pty.wait_without("Enter replaces it");
    pty.wait_for("words of it", |screen| {
        screen.rows(0, 120).last().unwrap().contains("ferry.txt.csv").then_some(())
    });
    assert_eq!(folder.read("ferry.txt.csv").lines().count(), written.lines().count());
    pty.send("q");
    assert_eq!(pty.end().code, 0);
}

#[test]
fn the_report_is_one_of_the_formats() {
    let folder = Folder::new();
    let mut pty = folder.open(["ferry.txt"]);
    pty.wait_saved(|_| true);
    pty.send("\ta");
    pty.wait_saved(|counts| counts.tags > 0);
    pty.send("E");
    pty.wait_for_text("which format?");
    pty.send("report\r");
    pty.wait_for_text("ferry.txt.html");
    pty.send("\r");
    pty.wait_for_text("wrote a report on 1 article to");
    let page = folder.read("ferry.txt.html");
    assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>\n"), "{page}");
    assert!(page.contains("1 of ") && page.contains("suggestions reviewed"), "{page}");
    pty.send("q");
    assert_eq!(pty.end().code, 0);
}

#[test]
fn an_export_never_replaces_the_article_or_the_record() {
    let folder = Folder::new();
    let article = folder.read("ferry.txt");
    let mut pty = folder.open(["ferry.txt"]);
    pty.wait_saved(|_| true);
    for path in ["ferry.txt", "./ferry.txt.ron", "nowhere/at/all.csv"] {
        pty.send("E");
        pty.wait_for_text("which format?");
        pty.send("\r");
        pty.wait_for_text("Export to which file?");
        pty.send(&format!("\u{15}{path}"));
        pty.wait_for_text(path);
        pty.send("\r");
        pty.wait_without("Export to which file?");
        if pty.text().contains("Enter replaces it") {
            pty.send("\r");
            pty.wait_without("Enter replaces it");
        }
        pty.wait_for("words of it", |screen| {
            screen.rows(0, 120).last().unwrap().contains(path.trim_start_matches("./")).then_some(())
        });
    }
    pty.send("q");
    assert_eq!(pty.end().code, 0);
    assert_eq!(folder.read("ferry.txt"), article);
    assert_eq!(folder.names(), ["ferry.txt"]);
}
