//! The article in outline: its headings, and the first words of its paragraphs.

use crate::app::action::Action;
use crate::app::event::Effect;
use crate::app::model::Model;
use crate::app::overlays::field::Field;
use crate::app::overlays::{List, ListPurpose, Overlay};
use crate::app::program::App;
use crate::app::reading;
use crate::article::{Article, Block, BlockKind};
use crate::page::visible;

/// The most blocks of which each has a row in the list; of more only the headings do.
const LISTED: usize = 2000;
/// How many code points of a block a row repeats: more than any row shows.
const QUOTED: usize = 160;

/// A row of the outline.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OutlineRow {
    /// The byte where the block begins.
    pub start: usize,
    /// The first words of the block, safe for a terminal.
    pub words: String,
    /// Whether it is a title.
    pub is_heading: bool,
    /// Whether the cursor is in it.
    pub is_here: bool,
    /// The index of the source that first says something in it.
    pub voice: Option<usize>,
}

/// The part of the outline that fits `height` rows, with the block of the cursor in it.
pub fn outline(model: &Model, height: usize) -> Vec<OutlineRow> {
    let article = &*model.article;
    let here = article.block_at(model.view.cursor);
    let last = article.blocks().len().saturating_sub(height);
    let first = here.saturating_sub(height / 2).min(last);
    let blocks = article.blocks().iter().enumerate().skip(first).take(height);
    let row = |(index, block): (usize, &Block)| OutlineRow {
        start: block.span.start(),
        words: words(article, block),
        is_heading: is_heading(block),
        is_here: index == here,
        voice: voice(model, block),
    };
    blocks.map(row).collect()
}

/// Lists the outline, to go to a row of it.
pub(in crate::app) fn open(app: &mut App) -> Vec<Effect> {
    let model = &app.model;
    let blocks = model.article.blocks();
    let is_listed = |block: &&Block| blocks.len() <= LISTED || is_heading(block);
    let (mut rows, mut starts, mut chosen) = (Vec::new(), Vec::new(), 0);
    for block in blocks.iter().filter(is_listed).take(LISTED) {
        if block.span.start() <= model.view.cursor {
            chosen = rows.len();
        }
        let indent = if is_heading(block) { "" } else { "  " };
        let speaker = voice(model, block).and_then(|row| model.voices.rows().get(row));
        let about = speaker.map_or_else(String::new, |voice| visible(&voice.name).into_owned());
        rows.push((format!("{indent}{}", words(&model.article, block)), about));
        starts.push(block.span.start());
    }
    if rows.is_empty() {
        return app.refuse_with("no headings here", &[(Action::GoTo, "goes to a part of the article")]);
    }
    let purpose = ListPurpose::Outline(starts);
    let title = "Go to: type to narrow".to_owned();
    let list = List { purpose, title, field: Field::default(), chosen, rows };
    app.model.overlay = Some(Overlay::List(list));
    Vec::new()
}

/// Goes to the place of a row.
pub(in crate::app) fn go(app: &mut App, start: usize) -> Vec<Effect> {
    app.model.overlay = None;
    reading::jump(&mut app.model, &mut app.page, start);
    Vec::new()
}

fn is_heading(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Headline | BlockKind::Heading)
}

/// The first words of a block, on one line.
fn words(article: &Article, block: &Block) -> String {
    let start = block.span.of(article.text()).chars().take(QUOTED);
    let line: String = start.map(|c| if c == '\n' { ' ' } else { c }).collect();
    visible(&line).into_owned()
}

/// The index of the source that first says something in a block.
fn voice(model: &Model, block: &Block) -> Option<usize> {
    let piece = model.findings.as_deref()?.pieces_in(block.span).next()?;
    model.voices.of(piece.statement())
}
