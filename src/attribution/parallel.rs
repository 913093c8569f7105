//! Many paragraphs at once: read by several threads, added to the document in order.
//!
//! What a thread reads depends on nothing but the paragraph, and the document sees the paragraphs in
//! the order of the text, so the attribution is the same at any number of threads.

use std::num::NonZeroUsize;
use std::ops::Range;
use std::panic;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::attributor::{Attributor, Scratch};
use super::document::Document;
use super::findings::Findings;
use crate::article::Article;

/// How much text, in bytes, a thread takes at a time.
const PIECE: usize = 32 << 10;
/// How many pieces are read before the document gets them: so much is held in memory.
const ROUND: usize = 32;
/// Below this size, in bytes, starting threads costs more than they bring.
const WORTHWHILE: usize = 8 * PIECE;

/// Whether an article is worth more than one thread.
pub(super) fn is_worthwhile(article: &Article) -> bool {
    article.text().len() >= WORTHWHILE
}

/// Reads all paragraphs of `article` on `threads` threads, the calling one included, and adds them to
/// `document`. While the others read a round of pieces, the caller adds the round before it.
pub(super) fn read(
    attributor: &Attributor,
    article: &Article,
    threads: NonZeroUsize,
    document: &mut Document<'_>,
) {
    let mut before: Vec<Findings> = Vec::new();
    for round in pieces(article).chunks(ROUND) {
        let next = AtomicUsize::new(0);
        let work = || read_pieces(attributor, article, round, &next);
        let mut read = thread::scope(|scope| {
            // Where the system has no thread left, the others do its share.
            let others: Vec<_> = (1..threads.get())
                .filter_map(|_| thread::Builder::new().spawn_scoped(scope, work).ok())
                .collect();
            for findings in &mut before {
                document.add(findings);
            }
            let mut read = work();
            for other in others {
                read.extend(other.join().unwrap_or_else(|cause| panic::resume_unwind(cause)));
            }
            read
        });
        read.sort_unstable_by_key(|&(piece, _)| piece);
        before.clear();
        before.extend(read.into_iter().flat_map(|(_, findings)| findings));
    }
    for findings in &mut before {
        document.add(findings);
    }
}

/// Takes pieces off `round` until none is left; returns each with its index.
fn read_pieces(
    attributor: &Attributor,
    article: &Article,
    round: &[Range<usize>],
    next: &AtomicUsize,
) -> Vec<(usize, Vec<Findings>)> {
    let mut scratch = Scratch::default();
    let mut read = Vec::new();
    loop {
        let piece = next.fetch_add(1, Ordering::Relaxed);
        let Some(blocks) = round.get(piece).and_then(|range| article.blocks().get(range.clone())) else {
            return read;
        };
        let findings = blocks.iter().map(|block| {
            let mut findings = Findings::default();
            attributor.paragraph(article.text(), block, &mut scratch, &mut findings);
            findings
        });
        read.push((piece, findings.collect()));
    }
}

/// The blocks of an article in stretches of about [`PIECE`] bytes, as ranges of indices.
fn pieces(article: &Article) -> Vec<Range<usize>> {
    let blocks = article.blocks();
    let mut pieces = Vec::new();
    let mut first = 0;
    while let Some(start) = blocks.get(first).map(|block| block.span.start()) {
        let rest = blocks.get(first..).unwrap_or_default();
        let full = rest.partition_point(|block| block.span.end() - start < PIECE);
        let end = (first + full + 1).min(blocks.len());
        pieces.push(first..end);
        first = end;
    }
    pieces
}
