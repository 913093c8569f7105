//! Items of an article that was changed: how many are found again, how many are lost, and above all how
//! many stand silently at a place that is not theirs.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "tests")]

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::path::Path;
use std::sync::Arc;

use fastrand::Rng;
use onrecord::annotation::{Change, Edit, Id, Record, Stamp, Tag};
use onrecord::article::import::plain;
use onrecord::article::{Article, Span};
use onrecord::store::{Header, Loaded, Location, Notice, Opened, Reason, Store, read_at};

#[path = "../benches/corpus/mod.rs"]
#[allow(dead_code, reason = "the benches use the rest")]
mod corpus;

/// How long the texts are, in bytes.
const LENGTH: usize = 49_000;
/// How many spans are tagged in each.
const SPANS: usize = 600;
/// How many texts are made and changed in each way.
const SEEDS: u64 = 3;

/// A word or a mark of a text, the same one for as long as it lives.
#[derive(Clone, PartialEq, Debug)]
struct Word {
    id: usize,
    text: String,
    /// Whether a space stands before it.
    spaced: bool,
}

/// A text of paragraphs.
#[derive(Clone)]
struct Text {
    paragraphs: Vec<Vec<Word>>,
    next: usize,
}

/// Words that join others, as often as they stand.
const SMALL: [&str; 46] = [
    "the", "the", "the", "the", "the", "the", "of", "of", "of", "to", "to", "to", "and", "and", "a", "a",
    "in", "in", "that", "that", "is", "was", "for", "on", "with", "as", "it", "he", "she", "by", "at",
    "from", "his", "her", "they", "be", "had", "have", "not", "but", "who", "which", "their", "an", "or",
    "were",
];

/// Makes prose of which no sentence was ever written, with words as frequent as in any text.
struct Writer {
    randomness: Rng,
    vocabulary: Vec<String>,
    names: Vec<(String, String)>,
    next: usize,
}

impl Writer {
    fn new(seed: u64) -> Self {
        let mut randomness = Rng::with_seed(seed);
        let mut made = |syllables: usize| -> String {
            let syllable = |randomness: &mut Rng| {
                let onset =
                    ["b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "st", "tr", "ch"];
                let rhyme = ["a", "e", "i", "o", "u", "an", "er", "in", "ol", "ar", "et", "is", "ou", "ea"];
                [randomness.choice(onset).unwrap(), randomness.choice(rhyme).unwrap()].concat()
            };
            (0..syllables).map(|_| syllable(&mut randomness)).collect()
        };
        let vocabulary = (0..2500).map(|rank| made(1 + (rank + 30) / 200 % 4)).collect();
        let capital = |word: String| word[..1].to_uppercase() + &word[1..];
        let names = (0..25).map(|_| (capital(made(2)), capital(made(2)))).collect();
        Self { randomness, vocabulary, names, next: 0 }
    }

    /// A word, the more likely the further in front of the list.
    fn word(&mut self) -> String {
        if self.randomness.f64() < 0.45 {
            return self.randomness.choice(SMALL).unwrap().to_string();
        }
        let rank = (self.vocabulary.len() as f64).powf(self.randomness.f64()) as usize - 1;
        self.vocabulary[rank].clone()
    }

    fn push(&mut self, words: &mut Vec<Word>, text: &str, spaced: bool) {
        words.push(Word { id: self.next, text: text.to_owned(), spaced: spaced && !words.is_empty() });
        self.next += 1;
    }

    fn text(mut self) -> (Text, Self) {
        let mut paragraphs = Vec::new();
        let mut length = 0;
        while length < LENGTH {
            let mut words = Vec::new();
            for _ in 0..self.randomness.usize(1..5) {
                self.sentence(&mut words);
            }
            length += words.iter().map(|word| word.text.len() + usize::from(word.spaced)).sum::<usize>() + 2;
            paragraphs.push(words);
        }
        (Text { paragraphs, next: self.next }, self)
    }

    fn sentence(&mut self, words: &mut Vec<Word>) {
        let first = words.len();
        let quoted = self.randomness.f64() < 0.3;
        if quoted {
            self.push(words, "“", true);
        }
        for number in 0..self.randomness.usize(6..22) {
            let text = self.word();
            self.push(words, &text, !(quoted && number == 0));
            if number > 2 && self.randomness.f64() < 0.06 {
                self.push(words, ",", false);
            }
        }
        if quoted {
            self.push(words, ",", false);
            self.push(words, "”", false);
            self.push(words, "said", true);
        }
        if quoted || self.randomness.f64() < 0.4 {
            let (given, family) = self.randomness.choice(&self.names).unwrap().clone();
            self.push(words, &given, true);
            self.push(words, &family, true);
        }
        self.push(words, ".", false);
        if let Some(word) = words.get_mut(first).filter(|word| word.text != "“") {
            word.text = word.text[..1].to_uppercase() + &word.text[1..];
        }
    }
}

impl Text {
    /// The words of a text.
    fn of(text: &str) -> Self {
        let mut next = 0;
        let mut words = |paragraph: &str| {
            let mut words: Vec<Word> = Vec::new();
            let mut spaced = false;
            for c in paragraph.chars() {
                if c.is_whitespace() {
                    spaced = true;
                    continue;
                }
                let is_word = c.is_alphanumeric();
                match words
                    .last_mut()
                    .filter(|last| is_word && !spaced && last.text.ends_with(char::is_alphanumeric))
                {
                    Some(last) => last.text.push(c),
                    None => {
                        words.push(Word {
                            id: next,
                            text: c.to_string(),
                            spaced: spaced && !words.is_empty(),
                        });
                        next += 1;
                    }
                }
                spaced = false;
            }
            words
        };
        let paragraphs = text.split("\n\n").map(&mut words).filter(|words| !words.is_empty()).collect();
        Self { paragraphs, next }
    }

    /// The text, and where each word stands in it.
    fn written(&self) -> (String, HashMap<usize, Span>) {
        let mut text = String::new();
        let mut places = HashMap::new();
        for (index, paragraph) in self.paragraphs.iter().enumerate() {
            text.push_str(if index == 0 { "" } else { "\n\n" });
            for word in paragraph {
                text.push_str(if word.spaced { " " } else { "" });
                places.insert(word.id, Span::new(text.len(), text.len() + word.text.len()));
                text.push_str(&word.text);
            }
        }
        (text, places)
    }

    /// Stretches of words to tag: words, names, quotations and sentences.
    fn stretches(&self, randomness: &mut Rng) -> Vec<Vec<usize>> {
        let is_word = |word: &Word| word.text.chars().all(char::is_alphanumeric);
        let mut stretches = Vec::new();
        while stretches.len() < SPANS {
            let paragraph = randomness.choice(&self.paragraphs).unwrap();
            let at = randomness.usize(..paragraph.len());
            let ids = |range: &[Word]| range.iter().map(|word| word.id).collect::<Vec<_>>();
            let end_of = |mark: &str| paragraph[at..].iter().position(|word| word.text == mark);
            let stretch = match stretches.len() % 4 {
                0 if is_word(&paragraph[at]) => ids(&paragraph[at..=at]),
                1 if at + 1 < paragraph.len()
                    && paragraph[at..at + 2].iter().all(|word| word.text.starts_with(char::is_uppercase)) =>
                {
                    ids(&paragraph[at..at + 2])
                }
                2 if paragraph[at].text == "“" && end_of("”").is_some() => {
                    ids(&paragraph[at..=at + end_of("”").unwrap()])
                }
                3 if (at == 0 || paragraph[at - 1].text == ".") && end_of(".").is_some() => {
                    ids(&paragraph[at..=at + end_of(".").unwrap()])
                }
                _ => continue,
            };
            stretches.push(stretch);
        }
        stretches
    }

    /// Replaces, deletes and inserts words: of so many of a hundred.
    fn change_words(&mut self, percent: f64, writer: &mut Writer) {
        for paragraph in &mut self.paragraphs {
            let mut changed = Vec::with_capacity(paragraph.len());
            for word in paragraph.drain(..) {
                if !word.text.starts_with(char::is_alphanumeric) || writer.randomness.f64() * 100.0 >= percent
                {
                    changed.push(word);
                    continue;
                }
                let spaced = word.spaced;
                let mut new = || {
                    let text =
                        std::iter::repeat_with(|| writer.word()).find(|new| *new != word.text).unwrap();
                    self.next += 1;
                    Word { id: self.next, text, spaced }
                };
                match new().id % 3 {
                    0 => {}
                    1 => changed.push(new()),
                    _ => changed.extend([new(), Word { spaced: true, ..word }]),
                }
            }
            *paragraph = changed;
        }
    }

    /// Drops some paragraphs, and moves others.
    fn change_paragraphs(&mut self, randomness: &mut Rng) {
        for _ in 0..3 {
            self.paragraphs.remove(randomness.usize(..self.paragraphs.len()));
            let moved = self.paragraphs.remove(randomness.usize(..self.paragraphs.len()));
            self.paragraphs.insert(randomness.usize(..self.paragraphs.len()), moved);
        }
    }
}

/// What became of the spans.
#[derive(Clone, Copy, Default)]
struct Tally {
    all: usize,
    /// Placed where they belong, or reported where they no longer stand.
    right: usize,
    /// Reported though they still stand.
    reported: usize,
    /// Placed elsewhere without a word.
    wrong: usize,
    /// Neither on the record nor reported.
    lost: usize,
}

impl Tally {
    fn add(&mut self, other: Tally) {
        self.all += other.all;
        self.right += other.right;
        self.reported += other.reported;
        self.wrong += other.wrong;
        self.lost += other.lost;
    }

    fn percent(count: usize, all: usize) -> f64 {
        count as f64 * 100.0 / all as f64
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = |count| Self::percent(count, self.all);
        write!(
            f,
            "{:6.2} % right, {:5.2} % reported needlessly, {:5.2} % wrong, {} lost",
            percent(self.right),
            percent(self.reported),
            percent(self.wrong),
            self.lost
        )
    }
}

fn article(text: &str) -> Arc<Article> {
    Arc::new(plain(text.as_bytes().to_vec()).unwrap())
}

fn tag(id: usize, at: Vec<Span>) -> Tag {
    Tag {
        id: Id::new(id.to_string()),
        label: "Person".into(),
        at,
        entity: None,
        attributes: BTreeMap::new(),
        origin: None,
        stamp: Stamp::default(),
        extra: BTreeMap::new(),
    }
}

/// Puts `spans` on the record of `text` in `folder`.
fn annotate(folder: &Path, text: &str, spans: &[Span]) {
    let article = article(text);
    let location = location(folder, &article, true);
    let mut store = Store::open(&location, &article, &Header::default()).store.unwrap();
    let tags = spans.iter().enumerate().map(|(id, &span)| Change::Tag(None, Some(tag(id, vec![span]))));
    store.append(&Edit::from(tags.collect::<Vec<_>>())).unwrap();
    store.close().unwrap();
}

/// The record in `folder`, with the old text `known` or not.
fn location(folder: &Path, article: &Article, known: bool) -> Location {
    match known {
        true => Location::of(&folder.join("call.txt"), &folder.join("data"), article, None),
        false => Location::beside(&folder.join("call.txt"), None),
    }
}

fn reopen(folder: &Path, text: &str, known: bool) -> Loaded {
    let article = article(text);
    read_at(&location(folder, &article, known), &article).unwrap()
}

/// Where the stretch of words stands now, if it does: all of it, side by side. `seats`: the paragraph of
/// each word, and the how manieth it is there.
fn place(stretch: &[usize], now: &Text, seats: &HashMap<usize, (usize, usize)>) -> Option<(usize, usize)> {
    let &(paragraph, at) = seats.get(&stretch[0])?;
    let there = now.paragraphs[paragraph][at..].iter().take(stretch.len()).map(|word| word.id);
    there.eq(stretch.iter().copied()).then(|| (stretch[0], *stretch.last().unwrap()))
}

fn judge(loaded: &Loaded, stretches: &[Vec<usize>], now: &Text, text: &str) -> Tally {
    let (_, places) = now.written();
    let paragraphs = now.paragraphs.iter().enumerate();
    let seats = paragraphs.flat_map(|(paragraph, words)| {
        words.iter().enumerate().map(move |(at, word)| (word.id, (paragraph, at)))
    });
    let seats: HashMap<usize, (usize, usize)> = seats.collect();
    let mut tally = Tally { all: stretches.len(), ..Tally::default() };
    for (number, stretch) in stretches.iter().enumerate() {
        let id = Id::new(number.to_string());
        let belongs = place(stretch, now, &seats).map(|(first, last)| places[&first].union(places[&last]));
        let is_aside = loaded.unplaced.iter().any(|item| item.id == id);
        match (loaded.record.tag(&id), belongs) {
            (None, _) if !is_aside => tally.lost += 1,
            (None, None) => tally.right += 1,
            (None, Some(_)) => tally.reported += 1,
            (Some(tag), Some(_)) if tag.stamp.review.is_some() => tally.reported += 1,
            (Some(tag), None) if tag.stamp.review.is_some() => tally.right += 1,
            (Some(tag), Some(span)) if tag.at == [span] => tally.right += 1,
            (Some(tag), belongs) => {
                tally.wrong += 1;
                println!("wrong: {:?} at {:?}, belongs to {belongs:?}", tag.at[0].of(text), tag.at);
            }
        }
    }
    tally
}

/// Changes texts in many ways and says for each what became of the spans: with the old text known, and
/// with the quotations alone.
fn measure(seeds: u64, texts: impl Fn(u64) -> (Text, Writer)) -> Vec<[Tally; 2]> {
    let mut table = Vec::new();
    for (percent, paragraphs) in [(0.0, true), (1.0, false), (1.0, true), (5.0, false), (5.0, true)] {
        let mut tallies = [Tally::default(); 2];
        for seed in 0..seeds {
            let folder = tempfile::tempdir().unwrap();
            let (old, mut writer) = texts(seed);
            let (text, places) = old.written();
            let stretches = old.stretches(&mut writer.randomness);
            let span = |stretch: &Vec<usize>| places[&stretch[0]].union(places[stretch.last().unwrap()]);
            annotate(folder.path(), &text, &stretches.iter().map(span).collect::<Vec<_>>());
            let mut new = old.clone();
            new.change_words(percent, &mut writer);
            if paragraphs {
                new.change_paragraphs(&mut writer.randomness);
            }
            let (text, _) = new.written();
            for (tally, known) in tallies.iter_mut().zip([true, false]) {
                tally.add(judge(&reopen(folder.path(), &text, known), &stretches, &new, &text));
            }
        }
        let what = if paragraphs { "dropped and moved" } else { "kept" };
        for (tally, old) in tallies.iter().zip(["known", "unknown"]) {
            println!("{percent} % of words changed, paragraphs {what:17}, old text {old:7}: {tally}");
        }
        table.push(tallies);
    }
    table
}

#[test]
fn items_of_a_changed_article_are_found_again_or_reported() {
    for tally in measure(SEEDS, |seed| Writer::new(seed).text()).into_iter().flatten() {
        assert!(Tally::percent(tally.right, tally.all) >= 98.0, "{tally}");
        assert!(Tally::percent(tally.wrong, tally.all) <= 0.3, "{tally}");
        assert_eq!(tally.lost, 0, "{tally}");
    }
}

#[test]
fn in_a_text_that_repeats_its_sentences_items_are_rather_reported_than_misplaced() {
    let news = corpus::news(LENGTH);
    let texts = |seed: u64| {
        let text = Text::of(&news);
        let mut writer = Writer::new(seed);
        writer.next = text.next;
        (text, writer)
    };
    for [known, unknown] in measure(1, texts) {
        assert!(Tally::percent(known.right, known.all) >= 98.0, "{known}");
        assert!(Tally::percent(known.wrong, known.all) <= 0.3, "{known}");
        // Of a few dozen sentences that stand there again and again a quotation cannot tell which was meant.
        assert!(Tally::percent(unknown.wrong, unknown.all) <= 1.0, "{unknown}");
        assert_eq!(known.lost + unknown.lost, 0);
    }
}

/// A short article, and the same after it was changed: words put in before all else, a name in the quote
/// changed, the last sentence gone.
const BEFORE: &str = "The ferry was late again on Monday. “We will look into it with Ada Long,” said the harbour \
                      master of Tarn. The mayor, Tom Vale, did not answer. Nobody else was asked that day.\n";
const AFTER: &str = "On the island the ferry was late again on Monday. “We will look into it with Ben Moss,” said \
                     the harbour master of Tarn. The mayor, Tom Vale, did not answer.\n";

/// A folder with a record of the quote, the mayor and the last sentence.
fn desk() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let words = ["“We will look into it with Ada Long,”", "Tom Vale", "Nobody else was asked that day."];
    let span = |words: &str| {
        let start = BEFORE.find(words).unwrap();
        Span::new(start, start + words.len())
    };
    annotate(folder.path(), BEFORE, &words.map(span));
    folder
}

fn open(folder: &Path, text: &str) -> Opened {
    let article = article(text);
    Store::open(&location(folder, &article, true), &article, &Header::default())
}

fn quote() -> Id {
    Id::new("0")
}

/// The edit that says that the quote is as it should be.
fn accepting(opened: &Opened) -> Edit {
    let doubted = opened.record.tag(&quote()).unwrap().clone();
    let stamp = Stamp { review: None, ..doubted.stamp.clone() };
    vec![Change::Tag(Some(doubted.clone()), Some(Tag { stamp, ..doubted }))].into()
}

#[test]
fn the_text_that_a_record_was_counted_in_is_kept_beside() {
    let folder = desk();
    let kept = folder.path().join(format!("data/onrecord/texts/{}.txt", article(BEFORE).digest()));
    assert_eq!(std::fs::read_to_string(kept).unwrap(), BEFORE);
    drop(open(folder.path(), AFTER));
    let texts = std::fs::read_dir(folder.path().join("data/onrecord/texts")).unwrap();
    assert_eq!(texts.count(), 1, "a text is kept with the first edit");
}

#[test]
fn what_was_changed_is_placed_and_doubted_and_what_is_gone_stays_aside() {
    let folder = desk();
    for known in [true, false] {
        let loaded = reopen(folder.path(), AFTER, known);
        let words = |id: &str| loaded.record.tag(&Id::new(id)).map(|tag| tag.at[0].of(AFTER));
        assert_eq!(words("0"), Some("“We will look into it with Ben Moss,”"), "{known}");
        assert_eq!(words("1"), Some("Tom Vale"));
        assert_eq!((loaded.moved, loaded.doubted), (vec![Id::new("1")], vec![quote()]));
        let review = loaded.record.tag(&quote()).unwrap().stamp.review.clone();
        assert_eq!(review.unwrap(), "its words were ““We will look into it with Ada Long,””");
        let aside: Vec<String> = loaded.unplaced.iter().map(ToString::to_string).collect();
        assert_eq!(aside, ["tag 2 on “Nobody else was asked that day.”: its text is no longer there"]);
        assert_eq!(loaded.record.unplaced().cloned().collect::<Vec<_>>(), loaded.unplaced);
    }
    // The text is back: so is everything in its place.
    let loaded = reopen(folder.path(), BEFORE, false);
    assert!(loaded.notices.is_empty() && loaded.record.tag_count() == 3);
}

#[test]
fn a_doubt_stands_in_the_file_until_a_person_has_looked() {
    let folder = desk();
    let opened = open(folder.path(), AFTER);
    let mut store = opened.store.unwrap();
    store.rewrite().unwrap();
    store.close().unwrap();
    let file = std::fs::read_to_string(folder.path().join("call.txt.ron")).unwrap();
    assert!(file.contains("review: \"its words were ““We will look into it with Ada Long,””\""), "{file}");
    let opened = open(folder.path(), AFTER);
    assert_eq!((opened.moved.len(), opened.doubted.len(), opened.unplaced.len()), (0, 0, 1));
    let edit = accepting(&opened);
    let mut store = opened.store.unwrap();
    store.append(&edit).unwrap();
    store.close().unwrap();
    let file = std::fs::read_to_string(folder.path().join("call.txt.ron")).unwrap();
    assert!(!file.contains("review: "), "{file}");
}

#[test]
fn what_a_person_decided_about_a_doubt_survives_a_kill() {
    let folder = desk();
    let opened = open(folder.path(), AFTER);
    let edit = accepting(&opened);
    let mut store = opened.store.unwrap();
    store.append(&edit).unwrap();
    drop(store);
    let opened = open(folder.path(), AFTER);
    assert_eq!(opened.record.tag(&quote()).unwrap().stamp.review, None);
    assert_eq!(opened.notices[0], Notice::Recovered { edits: 1 });
    assert!(opened.doubted.is_empty() && opened.unplaced.len() == 1, "{:?}", opened.notices);
    let item = opened.unplaced[0].clone();
    let mut store = opened.store.unwrap();
    store.append(&vec![Change::Unplaced(Some(item), None)].into()).unwrap();
    drop(store);
    let opened = open(folder.path(), AFTER);
    assert_eq!((opened.unplaced.len(), opened.record.tag_count()), (0, 2), "{:?}", opened.notices);
    opened.store.unwrap().close().unwrap();
    let file = std::fs::read_to_string(folder.path().join("call.txt.ron")).unwrap();
    assert!(!file.contains("Nobody else") && !file.contains("review: "), "{file}");
}

#[test]
fn one_of_two_items_of_an_id_is_dropped_and_the_other_kept() {
    let folder = desk();
    let path = folder.path().join("call.txt.ron");
    let file = std::fs::read_to_string(&path).unwrap();
    let line = file.lines().find(|line| line.contains("Tom Vale")).unwrap();
    let twin = line.replace("Person", "Mayor");
    std::fs::write(&path, file.replace(line, &format!("{line}\n{twin}"))).unwrap();
    let opened = open(folder.path(), BEFORE);
    let item = opened.unplaced[0].clone();
    assert_eq!((item.reason, opened.unplaced.len()), (Reason::Twice, 1));
    let mut store = opened.store.unwrap();
    store.append(&vec![Change::Unplaced(Some(item), None)].into()).unwrap();
    drop(store);
    let opened = open(folder.path(), BEFORE);
    assert!(opened.unplaced.is_empty(), "{:?}", opened.notices);
    assert_eq!(opened.record.tag(&Id::new("1")).unwrap().label, "Person");
}

#[test]
fn an_item_does_not_take_words_like_its_own_for_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let text = "One by one the boats came in, and one of them was the Star. The mayor went home by tram.\n";
    let start = text.find("the Star").unwrap();
    annotate(folder.path(), text, &[Span::new(start, start + 3)]);
    // Without its sentence, another “the” stands exactly where it was counted.
    let changed =
        "Perhaps nobody knew why, nor who had asked to see the mayor before he went home by tram.\n";
    assert_eq!(&changed[start..start + 3], "the");
    let is_told = |record: &Record| record.tags().all(|tag| tag.stamp.review.is_some());
    for known in [true, false] {
        let loaded = reopen(folder.path(), changed, known);
        assert!(is_told(&loaded.record), "{known}");
        assert_eq!(loaded.record.tag_count() + loaded.unplaced.len(), 1);
    }
    let mut store = open(folder.path(), changed).store.unwrap();
    store.rewrite().unwrap();
    store.close().unwrap();
    assert!(is_told(&open(folder.path(), changed).record), "also after it was written with the new text");
}
