//! Showing only the paragraphs that matter now; the others are folded.

use std::sync::Arc;

use super::counting::{Result as Found, Sweep, Swept, What};
use crate::app::action::Action;
use crate::app::event::Effect;
use crate::app::model::{Focus, Message, Model};
use crate::app::program::App;
use crate::app::reading;
use crate::app::tagging::seeking::Ticket;
use crate::page::Shown;

/// Which paragraphs are shown.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    on: Option<(Only, Arc<Shown>)>,
    /// The one that is looked for.
    sought: Option<(Only, Ticket)>,
}

/// What the paragraphs have that a [`Filter`] shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Only {
    /// Hits of the search for these words.
    Hits(String),
    /// Statements of the source of that name.
    Source(String),
    /// Suggestions that nobody has decided.
    Undecided,
    /// Tags or notes.
    Marked,
}

impl std::fmt::Display for Only {
    /// Writes what is shown: “only “ferry””, “only Mara Quill”.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Only::Hits(words) => write!(f, "only “{words}”"),
            Only::Source(name) => write!(f, "only {name}"),
            Only::Undecided => f.write_str("only what is to review"),
            Only::Marked => f.write_str("only tags and notes"),
        }
    }
}

impl Only {
    /// What a paragraph has that is shown.
    fn what(&self) -> String {
        match self {
            Only::Hits(words) => format!("“{words}”"),
            Only::Source(name) => format!("a statement of {name}"),
            Only::Undecided => "anything to review".to_owned(),
            Only::Marked => "a tag or a note".to_owned(),
        }
    }
}

impl Filter {
    /// What is shown, and how many paragraphs that is; `None` where all are.
    pub fn shown(&self) -> Option<(&Only, usize)> {
        self.on.as_ref().map(|(only, shown)| (only, shown.count()))
    }

    /// Whether the paragraphs of a filter are still looked for.
    pub fn is_searching(&self) -> bool {
        self.sought.is_some()
    }
}

/// Looks for the paragraphs that `action` is about, or shows all again.
pub(in crate::app) fn act(app: &mut App, action: Action) -> Vec<Effect> {
    let sought = match action {
        Action::OnlyHits => hits(&app.model),
        Action::OnlySource => source(&app.model),
        Action::OnlyUndecided => undecided(&app.model),
        Action::OnlyMarked => Ok((Only::Marked, What::Marked(Box::new(app.model.record.clone())))),
        _ => {
            if app.model.filter.on.is_none() {
                return app.refuse_with(
                    "everything is shown",
                    &[(Action::OnlyUndecided, "shows only what is to review")],
                );
            }
            end(app);
            app.model.message = Some(Message::done("everything is shown again"));
            return Vec::new();
        }
    };
    match sought {
        Ok((only, what)) => {
            let (sweep, ticket) = Sweep::new(what);
            app.model.filter.sought = Some((only, ticket));
            let stops = app.model.tip(&[(Action::Cancel, "stops that")]);
            app.model.message = Some(Message::done(format!("looking for the paragraphs{stops}")));
            vec![Effect::Sweep(sweep)]
        }
        Err(why) => app.refuse(why),
    }
}

fn hits(model: &Model) -> Result<(Only, What), String> {
    let search = &model.search;
    let none = || {
        let ways = [(Action::Search, "searches"), (Action::OnlyHits, "then shows only its hits")];
        format!("no search is on{}", model.tip(&ways))
    };
    let pattern = search.pattern.clone().ok_or_else(none)?;
    Ok((Only::Hits(search.query().text.clone()), What::Hits(pattern)))
}

fn source(model: &Model) -> Result<(Only, What), String> {
    let findings = model.findings.clone().ok_or("who said what is still being read")?;
    let row = match model.focus {
        Focus::Sources => Some(model.selected_source),
        Focus::Article => findings.statement_at(model.view.cursor).and_then(|index| model.voices.of(index)),
    };
    let row = row.ok_or_else(|| {
        let ways = [(Action::StatementNext, "goes to the next statement")];
        format!("no statement of a known source here{}", model.tip(&ways))
    })?;
    let name = model.voices.rows().get(row).map_or(String::new(), |voice| voice.name.clone());
    let count = findings.attribution().statements.len();
    let statements = (0..count).filter(|&index| model.voices.of(index) == Some(row)).collect();
    Ok((Only::Source(name), What::Statements(findings, statements)))
}

fn undecided(model: &Model) -> Result<(Only, What), String> {
    let findings = model.findings.clone().ok_or("who said what is still being read")?;
    Ok((Only::Undecided, What::Undecided(findings, model.review.clone())))
}

/// Takes in which paragraphs the filter shows that was looked for.
pub(in crate::app) fn take(app: &mut App, swept: Swept) {
    let Some((only, _)) = app.model.filter.sought.take_if(|(_, ticket)| swept.answers(ticket)) else {
        return;
    };
    let Found::Shown(shown) = swept.result else { return };
    let total = app.model.article.blocks().len();
    let count = shown.count();
    let named = match count {
        1 => "1 paragraph".to_owned(),
        count => format!("{count} paragraphs"),
    };
    app.model.message = Some(if count == 0 {
        Message::error(format!("no paragraph has {}: everything stays", only.what()))
    } else if count == total {
        Message::done(format!("every paragraph has {}: everything stays", only.what()))
    } else {
        let all = app.model.tip(&[(Action::Everything, "shows everything")]);
        Message::done(format!("{only}, {named} of {total}{all}"))
    });
    if count == 0 || count == total {
        return;
    }
    let shown = Arc::new(shown);
    app.page.fold(Some(shown.clone()));
    app.model.filter.on = Some((only, shown));
    // On to what is shown, where the reader was somewhere else.
    let article = app.model.article.clone();
    let cursor = app.model.view.cursor;
    let target = reading::unfolded(&mut app.page, &article, cursor, true);
    if target != cursor {
        app.model.view.selecting = false;
    }
    reading::jump(&mut app.model, &mut app.page, target);
}

/// Stops looking for a filter's paragraphs; whether any were looked for.
pub(in crate::app) fn stop(app: &mut App) -> bool {
    let was_sought = app.model.filter.sought.take().is_some();
    if was_sought {
        app.model.message = Some(Message::done("no longer looking for the paragraphs"));
    }
    was_sought
}

/// Shows all paragraphs.
pub(in crate::app) fn end(app: &mut App) {
    app.model.filter = Filter::default();
    app.page.fold(None);
}

/// Shows all paragraphs where the cursor came to one that was folded, and says so.
pub(in crate::app) fn settle(app: &mut App) {
    let cursor = app.model.view.cursor;
    if app.model.filter.on.is_some() && app.page.is_folded(&app.model.article, cursor) {
        end(app);
        app.model.message.get_or_insert_with(|| Message::done("that was folded: everything is shown again"));
    }
}
