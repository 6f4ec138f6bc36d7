//! Problems between the documents of a load: two of one id, of one text, or with one observation.

use super::{
    check,
    problem::{Problem, Problems},
    step::CheckedDocument,
};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// Problems between these documents, in their order.
///
/// # Errors
/// A file that cannot be read again to tell where an observation is.
pub(super) fn check(documents: &[Arc<CheckedDocument>]) -> Result<Vec<Problem>, Problem> {
    let mut problems = Vec::new();
    let (mut names, mut sources) = (BTreeMap::new(), HashMap::new());
    let mut alone = Vec::new();
    for new in documents {
        let mut of = Problems::of(&new.path);
        let twin = names.insert(new.document_id(), &new.path);
        if let Some(earlier) = twin {
            let id = new.document_id();
            let why = format!("{earlier} is {id} too; `part` tells documents of one plan apart");
            of.add("document", why);
        }
        let source = sources.insert(new.source_sha256.as_str(), &new.path);
        if let (None, Some(earlier)) = (twin, source) {
            of.add("source.sha256", format!("{earlier} was read from this document too"));
        }
        problems.extend(of.into_found());
        // Two readings of one document share their ids, so the ids need no problem of their own.
        if twin.or(source).is_none() {
            alone.push(new);
        }
    }
    let shared = shared(&alone);
    let mut first: HashMap<u64, (&str, usize)> = HashMap::new();
    for new in alone.iter().filter(|new| new.ids.iter().any(|id| shared.contains(id))) {
        let document = new.read()?;
        let mut of = Problems::of(&new.path);
        for (position, (id, read)) in new.ids.iter().zip(&document.observations).enumerate() {
            if !shared.contains(id) {
                continue;
            }
            if let Some((path, earlier)) = first.insert(*id, (&new.path, position)) {
                let place = if path == new.path { String::new() } else { format!(" of {path}") };
                let why = format!("observations[{earlier}]{place} has the same id {}", read.id);
                of.add(check::entry(position, read), why);
            }
        }
        problems.extend(of.into_found());
    }
    Ok(problems)
}

/// The ids that occur twice.
fn shared(documents: &[&Arc<CheckedDocument>]) -> HashSet<u64> {
    let mut ids: Vec<u64> = documents.iter().flat_map(|new| new.ids.iter().copied()).collect();
    ids.sort_unstable();
    ids.windows(2).filter(|two| two[0] == two[1]).map(|two| two[0]).collect()
}
