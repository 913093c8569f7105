//! Searching and filtering in the real program.

use crate::folder::{Folder, long_article};
use crate::pty::{bottom, title};

#[test]
fn a_word_is_searched_in_a_long_article_and_only_its_paragraphs_are_shown() {
    let folder = Folder::new();
    // Too long to be counted at once: the worker does it.
    let mut text = long_article(6000);
    text += "\n\nThen a tall ship came.\n\nThe tall ship left again.\n\nThe end.\n";
    folder.write("piers.txt", text);
    let mut pty = folder.open(["piers.txt"]);
    pty.wait_saved(|_| true);
    pty.send("/tall  ship");
    pty.wait_for("the first hit", |screen| bottom(screen).contains("1/2").then_some(()));
    pty.wait_for_text("Then a tall ship came.");
    pty.send("\rn");
    pty.wait_for("the second hit", |screen| title(screen).contains("2/2").then_some(()));
    pty.send("n");
    pty.wait_for_text("from the top");
    // The outline goes on showing everything.
    pty.send("tozh");
    pty.wait_for_text("z z: all");
    let shown = pty.text();
    assert!(
        shown.contains("paragraphs hidden ···")
            && shown.contains("left again")
            && !shown.contains("The end.")
    );
    pty.send("zz");
    pty.wait_for_text("everything is shown again");
    pty.send("q");
    assert_eq!(pty.end().code, 0);
    assert_eq!(folder.names(), ["ferry.txt", "piers.txt"], "reading leaves nothing behind");
}
