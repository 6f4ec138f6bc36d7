//! The kinds of documents that governments publish.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What kind of document a text is. The title and the first lines tell it.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
    utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// 五年规划纲要: promises its period.
    Plan,
    /// 政府工作报告 of year Y: reports Y−1, promises Y; some also report or promise five years.
    WorkReport,
    /// 国民经济和社会发展计划执行情况与计划草案的报告 of year Y: reports Y−1, promises Y.
    PlanReport,
    /// 统计公报: reports its year.
    Communique,
    /// 中期评估 or 总结评估 of a plan: reports the period so far.
    Evaluation,
}

impl DocumentKind {
    /// Every kind.
    pub const ALL: [Self; 5] =
        [Self::Plan, Self::WorkReport, Self::PlanReport, Self::Communique, Self::Evaluation];

    /// As JSON and the command line write it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::WorkReport => "work_report",
            Self::PlanReport => "plan_report",
            Self::Communique => "communique",
            Self::Evaluation => "evaluation",
        }
    }

    /// Whether it reports one year and promises the next: a work report or a report on the annual plan.
    pub fn looks_ahead(self) -> bool {
        matches!(self, Self::WorkReport | Self::PlanReport)
    }

    /// The kind of a word; `None` for any other word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}
