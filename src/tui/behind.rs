//! What takes time but is not about the record on disk: done on threads of its own, so that it does not
//! wait for what is saved.

use std::io;
use std::sync::Arc;
use std::thread;

use super::worker::Events;
use crate::app::{Bulk, Event, Search, Summary, Sweep};
use crate::article::Article;

/// Has the text searched.
pub(super) fn search(search: Search, article: Arc<Article>, events: Events) {
    let found = events.clone();
    look_through(&events, move || search.run(&article, |places| found.tell(Event::Found(places))));
}

/// Has hits counted, or what a filter or a list shows found.
pub(super) fn sweep(sweep: Sweep, article: Arc<Article>, events: Events) {
    let swept = events.clone();
    look_through(&events, move || sweep.run(&article, |result| swept.tell(Event::Swept(result))));
}

fn look_through(events: &Events, look: impl FnOnce() + Send + 'static) {
    if let Err(error) = thread::Builder::new().name("search".to_owned()).spawn(look) {
        events.tell(Event::Failed(format!("the text cannot be looked through: {error}")));
    }
}

/// Counts the overview.
pub(super) fn sum(summary: Summary, events: Events) -> io::Result<()> {
    let counting = thread::Builder::new().name("overview".to_owned());
    counting
        .spawn(move || summary.run().into_iter().for_each(|summed| events.tell(Event::Summed(summed))))?;
    Ok(())
}

/// Makes an edit of very many items.
pub(super) fn edit(bulk: Bulk, events: Events) -> io::Result<()> {
    let editing = thread::Builder::new().name("edit".to_owned());
    editing.spawn(move || events.tell(Event::Edited(Box::new(bulk.run()))))?;
    Ok(())
}

/// Frees what may take long. Where there is no thread for it, it is freed here.
pub(super) fn free(left: impl Send + 'static) {
    let _ = thread::Builder::new().name("freeing".to_owned()).spawn(move || drop(left));
}
