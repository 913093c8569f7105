//! The program worked at with the mouse: what is done at a cell, and where it leads.

use onrecord::app::{Effect, Event, Focus, Gesture, Mouse, Overlay, footer, hint_line, outline};

use crate::support::{Desk, FERRY, NOW, SCRIPTS};

const PRESS: Gesture = Gesture::Press { extend: false };
const DOWN: Gesture = Gesture::Wheel { down: true };
const UP: Gesture = Gesture::Wheel { down: false };

/// A hand on the mouse of a desk.
trait Hand {
    fn mouse(&mut self, column: u16, row: u16, gesture: Gesture) -> &mut Self;
    /// Presses and lets go.
    fn click(&mut self, column: u16, row: u16) -> &mut Self;
    /// The cell of the first of `words` in the column of text, by what a frame would show.
    fn cell_of(&mut self, words: &str) -> (u16, u16);
}

impl Hand for Desk {
    fn mouse(&mut self, column: u16, row: u16, gesture: Gesture) -> &mut Self {
        self.send(Event::Mouse(Mouse { column, row, gesture }));
        self
    }

    fn click(&mut self, column: u16, row: u16) -> &mut Self {
        self.mouse(column, row, PRESS).mouse(column, row, Gesture::Release)
    }

    fn cell_of(&mut self, words: &str) -> (u16, u16) {
        let article = self.app.model.article.clone();
        let offset = article.text().find(words).expect("the words are in the article");
        let area = self.app.model.layout().unwrap().text;
        let top = onrecord::app::top(&self.app.model, &mut self.app.page);
        let rows = self.app.page.rows_from(&article, top, area.height.into());
        let (y, row) = (area.y..).zip(rows).find(|(_, row)| row.span.contains(offset)).expect("in sight");
        (area.x + self.app.page.column_of(&article, &row, offset), y)
    }
}

fn ferry() -> Desk {
    Desk::open(FERRY, 120, 40)
}

#[test]
fn a_click_places_the_cursor_on_the_nearest_cluster() {
    // Columns and rows are counted from the first cell of the text.
    let table = [
        (FERRY, (0, 0), "Ferry"),
        (FERRY, (6, 0), "talks"),
        (FERRY, (17, 0), "e\n"),
        (FERRY, (40, 0), "e\n"),
        // In the margin: the start of the row.
        (FERRY, (-3, 2), "TARN"),
        // Between two paragraphs: the end of the one above.
        (FERRY, (9, 1), "e\n"),
        // Below the end.
        (FERRY, (3, 30), ".\n"),
        // The second cell of a wide cluster is in it, and a joined one is one.
        (SCRIPTS, (0, 0), "桥"),
        (SCRIPTS, (1, 0), "桥"),
        (SCRIPTS, (2, 0), "梁"),
        (SCRIPTS, (13, 0), "👷🏽‍♀️"),
        (SCRIPTS, (14, 0), "👷🏽‍♀️"),
        (SCRIPTS, (17, 0), "🇳🇴"),
    ];
    for (text, (column, row), expected) in table {
        let mut desk = Desk::open(text, 120, 40);
        let area = desk.app.model.layout().unwrap().text;
        desk.click(area.x.strict_add_signed(column), area.y + row);
        let under = desk.under();
        assert!(under.starts_with(expected.trim_end()), "{column},{row}: {under:?}");
        assert_eq!(desk.app.model.selection(), None);
    }
}

#[test]
fn every_cell_of_scripts_leads_to_the_cluster_that_is_drawn_there() {
    for width in [40, 66, 120] {
        let mut desk = Desk::open(SCRIPTS, width, 40);
        let (article, area) = (desk.app.model.article.clone(), desk.app.model.layout().unwrap().text);
        for (y, row) in (area.y..).zip(desk.app.page.rows_from(&article, 0, area.height.into())) {
            let shown = row.span.trimmed(article.text());
            for cell in desk.app.page.cells(&article, &row).collect::<Vec<_>>() {
                for column in
                    (cell.column..cell.column + cell.width).filter(|_| cell.span.start() < shown.end())
                {
                    // Elsewhere first, so that it is no second press.
                    desk.click(0, 99).click(area.x + column, y);
                    assert_eq!(
                        desk.app.model.view.cursor,
                        cell.span.start(),
                        "column {column} of {:?}",
                        shown
                    );
                }
            }
        }
    }
}

#[test]
fn presses_one_after_the_other_select_the_word_the_sentence_and_the_paragraph() {
    let mut desk = ferry();
    let (column, row) = desk.cell_of("waited");
    let paragraph = FERRY.lines().nth(4).unwrap();
    let expected =
        ["", "waited", "“We have waited long enough,” Ms Quill told reporters in Velden.", paragraph, ""];
    for expected in expected {
        desk.mouse(column, row, PRESS).mouse(column, row, Gesture::Release);
        assert_eq!(desk.selected(), expected);
    }
    desk.mouse(column, row, PRESS);
    assert_eq!(desk.selected(), "waited");
    // A press much later is a first one.
    let later = "2026-11-23T09:12:01Z".parse().unwrap();
    assert!(NOW < "2026-11-23T09:12:01Z");
    desk.app.update(Event::Mouse(Mouse { column, row, gesture: PRESS }), later);
    assert_eq!(desk.selected(), "");
}

#[test]
fn a_drag_selects_by_cluster_in_both_directions_and_tells_how_to_copy() {
    let mut desk = ferry();
    let (from, to) = (desk.cell_of("island"), desk.cell_of("sail"));
    desk.mouse(from.0, from.1, PRESS);
    assert_eq!(desk.app.model.selection(), None, "a press alone selects nothing");
    desk.mouse(from.0, from.1, Gesture::Drag);
    assert_eq!(desk.app.model.selection(), None, "nor does a hand that trembles");
    desk.mouse(to.0 + 3, to.1, Gesture::Drag).mouse(to.0 + 3, to.1, Gesture::Release);
    assert_eq!(desk.selected(), "island’s ferry will sail");
    assert_eq!(desk.message(), "4 words selected: y copies");
    // Keys go on with what the mouse began.
    desk.keys("1");
    assert_eq!(desk.tags(), ["Person: island’s ferry will sail = island’s ferry will sail"]);
    desk.mouse(to.0 + 3, to.1, PRESS).mouse(from.0, from.1, Gesture::Drag);
    assert_eq!(desk.selected(), "island’s ferry will sail");
    assert!(desk.under().starts_with("island"), "the cursor goes where the mouse went");
}

#[test]
fn a_drag_from_a_word_selects_words_and_shift_extends() {
    let mut desk = ferry();
    let (from, to) = (desk.cell_of("rry will sail"), desk.cell_of("il again"));
    desk.mouse(from.0, from.1, PRESS).mouse(from.0, from.1, PRESS).mouse(to.0, to.1, Gesture::Drag);
    assert_eq!(desk.selected(), "ferry will sail");
    let (column, row) = desk.cell_of("n Monday");
    desk.mouse(column, row, Gesture::Press { extend: true });
    assert_eq!(desk.selected(), "ferry will sail again on");
    let mut desk = ferry();
    desk.click(from.0, from.1).mouse(column, row, Gesture::Press { extend: true });
    assert_eq!(desk.selected(), "rry will sail again on", "from the cursor where nothing was selected");
}

/// Forty numbered paragraphs.
fn long() -> Desk {
    let text: String = (1..=40).map(|number| format!("Paragraph {number} of the report.\n\n")).collect();
    Desk::open(&text, 100, 20)
}

/// The first words on the screen.
fn first_row(desk: &mut Desk) -> String {
    let top = onrecord::app::top(&desk.app.model, &mut desk.app.page);
    desk.app.model.article.text()[top..].lines().next().unwrap().to_owned()
}

#[test]
fn the_wheel_scrolls_and_the_cursor_stays_in_sight() {
    let mut desk = long();
    let area = desk.app.model.layout().unwrap().text;
    desk.mouse(area.x, area.y, DOWN);
    assert_eq!((first_row(&mut desk).as_str(), desk.app.model.view.top), ("", 54), "three rows: two gaps");
    assert!(desk.under().starts_with("Paragraph 3"), "{}", desk.under());
    desk.mouse(area.x, area.y, DOWN).mouse(area.x, area.y, UP).mouse(area.x, area.y, UP);
    assert_eq!(first_row(&mut desk), "Paragraph 1 of the report.");
    desk.mouse(area.x, area.y, UP);
    assert_eq!(desk.app.model.view.top, 0);
    for _ in 0..100 {
        desk.mouse(area.x, area.y, DOWN);
    }
    let rows = {
        let (article, top) = (desk.app.model.article.clone(), desk.app.model.view.top);
        desk.app.page.rows_from(&article, top, 100).iter().filter(|row| !row.is_gap()).count()
    };
    assert!(rows * 2 >= usize::from(area.height) - 2, "the last screen is full: {rows}");
}

#[test]
fn a_selection_stays_as_it_is_while_the_wheel_turns_and_ends_with_the_next_key() {
    let mut desk = long();
    let area = desk.app.model.layout().unwrap().text;
    desk.mouse(area.x, area.y, PRESS).mouse(area.x + 8, area.y, Gesture::Drag);
    desk.mouse(area.x + 8, area.y, Gesture::Release);
    for _ in 0..5 {
        desk.mouse(area.x, area.y, DOWN);
    }
    assert_eq!(desk.selected(), "Paragraph");
    assert_ne!(first_row(&mut desk), "Paragraph 1 of the report.");
    desk.keys("<shift-right>");
    assert_eq!(desk.selected(), "Paragraph ");
    assert_eq!(first_row(&mut desk), "Paragraph 1 of the report.", "what is changed is brought into sight");
}

#[test]
fn a_drag_beyond_the_edge_scrolls() {
    let mut desk = long();
    let area = desk.app.model.layout().unwrap().text;
    desk.mouse(area.x, area.y, PRESS);
    for _ in 0..20 {
        desk.mouse(area.x + 11, area.y + area.height, Gesture::Drag);
    }
    assert!(desk.selected().contains("Paragraph 12 of"), "{}", desk.selected());
    assert!(desk.selected().starts_with("Paragraph 1 of"));
    for _ in 0..30 {
        desk.mouse(area.x, area.y - 1, Gesture::Drag);
    }
    assert_eq!(desk.selected(), "P");
}

#[test]
fn a_click_on_a_source_goes_through_what_it_says() {
    let mut desk = ferry();
    let area = desk.app.model.layout().unwrap().sources.unwrap();
    desk.click(area.x + 5, area.y + 1);
    assert_eq!((desk.app.model.focus, desk.app.model.selected_source), (Focus::Sources, 0));
    let first = desk.app.model.view.cursor;
    desk.click(area.x + 5, area.y + 1);
    let second = desk.app.model.view.cursor;
    assert!(second > first, "{first} {second}");
    assert_eq!(desk.app.model.voice_of(0), Some("Mara Quill"));
    desk.click(area.x + 5, area.y + 2);
    assert_eq!(desk.app.model.selected_source, 1);
    // Below the last one there is nobody.
    desk.click(area.x + 5, area.y + 20);
    assert_eq!(desk.app.model.selected_source, 1);
    let text = desk.app.model.layout().unwrap().text;
    desk.click(text.x, text.y);
    assert_eq!(desk.app.model.focus, Focus::Article);
}

#[test]
fn a_click_on_the_outline_goes_there_and_a_far_one_can_be_gone_back_from() {
    let mut desk = long();
    desk.send(Event::Resize(100, 30));
    let area = desk.app.model.layout().unwrap().outline.unwrap();
    let last = area.y + area.height - 2;
    let expected = outline(&desk.app.model, usize::from(area.height) - 2).last().unwrap().start;
    // From the sources the keys go back to the article.
    desk.keys("f").click(area.x + 3, last);
    assert_eq!((desk.app.model.view.cursor, desk.app.model.focus), (expected, Focus::Article));
    desk.click(area.x + 3, area.y + area.height - 1);
    assert_eq!(desk.app.model.view.cursor, expected, "the frame is no row");
    let strip = desk.app.model.layout().unwrap().strip.unwrap();
    desk.click(strip.x + strip.width - 1, strip.y).keys("-");
    assert_eq!(desk.app.model.view.cursor, expected, "{}", desk.message());
}

#[test]
fn a_click_on_the_strip_goes_there() {
    let mut desk = long();
    let strip = desk.app.model.layout().unwrap().strip.unwrap();
    desk.click(strip.x + 50, strip.y);
    assert_eq!(desk.app.model.percent(), 50);
    desk.keys("-");
    assert_eq!(desk.app.model.percent(), 0, "it is a jump, to go back from");
    desk.keys("_");
    assert_eq!(desk.app.model.percent(), 50);
    desk.mouse(strip.x + 25, strip.y, PRESS).mouse(strip.x, strip.y, Gesture::Drag);
    assert_eq!(desk.app.model.percent(), 0, "as long as the button is held it follows");
}

#[test]
fn a_click_on_a_hint_presses_its_keys() {
    let mut desk = ferry();
    let line = desk.app.model.layout().unwrap().hints.unwrap();
    let column = |desk: &Desk, words: &str| {
        let hints = hint_line(&desk.app.model, 120);
        hints.into_iter().find(|hint| hint.words == words).unwrap().column
    };
    let at = column(&desk, "review");
    desk.click(at, line.y);
    assert!(desk.app.model.view.suggestion.is_some());
    // The message stands where the hints were: a click takes it away, and no more.
    desk.app.model.message = Some(onrecord::app::Message::done("done"));
    desk.mouse(column(&desk, "accept"), line.y, PRESS);
    assert_eq!((desk.message(), desk.tags().len()), ("", 0));
    let at = column(&desk, "accept");
    desk.click(at, line.y);
    assert_eq!(desk.tags().len(), 1);
    desk.keys("g");
    let at = column(&desk, "top");
    desk.click(at, line.y);
    assert!(desk.under().starts_with("Ferry"), "{}", desk.under());
    let at = column(&desk, "help");
    desk.click(at, line.y);
    assert!(desk.app.model.help.is_some());
    desk.click(0, 1);
    assert_eq!(desk.app.model.overlay, None, "a click beside it closes it");
}

#[test]
fn the_wheel_scrolls_the_help_and_clicks_press_the_keys_below_it() {
    let mut desk = Desk::open(FERRY, 80, 24);
    desk.keys("?");
    let top = |desk: &Desk| desk.app.model.placed().unwrap().first;
    desk.mouse(10, 5, DOWN).mouse(10, 5, DOWN);
    assert_eq!(top(&desk), 6);
    desk.mouse(10, 5, UP).mouse(10, 5, UP).mouse(10, 5, UP);
    assert_eq!(top(&desk), 0, "no further than the first row");
    desk.mouse(10, 5, DOWN).click(10, 5);
    assert_eq!(top(&desk), 3, "a row is there to be read");
    // The line of hints is below; without it they stand on the lower edge.
    for (before, has_line) in [("", true), ("tk", false)] {
        let mut desk = Desk::open(FERRY, 80, 24);
        desk.keys(before).keys("?");
        let hint = |desk: &Desk, words: &str| {
            let (model, area) = (&desk.app.model, desk.app.model.placed().unwrap().area);
            let edge = footer(model, area, model.situation());
            let (hints, row) = match model.layout().unwrap().hints {
                Some(line) => (hint_line(model, 80), line.y),
                None => (edge.clone(), area.y + area.height - 1),
            };
            assert_eq!(edge.is_empty(), has_line);
            (hints.into_iter().find(|hint| hint.words == words).unwrap().column, row)
        };
        let (column, row) = hint(&desk, "find a key");
        desk.click(column, row).keys("entities");
        let help = desk.app.model.help.as_ref().unwrap();
        assert!(help.is_typed && help.rows().len() < 30, "{:?}", help.rows());
        let (column, row) = hint(&desk, "show all keys");
        desk.click(column, row);
        let (column, row) = hint(&desk, "close");
        desk.click(column, row);
        assert!(desk.app.model.help.is_none());
    }
}

#[test]
fn the_wheel_moves_on_in_the_palette_and_clicks_do_what_is_there() {
    let mut desk = ferry();
    desk.keys(":");
    let rows = desk.app.model.placed().unwrap().rows;
    let chosen = |desk: &Desk| match &desk.app.model.overlay {
        Some(Overlay::Palette(palette)) => palette.chosen,
        other => panic!("{other:?}"),
    };
    desk.mouse(rows.x, rows.y, DOWN).mouse(rows.x, rows.y, DOWN).mouse(rows.x, rows.y, UP);
    assert_eq!(chosen(&desk), 3);
    desk.click(rows.x + 2, rows.y + 1);
    assert_eq!(chosen(&desk), 1);
    desk.keys("toggle strip").click(rows.x + 2, rows.y + 9);
    assert_eq!(chosen(&desk), 0, "there is no such row");
    let before = desk.app.model.settings.panes.strip;
    desk.click(rows.x + 2, rows.y);
    assert_eq!((desk.app.model.settings.panes.strip, &desk.app.model.overlay), (!before, &None));
    desk.keys(":").click(0, 0);
    assert_eq!(desk.app.model.overlay, None, "a click beside it closes it");
}

#[test]
fn a_click_on_a_row_chooses_it_and_another_one_takes_it() {
    let mut desk = ferry();
    desk.keys("E");
    let placed = desk.app.model.placed().unwrap();
    desk.click(placed.rows.x + 3, placed.rows.y + 1);
    let Some(Overlay::List(list)) = &desk.app.model.overlay else { panic!() };
    assert_eq!(list.chosen, 1);
    desk.click(placed.rows.x + 3, placed.rows.y + 1);
    assert!(matches!(desk.app.model.overlay, Some(Overlay::Line(_))));
    desk.click(0, 1);
    assert!(matches!(desk.app.model.overlay, Some(Overlay::Line(_))), "what is written is not lost");
    assert_eq!(desk.message(), "something is written here: Esc closes this, Enter takes it");
    desk.keys("<esc>D");
    let placed = desk.app.model.placed().unwrap();
    desk.mouse(placed.rows.x, placed.rows.y, DOWN).mouse(placed.rows.x, placed.rows.y, UP);
    let Some(Overlay::Menu(menu)) = &desk.app.model.overlay else { panic!() };
    assert_eq!(menu.chosen, 0);
    desk.click(0, 1);
    assert_eq!(desk.app.model.overlay, None);
}

#[test]
fn rows_of_many_places_are_taken_and_left_by_clicks() {
    let mut desk = ferry();
    desk.go("Quill said").keys("1*");
    let placed = desk.app.model.placed().unwrap();
    let taken = |desk: &Desk| match &desk.app.model.overlay {
        Some(Overlay::Preview(preview)) => (preview.chosen, preview.taken(), preview.len()),
        _ => panic!(),
    };
    let before = taken(&desk);
    desk.click(placed.rows.x, placed.rows.y);
    assert_eq!(taken(&desk), (0, before.1 - 1, before.2));
    desk.click(0, 3);
    assert_eq!(taken(&desk).2, before.2, "a click beside the rows loses none of them");
}

#[test]
fn copied_words_are_those_of_the_article() {
    let mut desk = Desk::open(SCRIPTS, 60, 30);
    let copied = |desk: &mut Desk| match desk.effects.pop() {
        Some(Effect::Copy(text)) => text,
        other => panic!("{other:?}"),
    };
    desk.go("One\ttab").keys("y");
    assert_eq!(copied(&mut desk), "One\ttab\tbetween.");
    assert_eq!(desk.message(), "copied the sentence, 3 words, to the terminal’s clipboard");
    desk.go("Ring").keys("PPy");
    assert!(!copied(&mut desk).contains(['\u{7}', '\u{1B}', '\u{85}']), "nothing that commands");
    desk.go("我们").keys("P");
    let (selected, rows) = (desk.selected().to_owned(), desk.cell_of("直到").1 - desk.cell_of("我们").1);
    assert!(rows > 0, "it takes several rows on the screen");
    desk.keys("y");
    assert_eq!(copied(&mut desk), selected);
    assert!(!selected.contains('\n'));
    let mut desk = ferry();
    desk.go("Quill told").keys("y");
    assert_eq!(copied(&mut desk), "“We have waited long enough,” … “The boat is ready.”");
    assert!(desk.message().starts_with("copied the statement, 9 words"), "{}", desk.message());
}

#[test]
fn what_no_terminal_takes_is_not_copied() {
    let mut desk = Desk::open(&"word ".repeat(20_000), 80, 24);
    desk.keys("Py");
    assert!(desk.effects.is_empty());
    assert_eq!(desk.message(), "the selection is too long for a clipboard: select at most 74 KB of it");
}

#[test]
fn the_mouse_can_be_left_to_the_terminal() {
    let mut desk = ferry();
    desk.keys("tm");
    assert_eq!(desk.message(), "the mouse is the terminal’s: select and copy there");
    desk.keys("tm");
    assert_eq!(desk.message(), "the mouse is back: click, drag and wheel work here");
    let asked: Vec<_> = desk
        .effects
        .iter()
        .map(|effect| match effect {
            Effect::Mouse(is_ours) => *is_ours,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(asked, [false, true]);
}
