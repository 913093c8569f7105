//! A keymap as it is written, and laying it over another one.

use std::cell::LazyCell;
use std::collections::{HashMap, HashSet};
use std::fmt::{self, Display};
use std::marker::PhantomData;

use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, IntoDeserializer, MapAccess, Visitor};

use super::{Change, Keymap};
use crate::config::locate::{Place, places};
use crate::config::{ConfigError, Key, did_you_mean, parse, quoted};

/// What stands in the place of an action to take keys away.
const NONE: &str = "none";
/// How many bindings a message names before it counts the rest.
const NAMED: usize = 3;

/// A line of a keymap.
struct Entry<A> {
    context: String,
    /// As they are written.
    written: String,
    keys: Vec<Key>,
    /// `None` takes them away.
    action: Option<A>,
    /// The indices of the context and of the line in it.
    path: [usize; 2],
}

/// The bindings of each context by the first of their keys: only these can stand in each other's way.
type Neighbours<'a, A> = FxHashMap<(&'a str, Option<Key>), Vec<&'a (Vec<Key>, A)>>;

/// Where the values of a file stand; looked for when something is to be told of one.
type Places<'a> =
    LazyCell<HashMap<Vec<String>, Vec<Place>>, Box<dyn FnOnce() -> HashMap<Vec<String>, Vec<Place>> + 'a>>;

/// The place of the keys at `path`, or of what is bound to them.
fn place(places: &Places<'_>, path: &[usize], is_value: bool) -> Place {
    let path: Vec<String> = path.iter().map(usize::to_string).collect();
    // The keys of a map come before its value.
    places.get(&path).and_then(|places| places.get(usize::from(is_value))).copied().unwrap_or((1, 1))
}

impl<A: Copy + PartialEq + Display + DeserializeOwned> Keymap<A> {
    /// Lays the keymap in `ron` over this one.
    pub(super) fn lay(&mut self, name: &str, ron: &str, contexts: &[&str]) -> Result<(), ConfigError> {
        let wrong = |(line, column): Place, what| ConfigError { name: name.to_owned(), line, column, what };
        let places: Places<'_> = LazyCell::new(Box::new(|| places(ron)));
        let entries = entries(&places, contexts, parse(name, ron)?).map_err(|(at, what)| wrong(at, what))?;
        // Where there was nothing, nothing is changed.
        let is_first = self.contexts.is_empty();
        // What is taken away first makes room for what is bound, wherever both stand in the file.
        for entry in entries.iter().filter(|entry| entry.action.is_none()) {
            self.take_away(entry, |entry| change(name, &places, entry));
        }
        for entry in &entries {
            if let Some(action) = entry.action {
                let was = self.bind(entry, action, is_first);
                if !is_first && was != Some(action) {
                    self.tell(Change { was, now: Some(action), ..change(name, &places, entry) });
                }
            }
        }
        let neighbours = self.neighbours();
        for entry in entries.iter().filter(|entry| entry.action.is_some()) {
            let at = || place(&places, &entry.path, false);
            let others = neighbours.get(&(entry.context.as_str(), entry.keys.first().copied()));
            reachable(entry, others.map_or(&[], Vec::as_slice)).map_err(|what| wrong(at(), what))?;
        }
        self.changes.retain(|change| change.was != change.now);
        self.changes.sort_by_key(|change| (change.line, change.column));
        Ok(())
    }

    fn take_away(&mut self, entry: &Entry<A>, change: impl Fn(&Entry<A>) -> Change<A>) {
        let Some(bindings) = self.contexts.get_mut(&entry.context) else { return };
        let gone = bindings.extract_if(.., |(keys, _)| keys.starts_with(&entry.keys));
        let gone = gone.map(|(keys, action)| Change { keys, was: Some(action), ..change(entry) });
        self.changes.extend(gone);
    }

    /// Binds the keys of `entry`, which are known to be new where that `is_first`; gives what they did
    /// before.
    fn bind(&mut self, entry: &Entry<A>, action: A, is_first: bool) -> Option<A> {
        let bindings = self.contexts.entry(entry.context.clone()).or_default();
        let bound = bindings.iter_mut().find(|(keys, _)| !is_first && *keys == entry.keys);
        let was = bound.map(|(_, bound)| std::mem::replace(bound, action));
        if was.is_none() {
            bindings.push((entry.keys.clone(), action));
        }
        was
    }

    /// Keeps a change; one of keys that were taken away before takes the place of that.
    fn tell(&mut self, mut change: Change<A>) {
        let same = |other: &Change<A>| other.context == change.context && other.keys == change.keys;
        if let Some(taken) = self.changes.iter().position(same) {
            change.was = self.changes.swap_remove(taken).was;
        }
        self.changes.push(change);
    }

    fn neighbours(&self) -> Neighbours<'_, A> {
        let mut neighbours = Neighbours::default();
        for (context, bindings) in &self.contexts {
            for binding in bindings {
                let first = binding.0.first().copied();
                neighbours.entry((context.as_str(), first)).or_default().push(binding);
            }
        }
        neighbours
    }
}

/// Sees to it that the keys of `entry` and those of `bound`, the bindings of its context with the same
/// first key, can all be reached.
fn reachable<A: Copy + Display>(entry: &Entry<A>, bound: &[&(Vec<Key>, A)]) -> Result<(), String> {
    let Entry { written, keys, context, .. } = entry;
    let named = |(keys, action): &(Vec<Key>, A)| format!("“{}” ({action})", Key::written_sequence(keys));
    let others = || bound.iter().filter(|(bound, _)| bound != keys);
    if let Some(shorter) = others().find(|(bound, _)| keys.starts_with(bound)) {
        let first = Key::written_sequence(&shorter.0);
        return Err(format!(
            "“{written}” cannot be reached in “{context}”: it begins with {}, which acts at once; take that away with \
             {}: none",
            named(shorter),
            quoted(&first)
        ));
    }
    let hidden: Vec<String> =
        others().filter(|(bound, _)| bound.starts_with(keys)).map(|&other| named(other)).collect();
    if hidden.is_empty() {
        return Ok(());
    }
    let more = hidden.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let hidden = hidden.into_iter().take(NAMED).collect::<Vec<_>>().join(", ");
    Err(format!(
        "“{written}” would hide {hidden}{more} of “{context}”; take that away with {}: none before it, or bind \
         another key",
        quoted(written)
    ))
}

/// That the keys of `entry` now do nothing, as they did before.
fn change<A>(name: &str, places: &Places<'_>, entry: &Entry<A>) -> Change<A> {
    let (line, column) = place(places, &entry.path, false);
    let (context, keys) = (entry.context.clone(), entry.keys.clone());
    Change { context, keys, was: None, now: None, name: name.to_owned(), line, column }
}

/// The lines of a keymap; else what is wrong, and where.
fn entries<A: DeserializeOwned>(
    places: &Places<'_>,
    contexts: &[&str],
    written: Pairs<Pairs<Name>>,
) -> Result<Vec<Entry<A>>, (Place, String)> {
    let mut entries = Vec::new();
    let mut seen = HashSet::new();
    for (outer, (context, bindings)) in written.0.into_iter().enumerate() {
        let at = || place(places, &[outer], false);
        if !contexts.contains(&context.as_str()) {
            let (known, mean) = (contexts.join(", "), did_you_mean(&context, contexts));
            return Err((at(), format!("there are no keys of “{context}”; expected one of {known}{mean}")));
        }
        if !seen.insert(context.clone()) {
            return Err((at(), format!("“{context}” stands here twice: put both together")));
        }
        let mut bound: FxHashMap<(Vec<Key>, bool), [usize; 2]> = FxHashMap::default();
        for (inner, (written, action)) in bindings.0.into_iter().enumerate() {
            let path = [outer, inner];
            let keys = Key::sequence(&written).map_err(|what| (place(places, &path, false), what))?;
            let action = action.action().map_err(|what| (place(places, &path, true), what))?;
            if let Some(first) = bound.insert((keys.clone(), action.is_none()), path) {
                let (line, column) = place(places, &first, false);
                let what = format!("“{written}” stands in “{context}” already, at {line}:{column}");
                return Err((place(places, &path, false), what));
            }
            entries.push(Entry { context: context.clone(), written, keys, action, path });
        }
    }
    Ok(entries)
}

/// A map in the order in which it is written, with what stands in it twice.
struct Pairs<V>(Vec<(String, V)>);

impl<'de, V: Deserialize<'de>> Deserialize<'de> for Pairs<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader<V>(PhantomData<V>);

        impl<'de, V: Deserialize<'de>> Visitor<'de> for Reader<V> {
            type Value = Pairs<V>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("keys by context, as in {\"article\": {\"ctrl-d\": half_page_down}}")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }

        deserializer.deserialize_map(Reader(PhantomData))
    }
}

/// The name of an action, or `none`.
struct Name(String);

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;

        impl Visitor<'_> for Reader {
            type Value = Name;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of an action, as in half_page_down")
            }

            fn visit_str<E>(self, name: &str) -> Result<Name, E> {
                Ok(Name(name.to_owned()))
            }
        }

        deserializer.deserialize_identifier(Reader)
    }
}

impl Name {
    /// The action of that name, if it is not `none`; else what is wrong.
    fn action<A: DeserializeOwned>(&self) -> Result<Option<A>, String> {
        let Self(name) = self;
        if name == NONE {
            return Ok(None);
        }
        let found = A::deserialize(name.as_str().into_deserializer());
        found.map(Some).map_err(|Unknown { known }| {
            let mean = did_you_mean(name, known);
            format!("there is no action “{name}”{mean} (“onrecord keys” lists them all)")
        })
    }
}

/// That no action has a name, with the names that there are.
#[derive(Debug)]
struct Unknown {
    known: &'static [&'static str],
}

impl Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected one of {}", self.known.join(", "))
    }
}

impl std::error::Error for Unknown {}

impl serde::de::Error for Unknown {
    fn custom<T: Display>(_: T) -> Self {
        Self { known: &[] }
    }

    fn unknown_variant(_: &str, known: &'static [&'static str]) -> Self {
        Self { known }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    #[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub(in crate::config) enum Act {
        LineDown,
        Top,
        Bottom,
    }

    impl Display for Act {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(match self {
                Act::LineDown => "line_down",
                Act::Top => "top",
                Act::Bottom => "bottom",
            })
        }
    }

    const CONTEXTS: [&str; 2] = ["article", "sources"];
    const BASE: &str =
        r#"{ "article": { "j": line_down, "g g": top, "g e": bottom }, "sources": { "j": line_down } }"#;

    fn layered(ron: &str) -> Result<Keymap<Act>, ConfigError> {
        Keymap::read("base.ron", BASE, &CONTEXTS).unwrap().layered("keys.ron", ron, &CONTEXTS)
    }

    /// The bindings of the article, and what was changed.
    fn told(ron: &str) -> (String, String) {
        let keymap = layered(ron).unwrap();
        let shown = |keys: &[Key]| Key::written_sequence(keys);
        let bindings = keymap.bindings("article").iter().map(|(keys, act)| format!("{}={act}", shown(keys)));
        let name = |act: Option<Act>| act.map_or("none".to_owned(), |act| act.to_string());
        let changes = keymap.changes().iter().map(|change| {
            let Change { context, keys, was, now, line, column, .. } = change;
            format!("{context} {} {}>{} {line}:{column}", shown(keys), name(*was), name(*now))
        });
        (bindings.collect::<Vec<_>>().join(", "), changes.collect::<Vec<_>>().join(", "))
    }

    #[test]
    fn a_file_adds_replaces_and_takes_away() {
        let table = [
            ("{}", "j=line_down, g g=top, g e=bottom", ""),
            (
                r#"{"article": {"G": bottom}}"#,
                "j=line_down, g g=top, g e=bottom, G=bottom",
                "article G none>bottom 1:14",
            ),
            (r#"{"article": {"j": top}}"#, "j=top, g g=top, g e=bottom", "article j line_down>top 1:14"),
            (r#"{"article": {"j": line_down}}"#, "j=line_down, g g=top, g e=bottom", ""),
            (
                "{\"article\": {\n\"g\": none}}",
                "j=line_down",
                "article g g top>none 2:1, article g e bottom>none 2:1",
            ),
            (
                r#"{"article": {"g": top, "g": none}}"#,
                "j=line_down, g=top",
                "article g none>top 1:14, article g g top>none 1:24, article g e bottom>none 1:24",
            ),
            (
                r#"{"article": {"g": none, "g e": top}}"#,
                "j=line_down, g e=top",
                "article g g top>none 1:14, article g e bottom>top 1:25",
            ),
            (r#"{"article": {"x": none}}"#, "j=line_down, g g=top, g e=bottom", ""),
            (
                r#"{"sources": {"j": none}}"#,
                "j=line_down, g g=top, g e=bottom",
                "sources j line_down>none 1:14",
            ),
        ];
        for (ron, bindings, changes) in table {
            assert_eq!(told(ron), (bindings.to_owned(), changes.to_owned()), "{ron}");
        }
    }

    #[test]
    fn mistakes_are_named_with_their_place_and_what_is_meant() {
        let table = [
            (
                r#"{"artcle": {}}"#,
                "1:2: there are no keys of “artcle”; expected one of article, sources; did you mean “article”?",
            ),
            (r#"{"article": {}, "article": {}}"#, "1:17: “article” stands here twice"),
            (r#"{"article": {"hyper-j": top}}"#, "1:14: “hyper-j” is no key: write"),
            (r#"{"article": {"": top}}"#, "1:14: “” is no key"),
            (
                "{\"article\": {\n  \"j\":\n   line_dwn}}",
                "3:4: there is no action “line_dwn”; did you mean “line_down”? (",
            ),
            (r#"{"article": {"j": top, "j": bottom}}"#, "1:24: “j” stands in “article” already, at 1:14"),
            (r#"{"article": {"j": "top"}}"#, "1:18: expected a name without quotation marks"),
            (r#"{"article": {"j": 5}}"#, "1:18: expected a name without quotation marks"),
            (r#"{"article": [top]}"#, "1:12: "),
            (r#"{"article": {"j": top"#, "1:19: Expected comma"),
            ("", "1:1: "),
            (
                "{ \"article\": {\n \"g\": top } }",
                "2:2: “g” would hide “g g” (top), “g e” (bottom) of “article”; take that away with \"g\": none",
            ),
            (
                r#"{"article": {"j j": top}}"#,
                "1:14: “j j” cannot be reached in “article”: it begins with “j” (line_down), which acts at once; take",
            ),
            (r#"{"article": {"z": top, "z z": top}}"#, "1:14: “z” would hide “z z” (top)"),
        ];
        for (ron, expected) in table {
            let error = layered(ron).unwrap_err().to_string();
            assert!(error.starts_with(&format!("keys.ron:{expected}")), "{ron}\n{error}");
        }
    }
}
