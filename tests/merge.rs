//! Merging records, whatever was done to them: nothing is lost, the order of the sides matters only
//! where they disagree, and the result can always be read.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};

use onrecord::store::{Merged, Remark, merge};
use proptest::prelude::*;

/// A tag in a file: what people change of it.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Tag {
    label: String,
    start: u32,
    entity: Option<String>,
    attributes: BTreeMap<String, String>,
    /// A field that only a later version knows.
    mood: Option<String>,
    by: (String, u32),
}

/// A record file: tags, links between them, and a field and a section that a later version wrote.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct File {
    sha256: String,
    tags: BTreeMap<String, Tag>,
    /// Extra lines, as they stand.
    links: BTreeSet<String>,
    lines: Vec<String>,
    status: Option<String>,
    later: BTreeMap<String, String>,
}

impl File {
    fn text(&self) -> String {
        let mut tags: Vec<_> = self.tags.iter().collect();
        tags.sort_by_key(|(id, tag)| (tag.start, (*id).clone()));
        let tags: String =
            tags.iter().map(|(id, tag)| tag.line(id)).chain(self.lines.iter().cloned()).collect();
        let links: String = self.links.iter().cloned().collect();
        let later: Vec<_> =
            self.later.iter().map(|(id, value)| format!("(id: \"{id}\", value: {value})")).collect();
        let later =
            if later.is_empty() { String::new() } else { format!("    later: [{}],\n", later.join(", ")) };
        let status =
            self.status.as_ref().map_or_else(String::new, |status| format!("    status: {status},\n"));
        format!(
            "#![enable(implicit_some)]\n(\n    format: \"onrecord\", version: 1, units: \"code points\",\n    \
             article: (file: \"ferry.txt\", sha256: \"{}\", characters: 900),\n    annotator: \"team\", tag_set: \
             \"news\",\n    entities: [\n    ],\n    tags: [\n{tags}    ],\n    links: [\n{links}    ],\n    notes: \
             [\n    ],\n    document_labels: [\n    ],\n    verdicts: [\n    ],\n{later}{status})\n",
            self.sha256
        )
    }
}

impl Tag {
    fn line(&self, id: &str) -> String {
        let Self { label, start, entity, attributes, mood, by: (by, on) } = self;
        let entity = entity.as_ref().map_or_else(String::new, |id| format!(", entity: \"{id}\""));
        let all: Vec<_> = attributes.iter().map(|(key, value)| format!("\"{key}\": \"{value}\"")).collect();
        let attributes =
            if all.is_empty() { String::new() } else { format!(", attributes: {{{}}}", all.join(", ")) };
        let mood = mood.as_ref().map_or_else(String::new, |mood| format!(", mood: {mood}"));
        let end = start + 4;
        format!(
            "        (id: \"{id}\", label: \"{label}\", at: [({start}, {end})], text: \"w{start}\"{entity}{attributes}, \
             by: \"{by}\", on: \"{on}\"{mood}),\n"
        )
    }
}

fn link(id: &str, from: &str, to: &str) -> String {
    format!("        (id: \"{id}\", label: \"said by\", from: \"{from}\", to: \"{to}\"),\n")
}

fn merged(base: &File, ours: &File, theirs: &File) -> Merged {
    let merged = merge(base.text().as_bytes(), ours.text().as_bytes(), theirs.text().as_bytes()).unwrap();
    let text = merged.text.as_bytes();
    merge(text, text, text).expect("what was merged can be read");
    merged
}

/// The line of the item of that id.
fn line<'t>(text: &'t str, id: &str) -> Option<&'t str> {
    let start = format!("(id: \"{id}\",");
    text.lines().map(str::trim_start).find(|line| line.starts_with(&start))
}

fn base() -> impl Strategy<Value = File> {
    prop::collection::vec((0_u32..40, prop::option::of(0..3), prop::option::of(0..3)), 0..10).prop_map(
        |tags| {
            let tag = |(number, (start, sure, mood)): (usize, (u32, Option<i32>, Option<i32>))| {
                let attributes = sure.map(|sure| ("sure".to_owned(), sure.to_string())).into_iter().collect();
                let mood = mood.map(|mood| format!("Calm({mood})"));
                let label = "Person".to_owned();
                let by = ("eve".to_owned(), 100);
                (format!("b{number}"), Tag { label, start: start * 5, entity: None, attributes, mood, by })
            };
            File {
                sha256: "00".to_owned(),
                tags: tags.into_iter().enumerate().map(tag).collect(),
                later: BTreeMap::from([("x".to_owned(), "1".to_owned()), ("y".to_owned(), "1".to_owned())]),
                ..File::default()
            }
        },
    )
}

/// What one side does: which tag (of the base, or a new one), what, and with which value.
type Steps = Vec<(usize, u8, u32)>;

fn steps() -> impl Strategy<Value = Steps> {
    prop::collection::vec((0_usize..12, 0_u8..9, 0_u32..60), 0..12)
}

/// Does the steps of `side` that `may` allows.
fn done(base: &File, side: &str, steps: &Steps, may: impl Fn(&str, u8) -> bool) -> File {
    let mut file = base.clone();
    for (at, &(tag, what, value)) in steps.iter().enumerate() {
        let id = format!("b{tag}");
        let stamp = (side.to_owned(), 101 + u32::try_from(at).unwrap());
        if !may(&id, what) {
            continue;
        }
        match what {
            0 => drop(file.tags.remove(&id)),
            1 | 2 => {
                let new = Tag {
                    label: format!("{side}{value}"),
                    start: value,
                    entity: None,
                    attributes: BTreeMap::new(),
                    mood: None,
                    by: stamp,
                };
                file.tags.insert(format!("{side}{tag}"), new);
            }
            3 => drop(file.later.insert(format!("{side}{tag}"), value.to_string())),
            _ => {
                let Some(tag) = file.tags.get_mut(&id) else { continue };
                tag.by = stamp;
                match what {
                    4 => tag.label = format!("{side}{value}"),
                    5 => tag.start = value,
                    6 => drop(tag.attributes.insert(format!("key {}", value % 2), format!("{side}{value}"))),
                    7 => tag.mood = Some(format!("Odd(\"{side}{value}\")")),
                    _ => tag.entity = Some(format!("{side}{value}")),
                }
            }
        }
    }
    file
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_side_that_did_nothing_changes_nothing(base in base(), steps in steps()) {
        let ours = done(&base, "ana", &steps, |_, _| true);
        for [one, other] in [[&ours, &base], [&base, &ours], [&ours, &ours]] {
            let merged = merged(&base, one, other);
            prop_assert_eq!(merged.text, ours.text());
            prop_assert!(merged.remarks.is_empty());
        }
    }

    #[test]
    fn edits_that_do_not_meet_are_all_made_in_either_order(base in base(), one in steps(), other in steps()) {
        // Tags of even number are ours alone; of odd number ours has label and place, theirs the rest.
        let is_even = |id: &str| id.ends_with(['0', '2', '4', '6', '8']);
        let ours = done(&base, "ana", &one, |id, what| is_even(id) || !matches!(what, 0 | 6..));
        let theirs = done(&base, "ben", &other, |id, what| !is_even(id) && what != 0 && !matches!(what, 4 | 5));
        // All of it one after the other.
        let mut both = done(&ours, "ben", &other, |id, what| !is_even(id) && what != 0 && !matches!(what, 4 | 5));
        for (id, tag) in &mut both.tags {
            let by = |file: &File| file.tags.get(id).map(|tag| tag.by.clone());
            tag.by = [by(&ours), by(&theirs)].into_iter().flatten().max_by_key(|(by, on)| (*on, by.clone())).unwrap();
        }
        let there = merged(&base, &ours, &theirs);
        let back = merged(&base, &theirs, &ours);
        prop_assert_eq!(&there.text, &both.text());
        prop_assert_eq!(&back.text, &there.text);
        prop_assert!(there.remarks.is_empty(), "{:?}", there.remarks);
    }

    #[test]
    fn nothing_is_lost_where_edits_meet(base in base(), one in steps(), other in steps(), sha in 0_u8..4) {
        let mut ours = done(&base, "ana", &one, |_, _| true);
        let mut theirs = done(&base, "ben", &other, |_, _| true);
        // One side, or both, may be about a newer article.
        ours.sha256 = ["00", "11"][usize::from(sha & 1)].to_owned();
        theirs.sha256 = ["00", "22"][usize::from(sha >> 1)].to_owned();
        let merged = merged(&base, &ours, &theirs);
        for (side, other) in [(&ours, &theirs), (&theirs, &ours)] {
            for (id, tag) in &side.tags {
                let was = base.tags.get(id);
                let is_edited = was != Some(tag);
                let Some(line) = line(&merged.text, id) else {
                    let removed = was.is_some() && !is_edited && !other.tags.contains_key(id);
                    prop_assert!(removed, "{} is lost: {}", id, merged.text);
                    continue;
                };
                if was.is_none_or(|was| was.label != tag.label) {
                    prop_assert!(line.contains(&format!("\"{}\"", tag.label)), "{}: {}", tag.label, line);
                }
                for value in tag.attributes.values().chain(&tag.entity) {
                    let had = |was: &Tag| was.attributes.values().chain(&was.entity).any(|had| had == value);
                    if !was.is_some_and(had) {
                        prop_assert!(line.contains(&format!("\"{value}\"")), "{}: {}", value, line);
                    }
                }
                if was.is_none_or(|was| was.start != tag.start) {
                    prop_assert!(line.contains(&format!("\"w{}\"", tag.start)), "{}: {}", tag.start, line);
                }
                if let Some(mood) = tag.mood.as_ref().filter(|mood| was.is_none_or(|was| was.mood.as_ref() != Some(mood))) {
                    prop_assert!(line.contains(mood.as_str()), "{}: {}", mood, line);
                }
            }
            let has = |id: &String| merged.text.contains(&format!("(id: \"{id}\""));
            prop_assert!(side.later.keys().all(has), "{}", merged.text);
        }
        let disagreements = merged.remarks.iter().filter(|remark| remark.is_disagreement()).count();
        prop_assert_eq!(disagreements, merged.text.matches("(field: ").count());
    }

    #[test]
    fn odd_lines_are_kept_too(
        base in prop::collection::vec(0_u8..24, 0..6),
        one in prop::collection::vec(0_u8..24, 0..6),
        other in prop::collection::vec(0_u8..24, 0..6),
    ) {
        // Lines without an id, and several with one, as a merge by lines leaves them.
        let file = |lines: &[u8]| {
            let line = |number: &u8| {
                let id = ["", "a", "b"][usize::from(number % 3)];
                format!("        (id: \"{id}\", label: \"L{number}\", at: [({number}, 99)], text: \"w\"),\n")
            };
            File { sha256: "00".to_owned(), lines: lines.iter().map(line).collect(), ..File::default() }
        };
        let merged = merged(&file(&base), &file(&one), &file(&other));
        for number in one.iter().chain(&other).filter(|number| !base.contains(number)) {
            let label = format!("\"L{number}\"");
            prop_assert!(merged.text.contains(&label), "{}: {}", label, merged.text);
        }
    }
}

fn tag(label: &str, start: u32, by: &str) -> Tag {
    Tag {
        label: label.to_owned(),
        start,
        entity: None,
        attributes: BTreeMap::new(),
        mood: None,
        by: (by.to_owned(), 100),
    }
}

fn file(tags: &[(&str, Tag)]) -> File {
    let tags = tags.iter().map(|(id, tag)| ((*id).to_owned(), tag.clone())).collect();
    File { sha256: "00".to_owned(), tags, ..File::default() }
}

fn told(merged: &Merged) -> Vec<String> {
    merged.remarks.iter().map(Remark::to_string).collect()
}

#[test]
fn an_edit_counts_more_than_a_removal_and_both_are_told() {
    let base = file(&[("a", tag("Place", 0, "eve")), ("b", tag("Place", 9, "eve"))]);
    let ours = file(&[("b", tag("River", 9, "ana"))]);
    let theirs = file(&[("a", tag("Town", 0, "ben"))]);
    let merged = merged(&base, &ours, &theirs);
    assert!(merged.text.contains("Town") && merged.text.contains("River"));
    assert_eq!(
        told(&merged),
        [
            "tag a “w0”: removed in ours, edited in theirs: kept",
            "tag b “w9”: removed in theirs, edited in ours: kept"
        ]
    );
}

#[test]
fn a_tag_that_something_new_names_is_not_removed() {
    let base = file(&[
        ("a", tag("Quote", 0, "eve")),
        ("b", tag("Person", 9, "eve")),
        ("c", tag("Person", 19, "eve")),
    ]);
    let ours = file(&[]);
    let theirs = File { links: BTreeSet::from([link("l", "a", "b")]), ..base.clone() };
    let merged = merged(&base, &ours, &theirs);
    assert!(line(&merged.text, "l").is_some());
    assert!(line(&merged.text, "a").is_some() && line(&merged.text, "b").is_some());
    assert!(line(&merged.text, "c").is_none());
    assert_eq!(
        told(&merged),
        [
            "tag a “w0”: removed in ours, named anew in theirs: kept",
            "tag b “w9”: removed in ours, named anew in theirs: kept"
        ]
    );
}

#[test]
fn one_id_for_two_things_is_two_ids_and_links_follow() {
    let base = file(&[]);
    let tags = [("T1", tag("Quote", 0, "ana")), ("T2", tag("Person", 9, "ana"))];
    let ours = File { links: BTreeSet::from([link("R1", "T1", "T2")]), ..file(&tags) };
    let tags = [("T1", tag("Quote", 40, "ben")), ("T2", tag("Person", 9, "ben"))];
    let theirs = File { links: BTreeSet::from([link("R1", "T1", "T2")]), ..file(&tags) };
    let merged = merged(&base, &ours, &theirs);
    assert!(line(&merged.text, "T1").unwrap().contains("at: [(0, 4)]"));
    assert!(line(&merged.text, "T1-2").unwrap().contains("at: [(40, 44)]"));
    assert!(line(&merged.text, "T2-2").is_none(), "the same thing in both is one");
    assert!(line(&merged.text, "R1").unwrap().contains("from: \"T1\", to: \"T2\""));
    assert!(line(&merged.text, "R1-2").unwrap().contains("from: \"T1-2\", to: \"T2\""));
    let told = told(&merged);
    assert!(
        told.contains(&"tag T1 “w40”: the id stands for two things: theirs is now T1-2".to_owned()),
        "{told:?}"
    );
}

#[test]
fn an_entity_that_both_made_is_two_and_told() {
    let with = |id: &str| {
        let text = file(&[]).text();
        text.replace(
            "entities: [\n",
            &format!("entities: [\n        (id: \"{id}\", name: \"Ida Bell\", kind: \"Person\"),\n"),
        )
    };
    let merged = merge(file(&[]).text().as_bytes(), with("e").as_bytes(), with("f").as_bytes()).unwrap();
    assert!(line(&merged.text, "e").is_some() && line(&merged.text, "f").is_some());
    assert_eq!(told(&merged), ["Person “Ida Bell” was made in both, as e and as f: both are kept apart"]);
}

#[test]
fn offsets_of_two_articles_are_not_mixed_in_silence() {
    let base = file(&[("a", tag("Place", 0, "eve"))]);
    // Ours was opened with the new article: its tag is found elsewhere. Theirs has a tag more.
    let newer = tag("Place", 30, "eve").line("a").replace("w30", "w0");
    let ours = base
        .text()
        .replace(&tag("Place", 0, "eve").line("a"), &newer)
        .replace("sha256: \"00\"", "sha256: \"11\"");
    let theirs = file(&[("a", tag("Place", 0, "eve")), ("b", tag("Town", 9, "ben"))]);
    for [one, other] in [[&ours, &theirs.text()], [&theirs.text(), &ours]] {
        let merged = merge(base.text().as_bytes(), one.as_bytes(), other.as_bytes()).unwrap();
        assert!(line(&merged.text, "a").unwrap().contains("at: [(30, 34)]"));
        assert!(line(&merged.text, "b").unwrap().contains("at: [(9, 13)]"));
        assert!(merged.text.contains("article: (file: \"ferry.txt\"),"), "{}", merged.text);
        assert_eq!(
            told(&merged),
            [
                "the article was changed in between: 1 item will be found again by their words when it is opened"
            ]
        );
    }
    // Where theirs did nothing that has a place, ours is about the new article as before.
    let theirs = File { links: BTreeSet::from([link("l", "a", "a")]), ..base.clone() };
    let merged = merge(base.text().as_bytes(), ours.as_bytes(), theirs.text().as_bytes()).unwrap();
    assert!(merged.text.contains("sha256: \"11\", characters: 900") && line(&merged.text, "l").is_some());
}

#[test]
fn what_the_header_and_later_versions_say_is_merged_and_disputed_too() {
    let with = |status: &str, later: &str, annotator: &str| {
        let later = BTreeMap::from([("x".to_owned(), later.to_owned())]);
        let text = File { status: Some(status.to_owned()), later, ..file(&[]) }.text();
        text.replace("\"team\"", &format!("\"{annotator}\""))
    };
    let (base, ours, theirs) =
        (with("Begun", "1", "team"), with("Half(1)", "2", "ana"), with("Half(2)", "3", "ben"));
    let merged = merge(base.as_bytes(), ours.as_bytes(), theirs.as_bytes()).unwrap();
    let expected = [
        "annotator: \"ana\"",
        "status: Half(1)",
        "later: [(id: \"x\", disputed: [(field: \"value\", value: 3)], value: 2)]",
        "(field: \"annotator\", value: \"ben\", by: \"ben\")",
        "(field: \"status\", value: Half(2), by: \"ben\")",
    ];
    for expected in expected {
        assert!(merged.text.contains(expected), "{expected} in {}", merged.text);
    }
    assert_eq!(
        told(&merged),
        [
            "record: annotator is “ana” in ours and “ben” in theirs (ben)",
            "record: status is “Half(1)” in ours and “Half(2)” in theirs (ben)"
        ]
    );
}
