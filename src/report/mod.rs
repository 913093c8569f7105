//! The report: one page for a browser with the article, who said what in it, figures and notes. It
//! needs no network and no script, and nothing in it is told by colour alone.
//!
//! * `reading`: the article with its highlights, and what opens over them
//! * `figures`: who says how much, where and how, as bars
//! * `lists`: the statements as footnotes, tags, links, notes, and where all this comes from
//! * `html`: text made safe for a page

mod figures;
mod html;
mod lists;
mod reading;

use std::fmt::Write;

use self::html::{count, line, put};
use crate::annotation::{Record, Tag};
use crate::app::{Account, Findings, Overview, Said};
use crate::article::{Article, Span};
use crate::config::{Colour, LABEL_COLOURS, TagSet, Theme};
use crate::exchange::Header;
use crate::exchange::quotes::{kind_name, source_name};

const STYLE: &str = include_str!("../../assets/report/page.css");

/// What the page about one article is made from.
#[derive(Clone, Copy, Debug)]
pub struct Material<'a> {
    /// The article.
    pub article: &'a Article,
    /// What the machine found in it.
    pub findings: &'a Findings,
    /// What people put on record about it.
    pub record: &'a Record,
    /// The labels.
    pub tag_set: &'a TagSet,
    /// What the record says of itself.
    pub header: Header<'a>,
    /// What the machine is less sure of than this is told as unsure, in percent.
    pub unsure_below: u8,
}

/// The colours of a page, which follow what the browser prefers.
#[derive(Clone, Copy, Debug)]
pub struct Colours<'a> {
    /// On a dark ground.
    pub dark: &'a Theme,
    /// On a light ground, and on paper.
    pub light: &'a Theme,
}

/// A page that articles are added to, one after the other.
#[derive(Debug)]
pub struct Report {
    articles: Vec<Done>,
    /// How many articles there will be: several have a page title and a table of contents.
    of: usize,
    made: String,
}

/// An article that was added.
#[derive(Debug)]
struct Done {
    title: String,
    about: String,
    html: String,
}

impl Report {
    /// A page of `of` articles, made at that time (RFC 3339).
    pub fn new(of: usize, made: impl Into<String>) -> Self {
        Self { articles: Vec::new(), of, made: made.into() }
    }

    /// Adds an article. The time is linear in the text and what is known of it.
    pub fn add(&mut self, material: &Material<'_>) {
        let account = Account::new(material.findings, material.record, material.tag_set);
        let overview = Overview::new(material.article, &account, material.record);
        let sheet = Sheet {
            article: material.article,
            findings: material.findings,
            record: material.record,
            tag_set: material.tag_set,
            header: material.header,
            unsure_below: material.unsure_below,
            account: &account,
            overview: &overview,
            prefix: format!("a{}", self.articles.len() + 1),
            level: if self.of > 1 { 2 } else { 1 },
            made: &self.made,
        };
        let title = sheet.title().to_owned();
        let about = sheet.summary();
        let mut html = String::with_capacity(material.article.text().len() * 3);
        sheet.write(&title, &about, &mut html);
        self.articles.push(Done { title, about, html });
    }

    /// Whether no article was added.
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// What is on the page, in words.
    pub fn told(&self) -> String {
        format!("a report on {}", count(self.articles.len(), "article", "articles"))
    }

    /// The whole page.
    pub fn page(&self, colours: Colours<'_>) -> String {
        let title = match self.articles.as_slice() {
            [only] => format!("Who said what: {}", only.title),
            several => format!("Who said what in {}", count(several.len(), "article", "articles")),
        };
        let mut out =
            String::with_capacity(self.articles.iter().map(|done| done.html.len()).sum::<usize>() + 20_000);
        put!(
            out,
            "<!DOCTYPE html>
<html lang=\"en\">
<head>
<meta charset=\"utf-8\">
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<meta name=\"color-scheme\" content=\"light dark\">
<meta name=\"generator\" content=\"onrecord {version}\">
<title>{title}</title>
<style>
{style}{light}@media screen and (prefers-color-scheme: dark) {{
{dark}}}
</style>
</head>
<body>
",
            version = env!("CARGO_PKG_VERSION"),
            title = line(&title),
            style = STYLE,
            light = palette(colours.light),
            dark = palette(colours.dark),
        );
        if self.of > 1 {
            self.contents(&title, &mut out);
        }
        out.push_str("<main>\n");
        self.articles.iter().for_each(|done| out.push_str(&done.html));
        out.push_str("</main>\n</body>\n</html>\n");
        out
    }

    /// Writes the title of a page of several articles, and where they are.
    fn contents(&self, title: &str, out: &mut String) {
        put!(out, "<header class=\"page\">\n<h1>{}</h1>\n<nav aria-label=\"Articles\">\n<ol>\n", line(title));
        for (number, done) in self.articles.iter().enumerate() {
            let (title, about) = (line(&done.title), line(&done.about));
            put!(
                out,
                "<li><a href=\"#a{}\">{title}</a> <span class=\"faint\">{about}</span></li>\n",
                number + 1
            );
        }
        out.push_str("</ol>\n</nav>\n</header>\n");
    }
}

/// The colours of a theme as properties of the page.
fn palette(theme: &Theme) -> String {
    let hex = |colour: &Colour| format!("#{:02x}{:02x}{:02x}", colour.red, colour.green, colour.blue);
    let mut out = String::from(":root {");
    let named = [
        ("text", theme.text),
        ("ground", theme.background),
        ("faint", theme.faint),
        ("accent", theme.accent),
        ("bar", theme.bar),
        ("cue", theme.cue),
    ];
    for (name, colour) in named {
        put!(out, " --{name}: {};", hex(&colour));
    }
    out.push_str(" }\n");
    for (index, colour) in theme.sources.iter().take(SOURCE_COLOURS).enumerate() {
        put!(out, ".c{index} {{ --c: {}; }}\n", hex(colour));
    }
    for (index, (colour, ground)) in theme.labels.iter().zip(&theme.label_grounds).enumerate() {
        put!(out, ".l{index} {{ --l: {}; --lg: {}; }}\n", hex(colour), hex(ground));
    }
    out
}

/// How many colours of sources the page knows; after the last the first comes again.
const SOURCE_COLOURS: usize = 10;

/// The class that has the colour of a source.
fn colour(voice: Option<usize>) -> String {
    voice.map_or_else(|| "cn".to_owned(), |voice| format!("c{}", voice % SOURCE_COLOURS))
}

/// An article on its way to the page.
struct Sheet<'a> {
    article: &'a Article,
    findings: &'a Findings,
    record: &'a Record,
    tag_set: &'a TagSet,
    header: Header<'a>,
    unsure_below: u8,
    account: &'a Account,
    overview: &'a Overview,
    /// What the ids of its elements begin with.
    prefix: String,
    /// The level of its title.
    level: usize,
    made: &'a str,
}

/// The most characters of a title.
const TITLE: usize = 160;

impl<'a> Sheet<'a> {
    fn write(&self, title: &str, about: &str, out: &mut String) {
        let (prefix, level) = (&self.prefix, self.level);
        put!(out, "<section class=\"sheet\" id=\"{prefix}\" aria-labelledby=\"{prefix}-title\">\n<header>\n");
        put!(out, "<h{level} id=\"{prefix}-title\" dir=\"auto\">{}</h{level}>\n", line(title));
        put!(out, "<p class=\"faint\">{}</p>\n</header>\n", line(about));
        figures::write(self, out);
        self.heading("The article", "text", out);
        lists::legend(self, out);
        put!(out, "<article aria-labelledby=\"{prefix}-text\">\n");
        let shown = reading::write(self, out);
        out.push_str("</article>\n");
        lists::write(self, &shown, out);
        out.push_str("</section>\n");
    }

    /// Writes the heading of a part, whose id ends in `id`.
    fn heading(&self, words: &str, id: &str, out: &mut String) {
        let (level, prefix) = (self.level + 1, &self.prefix);
        put!(out, "<h{level} class=\"part\" id=\"{prefix}-{id}\">{}</h{level}>\n", line(words));
    }

    fn title(&self) -> &'a str {
        let title = self.article.title();
        let title = title.char_indices().nth(TITLE).and_then(|(cut, _)| title.get(..cut)).unwrap_or(title);
        if title.is_empty() { "Untitled" } else { title }
    }

    /// The article in one line of figures.
    fn summary(&self) -> String {
        let Overview { words, quoted, reviewed, suggested, sources, .. } = self.overview;
        let heard = sources.iter().filter(|source| source.name.is_some()).count();
        let file = if self.header.file.is_empty() { "" } else { " · " };
        format!(
            "{}{file}{} · {} % said by {} · {reviewed} of {suggested} suggestions reviewed",
            self.header.file,
            count(*words, "word", "words"),
            html::percent(*quoted, *words),
            count(heard, "source", "sources"),
        )
    }

    fn words(&self, at: &[Span], most: usize) -> String {
        html::words(self.article.text(), at, most)
    }

    /// Who said it: the source, or else the speaker as the text has it.
    fn name_of(&self, said: &Said) -> &'a str {
        let known = said.voice.and_then(|voice| self.account.voices.rows().get(voice));
        if let Some(known) = known {
            return &known.name;
        }
        let found = said.statement.and_then(|index| self.findings.statement(index));
        let attribution = self.findings.attribution();
        let named = found.map_or("", |found| source_name(self.article.text(), attribution, found));
        if named.is_empty() { "nobody known" } else { named }
    }

    /// The letters that stand for who said it.
    fn marker_of(&self, said: &Said) -> &'a str {
        let known = said.voice.and_then(|voice| self.account.voices.rows().get(voice));
        known.map_or("?", |known| &known.marker)
    }

    /// How a statement is reported, who says so, how sure the machine is, and why.
    fn facts(&self, said: &Said) -> Vec<String> {
        let tag = said.tag.as_ref().and_then(|id| self.record.tag(id));
        let by = tag.map(|tag| tag.stamp.by.as_str()).filter(|by| !by.is_empty());
        let by = by.map_or(String::new(), |by| format!(" by {by}"));
        let found = said.statement.and_then(|index| self.findings.statement(index));
        let sure = found.map_or(String::new(), |found| {
            let word = if found.confidence < self.unsure_below { "only " } else { "" };
            format!(" · {word}{}\u{A0}% sure", found.confidence)
        });
        let mut facts = vec![format!("{} · {}{by}{sure}", kind_name(said.kind), said.standing.name())];
        let Some(found) = found else { return facts };
        if let Some(audience) = found.audience {
            facts.push(format!("to: {}", self.words(&[audience], 120)));
        }
        for (number, reason) in found.reasons(|span| self.words(&[span], 120)).iter().enumerate() {
            let lead = if number == 0 { "why:" } else { "·" };
            facts.push(format!("{lead} {reason}"));
        }
        facts
    }

    /// The class that has the colour of a label.
    fn label_colour(&self, label: &str) -> String {
        let known = self.tag_set.label(label);
        known.map_or_else(|| "ln".to_owned(), |known| format!("l{}", known.colour % LABEL_COLOURS))
    }

    /// A tag in a few words: label, entity, attributes.
    fn about_tag(&self, tag: &Tag) -> String {
        let entity = tag.entity.as_ref().and_then(|id| self.record.entity(id));
        let entity = entity.map_or(String::new(), |entity| format!(" = {}", entity.name));
        let attributes = tag.attributes.iter().map(|(name, value)| format!(", {name}: {value}"));
        format!("{}{entity}{}", tag.label, attributes.collect::<String>())
    }
}
