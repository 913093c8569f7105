//! Where a value stands in RON that was read already: for what is found wrong only afterwards.

use std::collections::HashMap;
use std::iter::Peekable;
use std::str::Chars;

/// A line and a column, both from 1, the column in code points.
pub(super) type Place = (usize, usize);

/// The place of the value that `path` leads to: the names of fields and the indices of list items,
/// from the outside in; for an item of a map that of its key. `None` where there is no such value.
pub(super) fn locate(ron: &str, path: &[String]) -> Option<Place> {
    let mut found = None;
    scan(ron, |here, place| {
        if found.is_none() && here == path {
            found = Some(place);
        }
    });
    found
}

/// The places of all values by the way to them; an item of a map has that of its key and that of its
/// value.
pub(super) fn places(ron: &str) -> HashMap<Vec<String>, Vec<Place>> {
    let mut places: HashMap<Vec<String>, Vec<Place>> = HashMap::new();
    scan(ron, |here, place| places.entry(here.to_owned()).or_default().push(place));
    places
}

fn scan(ron: &str, visit: impl FnMut(&[String], Place)) {
    Scanner { rest: ron.chars().peekable(), place: (1, 1), here: Vec::new(), visit }.value();
}

struct Scanner<'a, F> {
    rest: Peekable<Chars<'a>>,
    place: Place,
    here: Vec<String>,
    visit: F,
}

impl<F: FnMut(&[String], Place)> Scanner<'_, F> {
    fn next(&mut self) -> Option<char> {
        let next = self.rest.next()?;
        let (line, column) = self.place;
        self.place = if next == '\n' { (line + 1, 1) } else { (line, column + 1) };
        Some(next)
    }

    /// Passes blanks, comments and attributes, as `#![enable(implicit_some)]`.
    fn space(&mut self) {
        while let Some(&next) = self.rest.peek() {
            match next {
                '/' => self.comment(),
                '#' => while self.next().is_some_and(|next| next != '\n') {},
                next if next.is_whitespace() => {
                    self.next();
                }
                _ => return,
            }
        }
    }

    fn comment(&mut self) {
        self.next();
        match self.next() {
            Some('/') => while self.next().is_some_and(|next| next != '\n') {},
            Some('*') => {
                let mut depth = 1;
                while let Some(next) = self.next().filter(|_| depth > 0) {
                    match (next, self.rest.peek()) {
                        ('*', Some('/')) => depth -= 1,
                        ('/', Some('*')) => depth += 1,
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }

    /// Passes a value, up to the comma or bracket behind it.
    fn value(&mut self) {
        self.space();
        (self.visit)(&self.here, self.place);
        let mut word = String::new();
        while let Some(&next) = self.rest.peek() {
            match next {
                ',' | ')' | ']' | '}' | ':' => return,
                '(' | '[' | '{' => self.items(),
                '"' => self.string(word.strip_prefix('r').unwrap_or("").len()),
                '\'' => self.character(),
                '/' => self.comment(),
                _ => word.extend(self.next()),
            }
        }
    }

    /// Passes what stands between brackets.
    fn items(&mut self) {
        self.next();
        for index in 0_usize.. {
            self.space();
            match self.rest.peek() {
                None => return,
                Some(')' | ']' | '}') => {
                    self.next();
                    return;
                }
                Some(_) => {}
            }
            let name = self.name();
            self.here.push(name.unwrap_or_else(|| index.to_string()));
            self.value();
            if self.rest.peek() == Some(&':') {
                // What was passed is the key of a map.
                self.next();
                self.value();
            }
            self.here.pop();
            if self.rest.peek() == Some(&',') {
                self.next();
            }
        }
    }

    /// Passes the name of a field, if one stands here.
    fn name(&mut self) -> Option<String> {
        let ahead = self.rest.clone();
        let name: String = ahead.take_while(|next| next.is_alphanumeric() || *next == '_').collect();
        let mut behind = self.rest.clone().skip(name.chars().count()).skip_while(|next| next.is_whitespace());
        if name.is_empty() || behind.next() != Some(':') {
            return None;
        }
        while self.next().is_some_and(|next| next != ':') {}
        Some(name)
    }

    /// Passes a string; a raw one has that many `#` before and behind.
    fn string(&mut self, raw: usize) {
        self.next();
        while let Some(next) = self.next() {
            match next {
                '\\' if raw == 0 => {
                    self.next();
                }
                '"' if self.rest.clone().take(raw).filter(|next| *next == '#').count() == raw => {
                    for _ in 0..raw {
                        self.next();
                    }
                    return;
                }
                _ => {}
            }
        }
    }

    fn character(&mut self) {
        self.next();
        if self.next() == Some('\\') {
            self.next();
        }
        while self.next().is_some_and(|next| next != '\'') {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_of_a_file_is_found() {
        let ron = "#![enable(implicit_some)]\n// (name: \"no\"),\n(\n name: \"a, (b)\", /* /* x: */ ( */ labels: [\n  \
                   (key: '(', text: r#\"\"), \"#, last: 1),\n  Label (key : '\\'', kind: choice([(name: \"x\"),\n (name: \
                   \"y\")])),\n ],\n map: {\"k\": (v: 2)}, end: true)";
        let table = [
            ("name", "\"a, (b)\""),
            ("labels", "["),
            ("labels/0", "(key: '('"),
            ("labels/0/key", "'('"),
            ("labels/0/text", "r#\"\"), \"#"),
            ("labels/0/last", "1)"),
            ("labels/1", "Label"),
            ("labels/1/key", "'\\''"),
            ("labels/1/kind/0/1/name", "\"y\""),
            ("map/0", "\"k\""),
            ("end", "true"),
        ];
        for (path, expected) in table {
            let path: Vec<String> = path.split('/').map(str::to_owned).collect();
            let (line, column) = locate(ron, &path).unwrap_or_else(|| panic!("{path:?}"));
            let line = ron.lines().nth(line - 1).unwrap();
            let found: String = line.chars().skip(column - 1).collect();
            assert!(found.starts_with(expected), "{path:?}: {found}");
        }
        assert_eq!(locate(ron, &["none".to_owned()]), None);
        let entry = &places("{\"a\":\n 1, \"b\": 2}")[&["0".to_owned()] as &[String]];
        assert_eq!(*entry, [(1, 2), (2, 2)], "the key and the value");
        for end in 0..ron.len() {
            locate(ron.get(..end).unwrap_or(""), &["end".to_owned()]);
        }
    }
}
