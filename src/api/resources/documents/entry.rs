//! A document, as `/v1/documents` lists it.

use crate::domain::lang::Lang;
use crate::domain::{Period, words};
use crate::export::SourceFile;
use crate::export::reference::RegionRef;
use crate::format::{Column, ColumnValue, Flat, columns};
use crate::plan::parsed;
use crate::store::{self, Snapshot};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

/// A document that a government published.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = DocumentEntry)]
pub struct Document {
    /// Region, years, kind and part.
    #[schema(example = "jiangan-2021-2025")]
    pub id: String,
    #[schema(value_type = words::DocumentKind)]
    pub kind: String,
    pub region: RegionRef,
    /// The years it is about: those it promises, else those it reports.
    #[schema(example = "2021-2025")]
    pub period: String,
    /// First and last year whose outcomes it reports; null where it reports none or does not say which.
    #[schema(example = "2016-2020")]
    pub reports: Option<String>,
    /// First and last year it sets targets for; null where it sets none.
    #[schema(example = "2021-2025")]
    pub promises: Option<String>,
    /// The plan it makes up, alone or with other documents; null for any other kind.
    #[schema(example = "jiangan-2021-2025")]
    pub plan: Option<String>,
    /// Which part of the plan or report it is, where one comes in several documents; null for the whole or the main part.
    #[schema(example = "table")]
    pub part: Option<String>,
    /// As printed.
    #[schema(example = "武汉市江岸区国民经济和社会发展第十四个五年规划和2035年远景目标纲要")]
    pub title: String,
    /// As printed; null where the text does not say.
    pub publisher: Option<String>,
    /// When it was delivered or published; null where the text does not say.
    pub issued: Option<NaiveDate>,
    /// Public address it was published at; null where it is not known.
    pub address: Option<String>,
    pub completeness: Completeness,
    pub source: SourceFile,
    /// Targets read from it.
    #[schema(example = 180)]
    pub targets: i32,
    /// Actuals read from it.
    #[schema(example = 140)]
    pub actuals: i32,
    /// The first release with it in its present form.
    #[schema(example = 1)]
    pub since_release: i32,
}

/// Whether the text contains the whole document. Only a complete document can show that something is not
/// stated.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = DocumentCompleteness)]
pub struct Completeness {
    #[schema(value_type = words::Completeness)]
    pub state: &'static str,
    /// The missing parts; empty where the document is complete.
    pub reasons: Vec<Warning>,
}

/// Something that could not be read.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Warning {
    /// 1-based; null where it concerns the whole document.
    pub line: Option<u32>,
    /// The code of the reason, the same in every language.
    #[schema(example = "boxes_missing")]
    pub code: String,
    /// In the language of the answer.
    #[schema(example = "缺专栏1、2、8")]
    pub message: String,
}

impl Warning {
    pub(super) fn of(found: &parsed::Warning, lang: Lang) -> Self {
        let code = serde_json::to_value(&found.kind).unwrap_or_default();
        Self {
            line: found.line,
            code: code.get("code").and_then(|code| code.as_str()).unwrap_or_default().to_owned(),
            message: found.kind.message(lang),
        }
    }
}

impl Document {
    pub(super) fn of(found: &store::documents::Document, snapshot: &Snapshot, lang: Lang) -> Self {
        let years = |first: Option<i32>, last: Option<i32>| {
            first.zip(last).map(|(first, last)| Period::stored(first, last).to_string())
        };
        Self {
            id: found.id.clone(),
            kind: found.kind.clone(),
            region: RegionRef::of(&found.region_id, snapshot),
            period: Period::stored(found.period_start, found.period_end).to_string(),
            reports: years(found.reports_start, found.reports_end),
            promises: years(found.promises_start, found.promises_end),
            plan: found.plan_id.clone(),
            part: found.part.clone(),
            title: found.title.clone(),
            publisher: found.publisher.clone(),
            issued: found.issued,
            address: found.address.clone(),
            completeness: Completeness {
                state: if found.is_complete { "complete" } else { "partial" },
                reasons: found.missing.iter().map(|reason| Warning::of(reason, lang)).collect(),
            },
            source: SourceFile::of(found),
            targets: found.targets,
            actuals: found.actuals,
            since_release: found.release_from,
        }
    }
}

impl Document {
    /// The missing parts in one text.
    fn missing(&self) -> String {
        let reasons = self.completeness.reasons.iter();
        reasons.map(|reason| reason.message.as_str()).collect::<Vec<_>>().join("; ")
    }
}

columns! {
    fn cells(row: &Document, release: i32);
    text "region_id" of "region" = &row.region.id;
    text "region_code" of "region" = row.region.code.as_ref();
    text "region_name" of "region" = &row.region.name;
    text "kind" of "kind" as DocumentKind = &row.kind;
    text "period" of "period" = &row.period;
    text "reports" of "reports" = row.reports.as_ref();
    text "promises" of "promises" = row.promises.as_ref();
    text "plan" of "plan" = row.plan.as_ref();
    text "part" of "part" = row.part.as_ref();
    text "title" of "title" = &row.title;
    text "publisher" of "publisher" = row.publisher.as_ref();
    text "issued" of "issued" = row.issued.map(|date| date.to_string());
    text "address" of "address" = row.address.as_ref();
    text "completeness" of "completeness" as Completeness = row.completeness.state;
    text "missing" of "completeness" = row.missing();
    text "sha256" of "source" = &row.source.sha256;
    text "file" of "source" = &row.source.file;
    integer "bytes" of "source" = row.source.bytes;
    text "encoding" of "source" = &row.source.encoding;
    integer "targets" of "targets" = row.targets;
    integer "actuals" of "actuals" = row.actuals;
    integer "since_release" of "since_release" = row.since_release;
    key "id" of "id" = &row.id;
    integer "release" of "release" = release;
}

impl Flat for Document {
    const COLUMNS: &'static [Column] = COLUMNS;

    fn rows(&self, release: i32) -> Vec<Vec<ColumnValue>> {
        vec![cells(self, release)]
    }
}
