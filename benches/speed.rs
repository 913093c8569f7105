//! How fast the parts of the program are that a reader or a corpus waits for.
//!
//! `cargo bench` runs all, `cargo bench -- attribution` some; see docs/benchmarks.md.
#![allow(clippy::unwrap_used)]

#[path = "corpus/mod.rs"]
mod corpus;

use std::fs;
use std::hint::black_box;
use std::sync::Arc;

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use onrecord::annotation::{Change, Edit};
use onrecord::app::{App, Effect, Event, Findings, Setup, bundled_keymap};
use onrecord::article::import::plain;
use onrecord::article::sentences::sentences;
use onrecord::article::{Article, Span};
use onrecord::attribution::{Attributor, Lexicon};
use onrecord::config::{Code, Key, Settings, TagSet};
use onrecord::page::search::{Pattern, Query, chunk_count};
use onrecord::page::wrap;
use onrecord::store::{Course, Header, Histories, Location, Store, read, read_at};
use tempfile::TempDir;

const MB: usize = 1_000_000;
const MEASURE: u16 = 68;
/// The time of every edit.
const NOW: jiff::Timestamp = jiff::Timestamp::UNIX_EPOCH;

fn main() {
    divan::main();
}

fn article(text: &str) -> Article {
    plain(text.as_bytes().to_vec()).unwrap()
}

/// From bytes to rows.
#[divan::bench_group(sample_size = 1, sample_count = 20)]
mod text {
    use super::*;

    /// Bytes to text, blocks and digest.
    #[divan::bench(args = [1, 10])]
    fn import(bencher: Bencher<'_, '_>, megabytes: usize) {
        let text = corpus::news(megabytes * MB);
        bencher
            .counter(BytesCount::of_str(&text))
            .with_inputs(|| text.clone().into_bytes())
            .bench_values(|bytes| plain(bytes).unwrap());
    }

    /// The sentences of all blocks.
    #[divan::bench(args = [1, 10])]
    fn sentence_ends(bencher: Bencher<'_, '_>, megabytes: usize) {
        let article = article(&corpus::news(megabytes * MB));
        let count = || {
            article.blocks().iter().map(|block| sentences(article.text(), block.span).count()).sum::<usize>()
        };
        bencher.counter(BytesCount::of_str(article.text())).bench_local(count);
    }

    /// All rows of all blocks, on a page of the usual width.
    #[divan::bench(args = [1, 10])]
    fn wrapping(bencher: Bencher<'_, '_>, megabytes: usize) {
        let article = article(&corpus::news(megabytes * MB));
        let rows = |span| wrap(article.text(), span, MEASURE, MEASURE).count();
        let count = || article.blocks().iter().map(|block| rows(block.span)).sum::<usize>();
        bencher.counter(BytesCount::of_str(article.text())).bench_local(count);
    }

    /// Wrapping where there is one row after the other in a single block.
    #[divan::bench]
    fn wrapping_one_line(bencher: Bencher<'_, '_>) {
        let text = corpus::one_line(10 * MB);
        let count = || wrap(&text, Span::new(0, text.len()), MEASURE, MEASURE).count();
        bencher.counter(BytesCount::of_str(&text)).bench_local(count);
    }
}

/// Looking for words and patterns, which a reader does with every key.
#[divan::bench_group(sample_size = 1, sample_count = 20)]
mod searching {
    use super::*;

    fn measure(bencher: Bencher<'_, '_>, text: &str, query: &str, is_regex: bool) {
        let article = article(text);
        let pattern = Pattern::new(&Query { text: query.to_owned(), is_regex, whole_words: false }).unwrap();
        let count = || (0..chunk_count(&article)).map(|chunk| pattern.count(&article, chunk)).sum::<u32>();
        bencher.counter(BytesCount::of_str(article.text())).bench_local(count);
    }

    /// Words: seldom and often, in any case and in this, with spaces and marks that print otherwise.
    #[divan::bench(args = ["zeppelin", "Zeppelin", "said", "harbour was closed", "the", "don't"])]
    fn words(bencher: Bencher<'_, '_>, words: &str) {
        measure(bencher, &corpus::news(10 * MB), words, false);
    }

    /// Regular expressions.
    #[divan::bench(args = ["(said|told) [a-z]+", r"\b[A-Z]\w+ [A-Z]\w+", r"\d{4,}$"])]
    fn expressions(bencher: Bencher<'_, '_>, pattern: &str) {
        measure(bencher, &corpus::news(10 * MB), pattern, true);
    }

    #[divan::bench]
    fn one_line_of_10_mb(bencher: Bencher<'_, '_>) {
        measure(bencher, &corpus::one_line(10 * MB), "zeppelin", false);
    }

    #[divan::bench]
    fn a_million_paragraphs(bencher: Bencher<'_, '_>) {
        measure(bencher, &corpus::tiny_paragraphs(), "zeppelin", false);
    }

    #[divan::bench]
    fn an_expression_in_a_million_paragraphs(bencher: Bencher<'_, '_>) {
        measure(bencher, &corpus::tiny_paragraphs(), "zep+elin", true);
    }
}

/// Who said what.
#[divan::bench_group(sample_size = 1, sample_count = 10)]
mod attribution {
    use super::*;

    fn measure(bencher: Bencher<'_, '_>, text: &str) {
        let (article, attributor) = (article(text), Attributor::new(Lexicon::bundled()));
        bencher.counter(BytesCount::of_str(article.text())).bench_local(|| attributor.attribute(&article));
    }

    /// One text.
    #[divan::bench(args = [1, 10])]
    fn news(bencher: Bencher<'_, '_>, megabytes: usize) {
        measure(bencher, &corpus::news(megabytes * MB));
    }

    /// An article after the other, 1 MB in all.
    #[divan::bench]
    fn articles(bencher: Bencher<'_, '_>) {
        let articles: Vec<_> = corpus::articles(MB).iter().map(|text| article(text)).collect();
        let attributor = Attributor::new(Lexicon::bundled());
        let bytes: usize = articles.iter().map(|article| article.text().len()).sum();
        bencher.counter(BytesCount::new(bytes)).bench_local(|| {
            articles.iter().for_each(|article| drop(black_box(attributor.attribute(article))));
        });
    }

    /// What a program pays before its first article.
    #[divan::bench]
    fn word_lists() -> Attributor {
        Attributor::new(Lexicon::bundled())
    }

    #[divan::bench]
    fn unbalanced_marks(bencher: Bencher<'_, '_>) {
        measure(bencher, &corpus::unbalanced());
    }

    #[divan::bench]
    fn one_line_of_10_mb(bencher: Bencher<'_, '_>) {
        measure(bencher, &corpus::one_line(10 * MB));
    }

    #[divan::bench]
    fn a_million_paragraphs(bencher: Bencher<'_, '_>) {
        measure(bencher, &corpus::tiny_paragraphs());
    }

    /// The index that the screen asks, from the attribution.
    #[divan::bench(args = [1, 10])]
    fn findings(bencher: Bencher<'_, '_>, megabytes: usize) {
        let article = article(&corpus::news(megabytes * MB));
        let attribution = Attributor::new(Lexicon::bundled()).attribute(&article);
        bencher
            .counter(ItemsCount::new(attribution.statements.len()))
            .with_inputs(|| attribution.clone())
            .bench_local_values(Findings::new);
    }
}

/// The record on disk.
#[divan::bench_group(sample_size = 1, sample_count = 10)]
mod record {
    use super::*;

    const FEW: usize = 100;
    const TAGS: usize = 100_000;

    /// A folder with an article of 1 MB and a record with that many tags.
    struct Desk {
        _folder: TempDir,
        article: Arc<Article>,
        location: Location,
    }

    impl Desk {
        fn new(tags: usize) -> Self {
            let folder = tempfile::tempdir().unwrap();
            let article = Arc::new(article(&corpus::news(MB)));
            let path = folder.path().join("call.txt");
            fs::write(&path, article.text()).unwrap();
            let desk = Self { location: Location::beside(&path, None), article, _folder: folder };
            if tags > 0 {
                let changes = (0..tags).map(|number| desk.change(number)).collect::<Vec<_>>();
                let mut store = desk.store();
                store.append(&changes.into()).unwrap();
                store.close().unwrap();
            }
            desk
        }

        fn store(&self) -> Store {
            let header = Header { file: "call.txt".into(), annotator: "ana".into(), tag_set: "news".into() };
            Store::open(&self.location, &self.article, &header).store.unwrap()
        }

        fn findings(&self) -> Arc<Findings> {
            Arc::new(Findings::new(Attributor::new(Lexicon::bundled()).attribute(&self.article)))
        }

        /// The program with this record on its screen.
        fn app(&self) -> App {
            self.app_with(self.findings())
        }

        fn app_with(&self, findings: Arc<Findings>) -> App {
            let mut app = App::new(Setup {
                article: self.article.clone(),
                whole: true,
                file: "call.txt".into(),
                annotator: "ana".into(),
                tag_set: TagSet::news().unwrap(),
                keymap: bundled_keymap().unwrap(),
                size: (120, 40),
                settings: Settings::default(),
                elsewhere: String::new(),
                randomness: fastrand::Rng::with_seed(7),
            });
            app.update(Event::Attributed(findings), NOW);
            let opened = Store::open(&self.location, &self.article, &Header::default());
            app.update(
                Event::Opened {
                    record: Box::new(opened.record),
                    read_only: None,
                    notices: Vec::new(),
                    bookmark: None,
                },
                NOW,
            );
            app.update(Event::Recalled { history: Box::default(), notice: None }, NOW);
            app
        }

        fn change(&self, number: usize) -> Change {
            corpus::tagging(number, self.article.text())
        }
    }

    /// One edit made safe: a line appended and synced, and noted for undo, whatever the size of the
    /// record.
    #[divan::bench(args = [FEW, TAGS], sample_count = 300)]
    fn append(bencher: Bencher<'_, '_>, tags: usize) {
        let desk = Desk::new(tags);
        let state = tempfile::tempdir().unwrap();
        let mut store = desk.store();
        store.recall(&Histories::new(state.path()));
        let mut next = tags;
        bencher
            .with_inputs(|| {
                next += 1;
                Edit::from(vec![desk.change(next)])
            })
            .bench_local_values(|edit| {
                store.append(&edit).unwrap();
                store.note(Course::Made, &edit);
            });
    }

    /// One edit on the screen: a key, the record, and all that is derived from it.
    #[divan::bench(args = [FEW, TAGS], sample_count = 300)]
    fn accept(bencher: Bencher<'_, '_>, tags: usize) {
        let desk = Desk::new(tags);
        let mut app = desk.app();
        app.update(Event::Key(Key::plain(Code::Tab)), NOW);
        bencher.bench_local(|| {
            let effects = app.update(Event::Key(Key::char('a')), NOW);
            assert!(matches!(effects.as_slice(), [Effect::Append(_)]));
        });
    }

    /// A key in the list of everything, for words that are nowhere.
    #[divan::bench(args = [FEW, TAGS], sample_count = 100)]
    fn looking_up(bencher: Bencher<'_, '_>, tags: usize) {
        let mut app = Desk::new(tags).app();
        "g/zeppelin".chars().for_each(|key| drop(app.update(Event::Key(Key::char(key)), NOW)));
        bencher.bench_local(|| app.update(Event::Key(Key::char('x')), NOW).len());
    }

    /// An edit taken back and made again.
    #[divan::bench(args = [FEW, TAGS], sample_count = 300)]
    fn undo_and_redo(bencher: Bencher<'_, '_>, tags: usize) {
        let desk = Desk::new(tags);
        let mut app = desk.app();
        app.update(Event::Key(Key::plain(Code::Tab)), NOW);
        app.update(Event::Key(Key::char('a')), NOW);
        bencher.bench_local(|| {
            for key in ['u', 'U'] {
                assert_eq!(app.update(Event::Key(Key::char(key)), NOW).len(), 1);
            }
        });
    }

    /// From a record on disk to one that shows, with what is derived from it.
    #[divan::bench]
    fn showing_100_000_tags(bencher: Bencher<'_, '_>) {
        let desk = Desk::new(TAGS);
        let findings = desk.findings();
        bencher.counter(ItemsCount::new(TAGS)).bench_local(|| desk.app_with(findings.clone()));
    }

    /// Reading what can be undone, of as many edits as there are tags.
    #[divan::bench]
    fn recalling_100_000_edits(bencher: Bencher<'_, '_>) {
        let desk = Desk::new(0);
        let state = tempfile::tempdir().unwrap();
        let histories = Histories::new(state.path());
        let mut store = desk.store();
        store.recall(&histories);
        (0..TAGS).for_each(|number| store.note(Course::Made, &vec![desk.change(number)].into()));
        bencher.counter(ItemsCount::new(TAGS)).bench_local(|| store.recall(&histories));
    }

    /// Reading a record and finding the place of each tag.
    #[divan::bench]
    fn opening_100_000_tags(bencher: Bencher<'_, '_>) {
        let desk = Desk::new(TAGS);
        let open = || read(desk.location.record(), &desk.article).unwrap();
        bencher.counter(ItemsCount::new(TAGS)).bench_local(open);
    }

    /// Finding the places of the tags of a large article after one word in a hundred was changed: with the
    /// old text at hand, and by the quotations alone.
    #[divan::bench(args = [true, false], sample_count = 3)]
    fn reanchoring_100_000_tags(bencher: Bencher<'_, '_>, known: bool) {
        reanchoring(bencher, &corpus::news(15 * MB), known, |text| {
            let words = text.split_inclusive(' ').enumerate();
            words.flat_map(|(at, word)| [word, if at % 100 == 0 { "indeed " } else { "" }]).collect()
        });
    }

    /// The same for a sentence that stands there ten thousand times.
    #[divan::bench(args = [true, false], sample_count = 3)]
    fn reanchoring_in_a_text_that_repeats_itself(bencher: Bencher<'_, '_>, known: bool) {
        let sentence = "The harbour was closed for two days, and trucks waited along the coast road. ";
        let text = sentence.repeat(10_000);
        reanchoring(bencher, &text, known, |text| format!("A new beginning. {text}"));
    }

    /// The same for a text whose words all stand elsewhere.
    #[divan::bench(args = [true, false], sample_count = 3)]
    fn reanchoring_in_another_text(bencher: Bencher<'_, '_>, known: bool) {
        reanchoring(bencher, &corpus::news(15 * MB), known, |text| {
            let mut words: Vec<&str> = text.split_inclusive(' ').collect();
            fastrand::Rng::with_seed(7).shuffle(&mut words);
            words.concat()
        });
    }

    fn reanchoring(bencher: Bencher<'_, '_>, text: &str, known: bool, change: fn(&str) -> String) {
        let folder = tempfile::tempdir().unwrap();
        let (path, data) = (folder.path().join("call.txt"), folder.path().join("data"));
        let old = Arc::new(article(text));
        let location = Location::of(&path, &data, &old, None);
        let mut store = Store::open(&location, &old, &Header::default()).store.unwrap();
        let tags = (0..TAGS).map(|number| corpus::tagging(number, old.text()));
        store.append(&tags.collect::<Vec<_>>().into()).unwrap();
        store.close().unwrap();
        let new = Arc::new(article(&change(old.text())));
        let location = match known {
            true => Location::of(&path, &data, &new, None),
            false => Location::beside(&path, None),
        };
        bencher.counter(ItemsCount::new(TAGS)).bench_local(|| read_at(&location, &new).unwrap());
    }

    /// Writing a record anew, after one edit.
    #[divan::bench]
    fn writing_100_000_tags(bencher: Bencher<'_, '_>) {
        let desk = Desk::new(TAGS);
        let mut store = desk.store();
        let mut next = TAGS;
        bencher.counter(ItemsCount::new(TAGS)).bench_local(|| {
            next += 1;
            store.append(&vec![desk.change(next)].into()).unwrap();
            store.checkpoint().unwrap();
        });
    }
}
