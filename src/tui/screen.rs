//! One frame.

use ratatui::Frame;
use ratatui::layout::Position;
use ratatui::widgets::{Paragraph, Wrap};

use super::looks::Looks;
use super::{article, bars, doing, overlays, panes};
use crate::app::{Focus, Model, SMALLEST};
use crate::page::Page;

/// Draws the model. `page` is a cache of rows.
pub fn draw(frame: &mut Frame<'_>, model: &Model, page: &mut Page, looks: &Looks) {
    draw_parts(frame, model, page, looks);
    looks.paint(frame.buffer_mut());
}

fn draw_parts(frame: &mut Frame<'_>, model: &Model, page: &mut Page, looks: &Looks) {
    let Some(layout) = model.layout() else {
        let words = format!("too small: make it {} by {}", SMALLEST.0, SMALLEST.1);
        let words = Paragraph::new(words).style(looks.text()).wrap(Wrap { trim: true });
        frame.render_widget(words, frame.area());
        return;
    };
    bars::title(frame, &layout, model, looks);
    // Where there is no room for both, the sources take the article's place.
    let cursor = (!layout.is_covered())
        .then(|| article::draw(frame.buffer_mut(), &layout, model, page, looks))
        .flatten();
    panes::sources(frame, &layout, model, looks);
    panes::contents(frame, &layout, model, looks);
    panes::known(frame, &layout, model, looks);
    panes::strip(frame, &layout, model, looks);
    bars::hints(frame, &layout, model, looks);
    let cursor = match &model.overlay {
        Some(_) => overlays::draw(frame, model, looks),
        None => cursor.filter(|_| model.focus == Focus::Article),
    };
    let cursor = match &model.help {
        Some(help) => doing::help(frame, model, help, looks),
        None => cursor,
    };
    if let Some((x, y)) = cursor {
        frame.set_cursor_position(Position { x, y });
    }
}
