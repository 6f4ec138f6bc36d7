//! Statements as figures of an answer: the used one, and the others as its alternatives.

use super::answer::{Alternative, Figure, Status};
use super::basis;
use crate::arithmetic::{Span, tolerance};
use crate::domain::{Statement, WordRule};

/// The first of the statements as a figure, the rest as its alternatives.
pub(super) fn figure(statements: &[&Statement]) -> Option<Figure> {
    let (used, others) = statements.split_first()?;
    Some(Figure {
        id: Some(used.id.clone()),
        year: used.year,
        since: used.since,
        value: used.value,
        value_high: used.value_high,
        unit: used.unit.clone(),
        comparator: used.value.map(|_| used.comparator),
        measure: used.measure,
        status: Some(status(used)),
        attribute: used.attribute.or_else(|| others.iter().find_map(|other| other.attribute)),
        printed: Some(used.printed().clone()),
        evidence: Some(used.evidence().clone()),
        price_basis: used.price_basis().cloned(),
        qualifiers: basis::qualifiers(used),
        derived: None,
        note: None,
        alternatives: others.iter().map(|other| alternative(used, other)).collect(),
    })
}

/// The status of a statement: a number, or the meaning of its words.
pub(super) fn status(statement: &Statement) -> Status {
    match (statement.value, statement.rule) {
        (Some(_), _) => Status::Stated,
        (None, Some(WordRule::SetByParent)) => Status::Delegated,
        (None, Some(WordRule::InStepWithGdp)) => Status::Relative,
        (None, _) => Status::Qualitative,
    }
}

/// Whether two statements of the same figure can both be true: 1247.04 and more than 1000 can, 150 and 160
/// cannot. A range agrees only with an equal range; 左右 has the width of [`tolerance`].
fn agree(one: &Statement, other: &Statement) -> bool {
    let (Some(a), Some(b)) = (one.value, other.value) else {
        return one.value.is_none() && other.value.is_none() && one.text == other.text;
    };
    if one.value_high.is_some() || other.value_high.is_some() {
        return (a, one.value_high) == (b, other.value_high);
    }
    let span = |statement: &Statement, value| {
        let reach = tolerance::about(
            value,
            statement.comparator,
            statement.measure,
            statement.unit.as_deref(),
        );
        Span::of(value, None, statement.comparator, reach.unwrap_or_default())
    };
    span(one, a).meets(&span(other, b))
}

/// `other` as an alternative of the used figure.
pub(super) fn alternative(used: &Statement, other: &Statement) -> Alternative {
    let same_thing = used.year == other.year && used.measure == other.measure;
    Alternative {
        id: other.id.clone(),
        kind: other.kind,
        origin: other.origin,
        line: other.line,
        year: other.year,
        value: other.value,
        value_high: other.value_high,
        unit: other.unit.clone(),
        comparator: other.value.map(|_| other.comparator),
        measure: other.measure,
        text: other.text.clone(),
        agrees: same_thing.then(|| agree(used, other)),
    }
}
