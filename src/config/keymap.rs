//! Which keys do what.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeOwned, Deserializer, MapAccess, Visitor};

use super::{ConfigError, Key, parse};

/// Keys and what they do, for each context (`article`, `sources`, …). `A` is what a key can do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Keymap<A> {
    contexts: BTreeMap<String, Vec<(Vec<Key>, A)>>,
}

/// What the keys that were pressed so far stand for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Found<A> {
    /// They do this.
    Action(A),
    /// They are the beginning of something.
    Prefix,
    /// Nothing.
    Nothing,
}

impl<A: Copy + DeserializeOwned> Keymap<A> {
    /// Reads a keymap: `(article: {"ctrl-d": half_page_down, …}, …)` without the outer name.
    ///
    /// # Errors
    ///
    /// A [`ConfigError`] with line and column for broken RON, a wrong key or action, and two
    /// bindings that cannot both be reached.
    pub fn read(name: &str, ron: &str) -> Result<Self, ConfigError> {
        let read: BTreeMap<String, Bindings<A>> = parse(name, ron)?;
        let contexts = read.into_iter().map(|(context, bindings)| (context, bindings.0)).collect();
        Ok(Self { contexts })
    }

    /// What `keys` do in `context`.
    pub fn find(&self, context: &str, keys: &[Key]) -> Found<A> {
        let mut found = Found::Nothing;
        for (bound, action) in self.bindings(context) {
            if bound == keys {
                return Found::Action(*action);
            }
            if bound.starts_with(keys) {
                found = Found::Prefix;
            }
        }
        found
    }

    /// The bindings of `context`, in the order in which they were written.
    pub fn bindings(&self, context: &str) -> &[(Vec<Key>, A)] {
        self.contexts.get(context).map_or(&[], Vec::as_slice)
    }
}

/// The bindings of one context; a type of its own because a map would lose order and clashes.
struct Bindings<A>(Vec<(Vec<Key>, A)>);

impl<'de, A: DeserializeOwned> serde::Deserialize<'de> for Bindings<A> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs<A>(PhantomData<A>);

        impl<'de, A: DeserializeOwned> Visitor<'de> for Pairs<A> {
            type Value = Bindings<A>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("keys and actions, as in {\"ctrl-d\": half_page_down}")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
                let mut bindings: Vec<(Vec<Key>, A)> = Vec::new();
                while let Some(written) = map.next_key::<String>()? {
                    let keys = Key::sequence(&written).map_err(serde::de::Error::custom)?;
                    if bindings.iter().any(|(bound, _)| bound.starts_with(&keys) || keys.starts_with(bound)) {
                        return Err(serde::de::Error::custom(format_args!(
                            "“{written}” clashes with another binding of the same context"
                        )));
                    }
                    bindings.push((keys, map.next_value()?));
                }
                Ok(Bindings(bindings))
            }
        }

        deserializer.deserialize_map(Pairs(PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Act {
        LineDown,
        Top,
    }

    fn read(ron: &str) -> Result<Keymap<Act>, ConfigError> {
        Keymap::read("keys.ron", ron)
    }

    #[test]
    fn keys_find_their_action_or_wait_for_more() {
        let keymap = read(r#"{ "article": { "j": line_down, "g g": top } }"#).unwrap();
        let find = |keys: &str| keymap.find("article", &Key::sequence(keys).unwrap());
        assert_eq!(find("j"), Found::Action(Act::LineDown));
        assert_eq!(find("g"), Found::Prefix);
        assert_eq!(find("g g"), Found::Action(Act::Top));
        assert_eq!(find("g j"), Found::Nothing);
        assert_eq!(keymap.find("sources", &[Key::char('j')]), Found::Nothing);
    }

    #[test]
    fn mistakes_are_named_with_their_place() {
        let table = [
            (r#"{ "article": { "hyper-j": line_down } }"#, "“hyper-j” is no key"),
            (r#"{ "article": { "j": line_dwn } }"#, "line_dwn"),
            ("{ \"article\": {\n \"g\": top,\n \"g g\": top } }", "clashes"),
        ];
        for (ron, expected) in table {
            let error = read(ron).unwrap_err().to_string();
            assert!(error.starts_with("keys.ron:") && error.contains(expected), "{error}");
        }
    }
}
