//! The help: the keys of every context, those of the one that it was opened in first, narrowed by typing.

use super::field::Field;
use super::help::{HelpRow, keys_of, rows, shown_labels};
use super::{compose, placed};
use crate::app::action::Action;
use crate::app::contexts::{CONTEXTS, Context};
use crate::app::event::Effect;
use crate::app::model::Model;
use crate::app::program::App;
use crate::config::{Keymap, TagSet};

/// The help while it is open, above everything else.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Help {
    /// The first row that shows.
    pub top: usize,
    /// What was typed to narrow it.
    pub field: Field,
    /// Whether keys are typed, instead of scrolling.
    pub is_typed: bool,
    all: Vec<HelpRow>,
    left: Vec<HelpRow>,
}

impl Help {
    /// The help as it is opened in the context of that name.
    pub fn new(keymap: &Keymap<Action>, tag_set: &TagSet, context: &str) -> Self {
        let all = sheet(keymap, tag_set, context);
        Self { top: 0, field: Field::default(), is_typed: false, left: all.clone(), all }
    }

    /// The rows that what was typed leaves, with the headings above them.
    pub fn rows(&self) -> &[HelpRow] {
        &self.left
    }

    /// Whether there is a line of what was typed above the rows.
    pub fn has_line(&self) -> bool {
        self.is_typed || !self.field.text().is_empty()
    }

    /// Looks again which rows are left.
    fn narrow(&mut self) {
        let typed = self.field.text().trim();
        let is_key = |keys: &str| match typed.len() {
            // “a” and “A” are two keys, “esc” and “Esc” are one.
            ..2 => keys.split("  ").any(|key| key == typed),
            _ => keys.split("  ").any(|key| key.eq_ignore_ascii_case(typed)),
        };
        // One character that is a key is looked up as that.
        let is_one = typed.len() == 1
            && self.all.iter().any(|row| matches!(row, HelpRow::Keys { keys, .. } if is_key(keys)));
        let words: Vec<String> = self.field.text().split_whitespace().map(str::to_lowercase).collect();
        let (mut context, mut group) = (None, None);
        self.left.clear();
        self.top = 0;
        for row in &self.all {
            match row {
                HelpRow::Context(_) => (context, group) = (Some(row), None),
                HelpRow::Group(_) => group = Some(row),
                HelpRow::Keys { keys, about } => {
                    let told = about.to_lowercase();
                    let fits = || words.iter().all(|word| told.contains(word.as_str()));
                    if is_key(keys) || !is_one && fits() {
                        let headings = context.take().into_iter().chain(group.take());
                        self.left.extend(headings.chain([row]).cloned());
                    }
                }
            }
        }
    }
}

/// Every context with what its keys do: `first` comes first, and the keys of the article behind those of a
/// context that they count in too.
fn sheet(keymap: &Keymap<Action>, tag_set: &TagSet, first: &str) -> Vec<HelpRow> {
    let of = |context: &&Context| context.name == first;
    let contexts = CONTEXTS.iter().filter(of).chain(CONTEXTS.iter().filter(|context| !of(context)));
    let mut all = Vec::new();
    for context in contexts {
        all.push(HelpRow::Context(format!("Keys {}", context.about)));
        match context.name {
            "article" => all.extend(rows(keymap, tag_set)),
            name => {
                let actions = Action::ALL.iter().map(|&(action, _)| (keys_of(keymap, name, action), action));
                let bound = actions.filter(|(keys, _)| !keys.is_empty());
                all.extend(bound.map(|(keys, action)| HelpRow::Keys {
                    keys: keys.join("  "),
                    about: action.about_in(name).to_owned(),
                }));
                if name == "preview" {
                    all.extend(shown_labels(tag_set));
                }
            }
        }
    }
    all
}

/// Opens the help for the context that keys go to, or closes it.
pub(in crate::app) fn turn(app: &mut App) -> Vec<Effect> {
    let Model { help, keymap, tag_set, .. } = &app.model;
    app.model.help = match help {
        Some(_) => None,
        None => Some(Help::new(keymap, tag_set, app.model.context())),
    };
    Vec::new()
}

/// Handles a key of the help.
pub(in crate::app) fn act(app: &mut App, action: Action) -> Vec<Effect> {
    let screen = placed::help_rows(&app.model);
    let Some(help) = &mut app.model.help else { return Vec::new() };
    let last = help.left.len().saturating_sub(usize::from(screen));
    let page = isize::try_from(screen.saturating_sub(1).max(1)).unwrap_or(1);
    let mut scroll = |by: isize| help.top = help.top.min(last).saturating_add_signed(by).min(last);
    match action {
        Action::LineDown => scroll(1),
        Action::LineUp => scroll(-1),
        Action::PageDown => scroll(page),
        Action::PageUp => scroll(-page),
        Action::Top => help.top = 0,
        Action::Bottom => help.top = last,
        Action::Search => help.is_typed = true,
        Action::Confirm => help.is_typed = false,
        Action::Help => app.model.help = None,
        // What was typed goes first.
        Action::Cancel if help.is_typed => {
            help.is_typed = false;
            help.field.erase_all();
            help.narrow();
        }
        Action::Cancel => app.model.help = None,
        _ if help.is_typed => {
            let before = help.field.text().len();
            compose::edit(&mut help.field, action);
            if help.field.text().len() != before {
                help.narrow();
            }
        }
        _ => {}
    }
    Vec::new()
}

/// Narrows the help by what is typed; a key that does nothing there begins that.
pub(in crate::app) fn write(help: &mut Help, text: &str) {
    help.is_typed = true;
    help.field.end();
    help.field.insert(text);
    help.narrow();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn help(context: &str) -> Help {
        Help::new(&crate::app::bundled_keymap().unwrap(), &TagSet::news().unwrap(), context)
    }

    #[test]
    fn the_context_that_it_is_opened_in_comes_first_and_all_the_others_follow() {
        for context in CONTEXTS {
            let help = help(context.name);
            let headings = help.rows().iter().filter_map(|row| match row {
                HelpRow::Context(heading) => Some(heading.clone()),
                _ => None,
            });
            let headings: Vec<String> = headings.collect();
            assert_eq!(headings[0], format!("Keys {}", context.about));
            assert_eq!(headings.len(), CONTEXTS.len());
        }
    }

    #[test]
    fn typing_leaves_what_does_that_under_its_headings() {
        let mut help = help("sources");
        let told = |help: &Help| {
            let rows = help.rows().iter().map(|row| match row {
                HelpRow::Context(heading) => format!("# {heading}"),
                HelpRow::Group(name) => format!("## {name}"),
                HelpRow::Keys { keys, .. } => keys.clone(),
            });
            rows.collect::<Vec<_>>()
        };
        write(&mut help, "gui");
        write(&mut help, "delines");
        assert_eq!(told(&help), [] as [&str; 0]);
        help.field.erase_all();
        write(&mut help, "SHOW labels");
        assert_eq!(told(&help), ["# Keys in the article", "## Panes and program", "g l"]);
        help.field.erase_all();
        write(&mut help, "R");
        assert_eq!(told(&help)[..2], ["# Keys in the list of the sources", "[  R  h"]);
    }
}
