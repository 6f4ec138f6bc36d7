//! Binding of values of the pure rooms: whole numbers, and lists of lists.

/// Separates the parts of a list on its way into the database: arrays of arrays must be rectangular
/// there. Folded text has no control characters, and ingest refuses flags with any.
pub(super) const SEPARATOR: &str = "\u{1f}";

/// Lines and offsets fit, because documents are smaller than 2³¹ characters. A greater number
/// becomes the greatest, which the constraints of the schema refuse.
pub(super) fn int(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
