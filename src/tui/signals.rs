//! What the system tells the program.

use std::io;
use std::sync::mpsc::Sender;

use super::session::Incoming;

#[cfg(unix)]
pub(super) use unix::{listen, stop};

#[cfg(unix)]
mod unix {
    use super::{Incoming, Sender, io};
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGXFSZ};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    /// Sends each signal on as it comes.
    pub(in crate::tui) fn listen(sender: Sender<Incoming>) -> io::Result<()> {
        let mut signals = Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGCONT, SIGXFSZ])?;
        std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
            for signal in &mut signals {
                let incoming = match signal {
                    SIGTSTP => Incoming::Suspend,
                    SIGCONT => Incoming::Continued,
                    // A file is at the limit of its size: the write fails too, and that is told.
                    SIGXFSZ => continue,
                    other => Incoming::Ended(other),
                };
                if sender.send(incoming).is_err() {
                    return;
                }
            }
        })?;
        Ok(())
    }

    /// Stops the process until the shell continues it.
    pub(in crate::tui) fn stop() -> io::Result<()> {
        emulate_default_handler(SIGTSTP)
    }
}

/// There are no such signals to listen to.
#[cfg(not(unix))]
pub(super) fn listen(_: Sender<Incoming>) -> io::Result<()> {
    Ok(())
}

/// The program cannot be stopped here.
#[cfg(not(unix))]
pub(super) fn stop() -> io::Result<()> {
    Ok(())
}
