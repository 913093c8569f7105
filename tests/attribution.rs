//! Who says what in small articles of our own, checked exactly.
//!
//! A file in `tests/attribution` holds cases. A case starts with `## its name`; its text follows,
//! and then what is expected, a line each, in the order of the text:
//!
//! * `= Source | kind | content`: a statement. The content's spans are joined by ` + `; a long
//!   one may be written `first words … last words`. ` | to Audience` may follow.
//! * `* kind | “words”`: an aside (title, nickname, scare quote).
//! * `@ kind | name | mention | mention …`: an entity with its mentions by name, in order.
//! * `~ …`: one of these that a reader would draw and the machine still misses.
//! * `! …`: a statement or an aside that the machine draws and a reader would not.
//!
//! Every statement and every aside is listed; entities only where a case is about them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use onrecord::article::{Article, Span, import};
use onrecord::attribution::{
    AsideKind, Attribution, Attributor, EntityKind, Lexicon, MentionForm, Statement, StatementKind,
};
use proptest::prelude::*;

/// How many `~` lines there are, and how many `!` lines. A change that mends one says so here.
const KNOWN_MISSES: usize = 43;
const KNOWN_ERRORS: usize = 37;

/// A case: its name, its text and its expectations.
struct Case {
    name: String,
    text: String,
    expected: Vec<String>,
}

fn cases() -> Vec<Case> {
    let mut files: Vec<_> = std::fs::read_dir("tests/attribution")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    files.sort();
    let mut cases = Vec::new();
    for file in files {
        let written = std::fs::read_to_string(&file).unwrap();
        for case in written.split("## ").skip(1) {
            let (name, body) = case.split_once('\n').unwrap();
            let is_expectation =
                |line: &&str| ["= ", "* ", "@ ", "~ ", "! "].iter().any(|mark| line.starts_with(mark));
            let text: Vec<&str> = body.lines().filter(|line| !is_expectation(line)).collect();
            cases.push(Case {
                name: format!("{}: {name}", file.file_name().unwrap().display()),
                text: text.join("\n").trim().to_owned() + "\n",
                expected: body.lines().filter(is_expectation).map(str::to_owned).collect(),
            });
        }
    }
    cases
}

fn article(text: &str) -> Article {
    import::plain(text.as_bytes().to_vec()).unwrap()
}

/// Whether `actual` is `expected`, or starts and ends as `expected` does around its ` … `.
fn reads(expected: &str, actual: &str) -> bool {
    match expected.split_once(" … ") {
        Some((first, last)) => {
            actual.len() >= first.len() + last.len() && actual.starts_with(first) && actual.ends_with(last)
        }
        None => expected == actual,
    }
}

fn describe(text: &str, attribution: &Attribution, statement: &Statement) -> String {
    let source = statement.source.map_or("-", |id| attribution.entities[id.index()].name.as_str());
    let kind = match statement.kind {
        StatementKind::Direct => "direct",
        StatementKind::Indirect => "indirect",
        StatementKind::Mixed => "mixed",
    };
    let content: Vec<_> = statement.content.iter().map(|span| span.of(text).replace('\n', " ")).collect();
    let audience = statement.audience.map_or(String::new(), |span| format!(" | to {}", span.of(text)));
    format!("= {source} | {kind} | {}{audience}", content.join(" + "))
}

fn meets(expected: &str, actual: &str) -> bool {
    let fields: Vec<_> = expected[2..].split(" | ").collect();
    let found: Vec<_> = actual[2..].split(" | ").collect();
    let spans = |field: &str| field.split(" + ").map(str::to_owned).collect::<Vec<_>>();
    if expected.starts_with('*') || actual.starts_with('*') {
        return expected == actual;
    }
    fields.len() == found.len()
        && fields[..2] == found[..2]
        && fields.get(3) == found.get(3)
        && spans(fields[2]).len() == spans(found[2]).len()
        && spans(fields[2]).iter().zip(spans(found[2])).all(|(expected, actual)| reads(expected, &actual))
}

/// What a case gets wrong, each difference a line.
fn differences(case: &Case, attributor: &Attributor) -> Vec<String> {
    let article = article(&case.text);
    let text = article.text();
    let attribution = attributor.attribute(&article);
    let statements = attribution.statements.iter().map(|statement| describe(text, &attribution, statement));
    let asides = attribution.asides.iter().map(|aside| {
        let kind = match aside.kind {
            AsideKind::ScareQuote => "scare quote",
            AsideKind::Title => "title",
            AsideKind::Nickname => "nickname",
        };
        format!("* {kind} | {}", aside.span.of(text))
    });
    let entities: Vec<_> = (0..attribution.entities.len())
        .map(|index| {
            let entity = &attribution.entities[index];
            let kind = match entity.kind {
                EntityKind::Person => "person",
                EntityKind::Organisation => "organisation",
                EntityKind::Place => "place",
                EntityKind::Date => "date",
                EntityKind::Unnamed => "unnamed",
            };
            let mentions = attribution.mentions.iter().filter(|mention| {
                mention.form == MentionForm::Name && mention.entity.is_some_and(|id| id.index() == index)
            });
            let mentions: String = mentions.map(|mention| format!(" | {}", mention.span.of(text))).collect();
            format!("@ {kind} | {}{mentions}", entity.name)
        })
        .collect();
    let mut found: Vec<_> = statements.chain(asides).collect();
    let mut wrong = Vec::new();
    for line in &case.expected {
        let expected = line.trim_start_matches(['~', '!']).trim_start();
        let is_found = if expected.starts_with('@') {
            entities.iter().any(|entity| entity == expected)
        } else {
            let index = found.iter().position(|actual| meets(expected, actual));
            index.map(|index| found.remove(index)).is_some()
        };
        match (line.as_bytes()[0], is_found) {
            (b'~', true) => wrong.push(format!("is found now:  {expected}")),
            (b'~', false) | (_, true) => {}
            (b'!', false) => wrong.push(format!("is gone now:   {expected}")),
            (_, false) => wrong.push(format!("missing:       {expected}")),
        }
        if expected.starts_with('@') && !wrong.is_empty() {
            wrong.push(format!("the entities:  {entities:?}"));
        }
    }
    wrong.extend(found.iter().map(|actual| format!("unwanted:      {actual}")));
    wrong
}

#[test]
fn small_articles_are_attributed_as_a_careful_reader_would() {
    let attributor = Attributor::new(Lexicon::bundled());
    let cases = cases();
    assert!(cases.len() >= 200, "{} cases", cases.len());
    let report: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            let wrong = differences(case, &attributor);
            (!wrong.is_empty()).then(|| format!("{}\n  {}", case.name, wrong.join("\n  ")))
        })
        .collect();
    assert!(report.is_empty(), "\n{}\n", report.join("\n"));
    let known = |mark: char| {
        cases.iter().flat_map(|case| &case.expected).filter(|line| line.starts_with(mark)).count()
    };
    assert_eq!((known('~'), known('!')), (KNOWN_MISSES, KNOWN_ERRORS));
}

#[test]
fn the_bundled_article_has_its_statements_and_no_other() {
    let case = Case {
        name: "assets/article.txt".to_owned(),
        text: std::fs::read_to_string("assets/article.txt").unwrap(),
        expected: include_str!("attribution/bundled.expected").lines().map(str::to_owned).collect(),
    };
    assert!(case.text.split_whitespace().count() >= 700);
    let wrong = differences(&case, &Attributor::new(Lexicon::bundled()));
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn every_statement_says_why() {
    let article = article(&std::fs::read_to_string("assets/article.txt").unwrap());
    let attribution = Attributor::new(Lexicon::bundled()).attribute(&article);
    for statement in &attribution.statements {
        assert!(statement.evidence().next().is_some(), "{statement:?}");
        assert!((1..=99).contains(&statement.confidence));
    }
}

#[test]
fn any_number_of_threads_gives_the_same_attribution() {
    let piece = std::fs::read_to_string("assets/article.txt").unwrap();
    // Names of their own in each copy, and quotations and pronouns that reach over its end.
    let text: String = (0..240)
        .map(|copy| format!("{piece}\n\n“We go on,” said Ada Vance{copy}. “On\n\n“and on.”\n\nHe added:\n\n"))
        .collect();
    let article = article(&text);
    let attributor = ATTRIBUTOR.with(Attributor::clone);
    let expected = attributor.attribute(&article);
    for threads in [2, 3, 7] {
        let found = attributor.attribute_with(&article, threads.try_into().unwrap());
        assert!(found == expected, "{threads} threads");
    }
}

#[test]
fn a_speaker_that_a_colon_announces_to_the_next_paragraph_is_mentioned_once() {
    let article = article("(D-Tarn) according to the mayor : \n “ “");
    let attribution = ATTRIBUTOR.with(Attributor::clone).attribute(&article);
    let mentions: Vec<Span> = attribution.mentions.iter().map(|mention| mention.span).collect();
    assert!(in_order(article.text(), &mentions), "{mentions:?}");
}

/// Whether spans are in order, do not overlap, and lie on character boundaries of the text.
fn in_order(text: &str, spans: &[Span]) -> bool {
    spans.iter().all(|span| text.get(span.range()).is_some() && !span.is_empty())
        && spans.windows(2).all(|pair| pair[0].end() <= pair[1].start())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_full_of_marks_gives_spans_in_order(
        words in proptest::collection::vec(
            prop_oneof![
                Just("“"), Just("”"), Just("\""), Just("'"), Just("’"), Just("‘"), Just("«"), Just("»"), Just("''"), Just("``"),
                Just("said"), Just("Ada Long"), Just("he"), Just(","), Just("."), Just("?"), Just("\n"), Just("\n\n"), Just("(D-Tarn)"),
                Just("according to"), Just("that"), Just("who"), Just("the mayor"), Just("adding"), Just(":"), Just("—"), Just("é😀"),
                Just("called"), Just("it"), Just("urged"), Just("to"), Just("of"), Just("U.S."), Just("May 13"), Just("Mr"), Just("\u{301}"), Just("in"), Just("The"),
            ],
            0..60,
        ),
        glued in any::<bool>(),
    ) {
        let text = words.join(if glued { "" } else { " " });
        let article = article(&text);
        let text = article.text();
        let attributor = ATTRIBUTOR.with(Attributor::clone);
        let attribution = attributor.attribute(&article);
        prop_assert_eq!(&attribution, &attributor.attribute(&article));
        let mentions: Vec<Span> = attribution.mentions.iter().map(|mention| mention.span).collect();
        prop_assert!(in_order(text, &mentions), "{:?} in {:?}", mentions, text);
        let asides: Vec<Span> = attribution.asides.iter().map(|aside| aside.span).collect();
        prop_assert!(in_order(text, &asides), "{:?} in {:?}", asides, text);
        let starts: Vec<_> = attribution.statements.iter().map(|statement| statement.content[0].start()).collect();
        prop_assert!(starts.is_sorted());
        for statement in &attribution.statements {
            prop_assert!(in_order(text, &statement.content), "{:?} in {:?}", statement, text);
            let parts = [statement.cue, statement.speaker, statement.audience];
            let evidence = statement.evidence().map(|evidence| evidence.span);
            for span in parts.into_iter().flatten().chain(evidence) {
                prop_assert!(in_order(text, &[span]), "{:?} in {:?}", statement, text);
            }
            prop_assert!(statement.source.is_none_or(|id| id.index() < attribution.entities.len()));
        }
        for (index, entity) in attribution.entities.iter().enumerate() {
            let count = attribution.statements.iter().filter(|statement| statement.source.is_some_and(|id| id.index() == index)).count();
            prop_assert_eq!(entity.statements as usize, count, "{:?} in {:?}", entity, text);
        }
    }
}

thread_local! {
    static ATTRIBUTOR: Attributor = Attributor::new(Lexicon::bundled());
}
