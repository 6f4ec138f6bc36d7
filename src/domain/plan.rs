//! A plan as comparisons, checks and scorecards use it.

use super::text::Text;

/// A loaded plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    pub id: String,
    /// Region id.
    pub region: String,
    /// First and last year, both included.
    pub period: [u16; 2],
    pub base_year: u16,
    /// Parts that the documents lack. If any is missing, a target that the text does not mention is
    /// `unknown`, not `not_stated`.
    pub missing: Vec<MissingPart>,
}

/// A part that the text of a document lacks: a sentence in both languages, without a full stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingPart {
    pub zh: String,
    pub en: String,
}

impl Plan {
    /// The missing parts as one phrase; `None` where no part is known to be missing.
    pub fn missing_text(&self) -> Option<Text> {
        let parts = self.missing.iter().map(|part| Text::made(part.en.clone(), part.zh.clone()));
        (!self.missing.is_empty()).then(|| Text::join(parts, "; ", "；"))
    }
}
