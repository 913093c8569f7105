//! What the program sets on the terminal, and that it is undone once and no more.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use crossterm::event::{DisableBracketedPaste, DisableFocusChange, EnableBracketedPaste, EnableFocusChange};
use crossterm::terminal::{self, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{cursor, execute, queue};

/// Begins the kitty keyboard protocol, in which Esc, Tab and Ctrl-I are told apart, and ends it. Every
/// screen of a terminal has a stack of its own for it: what is pushed must be popped, and no more.
/// A terminal that does not know it ignores both.
const PUSH_KEYBOARD: &[u8] = b"\x1b[>1u";
const POP_KEYBOARD: &[u8] = b"\x1b[<1u";

/// Asks for presses, releases, and movement with a button held, in columns of any number. Movement
/// without a button would wake the program for nothing.
#[cfg(unix)]
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1002h\x1b[?1006h";
#[cfg(unix)]
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1002l\x1b[?1000l";

/// The modes that are wanted, and whether they are set. Whoever takes the terminal back, be it the end,
/// a signal or a panic on any thread, undoes what was set, and the next one finds nothing to undo.
#[derive(Debug)]
pub(super) struct Modes {
    /// Whether the mouse is wanted.
    mouse: AtomicBool,
    /// Whether the keyboard protocol is wanted.
    keyboard: bool,
    /// Whether all that is wanted is set.
    is_set: AtomicBool,
}

impl Modes {
    /// Modes that are not set yet.
    pub(super) fn new(mouse: bool, keyboard: bool) -> Self {
        Self { mouse: mouse.into(), keyboard, is_set: false.into() }
    }

    /// Sets what is wanted.
    ///
    /// # Errors
    ///
    /// Where the terminal cannot be written.
    pub(super) fn take_over(&self) -> io::Result<()> {
        let mut out = io::stdout();
        terminal::enable_raw_mode()?;
        // From here on there is something to undo, even if not all of it can be set.
        let was_set = self.is_set.swap(true, Relaxed);
        queue!(out, EnterAlternateScreen, EnableBracketedPaste, EnableFocusChange)?;
        // Stopped without notice, the program left it pushed.
        if self.keyboard && !was_set {
            out.write_all(PUSH_KEYBOARD)?;
        }
        if self.mouse.load(Relaxed) {
            set_mouse(&mut out, true)?;
        }
        out.flush()
    }

    /// Undoes what is set. What fails is left: there is nobody to tell.
    pub(super) fn restore(&self) {
        let mut out = io::stdout();
        if self.is_set.swap(false, Relaxed) {
            if self.mouse.load(Relaxed) {
                let _ = set_mouse(&mut out, false);
            }
            if self.keyboard {
                let _ = out.write_all(POP_KEYBOARD);
            }
            let _ = execute!(
                out,
                EndSynchronizedUpdate,
                DisableFocusChange,
                DisableBracketedPaste,
                LeaveAlternateScreen,
                cursor::Show
            );
        }
        let _ = out.flush();
        let _ = terminal::disable_raw_mode();
    }

    /// Takes the mouse, or leaves it to the terminal, from now on.
    ///
    /// # Errors
    ///
    /// Where the terminal cannot be written.
    pub(super) fn set_mouse(&self, mouse: bool) -> io::Result<()> {
        if self.mouse.swap(mouse, Relaxed) == mouse || !self.is_set.load(Relaxed) {
            return Ok(());
        }
        let mut out = io::stdout();
        set_mouse(&mut out, mouse)?;
        out.flush()
    }
}

#[cfg(unix)]
fn set_mouse(out: &mut impl Write, mouse: bool) -> io::Result<()> {
    out.write_all(if mouse { MOUSE_ON } else { MOUSE_OFF })
}

/// The system is asked, not the terminal.
#[cfg(not(unix))]
fn set_mouse(out: &mut impl Write, mouse: bool) -> io::Result<()> {
    use crossterm::event::{DisableMouseCapture, EnableMouseCapture};
    if mouse { execute!(out, EnableMouseCapture) } else { execute!(out, DisableMouseCapture) }
}
