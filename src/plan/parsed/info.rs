//! The description of a document: kind, region, years, publisher, and completeness of its text.

use super::warning::Warning;
use crate::domain::DocumentKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// First and last year, both included; they are equal for a single year.
pub type Years = [u16; 2];

/// The description of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentInfo {
    /// Region, years and kind, as [`DocumentInfo::derived_id`] combines them. Empty in a hand-written file;
    /// ingest then derives it.
    #[serde(default)]
    pub id: String,
    pub kind: DocumentKind,
    /// Id in the catalogue of regions.
    pub region: String,
    pub title: String,
    /// The years whose outcomes the document reports; null where it reports none or does not name the
    /// years. A plan reports the period before its own.
    #[serde(default)]
    pub reports: Option<Years>,
    /// The years that the document sets targets for; null where it sets none. For a plan, its period.
    #[serde(default)]
    pub promises: Option<Years>,
    /// The year that targets are measured from, which is the year before `promises`; null without
    /// `promises`.
    #[serde(default)]
    pub base_year: Option<u16>,
    /// Year of the long-range objectives (远景目标); null where the document has none.
    #[serde(default)]
    pub horizon: Option<u16>,
    /// The publisher as printed; null where the text does not name it.
    #[serde(default)]
    pub publisher: Option<String>,
    /// ISO date on which the document was delivered or published; null where the text does not name it.
    #[serde(default)]
    pub issued: Option<String>,
    /// ISO date on which a plan was adopted (通过, 批准); null where the text does not name it.
    #[serde(default)]
    pub adopted: Option<String>,
    /// Public URL of the text; null where unknown.
    #[serde(default)]
    pub address: Option<String>,
    /// The part of the plan or report that the document contains, where several documents make up one:
    /// `table`. Null for a whole document and for the main part.
    #[serde(default)]
    pub part: Option<String>,
    pub completeness: Completeness,
}

impl DocumentInfo {
    /// The description of a plan for these years, which reports the period of equal length before; all
    /// other fields are null.
    pub fn plan(region: &str, title: &str, period: Years) -> Self {
        let mut info = Self {
            id: String::new(),
            kind: DocumentKind::Plan,
            region: region.to_owned(),
            title: title.to_owned(),
            reports: Some(years_before(period)),
            promises: Some(period),
            base_year: Some(period[0].saturating_sub(1)),
            horizon: None,
            publisher: None,
            issued: None,
            adopted: None,
            address: None,
            part: None,
            completeness: Completeness::of(Vec::new()),
        };
        info.id = info.derived_id().unwrap_or_default();
        info
    }

    /// The id: `wuhan-2021-2025` for a plan, `wuhan-2026-work-report` for the report given in 2026,
    /// `china-2025-communique` for the communiqué on 2025, `wuchang-2021-2023-evaluation`; with the part at
    /// its end: `china-2026-2030-table`. `None` where the years that the id needs are unknown.
    pub fn derived_id(&self) -> Option<String> {
        let year_of_report =
            self.promises.map(|[first, _]| first).or(self.reports.map(|[_, last]| last + 1));
        let (years, kind) = match self.kind {
            DocumentKind::Plan => (self.promises.map(joined)?, ""),
            DocumentKind::WorkReport => (year_of_report?.to_string(), "-work-report"),
            DocumentKind::PlanReport => (year_of_report?.to_string(), "-plan-report"),
            DocumentKind::Communique => (self.reports?[1].to_string(), "-communique"),
            DocumentKind::Evaluation => (self.reports.map(joined)?, "-evaluation"),
        };
        let part = self.part.as_ref().map(|part| format!("-{part}")).unwrap_or_default();
        Some(format!("{}-{years}{kind}{part}", self.region))
    }

    /// The years of its targets, else those it reports. `None` where the text names neither.
    pub fn period(&self) -> Option<Years> {
        self.promises.or(self.reports)
    }
}

/// The period of equal length directly before: 2016–2020 for 2021–2025.
pub fn years_before([first, last]: Years) -> Years {
    let count = (last + 1).saturating_sub(first);
    [first.saturating_sub(count), last.saturating_sub(count)]
}

fn joined([first, last]: Years) -> String {
    format!("{first}-{last}")
}

/// Whether the text contains the whole document. Only a complete document can show that something is not
/// stated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Completeness {
    pub state: CompletenessState,
    /// The missing parts; empty where the document is complete.
    #[serde(default)]
    pub reasons: Vec<Warning>,
}

impl Completeness {
    /// Complete if there are no reasons, else partial.
    pub fn of(reasons: Vec<Warning>) -> Self {
        let state = if reasons.is_empty() {
            CompletenessState::Complete
        } else {
            CompletenessState::Partial
        };
        Self { state, reasons }
    }
}

#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum CompletenessState {
    /// No part is known to be missing.
    Complete,
    /// A part is missing, see the reasons.
    Partial,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_names_region_years_kind_and_part() {
        let id = |kind, reports, promises, part: Option<&str>| {
            let mut info = DocumentInfo::plan("jia", "", [2021, 2025]);
            (info.kind, info.reports, info.promises) = (kind, reports, promises);
            info.part = part.map(str::to_owned);
            info.derived_id()
        };
        let plan = Some([2021, 2025]);
        for (found, want) in [
            (id(DocumentKind::Plan, Some([2016, 2020]), plan, None), Some("jia-2021-2025")),
            (id(DocumentKind::Plan, None, plan, Some("table")), Some("jia-2021-2025-table")),
            (
                id(DocumentKind::WorkReport, Some([2025, 2025]), Some([2026, 2026]), None),
                Some("jia-2026-work-report"),
            ),
            (
                id(DocumentKind::WorkReport, Some([2021, 2025]), None, None),
                Some("jia-2026-work-report"),
            ),
            (
                id(DocumentKind::PlanReport, Some([2024, 2024]), Some([2025, 2025]), None),
                Some("jia-2025-plan-report"),
            ),
            (
                id(DocumentKind::Communique, Some([2025, 2025]), None, None),
                Some("jia-2025-communique"),
            ),
            (
                id(DocumentKind::Evaluation, Some([2021, 2023]), None, None),
                Some("jia-2021-2023-evaluation"),
            ),
            (id(DocumentKind::Plan, plan, None, None), None),
        ] {
            assert_eq!(found.as_deref(), want);
        }
    }
}
