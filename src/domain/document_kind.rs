//! The kinds of documents that governments publish.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The kind of a document, recognised by its title and first lines.
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
    /// 五年规划纲要: sets targets for its period.
    Plan,
    /// 政府工作报告 of year Y: outcomes of Y−1 and targets of Y; some also cover five years.
    WorkReport,
    /// 国民经济和社会发展计划执行情况与计划草案的报告 of year Y: outcomes of Y−1 and targets of Y.
    PlanReport,
    /// 统计公报: outcomes of its year.
    Communique,
    /// 中期评估 or 总结评估 of a plan: outcomes of the period so far.
    Evaluation,
}

impl DocumentKind {
    /// Every kind.
    pub const ALL: [Self; 5] =
        [Self::Plan, Self::WorkReport, Self::PlanReport, Self::Communique, Self::Evaluation];

    /// The code in JSON and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::WorkReport => "work_report",
            Self::PlanReport => "plan_report",
            Self::Communique => "communique",
            Self::Evaluation => "evaluation",
        }
    }

    /// Whether the document states outcomes of one year and targets of the next: a work report or a report
    /// on the annual plan.
    pub fn looks_ahead(self) -> bool {
        matches!(self, Self::WorkReport | Self::PlanReport)
    }

    /// The kind with this code; `None` for any other text.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}
