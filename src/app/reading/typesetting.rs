//! How the text is set, changed by key for the session.

use crate::app::action::Action;
use crate::app::model::Message;
use crate::app::program::App;

/// How many cells the measure changes by at a time.
const STEP: u16 = 4;

/// Changes how the text is set, as `action` says, and tells what it is now; the line with the cursor
/// stays where it is on the screen.
pub(in crate::app) fn set(app: &mut App, action: Action) {
    let mut page = app.model.settings.page.clone();
    let on = |is_on: bool| if is_on { "on" } else { "off" };
    let told = match action {
        Action::Narrower | Action::Wider => {
            let before = page.column();
            // What is wider than its room already is narrowed from what there is, so that it shows.
            let room = fitting(app).clamp(1, before);
            page.measure = match action {
                Action::Narrower => room.saturating_sub(STEP),
                _ if room < before => before,
                _ => before + STEP,
            };
            page.measure = page.column();
            let end = if page.measure == before && room == before { ", no further" } else { "" };
            format!("measure {}{end}", page.measure)
        }
        Action::ToggleJustify => {
            page.justify = !page.justify;
            format!("justification {}", on(page.justify))
        }
        Action::ToggleHyphenate => {
            page.hyphenate = !page.hyphenate;
            format!("hyphenation {}", on(page.hyphenate))
        }
        Action::ToggleRuler => {
            page.ruler = !page.ruler;
            format!("ruler {}", on(page.ruler))
        }
        Action::ToggleLineNumbers => {
            page.line_numbers = !page.line_numbers;
            format!("line numbers {}", on(page.line_numbers))
        }
        Action::ToggleParagraphNumbers => {
            page.paragraph_numbers = !page.paragraph_numbers;
            format!("paragraph numbers {}", on(page.paragraph_numbers))
        }
        Action::FocusOn => {
            page.focus = page.focus.next();
            let on = app.model.key(Action::FocusOn);
            let next = page.focus.next().words();
            let on = on.map_or_else(String::new, |key| format!(": {key} for {next}"));
            format!("focus on {}{on}", page.focus.words())
        }
        _ => return,
    };
    keep_line(app, |app| app.model.settings.page = page);
    let room = fitting(app);
    let is_cramped = room < app.model.settings.page.measure;
    let more = match action {
        Action::Narrower | Action::Wider if is_cramped => format!(", room for {room}"),
        _ => String::new(),
    };
    app.model.message = Some(Message::done(told + &more));
}

/// How wide the column of text is on this screen.
fn fitting(app: &App) -> u16 {
    app.model.layout().map_or(0, |layout| layout.text.width)
}

/// Makes a change after which the rows or the panes are others, and scrolls so that the line with
/// the cursor stays where it is on the screen.
pub(in crate::app) fn keep_line(app: &mut App, change: impl FnOnce(&mut App)) {
    let cursor = app.model.view.cursor;
    let article = app.model.article.clone();
    let height = app.model.layout().map_or(1, |layout| layout.text.height.max(1));
    let top = super::top(&app.model, &mut app.page);
    let rows = app.page.rows_from(&article, top, height.into());
    let above = rows.iter().position(|row| row.span.contains(cursor)).unwrap_or(0);
    change(app);
    app.arrange();
    let above = isize::try_from(above).unwrap_or(0);
    app.model.view.top = app.page.step(&article, cursor, -above).0;
}
