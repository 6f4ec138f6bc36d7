//! A plan as comparisons, checks and scorecards know it.

use super::text::Text;

/// A plan that was read and loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    pub id: String,
    /// Region id.
    pub region: String,
    /// First and last year, both included.
    pub period: [u16; 2],
    pub base_year: u16,
    /// What its documents lack. Where this is not empty, nothing can be said of what the plan does not state.
    pub missing: Vec<MissingPart>,
}

/// A part of a document that its text lacks: a sentence without a full stop, in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingPart {
    pub zh: String,
    pub en: String,
}

impl Plan {
    /// What its documents lack, as one phrase; `None` where nothing is known to be missing.
    pub fn missing_text(&self) -> Option<Text> {
        let parts = self.missing.iter().map(|part| Text::made(part.en.clone(), part.zh.clone()));
        (!self.missing.is_empty()).then(|| Text::join(parts, "; ", "；"))
    }
}
