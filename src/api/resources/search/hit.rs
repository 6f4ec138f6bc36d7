//! A hit of the search, as `/v1/search` answers it.

use super::matches::{self, Match};
use crate::api::ask::context::RequestContext;
use crate::domain::Period;
use crate::domain::words;
use crate::export::reference::{IndicatorRef, RegionRef};
use crate::format::{Column, ColumnValue, Flat, columns};
use crate::store::search_hits as store;
use serde::Serialize;
use utoipa::ToSchema;

/// An entry with every word.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Hit {
    /// `target` or `actual`: a row; `section`: the title of a chapter, section or box; `line`: a line of a whole
    /// text, where the server keeps texts.
    #[serde(rename = "type")]
    #[schema(value_type = words::HitType)]
    pub kind: String,
    /// Id of the row, or of the section in its plan; null for a line, which `document` and `line` name.
    #[schema(example = "5f0c3a9e1b7d2468")]
    pub id: Option<String>,
    /// 0 to 1, see the operation; equal ones are in order of confidence, region, plan and line.
    #[schema(minimum = 0, maximum = 1, example = 0.97)]
    pub score: f64,
    pub region: RegionRef,
    /// Id of its plan; null for a document that is no plan.
    #[schema(example = "jiangan-2021-2025")]
    pub plan: Option<String>,
    /// Period of the statement; for a section or line that of the plan.
    #[schema(example = "2021-2025")]
    pub period: String,
    /// Null where the catalogue has none, and for sections and lines.
    pub indicator: Option<IndicatorRef>,
    /// The year to which the value refers, or in which it ends; null where none is stated, and for sections and
    /// lines.
    #[schema(example = 2025)]
    pub year: Option<i32>,
    /// The document: sha256 of its bytes.
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    pub document: String,
    /// Id of the document, as `/v1/documents/{id}` takes it.
    #[schema(example = "jiangan-2021-2025")]
    pub document_id: String,
    /// 1-based.
    #[schema(example = 226)]
    pub line: i32,
    /// Section of a row, or the section itself; null for a line.
    #[schema(example = "1.4")]
    pub section: Option<String>,
    /// The fields with the words, the one with most of them first.
    pub matches: Vec<Match>,
    /// The address of the whole entry.
    #[schema(example = "/v1/targets/5f0c3a9e1b7d2468")]
    pub link: String,
}

impl Hit {
    pub fn of(found: store::Hit, words: &[String], context: &RequestContext) -> Self {
        let snapshot = &context.snapshot;
        let matches = matches::of(&found, words);
        let link = match (found.hit_type.as_str(), &found.id) {
            ("target", Some(id)) => format!("/v1/targets/{id}"),
            ("actual", Some(id)) => format!("/v1/actuals/{id}"),
            _ => match &found.plan_id {
                Some(plan) => format!("/v1/plans/{plan}"),
                None => format!("/v1/documents/{}", found.document_id),
            },
        };
        Self {
            kind: found.hit_type,
            id: found.id,
            score: f64::from(found.score) / 100.0,
            region: RegionRef::of(&found.region_id, snapshot),
            plan: found.plan_id,
            period: Period::stored(found.period_start, found.period_end).to_string(),
            indicator: found.indicator_id.as_deref().map(|id| IndicatorRef::of(id, snapshot)),
            year: found.year,
            document: found.document,
            document_id: found.document_id,
            line: found.line,
            section: found.section_id,
            matches,
            link: context.at(&link),
        }
    }
}

columns! {
    fn cells(row: &Hit, release: i32);
    key "region_id" of "region" = &row.region.id;
    text "region_code" of "region" = row.region.code.as_ref();
    text "region_name" of "region" = &row.region.name;
    key "indicator_id" of "indicator" = row.indicator.as_ref().map(|indicator| &indicator.id);
    text "indicator_name" of "indicator" = row.indicator.as_ref().map(|indicator| &indicator.name);
    text "type" of "type" as HitType = &row.kind;
    text "period" of "period" = &row.period;
    integer "year" of "year" = row.year;
    number "score" of "score" = row.score;
    text "field" of "matches" as HitField = row.matches.first().map(|best| best.field);
    text "snippet" of "matches" = row.matches.first().map(|best| &best.snippet);
    integer "snippet_start" of "matches" = row.matches.first().map(|best| best.start);
    text "highlights" of "matches" = row.matches.first().map(Match::stretches);
    key "plan" of "plan" = row.plan.as_ref();
    key "document" of "document" = &row.document;
    integer "line" of "line" = row.line;
    text "section" of "section" = row.section.as_ref();
    key "id" of "id" = row.id.as_ref();
    integer "release" of "release" = release;
    text "document_id" of "document_id" = &row.document_id;
}

impl Flat for Hit {
    const COLUMNS: &'static [Column] = COLUMNS;

    fn rows(&self, release: i32) -> Vec<Vec<ColumnValue>> {
        vec![cells(self, release)]
    }
}
