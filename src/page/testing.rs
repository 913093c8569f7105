//! Texts for tests.

use proptest::prelude::*;

use crate::article::Article;
use crate::article::import::plain;

/// The article that `text` reads as.
pub(super) fn read(text: &str) -> Article {
    plain(text.as_bytes().to_vec()).unwrap()
}

/// Texts with whatever is hard to lay out, long words and blank lines included.
pub(super) fn nasty() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        4 => "[a-z]{1,9}",
        1 => "[a-z]{40,90}",
        4 => "[ \n]",
        1 => "\n\n",
        1 => "\n[-•>] ",
        1 => "[-/—“”’.,]",
        1 => "[日本語。「」カﾞ한]{1,4}",
        1 => "[שלוםسلام]{1,4}",
        1 => "[\u{301}\u{200B}\u{200D}\u{AD}\u{FE0F}\u{202E}\u{E0041}\u{1F3F4}]{1,3}",
        1 => "[\t\u{0}\u{1B}\u{7F}\u{9B}\u{85}\u{2028}\u{3000}\u{A0}]{1,2}",
        1 => Just("👨‍👩‍👧‍👦".to_owned()),
        1 => Just("🇳🇴🇸🇪🇳".to_owned()),
        1 => Just("क्षत्रिय".to_owned()),
        1 => Just("e\u{301}\u{302}❤\u{FE0F}1\u{FE0F}\u{20E3}".to_owned()),
    ];
    prop::collection::vec(part, 0..24).prop_map(|parts| parts.concat())
}
