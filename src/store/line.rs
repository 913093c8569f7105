//! The items of a record as they stand in a file, one a line: offsets in code points, with the
//! text that they point at.

use std::collections::BTreeMap;
use std::fmt;

use ron::value::RawValue;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

use super::syntax::{self, Value};
use crate::annotation::Extra;
use crate::article::Span;

/// Offsets of spans, in code points, the end exclusive.
pub(super) type Points = Vec<(u32, u32)>;

/// Where an item stands, and the quotation that finds it again.
#[derive(Clone, Copy, Debug)]
pub(super) struct Anchor<'l> {
    pub(super) at: &'l [(u32, u32)],
    /// The text of the spans, joined by [`GAP`]; `None` where the file does not say.
    pub(super) text: Option<&'l str>,
    pub(super) before: &'l str,
    pub(super) after: &'l str,
}

/// What stands between the parts of a discontinuous quotation.
pub(super) const GAP: &str = " … ";

impl<'l> Anchor<'l> {
    /// The anchor of an item that need not have a place; `None` where nothing is said of one.
    pub(super) fn optional(self) -> Option<Anchor<'l>> {
        let none =
            self.at.is_empty() && self.text.is_none() && self.before.is_empty() && self.after.is_empty();
        (!none).then_some(self)
    }
}

/// An [`Anchor`] to write.
#[derive(Clone, Debug, Default)]
pub(super) struct Quotation {
    pub(super) at: Points,
    pub(super) text: Option<String>,
    pub(super) before: String,
    pub(super) after: String,
}

/// An item as it stands in a file.
pub(super) trait Line: Clone + PartialEq + for<'de> Deserialize<'de> {
    /// The item in memory.
    type Item;
    /// The kind, for messages and for the journal.
    const KIND: &'static str;
    fn id(&self) -> &str;
    /// Writes the line, without a line end unless an unknown field holds one.
    fn write(&self, out: &mut String);
    /// `None` for kinds and items that have no place.
    fn anchor(&self) -> Option<Anchor<'_>>;
    fn set_quotation(&mut self, quotation: Quotation);
    /// Why a person should look at it again; `None` for kinds that nobody has to.
    fn review(&mut self) -> Option<&mut Option<String>>;
    /// The item, placed at `at`.
    fn item(self, at: Vec<Span>) -> Self::Item;
    /// The line of an item; its quotation is still to be set.
    fn of(item: &Self::Item) -> Self;
    /// Where an item of this kind is in the text.
    fn spans(item: &Self::Item) -> &[Span];
    /// The other items that it names, each with its kind; that is empty where it may be any.
    fn names(&mut self) -> Vec<(&'static str, &mut String)> {
        Vec::new()
    }
}

/// Makes a struct that reads and writes the named fields and keeps all others as they stood.
macro_rules! line {
    ($(#[$doc:meta])* $name:ident { $($field:ident $wire:literal: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Debug, Default)]
        pub(super) struct $name {
            $(pub(super) $field: $type,)*
            pub(super) extra: Extra,
        }

        impl $name {
            /// Writes `(name: value, …)`, without absent values.
            pub(super) fn write_fields(&self, out: &mut String) {
                out.push('(');
                let start = out.len();
                $(if !self.$field.is_absent() {
                    separate(start, out);
                    out.push_str(concat!($wire, ": "));
                    self.$field.write(out);
                })*
                for (name, value) in &self.extra {
                    if !matches!(name.as_str(), $($wire)|*) && syntax::is_name(name) {
                        separate(start, out);
                        syntax::write_unknown(name, value, out);
                    }
                }
                out.push(')');
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Fields;

                impl<'de> Visitor<'de> for Fields {
                    type Value = $name;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str("fields in parentheses")
                    }

                    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<$name, A::Error> {
                        $(let mut $field: Option<$type> = None;)*
                        let mut extra = Extra::new();
                        while let Some(name) = map.next_key::<&'de str>()? {
                            match name {
                                $($wire => {
                                    if $field.replace(map.next_value()?).is_some() {
                                        return Err(twice($wire));
                                    }
                                })*
                                unknown => {
                                    let value = map.next_value::<&'de RawValue>()?.get_ron();
                                    if extra.insert(unknown.to_owned(), value.to_owned()).is_some() {
                                        return Err(twice(unknown));
                                    }
                                }
                            }
                        }
                        Ok($name { $($field: $field.unwrap_or_default(),)* extra })
                    }
                }

                deserializer.deserialize_struct(stringify!($name), &[$($wire),*], Fields)
            }
        }
    };
}

/// The error for a field that stands twice.
pub(super) fn twice<E: Error>(name: &str) -> E {
    E::custom(format!("the field “{name}” stands here twice: remove one"))
}

fn separate(start: usize, out: &mut String) {
    if out.len() > start {
        out.push_str(", ");
    }
}

line!(
    /// A [`Tag`](crate::annotation::Tag) in a file.
    TagLine {
        id "id": String,
        label "label": String,
        at "at": Points,
        text "text": Option<String>,
        before "before": String,
        after "after": String,
        entity "entity": Option<String>,
        attributes "attributes": BTreeMap<String, String>,
        rule "rule": Option<String>,
        version "version": Option<String>,
        confidence "confidence": Option<u8>,
        by "by": String,
        on "on": String,
        review "review": Option<String>,
    }
);

line!(
    /// A [`Link`](crate::annotation::Link) in a file.
    LinkLine {
        id "id": String,
        label "label": String,
        from "from": String,
        to "to": String,
        by "by": String,
        on "on": String,
        review "review": Option<String>,
    }
);

line!(
    /// A [`Note`](crate::annotation::Note) in a file. Its `text` is the remark, so the quotation is its `quote`.
    NoteLine {
        id "id": String,
        about "about": Option<String>,
        at "at": Points,
        quote "quote": Option<String>,
        before "before": String,
        after "after": String,
        text "text": String,
        by "by": String,
        on "on": String,
        review "review": Option<String>,
    }
);

line!(
    /// An [`Entity`](crate::annotation::Entity) in a file.
    EntityLine {
        id "id": String,
        name "name": String,
        kind "kind": String,
        same_as "same_as": Vec<String>,
    }
);

line!(
    /// A [`DocumentLabel`](crate::annotation::DocumentLabel) in a file.
    DocumentLabelLine {
        id "id": String,
        label "label": String,
        value "value": String,
        by "by": String,
        on "on": String,
        review "review": Option<String>,
    }
);

line!(
    /// A [`Verdict`](crate::annotation::Verdict) in a file.
    VerdictLine {
        id "id": String,
        verdict "verdict": String,
        label "label": String,
        at "at": Points,
        text "text": Option<String>,
        before "before": String,
        after "after": String,
        rule "rule": String,
        version "version": String,
        became "became": Option<String>,
        by "by": String,
        on "on": String,
        review "review": Option<String>,
    }
);

line!(
    /// What the header says about the article.
    ArticleLine {
        file "file": String,
        sha256 "sha256": String,
        characters "characters": u32,
    }
);

line!(
    /// An item of which nothing is known but its id: one of a section that only a later version knows,
    /// or one of which the fields are looked at by name.
    AnyLine {
        id "id": String,
    }
);
