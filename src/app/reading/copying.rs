//! Copying: the words of the article as they are, for the clipboard.

use unicode_segmentation::UnicodeSegmentation;

use crate::app::event::Effect;
use crate::app::model::Message;
use crate::app::program::App;
use crate::article::Span;
use crate::page::motion;

/// The most bytes that are copied: encoded they are still a sequence of 100,000 bytes, which is what
/// terminals take.
const MOST: usize = 74_994;

/// Copies the selection, or else what was said in the statement under the cursor, or else the sentence.
pub(in crate::app) fn copy(app: &mut App) -> Vec<Effect> {
    let (what, at) = here(app);
    let text = app.model.article.text();
    let length: usize = at.iter().map(|span| span.len()).sum();
    if length > MOST {
        let most = MOST / 1000;
        return app.refuse(format!("{what} is too long for a clipboard: select at most {most} KB of it"));
    }
    // The parts of a statement that its attribution stands between.
    let words: Vec<String> = at.iter().map(|span| clean(span.of(text))).collect();
    let copied = words.join(" … ");
    if copied.is_empty() {
        return app.refuse("nothing to copy here");
    }
    let told = counted(&copied);
    app.model.message = Some(Message::done(format!("copied {what}, {told}, to the terminal’s clipboard")));
    vec![Effect::Copy(copied)]
}

/// What is to be copied, and where it stands.
fn here(app: &App) -> (&'static str, Vec<Span>) {
    let model = &app.model;
    if let Some(selection) = model.selection() {
        return ("the selection", vec![selection]);
    }
    let cursor = model.view.cursor;
    let findings = model.findings.as_deref();
    let statement = findings.and_then(|findings| findings.statement(findings.statement_at(cursor)?));
    match statement {
        Some(statement) => ("the statement", statement.content.to_vec()),
        None => {
            let sentence = motion::sentence_at(&model.article, cursor);
            (
                "the sentence",
                sentence.map(|sentence| sentence.trimmed(model.article.text())).into_iter().collect(),
            )
        }
    }
}

/// How long `text` is, in words.
pub(in crate::app) fn counted(text: &str) -> String {
    match (text.unicode_words().count(), text.graphemes(true).count()) {
        (0, 1) => "1 character".to_owned(),
        (0, count) => format!("{count} characters"),
        (1, _) => "1 word".to_owned(),
        (count, _) => format!("{count} words"),
    }
}

/// `text` without characters that would command what it is pasted into.
fn clean(text: &str) -> String {
    text.chars().filter(|&c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}
