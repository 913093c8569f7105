//! `onrecord report`.

use crate::runner::Folder;

#[test]
fn a_page_is_written_whole_and_not_over_another() {
    let folder = Folder::new();
    let args = ["report", "ferry.txt", "--output", "ferry.html"];
    let run = folder.run(args);
    assert_eq!((run.code, run.out.as_str()), (0, ""));
    assert_eq!(run.err, "onrecord: wrote a report on 1 article to ferry.html\n");
    let page = folder.read("ferry.html");
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">") && page.ends_with("</html>\n"));
    assert!(page.contains("aria-label=\"Ida Bell, indirect, suggested\""));

    let refused = folder.run(args);
    assert_eq!(refused.code, 1);
    assert_eq!(refused.err, "onrecord: ferry.html is there already; add --force to replace it\n");
    assert_eq!(folder.run(args.iter().chain(&["--force"])).code, 0);
    let printed = folder.run(["report", "ferry.txt", "-o", "-"]).clean();
    let undated = |page: &str| page.split("<dt>Made on</dt>").next().unwrap().to_owned();
    assert_eq!(undated(&printed), undated(&page));
}

#[test]
fn the_article_and_its_record_are_never_written_over() {
    let folder = Folder::new();
    for file in ["ferry.txt", "./ferry.txt", "ferry.txt.ron"] {
        let run = folder.run(["report", "ferry.txt", "--force", "--output", file]);
        let message = "is what the export is made from; name another file";
        assert_eq!((run.code, run.err), (1, format!("onrecord: {file} {message}\n")));
    }
}

#[test]
fn several_articles_make_one_page_and_one_that_is_missing_is_told() {
    let folder = Folder::new();
    folder.write("bridge.txt", "The bridge closes\n\n“It is old,” Mayor Ida Bell said.\n");
    let page = folder.run(["report", "ferry.txt", "bridge.txt", "-o", "-"]).clean();
    assert!(page.contains("<title>Who said what in 2 articles</title>"));
    let run = folder.run(["report", "ferry.txt", "none.txt", "-o", "-"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("none.txt: there is no such file"), "{}", run.err);
    assert!(run.out.contains("<title>Who said what: Ferry to stay, council decides</title>"));
    let run = folder.run(["report", "none.txt", "-o", "-"]);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
}

#[test]
fn standard_input_makes_a_page() {
    let folder = Folder::new();
    let page = folder.run_with(&["report", "-", "-o", "-"], "Title\n\n“Yes,” said Ada Long.\n").clean();
    assert!(page.contains("aria-label=\"Ada Long, direct, suggested\""));
}
