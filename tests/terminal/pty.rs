//! A terminal with a program in it: what is typed goes in, what is shown comes out.

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, SlavePty, native_pty_system};

/// How long anything may take. Only what hangs takes so long: a busy machine must not fail a test.
const LIMIT: Duration = Duration::from_secs(60);

/// The size that most tests use, in columns and rows.
pub(crate) const SIZE: (u16, u16) = (120, 40);

const UPDATE_BEGINS: &[u8] = b"\x1b[?2026h";
const UPDATE_ENDS: &[u8] = b"\x1b[?2026l";

/// A terminal with a program in it. The program is killed when this is dropped.
pub(crate) struct Pty {
    child: Box<dyn Child + Send + Sync>,
    /// Gone after a hang-up.
    master: Option<Box<dyn MasterPty + Send>>,
    /// Held until the program has ended, or else the system would reset the terminal's modes.
    slave: Option<Box<dyn SlavePty + Send>>,
    keyboard: Option<Box<dyn Write + Send>>,
    shown: Arc<(Mutex<Shown>, Condvar)>,
    reader: Option<JoinHandle<()>>,
    modes_before: String,
    size: (u16, u16),
}

/// What the terminal shows.
struct Shown {
    parser: vt100::Parser,
    /// All bytes that the program wrote.
    written: Vec<u8>,
    /// Whether a frame has begun that has not ended.
    torn: bool,
    /// Whether nothing more will come.
    over: bool,
    /// Whether the reader is to leave at the next byte.
    leave: bool,
}

/// How a program ended, and what it left.
pub(crate) struct Ended {
    /// The exit code.
    pub(crate) code: u32,
    /// The signal that killed it, in the system's words.
    pub(crate) signal: Option<String>,
    /// The text on the screen.
    pub(crate) text: String,
    /// All bytes that it wrote.
    pub(crate) written: Vec<u8>,
    /// What it left the terminal in that it should not have.
    left: Vec<String>,
}

impl Ended {
    /// Fails if the terminal is not as it was before.
    pub(crate) fn assert_given_back(&self, what: &str) {
        assert!(self.left.is_empty(), "{what} leaves {:?}\n{}", self.left, self.text);
        let updates = |mark: &[u8]| self.written.windows(mark.len()).filter(|bytes| *bytes == mark).count();
        assert!(updates(UPDATE_ENDS) >= updates(UPDATE_BEGINS), "{what} leaves a frame open");
    }
}

impl Pty {
    /// Starts `command` on a terminal of that many columns and rows.
    pub(crate) fn spawn(command: CommandBuilder, size: (u16, u16)) -> Self {
        let pair = native_pty_system().openpty(pty_size(size)).unwrap();
        let modes_before = modes(pair.master.as_ref());
        let parser = parser(size);
        let shown = Shown { parser, written: Vec::new(), torn: false, over: false, leave: false };
        let shown = Arc::new((Mutex::new(shown), Condvar::new()));
        let output = pair.master.try_clone_reader().unwrap();
        let reader = thread::spawn({
            let shown = shown.clone();
            move || read(output, &shown)
        });
        let keyboard = pair.master.take_writer().unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        Self {
            child,
            master: Some(pair.master),
            slave: Some(pair.slave),
            keyboard: Some(keyboard),
            shown,
            reader: Some(reader),
            modes_before,
            size,
        }
    }

    /// Types `keys`, byte by byte as a terminal sends them.
    pub(crate) fn send(&mut self, keys: &str) {
        let keyboard = self.keyboard.as_mut().unwrap();
        keyboard.write_all(keys.as_bytes()).unwrap();
        keyboard.flush().unwrap();
    }

    /// Waits until the screen is as wanted between two frames; gives what `found` makes of it.
    pub(crate) fn wait_for<T>(&self, what: &str, found: impl Fn(&vt100::Screen) -> Option<T>) -> T {
        let (shown, changed) = &*self.shown;
        let until = Instant::now() + LIMIT;
        let mut shown = shown.lock().unwrap();
        loop {
            if let Some(found) = found(shown.parser.screen()).filter(|_| !shown.torn) {
                return found;
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() || shown.over {
                let text = shown.parser.screen().contents();
                // The reader is to find the lock whole.
                drop(shown);
                panic!("waited for {what}, but the screen shows\n{text}");
            }
            shown = changed.wait_timeout(shown, left).unwrap().0;
        }
    }

    /// Waits until the screen shows `words`.
    pub(crate) fn wait_for_text(&self, words: &str) {
        self.wait_for(words, |screen| screen.contents().contains(words).then_some(()));
    }

    /// Waits until the message at the bottom holds `words`; gives what stands there.
    pub(crate) fn wait_told(&self, words: &str) -> String {
        self.wait_for(words, |screen| Some(bottom(screen)).filter(|told| told.contains(words)))
    }

    /// Waits until the screen no longer shows `words`.
    pub(crate) fn wait_without(&self, words: &str) {
        let what = format!("no {words}");
        self.wait_for(&what, |screen| (!screen.contents().contains(words)).then_some(()));
    }

    /// Waits until everything is on disk, the article is attributed, and `found` finds what it wants
    /// in the counts; gives these.
    pub(crate) fn wait_saved(&self, found: impl Fn(Counts) -> bool) -> Counts {
        self.wait_for("saved", |screen| {
            Counts::of(&title(screen)).filter(|counts| counts.saved && found(*counts))
        })
    }

    /// The text on the screen.
    pub(crate) fn text(&self) -> String {
        self.shown().parser.screen().contents()
    }

    /// All bytes that the program wrote so far.
    pub(crate) fn written(&self) -> Vec<u8> {
        self.shown().written.clone()
    }

    /// The counts of the last frame that showed everything as saved, among all that were written.
    /// To be asked after the program has ended.
    pub(crate) fn last_saved(&self) -> Option<Counts> {
        let written = self.written();
        let mut parser = parser(self.size);
        let mut last = None;
        let mut rest = written.as_slice();
        while let Some(end) = find(rest, UPDATE_ENDS) {
            let (frame, behind) = rest.split_at(end + UPDATE_ENDS.len());
            parser.process(frame);
            rest = behind;
            last = Counts::of(&title(parser.screen())).filter(|counts| counts.saved).or(last);
        }
        last
    }

    /// Makes the terminal that many columns and rows.
    pub(crate) fn resize(&mut self, size: (u16, u16)) {
        // In one step for whoever looks at the screen.
        let mut shown = self.shown();
        resize(&mut shown.parser, size);
        self.master.as_ref().unwrap().resize(pty_size(size)).unwrap();
        drop(shown);
        self.size = size;
    }

    /// Sends the program a signal by its name, as in "TERM".
    pub(crate) fn signal(&self, name: &str) {
        signal(self.child.process_id().unwrap(), name);
    }

    /// The number of the process.
    pub(crate) fn process(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// Whether the terminal hands every key on as it comes and echoes none.
    pub(crate) fn is_raw(&self) -> bool {
        let modes = modes(self.master.as_deref().unwrap());
        !modes.contains("ICANON") && !modes.contains("| ECHO |")
    }

    /// Kills the program at once.
    pub(crate) fn kill(&mut self) -> Ended {
        self.signal("KILL");
        self.end()
    }

    /// Takes the terminal away, as when its window is closed.
    pub(crate) fn hang_up(&mut self) {
        // The reader holds the terminal too; it leaves when the program draws once more.
        self.shown().leave = true;
        self.send("?");
        self.reader.take().unwrap().join().unwrap();
        (self.keyboard, self.master, self.slave) = (None, None, None);
    }

    /// Waits for the program to end by itself; fails if it does not.
    pub(crate) fn end(&mut self) -> Ended {
        let until = Instant::now() + LIMIT;
        let status = loop {
            match self.child.try_wait().unwrap() {
                Some(status) => break status,
                None if Instant::now() < until => thread::sleep(Duration::from_millis(1)),
                None => panic!("the program does not end; the screen shows\n{}", self.text()),
            }
        };
        let modes_after = self.master.as_deref().map(|master| modes(master));
        // Nobody else holds the terminal: the reader comes to the end of what was written.
        self.slave = None;
        self.reader.take().into_iter().for_each(|reader| reader.join().unwrap());
        let shown = self.shown();
        let screen = shown.parser.screen();
        let mut left = Vec::new();
        left.extend(screen.alternate_screen().then(|| "the alternate screen".to_owned()));
        left.extend(screen.bracketed_paste().then(|| "bracketed paste".to_owned()));
        left.extend(screen.hide_cursor().then(|| "no cursor".to_owned()));
        left.extend(screen.application_cursor().then(|| "application keys".to_owned()));
        left.extend(modes_after.filter(|modes| *modes != self.modes_before));
        Ended {
            code: status.exit_code(),
            signal: status.signal().map(str::to_owned),
            text: screen.contents(),
            written: shown.written.clone(),
            left,
        }
    }

    fn shown(&self) -> MutexGuard<'_, Shown> {
        self.shown.0.lock().unwrap()
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        if let (Ok(None), Some(process)) = (self.child.try_wait(), self.child.process_id()) {
            signal(process, "KILL");
            let _ = self.child.wait();
        }
    }
}

/// What the title says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Counts {
    /// How many tags there are.
    pub(crate) tags: usize,
    /// How many suggestions are not decided.
    pub(crate) left: usize,
    /// Whether all of it is on disk.
    pub(crate) saved: bool,
}

impl Counts {
    /// Reads the title; `None` before the machine has found who said what.
    pub(crate) fn of(title: &str) -> Option<Self> {
        let words: Vec<_> = title.split_whitespace().collect();
        let before = |mark: &[&str]| {
            let at = words.windows(mark.len()).position(|words| words == mark)?;
            words.get(at.checked_sub(1)?)?.parse().ok()
        };
        if words.contains(&"reading…") {
            return None;
        }
        Some(Self {
            tags: before(&["tags"]).or_else(|| before(&["tag"]))?,
            left: before(&["to", "review"]).unwrap_or(0),
            saved: words.last() == Some(&"saved") && words[words.len() - 2] != "NOT",
        })
    }
}

/// The first row of the screen.
pub(crate) fn title(screen: &vt100::Screen) -> String {
    screen.rows(0, screen.size().1.get()).next().unwrap_or_default()
}

/// The words at the bottom of the screen, where messages stand, on one line.
pub(crate) fn bottom(screen: &vt100::Screen) -> String {
    let (rows, columns) = (screen.size().0.get(), screen.size().1.get());
    let last: Vec<_> = screen.rows(0, columns).skip(usize::from(rows).saturating_sub(3)).collect();
    last.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Sends a signal to a process.
pub(crate) fn signal(process: u32, name: &str) {
    let status = Command::new("kill").args([format!("-{name}"), process.to_string()]).status();
    assert!(status.unwrap().success(), "kill -{name}");
}

/// Takes in what the program writes until the terminal is gone.
fn read(mut output: Box<dyn Read + Send>, shown: &(Mutex<Shown>, Condvar)) {
    let (shown, changed) = shown;
    let mut bytes = [0; 1 << 14];
    loop {
        // On Linux the end of a terminal reads as an error.
        let read = output.read(&mut bytes).unwrap_or(0);
        let mut shown = shown.lock().unwrap();
        let seen = shown.written.len().saturating_sub(UPDATE_ENDS.len());
        shown.written.extend_from_slice(&bytes[..read]);
        shown.parser.process(&bytes[..read]);
        let new = &shown.written[seen..];
        let last = |mark| new.windows(UPDATE_ENDS.len()).rposition(|bytes| bytes == mark);
        shown.torn = match (last(UPDATE_BEGINS), last(UPDATE_ENDS)) {
            (None, None) => shown.torn,
            (begun, ended) => begun > ended,
        };
        shown.over = read == 0;
        changed.notify_all();
        if shown.over || shown.leave {
            return;
        }
    }
}

/// Where `mark` begins in `bytes`.
pub(crate) fn find(bytes: &[u8], mark: &[u8]) -> Option<usize> {
    bytes.windows(mark.len()).position(|window| window == mark)
}

/// The modes of the terminal's line discipline, in words.
fn modes(master: &dyn MasterPty) -> String {
    let mut modes = String::new();
    write!(modes, "{:?}", master.get_termios().unwrap()).unwrap();
    modes
}

fn pty_size((cols, rows): (u16, u16)) -> PtySize {
    PtySize { rows, cols, ..PtySize::default() }
}

fn parser((columns, rows): (u16, u16)) -> vt100::Parser {
    vt100::Parser::new(rows.try_into().unwrap(), columns.try_into().unwrap(), 0)
}

fn resize(parser: &mut vt100::Parser, (columns, rows): (u16, u16)) {
    parser.set_size(rows.try_into().unwrap(), columns.try_into().unwrap());
}
