//! The keymap in force: the one that comes with the program, and a person's own laid over it.

use super::action::Action;
use super::contexts::{CONTEXTS, Context, Typed};
use super::overlays::help::shown;
use crate::config::{Change, Code, ConfigError, Key, KeyPreset, Keymap, TagSet};

/// What must keep a key wherever it has one: without it one could not go on, or not get away.
const NEEDED: [Action; 3] = [Action::Confirm, Action::Cancel, Action::Quit];

/// The keymap that the program has by itself.
///
/// # Errors
///
/// As [`Keymap::read`]; never, as a test sees to.
pub fn bundled_keymap() -> Result<Keymap<Action>, ConfigError> {
    Keymap::read("the bundled keymap", include_str!("../../assets/keymap.ron"), &names())
}

/// A keymap that comes with the program.
///
/// # Errors
///
/// As [`Keymap::read`]; never, as a test sees to.
pub fn preset_keymap(preset: KeyPreset) -> Result<Keymap<Action>, ConfigError> {
    let vi = bundled_keymap()?;
    match preset {
        KeyPreset::Vi => Ok(vi),
        // What is not changed in it stays, so that each action has a key in both.
        KeyPreset::Plain => {
            let ron = include_str!("../../assets/keymap-plain.ron");
            Ok(vi.layered("the bundled plain keymap", ron, &names())?.settled())
        }
    }
}

/// Lays a person's keymap over `keymap`. `name` is the file's, for the error.
///
/// # Errors
///
/// As [`Keymap::layered`], and for keys that would leave no way on or out of a context, or take a
/// character away where text is written.
pub fn own_keymap(keymap: Keymap<Action>, name: &str, ron: &str) -> Result<Keymap<Action>, ConfigError> {
    let laid = keymap.layered(name, ron, &names())?;
    for change in laid.changes() {
        types(change).and_then(|()| is_still_there(&laid, change)).map_err(|what| change.wrong(what))?;
    }
    Ok(laid)
}

/// Sees to it that no key of a person's keymap is that of a label.
///
/// # Errors
///
/// A [`ConfigError`] with the place in the person's keymap.
pub fn labels_keep_their_keys(keymap: &Keymap<Action>, tag_set: &TagSet) -> Result<(), ConfigError> {
    let takes_labels = |change: &&Change<Action>| {
        let context = Context::named(&change.context);
        change.now.is_some() && context.is_some_and(|context| context.typed == Typed::Label)
    };
    for change in keymap.changes().iter().filter(takes_labels) {
        let keys = &change.keys;
        let clashes = |label: &[Key]| label.starts_with(keys) || keys.starts_with(label);
        if let Some(label) = tag_set.labels.iter().find(|label| clashes(&label.key)) {
            let (keys, of) = (Key::written_sequence(keys), shown(&label.key));
            return Err(change.wrong(format!(
                "“{keys}” would take “{of}” from the label “{}” of the tag set “{}”; bind another key, or give the label \
                 another one",
                label.name, tag_set.name
            )));
        }
    }
    Ok(())
}

fn names() -> Vec<&'static str> {
    CONTEXTS.iter().map(|context| context.name).collect()
}

/// Sees to it that what is typed in a context can still be typed.
fn types(change: &Change<Action>) -> Result<(), String> {
    let is_typed = |key: &Key| matches!(key.code, Code::Char(_)) && !key.ctrl && !key.alt;
    let typed = Context::named(&change.context).map_or(Typed::Nothing, |context| context.typed);
    let does = match typed {
        Typed::Text => "is written",
        Typed::Row => "picks a row",
        Typed::Nothing | Typed::Label => return Ok(()),
    };
    match change.keys.first().filter(|key| change.now.is_some() && is_typed(key)) {
        Some(key) => Err(format!(
            "“{}” {does} in “{}”: bind a key with ctrl or alt, or one that is no character",
            key.written(),
            change.context
        )),
        None => Ok(()),
    }
}

/// Sees to it that what is needed in a context keeps a key there.
fn is_still_there(keymap: &Keymap<Action>, change: &Change<Action>) -> Result<(), String> {
    let lost = change.was.filter(|was| NEEDED.contains(was));
    let has_key = |action: Action| keymap.bindings(&change.context).iter().any(|(_, bound)| *bound == action);
    match lost.filter(|&action| !has_key(action)) {
        Some(action) => Err(format!(
            "“{action}” would have no key left in “{}”: bind one to it there as well",
            change.context
        )),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(ron: &str) -> Result<Keymap<Action>, ConfigError> {
        own_keymap(bundled_keymap()?, "keymap.ron", ron)
    }

    #[test]
    fn every_action_has_a_key_in_every_preset() {
        for preset in KeyPreset::ALL {
            let keymap = preset_keymap(preset).unwrap();
            for &(action, _) in Action::ALL {
                let keys = CONTEXTS.iter().flat_map(|context| keymap.bindings(context.name));
                assert!(keys.clone().any(|&(_, bound)| bound == action), "{preset:?}: {action} has no key");
            }
            for context in CONTEXTS {
                let leaves = |action| matches!(action, Action::Cancel | Action::Quit | Action::Confirm);
                let leaves = keymap.bindings(context.name).iter().any(|&(_, action)| leaves(action));
                assert!(leaves, "{preset:?}: nothing leaves {}", context.name);
            }
        }
    }

    #[test]
    fn the_presets_leave_labels_and_typed_text_their_keys() {
        for preset in KeyPreset::ALL {
            let keymap = preset_keymap(preset).unwrap();
            for context in CONTEXTS {
                for (keys, action) in keymap.bindings(context.name) {
                    let (context, keys) = (context.name.to_owned(), keys.clone());
                    let now = Some(*action);
                    let change =
                        Change { context, keys, was: None, now, name: String::new(), line: 1, column: 1 };
                    assert_eq!(types(&change), Ok(()), "{preset:?}");
                }
            }
            for name in TagSet::bundled_names() {
                let ron = TagSet::bundled(name).unwrap();
                TagSet::read(name, ron, |keys| crate::app::bound(&keymap, keys)).unwrap();
            }
        }
    }

    #[test]
    fn plain_keys_need_no_vi() {
        let keymap = preset_keymap(KeyPreset::Plain).unwrap();
        let table = [
            ("article", "ctrl-z", Some(Action::Undo)),
            ("article", "ctrl-y", Some(Action::Redo)),
            ("article", "ctrl-q", Some(Action::Quit)),
            ("article", "home", Some(Action::LineStart)),
            ("article", "j", None),
            ("article", "g g", None),
            ("article", "a", Some(Action::Accept)),
            ("note", "ctrl-z", None),
        ];
        for (context, keys, expected) in table {
            let keys = Key::sequence(keys).unwrap();
            let found = keymap.bindings(context).iter().find(|(bound, _)| *bound == keys);
            assert_eq!(found.map(|&(_, action)| action), expected, "{context} {keys:?}");
        }
    }

    #[test]
    fn a_keymap_that_would_shut_a_person_in_is_refused() {
        let table = [
            (r#"{"list": {"x": cancel}}"#, "1:11: “x” is written in “list”: bind a key with ctrl or alt"),
            (r#"{"menu": {"x": cancel}}"#, "1:11: “x” picks a row in “menu”"),
            (r#"{"line": {"ctrl-x": cancel, "f5": confirm}}"#, "fine"),
            (r#"{"line": {"enter": none}}"#, "1:11: “confirm” would have no key left in “line”"),
            (r#"{"line": {"enter": none, "ctrl-enter": confirm}}"#, "fine"),
            (
                r#"{"article": {"q": none, "ctrl-c": undo}}"#,
                "1:14: “quit” would have no key left in “article”",
            ),
            (r#"{"article": {"q": none}}"#, "fine"),
            (r#"{"article": {"a": none}}"#, "fine"),
        ];
        for (ron, expected) in table {
            let told = own(ron).map_or_else(|error| error.to_string(), |_| "keymap.ron:fine".to_owned());
            assert!(told.starts_with(&format!("keymap.ron:{expected}")), "{ron}\n{told}");
        }
    }

    #[test]
    fn keys_of_labels_are_not_taken() {
        let table = [
            (
                "news",
                r#"{"article": {"1": top}}"#,
                "1:14: “1” would take “1” from the label “Person” of the tag set “news”",
            ),
            ("news", r#"{"article": {"1 x": top}}"#, "1:14: “1 x” would take “1”"),
            ("content-analysis", r#"{"article": {";": top}}"#, "1:14: “;” would take “; "),
            ("news", r#"{"article": {";": top}}"#, "fine"),
            ("news", r#"{"sources": {"1": top}}"#, "fine"),
            ("news", r#"{"preview": {"1": top}}"#, "1:14: “1” would take"),
            ("news", r#"{"article": {"1": none}}"#, "fine"),
        ];
        for (name, ron, expected) in table {
            let tag_set = TagSet::read(name, TagSet::bundled(name).unwrap(), |_| None).unwrap();
            let told = labels_keep_their_keys(&own(ron).unwrap(), &tag_set)
                .map_or_else(|error| error.to_string(), |()| "keymap.ron:fine".to_owned());
            assert!(told.starts_with(&format!("keymap.ron:{expected}")), "{ron}\n{told}");
        }
    }

    #[test]
    fn an_action_is_displayed_as_it_is_read() {
        for &(action, _) in Action::ALL {
            let ron = format!("{{\"help\": {{\"f9\": {action}}}}}");
            let keymap: Keymap<Action> = Keymap::read("", &ron, &["help"]).unwrap();
            assert_eq!(keymap.bindings("help")[0].1, action);
        }
    }
}
