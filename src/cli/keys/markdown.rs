//! Keys as tables of a page.

use super::sheet::{Sheet, group};
use crate::page::visible;

/// The sheets, each below a heading.
pub(super) fn write(sheets: &[Sheet<'_>]) -> String {
    let mut out = String::new();
    for (number, sheet) in sheets.iter().enumerate() {
        if number > 0 {
            out.push('\n');
        }
        let context = sheet.context;
        out.push_str(&format!("## `{}`\n\n{}\n\n", context.name, sentence(context.about)));
        out.push_str("| Keys | Action | |\n| --- | --- | --- |\n");
        for rows in sheet.groups() {
            out.push_str(&format!("| **{}** | | |\n", group(rows)));
            for row in rows {
                let keys = row.keys.iter().map(|keys| code(keys)).collect::<Vec<_>>().join(" ");
                out.push_str(&format!(
                    "| {keys} | `{}` | {} |\n",
                    row.action,
                    row.action.about_in(context.name)
                ));
            }
        }
        if sheet.labels.is_some() {
            out.push_str("| **Labels** | | |\n");
        }
        for (keys, name) in sheet.labels() {
            out.push_str(&format!("| {} | | {} |\n", code(&keys), visible(name).replace('|', "\\|")));
        }
        if !sheet.changes.is_empty() {
            out.push_str("\nChanged by your keymap:\n\n");
        }
        for change in &sheet.changes {
            let name =
                |action: Option<_>| action.map_or("nothing".to_owned(), |action| format!("`{action}`"));
            let keys = code(&crate::config::Key::written_sequence(&change.keys));
            let (was, now) = (name(change.was), name(change.now));
            let place = format!("{}:{}:{}", visible(&change.name), change.line, change.column);
            out.push_str(&format!("* {keys}: {now}, was {was} ({place})\n"));
        }
    }
    out
}

/// `keys` as they stand in a cell.
fn code(keys: &str) -> String {
    let keys = visible(keys).replace('|', "\\|");
    // A backtick needs more of them around it.
    if keys.contains('`') { format!("`` {keys} ``") } else { format!("`{keys}`") }
}

/// A few words as a sentence.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{}.", letters.as_str())
}
