//! Scrolling without a movement of the cursor: by the wheel.

use super::moving::{place_in_sight, top};
use crate::app::model::Model;
use crate::page::Page;

/// Scrolls by `rows`, no further than to where the last row stands at the bottom. The cursor follows as
/// little as keeps it in sight; but for a selection that was made, which is left as it is.
pub(in crate::app) fn scroll(model: &mut Model, page: &mut Page, rows: isize) {
    let Some(layout) = model.layout() else { return };
    let article = model.article.clone();
    let height = isize::try_from(layout.text.height.max(1)).unwrap_or(1);
    let before = top(model, page);
    let end = page.step(&article, article.text().trim_end().len().saturating_sub(1), 1 - height).0;
    let moved = page.step(&article, before, rows).0;
    // What was scrolled further before, as a jump may, is not scrolled back.
    let target = if rows > 0 { moved.min(end.max(before)) } else { moved };
    if target == before {
        return;
    }
    model.view.top = target;
    if model.view.anchor.is_some() {
        model.view.is_adrift = true;
    } else {
        place_in_sight(model, page, target, height);
    }
}
