//! Plain text.

use std::borrow::Cow;

use sha2::Digest as _;

use crate::article::{Article, Damage, Digest, blocks, lines::Lines};

/// The largest article, in bytes: [`Span`](crate::article::Span) counts in 32 bits.
pub const MAX_BYTES: usize = u32::MAX as usize - 1;

/// The bytes are more than [`MAX_BYTES`].
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{bytes} bytes are more than the 4 GiB that an article can have: split it")]
pub struct TooLarge {
    /// How many bytes there were.
    pub bytes: usize,
}

/// Reads plain text: drops a byte-order mark, makes every line end LF, and shows what is not UTF-8
/// as U+FFFD, counted in [`Article::damage`].
///
/// # Errors
///
/// [`TooLarge`] for more than [`MAX_BYTES`] bytes, before or after the repair.
pub fn plain(bytes: Vec<u8>) -> Result<Article, TooLarge> {
    let digest = Digest(sha2::Sha256::digest(&bytes).into());
    let utf16 = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
    let (text, not_utf8) = match String::from_utf8(bytes) {
        Ok(text) => (text, 0),
        Err(error) => repaired(error.as_bytes()),
    };
    let text = unified(text);
    if text.len() > MAX_BYTES {
        return Err(TooLarge { bytes: text.len() });
    }
    let blocks = blocks::blocks(&text);
    let lines = Lines::new(&text);
    Ok(Article { text, blocks, lines, digest, damage: Damage { not_utf8, utf16 } })
}

/// Reads the beginning of a plain text of which only the first `bytes` are at hand, so that a
/// screen need not wait for the rest. The text is a prefix of what [`plain`] gives for the whole,
/// cut behind the last full line; where there is none, behind the last full word or character.
///
/// # Errors
///
/// [`TooLarge`], as for [`plain`].
pub fn head(bytes: &[u8]) -> Result<Article, TooLarge> {
    let cut = memchr::memrchr(b'\n', bytes)
        .or_else(|| memchr::memrchr(b' ', bytes))
        .map_or_else(|| whole_characters(bytes), |last| last + 1);
    plain(bytes.get(..cut).unwrap_or(bytes).to_vec())
}

/// How many of `bytes` hold whole characters: all but an unfinished one at the end.
fn whole_characters(bytes: &[u8]) -> usize {
    let tail = bytes.len().saturating_sub(4);
    let last_start = bytes.iter().skip(tail).rposition(|&byte| byte & 0xC0 != 0x80);
    last_start.map_or(bytes.len(), |start| tail + start)
}

/// The text with U+FFFD for every stretch that is not UTF-8, and how many there were.
fn repaired(bytes: &[u8]) -> (String, usize) {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 16);
    let mut broken = 0;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            text.push(char::REPLACEMENT_CHARACTER);
            broken += 1;
        }
    }
    (text, broken)
}

/// The text without a byte-order mark, every line end (CR LF, CR) made LF.
fn unified(text: String) -> String {
    let body = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    let unified: Cow<'_, str> = match memchr::memchr(b'\r', body.as_bytes()) {
        None => Cow::Borrowed(body),
        Some(_) => Cow::Owned(body.replace("\r\n", "\n").replace('\r', "\n")),
    };
    match unified {
        Cow::Borrowed(body) if body.len() == text.len() => text,
        other => other.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text_of(bytes: &[u8]) -> String {
        plain(bytes.to_vec()).unwrap().text().to_owned()
    }

    #[test]
    fn line_ends_and_marks_are_unified() {
        assert_eq!(text_of(b"\xEF\xBB\xBFa\r\nb\rc\n"), "a\nb\nc\n");
    }

    #[test]
    fn broken_bytes_are_shown_and_counted() {
        let article = plain(b"a\xFFb\xE2\x80 c".to_vec()).unwrap();
        assert_eq!(article.text(), "a\u{FFFD}b\u{FFFD} c");
        assert_eq!(article.damage().to_string(), "2 places are not UTF-8 and show as \u{FFFD}");
    }

    #[test]
    fn utf16_is_named() {
        let article = plain(b"\xFF\xFEh\0i\0".to_vec()).unwrap();
        assert!(article.damage().to_string().contains("iconv"));
    }

    #[test]
    fn the_digest_is_of_the_bytes_as_they_were() {
        let empty = plain(Vec::new()).unwrap().digest().to_string();
        assert_eq!(empty, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert_ne!(plain(b"a\r\n".to_vec()).unwrap().digest(), plain(b"a\n".to_vec()).unwrap().digest());
    }

    proptest! {
        #[test]
        fn the_head_is_a_prefix(text in "[a-z é“”😀\r\n]{0,300}", cut in 0_usize..300) {
            let bytes = text.as_bytes();
            let head = head(&bytes[..cut.min(bytes.len())]).unwrap();
            prop_assert!(text_of(bytes).starts_with(head.text()), "{:?}", head.text());
        }
    }
}
