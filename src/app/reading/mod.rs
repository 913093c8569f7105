//! Reading: what is under the cursor and why, who says what, and the ways through the article.

pub(in crate::app) mod account;
pub(in crate::app) mod copying;
pub(in crate::app) mod findings;
pub(in crate::app) mod going;
pub(in crate::app) mod here;
pub(in crate::app) mod highlight;
mod moving;
pub(in crate::app) mod outline;
pub(in crate::app) mod overview;
pub(in crate::app) mod scrolling;
pub(in crate::app) mod selecting;
pub(in crate::app) mod spotlight;
pub(in crate::app) mod strip;
pub(in crate::app) mod trail;
pub(in crate::app) mod typesetting;
pub(in crate::app) mod voices;

pub use self::moving::top;
pub(in crate::app) use self::moving::{go, is_movement, jump, to, unfolded, word_end};
