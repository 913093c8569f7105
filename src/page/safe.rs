//! Strings made safe for a terminal, and measured.

use std::borrow::Cow;

use super::cell::{Cluster, clusters};

/// `text` made safe for a terminal and for one line of it: control characters, line feeds and
/// tabs among them, are shown by their pictures ("␊"), characters that reorder or hide text as
/// "·". For everything that is printed to a terminal: file names, titles, notes.
pub fn visible(text: &str) -> Cow<'_, str> {
    shown_with(text, on_one_line)
}

/// `text` made safe for a terminal as [`visible`] does, but keeping its lines: a line feed stays
/// and a tab becomes a space.
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    shown_with(text, |cluster| if cluster.text == "\n" { "\n" } else { cluster.shown })
}

/// How many cells `text` takes on one line, made [`visible`].
pub fn width(text: &str) -> usize {
    clusters(text).map(|cluster| usize::from(cluster.width)).sum()
}

/// `text`, made [`visible`], in at most `cells` cells: where it is longer it ends in "…". A wide
/// cluster is never torn. Reads no more of the text than it shows.
pub fn fit(text: &str, cells: usize) -> Cow<'_, str> {
    let mut taken = 0;
    // Where to cut so that the ellipsis has a cell.
    let mut cut = 0;
    for cluster in clusters(text) {
        taken += usize::from(cluster.width);
        if taken > cells {
            let ellipsis = if cells == 0 { "" } else { "…" };
            return Cow::Owned(visible(&text[..cut]).into_owned() + ellipsis);
        }
        if taken < cells {
            cut = cluster.end();
        }
    }
    visible(text)
}

/// What is drawn for a cluster where a line feed or a tab would be out of place.
fn on_one_line<'t>(cluster: &Cluster<'t>) -> &'t str {
    match cluster.text {
        "\n" => "␊",
        "\t" => "␉",
        _ => cluster.shown,
    }
}

/// What `shown` gives for each cluster of `text`, joined; borrowed where that is the text itself.
fn shown_with<'t>(text: &'t str, shown: impl Fn(&Cluster<'t>) -> &'t str) -> Cow<'t, str> {
    let Some(changed) = clusters(text).find(|cluster| shown(cluster) != cluster.text) else {
        return Cow::Borrowed(text);
    };
    let mut safe = String::with_capacity(text.len() + 16);
    safe.push_str(&text[..changed.start]);
    safe.extend(clusters(&text[changed.start..]).map(|cluster| shown(&cluster)));
    Cow::Owned(safe)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn strings_are_made_safe() {
        let table = [
            ("plain “text” – 日本 e\u{301} 👨‍👩‍👧", "plain “text” – 日本 e\u{301} 👨‍👩‍👧"),
            ("a\nb\tc\r\n", "a␊b␉c␍␊"),
            ("\u{1B}]0;title\u{7}", "␛]0;title␇"),
            ("txt.\u{202E}exe", "txt.·exe"),
            ("zero\u{200B}width", "zerowidth"),
        ];
        for (text, expected) in table {
            assert_eq!(visible(text), expected);
        }
        assert!(matches!(visible("“as it is”"), Cow::Borrowed(_)));
        assert_eq!(visible_lines("a\n\tb\u{1B}\n"), "a\n b␛\n");
    }

    #[test]
    fn a_string_is_fitted_without_tearing_a_wide_cluster() {
        let table = [
            ("abc", 3, "abc"),
            ("abcd", 3, "ab…"),
            ("日本語", 6, "日本語"),
            ("日本語", 5, "日本…"),
            ("日本語", 4, "日…"),
            ("日本語", 1, "…"),
            ("日本語", 0, ""),
            ("", 0, ""),
            ("a\nbc", 3, "a␊…"),
            ("ab\u{200B}", 2, "ab"),
        ];
        for (text, cells, expected) in table {
            assert_eq!(fit(text, cells), expected, "{text} in {cells}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_printed_is_safe_and_fits(text in any::<String>(), cells in 0_usize..20) {
            prop_assert!(!visible(&text).contains(char::is_control));
            prop_assert!(!visible_lines(&text).contains(|c: char| c.is_control() && c != '\n'));
            let fitted = fit(&text, cells);
            prop_assert!(!fitted.contains(char::is_control));
            prop_assert!(width(&fitted) <= cells, "{fitted:?}");
        }
    }
}
