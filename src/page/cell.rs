//! Grapheme clusters, what is drawn for each, and how many cells that takes: the one place that
//! knows.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The longest cluster, in bytes: what goes on without a boundary counts as several.
const LONGEST: usize = 4096;
/// The longest cluster, in bytes, that is drawn whole: a family of emoji with skin tones has 41.
const DRAWN_WHOLE: usize = 64;
/// How many bytes of a longer one are drawn: the base and its first marks.
const DRAWN: usize = 16;
/// What is drawn for a character that hides, reorders text or means nothing.
const STAND_IN: &str = "·";
/// What is drawn for the control characters U+0000 to U+001F.
const CONTROLS: [&str; 32] = [
    "␀", "␁", "␂", "␃", "␄", "␅", "␆", "␇", "␈", "␉", "␊", "␋", "␌", "␍", "␎", "␏", "␐", "␑", "␒", "␓", "␔",
    "␕", "␖", "␗", "␘", "␙", "␚", "␛", "␜", "␝", "␞", "␟",
];

/// The halfwidth katakana with a sound mark, and the letters of the same cells that are drawn for
/// them: terminals and libraries differ on the width of the marks.
const VOICED: [(&str, &str); 28] = [
    ("ｶﾞ", "ガ"),
    ("ｷﾞ", "ギ"),
    ("ｸﾞ", "グ"),
    ("ｹﾞ", "ゲ"),
    ("ｺﾞ", "ゴ"),
    ("ｻﾞ", "ザ"),
    ("ｼﾞ", "ジ"),
    ("ｽﾞ", "ズ"),
    ("ｾﾞ", "ゼ"),
    ("ｿﾞ", "ゾ"),
    ("ﾀﾞ", "ダ"),
    ("ﾁﾞ", "ヂ"),
    ("ﾂﾞ", "ヅ"),
    ("ﾃﾞ", "デ"),
    ("ﾄﾞ", "ド"),
    ("ﾊﾞ", "バ"),
    ("ﾋﾞ", "ビ"),
    ("ﾌﾞ", "ブ"),
    ("ﾍﾞ", "ベ"),
    ("ﾎﾞ", "ボ"),
    ("ﾊﾟ", "パ"),
    ("ﾋﾟ", "ピ"),
    ("ﾌﾟ", "プ"),
    ("ﾍﾟ", "ペ"),
    ("ﾎﾟ", "ポ"),
    ("ｳﾞ", "ヴ"),
    ("ﾜﾞ", "ヷ"),
    ("ｦﾞ", "ヺ"),
];

/// An extended grapheme cluster, and how it is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cluster<'t> {
    /// The byte offset of its start in the text that was taken apart.
    pub start: usize,
    /// The cluster as it stands in the text, not to be sent to a terminal.
    pub text: &'t str,
    /// What is drawn for it: nothing harmful, and a single cluster itself. Empty where the width
    /// is 0.
    pub shown: &'t str,
    /// How many cells `shown` takes: mostly 0, 1 or 2, and more for some clusters of Indic and old
    /// Korean writing.
    pub width: u16,
}

impl<'t> Cluster<'t> {
    /// The byte offset behind it.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Whether it is white space at which a row may end.
    pub fn is_space(&self) -> bool {
        let mut characters = self.text.chars();
        characters.next().is_some_and(is_space) && characters.next().is_none()
    }

    /// The cluster as it is drawn where a row has only `room` cells: a one-cell stand-in where it
    /// is wider than that.
    pub fn within(self, room: u16) -> Cluster<'t> {
        if self.width <= room.max(1) { self } else { Cluster { shown: STAND_IN, width: 1, ..self } }
    }
}

/// The clusters of `text`, in order and without gaps. Each byte is read a few times at most,
/// however many marks are piled on one letter.
///
/// A line feed or tab is shown as a space, any other control character as its picture ("␛"), and
/// a character that reorders or hides text as "·".
pub fn clusters(text: &str) -> impl Iterator<Item = Cluster<'_>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let cluster = Cluster { start, ..first(&text[start..])? };
        start = cluster.end();
        Some(cluster)
    })
}

/// The start of the cluster that holds the byte at `offset`, or the length of `text` past its end.
///
/// Looks back at most `reach` bytes for a place where a cluster must start. Where there is none, as
/// in a long run of flags, the answer is a character boundary that may lie inside a cluster.
pub(super) fn cluster_start(text: &str, offset: usize, reach: usize) -> usize {
    let offset = text.floor_char_boundary(offset);
    let floor = text.floor_char_boundary(offset.saturating_sub(reach));
    let sure = text[floor..offset].char_indices().rev().find(|&(_, c)| plain_width(c).is_some());
    let from = floor + sure.map_or(0, |(at, _)| at);
    let holding = clusters(&text[from..]).find(|cluster| from + cluster.end() > offset);
    holding.map_or(text.len(), |cluster| from + cluster.start)
}

/// Whether a row may end at the white space `c`. No-break spaces are none, nor are the control
/// characters that are shown by a stand-in.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\u{1680}' | '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200A}')
        || matches!(c, '\u{205F}' | '\u{3000}')
}

/// The first cluster of `text`.
fn first(text: &str) -> Option<Cluster<'_>> {
    // Most text, and most of the time.
    if let [b' '..=b'~', rest @ ..] = text.as_bytes()
        && rest.first().is_none_or(u8::is_ascii)
    {
        return Some(Cluster { start: 0, text: &text[..1], shown: &text[..1], width: 1 });
    }
    let mut characters = text.chars();
    let base = characters.next()?;
    let single = &text[..base.len_utf8()];
    if let Some(width) = plain_width(base)
        && characters.next().is_none_or(|next| next.is_ascii() || plain_width(next).is_some())
    {
        return Some(Cluster { start: 0, text: single, shown: single, width });
    }
    if let Some(shown) = stand_in(base) {
        return Some(Cluster { start: 0, text: single, shown, width: 1 });
    }
    let whole = first_of_many(text, base);
    if let Some(&(_, shown)) = VOICED.iter().find(|(halfwidth, _)| *halfwidth == whole) {
        return Some(Cluster { start: 0, text: whole, shown, width: 2 });
    }
    // A sound mark on anything else stands by itself.
    let whole = whole.find(is_sound_mark).map_or(whole, |mark| &whole[..mark]);
    let drawn = shortened(whole);
    let width = measured(drawn);
    Some(Cluster { start: 0, text: whole, shown: if width == 0 { "" } else { drawn }, width })
}

/// The first cluster of `text`, which starts with `base` and may go on far. Looks at a growing
/// part of the text, so that the cost is that of the cluster.
fn first_of_many(text: &str, base: char) -> &str {
    let mut window = DRAWN_WHOLE;
    loop {
        let part = &text[..text.floor_char_boundary(window)];
        let cluster = part.graphemes(true).next().unwrap_or(part);
        // Tags belong behind a flag; elsewhere they hide text in text.
        if base != '\u{1F3F4}'
            && let Some(tag) = cluster.find(is_tag)
        {
            return &cluster[..tag];
        }
        if cluster.len() < part.len() || part.len() == text.len() || window >= LONGEST {
            return cluster;
        }
        window *= 4;
    }
}

/// The part of a cluster that is drawn: all of it, or the base and the first marks.
fn shortened(cluster: &str) -> &str {
    if cluster.len() <= DRAWN_WHOLE {
        return cluster;
    }
    cluster[..cluster.floor_char_boundary(DRAWN)].trim_end_matches('\u{200D}')
}

/// The cells that one cluster takes.
fn measured(cluster: &str) -> u16 {
    u16::try_from(cluster.width()).unwrap_or(u16::MAX)
}

/// Whether `c` is one of the halfwidth katakana sound marks, which Unicode has as combining.
fn is_sound_mark(c: char) -> bool {
    matches!(c, '\u{FF9E}' | '\u{FF9F}')
}

/// The width of a character that is a cluster by itself unless something unusual follows it;
/// `None` for all others, which need the Unicode tables.
pub(super) fn plain_width(c: char) -> Option<u16> {
    match c {
        ' '..='~' => Some(1),
        // Latin, Greek, Cyrillic; punctuation and currencies. The gaps are combining marks, emoji
        // and the soft hyphen.
        '\u{A0}'..='\u{A8}' | '\u{AA}'..='\u{AC}' | '\u{AF}'..='\u{2FF}' => Some(1),
        '\u{370}'..='\u{482}' | '\u{48A}'..='\u{52F}' | '\u{1E00}'..='\u{1FFF}' => Some(1),
        '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{203A}' | '\u{20A0}'..='\u{20BF}' => Some(1),
        // Hebrew and Arabic letters.
        '\u{5D0}'..='\u{5EA}' | '\u{621}'..='\u{64A}' => Some(1),
        // Chinese, Japanese, Korean.
        '\u{3001}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{309B}'..='\u{30FF}' => Some(2),
        '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' => Some(2),
        '\u{AC00}'..='\u{D7A3}' | '\u{FF01}'..='\u{FF60}' => Some(2),
        _ => None,
    }
}

/// What is drawn instead of a character that must not reach the terminal, or that would hide.
fn stand_in(c: char) -> Option<&'static str> {
    match c {
        '\t' | '\n' => Some(" "),
        '\0'..='\u{1F}' => CONTROLS.get(c as usize).copied(),
        '\u{7F}' => Some("␡"),
        '\u{80}'..='\u{9F}' => Some(STAND_IN),
        // Marks, embeddings, overrides and isolates of direction; line separators.
        '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' => Some(STAND_IN),
        '\u{2066}'..='\u{206F}' => Some(STAND_IN),
        // A byte-order mark inside the text, interlinear annotations, tags.
        '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{FDD0}'..='\u{FDEF}' => Some(STAND_IN),
        '\u{FF9E}' => Some("″"),
        '\u{FF9F}' => Some("°"),
        _ if is_tag(c) || c as u32 & 0xFFFE == 0xFFFE => Some(STAND_IN),
        _ => None,
    }
}

/// Whether `c` is one of the tag characters, an invisible copy of ASCII.
fn is_tag(c: char) -> bool {
    matches!(c, '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn described(text: &str) -> Vec<(&str, u16)> {
        clusters(text).map(|cluster| (cluster.shown, cluster.width)).collect()
    }

    #[test]
    fn each_cluster_has_its_cells() {
        let table: &[(&str, &[(&str, u16)])] = &[
            ("", &[]),
            ("aé", &[("a", 1), ("é", 1)]),
            ("e\u{301}x", &[("e\u{301}", 1), ("x", 1)]),
            ("日本", &[("日", 2), ("本", 2)]),
            ("한국", &[("한", 2), ("국", 2)]),
            ("\u{1112}\u{1161}\u{11AB}", &[("\u{1112}\u{1161}\u{11AB}", 2)]),
            ("ﾊﾞﾊﾟﾊ", &[("バ", 2), ("パ", 2), ("ﾊ", 1)]),
            ("ｱﾞﾟ", &[("ｱ", 1), ("″", 1), ("°", 1)]),
            ("क्ष", &[("क्ष", 2)]),
            ("😀", &[("😀", 2)]),
            ("👍🏽", &[("👍🏽", 2)]),
            ("👨‍👩‍👧‍👦!", &[("👨‍👩‍👧‍👦", 2), ("!", 1)]),
            ("🇳🇴🇸🇪", &[("🇳🇴", 2), ("🇸🇪", 2)]),
            ("🇳a", &[("🇳", 1), ("a", 1)]),
            ("🏴󠁧󠁢󠁳󠁣󠁴󠁿", &[("🏴󠁧󠁢󠁳󠁣󠁴󠁿", 2)]),
            ("❤❤\u{FE0F}", &[("❤", 1), ("❤\u{FE0F}", 2)]),
            ("☎\u{FE0E}", &[("☎\u{FE0E}", 1)]),
            ("1\u{FE0F}\u{20E3}", &[("1\u{FE0F}\u{20E3}", 2)]),
            ("שלום", &[("ש", 1), ("ל", 1), ("ו", 1), ("ם", 1)]),
            ("a\u{200B}b", &[("a", 1), ("", 0), ("b", 1)]),
            ("\u{AD}\u{2060}\u{200D}", &[("", 0), ("", 0), ("", 0)]),
            ("\u{301}a", &[("", 0), ("a", 1)]),
            ("\u{FFFD}", &[("\u{FFFD}", 1)]),
            ("\u{1B}[2J", &[("␛", 1), ("[", 1), ("2", 1), ("J", 1)]),
            ("\0\u{1F}\u{7F}\u{9B}", &[("␀", 1), ("␟", 1), ("␡", 1), ("·", 1)]),
            ("a\tb\nc", &[("a", 1), (" ", 1), ("b", 1), (" ", 1), ("c", 1)]),
            ("\r\n", &[("␍", 1), (" ", 1)]),
            ("\u{202E}\u{2066}\u{200F}\u{61C}", &[("·", 1); 4]),
            ("\u{2028}\u{FEFF}\u{FFFF}\u{1FFFE}", &[("·", 1); 4]),
            ("a\u{E0041}\u{E0042}", &[("a", 1), ("·", 1), ("·", 1)]),
        ];
        for (text, expected) in table {
            assert_eq!(described(text), *expected, "{text:?}");
        }
    }

    #[test]
    fn a_pile_of_marks_is_shortened() {
        let text = format!("Z{}!", "\u{301}".repeat(20_000));
        let all: Vec<_> = clusters(&text).collect();
        assert_eq!((all[0].shown.chars().count(), all[0].width), (8, 1));
        assert!(all[1..all.len() - 1].iter().all(|cluster| cluster.width == 0 && cluster.shown.is_empty()));
        assert_eq!(all.last().map(|last| last.text), Some("!"));
    }

    #[test]
    fn long_runs_without_a_boundary_are_read_in_linear_time() {
        for unit in ["🇳🇴", "\u{301}\u{E0041}", "\u{301}", "👩\u{200D}", "क्", "\u{1100}", "\u{600}"]
        {
            let text = unit.repeat(40_000);
            assert_eq!(clusters(&text).map(|cluster| cluster.text.len()).sum::<usize>(), text.len());
        }
    }

    #[test]
    fn plain_characters_agree_with_the_tables() {
        for c in ('\0'..=char::MAX).filter(|&c| plain_width(c).is_some()) {
            let alone = c.to_string();
            assert_eq!(plain_width(c), Some(measured(&alone)), "{c:?}");
            for other in ["a", "가", "각", "世", "é", "\n"] {
                for pair in [format!("{c}{other}"), format!("{other}{c}")] {
                    assert_eq!(pair.graphemes(true).count(), 2, "{pair:?}");
                }
            }
        }
    }

    #[test]
    fn a_wide_cluster_gives_way_on_a_narrow_page() {
        let wide = clusters("日").next().unwrap();
        assert_eq!((wide.within(2).shown, wide.within(1).shown, wide.within(0).width), ("日", "·", 1));
    }

    #[test]
    fn the_start_of_a_cluster_is_found_from_any_byte_of_it() {
        let text = "ae\u{301}👨‍👩‍👧日🇳🇴🇸🇪\n";
        for cluster in clusters(text) {
            for byte in cluster.start..cluster.end() {
                assert_eq!(cluster_start(text, byte, 256), cluster.start, "{byte}");
            }
        }
        assert_eq!(cluster_start(text, 1000, 256), text.len());
    }

    proptest! {
        #[test]
        fn clusters_are_safe_and_lose_nothing(text in any::<String>()) {
            let mut next = 0;
            for cluster in clusters(&text) {
                prop_assert_eq!(cluster.start, next);
                next = cluster.end();
                prop_assert!(!cluster.shown.contains(char::is_control));
                prop_assert_eq!(measured(cluster.shown), cluster.width);
                prop_assert!(cluster.shown.graphemes(true).count() <= 1);
            }
            prop_assert_eq!(next, text.len());
        }
    }
}
