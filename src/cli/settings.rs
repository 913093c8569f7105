//! `onrecord settings`: what is set, and where.

use std::path::Path;

use clap::Args;

use super::configuration::{Configuration, KEYMAP, SETTINGS, THEMES, file};
use super::{Attributors, Error, Facts, Io, words};
use crate::app::labels_keep_their_keys;
use crate::config::{FocusOn, KeyPreset, SCHEMES, Settings, TagSet, Words, quoted};
use crate::page::visible;

/// Print the settings, and where they are looked for
///
/// What is printed is a settings.ron with everything that can be set, as it is in force: by your
/// settings.ron, or else by default. The lines on top name the files, and say which of them are there. What
/// is wrong with one of them is told behind; the exit code is then 1.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Options {}

const EXAMPLES: &str = "\
Examples:
  onrecord settings
  onrecord settings > settings.ron      change it, then put it where the first line says

docs/settings.md explains settings, keymaps and themes with examples.";

/// A setting: the group and the field that it is, what it is about, and its value in RON.
struct Field {
    group: &'static str,
    name: &'static str,
    about: &'static str,
    value: fn(&Settings) -> String,
}

/// Everything that can be set, in the order of groups; those of the group "" stand first.
const FIELDS: &[Field] = &[
    field(
        "",
        "theme",
        "The colours: “auto” as suits the terminal's background, or by name; or a theme of yours",
        |settings| quoted(&settings.theme),
    ),
    field("", "keys", "The keys that your keymap is laid over", |settings| quoted(settings.keys.name())),
    field("", "tag_set", "The labels, or the file in this folder that has them", |settings| {
        quoted(settings.tag_set.as_deref().unwrap_or("news"))
    }),
    field("", "annotator", "Who annotates: a name, or None for the user of the system", |settings| {
        settings.annotator.as_deref().map_or("None".to_owned(), quoted)
    }),
    field("", "unsure_below", "Mark what the machine is less sure of than this, in percent", |settings| {
        settings.unsure_below.to_string()
    }),
    field("", "mouse", "Whether the mouse is the program's, or the terminal's own", |settings| {
        settings.mouse.to_string()
    }),
    field("page", "measure", "The widest column of text, in cells", |settings| {
        settings.page.measure.to_string()
    }),
    field("page", "justify", "Whether the lines of a paragraph end where the column does", |settings| {
        settings.page.justify.to_string()
    }),
    field("page", "hyphenate", "Whether long words are divided at the end of a line", |settings| {
        settings.page.hyphenate.to_string()
    }),
    field("page", "line_numbers", "Whether the lines of the file are numbered", |settings| {
        settings.page.line_numbers.to_string()
    }),
    field("page", "paragraph_numbers", "Whether paragraphs are numbered", |settings| {
        settings.page.paragraph_numbers.to_string()
    }),
    field("page", "ruler", "Whether the line with the cursor stands out", |settings| {
        settings.page.ruler.to_string()
    }),
    field("page", "focus", "What stands out: everything, sentence, paragraph, source", |settings| {
        let focus = match settings.page.focus {
            FocusOn::Everything => "everything",
            FocusOn::Sentence => "sentence",
            FocusOn::Paragraph => "paragraph",
            FocusOn::Source => "source",
        };
        focus.to_owned()
    }),
    field("panes", "sources", "Whether the sources are shown", |settings| settings.panes.sources.to_string()),
    field("panes", "outline", "Whether the outline is shown", |settings| settings.panes.outline.to_string()),
    field("panes", "here", "Whether it is shown what is known of the place under the cursor", |settings| {
        settings.panes.here.to_string()
    }),
    field("panes", "strip", "Whether it is shown who speaks where", |settings| {
        settings.panes.strip.to_string()
    }),
    field("panes", "hints", "Whether the key hints are shown", |settings| settings.panes.hints.to_string()),
];

const fn field(
    group: &'static str,
    name: &'static str,
    about: &'static str,
    value: fn(&Settings) -> String,
) -> Field {
    Field { group, name, about, value }
}

/// Prints the settings in force.
pub(super) fn run(
    _: &Options,
    configuration: &Configuration,
    facts: &Facts,
    io: &mut Io<'_>,
) -> Result<(), Error> {
    let printed = files(configuration, facts) + &written(&configuration.settings);
    io.out.write_all(printed.as_bytes()).map_err(Error::Output)?;
    let mut all_well = true;
    for error in wrong(configuration, facts) {
        all_well = false;
        io.fail(&error);
    }
    if all_well { Ok(()) } else { Err(Error::Told) }
}

/// What is wrong with the files beside the settings.
fn wrong(configuration: &Configuration, facts: &Facts) -> Vec<Error> {
    let keys = configuration.keymap().and_then(|keymap| {
        let tag_set = configuration.tag_set_with(&keymap)?;
        labels_keep_their_keys(&keymap, &tag_set).map_err(Error::Config)
    });
    let (chosen, own) = (&configuration.settings.theme, configuration.own_themes());
    let colours = configuration.scheme(chosen).err().filter(|_| !own.contains(chosen));
    let themes = own.iter().filter_map(|name| configuration.theme(name).err()).chain(colours);
    let words = Attributors::new(&Words::default(), facts).err();
    keys.err().into_iter().chain(themes).chain(words).collect()
}

/// Where the files are looked for, and which are there, as comments.
fn files(configuration: &Configuration, facts: &Facts) -> String {
    let own = configuration.own_themes();
    let themes = if own.is_empty() { "none there".to_owned() } else { own.join(", ") };
    let is_there = |path: &Path| if path.is_file() { "there" } else { "not there" };
    let mut rows = Vec::new();
    let about = [
        (SETTINGS, "these settings"),
        (KEYMAP, "your keys; onrecord keys --format ron prints a start"),
        (words::FILE, "words that the attribution shall know"),
    ];
    for (name, about) in about {
        if let Some(path) = file(facts, name) {
            rows.push((path.to_string_lossy().into_owned(), format!("{about} ({})", is_there(&path))));
        }
    }
    if let Some(folder) = file(facts, THEMES) {
        rows.push((
            folder.join("NAME.ron").to_string_lossy().into_owned(),
            format!("your themes ({themes})"),
        ));
    }
    let widest = rows.iter().map(|(path, _)| crate::page::width(&visible(path))).max().unwrap_or(0);
    let rows = rows.iter().map(|(path, about)| {
        let path = visible(path);
        let blank = " ".repeat(widest.saturating_sub(crate::page::width(&path)));
        format!("// {path}{blank}  {}\n", visible(about))
    });
    rows.collect()
}

/// `settings` as a file, what is not as by default with its default.
fn written(settings: &Settings) -> String {
    let default = Settings::default();
    let mut out = String::from("(\n");
    for fields in FIELDS.chunk_by(|one, other| one.group == other.group) {
        let group = fields.first().map_or("", |field| field.group);
        let indent = if group.is_empty() { "    " } else { "        " };
        if !group.is_empty() {
            out.push_str(&format!("    {group}: (\n"));
        }
        for Field { name, about, value, .. } in fields {
            let (value, default) = ((value)(settings), (value)(&default));
            let note = if value == default { String::new() } else { format!("; {default} by default") };
            out.push_str(&format!("{indent}// {about}{}{note}.\n{indent}{name}: {value},\n", choices(name)));
        }
        if !group.is_empty() {
            out.push_str("    ),\n");
        }
    }
    out.push_str(")\n");
    out
}

/// The names that a setting takes, where they are few.
fn choices(name: &str) -> String {
    let list = |names: &mut dyn Iterator<Item = &str>| format!(": {}", names.collect::<Vec<_>>().join(", "));
    match name {
        "theme" => list(&mut SCHEMES.iter().map(|(name, _)| *name)),
        "keys" => list(&mut KeyPreset::ALL.into_iter().map(KeyPreset::name)),
        "tag_set" => list(&mut TagSet::bundled_names()),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_is_read_back_as_the_same_settings() {
        let ron = r#"(theme: "a \"b\" \\", keys: "plain", tag_set: "mine.ron", annotator: "Ana", unsure_below: 70,
            mouse: false, page: (measure: 60, justify: true, hyphenate: true, line_numbers: true,
            paragraph_numbers: true, ruler: true, focus: source),
            panes: (sources: false, outline: false, here: false, strip: false, hints: false))"#;
        let all_set = Settings::read("settings.ron", ron).unwrap();
        for settings in [Settings { tag_set: Some("news".to_owned()), ..Settings::default() }, all_set] {
            let printed = written(&settings);
            assert_eq!(Settings::read("settings.ron", &printed).unwrap(), settings, "{printed}");
        }
    }

    #[test]
    fn everything_that_can_be_set_is_printed() {
        for group in ["", "page", "panes"] {
            let ron = if group.is_empty() { "(x: 1)".to_owned() } else { format!("({group}: (x: 1))") };
            let told = Settings::read("", &ron).unwrap_err().what;
            let (_, fields) = told.split_once("expected one of ").unwrap();
            for name in fields.split(", ") {
                let is_printed = |field: &Field| field.group == group && field.name == name;
                let is_group = group.is_empty() && FIELDS.iter().any(|field| field.group == name);
                assert!(is_group || FIELDS.iter().any(is_printed), "{group} {name} is not printed");
            }
        }
    }
}
