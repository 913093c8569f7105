//! What is known about the place under the cursor.

use super::findings::{Findings, Suggestion, start};
use crate::annotation::{Note, Tag};
use crate::app::action::Action;
use crate::app::documents::document;
use crate::app::model::{Focus, Model};
use crate::app::overlays::finder::tagged;
use crate::app::review::disputes;
use crate::app::review::{is_rejected, tag_for};
use crate::app::tagging::attributes;
use crate::app::tagging::brackets::Brackets;
use crate::app::tagging::choosing::link_words;
use crate::app::tagging::hand::quoted;
use crate::app::tagging::linking::called;
use crate::article::Span;
use crate::attribution::{AsideKind, EntityKind, Mention, MentionForm};
use crate::exchange::quotes::kind_name as statement_kind;
use crate::page::{visible, width as width_of};

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
    /// One of several things of a kind: set apart from the one before where there is room.
    Item,
    /// Something in small print.
    Faint,
    /// Something that has to be added.
    Missing,
}

/// How many characters of a stretch of text are shown.
const WORDS: usize = 160;
/// How many characters of what a source says in one statement are shown: as good as always all.
const SAID: usize = 2000;
/// The most rows of the pane of which none is left empty between things of a kind.
pub const TIGHT: u16 = 8;
/// How many statements of a source, links of a tag, tags of a place are listed.
const LISTED: usize = 30;
/// How many parts of a tag are shown.
const PARTS: usize = 8;
/// How many lines of a note are shown.
const NOTE_LINES: usize = 6;

/// What is known about the place under the cursor; about the selected source while the keys go to
/// the sources.
pub fn here(model: &Model) -> Vec<Fact> {
    let mut facts = Facts { model, lines: Vec::new(), bracketed: model.bracketed() };
    if model.focus == Focus::Sources {
        facts.source();
        return facts.lines;
    }
    let cursor = model.view.cursor;
    let place = Span::new(cursor, cursor + 1);
    if let Some(linking) = &model.hand.linking {
        facts.heading("Linking from");
        facts.plain(called(model, &linking.from));
        let ways = [(Action::Connect, "on the other tag"), (Action::Cancel, "leaves it")];
        let ways = ways.map(|(action, does)| format!("{} {does}", facts.key(action)));
        facts.faint(ways.join(", "));
    }
    let mut tags = model.tags_under_cursor();
    tags.sort_by_key(|tag| model.hand.chosen.as_ref() != Some(&tag.id));
    tags.truncate(LISTED);
    // What is still to be done comes first: there may be no room for all of it.
    tags.iter().for_each(|tag| facts.missing(tag));
    // Where room is short, what a tag says of a word comes before the statement that the word is in.
    let (around, close): (Vec<&Tag>, Vec<&Tag>) = tags.iter().partition(|tag| {
        let label = model.tag_set.label(&tag.label).and_then(|label| label.takes.as_deref());
        label == Some("statement") && model.hand.chosen.as_ref() != Some(&tag.id)
    });
    // A note is what a person came back for, and what is said of its tag is seen on the page too.
    close.iter().flat_map(|tag| model.record.notes_about(&tag.id)).for_each(|note| facts.note(note));
    model.record.notes_in(place).for_each(|note| facts.note(note));
    let (mut close, mut around) = (close.into_iter(), around.into_iter());
    if model.view.suggestion.is_none() {
        close.by_ref().for_each(|tag| facts.tag(tag));
    }
    if let Some(findings) = model.findings.as_deref() {
        let statement = match model.view.suggestion {
            Some(Suggestion::Statement(index)) => Some(index),
            Some(Suggestion::Mention(_)) => None,
            None => findings.statement_at(cursor),
        };
        // A tag in its place says all that is known of a name.
        let mention = findings.mentions_in(place).next();
        let mention = mention.filter(|(_, mention)| !tags.iter().any(|tag| tag.at == [mention.span]));
        // A name that is being reviewed comes before the statement that it stands in.
        let name_first = matches!(model.view.suggestion, Some(Suggestion::Mention(_)));
        if let Some((index, mention)) = mention.filter(|_| name_first) {
            facts.mention(findings, index, mention);
        }
        let statement = statement.or_else(|| findings.statement_at(cursor).filter(|_| name_first));
        if let Some(index) = statement {
            facts.statement(findings, index);
        }
        around.by_ref().for_each(|tag| facts.tag_with_notes(tag));
        if let Some(index) = statement {
            facts.reasons(findings, index);
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
    close.for_each(|tag| facts.tag(tag));
    around.for_each(|tag| facts.tag_with_notes(tag));
    if facts.lines.is_empty() {
        let said = model.findings.as_deref().is_some_and(|found| !found.attribution().statements.is_empty());
        let ways = [(Action::StatementNext, "goes to the next statement")];
        let ways = if said { model.tip_in("article", &ways) } else { String::new() };
        facts.faint(match model.article.blocks().is_empty() {
            true => "there is no text here".to_owned(),
            false => format!("nothing known about this word{ways}"),
        });
        facts.overview();
    }
    facts.lines
}

struct Facts<'m> {
    model: &'m Model,
    lines: Vec<Fact>,
    /// The tags that are set in brackets on the page.
    bracketed: Vec<(&'m Tag, Brackets)>,
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

    fn key(&self, action: Action) -> String {
        self.model.key_in("article", action).unwrap_or_else(|| action.hint().to_owned())
    }

    /// The words at `span`, or the first of them.
    fn words(&self, span: Span) -> String {
        self.first_words(span, WORDS)
    }

    /// The words at `span`, or the first `most` characters of them.
    fn first_words(&self, span: Span, most: usize) -> String {
        let words = span.of(self.model.article.text());
        let cut = words.char_indices().nth(most).map(|(cut, _)| cut);
        let shown = words.get(..cut.unwrap_or(words.len())).unwrap_or("").replace('\n', " ");
        if cut.is_some() { shown + "…" } else { shown }
    }

    fn statement(&mut self, findings: &Findings, index: usize) {
        let Some(said) = findings.statement(index) else { return };
        let Model { record, tag_set, .. } = self.model;
        let suggestion = Suggestion::Statement(index);
        let accepted = tag_for(suggestion, findings, record, tag_set);
        let rejected = is_rejected(suggestion, findings, record, tag_set);
        let state = match accepted {
            Some(tag) if tag.stamp.by.is_empty() => "accepted".to_owned(),
            Some(tag) => format!("accepted by {}", tag.stamp.by),
            None if rejected => "rejected".to_owned(),
            None if self.model.is_unsure(index) => format!("only {} % sure", said.confidence),
            None => format!("{} % sure", said.confidence),
        };
        self.heading(format!("Statement · {} · {state}", statement_kind(said.kind)));
        match (self.model.voices.of(index), self.model.voice_of(index)) {
            (Some(row), Some(name)) => self.push(FactKind::Source(row), name),
            // What was rejected is nobody's, whoever the machine knows.
            _ if rejected => {}
            _ => self.faint("nobody known"),
        }
        let words = [said.speaker, said.cue].map(|span| span.map(|span| self.words(span)));
        match words {
            [Some(speaker), Some(cue)] => self.plain(format!("named: “{speaker}”, cue: “{cue}”")),
            [Some(speaker), None] => self.plain(format!("named: “{speaker}”")),
            [None, Some(cue)] => self.plain(format!("cue: “{cue}”")),
            [None, None] => {}
        }
        if let Some(audience) = said.audience {
            self.plain(format!("to: {}", self.words(audience)));
        }
    }

    /// Why the machine thinks so.
    fn reasons(&mut self, findings: &Findings, index: usize) {
        let Some(said) = findings.statement(index) else { return };
        for (number, reason) in said.reasons(|span| self.words(span)).iter().enumerate() {
            let lead = if number == 0 { "why:" } else { "·" };
            self.faint(format!("{lead} {reason}"));
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
        match mention.entity.and_then(|id| findings.attribution().entity(id)) {
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
        let chosen = if self.model.hand.chosen.as_ref() == Some(&tag.id) { "▸ " } else { "" };
        let label = self.model.tag_set.label(&tag.label);
        self.heading(match label {
            Some(label) => format!("{chosen}Tag · {} {}", label.marker, label.name),
            None => format!("{chosen}Tag · {} (not in the tag set)", tag.label),
        });
        let brackets = self.bracketed.iter().find(|(bracketed, _)| bracketed.id == tag.id);
        if let Some((_, Brackets { open, close })) = brackets.filter(|_| tag.at.len() == 1) {
            self.plain(format!("{open}{}{close}", self.model.words(&tag.at, 60)));
        }
        if tag.at.len() > 1 {
            let parts = tag.at.iter().map(|&part| quoted(&self.model.words(&[part], 24)));
            self.plain(format!(
                "{} parts: {}",
                tag.at.len(),
                parts.take(PARTS).collect::<Vec<_>>().join(" … ")
            ));
        }
        if let Some(why) = &tag.stamp.review {
            self.plain(format!("look again: {why}"));
        }
        if let Some(entity) = tag.entity.as_ref().and_then(|id| record.entity(id)) {
            let count = tagged(record.tag_count_of(&entity.id));
            let known = [&entity.name, &count].into_iter().chain(&entity.same_as).cloned();
            self.plain(known.collect::<Vec<_>>().join(" · "));
        }
        for (name, value) in attributes::in_order(tag, &self.model.tag_set) {
            self.plain(format!("{name}: {value}"));
        }
        if let Some(label) = label.filter(|label| !label.description.is_empty()) {
            self.faint(format!("{} ({} for more)", label.description, self.key(Action::Guidelines)));
        }
        let mut links = record.links_of(&tag.id);
        for link in links.by_ref().take(LISTED) {
            self.plain(link_words(self.model, link, &tag.id));
        }
        if links.next().is_some() {
            self.faint("…");
        }
        let entity = tag.entity.as_ref().and_then(|id| record.entity(id)).map(|entity| &entity.extra);
        let links = record.links_of(&tag.id).map(|link| &link.extra);
        for extra in [&tag.extra].into_iter().chain(entity).chain(links) {
            disputes::lines(extra).for_each(|line| self.plain(line));
        }
        let by = &tag.stamp.by;
        let day = tag.stamp.on.get(..10).unwrap_or(&tag.stamp.on);
        let from = if tag.origin.is_some() { "suggested, accepted" } else { "made" };
        self.faint(if by.is_empty() {
            format!("{from} on {day}")
        } else {
            format!("{from} by {by} on {day}")
        });
    }

    fn tag_with_notes(&mut self, tag: &Tag) {
        self.tag(tag);
        self.model.record.notes_about(&tag.id).for_each(|note| self.note(note));
    }

    fn note(&mut self, note: &Note) {
        let by = &note.stamp.by;
        self.heading(if by.is_empty() { "Note".to_owned() } else { format!("Note · {by}") });
        disputes::lines(&note.extra).for_each(|line| self.plain(line));
        let mut lines = note.text.lines().map(str::trim_end).filter(|line| !line.is_empty());
        for line in lines.by_ref().take(NOTE_LINES) {
            self.plain(line);
        }
        if lines.next().is_some() {
            self.faint(format!("… {} opens it", self.key(Action::AddNote)));
        }
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
        let here = findings.statement_at(self.model.view.cursor);
        let here = here.filter(|&index| self.model.voices.of(index) == Some(row));
        let first = self.model.voices.step(row, None, true);
        let (mut shown, whole) = self.said_from(findings, row, first);
        // The one that the reader stands in is what is read: where not all of it shows, those before it give way.
        if here.is_some_and(|here| !shown.iter().take(whole).any(|&(index, _)| index == here)) {
            (shown, _) = self.said_from(findings, row, here);
        }
        let last = shown.last().map(|&(index, _)| index);
        for (index, words) in shown {
            let mark = if here == Some(index) { "▸" } else { "·" };
            self.push(FactKind::Item, format!("{mark} {words}"));
        }
        if last.is_some_and(|last| self.model.voices.step(row, Some(last), true).is_some()) {
            self.faint("…");
        }
    }

    /// What the source in that row says from the statement `from` on, as much as the pane shows of it:
    /// the index of each, how far into the article it stands, and all its words. With that, how many of
    /// them there is room for: one more is cut.
    fn said_from(
        &self,
        findings: &Findings,
        row: usize,
        from: Option<usize>,
    ) -> (Vec<(usize, String)>, usize) {
        let text_length = self.model.article.text().len().max(1);
        let (mut shown, mut at, mut left) = (Vec::new(), from, self.rows());
        while let Some((index, said)) = at.and_then(|index| Some((index, findings.statement(index)?))) {
            let parts = said.content.iter().take(PARTS).map(|&part| self.first_words(part, SAID));
            let words = parts.collect::<Vec<_>>().join(" … ");
            let words = format!("{} % {words}", start(said) * 100 / text_length);
            let Some(rest) = left.checked_sub(self.rows_of(&words)).filter(|_| shown.len() < LISTED) else {
                let whole = shown.len();
                if shown.is_empty() || left > 1 {
                    shown.push((index, words));
                }
                return (shown, whole);
            };
            left = rest;
            shown.push((index, words));
            at = self.model.voices.step(row, Some(index), true);
        }
        let whole = shown.len();
        (shown, whole)
    }

    /// How many rows of the pane `text` takes, about, with the empty one before it where there is one.
    fn rows_of(&self, text: &str) -> usize {
        let here = self.model.layout().and_then(|layout| layout.here).unwrap_or_default().padded();
        // What is wrapped between words leaves some of every row empty.
        let cells = width_of(&visible(text)) * 9 / 8;
        cells / usize::from(here.width).max(1) + 1 + usize::from(here.height > TIGHT)
    }

    /// How many rows the pane has below the name of a source.
    fn rows(&self) -> usize {
        let here = self.model.layout().and_then(|layout| layout.here);
        here.map_or(0, |here| usize::from(here.padded().height)).saturating_sub(2)
    }

    fn overview(&mut self) {
        for (name, values) in document::facts(&self.model.record, &self.model.tag_set) {
            self.plain(format!("{name}: {values}"));
        }
        for label in document::missing(&self.model.record, &self.model.tag_set) {
            let key = self.key(Action::Document);
            self.push(FactKind::Missing, format!("the document lacks {}: {key} sets it", label.name));
        }
        for note in self.model.record.document_notes().take(LISTED) {
            self.note(note);
        }
    }
}
