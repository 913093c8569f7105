//! Where a reader's movements lead: by grapheme cluster, word, sentence and block.
//!
//! All positions are byte offsets; one inside a character counts as that character's start. Each
//! movement reads a bounded stretch of text around it, at any size of the article; only where a
//! text has nothing of the kind for thousands of bytes is the answer an approximation, and even
//! then a movement goes on in its direction.

mod graphemes;
mod sentences;
mod words;

pub use graphemes::{grapheme_at, next_grapheme, previous_grapheme};
pub use sentences::{next_block, next_sentence, previous_block, previous_sentence, sentence_at};
pub use words::{next_word, previous_word, word_at, word_end};
