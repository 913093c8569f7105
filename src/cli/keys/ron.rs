//! Keys as a keymap that can be changed and used.

use super::sheet::{Sheet, group};
use crate::cli::Facts;
use crate::cli::configuration::{KEYMAP, file};
use crate::config::{Key, KeyPreset, quoted};
use crate::page::visible;

/// The sheets as one keymap, over `preset`.
pub(super) fn write(sheets: &[Sheet<'_>], preset: KeyPreset, facts: &Facts) -> String {
    let path = file(facts, KEYMAP).map_or(KEYMAP.to_owned(), |path| path.to_string_lossy().into_owned());
    let mut out = format!(
        "// The keys of onrecord, for {}\n// It is laid over the preset “{}”: a line that is left out is as it \
         is there, and \"x\": none takes a key\n// away with all that begins with it. Keep the lines that you change.\n{{\n",
        visible(&path),
        preset.name()
    );
    for sheet in sheets {
        let taken: Vec<_> = sheet.changes.iter().filter(|change| change.now.is_none()).collect();
        if sheet.rows.is_empty() && taken.is_empty() {
            continue;
        }
        out.push_str(&format!("    // {}\n    \"{}\": {{\n", sheet.context.about, sheet.context.name));
        for change in taken {
            out.push_str(&format!("        {}: none,\n", quoted(&Key::written_sequence(&change.keys))));
        }
        for rows in sheet.groups() {
            out.push_str(&format!("        // {}\n", group(rows)));
            for row in rows {
                let bound = row.keys.iter().map(|keys| format!("{}: {},", quoted(keys), row.action));
                let bound = bound.collect::<Vec<_>>().join(" ");
                out.push_str(&format!("        {bound} // {}\n", row.action.about_in(sheet.context.name)));
            }
        }
        out.push_str("    },\n");
    }
    out.push_str("}\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{CONTEXTS, own_keymap, preset_keymap};
    use crate::config::TagSet;

    #[test]
    fn what_is_printed_is_read_back_as_the_same_keys() {
        let own = r#"{"article": {"q": none, "\"": undo, "\\": redo, "t": none, "x": accept}, "help": {"j": none}}"#;
        let tag_set = TagSet::news().unwrap();
        for preset in KeyPreset::ALL {
            let base = preset_keymap(preset).unwrap();
            for own in ["{}", own] {
                let keymap = own_keymap(base.clone(), "", own).unwrap();
                let sheets: Vec<_> =
                    CONTEXTS.iter().map(|context| Sheet::new(context, &keymap, &tag_set)).collect();
                let printed = write(&sheets, preset, &Facts::default());
                let read = own_keymap(base.clone(), "keymap.ron", &printed).unwrap();
                for context in CONTEXTS {
                    let sorted = |bindings: &[(Vec<Key>, crate::app::Action)]| {
                        let mut bindings: Vec<_> = bindings
                            .iter()
                            .map(|(keys, action)| (keys.clone(), action.to_string()))
                            .collect();
                        bindings.sort();
                        bindings
                    };
                    let [read, keymap] = [&read, &keymap].map(|keymap| sorted(keymap.bindings(context.name)));
                    assert_eq!(read, keymap, "{}", context.name);
                }
            }
        }
    }
}
