//! What is drawn on: the terminal, told only what changes.

use std::io::{self, Write};

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::queue;
use crossterm::terminal::{BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate};
use ratatui::backend::{Backend, ClearType as Region, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

/// Draws each frame inside a synchronized update and in one write, so that it is never seen half done;
/// for a frame that is the same as the one before it writes nothing.
pub(super) struct Canvas<W: Write> {
    inner: CrosstermBackend<W>,
    /// Whether the terminal shows something else than what was drawn last.
    is_stale: bool,
    /// Whether the frame has begun to be written.
    is_begun: bool,
    /// Where the cursor stands, if it shows; `None` where that is not known.
    cursor: Option<Option<Position>>,
}

impl<W: Write> Canvas<W> {
    /// A canvas on a terminal that shows anything.
    pub(super) fn new(writer: W) -> Self {
        Self { inner: CrosstermBackend::new(writer), is_stale: true, is_begun: false, cursor: None }
    }

    /// Whether the terminal shows something else than what was drawn last.
    pub(super) fn is_stale(&self) -> bool {
        self.is_stale
    }

    /// Writes what is no part of a frame.
    pub(super) fn write(&mut self, sequence: &str) -> io::Result<()> {
        self.inner.write_all(sequence.as_bytes())?;
        Write::flush(&mut self.inner)
    }

    /// Begins a frame that has something to tell.
    fn begin(&mut self) -> io::Result<()> {
        if !self.is_begun {
            self.is_begun = true;
            queue!(self.inner, BeginSynchronizedUpdate)?;
            if std::mem::take(&mut self.is_stale) {
                queue!(self.inner, Clear(ClearType::All))?;
            }
        }
        Ok(())
    }

    /// Puts the cursor there, or hides it.
    fn place(&mut self, place: Option<Position>) -> io::Result<()> {
        if self.cursor == Some(place) {
            return Ok(());
        }
        self.begin()?;
        match place {
            Some(Position { x, y }) => queue!(self.inner, Show, MoveTo(x, y))?,
            None => queue!(self.inner, Hide)?,
        }
        self.cursor = Some(place);
        Ok(())
    }
}

impl<W: Write> Backend for Canvas<W> {
    type Error = io::Error;

    fn draw<'a, I: Iterator<Item = (u16, u16, &'a Cell)>>(&mut self, content: I) -> io::Result<()> {
        let mut content = content.peekable();
        if content.peek().is_none() && !self.is_stale {
            return Ok(());
        }
        self.begin()?;
        // Drawing moves it, but shows it no more than before.
        self.cursor.take_if(|cursor| cursor.is_some());
        self.inner.draw(content)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.place(None)
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        // It shows where it is put next.
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor.flatten().unwrap_or_default())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.place(Some(position.into()))
    }

    fn clear(&mut self) -> io::Result<()> {
        self.is_stale = true;
        Ok(())
    }

    fn clear_region(&mut self, region: Region) -> io::Result<()> {
        self.inner.clear_region(region)
    }

    fn size(&self) -> io::Result<Size> {
        self.inner.size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.inner.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.is_begun) {
            queue!(self.inner, EndSynchronizedUpdate)?;
            Write::flush(&mut self.inner)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use ratatui::layout::Rect;
    use ratatui::{Terminal, TerminalOptions, Viewport};

    use super::*;

    /// What was written since it was last asked for.
    #[derive(Clone, Default)]
    struct Written(Rc<RefCell<Vec<u8>>>);

    impl Written {
        fn take(&self) -> String {
            String::from_utf8(std::mem::take(&mut *self.0.borrow_mut())).unwrap()
        }
    }

    impl Write for Written {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.borrow_mut().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_frame_that_changes_nothing_writes_nothing() {
        let written = Written::default();
        let viewport = Viewport::Fixed(Rect::new(0, 0, 20, 3));
        let mut terminal =
            Terminal::with_options(Canvas::new(written.clone()), TerminalOptions { viewport }).unwrap();
        let mut draw = |words: &str, cursor: Option<(u16, u16)>| {
            terminal
                .draw(|frame| {
                    frame.render_widget(words, frame.area());
                    if let Some(cursor) = cursor {
                        frame.set_cursor_position(cursor);
                    }
                })
                .unwrap();
            written.take()
        };
        let first = draw("ferry", Some((2, 0)));
        assert!(
            first.starts_with("\x1b[?2026h\x1b[2J") && first.ends_with("\x1b[1;3H\x1b[?2026l"),
            "{first:?}"
        );
        assert_eq!(draw("ferry", Some((2, 0))), "");
        assert_eq!(draw("ferry", Some((3, 0))), "\x1b[?2026h\x1b[?25h\x1b[1;4H\x1b[?2026l");
        assert_eq!(draw("ferry", None), "\x1b[?2026h\x1b[?25l\x1b[?2026l");
        assert_eq!(draw("ferry", None), "");
        let changed = draw("berry", Some((3, 0)));
        assert!(changed.contains('b') && changed.ends_with("\x1b[1;4H\x1b[?2026l"), "{changed:?}");
        assert!(draw("ferry", Some((3, 0))).ends_with("\x1b[1;4H\x1b[?2026l"), "drawing moved the cursor");
        terminal.backend_mut().clear().unwrap();
        assert!(terminal.draw(|frame| frame.render_widget("ferry", frame.area())).is_ok());
        assert!(written.take().contains("\x1b[2J"), "a terminal that shows something else is cleared");
    }
}
