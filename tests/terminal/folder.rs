//! A folder with articles in it, and nothing of this machine's settings.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use onrecord::annotation::Record;
use onrecord::store;
use portable_pty::CommandBuilder;
use tempfile::TempDir;

use crate::pty::{Pty, SIZE};
use crate::support::{FERRY, article};

/// A folder to run the program in, with homes of its own beside.
pub(crate) struct Folder {
    dir: TempDir,
}

impl Folder {
    /// A folder with the article about the ferry in `ferry.txt`.
    pub(crate) fn new() -> Self {
        let folder = Self { dir: TempDir::new().unwrap() };
        fs::create_dir(folder.path("")).unwrap();
        folder.write("ferry.txt", FERRY);
        folder
    }

    /// The path of the file `name`.
    pub(crate) fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.dir.path().join("news").join(name)
    }

    /// The user's data directory.
    pub(crate) fn data(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    pub(crate) fn write(&self, name: impl AsRef<Path>, content: impl AsRef<[u8]>) {
        fs::write(self.path(name), content).unwrap();
    }

    pub(crate) fn read(&self, name: impl AsRef<Path>) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// What lies in the folder, sorted, but for the last good copies of records.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.path("")).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.retain(|name| !name.ends_with('~'));
        names.sort();
        names
    }

    /// The record of the article `name`, with what is only in its journal.
    pub(crate) fn record(&self, name: &str) -> Record {
        record_of(&self.read(name), &self.path(format!("{name}.ron")))
    }

    /// A program to be run in the folder.
    pub(crate) fn command<A: AsRef<OsStr>>(
        &self,
        program: impl AsRef<OsStr>,
        args: impl IntoIterator<Item = A>,
    ) -> CommandBuilder {
        let mut command = CommandBuilder::new(program);
        command.args(args);
        command.cwd(self.path(""));
        command.env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("HOME", self.dir.path());
        command.env("XDG_DATA_HOME", self.data());
        command.env("XDG_STATE_HOME", self.dir.path().join("state"));
        command.env("XDG_CONFIG_HOME", self.dir.path().join("config"));
        command.env("TERM", "xterm-256color");
        command.env("LC_ALL", "C.UTF-8");
        command.env("USER", "ana");
        command.env("ONRECORD", PROGRAM);
        command
    }

    /// Starts the program.
    pub(crate) fn open<A: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = A>) -> Pty {
        Pty::spawn(self.command(PROGRAM, args), SIZE)
    }

    /// Starts a shell with a script, where `$ONRECORD` is the program.
    pub(crate) fn shell(&self, script: &str) -> Pty {
        Pty::spawn(self.command("sh", ["-c", script]), SIZE)
    }
}

/// The record at `path` of an article of that text, with what is only in its journal.
pub(crate) fn record_of(text: &str, path: &Path) -> Record {
    store::read(path, &Arc::new(article(text))).unwrap().record
}

/// The program.
const PROGRAM: &str = env!("CARGO_BIN_EXE_onrecord");

/// An article of our own with that many paragraphs, in each of them somebody who says something.
pub(crate) fn long_article(paragraphs: usize) -> String {
    const FIRST: [&str; 8] = ["Anna", "Peter", "Maria", "David", "Helen", "Thomas", "Laura", "James"];
    const LAST: [&str; 9] =
        ["Quill", "Rask", "Tolland", "Brandvik", "Osgood", "Pellow", "Marchetti", "Hale", "Ostrander"];
    const DAYS: [&str; 5] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];
    let paragraph = |number: usize| {
        let (first, last) = (FIRST[number % FIRST.len()], LAST[number % LAST.len()]);
        let (friend, other) = (FIRST[(number + 3) % FIRST.len()], LAST[(number + 5) % LAST.len()]);
        let day = DAYS[number % DAYS.len()];
        format!(
            "“Pier {number} will open again,” {first} {last} told {friend} {other} on {day}. The work \
             at the {number}th lock went on.\n"
        )
    };
    let paragraphs: Vec<String> = (1..=paragraphs).map(paragraph).collect();
    format!("Harbour rebuilt pier by pier\n\n{}", paragraphs.join("\n"))
}
