//! What a terminal gets from the subcommands.

use std::io::{Read as _, Write as _};

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
    command.env("XDG_CONFIG_HOME", folder.path("config"));
    env.iter().for_each(|(name, value)| command.env(name, value));
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut written = Vec::new();
    // On Linux the end of a terminal reads as an error.
    let _ = pair.master.try_clone_reader().unwrap().read_to_end(&mut written);
    let success = child.wait().unwrap().success();
    (String::from_utf8(written).unwrap().replace("\r\n", "\n"), success)
}

/// A line for the shell, to be run in the folder.
fn shell(folder: &Folder, line: &str) -> CommandBuilder {
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", line]);
    command.cwd(folder.path(""));
    command.env("TERM", "xterm-256color");
    command
}

/// Runs a line of the shell on a terminal; what it wrote there, and whether it went well.
fn in_shell(folder: &Folder, line: &str) -> (String, bool) {
    let pair = native_pty_system().openpty(PtySize::default()).unwrap();
    let mut child = pair.slave.spawn_command(shell(folder, line)).unwrap();
    drop(pair.slave);
    let mut written = Vec::new();
    // On Linux the end of a terminal reads as an error.
    let _ = pair.master.try_clone_reader().unwrap().read_to_end(&mut written);
    let success = child.wait().unwrap().success();
    (String::from_utf8(written).unwrap().replace("\r\n", "\n"), success)
}

#[cfg(feature = "tui")]
#[test]
fn a_dumb_terminal_is_read_to_line_by_line() {
    let folder = Folder::new();
    let pair = native_pty_system().openpty(PtySize::default()).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_onrecord"));
    command.arg("ferry.txt");
    command.cwd(folder.path(""));
    command.env("XDG_DATA_HOME", folder.path("data"));
    command.env("TERM", "dumb");
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    pair.master.take_writer().unwrap().write_all(b"\nq\n").unwrap();
    let mut written = Vec::new();
    // On Linux the end of a terminal reads as an error.
    let _ = pair.master.try_clone_reader().unwrap().read_to_end(&mut written);
    assert!(child.wait().unwrap().success());
    let written = String::from_utf8(written).unwrap();
    assert!(written.contains("(TERM=dumb), so here is what --linear does"), "{written}");
    assert!(written.contains("> Byline. By Ada Long") && !written.contains('\u{1b}'), "{written}");
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

#[test]
fn progress_is_shown_where_the_output_goes_elsewhere() {
    let folder = Folder::new();
    (0..50).for_each(|number| folder.write(format!("{number}.txt"), ARTICLE));
    let program = env!("CARGO_BIN_EXE_onrecord");
    let told = |options: &str| {
        let line = format!("'{program}' quotes . none.txt --format csv {options}");
        let (written, success) = in_shell(&folder, &line);
        assert!(!success);
        written
    };
    let shown = told("> out.csv");
    assert!(shown.contains(" of ") && shown.contains("documents"), "{shown:?}");
    let failure = "onrecord: none.txt: there is no such file; check the name\n";
    assert!(shown.contains(failure), "{shown:?}");
    assert_eq!(told("--quiet > out.csv"), failure);
    assert_eq!(told("> out.csv 2> told"), "");
    assert_eq!(folder.read("told"), failure);
    assert_eq!(told(""), folder.read("out.csv") + failure);
}

#[test]
fn an_interrupt_ends_the_work_at_once() {
    let folder = Folder::new();
    let program = env!("CARGO_BIN_EXE_onrecord");
    let line = "yes '{\"id\": \"a\", \"text\": \"It rained.\"}'";
    let line = format!("{line} | '{program}' quotes --input jsonl --format csv - > /dev/null");
    let pair = native_pty_system().openpty(PtySize::default()).unwrap();
    let mut child = pair.slave.spawn_command(shell(&folder, &line)).unwrap();
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().unwrap();
    // Its progress says that the work goes on.
    reader.read_exact(&mut [0]).unwrap();
    pair.master.take_writer().unwrap().write_all(b"\x03").unwrap();
    let _ = reader.read_to_end(&mut Vec::new());
    assert!(!child.wait().unwrap().success());
}

#[cfg(feature = "tui")]
#[test]
fn what_is_wrong_with_a_file_of_ones_own_is_told_before_the_screen_opens() {
    let table = [
        ("settings.ron", "(theme: \"dusk\")", "“dusk” is no theme"),
        ("settings.ron", "(teme: \"dark\")", "settings.ron:1:2: there is no field “teme” here"),
        ("keymap.ron", "{\"article\": {\"1\": top}}", "keymap.ron:1:14: “1” would take “1” from the label"),
        ("themes/light.ron", "(text: \"white\")", "light.ron:1:"),
    ];
    for (file, content, expected) in table {
        let folder = Folder::new();
        std::fs::create_dir_all(folder.path("config/onrecord/themes")).unwrap();
        folder.write(format!("config/onrecord/{file}"), content);
        let (told, success) = on_terminal(&folder, &["ferry.txt"], 80, &[]);
        assert!(!success && told.starts_with("onrecord: ") && told.contains(expected), "{told}");
        assert!(!told.contains('\u{1b}') && !told.contains("Ferry to stay"), "{told}");
    }
}
