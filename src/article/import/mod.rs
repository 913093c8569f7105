//! Bytes to [`Article`](super::Article).

mod plain;

pub use plain::{MAX_BYTES, TooLarge, head, plain};
