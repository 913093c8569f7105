//! Searching and filtering, worked at with keys.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod support;

use onrecord::app::{Event, Overlay};
use onrecord::page::RowKind;
use support::{BRIDGE, Desk, FERRY, article};

fn ferry() -> Desk {
    Desk::open(FERRY, 120, 40)
}

fn bridge() -> Desk {
    Desk::open(BRIDGE, 120, 40)
}

/// How many hits the screen says there are; empty while no search is on.
fn hits(desk: &Desk) -> String {
    desk.app.model.hits().map_or_else(String::new, |hits| hits.to_string())
}

/// The rows of the whole article: the first words of each, or how much is folded.
fn rows(desk: &mut Desk) -> Vec<String> {
    let article = desk.app.model.article.clone();
    let rows = desk.app.page.rows_from(&article, 0, usize::MAX);
    let shown = rows.iter().filter_map(|row| match row.kind {
        RowKind::Text { first: true, .. } => {
            Some(row.span.of(article.text()).split(' ').take(2).collect::<Vec<_>>().join(" "))
        }
        RowKind::Fold { blocks } => Some(format!("+{blocks}")),
        _ => None,
    });
    shown.map(|row| row.trim().to_owned()).collect()
}

#[test]
fn the_article_goes_along_while_a_search_is_written() {
    let mut desk = bridge();
    desk.keys("/arch m");
    assert!(desk.under().starts_with("arch moves"), "{}", desk.under());
    assert_eq!(hits(&desk), "1/1");
    desk.keys("<ctrl-u>ston");
    assert!(desk.under().starts_with("stones"), "from where one was: {}", desk.under());
    desk.keys("<esc>");
    assert_eq!((desk.app.model.view.cursor, hits(&desk)), (0, String::new()));
    assert!(desk.app.model.overlay.is_none());
    desk.keys("/ston<enter>");
    assert!(desk.under().starts_with("stones"));
    assert_eq!((hits(&desk).as_str(), desk.message()), ("1/2", ""));
}

#[test]
fn esc_gives_the_place_the_view_and_the_search_before_back() {
    let mut desk = Desk::open(BRIDGE, 80, 14);
    desk.keys("/arch<enter>jj");
    let (view, before) = (desk.app.model.view, hits(&desk));
    desk.keys("/walk");
    assert_ne!(desk.app.model.view.top, view.top);
    desk.keys("<esc>");
    assert_eq!((desk.app.model.view, hits(&desk)), (view, before));
    assert_eq!(desk.app.model.search.query().text, "arch");
}

#[test]
fn a_hit_that_is_the_only_one_is_said_to_be_that() {
    let mut desk = bridge();
    desk.keys("/shopkeepers<enter>");
    assert_eq!((hits(&desk).as_str(), desk.message()), ("1/1", ""));
    for key in ["n", "N", "n"] {
        desk.keys(key);
        assert_eq!((hits(&desk).as_str(), desk.message()), ("1/1", "the only hit"), "{key}");
    }
    desk.keys("Gn");
    assert_eq!(desk.message(), "from the top", "that goes somewhere");
}

#[test]
fn the_next_hit_and_the_one_before_go_round_the_end_and_say_so() {
    let mut desk = bridge();
    desk.keys("/bridge<enter>");
    let mut seen = vec![hits(&desk)];
    for _ in 0..4 {
        desk.keys("n");
        seen.push(hits(&desk));
    }
    assert_eq!(seen, ["1/5", "2/5", "3/5", "4/5", "5/5"]);
    assert_eq!(desk.message(), "");
    desk.keys("n");
    assert_eq!((hits(&desk).as_str(), desk.message()), ("1/5", "from the top"));
    desk.keys("N");
    assert_eq!((hits(&desk).as_str(), desk.message()), ("5/5", "from the end"));
    desk.keys("<esc>");
    assert_eq!(hits(&desk), "", "the marks are gone");
    desk.keys("ggn");
    assert_eq!(hits(&desk), "1/5", "but not what was looked for");
    desk.keys("/<enter>");
    assert_eq!(hits(&desk), "2/5", "an empty line goes on");
}

#[test]
fn case_words_and_expressions_are_as_the_reader_wants_them() {
    let table = [
        ("/council", "1/3"),
        ("/Council", "no hit"),
        ("/brook", "1/2"),
        ("/BROOK", "no hit"),
        ("/the", "1/17"),
        ("/the<alt-w>", "1/15"),
        ("/he<alt-w>", "1/1"),
        ("/town's", "1/1"),
        ("/\"stone", "1/1"),
        ("/\\d+", "no hit"),
        ("/\\d+<alt-r>", "1/2"),
        ("/<alt-r>^“", "1/1"),
        ("/<alt-r>\\d+<alt-r>", "no hit"),
        ("/zebra", "no hit"),
    ];
    for (script, expected) in table {
        let mut desk = bridge();
        desk.keys(script);
        assert_eq!(hits(&desk), expected, "{script}");
    }
}

#[test]
fn a_wrong_expression_is_told_quietly_and_nothing_is_lost() {
    let mut desk = bridge();
    desk.keys("w/<alt-r>(arch");
    let Some(Overlay::Search(line)) = &desk.app.model.overlay else { panic!("{}", desk.message()) };
    assert_eq!(line.fault.as_deref(), Some("character 1: unclosed group"));
    assert_eq!((desk.message(), desk.under().as_str()), ("", "bridge at Ve"));
    desk.keys("<enter>");
    assert_eq!(desk.message(), "character 1: unclosed group", "Enter leaves the line open");
    desk.keys(") <backspace><enter>");
    assert_eq!(hits(&desk), "1/3");
}

#[test]
fn earlier_searches_are_on_the_line_with_the_arrows() {
    let mut desk = bridge();
    desk.keys("/arch<enter>/<alt-r>b.n<enter>/<alt-r>ow<up>");
    let written = |desk: &Desk| match &desk.app.model.overlay {
        Some(Overlay::Search(line)) => (line.field.text().to_owned(), line.is_regex),
        other => panic!("{other:?}"),
    };
    assert_eq!(written(&desk), ("b.n".to_owned(), true));
    assert_eq!(hits(&desk), "1/1", "and the article goes along");
    desk.keys("<up>");
    assert_eq!(written(&desk), ("arch".to_owned(), false));
    desk.keys("<up>");
    assert_eq!(written(&desk).0, "arch", "there is none before");
    desk.keys("<down><down>");
    assert_eq!(written(&desk).0, "ow", "what was being written");
}

#[test]
fn a_pasted_text_goes_on_the_line() {
    let mut desk = bridge();
    desk.keys("/");
    desk.send(Event::Paste("northern\narch".to_owned()));
    assert_eq!(hits(&desk), "1/1");
    assert!(desk.under().starts_with("northern"));
}

#[test]
fn the_word_under_the_cursor_and_the_selected_ones_are_searched() {
    let mut desk = ferry();
    desk.go("uill said").keys("#");
    assert_eq!((hits(&desk).as_str(), desk.under().as_str()), ("2/2", "Quill told r"));
    desk.keys("#");
    assert_eq!((hits(&desk).as_str(), desk.message()), ("1/2", "from the top"));
    desk.go("transport").keys("WW#");
    assert_eq!((hits(&desk).as_str(), desk.selected()), ("1/1", ""));
    let mut desk = Desk::open("", 80, 24);
    desk.keys("#");
    assert_eq!(desk.message(), "no word here to look for");
    desk.keys("n");
    assert_eq!(desk.message(), "nothing was looked for yet: / searches");
}

#[test]
fn a_phrase_is_found_across_a_line_end_of_a_text_that_was_wrapped_by_hand() {
    let text = "The harbour master of the island told a crowded hall on\nTuesday evening that the old ferry would \
                sail again next\nweek, whatever the port authority had to say about that.\n";
    let mut desk = Desk::open(text, 80, 24);
    desk.keys("/next week");
    assert_eq!(hits(&desk), "1/1");
}

#[test]
fn the_selection_grows_to_a_hit() {
    let mut desk = bridge();
    desk.go("engineers").keys("v/pages<enter>");
    assert_eq!(desk.selected(), "engineers have 212 p");
}

/// A text of many chunks, the words “tall ship” near its end.
fn long() -> String {
    "The ferry sailed on time. Nobody was late.\n\n".repeat(3_000) + "Then a tall ship came.\n\nThe end.\n"
}

/// A desk whose worker does not answer until it is told to.
struct Slow {
    desk: Desk,
    sweeps: Vec<onrecord::app::Sweep>,
}

impl Slow {
    fn keys(&mut self, script: &str) {
        for key in support::keys(script) {
            for effect in self.desk.app.update(Event::Key(key), support::NOW.parse().unwrap()) {
                if let onrecord::app::Effect::Sweep(sweep) = effect {
                    self.sweeps.push(sweep);
                }
            }
        }
    }

    /// Lets the worker do everything that it was asked for.
    fn answer(&mut self) {
        for sweep in std::mem::take(&mut self.sweeps) {
            let mut found = Vec::new();
            sweep.run(&self.desk.app.model.article, |swept| found.push(swept));
            found.into_iter().for_each(|swept| self.desk.send(Event::Swept(swept)));
        }
    }
}

fn slow() -> Slow {
    Slow { desk: Desk::begin(&long(), 80, 24), sweeps: Vec::new() }
}

#[test]
fn a_far_hit_is_gone_to_when_it_is_known_and_no_key_waits_for_it() {
    let mut slow = slow();
    slow.keys("/tall ship");
    assert_eq!((slow.desk.app.model.view.cursor, hits(&slow.desk).as_str()), (0, "looking…"));
    assert!(slow.desk.app.model.search.is_waiting());
    slow.keys("<enter>");
    slow.answer();
    assert_eq!((hits(&slow.desk).as_str(), slow.desk.under().as_str()), ("1/1", "tall ship ca"));
    slow.keys("/ferry<enter>");
    assert_eq!((slow.desk.message(), slow.desk.app.model.view.cursor), ("from the top", 4));
    let soon = hits(&slow.desk);
    assert!(soon.starts_with("1/") && soon.ends_with('…'), "{soon}");
    slow.answer();
    assert_eq!(hits(&slow.desk), "1/3000");
    slow.keys("N");
    assert_eq!(hits(&slow.desk), "3000/3000");
}

#[test]
fn esc_stops_a_jump_that_waits_and_so_does_moving_on() {
    let mut slow = slow();
    slow.keys("/tall ship<enter>");
    slow.keys("<esc>");
    assert_eq!(slow.desk.message(), "no longer looking for the next hit");
    slow.answer();
    assert_eq!((slow.desk.app.model.view.cursor, hits(&slow.desk).as_str()), (0, "1 hit"));
    slow.keys("/tall shi<enter>j");
    let cursor = slow.desk.app.model.view.cursor;
    slow.answer();
    assert_eq!(slow.desk.app.model.view.cursor, cursor);
    slow.keys("n");
    assert_eq!(hits(&slow.desk), "1/1");
}

#[test]
fn hits_are_counted_again_in_the_whole_article() {
    let mut desk = Desk::begin("The old bridge.\n", 80, 24);
    desk.keys("/bridge<enter>");
    assert_eq!(hits(&desk), "1/1");
    desk.send(Event::Read(std::sync::Arc::new(article("The old bridge.\n\nThe new bridge.\n"))));
    assert_eq!(hits(&desk), "1/2");
}

#[test]
fn only_the_paragraphs_with_hits_are_shown() {
    let mut desk = bridge();
    desk.keys("zh");
    assert_eq!(desk.message(), "no search is on: / searches, z h then shows only its hits");
    desk.keys("/council<enter>zh");
    assert_eq!(desk.message(), "only “council”, 3 paragraphs of 10: z z shows everything");
    assert_eq!(rows(&mut desk), ["+3", "“Nobody closes", "+2", "Shopkeepers were", "A council", "+2"]);
    desk.keys("nn");
    assert!(desk.under().starts_with("council spok"), "{}", desk.under());
    desk.keys("zz");
    assert_eq!(desk.message(), "everything is shown again");
    assert_eq!(rows(&mut desk).len(), 10);
    desk.keys("zz");
    assert_eq!(desk.message(), "everything is shown: z u shows only what is to review");
    desk.keys("/the<enter>zh").keys("/zebra<enter>zh");
    assert_eq!(desk.message(), "no paragraph has “zebra”: everything stays");
}

#[test]
fn the_cursor_skips_what_is_folded() {
    let table = [
        ("jjjj", "Shopkeepers"),
        ("jjjjk", "fall"),
        ("}}", "A council sp"),
        ("}}{", "Shopkeepers "),
        ("}}{{", "“Nobody clos"),
        ("}}{{{", "“Nobody clos"),
        (")))", "“Two years w"),
        (")))(((", "“Nobody clos"),
        ("G", "."),
        ("Ggg", "“Nobody clos"),
        ("}h", "”"),
        ("}b", "fall"),
        ("}bw", "Shopkeepers"),
        ("<page-down>", "."),
        ("<page-down><page-up>", "“Nobody clos"),
        ("}vb", "fall"),
    ];
    for (script, expected) in table {
        let mut desk = bridge();
        desk.keys("/council<enter>zhgg").keys(script);
        assert!(desk.under().starts_with(expected), "{script}: {}", desk.under());
        assert!(desk.app.model.filter.shown().is_some(), "{script}");
    }
}

#[test]
fn going_to_what_is_folded_shows_everything() {
    let mut desk = bridge();
    desk.keys("/council<enter>zhgg");
    desk.keys("]");
    assert_eq!(desk.message(), "that was folded: everything is shown again");
    assert_eq!(rows(&mut desk).len(), 10);
}

#[test]
fn only_the_statements_of_a_source_are_shown() {
    let mut desk = bridge();
    desk.go("lightly").keys("zs");
    assert_eq!(desk.message(), "only Hanne Brook, 2 paragraphs of 10: z z shows everything");
    assert_eq!(rows(&mut desk), ["+2", "VELDEN -", "“Nobody closes", "+6"]);
    desk.keys("zzfjzs");
    assert!(desk.message().starts_with("only "), "of the source that is selected: {}", desk.message());
    let mut desk = bridge();
    desk.keys("Gzs");
    assert_eq!(desk.message(), "no statement of a known source here: ] goes to the next statement");
}

#[test]
fn only_what_is_to_review_and_only_tags_and_notes_are_shown() {
    let mut desk = ferry();
    desk.keys("zn");
    assert_eq!(desk.message(), "no paragraph has a tag or a note: everything stays");
    desk.go("crossing").keys("5").go("Ferry").keys("mCheck this.<enter>zn");
    assert_eq!(rows(&mut desk), ["Ferry talks", "+3", "According to"]);
    desk.keys("zz<tab>").keys("aaaaaaaa").keys("zu");
    assert_eq!(rows(&mut desk), ["+3", "Milo Rask,", "+1"]);
}

#[test]
fn a_filter_ends_with_the_article_and_keeps_the_place_at_any_size() {
    let mut desk = bridge();
    desk.keys("/council<enter>zhn");
    let cursor = desk.app.model.view.cursor;
    for (width, height) in [(40, 12), (20, 5), (0, 0), (200, 60), (120, 40)] {
        desk.send(Event::Resize(width, height));
        assert_eq!(desk.app.model.view.cursor, cursor);
        assert!(desk.app.model.filter.shown().is_some());
    }
    desk.send(Event::Read(std::sync::Arc::new(article(BRIDGE))));
    assert!(desk.app.model.filter.shown().is_none());
    assert_eq!(rows(&mut desk).len(), 10);
}

#[test]
fn what_is_on_the_record_and_who_was_heard_is_looked_up_in_one_list() {
    let mut desk = ferry();
    desk.go("crossing").keys("5").go("Ferry").keys("mCheck the Quill tape.<enter>gg").keys("g/quill");
    let listed = |desk: &Desk| -> Vec<String> {
        let Some(Overlay::Finder(finder)) = &desk.app.model.overlay else { panic!("{}", desk.message()) };
        let rows = finder.left_from(0);
        let about = |row| onrecord::app::about(&desk.app.model, row);
        rows.map(|row| format!("{} ({} · {})", row.name, finder.kind(row).unwrap(), about(row))).collect()
    };
    let expected = [
        "Check the Quill tape. (note · on “Ferry”)",
        "Mara Quill (source · 2 statements)",
        "The island’s ferry will sail again on Monday (statement · Mara Quill)",
        "“We have waited long enough,” … “The boat is ready.” (statement · Mara Quill)",
    ];
    assert_eq!(listed(&desk), expected);
    desk.keys("<ctrl-u>cross tag");
    assert_eq!(listed(&desk), ["the crossing takes two hours (tag · Quote · 92 %)"]);
    desk.keys("<enter>");
    assert_eq!(desk.under(), "the crossing");
    desk.keys("g/playing statement<enter>");
    assert_eq!(desk.under(), "the port aut", "what he said begins there");
    desk.keys("g/check<enter>");
    assert_eq!(desk.under(), "Ferry talks ");
    desk.keys("g/zebra<enter>");
    assert_eq!(desk.message(), "nothing of that name: Esc goes back");
    let mut desk = Desk::open("", 80, 24);
    desk.keys("g/");
    assert_eq!(desk.message(), "no tags, notes or sources to look through yet");
}

#[test]
fn many_statements_are_looked_up_behind_the_screen() {
    let text = "“We wait for the boat,” said Ada Long.\n\n".repeat(2100) + "“No tea today,” said Bo Moss.\n";
    let mut slow = Slow { desk: Desk::open(&text, 80, 24), sweeps: Vec::new() };
    let count = |slow: &Slow| match &slow.desk.app.model.overlay {
        Some(Overlay::Finder(finder)) => finder.count(),
        other => panic!("{other:?}"),
    };
    slow.keys("g/moss tea");
    assert_eq!(count(&slow), 0, "no key waits for it");
    slow.answer();
    assert_eq!(count(&slow), 1, "what was typed before does not come in");
    slow.keys("<enter>");
    assert_eq!(slow.desk.under(), "“No tea toda");
    slow.keys("g/long");
    slow.answer();
    assert_eq!(count(&slow), 300, "the first of them");
}
