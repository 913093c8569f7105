//! Tagging many places: what stands where the same words do, where the same entity is named, where a
//! pattern fits.

use std::collections::{BTreeSet, HashSet};

use super::seeking::{Found, Search, Ticket};
use crate::annotation::{Record, Tag, Verdict};
use crate::app::event::Effect;
use crate::app::model::{Message, Model};
use crate::app::overlays::field::Field;
use crate::app::overlays::preview::{self, Doing, Named, Preview, PreviewItem, PreviewRow, Sought};
use crate::app::overlays::{Line, LinePurpose, Overlay};
use crate::app::program::App;
use crate::app::reading::findings::Suggestion;
use crate::app::review::REJECTED;
use crate::app::search::counting::{Sweep, What};
use crate::app::search::lookup::AT_ONCE;
use crate::article::Span;
use crate::attribution::{EntityId, Mention, MentionForm};
use crate::config::TagSet;
use crate::page::motion;

/// The most wordings of one entity that are looked for.
const MOST_WORDINGS: usize = 1000;

/// What other places are to be like.
struct Example {
    words: String,
    label: Option<String>,
    named: Option<Named>,
}

/// Opens the preview of every other place where the selected words stand, or those of the tag, the name
/// or the word under the cursor.
pub(in crate::app) fn open(app: &mut App) -> Vec<Effect> {
    let Some(Example { words, label, named }) = example(&app.model) else {
        return app.refuse("no word here to look for");
    };
    seek(app, label, Sought::Words { words, named })
}

/// What the selection, the tag, the name or the word under the cursor is an example of.
fn example(model: &Model) -> Option<Example> {
    let text = model.article.text();
    let cursor = model.view.cursor;
    let here = Span::new(cursor, cursor + 1);
    let selection = model.selection().map(|selection| selection.trimmed(text));
    let reviewed = match (model.view.suggestion, model.findings.as_deref()) {
        (Some(suggestion @ Suggestion::Mention(_)), Some(findings)) if selection.is_none() => {
            findings.place(suggestion).first().copied()
        }
        _ => None,
    };
    let place = selection.or(reviewed);
    let record = &model.record;
    let tag = match place {
        Some(place) => record.tags_in(place).find(|tag| tag.at == [place]),
        None => model.tags_here().into_iter().next(),
    };
    if let Some(tag) = tag {
        let span = tag.at.iter().find(|span| span.overlaps(here)).or_else(|| tag.at.first())?;
        let entity = tag.entity.as_ref().and_then(|id| record.entity(id));
        let named = entity.map(|entity| Named { id: Some(entity.id.clone()), name: entity.name.clone() });
        return Some(Example { words: span.of(text).to_owned(), label: Some(tag.label.clone()), named });
    }
    let mention = model.findings.as_deref().and_then(|findings| {
        let mut found = findings.mentions_in(place.unwrap_or(here));
        let is_meant = |mention: &Mention| place.is_none_or(|place| mention.span == place);
        let (index, mention) =
            found.find(|(_, mention)| crate::app::is_suggested(mention) && is_meant(mention))?;
        let label = model.tag_set.taking(findings.kind(Suggestion::Mention(index)))?;
        let entities = &findings.attribution().entities;
        let entity = mention.entity.and_then(|id| entities.get(id.index()));
        let named = entity.map(|entity| Named { id: None, name: entity.name.clone() });
        let words = mention.span.of(text).to_owned();
        Some(Example { words, label: Some(label.name.clone()), named })
    });
    mention.or_else(|| {
        let span = place.or_else(|| motion::word_at(text, cursor)).filter(|span| !span.is_empty())?;
        Some(Example { words: span.of(text).to_owned(), label: None, named: None })
    })
}

/// Goes from the same words to everything that names the same entity, and back.
pub(in crate::app) fn widen(app: &mut App) -> Vec<Effect> {
    let Some(Overlay::Preview(shown)) = &app.model.overlay else { return Vec::new() };
    let Doing::Tag { label, sought } = shown.doing.clone() else { return Vec::new() };
    let sought = match sought {
        Sought::Words { words, named: Some(named) } => Sought::Entity { words, named },
        Sought::Entity { words, named } => Sought::Words { words, named: Some(named) },
        Sought::Words { named: None, .. } => return app.refuse("nothing is known of whom these words name"),
        Sought::Pattern(_) => return app.refuse("a pattern is as wide as it is written"),
    };
    preview::close(app);
    seek(app, label, sought)
}

/// Opens the line for a pattern.
pub(in crate::app) fn ask_pattern(app: &mut App, written: &str) {
    let title = "Tag by pattern: a regular expression".to_owned();
    let line = Line { purpose: LinePurpose::Pattern, title, field: Field::new(written) };
    app.model.overlay = Some(Overlay::Line(line));
}

/// Opens the preview of the places that a pattern fits; where it is wrong, the line stays open.
pub(in crate::app) fn pattern(app: &mut App, written: &str) -> Vec<Effect> {
    seek(app, None, Sought::Pattern(written.to_owned()))
}

/// Opens an empty preview and has the text looked through for its rows.
fn seek(app: &mut App, label: Option<String>, sought: Sought) -> Vec<Effect> {
    let mut rows = Vec::new();
    let begun = match &sought {
        Sought::Words { words, .. } => Search::words(std::iter::once(words.as_str())),
        Sought::Entity { words, named } => {
            let mentions = mentions_of(&app.model, named, label.as_deref());
            let wordings = wordings(&app.model, words, named, label.as_deref(), &mentions);
            rows = mentions
                .into_iter()
                .filter_map(|mention| {
                    let mut row = row(&app.model, mention.span, label.as_deref(), Some(named))?;
                    // A pronoun is the entity, but seldom wanted as a name of it.
                    row.is_taken &= mention.form == MentionForm::Name;
                    Some(row)
                })
                .collect();
            Search::words(wordings.iter().map(String::as_str))
        }
        Sought::Pattern(pattern) => Search::pattern(pattern),
    };
    let (search, ticket): (Search, Ticket) = match begun {
        Ok(begun) => begun,
        Err(why) => {
            if let Sought::Pattern(written) = &sought {
                ask_pattern(app, written);
            }
            return app.refuse(why);
        }
    };
    let mut preview = Preview::new(Doing::Tag { label, sought }, rows, app.model.view);
    preview.ticket = Some(ticket);
    preview::open(app, preview);
    vec![Effect::Search(search)]
}

/// The machine's mentions of an entity of that name, and of those that the tags of the entity of the
/// record stand on.
fn mentions_of(model: &Model, named: &Named, label: Option<&str>) -> Vec<Mention> {
    let Some(findings) = model.findings.as_deref() else { return Vec::new() };
    let attribution = findings.attribution();
    let tagged = tags_of(model, named, label).flat_map(|tag| {
        let mentions = tag.at.iter().flat_map(|&span| findings.mentions_in(span));
        mentions.filter(|(_, mention)| tag.at == [mention.span]).filter_map(|(_, mention)| mention.entity)
    });
    let mut ids: HashSet<_> = tagged.collect();
    let same = attribution.entities.iter().zip(0..).filter(|(entity, _)| entity.name == named.name);
    ids.extend(same.map(|(_, id)| EntityId::new(id)));
    let mentions = attribution.mentions.iter();
    mentions.filter(|mention| mention.entity.is_some_and(|id| ids.contains(&id))).copied().collect()
}

/// The tags of an entity that are names of it, and not what it said.
fn tags_of<'m>(model: &'m Model, named: &'m Named, label: Option<&str>) -> impl Iterator<Item = &'m Tag> {
    let label = label.and_then(|name| model.tag_set.label(name));
    let tags = named.id.iter().flat_map(|id| model.record.tags_of(id));
    tags.filter(move |tag| label.is_some_and(|label| model.tag_set.shut_out(&tag.label, label)))
}

/// The ways in which an entity is named: on the record, and by the machine.
fn wordings(
    model: &Model,
    words: &str,
    named: &Named,
    label: Option<&str>,
    mentions: &[Mention],
) -> BTreeSet<String> {
    let text = model.article.text();
    let tagged = tags_of(model, named, label).filter_map(|tag| match tag.at[..] {
        [span] => Some(span),
        _ => None,
    });
    let found = mentions.iter().filter(|mention| mention.form == MentionForm::Name);
    let spans = tagged.chain(found.map(|mention| mention.span));
    let all = std::iter::once(words.to_owned()).chain(spans.map(|span| span.of(text).to_owned()));
    let mut wordings = BTreeSet::new();
    for wording in all {
        if wordings.len() < MOST_WORDINGS {
            wordings.insert(wording);
        }
    }
    wordings
}

/// The row for words that may be tagged `label`, as naming `named`; `None` where they are tagged
/// already. Where something speaks against the tag, the row is not taken.
fn row(model: &Model, span: Span, label: Option<&str>, named: Option<&Named>) -> Option<PreviewRow> {
    let Model { record, tag_set, .. } = model;
    let mut is_taken = true;
    if let Some(label) = label.and_then(|name| tag_set.label(name)) {
        for tag in record.tags_in(span).filter(|tag| tag_set.shut_out(&tag.label, label)) {
            if tag.at == [span] {
                return None;
            }
            is_taken &= !tag.at.iter().any(|part| part.overlaps(span));
        }
        let is_rejection = |verdict: &Verdict| {
            verdict.verdict == REJECTED && verdict.label == label.name && verdict.at == [span]
        };
        is_taken &= !record.verdicts_in(span).any(is_rejection);
    }
    if let (Some(named), Some(findings)) = (named, model.findings.as_deref()) {
        let entities = &findings.attribution().entities;
        let is_other = |mention: &Mention| {
            let entity = mention.entity.and_then(|id| entities.get(id.index()));
            let tag = record.tags_in(mention.span).find(|tag| tag.at == [mention.span]);
            let tagged_so = tag.is_some_and(|tag| tag.entity.is_some() && tag.entity == named.id);
            crate::app::is_suggested(mention)
                && !tagged_so
                && entity.is_some_and(|entity| entity.name != named.name)
        };
        is_taken &= !findings.mentions_in(span).any(|(_, mention)| is_other(mention));
    }
    Some(PreviewRow { item: PreviewItem::Place(span), is_taken })
}

/// Adds what was found to the preview that waits for it.
pub(in crate::app) fn take_found(app: &mut App, found: &Found) -> Vec<Effect> {
    let Some(Overlay::Preview(shown)) = &app.model.overlay else { return Vec::new() };
    let Doing::Tag { label, sought } = &shown.doing else { return Vec::new() };
    if !shown.ticket.as_ref().is_some_and(|ticket| found.answers(ticket)) {
        return Vec::new();
    }
    let named = match sought {
        Sought::Words { named, .. } => named.as_ref(),
        Sought::Entity { named, .. } => Some(named),
        Sought::Pattern(_) => None,
    };
    let start = |row: &PreviewRow| match row.item {
        PreviewItem::Place(span) => span,
        _ => Span::default(),
    };
    let is_listed = |span: Span| {
        let first = shown.rows.partition_point(|row| start(row).end() <= span.start());
        shown.rows.get(first).is_some_and(|row| start(row).overlaps(span))
    };
    let places = found.places.iter().filter(|&&span| !is_listed(span));
    let rows: Vec<PreviewRow> =
        places.filter_map(|&span| row(&app.model, span, label.as_deref(), named)).collect();
    let Some(Overlay::Preview(mut shown)) = app.model.overlay.take() else { return Vec::new() };
    let was_empty = shown.is_empty();
    shown.add(&app.model, rows);
    if found.is_last {
        shown.ticket = None;
        shown.is_cut = found.is_cut;
    }
    let (is_over, is_empty) = (found.is_last, shown.is_empty());
    app.model.overlay = Some(Overlay::Preview(shown));
    if is_over && is_empty {
        return nothing(app);
    }
    if was_empty {
        preview::show(app);
    }
    Vec::new()
}

/// Goes on from a preview that nothing was found for: from words to all that names the same entity,
/// from a pattern to its line, where it can be mended.
fn nothing(app: &mut App) -> Vec<Effect> {
    let Some(Overlay::Preview(shown)) = &app.model.overlay else { return Vec::new() };
    let doing = shown.doing.clone();
    preview::close(app);
    let Doing::Tag { label, sought } = doing else { return Vec::new() };
    match sought {
        Sought::Words { words, named: Some(named) } => {
            let what = format!("“{words}” stands nowhere else: all that names {}", named.name);
            let effects = seek(app, label, Sought::Entity { words, named });
            app.model.message = Some(Message::done(what));
            effects
        }
        Sought::Words { words, named: None } => app.refuse(format!("“{words}” stands nowhere else")),
        Sought::Entity { named, .. } => {
            app.refuse(format!("{} is named nowhere else without a tag", named.name))
        }
        Sought::Pattern(written) => {
            ask_pattern(app, &written);
            app.refuse("the pattern fits nothing")
        }
    }
}

/// Leaves the rows that are tagged already as the label that was picked now would be: at once where there
/// are few, or else as soon as it is known which.
pub(in crate::app) fn look_again(app: &mut App) -> Vec<Effect> {
    let Model { overlay, record, tag_set, .. } = &mut app.model;
    let Some(Overlay::Preview(shown)) = overlay else { return Vec::new() };
    let Doing::Tag { label: Some(label), .. } = &shown.doing else { return Vec::new() };
    let place = |row: &PreviewRow| match row.item {
        PreviewItem::Place(span) => span,
        _ => Span::default(),
    };
    let places = shown.rows.iter().map(place);
    if shown.len() <= AT_ONCE {
        let there = places.enumerate().filter(|&(_, span)| is_tagged(span, label, record, tag_set));
        let there: Vec<usize> = there.map(|(index, _)| index).collect();
        there.into_iter().for_each(|index| shown.set(index, false));
        return Vec::new();
    }
    let tagged = (places.collect(), label.clone(), record.clone(), tag_set.clone());
    let (sweep, ticket) = Sweep::new(What::Tagged(Box::new(tagged)));
    shown.awaited = Some(ticket);
    vec![Effect::Sweep(sweep)]
}

/// Whether a tag stands exactly at `span` that leaves no room for one of that label.
pub(in crate::app) fn is_tagged(span: Span, label: &str, record: &Record, tag_set: &TagSet) -> bool {
    let Some(label) = tag_set.label(label) else { return false };
    let mut tags = record.tags_in(span).filter(|tag| tag.at == [span]);
    tags.any(|tag| tag_set.shut_out(&tag.label, label))
}
