//! What one paragraph holds.

use super::Aside;
use super::colon::Announced;
use super::draft::{Draft, Speaker};
use super::names::Name;

/// What a paragraph holds, in the order of the text.
#[derive(Default, Debug)]
pub(super) struct Findings {
    pub(super) drafts: Vec<Draft>,
    pub(super) names: Vec<Name>,
    pub(super) asides: Vec<Aside>,
    /// The first subject of each sentence that has one, with the sentence's index.
    pub(super) subjects: Vec<(usize, Speaker)>,
    /// Whether the last quotation has no closing mark, and so goes on in the next paragraph.
    pub(super) open: bool,
    /// Who is about to speak behind the colon that the paragraph ends in.
    pub(super) announced: Option<Announced>,
}
