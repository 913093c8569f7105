//! Edits of very many items, made behind the screen.
//!
//! A fork of the program, which shares with it all that is large, puts such an edit together and makes it,
//! with the same code that a key makes a small one with. What came of it is taken over at once: nobody
//! ever sees half of an edit. It is one edit, which goes to the disk and is taken back as a whole. Until
//! then it counts as one that is not saved, one reads on, and what would change the record waits.
//!
//! What the machine found in a long article, or beside a large record, is taken over in the same way.

use std::any::Any;
use std::sync::{Arc, Weak};

use super::action::Action;
use super::documents;
use super::event::Effect;
use super::keys;
use super::model::{Message, Model};
use super::overlays::overview;
use super::overlays::preview::{Doing, PreviewItem};
use super::program::{App, Setup};
use super::reading::findings::Findings;
use super::reading::highlight;
use super::reading::voices::Voices;
use super::review::Review;
use super::tagging;
use super::tagging::attributes::Lacking;
use super::tagging::many;
use super::tagging::seeking::Ticket;
use super::update;
use crate::annotation::{Change, Edit, Record};

/// From how many changes on an edit is made behind the screen: so many hold a key for some milliseconds.
pub(in crate::app) const MANY: usize = 500;
/// From how many rows of a preview on. A statement has up to ten changes: tags, links and an entity.
pub(in crate::app) const MANY_ROWS: usize = MANY / 10;

/// How many tags the findings are compared with within a key.
const FEW_TAGS: usize = 5_000;
/// And how many statements.
const FEW_STATEMENTS: usize = 50_000;

/// An edit of very many items that is to be made, or what was found in a long article and is to be taken
/// over. It is not wanted any more once the program has turned to
/// something else.
#[derive(Debug)]
pub struct Bulk {
    fork: App,
    job: Job,
    wanted: Weak<()>,
}

/// What came of a [`Bulk`].
#[derive(Debug)]
pub struct Edited {
    outcome: Result<Outcome, Message>,
    wanted: Weak<()>,
}

/// What an edit of very many items does.
#[derive(Clone, Debug)]
pub(in crate::app) enum Job {
    /// What a preview said is done to its rows.
    Rows(Doing, Arc<Vec<PreviewItem>>),
    /// An edit is made; the person has been told what it is.
    Make(Edit),
    /// The last edit is taken back.
    Undo(Edit),
    /// The edit that was taken back last is made again.
    Redo(Edit),
    /// No edit: what the machine found is taken over, with what the record says of it.
    Compare(Arc<Findings>),
}

/// The edit of very many items that is being made, or what is taken over.
#[derive(Debug)]
pub(in crate::app) struct AtWork {
    job: Job,
    ticket: Ticket,
}

impl AtWork {
    /// Whether it is an edit.
    pub(in crate::app) fn is_edit(&self) -> bool {
        !matches!(self.job, Job::Compare(_))
    }
}

/// The record with the edit made, and what follows from it.
#[derive(Debug)]
struct Outcome {
    edit: Edit,
    message: Option<Message>,
    record: Record,
    findings: Option<Arc<Findings>>,
    review: Arc<Review>,
    voices: Arc<Voices>,
    lacking: Lacking,
}

impl Bulk {
    /// Makes the edit. The time grows with it: it is no work for a key.
    pub fn run(self) -> Edited {
        let Self { mut fork, job, wanted } = self;
        let (edit, message) = match job {
            Job::Rows(doing, items) => many::edit(&mut fork, &doing, &items),
            Job::Make(edit) | Job::Redo(edit) => (edit, None),
            Job::Undo(edit) => (edit.inverse(), None),
            Job::Compare(findings) => {
                fork.take_findings(findings);
                return Edited { outcome: Ok(Outcome::of(fork, Edit::default(), None)), wanted };
            }
        };
        let outcome = if edit.is_empty() {
            Err(Message::error("nothing would change"))
        } else if fork.apply(&edit) {
            Ok(Outcome::of(fork, edit, message))
        } else {
            Err(fork.model.message.unwrap_or_else(|| Message::error("not changed")))
        };
        Edited { outcome, wanted }
    }
}

impl Outcome {
    fn of(fork: App, edit: Edit, message: Option<Message>) -> Self {
        let Model { record, findings, review, voices, lacking, .. } = fork.model;
        Self { edit, message, record, findings, review, voices, lacking }
    }
}

/// Takes over what the machine found: at once where there is little of it, or else as soon as it was
/// compared with the record, and until then what would change the record waits.
pub(in crate::app) fn take_findings(app: &mut App, findings: Arc<Findings>) -> Vec<Effect> {
    let is_little =
        app.model.record.tag_count() <= FEW_TAGS && findings.attribution().statements.len() <= FEW_STATEMENTS;
    // An edit that is being made is made anew with them.
    if !is_little && !app.model.is_editing() {
        return ask(app, Job::Compare(findings));
    }
    app.model.at_work.take_if(|at_work| !at_work.is_edit());
    app.take_findings(findings);
    let mut effects = begin_again(app);
    effects.extend(overview::renew(app));
    effects.extend(keys::go_on(app));
    effects
}

/// Whether it takes too long for a key to make `edit`.
pub(in crate::app) fn is_large(app: &App, edit: &Edit) -> bool {
    // A name that changes is looked at wherever it stands.
    let touched = |change: &Change| match change {
        Change::Entity(_, Some(entity)) => 1 + app.model.record.tag_count_of(&entity.id),
        _ => 1,
    };
    let mut left = MANY;
    edit.changes.iter().any(|change| match left.checked_sub(touched(change)) {
        Some(fewer) => {
            left = fewer;
            false
        }
        None => true,
    })
}

/// Has an edit of very many items made, and says so in `words`.
pub(in crate::app) fn begin(app: &mut App, job: Job, words: &str) -> Vec<Effect> {
    if let Some(reason) = &app.model.saving.read_only {
        let why = format!("not changed: {reason}");
        return app.refuse(why);
    }
    if app.model.at_work.is_some() {
        return app.refuse(BUSY);
    }
    // It is an edit that is not on disk yet: what waits for those waits for it too.
    app.model.saving.pending += 1;
    let stop = app.model.tip(&[(Action::Cancel, "stops that")]);
    app.model.message = Some(Message::done(format!("{words}…{stop}")));
    ask(app, job)
}

/// Why something cannot be changed now.
pub(in crate::app) const BUSY: &str = "the last edit is still being made: try again in a moment";

fn ask(app: &mut App, job: Job) -> Vec<Effect> {
    let (ticket, wanted) = Ticket::new();
    app.model.at_work = Some(AtWork { job: job.clone(), ticket });
    let fork = app.fork();
    vec![Effect::Edit(Box::new(Bulk { fork, job, wanted }))]
}

/// Begins anew with what is being made, for the record or what the machine found are others now.
pub(in crate::app) fn begin_again(app: &mut App) -> Vec<Effect> {
    let Some(at_work) = app.model.at_work.take() else { return Vec::new() };
    ask(app, at_work.job)
}

/// Lets go of what is being made about suggestions by their number, which may be others now.
pub(in crate::app) fn expire(app: &mut App) {
    let is_about = |at_work: &mut AtWork| matches!(at_work.job, Job::Rows(Doing::Accept | Doing::Reject, _));
    if app.model.at_work.take_if(is_about).is_some() {
        app.model.saving.pending = app.model.saving.pending.saturating_sub(1);
        app.model.message = Some(Message::error("who said what was read anew: nothing was changed"));
    }
}

/// Stops what is being made, of which nothing is on the record yet.
pub(in crate::app) fn stop(app: &mut App) -> Vec<Effect> {
    app.model.at_work = None;
    let told = Message::done("stopped: nothing was changed");
    give_up(app, told)
}

fn give_up(app: &mut App, why: Message) -> Vec<Effect> {
    app.model.saving.pending = app.model.saving.pending.saturating_sub(1);
    app.model.message = Some(why);
    let mut effects = documents::saved(app);
    effects.extend(keys::go_on(app));
    effects
}

/// Takes over what came of an edit, where it is still wanted.
pub(in crate::app) fn take(app: &mut App, edited: Edited) -> Vec<Effect> {
    let answers = |at_work: &mut AtWork| at_work.ticket.is_of(&edited.wanted);
    let Some(AtWork { job, .. }) = app.model.at_work.take_if(answers) else {
        return vec![free(edited)];
    };
    let outcome = match (edited.outcome, &job) {
        (Ok(outcome), _) => outcome,
        (Err(why), Job::Undo(_) | Job::Redo(_)) => {
            let why = tagging::misfit(app, matches!(job, Job::Undo(_)), &why.text);
            return give_up(app, Message::error(why));
        }
        (Err(why), _) => return give_up(app, why),
    };
    let Outcome { edit, message, record, findings, review, voices, lacking } = outcome;
    let highlighted = highlight::name(&app.model);
    let model = &mut app.model;
    let old = (
        std::mem::replace(&mut model.record, record),
        std::mem::replace(&mut model.findings, findings),
        std::mem::replace(&mut model.review, review),
        std::mem::replace(&mut model.voices, voices),
        std::mem::replace(&mut model.lacking, lacking),
    );
    let mut effects = vec![free(old)];
    match &job {
        Job::Rows(..) | Job::Make(_) => {
            app.in_flight.push_back(edit.clone());
            effects.extend(app.remember(edit.clone()));
            effects.push(Effect::Append(edit));
            app.model.message = message.or(app.model.message.take());
        }
        Job::Undo(_) | Job::Redo(_) => {
            app.in_flight.push_back(edit.clone());
            effects.push(tagging::travelled(app, edit, matches!(job, Job::Undo(_))));
        }
        Job::Compare(_) => {
            update::expire(app);
            highlight::renew(&mut app.model, highlighted);
            app.arrange();
            effects.extend(overview::renew(app));
        }
    }
    effects.extend(keys::go_on(app));
    effects
}

/// Has something freed that is large, where no key waits for it.
pub(in crate::app) fn free(left: impl Any + Send) -> Effect {
    Effect::Free(Box::new(left))
}

impl Model {
    /// Whether an edit of very many items is being made.
    pub(super) fn is_editing(&self) -> bool {
        self.at_work.as_ref().is_some_and(AtWork::is_edit)
    }
}

impl App {
    /// A copy that edits can be made on. It shares all that is large; nothing is open in it.
    fn fork(&mut self) -> App {
        let old = &self.model;
        let setup = Setup {
            article: old.article.clone(),
            whole: old.whole,
            file: String::new(),
            annotator: old.annotator.clone(),
            tag_set: old.tag_set.clone(),
            keymap: old.keymap.clone(),
            size: (0, 0),
            settings: old.settings.clone(),
            elsewhere: String::new(),
            randomness: self.randomness(),
        };
        let (record, findings) = (self.model.record.clone(), self.model.findings.clone());
        let (review, voices) = (self.model.review.clone(), self.model.voices.clone());
        let lacking = self.model.lacking.clone();
        let saving = self.model.saving.clone();
        let mut fork = App::new(setup);
        fork.model = Model { record, findings, review, voices, lacking, saving, ..fork.model };
        fork.at(self.now())
    }
}
