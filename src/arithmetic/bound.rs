//! Comparators of computed figures: the comparator of a sum, difference or quotient of two bounds.

use crate::domain::Comparator;

/// The comparator of `left − right`, and of `left ÷ right` where both are above zero: more than 2000 minus
/// 1247.04 is more than 752.96. `None` where the result has no bound: for two lower bounds, or for a bound
/// and an approximate figure.
pub fn of_difference(left: Comparator, right: Comparator) -> Option<Comparator> {
    use Comparator::{Approx, Eq, Ge, Gt, Le, Lt};
    // A larger right side makes the result smaller, so its comparator is reversed.
    let turned = match right {
        Ge => Le,
        Gt => Lt,
        Le => Ge,
        Lt => Gt,
        Eq | Approx => right,
    };
    match (left, turned) {
        (Eq, other) | (other, Eq) => Some(other),
        (Approx, Approx) => Some(Approx),
        (Gt, Gt | Ge) | (Ge, Gt) => Some(Gt),
        (Ge, Ge) => Some(Ge),
        (Lt, Lt | Le) | (Le, Lt) => Some(Lt),
        (Le, Le) => Some(Le),
        _ => None,
    }
}

/// The comparator of a sum of exact or approximate figures; `None` where one of them is a bound.
pub fn of_points(one: Comparator, other: Comparator) -> Option<Comparator> {
    match (one, other) {
        (Comparator::Eq, Comparator::Eq) => Some(Comparator::Eq),
        (Comparator::Eq | Comparator::Approx, Comparator::Eq | Comparator::Approx) => {
            Some(Comparator::Approx)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Comparator::{Approx, Eq, Ge, Gt, Le, Lt};

    #[test]
    fn a_bound_minus_a_point_is_a_bound_and_two_lower_bounds_give_none() {
        for (left, right, difference) in [
            (Gt, Eq, Some(Gt)),
            (Eq, Gt, Some(Lt)),
            (Ge, Le, Some(Ge)),
            (Ge, Lt, Some(Gt)),
            (Approx, Approx, Some(Approx)),
            (Gt, Gt, None),
            (Gt, Approx, None),
        ] {
            assert_eq!(of_difference(left, right), difference, "{left:?} {right:?}");
        }
        assert_eq!(of_points(Eq, Approx), Some(Approx));
        assert_eq!(of_points(Eq, Ge), None);
    }
}
