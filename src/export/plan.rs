//! The plans of a release.

use super::reference::RegionRef;
use super::source_file::SourceFile;
use crate::domain::Period;
use crate::format::{Column, ColumnValue, Flat, columns};
use crate::store::documents::Document;
use crate::store::{self, Snapshot};
use chrono::NaiveDate;
use serde::Serialize;
use sqlx::PgPool;
use utoipa::ToSchema;

/// One region's plan for one period.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Plan {
    /// Region, first and last year.
    #[schema(example = "jiangan-2021-2025")]
    pub id: String,
    pub region: RegionRef,
    /// First and last year.
    #[schema(example = "2021-2025")]
    pub period: String,
    /// The year targets are measured from.
    #[schema(example = 2020)]
    pub base_year: i32,
    /// Year of the long-range objectives; null where the document has none.
    #[schema(example = 2035)]
    pub horizon: Option<i32>,
    /// Null where the text states no date.
    pub adopted: Option<NaiveDate>,
    /// As printed.
    #[schema(example = "武汉市江岸区国民经济和社会发展第十四个五年规划和2035年远景目标纲要")]
    pub title: String,
    /// The file its main document was read from.
    pub document: SourceFile,
    /// Ids of the documents it is made of, the main one first.
    #[schema(example = json!(["jiangan-2021-2025"]))]
    pub documents: Vec<String>,
    /// Targets read from them.
    #[schema(example = 180)]
    pub targets: i32,
    /// Actuals read from them.
    #[schema(example = 140)]
    pub actuals: i32,
    /// The first release with it in its present form.
    #[schema(example = 1)]
    pub since_release: i32,
}

impl Plan {
    /// `None` only for a plan without documents, which no release has.
    pub fn of(plan: &store::plans::Plan, snapshot: &Snapshot) -> Option<Self> {
        let main = plan.main()?;
        let sum = |of: fn(&Document) -> i32| plan.documents.iter().map(of).sum();
        Some(Self {
            id: plan.id.clone(),
            region: RegionRef::of(&main.region_id, snapshot),
            period: Period::stored(main.period_start, main.period_end).to_string(),
            // Ingest refuses a plan without a base year.
            base_year: main.base_year.unwrap_or_default(),
            horizon: main.horizon,
            adopted: main.adopted,
            title: main.title.clone(),
            document: SourceFile::of(main),
            documents: plan.documents.iter().map(|document| document.id.clone()).collect(),
            targets: sum(|document| document.targets),
            actuals: sum(|document| document.actuals),
            since_release: plan
                .documents
                .iter()
                .map(|of| of.release_from)
                .max()
                .unwrap_or_default(),
        })
    }

    /// Every plan of the release.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn all(db: &PgPool, snapshot: &Snapshot) -> store::Result<Vec<Self>> {
        let plans = store::plans::all(db, snapshot.release.id, None).await?;
        Ok(plans.iter().filter_map(|plan| Self::of(plan, snapshot)).collect())
    }
}

columns! {
    fn cells(row: &Plan, release: i32);
    text "region_id" of "region" = &row.region.id;
    text "region_code" of "region" = row.region.code.as_ref();
    text "region_name" of "region" = &row.region.name;
    text "period" of "period" = &row.period;
    integer "base_year" of "base_year" = row.base_year;
    integer "horizon" of "horizon" = row.horizon;
    text "adopted" of "adopted" = row.adopted.map(|date| date.to_string());
    text "title" of "title" = &row.title;
    text "document" of "document" = &row.document.sha256;
    text "file" of "document" = &row.document.file;
    integer "bytes" of "document" = row.document.bytes;
    text "encoding" of "document" = &row.document.encoding;
    integer "targets" of "targets" = row.targets;
    integer "actuals" of "actuals" = row.actuals;
    integer "since_release" of "since_release" = row.since_release;
    key "id" of "id" = &row.id;
    integer "release" of "release" = release;
    text "documents" of "documents" = row.documents.join(" ");
}

impl Flat for Plan {
    const COLUMNS: &'static [Column] = COLUMNS;

    fn rows(&self, release: i32) -> Vec<Vec<ColumnValue>> {
        vec![cells(self, release)]
    }
}
