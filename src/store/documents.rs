//! Documents: what was read, from which file, and whether the text was complete.

use super::database::Result;
use crate::domain::MissingPart;
use crate::domain::lang::Lang;
use crate::plan::parsed::Warning;
use chrono::NaiveDate;
use sqlx::types::Json;
use sqlx::{FromRow, PgExecutor, Postgres, QueryBuilder};

/// A document as a release has it; nulls as in `migrations/`.
#[derive(Debug, Clone, FromRow)]
pub struct Document {
    pub id: String,
    pub kind: String,
    /// Null where it is no plan.
    pub plan_id: Option<String>,
    pub revision_id: i32,
    pub region_id: String,
    /// The years it is about: those it promises, else those it reports.
    pub period_start: i32,
    pub period_end: i32,
    pub reports_start: Option<i32>,
    pub reports_end: Option<i32>,
    pub promises_start: Option<i32>,
    pub promises_end: Option<i32>,
    pub base_year: Option<i32>,
    pub horizon: Option<i32>,
    pub publisher: Option<String>,
    pub issued: Option<NaiveDate>,
    pub adopted: Option<NaiveDate>,
    pub address: Option<String>,
    pub part: Option<String>,
    pub is_complete: bool,
    /// The missing parts; empty where the document is complete.
    pub missing: Json<Vec<Warning>>,
    pub title: String,
    pub file: String,
    pub sha256: String,
    pub bytes: i64,
    pub encoding: String,
    /// The first release with it in its present form.
    pub release_from: i32,
    pub targets: i32,
    pub actuals: i32,
    pub warnings: Json<Vec<Warning>>,
}

/// Which documents. `None` is no restriction; in a list any value may match.
#[derive(Debug, Clone, Default)]
pub struct DocumentFilter {
    /// The release to read.
    pub release: i32,
    pub id: Option<String>,
    /// Ids of plans, of which it makes up one.
    pub plans: Option<Vec<String>>,
    pub kinds: Option<Vec<String>>,
    /// Ids.
    pub regions: Option<Vec<String>>,
    /// First and last of the years it is about, exactly.
    pub period: Option<(i32, i32)>,
    /// Years of which it reports or promises any.
    pub years: Option<Vec<i32>>,
    pub is_complete: Option<bool>,
    /// A text in title, publisher or file name; case does not matter.
    pub text: Option<String>,
}

/// The order of documents; then by region, years and id.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SortKey {
    #[default]
    Region,
    Kind,
    Period,
    /// Undated documents come last in both directions.
    Issued,
    Title,
}

impl SortKey {
    fn sql(self) -> &'static str {
        match self {
            Self::Region => "revision.region_id collate \"C\"",
            Self::Kind => "revision.kind collate \"C\"",
            Self::Period => "revision.period_end",
            Self::Issued => "revision.issued",
            Self::Title => "revision.title collate \"C\"",
        }
    }
}

impl DocumentFilter {
    /// Appends ` where …` with the conditions that are set.
    fn push(&self, query: &mut QueryBuilder<Postgres>) {
        query.push(" where in_release(revision.release_from, revision.release_to, ");
        query.push_bind(self.release).push(")");
        if let Some(id) = &self.id {
            query.push(" and revision.document_id = ").push_bind(id);
        }
        let lists = [
            ("revision.kind", &self.kinds),
            ("revision.region_id", &self.regions),
            ("revision.plan_id", &self.plans),
        ];
        for (column, values) in lists {
            if let Some(values) = values {
                query.push(format_args!(" and {column} = any(")).push_bind(values).push(")");
            }
        }
        if let Some((first, last)) = self.period {
            query.push(" and revision.period_start = ").push_bind(first);
            query.push(" and revision.period_end = ").push_bind(last);
        }
        if let Some(years) = &self.years {
            query.push(" and exists (select from unnest(").push_bind(years).push(
                "::integer[]) as year where year between revision.reports_start and revision.reports_end
                  or year between revision.promises_start and revision.promises_end)",
            );
        }
        if let Some(complete) = self.is_complete {
            query.push(" and revision.is_complete = ").push_bind(complete);
        }
        if let Some(text) = &self.text {
            query.push(
                " and strpos(lower(concat_ws(e'\\n', revision.title, revision.publisher, revision.file)), ",
            );
            query.push_bind(text.to_lowercase()).push(") > 0");
        }
    }
}

/// At most `limit` documents after the first `offset`, in the order given; all of them without a
/// limit.
///
/// # Errors
/// Those of the database.
pub async fn page(
    db: impl PgExecutor<'_>,
    filter: &DocumentFilter,
    (key, descending): (SortKey, bool),
    offset: i64,
    limit: Option<i64>,
) -> Result<Vec<Document>> {
    let mut query = QueryBuilder::new(
        "select revision.document_id as id, revision.kind, revision.plan_id, revision.id as revision_id,
                revision.region_id, period_start, period_end, reports_start, reports_end, promises_start,
                promises_end, base_year, horizon, publisher, issued, adopted, address, part, is_complete,
                missing, title, file, sha256, bytes, encoding, release_from, targets, actuals, warnings
         from revision join source on source.sha256 = revision.document_sha256",
    );
    filter.push(&mut query);
    query.push(" order by ").push(key.sql()).push(if descending { " desc" } else { " asc" });
    // For a key that is never null, `nulls last` would prevent a backward scan of the index.
    if key == SortKey::Issued {
        query.push(" nulls last");
    }
    query.push(
        ", revision.region_id collate \"C\", revision.period_start, revision.period_end,
          revision.part nulls first, revision.document_id collate \"C\" offset ",
    );
    query.push_bind(offset).push(" limit ").push_bind(limit);
    query.build_query_as().persistent(false).fetch_all(db).await
}

/// How many documents there are over all pages.
///
/// # Errors
/// Those of the database.
pub async fn count(db: impl PgExecutor<'_>, filter: &DocumentFilter) -> Result<i64> {
    let mut query = QueryBuilder::new("select count(*) from revision");
    filter.push(&mut query);
    query.build_query_scalar().persistent(false).fetch_one(db).await
}

/// The missing parts of documents, as comparisons take them.
pub(super) fn missing_parts(reasons: Json<Vec<Warning>>) -> Vec<MissingPart> {
    let part = |reason: Warning| MissingPart {
        zh: reason.kind.message(Lang::Zh),
        en: reason.kind.message(Lang::En),
    };
    reasons.0.into_iter().map(part).collect()
}
