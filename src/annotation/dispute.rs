//! What two people say differently about one item, kept inside the item until somebody decides.

use ron::extensions::Extensions;
use ron::value::RawValue;
use serde::Deserialize;

use super::{Extra, Stamp};

/// Another value for a field of an item than the one that the item has: what somebody else made of
/// it before both versions were merged.
///
/// Kept among the fields that no version needs to know, as an entry of the list `disputed`, so that
/// it lives, is written and is taken back with its item.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Dispute {
    /// The field of the item as the file calls it: “label”, “at”, “entity”.
    pub field: String,
    /// The attribute, where the field is “attributes”.
    pub key: Option<String>,
    /// The other value as RON; `None` where the other version has none.
    pub value: Option<String>,
    /// Where the field is “at”: the words that the other version stands on.
    pub text: Option<String>,
    /// Who says so, and since when.
    pub stamp: Stamp,
}

impl Dispute {
    /// The field that holds what is disputed of an item.
    pub const FIELD: &str = "disputed";

    /// What is disputed of the item with these fields. Nothing where a later version wrote it in a
    /// form that this one cannot read.
    pub fn all(extra: &Extra) -> Vec<Dispute> {
        let written = extra.get(Self::FIELD).map_or_else(Vec::new, |list| Self::entries(list));
        written.iter().filter_map(|entry| Self::read(entry)).collect()
    }

    /// `extra` once `field` (of `attributes`: `key`) is no longer disputed.
    pub fn settled(extra: &Extra, field: &str, key: Option<&str>) -> Extra {
        let mut extra = extra.clone();
        let Some(list) = extra.remove(Self::FIELD) else { return extra };
        let about = |dispute: Dispute| dispute.field == field && dispute.key.as_deref() == key;
        let left: Vec<_> =
            Self::entries(&list).into_iter().filter(|entry| !Self::read(entry).is_some_and(about)).collect();
        if !left.is_empty() {
            extra.insert(Self::FIELD.to_owned(), format!("[{}]", left.join(", ")));
        }
        extra
    }

    /// The entries of a list, each as it stands; none where it is no list.
    pub(crate) fn entries(list: &str) -> Vec<String> {
        let read: Result<Vec<&RawValue>, _> = options().from_str(list);
        read.map_or_else(|_| Vec::new(), |entries| entries.iter().map(|raw| plain(raw)).collect())
    }

    /// An entry; `None` where it has another form.
    pub(crate) fn read(entry: &str) -> Option<Dispute> {
        #[derive(Deserialize)]
        struct Entry<'s> {
            field: String,
            #[serde(default)]
            key: Option<String>,
            #[serde(borrow, default)]
            value: Option<&'s RawValue>,
            #[serde(default)]
            text: Option<String>,
            #[serde(default)]
            by: String,
            #[serde(default)]
            on: String,
        }

        let Entry { field, key, value, text, by, on } = options().from_str(entry).ok()?;
        Some(Dispute { field, key, value: value.map(plain), text, stamp: Stamp { by, on, review: None } })
    }

    /// The value, where it is a text.
    pub fn string(&self) -> Option<String> {
        self.value.as_deref().and_then(text_of)
    }

    /// The value, where it is a place: spans in code points, the ends exclusive.
    pub fn points(&self) -> Option<Vec<(usize, usize)>> {
        options().from_str(self.value.as_deref()?).ok()
    }

    /// The value in words, for messages: a place by its text, a text as it is, else as it stands.
    pub fn words(&self) -> String {
        let value = || self.value.as_deref().map(words_of);
        self.text.clone().or_else(value).unwrap_or_else(|| "nothing".to_owned())
    }
}

/// A value of a field in words: a text as it is, anything else as it stands.
pub(crate) fn words_of(value: &str) -> String {
    text_of(value).unwrap_or_else(|| value.to_owned())
}

/// The text that `value` writes down, if it is one.
fn text_of(value: &str) -> Option<String> {
    options().from_str(value).ok()
}

fn options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

fn plain(raw: &RawValue) -> String {
    raw.get_ron().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn extra(disputed: &str) -> Extra {
        Extra::from([
            (Dispute::FIELD.to_owned(), disputed.to_owned()),
            ("mood".to_owned(), "Calm".to_owned()),
        ])
    }

    #[test]
    fn what_is_disputed_is_read_and_settled_field_by_field() {
        let extra = extra(
            "[(field: \"label\", value: \"Place\", by: \"ben\", on: \"2026-11-23\"), (field: \"attributes\", \
             key: \"sure\"), (field: \"at\", value: [(3, 9)], text: \"Velden\", later: Yes(1))]",
        );
        let all = Dispute::all(&extra);
        assert_eq!(all.iter().map(Dispute::words).collect::<Vec<_>>(), ["Place", "nothing", "Velden"]);
        assert_eq!(all[0].stamp.by, "ben");
        assert_eq!(all[2].points().unwrap(), [(3, 9)]);
        let left = Dispute::settled(&extra, "label", None);
        let left = Dispute::settled(&left, "attributes", Some("sure"));
        assert_eq!(
            left[Dispute::FIELD],
            "[(field: \"at\", value: [(3, 9)], text: \"Velden\", later: Yes(1))]"
        );
        let none = Dispute::settled(&left, "at", None);
        assert_eq!(none.keys().collect::<Vec<_>>(), ["mood"]);
    }

    #[test]
    fn another_form_is_left_alone() {
        for odd in ["7", "Later(1)", "[(about: 1)]", "[1, \"x\"]"] {
            assert!(Dispute::all(&extra(odd)).is_empty(), "{odd}");
        }
        let odd = extra("[(about: 1)]");
        assert_eq!(Dispute::settled(&odd, "label", None), odd);
    }
}
