//! Which keys do what.

mod layer;

use std::collections::BTreeMap;
use std::fmt::Display;

use serde::de::DeserializeOwned;

use super::{ConfigError, Key};

/// Keys and what they do, for each context (`article`, `sources`, …). `A` is what a key can do;
/// it is displayed by its name in a keymap.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Keymap<A> {
    contexts: BTreeMap<String, Vec<(Vec<Key>, A)>>,
    changes: Vec<Change<A>>,
}

/// What a keymap that was laid over another one changed in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change<A> {
    /// The context.
    pub context: String,
    /// The keys.
    pub keys: Vec<Key>,
    /// What they did before; `None` where they did nothing.
    pub was: Option<A>,
    /// What they do now; `None` where they were taken away.
    pub now: Option<A>,
    /// The file that says so.
    pub name: String,
    /// The line there, counted from 1.
    pub line: usize,
    /// The column of the keys there in code points, counted from 1.
    pub column: usize,
}

impl<A> Change<A> {
    /// The error that something is wrong with the change.
    pub fn wrong(&self, what: impl Into<String>) -> ConfigError {
        ConfigError { name: self.name.clone(), line: self.line, column: self.column, what: what.into() }
    }
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

impl<A: Copy + PartialEq + Display + DeserializeOwned> Keymap<A> {
    /// Reads a keymap: `{"article": {"ctrl-d": half_page_down, …}, …}`. `name` is the file's, for
    /// the error; `contexts` are those that there are.
    ///
    /// # Errors
    ///
    /// A [`ConfigError`] with line and column for broken RON, a wrong context, key or action, and two
    /// bindings that cannot both be reached.
    pub fn read(name: &str, ron: &str, contexts: &[&str]) -> Result<Self, ConfigError> {
        let mut read = Self { contexts: BTreeMap::new(), changes: Vec::new() };
        read.lay(name, ron, contexts)?;
        Ok(read.settled())
    }

    /// Lays the keymap of another file over this one: its bindings are added to those of the same
    /// context, or replace them, and `none` takes keys away with all that begins with them.
    /// [`changes`](Self::changes) then tells what that changed.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read), for the bindings of that file.
    pub fn layered(mut self, name: &str, ron: &str, contexts: &[&str]) -> Result<Self, ConfigError> {
        self.lay(name, ron, contexts)?;
        Ok(self)
    }
}

impl<A> Keymap<A> {
    /// The same keys, with nothing told of what was changed.
    pub fn settled(self) -> Self {
        Self { changes: Vec::new(), ..self }
    }

    /// What was changed by laying a keymap over this one, in the order of its file.
    pub fn changes(&self) -> &[Change<A>] {
        &self.changes
    }

    /// What changed these keys of that context.
    pub fn change_of(&self, context: &str, keys: &[Key]) -> Option<&Change<A>> {
        self.changes.iter().find(|change| change.context == context && change.keys == keys)
    }

    /// The bindings of `context`, in the order in which they were written.
    pub fn bindings(&self, context: &str) -> &[(Vec<Key>, A)] {
        self.contexts.get(context).map_or(&[], Vec::as_slice)
    }
}

impl<A: Copy> Keymap<A> {
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::keymap::layer::tests::Act;

    #[test]
    fn keys_find_their_action_or_wait_for_more() {
        let ron = r#"{ "article": { "j": line_down, "g g": top } }"#;
        let keymap: Keymap<Act> = Keymap::read("keys.ron", ron, &["article", "sources"]).unwrap();
        let find = |keys: &str| keymap.find("article", &Key::sequence(keys).unwrap());
        assert_eq!(find("j"), Found::Action(Act::LineDown));
        assert_eq!(find("g"), Found::Prefix);
        assert_eq!(find("g g"), Found::Action(Act::Top));
        assert_eq!(find("g j"), Found::Nothing);
        assert_eq!(keymap.find("sources", &[Key::char('j')]), Found::Nothing);
    }
}
