//! Finding words and patterns in a text of any size, a stretch at a time.

use regex::{Regex, RegexBuilder};
use regex_syntax::ast;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use super::motion;
use super::pieces::piece_at;
use crate::article::{Article, Span};

/// The bytes from one chunk to the next, about.
const CHUNK: usize = 16 * 1024;
/// How far behind its chunk a hit may reach, in bytes.
const REACH: usize = 4 * 1024;
/// How many bytes a compiled pattern may take. A pattern of a person takes a few thousand.
const PATTERN_SIZE: usize = 1 << 20;
/// The most characters that are looked for as they stand.
const LONGEST: usize = 2000;

/// White space between two words: at most one line ends in it.
const SPACE: &str = r"(?:[^\S\n]+(?:\n[^\S\n]*)?|\n[^\S\n]*)";
/// What is typed on a keyboard, and what it fits in print; what begins alike, the longest first.
const PRINTED: [(&str, &str); 10] = [
    ("ffi", "(?:ffi|ﬃ|ﬀi|fﬁ)"),
    ("ffl", "(?:ffl|ﬄ|ﬀl|fﬂ)"),
    ("ff", "(?:ff|ﬀ)"),
    ("fi", "(?:fi|ﬁ)"),
    ("fl", "(?:fl|ﬂ)"),
    ("...", r"(?:\.\.\.|…)"),
    ("--", "(?:--|[–—])"),
    ("'", "['’‘‛‚ʼ′]"),
    ("\"", "[\"“”„‟″«»]"),
    ("-", r"[\-‐‑‒–—―−]"),
];

/// What is looked for, as a person writes it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Query {
    /// Words, or a regular expression.
    pub text: String,
    /// Whether it is a regular expression.
    pub is_regex: bool,
    /// Whether only whole words are meant.
    pub whole_words: bool,
}

impl Query {
    /// Whether upper and lower case count as the same: where nothing is written in upper case.
    pub fn ignores_case(&self) -> bool {
        if self.is_regex { !has_capital(&self.text) } else { !self.text.chars().any(char::is_uppercase) }
    }
}

/// A [`Query`] made ready.
#[derive(Clone, Debug)]
pub struct Pattern {
    regex: Regex,
    /// Whether it keeps to a block: what a regular expression fits could be endless.
    keeps_to_block: bool,
}

/// Makes a regular expression ready; `^` and `$` are the ends of a line.
///
/// # Errors
///
/// What is wrong with it, and at which character.
pub fn compile(pattern: &str, ignore_case: bool) -> Result<Regex, String> {
    // The syntax is looked at by itself first, for this error knows its place.
    regex_syntax::Parser::new().parse(pattern).map_err(|error| told(&error))?;
    let built = RegexBuilder::new(pattern)
        .multi_line(true)
        .case_insensitive(ignore_case)
        .size_limit(PATTERN_SIZE)
        .dfa_size_limit(PATTERN_SIZE)
        .build();
    built.map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => {
            "this pattern is too large: write it with fewer repeats".to_owned()
        }
        other => other.to_string().replace('\n', " "),
    })
}

impl Pattern {
    /// Makes `query` ready.
    ///
    /// # Errors
    ///
    /// What is wrong with it, in words.
    pub fn new(query: &Query) -> Result<Self, String> {
        let mut pattern = if query.is_regex {
            // By itself first: the place of a mistake is that in what was written.
            compile(&query.text, false)?;
            query.text.clone()
        } else if query.text.chars().nth(LONGEST).is_some() {
            return Err(format!("at most {LONGEST} characters can be looked for"));
        } else {
            literal(&query.text)
        };
        if query.whole_words {
            pattern = format!(r"\b{{start-half}}(?:{pattern})\b{{end-half}}");
        }
        let regex = compile(&pattern, query.ignores_case())?;
        Ok(Self { regex, keeps_to_block: query.is_regex })
    }

    /// Whether it fits anywhere in `text`.
    pub fn is_in(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }

    /// Whether the time that it takes is known: that of words is, that of a regular expression not.
    pub fn is_quick(&self) -> bool {
        !self.keeps_to_block
    }

    /// The hits that begin in the chunk of that number, in the order of the text, none of them empty.
    /// They depend on nothing but the text; the time is bounded, whatever the size of the article.
    pub fn hits(&self, article: &Article, chunk: usize) -> Vec<Span> {
        let mut hits = Vec::new();
        self.each(article, chunk, |hit| hits.push(hit));
        hits
    }

    /// How many hits begin in the chunk of that number.
    pub fn count(&self, article: &Article, chunk: usize) -> u32 {
        let mut count = 0;
        self.each(article, chunk, |_| count += 1);
        count
    }

    fn each(&self, article: &Article, chunk: usize, mut take: impl FnMut(Span)) {
        let (start, end) = (chunk_start(article, chunk), chunk_start(article, chunk + 1));
        let text = article.text();
        if !self.keeps_to_block {
            let near = text.ceil_char_boundary((end + REACH).min(text.len()));
            self.scan(text, Span::new(0, near), Span::new(start, end), &mut take);
            return;
        }
        let first = article.block_at(start);
        let blocks = article.blocks().get(first..).unwrap_or_default().iter().map(|block| block.span);
        for block in blocks.take_while(|block| block.start() < end) {
            if let Some(inside) = block.intersection(Span::new(start, end)) {
                let near = text.ceil_char_boundary((inside.end() + REACH).min(block.end()));
                self.scan(text, Span::new(block.start(), near), inside, &mut take);
            }
        }
    }

    /// Gives the hits in `hay` that begin in `inside`.
    fn scan(&self, text: &str, hay: Span, inside: Span, take: &mut impl FnMut(Span)) {
        let (base, hay) = (hay.start(), hay.of(text));
        let mut at = inside.start() - base;
        let mut taken = 0;
        while at <= hay.len() {
            let Some(hit) = self.regex.find_at(hay, at) else { return };
            let found = Span::new(base + hit.start(), base + hit.end());
            if found.start() >= inside.end() {
                return;
            }
            let behind_first = hay.get(hit.start()..).and_then(|rest| rest.chars().next());
            let behind_first = hit.start() + behind_first.map_or(1, char::len_utf8);
            // An “e” is no “é”, even where the accent is a character of its own.
            let is_torn = !self.keeps_to_block && text.get(found.end()..).is_some_and(starts_with_accent);
            at = if is_torn || hit.is_empty() { behind_first } else { hit.end() };
            if !is_torn && !hit.is_empty() {
                let whole = whole(text, found);
                // Two that share a cluster are one.
                if whole.start() >= taken {
                    taken = whole.end();
                    take(whole);
                }
            }
        }
    }
}

/// How many chunks an article has.
pub fn chunk_count(article: &Article) -> usize {
    article.text().len().div_ceil(CHUNK)
}

/// The number of the chunk that a hit at `offset` begins in.
pub fn chunk_at(article: &Article, offset: usize) -> usize {
    let mut chunk = offset.min(article.text().len().saturating_sub(1)) / CHUNK;
    while chunk > 0 && chunk_start(article, chunk) > offset {
        chunk -= 1;
    }
    chunk
}

/// Where a chunk starts: where the first block does behind the multiple of [`CHUNK`], or a piece of a
/// long one.
fn chunk_start(article: &Article, chunk: usize) -> usize {
    let text = article.text();
    let mark = chunk.saturating_mul(CHUNK);
    if chunk == 0 || mark >= text.len() {
        return mark.min(text.len());
    }
    let index = article.block_at(mark);
    let Some(block) = article.blocks().get(index).map(|block| block.span) else { return text.len() };
    let next = || article.blocks().get(index + 1).map_or(text.len(), |next| next.span.start());
    if mark <= block.start() {
        return block.start();
    }
    if mark >= block.end() {
        return next();
    }
    let piece = piece_at(text, block, mark);
    match piece.start() == mark {
        true => mark,
        false if piece.end() < block.end() => piece.end(),
        false => next(),
    }
}

/// A pattern for `text` as it stands, in print or as typed, composed or not.
fn literal(text: &str) -> String {
    let mut pattern = String::new();
    let mut rest = text;
    while let Some(cluster) = rest.graphemes(true).next() {
        let behind = rest.get(cluster.len()..).unwrap_or("");
        if cluster.chars().all(char::is_whitespace) {
            pattern += SPACE;
            rest = rest.trim_start();
        } else if let Some((typed, printed)) = PRINTED
            .iter()
            .find(|(typed, _)| rest.starts_with(typed) && !starts_with_accent(&rest[typed.len()..]))
        {
            pattern += printed;
            rest = &rest[typed.len()..];
        } else {
            let mut ways =
                vec![cluster.to_owned(), cluster.nfc().collect(), cluster.nfd().collect::<String>()];
            ways.dedup();
            let ways: Vec<String> = ways.iter().map(|way| regex::escape(way)).collect();
            match &ways[..] {
                [way] => pattern += way,
                ways => pattern += &format!("(?:{})", ways.join("|")),
            }
            rest = behind;
        }
    }
    pattern
}

/// Whether `text` goes on with an accent of the character before.
fn starts_with_accent(text: &str) -> bool {
    text.starts_with(|c: char| ('\u{300}'..='\u{36F}').contains(&c))
}

/// `hit` with all of the clusters that it begins and ends in.
fn whole(text: &str, hit: Span) -> Span {
    let bytes = text.as_bytes();
    // Between two ASCII characters a cluster ends: there are no line ends of two.
    let is_edge = |at: usize| {
        let ascii = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_none_or(u8::is_ascii);
        ascii(at.checked_sub(1)) && ascii(Some(at))
    };
    let start = if is_edge(hit.start()) { hit.start() } else { motion::grapheme_at(text, hit.start()) };
    let end = if is_edge(hit.end()) {
        hit.end()
    } else {
        motion::next_grapheme(text, motion::grapheme_at(text, hit.end().saturating_sub(1))).max(hit.end())
    };
    Span::new(start, end)
}

/// Whether a regular expression has a character in upper case in it that stands for itself: the “S” of
/// `\S` does not.
fn has_capital(pattern: &str) -> bool {
    struct Capitals(bool);
    impl ast::Visitor for Capitals {
        type Output = bool;
        type Err = ();
        fn finish(self) -> Result<bool, ()> {
            Ok(self.0)
        }
        fn visit_pre(&mut self, part: &ast::Ast) -> Result<(), ()> {
            if let ast::Ast::Literal(literal) = part {
                self.0 |= literal.c.is_uppercase();
            }
            Ok(())
        }
        fn visit_class_set_item_pre(&mut self, item: &ast::ClassSetItem) -> Result<(), ()> {
            self.0 |= match item {
                ast::ClassSetItem::Literal(literal) => literal.c.is_uppercase(),
                ast::ClassSetItem::Range(range) => range.start.c.is_uppercase() || range.end.c.is_uppercase(),
                _ => false,
            };
            Ok(())
        }
    }
    let parsed = ast::parse::Parser::new().parse(pattern);
    parsed.is_ok_and(|parsed| ast::visit(&parsed, Capitals(false)).unwrap_or(false))
}

/// A mistake in a pattern, with its place.
fn told(error: &regex_syntax::Error) -> String {
    let (kind, span) = match error {
        regex_syntax::Error::Parse(error) => (error.kind().to_string(), error.span()),
        regex_syntax::Error::Translate(error) => (error.kind().to_string(), error.span()),
        other => return other.to_string().replace('\n', " "),
    };
    format!("character {}: {kind}", span.start.column)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::testing::{nasty, read};
    use proptest::prelude::*;

    /// “/x/” is a regular expression, “|x|” whole words, all else words.
    fn query(written: &str) -> Query {
        let inside = |mark| written.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark));
        match (inside('/'), inside('|')) {
            (Some(text), _) => Query { text: text.to_owned(), is_regex: true, whole_words: false },
            (_, Some(text)) => Query { text: text.to_owned(), is_regex: false, whole_words: true },
            _ => Query { text: written.to_owned(), ..Query::default() },
        }
    }

    fn found(written: &str, text: &str) -> Vec<String> {
        let (article, pattern) = (read(text), Pattern::new(&query(written)).unwrap());
        let hits = (0..chunk_count(&article)).flat_map(|chunk| pattern.hits(&article, chunk));
        hits.map(|hit| hit.of(article.text()).to_owned()).collect()
    }

    #[test]
    fn words_are_found_as_a_reader_means_them() {
        let table: [(&str, &str, &[&str]); 22] = [
            ("quill", "Quill QUILL quilled", &["Quill", "QUILL", "quill"]),
            ("Quill", "Quill QUILL quill", &["Quill"]),
            ("åse", "Åse Ase", &["Åse"]),
            ("|quill|", "Quill, quilled, Quill’s", &["Quill", "Quill"]),
            ("don't", "don’t don't dont", &["don’t", "don't"]),
            ("\"we", "“We wait,” „we", &["“We", "„we"]),
            ("a - b", "A – b, a-b", &["A – b"]),
            ("wait...", "wait… wait...", &["wait…", "wait..."]),
            ("one -- two", "one — two", &["one — two"]),
            ("a.b", "a.b axb", &["a.b"]),
            ("office", "oﬃce office oﬀice", &["oﬃce", "office", "oﬀice"]),
            ("é", "e\u{301} é e", &["e\u{301}", "é"]),
            ("e\u{301}", "é", &["é"]),
            ("e", "e\u{301} é e", &["e"]),
            ("old bridge", "old\nbridge, old  bridge", &["old\nbridge", "old  bridge"]),
            ("old bridge", "old\u{A0}bridge", &["old\u{A0}bridge"]),
            ("old bridge", "old\n\nbridge", &[]),
            ("日本", "日本語", &["日本"]),
            ("👩", "a 👩‍🚀", &["👩‍🚀"]),
            ("aa", "aaaaa", &["aa", "aa"]),
            ("(", "a (b", &["("]),
            ("", "abc", &[]),
        ];
        for (written, text, expected) in table {
            assert_eq!(found(written, text), expected, "{written} in {text}");
        }
    }

    #[test]
    fn regular_expressions_keep_to_their_paragraph() {
        let table: [(&str, &str, &[&str]); 9] = [
            (r"/^\w+/", "one two\n\nthree", &["one", "three"]),
            (r"/two$/", "one two\n\ntwo", &["two", "two"]),
            (r"/x*/", "axxb", &["xx"]),
            (r"/[^q]+/", "one\n\ntwo", &["one", "two"]),
            (r"/\Sne/", "one One", &["one", "One"]),
            (r"/[A-Z]ne/", "one One", &["One"]),
            (r"/o\w+/", "one One", &["one", "One"]),
            (r"/e/", "ne\u{301}", &["e\u{301}"]),
            (r"/\bmo\b/", "mo moo", &["mo"]),
        ];
        for (written, text, expected) in table {
            assert_eq!(found(written, text), expected, "{written} in {text}");
        }
    }

    #[test]
    fn a_wrong_pattern_is_told_with_its_place() {
        let table = [
            ("/a(b/", "character 2: unclosed group"),
            ("/[z-a]/", "character 2: invalid character class range, the start must be <= the end"),
            ("/((a{999}){999}){999}/", "this pattern is too large: write it with fewer repeats"),
        ];
        for (written, expected) in table {
            assert_eq!(Pattern::new(&query(written)).unwrap_err(), expected, "{written}");
        }
        let long = Query { text: "a".repeat(LONGEST + 1), ..Query::default() };
        assert!(Pattern::new(&long).is_err());
    }

    #[test]
    fn every_hit_of_a_long_text_is_in_one_chunk_that_is_found_from_its_place() {
        let line = "The ferry sails. ".repeat(9000);
        let lines = "The ferry sails.\n\n".repeat(9000);
        for text in [line, lines, format!("{}\n\nferry", " \n".repeat(30_000))] {
            let article = read(&text);
            for written in ["ferry", "/f[a-z]+y/"] {
                let pattern = Pattern::new(&query(written)).unwrap();
                let mut count = 0;
                for chunk in 0..chunk_count(&article) {
                    let hits = pattern.hits(&article, chunk);
                    assert!(hits.iter().all(|hit| chunk_at(&article, hit.start()) == chunk), "{chunk}");
                    assert_eq!(pattern.count(&article, chunk) as usize, hits.len());
                    count += hits.len();
                }
                assert_eq!(count, text.matches("ferry").count());
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

        #[test]
        fn a_stretch_of_any_text_is_found_in_it(text in nasty(), from: usize, len in 1_usize..9) {
            let article = read(&text);
            let text = article.text();
            let starts: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
            let from = from % starts.len();
            let words = &text[starts[from]..starts[(from + len).min(starts.len() - 1)]];
            // Two lines are looked for at most.
            prop_assume!(!words.trim().is_empty() && words.split_whitespace().count() > 0 && !words.contains("\n"));
            let pattern = Pattern::new(&Query { text: words.to_owned(), ..Query::default() }).unwrap();
            let hits = pattern.hits(&article, 0);
            let spans = |at: &Span| text.is_char_boundary(at.start()) && text.is_char_boundary(at.end());
            prop_assert!(!hits.is_empty() && hits.iter().all(spans), "{words:?} {hits:?}");
        }
    }
}
