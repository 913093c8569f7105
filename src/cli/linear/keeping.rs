//! The record while it is read line by line: every edit is in the journal before it is told as saved.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::annotation::Edit;
use crate::app::{App, Effect, Event};
use crate::article::Article;
use crate::store::{Course, Header, Histories, Location, Store, StoreError};

/// Keeps the record: edits that could not be saved wait here, in order.
pub(super) struct Keeper {
    store: Option<Store>,
    unsaved: VecDeque<(Edit, Course)>,
}

/// Tells the program what happened, now.
pub(super) fn send(app: &mut App, event: Event) -> Vec<Effect> {
    app.update(event, jiff::Timestamp::now())
}

impl Keeper {
    /// Opens the record and hands it to `app`, with what can be undone.
    pub(super) fn open(
        location: &Location,
        article: &Arc<Article>,
        header: &Header,
        histories: Option<&Histories>,
        app: &mut App,
    ) -> Self {
        let opened = Store::open(location, article, header);
        let (mut store, read_only) = match opened.store {
            Ok(store) => (Some(store), None),
            Err(reason) => (None, Some(reason.to_string())),
        };
        let notices = opened.notices.iter().map(ToString::to_string).collect();
        send(app, Event::Opened { record: Box::new(opened.record), read_only, notices, bookmark: None });
        let recalled = store.as_mut().zip(histories).map(|(store, histories)| store.recall(histories));
        let (history, notice) = recalled.unwrap_or_default();
        let notice = notice.map(|notice| notice.to_string());
        send(app, Event::Recalled { history: Box::new(history), notice });
        Self { store, unsaved: VecDeque::new() }
    }

    /// Carries out what the program asks for: puts edits in the journal. Says what became of them; `None`
    /// where there were none.
    pub(super) fn carry_out(&mut self, effects: Vec<Effect>, app: &mut App) -> Option<Result<(), String>> {
        let before = self.unsaved.len();
        let mut effects = VecDeque::from(effects);
        while let Some(effect) = effects.pop_front() {
            match effect {
                Effect::Append(edit) => self.unsaved.push_back((edit, Course::Made)),
                Effect::Undo(edit) => self.unsaved.push_back((edit, Course::Undone)),
                Effect::Redo(edit) => self.unsaved.push_back((edit, Course::Redone)),
                // Here one waits for it: there is nothing to read on meanwhile.
                Effect::Edit(bulk) => effects.extend(send(app, Event::Edited(Box::new(bulk.run())))),
                _ => {}
            }
        }
        (self.unsaved.len() > before).then(|| self.save(app))
    }

    /// Saves what waits, in order, as far as it goes.
    fn save(&mut self, app: &mut App) -> Result<(), String> {
        let Some(store) = &mut self.store else { return Ok(()) };
        while let Some((edit, course)) = self.unsaved.front() {
            let saved = match store.append(edit) {
                // It was made before another program's changes were taken in.
                Err(StoreError::Conflict(_)) => store.join(edit),
                saved => saved,
            };
            if let Err(error) = saved {
                send(app, Event::SaveFailed(error.to_string()));
                return Err(error.to_string());
            }
            let message = app.model.message.take();
            send(app, Event::Saved);
            if let Some(joined) = store.take_joined() {
                let notices = joined.notices.iter().map(ToString::to_string).collect();
                send(app, Event::Joined { record: Box::new(joined.record), notices });
            }
            app.model.message = app.model.message.take().or(message);
            store.note(*course, edit);
            self.unsaved.pop_front();
        }
        Ok(())
    }

    /// Writes the record from the journal; says what is not saved, and why.
    pub(super) fn close(mut self, app: &mut App) -> Option<String> {
        let failure = self.save(app).err();
        let closed = self.store.take().map(Store::close);
        let lost = self.unsaved.len();
        match (failure, closed) {
            (Some(why), _) if lost == 1 => Some(format!("1 edit is not saved: {why}")),
            (Some(why), _) => Some(format!("{lost} edits are not saved: {why}")),
            (None, Some(Err(error))) => Some(error.to_string()),
            (None, _) => None,
        }
    }
}
