//! What a command changes on the record: decisions, tags, notes. The program without a screen does it, as
//! its keys do.

use super::keeping::send;
use super::reader::Reader;
use super::telling;
use crate::app::{Action, Event, Overlay, shown};
use crate::article::Span;
use crate::config::{Key, Label};
use crate::page::motion;

impl Reader {
    /// Accepts or rejects what was read last.
    pub(super) fn decide(&mut self, action: Action, done: &str) -> Vec<String> {
        let Some(current) = self.current else {
            return vec![
                "no suggestion was read: n reads the next statement, t the next suggestion".to_owned(),
            ];
        };
        self.app.model.view.suggestion = Some(current);
        let (mut lines, saved) = self.act(action);
        if saved {
            lines.insert(0, format!("{done}, saved"));
            if self.reviews {
                lines.extend(self.tell_suggestion());
            }
        }
        lines
    }

    /// Tags the words behind the name of a label.
    pub(super) fn tag(&mut self, words: &str) -> Vec<String> {
        let lower = words.to_lowercase();
        let labels = self.model().tag_set.labels.iter();
        // A name of a label may be the beginning of another one's.
        let named = labels.filter(|label| {
            let behind = lower.strip_prefix(&label.name.to_lowercase());
            behind.is_some_and(|behind| behind.is_empty() || behind.starts_with(' '))
        });
        let Some(label) = named.max_by_key(|label| label.name.len()).cloned() else {
            return vec!["no label is called that: tags lists them".to_owned()];
        };
        let words = words.get(label.name.len()..).unwrap_or("").trim().to_owned();
        self.put(&label, &words)
    }

    /// Tags words with the label of a key.
    pub(super) fn tag_by_key(&mut self, digit: char, words: &str) -> Vec<String> {
        let key = Key::char(digit);
        match self.model().tag_set.labels.iter().find(|label| label.key == [key]).cloned() {
            Some(label) => self.put(&label, words),
            None => vec![format!("{digit} is no key of a label: tags lists them")],
        }
    }

    /// Tags the first such words of the paragraph that have no such tag yet.
    fn put(&mut self, label: &Label, words: &str) -> Vec<String> {
        if words.is_empty() {
            return vec![format!("{} what? “tag {} WORDS”", label.name, label.name)];
        }
        let Some(block) = self.here() else { return vec!["there is no text here".to_owned()] };
        let record = &self.model().record;
        let is_free =
            |span: &Span| !record.tags_in(*span).any(|tag| tag.label == label.name && tag.at == [*span]);
        let places: Vec<Span> = places(block.span, self.model().article.text(), words);
        let Some(span) = places.iter().copied().find(is_free).or(places.first().copied()) else {
            return vec![format!("“{words}” is not in this paragraph: /{words} goes to one that has it")];
        };
        self.select(span);
        let mut effects = Vec::new();
        for key in label.key.clone() {
            effects.extend(send(&mut self.app, Event::Key(key)));
        }
        let told = self.finish(effects).0;
        self.unselect();
        told
    }

    /// Selects a stretch of the text.
    fn select(&mut self, span: Span) {
        let view = &mut self.app.model.view;
        view.suggestion = None;
        view.anchor = Some(span.start());
        view.cursor = motion::previous_grapheme(self.app.model.article.text(), span.end());
    }

    /// Lets go of what is selected and of what is open.
    fn unselect(&mut self) {
        let view = &mut self.app.model.view;
        (view.anchor, view.selecting, self.app.model.overlay) = (None, false, None);
    }

    /// Lists the labels, and what is on the record of the paragraph.
    pub(super) fn tags(&self) -> Vec<String> {
        let model = self.model();
        let labels = model.tag_set.labels.iter();
        let labels: Vec<String> =
            labels.map(|label| format!("{} {}", shown(&label.key), label.name)).collect();
        let mut lines = vec![format!("labels: {}", labels.join(", "))];
        let here = self.here().map_or(Span::default(), |block| block.span);
        lines.extend(
            model
                .record
                .tags_in(here)
                .map(|tag| format!("{}: {}", tag.label, telling::words(model, &tag.at))),
        );
        let notes = model.record.notes_in(here).map(|note| format!("note: {}", note.text));
        lines.extend(notes);
        lines
    }

    /// Deletes the tag of the paragraph that stands on these words.
    pub(super) fn delete(&mut self, words: &str) -> Vec<String> {
        let here = self.here().map_or(Span::default(), |block| block.span);
        let model = self.model();
        let is_meant = |at: &[Span]| telling::words(model, at).to_lowercase() == words.to_lowercase();
        let Some(tag) = model.record.tags_in(here).find(|tag| is_meant(&tag.at)) else {
            return vec![format!("no tag here stands on “{words}”: tags lists them")];
        };
        let (id, start, told) =
            (tag.id.clone(), tag.extent().start(), format!("{} deleted, saved", tag.label));
        self.unselect();
        self.app.model.view.suggestion = None;
        self.app.model.view.cursor = start;
        self.app.model.hand.chosen = Some(id);
        let (lines, saved) = self.act(Action::Delete);
        self.unselect();
        if saved { vec![told] } else { lines }
    }

    /// Writes a note on the statement that was read last, or else on the paragraph.
    pub(super) fn note(&mut self, text: String) -> Vec<String> {
        let Some(block) = self.here() else { return vec!["there is no text here".to_owned()] };
        match self.said {
            Some(start) => {
                self.unselect();
                self.app.model.view.suggestion = None;
                self.app.model.view.cursor = start;
            }
            None => self.select(block.span),
        }
        self.act(Action::AddNote);
        if matches!(self.app.model.overlay, Some(Overlay::Menu(_))) {
            // Of several tags the closest.
            self.act(Action::Confirm);
        }
        if let Some(Overlay::Note(draft)) = &self.app.model.overlay {
            // What is there already stays.
            let text = if draft.writing.text().is_empty() { text } else { format!("\n{text}") };
            send(&mut self.app, Event::Paste(text));
        }
        let told = self.act(Action::Confirm).0;
        self.unselect();
        told
    }

    /// Takes the last edit back, or makes it again.
    pub(super) fn travel(&mut self, action: Action) -> Vec<String> {
        let (lines, saved) = self.act(action);
        match saved {
            true if action == Action::Undo => vec!["taken back, saved; redo makes it again".to_owned()],
            true => vec!["made again, saved".to_owned()],
            false => lines,
        }
    }
}

/// Where `words` stand in `block`, whatever the space between them; as they are written, or else in
/// any case.
fn places(block: Span, text: &str, words: &str) -> Vec<Span> {
    let pattern = words.split_whitespace().map(regex::escape).collect::<Vec<_>>().join(r"\s+");
    let found = |pattern: &str| -> Vec<Span> {
        let Ok(pattern) = regex::Regex::new(pattern) else { return Vec::new() };
        let hits = pattern.find_iter(block.of(text));
        hits.map(|hit| Span::new(block.start() + hit.start(), block.start() + hit.end())).collect()
    };
    for pattern in
        [format!(r"\b{{start-half}}{pattern}\b{{end-half}}"), pattern.clone(), format!("(?i){pattern}")]
    {
        let places = found(&pattern);
        if !places.is_empty() {
            return places;
        }
    }
    Vec::new()
}
