//! What a record has that its article, its tag set or itself does not agree with.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::path::Path;
use std::sync::Arc;

use super::records::Found;
use crate::annotation::{Id, Record};
use crate::article::Article;
use crate::cli::facts::told;
use crate::cli::{Facts, TagSet, read};
use crate::store::{self, Header, Loaded, Location, Notice, Store};

/// What came of a record.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Examined {
    /// How its items stand.
    pub(super) tally: Tally,
    /// What needs a person, in the order of the file as far as it is known.
    pub(super) problems: Vec<Problem>,
    /// How many edits wait in its journal.
    waiting: usize,
    /// Whether it was written anew.
    pub(super) is_fixed: bool,
    /// Why nothing can be said of its items.
    pub(super) failure: Option<String>,
}

/// Something that needs a person.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Problem {
    /// The line of the record, from 1; `None` where it is about all of it.
    pub(super) line: Option<usize>,
    /// What it is, in words; not yet safe for a terminal.
    pub(super) told: String,
}

/// How the items of records stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Tally {
    items: usize,
    moved: usize,
    review: usize,
    unplaced: usize,
}

impl Tally {
    pub(super) fn add(&mut self, other: &Tally) {
        self.items += other.items;
        self.moved += other.moved;
        self.review += other.review;
        self.unplaced += other.unplaced;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { items, moved, review, unplaced } = *self;
        write!(f, "{items} {}", if items == 1 { "item" } else { "items" })?;
        if moved + review + unplaced == 0 {
            return f.write_str(", all in place");
        }
        write!(f, ": {} in place", items.saturating_sub(moved + review + unplaced))?;
        for (count, what) in [(moved, "moved"), (review, "to look at"), (unplaced, "without a place")] {
            if count > 0 {
                write!(f, ", {count} {what}")?;
            }
        }
        Ok(())
    }
}

impl Examined {
    /// The record in a line.
    pub(super) fn told(&self) -> String {
        let waiting = match self.waiting {
            0 => String::new(),
            1 => "; 1 edit waits in its journal".to_owned(),
            count => format!("; {count} edits wait in its journal"),
        };
        format!("{}{waiting}", self.tally)
    }

    /// A record of whose items nothing can be said.
    fn failed(why: String) -> Self {
        Self { failure: Some(why), ..Self::default() }
    }

    /// Whether nothing needs a person.
    pub(super) fn is_well(&self) -> bool {
        self.failure.is_none() && self.problems.is_empty()
    }
}

/// Examines a record, and writes it anew where `fix` asks for that and something moved.
pub(super) fn examine(found: &Found, fix: bool, tag_set: Option<&TagSet>, facts: &Facts) -> Examined {
    let Some(path) = &found.article else {
        let name = found.record.display();
        return Examined::failed(format!(
            "{name}: its article is gone: bring it back, or move the record away"
        ));
    };
    let article = match read::file(path).and_then(|bytes| read::parse(path, bytes)) {
        Ok(article) => Arc::new(article),
        Err(error) => return Examined::failed(told(&error)),
    };
    let location = read::location(path, &article, found.annotator.as_deref(), facts);
    let location = location.at(&found.record);
    let loaded = match store::read_at(&location, &article) {
        Ok(loaded) => loaded,
        Err(error) => return Examined::failed(error.to_string()),
    };
    let mut examined = Examined::default();
    let lines = Lines::of(&found.record);
    examined.look(&loaded, tag_set, &lines);
    let is_off = !loaded.moved.is_empty() || !loaded.doubted.is_empty() || examined.waiting > 0;
    if fix && is_off {
        match rewrite(&location, &article, found, path) {
            Ok(()) => {
                examined.is_fixed = true;
                examined.waiting = 0;
            }
            Err(why) => examined.problems.push(Problem { line: None, told: why }),
        }
    }
    examined
}

/// Writes a record anew, with the places of today.
fn rewrite(location: &Location, article: &Arc<Article>, found: &Found, path: &Path) -> Result<(), String> {
    let header = Header {
        file: path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        annotator: found.annotator.clone().unwrap_or_default(),
        tag_set: String::new(),
    };
    let opened = Store::open(location, article, &header);
    let mut store = opened.store.map_err(|reason| reason.to_string())?;
    store.rewrite().and_then(|()| store.close()).map_err(|error| error.to_string())
}

impl Examined {
    fn look(&mut self, loaded: &Loaded, tag_set: Option<&TagSet>, lines: &Lines) {
        let record = &loaded.record;
        for notice in &loaded.notices {
            match notice {
                Notice::Recovered { edits } => self.waiting = *edits,
                Notice::Disputed { .. } => self.problem(None, notice.to_string()),
                _ => {}
            }
        }
        let moved: HashSet<&Id> = loaded.moved.iter().collect();
        let mut count = |kind: &'static str, id: &Id, review: Option<&String>, name: &str| {
            self.tally.items += 1;
            match review {
                Some(why) => {
                    self.tally.review += 1;
                    let told = format!("{kind} {id}{name}: {why}");
                    self.problems.push(Problem { line: lines.of_item(kind, id), told });
                }
                None => self.tally.moved += usize::from(moved.contains(id)),
            }
        };
        let labelled = |label: &str| format!(" ({label})");
        record.tags().for_each(|tag| count("tag", &tag.id, tag.stamp.review.as_ref(), &labelled(&tag.label)));
        record
            .links()
            .for_each(|link| count("link", &link.id, link.stamp.review.as_ref(), &labelled(&link.label)));
        record.notes().for_each(|note| count("note", &note.id, note.stamp.review.as_ref(), ""));
        record.entities().for_each(|entity| count("entity", &entity.id, None, ""));
        record.document_labels().for_each(|label| {
            count("document label", &label.id, label.stamp.review.as_ref(), &labelled(&label.label));
        });
        record.verdicts().for_each(|verdict| {
            count("verdict", &verdict.id, verdict.stamp.review.as_ref(), &labelled(&verdict.label));
        });
        for item in &loaded.unplaced {
            self.tally.items += 1;
            self.tally.unplaced += 1;
            self.problem(lines.of_item(item.kind, &item.id), item.to_string());
        }
        self.references(record, lines);
        if let Some(tag_set) = tag_set {
            self.labels(record, tag_set, lines);
        }
        self.problems.sort();
    }

    fn problem(&mut self, line: Option<usize>, told: String) {
        self.problems.push(Problem { line, told });
    }

    /// Looks for items that are named but not there.
    fn references(&mut self, record: &Record, lines: &Lines) {
        for tag in record.tags() {
            if let Some(entity) = tag.entity.as_ref().filter(|id| record.entity(id).is_none()) {
                let told = format!("tag {}: there is no entity {entity}", tag.id);
                self.problem(lines.of_item("tag", &tag.id), told);
            }
        }
        let is_there = |id: &Id| {
            record.tag(id).is_some()
                || record.link(id).is_some()
                || record.note(id).is_some()
                || record.entity(id).is_some()
                || record.document_label(id).is_some()
                || record.verdict(id).is_some()
                || record.unplaced().any(|item| item.id == *id)
        };
        for note in record.notes() {
            if let Some(about) = note.about.as_ref().filter(|id| !is_there(id)) {
                let told = format!("note {}: what it is about, {about}, is not there", note.id);
                self.problem(lines.of_item("note", &note.id), told);
            }
        }
        for verdict in record.verdicts() {
            if let Some(became) = verdict.became.as_ref().filter(|id| !is_there(id)) {
                let told = format!("verdict {}: what it became, {became}, is not there", verdict.id);
                self.problem(lines.of_item("verdict", &verdict.id), told);
            }
        }
    }

    /// Looks for labels that the tag set does not have.
    fn labels(&mut self, record: &Record, tag_set: &TagSet, lines: &Lines) {
        for tag in record.tags().filter(|tag| tag_set.label(&tag.label).is_none()) {
            let told = format!("tag {}: the tag set {} has no label “{}”", tag.id, tag_set.name, tag.label);
            self.problem(lines.of_item("tag", &tag.id), told);
        }
        let is_known = |label: &str| tag_set.links.iter().any(|known| known.name == label);
        for link in record.links().filter(|link| !is_known(&link.label)) {
            let told = format!("link {}: the tag set {} has no link “{}”", link.id, tag_set.name, link.label);
            self.problem(lines.of_item("link", &link.id), told);
        }
    }
}

/// In which line of a record each item is written.
struct Lines(HashMap<(&'static str, String), usize>);

impl Lines {
    /// Looks at the record as it is written: an item a line, in sections.
    fn of(record: &Path) -> Self {
        const KINDS: [(&str, &str); 6] = [
            ("entities: [", "entity"),
            ("tags: [", "tag"),
            ("links: [", "link"),
            ("notes: [", "note"),
            ("document_labels: [", "document label"),
            ("verdicts: [", "verdict"),
        ];
        let text = std::fs::read(record).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let mut lines = HashMap::new();
        let mut kind = "";
        for (number, line) in (1..).zip(text.lines()) {
            let line = line.trim_start();
            if let Some((_, begun)) = KINDS.iter().find(|(section, _)| line.starts_with(section)) {
                kind = begun;
            }
            let id = line.strip_prefix("(id: \"").and_then(|line| line.split_once('"'));
            if let Some((id, _)) = id {
                lines.entry((kind, id.to_owned())).or_insert(number);
            }
        }
        Self(lines)
    }

    fn of_item(&self, kind: &'static str, id: &Id) -> Option<usize> {
        self.0.get(&(kind, id.to_string())).copied()
    }
}
