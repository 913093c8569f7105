//! Links: pick a tag, go to the other one, pick that.

use super::choosing::{Choice, Deed, ask, link_words, on_tag};
use super::hand::{End, Linking, quoted};
use super::told;
use crate::annotation::{Change, Id, Link};
use crate::app::action::Action;
use crate::app::event::Effect;
use crate::app::model::{Message, Model};
use crate::app::overlays::MenuRow;
use crate::app::program::App;
use crate::app::reading::findings::Suggestion;
use crate::app::review::batch::Batch;
use crate::app::review::suggesting;
use crate::article::Span;
use crate::config::TagSet;

/// A link that can be made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Joint {
    /// A link label of the tag set.
    pub label: String,
    /// Where it leads from.
    pub from: End,
    /// Where it leads to.
    pub to: End,
}

/// Picks what a link is to be made from; where that is picked already, makes the link to what is under
/// the cursor.
pub(in crate::app) fn connect(app: &mut App) -> Vec<Effect> {
    let Some(linking) = app.model.hand.linking.clone() else {
        if let Some(effects) = on_tag(app, Deed::Connect) {
            return effects;
        }
        return match suggestion_here(&app.model) {
            Some(suggestion) => begin(app, End::Suggestion(suggestion)),
            None => app.refuse_with("no tag here to link", &[(Action::TagNext, "goes to the next one")]),
        };
    };
    let Some(label) = label_of(&app.model, &linking.from).map(str::to_owned) else {
        app.model.hand.linking = None;
        return app.refuse("what was to be linked is gone");
    };
    if linking.cursor == app.model.view.cursor {
        return let_go(app);
    }
    let model = &app.model;
    let joints_with = |end: &End| joints(model, &label, &linking.from, end);
    let tags = model.tags_here();
    let ends = tags.iter().map(|tag| End::Tag(tag.id.clone())).filter(|end| *end != linking.from);
    let mut choices: Vec<_> = ends.flat_map(|end| joints_with(&end)).collect();
    // What is only suggested counts where no tag does.
    if choices.is_empty()
        && let Some(end) = suggestion_here(model).map(End::Suggestion).filter(|end| *end != linking.from)
    {
        choices = joints_with(&end);
    }
    let is_on_picked = model.place_of(&linking.from).iter().any(|span| span.contains(model.view.cursor));
    match &choices[..] {
        [] if is_on_picked => let_go(app),
        [] => app.refuse(format!("nothing here to link to: {}", fitting(&app.model.tag_set, &label))),
        [(Choice::Link(joint), _)] => {
            let joint = joint.clone();
            join(app, joint)
        }
        _ => ask(app, format!("Link {} how?", called(&app.model, &linking.from)), choices),
    }
}

/// Picks the tag of that id to make a link from.
pub(in crate::app) fn pick(app: &mut App, id: &Id) -> Vec<Effect> {
    begin(app, End::Tag(id.clone()))
}

fn begin(app: &mut App, from: End) -> Vec<Effect> {
    let Some(label) = label_of(&app.model, &from) else {
        return app.refuse("this tag set has no label for that");
    };
    if !app.model.tag_set.links.iter().any(|link| fits(&link.from, label) || fits(&link.to, label)) {
        let why = format!("no link of this tag set joins a {label}");
        return app.refuse(why);
    }
    let ways = app.model.tip(&[(Action::Connect, "on the other tag links it")]);
    let what = format!("linking from {}{ways}", called(&app.model, &from));
    let cursor = app.model.view.cursor;
    app.model.hand.linking = Some(Linking { from, cursor });
    app.model.message = Some(Message::done(what));
    Vec::new()
}

/// Forgets what was picked.
pub(in crate::app) fn let_go(app: &mut App) -> Vec<Effect> {
    app.model.hand.linking = None;
    app.model.message = Some(Message::done("no longer linking"));
    Vec::new()
}

/// Makes a link. A suggestion at one of its ends is accepted in the same edit.
pub(in crate::app) fn join(app: &mut App, joint: Joint) -> Vec<Effect> {
    let mut batch = Batch::default();
    let ends = [&joint.from, &joint.to].map(|end| tagged(app, &mut batch, end));
    let [Some(from), Some(to)] = ends else {
        app.model.hand.linking = None;
        return app.refuse("what was to be linked is gone");
    };
    if from == to {
        return app.refuse("a tag is not linked to itself");
    }
    let what = format!("{} {}", called(&app.model, &joint.from), joint.label);
    let what = format!("{what} → {}", called(&app.model, &joint.to));
    batch.link_as(app, joint.label, from, to);
    let effects = told(app, batch, what);
    if !effects.is_empty() {
        app.model.hand.linking = None;
    }
    effects
}

/// Gives the link of that id another label.
pub(in crate::app) fn relabel(app: &mut App, id: &Id, label: &str) -> Vec<Effect> {
    let Some(old) = app.model.record.link(id).cloned() else { return app.refuse("that link is gone") };
    let what = format!("{} is now {label}", old.label);
    let new = Link { label: label.to_owned(), stamp: app.stamp(), ..old.clone() };
    let effects = told(app, vec![Change::Link(Some(old), Some(new))], what);
    if !effects.is_empty() {
        app.model.hand.linking = None;
    }
    effects
}

/// The tag of an end; a suggestion is accepted in `batch` first.
fn tagged(app: &mut App, batch: &mut Batch, end: &End) -> Option<Id> {
    let suggestion = match end {
        End::Tag(id) => return app.model.record.tag(id).map(|tag| tag.id.clone()),
        End::Suggestion(suggestion) => *suggestion,
    };
    let findings = app.model.findings.clone()?;
    let label = app.model.tag_set.taking(findings.kind(suggestion))?.name.clone();
    suggesting::take(app, batch, &findings, suggestion);
    batch.tag_at(&app.model.record, &label, findings.place(suggestion)).map(|tag| tag.id.clone())
}

/// Forgets an end that may be another suggestion now.
pub(in crate::app) fn expire(app: &mut App) {
    let is_suggested = |linking: &mut Linking| matches!(linking.from, End::Suggestion(_));
    app.model.hand.linking.take_if(is_suggested);
}

/// The suggestion under the cursor that is not decided: the one that is being reviewed, or a name, or
/// a statement.
fn suggestion_here(model: &Model) -> Option<Suggestion> {
    model.current_suggestion().filter(|&suggestion| !model.review.is_decided(suggestion))
}

/// The links that the tag set allows between `from`, which has that label, and `to`; between two that
/// are linked already, the other labels that the link could have, and its end.
fn joints(model: &Model, label: &str, from: &End, to: &End) -> Vec<(Choice, MenuRow)> {
    let Some(other) = label_of(model, to) else { return Vec::new() };
    let mut choices = Vec::new();
    let mut removals = Vec::new();
    for link in &model.tag_set.links {
        // In the direction in which it was picked where that fits, else in reverse.
        let (from, to) = if fits(&link.from, label) && fits(&link.to, other) {
            (from, to)
        } else if fits(&link.from, other) && fits(&link.to, label) {
            (to, from)
        } else {
            continue;
        };
        let linked: Vec<&Link> = match (from, to) {
            (End::Tag(from), End::Tag(to)) => {
                model.record.links_of(from).filter(|held| held.from == *from && held.to == *to).collect()
            }
            _ => Vec::new(),
        };
        if let (Some(held), End::Tag(end)) = (linked.iter().find(|held| held.label == link.name), from) {
            let name = format!("Delete {}", link_words(model, held, end));
            removals.push((Choice::DeleteLink(held.id.clone()), MenuRow::new(name, "they are linked so")));
            continue;
        }
        for held in linked {
            let row = MenuRow::new(link.name.clone(), format!("in the place of “{}”", held.label));
            choices.push((Choice::RelabelLink(held.id.clone(), link.name.clone()), row));
        }
        let row = MenuRow::new(link.name.clone(), format!("{} → {}", called(model, from), called(model, to)));
        let joint = Joint { label: link.name.clone(), from: from.clone(), to: to.clone() };
        choices.push((Choice::Link(joint), row));
    }
    choices.extend(removals);
    choices
}

fn fits(labels: &[String], label: &str) -> bool {
    labels.iter().any(|known| known == label)
}

/// What a tag of that label could be linked to, in words.
fn fitting(tag_set: &TagSet, label: &str) -> String {
    let listed = |labels: &[String]| match labels {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} or {last}", rest.join(", ")),
    };
    let words = tag_set.links.iter().flat_map(|link| {
        let leads = fits(&link.from, label).then(|| format!("“{}” leads to {}", link.name, listed(&link.to)));
        let comes =
            fits(&link.to, label).then(|| format!("“{}” comes from {}", link.name, listed(&link.from)));
        leads.into_iter().chain(comes)
    });
    words.collect::<Vec<_>>().join("; ")
}

/// The label of an end, which a suggestion has once it is accepted.
fn label_of<'m>(model: &'m Model, end: &End) -> Option<&'m str> {
    match end {
        End::Tag(id) => model.record.tag(id).map(|tag| tag.label.as_str()),
        End::Suggestion(suggestion) => {
            let kind = model.findings.as_deref()?.kind(*suggestion);
            model.tag_set.taking(kind).map(|label| label.name.as_str())
        }
    }
}

/// The label and the words of an end.
pub(in crate::app) fn called(model: &Model, end: &End) -> String {
    let place: &[Span] = model.place_of(end);
    format!("{} {}", label_of(model, end).unwrap_or_default(), quoted(&model.words(place, 32)))
}
