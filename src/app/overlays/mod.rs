//! What opens above the panes and takes the keys.

pub(in crate::app) mod compose;
pub(in crate::app) mod field;
pub(in crate::app) mod finder;
pub(in crate::app) mod guidelines;
pub(in crate::app) mod help;
pub(in crate::app) mod menu;
pub(in crate::app) mod overview;
pub(in crate::app) mod palette;
pub(in crate::app) mod placed;
pub(in crate::app) mod preview;
pub(in crate::app) mod sheet;

use self::field::Field;
use self::finder::{Finder, FinderPurpose};
use self::palette::Palette;
use self::preview::Preview;
use crate::annotation::Id;
use crate::app::review::correcting::Statement;
use crate::app::review::deciding::Which;
use crate::app::review::disputes;
use crate::app::review::recheck;
use crate::app::search::line::SearchLine;
use crate::app::tagging::choosing::Choice;
use crate::app::tagging::notes::Draft;
use crate::article::Span;
use crate::config::{Code, Key, Label};

/// What is open above the panes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Overlay {
    /// What the labels are for.
    Guidelines {
        /// The first row that shows.
        top: usize,
    },
    /// The article in figures.
    Overview(overview::Shown),
    /// Something to write.
    Line(Line),
    /// Something to pick, by typing a part of its name.
    List(List),
    /// Something to pick, by a key of its own.
    Menu(Menu),
    /// Something on the record to pick, by typing a part of its name.
    Finder(Finder),
    /// A note to write.
    Note(Draft),
    /// Many places, to take or to leave.
    Preview(Preview),
    /// Something to search the text for.
    Search(SearchLine),
    /// All that can be done, by typing a part of its name.
    Palette(Palette),
}

/// A line to write.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// What it is for.
    pub purpose: LinePurpose,
    /// What is asked.
    pub title: String,
    /// What was written so far.
    pub field: Field,
}

/// What a written line is for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LinePurpose {
    /// A value for an attribute.
    Attribute {
        /// The tag.
        tag: Id,
        /// The name of the attribute.
        attribute: String,
    },
    /// The file to save the record to; `told` is one that may be replaced, for the person was told
    /// that it is there.
    SaveElsewhere {
        /// The file that is there.
        told: Option<String>,
    },
    /// Another name for the entity of that id.
    RenameEntity(Id),
    /// What other catalogues call the entity of that id.
    SameAs(Id),
    /// The least confidence of the statements that are to be accepted, or else rejected.
    Confidence {
        /// Whether they are accepted.
        accept: bool,
    },
    /// A pattern of what is to be tagged.
    Pattern,
    /// Where to go in the article.
    GoTo,
    /// The path to export to, in the format of that name.
    ExportTo(String),
    /// The same, after the person was told that there is a file at `path`.
    ReplaceBy {
        /// The name of the format.
        format: String,
        /// The file that may be replaced.
        path: String,
    },
}

/// Rows to pick one from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct List {
    /// What it is for.
    pub purpose: ListPurpose,
    /// What is asked.
    pub title: String,
    /// What was typed to narrow it.
    pub field: Field,
    /// The index of the chosen row among those that are left.
    pub chosen: usize,
    /// All rows: what is picked, and words about it.
    pub rows: Vec<(String, String)>,
}

/// What a picked row is for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ListPurpose {
    /// The source of the statement of that index.
    SpeakerOf(usize),
    /// The source of the tag of that id.
    SpeakerOfTag(Id),
    /// The source of a new statement with that content.
    SpeakerOfSpan(Span),
    /// The format to export to.
    Format,
    /// The value of a disputed field that is to stand: the choice that each row makes.
    Disputes(Vec<disputes::Choice>),
    /// What to look at again: an item for each row.
    Recheck(Vec<recheck::Doubtful>),
    /// The document to open.
    Document,
    /// The part of the article to go to: the byte where each row begins.
    Outline(Vec<usize>),
}

/// A few rows, each of which a key picks at once; arrows and Enter pick too.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Menu {
    /// What it is for.
    pub purpose: MenuPurpose,
    /// What is asked.
    pub title: String,
    /// The index of the chosen row.
    pub chosen: usize,
    /// The rows.
    pub rows: Vec<MenuRow>,
}

/// A row of a [`Menu`]. Its words are not yet safe for a terminal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MenuRow {
    /// The key that picks it; `None` where only Enter does.
    pub key: Option<char>,
    /// What is picked.
    pub name: String,
    /// Words about it: what it is now, what it does.
    pub about: String,
}

/// What a picked row of a [`Menu`] is for. Each has what is needed to know what the row of an index
/// stands for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum MenuPurpose {
    /// An attribute to set.
    Attributes {
        /// The tag.
        tag: Id,
        /// The attribute of each row.
        names: Vec<String>,
    },
    /// A value of an attribute.
    Value {
        /// The tag.
        tag: Id,
        /// The attribute.
        attribute: String,
        /// The value of each row; the row without one takes it away.
        values: Vec<Option<String>>,
    },
    /// What is said of the document as a whole: its status, then the labels of those names.
    Document(Vec<String>),
    /// A value of a document label.
    DocumentValue {
        /// The name of the label.
        label: String,
        /// The value of each row; the row without one takes all away.
        values: Vec<Option<String>>,
    },
    /// What is done about a place: one of these.
    Choices(Vec<Choice>),
    /// Which suggestions are to be accepted, or else rejected.
    Decide {
        /// Whether they are accepted.
        accept: bool,
        /// What each row stands for.
        choices: Vec<Which>,
    },
    /// What is to be corrected of a statement.
    Correct(Statement),
    /// The letter of a mark to set; those that are set already have rows.
    SetMark,
    /// The mark to go to.
    GoToMark,
}

impl Overlay {
    /// The context of the keymap that its keys are looked up in.
    pub fn context(&self) -> &'static str {
        match self {
            Overlay::Guidelines { .. } => "help",
            Overlay::Overview(_) => "overview",
            Overlay::Line(_) => "line",
            Overlay::List(List { purpose: ListPurpose::Recheck(_), .. }) => "recheck",
            Overlay::List(_) => "list",
            Overlay::Menu(_) => "menu",
            Overlay::Finder(Finder { purpose: FinderPurpose::Entities, .. }) => "entities",
            Overlay::Finder(_) => "list",
            Overlay::Note(_) => "note",
            Overlay::Preview(_) => "preview",
            Overlay::Search(_) => "search",
            Overlay::Palette(_) => "palette",
        }
    }

    /// Whether what is picked in it is a place to go to.
    pub(in crate::app) fn leads_to_places(&self) -> bool {
        match self {
            Overlay::List(list) => matches!(list.purpose, ListPurpose::Outline(_)),
            Overlay::Finder(finder) => matches!(
                finder.purpose,
                FinderPurpose::Mentions(_) | FinderPurpose::Notes | FinderPurpose::Everything
            ),
            _ => false,
        }
    }

    /// Whether it is about anything by its number among what the machine found.
    pub(in crate::app) fn is_about_suggestions(&self) -> bool {
        match self {
            Overlay::Menu(menu) => match &menu.purpose {
                MenuPurpose::Decide { .. } | MenuPurpose::Correct(Statement::Suggested(_)) => true,
                MenuPurpose::Choices(choices) => choices.iter().any(Choice::is_about_suggestions),
                _ => false,
            },
            Overlay::List(list) => matches!(list.purpose, ListPurpose::SpeakerOf(_)),
            Overlay::Finder(finder) => finder.is_about_suggestions(),
            _ => false,
        }
    }

    /// The line that typed text goes into.
    pub fn field(&mut self) -> Option<&mut Field> {
        match self {
            // Its keys act on the chosen row.
            Overlay::List(List { purpose: ListPurpose::Recheck(_), .. }) => None,
            Overlay::Guidelines { .. } | Overlay::Overview(_) | Overlay::Menu(_) | Overlay::Preview(_) => {
                None
            }
            Overlay::Line(line) => Some(&mut line.field),
            Overlay::List(list) => Some(&mut list.field),
            Overlay::Finder(finder) => Some(&mut finder.field),
            Overlay::Note(draft) => Some(draft.writing.field()),
            Overlay::Search(line) => Some(&mut line.field),
            Overlay::Palette(palette) => Some(&mut palette.field),
        }
    }
}

impl List {
    /// The rows that what was typed leaves.
    pub fn left(&self) -> impl Iterator<Item = &(String, String)> {
        self.numbered().map(|(_, row)| row)
    }

    /// The index of the chosen row among all.
    pub fn chosen_row(&self) -> Option<usize> {
        self.numbered().nth(self.chosen).map(|(index, _)| index)
    }

    /// The rows that are left, with their index among all.
    fn numbered(&self) -> impl Iterator<Item = (usize, &(String, String))> {
        let wanted = self.field.text().to_lowercase();
        let rows = self.rows.iter().enumerate();
        rows.filter(move |(_, (name, _))| name.to_lowercase().contains(&wanted))
    }

    /// What Enter takes: the chosen row, or for a speaker what was typed where no row is left.
    pub fn taken(&self) -> Option<String> {
        let chosen = self.left().nth(self.chosen).map(|(name, _)| name.clone());
        let typed = || {
            let typed = self.field.text().trim();
            let is_closed = matches!(
                self.purpose,
                ListPurpose::Format
                    | ListPurpose::Document
                    | ListPurpose::Disputes(_)
                    | ListPurpose::Outline(_)
            );
            (!is_closed && !typed.is_empty()).then(|| typed.to_owned())
        };
        chosen.or_else(typed)
    }

    /// Moves the choice by `rows`, staying among those that are left.
    pub fn step(&mut self, rows: isize) {
        let last = self.left().count().saturating_sub(1);
        self.chosen = self.chosen.saturating_add_signed(rows).min(last);
    }
}

/// The keys that rows of a menu get that have none of their own.
const KEYS: &str = "123456789abcdefghijklmnopqrstuvwxyz";

impl Menu {
    /// A menu of `rows`, the first of them chosen. Rows without a key get one that is free, as long as
    /// there are any.
    pub fn new(purpose: MenuPurpose, title: impl Into<String>, mut rows: Vec<MenuRow>) -> Self {
        let taken: Vec<char> = rows.iter().filter_map(|row| row.key).collect();
        let mut free = KEYS.chars().filter(|key| !taken.contains(key));
        for row in &mut rows {
            row.key = row.key.or_else(|| free.next());
        }
        Self { purpose, title: title.into(), chosen: 0, rows }
    }

    /// The same menu with the row of that index chosen.
    pub fn at(self, chosen: usize) -> Self {
        Self { chosen, ..self }
    }

    /// The index of the row that `key` picks.
    pub fn keyed(&self, key: char) -> Option<usize> {
        self.rows.iter().position(|row| row.key == Some(key))
    }

    /// Moves the choice by `rows`, from the last one on to the first.
    pub fn step(&mut self, rows: isize) {
        let count = isize::try_from(self.rows.len()).unwrap_or(isize::MAX);
        let next = isize::try_from(self.chosen).unwrap_or(0).saturating_add(rows);
        self.chosen = next.checked_rem_euclid(count).and_then(|next| usize::try_from(next).ok()).unwrap_or(0);
    }
}

impl MenuRow {
    /// A row that gets a key from its menu.
    pub fn new(name: impl Into<String>, about: impl Into<String>) -> Self {
        Self { key: None, name: name.into(), about: about.into() }
    }

    /// A row for `label`, picked by its key; a label of the prefix has two: its row gets another one.
    pub fn of_label(label: &Label, about: impl Into<String>) -> Self {
        let key = match label.key[..] {
            [Key { code: Code::Char(key), .. }] => Some(key),
            _ => None,
        };
        Self { key, ..Self::new(&label.name, about) }
    }

    /// The same row, picked by `key`.
    pub fn keyed(self, key: char) -> Self {
        Self { key: Some(key), ..self }
    }
}

#[cfg(test)]
pub(in crate::app) mod tests {
    use super::*;

    #[test]
    fn every_row_of_a_menu_has_a_key_of_its_own() {
        let rows =
            vec![MenuRow::new("Status", ""), MenuRow::new("Topic", "").keyed('1'), MenuRow::new("Tone", "")];
        let mut menu = Menu::new(MenuPurpose::Choices(Vec::new()), "Document", rows);
        assert_eq!(
            menu.rows.iter().map(|row| row.key).collect::<Vec<_>>(),
            [Some('2'), Some('1'), Some('3')]
        );
        assert_eq!((menu.keyed('3'), menu.keyed('x')), (Some(2), None));
        menu.step(-1);
        assert_eq!(menu.chosen, 2);
        menu.step(1);
        assert_eq!(menu.chosen, 0);
        let many = (0..50).map(|row| MenuRow::new(row.to_string(), "")).collect();
        let menu = Menu::new(MenuPurpose::Choices(Vec::new()), "Many", many);
        assert_eq!(menu.rows[34].key, Some('z'));
        assert_eq!(menu.rows[35].key, None, "arrows and Enter still pick it");
    }

    #[test]
    fn a_menu_without_rows_has_nothing_to_step_to() {
        let mut menu = Menu::new(MenuPurpose::Choices(Vec::new()), "Nothing", Vec::new());
        menu.step(1);
        assert_eq!(menu.chosen, 0);
    }
}
