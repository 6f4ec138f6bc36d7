//! The values that a printed figure allows, from least to greatest.
//!
//! `>2000` allows every value above 2000, and 8左右 every value near 8. Where the caller counts rounding as
//! slack, a figure with one decimal allows every value that rounds to it. Two figures can both be true if
//! some value is allowed by both.

use crate::domain::Comparator;
use rust_decimal::Decimal;

/// The values that a figure allows. A side that is `None` has no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub low: Option<End>,
    pub high: Option<End>,
}

/// One end of a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    pub value: Decimal,
    /// Whether the end itself is allowed, as by 不低于 but not by 超过.
    pub closed: bool,
}

impl End {
    pub fn closed(value: Decimal) -> Self {
        Self { value, closed: true }
    }

    /// An end computed from two ends. It is closed if both are.
    fn computed(
        one: Option<Self>,
        other: Option<Self>,
        compute: impl Fn(Decimal, Decimal) -> Option<Decimal>,
    ) -> Option<Self> {
        let (one, other) = (one?, other?);
        Some(Self { value: compute(one.value, other.value)?, closed: one.closed && other.closed })
    }
}

impl Span {
    /// The span of a figure, or of a range with its upper end. `slack` is the greatest difference between
    /// the true value and the printed one. It widens a point on both sides and leaves bounds as they are
    /// (more than 2000 is never 1999.6).
    pub fn of(
        value: Decimal,
        high: Option<Decimal>,
        comparator: Comparator,
        slack: Decimal,
    ) -> Self {
        let bound = |closed| Some(End { value, closed });
        match (high, comparator) {
            (None, Comparator::Ge) => Self { low: bound(true), high: None },
            (None, Comparator::Gt) => Self { low: bound(false), high: None },
            (None, Comparator::Le) => Self { low: None, high: bound(true) },
            (None, Comparator::Lt) => Self { low: None, high: bound(false) },
            (high, _) => Self {
                low: value.checked_sub(slack).map(End::closed),
                high: high.unwrap_or(value).checked_add(slack).map(End::closed),
            },
        }
    }

    /// The span of a result that rises with both figures, such as their sum. `compute` gives each end; a
    /// side has no limit where one of the two has none or `compute` gives `None`.
    pub fn of_sum(
        one: &Self,
        other: &Self,
        compute: impl Fn(Decimal, Decimal) -> Option<Decimal>,
    ) -> Self {
        Self {
            low: End::computed(one.low, other.low, &compute),
            high: End::computed(one.high, other.high, &compute),
        }
    }

    /// The span of a result that rises with the first figure and falls with the second: their difference,
    /// quotient or growth.
    pub fn of_difference(
        first: &Self,
        second: &Self,
        compute: impl Fn(Decimal, Decimal) -> Option<Decimal>,
    ) -> Self {
        Self {
            low: End::computed(first.low, second.high, &compute),
            high: End::computed(first.high, second.low, &compute),
        }
    }

    /// Whether some value is allowed by both.
    pub fn meets(&self, other: &Self) -> bool {
        !self.is_below(other) && !other.is_below(self)
    }

    /// Whether every value of `self` is less than every value of `other`.
    pub fn is_below(&self, other: &Self) -> bool {
        match (self.high, other.low) {
            (Some(high), Some(low)) => {
                high.value < low.value || (high.value == low.value && !(high.closed && low.closed))
            }
            _ => false,
        }
    }

    /// The distance between the two spans; `None` where they meet.
    pub fn gap(&self, other: &Self) -> Option<Decimal> {
        let between = |below: &Self, above: &Self| {
            above.low?.value.checked_sub(below.high?.value).filter(|_| below.is_below(above))
        };
        between(self, other).or_else(|| between(other, self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(value: &str, comparator: Comparator, slack: &str) -> Span {
        Span::of(value.parse().unwrap(), None, comparator, slack.parse().unwrap())
    }

    #[test]
    fn a_bound_meets_only_the_values_it_allows() {
        let more = span("1000", Comparator::Gt, "0.5");
        assert!(more.meets(&span("1247.04", Comparator::Eq, "0")));
        assert!(!more.meets(&span("1000", Comparator::Eq, "0")));
        assert!(!more.meets(&span("1000", Comparator::Le, "0")));
        assert!(span("1000", Comparator::Ge, "0").meets(&span("1000", Comparator::Le, "0")));
        assert!(more.meets(&span("2000", Comparator::Gt, "0")));
    }

    #[test]
    fn slack_widens_a_point_and_includes_the_ends() {
        let growth = span("7.5", Comparator::Eq, "0.05");
        assert!(growth.meets(&span("7.45", Comparator::Eq, "0")));
        assert!(!growth.meets(&span("7.449", Comparator::Eq, "0")));
        assert_eq!(growth.gap(&span("6.9", Comparator::Eq, "0.05")), "0.50".parse().ok());
        assert_eq!(growth.gap(&span("7.4", Comparator::Eq, "0.05")), None);
    }

    #[test]
    fn a_difference_ends_at_the_differences_of_opposite_ends() {
        let (ten, more) = (span("10", Comparator::Eq, "0.5"), span("4", Comparator::Gt, "0"));
        let apart = Span::of_difference(&ten, &more, Decimal::checked_sub);
        assert_eq!(apart.low, None);
        assert_eq!(apart.high, Some(End { value: "6.5".parse().unwrap(), closed: false }));
        let sum = Span::of_sum(&ten, &more, Decimal::checked_add);
        assert_eq!(sum.low, Some(End { value: "13.5".parse().unwrap(), closed: false }));
        assert_eq!(sum.high, None);
    }

    #[test]
    fn a_range_allows_the_values_between_its_ends() {
        let two_to_three = Span::of(2.into(), Some(3.into()), Comparator::Eq, Decimal::ZERO);
        assert!(two_to_three.meets(&span("3", Comparator::Eq, "0")));
        assert!(two_to_three.is_below(&span("3", Comparator::Gt, "0")));
        assert!(!two_to_three.meets(&span("1", Comparator::Le, "0")));
    }
}
