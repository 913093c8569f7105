//! What a terminal gets from the subcommands.

use std::io::Read as _;

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

use crate::runner::{ARTICLE, Folder};

/// Runs the program on a terminal of that many columns; what it wrote, and whether it went well.
fn on_terminal(folder: &Folder, args: &[&str], columns: u16, env: &[(&str, &str)]) -> (String, bool) {
    let size = PtySize { rows: 24, cols: columns, ..PtySize::default() };
    let pair = native_pty_system().openpty(size).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_onrecord"));
    command.args(args);
    command.cwd(folder.path(""));
    ["COLUMNS", "NO_COLOR"].iter().for_each(|name| command.env_remove(name));
    command.env("XDG_DATA_HOME", folder.path("data"));
    env.iter().for_each(|(name, value)| command.env(name, value));
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut written = Vec::new();
    // On Linux the end of a terminal reads as an error.
    let _ = pair.master.try_clone_reader().unwrap().read_to_end(&mut written);
    let success = child.wait().unwrap().success();
    (String::from_utf8(written).unwrap().replace("\r\n", "\n"), success)
}

#[test]
fn a_terminal_gets_colours_and_wrapped_rows() {
    let folder = Folder::new();
    let (coloured, success) = on_terminal(&folder, &["show", "ferry.txt"], 40, &[]);
    assert!(success && coloured.contains("\u{1b}[36m"), "{coloured}");
    let (plain, _) = on_terminal(&folder, &["show", "ferry.txt"], 40, &[("NO_COLOR", "1")]);
    assert!(!plain.contains('\u{1b}'), "{plain}");
    assert!(plain.lines().all(|line| line.chars().count() <= 40), "{plain}");
    assert_eq!(on_terminal(&folder, &["show", "--color", "never", "ferry.txt"], 40, &[]).0, plain);
    assert_eq!(on_terminal(&folder, &["show", "ferry.txt"], 40, &[("NO_COLOR", "")]).0, coloured);
}

#[test]
fn a_table_fits_the_terminal() {
    let folder = Folder::new();
    for columns in [20, 49, 80, 200] {
        let (table, success) = on_terminal(&folder, &["quotes", "ferry.txt"], columns, &[]);
        assert!(success && table.lines().all(|line| line.chars().count() <= usize::from(columns)), "{table}");
    }
}

#[test]
fn comma_separated_values_reach_a_terminal_harmless() {
    let folder = Folder::new();
    folder.write("a.txt", ARTICLE.replace("island", "\u{1b}[31misland\u{9b}"));
    for args in [
        ["quotes", "a.txt", "--format", "csv"],
        ["export", "a.txt", "--to", "csv"],
        ["export", "a.txt", "--to", "markdown"],
    ] {
        let (written, success) = on_terminal(&folder, &args, 80, &[]);
        assert!(success && !written.contains(|c: char| c.is_control() && c != '\n'), "{written:?}");
    }
}
