//! `/v1/documents`: everything that was read, of every kind, with outline, tables and what is missing.

use super::evidence::Cells;
use super::pages::{DEFAULT_LIMIT, MAX_LIMIT};
use super::reference::RegionRef;
use crate::api::answer::{Answer, Body, One};
use crate::api::app::App;
use crate::api::ask::cursor::Place;
use crate::api::ask::declare::query;
use crate::api::ask::names;
use crate::api::ask::parameters::{
    self, Cursor, Item, Limit, Many, Order, PlanPeriod, RegionId, SearchText, Sort, Words, Years,
};
use crate::api::ask::query::{Id, Query};
use crate::api::contract::responses::{ItemProblems, Problems};
use crate::api::problem::ApiError;
use crate::api::snapshot::Snapshot;
use crate::domain::lang::Lang;
use crate::domain::text::Text;
use crate::domain::{Period, words};
use crate::format::{Column, ColumnValue, Flat, columns};
use crate::plan::parsed;
pub use crate::store::documents as store;
use crate::store::documents::{DocumentFilter, SortKey};
use crate::store::plans;
use axum::extract::State;
use chrono::NaiveDate;
use serde::Serialize;
use sqlx::PgPool;
use utoipa::ToSchema;

/// Something a government published, as it was read.
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
    pub source: Source,
    /// Targets read from it.
    #[schema(example = 180)]
    pub targets: i32,
    /// Actuals read from it.
    #[schema(example = 140)]
    pub actuals: i32,
    /// The release that brought it as it is now.
    #[schema(example = 1)]
    pub since_release: i32,
}

/// Whether the text that was read is all of the document. Only of a complete document may be said that it does not
/// state a thing.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Completeness {
    #[schema(value_type = words::Completeness)]
    pub state: &'static str,
    /// What is missing; empty where it is complete.
    pub reasons: Vec<Warning>,
}

/// The file a document was read from.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = SourceFile)]
pub struct Source {
    /// Of its bytes, lower-case hex.
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    pub sha256: String,
    /// File name without folders.
    #[schema(example = "jiangan.txt")]
    pub file: String,
    /// Its size.
    #[schema(example = 115_735)]
    pub bytes: i64,
    /// How its characters were encoded.
    #[schema(example = "UTF-8")]
    pub encoding: String,
}

/// A document with what was read from it beside figures.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WholeDocument {
    #[serde(flatten)]
    pub document: Document,
    /// The outline, in document order.
    pub sections: Vec<Section>,
    /// Indicator tables, in document order.
    pub tables: Vec<Table>,
    /// What could not be read.
    pub warnings: Vec<Warning>,
}

/// A chapter, section or box.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Section {
    /// Place in the outline; unique in its document.
    #[schema(example = "1.4")]
    pub id: String,
    /// Id of the document it stands in.
    #[schema(example = "jiangan-2021-2025")]
    pub document: String,
    /// 1 chapter, 2 section, 3 subsection; a box has one more than its surroundings.
    #[schema(example = 2)]
    pub level: i32,
    /// As printed; null where the heading has none.
    #[schema(example = "第四节")]
    pub number: Option<String>,
    /// As printed.
    #[schema(example = "主要目标")]
    pub title: String,
    /// 1-based, both included.
    #[schema(example = 162)]
    pub line: i32,
    /// Its last line, 1-based.
    #[schema(example = 229)]
    pub end_line: i32,
}

/// An indicator table (主要指标).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Table {
    /// Unique in its document.
    #[schema(example = "t2")]
    pub id: String,
    /// Id of the document it stands in.
    #[schema(example = "jiangan-2021-2025")]
    pub document: String,
    #[schema(value_type = words::TableRole)]
    pub role: String,
    /// Null where none is printed.
    pub title: Option<String>,
    /// The period its targets are for: the plan's, or in a review the one before.
    #[schema(example = "2021-2025")]
    pub period: String,
    /// Section id; null where it stands in none.
    pub section: Option<String>,
    /// Of the first header cell, 1-based.
    #[schema(example = 204)]
    pub line: i32,
    pub rows: Vec<PlanTableRow>,
}

/// A row of an indicator table, cells as printed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PlanTableRow {
    /// The row begins on it, 1-based.
    #[schema(example = 226)]
    pub line: i32,
    /// Printed number, carried down to sub-rows.
    #[schema(example = "18")]
    pub no: Option<String>,
    /// Category cell, carried down.
    #[schema(example = "绿色生态")]
    pub category: Option<String>,
    /// Label of the parent row where this is a sub-row.
    pub group: Option<String>,
    /// As printed.
    #[schema(example = "绿化覆盖率")]
    pub label: String,
    /// As printed, in the row or above the table; null where none is.
    #[schema(example = "%")]
    pub unit: Option<String>,
    /// Whether the target binds; null where the table does not say.
    #[schema(value_type = Option<words::Attribute>)]
    pub attribute: Option<String>,
    /// What the columns of figures hold.
    pub cells: Cells,
}

/// Something that could not be read.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Warning {
    /// 1-based; null where it concerns the whole document.
    pub line: Option<u32>,
    /// What it is about, the same in every language.
    #[schema(example = "boxes_missing")]
    pub code: String,
    /// In the language of the answer.
    #[schema(example = "缺专栏1、2、8")]
    pub message: String,
}

impl Source {
    pub(super) fn of(found: &store::Document) -> Self {
        Self {
            sha256: found.sha256.clone(),
            file: found.file.clone(),
            bytes: found.bytes,
            encoding: found.encoding.clone(),
        }
    }
}

impl Warning {
    fn of(found: &parsed::Warning, lang: Lang) -> Self {
        let code = serde_json::to_value(&found.kind).unwrap_or_default();
        Self {
            line: found.line,
            code: code.get("code").and_then(|code| code.as_str()).unwrap_or_default().to_owned(),
            message: found.kind.message(lang),
        }
    }
}

impl Document {
    fn of(found: &store::Document, snapshot: &Snapshot, lang: Lang) -> Self {
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
            source: Source::of(found),
            targets: found.targets,
            actuals: found.actuals,
            since_release: found.release_from,
        }
    }
}

impl Document {
    /// What is missing, in one text.
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

impl Order for SortKey {
    const KEYS: &'static [(&'static str, Self)] = &[
        ("region", Self::Region),
        ("kind", Self::Kind),
        ("period", Self::Period),
        ("issued", Self::Issued),
        ("title", Self::Title),
    ];
    const DEFAULT: Option<Self> = Some(Self::Region);
    const REFUSED: Text = Text::of("not something documents can be ordered by", "不能按此排序");
}

query! {
    /// Which documents are context for.
    pub struct DocumentQuery {
        /// Kinds of documents: `plan`, `work_report`, `plan_report`, `communique`, `evaluation`.
        #[example = "plan"]
        kind: Words<words::DocumentKind>,
        /// Regions by id, official code, name or alias.
        #[example = "jiangan,420104"]
        regions: Many<RegionId>,
        /// First and last of the years a document is about, exactly.
        #[example = "2021-2025"]
        period: PlanPeriod,
        /// Years of which a document reports or promises any, listed or from..to.
        #[example = "2025"]
        year: Years,
        /// `complete`, `partial`.
        #[example = "partial"]
        completeness: Words<words::Completeness>,
        /// Text that is part of the title, the publisher or the name of the file.
        #[example = "规划"]
        q: SearchText,
        /// Order: `region`, `kind`, `period`, `issued` or `title`; descending with `-` in front.
        #[example = "-issued"]
        sort: Sort<SortKey>,
        /// Most entries of a page; 0 asks for the count alone.
        limit: Limit<DEFAULT_LIMIT, MAX_LIMIT>,
        /// `page.next` of the page before. It holds for the same filters and order, and goes on in the same release.
        cursor: Cursor,
        #[example = "region,kind,title"]
        answer: parameters::Table<Document>,
    }
}

impl DocumentQuery {
    /// As the store takes them.
    fn into_filter(self, release: i32) -> DocumentFilter {
        DocumentFilter {
            release,
            kinds: self.kind,
            regions: self.regions,
            period: self.period.map(|(first, last)| (first.into(), last.into())),
            years: self.year.map(|years| years.into_iter().map(i32::from).collect()),
            // Both states are no restriction.
            is_complete: match self.completeness.as_deref() {
                Some([one]) => Some(one == "complete"),
                _ => None,
            },
            text: self.q,
            ..DocumentFilter::default()
        }
    }
}

/// Documents.
///
/// Every document of the release: plans, reports, communiqués, evaluations. A plan may be made of several. `completeness`
/// says whether the text that was read is all of it, and what is missing.
#[utoipa::path(
    get, path = "/v1/documents", tag = "catalogue", operation_id = "listDocuments",
    responses((status = 200, description = "A page of documents", content(
        (Body<Vec<Document>> = "application/json"), (String = "text/csv"))), Problems),
)]
pub(crate) async fn list_documents(
    State(app): State<App>,
    Query { query, context }: Query<DocumentQuery>,
) -> Result<Answer<Document>, ApiError> {
    let limit = query.limit;
    let sort = query.sort.unwrap_or((SortKey::Region, false));
    let filter = query.into_filter(context.snapshot.release.id);
    let after = Place::read(&context)?;
    let total = store::count(&app.db, &filter).await?.unsigned_abs();
    let found = store::page(&app.db, &filter, sort, after.into(), Some(limit.into())).await?;
    let next = Place::next(after, found.len(), total, &context)?;
    let entries = found.iter().map(|found| Document::of(found, &context.snapshot, context.lang));
    let body = Body::page(entries.collect(), &context, limit, total, next);
    Ok(Answer { body, context, name: "documents" })
}

/// One document, with its outline and indicator tables.
#[utoipa::path(
    get, path = "/v1/documents/{id}", tag = "catalogue", operation_id = "getDocument",
    params(("id" = String, Path, description = "Id of a document", example = "jiangan-2021-2025")),
    responses((status = 200, description = "The document", body = Body<WholeDocument>), ItemProblems),
)]
pub(crate) async fn get_document(
    State(app): State<App>,
    Id(id): Id,
    Query { context, .. }: Query<Item<WholeDocument>>,
) -> Result<One<WholeDocument>, ApiError> {
    let release = context.snapshot.release.id;
    let order = (SortKey::Region, false);
    let filter = DocumentFilter { release, id: Some(id.clone()), ..DocumentFilter::default() };
    let Some(found) = store::page(&app.db, &filter, order, 0, Some(1)).await?.pop() else {
        let every = DocumentFilter { release, ..DocumentFilter::default() };
        let known = store::page(&app.db, &every, order, 0, None).await?;
        let nearest = names::nearest(&id, known.iter().map(|document| document.id.as_str()));
        return Err(ApiError::NotFound { what: Text::of("document", "文件"), id, nearest });
    };
    let Reading { sections, tables, warnings } = Reading::of(&app.db, &found, context.lang).await?;
    let document = Document::of(&found, &context.snapshot, context.lang);
    Ok(One::new(WholeDocument { document, sections, tables, warnings }, context))
}

/// What was read from a document beside figures.
pub(super) struct Reading {
    pub sections: Vec<Section>,
    pub tables: Vec<Table>,
    pub warnings: Vec<Warning>,
}

impl Reading {
    pub(super) async fn of(
        db: &PgPool,
        found: &store::Document,
        lang: Lang,
    ) -> Result<Self, ApiError> {
        let sections = plans::sections(db, found.revision_id).await?;
        let tables = plans::tables(db, found.revision_id).await?;
        let rows = plans::table_rows(db, found.revision_id).await?;
        Ok(Self {
            sections: sections.into_iter().map(|of| section(&found.id, of)).collect(),
            tables: tables.into_iter().map(|of| table(&found.id, of, &rows)).collect(),
            warnings: found.warnings.iter().map(|of| Warning::of(of, lang)).collect(),
        })
    }
}

fn section(document: &str, found: plans::Section) -> Section {
    let plans::Section { id, level, number, title, line, end_line } = found;
    Section { id, document: document.to_owned(), level, number, title, line, end_line }
}

fn table(document: &str, found: plans::Table, rows: &[plans::TableRow]) -> Table {
    let own = rows.iter().filter(|row| row.table_id == found.id);
    Table {
        rows: own.map(row).collect(),
        id: found.id,
        document: document.to_owned(),
        role: found.role,
        title: found.title,
        period: Period::stored(found.period_start, found.period_end).to_string(),
        section: found.section_id,
        line: found.line,
    }
}

fn row(found: &plans::TableRow) -> PlanTableRow {
    let found = found.clone();
    PlanTableRow {
        line: found.line,
        no: found.no,
        category: found.category,
        group: found.group_label,
        label: found.label,
        unit: found.unit,
        attribute: found.attribute,
        cells: Cells {
            base: found.base,
            target: found.target,
            growth: found.growth,
            actual: found.actual,
            actual_growth: found.actual_growth,
        },
    }
}
