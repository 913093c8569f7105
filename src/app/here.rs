//! What is known about the place under the cursor.

use super::action::Action;
use super::findings::{Findings, Suggestion, start};
use super::help::keys_of;
use super::model::{Focus, Model};
use super::review::{is_rejected, tag_for};
use super::{attributes, document};
use crate::annotation::Tag;
use crate::article::Span;
use crate::attribution::{AsideKind, EntityKind, Mention, MentionForm};
use crate::exchange::quotes::kind_name as statement_kind;

/// One line of what is known. Its words are not yet safe for a terminal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fact {
    /// What kind of line it is.
    pub kind: FactKind,
    /// The words.
    pub text: String,
}

/// What kind of line a [`Fact`] is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FactKind {
    /// What the lines below are about.
    Heading,
    /// Who it is, in the colour of the source of that index.
    Source(usize),
    /// Something known.
    Plain,
    /// Something in small print.
    Faint,
    /// Something that has to be added.
    Missing,
}

/// How many characters of a stretch of text are shown.
const WORDS: usize = 160;
/// How many statements of a source are listed.
const LISTED: usize = 30;

/// What is known about the place under the cursor; about the selected source while the keys go to
/// the sources.
pub fn here(model: &Model) -> Vec<Fact> {
    let mut facts = Facts { model, lines: Vec::new() };
    if model.focus == Focus::Sources {
        facts.source();
        return facts.lines;
    }
    let cursor = model.view.cursor;
    let place = Span::new(cursor, cursor + 1);
    let tags = model.record.tags_in(place).filter(|tag| tag.at.iter().any(|span| span.overlaps(place)));
    let tags: Vec<&Tag> = tags.collect();
    // What is still to be done comes first: there may be no room for all of it.
    tags.iter().for_each(|tag| facts.missing(tag));
    if let Some(findings) = model.findings.as_deref() {
        let statement = match model.view.suggestion {
            Some(Suggestion::Statement(index)) => Some(index),
            Some(Suggestion::Mention(_)) => None,
            None => findings.statement_at(cursor),
        };
        let mention = findings.mentions_in(place).next();
        // A name that is being reviewed comes before the statement that it stands in.
        let name_first = matches!(model.view.suggestion, Some(Suggestion::Mention(_)));
        if let Some((index, mention)) = mention.filter(|_| name_first) {
            facts.mention(findings, index, mention);
        }
        if let Some(index) = statement.or_else(|| findings.statement_at(cursor).filter(|_| name_first)) {
            facts.statement(findings, index);
        }
        if let Some((index, mention)) = mention.filter(|_| !name_first) {
            facts.mention(findings, index, mention);
        }
        for aside in findings.asides_in(place) {
            facts.heading(match aside.kind {
                AsideKind::ScareQuote => "Scare quotes: no statement",
                AsideKind::Title => "A title: no statement",
                AsideKind::Nickname => "A nickname: no statement",
            });
        }
    }
    tags.iter().for_each(|tag| facts.tag(tag));
    for note in model.record.notes_in(place) {
        facts.note(&note.text, &note.stamp.by);
    }
    if facts.lines.is_empty() {
        let is_empty = model.article.blocks().is_empty();
        facts.faint(if is_empty { "there is no text here" } else { "nothing known about this word" });
        facts.overview();
    }
    facts.lines
}

struct Facts<'m> {
    model: &'m Model,
    lines: Vec<Fact>,
}

impl Facts<'_> {
    fn push(&mut self, kind: FactKind, text: impl Into<String>) {
        self.lines.push(Fact { kind, text: text.into() });
    }

    fn heading(&mut self, text: impl Into<String>) {
        self.push(FactKind::Heading, text);
    }

    fn plain(&mut self, text: impl Into<String>) {
        self.push(FactKind::Plain, text);
    }

    fn faint(&mut self, text: impl Into<String>) {
        self.push(FactKind::Faint, text);
    }

    /// The first key of `action`, or its name where it has none.
    fn key(&self, action: Action) -> String {
        let keys = keys_of(&self.model.keymap, "article", action).into_iter().next();
        keys.unwrap_or_else(|| action.hint().to_owned())
    }

    /// The words at `span`, or the first of them.
    fn words(&self, span: Span) -> String {
        let words = span.of(self.model.article.text());
        let cut = words.char_indices().nth(WORDS).map(|(cut, _)| cut);
        let shown = words.get(..cut.unwrap_or(words.len())).unwrap_or("").replace('\n', " ");
        if cut.is_some() { shown + "…" } else { shown }
    }

    fn statement(&mut self, findings: &Findings, index: usize) {
        let Some(said) = findings.statement(index) else { return };
        let Model { record, tag_set, .. } = self.model;
        let suggestion = Suggestion::Statement(index);
        let accepted = tag_for(suggestion, findings, record, tag_set);
        let state = match accepted {
            Some(tag) if tag.stamp.by.is_empty() => "accepted".to_owned(),
            Some(tag) => format!("accepted by {}", tag.stamp.by),
            None if is_rejected(suggestion, findings, record, tag_set) => "rejected".to_owned(),
            None if self.model.is_unsure(index) => format!("only {} % sure", said.confidence),
            None => format!("{} % sure", said.confidence),
        };
        self.heading(format!("Statement · {} · {state}", statement_kind(said.kind)));
        match (self.model.voices.of(index), self.model.voice_of(index)) {
            (Some(row), Some(name)) => self.push(FactKind::Source(row), name),
            _ => self.faint("nobody known"),
        }
        let words = [said.speaker, said.cue].map(|span| span.map(|span| self.words(span)));
        match words {
            [Some(speaker), Some(cue)] => self.plain(format!("words: “{speaker}” … “{cue}”")),
            [Some(speaker), None] => self.plain(format!("words: “{speaker}”")),
            [None, Some(cue)] => self.plain(format!("cue: “{cue}”")),
            [None, None] => {}
        }
        if let Some(audience) = said.audience {
            self.plain(format!("to: {}", self.words(audience)));
        }
        self.faint(format!("why: {}", said.why.rule.replace('-', " ")));
        for evidence in &said.why.evidence {
            let words = self.words(evidence.span);
            self.faint(format!("· {}: “{words}”", evidence.reason));
        }
    }

    fn mention(&mut self, findings: &Findings, index: usize, mention: &Mention) {
        let kind = match mention.kind {
            EntityKind::Person => "Person",
            EntityKind::Organisation => "Organisation",
            EntityKind::Place => "Place",
            EntityKind::Date => "Date",
            EntityKind::Unnamed => "Somebody without a name",
        };
        let Model { record, tag_set, .. } = self.model;
        let suggestion = Suggestion::Mention(index);
        let state = if mention.form != MentionForm::Name {
            "by reference"
        } else if tag_for(suggestion, findings, record, tag_set).is_some() {
            "accepted"
        } else if is_rejected(suggestion, findings, record, tag_set) {
            "rejected"
        } else {
            "suggested"
        };
        self.heading(format!("{kind} · {state}"));
        let words = self.words(mention.span);
        match mention.entity.and_then(|id| findings.attribution().entities.get(id.0 as usize)) {
            Some(entity) if entity.name != words => self.plain(format!("“{words}” is {}", entity.name)),
            _ => self.plain(words),
        }
    }

    /// What has to be added to `tag`.
    fn missing(&mut self, tag: &Tag) {
        for attribute in attributes::missing(tag, &self.model.tag_set) {
            let key = self.key(Action::Attributes);
            self.push(FactKind::Missing, format!("{} lacks {}: {key} sets it", tag.label, attribute.name));
        }
    }

    fn tag(&mut self, tag: &Tag) {
        let record = &self.model.record;
        let label = self.model.tag_set.label(&tag.label);
        self.heading(match label {
            Some(label) => format!("Tag · {} {}", label.marker, label.name),
            None => format!("Tag · {} (not in the tag set)", tag.label),
        });
        if let Some(entity) = tag.entity.as_ref().and_then(|id| record.entity(id)) {
            self.plain(entity.name.clone());
        }
        for (name, value) in attributes::in_order(tag, &self.model.tag_set) {
            self.plain(format!("{name}: {value}"));
        }
        if let Some(label) = label.filter(|label| !label.description.is_empty()) {
            self.faint(format!("{} ({} for more)", label.description, self.key(Action::Guidelines)));
        }
        for link in record.links_of(&tag.id) {
            let (arrow, other) = if link.from == tag.id { ("→", &link.to) } else { ("←", &link.from) };
            let words = record.tag(other).map_or_else(|| other.to_string(), |tag| self.words(tag.extent()));
            self.plain(format!("{arrow} {} “{words}”", link.label));
        }
        let by = &tag.stamp.by;
        let day = tag.stamp.on.get(..10).unwrap_or(&tag.stamp.on);
        let from = if tag.origin.is_some() { "suggested, accepted" } else { "made" };
        self.faint(if by.is_empty() {
            format!("{from} on {day}")
        } else {
            format!("{from} by {by} on {day}")
        });
        for note in record.notes_about(&tag.id) {
            self.note(&note.text, &note.stamp.by);
        }
    }

    fn note(&mut self, text: &str, by: &str) {
        self.heading(if by.is_empty() { "Note".to_owned() } else { format!("Note · {by}") });
        self.plain(text);
    }

    fn source(&mut self) {
        let row = self.model.selected_source;
        let Some(voice) = self.model.voices.rows().get(row) else {
            self.faint("nobody says anything here");
            return;
        };
        self.push(FactKind::Source(row), voice.name.clone());
        self.faint(match voice.count {
            1 => "1 statement".to_owned(),
            count => format!("{count} statements"),
        });
        let Some(findings) = self.model.findings.as_deref() else { return };
        let text_length = self.model.article.text().len().max(1);
        let mut at = self.model.voices.step(row, None, true);
        for _ in 0..LISTED {
            let Some(index) = at else { return };
            let Some(said) = findings.statement(index) else { return };
            let words = said.content.first().map_or_else(String::new, |&span| self.words(span));
            let here = findings.statement_at(self.model.view.cursor) == Some(index);
            let mark = if here { "▸" } else { "·" };
            self.plain(format!("{mark} {:>2} % {words}", start(said) * 100 / text_length));
            at = self.model.voices.step(row, Some(index), true);
        }
        self.faint("…");
    }

    fn overview(&mut self) {
        for (name, values) in document::facts(&self.model.record, &self.model.tag_set) {
            self.plain(format!("{name}: {values}"));
        }
        for label in document::missing(&self.model.record, &self.model.tag_set) {
            let key = self.key(Action::Document);
            self.push(FactKind::Missing, format!("the document lacks {}: {key} sets it", label.name));
        }
        let notes = self.model.record.notes().filter(|note| note.about.is_none() && note.at.is_empty());
        let notes: Vec<_> = notes.map(|note| (note.text.clone(), note.stamp.by.clone())).collect();
        for (text, by) in notes {
            self.note(&text, &by);
        }
    }
}
