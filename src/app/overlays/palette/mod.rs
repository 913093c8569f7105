//! The command palette: all that can be done, found by typing a part of its name.

mod offer;
mod ranking;

use self::offer::Offer;
use self::ranking::Ranking;
use super::Overlay;
use super::compose;
use super::field::Field;
use crate::app::action::Action;
use crate::app::event::Effect;
use crate::app::keys;
use crate::app::model::{Focus, Model};
use crate::app::program::App;
use crate::app::reading::going;
use crate::app::tagging;
use crate::app::update;

/// How many rows a screen of it is, for the keys that turn it.
const SCREEN: isize = 10;

/// The palette while it is open.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Palette {
    /// What was typed to narrow it.
    pub field: Field,
    /// The index of the chosen row among those that are left.
    pub chosen: usize,
    /// The context of the keymap that it was opened in.
    context: &'static str,
    /// All that is offered while nothing is typed, the most useful first.
    offers: Vec<Offer>,
    /// What the typed words leave of it, the best first.
    left: Vec<Offer>,
}

/// What was done with the palette, the last first.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(in crate::app) struct Recent(Vec<Offer>);

impl Recent {
    /// Puts `offer` before the others.
    fn remember(&mut self, offer: Offer) {
        self.0.retain(|old| *old != offer);
        self.0.insert(0, offer);
    }
}

/// A row of the palette. Its words are not yet safe for a terminal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PaletteRow {
    /// What it is called, in a word or two.
    pub name: String,
    /// What it does, in one sentence.
    pub about: String,
    /// The keys that do the same, as hints show them; empty where none do.
    pub keys: String,
    /// Why it cannot be done now, or not yet; `None` where it can.
    pub why_not: Option<String>,
}

impl Palette {
    /// How many rows are left.
    pub fn count(&self) -> usize {
        self.left.len()
    }

    /// The rows that what was typed leaves, from the one of that index on.
    pub fn left_from<'a>(&'a self, model: &'a Model, first: usize) -> impl Iterator<Item = PaletteRow> + 'a {
        let left = self.left.get(first..).unwrap_or_default();
        left.iter().map(|offer| offer.row(model, self.context))
    }

    /// Moves the choice by `rows`, from the last row on to the first; a screen at a time stays.
    pub(in crate::app) fn step(&mut self, rows: isize) {
        let last = self.left.len().saturating_sub(1);
        let next = self.chosen.saturating_add_signed(rows);
        self.chosen = match rows {
            1 if next > last => 0,
            -1 if self.chosen == 0 => last,
            _ => next.min(last),
        };
    }

    /// Looks again what is left, after something was typed; the best is chosen.
    fn narrow(&mut self, model: &Model) {
        let typed = self.field.text().trim();
        self.chosen = 0;
        let place = going::named(typed).map(|named| Offer::Place { named, written: typed.to_owned() });
        let ranked = Ranking::new(typed).best(&self.offers, |offer| offer.words(model));
        self.left = place.into_iter().chain(ranked).collect();
    }
}

/// Opens the palette. What was done with it last comes first, then what is useful here.
pub(in crate::app) fn open(app: &mut App) -> Vec<Effect> {
    let context = app.model.context();
    let offers = offer::all(&app.model, context);
    let left = offers.clone();
    app.model.overlay =
        Some(Overlay::Palette(Palette { field: Field::default(), chosen: 0, context, offers, left }));
    Vec::new()
}

/// Handles a key of the palette.
pub(in crate::app) fn act(app: &mut App, action: Action) -> Vec<Effect> {
    let Some(Overlay::Palette(palette)) = &mut app.model.overlay else { return Vec::new() };
    match action {
        Action::Cancel => app.model.overlay = None,
        Action::Confirm => return take(app),
        Action::LineDown => palette.step(1),
        Action::LineUp => palette.step(-1),
        Action::PageDown => palette.step(SCREEN),
        Action::PageUp => palette.step(-SCREEN),
        _ => {
            let before = palette.field.text().len();
            compose::edit(&mut palette.field, action);
            if palette.field.text().len() != before {
                follow(app);
            }
        }
    }
    Vec::new()
}

/// Lets the rows follow what is typed by now.
pub(in crate::app) fn follow(app: &mut App) {
    let Some(Overlay::Palette(mut palette)) = app.model.overlay.take() else { return };
    palette.narrow(&app.model);
    app.model.overlay = Some(Overlay::Palette(palette));
}

/// Does what the chosen row stands for, as its key would. What cannot be done leaves the palette open.
fn take(app: &mut App) -> Vec<Effect> {
    let Some(Overlay::Palette(palette)) = &app.model.overlay else { return Vec::new() };
    let Some(offer) = palette.left.get(palette.chosen).cloned() else {
        return app.refuse("nothing of that name");
    };
    let context = palette.context;
    if let Some(why) = offer.refused(&app.model) {
        return app.refuse(why);
    }
    if !offer.is_ready(&app.model) {
        return keys::wait_for(app, "palette", Action::Confirm);
    }
    if let Offer::Place { written, .. } = &offer {
        let effects = going::go(app, written);
        if app.model.overlay.is_none() {
            to_article(app);
        }
        return effects;
    }
    app.model.overlay = None;
    app.model.recent.remember(offer.clone());
    match offer {
        Offer::Action(action) => {
            if context == "sources" && !offer::is_bound(&app.model, context, action) {
                to_article(app);
            }
            update::act(app, action)
        }
        Offer::Label(name) => match app.model.tag_set.labels.iter().find(|label| label.name == name) {
            Some(label) => {
                let label = label.clone();
                to_article(app);
                tagging::put(app, &label)
            }
            None => Vec::new(),
        },
        Offer::Place { .. } => Vec::new(),
    }
}

/// Gives the keys to the article, for what the list of the sources does not know.
fn to_article(app: &mut App) {
    if app.model.focus != Focus::Article {
        app.model.focus = Focus::Article;
        app.arrange();
    }
}
