//! The words that a person adds.

use std::fs;

use crate::runner::Folder;

const TEXT: &str = "Ada Long blethered that the tide would win.\n";

fn found(folder: &Folder, file: &str) -> String {
    folder.run(["quotes", "--format", "csv", file]).clean()
}

fn with(file: &str, words: &str) -> Folder {
    let folder = Folder::new();
    folder.write("tide.txt", TEXT);
    let path = folder.path(file);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    folder.write(file, words);
    folder
}

#[test]
fn a_cue_of_the_folder_or_the_configuration_reports() {
    let folder = Folder::new();
    folder.write("tide.txt", TEXT);
    assert!(!found(&folder, "tide.txt").contains("Ada Long"), "the program does not know the word");
    for file in [".onrecord/words.ron", "config/onrecord/words.ron"] {
        let folder = with(file, "(cues: [\"blether\"])");
        let quotes = found(&folder, "tide.txt");
        assert!(quotes.contains("Ada Long") && quotes.contains("the tide would win"), "{file}: {quotes}");
    }
}

#[test]
fn words_of_a_folder_go_for_the_folders_in_it_and_no_others() {
    let folder = with("court/.onrecord/words.ron", "(cues: [\"blether\"])");
    fs::create_dir_all(folder.path("court/june")).unwrap();
    folder.write("court/june/tide.txt", TEXT);
    assert!(found(&folder, "court/june/tide.txt").contains("Ada Long"));
    assert!(!found(&folder, "tide.txt").contains("Ada Long"));
    let both = folder.run(["quotes", "--format", "csv", "court/june/tide.txt", "tide.txt"]).clean();
    assert_eq!(both.matches("Ada Long").count(), 2, "as speaker and as source, in one of two: {both}");
}

#[test]
fn words_of_a_tag_set_go_with_it() {
    let tag_set = "(name: \"court\", labels: [], words: (cues: [\"blether\"]))";
    let folder = with("court.ron", tag_set);
    let quotes = folder.run(["quotes", "--format", "csv", "--tag-set", "court.ron", "tide.txt"]).clean();
    assert!(quotes.contains("Ada Long"), "{quotes}");
}

#[test]
fn a_broken_file_of_words_is_named_with_its_place() {
    let folder = with(".onrecord/words.ron", "(\n cues: [blether])");
    let run = folder.run(["quotes", "tide.txt"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("words.ron:2:") && !run.err.contains("panicked"), "{}", run.err);
}

#[test]
fn what_is_too_unsure_is_left_out() {
    let folder = Folder::new();
    let all = folder.run(["quotes", "--format", "jsonl", "ferry.txt"]).clean();
    let sure = folder.run(["quotes", "--format", "jsonl", "--at-least", "95", "ferry.txt"]).clean();
    let none = folder.run(["quotes", "--format", "jsonl", "--at-least", "100", "ferry.txt"]).clean();
    let count = |told: &str| told.matches("\"confidence\"").count();
    assert!(count(&all) > count(&sure) && count(&sure) > count(&none), "{all}{sure}");
    assert_eq!(count(&none), 0);
}
