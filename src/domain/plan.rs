//! A plan as comparisons, checks and scorecards use it, and the documents that stand in for one.

use super::lang::Lang;
use super::message::Message;
use super::text::{Text, phrase};
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// A loaded plan, or another document that states targets of the same period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Of the plan; with another `basis` of the plan or document that states the targets.
    pub id: Arc<str>,
    /// Region id.
    pub region: Arc<str>,
    /// First and last year, both included.
    pub period: [u16; 2],
    pub base_year: u16,
    /// Parts that the documents lack. If any is missing, a target that the text does not mention is
    /// `unknown`, not `not_stated`.
    pub missing: Vec<MissingPart>,
    pub basis: Basis,
}

/// Where the targets of a region for a period are stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = TargetBasis)]
pub enum Basis {
    /// In its plan for the period.
    Plan,
    /// In the review table of a later plan, which repeats the targets of the period: “十三五”规划目标.
    Reviewed,
    /// In a document that looks ahead to the last year of the period: a work report, or the plan before.
    Outlook,
}

/// A part that the text of a document lacks: a sentence in both languages, without a full stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingPart {
    pub zh: String,
    pub en: String,
}

impl MissingPart {
    /// The sentence in one language.
    pub fn in_language(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Zh => &self.zh,
        }
    }
}

impl Basis {
    /// What messages call such a text.
    pub fn noun(self, lang: Lang) -> Message {
        match self {
            Self::Plan => Message::of(lang, "the plan", "规划"),
            Self::Reviewed | Self::Outlook => Message::of(lang, "the document", "文件"),
        }
    }
}

impl Plan {
    /// The targets of a period that a later plan reviews.
    pub fn reviewed(id: String, region: String, period: [u16; 2]) -> Self {
        let [first, last] = period;
        let only = phrase!(
            "the plan for {first}–{last} is not loaded, only its review in {id}",
            "未载入 {first}–{last} 年的规划，只有 {id} 对它的回顾",
            first = first,
            last = last,
            id = id,
        );
        Self::instead(id, region, period, Basis::Reviewed, only)
    }

    /// The targets of a period in a document that is no plan for it.
    pub fn outlook(id: String, region: String, period: [u16; 2]) -> Self {
        let [first, last] = period;
        let only = phrase!(
            "no plan for {first}–{last} is loaded, only the outlook to {last} in {id}",
            "未载入 {first}–{last} 年的规划，只有 {id} 对 {last} 年的展望",
            first = first,
            last = last,
            id = id,
        );
        Self::instead(id, region, period, Basis::Outlook, only)
    }

    /// Such a text is no whole plan, so its silence is not known to be the plan's.
    fn instead(id: String, region: String, period: [u16; 2], basis: Basis, only: Text) -> Self {
        let part = MissingPart { zh: only.zh.into_owned(), en: only.en.into_owned() };
        let base_year = period[0].saturating_sub(1);
        let (id, region) = (id.into(), region.into());
        Self { id, region, period, base_year, missing: vec![part], basis }
    }

    /// The missing parts as one phrase; `None` where no part is known to be missing.
    pub fn missing_text(&self, lang: Lang) -> Option<String> {
        let parts: Vec<&str> = self.missing.iter().map(|part| part.in_language(lang)).collect();
        let between = match lang {
            Lang::En => "; ",
            Lang::Zh => "；",
        };
        (!parts.is_empty()).then(|| parts.join(between))
    }
}
