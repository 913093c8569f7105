//! Where the reader is, and what a command does.

use super::commands::{Command, HELP};
use super::keeping::Keeper;
use super::telling;
use crate::app::{Action, App, Effect, Model, Said, Suggestion, kind_name};
use crate::article::{Block, Span};
use crate::page::motion;

/// How many sources are listed.
const LISTED: usize = 30;

/// An article that is read line by line.
pub(super) struct Reader {
    pub(super) app: App,
    keeper: Keeper,
    /// The index of the block that was read last.
    block: usize,
    /// What was read last that can be decided.
    pub(super) current: Option<Suggestion>,
    /// The statement that was read last, by its first byte.
    pub(super) said: Option<usize>,
    /// Whether suggestions are gone through: the next one is read when one is decided.
    pub(super) reviews: bool,
    /// What was searched for last.
    sought: String,
}

impl Reader {
    pub(super) fn new(app: App, keeper: Keeper) -> Self {
        Self { app, keeper, block: 0, current: None, said: None, reviews: false, sought: String::new() }
    }

    /// What is said at first: what there is, how to get help, and the first paragraph.
    pub(super) fn opening(&mut self) -> Vec<String> {
        let model = &self.app.model;
        let statements = model.findings.as_deref().map_or(0, |found| found.attribution().statements.len());
        let mut lines = vec![format!(
            "{}: {}, {}, {}. help lists the commands.",
            model.file,
            count(model.article.blocks().len(), "paragraph", "paragraphs"),
            count(statements, "statement", "statements"),
            count(model.voices.heard(), "source", "sources"),
        )];
        lines.extend(self.app.model.message.take().map(|message| message.text));
        lines.extend(self.read());
        lines
    }

    /// Ends; says what is not saved, and why.
    pub(super) fn close(mut self) -> Option<String> {
        self.keeper.close(&mut self.app)
    }

    /// Does what a command says; gives what to tell.
    pub(super) fn obey(&mut self, command: Command) -> Vec<String> {
        if !matches!(command, Command::Accept | Command::Reject | Command::Suggestion | Command::Why) {
            self.reviews = false;
        }
        match command {
            Command::Next => self.step(1),
            Command::Back => self.step(-1),
            Command::Again => self.read(),
            Command::Top => self.go(0),
            Command::End => self.go(usize::MAX),
            Command::StatementNext => self.statement(true),
            Command::StatementPrevious => self.statement(false),
            Command::Source(name) => self.source(&name),
            Command::Search(words) => self.search(words),
            Command::Who => self.who(),
            Command::Why => self.why(),
            Command::Where => vec![self.place()],
            Command::Suggestion => self.suggestion(),
            Command::Accept => self.decide(Action::Accept, "accepted"),
            Command::Reject => self.decide(Action::Reject, "rejected"),
            Command::Tag(words) => self.tag(&words),
            Command::Label(digit, words) => self.tag_by_key(digit, &words),
            Command::Tags => self.tags(),
            Command::Delete(words) => self.delete(&words),
            Command::Note(text) => self.note(text),
            Command::Undo => self.travel(Action::Undo),
            Command::Redo => self.travel(Action::Redo),
            Command::Help => HELP.iter().map(|(keys, about)| format!("{keys}: {about}")).collect(),
            Command::Quit => Vec::new(),
        }
    }

    /// All that the program shows.
    pub(super) fn model(&self) -> &Model {
        &self.app.model
    }

    /// The block that was read last; `None` where there is no text.
    pub(super) fn here(&self) -> Option<Block> {
        self.model().article.blocks().get(self.block).copied()
    }

    /// Reads the block that is here.
    fn read(&mut self) -> Vec<String> {
        let Some(block) = self.here() else { return vec!["there is no text here".to_owned()] };
        self.app.model.view.cursor = block.span.start();
        let said = self.model().said_in(block.span);
        let last = said.iter().rev().find(|said| said.at.last().is_some_and(|at| at.overlaps(block.span)));
        self.remember(last.cloned().as_ref());
        telling::block(self.model(), block)
    }

    /// Has the next commands act on a statement.
    fn remember(&mut self, said: Option<&Said>) {
        self.current = said.and_then(|said| said.statement).map(Suggestion::Statement);
        self.said = said.and_then(|said| said.at.first()).map(|span| span.start());
    }

    fn step(&mut self, by: isize) -> Vec<String> {
        let next = self.block.checked_add_signed(by);
        match next.filter(|&next| next < self.model().article.blocks().len()) {
            Some(next) => self.go(next),
            None if by > 0 => vec!["this is the end".to_owned()],
            None => vec!["this is the beginning".to_owned()],
        }
    }

    /// Reads the block of that index, or else the last.
    fn go(&mut self, block: usize) -> Vec<String> {
        self.block = block.min(self.model().article.blocks().len().saturating_sub(1));
        self.read()
    }

    /// Goes where an action of the screen leads, and reads the statement there.
    fn statement(&mut self, forward: bool) -> Vec<String> {
        let from = self.said.or_else(|| self.here().map(|block| block.span.start()));
        self.app.model.view.cursor = from.unwrap_or(0);
        // A statement at the very start of a paragraph that was not read as one yet is the next.
        let cursor = self.app.model.view.cursor;
        let action = if forward { Action::StatementNext } else { Action::StatementPrevious };
        self.act(action);
        if self.app.model.view.cursor == cursor {
            let end = if forward { "last" } else { "first" };
            return vec![format!("that was the {end} statement")];
        }
        self.tell_statement()
    }

    /// Reads the statement under the cursor.
    fn tell_statement(&mut self) -> Vec<String> {
        let cursor = self.model().view.cursor;
        self.block = self.model().article.block_at(cursor);
        let found = self.model().said_in(Span::new(cursor, cursor + 1));
        let starts = |said: &&Said| said.at.first().is_some_and(|span| span.start() == cursor);
        let said = found.iter().find(starts).or(found.first()).cloned();
        self.remember(said.as_ref());
        // Where it was rejected the next one is found from here all the same.
        self.said = Some(cursor);
        match said {
            Some(said) => vec![telling::statement(self.model(), &said)],
            None => vec![format!("rejected: {}", self.sentence(cursor))],
        }
    }

    fn source(&mut self, name: &str) -> Vec<String> {
        let model = self.model();
        let findings = model.findings.clone();
        let at = self.said.or_else(|| self.here().map(|block| block.span.start())).unwrap_or(0);
        let here =
            findings.as_deref().and_then(|found| found.statement_at(at)).filter(|_| self.said.is_some());
        let row = match name {
            "" => here.and_then(|statement| model.voices.of(statement)),
            name => {
                let wanted = name.to_lowercase();
                let mut rows = model.voices.rows().iter();
                rows.position(|voice| voice.count > 0 && voice.name.to_lowercase().contains(&wanted))
            }
        };
        let Some(row) = row else {
            let who = if name.is_empty() { "nobody was read" } else { "nobody of that name says anything" };
            let seek = if name.is_empty() { String::new() } else { format!(", /{name} looks in the text") };
            return vec![format!("{who}: who lists the sources{seek}")];
        };
        let from = here.or_else(|| findings.as_deref().and_then(|found| found.first_from(at).checked_sub(1)));
        let voices = &model.voices;
        let (next, round) = match voices.step(row, from, true) {
            Some(next) => (Some(next), false),
            None => (voices.step(row, None, true), true),
        };
        let place = |index| Some(findings.as_deref()?.place(Suggestion::Statement(index)).first()?.start());
        let Some(target) = next.and_then(place) else {
            return vec!["nothing is left of that source".to_owned()];
        };
        self.app.model.view.cursor = target;
        let mut lines = self.tell_statement();
        if round {
            lines.insert(0, "from the beginning again".to_owned());
        }
        lines
    }

    /// Goes to the next place with those words; capitals count where there are any.
    fn search(&mut self, words: String) -> Vec<String> {
        if !words.is_empty() {
            self.sought = words;
        }
        if self.sought.is_empty() {
            return vec!["search what? “/WORDS”".to_owned()];
        }
        let exact = self.sought.contains(char::is_uppercase);
        let article = self.model().article.clone();
        let (blocks, text) = (article.blocks(), article.text());
        let fits = |block: &Block| {
            let words = block.span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
            if exact { words.contains(&self.sought) } else { words.to_lowercase().contains(&self.sought) }
        };
        let ahead = (self.block + 1..blocks.len()).chain(0..=self.block);
        match ahead.into_iter().find(|&index| blocks.get(index).is_some_and(fits)) {
            Some(found) => {
                let mut lines = match found <= self.block {
                    true => vec!["from the beginning again".to_owned()],
                    false => Vec::new(),
                };
                self.block = found;
                lines.push(self.place());
                lines.extend(self.read());
                lines
            }
            None => vec![format!("“{}” is nowhere in the article: /WORDS looks for others", self.sought)],
        }
    }

    fn who(&self) -> Vec<String> {
        let heard = self.model().voices.rows().iter().filter(|voice| voice.count > 0);
        let mut lines: Vec<String> = heard
            .clone()
            .take(LISTED)
            .map(|voice| format!("{}: {}", voice.name, count(voice.count, "statement", "statements")))
            .collect();
        let more = heard.count().saturating_sub(LISTED);
        lines.extend((more > 0).then(|| format!("and {more} more")));
        if lines.is_empty() { vec!["nobody says anything".to_owned()] } else { lines }
    }

    fn why(&self) -> Vec<String> {
        let findings = self.model().findings.as_deref();
        match self.current {
            Some(Suggestion::Statement(index)) => {
                let Some(found) = findings.and_then(|found| found.statement(index)) else {
                    return Vec::new();
                };
                let mut lines = vec![format!("{} % sure", found.confidence)];
                lines.extend(found.reasons(|span| telling::words(self.model(), &[span])));
                lines
            }
            Some(Suggestion::Mention(_)) => vec!["it is written as a name".to_owned()],
            None => {
                vec!["no suggestion was read: n reads the next statement, t the next suggestion".to_owned()]
            }
        }
    }

    fn place(&self) -> String {
        let model = self.model();
        let last = model.article.text().trim_end().len().max(1);
        let start = self.here().map_or(0, |block| block.span.start());
        let count = model.article.blocks().len();
        let number = (self.block + 1).min(count);
        format!(
            "paragraph {number} of {count}, {} percent; {} left to review",
            start * 100 / last,
            model.review.left()
        )
    }

    /// Goes to the next suggestion that is open.
    fn suggestion(&mut self) -> Vec<String> {
        self.app.model.view.suggestion = self.current;
        if self.current.is_none() {
            self.app.model.view.cursor = self.here().map_or(0, |block| block.span.start());
        }
        let mut lines = self.act(Action::SuggestionNext).0;
        self.reviews = true;
        lines.extend(self.tell_suggestion());
        lines
    }

    /// Reads the suggestion that the program went to.
    pub(super) fn tell_suggestion(&mut self) -> Vec<String> {
        let Some(suggestion) = self.app.model.view.suggestion else { return Vec::new() };
        let cursor = self.model().view.cursor;
        match suggestion {
            Suggestion::Statement(_) => self.tell_statement(),
            Suggestion::Mention(index) => {
                self.block = self.model().article.block_at(cursor);
                (self.current, self.said) = (Some(suggestion), None);
                let Some(findings) = self.model().findings.as_deref() else { return Vec::new() };
                let named = findings.attribution().mentions.get(index);
                let Some(named) = named else { return Vec::new() };
                let (kind, name) = (kind_name(named.kind), telling::words(self.model(), &[named.span]));
                vec![format!("Suggested {kind}: {name}. In: {}", self.sentence(cursor))]
            }
        }
    }

    /// The sentence at `offset`.
    fn sentence(&self, offset: usize) -> String {
        let sentence = motion::sentence_at(&self.model().article, offset);
        sentence.map_or_else(String::new, |span| telling::words(self.model(), &[span]))
    }

    /// Does what an action says; gives what the program tells of it, and whether an edit was saved.
    pub(super) fn act(&mut self, action: Action) -> (Vec<String>, bool) {
        let effects = self.app.act(action, jiff::Timestamp::now());
        self.finish(effects)
    }

    /// Carries out what the program asks for; gives what [`act`](Self::act) does.
    pub(super) fn finish(&mut self, effects: Vec<Effect>) -> (Vec<String>, bool) {
        let saved = self.keeper.carry_out(effects, &mut self.app);
        let message = self.app.model.message.take().map(|message| message.text);
        match saved {
            Some(Ok(())) => (message.map(|told| format!("{told}, saved")).into_iter().collect(), true),
            Some(Err(why)) => (
                vec![format!("NOT SAVED: {why}. It is tried again with the next edit and in the end")],
                false,
            ),
            None => (message.into_iter().collect(), false),
        }
    }
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
