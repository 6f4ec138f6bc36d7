//! What a document is: its kind, its region, the years it is about, who published it, and whether its
//! text is complete.

use super::warning::Warning;
use crate::domain::DocumentKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// First and last year, both included; the same twice for one year.
pub type Years = [u16; 2];

/// What the document says it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentInfo {
    /// Region, years and kind, as [`DocumentInfo::derived_id`] puts them together. Empty in a
    /// hand-written file; ingest then derives it.
    #[serde(default)]
    pub id: String,
    pub kind: DocumentKind,
    /// Id in the catalogue of regions.
    pub region: String,
    pub title: String,
    /// The years whose outcomes it reports; null where it reports none or does not tell which. A plan
    /// reports the period before its own.
    #[serde(default)]
    pub reports: Option<Years>,
    /// The years it sets targets for; null where it sets none. Of a plan, its period.
    #[serde(default)]
    pub promises: Option<Years>,
    /// The year targets are measured from: the one before those of `promises`. Null without them.
    #[serde(default)]
    pub base_year: Option<u16>,
    /// Year of the long-range objectives (远景目标), where the document has them.
    #[serde(default)]
    pub horizon: Option<u16>,
    /// Who published it, as printed; null where the text does not say.
    #[serde(default)]
    pub publisher: Option<String>,
    /// ISO date the document was delivered or published; null where the text does not say.
    #[serde(default)]
    pub issued: Option<String>,
    /// ISO date a plan was adopted (通过, 批准); null where the text does not say.
    #[serde(default)]
    pub adopted: Option<String>,
    /// Public address the text was published at; null where it is not known.
    #[serde(default)]
    pub address: Option<String>,
    /// Which part of the plan or report this is, where one comes in several documents: `table`. Null
    /// where the document is all of it, or its main part.
    #[serde(default)]
    pub part: Option<String>,
    pub completeness: Completeness,
}

impl DocumentInfo {
    /// A plan of these years, which reports as many before them; nothing else is known of it.
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

    /// `wuhan-2021-2025` for a plan, `wuhan-2026-work-report` for the report that is given in 2026,
    /// `china-2025-communique` for the communiqué on 2025, `wuchang-2021-2023-evaluation`; with the
    /// part behind it: `china-2026-2030-table`. `None` where the years that the id needs are unknown.
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

    /// The years the document is about: those of its targets, else those it reports. `None` where the
    /// text tells neither.
    pub fn period(&self) -> Option<Years> {
        self.promises.or(self.reports)
    }
}

/// As many years right before these: 2016–2020 of 2021–2025.
pub fn years_before([first, last]: Years) -> Years {
    let count = (last + 1).saturating_sub(first);
    [first.saturating_sub(count), last.saturating_sub(count)]
}

fn joined([first, last]: Years) -> String {
    format!("{first}-{last}")
}

/// Whether the text that was read is all of the document. Only of a complete document may be said that
/// it does not state a thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Completeness {
    pub state: CompletenessState,
    /// What is missing; empty where the document is complete.
    #[serde(default)]
    pub reasons: Vec<Warning>,
}

impl Completeness {
    /// Complete where there is no reason for anything else.
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
    /// Nothing is known to be missing.
    Complete,
    /// Something is missing: see the reasons.
    Partial,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_tells_region_years_kind_and_part() {
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
