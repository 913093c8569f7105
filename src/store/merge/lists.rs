//! Lists of items that only a later version knows.

use super::item::{Texts, item};
use crate::store::document::options;
use crate::store::line::{AnyLine, Line};

/// Merges three versions of a list of items by their ids. `None` where one of them is no such list,
/// or where one id stands for two things.
pub(super) fn merge(sides: [Option<&str>; 3]) -> Option<String> {
    let [base, ours, theirs] = sides.map(|list| read(list.unwrap_or("[]")));
    let (base, ours, theirs) = (base?, ours?, theirs?);
    let texts = Texts::default();
    let find = |lines: &[AnyLine], id: &str| lines.binary_search_by(|line| line.id().cmp(id)).ok();
    let mut ids: Vec<&str> = ours.iter().chain(&theirs).map(AnyLine::id).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut written = Vec::new();
    for id in ids {
        let [base, ours, theirs] =
            [&base, &ours, &theirs].map(|lines| find(lines, id).and_then(|at| lines.get(at)));
        let joined = item(base, ours.cloned(), theirs.cloned(), &texts);
        if joined.rival.is_some() {
            return None;
        }
        written.extend(joined.line.map(|line| {
            let mut out = String::new();
            line.write(&mut out);
            out
        }));
    }
    Some(format!("[{}]", written.join(", ")))
}

/// The items of a list, by their ids; `None` where it is none.
fn read(list: &str) -> Option<Vec<AnyLine>> {
    let mut lines: Vec<AnyLine> = options().from_str(list).ok()?;
    lines.sort_by(|one, other| one.id.cmp(&other.id));
    let unique = lines.windows(2).all(|pair| pair[0].id != pair[1].id);
    let named = lines.iter().all(|line| !line.id.is_empty());
    (unique && named).then_some(lines)
}
