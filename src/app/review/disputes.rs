//! What two people say differently about an item: shown, and decided by picking one of the values.

use super::disputed::Item;
use crate::annotation::{Dispute, Extra, Id, Record};
use crate::app::action::Action;
use crate::app::event::Effect;
use crate::app::model::{Message, Model};
use crate::app::overlays::field::Field;
use crate::app::overlays::{List, ListPurpose, Overlay};
use crate::app::program::App;
use crate::article::Span;

/// How many characters of an item's words, and of a value, a row shows.
const WORDS: usize = 28;

/// One of the values of a disputed field, to be picked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    /// What kind of item it is: “tag”.
    pub kind: &'static str,
    /// Which one.
    pub id: Id,
    /// The disputed field, as a record file calls it.
    pub field: String,
    /// The attribute, where the field is “attributes”.
    pub key: Option<String>,
    /// The other value; `None` for the one that the item has.
    pub other: Option<Dispute>,
}

/// How many fields of the items on `record` are disputed.
pub fn count(record: &Record) -> usize {
    questions(record).map(|(_, questions)| questions.len()).sum()
}

/// What to say of a record that holds disagreements; `None` where it holds none.
pub(in crate::app) fn notice(model: &Model) -> Option<String> {
    let shows = |what: &str| model.tip_in("article", &[(Action::Disputes, what)]);
    match count(&model.record) {
        0 => None,
        1 => Some(format!("1 disagreement{}", shows("shows it"))),
        count => Some(format!("{count} disagreements{}", shows("shows them"))),
    }
}

/// What is disputed of the item with these fields, a line each.
pub(in crate::app) fn lines(extra: &Extra) -> impl Iterator<Item = String> {
    Dispute::all(extra).into_iter().map(|dispute| {
        let field = dispute.key.as_ref().unwrap_or(&dispute.field);
        let words = cut(&dispute.words());
        match dispute.stamp.by.as_str() {
            "" => format!("disputed: {field} is “{words}”"),
            by => format!("disputed: {field} is “{words}”, says {by}"),
        }
    })
}

/// Opens the list of what is disputed; what is under the cursor is chosen first.
pub(in crate::app) fn open(app: &mut App) -> Vec<Effect> {
    let cursor = app.model.view.cursor;
    let here = Span::new(cursor, cursor + 1);
    let under = |choice: &Choice| {
        let tag = || app.model.record.tag(&choice.id);
        choice.kind == "tag" && tag().is_some_and(|tag| tag.at.iter().any(|span| span.overlaps(here)))
    };
    let Some((choices, mut list)) = list(app) else {
        app.model.message = Some(Message::done("nothing is disputed"));
        return Vec::new();
    };
    list.chosen = choices.iter().position(under).unwrap_or(0);
    app.model.overlay = Some(Overlay::List(list));
    Vec::new()
}

/// Makes the picked value the one that stands, and opens the list again for what is left. `row` was
/// the row of the pick.
pub(in crate::app) fn settle(app: &mut App, choice: &Choice, row: usize) -> Vec<Effect> {
    let Some(before) = Item::find(&app.model.record, choice) else {
        return app.refuse(format!("that {} is gone", choice.kind));
    };
    let mut after = before.clone();
    let field = choice.key.as_ref().unwrap_or(&choice.field);
    let what = match &choice.other {
        None => format!("{field} stays {}", cut(&before.words_of(choice, app))),
        Some(other) => {
            if let Err(why) = after.take(choice, other, app) {
                return app.refuse(why);
            }
            let value = cut(&value_words(other, &app.model.record));
            format!("{field} is now {value}{}", app.model.way_back())
        }
    };
    let extra = after.extra();
    *extra = Dispute::settled(extra, &choice.field, choice.key.as_deref());
    let effects = app.commit(vec![before.into_change(after)].into());
    if effects.is_empty() {
        return effects;
    }
    let left = list(app);
    let end = if left.is_some() { "" } else { "; nothing is disputed any more" };
    app.model.message = Some(Message::done(format!("{what}{end}")));
    app.model.overlay = left.map(|(choices, list)| {
        // On the first value of the question that follows.
        let is_first = |at: &usize| choices.get(*at).is_some_and(|choice| choice.other.is_none());
        let chosen = (0..=row.min(choices.len().saturating_sub(1))).rev().find(is_first).unwrap_or(0);
        Overlay::List(List { chosen, ..list })
    });
    effects
}

/// All values of all disputed fields, and the list to pick one from; `None` where nothing is disputed.
fn list(app: &App) -> Option<(Vec<Choice>, List)> {
    let record = &app.model.record;
    let (mut choices, mut rows) = (Vec::new(), Vec::new());
    let mut count = 0;
    for (item, questions) in questions(record) {
        let title = item.title(&app.model.article);
        for disputes in questions {
            let Some(first) = disputes.first() else { continue };
            count += 1;
            let choice = |other: Option<Dispute>| Choice {
                kind: item.kind(),
                id: item.id().clone(),
                field: first.field.clone(),
                key: first.key.clone(),
                other,
            };
            let field = first.key.as_ref().unwrap_or(&first.field).clone();
            let row = |value: &str| format!("{title} · {field}: {}", cut(value));
            let by = item.stamp().map(|stamp| stamp.by).unwrap_or_default();
            let now = choice(None);
            rows.push((row(&item.words_of(&now, app)), joined("as it is", &by)));
            choices.push(now);
            for dispute in &disputes {
                rows.push((row(&value_words(dispute, record)), joined("", &dispute.stamp.by)));
                choices.push(choice(Some(dispute.clone())));
            }
        }
    }
    let title = match count {
        0 => return None,
        1 => "1 disagreement: which value is to stand?".to_owned(),
        count => format!("{count} disagreements: which value is to stand?"),
    };
    let purpose = ListPurpose::Disputes(choices.clone());
    Some((choices, List { purpose, title, field: Field::default(), chosen: 0, rows }))
}

/// Words about a row, and who says it.
fn joined(words: &str, by: &str) -> String {
    [words, by].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// The items of which something is disputed, each with its disputes by field.
fn questions(record: &Record) -> impl Iterator<Item = (Item, Vec<Vec<Dispute>>)> {
    let is_disputed = |extra: &Extra| extra.contains_key(Dispute::FIELD);
    let tags = record.flagged_tags().filter(move |tag| is_disputed(&tag.extra)).cloned().map(Item::Tag);
    let links = record.flagged_links().filter(move |link| is_disputed(&link.extra)).cloned().map(Item::Link);
    let notes = record.flagged_notes().filter(move |note| is_disputed(&note.extra)).cloned().map(Item::Note);
    let entities = record.flagged_entities().filter(move |entity| is_disputed(&entity.extra)).cloned();
    let labels = record.flagged_document_labels().filter(move |label| is_disputed(&label.extra)).cloned();
    let verdicts = record.flagged_verdicts().filter(move |verdict| is_disputed(&verdict.extra)).cloned();
    let items = tags.chain(links).chain(notes).chain(entities.map(Item::Entity));
    let items = items.chain(labels.map(Item::DocumentLabel)).chain(verdicts.map(Item::Verdict));
    items.map(|mut item| {
        let mut questions: Vec<Vec<Dispute>> = Vec::new();
        for dispute in Dispute::all(item.extra()) {
            let same = |of: &&mut Vec<Dispute>| {
                of.iter().any(|other| other.field == dispute.field && other.key == dispute.key)
            };
            match questions.iter_mut().find(same) {
                Some(question) => question.push(dispute),
                None => questions.push(vec![dispute]),
            }
        }
        (item, questions)
    })
}

/// A value in words; an entity by its name.
fn value_words(dispute: &Dispute, record: &Record) -> String {
    let entity = dispute.string().filter(|_| dispute.field == "entity");
    let entity = entity.and_then(|id| record.entity(&Id::new(id)).map(|entity| entity.name.clone()));
    entity.unwrap_or_else(|| dispute.words())
}

/// The first words of `text`, on one line.
pub(in crate::app) fn cut(text: &str) -> String {
    let end = text.char_indices().nth(WORDS).map(|(end, _)| end);
    let shown = text.get(..end.unwrap_or(text.len())).unwrap_or("").replace('\n', " ");
    if end.is_some() { shown + "…" } else { shown }
}
