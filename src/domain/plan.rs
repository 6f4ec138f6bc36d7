//! A plan as comparisons, checks and scorecards know it.

/// A plan that was read and loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    pub id: String,
    /// Region id.
    pub region: String,
    /// First and last year, both included.
    pub period: [u16; 2],
    pub base_year: u16,
}
