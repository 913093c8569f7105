//! However the program ends, the terminal is as before and the edits are on disk.

use crate::folder::Folder;

#[test]
fn the_terminal_is_given_back_however_the_program_ends() {
    let folder = Folder::new();
    let mut tags = 0;
    for (how, code) in
        [("q", 0), ("\u{3}", 0), ("TERM", 128 + 15), ("HUP", 128 + 1), ("INT", 128 + 2), ("QUIT", 128 + 3)]
    {
        let mut pty = folder.open(["ferry.txt"]);
        pty.wait_saved(|counts| counts.tags == tags);
        assert!(pty.is_raw(), "{how:?}");
        pty.send("\ta");
        tags = pty.wait_saved(|counts| counts.tags > tags).tags;
        if how.len() > 1 {
            pty.signal(how)
        } else {
            pty.send(how)
        }
        let ended = pty.end();
        assert_eq!((ended.code, ended.signal.as_deref()), (code, None), "{how:?}: {}", ended.text);
        ended.assert_given_back(how);
        assert_eq!(folder.record("ferry.txt").tag_count(), tags, "{how:?}");
        assert_eq!(folder.names(), ["ferry.txt", "ferry.txt.ron"], "{how:?} leaves neither journal nor lock");
    }
}

#[test]
fn an_edit_that_is_not_yet_shown_as_saved_is_on_disk_at_the_end() {
    let folder = Folder::new();
    for (number, how) in ["q", "TERM", "HUP"].into_iter().enumerate() {
        let name = format!("{number}.txt");
        folder.write(&name, folder.read("ferry.txt"));
        let mut pty = folder.open([&name]);
        pty.wait_saved(|counts| counts.tags == 0);
        if how.len() > 1 {
            pty.send("\ta");
            pty.wait_for("a tag", |screen| (!screen.contents().contains(" 0 tags")).then_some(()));
            pty.signal(how);
        } else {
            pty.send("\taq");
        }
        pty.end().assert_given_back(how);
        assert!(folder.record(&name).tag_count() > 0, "{how}");
    }
}

#[test]
fn a_signal_before_the_first_frame_ends_the_program() {
    let folder = Folder::new();
    for pause in 0..10 {
        let mut pty = folder.open(["ferry.txt"]);
        // The title stands in the first frame; until then the alternate screen is empty.
        pty.wait_for("the alternate screen", |screen| screen.alternate_screen().then_some(()));
        std::thread::sleep(std::time::Duration::from_micros(pause * 500));
        pty.signal("TERM");
        let ended = pty.end();
        assert_eq!(ended.code, 128 + 15, "{}", ended.text);
        ended.assert_given_back("SIGTERM");
    }
}

#[test]
fn a_terminal_that_goes_away_ends_the_program_with_everything_saved() {
    let folder = Folder::new();
    let mut pty = folder.open(["ferry.txt"]);
    pty.wait_saved(|_| true);
    pty.send("\ta");
    let counts = pty.wait_saved(|counts| counts.tags > 0);
    pty.hang_up();
    // What it says, and to whom, is nobody's business any more; but it does not panic.
    let ended = pty.end();
    assert_ne!(ended.code, 101);
    assert_eq!(folder.record("ferry.txt").tag_count(), counts.tags);
    assert_eq!(folder.names(), ["ferry.txt", "ferry.txt.ron"]);
}
