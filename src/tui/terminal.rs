//! The terminal's modes: set by one guard, which undoes exactly what it set.

use std::io::{self, BufWriter, Stdout};
use std::sync::Arc;

use crossterm::terminal;
use ratatui::layout::Rect;
use ratatui::{Frame, TerminalOptions, Viewport};

use super::canvas::Canvas;
use super::clipboard::Clipboard;
use super::modes::Modes;

/// The screen, taken over from the shell; given back when dropped, and before a panic is reported.
pub struct Terminal {
    screen: Screen,
    /// Shared with what reports a panic.
    modes: Arc<Modes>,
}

type Screen = ratatui::Terminal<Canvas<BufWriter<Stdout>>>;

impl Terminal {
    /// Takes the screen over, and with `mouse` the mouse; `keyboard` says whether the terminal may be
    /// asked to tell keys apart that it sends alike by default.
    ///
    /// # Errors
    ///
    /// Where standard output is no terminal, or cannot be written.
    pub fn enter(mouse: bool, keyboard: bool) -> io::Result<Self> {
        let modes = Arc::new(Modes::new(mouse, keyboard));
        let (restore_first, held) = (std::panic::take_hook(), modes.clone());
        std::panic::set_hook(Box::new(move |panic| {
            held.restore();
            restore_first(panic);
            // A thread that is not the main one would otherwise leave the others drawing.
            std::process::exit(101);
        }));
        modes.take_over()?;
        Ok(Self { screen: screen(terminal::size()?)?, modes })
    }

    /// Takes the mouse, or leaves it to the terminal.
    ///
    /// # Errors
    ///
    /// Where the terminal cannot be written.
    pub fn set_mouse(&mut self, mouse: bool) -> io::Result<()> {
        self.modes.set_mouse(mouse)
    }

    /// Hands `text` to the terminal for the clipboard.
    ///
    /// # Errors
    ///
    /// Where the terminal cannot be written.
    pub fn copy(&mut self, text: &str, clipboard: Clipboard) -> io::Result<()> {
        self.screen.backend_mut().write(&clipboard.sequence(text))
    }

    /// Asks the terminal for the colour of its background (OSC 11). A terminal that does not know
    /// the question stays silent.
    ///
    /// # Errors
    ///
    /// Where the terminal cannot be written.
    pub fn ask_background(&mut self) -> io::Result<()> {
        self.screen.backend_mut().write("\x1b]11;?\x1b\\")
    }

    /// The size in columns and rows.
    ///
    /// # Errors
    ///
    /// Where the terminal does not say.
    pub fn size(&self) -> io::Result<(u16, u16)> {
        terminal::size()
    }

    /// Draws frames of `size`, in columns and rows, from now on: a frame always fits the model that
    /// it is drawn from, whatever the terminal has become meanwhile.
    ///
    /// # Errors
    ///
    /// Where the screen cannot be set up.
    pub fn resize(&mut self, size: (u16, u16)) -> io::Result<()> {
        let area = self.screen.get_frame().area();
        if (area.width, area.height) != size || !self.screen.backend().is_stale() {
            self.screen = screen(size)?;
        }
        Ok(())
    }

    /// Draws a frame; where it is the same as the one before, nothing is written.
    ///
    /// # Errors
    ///
    /// Where the terminal cannot be written.
    pub fn draw(&mut self, frame: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        self.screen.draw(frame)?;
        Ok(())
    }

    /// Gives the screen back, calls `stop`, and takes it over again when that returns.
    ///
    /// # Errors
    ///
    /// What `stop` says, or where the terminal cannot be written.
    pub fn suspend(&mut self, stop: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
        self.modes.restore();
        stop()?;
        self.resume()
    }

    /// Takes the screen over again after it was stopped without notice, and forgets what it showed.
    ///
    /// # Errors
    ///
    /// Where the terminal cannot be written.
    pub fn resume(&mut self) -> io::Result<()> {
        // The shell has set modes of its own meanwhile, while crossterm believes ours to stand.
        terminal::disable_raw_mode()?;
        self.modes.take_over()?;
        self.resize(self.size()?)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.modes.restore();
    }
}

/// A screen of that size. ratatui would follow the terminal's size by itself, and ask for the
/// cursor when it clears, which the thread that reads the input would have to answer.
fn screen((width, height): (u16, u16)) -> io::Result<Screen> {
    let backend = Canvas::new(BufWriter::with_capacity(1 << 16, io::stdout()));
    let viewport = Viewport::Fixed(Rect::new(0, 0, width, height));
    ratatui::Terminal::with_options(backend, TerminalOptions { viewport })
}
