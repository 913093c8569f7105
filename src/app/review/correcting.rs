//! A statement put right: how it is worded, its edges, its cue, its speaker, its audience.

use super::batch::{Batch, NewTag};
use super::remembering;
use super::suggesting;
use super::tag_for;
use crate::annotation::{Change, Id, Link, Tag};
use crate::app::action::Action;
use crate::app::event::Effect;
use crate::app::model::{Message, Model};
use crate::app::overlays::compose;
use crate::app::overlays::{Menu, MenuPurpose, MenuRow, Overlay};
use crate::app::program::App;
use crate::app::reading::findings::Suggestion;
use crate::app::reading::selecting;
use crate::app::tagging;
use crate::app::tagging::hand::quoted;
use crate::app::tagging::holding;
use crate::article::Span;
use crate::attribution::StatementKind;
use crate::exchange::quotes;

/// What a person says otherwise of a statement than the machine.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::app) enum Correction {
    /// Who said it.
    Source(String),
    /// How it is worded: "direct", "indirect", "mixed".
    Kind(&'static str),
    /// What was said.
    Content(Vec<Span>),
    /// The words that report it.
    Cue(Span),
    /// The words that say to whom.
    Audience(Span),
}

/// A statement that can be corrected.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Statement {
    /// One on the record, by the id of its tag.
    Tag(Id),
    /// One that is suggested, by its index.
    Suggested(usize),
}

/// The attribute of a quote that tells how it is worded.
pub(in crate::app) const KIND: &str = "kind";

/// The rows of the menu, in order.
const KINDS: [StatementKind; 3] = [StatementKind::Direct, StatementKind::Indirect, StatementKind::Mixed];

/// Opens the menu of what may be wrong with the statement under the cursor, or else with the one
/// nearest to the selected words.
pub(in crate::app) fn open(app: &mut App) -> Vec<Effect> {
    let Some(statement) = here(&app.model) else {
        return app
            .refuse_with("no statement here", &[(Action::SetSpeaker, "makes one of what is selected")]);
    };
    let at = place(&app.model, &statement).to_vec();
    let kind = kind(&app.model, &statement);
    let row = |name: &str, about: &str, key| MenuRow::new(name, about).keyed(key);
    let mut rows: Vec<MenuRow> = ["d", "i", "m"]
        .iter()
        .zip(KINDS)
        .map(|(key, choice)| {
            let name = quotes::kind_name(choice);
            let about = if kind.as_deref() == Some(name) { "as it is now" } else { "" };
            MenuRow::new(name, about).keyed(key.chars().next().unwrap_or(' '))
        })
        .collect();
    let selection = app.model.selection().map(|span| quoted(&app.model.words(&[span], 40)));
    let selected = selection.unwrap_or_else(|| "select the words first".to_owned());
    rows.push(row("cue", &selected, 'c'));
    rows.push(row("audience", &selected, 'a'));
    rows.push(row("speaker", "pick who said it", 's'));
    rows.push(row("edges", "move where it starts or ends", 'e'));
    let title = format!("Correct {}", quoted(&app.model.words(&at, 40)));
    app.model.overlay = Some(Overlay::Menu(Menu::new(MenuPurpose::Correct(statement), title, rows)));
    Vec::new()
}

/// Corrects what the row of that index stands for.
pub(in crate::app) fn pick(app: &mut App, statement: &Statement, row: usize) -> Vec<Effect> {
    let selection = app.model.selection().map(|span| span.trimmed(app.model.article.text()));
    let selection = selection.filter(|span| !span.is_empty());
    match (row, selection) {
        (0..3, _) => {
            let kind = quotes::kind_name(KINDS[row]);
            if self::kind(&app.model, statement).as_deref() == Some(kind) {
                return app.refuse(format!("that is {kind} already"));
            }
            correct(app, statement, &Correction::Kind(kind), format!("now {kind}"))
        }
        (3, Some(span)) => correct(app, statement, &Correction::Cue(span), "the cue is set".to_owned()),
        (4, Some(span)) => {
            correct(app, statement, &Correction::Audience(span), "the audience is set".to_owned())
        }
        (3 | 4, None) => {
            let then = app.model.key(Action::Correct).map_or_else(String::new, |key| format!(", then {key}"));
            app.refuse(format!("select the words first{then}"))
        }
        (5, _) => compose::ask_speaker(app, statement),
        _ => holding::take_statement(app, statement),
    }
}

/// The statement that a correction is about: the one that is being reviewed or under the cursor; with
/// words selected, the nearest one in their paragraph.
fn here(model: &Model) -> Option<Statement> {
    let findings = model.findings.as_deref()?;
    let known = |index: usize| {
        let tag = tag_for(Suggestion::Statement(index), findings, &model.record, &model.tag_set);
        tag.map_or(Statement::Suggested(index), |tag| Statement::Tag(tag.id.clone()))
    };
    if let Some(Suggestion::Statement(index)) = model.view.suggestion {
        return Some(known(index));
    }
    let cursor = model.view.cursor;
    let words = model.selection().unwrap_or(Span::new(cursor, cursor + 1));
    let within = match model.selection() {
        Some(words) => model.article.blocks().get(model.article.block_at(words.start()))?.span,
        None => words,
    };
    let label = &model.tag_set.taking("statement")?.name;
    let tags = model.record.tags_in(within).filter(|tag| tag.label == *label);
    let tags = tags.map(|tag| (Statement::Tag(tag.id.clone()), distance(&tag.at, words)));
    // The words of a cue or a speaker belong to their statement as those of its content do.
    let pieces = findings.pieces_in(within).filter(|piece| !model.is_rejected(piece.statement()));
    let pieces = pieces.map(|piece| (known(piece.statement()), distance(&[piece.span], words)));
    let near =
        tags.chain(pieces).map(|(statement, distance)| (distance, length(model, &statement), statement));
    let nearest = near.filter(|(distance, ..)| model.selection().is_some() || *distance == 0);
    nearest.min_by_key(|(distance, length, _)| (*distance, *length)).map(|(.., statement)| statement)
}

/// How many bytes lie between a place and a span; none where they meet.
pub(in crate::app) fn distance(at: &[Span], span: Span) -> usize {
    let gap =
        |part: &Span| part.start().saturating_sub(span.end()).max(span.start().saturating_sub(part.end()));
    at.iter().map(gap).min().unwrap_or(usize::MAX)
}

fn length(model: &Model, statement: &Statement) -> usize {
    place(model, statement).iter().map(|span| span.len()).sum()
}

/// What was said.
pub(in crate::app) fn place<'m>(model: &'m Model, statement: &Statement) -> &'m [Span] {
    match statement {
        Statement::Tag(id) => model.record.tag(id).map_or(&[], |tag| &tag.at),
        Statement::Suggested(index) => {
            model.findings.as_deref().map_or(&[], |findings| findings.place(Suggestion::Statement(*index)))
        }
    }
}

/// How it is worded by now.
fn kind(model: &Model, statement: &Statement) -> Option<String> {
    match statement {
        Statement::Tag(id) => model.record.tag(id)?.attributes.get(KIND).cloned(),
        Statement::Suggested(index) => {
            let said = model.findings.as_deref()?.statement(*index)?;
            Some(quotes::kind_name(said.kind).to_owned())
        }
    }
}

/// Makes a correction; a suggestion is accepted with it.
pub(in crate::app) fn correct(
    app: &mut App,
    statement: &Statement,
    correction: &Correction,
    what: String,
) -> Vec<Effect> {
    let mut batch = Batch::default();
    match statement {
        Statement::Suggested(index) => {
            let Some(findings) = app.model.findings.clone() else { return Vec::new() };
            suggesting::statement_tags(app, &mut batch, &findings, *index, Some(correction));
        }
        Statement::Tag(id) => {
            let Some(tag) = app.model.record.tag(id).cloned() else { return app.refuse("that tag is gone") };
            if let Correction::Source(name) = correction {
                return tagging::set_source(app, id, name);
            }
            corrected(app, &mut batch, tag, correction);
        }
    }
    let first = batch.first_tag().cloned();
    let effects = app.commit(batch.into());
    if !effects.is_empty() {
        app.model.hand.last = first.or(app.model.hand.last.take());
        selecting::clear(app);
        let reviewed = app.model.view.suggestion;
        match (reviewed, statement) {
            (Some(reviewed), Statement::Suggested(_)) => suggesting::go_on(app, reviewed),
            _ => app.model.view.suggestion = None,
        }
        app.model.message = Some(Message::done(what));
    }
    effects
}

/// Adds a statement that the machine missed.
pub(in crate::app) fn add(app: &mut App, span: Span, source: &str) -> Vec<Effect> {
    let Some(label) = app.model.tag_set.taking("statement").cloned() else {
        return app.refuse("this tag set has no label for statements");
    };
    let mut batch = Batch::default();
    let at = vec![span];
    if let Some(there) = batch.tag_at(&app.model.record, &label.name, &at).map(|tag| tag.id.clone()) {
        selecting::clear(app);
        return tagging::set_source(app, &there, source);
    }
    let kind = tagging::kind_of(app, source);
    let entity = Some(batch.entity(app, source, kind));
    let new = NewTag { entity, ..tagging::new_tag(app, &label, at) };
    selecting::clear(app);
    tagging::make(app, batch, new, format!("said by {source}"))
}

/// Adds to `batch` a correction of a statement on the record.
fn corrected(app: &mut App, batch: &mut Batch, tag: Tag, correction: &Correction) {
    let mut new = Tag { stamp: app.stamp(), ..tag.clone() };
    match correction {
        Correction::Source(_) => {}
        Correction::Kind(kind) => drop(new.attributes.insert(KIND.to_owned(), (*kind).to_owned())),
        Correction::Content(at) => {
            new.at.clone_from(at);
            new = tagging::reworded(app, new);
        }
        Correction::Cue(span) => part(app, batch, &tag, "cue", *span),
        Correction::Audience(span) => part(app, batch, &tag, "audience", *span),
    }
    batch.extend(remembering::changed(app, &tag, &new));
    batch.push(Change::Tag(Some(tag), Some(new)));
}

/// Puts the words at `span` in the place of those that the statement `tag` was linked to as `takes`.
fn part(app: &mut App, batch: &mut Batch, tag: &Tag, takes: &str, span: Span) {
    let Some(label) = app.model.tag_set.taking(takes).map(|label| label.name.clone()) else { return };
    let record = &app.model.record;
    let is_part = |tag: &Tag| tag.label == label;
    let links: Vec<Link> = record
        .links_of(&tag.id)
        .filter(|link| link.from == tag.id && record.tag(&link.to).is_some_and(is_part))
        .cloned()
        .collect();
    unlink(app, batch, links, &[span]);
    let new = NewTag { label, at: vec![span], entity: None, attributes: Default::default(), origin: None };
    if let Some(part) = batch.tag(app, new) {
        batch.link(app, tag, &part);
    }
}

/// Adds to `batch` that links from a statement go. What they led to goes with them where it came with
/// the statement and nothing else is linked to it or noted about it, but for what stands at `kept`.
pub(in crate::app) fn unlink(app: &App, batch: &mut Batch, links: Vec<Link>, kept: &[Span]) {
    let record = &app.model.record;
    for link in links {
        let is_shared = record.links_of(&link.to).nth(1).is_some();
        let is_noted = record.notes_about(&link.to).next().is_some();
        let end = record.tag(&link.to).filter(|end| end.origin.is_some() && end.at != kept);
        let end = end.filter(|_| !is_shared && !is_noted).cloned();
        batch.push(Change::Link(Some(link), None));
        batch.extend(end.map(|end| Change::Tag(Some(end), None)));
    }
}

/// How the words at `at` are worded, by their quotation marks: all between them, none, or some. A
/// quotation that goes on in the next paragraph has no closing mark.
pub(in crate::app) fn kind_of_words(text: &str, at: &[Span]) -> &'static str {
    const MARKS: [(char, char); 5] = [('“', '”'), ('"', '"'), ('«', '»'), ('„', '“'), ('‘', '’')];
    let is_all = |span: &Span| {
        let words = span.of(text).trim();
        let mut inner = words.chars();
        let pair = inner.next().and_then(|first| MARKS.into_iter().find(|(open, _)| *open == first));
        // A mark that closes on the way leaves words behind it outside; an apostrophe looks like one.
        pair.is_some_and(|(open, close)| {
            let inner = inner.as_str();
            let closes = inner.find(close).is_some_and(|at| at + close.len_utf8() < inner.len());
            !closes || open == '‘' && inner.ends_with(close)
        })
    };
    let has_some = |span: &Span| span.of(text).contains(['“', '”', '"', '«', '„']);
    let kind = if !at.is_empty() && at.iter().all(is_all) {
        StatementKind::Direct
    } else if at.iter().any(has_some) {
        StatementKind::Mixed
    } else {
        StatementKind::Indirect
    };
    quotes::kind_name(kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_direct_indirect_or_mixed_by_their_marks() {
        let table = [
            ("“We wait.”", "direct"),
            ("\"We wait.\"", "direct"),
            ("“We ‘wait’ here.”", "direct"),
            ("‘We don’t wait.’", "direct"),
            ("“It goes on in the next paragraph.", "direct"),
            ("the ferry would wait", "indirect"),
            ("the ferry’s crew would wait", "indirect"),
            ("the ferry “would wait”", "mixed"),
            ("“We wait,” he said, “for them.”", "mixed"),
            ("“Wait” was the word", "mixed"),
            ("", "indirect"),
        ];
        for (words, expected) in table {
            assert_eq!(kind_of_words(words, &[Span::new(0, words.len())]), expected, "{words}");
        }
        let text = "“We wait,” he said, “for them.”";
        let parts = [Span::new(0, 14), Span::new(text.find("“for").unwrap(), text.len())];
        assert_eq!(kind_of_words(text, &parts), "direct");
    }

    #[test]
    fn the_distance_to_a_place_is_that_to_its_nearest_part() {
        let at = [Span::new(10, 20), Span::new(40, 50)];
        let table = [((0, 5), 5), ((12, 14), 0), ((20, 30), 0), ((25, 30), 5), ((60, 61), 10)];
        for ((start, end), expected) in table {
            assert_eq!(distance(&at, Span::new(start, end)), expected, "{start}..{end}");
        }
    }
}
