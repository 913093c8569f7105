//! The system says when the article's file changes: nothing is woken before.

use std::io::{self, PipeReader, PipeWriter};
use std::mem::MaybeUninit;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::fs::inotify::{self, CreateFlags, WatchFlags};

use super::worker::Command;

/// How long changes are gathered that come one after the other, as of a file that is being written.
const GATHERED: Duration = Duration::from_millis(50);

/// Has the worker look at the article's file each time that something happens to it, until it is dropped.
/// Where the system does not tell, the worker looks when the person comes back to the window.
pub(super) struct Watch {
    /// The thread's end of it is closed with this one.
    _open: PipeWriter,
}

impl Watch {
    /// Watches the file at `path`; `None` where that cannot be done.
    pub(super) fn start(path: &Path, looks: Sender<Command>) -> Option<Self> {
        let events = inotify::init(CreateFlags::NONBLOCK | CreateFlags::CLOEXEC).ok()?;
        let (closed, open) = io::pipe().ok()?;
        let path = path.to_owned();
        let watching = thread::Builder::new().name("watch".to_owned());
        watching.spawn(move || watch(&events, &closed, &path, &looks)).ok()?;
        Some(Self { _open: open })
    }
}

fn watch(events: &OwnedFd, closed: &PipeReader, path: &Path, looks: &Sender<Command>) {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.map_or_else(|| PathBuf::from("."), Path::to_owned);
    loop {
        attach(events, path, &folder);
        // What happened before it was watched is not told.
        if looks.send(Command::Look).is_err() {
            return;
        }
        let mut ready = [PollFd::new(events, PollFlags::IN), PollFd::new(closed, PollFlags::IN)];
        if poll(&mut ready, None).is_err() || !ready[1].revents().is_empty() || !drain(events) {
            return;
        }
        thread::sleep(GATHERED);
    }
}

/// Watches the file that is there now: a program may have put another one in its place. Where there is
/// none, its folder is watched until there is one.
fn attach(events: &OwnedFd, path: &Path, folder: &Path) {
    let changes = WatchFlags::MODIFY
        | WatchFlags::CLOSE_WRITE
        | WatchFlags::ATTRIB
        | WatchFlags::MOVE_SELF
        | WatchFlags::DELETE_SELF;
    if inotify::add_watch(events, path, changes).is_err() {
        let arrivals = WatchFlags::CREATE | WatchFlags::MOVED_TO | WatchFlags::ONLYDIR | WatchFlags::ONESHOT;
        // Where there is no folder either, the person coming back is what is left.
        let _ = inotify::add_watch(events, folder, arrivals);
    }
}

/// Takes what happened, whatever it was; false where nothing more can be known.
fn drain(events: &OwnedFd) -> bool {
    let mut buffer = [MaybeUninit::uninit(); 4096];
    let mut reader = inotify::Reader::new(events, &mut buffer);
    loop {
        match reader.next() {
            Ok(_) => {}
            Err(rustix::io::Errno::AGAIN) => return true,
            Err(rustix::io::Errno::INTR) => {}
            Err(_) => return false,
        }
    }
}
