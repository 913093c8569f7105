//! Ids that both sides gave to different things.

use std::collections::{HashMap, HashSet};

use super::item::is_one_thing;
use super::report::Remark;
use super::section::{Work, named};
use crate::store::document::{Document, options};
use crate::store::line::{
    AnyLine, DocumentLabelLine, EntityLine, Line, LinkLine, NoteLine, TagLine, VerdictLine,
};

/// The kinds of items that a note can be about.
const KINDS: [&str; 6] = [
    TagLine::KIND,
    EntityLine::KIND,
    LinkLine::KIND,
    NoteLine::KIND,
    DocumentLabelLine::KIND,
    VerdictLine::KIND,
];

/// How often what names a thing with a new id is looked at again: an entity, its tag, a link of that, a
/// note on it. What would come later keeps its id twice, as in a file that was merged by lines.
const ROUNDS: usize = 8;

/// The new ids of things of theirs, by kind and old id.
type Renamed = HashMap<(&'static str, String), String>;

/// Gives each thing of theirs a new id of which the id stands for another thing in ours; what names
/// it in theirs follows, and may then be another thing itself.
pub(super) fn part(base: &Document, ours: &Document, theirs: &mut Document, work: &mut Work<'_>) {
    for _ in 0..ROUNDS {
        if !part_some(base, ours, theirs, work) {
            return;
        }
    }
}

/// [`part`], but for what then turns out to be another thing; whether there was anything.
fn part_some(base: &Document, ours: &Document, theirs: &mut Document, work: &mut Work<'_>) -> bool {
    let mut renamed = Renamed::new();
    find(&base.entities, &ours.entities, &theirs.entities, work, &mut renamed);
    find(&base.tags, &ours.tags, &theirs.tags, work, &mut renamed);
    find(&base.links, &ours.links, &theirs.links, work, &mut renamed);
    find(&base.notes, &ours.notes, &theirs.notes, work, &mut renamed);
    find(&base.document_labels, &ours.document_labels, &theirs.document_labels, work, &mut renamed);
    find(&base.verdicts, &ours.verdicts, &theirs.verdicts, work, &mut renamed);
    if renamed.is_empty() {
        return false;
    }
    let mut taken = HashSet::new();
    for document in [base, ours, theirs] {
        ids(&document.entities, &mut taken);
        ids(&document.tags, &mut taken);
        ids(&document.links, &mut taken);
        ids(&document.notes, &mut taken);
        ids(&document.document_labels, &mut taken);
        ids(&document.verdicts, &mut taken);
    }
    let mut old: Vec<_> = renamed.keys().cloned().collect();
    old.sort_unstable();
    for key in old {
        let new = (2_usize..).map(|number| format!("{}-{number}", key.1)).find(|id| !taken.contains(id));
        if let Some(new) = new {
            taken.insert(new.clone());
            renamed.insert(key, new);
        }
    }
    rename(&mut theirs.entities, &renamed, work);
    rename(&mut theirs.tags, &renamed, work);
    rename(&mut theirs.links, &renamed, work);
    rename(&mut theirs.notes, &renamed, work);
    rename(&mut theirs.document_labels, &renamed, work);
    rename(&mut theirs.verdicts, &renamed, work);
    true
}

/// Finds the ids that both sides gave since the base, to different things.
fn find<L: Line>(base: &[L], ours: &[L], theirs: &[L], work: &Work<'_>, found: &mut Renamed) {
    let old: HashSet<&str> = base.iter().map(L::id).collect();
    let added = |line: &&L| !line.id().is_empty() && !old.contains(line.id());
    let ours: HashMap<&str, &L> = ours.iter().filter(added).map(|line| (line.id(), line)).collect();
    if ours.is_empty() {
        return;
    }
    for line in theirs.iter().filter(added) {
        let rival = ours.get(line.id()).filter(|ours| **ours != line);
        if rival.is_some_and(|ours| !is_one_thing((*ours, work.texts.ours), (line, work.texts.theirs))) {
            found.insert((L::KIND, line.id().to_owned()), String::new());
        }
    }
}

fn ids<L: Line>(lines: &[L], all: &mut HashSet<String>) {
    all.extend(lines.iter().map(|line| line.id().to_owned()));
}

fn rename<L: Line>(lines: &mut [L], renamed: &Renamed, work: &mut Work<'_>) {
    for line in lines {
        for (kind, name) in line.names() {
            let kinds = if kind.is_empty() { KINDS.as_slice() } else { &[kind] };
            let new = kinds.iter().find_map(|&kind| renamed.get(&(kind, name.clone())));
            new.into_iter().for_each(|new| name.clone_from(new));
        }
        let Some(new) = renamed.get(&(L::KIND, line.id().to_owned())) else { continue };
        let mut written = String::new();
        line.write(&mut written);
        let Ok(AnyLine { extra, .. }) = options().from_str(&written) else { continue };
        let mut written = String::new();
        AnyLine { id: new.clone(), extra }.write(&mut written);
        if let Ok(now) = options().from_str(&written) {
            let before = std::mem::replace(line, now);
            work.remark(Remark::Renamed { item: named(&before), id: new.clone() });
        }
    }
}
