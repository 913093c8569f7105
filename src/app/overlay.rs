//! What opens above the panes and takes the keys.

use super::disputes::Choice;
use super::field::Field;
use super::recheck::Subject;
use crate::annotation::Id;
use crate::article::Span;

/// What is open above the panes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Overlay {
    /// All keys.
    Help {
        /// The first row that shows.
        top: usize,
    },
    /// Something to write.
    Line(Line),
    /// Something to pick.
    List(List),
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
    /// A new note.
    Note {
        /// The item that it is about.
        about: Option<Id>,
        /// The place that it is about.
        at: Vec<Span>,
    },
    /// New words for the note of that id.
    Rewrite(Id),
    /// The file to save the record to; `told` is one that may be replaced, for the person was told
    /// that it is there.
    SaveElsewhere {
        /// The file that is there.
        told: Option<String>,
    },
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
    Disputes(Vec<Choice>),
    /// What to look at again: an item for each row.
    Recheck(Vec<Subject>),
}

impl Overlay {
    /// The context of the keymap that its keys are looked up in.
    pub fn context(&self) -> &'static str {
        match self {
            Overlay::Help { .. } => "help",
            Overlay::Line(_) => "line",
            Overlay::List(List { purpose: ListPurpose::Recheck(_), .. }) => "recheck",
            Overlay::List(_) => "list",
        }
    }

    /// The line that typed text goes into.
    pub fn field(&mut self) -> Option<&mut Field> {
        match self {
            Overlay::Help { .. } => None,
            // Its keys act on the chosen row.
            Overlay::List(List { purpose: ListPurpose::Recheck(_), .. }) => None,
            Overlay::Line(line) => Some(&mut line.field),
            Overlay::List(list) => Some(&mut list.field),
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
            let is_new = !matches!(self.purpose, ListPurpose::Format | ListPurpose::Disputes(_));
            (is_new && !typed.is_empty()).then(|| typed.to_owned())
        };
        chosen.or_else(typed)
    }

    /// Moves the choice by `rows`, staying among those that are left.
    pub fn step(&mut self, rows: isize) {
        let last = self.left().count().saturating_sub(1);
        self.chosen = self.chosen.saturating_add_signed(rows).min(last);
    }
}
