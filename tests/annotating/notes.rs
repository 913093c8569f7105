use super::*;
use onrecord::app::Event;

fn notes(desk: &Desk) -> Vec<&str> {
    desk.app.model.record.notes().map(|note| note.text.as_str()).collect()
}

#[test]
fn notes_are_written_changed_and_deleted() {
    let mut desk = ferry();
    desk.go("Velden").keys("3m<space>check: where?<enter>");
    assert_eq!(notes(&desk), ["check: where?"]);
    assert!(here(&desk).contains(&"check: where?".to_owned()));
    desk.keys("m<ctrl-u>new<enter>");
    assert_eq!(notes(&desk), ["new"]);
    desk.keys("m<enter>");
    assert_eq!(desk.message(), "the note is as it was");
    desk.keys("m<ctrl-u><enter>");
    assert_eq!(notes(&desk), [""; 0]);
    desk.keys("u");
    assert_eq!(notes(&desk), ["new"]);
}

#[test]
fn the_title_of_a_note_says_what_it_is_on() {
    let table = [
        ("sail again", "m", "Note on the statement “The island’s ferry will sail aga…”"),
        ("HARBOUR", "m", "Note on the word “HARBOUR”"),
        ("The boat is", "<shift-tab>m", "Note on the name “Velden”"),
        ("Velden", "3m", "Note on Place “Velden”"),
        ("Velden", "Wm", "Note on the selection"),
    ];
    for (place, keys, title) in table {
        let mut desk = ferry();
        desk.go(place).keys(keys);
        let Some(Overlay::Note(draft)) = &desk.app.model.overlay else { panic!("{place}") };
        assert_eq!(draft.title, title, "{place}");
    }
}

#[test]
fn a_note_on_the_name_that_is_reviewed_is_on_nothing_around_it() {
    let mut desk = ferry();
    // The statement is on the record before the names that stand in it are reviewed.
    desk.go("The island").keys("a<esc>").go("sail again").keys("mon it all<enter><tab>");
    assert!(desk.under().starts_with("Monday"), "{}", desk.under());
    desk.keys("mon the name<enter>");
    let note = desk.app.model.record.notes().find(|note| note.text == "on the name").unwrap();
    assert_eq!((note.about.as_ref(), note.at[0].of(FERRY)), (None, "Monday"));
    assert_eq!(notes(&desk).len(), 2);
}

#[test]
fn a_note_has_as_many_lines_as_its_writer_wants() {
    for new_line in ["<alt-enter>", "<shift-enter>", "<ctrl-j>"] {
        let mut desk = ferry();
        desk.keys(&format!("mone{new_line}two<up><home>0<end>!<down>2<ctrl-s>"));
        assert_eq!(notes(&desk), ["0one!\ntwo2"], "{new_line}");
    }
    let mut desk = ferry();
    desk.keys("m");
    desk.send(Event::Paste("one\r\ntwo\r".to_owned()));
    desk.keys("three<enter>");
    assert_eq!(notes(&desk), ["one\ntwo\nthree"]);
    assert!(here(&desk).contains(&"two".to_owned()), "{:?}", here(&desk));
    desk.keys("m");
    desk.send(Event::Paste("\n4\n5\n6\n7\n8".to_owned()));
    desk.keys("<enter>");
    assert!(here(&desk).contains(&"… m opens it".to_owned()), "{:?}", here(&desk));
    desk.keys("m<ctrl-u><ctrl-u><ctrl-u>!<enter>");
    assert_eq!(notes(&desk), ["one\ntwo\nthree\n4\n5\n6\n!"], "a line at a time is erased");
}

#[test]
fn what_was_written_is_not_dropped_by_one_key() {
    let mut desk = ferry();
    desk.keys("mwords<esc>");
    assert_eq!(desk.message(), "not kept yet: Esc again drops what you wrote, Enter keeps it");
    desk.keys("!<esc><enter>");
    assert_eq!(notes(&desk), ["words!"]);
    desk.keys("m<esc>");
    assert!(desk.app.model.overlay.is_none(), "what is unchanged is left at once");
    desk.keys("m?<esc><esc>");
    assert_eq!(notes(&desk), ["words!"]);
}

#[test]
fn notes_are_about_tags_statements_words_selections_and_the_document() {
    let table = [
        ("Velden", "3mx<enter>", "on Place “Velden”"),
        ("waited", "mx<enter>", "on “We have waited long eno…"),
        ("Ferry", "mx<enter>", "on “Ferry”"),
        ("Ferry talks", "WWmx<enter>", "on “Ferry talks”"),
        ("Milo", "g nx<enter>", "on the document"),
    ];
    for (words, script, expected) in table {
        let mut desk = ferry();
        desk.go(words).keys(&script.replace("g n", "gn"));
        assert_eq!(notes(&desk), ["x"], "{words}");
        desk.keys("gN");
        let Some(Overlay::Finder(finder)) = &desk.app.model.overlay else { panic!("no list") };
        let row = finder.left_from(0).next().unwrap();
        assert_eq!(onrecord::app::about(&desk.app.model, row), expected, "{words}");
    }
    let mut desk = ferry();
    desk.go("“The boat").keys("hmx<enter>");
    let note = desk.app.model.record.notes().next().unwrap();
    assert!(note.at.is_empty() && note.about.is_none(), "where nothing is, the note is on the document");
}

#[test]
fn all_notes_are_listed_and_gone_to() {
    let mut desk = ferry();
    desk.keys("gN");
    assert_eq!(desk.message(), "no notes yet: m writes one, g n one on the document");
    desk.go("crossing")
        .keys("mlast<enter>")
        .go("Velden")
        .keys("3mmiddle<enter>gnfirst<ctrl-j>of all<enter>gg");
    desk.keys("gN");
    assert_eq!(listed(&desk), ["first", "middle", "last"]);
    desk.keys("mid<enter>");
    assert!(desk.under().starts_with("Velden"), "{}", desk.under());
    desk.keys("gN<down><down><enter>");
    assert!(desk.under().starts_with("the crossing"), "{}", desk.under());
    desk.keys("gN<enter>!<enter>");
    assert_eq!(desk.app.model.record.document_notes().next().unwrap().text, "first\nof all!");
    let count = desk.app.model.record.notes().count();
    desk.keys("gn<ctrl-u><ctrl-u><ctrl-u><enter>");
    assert_eq!(desk.app.model.record.notes().count(), count - 1);
}

#[test]
fn a_note_stands_before_what_else_is_known_so_that_a_small_pane_shows_it() {
    let mut desk = Desk::open("Milo Rask spoke in Tarn.\n", 60, 20);
    desk.keys("W1m").keys("check: where?").keys("<enter>");
    assert_eq!(here(&desk).iter().take(2).collect::<Vec<_>>(), ["Note · ana", "check: where?"]);
    assert!(
        here(&desk).iter().filter(|fact| **fact == *"Note · ana").count() == 1,
        "and it stands there once"
    );
}
