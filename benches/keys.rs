//! How long each key holds the screen: a text of 10 MB with 100,000 tags, everything on.
//!
//! `cargo bench --bench keys` measures all, `cargo bench --bench keys -- accept` some; see
//! docs/benchmarks.md. A key is held from the moment it comes until its frame is drawn. What it asks for
//! is done meanwhile, as on the threads of the program, and each answer holds the screen for a frame too.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

#[path = "corpus/mod.rs"]
#[allow(dead_code, reason = "one text of many")]
mod corpus;

use std::collections::VecDeque;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use onrecord::annotation::Record;
use onrecord::app::{App, Effect, Event, Findings, Setup, bundled_keymap};
use onrecord::article::import;
use onrecord::attribution::{Attributor, Lexicon};
use onrecord::config::{Code, Depth, Key, Settings, TagSet, Theme};
use onrecord::tui::{Looks, draw};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

const NOW: jiff::Timestamp = jiff::Timestamp::UNIX_EPOCH;
const TAGS: usize = 100_000;

/// What is measured: a name, the keys that lead there, the keys that are measured one by one, and the keys
/// that lead back.
type Case = (&'static str, &'static str, &'static str, &'static str);

/// `⏎`, `⎋` and `⇥` are Enter, Escape and Tab; a `⌃` before a letter holds Control.
const CASES: &[Case] = &[
    ("move down", "", "jjjjjjjjjj", ""),
    ("move by statement", "", "]]]]]]]]]]", ""),
    ("page down", "", "          ", ""),
    ("to the end and back", "", "GgG", ""),
    ("walk the suggestions", "", "⇥⇥⇥⇥⇥⇥⇥⇥⇥⇥", ""),
    ("walk the tags", "", "..........,,,,", ""),
    ("same source", "", "rrrrRRRR", ""),
    ("next tag that lacks an attribute", "", "g=g=", ""),
    ("accept one", "⇥", "aaaaaaaaaa", ""),
    ("undo and redo one", "", "uuuuUUUU", ""),
    ("ask which to accept", "", "A", "⎋"),
    ("list all to accept", "A", "a", "⎋"),
    ("list by confidence", "Ac", "⏎", "⎋"),
    ("list by source", "]A", "s", "⎋"),
    ("walk that list", "Aa", "jjjkkG", "⎋"),
    ("leave all and take all", "Aa", "xa", "⎋"),
    ("accept 100,000", "Aa", "⏎", ""),
    ("move after that", "", "jjjj", ""),
    ("accept one after that", "⇥", "aaaa", ""),
    ("undo 100,000", "uuuu", "u", ""),
    ("redo 100,000", "", "U", "u"),
    ("reject 100,000", "Xa", "⏎", "u"),
    ("ask for the overview", "", "T", ""),
    ("walk the overview", "", "jjjj", "⎋"),
    ("accept one while it is counted", "⇥T⎋", "a", "u"),
    ("look up", "", "g/", ""),
    ("type there", "", "zeppelinx", "⎋"),
    ("search and type", "", "/zeppelin", "⎋"),
    ("search for what is often there", "", "/the⏎", ""),
    ("walk the hits", "", "nnnnNNNN", "⎋"),
    ("tag all alike", "/harbour⏎", "*", ""),
    ("pick a label for all alike", "", "31", ""),
    ("tag them", "", "⏎", "u"),
    ("tag a pattern", "&\\b[a-z]+", "⏎", ""),
    ("pick a label for 100,000", "", "31", ""),
    ("tag 100,000", "", "⏎", "u"),
    ("change all like this", ".", "~", "⎋"),
    ("widen that", ".~", "~~~", "⎋"),
    ("delete 100,000", ".~~", "d⏎", "u"),
    ("relabel 100,000", ".~~", "3⏎", "u"),
    ("only hits", "/harbour⏎", "zh", "zz"),
    ("only this source", "]", "zs", "zz"),
    ("only undecided", "", "zu", "zz"),
    ("only marked", "", "zn", "zz"),
    ("look again", "", "V", "⎋"),
    ("disputes", "", "gd", "⎋"),
    ("what the engine finds otherwise", "", "ge", "⎋"),
    ("all notes", "", "gN", "⎋"),
    ("all entities", "", "I", "⎋"),
    ("identify", ".", "i", "⎋"),
    ("set the speaker", "]", "s", "⎋"),
    ("correct", "]", "C", "⎋"),
    ("the outline", "", "O", "⎋"),
    ("go to", "", "%50⏎", "gg"),
    ("mark", "", "\"a'", "⎋"),
    ("the document", "", "D", "⎋"),
    ("mark as done", "", "D", "⎋"),
    ("export", "", "E", "⎋"),
    ("export: the file", "E", "⏎", "⎋"),
    ("export: write", "E⏎", "⏎", "⎋"),
    ("save elsewhere", "", "⌃s⏎", "⎋"),
    ("guidelines", "", "gl", "⎋"),
    ("palette", "", ":acc", "⎋"),
    ("help", "", "?", "⎋"),
    ("tag by a key", "gg", "v$1", "u"),
    ("delete a tag", "..", "d", "u"),
    ("note", "gg", "mab⏎", "⎋"),
    ("highlight a source", "]", "@@", ""),
    ("focus on", "", "tftftftf", ""),
    ("wider and narrower", "", "><", ""),
    ("justify and hyphenate", "", "tjtyttjty", ""),
    ("numbers and ruler", "", "tntptrtntptr", ""),
    ("panes", "", "tstothtwtstothtw", ""),
    ("focus the sources and walk", "f", "jjjjkkG", "f"),
    ("everything on: move", "gg/the⏎tntptrtf]@", "jjjjjjjj  ]]]nnnn", "⎋"),
];

/// The program on a screen, with what it asks for done at once.
struct Bench {
    app: App,
    terminal: Terminal<TestBackend>,
    looks: Looks,
    /// What was asked for, and is to be answered.
    asked: VecDeque<Effect>,
}

impl Bench {
    fn new() -> Self {
        let article = Arc::new(import::plain(corpus::news(10_000_000).into_bytes()).unwrap());
        let findings = Attributor::new(Lexicon::bundled()).attribute(&article);
        let size = (120, 40);
        let app = App::new(Setup {
            article: article.clone(),
            whole: true,
            file: "call.txt".into(),
            annotator: "ana".into(),
            tag_set: TagSet::news().unwrap(),
            keymap: bundled_keymap().unwrap(),
            size,
            settings: Settings::default(),
            elsewhere: "elsewhere.ron".into(),
            randomness: fastrand::Rng::with_seed(7),
        });
        let (theme, depth) = (Theme::dark().unwrap(), Depth::True);
        let looks = Looks::new(theme, depth);
        let terminal = Terminal::new(TestBackend::new(size.0, size.1)).unwrap();
        let mut bench = Self { app, terminal, looks, asked: VecDeque::new() };
        let record =
            Record::holding((0..TAGS).map(|number| corpus::tagging(number, article.text())).collect());
        bench.held(
            "the record opens",
            Event::Opened { record: Box::new(record), read_only: None, notices: Vec::new(), bookmark: None },
        );
        bench.held("who said what comes", Event::Attributed(Arc::new(Findings::new(findings))));
        bench.held("the history comes", Event::Recalled { history: Box::default(), notice: None });
        bench
    }

    fn held(&mut self, name: &str, event: Event) {
        let held = self.take(event);
        let answered = self.answer();
        println!("{name:<36}{:>10.2} ms, answers {:.2} ms", milliseconds(held), milliseconds(answered));
    }

    /// Takes an event in and draws its frame; says how long that took.
    fn take(&mut self, event: Event) -> Duration {
        let begun = Instant::now();
        let effects = self.app.update(event, NOW);
        let Self { app, terminal, looks, .. } = self;
        terminal.draw(|frame| draw(frame, &app.model, &mut app.page, looks)).unwrap();
        let held = begun.elapsed();
        self.asked.extend(effects);
        held
    }

    /// Does what was asked for; says how long the longest answer held the screen.
    fn answer(&mut self) -> Duration {
        let mut held = Duration::ZERO;
        while let Some(effect) = self.asked.pop_front() {
            let article = self.app.model.article.clone();
            let mut answers = Vec::new();
            match effect {
                Effect::Append(_) | Effect::Undo(_) | Effect::Redo(_) => answers.push(Event::Saved),
                Effect::Search(search) => search.run(&article, |found| answers.push(Event::Found(found))),
                Effect::Sweep(sweep) => sweep.run(&article, |swept| answers.push(Event::Swept(swept))),
                // On threads, for what is allocated there is freed beside what keys allocate.
                Effect::Edit(bulk) => {
                    let edited = thread::spawn(move || bulk.run()).join().unwrap();
                    answers.push(Event::Edited(Box::new(edited)));
                }
                Effect::Free(left) => thread::spawn(move || drop(left)).join().unwrap(),
                Effect::Sum(summary) => {
                    let summed = thread::spawn(move || summary.run()).join().unwrap();
                    answers.extend(summed.map(Event::Summed));
                }
                _ => {}
            }
            for answer in answers {
                held = held.max(self.take(answer));
            }
        }
        held
    }

    /// Presses keys; says how long each held the screen, and each longest answer.
    fn press(&mut self, keys: &str) -> (Vec<Duration>, Duration) {
        let (mut held, mut answered) = (Vec::new(), Duration::ZERO);
        let mut keys = keys.chars();
        while let Some(key) = keys.next() {
            let key = match key {
                '⏎' => Key::plain(Code::Enter),
                '⎋' => Key::plain(Code::Esc),
                '⇥' => Key::plain(Code::Tab),
                '⌃' => Key { ctrl: true, ..Key::char(keys.next().unwrap()) },
                key => Key::char(key),
            };
            held.push(self.take(Event::Key(key)));
            answered = answered.max(self.answer());
        }
        (held, answered)
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let is_wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|word| name.contains(word.as_str()));
    if !CASES.iter().any(|(name, ..)| is_wanted(name)) {
        return;
    }
    let mut bench = Bench::new();
    println!("{:<36}{:>10}{:>13}{:>13}", "milliseconds", "median", "longest", "answers");
    for (name, before, keys, after) in CASES {
        if !is_wanted(name) {
            continue;
        }
        bench.press(before);
        let (mut held, answered) = bench.press(keys);
        held.sort_unstable();
        let median = held.get(held.len() / 2).copied().unwrap_or_default();
        let longest = held.last().copied().unwrap_or_default();
        let [median, longest, answered] = [median, longest, answered].map(milliseconds);
        println!("{name:<36}{median:>10.2}{longest:>13.2}{answered:>13.2}");
        bench.press(after);
    }
}
