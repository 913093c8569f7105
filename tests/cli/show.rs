//! `onrecord show`, and `onrecord FILE` where there is no terminal.

use crate::runner::{ARTICLE, Folder};

#[test]
fn an_article_is_shown_with_its_statements_in_brackets() {
    let folder = Folder::new();
    let shown = folder.run(["show", "ferry.txt"]).clean();
    insta::assert_snapshot!("show", shown);
    assert_eq!(folder.run(["ferry.txt"]).clean(), shown);
    assert_eq!(folder.run_with(&["show", "-"], ARTICLE).clean(), shown);
    assert_eq!(folder.run_with(&["-"], ARTICLE).clean(), shown);
}

#[test]
fn a_pipe_gets_colours_only_when_asked_to() {
    let folder = Folder::new();
    let plain = folder.run(["show", "ferry.txt"]).clean();
    assert!(!plain.contains('\u{1b}'));
    assert_eq!(folder.run(["show", "--color", "auto", "ferry.txt"]).clean(), plain);
    assert_eq!(folder.run(["show", "--color", "never", "ferry.txt"]).clean(), plain);
    let coloured = folder.run(["show", "--color", "always", "ferry.txt"]).clean();
    assert!(coloured.contains("\u{1b}[36m"));
    let output =
        folder.command(["show", "--color", "always", "ferry.txt"]).env("NO_COLOR", "1").output().unwrap();
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        coloured,
        "the flag is nearer than the environment"
    );
}

#[test]
fn the_text_itself_is_all_there() {
    let folder = Folder::new();
    let mut shown = folder.run(["show", "ferry.txt"]).clean();
    shown.truncate(shown.rfind("\n\n[").unwrap());
    while let Some(start) = shown.find('[') {
        let label = shown[start..].find(": ").unwrap() + 2;
        shown.replace_range(start..start + label, "");
        let end = shown.find(']').unwrap();
        shown.remove(end);
    }
    assert_eq!(shown, ARTICLE.trim_end());
}
