//! Keys in columns, for people.

use super::sheet::{Sheet, group};
use crate::app::{Action, Typed};
use crate::config::Key;
use crate::page::{visible, width};

/// What stands between the keys of an action, which have blanks in them.
const BETWEEN: &str = "  ";

/// The sheets, one below the other, with the same columns in all. Behind them, where they are of all
/// contexts, the actions that have no key.
pub(super) fn write(sheets: &[Sheet<'_>], are_all: bool) -> String {
    let rows = || sheets.iter().flat_map(|sheet| &sheet.rows);
    let keys = rows().map(|row| width(&row.keys.join(BETWEEN))).max().unwrap_or(0);
    let names = rows().map(|row| row.action.to_string().len()).max().unwrap_or(0);
    let mut out = String::new();
    for (number, sheet) in sheets.iter().enumerate() {
        if number > 0 {
            out.push('\n');
        }
        out.push_str(&format!("{}: {}\n", sheet.context.name, sheet.context.about));
        for rows in sheet.groups() {
            out.push_str(&format!("\n  {}\n", group(rows)));
            for row in rows {
                let (written, name) = (row.keys.join(BETWEEN), row.action.to_string());
                out.push_str(&line(
                    &written,
                    keys,
                    &format!("{name:names$}  {}", row.action.about_in(sheet.context.name)),
                ));
            }
        }
        if let Some(tag_set) = sheet.labels {
            out.push_str(&format!("\n  Labels of the tag set “{}”\n", visible(&tag_set.name)));
            for (written, name) in sheet.labels() {
                out.push_str(&line(&written, keys, &visible(name)));
            }
        }
        match sheet.context.typed {
            Typed::Text => out.push_str("\n  Anything else that is typed is written.\n"),
            Typed::Row => out.push_str("\n  A character picks the row that it stands before.\n"),
            Typed::Nothing | Typed::Label => {}
        }
        if !sheet.changes.is_empty() {
            out.push_str("\n  Changed by your keymap\n");
        }
        for change in &sheet.changes {
            let name = |action: Option<_>| action.map_or("nothing".to_owned(), |action| format!("{action}"));
            let (was, now) = (name(change.was), name(change.now));
            let place = format!("{}:{}:{}", visible(&change.name), change.line, change.column);
            let told = format!("{now}, was {was} ({place})");
            out.push_str(&line(&Key::written_sequence(&change.keys), keys, &told));
        }
    }
    let has_key = |action: Action| rows().any(|row| row.action == action);
    let keyless: Vec<Action> =
        Action::ALL.iter().map(|&(action, _)| action).filter(|&action| are_all && !has_key(action)).collect();
    if !keyless.is_empty() {
        out.push_str("\nwithout a key\n\n");
    }
    for action in keyless {
        let name = action.to_string();
        out.push_str(&line("", keys, &format!("{name:names$}  {}", action.about())));
    }
    out
}

/// A line with `keys` in a column of that width.
fn line(keys: &str, column: usize, rest: &str) -> String {
    let keys = visible(keys);
    let blank = " ".repeat(column.saturating_sub(width(&keys)));
    format!("    {keys}{blank}  {rest}\n")
}
