//! The blocks of a plain text.

use super::Span;

/// A block of an article.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it is, without the white space around it. A hard-wrapped paragraph has line feeds
    /// inside, which read as spaces.
    pub span: Span,
}

/// What a block is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BlockKind {
    /// The title of the whole.
    Headline,
    /// Who wrote it: "By Ada Long".
    Byline,
    /// The title of a part.
    Heading,
    /// Running text.
    Paragraph,
    /// An item of a list.
    ListItem,
    /// A stretch quoted from elsewhere, set off by `>`.
    BlockQuote,
}

/// The longest line, in bytes, that can be one of a hard-wrapped paragraph.
const WRAPPED_LINE: usize = 120;
/// The longest headline or heading, in bytes.
const TITLE: usize = 160;

/// Finds the blocks of `text`: lines, except where lines without a blank one between them were
/// clearly wrapped by hand.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut found: Vec<Block> = Vec::new();
    let mut group: Vec<Span> = Vec::new();
    let mut start = 0;
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]);
    for end in ends {
        let line = Span::new(start, end).trimmed(text);
        start = end + 1;
        if !line.is_empty() && line.len() <= WRAPPED_LINE {
            group.push(line);
            continue;
        }
        close(text, &mut group, &mut found);
        if !line.is_empty() {
            push(text, line, true, &mut found);
        }
    }
    close(text, &mut group, &mut found);
    found
}

/// Turns a group of short neighbouring lines into blocks: a line runs on into the next where the
/// next one's first word would not have fitted in the group's width.
fn close(text: &str, group: &mut Vec<Span>, found: &mut Vec<Block>) {
    let alone = group.len() == 1;
    let columns = |span: Span| span.of(text).chars().count();
    let width = group.iter().map(|&line| columns(line)).max().unwrap_or(0);
    let mut open: Option<Span> = None;
    let mut lines = group.drain(..).peekable();
    while let Some(line) = lines.next() {
        let block = open.take().map_or(line, |before| before.union(line));
        let runs_on = lines.peek().is_some_and(|&next| {
            let word = next.of(text).split_whitespace().next().unwrap_or("");
            width >= 40
                && item_mark(next.of(text)).is_none()
                && !(is_numbered(block.of(text)) && is_numbered(next.of(text)))
                && columns(line) + 1 + word.chars().count() > width
        });
        if runs_on {
            open = Some(block);
        } else {
            push(text, block, alone, found);
        }
    }
}

/// Adds a block, with its kind. `alone`: blank lines (or the ends of the text) are around it.
fn push(text: &str, span: Span, alone: bool, found: &mut Vec<Block>) {
    let inside = span.of(text);
    let titled = found.iter().take(3).any(|block| block.kind == BlockKind::Headline);
    let kind = if item_mark(inside) == Some('>') {
        BlockKind::BlockQuote
    } else if item_mark(inside).is_some() || is_numbered(inside) && !(alone && is_heading(inside)) {
        BlockKind::ListItem
    } else if found.is_empty() && alone && inside.len() <= TITLE && !is_dateline(inside) {
        BlockKind::Headline
    } else if found.len() < 4 && titled && is_byline(inside) {
        BlockKind::Byline
    } else if alone && is_heading(inside) {
        BlockKind::Heading
    } else {
        BlockKind::Paragraph
    };
    found.push(Block { kind, span });
}

/// The mark that a list item or a block quote opens with. A quotation inside of another has several
/// (`> > `), and its empty lines have nothing else.
fn item_mark(line: &str) -> Option<char> {
    let mark = line.chars().next().filter(|mark| "•-–*>".contains(*mark))?;
    let rest = if mark == '>' { line.trim_start_matches('>') } else { &line[mark.len_utf8()..] };
    (rest.starts_with(' ') || mark == '>' && rest.is_empty()).then_some(mark)
}

/// Whether a line opens with the number of a list item: "1. ", "12) ".
fn is_numbered(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    matches!(line.len() - rest.len(), 1..=3) && (rest.starts_with(". ") || rest.starts_with(") "))
}

/// Whether a paragraph opens with a place and a dash: "KYIV - ", "WASHINGTON (AP) — ".
fn is_dateline(line: &str) -> bool {
    let place = line.split([' ', ',']).next().unwrap_or("");
    let shouted = place.chars().count() > 2 && place.chars().all(char::is_uppercase);
    shouted
        && [" - ", " – ", " — "]
            .iter()
            .any(|dash| line.get(..line.floor_char_boundary(60)).is_some_and(|start| start.contains(dash)))
}

/// Whether a line says who wrote the article.
fn is_byline(line: &str) -> bool {
    line.len() <= 80 && (line.starts_with("By ") || line.starts_with("BY ")) && !line.ends_with('.')
}

/// Whether a line that stands alone reads as a title: short, no full stop, nothing quoted.
fn is_heading(line: &str) -> bool {
    line.len() <= 80
        && line.chars().next().is_some_and(|first| first.is_uppercase() || first.is_numeric())
        && line.chars().any(char::is_alphabetic)
        && line.chars().next_back().is_some_and(|last| last.is_alphanumeric() || last == '?')
        && !line.contains(['"', '“', '”'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn described(text: &str) -> Vec<(BlockKind, &str)> {
        blocks(text).iter().map(|block| (block.kind, block.span.of(text))).collect()
    }

    #[test]
    fn an_article_has_headline_byline_heading_and_paragraphs() {
        let text = "Bridge reopens\n\nBy Ada Long\n\nTARN - It reopened.\n\nNo discreet channel?\n\n- one\n- two\n> said\n";
        assert_eq!(
            described(text),
            [
                (BlockKind::Headline, "Bridge reopens"),
                (BlockKind::Byline, "By Ada Long"),
                (BlockKind::Paragraph, "TARN - It reopened."),
                (BlockKind::Heading, "No discreet channel?"),
                (BlockKind::ListItem, "- one"),
                (BlockKind::ListItem, "- two"),
                (BlockKind::BlockQuote, "> said"),
            ]
        );
    }

    #[test]
    fn a_line_is_a_paragraph_unless_it_was_wrapped_by_hand() {
        let wrapped = "The council met on Tuesday and\nvoted to keep the ferry, as many\nhad asked.\nThen it went home.\n";
        let lines: Vec<_> = described(wrapped).into_iter().map(|(_, text)| text).collect();
        assert_eq!(
            lines,
            [
                "The council met on Tuesday and",
                "voted to keep the ferry, as many",
                "had asked.",
                "Then it went home."
            ]
        );
        let wide = "The council met on Tuesday evening in the old hall and\nvoted to keep the ferry, as many people had asked it.\nIt went home.\n";
        assert_eq!(described(wide).len(), 1);
    }

    #[test]
    fn items_may_be_numbered_and_quotations_nested() {
        let text = "Title\n\n1. one\n12) two\n\n3. Outlook\n\n4. It ended.\n\n2024. A year.\n\n5. The hull is looked at every night, and on\n6. Sundays too.\n\n> > said\n>\n>said\n";
        let kinds: Vec<_> = described(text).into_iter().skip(1).collect();
        assert_eq!(
            kinds,
            [
                (BlockKind::ListItem, "1. one"),
                (BlockKind::ListItem, "12) two"),
                (BlockKind::Heading, "3. Outlook"),
                (BlockKind::ListItem, "4. It ended."),
                (BlockKind::Paragraph, "2024. A year."),
                (BlockKind::ListItem, "5. The hull is looked at every night, and on"),
                (BlockKind::ListItem, "6. Sundays too."),
                (BlockKind::BlockQuote, "> > said"),
                (BlockKind::BlockQuote, ">"),
                (BlockKind::Paragraph, ">said"),
            ]
        );
    }

    #[test]
    fn an_article_may_start_without_a_headline() {
        assert_eq!(described("KYIV - They spoke.\n\nMore.\n")[0].0, BlockKind::Paragraph);
    }

    #[test]
    fn text_without_letters_has_no_blocks_or_plain_ones() {
        assert!(described("").is_empty());
        assert!(described(" \n\n \n").is_empty());
        assert_eq!(described("-\n\n").len(), 1);
    }
}
