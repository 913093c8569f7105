//! The keys that messages name: those of the keymap in force, whatever they are there.

use super::action::Action;
use super::event::Effect;
use super::model::Model;
use super::overlays::help::keys_of;
use super::program::App;

impl Model {
    /// The first key that does `action` where keys go now, or else in the article, as it is shown; `None`
    /// where none does.
    pub fn key(&self, action: Action) -> Option<String> {
        self.key_in(self.context(), action)
    }

    /// The first key that does `action` in `context`, or else in the article, as it is shown.
    pub fn key_in(&self, context: &str, action: Action) -> Option<String> {
        let first = |context| keys_of(&self.keymap, context, action).into_iter().next();
        first(context).or_else(|| first("article"))
    }

    /// What keys would do about something, to stand behind it: “: u takes it back, d deletes it”. An action
    /// without a key is left out; where none has one, there is nothing.
    pub fn tip(&self, ways: &[(Action, &str)]) -> String {
        self.tip_in(self.context(), ways)
    }

    /// The same for a place where keys go in `context`.
    pub fn tip_in(&self, context: &str, ways: &[(Action, &str)]) -> String {
        let named = ways.iter();
        let named =
            named.filter_map(|(action, does)| Some(format!("{} {does}", self.key_in(context, *action)?)));
        let named: Vec<String> = named.collect();
        if named.is_empty() { String::new() } else { format!(": {}", named.join(", ")) }
    }

    /// How what was just done is taken back, to stand behind it: “: u takes it back”.
    pub fn way_back(&self) -> String {
        self.tip(&[(Action::Undo, "takes it back")])
    }
}

impl App {
    /// Tells the person that something was refused, why, and what keys would do about it.
    pub(super) fn refuse_with(&mut self, why: &str, ways: &[(Action, &str)]) -> Vec<Effect> {
        let tip = self.model.tip(ways);
        self.refuse(format!("{why}{tip}"))
    }
}
