//! Words that a user adds change what is found.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use onrecord::article::import;
use onrecord::attribution::{Attribution, Attributor, EntityKind, Lexicon, WordKind};

fn attributed(text: &str, words: &[(WordKind, &str)]) -> Attribution {
    let mut lexicon = Lexicon::bundled();
    for &(kind, word) in words {
        lexicon.add(kind, word);
    }
    Attributor::new(lexicon).attribute(&import::plain(text.as_bytes().to_vec()).unwrap())
}

/// The cue and source of each statement: "harrumphed: Ada Long".
fn said(text: &str, words: &[(WordKind, &str)]) -> Vec<String> {
    let found = attributed(text, words);
    let cue = |at: Option<onrecord::article::Span>| at.map_or("-", |span| span.of(text)).to_owned();
    let statements = found.statements.iter();
    statements
        .map(|said| {
            let source = said.source.map_or("-", |id| found.entities[id.index()].name.as_str());
            format!("{}: {source}", cue(said.cue))
        })
        .collect()
}

/// The names of a kind.
fn named(text: &str, words: &[(WordKind, &str)], kind: EntityKind) -> Vec<String> {
    let found = attributed(text, words);
    found.entities.into_iter().filter(|entity| entity.kind == kind).map(|entity| entity.name).collect()
}

#[test]
fn a_cue_reports_in_all_its_forms() {
    let table = [
        ("Ada Long harrumphed that the ferry was late.", "harrumph", "harrumphed: Ada Long"),
        ("Ada Long harrumphed that the ferry was late.", "Harrumphed", "harrumphed: Ada Long"),
        ("“It is late,” Ada Long harrumphs.", "harrumph", "harrumphs: Ada Long"),
        ("“It is late,” Ada Long spake.", "spake", "spake: Ada Long"),
        ("Ada Long fired back that the ferry was late.", "fired back", "fired back: Ada Long"),
        ("Ada Long fires back that the ferry was late.", "fire back", "fires back: Ada Long"),
        ("“It is late,” fired back Ada Long.", "fire back", "fired back: Ada Long"),
    ];
    for (text, cue, expected) in table {
        assert_eq!(said(text, &[(WordKind::Cue, cue)]), [expected], "{text}");
        assert_ne!(said(text, &[]), [expected], "{text}");
    }
}

#[test]
fn a_title_is_no_part_of_a_name() {
    let text = "The talks went on for hours. Reeve Otto Vance said that the ferry was late.";
    let words = [(WordKind::Title, "reeve")];
    assert_eq!(named(text, &[], EntityKind::Person), ["Reeve Otto Vance"]);
    assert_eq!(named(text, &words, EntityKind::Person), ["Otto Vance"]);
}

#[test]
fn a_name_is_of_the_kind_it_was_added_as() {
    use EntityKind::{Organisation, Person, Place};
    let table = [
        ("They met Velm of the Sound on the quay.", WordKind::Person, "Velm of the Sound", Person),
        ("They came from Velm to see it.", WordKind::Person, "Velm", Person),
        ("They wrote to Quay Nine about it.", WordKind::Organisation, "Quay Nine", Organisation),
        ("Ennor Fold was not mentioned.", WordKind::Place, "Ennor Fold", Place),
        ("They met Isle of Sorrow people.", WordKind::Place, "The Isle of Sorrow", Place),
    ];
    for (text, word_kind, name, kind) in table {
        let expected = [name.strip_prefix("The ").unwrap_or(name)];
        assert_eq!(named(text, &[(word_kind, name)], kind), expected, "{text}");
        assert_ne!(named(text, &[], kind), expected, "{text}");
    }
}

#[test]
fn a_name_in_small_letters_is_a_word() {
    let words = [(WordKind::Person, "Hope"), (WordKind::Organisation, "Tide")];
    assert!(attributed("We hope the tide is high.", &words).entities.is_empty());
}
