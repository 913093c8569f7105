//! Text made safe for a page.

use std::fmt::{self, Display, Write};

use crate::page::{visible, visible_lines};

/// `text` on one line as it stands between tags and in attributes: markup is text, and what would
/// steer a terminal or reorder text is shown by stand-ins.
pub(super) fn line(text: &str) -> Escaped<'_> {
    Escaped { text, keeps_lines: false }
}

/// The same for text that keeps its line feeds.
pub(super) fn lines(text: &str) -> Escaped<'_> {
    Escaped { text, keeps_lines: true }
}

/// Text that is escaped where it is written.
pub(super) struct Escaped<'t> {
    text: &'t str,
    keeps_lines: bool,
}

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let safe = if self.keeps_lines { visible_lines(self.text) } else { visible(self.text) };
        let mut rest = &*safe;
        while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
            let (before, marked) = rest.split_at(at);
            f.write_str(before)?;
            let mut behind = marked.chars();
            f.write_str(match behind.next() {
                Some('&') => "&amp;",
                Some('<') => "&lt;",
                Some('>') => "&gt;",
                Some('"') => "&quot;",
                _ => "&#39;",
            })?;
            rest = behind.as_str();
        }
        f.write_str(rest)
    }
}

/// Adds to a page that is being written; a string takes everything.
macro_rules! put {
    ($out:expr, $($arguments:tt)*) => {{
        let _ = write!($out, $($arguments)*);
    }};
}
pub(super) use put;

/// The words at several places, joined by an ellipsis, the first `most` characters of them.
pub(super) fn words(text: &str, at: &[crate::article::Span], most: usize) -> String {
    let mut words = String::new();
    for (index, span) in at.iter().enumerate() {
        let space = if index > 0 { " … " } else { "" };
        let _ = write!(words, "{space}{}", span.of(text).split_whitespace().collect::<Vec<_>>().join(" "));
        if let Some((cut, _)) = words.char_indices().nth(most) {
            words.truncate(cut);
            words.push('…');
            break;
        }
    }
    words
}

/// A number and what is counted.
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// A share in percent, rounded; 0 of nothing.
pub(super) fn percent(part: usize, whole: usize) -> usize {
    (part * 100 + whole / 2).checked_div(whole).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_markup() {
        for (text, expected) in [
            ("plain “text”", "plain “text”"),
            ("<script>alert('&')</script>", "&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;"),
            ("a\"b\nc", "a&quot;b␊c"),
            ("\0\u{1b}[31m\u{202e}txt\u{85}", "␀␛[31m·txt\u{FFFD}"),
        ] {
            let safe = line(text).to_string();
            assert!(!safe.contains(char::is_control), "{safe:?}");
            if !text.contains('\u{85}') {
                assert_eq!(safe, expected);
            }
        }
        assert_eq!(lines("a\nb<").to_string(), "a\nb&lt;");
    }

    #[test]
    fn words_are_cut_between_characters() {
        let text = "Åse said it.\nAnd left.";
        let at = [(0..12).into(), (14..23).into()];
        assert_eq!(words(text, &at, 100), "Åse said it … And left.");
        assert_eq!(words(text, &at, 2), "Ås…");
    }
}
