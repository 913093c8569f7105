//! What can be undone, kept across runs: the same as if the program had never ended, and never a word
//! on the record.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use onrecord::annotation::{Change, Edit, History, Id, Note, Record, Stamp, Tag};
use onrecord::article::import::plain;
use onrecord::article::{Article, Span};
use onrecord::store::{Course, Header, Histories, Location, Notice, Store};
use proptest::prelude::*;
use tempfile::TempDir;

const TEXT: &str = "Ferry talks resume\n\nThe île’s ferry will sail again 👩🏽\u{200d}🍳, Mara Quill said.\n";

/// A folder with an article, and a state directory.
struct Desk {
    folder: TempDir,
    article: Arc<Article>,
}

impl Desk {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), article: article(TEXT) }
    }

    fn store(&self) -> Store {
        let location = Location::beside(&self.folder.path().join("ferry.txt"), None);
        Store::open(&location, &self.article, &Header::default()).store.unwrap()
    }

    fn histories(&self) -> Histories {
        Histories::new(&self.folder.path().join("state"))
    }

    /// The one file of a history.
    fn file(&self) -> PathBuf {
        let folder = self.folder.path().join("state/onrecord/history");
        let mut files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let file = files.next().unwrap();
        assert_eq!(files.next(), None);
        file
    }

    fn recalled(&self) -> (History, Option<Notice>) {
        self.store().recall(&self.histories())
    }

    /// A store that keeps its history.
    fn begin(&self) -> (Store, History) {
        let mut store = self.store();
        let (history, notice) = store.recall(&self.histories());
        assert_eq!(notice, None);
        (store, history)
    }
}

fn article(text: &str) -> Arc<Article> {
    Arc::new(plain(text.as_bytes().to_vec()).unwrap())
}

fn note(number: usize, text: &str) -> Note {
    Note {
        id: Id::new(format!("n{number}")),
        about: None,
        at: Vec::new(),
        text: text.to_owned(),
        stamp: Stamp::default(),
        extra: BTreeMap::new(),
    }
}

fn add(number: usize, text: &str) -> Edit {
    vec![Change::Note(None, Some(note(number, text)))].into()
}

fn tag(number: usize, words: &str) -> Change {
    let start = TEXT.find(words).unwrap();
    let tag = Tag {
        id: Id::new(format!("t{number}")),
        label: "Person\n".into(),
        at: vec![Span::new(start, start + words.len())],
        entity: None,
        attributes: BTreeMap::from([("sure".into(), "yes".into())]),
        origin: None,
        stamp: Stamp { by: "ana".into(), on: "2026-11-23T09:12:00Z".into(), review: None },
        extra: BTreeMap::from([("later".into(), "[1, 2]".into())]),
    };
    Change::Tag(None, Some(tag))
}

/// Makes an edit as the program does: in memory, in the journal, in the history.
fn work(store: &mut Store, history: &mut History, course: Course, edit: Option<Edit>) {
    let edit = match course {
        Course::Made => {
            history.push(edit.clone().unwrap());
            edit
        }
        Course::Undone => history.undo(),
        Course::Redone => history.redo(),
    };
    if let Some(edit) = edit {
        store.append(&edit).unwrap();
        store.note(course, &edit);
    }
}

#[test]
fn many_edits_at_once_are_undone_in_one_step_in_a_later_run() {
    let desk = Desk::new();
    let (mut store, mut history) = desk.begin();
    let bulk: Edit = vec![tag(1, "île’s"), tag(2, "🍳"), tag(3, "Mara Quill")].into();
    work(&mut store, &mut history, Course::Made, Some(bulk.clone()));
    store.close().unwrap();
    let (mut recalled, notice) = desk.recalled();
    assert_eq!((recalled.clone(), notice), (history, None));
    let mut store = desk.store();
    store.append(&recalled.undo().unwrap()).unwrap();
    store.close().unwrap();
    assert_eq!(recalled.undo(), None);
    let location = Location::beside(&desk.folder.path().join("ferry.txt"), None);
    assert!(Store::open(&location, &desk.article, &Header::default()).record.is_empty());
}

#[test]
fn the_history_of_another_text_is_told_and_begun_anew() {
    let mut desk = Desk::new();
    let (mut store, mut history) = desk.begin();
    work(&mut store, &mut history, Course::Made, Some(add(1, "?")));
    store.close().unwrap();
    desk.article = article(&TEXT.replace("again", "soon"));
    assert_eq!(desk.recalled(), (History::default(), Some(Notice::Forgotten)));
    let mut store = desk.store();
    store.recall(&desk.histories());
    let mut history = History::default();
    work(&mut store, &mut history, Course::Made, Some(add(2, "!")));
    drop(store);
    assert_eq!(desk.recalled(), (history, None));
}

#[test]
fn records_have_histories_of_their_own_however_they_are_named() {
    let desk = Desk::new();
    let (mut store, mut history) = desk.begin();
    work(&mut store, &mut history, Course::Made, Some(add(1, "?")));
    store.close().unwrap();
    let open = |path: PathBuf, annotator| {
        let location = Location::beside(&path, annotator);
        let mut store = Store::open(&location, &desk.article, &Header::default()).store.unwrap();
        store.recall(&desk.histories()).0
    };
    assert_eq!(open(desk.folder.path().join("./ferry.txt"), None), history);
    assert_eq!(open(desk.folder.path().join("ferry.txt"), Some("ben")), History::default());
}

#[test]
fn a_history_that_cannot_be_kept_hinders_nothing() {
    let desk = Desk::new();
    fs::write(desk.folder.path().join("state"), "no folder").unwrap();
    let (mut store, mut history) = desk.begin();
    work(&mut store, &mut history, Course::Made, Some(add(1, "?")));
    work(&mut store, &mut history, Course::Made, Some(add(2, "?")));
    store.close().unwrap();
    assert_eq!(desk.recalled(), (History::default(), None));
}

#[test]
fn a_damaged_line_is_a_gap_across_which_nothing_is_undone() {
    let desk = Desk::new();
    let (mut store, mut history) = desk.begin();
    for number in 0..4 {
        work(&mut store, &mut history, Course::Made, Some(add(number, "text")));
    }
    drop(store);
    let text = fs::read_to_string(desk.file()).unwrap();
    fs::write(desk.file(), text.replacen("id: \"n1\"", "id: \"m1\"", 1)).unwrap();
    let expected = History::new(vec![add(2, "text"), add(3, "text")], Vec::new());
    assert_eq!(desk.recalled(), (expected, None));
}

#[test]
fn what_can_neither_be_undone_nor_redone_does_not_pile_up() {
    let desk = Desk::new();
    let long = "x".repeat(5_000);
    let (mut kept, mut number) = (0, 0);
    let mut expected = History::default();
    for _ in 0..20 {
        let (mut store, mut history) = desk.begin();
        assert_eq!(history, expected);
        for _ in 0..5 {
            number += 1;
            work(&mut store, &mut history, Course::Made, Some(add(number, &long)));
            if number % 20 == 0 {
                kept += 1;
            } else {
                work(&mut store, &mut history, Course::Undone, None);
            }
        }
        work(&mut store, &mut history, Course::Undone, None);
        work(&mut store, &mut history, Course::Redone, None);
        work(&mut store, &mut history, Course::Undone, None);
        kept -= usize::from(number % 20 == 0);
        expected = history;
    }
    let size = fs::metadata(desk.file()).unwrap().len();
    assert!(size < (kept as u64 + 30) * 5_500, "{size} bytes for {kept} edits");
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Work(Course, usize),
    Restart,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (0_usize..5).prop_map(|words| Step::Work(Course::Made, words)),
        3 => Just(Step::Work(Course::Undone, 0)),
        2 => Just(Step::Work(Course::Redone, 0)),
        2 => Just(Step::Restart),
    ];
    prop::collection::vec(step, 1..40)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_restart_changes_nothing_about_what_can_be_undone(steps in steps(), cut in any::<prop::sample::Index>()) {
        let desk = Desk::new();
        let (mut store, mut history) = desk.begin();
        let mut record = Record::default();
        // What a history that was torn off anywhere can be.
        let mut stages = vec![history.clone()];
        for (number, step) in steps.into_iter().enumerate() {
            match step {
                Step::Restart => {
                    store.close().unwrap();
                    let recalled;
                    (store, recalled) = desk.begin();
                    prop_assert_eq!(&recalled, &history);
                    history = recalled;
                }
                Step::Work(course, words) => {
                    let words = ["Ferry", "île’s", "👩🏽\u{200d}🍳", "Mara Quill", "\n"][words];
                    let edit: Edit = vec![tag(number, words), Change::Note(None, Some(note(number, words)))].into();
                    work(&mut store, &mut history, course, Some(edit));
                    stages.push(history.clone());
                }
            }
        }
        // Everything that can be undone fits the record, back to the beginning.
        let location = Location::beside(&desk.folder.path().join("ferry.txt"), None);
        drop(store);
        let opened = Store::open(&location, &desk.article, &Header::default());
        record.clone_from(&opened.record);
        let mut back = history.clone();
        while let Some(edit) = back.undo() {
            record.apply(&edit).unwrap();
        }
        prop_assert!(record.is_empty());
        drop(opened);
        if desk.folder.path().join("state").exists() {
            let bytes = fs::read(desk.file()).unwrap();
            fs::write(desk.file(), &bytes[..cut.index(bytes.len())]).unwrap();
            let (torn, notice) = desk.recalled();
            prop_assert_eq!(notice, None);
            prop_assert!(stages.contains(&torn));
        }
    }

    #[test]
    fn any_bytes_are_survived(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..9)) {
        let desk = Desk::new();
        let (mut store, mut history) = desk.begin();
        for number in 0..5 {
            work(&mut store, &mut history, Course::Made, Some(vec![tag(number, "île’s")].into()));
        }
        store.close().unwrap();
        let mut bytes = fs::read(desk.file()).unwrap();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        fs::write(desk.file(), bytes).unwrap();
        let mut store = desk.store();
        let (mut recalled, _) = store.recall(&desk.histories());
        // Each edit is one that was made, or it is not there.
        while let Some(edit) = recalled.undo() {
            let made = (0..5).map(|number| Edit::from(vec![tag(number, "île’s")]).inverse());
            prop_assert!(made.into_iter().any(|made| made == edit));
        }
        work(&mut store, &mut History::default(), Course::Made, Some(add(1, "?")));
    }
}
