//! Running text: pairs observations with annotated statements and compares their fields.

use super::alike::{SAME, alike, same_number, unit};
use super::gold::GoldStatement;
use crate::domain::Origin;
use crate::plan::parsed::{Observation, ParsedDocument};
use std::cmp::Ordering;

/// A sentence wrapped over lines may be placed on either of them.
const LINE_SLACK: u32 = 2;

/// The observations of a document's running text, matched with its annotations.
#[derive(Debug, Default)]
pub struct Outcome<'a> {
    /// Pairs that agree in kind, value and place.
    pub pairs: Vec<(&'a GoldStatement, &'a Observation)>,
    /// Annotated statements without an observation.
    pub missed: Vec<&'a GoldStatement>,
    /// Observations without an annotation.
    pub extra: Vec<&'a Observation>,
    /// Pairs of a missed and an extra statement with the same value and place but different kinds.
    pub crossed: Vec<(&'a GoldStatement, &'a Observation)>,
}

/// Pairs observations with annotations. Kind, value and place must agree; among several candidates the one
/// with the most similar label is chosen, then the nearest.
pub fn compare<'a>(gold: &'a [GoldStatement], plan: &'a ParsedDocument) -> Outcome<'a> {
    let in_prose = |said: &&Observation| said.origin == Origin::Prose && said.value.is_some();
    let found: Vec<_> = plan.observations.iter().filter(in_prose).collect();
    let gold: Vec<_> = gold.iter().collect();
    let (pairs, missed, extra) = paired(gold, found, |want, got| want.kind == got.kind);
    // An optional statement counts neither when found nor when missed.
    let asked = |want: &&GoldStatement| !want.optional;
    let pairs: Vec<_> = pairs.into_iter().filter(|(want, _)| asked(want)).collect();
    let missed: Vec<_> = missed.into_iter().filter(asked).collect();
    let (crossed, _, _) = paired(missed.clone(), extra.clone(), |want, got| want.kind != got.kind);
    Outcome { pairs, missed, extra, crossed }
}

type Pairs<'a> = Vec<(&'a GoldStatement, &'a Observation)>;

/// The pairs, the best first, and the rest of either side in its order.
fn paired<'a>(
    gold: Vec<&'a GoldStatement>,
    found: Vec<&'a Observation>,
    kinds: impl Fn(&GoldStatement, &Observation) -> bool,
) -> (Pairs<'a>, Vec<&'a GoldStatement>, Vec<&'a Observation>) {
    let mut candidates = Vec::new();
    for (g, want) in gold.iter().enumerate() {
        for (f, got) in found.iter().enumerate() {
            if kinds(want, got)
                && want.line.abs_diff(got.line) <= LINE_SLACK
                && same_number(want.value, got.value)
                && same_number(want.value_high, got.value_high)
            {
                let alike = alike(&want.indicator, &got.label);
                candidates.push((alike, want.line.abs_diff(got.line), g, f));
            }
        }
    }
    candidates.sort_by(best_first);
    let (mut taken, mut used) = (vec![false; gold.len()], vec![false; found.len()]);
    let mut pairs = Vec::new();
    for (_, _, g, f) in candidates {
        if !taken[g] && !used[f] {
            (taken[g], used[f]) = (true, true);
            pairs.push((gold[g], found[f]));
        }
    }
    (pairs, rest(gold, &taken), rest(found, &used))
}

type Candidate = (f64, u32, usize, usize);

fn best_first(one: &Candidate, other: &Candidate) -> Ordering {
    let places = |candidate: &Candidate| (candidate.1, candidate.2, candidate.3);
    other.0.total_cmp(&one.0).then_with(|| places(one).cmp(&places(other)))
}

fn rest<T>(all: Vec<T>, taken: &[bool]) -> Vec<T> {
    all.into_iter().zip(taken).filter(|(_, taken)| !**taken).map(|(item, _)| item).collect()
}

/// The names of the fields in which a paired statement may be wrong.
pub const FIELDS: [&str; 6] = ["unit", "comparator", "measure", "year", "label", "span"];

/// For each of [`FIELDS`], whether it is right. A field that the annotation leaves open (unit, year, since,
/// direction) is right. `span` combines since and direction.
pub fn right(want: &GoldStatement, got: &Observation) -> [bool; 6] {
    [
        want.unit.is_none() || unit(want.unit.as_deref()) == unit(got.unit.as_deref()),
        want.comparator == got.comparator,
        want.measure == got.measure,
        want.year.is_none() || want.year == got.year,
        alike(&want.indicator, &got.label) >= SAME,
        (want.since.is_none() || want.since == got.since)
            && (want.direction.is_none() || want.direction == got.direction),
    ]
}
