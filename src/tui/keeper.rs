//! The record of a document while it is open: edits go to its store, and wait where that fails.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};

use super::watching::stamp_at;
use super::worker::Events;
use crate::annotation::{Edit, Record};
use crate::app::{Bookmark, Event, Stamp};
use crate::exchange::{self, SaveError};
use crate::store::{Course, Histories, Opened, Place, Store, StoreError};

/// What is not on the record in the end, in words.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Left {
    /// What is not on disk, and why.
    pub(super) unsaved: Option<String>,
    /// What is on disk elsewhere: where it is, and why.
    pub(super) elsewhere: Option<String>,
}

/// Keeps the record: edits that could not be saved wait here, in order.
pub(super) struct Keeper<'e> {
    events: &'e Events,
    store: Option<Store>,
    /// The record's file when it was looked at last.
    seen: Option<Stamp>,
    unsaved: VecDeque<(Edit, Course)>,
    /// The file that the record was last saved to elsewhere, and how many edits are in it that wait.
    elsewhere: Option<(String, usize)>,
    /// Whether the record could not be written: it is tried again after the next edit and in the end,
    /// and the journal holds every edit meanwhile.
    is_stuck: bool,
}

impl<'e> Keeper<'e> {
    /// Without a record so far.
    pub(super) fn new(events: &'e Events) -> Self {
        Self { events, store: None, seen: None, unsaved: VecDeque::new(), elsewhere: None, is_stuck: false }
    }

    /// Takes over what was opened; for reading only where `part` says why the article is not whole.
    pub(super) fn open(&mut self, opened: Opened, part: Option<String>, place: Option<Place>) {
        let (store, read_only) = match (opened.store, part) {
            (_, Some(why)) => (None, Some(why)),
            (Ok(store), None) => (Some(store), None),
            (Err(reason), None) => (None, Some(reason.to_string())),
        };
        self.seen = store.as_ref().and_then(|store| stamp_at(store.path()));
        self.store = store;
        let notices = opened.notices.iter().map(ToString::to_string).collect();
        let bookmark =
            place.map(|Place { byte: cursor, sources, marks }| Bookmark { cursor, sources, marks });
        self.events.tell(Event::Opened { record: Box::new(opened.record), read_only, notices, bookmark });
    }

    /// Tells what can be undone, and keeps that from now on.
    pub(super) fn recall(&mut self, histories: Option<&Histories>) {
        let recalled = self.store.as_mut().zip(histories).map(|(store, histories)| store.recall(histories));
        let (history, notice) = recalled.unwrap_or_default();
        let notice = notice.map(|notice| notice.to_string());
        self.events.tell(Event::Recalled { history: Box::new(history), notice });
    }

    /// Whether there is nothing to do until the next command.
    pub(super) fn is_idle(&self) -> bool {
        self.unsaved.is_empty() && (self.is_stuck || self.store.as_ref().is_none_or(Store::is_clean))
    }

    pub(super) fn append(&mut self, edit: Edit, course: Course) {
        self.unsaved.push_back((edit, course));
        self.is_stuck = false;
        self.save();
    }

    /// Saves what waits, in order, as far as it goes.
    fn save(&mut self) -> Option<String> {
        let store = self.store.as_mut()?;
        while let Some((edit, course)) = self.unsaved.front() {
            let saved = match store.append(edit) {
                // It was made before another program's changes were taken in.
                Err(StoreError::Conflict(_)) => store.join(edit),
                saved => saved,
            };
            if let Err(error) = saved {
                self.events.tell(Event::SaveFailed(error.to_string()));
                return Some(error.to_string());
            }
            self.events.tell(Event::Saved);
            tell_joined(self.events, store);
            store.note(*course, edit);
            self.unsaved.pop_front();
            if let Some((_, waiting)) = &mut self.elsewhere {
                *waiting = waiting.saturating_sub(1);
            }
        }
        None
    }

    /// Takes in what another program made of the record, where its file is another one than before. What
    /// is wrong with it is told when it is written.
    pub(super) fn look(&mut self) {
        let Some(store) = &mut self.store else { return };
        let found = stamp_at(store.path());
        if found.is_some() && std::mem::replace(&mut self.seen, found) != found && store.refresh().is_ok() {
            tell_joined(self.events, store);
        }
    }

    /// Tries again what could not be saved, and writes the record.
    pub(super) fn settle(&mut self) {
        if self.save().is_some() {
            return;
        }
        let Some(store) = &mut self.store else { return };
        let written = store.checkpoint();
        tell_joined(self.events, store);
        if let Err(error) = written {
            self.is_stuck = true;
            self.events.tell(Event::Failed(error.to_string()));
        }
    }

    /// Writes the record to the file `path`, which is none of `sources`.
    pub(super) fn save_elsewhere(
        &mut self,
        path: String,
        replace: bool,
        record: &Record,
        sources: &[PathBuf],
    ) {
        let Some(store) = &self.store else { return };
        let sources: Vec<&Path> = sources.iter().map(PathBuf::as_path).collect();
        let event = match exchange::save(Path::new(&path), &store.written(record), replace, &sources) {
            Ok(()) => {
                // What waits here by now is on the record that was written.
                let waiting = self.unsaved.len();
                self.elsewhere = Some((path.clone(), waiting));
                Event::SavedElsewhere { path, waiting }
            }
            Err(SaveError::Exists { .. }) => Event::ElsewhereExists { path },
            Err(SaveError::Source { .. }) => {
                Event::Failed(format!("{path} is the article or its record: name another file"))
            }
            Err(SaveError::Io { source, .. }) => Event::Failed(format!("{path} cannot be written: {source}")),
        };
        self.events.tell(event);
    }

    /// Ends; gives what is not on the record, and why.
    pub(super) fn close(&mut self) -> Left {
        let failure = self.save();
        let (unsaved, path) = (self.unsaved.len(), self.elsewhere.take());
        let (path, elsewhere) = path.unwrap_or_default();
        let lost = unsaved.saturating_sub(elsewhere);
        let closed = self.store.take().map(Store::close);
        let edits =
            |count: usize| if count == 1 { "1 edit is".to_owned() } else { format!("{count} edits are") };
        match (failure, closed) {
            (Some(why), _) => Left {
                unsaved: (lost > 0).then(|| format!("{} not saved: {why}", edits(lost))),
                elsewhere: (elsewhere > 0)
                    .then(|| format!("{} not on the record, but saved in {path}: {why}", edits(elsewhere))),
            },
            (None, Some(Err(error))) => Left { unsaved: Some(error.to_string()), elsewhere: None },
            (None, _) => Left::default(),
        }
    }
}

/// Sends what another program's changes made of the record, where some were taken in.
fn tell_joined(events: &Events, store: &mut Store) {
    if let Some(joined) = store.take_joined() {
        let notices = joined.notices.iter().map(ToString::to_string).collect();
        events.tell(Event::Joined { record: Box::new(joined.record), notices });
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::mpsc::channel;

    use super::*;
    use crate::article::import;
    use crate::store::{Header, Location};
    use crate::tui::fixture::note;
    use crate::tui::session::Incoming;

    #[test]
    fn edits_and_another_programs_changes_are_joined_and_told() {
        let folder = tempfile::tempdir().unwrap();
        let location = Location::beside(&folder.path().join("ferry.txt"), None);
        let article = Arc::new(import::plain(b"Ferry".to_vec()).unwrap());
        let (sender, incoming) = channel();
        let events = Events::new(sender, 0);
        let mut keeper = Keeper::new(&events);
        keeper.open(Store::open(&location, &article, &Header::default()), None, None);
        keeper.append(note("a"), Course::Made);
        keeper.settle();
        let path = folder.path().join("ferry.txt.ron");
        let theirs = std::fs::read_to_string(&path).unwrap().replace("\"?\"", "\"?!\"");
        std::fs::write(&path, theirs).unwrap();
        // One more, and one that was made before theirs was known.
        keeper.append(note("b"), Course::Made);
        keeper.settle();
        keeper.append(note("a").inverse(), Course::Undone);
        assert_eq!(keeper.close().unsaved, None);
        let told: Vec<_> = incoming
            .try_iter()
            .filter_map(|told| match told {
                Incoming::Of(_, Event::Joined { record, .. }) => {
                    Some(record.notes().map(|note| format!("{} {}", note.id, note.text)).collect::<Vec<_>>())
                }
                Incoming::Of(_, Event::SaveFailed(why) | Event::Failed(why)) => panic!("{why}"),
                _ => None,
            })
            .collect();
        assert_eq!(told, [["a ?!", "b ?"], ["a ?!", "b ?"]], "an edit counts more than a removal");
    }

    #[test]
    fn a_record_that_cannot_be_written_is_told_once_for_each_edit() {
        let folder = tempfile::tempdir().unwrap();
        let location = Location::beside(&folder.path().join("ferry.txt"), None);
        let article = Arc::new(import::plain(b"Ferry".to_vec()).unwrap());
        let (sender, incoming) = channel();
        let events = Events::new(sender, 0);
        let mut keeper = Keeper::new(&events);
        keeper.open(Store::open(&location, &article, &Header::default()), None, None);
        keeper.append(note("a"), Course::Made);
        std::fs::write(folder.path().join("ferry.txt.ron"), "somebody else's").unwrap();
        keeper.settle();
        assert!(keeper.is_idle(), "it is not tried again and again");
        keeper.append(note("b"), Course::Made);
        assert!(!keeper.is_idle());
        keeper.settle();
        let failures = incoming.try_iter().filter(|told| matches!(told, Incoming::Of(_, Event::Failed(_))));
        assert_eq!(failures.count(), 2);
    }
}
