//! Everything of one source, marked all over the article.

use crate::app::action::Action;
use crate::app::event::Effect;
use crate::app::model::{Focus, Message, Model};
use crate::app::program::App;
use crate::article::Span;
use crate::attribution::EntityId;

use super::findings::Role;

/// Whose statements and mentions are marked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Highlight {
    /// The index of the source among the voices, where it says something.
    pub voice: Option<usize>,
    /// What mentions have to stand for.
    pub entity: Option<EntityId>,
}

/// What a marked stretch is of the source.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Highlighted {
    /// Something that it says.
    Statement,
    /// Words that stand for it.
    Mention,
}

impl Model {
    /// The stretches that share a byte with `span` and belong to the highlighted source: its
    /// statements, then what stands for it, pronouns too.
    pub fn highlighted_in(&self, span: Span) -> Vec<(Span, Highlighted)> {
        let (Some(highlight), Some(findings)) = (self.view.highlight, self.findings.as_deref()) else {
            return Vec::new();
        };
        let is_said = |statement| highlight.voice.is_some() && self.voices.of(statement) == highlight.voice;
        let pieces = findings.pieces_in(span).filter(|piece| {
            piece.role == Role::Content && is_said(piece.statement()) && !self.is_rejected(piece.statement())
        });
        let mentions = findings
            .mentions_in(span)
            .filter(|(_, mention)| highlight.entity.is_some() && mention.entity == highlight.entity);
        let said = pieces.map(|piece| (piece.span, Highlighted::Statement));
        said.chain(mentions.map(|(_, mention)| (mention.span, Highlighted::Mention))).collect()
    }

    /// The name of who is highlighted.
    fn highlighted_name(&self, highlight: Highlight) -> &str {
        let voice = highlight.voice.and_then(|row| self.voices.rows().get(row)).map(|voice| &voice.name);
        let entities = self.findings.as_deref().map(|findings| &findings.attribution().entities);
        let entity = || Some(&entities?.get(highlight.entity?.index())?.name);
        voice.or_else(entity).map_or("", String::as_str)
    }
}

/// Highlights the source under the cursor, or the selected one while the keys go to the sources;
/// stops that where it is highlighted already, or nobody is there.
pub(in crate::app) fn toggle(app: &mut App) -> Vec<Effect> {
    let found = found(&app.model);
    let before = app.model.view.highlight;
    if before.is_some() && (found.is_none() || found == before) {
        app.model.view.highlight = None;
        app.model.message = Some(Message::done("highlight off"));
        return Vec::new();
    }
    let Some(highlight) = found else {
        return app.refuse_with(
            "nobody speaks or is named here",
            &[(Action::StatementNext, "goes to the next statement")],
        );
    };
    app.model.view.highlight = Some(highlight);
    let model = &app.model;
    let statements =
        highlight.voice.and_then(|row| model.voices.rows().get(row)).map_or(0, |voice| voice.count);
    let mentions = model.findings.as_deref().zip(highlight.entity);
    let mentions = mentions.map_or(0, |(findings, entity)| findings.mention_count(entity));
    let told = format!(
        "{}: {}, {}",
        model.highlighted_name(highlight),
        counted(statements, "statement"),
        counted(mentions, "mention")
    );
    app.model.message = Some(Message::done(told));
    Vec::new()
}

/// The name of who is highlighted, to find them again among other findings.
pub(in crate::app) fn name(model: &Model) -> Option<String> {
    model.view.highlight.map(|highlight| model.highlighted_name(highlight).to_owned())
}

/// Highlights the source of that name, or nobody where there is none any more.
pub(in crate::app) fn renew(model: &mut Model, name: Option<String>) {
    let voice = name.and_then(|name| model.voices.named(&name));
    model.view.highlight = voice.map(|row| of_voice(model, row));
}

/// The source under the cursor: who is named there if they say something, else who says it, else who
/// is named.
fn found(model: &Model) -> Option<Highlight> {
    if model.focus == Focus::Sources {
        let row = model.selected_source;
        return (row < model.voices.rows().len()).then(|| of_voice(model, row));
    }
    let findings = model.findings.as_deref()?;
    let cursor = model.view.cursor;
    let mention = findings.mentions_in(Span::new(cursor, cursor + 1)).next();
    let entity = mention.and_then(|(_, mention)| mention.entity);
    let named = entity.and_then(|entity| model.voices.of_entity(entity));
    let said = || findings.statement_at(cursor).and_then(|statement| model.voices.of(statement));
    match (named.or_else(said), entity) {
        (Some(row), _) => Some(of_voice(model, row)),
        (None, Some(_)) => Some(Highlight { voice: None, entity }),
        (None, None) => None,
    }
}

fn of_voice(model: &Model, row: usize) -> Highlight {
    let entity = model.voices.rows().get(row).and_then(|voice| voice.entity);
    Highlight { voice: Some(row), entity }
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
