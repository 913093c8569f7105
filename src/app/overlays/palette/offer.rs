//! What the palette offers, and whether it can be done.

use super::PaletteRow;
use crate::app::action::Action;
use crate::app::keys;
use crate::app::model::Model;
use crate::app::overlays::help::{keys_of, shown, useful};

/// Something that the palette offers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Offer {
    /// An action.
    Action(Action),
    /// Tagging with the label of that name.
    Label(String),
    /// Going to a part of the article.
    Place {
        /// Which part, in words.
        named: String,
        /// What was typed.
        written: String,
    },
}

/// All that is offered in `context`: what was done last, what the hints show, then everything else.
pub(super) fn all(model: &Model, context: &str) -> Vec<Offer> {
    let actions = Action::ALL.iter().map(|&(action, _)| action);
    let actions = actions.filter(|&action| is_offered(model, context, action)).map(Offer::Action);
    let labels = model.tag_set.labels.iter().map(|label| Offer::Label(label.name.clone()));
    let known: Vec<Offer> = labels.chain(actions).collect();
    let useful = useful(model.situation()).iter().copied().map(Offer::Action);
    let first = model.recent.0.iter().cloned().chain(useful).filter(|offer| known.contains(offer));
    let mut offers: Vec<Offer> = Vec::with_capacity(known.len());
    for offer in first.chain(known.iter().cloned()) {
        if !offers.contains(&offer) {
            offers.push(offer);
        }
    }
    offers
}

/// Whether `action` means anything in `context`, where nothing is written or picked.
fn is_offered(model: &Model, context: &str, action: Action) -> bool {
    match action {
        Action::Palette | Action::ToggleRegex | Action::ToggleWords => false,
        Action::Confirm => is_bound(model, context, action),
        _ => !matches!(action.group(), "Many at once" | "Entities" | "Writing"),
    }
}

/// Whether a key of `context` does `action`.
pub(super) fn is_bound(model: &Model, context: &str, action: Action) -> bool {
    model.keymap.bindings(context).iter().any(|(_, bound)| *bound == action)
}

impl Offer {
    /// What it is found by: its names, and what it does.
    pub(super) fn words(&self, model: &Model) -> (Vec<String>, String) {
        match self {
            Offer::Action(action) => {
                let mut names = vec![action.hint().to_owned(), action.to_string().replace('_', " ")];
                names.extend(action.also().iter().map(|&name| name.to_owned()));
                (names, action.about().to_owned())
            }
            Offer::Label(name) => {
                let label = model.tag_set.labels.iter().find(|label| label.name == *name);
                let about = label.map_or(String::new(), |label| label.description.clone());
                (vec![format!("tag as {name}"), name.clone()], about)
            }
            Offer::Place { named, .. } => (vec![format!("go to {named}")], String::new()),
        }
    }

    /// What is shown of it, with its keys in `context` or else in the article.
    pub(super) fn row(&self, model: &Model, context: &str) -> PaletteRow {
        let why_not = self.refused(model).or_else(|| self.awaited(model));
        match self {
            Offer::Action(action) => {
                let keys = [context, "article"].map(|context| keys_of(&model.keymap, context, *action));
                let keys = keys.into_iter().find(|keys| !keys.is_empty()).unwrap_or_default();
                let (name, about) = (action.hint().to_owned(), action.about_in(context).to_owned());
                PaletteRow { name, about, keys: keys.join("  "), why_not }
            }
            Offer::Label(name) => {
                let label = model.tag_set.labels.iter().find(|label| label.name == *name);
                let keys = label.map_or(String::new(), |label| shown(&label.key));
                let about = label.map(|label| label.description.as_str()).filter(|about| !about.is_empty());
                let about =
                    about.map_or(format!("Tag as {name}."), |about| format!("Tag as {name}: {about}"));
                PaletteRow { name: name.clone(), about, keys, why_not }
            }
            Offer::Place { named, .. } => PaletteRow {
                name: "go to".to_owned(),
                about: format!("Go to {named}."),
                keys: String::new(),
                why_not,
            },
        }
    }

    /// Whether what it needs is there.
    pub(super) fn is_ready(&self, model: &Model) -> bool {
        match self {
            Offer::Action(action) => keys::is_ready(model, *action),
            Offer::Label(_) => model.saving.is_open,
            Offer::Place { .. } => true,
        }
    }

    /// What it has to wait for.
    fn awaited(&self, model: &Model) -> Option<String> {
        (!self.is_ready(model)).then(|| format!("waits for {}", keys::awaited(model)))
    }

    /// Why it cannot be done, where that is known before it is tried.
    pub(super) fn refused(&self, model: &Model) -> Option<String> {
        let never = |why: &str| Some(why.to_owned());
        if let Some(why) = &model.saving.read_only
            && self.edits()
        {
            return Some(format!("read-only: {why}"));
        }
        let Offer::Action(action) = self else { return None };
        let is_searched = !model.search.query().text.is_empty();
        match action {
            Action::Undo if model.saving.is_recalled && !model.history.can_undo() => never("nothing to undo"),
            Action::Redo if model.saving.is_recalled && model.history.is_empty() => never("nothing to redo"),
            Action::SearchNext | Action::SearchPrevious if !is_searched => never("nothing was searched for"),
            Action::OnlyHits if !model.search.is_on() => never("no search is on"),
            Action::Everything if model.filter.shown().is_none() => never("everything is shown"),
            Action::DocumentNext | Action::DocumentPrevious | Action::Documents
                if model.documents.number().is_none() =>
            {
                never("there is only this document")
            }
            Action::GoToMark if model.trail.marks().next().is_none() => never("no marks yet"),
            _ => None,
        }
    }

    /// Whether it changes the record.
    fn edits(&self) -> bool {
        let action = match self {
            Offer::Label(_) => return true,
            Offer::Place { .. } => return false,
            Offer::Action(action) => action,
        };
        matches!(
            action,
            Action::Accept
                | Action::Reject
                | Action::AcceptMany
                | Action::RejectMany
                | Action::Correct
                | Action::SetSpeaker
                | Action::Hold
                | Action::Extend
                | Action::Connect
                | Action::Identify
                | Action::TagAlike
                | Action::TagPattern
                | Action::ChangeMany
                | Action::AddNote
                | Action::Attributes
                | Action::DoneNext
                | Action::DocumentNote
                | Action::Delete
                | Action::Undo
                | Action::Redo
                | Action::SaveElsewhere
        )
    }
}
