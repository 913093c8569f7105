//! From an article to its attribution: paragraph by paragraph, then the document as a whole.

use std::num::NonZeroUsize;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use super::colon::{self, Announced};
use super::cues::cue_at;
use super::document::Document;
use super::draft::Speaker;
use super::findings::Findings;
use super::lexicon::Lexicon;
use super::names;
use super::quotations::{self, Quotation};
use super::sentence::Sentence;
use super::statements::{self, main_subject};
use super::tokens::{Case, Kind, Token, join_cues, tokenise};
use super::unclaimed;
use super::{AsideKind, Attribution, outline, parallel};
use crate::article::{Article, Block, BlockKind};

/// Finds who said what, by the words that its lexicon knows.
#[derive(Clone, Debug)]
pub struct Attributor {
    lexicon: Arc<LazyLock<Lexicon, Box<dyn FnOnce() -> Lexicon + Send>>>,
}

impl Attributor {
    /// An attributor that goes by `lexicon`.
    pub fn new(lexicon: Lexicon) -> Self {
        Self::deferred(|| lexicon)
    }

    /// An attributor that goes by what `lexicon` gives, which is asked for with the first article, on the
    /// thread that attributes it.
    pub fn deferred(lexicon: impl FnOnce() -> Lexicon + Send + 'static) -> Self {
        Self { lexicon: Arc::new(LazyLock::new(Box::new(lexicon))) }
    }

    /// An attributor that also knows what `add` adds, which is asked for as [`deferred`](Self::deferred) says.
    pub fn extended(&self, add: impl FnOnce(&mut Lexicon) + Send + 'static) -> Self {
        let known = self.lexicon.clone();
        Self::deferred(move || {
            let mut lexicon = LazyLock::force(&known).clone();
            add(&mut lexicon);
            lexicon
        })
    }

    /// Has the lexicon ready, so that the first article need not wait for it.
    pub fn prepare(&self) {
        LazyLock::force(&self.lexicon);
    }

    /// Finds the statements, names and asides of `article`. The same article gives the same
    /// attribution.
    pub fn attribute(&self, article: &Article) -> Attribution {
        self.attribute_with(article, NonZeroUsize::MIN)
    }

    /// Like [`attribute`](Self::attribute), on up to `threads` threads where the article is large
    /// enough to be worth it. The attribution is the same at any number of threads.
    pub fn attribute_with(&self, article: &Article, threads: NonZeroUsize) -> Attribution {
        let mut document = Document::new(article.text(), &self.lexicon);
        if threads.get() > 1 && parallel::is_worthwhile(article) {
            parallel::read(self, article, threads, &mut document);
        } else {
            let mut scratch = Scratch::default();
            let mut findings = Findings::default();
            for block in article.blocks() {
                self.paragraph(article.text(), block, &mut scratch, &mut findings);
                document.add(&mut findings);
            }
        }
        document.finish()
    }

    /// Fills `findings`, which is empty, with what one paragraph holds.
    pub(super) fn paragraph(
        &self,
        text: &str,
        block: &Block,
        scratch: &mut Scratch,
        findings: &mut Findings,
    ) {
        let Scratch { lower, tokens, quotations, items, sentences } = scratch;
        let Findings { drafts, names: found, asides, subjects, open, announced } = findings;
        tokens.clear();
        tokenise(text, block.span, &self.lexicon, lower, tokens);
        if self.lexicon.has_several_word_cues() {
            join_cues(text, tokens, &self.lexicon);
        }
        names::find(text, tokens, &self.lexicon, found);
        quotations::pair(tokens, quotations);
        *open = quotations.last().is_some_and(|last| !last.closed && last.last + 1 >= tokens.len());
        if let Some(draft) = colon::labelled(text, tokens, quotations, block.kind) {
            drafts.push(draft);
            return;
        }
        outline::outline(text, tokens, quotations, items, sentences, asides);
        found.retain(|name| {
            !asides.iter().any(|aside| aside.kind == AsideKind::Title && aside.span.covers(name.span))
        });
        let mut subject: Option<Speaker> = None;
        for (number, range) in sentences.iter().enumerate() {
            let sentence = Sentence { text, items: items.get(range.clone()).unwrap_or_default() };
            let titled = block.kind == BlockKind::Headline && is_titled(sentence.items);
            let first = drafts.len();
            statements::read(&sentence, number, titled, drafts);
            if !quotations.is_empty() {
                unclaimed::read(&sentence, number, subject, first, drafts, asides);
            }
            let main = main_subject(&sentence).map(|phrase| Speaker::new(&sentence, &phrase));
            subjects.extend(main.map(|main| (number, main)));
            subject = drafts
                .get(first..)
                .unwrap_or_default()
                .iter()
                .rev()
                .find_map(|draft| draft.speaker)
                .or(main)
                .or(subject);
            let last = sentence.items.len().checked_sub(1);
            if number + 1 == sentences.len() && last.is_some_and(|last| sentence.is(last, Kind::Colon)) {
                *announced = announce(&sentence, subject);
            }
        }
    }
}

/// Who is about to speak behind a sentence that ends in a colon.
fn announce(sentence: &Sentence<'_>, subject: Option<Speaker>) -> Option<Announced> {
    let cue = (0..sentence.items.len()).rev().find_map(|index| cue_at(sentence, index, false));
    let own = cue
        .as_ref()
        .and_then(|cue| sentence.subject_before(cue.verb))
        .map(|phrase| Speaker::new(sentence, &phrase));
    let cue = cue.map(|cue| sentence.span(&cue.range));
    own.or(subject).map(|speaker| Announced { speaker, cue })
}

/// Whether most words of a headline have a capital.
fn is_titled(items: &[Token]) -> bool {
    let words = items.iter().filter(|item| item.is_word()).count();
    let capitals = items.iter().filter(|item| item.is_word() && item.case != Case::Lower).count();
    words > 2 && capitals * 3 >= words * 2
}

/// Buffers that every paragraph uses anew.
#[derive(Default)]
pub(super) struct Scratch {
    lower: String,
    tokens: Vec<Token>,
    quotations: Vec<Quotation>,
    items: Vec<Token>,
    sentences: Vec<Range<usize>>,
}
