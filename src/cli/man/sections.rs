//! What the manual page of the program has beside its options.

use roff::{Roff, bold, italic, roman};

use crate::app::{CONTEXTS, Typed, bundled_keymap};
use crate::cli::Error;
use crate::cli::keys::{Sheet, group};
use crate::config::TagSet;

/// The files of the program and what is in them.
const FILES: &[(&str, &str)] = &[
    (
        "FILE.ron",
        "The record of an article: tags, links, notes, verdicts. With --as NAME it is FILE.NAME.ron.",
    ),
    (
        "FILE.ron.journal, FILE.ron.lock, FILE.ron~",
        "Edits that the record does not hold yet, who has it open, and the record as it was before.",
    ),
    (
        "$XDG_CONFIG_HOME/onrecord/settings.ron",
        "Settings. “onrecord settings” prints them with what each is about.",
    ),
    (
        "$XDG_CONFIG_HOME/onrecord/keymap.ron",
        "Keys, laid over those of the program. “onrecord keys” lists them.",
    ),
    ("$XDG_CONFIG_HOME/onrecord/themes/NAME.ron", "Colours, for --theme NAME."),
    (
        "$XDG_CONFIG_HOME/onrecord/words.ron, .onrecord/words.ron",
        "Words for the rules that find who said what: for all articles, and for those of a folder and the folders in it.",
    ),
    (
        "$XDG_DATA_HOME/onrecord/",
        "Records of articles whose folder cannot be written, and texts that records were made on.",
    ),
    ("$XDG_STATE_HOME/onrecord/", "Where you left off, and what can be undone."),
];

/// The variables of the environment that the program looks at.
const ENVIRONMENT: &[(&str, &str)] = &[
    ("NO_COLOR", "Set and not empty: no colours."),
    ("COLORTERM, TERM", "How many colours the terminal shows."),
    ("COLUMNS", "The width to fit tables to, instead of the terminal's."),
    ("XDG_CONFIG_HOME", "Where settings are, by default ~/.config."),
    ("XDG_DATA_HOME", "Where data is kept, by default ~/.local/share."),
    ("XDG_STATE_HOME", "Where the state of the reader is kept, by default ~/.local/state."),
    ("USER", "Who annotates, unless “annotator” is set in settings.ron or --as names somebody."),
];

/// The exit codes and what they mean.
const EXIT_STATUS: &[(&str, &str)] = &[
    ("0", "All that was asked for was done. An output that is closed early, as by head, is no failure."),
    ("1", "Something failed; standard error says what, and what to do about it."),
    ("2", "The program was called the wrong way."),
    ("3", "“onrecord merge” could not merge the records."),
    ("128 + N", "Signal N ended the program."),
];

/// The examples of a help text, line by line as they stand there.
pub(super) fn examples(page: &mut Roff, help: &str) {
    let Some((_, examples)) = help.split_once("Examples:\n") else { return };
    page.control("SH", ["EXAMPLES"]);
    page.control("nf", []);
    for line in examples.split("\n\n").next().unwrap_or_default().lines() {
        page.text([roman(line.trim())]);
    }
    page.control("fi", []);
}

/// What the keys do where no one has changed them.
pub(super) fn keys(page: &mut Roff) -> Result<(), Error> {
    let keymap = bundled_keymap().map_err(Error::Config)?;
    let news = TagSet::news().map_err(Error::Config)?;
    page.control("SH", ["KEYS"]);
    page.text([roman(
        "These are the keys where nothing else is set. “onrecord keys” lists those in force, with the names that a \
         keymap uses; --keys plain has others for those who know no vi.",
    )]);
    for context in CONTEXTS {
        let sheet = Sheet::new(context, &keymap, &news);
        let (first, rest) = context.about.split_at_checked(1).unwrap_or((context.about, ""));
        page.control("SS", [format!("{}{rest} ({})", first.to_uppercase(), context.name).as_str()]);
        for (index, rows) in sheet.groups().enumerate() {
            if index > 0 {
                page.control("PP", []);
            }
            page.text([italic(group(rows))]);
            for row in rows {
                item(page, &row.keys.join(", "), row.action.about_in(context.name));
            }
        }
        if sheet.labels.is_some() {
            page.control("PP", []);
            page.text([italic("Labels of the tag set “news”")]);
            for (keys, label) in sheet.labels() {
                item(page, &keys, label);
            }
        }
        if context.typed == Typed::Text {
            page.control("PP", []);
            page.text([roman("Anything else that is typed is written.")]);
        }
    }
    Ok(())
}

/// The files of the program.
pub(super) fn files(page: &mut Roff) {
    section(page, "FILES", FILES);
}

/// The variables of the environment.
pub(super) fn environment(page: &mut Roff) {
    section(page, "ENVIRONMENT", ENVIRONMENT);
}

/// The exit codes.
pub(super) fn exit_status(page: &mut Roff) {
    section(page, "EXIT STATUS", EXIT_STATUS);
}

fn section(page: &mut Roff, name: &str, items: &[(&str, &str)]) {
    page.control("SH", [name]);
    items.iter().for_each(|(name, about)| item(page, name, about));
}

fn item(page: &mut Roff, name: &str, about: &str) {
    page.control("TP", []);
    page.text([bold(name)]);
    page.text([roman(about)]);
}
