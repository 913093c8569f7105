//! The record on disk, through its public face: nothing is lost, whatever happens to the files.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use onrecord::annotation::{
    Change, Dispute, DocumentLabel, Edit, Entity, Id, Link, Note, Origin, Record, Stamp, Tag, Verdict,
};
use onrecord::article::import::plain;
use onrecord::article::{Article, Span};
use onrecord::store::{self, Header, Location, Notice, Opened, ReadOnly, Reason, Store, StoreError};
use proptest::prelude::*;
use tempfile::TempDir;

const TEXT: &str = "Bridge reopens\n\nTARN - “We waited two years,” said Zoë Ames, 44, a baker 👩🏽\u{200d}🍳 by \
                    the river. The harbour office did not answer. Ben Vale, the mayor, had “no comment”.\n";

/// A folder with an article in it.
struct Desk {
    folder: TempDir,
    article: Arc<Article>,
}

impl Desk {
    fn new() -> Self {
        Self::with(TEXT)
    }

    fn with(text: &str) -> Self {
        Self::within(tempfile::tempdir().unwrap(), text)
    }

    /// A desk in memory where the system has such a folder, for tests that write very often.
    fn in_memory() -> Self {
        let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir());
        Self::within(folder.unwrap(), TEXT)
    }

    fn within(folder: TempDir, text: &str) -> Self {
        fs::write(folder.path().join("call.txt"), text).unwrap();
        Self { folder, article: article(text) }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn record(&self) -> PathBuf {
        self.path("call.txt.ron")
    }

    fn journal(&self) -> PathBuf {
        self.path("call.txt.ron.journal")
    }

    fn location(&self) -> Location {
        Location::of(&self.path("call.txt"), &self.path("data"), &self.article, None)
    }

    fn open(&self) -> Opened {
        Store::open(&self.location(), &self.article, &header())
    }

    fn store(&self) -> Store {
        self.open().store.unwrap()
    }

    /// A record file with these edits.
    fn saved(&self, edits: &[Edit]) -> String {
        let mut store = self.store();
        edits.iter().for_each(|edit| store.append(edit).unwrap());
        store.close().unwrap();
        fs::read_to_string(self.record()).unwrap()
    }

    /// The names of the files in the folder, beside the article and the data directory.
    fn files(&self) -> Vec<String> {
        let name = |entry: std::io::Result<fs::DirEntry>| entry.unwrap().file_name().into_string().unwrap();
        let mut names: Vec<_> = fs::read_dir(self.folder.path()).unwrap().map(name).collect();
        names.retain(|name| name != "call.txt" && name != "data");
        names.sort();
        names
    }
}

fn article(text: &str) -> Arc<Article> {
    Arc::new(plain(text.as_bytes().to_vec()).unwrap())
}

fn header() -> Header {
    Header { file: "call.txt".into(), annotator: "ana".into(), tag_set: "news".into() }
}

fn stamp() -> Stamp {
    Stamp { by: "ana".into(), on: "2026-11-23T09:12:00Z".into(), review: None }
}

fn span(part: &str) -> Span {
    let start = TEXT.find(part).unwrap();
    Span::new(start, start + part.len())
}

fn tag(id: &str, label: &str, parts: &[&str]) -> Tag {
    Tag {
        id: Id::new(id),
        label: label.into(),
        at: parts.iter().map(|part| span(part)).collect(),
        entity: None,
        attributes: BTreeMap::new(),
        origin: None,
        stamp: stamp(),
        extra: BTreeMap::new(),
    }
}

fn add(tag: Tag) -> Edit {
    vec![Change::Tag(None, Some(tag))].into()
}

fn link(id: &str, from: &str, to: &str) -> Link {
    Link {
        id: Id::new(id),
        label: "said by".into(),
        from: Id::new(from),
        to: Id::new(to),
        stamp: stamp(),
        extra: BTreeMap::new(),
    }
}

fn labels(record: &Record) -> Vec<(String, String)> {
    record.tags().map(|tag| (tag.id.to_string(), tag.label.clone())).collect()
}

/// A record of every kind of item.
fn typical() -> Edit {
    let ames = Entity {
        id: Id::new("e1"),
        name: "Zoë Ames".into(),
        kind: "Person".into(),
        same_as: vec!["wikidata:Q1".into()],
        extra: BTreeMap::new(),
    };
    let quote = Tag {
        origin: Some(Origin {
            rule: "“…”, said NAME".into(), version: "0.1.0".into(), confidence: Some(90)
        }),
        ..tag("q", "Quote", &["“We waited two years,”"])
    };
    let person = Tag {
        entity: Some(Id::new("e1")),
        attributes: BTreeMap::from([("sure".into(), "yes".into())]),
        ..tag("p", "Person", &["Zoë Ames"])
    };
    let note = |id: &str, about: Option<&str>, at: Vec<Span>, text: &str| Note {
        id: Id::new(id),
        about: about.map(Id::new),
        at,
        text: text.into(),
        stamp: stamp(),
        extra: BTreeMap::new(),
    };
    let topic = DocumentLabel {
        id: Id::new("t"),
        label: "Topic".into(),
        value: "transport".into(),
        stamp: stamp(),
        extra: BTreeMap::new(),
    };
    let verdict = Verdict {
        id: Id::new("v"),
        verdict: "rejected".into(),
        label: "Quote".into(),
        at: vec![span("“no comment”")],
        rule: "scare quotes".into(),
        version: "0.1.0".into(),
        became: Some(Id::new("d")),
        stamp: stamp(),
        extra: BTreeMap::new(),
    };
    vec![
        Change::Entity(None, Some(ames)),
        Change::Tag(None, Some(quote)),
        Change::Tag(None, Some(person)),
        Change::Tag(None, Some(tag("d", "Job", &["baker 👩🏽\u{200d}🍳", "by the river"]))),
        Change::Link(None, Some(link("l", "q", "p"))),
        Change::Note(None, Some(note("n", Some("q"), Vec::new(), "check\tagainst \"tape\"\nat C:\\tapes"))),
        Change::Note(None, Some(note("m", None, vec![span("TARN")], "where?"))),
        Change::DocumentLabel(None, Some(topic)),
        Change::Verdict(None, Some(verdict)),
    ]
    .into()
}

#[test]
fn a_record_file_is_for_people() {
    insta::assert_snapshot!(Desk::new().saved(&[typical()]));
}

#[test]
fn a_journal_is_for_people() {
    let desk = Desk::new();
    let mut store = desk.store();
    store.append(&add(tag("p", "Person", &["Ben Vale"]))).unwrap();
    let was = tag("p", "Person", &["Ben Vale"]);
    store.append(&vec![Change::Tag(Some(was), Some(tag("p", "Mayor", &["Ben Vale"])))].into()).unwrap();
    insta::assert_snapshot!(fs::read_to_string(desk.journal()).unwrap());
}

#[test]
fn what_was_saved_is_there_when_it_is_opened_again() {
    let desk = Desk::new();
    let text = desk.saved(&[typical()]);
    let mut expected = Record::default();
    expected.apply(&typical()).unwrap();
    let opened = desk.open();
    assert_eq!(opened.record, expected);
    assert_eq!(opened.header, header());
    assert_eq!((opened.notices, opened.unplaced), (vec![], vec![]));
    assert_eq!(store::read(&desk.record(), &desk.article).unwrap().record, expected);
    drop(opened.store);
    let more = desk.saved(&[
        add(tag("z", "Place", &["TARN"])),
        vec![Change::Tag(Some(tag("z", "Place", &["TARN"])), None)].into(),
    ]);
    assert_eq!(more, text, "and is written the same");
}

#[test]
fn nothing_is_left_on_disk_where_nothing_was_edited() {
    let desk = Desk::new();
    let store = desk.store();
    assert_eq!(desk.files(), ["call.txt.ron.lock"]);
    store.close().unwrap();
    assert!(desk.files().is_empty());
    let data = desk.path("data");
    let location = Location::in_data(&data, &desk.article, "stdin", None);
    let store = Store::open(&location, &desk.article, &header()).store.unwrap();
    assert!(data.exists());
    store.close().unwrap();
    assert!(!data.exists());
    assert!(store::read(&desk.record(), &desk.article).unwrap().record.is_empty());
}

#[test]
fn journal_and_lock_are_gone_in_the_end() {
    let desk = Desk::new();
    let mut store = desk.store();
    store.append(&typical()).unwrap();
    assert_eq!(desk.files(), ["call.txt.ron.journal", "call.txt.ron.lock"]);
    assert!(!store.is_clean());
    store.checkpoint().unwrap();
    assert!(store.is_clean());
    assert_eq!(fs::read(desk.journal()).unwrap(), b"");
    store.close().unwrap();
    assert_eq!(desk.files(), ["call.txt.ron"]);
}

#[test]
fn a_killed_program_loses_no_edit() {
    let desk = Desk::new();
    let mut store = desk.store();
    store.append(&typical()).unwrap();
    store.checkpoint().unwrap();
    store.append(&add(tag("a", "Person", &["Ben Vale"]))).unwrap();
    store.append(&vec![Change::Tag(Some(tag("a", "Person", &["Ben Vale"])), None)].into()).unwrap();
    store.append(&add(tag("b", "Person", &["Ben Vale"]))).unwrap();
    drop(store);
    let mut expected = Record::default();
    expected.apply(&typical()).unwrap();
    expected.apply(&add(tag("b", "Person", &["Ben Vale"]))).unwrap();
    assert_eq!(store::read(&desk.record(), &desk.article).unwrap().record, expected);
    let opened = desk.open();
    assert_eq!(opened.record, expected);
    assert_eq!(opened.notices, [Notice::Recovered { edits: 1 }], "the tag that went again needs nothing");
    opened.store.unwrap().close().unwrap();
    assert_eq!(desk.open().record, expected);
    assert!(desk.open().notices.is_empty());
}

#[test]
fn a_kill_between_record_and_journal_does_no_harm() {
    let desk = Desk::new();
    let mut store = desk.store();
    store.append(&typical()).unwrap();
    store.append(&add(tag("b", "Person", &["Ben Vale"]))).unwrap();
    let journal = fs::read(desk.journal()).unwrap();
    store.close().unwrap();
    let record = desk.open().record;
    fs::write(desk.journal(), journal).unwrap();
    let opened = desk.open();
    assert_eq!(opened.record, record);
    assert!(opened.notices.is_empty(), "{:?}", opened.notices);
}

#[test]
fn a_journal_cut_anywhere_gives_the_longest_prefix_of_whole_edits() {
    let desk = Desk::new();
    let mut store = desk.store();
    let parts = ["TARN", "Zoë Ames", "Ben Vale"];
    let edits: Vec<Edit> =
        parts.iter().map(|part| add(Tag { label: "two\nlines".into(), ..tag(part, "", &[part]) })).collect();
    let ends: Vec<usize> = edits
        .iter()
        .map(|edit| {
            store.append(edit).unwrap();
            fs::read(desk.journal()).unwrap().len()
        })
        .collect();
    drop(store);
    let journal = fs::read(desk.journal()).unwrap();
    for length in 0..=journal.len() {
        fs::write(desk.journal(), &journal[..length]).unwrap();
        let whole = ends.iter().filter(|&&end| end <= length).count();
        let mut opened = desk.open();
        assert_eq!(opened.record.tag_count(), whole, "{length} bytes");
        if length % 7 == 0 {
            let store = opened.store.as_mut().unwrap();
            for edit in &edits[whole..] {
                store.append(edit).unwrap();
            }
            drop(opened);
            assert_eq!(fs::read(desk.journal()).unwrap(), journal, "{length} bytes, continued");
        }
    }
}

#[test]
fn a_damaged_journal_is_left_as_it_is() {
    let desk = Desk::new();
    let mut store = desk.store();
    store.append(&typical()).unwrap();
    store.append(&add(tag("b", "Person", &["Ben Vale"]))).unwrap();
    drop(store);
    let text = fs::read_to_string(desk.journal()).unwrap().replace("rejected", "accepted");
    fs::write(desk.journal(), &text).unwrap();
    let opened = desk.open();
    let reason = opened.store.unwrap_err().to_string();
    assert!(reason.ends_with("call.txt.ron.journal, line 2, column 1: this line of the journal is damaged: remove it, or bring it back, and open again"), "{reason}");
    assert_eq!(fs::read_to_string(desk.journal()).unwrap(), text);
}

#[test]
fn what_this_version_does_not_know_is_written_back_as_it_stood() {
    let desk = Desk::new();
    let saved = desk.saved(&[typical()]);
    let newer = saved
        .replace("id: \"p\",", "id: \"p\", mood: Some(Calm(1, \"(\")), r#sub-label: r#\"a\"b\"#,")
        .replace("sha256:", "licence: \"CC0\", sha256:")
        .replace("    tags: [", "    /* later */ status: Done(\"// no comment\"),\n    tags: [")
        .replace(
            "    verdicts: [",
            "    disputes: [\n        (id: \"x\", of: [1, 2]), // why\n    ],\n    verdicts: [",
        );
    fs::write(desk.record(), &newer).unwrap();
    let opened = desk.open();
    assert!(opened.notices.is_empty());
    let extra = &opened.record.tag(&Id::new("p")).unwrap().extra;
    assert_eq!(extra["mood"], "Some(Calm(1, \"(\"))");
    drop(opened);
    for id in ["b", "c"] {
        let again = desk.saved(&[add(tag(id, "Person", &["Ben Vale"]))]);
        for kept in [
            "mood: Some(Calm(1, \"(\"))",
            "r#sub-label: r#\"a\"b\"#",
            "licence: \"CC0\"",
            "status: Done(\"// no comment\")",
            "disputes: [\n        (id: \"x\", of: [1, 2]), // why\n    ]",
        ] {
            assert!(again.contains(kept), "{kept} is missing in {again}");
        }
    }
}

#[test]
fn a_broken_or_newer_file_is_read_only_and_never_written() {
    let table = [
        ("tags: [", "tags: (", "line 9, column 11: expected opening `[`. Mend it"),
        (
            "version: 1",
            "version: 2",
            "a newer onrecord wrote this (version 2; this one reads up to 1): update onrecord",
        ),
        ("label: \"Quote\"", "label: 7", "line 10, column 26: expected string"),
        ("at: [(23", "at: [(-23", "line 10, column 4"),
        ("    links: [", "<<<<<<< HEAD\n    links: [", "line 14, column 1: these are the marks of a merge"),
        ("\n)\n", "\n", "line 27, column 1: unexpected end"),
    ];
    let desk = Desk::new();
    let good = desk.saved(&[typical()]);
    for (from, to, expected) in table {
        let broken = good.replacen(from, to, 1);
        assert_ne!(broken, good, "{from}");
        fs::write(desk.record(), &broken).unwrap();
        let opened = desk.open();
        let reason = opened.store.unwrap_err();
        assert!(matches!(reason, ReadOnly::Broken(_)));
        let said = reason.to_string();
        assert!(said.contains("call.txt.ron, line ") && said.contains(expected), "{said}");
        assert_eq!(fs::read_to_string(desk.record()).unwrap(), broken);
        assert_eq!(desk.files(), ["call.txt.ron"]);
    }
}

#[test]
fn the_record_as_it_was_opened_is_kept() {
    let desk = Desk::new();
    let first = desk.saved(&[typical()]);
    assert_eq!(desk.files(), ["call.txt.ron"], "there was nothing to keep");
    let mut store = desk.store();
    store.append(&add(tag("b", "Person", &["Ben Vale"]))).unwrap();
    store.checkpoint().unwrap();
    store.append(&add(tag("c", "Place", &["TARN"]))).unwrap();
    store.close().unwrap();
    let second = fs::read_to_string(desk.record()).unwrap();
    assert_eq!(desk.files(), ["call.txt.ron", "call.txt.ron~"]);
    assert_eq!(fs::read_to_string(desk.path("call.txt.ron~")).unwrap(), first, "not as it was in between");
    desk.open().store.unwrap().close().unwrap();
    assert_eq!(fs::read_to_string(desk.path("call.txt.ron~")).unwrap(), first, "nothing was written");
    desk.saved(&[add(tag("d2", "Place", &["TARN"]))]);
    assert_eq!(fs::read_to_string(desk.path("call.txt.ron~")).unwrap(), second, "one generation");
}

#[test]
fn what_another_program_made_of_the_record_before_it_is_written_is_kept_too() {
    let desk = Desk::new();
    let first = desk.saved(&[typical()]);
    let mut store = desk.store();
    store.append(&add(tag("b", "Person", &["Ben Vale"]))).unwrap();
    let theirs = first.replace("where?", "where exactly?");
    assert_ne!(theirs, first);
    fs::write(desk.record(), &theirs).unwrap();
    store.close().unwrap();
    assert_eq!(fs::read_to_string(desk.path("call.txt.ron~")).unwrap(), theirs);
}

#[test]
fn a_broken_record_names_its_copy_and_how_to_go_back_to_it() {
    let desk = Desk::new();
    desk.saved(&[typical()]);
    let good = desk.saved(&[add(tag("b", "Person", &["Ben Vale"]))]);
    let copy = fs::read_to_string(desk.path("call.txt.ron~")).unwrap();
    let refused = |content: &str| {
        fs::write(desk.record(), content).unwrap();
        desk.open().store.unwrap_err().to_string()
    };
    let said = refused(&good.replacen("tags: [", "tags: (", 1));
    let back = "Mend it there, or go back to the last good copy: rename call.txt.ron~ to call.txt.ron";
    assert!(said.ends_with(back), "{said}");
    let said = refused(&good.replacen("version: 1", "version: 2", 1));
    assert!(said.ends_with("update onrecord"), "the copy is not what to go back to: {said}");
    assert_eq!(fs::read_to_string(desk.path("call.txt.ron~")).unwrap(), copy, "it stays");
    fs::rename(desk.path("call.txt.ron~"), desk.record()).unwrap();
    assert_eq!(desk.open().record.tag_count(), 3);
}

/// Changes up to three random bytes.
fn changed(good: &[u8], randomness: &mut fastrand::Rng) -> Vec<u8> {
    let mut bytes = good.to_vec();
    for _ in 0..randomness.usize(1..4) {
        let at = randomness.usize(..bytes.len());
        match randomness.u8(..4) {
            0 => drop(bytes.remove(at)),
            1 => bytes.insert(at, randomness.u8(..)),
            2 => bytes[at] = b"()[]{}\",:\\0\n/"[randomness.usize(..13)],
            _ => bytes[at] = randomness.u8(..),
        }
    }
    bytes
}

#[test]
fn any_changed_byte_of_a_record_is_survived_and_never_leads_to_an_overwrite() {
    let desk = Desk::in_memory();
    let good = desk.saved(&[typical()]).into_bytes();
    let mut randomness = fastrand::Rng::with_seed(7);
    let (mut readable, mut broken) = (0, 0);
    for _ in 0..10_000 {
        let bytes = changed(&good, &mut randomness);
        fs::write(desk.record(), &bytes).unwrap();
        let Opened { mut record, store, mut unplaced, .. } = desk.open();
        let mut store = match store {
            Ok(store) => store,
            Err(reason) => {
                broken += 1;
                assert!(matches!(reason, ReadOnly::Broken(_)), "{reason}");
                assert_eq!(fs::read(desk.record()).unwrap(), bytes);
                continue;
            }
        };
        readable += 1;
        store.checkpoint().unwrap();
        assert_eq!(fs::read(desk.record()).unwrap(), bytes, "nothing was edited");
        let edit = add(tag("new", "Place", &["TARN"]));
        record.apply(&edit).unwrap();
        store.append(&edit).unwrap();
        store.close().unwrap();
        // Everything that could be read is still there, and so is what is set aside.
        let mut again = store::read(&desk.record(), &desk.article).unwrap();
        assert_eq!(again.record, record);
        let key =
            |item: &store::Unplaced| (item.kind, item.id.clone(), item.text.clone(), item.reason.to_string());
        unplaced.sort_by_key(key);
        again.unplaced.sort_by_key(key);
        assert_eq!(again.unplaced, unplaced);
    }
    println!("{readable} changed records could be read, {broken} could not");
    assert!(readable > 1000 && broken > 1000, "{readable} {broken}");
}

#[test]
fn any_changed_byte_of_a_journal_is_survived_and_never_leads_to_an_overwrite() {
    let desk = Desk::in_memory();
    let mut store = desk.store();
    let mut stages = vec![Record::default()];
    let parts = ["TARN", "Zoë Ames", "Ben Vale"];
    for edit in [typical()].into_iter().chain(parts.map(|part| add(tag(part, "two\nlines", &[part])))) {
        store.append(&edit).unwrap();
        let mut record = stages[stages.len() - 1].clone();
        record.apply(&edit).unwrap();
        stages.push(record);
    }
    drop(store);
    let good = fs::read(desk.journal()).unwrap();
    let mut randomness = fastrand::Rng::with_seed(8);
    let (mut readable, mut broken) = (0, 0);
    for _ in 0..10_000 {
        let bytes = changed(&good, &mut randomness);
        fs::write(desk.journal(), &bytes).unwrap();
        let opened = desk.open();
        match opened.store {
            // Only what is torn off at the end is not there.
            Ok(_) => {
                readable += 1;
                assert!(stages.contains(&opened.record));
            }
            Err(reason) => {
                broken += 1;
                assert!(matches!(reason, ReadOnly::Broken(_)), "{reason}");
            }
        }
        assert_eq!(fs::read(desk.journal()).unwrap(), bytes);
        assert!(!desk.record().exists());
    }
    println!("{readable} changed journals could be read, {broken} could not");
    assert!(readable > 10 && broken > 1000, "{readable} {broken}");
}

#[test]
fn items_that_cannot_be_used_are_carried_along() {
    let desk = Desk::new();
    let saved = desk.saved(&[typical()]);
    let line = |id: &str| saved.lines().find(|line| line.contains(&format!("(id: \"{id}\""))).unwrap();
    let broken = saved
        .replace(line("p"), &format!("{0}\n{0}\n{1}", line("p"), line("p").replace("Person", "Place")))
        .replace(
            line("l"),
            &format!("{}\n{}", line("l"), line("l").replace("\"l\"", "\"k\"").replace("\"q\"", "\"?\"")),
        )
        .replace(line("m"), &line("m").replace("(16, 20)", "(16, 2000)").replace("TARN", "TORN"))
        .replace(line("d"), &format!("{}\n        (id: \"w\", label: \"Odd\"),", line("d")))
        .replace(line("v"), &line("v").replace("\"v\"", "\"\""));
    fs::write(desk.record(), &broken).unwrap();
    let opened = desk.open();
    let mut reasons: Vec<_> =
        opened.unplaced.iter().map(|item| (item.kind, item.id.as_str(), item.reason)).collect();
    reasons.sort_by_key(|(kind, id, _)| (*kind, *id));
    assert_eq!(
        reasons,
        [
            ("link", "k", Reason::Loose),
            ("note", "m", Reason::Outside),
            ("tag", "p", Reason::Twice),
            ("tag", "w", Reason::Nowhere),
            ("verdict", "", Reason::Nameless),
        ]
    );
    assert_eq!(opened.notices, [Notice::Unplaced { items: 5 }]);
    assert_eq!(opened.record.tag(&Id::new("p")).unwrap().label, "Person");
    let mut expected = opened.unplaced;
    drop(opened.store);
    desk.saved(&[add(tag("b", "Person", &["Ben Vale"]))]);
    let mut again = desk.open().unplaced;
    let key = |item: &store::Unplaced| (item.kind, item.id.clone());
    expected.sort_by_key(key);
    again.sort_by_key(key);
    assert_eq!(again, expected);
}

#[test]
fn tags_find_their_text_in_a_changed_article_or_stay_aside() {
    let desk = Desk::new();
    desk.saved(&[typical()]);
    let changed = format!("An update.\n\n{}", TEXT.replace("Zoë Ames", "a woman"));
    let article = article(&changed);
    let open = || Store::open(&desk.location(), &article, &header());
    let opened = open();
    let quote = opened.record.tag(&Id::new("q")).unwrap();
    assert_eq!(quote.at[0].of(&changed), "“We waited two years,”");
    assert_eq!(opened.notices, [Notice::Moved { items: 4 }, Notice::Unplaced { items: 2 }]);
    assert_eq!(
        opened.unplaced.iter().map(ToString::to_string).collect::<Vec<_>>(),
        [
            "tag p on “Zoë Ames”: its text is no longer there",
            "link l: a tag that it joins is not on the record"
        ]
    );
    let start = changed.find("Ben").unwrap();
    let new = Tag { at: vec![Span::new(start, start + 8)], ..tag("b", "Person", &[]) };
    let mut store = opened.store.unwrap();
    store.append(&add(new)).unwrap();
    drop(store);
    let opened = open();
    assert_eq!(opened.record.tag_count(), 3, "{:?}", opened.notices);
    opened.store.unwrap().close().unwrap();
    let opened = open();
    assert_eq!(opened.notices, [Notice::Unplaced { items: 2 }], "the rest now belongs to the new text");
    drop(opened);
    let back = desk.open();
    assert!(back.record.tag(&Id::new("p")).is_some(), "the old text takes its tag back");
}

#[test]
fn a_second_store_reads_only_and_says_who_writes() {
    let desk = Desk::new();
    let mut first = desk.store();
    first.append(&typical()).unwrap();
    let second = desk.open();
    assert_eq!(second.record.tag_count(), 3, "it shows what the first has saved");
    let reason = second.store.unwrap_err().to_string();
    let holder = format!(
        "call.txt.ron is open in another onrecord (process {}, ana, since {}",
        std::process::id(),
        jiff::Timestamp::now().strftime("%Y-")
    );
    assert!(reason.contains(&holder), "{reason}");
    assert!(reason.ends_with(" UTC); here it is for reading only"), "{reason}");
    first.close().unwrap();
    assert!(desk.open().store.is_ok());
}

#[test]
fn a_lock_file_that_a_killed_program_left_holds_nobody_off() {
    let desk = Desk::new();
    fs::write(desk.path("call.txt.ron.lock"), "process 1\nannotator eve\n").unwrap();
    desk.store().close().unwrap();
    assert!(desk.files().is_empty());
}

/// The record as another program leaves it: with “Job” for “Trade”, and one tag more.
fn changed_by_another(record: &str) -> String {
    let place = "        (id: \"o\", label: \"Place\", at: [(16, 20)], text: \"TARN\", by: \"ben\"),\n    ],\n    links";
    record.replace("\"Job\"", "\"Trade\"").replace("    ],\n    links", place)
}

#[test]
fn a_record_that_another_program_changed_is_merged_and_never_overwritten() {
    let desk = Desk::new();
    desk.saved(&[typical()]);
    let mut store = desk.store();
    store.append(&add(tag("b", "Person", &["Ben Vale"]))).unwrap();
    let removed = desk.open().record.link(&Id::new("l")).cloned();
    store.append(&vec![Change::Link(removed, None)].into()).unwrap();
    let theirs = changed_by_another(&fs::read_to_string(desk.record()).unwrap());
    fs::write(desk.record(), &theirs).unwrap();
    store.checkpoint().unwrap();
    let joined = store.take_joined().unwrap();
    assert!(store.take_joined().is_none(), "told once");
    assert_eq!(joined.notices, [Notice::Joined]);
    let expected = [("o", "Place"), ("q", "Quote"), ("p", "Person"), ("d", "Trade"), ("b", "Person")];
    assert_eq!(labels(&joined.record), expected.map(|(id, label)| (id.into(), label.into())));
    assert_eq!(joined.record.links().count(), 0);
    store.append(&add(tag("c", "Place", &["TARN"]))).unwrap();
    store.close().unwrap();
    let opened = desk.open();
    assert_eq!(opened.record.tag_count(), 6);
    assert_eq!((opened.notices, opened.unplaced), (vec![], vec![]));
}

#[test]
fn a_record_that_another_program_broke_is_left_and_joined_once_it_is_mended() {
    let desk = Desk::new();
    desk.saved(&[typical()]);
    let mut store = desk.store();
    store.append(&add(tag("b", "Person", &["Ben Vale"]))).unwrap();
    let theirs = changed_by_another(&fs::read_to_string(desk.record()).unwrap());
    let broken = theirs.replace("    tags: [", "<<<<<<< HEAD\n    tags: [");
    for foreign in [&broken, "", "(format: \"onrecord\", version: 9)"] {
        fs::write(desk.record(), foreign).unwrap();
        let error = store.checkpoint().unwrap_err();
        assert!(matches!(error, StoreError::Changed { .. }), "{error}");
        assert!(error.to_string().contains("call.txt.ron, line "), "{error}");
        assert_eq!(fs::read_to_string(desk.record()).unwrap(), foreign);
        assert!(store.take_joined().is_none() && !store.is_clean());
    }
    store.append(&add(tag("c", "Place", &["TARN"]))).unwrap();
    fs::write(desk.record(), &theirs).unwrap();
    store.close().unwrap();
    assert_eq!(desk.open().record.tag_count(), 6);
}

#[test]
fn an_edit_from_before_another_programs_changes_were_taken_in_is_merged_too() {
    let desk = Desk::new();
    desk.saved(&[typical()]);
    let mut store = desk.store();
    store.append(&add(tag("b", "Person", &["Ben Vale"]))).unwrap();
    fs::write(desk.record(), changed_by_another(&fs::read_to_string(desk.record()).unwrap())).unwrap();
    store.checkpoint().unwrap();
    store.take_joined().unwrap();
    let job = ["baker 👩🏽\u{200d}🍳", "by the river"];
    let late = vec![Change::Tag(Some(tag("d", "Job", &job)), Some(tag("d", "Work", &job)))].into();
    assert!(matches!(store.append(&late), Err(StoreError::Conflict(_))));
    store.join(&late).unwrap();
    let joined = store.take_joined().unwrap();
    assert_eq!(joined.notices, [Notice::Joined, Notice::Disputed { items: 1 }]);
    let disputed = joined.record.tag(&Id::new("d")).unwrap();
    assert_eq!((disputed.label.as_str(), Dispute::all(&disputed.extra)[0].words()), ("Work", "Trade".into()));
    drop(store);
    let opened = desk.open();
    assert_eq!(opened.record, joined.record, "what is in the journal says the same");
    opened.store.unwrap().close().unwrap();
    assert_eq!(desk.open().record, joined.record);
}

#[test]
fn an_item_that_was_changed_on_both_sides_is_merged_by_field_or_disputed() {
    let desk = Desk::new();
    let saved = desk.saved(&[typical()]);
    let job = ["baker 👩🏽\u{200d}🍳", "by the river"];
    let tone = Tag { attributes: BTreeMap::from([("tone".into(), "calm".into())]), ..tag("d", "Job", &job) };
    let table = [
        (Some(tag("d", "Work", &job)), "Work", Some("Trade"), true),
        (Some(tag("d", "Trade", &job)), "Trade", None, false),
        (Some(tone), "Trade", None, false),
        // An edit counts more than a removal.
        (None, "Trade", None, true),
    ];
    for (ours, expected, theirs, told) in table {
        fs::write(desk.record(), &saved).unwrap();
        let mut store = desk.store();
        store.append(&vec![Change::Tag(Some(tag("d", "Job", &job)), ours.clone())].into()).unwrap();
        fs::write(desk.record(), saved.replace("\"Job\"", "\"Trade\"")).unwrap();
        drop(store);
        let opened = desk.open();
        let tag = opened.record.tag(&Id::new("d")).unwrap();
        assert_eq!(tag.label, expected);
        assert_eq!(tag.attributes, ours.map(|tag| tag.attributes).unwrap_or_default());
        let disputed: Vec<_> = Dispute::all(&tag.extra).iter().map(Dispute::words).collect();
        assert_eq!(disputed, theirs.into_iter().collect::<Vec<_>>());
        assert_eq!(opened.notices.contains(&Notice::Disputed { items: 1 }), told);
        let record = opened.record;
        opened.store.unwrap().close().unwrap();
        assert_eq!(desk.open().record, record, "also after a save");
    }
}

#[test]
fn a_failed_append_can_be_tried_again() {
    let desk = Desk::new();
    let folder = desk.path("inner");
    fs::create_dir(&folder).unwrap();
    let location = Location::beside(&folder.join("call.txt"), None);
    let mut store = Store::open(&location, &desk.article, &header()).store.unwrap();
    let edits = [add(tag("a", "Place", &["TARN"])), add(tag("b", "Person", &["Ben Vale"]))];
    store.append(&edits[0]).unwrap();
    fs::rename(&folder, desk.path("gone")).unwrap();
    let error = store.append(&edits[1]).unwrap_err();
    assert!(error.to_string().contains("call.txt.ron.journal: "), "{error}");
    assert!(store.checkpoint().is_err());
    fs::create_dir(&folder).unwrap();
    store.append(&edits[1]).unwrap();
    let loaded = store::read(&folder.join("call.txt.ron"), &desk.article).unwrap();
    assert_eq!(loaded.record.tag_count(), 2, "the new folder has the old edits too");
    store.close().unwrap();
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
}

#[test]
fn an_edit_that_does_not_fit_is_not_written() {
    let desk = Desk::new();
    let mut store = desk.store();
    store.append(&typical()).unwrap();
    let length = fs::metadata(desk.journal()).unwrap().len();
    assert!(matches!(store.append(&typical()), Err(StoreError::Conflict(_))));
    assert_eq!(fs::metadata(desk.journal()).unwrap().len(), length);
}

#[test]
fn a_record_goes_to_the_data_directory_where_the_folder_takes_none() {
    let desk = Desk::new();
    // A folder that cannot be written, whoever runs this: it is none.
    let text = desk.path("call.txt").join("call.txt");
    let location = Location::of(&text, &desk.path("data"), &desk.article, None);
    let mut opened = Store::open(&location, &desk.article, &header());
    assert!(opened.path.starts_with(desk.path("data")), "{:?}", opened.path);
    let store = opened.store.as_mut().unwrap();
    store.append(&typical()).unwrap();
    drop(opened);
    assert_eq!(store::read(location.record(), &desk.article).unwrap().record.tag_count(), 3);
    // Begun there, it stays there, and another one beside the article is named.
    let location = Location::of(&desk.path("call.txt"), &desk.path("data"), &desk.article, None);
    fs::write(desk.record(), "").unwrap();
    let opened = Store::open(&location, &desk.article, &header());
    assert!(opened.path.starts_with(desk.path("data")));
    assert!(opened.notices.contains(&Notice::Other { record: desk.record() }));
    opened.store.unwrap().close().unwrap();
    // With no place at all there is still something to show.
    let location = Location::of(&text, &desk.path("call.txt"), &desk.article, None);
    let opened = Store::open(&location, &desk.article, &header());
    assert!(matches!(opened.store, Err(ReadOnly::Homeless { .. })));
}

#[test]
#[cfg(unix)]
fn a_record_in_a_folder_for_reading_is_for_reading() {
    use std::os::unix::fs::PermissionsExt as _;

    let desk = Desk::new();
    desk.saved(&[typical()]);
    fs::set_permissions(desk.folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
    if fs::write(desk.path("probe"), "").is_ok() {
        println!("skipped: this user may write everywhere");
        return;
    }
    let opened = desk.open();
    fs::set_permissions(desk.folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(opened.record.tag_count(), 3);
    assert!(matches!(opened.store, Err(ReadOnly::Folder { .. })));
}

#[test]
#[cfg(unix)]
fn a_link_is_followed_and_a_mode_is_kept() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    let desk = Desk::new();
    desk.saved(&[typical()]);
    let elsewhere = desk.path("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    fs::rename(desk.record(), elsewhere.join("kept.ron")).unwrap();
    fs::set_permissions(elsewhere.join("kept.ron"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink(Path::new("elsewhere/kept.ron"), desk.record()).unwrap();
    desk.saved(&[add(tag("b", "Person", &["Ben Vale"]))]);
    assert!(desk.record().is_symlink());
    assert_eq!(fs::metadata(elsewhere.join("kept.ron")).unwrap().permissions().mode() & 0o777, 0o640);
    assert_eq!(desk.open().record.tag_count(), 4);
    let around = desk.path("around.txt.ron");
    symlink(&around, &around).unwrap();
    let location = Location::beside(&desk.path("around.txt"), None);
    let reason = Store::open(&location, &desk.article, &header()).store.unwrap_err();
    assert!(matches!(reason, ReadOnly::Broken(_)), "{reason}");
}

/// Text as articles and notes hold it, and worse.
const WORDS: &str =
    "[a-zé“”’‘ \t\n\r\"\\\\/(){}:,\u{0}-\u{1f}\u{7f}-\u{9f}e\u{301}\u{200d}\u{202e}👩🏽🍳𝔸]{0,12}";

fn stamps() -> impl Strategy<Value = Stamp> {
    (WORDS, WORDS, prop::option::of(WORDS)).prop_map(|(by, on, review)| Stamp { by, on, review })
}

fn extras() -> impl Strategy<Value = BTreeMap<String, String>> {
    let value =
        prop_oneof![Just("7"), Just("Some((x: \"(\", y: [1.5]))"), Just("\"\n\t\""), Just("A /* b */")];
    prop::collection::btree_map("[a-z]_[a-z]{1,3}|[a-z]-x", value.prop_map(str::to_owned), 0..3)
}

/// Spans between the characters of a text: ordered, not overlapping.
fn places(text: &str, cuts: &[usize], spans: usize) -> Vec<Span> {
    let boundaries: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut cuts: Vec<usize> = cuts.iter().map(|cut| boundaries[cut % boundaries.len()]).collect();
    cuts.sort_unstable();
    cuts.chunks_exact(2).take(spans).map(|pair| Span::new(pair[0], pair[1])).collect()
}

fn edits(text: String) -> impl Strategy<Value = Vec<Edit>> {
    let cuts = prop::collection::vec(0_usize..500, 6);
    let item = (0_u8..7, 0_usize..12, cuts, 0_usize..4, (WORDS, WORDS, WORDS), stamps(), extras());
    prop::collection::vec(item, 0..24).prop_map(move |items| {
        let mut record = Record::default();
        let mut edits = Vec::new();
        for (kind, id, cuts, spans, (one, two, three), stamp, extra) in items {
            let at = places(&text, &cuts, spans);
            let name = |id: usize| Id::new(format!("i{id}"));
            let id = name(id);
            let other = (cuts[0] % 2 == 0).then(|| name(cuts[1] % 12));
            let change = match kind {
                0 => Change::Entity(
                    record.entity(&id).cloned(),
                    Some(Entity { id, name: one, kind: two, same_as: vec![three], extra }),
                ),
                1 => Change::Note(
                    record.note(&id).cloned(),
                    Some(Note { id, about: other, at, text: one, stamp, extra }),
                ),
                2 => Change::Verdict(
                    record.verdict(&id).cloned(),
                    Some(Verdict {
                        id,
                        verdict: one.clone(),
                        label: two,
                        at,
                        rule: three,
                        version: one,
                        became: other,
                        stamp,
                        extra,
                    }),
                ),
                3 => match record.tag(&id).cloned() {
                    Some(tag) if record.links_of(&id).next().is_none() => Change::Tag(Some(tag), None),
                    _ => continue,
                },
                4 => {
                    let to = name(cuts[1] % 12);
                    if record.tag(&id).is_none() || record.tag(&to).is_none() {
                        continue;
                    }
                    let link = Link { from: id.clone(), to, label: one, id, stamp, extra };
                    Change::Link(record.link(&link.id).cloned(), Some(link))
                }
                5 => Change::DocumentLabel(
                    record.document_label(&id).cloned(),
                    Some(DocumentLabel { id, label: one, value: two, stamp, extra }),
                ),
                _ => {
                    let at = places(&text, &cuts, spans.max(1));
                    let origin = other.as_ref().map(|_| Origin {
                        rule: one.clone(),
                        version: two.clone(),
                        confidence: Some(7 * u8::try_from(spans).unwrap()),
                    });
                    let attributes = BTreeMap::from([(two, three)]);
                    let new = Tag { id, label: one, at, entity: other, attributes, origin, stamp, extra };
                    Change::Tag(record.tag(&new.id).cloned(), Some(new))
                }
            };
            let edit = Edit::from(vec![change]);
            record.apply(&edit).unwrap();
            edits.push(edit);
        }
        edits
    })
}

fn cases() -> impl Strategy<Value = (String, Vec<Edit>)> {
    "[a-zé“” \r\ne\u{301}\u{200d}👩🏽🍳𝔸]{1,60}".prop_flat_map(|source| {
        let text = article(&source).text().to_owned();
        (Just(source), edits(text))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn load_of_save_and_replay_are_what_was_applied((source, edits) in cases(), saved in 0_usize..24) {
        let desk = Desk::with(&source);
        let mut expected = Record::default();
        let mut store = desk.store();
        for (index, edit) in edits.iter().enumerate() {
            expected.apply(edit).unwrap();
            store.append(edit).unwrap();
            if index == saved {
                store.checkpoint().unwrap();
            }
        }
        drop(store);
        let opened = desk.open();
        prop_assert_eq!(&opened.record, &expected, "replayed");
        prop_assert!(opened.unplaced.is_empty(), "{:?}", opened.unplaced);
        opened.store.unwrap().close().unwrap();
        let opened = desk.open();
        prop_assert_eq!(&opened.record, &expected, "loaded");
        prop_assert!(opened.notices.is_empty(), "{:?}", opened.notices);
        drop(opened);
        if let Ok(text) = fs::read_to_string(desk.record()) {
            prop_assert!(text.ends_with(")\n"));
        }
    }
}
