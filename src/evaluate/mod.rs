//! Quality of reading: compares parsed plans with the annotations of a careful reader.
//!
//! [`gold`] holds the annotations, [`prose`] and [`tables`] match them with the parsed plan, [`quality`] is
//! the result, and [`mod@print`] prints it. This room reads no files; `cli/evaluate.rs` does.

use crate::plan::parsed::ParsedDocument;

pub mod alike;
pub mod gold;
pub mod print;
pub mod prose;
pub mod quality;
pub mod tables;
mod tally;
#[cfg(test)]
mod tests;
mod word;

pub use gold::Gold;
pub use quality::Quality;

/// Evaluates the plans that have annotations, in the given order. The other plans are only listed.
pub fn evaluate(plans: &[(&ParsedDocument, Option<&Gold>)]) -> Quality {
    let mut not_annotated = Vec::new();
    let mut measured = Vec::new();
    for (plan, gold) in plans {
        match gold {
            Some(gold) => measured.push(tally::EvaluatedDocument {
                document: document(plan),
                kind: plan.document.kind,
                prose: prose::compare(&gold.statements, plan),
                tables: tables::compare(&gold.rows, plan),
            }),
            None => not_annotated.push(document(plan)),
        }
    }
    let mut evaluations = vec![tally::together(&measured)];
    evaluations.extend(tally::by_kind(&measured));
    evaluations.extend(measured.iter().map(tally::alone));
    Quality { evaluations, not_annotated }
}

/// The name of a plan's annotations: the name of its source without the extension.
pub fn name(plan: &ParsedDocument) -> &str {
    let file = plan.source.file.as_str();
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

fn document(plan: &ParsedDocument) -> quality::DocumentRef {
    let period = plan.document.period().unwrap_or_default();
    quality::DocumentRef {
        name: name(plan).to_owned(),
        region: plan.document.region.clone(),
        period: crate::domain::Period::from(period).to_string(),
        sha256: plan.source.sha256.clone(),
    }
}
