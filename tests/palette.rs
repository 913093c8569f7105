//! The command palette, the help, and the keys that messages name, worked at with keys.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod support;

use onrecord::annotation::Record;
use std::collections::BTreeSet;

use onrecord::app::{
    Action, CONTEXTS, Effect, Event, Focus, HelpRow, Overlay, PaletteRow, here, hint_line, own_keymap,
    preset_keymap, shown,
};
use onrecord::config::{Key, KeyPreset, Keymap};
use support::{BRIDGE, Desk, FERRY};

fn ferry() -> Desk {
    Desk::open(FERRY, 120, 40)
}

/// The rows that the open palette shows.
fn rows(desk: &Desk) -> Vec<PaletteRow> {
    match &desk.app.model.overlay {
        Some(Overlay::Palette(palette)) => palette.left_from(&desk.app.model, 0).collect(),
        other => panic!("no palette: {other:?}"),
    }
}

fn names(desk: &Desk) -> Vec<String> {
    rows(desk).into_iter().map(|row| row.name).collect()
}

#[test]
fn a_part_of_its_name_does_what_the_key_would() {
    let mut desk = ferry();
    desk.keys(":toggle strip");
    assert_eq!(names(&desk)[0], "strip");
    assert_eq!((rows(&desk)[0].keys.as_str(), rows(&desk)[0].why_not.as_deref()), ("t w", None));
    let before = desk.app.model.settings.panes.strip;
    desk.keys("<enter>");
    assert!(desk.app.model.overlay.is_none());
    assert_ne!(desk.app.model.settings.panes.strip, before);
    desk.keys(":");
    assert_eq!(names(&desk)[0], "strip", "what was done last comes first");
    desk.keys("<esc>:nothing like it<enter>");
    assert_eq!((rows(&desk).len(), desk.message()), (0, "nothing of that name"));
}

#[test]
fn what_people_call_it_elsewhere_finds_it_too() {
    for (typed, action) in [
        ("find", Action::Search),
        ("comment", Action::AddNote),
        ("exit", Action::Quit),
        ("q", Action::Quit),
        ("q!", Action::Quit),
        ("wq", Action::Quit),
        ("theme", Action::ThemeNext),
        ("remove", Action::Delete),
        ("bookmark", Action::SetMark),
        ("statistics", Action::Overview),
        ("search", Action::Search),
        ("quit", Action::Quit),
        ("undo", Action::Undo),
    ] {
        let mut desk = ferry();
        desk.keys(":").keys(typed);
        assert_eq!(names(&desk)[0], action.hint(), "{typed}");
    }
}

#[test]
fn a_label_is_put_on_by_its_name() {
    let mut desk = ferry();
    desk.go("Velden").keys(":place");
    assert_eq!(rows(&desk)[0].keys, "3");
    desk.keys("<enter>");
    assert_eq!(desk.app.model.record.tags().next().unwrap().label, "Place");
}

#[test]
fn a_number_goes_to_that_part_of_the_article() {
    let table =
        [("50%", "Go to 50 % of the article."), ("p3", "Go to paragraph 3."), ("l1", "Go to line 1.")];
    for (typed, about) in table {
        let mut desk = Desk::open(BRIDGE, 120, 40);
        desk.keys("w:").keys(typed);
        assert_eq!(rows(&desk)[0].about, about);
        desk.keys("<enter>");
        assert!(desk.app.model.overlay.is_none(), "{typed}");
        assert_ne!(desk.app.model.view.cursor, 4, "{typed}");
    }
    let mut desk = ferry();
    desk.keys(":p99<enter>");
    assert_eq!(desk.message(), "no paragraph 99: there are 5");
    assert!(desk.app.model.overlay.is_some(), "what is wrong can be put right");
}

#[test]
fn what_needs_what_is_not_there_waits_for_it_as_its_key_does() {
    let mut desk = Desk::begin(FERRY, 120, 40);
    desk.keys(":next suggestion");
    assert_eq!(rows(&desk)[0].why_not.as_deref(), Some("waits for the record"));
    desk.keys("<enter>");
    assert_eq!(desk.message(), "waiting for the record: Esc stops that");
    let record = Box::new(Record::default());
    desk.send(Event::Opened { record, read_only: None, notices: Vec::new(), bookmark: None });
    assert!(desk.app.model.overlay.is_some());
    desk.attribute();
    assert!(desk.app.model.overlay.is_none());
    assert!(desk.app.model.view.suggestion.is_some());
}

#[test]
fn what_a_read_only_record_refuses_says_so_before() {
    let mut desk = Desk::begin(FERRY, 120, 40);
    let (record, read_only) = (Box::new(Record::default()), Some("ben has it open".to_owned()));
    desk.send(Event::Opened { record, read_only, notices: Vec::new(), bookmark: None });
    desk.attribute();
    let table = [
        ("note", Some("read-only: ben has it open")),
        ("all notes", None),
        ("only hits", Some("no search is on")),
    ];
    for (typed, why_not) in table {
        desk.keys(":").keys(typed);
        assert_eq!(rows(&desk)[0].why_not.as_deref(), why_not, "{typed}");
        desk.keys("<esc>");
    }
    desk.keys(":add note<enter>");
    assert_eq!(desk.message(), "read-only: ben has it open");
}

#[test]
fn from_the_sources_it_does_what_they_know_and_the_rest_in_the_article() {
    let mut desk = ferry();
    desk.keys("f:bottom<enter>");
    assert_eq!(desk.app.model.focus, Focus::Sources);
    assert_eq!(desk.app.model.selected_source, desk.app.model.voices.rows().len() - 1);
    desk.keys(":heading<enter>");
    assert_eq!(desk.app.model.focus, Focus::Article);
}

#[test]
fn the_help_of_what_is_open_is_above_it_and_gives_it_back() {
    let table = [
        ("", "?", "in the article"),
        ("f", "?", "in the list of the sources"),
        ("/", "<f1>", "while the text is searched"),
    ];
    for (keys, help, about) in table {
        let mut desk = ferry();
        desk.keys(keys).keys(help);
        let before = desk.app.model.overlay.clone();
        let first = desk.app.model.help.as_ref().unwrap().rows()[0].clone();
        assert_eq!(first, HelpRow::Context(format!("Keys {about}")));
        desk.keys("/tag<enter>jj<f1>");
        assert!(desk.app.model.help.is_none());
        assert_eq!(desk.app.model.overlay, before);
    }
}

#[test]
fn what_is_typed_in_the_help_narrows_it() {
    let mut desk = ferry();
    desk.keys("?").keys("disagree");
    assert!(desk.app.model.help.as_ref().unwrap().rows().is_empty());
    desk.keys("<esc>");
    assert!(desk.app.model.help.as_ref().unwrap().rows().len() > 100);
    desk.keys("/quit");
    assert!(desk.app.model.help.is_some(), "q is typed");
    desk.keys("<esc>q");
    assert!(desk.app.model.help.is_none());
}

#[test]
fn the_screen_can_be_drawn_anew_everywhere() {
    for keys in ["", "f", ":", "/", "?", "m", "E", "T", "%"] {
        let mut desk = ferry();
        let effects = desk
            .keys(keys)
            .app
            .update(Event::Key(Key::sequence("ctrl-l").unwrap()[0]), support::NOW.parse().unwrap());
        assert!(matches!(effects[..], [Effect::Redraw]), "{keys}: {effects:?}");
    }
}

#[test]
fn messages_name_the_keys_that_are_in_force() {
    let table: &[(&[Action], &str, &str)] = &[
        (&[Action::Undo, Action::Redo], "undone: U makes it again", "undone: ^Y makes it again"),
        (&[Action::Delete], "Place deleted: u takes it back", "Place deleted: u takes it back"),
        (
            &[Action::SearchNext],
            "nothing was looked for yet: / searches",
            "nothing was looked for yet: ^F searches",
        ),
    ];
    for preset in KeyPreset::ALL {
        for (actions, vi, plain) in table {
            let mut desk = ferry();
            desk.go("Velden").keys("3");
            desk.app.model.keymap = preset_keymap(preset).unwrap();
            desk.app.act(actions[0], support::NOW.parse().unwrap());
            let expected = if preset == KeyPreset::Vi { vi } else { plain };
            assert_eq!(desk.message(), *expected, "{preset:?}");
        }
    }
}

/// A keymap that has none of the keys of the program: every action that has one there has two function keys.
fn foreign() -> Keymap<Action> {
    let base = preset_keymap(KeyPreset::Vi).unwrap();
    let mut ron = String::from("{");
    for context in CONTEXTS {
        ron += &format!("{:?}: {{", context.name);
        let mut seen: Vec<Action> = Vec::new();
        for (keys, action) in base.bindings(context.name) {
            // What begins with the same key goes with it.
            ron += &format!("{:?}: none,", Key::written_sequence(keys));
            if !seen.contains(action) {
                ron += &format!("\"f{} f{}\": {action},", seen.len() / 11 + 2, seen.len() % 11 + 2);
                seen.push(*action);
            }
        }
        ron += "},";
    }
    own_keymap(base, "", &(ron + "}")).unwrap()
}

/// What is told on the screen in words: the message, the title of what is open, what is known here.
fn told(desk: &Desk) -> Vec<String> {
    let title = match &desk.app.model.overlay {
        Some(Overlay::List(list)) => list.title.clone(),
        Some(Overlay::Menu(menu)) => menu.title.clone(),
        Some(Overlay::Finder(finder)) => finder.title.clone(),
        Some(Overlay::Line(line)) => line.title.clone(),
        Some(Overlay::Note(draft)) => draft.title.clone(),
        _ => String::new(),
    };
    let facts = here(&desk.app.model).into_iter().map(|fact| fact.text);
    facts.chain([desk.message().to_owned(), title]).collect()
}

/// Every action, tried at places of all kinds and with all that can be going on there; nothing that is told
/// names a key that the keymap in force does not have.
#[test]
fn nothing_that_is_told_names_a_key_that_was_taken_away() {
    let vi = preset_keymap(KeyPreset::Vi).unwrap();
    let every = CONTEXTS.iter().flat_map(|context| vi.bindings(context.name));
    let every: BTreeSet<String> = every.map(|(keys, _)| shown(keys)).collect();
    // Words and numbers that are told of other things.
    let is_key = |word: &str| every.contains(word) && !matches!(word, "a" | "A" | "%" | "0" | "←" | "→");
    let situations = ["", "<tab>", "5c", "3M", "mwords<enter>", "/boat<enter>", "f"];
    let (foreign, now) = (foreign(), support::NOW.parse().unwrap());
    let mut named = BTreeSet::new();
    for (keys, place) in
        situations.iter().flat_map(|keys| ["Ferry talks", "have waited"].map(|at| (keys, at)))
    {
        let mut desk = ferry();
        for &(action, _) in Action::ALL.iter().filter(|(action, _)| *action != Action::Quit) {
            let model = &mut desk.app.model;
            (model.overlay, model.help, model.focus) = (None, None, Focus::Article);
            (model.hand.held, model.hand.linking) = (None, None);
            model.pending.clear();
            model.keymap = vi.clone();
            desk.keys("<esc><esc>").go(place).keys(keys);
            desk.app.model.keymap = foreign.clone();
            desk.app.model.message = None;
            desk.app.act(action, now);
            for told in told(&desk) {
                // What is quoted is the article's.
                let (mut plain, mut depth) = (String::new(), 0);
                for letter in told.chars() {
                    depth += i32::from(letter == '“') - i32::from(letter == '”');
                    plain.extend((depth == 0).then_some(letter));
                }
                let words = plain.split(' ').map(|word| word.trim_end_matches([',', ';', ':']));
                let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
                named.extend(
                    words
                        .windows(2)
                        .filter(|two| two[0].starts_with('F') && two[1].starts_with('F'))
                        .map(|two| two.join(" ")),
                );
                let lost = words.iter().find(|word| is_key(word));
                assert_eq!(lost, None, "{keys:?} at {place:?}, then {action}: {told}");
            }
        }
    }
    assert!(named.len() > 20, "those in force are named instead: {named:?}");
}

/// The words of the line of hints.
fn hinted(desk: &Desk, columns: u16) -> Vec<String> {
    hint_line(&desk.app.model, columns)
        .into_iter()
        .map(|hint| format!("{} {}", hint.shown, hint.words))
        .collect()
}

#[test]
fn the_hints_are_those_for_what_is_going_on() {
    let table: &[(&str, &[&str])] = &[
        ("", &["f sources", "/ search", "] statement", "Tab review", "q quit"]),
        ("w", &["f sources", "/ search", "Tab review", "1 Person"]),
        ("v", &["Esc unselect", "m note", "1 Person", "2 Organisation"]),
        ("<tab>", &["a accept", "x reject", "Tab skip", "s speaker", "1 Person"]),
        ("<tab><esc>", &["f sources", "/ search", "Tab review", "1 Person"]),
        ("/ferry<enter>", &["n next hit", "N hit back", "Esc end search", "1 Person"]),
        ("f", &["Enter next statement", "Esc article", "z s only it"]),
        ("?", &["j down", "Space page", "/ find a key", "Esc close"]),
        ("?/", &["↓ down", "↑ up", "Enter stay", "Esc show all keys"]),
        ("gl", &["j down", "Space page", "Esc close"]),
        ("O", &["↓ down", "↑ up", "Enter go there", "Esc leave"]),
        ("E", &["↓ down", "↑ up", "Enter take it", "Esc leave"]),
    ];
    for (keys, expected) in table {
        let mut desk = ferry();
        desk.keys(keys);
        let mut hints = hinted(&desk, 80);
        hints.retain(|hint| !hint.ends_with("commands") && !hint.ends_with("help"));
        assert_eq!(hints, *expected, "{keys}");
    }
}

#[test]
fn who_gives_the_terminal_back_for_a_while_finds_the_same_hints_again() {
    for keys in ["<ctrl-z>", "<ctrl-l>"] {
        let mut desk = ferry();
        let before = hinted(&desk, 80);
        desk.keys(keys);
        assert!(matches!(desk.effects[..], [Effect::Suspend | Effect::Redraw]), "{keys}");
        assert_eq!(hinted(&desk, 80), before, "{keys}");
        desk.keys("j").keys(keys);
        assert_ne!(hinted(&desk, 80), before, "{keys}");
    }
}
