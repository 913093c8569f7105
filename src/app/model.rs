//! The state of the program.

use std::sync::Arc;

use super::action::Action;
use super::bulk::AtWork;
use super::documents::Documents;
use super::documents::changed::Changed;
use super::documents::document::{self, Progress, Status};
use super::layout::{Area, Layout, Listed, Margin, TextColumn};
use super::overlays::Overlay;
use super::overlays::palette::Recent;
use super::overlays::sheet::Help;
use super::reading::findings::{Findings, Suggestion};
use super::reading::highlight::Highlight;
use super::reading::strip::Strip;
use super::reading::trail::Trail;
use super::reading::voices::Voices;
use super::review::Review;
use super::search::Searching;
use super::search::filter::Filter;
use super::tagging::attributes::Lacking;
use super::tagging::hand::Hand;
use crate::annotation::{History, Record};
use crate::article::{Article, Span};
use crate::config::{Key, Keymap, Settings, TagSet};

/// All that a screen shows and a key can change.
#[derive(Debug)]
pub struct Model {
    /// What is read; at first perhaps only its head.
    pub article: Arc<Article>,
    /// Whether all of the article is there.
    pub whole: bool,
    /// The name of the file, as the person gave it; not yet safe for a terminal.
    pub file: String,
    /// The documents of the session.
    pub documents: Documents,
    /// What the machine found, once it has.
    pub findings: Option<Arc<Findings>>,
    /// The sources, as corrected on the record.
    pub voices: Arc<Voices>,
    /// Who speaks where.
    pub strip: Strip,
    /// Which suggestions are decided.
    pub review: Arc<Review>,
    /// How many tags lack an attribute.
    pub lacking: Lacking,
    /// What is on the record.
    pub record: Record,
    /// What can be undone.
    pub history: History,
    /// Whether the record is open, and whether it is safe.
    pub saving: Saving,
    /// Who annotates.
    pub annotator: String,
    /// The labels.
    pub tag_set: TagSet,
    /// What the keys do.
    pub keymap: Keymap<Action>,
    /// How the program looks and behaves.
    pub settings: Settings,
    /// What is searched for in the text.
    pub search: Searching,
    /// Which paragraphs are shown.
    pub filter: Filter,
    /// Where the reader is.
    pub view: View,
    /// The screen, in columns and rows.
    pub size: (u16, u16),
    /// Where the keys go while nothing is open above the panes.
    pub focus: Focus,
    /// The selected row of the sources.
    pub selected_source: usize,
    /// The first row of the sources that shows, where the wheel scrolled them.
    pub(super) scrolled_source: Option<usize>,
    /// The tags that keys act on, besides what is under the cursor.
    pub hand: Hand,
    /// The places that the reader may want to go back to.
    pub trail: Trail,
    /// What was done with the command palette.
    pub(super) recent: Recent,
    /// The edit of very many items that is being made, or what is taken over of the machine.
    pub(super) at_work: Option<AtWork>,
    /// What is open above the panes.
    pub overlay: Option<Overlay>,
    /// The help, where it is open above everything else.
    pub help: Option<Help>,
    /// What to tell the person until the next key.
    pub message: Option<Message>,
    /// Keys that are the beginning of something.
    pub pending: Vec<Key>,
    /// Keys that wait for the record or the attribution, in the order in which they were pressed.
    pub(super) waiting: Vec<Key>,
    /// Whether a key has been pressed: the place of last time is then no longer taken up.
    pub(super) touched: bool,
    /// The article as it is on disk, where it was changed and is still to be opened again.
    pub(super) changed: Option<Changed>,
    /// Whether the article was opened again, and the person is to be told so with what came of it.
    pub(super) is_renewed: bool,
    /// Whether the person was told that leaving would lose edits.
    pub(super) warned: bool,
}

/// What a reader leaves behind in an article, to find again next time.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Bookmark {
    /// The byte that the cursor is on.
    pub cursor: usize,
    /// The names of the sources in the order of their colours.
    pub sources: Vec<String>,
    /// The marks with their bytes.
    pub marks: Vec<(char, usize)>,
}

/// Where the reader is in the article.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct View {
    /// A byte of the first row on the screen. Rows are derived from it, so that a resize keeps the
    /// reader's line.
    pub top: usize,
    /// The byte that the cursor is on.
    pub cursor: usize,
    /// The column that moving up and down keeps to.
    pub goal: Option<u16>,
    /// The byte where the selection started; the cursor is its other end.
    pub anchor: Option<usize>,
    /// Whether movements extend the selection.
    pub selecting: bool,
    /// The suggestion that was gone to, until the cursor moves.
    pub suggestion: Option<Suggestion>,
    /// Whether the wheel may have scrolled away from the cursor, which is an end of a selection.
    pub is_adrift: bool,
    /// Whose statements and mentions are marked all over the article.
    pub highlight: Option<Highlight>,
}

/// Which pane has the keys.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Focus {
    /// The article.
    #[default]
    Article,
    /// The sources.
    Sources,
}

/// What the program says to the person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Message {
    /// In words; not yet safe for a terminal.
    pub text: String,
    /// Whether something was refused or went wrong.
    pub is_error: bool,
}

impl Message {
    /// Something that was done.
    pub fn done(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_error: false }
    }

    /// Something that was refused, or went wrong.
    pub fn error(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_error: true }
    }
}

/// Whether the record is open, and whether it is safe on disk.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Saving {
    /// Whether the record has been opened; nothing can be tagged before.
    pub is_open: bool,
    /// Whether it is known what was done in earlier runs.
    pub is_recalled: bool,
    /// Why nothing can be tagged, where it cannot.
    pub read_only: Option<String>,
    /// How many edits are not yet known to be on disk.
    pub pending: usize,
    /// Why the last attempt to save failed.
    pub failure: Option<String>,
    /// How many of the edits that wait are saved in another file; `None` where none was written.
    pub elsewhere: Option<usize>,
    /// Where the record is offered to be saved when it cannot be saved in its place.
    pub offer: String,
}

impl Saving {
    /// Whether edits would be lost if the program ended now, for all that is known.
    pub fn is_unsafe(&self) -> bool {
        self.failure.is_some() && self.elsewhere.is_none_or(|safe| self.pending > safe)
    }
}

impl Model {
    /// Where the panes are; `None` where the screen is too small.
    pub fn layout(&self) -> Option<Layout> {
        let (width, height) = self.size;
        let count = self.findings.as_ref().map(|_| self.voices.rows().len());
        let sources = Listed {
            rows: count.map(|count| u16::try_from(count).unwrap_or(u16::MAX)),
            focused: self.focus == Focus::Sources,
        };
        let layout = Layout::new(width, height, self.settings.panes, self.column(), sources)?;
        Some(match self.overlay {
            Some(Overlay::Preview(ref preview)) => layout.docked(preview.room()),
            Some(Overlay::Search(_)) => layout.lined(),
            _ => layout,
        })
    }

    /// What opens above the panes may take: all between the title and the hints.
    pub fn middle(&self) -> Area {
        self.layout().map_or_else(Area::default, |layout| layout.middle())
    }

    /// The first row of the sources that a pane with `height` rows shows.
    pub fn first_source(&self, height: u16) -> usize {
        let height = usize::from(height);
        let follows = self.selected_source.saturating_sub(height.saturating_sub(1));
        let last = self.voices.rows().len().saturating_sub(height);
        self.scrolled_source.map_or(follows, |first| first.min(last))
    }

    /// Scrolls the sources by `rows` in a pane that shows `height` of them.
    pub(super) fn scroll_sources(&mut self, height: u16, rows: isize) {
        let last = self.voices.rows().len().saturating_sub(height.into());
        self.scrolled_source = Some(self.first_source(height).saturating_add_signed(rows).min(last));
    }

    /// The column of text that the settings ask for.
    fn column(&self) -> TextColumn {
        let page = &self.settings.page;
        let cells = |wanted: bool, last: usize, more: u16| {
            let digits = u16::try_from(last.max(1).ilog10() + 1).unwrap_or(0);
            if wanted { digits + more } else { 0 }
        };
        let paragraphs = cells(page.paragraph_numbers, self.article.blocks().len(), 2);
        let lines = cells(page.line_numbers, self.article.line_count(), 1);
        let ruler = u16::from(page.ruler && paragraphs + lines == 0);
        TextColumn { measure: page.column(), margin: Margin { paragraphs, lines, ruler } }
    }

    /// The selected stretch, the cluster under the cursor included.
    pub fn selection(&self) -> Option<Span> {
        let anchor = self.view.anchor?;
        let text = self.article.text();
        let (start, last) = (anchor.min(self.view.cursor), anchor.max(self.view.cursor));
        Some(Span::new(start, crate::page::motion::next_grapheme(text, last)))
    }

    /// The suggestion that keys act on: the one that was gone to, or else the closest open one
    /// under the cursor.
    pub fn current_suggestion(&self) -> Option<Suggestion> {
        let findings = self.findings.as_deref()?;
        if self.view.suggestion.is_some() {
            return self.view.suggestion;
        }
        let cursor = self.view.cursor;
        let mut names = findings.mentions_in(Span::new(cursor, cursor + 1));
        let name = names.next().filter(|(_, mention)| super::reading::findings::is_suggested(mention));
        let name = name.map(|(index, _)| Suggestion::Mention(index));
        let statement = findings.statement_at(cursor).map(Suggestion::Statement);
        [name, statement].into_iter().flatten().find(|&suggestion| !self.review.is_decided(suggestion))
    }

    /// Whether a person rejected the statement of that index.
    pub fn is_rejected(&self, index: usize) -> bool {
        let suggestion = Suggestion::Statement(index);
        let rejected =
            |findings| super::review::is_rejected(suggestion, findings, &self.record, &self.tag_set);
        self.review.is_decided(suggestion) && self.findings.as_deref().is_some_and(rejected)
    }

    /// Whether the machine is unsure of the statement of that index, and nobody has decided it.
    pub fn is_unsure(&self, index: usize) -> bool {
        let statement = self.findings.as_deref().and_then(|findings| findings.statement(index));
        statement.is_some_and(|said| said.confidence < self.settings.unsure_below)
            && !self.review.is_decided(Suggestion::Statement(index))
    }

    /// The name of who said the statement of that index, as corrected on the record.
    pub fn voice_of(&self, statement: usize) -> Option<&str> {
        self.voices.of(statement).and_then(|row| self.voices.rows().get(row)).map(|voice| voice.name.as_str())
    }

    /// What the reader leaves behind.
    pub fn bookmark(&self) -> Bookmark {
        Bookmark {
            cursor: self.view.cursor,
            sources: self.voices.seats().names().to_vec(),
            marks: self.trail.marks().collect(),
        }
    }

    /// How far the work is, and what is left of it.
    pub fn progress(&self) -> Progress {
        Progress {
            status: Status::of(&self.record),
            tags: self.record.tag_count(),
            to_review: self.review.left(),
            to_complete: self.lacking.count() + document::missing(&self.record, &self.tag_set).count(),
        }
    }

    /// How far the reader is, in percent of the text.
    pub fn percent(&self) -> usize {
        self.percent_at(self.view.cursor)
    }

    /// How far the byte at `place` is, in percent of the text.
    pub fn percent_at(&self, place: usize) -> usize {
        let last = self.article.text().trim_end().len().saturating_sub(1);
        (place * 100).checked_div(last).unwrap_or(100).min(100)
    }

    /// How many minutes it takes to read on from the cursor to the end, rounded up: 230 words a minute
    /// ([Brysbaert 2019](https://doi.org/10.1016/j.jml.2019.104047): 238 for non-fiction), 6 bytes a
    /// word.
    pub fn minutes_left(&self) -> usize {
        const BYTES_A_MINUTE: usize = 230 * 6;
        let left = self.article.text().trim_end().len().saturating_sub(self.view.cursor + 1);
        left.div_ceil(BYTES_A_MINUTE)
    }

    /// Whether anything is open above the panes.
    pub fn is_covered(&self) -> bool {
        self.overlay.is_some() || self.help.is_some()
    }

    /// The context of the keymap that keys are looked up in.
    pub fn context(&self) -> &'static str {
        if let Some(help) = &self.help {
            return if help.is_typed { "list" } else { "help" };
        }
        match (&self.overlay, self.focus) {
            (Some(overlay), _) => overlay.context(),
            (None, Focus::Article) if self.hand.held.is_some() => "holding",
            (None, Focus::Article) => "article",
            (None, Focus::Sources) => "sources",
        }
    }
}
