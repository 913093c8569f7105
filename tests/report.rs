//! The page for a browser: it is well formed whatever is in an article, and says what a person decided.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod support;

use std::collections::HashSet;
use std::io::Write as _;
use std::process::{Command, Stdio};

use onrecord::annotation::{Change, Edit, Id, Record, Stamp, Tag};
use onrecord::app::Findings;
use onrecord::article::Span;
use onrecord::attribution::{Attribution, attribute};
use onrecord::config::{TagSet, Theme};
use onrecord::exchange::Header;
use onrecord::report::{Colours, Material, Report};
use proptest::prelude::*;
use support::{BRIDGE, Desk, FERRY, SCRIPTS};

/// An article full of markup and of characters that would steer a reader.
const HOSTILE: &str = "\
<script>alert(\"1\")</script> & Sons stay

“It is <b>ours</b> & 'yours',” said Ada <i>Long</i>. “\u{202E}desrever\u{202C} \u{1B}[31m \0 & &amp; ]]> <!-- -->”

</p></article><style>* { display: none }</style>, the mayor said.
";

/// The page about the articles of some desks.
fn page(desks: &[&Desk]) -> String {
    let mut report = Report::new(desks.len(), "2026-11-23T09:12:00Z");
    for desk in desks {
        let model = &desk.app.model;
        report.add(&Material {
            article: &model.article,
            findings: model.findings.as_deref().unwrap(),
            record: &model.record,
            tag_set: &model.tag_set,
            header: Header { file: "ferry <1>.txt", annotator: "ana", tag_set: "news" },
            unsure_below: 50,
        });
    }
    let (dark, light) = (Theme::dark().unwrap(), Theme::bundled("light").unwrap().unwrap());
    report.page(Colours { dark: &dark, light: &light })
}

/// Checks that elements nest, ids are unique, links lead somewhere, and nothing comes from outside.
fn assert_well_formed(page: &str) {
    const VOID: [&str; 4] = ["meta", "br", "rect", "path"];
    let head = page.find("</style>").unwrap();
    let mut open = vec!["html", "head"];
    let (mut ids, mut links) = (HashSet::new(), Vec::new());
    for piece in page[head..].split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or_else(|| panic!("not closed: <{piece}"));
        assert!(!text.contains('>'), "a bare “>” in {text:?}");
        if let Some(name) = tag.strip_prefix('/') {
            if name != "style" {
                assert_eq!(open.pop(), Some(name), "</{name}>");
            }
            continue;
        }
        let name = tag.split([' ', '/']).next().unwrap();
        assert!(!["script", "img", "link", "iframe", "b>"].contains(&name), "<{tag}>");
        assert!(!tag.contains(" on") && !tag.contains("http"), "<{tag}>");
        if !VOID.contains(&name) {
            open.push(name);
        }
        if let Some((_, id)) = tag.split_once(" id=\"") {
            assert!(ids.insert(id.split('"').next().unwrap()), "twice: {tag}");
        }
        if let Some((_, link)) = tag.split_once(" href=\"#") {
            links.push(link.split('"').next().unwrap());
        }
    }
    assert!(open.is_empty(), "{open:?}");
    links.iter().for_each(|link| assert!(ids.contains(link), "#{link} leads nowhere"));
    assert!(!page.contains(|c: char| c.is_control() && c != '\n'), "a control character");
    assert!(!page.contains(['\u{202E}', '\u{202C}']), "a character that reorders text");
}

#[test]
fn nothing_in_an_article_is_markup() {
    let desk = Desk::open(HOSTILE, 80, 24);
    let page = page(&[&desk]);
    assert_well_formed(&page);
    assert!(page.contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; Sons stay"));
    assert!(page.contains("·desrever· ␛[31m ␀ &amp; &amp;amp; ]]&gt;"));
    assert!(page.contains("default-src 'none'; style-src 'unsafe-inline'"));
}

#[test]
fn a_page_says_who_said_what_and_what_was_decided() {
    let mut desk = Desk::open(FERRY, 80, 24);
    desk.go("We have waited").keys("x").go("the crossing").keys("sHarbour Watch<enter>");
    desk.go("Milo").keys("1mcheck & <ask><enter>gnfine<enter>").go("ferry will").keys("a");
    let page = page(&[&desk]);
    assert_well_formed(&page);
    let (_, body) = page.split_once("<body>").unwrap();
    let told = |words: &str| assert!(body.contains(words), "{words} is not in {body}");
    told("aria-label=\"Mara Quill, indirect, accepted\"");
    told("aria-label=\"Harbour Watch, indirect, corrected\"");
    told("indirect · accepted by ana · ");
    told("aria-label=\"Milo Rask, mixed, suggested\"");
    told("title=\"Person = Milo Rask, ");
    told("check &amp; &lt;ask&gt;");
    told("<dt>SHA-256</dt>");
    told("<dt>File</dt><dd>ferry &lt;1&gt;.txt</dd>");
    assert!(!body.contains("said direct"), "what was rejected is nobody’s: {body}");
    insta::assert_snapshot!("page", body);
}

#[test]
fn several_articles_make_one_page_with_contents() {
    let desks = [FERRY, BRIDGE, SCRIPTS, HOSTILE, "", "Nobody spoke.\n"].map(|text| Desk::open(text, 80, 24));
    let page = page(&desks.iter().collect::<Vec<_>>());
    assert_well_formed(&page);
    assert!(page.contains("<h1>Who said what in 6 articles</h1>"));
    assert!(page.contains("<li><a href=\"#a2\">Old bridge at Velden to close for two years</a>"));
    assert_eq!(page.matches("<h1").count(), 1);
}

#[test]
fn a_parser_of_browsers_finds_nothing_wrong() {
    let mut busy = Desk::open(BRIDGE, 120, 40);
    busy.keys("<tab>aaxaa").go("northern arch").keys("WWW3").go("arch moves").keys("WW4mSee page 40.<enter>");
    let hostile = Desk::open(HOSTILE, 80, 24);
    let script = "import sys, html5lib\n\
        html5lib.HTMLParser(strict=True).parse(sys.stdin.buffer.read(), transport_encoding='utf-8')";
    let python = std::env::var("ONRECORD_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let has = Command::new(&python).args(["-c", "import html5lib"]).stderr(Stdio::null()).status();
    if !has.is_ok_and(|status| status.success()) {
        let _ = writeln!(std::io::stderr(), "not checked: {python} has no html5lib");
        return;
    }
    for page in [page(&[&busy]), page(&[&hostile]), page(&[&busy, &hostile])] {
        let mut parser = Command::new(&python).args(["-c", script]).stdin(Stdio::piped()).spawn().unwrap();
        parser.stdin.take().unwrap().write_all(page.as_bytes()).unwrap();
        assert!(parser.wait().unwrap().success());
    }
}

#[test]
fn any_number_of_tags_on_one_place_is_a_page() {
    let text = format!("Title\n\n{}\n", "word ".repeat(400));
    let spans: Vec<(usize, usize)> = (0..2000).map(|at| (7 + at % 900, 1000 + at % 900)).collect();
    let page = tagged(&text, &[spans], Attribution::default());
    assert_well_formed(&page);
    assert!(page.len() < 6_000_000, "{}", page.len());
}

/// The page about `text` with tags at `tags`, each of several parts.
fn tagged(text: &str, tags: &[Vec<(usize, usize)>], found: Attribution) -> String {
    let article = support::article(text);
    let text = article.text();
    let at = |parts: &Vec<(usize, usize)>| {
        let floor = |at: usize| text.floor_char_boundary(at);
        parts.iter().map(|&(start, end)| Span::new(floor(start), floor(end))).collect::<Vec<_>>()
    };
    let tag = |(number, at): (usize, Span)| Tag {
        id: Id::new(format!("t{number}")),
        label: ["Person", "Quote", "Odd"][number % 3].to_owned(),
        at: vec![at],
        entity: None,
        attributes: Default::default(),
        origin: None,
        stamp: Stamp::default(),
        extra: Default::default(),
    };
    let spans = tags.iter().flat_map(at).filter(|span| !span.is_empty());
    let changes = spans.enumerate().map(|at| Change::Tag(None, Some(tag(at)))).collect::<Vec<_>>();
    let mut record = Record::default();
    record.apply(&Edit::from(changes)).unwrap();
    let mut report = Report::new(1, "");
    report.add(&Material {
        article: &article,
        findings: &Findings::new(found),
        record: &record,
        tag_set: &TagSet::news().unwrap(),
        header: Header::default(),
        unsure_below: 50,
    });
    let (dark, light) = (Theme::dark().unwrap(), Theme::bundled("light").unwrap().unwrap());
    report.page(Colours { dark: &dark, light: &light })
}

/// The text of the article on a page, without what the page adds.
fn read(page: &str) -> String {
    let (_, article) = page.split_once("<article").unwrap();
    let (article, _) = article.split_once("</article>").unwrap();
    let (mut depth, mut added, mut text) = (0_usize, None, String::new());
    for piece in article.split('<').skip(1) {
        let (tag, behind) = piece.split_once('>').unwrap();
        let is_added =
            ["\"who\"", "\"card\"", "\"label\"", "\"ref\""].iter().any(|class| tag.contains(class));
        depth = if tag.starts_with('/') { depth - 1 } else { depth + 1 };
        match added {
            None if is_added => added = Some(depth),
            Some(inside) if depth < inside => added = None,
            _ => {}
        }
        if added.is_none() {
            text.push_str(behind);
        }
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn stretches_that_overlap_make_elements_that_nest(
        tags in prop::collection::vec((0_usize..700, 0_usize..200), 0..30),
    ) {
        let tags: Vec<(usize, usize)> = tags.into_iter().map(|(start, length)| (start, start + length)).collect();
        let found = attribute(&support::article(BRIDGE));
        let page = tagged(BRIDGE, &[tags], found);
        assert_well_formed(&page);
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        prop_assert_eq!(words(&read(&page)), words(BRIDGE), "the words are all there, in their order");
    }
}
