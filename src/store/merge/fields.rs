//! The fields of one item in three versions, each field by its name and as it stands in RON.

use std::collections::{BTreeMap, BTreeSet};

use super::lists;
use crate::annotation::{Dispute, Extra, words_of};
use crate::store::document::options;
use crate::store::syntax::{Value, write_text};

/// The fields that say who put an item on the record and when: one value.
const STAMP: [&str; 2] = ["by", "on"];
/// The fields of a tag that say which suggestion it was accepted from: one value.
const ORIGIN: [&str; 3] = ["rule", "version", "confidence"];

/// A field that was changed to two values: the item keeps ours.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::store) struct Difference {
    /// The field, as the file calls it.
    pub(in crate::store) field: String,
    /// The attribute, where the field is “attributes”.
    pub(in crate::store) key: Option<String>,
    /// Ours, in words.
    pub(in crate::store) ours: String,
    /// Theirs in RON; `None` where theirs has none.
    pub(in crate::store) theirs: Option<String>,
    /// The words of theirs, where it is a place.
    pub(in crate::store) text: Option<String>,
    /// Who says so; empty where that is not known.
    pub(in crate::store) by: String,
}

impl Difference {
    fn new(field: &str, key: Option<&str>, ours: Option<&str>, theirs: Option<&str>) -> Self {
        Self {
            field: field.to_owned(),
            key: key.map(str::to_owned),
            ours: ours.map_or_else(|| "nothing".to_owned(), words_of),
            theirs: theirs.map(str::to_owned),
            text: None,
            by: String::new(),
        }
    }

    /// The entry of the list [`Dispute::FIELD`] that keeps theirs. `stamp`: of theirs, in RON.
    fn written(&self, stamp: &[(&str, &str)]) -> String {
        let mut out = String::from("(field: ");
        write_text(&self.field, &mut out);
        for (name, text) in [("key", &self.key), ("text", &self.text)] {
            if let Some(text) = text {
                out.push_str(&format!(", {name}: "));
                write_text(text, &mut out);
            }
        }
        let value = self.theirs.as_deref().map(|value| ("value", value));
        for (name, value) in value.iter().chain(stamp) {
            out.push_str(&format!(", {name}: {value}"));
        }
        out.push(')');
        out
    }
}

/// What came of the fields of an item.
#[derive(Debug, Default)]
pub(super) struct Merged {
    pub(super) fields: Extra,
    pub(super) differences: Vec<Difference>,
}

/// What to know of an item whose fields are merged.
#[derive(Debug, Default)]
pub(super) struct About<'a> {
    /// Whether it is a tag, with a suggestion as its origin.
    pub(super) is_tag: bool,
    /// The place that it will have, in RON.
    pub(super) at: Option<String>,
    /// That its place was changed to two.
    pub(super) moved: Option<Difference>,
    /// Who is told as the author of theirs where it names none.
    pub(super) by: &'a str,
}

/// Merges the fields of an item: a field that one side changed is taken from there, attributes one by
/// one. Where both changed it to different values, ours stays and theirs is put among the
/// [`Dispute`]s of the item. The same for both orders, unless there is such a difference.
pub(super) fn merge(base: &Extra, ours: &Extra, theirs: &Extra, about: About<'_>) -> Merged {
    let sides = [base, ours, theirs];
    let About { is_tag, at, moved, by } = about;
    let mut merged = Merged { fields: Extra::new(), differences: moved.into_iter().collect() };
    let is_grouped = |name: &str| STAMP.contains(&name) || is_tag && ORIGIN.contains(&name);
    let names: BTreeSet<&str> = ours.keys().chain(theirs.keys()).map(String::as_str).collect();
    for name in names.into_iter().filter(|name| !is_grouped(name)) {
        let values = sides.map(|fields| fields.get(name).map(String::as_str));
        let value = match three(values) {
            Some(value) => value.map(str::to_owned),
            None => both(name, values, &mut merged.differences),
        };
        merged.fields.extend(value.map(|value| (name.to_owned(), value)));
    }
    // An item that has our value is ours.
    let keeps_ours = !merged.differences.is_empty() || later(ours) >= later(theirs);
    let groups: [&[&str]; 2] = [&STAMP, if is_tag { &ORIGIN } else { &[] }];
    for group in groups {
        let values = sides.map(|fields| group.iter().map(|&name| fields.get(name)).collect::<Vec<_>>());
        let values = three(values.each_ref()).unwrap_or(&values[if keeps_ours { 1 } else { 2 }]);
        let named = group.iter().zip(values);
        merged.fields.extend(named.filter_map(|(name, value)| Some(((*name).to_owned(), (*value)?.clone()))));
    }
    dispute(&mut merged, theirs, at, by);
    merged
}

/// What three values of a thing come to; `None` where both sides changed it, and differently.
pub(super) fn three<T: PartialEq>([base, ours, theirs]: [T; 3]) -> Option<T> {
    if ours == theirs || theirs == base {
        Some(ours)
    } else if ours == base {
        Some(theirs)
    } else {
        None
    }
}

/// When an item was put on the record last, and by whom.
fn later(fields: &Extra) -> (Option<&String>, Option<&String>) {
    (fields.get("on"), fields.get("by"))
}

/// The value of a field that both sides changed, differently.
fn both(name: &str, values: [Option<&str>; 3], differences: &mut Vec<Difference>) -> Option<String> {
    let [_, ours, theirs] = values;
    match name {
        "attributes" => {
            if let [Some(base), Some(ours), Some(theirs)] = values.map(attributes) {
                let merged = merge_attributes([&base, &ours, &theirs], differences);
                return (!merged.is_empty()).then(|| written(&merged));
            }
        }
        Dispute::FIELD => {
            let all = set(values.map(|list| list.map_or_else(Vec::new, entries)));
            return (!all.is_empty()).then(|| format!("[{}]", all.join(", ")));
        }
        "same_as" => {
            let read = |list: Option<&str>| options().from_str::<Vec<String>>(list.unwrap_or("[]")).ok();
            if let [Some(base), Some(ours), Some(theirs)] = values.map(read) {
                let all = set([base, ours, theirs]);
                return (!all.is_empty()).then(|| written(&all));
            }
        }
        _ => {
            if let Some(list) = lists::merge(values) {
                return Some(list);
            }
        }
    }
    differences.push(Difference::new(name, None, ours, theirs));
    ours.map(str::to_owned)
}

fn written(value: &impl Value) -> String {
    let mut out = String::new();
    value.write(&mut out);
    out
}

fn attributes(value: Option<&str>) -> Option<BTreeMap<String, String>> {
    options().from_str(value.unwrap_or("{}")).ok()
}

fn merge_attributes(
    sides: [&BTreeMap<String, String>; 3],
    differences: &mut Vec<Difference>,
) -> BTreeMap<String, String> {
    let mut merged = BTreeMap::new();
    let keys: BTreeSet<&String> = sides[1].keys().chain(sides[2].keys()).collect();
    for key in keys {
        let values = sides.map(|side| side.get(key));
        let value = three(values).unwrap_or_else(|| {
            let [_, ours, theirs] = values.map(|value| value.map(written));
            differences.push(Difference::new("attributes", Some(key), ours.as_deref(), theirs.as_deref()));
            values[1]
        });
        merged.extend(value.map(|value| (key.clone(), value.clone())));
    }
    merged
}

/// The entries of a list of disputes; in a form that this version does not know it is one entry.
fn entries(list: &str) -> Vec<String> {
    let entries = Dispute::entries(list);
    if entries.is_empty() && list.trim() != "[]" { vec![list.to_owned()] } else { entries }
}

/// What three sets come to: what was there and nobody removed, and what either side added.
fn set([base, ours, theirs]: [Vec<String>; 3]) -> Vec<String> {
    let kept = |all: &[String], others: &[String]| -> Vec<String> {
        all.iter().filter(|one| others.contains(one) || !base.contains(one)).cloned().collect()
    };
    let all: BTreeSet<_> = kept(&ours, &theirs).into_iter().chain(kept(&theirs, &ours)).collect();
    all.into_iter().collect()
}

/// Puts the differences among what is disputed of the item, and removes from there what now agrees
/// with it.
fn dispute(merged: &mut Merged, theirs: &Extra, at: Option<String>, by: &str) {
    let list = merged.fields.remove(Dispute::FIELD);
    if list.is_none() && merged.differences.is_empty() {
        return;
    }
    let mut author = String::new();
    write_text(by, &mut author);
    let by = theirs.get("by").map(String::as_str).or(Some(author.as_str()).filter(|_| !by.is_empty()));
    let on = theirs.get("on").map(String::as_str);
    let stamp: Vec<_> =
        [("by", by), ("on", on)].into_iter().filter_map(|(name, at)| Some((name, at?))).collect();
    let mut all: Vec<String> = list.as_deref().map_or_else(Vec::new, entries);
    for difference in &mut merged.differences {
        difference.by = words_of(by.unwrap_or("\"\""));
        let entry = difference.written(&stamp);
        if !all.contains(&entry) {
            all.push(entry);
        }
    }
    let attributes = attributes(merged.fields.get("attributes").map(String::as_str)).unwrap_or_default();
    all.retain(|entry| {
        let Some(dispute) = Dispute::read(entry) else { return true };
        let value = match (dispute.field.as_str(), &dispute.key) {
            ("at", _) => at.clone(),
            ("attributes", Some(key)) => attributes.get(key).map(written),
            (field, _) => merged.fields.get(field).cloned(),
        };
        dispute.value != value
    });
    if !all.is_empty() {
        merged.fields.insert(Dispute::FIELD.to_owned(), format!("[{}]", all.join(", ")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(text: &str) -> Extra {
        let pairs = text.split("; ").filter_map(|pair| pair.split_once(": "));
        pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }

    fn merged(base: &str, ours: &str, theirs: &str) -> String {
        let about = About { is_tag: true, at: None, moved: None, by: "ben" };
        let merged = merge(&fields(base), &fields(ours), &fields(theirs), about);
        let pairs: Vec<_> = merged.fields.iter().map(|(name, value)| format!("{name}: {value}")).collect();
        pairs.join("; ")
    }

    #[test]
    fn fields_that_one_side_changed_are_taken_from_there() {
        let table = [
            ("a: 1; b: 1", "a: 2; b: 1", "a: 1; b: 2", "a: 2; b: 2"),
            ("a: 1", "a: 1; c: 3", "b: 2", "b: 2; c: 3"),
            ("a: 1", "a: 2", "a: 2", "a: 2"),
            // Attributes go one by one.
            (
                "attributes: {\"sure\": \"yes\", \"old\": \"yes\"}",
                "attributes: {\"sure\": \"no\", \"old\": \"yes\"}",
                "attributes: {\"sure\": \"yes\", \"tone\": \"calm\"}",
                "attributes: {\"sure\": \"no\", \"tone\": \"calm\"}",
            ),
            (
                "same_as: [\"a\", \"b\"]",
                "same_as: [\"a\", \"d\"]",
                "same_as: [\"a\", \"b\", \"c\"]",
                "same_as: [\"a\", \"c\", \"d\"]",
            ),
            // Who did it last did it.
            (
                "a: 1; b: 1; by: \"x\"; on: \"1\"",
                "a: 2; b: 1; by: \"ana\"; on: \"3\"",
                "a: 1; b: 2; by: \"ben\"; on: \"2\"",
                "a: 2; b: 2; by: \"ana\"; on: \"3\"",
            ),
            // Unknown lists of items merge as items do.
            (
                "later: [(id: \"p\", x: 1), (id: \"q\", x: 1)]",
                "later: [(id: \"p\", x: 2), (id: \"q\", x: 1)]",
                "later: [(id: \"p\", x: 1), (id: \"r\", x: 1)]",
                "later: [(id: \"p\", x: 2), (id: \"r\", x: 1)]",
            ),
        ];
        for (base, ours, theirs, expected) in table {
            assert_eq!(merged(base, ours, theirs), expected);
            assert_eq!(merged(base, theirs, ours), expected, "the other way round");
        }
    }

    #[test]
    fn a_field_with_two_new_values_keeps_ours_and_disputes_it() {
        let table = [
            (
                "label: \"A\"; by: \"x\"; on: \"1\"",
                "label: \"B\"; by: \"ana\"; on: \"2\"",
                "label: \"C\"; by: \"ben\"; on: \"3\"",
                "by: \"ana\"; disputed: [(field: \"label\", value: \"C\", by: \"ben\", on: \"3\")]; label: \"B\"; on: \"2\"",
            ),
            (
                "attributes: {\"sure\": \"yes\"}",
                "attributes: {\"sure\": \"no\"}",
                "a: 1",
                "a: 1; attributes: {\"sure\": \"no\"}; disputed: [(field: \"attributes\", key: \"sure\", by: \"ben\")]",
            ),
            // What was disputed and is now agreed on is no longer disputed.
            (
                "label: \"A\"; disputed: [(field: \"label\", value: \"B\"), (field: \"x\", value: 1)]",
                "label: \"B\"; disputed: [(field: \"x\", value: 1)]",
                "label: \"A\"; disputed: [(field: \"label\", value: \"B\"), (field: \"x\", value: 1), (field: \"y\", value: 2)]",
                "disputed: [(field: \"x\", value: 1), (field: \"y\", value: 2)]; label: \"B\"",
            ),
        ];
        for (base, ours, theirs, expected) in table {
            assert_eq!(merged(base, ours, theirs), expected);
        }
    }
}
