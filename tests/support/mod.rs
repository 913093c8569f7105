//! What the tests share: an article in our own words, and a desk that is worked at with keys.

#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]

#[cfg(feature = "tui")]
pub mod screen;

use std::path::Path;
use std::sync::Arc;

use onrecord::annotation::{Edit, Record, Tag};
use onrecord::app::{App, Effect, Event, Findings, Setup, bundled_keymap};
use onrecord::article::{Article, import};
use onrecord::attribution::attribute;
use onrecord::config::{Key, Settings, TagSet};

/// A short article in our own words.
pub const FERRY: &str = "\
Ferry talks resume

TARN HARBOUR - The island’s ferry will sail again on Monday, harbour master Mara Quill said.

“We have waited long enough,” Ms Quill told reporters in Velden. “The boat is ready.”

Milo Rask, who runs the dockers’ union, accused the port authority of “playing for time.”

According to the transport ministry, the crossing takes two hours.
";

/// A longer one, which does not fit a small screen: interruptions, pronouns, scare quotes, a rank.
pub const BRIDGE: &str = "\
Old bridge at Velden to close for two years

By Ines Calder

VELDEN - The old bridge over the Tarn will close in March, Mayor Hanne Brook said on Tuesday.

“Nobody closes a bridge lightly,” Ms Brook told a crowded council meeting. “But the northern arch \
moves a little more every spring, and we will not wait for it to fall.”

The engineers have 212 pages on that “tired” arch. Colonel Tomas Aldren, who led the survey, said \
that the stones were sound but the ground below them was not.

According to the transport ministry, a ferry will carry 400 passengers an hour.

Shopkeepers were less calm. “Two years without the bridge are two years without customers,” said \
Pia Moss, who runs a bakery on the south bank. She accused the council of “hiding the report since \
June.”

A council spokesman denied that. He said the report had been on the town’s website for a month.

Col Aldren urged both sides to be patient: “Stone has time. We have to borrow some of it.”

The Velden Bridge Society plans a walk on Sunday.
";

/// What a grid of cells gets wrong easily: wide, joined, combining and right-to-left characters,
/// tabs, and characters that would command a terminal.
pub const SCRIPTS: &str = "\
桥梁关闭两年 👷🏽‍♀️ 🇳🇴

“我们等了很久,” said Li Wen, 市长. 老桥将于三月关闭,渡轮每小时运送四百名乘客,直到北拱修好为止。

“Vi venter ikke,” Åse Øde\u{301}ga\u{30A}rd told שלום עולם. “لا ننتظر,” she said.

\tOne\ttab\tbetween.

Ring \u{7}, escape \u{1B}[31mred\u{1B}[0m, next line \u{85}, override \u{202E}desrever\u{202C}, \
zero\u{200B}width, no\u{A0}break, a lone accent \u{301}.
";

/// The time of every edit.
pub const NOW: &str = "2026-11-23T09:12:00Z";

/// A program that is worked at with keys, and what it asked for.
pub struct Desk {
    /// The program.
    pub app: App,
    /// What it asked for, oldest first.
    pub effects: Vec<Effect>,
}

impl Desk {
    /// Opens `text` on a screen of `width` by `height`, with an empty record and the attribution in
    /// place.
    pub fn open(text: &str, width: u16, height: u16) -> Self {
        let mut desk = Self::begin(text, width, height);
        let record = Box::new(Record::default());
        desk.send(Event::Opened { record, read_only: None, notices: Vec::new(), bookmark: None });
        desk.send(Event::Recalled { history: Box::default(), notice: None });
        desk.attribute();
        desk
    }

    /// Opens `text` as [`open`](Self::open) does, with the labels of a tag set.
    pub fn labelled(text: &str, tag_set: TagSet, width: u16, height: u16) -> Self {
        let mut desk = Self::begin(text, width, height);
        desk.app.model.tag_set = tag_set;
        let record = Box::new(Record::default());
        desk.send(Event::Opened { record, read_only: None, notices: Vec::new(), bookmark: None });
        desk.attribute();
        desk
    }

    /// Opens `text` before the record and the attribution are there.
    pub fn begin(text: &str, width: u16, height: u16) -> Self {
        let article = Arc::new(article(text));
        let app = App::new(Setup {
            article,
            whole: true,
            file: "ferry.txt".to_owned(),
            annotator: "ana".to_owned(),
            tag_set: TagSet::news().unwrap(),
            keymap: bundled_keymap().unwrap(),
            size: (width, height),
            settings: Settings::default(),
            elsewhere: "saved/ferry.txt.ron".to_owned(),
            randomness: fastrand::Rng::with_seed(7),
        });
        Self { app, effects: Vec::new() }
    }

    /// Lets the machine find who said what.
    pub fn attribute(&mut self) {
        let findings = Findings::new(attribute(&self.app.model.article));
        self.send(Event::Attributed(Arc::new(findings)));
    }

    /// Lets something happen. What is looked for in the text is found at once, and figures are there.
    pub fn send(&mut self, event: Event) {
        for effect in self.app.update(event, NOW.parse().unwrap()) {
            match effect {
                Effect::Search(search) => {
                    let mut found = Vec::new();
                    search.run(&self.app.model.article, |places| found.push(places));
                    found.into_iter().for_each(|places| self.send(Event::Found(places)));
                }
                Effect::Sweep(sweep) => {
                    let mut found = Vec::new();
                    sweep.run(&self.app.model.article, |swept| found.push(swept));
                    found.into_iter().for_each(|swept| self.send(Event::Swept(swept)));
                }
                Effect::Edit(bulk) => self.send(Event::Edited(Box::new(bulk.run()))),
                Effect::Free(left) => drop(left),
                Effect::Sum(summary) => {
                    summary.run().into_iter().for_each(|summed| self.send(Event::Summed(summed)));
                }
                effect => self.effects.push(effect),
            }
        }
    }

    /// Presses keys: characters as they are, others by name: `<tab>`, `<ctrl-r>`. Every edit is
    /// answered as saved.
    pub fn keys(&mut self, script: &str) -> &mut Self {
        for key in keys(script) {
            let before = self.effects.len();
            self.send(Event::Key(key));
            let edits = self.effects[before..].iter().filter(|effect| edit_of(effect).is_some()).count();
            (0..edits).for_each(|_| self.send(Event::Saved));
        }
        self
    }

    /// The words at a tag, pieces joined by “…”.
    pub fn words(&self, tag: &Tag) -> String {
        let text = self.app.model.article.text();
        tag.at.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" … ")
    }

    /// All tags as “Label: words”, with “= entity” where they have one, in the order of the text.
    pub fn tags(&self) -> Vec<String> {
        let record = &self.app.model.record;
        let told = |tag: &Tag| {
            let entity = tag.entity.as_ref().and_then(|id| record.entity(id));
            let entity = entity.map_or(String::new(), |entity| format!(" = {}", entity.name));
            format!("{}: {}{entity}", tag.label, self.words(tag))
        };
        record.tags().map(told).collect()
    }

    /// The selected words.
    pub fn selected(&self) -> &str {
        self.app.model.selection().map_or("", |span| span.of(self.app.model.article.text()))
    }

    /// The word under the cursor and what follows, 12 bytes or so.
    pub fn under(&self) -> String {
        self.app.model.article.text()[self.app.model.view.cursor..].chars().take(12).collect()
    }

    /// The message.
    pub fn message(&self) -> &str {
        self.app.model.message.as_ref().map_or("", |message| &message.text)
    }

    /// The edits that were to be saved.
    pub fn edits(&self) -> Vec<Edit> {
        self.effects.iter().filter_map(edit_of).cloned().collect()
    }

    /// Puts the cursor on the first `words`.
    pub fn go(&mut self, words: &str) -> &mut Self {
        let target = self.app.model.article.text().find(words).expect("the words are in the article");
        self.keys("gg");
        while self.app.model.view.cursor < target {
            self.keys("l");
        }
        self
    }
}

/// The edit that an effect puts in the journal.
fn edit_of(effect: &Effect) -> Option<&Edit> {
    match effect {
        Effect::Append(edit) | Effect::Undo(edit) | Effect::Redo(edit) => Some(edit),
        _ => None,
    }
}

/// A tag set that comes with the program.
pub fn bundled(name: &str) -> TagSet {
    TagSet::read(name, TagSet::bundled(name).unwrap(), |_| None).unwrap()
}

/// The article of a plain text.
pub fn article(text: &str) -> Article {
    import::plain(text.as_bytes().to_vec()).unwrap()
}

/// Reads a script of keys.
pub fn keys(script: &str) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut rest = script;
    while let Some(first) = rest.chars().next() {
        let named = rest.strip_prefix('<').and_then(|rest| rest.split_once('>'));
        match named.and_then(|(name, rest)| Some((name.parse::<Key>().ok()?, rest))) {
            Some((key, behind)) => {
                keys.push(key);
                rest = behind;
            }
            None => {
                keys.push(Key::char(first));
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    keys
}

/// Compares `made` with the file of the project that is named from its root. With `ONRECORD_BLESS`
/// set, the file is written instead; else a difference says how, `test` being this file's name.
pub fn assert_kept(file: &str, made: &str, test: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    if std::env::var_os("ONRECORD_BLESS").is_some() {
        std::fs::write(&path, made).unwrap();
        return;
    }
    // A checkout may have other line ends.
    let kept = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    let again = format!("ONRECORD_BLESS=1 cargo test --test {test}");
    assert!(kept == made, "{file} is not what the program makes now; write it with: {again}");
}
