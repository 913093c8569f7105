//! What makes a tag set that can be read one that can be worked with.

use std::collections::{HashMap, HashSet};

use super::super::locate::locate;
use super::super::theme::LABEL_COLOURS;
use super::super::{ConfigError, Key, did_you_mean};
use super::{Attribute, AttributeKind, KINDS, Label, TagSet, Value};

/// What is wrong, and where: the way to it from the outside in.
#[derive(Debug)]
pub(super) struct Problem {
    path: Vec<String>,
    what: String,
}

impl Problem {
    /// The error for the file `name`, which holds `ron`.
    pub(super) fn at(self, name: &str, ron: &str) -> ConfigError {
        let (line, column) = locate(ron, &self.path).unwrap_or((1, 1));
        ConfigError { name: name.to_owned(), line, column, what: self.what }
    }

    /// The same problem, in the item of that index in the list `list`.
    fn within(mut self, list: &str, index: usize) -> Self {
        self.path.splice(0..0, [list.to_owned(), index.to_string()]);
        self
    }
}

/// That the field is wrong.
fn wrong<T>(field: &str, what: impl Into<String>) -> Result<T, Problem> {
    Err(Problem { path: vec![field.to_owned()], what: what.into() })
}

/// Checks each of `items`, a problem being told with its place in `list`.
fn each<'a, T>(
    list: &str,
    items: &'a [T],
    mut check: impl FnMut(&'a T) -> Result<(), Problem>,
) -> Result<(), Problem> {
    let mut all = items.iter().enumerate();
    all.try_for_each(|(index, item)| check(item).map_err(|problem| problem.within(list, index)))
}

/// Checks everything; gives the first problem.
pub(super) fn check(tag_set: &TagSet, bound: &dyn Fn(&[Key]) -> Option<String>) -> Result<(), Problem> {
    named("name", &tag_set.name)?;
    let mut names = Names::of("a label");
    let mut keys: Vec<&Label> = Vec::new();
    let mut takers: HashMap<&str, &str> = HashMap::new();
    each("labels", &tag_set.labels, |label| {
        names.add(&label.name)?;
        label_keys(label, &keys, bound)?;
        keys.push(label);
        looks(label)?;
        if let Some(kind) = label.takes.as_deref() {
            takes(kind)?;
            if let Some(other) = takers.insert(kind, &label.name) {
                return wrong("takes", format!("“{kind}” is what “{other}” takes: one label for each kind"));
            }
        }
        attributes(&label.attributes)
    })?;
    let mut names = Names::of("a link");
    let mut keys = Keys::default();
    let known: Vec<&str> = tag_set.labels.iter().map(|label| label.name.as_str()).collect();
    each("links", &tag_set.links, |link| {
        names.add(&link.name)?;
        keys.add(link.key, &link.name)?;
        ends("from", &link.from, &known)?;
        ends("to", &link.to, &known)
    })?;
    let mut names = Names::of("a document label");
    let mut keys = Keys::default();
    let (status, key) = TagSet::STATUS;
    keys.add(Some(key), status)?;
    each("document_labels", &tag_set.document_labels, |label| {
        if label.name == status {
            return wrong("name", "“status” is the program's own: give it another name");
        }
        names.add(&label.name)?;
        keys.add(label.key, &label.name)?;
        if label.several && label.values.is_empty() {
            return wrong("several", "there are no values of which a document could have several");
        }
        values("values", &label.values)
    })
}

/// Names that must differ.
struct Names<'a> {
    what: &'static str,
    seen: HashSet<&'a str>,
}

impl<'a> Names<'a> {
    fn of(what: &'static str) -> Self {
        Self { what, seen: HashSet::new() }
    }

    fn add(&mut self, name: &'a str) -> Result<(), Problem> {
        named("name", name)?;
        match self.seen.insert(name) {
            true => Ok(()),
            false => wrong("name", format!("there is {} “{name}” already", self.what)),
        }
    }
}

/// Single keys that must differ.
#[derive(Default)]
struct Keys<'a>(HashMap<char, &'a str>);

impl<'a> Keys<'a> {
    fn add(&mut self, key: Option<char>, name: &'a str) -> Result<(), Problem> {
        let Some(key) = key else { return Ok(()) };
        match self.0.insert(key, name) {
            Some(other) => wrong("key", format!("“{key}” is the key of “{other}” already")),
            None => Ok(()),
        }
    }
}

fn named(field: &str, name: &str) -> Result<(), Problem> {
    if name.trim().is_empty() {
        return wrong(field, "expected a name, found nothing");
    }
    if name.trim() != name || name.chars().any(char::is_control) {
        return wrong(field, format!("“{}” begins or ends in a blank, or has a line end", name.trim()));
    }
    Ok(())
}

fn label_keys(
    label: &Label,
    before: &[&Label],
    bound: &dyn Fn(&[Key]) -> Option<String>,
) -> Result<(), Problem> {
    let written = written(&label.key);
    let mut characters = written.chars();
    let prefix = TagSet::PREFIX;
    match (characters.next(), characters.next(), characters.next()) {
        (Some(first), None, _) if first == prefix => {
            return wrong(
                "key",
                format!("“{prefix}” leads to further keys: write one behind it, as in “{prefix}q”"),
            );
        }
        (Some(_), None, _) => {}
        (Some(first), Some(_), None) if first == prefix => {}
        _ => {
            let expected =
                format!("expected one key, as in '1', or one behind “{prefix}”, as in \"{prefix}q\"");
            return wrong("key", format!("“{written}”: {expected}"));
        }
    }
    if written.chars().any(|key| key.is_whitespace() || key.is_control()) {
        return wrong("key", format!("“{}” is no key that can be seen", written.escape_debug()));
    }
    if let Some(other) = before.iter().find(|other| other.key == label.key) {
        return wrong("key", format!("“{written}” is the key of “{}” already", other.name));
    }
    match bound(&label.key) {
        Some(action) => wrong("key", format!("“{written}” does something already: {action}")),
        None => Ok(()),
    }
}

/// Keys as a tag set writes them.
fn written(keys: &[Key]) -> String {
    keys.iter().map(Key::to_string).collect()
}

fn looks(label: &Label) -> Result<(), Problem> {
    if label.colour >= LABEL_COLOURS {
        let last = LABEL_COLOURS - 1;
        return wrong("colour", format!("there is no colour {}: the palette has 0 to {last}", label.colour));
    }
    if label.marker.trim().is_empty() || label.marker.chars().any(char::is_control) {
        return wrong("marker", "expected one or two letters or signs that stand for the label");
    }
    if label.group.as_deref().is_some_and(|group| group.trim().is_empty()) {
        return wrong("group", "expected the name of a group, found nothing");
    }
    Ok(())
}

fn takes(kind: &str) -> Result<(), Problem> {
    if KINDS.contains(&kind) {
        return Ok(());
    }
    let mean = did_you_mean(kind, &KINDS);
    wrong(
        "takes",
        format!("nothing of the kind “{kind}” is suggested; expected one of {}{mean}", list(&KINDS)),
    )
}

fn attributes(all: &[Attribute]) -> Result<(), Problem> {
    let mut names = Names::of("an attribute");
    let mut keys = Keys::default();
    let mut before: Vec<&Attribute> = Vec::new();
    each("attributes", all, |attribute| {
        names.add(&attribute.name)?;
        keys.add(attribute.key, &attribute.name)?;
        if let AttributeKind::Choice(known) = &attribute.kind {
            if known.is_empty() {
                return wrong("kind", "expected values to choose from, found none");
            }
            values("0", known).map_err(|mut problem| {
                problem.path.insert(0, "kind".to_owned());
                problem
            })?;
        }
        if let Some(default) = attribute.default.as_deref().filter(|default| !attribute.takes(default)) {
            let expected = expected(attribute, default);
            return wrong("default", format!("“{default}” is no value of “{}”{expected}", attribute.name));
        }
        condition(attribute, &before)?;
        before.push(attribute);
        Ok(())
    })
}

fn values(list: &str, all: &[Value]) -> Result<(), Problem> {
    let mut names = Names::of("a value");
    let mut keys = Keys::default();
    each(list, all, |value| {
        names.add(&value.name)?;
        keys.add(value.key, &value.name)
    })
}

/// What values an attribute has instead of `found`.
fn expected(attribute: &Attribute, found: &str) -> String {
    match &attribute.kind {
        AttributeKind::Choice(values) => {
            let names: Vec<&str> = values.iter().map(|value| value.name.as_str()).collect();
            format!("; expected one of {}{}", list(&names), did_you_mean(found, &names))
        }
        AttributeKind::YesNo => "; expected “yes” or “no”".to_owned(),
        AttributeKind::Text => "; expected some text".to_owned(),
    }
}

/// Checks when an attribute applies; it can hang on one of those `before` alone, so that no two hang
/// on each other.
fn condition(attribute: &Attribute, before: &[&Attribute]) -> Result<(), Problem> {
    let Some(condition) = &attribute.only_when else { return Ok(()) };
    let inside = |mut problem: Problem| {
        problem.path.insert(0, "only_when".to_owned());
        problem
    };
    let name = &condition.attribute;
    let Some(other) = before.iter().find(|other| other.name == *name) else {
        let names: Vec<&str> = before.iter().map(|other| other.name.as_str()).collect();
        let mean = did_you_mean(name, &names);
        let what = format!("no attribute “{name}” stands before “{}” in this label{mean}", attribute.name);
        return wrong("attribute", what).map_err(inside);
    };
    if condition.is.is_empty() {
        return wrong("is", format!("expected values of “{name}”, found none")).map_err(inside);
    }
    match condition.is.iter().find(|value| !other.takes(value)) {
        Some(value) => wrong("is", format!("“{value}” is no value of “{name}”{}", expected(other, value)))
            .map_err(inside),
        None => Ok(()),
    }
}

/// Checks the labels that a link can join.
fn ends(field: &str, ends: &[String], known: &[&str]) -> Result<(), Problem> {
    if ends.is_empty() {
        return wrong(field, "expected the names of labels, found none");
    }
    match ends.iter().find(|end| !known.contains(&end.as_str())) {
        Some(end) => wrong(field, format!("there is no label “{end}”{}", did_you_mean(end, known))),
        None => Ok(()),
    }
}

fn list(names: &[&str]) -> String {
    names.iter().map(|name| format!("“{name}”")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const LABELS: &str = "labels: [\n (name: \"Claim\", key: '1', colour: 0, marker: \"c\"),\n (name: \"Frame\", key: '2', \
                          colour: 1, marker: \"f\"),\n]";

    fn bound(keys: &[Key]) -> Option<String> {
        (keys.first() == Some(&Key::char('d'))).then(|| "delete the tag".to_owned())
    }

    fn told(ron: &str) -> String {
        TagSet::read("mine.ron", ron, bound).map_or_else(|error| error.to_string(), |_| "fine".to_owned())
    }

    #[test]
    fn what_is_wrong_with_a_tag_set_is_told_with_its_place() {
        let labels = |from: &str, to: &str| {
            let changed = LABELS.replacen(from, to, 1);
            assert_ne!(changed, LABELS, "{from}");
            format!("(name: \"mine\",\n{changed})")
        };
        let attribute = |fields: &str| {
            labels("\"c\"", &format!("\"c\",\nattributes: [(name: \"a\", kind: yes_no),\n({fields})]"))
        };
        let link = |ends: &str| format!("(name: \"mine\", {LABELS},\nlinks: [(name: \"by\", {ends})])");
        let document = |fields: &str| format!("(name: \"mine\", {LABELS},\ndocument_labels: [({fields})])");
        let table = [
            (labels("'1'", "\";c\""), "fine"),
            ("(name: \"mine\", labels: []".to_owned(), "1:25: Expected comma"),
            (
                labels("colour: 0", "color: 0"),
                "3:28: there is no field “color” here; expected one of name, key, colour,",
            ),
            (labels("marker: \"c\"", ""), "3:39: the field “marker” is missing here"),
            (labels("'1'", "1"), "3:23: Expected a key, as in 'q' but found"),
            (labels("\"Claim\"", "\"\""), "3:9: expected a name, found nothing"),
            (labels("\"Claim\"", "\"Claim \""), "3:9: “Claim” begins or ends in a blank"),
            (labels("Frame", "Claim"), "4:9: there is a label “Claim” already"),
            (labels("'2'", "'1'"), "4:23: “1” is the key of “Claim” already"),
            (labels("'1'", "'d'"), "3:23: “d” does something already: delete the tag"),
            (labels("'1'", "';'"), "3:23: “;” leads to further keys: write one behind it, as in “;q”"),
            (
                labels("'1'", "\"12\""),
                "3:23: “12”: expected one key, as in '1', or one behind “;”, as in \";q\"",
            ),
            (labels("'1'", "\"\""), "3:23: “”: expected one key"),
            (labels("'1'", "' '"), "3:23: “Space”: expected one key"),
            (labels("'1'", "'\\t'"), "3:23: “\\t” is no key that can be seen"),
            (labels("colour: 1", "colour: 7"), "4:36: there is no colour 7: the palette has 0 to 6"),
            (labels("\"c\"", "\"\""), "3:47: expected one or two letters or signs"),
            (
                labels("\"c\"", "\"c\", takes: \"organization\""),
                "3:59: nothing of the kind “organization” is suggested; expected one of “person”,",
            ),
            (labels("\"c\"", "\"c\", group: \"\""), "3:59: expected the name of a group"),
            (format!("(name: \"\", {LABELS})"), "1:8: expected a name, found nothing"),
            (attribute("name: \"a\", kind: text"), "5:8: there is an attribute “a” already"),
            (
                attribute("name: \"b\", kind: yesno"),
                "5:19: “yesno” is not known here; expected one of choice, text, yes_no; did you mean “yes_no”?",
            ),
            (attribute("name: \"b\", kind: choice([])"), "5:19: expected values to choose from, found none"),
            (
                attribute("name: \"b\", kind: choice([(name: \"x\", key: 'x'), (name: \"y\", key: 'x')])"),
                "5:67: “x” is the key of “x” already",
            ),
            (
                attribute("name: \"b\", kind: choice([(name: \"direct\")]), default: \"driect\""),
                "5:56: “driect” is no value of “b”; expected one of “direct”; did you mean “direct”?",
            ),
            (
                attribute("name: \"b\", kind: yes_no, default: \"maybe\""),
                "5:36: “maybe” is no value of “b”; expected “yes” or “no”",
            ),
            (attribute("name: \"b\", key: \"bb\", kind: text"), "5:19: “bb” is no key: write one character"),
            (
                attribute("name: \"b\", kind: text, only_when: (attribute: \"b\", is: [\"x\"])"),
                "5:48: no attribute “b” stands before “b” in this label",
            ),
            (
                attribute("name: \"b\", kind: text, only_when: (attribute: \"a\", is: [\"on\"])"),
                "5:57: “on” is no value of “a”; expected “yes” or “no”",
            ),
            (
                attribute("name: \"b\", kind: text, only_when: (attribute: \"a\", is: [])"),
                "5:57: expected values of “a”",
            ),
            (link("from: [\"Claim\"], to: [\"Frame\"]"), "fine"),
            (
                link("from: [\"Claim\"], to: [\"Frames\"]"),
                "5:43: there is no label “Frames”; did you mean “Frame”?",
            ),
            (link("from: [], to: [\"Frame\"]"), "5:28: expected the names of labels"),
            (
                document("name: \"topic\", values: [(name: \"sport\"), (name: \"arts\")], several: true"),
                "fine",
            ),
            (document("name: \"status\""), "5:26: “status” is the program's own"),
            (document("name: \"tone\", key: 's'"), "5:39: “s” is the key of “status” already"),
            (document("name: \"tone\", several: true"), "5:43: there are no values of which"),
            (
                document("name: \"tone\", values: [(name: \"x\"), (name: \"x\")]"),
                "5:63: there is a value “x” already",
            ),
        ];
        for (ron, expected) in table {
            let told = told(&ron);
            let expected =
                if expected == "fine" { expected.to_owned() } else { format!("mine.ron:{expected}") };
            assert!(told.starts_with(&expected), "{ron}\n{told}\n{expected}");
        }
    }
}
