//! The bundled article annotated in full by keyboard, with every key counted.
//!
//! What a careful reader expects is written down here, apart from what the machine suggests: every
//! person, organisation, place and date that the article names, with whom or what it stands for, and
//! every statement with its source. Days and months are dates, "eleven weeks" is none; a body counts
//! where it speaks or acts, also by what it is ("the army"), a role without a name does not.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]
#![allow(clippy::print_stdout, reason = "the figures are looked at with --nocapture")]

mod support;

use onrecord::annotation::Tag;
use support::{Desk, keys};

const ARTICLE: &str = include_str!("../assets/article.txt");

/// The most keys for each name and each statement, counted over the whole.
const MOST_KEYS: f64 = 1.5;

/// Label, words, and whom or what they name where that is called otherwise.
const NAMES: &[(&str, &str, &str)] = &[
    ("Person", "Tessa Marlow", ""),
    ("Place", "PORT ENNOR", "Port Ennor"),
    ("Place", "Sarrow Islands", ""),
    ("Date", "Thursday", ""),
    ("Person", "Ines Halloran", ""),
    ("Person", "Halloran", "Ines Halloran"),
    ("Place", "Port Ennor", ""),
    ("Date", "Tuesday", ""),
    ("Date", "August 9", ""),
    ("Place", "Great Sarrow", ""),
    ("Place", "Little Sarrow", ""),
    ("Place", "Hask", ""),
    ("Organisation", "island council", ""),
    ("Date", "September", ""),
    ("Person", "Rolf Adeyemi", ""),
    ("Organisation", "army", ""),
    ("Person", "Tomas Reyl", ""),
    ("Person", "Lena Ward", ""),
    ("Person", "Reyl", "Tomas Reyl"),
    ("Date", "August", ""),
    ("Person", "Marta Quill", ""),
    ("Place", "Little Sarrow", ""),
    ("Person", "Jonas “Tiller” Brandt", ""),
    ("Place", "Port Ennor", ""),
    ("Organisation", "Northern Straits Line", ""),
    ("Person", "Brandt", "Jonas “Tiller” Brandt"),
    ("Date", "June", ""),
    ("Organisation", "Northern Straits Line", ""),
    ("Person", "Helena Osei", ""),
    ("Person", "Osei", "Helena Osei"),
    ("Person", "Piet Varga", ""),
    ("Person", "Halloran", "Ines Halloran"),
    ("Person", "Varga", "Piet Varga"),
    ("Date", "Monday", ""),
    ("Place", "Hask", ""),
    ("Person", "Stefan Lund", ""),
    ("Person", "Halloran", "Ines Halloran"),
    ("Date", "Saturday", ""),
    ("Person", "Anna Petrescu", ""),
    ("Date", "March", ""),
    ("Organisation", "audit office", ""),
    ("Person", "Agnes Thorn", ""),
    ("Organisation", "Radio Ennor", ""),
    ("Person", "Thorn", "Agnes Thorn"),
    ("Organisation", "Ennor Courier", ""),
    ("Place", "Anchor Inn", ""),
    ("Place", "Great Sarrow", ""),
    ("Person", "Ida Brook", ""),
    ("Organisation", "Ennor Courier", ""),
    ("Place", "Port Ennor", ""),
    ("Date", "Thursday", ""),
    ("Person", "Owen Pryce", ""),
    ("Person", "Quill", "Marta Quill"),
];

/// Source, kind, cue, to whom where that is said, and what was said: its first and its last words.
const STATEMENTS: &[(&str, &str, &str, &str, &str, &str)] = &[
    ("Ines Halloran", "indirect", "said", "", "it would run", "until the spring"),
    (
        "Ines Halloran",
        "direct",
        "told",
        "a crowded news conference in Port Ennor",
        "“We are not going",
        "It will also be true.”",
    ),
    ("island council", "direct", "called", "", "“the kindness", "with a propeller.”"),
    ("Rolf Adeyemi", "indirect", "said", "", "Welders found", "in September"),
    ("Rolf Adeyemi", "indirect", "said", "", "The hull", "inspected every night"),
    ("army", "indirect", "said", "", "it had flown", "one piano"),
    ("Lena Ward", "mixed", "said", "", "Brigadier-General Tomas Reyl", "where it was,”"),
    ("Marta Quill", "direct", "said", "", "“I have sold", "expect them back.”"),
    ("Jonas “Tiller” Brandt", "indirect", "accused", "", "the owner of the ferry", "for two months"),
    ("Jonas “Tiller” Brandt", "direct", "said", "", "“My nephew works", "that you do not like.”"),
    ("Northern Straits Line", "indirect", "denied", "", "that it had", "had waited"),
    ("Northern Straits Line", "direct", "called", "", "“hurtful and", "and wrong”"),
    ("Northern Straits Line", "indirect", "said", "", "that the crack", "within the hour"),
    ("Helena Osei", "indirect", "According to", "", "the repair cost", "the first estimate"),
    ("Helena Osei", "mixed", "complained", "", "that the dockyard", "foreman's birthday.\""),
    ("Helena Osei", "indirect", "added", "", "Her company", "go to court"),
    ("Helena Osei", "direct", "said", "", "\"We paid,\"", "eat a judgment.\""),
    ("Piet Varga", "indirect", "urged", "", "Ms Halloran to publish", "the ship was built"),
    ("Piet Varga", "mixed", "said", "", "the “temporary” trawler", "until it breaks"),
    ("Piet Varga", "direct", "said", "", "“I came to listen", "given soup,”"),
    ("Ines Halloran", "direct", "recalled", "", "“Nobody shouted,”", "if they had.”"),
    ("Ines Halloran", "indirect", "promised", "", "that a second ship", "would be bought"),
    ("Ines Halloran", "indirect", "said", "", "tenders would", "in March"),
    ("audit office", "indirect", "warned", "", "that a single ship", "point of failure"),
    ("Agnes Thorn", "direct", "told", "Radio Ennor", "“It was read", "by no one,”"),
    ("Agnes Thorn", "direct", "describes", "", "“shorter than", "list of shipwrecks.”"),
    ("the landlord", "indirect", "said", "", "the quiet summer", "done him good"),
    ("the landlord", "indirect", "said", "", "Visitors stayed", "could not leave"),
    ("the landlord", "indirect", "adding", "", "that two", "had married"),
    ("Teachers", "indirect", "say", "", "the children", "read the sky"),
    ("Ida Brook", "direct", "called", "", "“worse than", "because it crackles.”"),
    ("Ida Brook", "direct", "told", "the Ennor Courier", "“We counted", "ran out of wall.”"),
    ("Owen Pryce", "indirect", "said", "", "If the wind rises", "where she is"),
    ("Owen Pryce", "direct", "said", "", "“She is an old lady", "ask her to dance.”"),
    ("Marta Quill", "indirect", "said", "", "that she would be", "cheese was left"),
];

/// One suggestion after the other, read and decided; what is missing is added on the way.
const ONE_BY_ONE: &[&str] = &[
    // Headline, byline and the first three paragraphs.
    "<tab>aaaaaaaaaaaaaa",
    // The machine does not count the island council among the bodies.
    "bbbWW2<tab>aaaaa",
    // Nor the army, a few lines on.
    "bbW2<tab>aaaaaaaaaaaaaaaaaa",
    // Only the words between the marks are the statement.
    "Ceowwh<enter>aaaaaaaaaaaaaaaaaaaaaaa",
    // The report is the audit office's.
    "(wwwwWW2<tab>saud<down><enter>aaaaaaaaaaaaaaaaaaaaaaa",
];

/// All suggestions at once, and then the same corrections.
const ALL_AT_ONCE: &[&str] =
    &["Aa<enter>", "]]]bbbWW2", "]]]]bbW2", "]]]]]]]Ceowwh<enter>", "]]]]]]]]]]]](wwwwWW2]saud<down><enter>"];

/// The tags that a tag is linked to, of that label.
fn linked(desk: &Desk, tag: &Tag, label: &str) -> String {
    let record = &desk.app.model.record;
    let links = record.links_of(&tag.id).filter(|link| link.from == tag.id);
    let ends = links.filter_map(|link| record.tag(&link.to)).filter(|tag| tag.label == label);
    ends.map(|tag| desk.words(tag)).collect()
}

/// Whom a tag names, or who said it.
fn entity(desk: &Desk, tag: &Tag) -> String {
    let entity = tag.entity.as_ref().and_then(|id| desk.app.model.record.entity(id));
    entity.map_or(String::new(), |entity| entity.name.clone())
}

/// Presses the keys of `script` and compares the record with what a careful reader expects; gives how
/// many keys there are for each name and statement.
fn annotate(script: &[&str]) -> f64 {
    let mut desk = Desk::open(ARTICLE, 120, 40);
    for keys in script {
        desk.keys(keys);
    }
    let record = &desk.app.model.record;
    let is_name = |tag: &&Tag| ["Person", "Organisation", "Place", "Date"].contains(&&*tag.label);
    let names: Vec<_> = record
        .tags()
        .filter(is_name)
        .map(|tag| (tag.label.clone(), desk.words(tag), entity(&desk, tag)))
        .collect();
    let expected: Vec<_> = NAMES
        .iter()
        .map(|&(label, words, entity)| {
            let entity = if entity.is_empty() && label != "Date" { words } else { entity };
            (label.to_owned(), words.to_owned(), entity.to_owned())
        })
        .collect();
    for (made, expected) in names.iter().zip(&expected) {
        assert_eq!(made, expected);
    }
    assert_eq!(names.len(), expected.len());
    let quotes: Vec<&Tag> = record.tags().filter(|tag| tag.label == "Quote").collect();
    for (&tag, &(source, kind, cue, audience, first, last)) in quotes.iter().zip(STATEMENTS) {
        let words = desk.words(tag);
        assert!(words.starts_with(first) && words.ends_with(last), "{first} … {last}: {words}");
        let made = [
            entity(&desk, tag),
            tag.attributes["kind"].clone(),
            linked(&desk, tag, "Cue"),
            linked(&desk, tag, "Audience"),
        ];
        assert_eq!(made, [source, kind, cue, audience], "{words}");
    }
    assert_eq!(quotes.len(), STATEMENTS.len());
    assert_eq!(desk.app.model.review.left(), 0, "every suggestion is decided");
    let pressed: usize = script.iter().map(|script| keys(script).len()).sum();
    let annotations = NAMES.len() + STATEMENTS.len();
    let each = pressed as f64 / annotations as f64;
    println!(
        "{pressed} keys for {annotations} names and statements ({} tags): {each:.2}",
        record.tag_count()
    );
    each
}

#[test]
fn one_by_one_it_takes_few_keys() {
    assert!(annotate(ONE_BY_ONE) <= MOST_KEYS);
}

#[test]
fn all_at_once_it_takes_fewer() {
    assert!(annotate(ALL_AT_ONCE) <= MOST_KEYS / 2.0);
}
