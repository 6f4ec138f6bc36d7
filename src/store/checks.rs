//! Findings of the checks: their input, and reading them by release. [`super::finding_rows`] writes them.

use super::columns::year;
use super::database::Result;
use super::documents::missing_parts;
use super::statement_list::{self, ListReader, ListedStatement};
use crate::checks::{Finding, Severity};
use crate::domain::{Basis, Plan, Statement};
use crate::plan::parsed::Warning;
use sqlx::types::Json;
use sqlx::{PgConnection, PgExecutor, PgPool, Postgres, QueryBuilder};
use std::collections::HashMap;
use std::sync::Arc;

/// A plan of a release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanRevisions {
    /// The revisions of its documents, the main one first; at least one.
    pub ids: Vec<i32>,
    pub plan: Plan,
}

/// The plans of a release, by region and period.
///
/// # Errors
/// Those of the database.
pub async fn revisions(db: impl PgExecutor<'_>, release: i32) -> Result<Vec<PlanRevisions>> {
    sqlx::query!(
        r#"
        select array_agg(id order by part nulls first, document_id) as "ids!", plan_id as "plan_id!", region_id,
               period_start, period_end,
               (array_agg(base_year order by part nulls first, document_id))[1] as "base_year!",
               jsonb_path_query_array(jsonb_agg(missing), '$[*][*]') as "missing!: Json<Vec<Warning>>"
        from revision
        where in_release(release_from, release_to, $1) and kind = 'plan'
        group by plan_id, region_id, period_start, period_end
        order by region_id, period_start
        "#,
        release
    )
    .try_map(|row| {
        let period = [year(row.period_start)?, year(row.period_end)?];
        let base_year = year(row.base_year)?;
        let missing = missing_parts(row.missing);
        let basis = Basis::Plan;
        let plan =
            Plan { id: row.plan_id.into(), region: row.region_id.into(), period, base_year, missing, basis };
        Ok(PlanRevisions { ids: row.ids, plan })
    })
    .fetch_all(db)
    .await
}

/// All statements of these revisions, by revision, each in the order of its document. `indicator` is empty where the
/// catalogue has none.
///
/// # Errors
/// Those of the database; a word that the enumerations do not have.
pub async fn statements_by_revision(
    db: &mut PgConnection,
    revisions: &[i32],
) -> Result<HashMap<i32, Vec<Statement>>> {
    let documents = sqlx::query!(
        r#"
        select id, coalesce(plan_id, document_id) as "plan!", document_sha256 from revision where id = any($1)
        "#,
        revisions
    )
    .map(|row| (row.id, (Arc::from(row.plan), Arc::from(row.document_sha256))))
    .fetch_all(&mut *db)
    .await?;
    let documents: HashMap<i32, (Arc<str>, Arc<str>)> = documents.into_iter().collect();
    let mut found: HashMap<i32, Vec<ListedStatement>> = HashMap::new();
    let mut reader = ListReader::default();
    statement_list::read(&mut *db, revisions, None, |list| {
        if let Some((plan, document)) = documents.get(&list.revision) {
            found.entry(list.revision).or_default().extend(reader.read((plan, document), &list)?);
        }
        Ok(())
    })
    .await?;
    let in_order = |(revision, mut listed): (i32, Vec<ListedStatement>)| {
        listed.sort_unstable_by_key(|one| one.position);
        (revision, listed.into_iter().map(|one| one.statement).collect())
    };
    Ok(found.into_iter().map(in_order).collect())
}

/// All statements of these revisions, in the order of the revisions and of each document.
///
/// # Errors
/// Those of the database; a word that the enumerations do not have.
pub async fn statements(db: &PgPool, revisions: &[i32]) -> Result<Vec<Statement>> {
    let mut statements = statements_by_revision(&mut *db.acquire().await?, revisions).await?;
    Ok(revisions.iter().filter_map(|id| statements.remove(id)).flatten().collect())
}

/// All statements of a plan in a release, in document order.
///
/// # Errors
/// Those of the database; a word that the enumerations do not have.
pub async fn statements_of_plan(
    db: &PgPool,
    release: i32,
    plan_id: &str,
) -> Result<Vec<Statement>> {
    let revisions = sqlx::query_scalar!(
        "
        select id from revision
        where plan_id = $2 and in_release(release_from, release_to, $1)
        order by part nulls first, document_id
        ",
        release,
        plan_id
    )
    .fetch_all(db)
    .await?;
    statements(db, &revisions).await
}

/// The version of the rules that checked a release; `None` where it was not checked.
///
/// # Errors
/// Those of the database.
pub async fn version(db: impl PgExecutor<'_>, release: i32) -> Result<Option<i32>> {
    sqlx::query_scalar!("select version from release_checks where release_id = $1", release)
        .fetch_optional(db)
        .await
}

/// Stores the version of the rules that checked a release.
///
/// # Errors
/// Those of the database.
pub async fn note_version(db: impl PgExecutor<'_>, release: i32, version: i32) -> Result<()> {
    sqlx::query!(
        "insert into release_checks (release_id, version) values ($1, $2)",
        release,
        version
    )
    .execute(db)
    .await?;
    Ok(())
}

/// As stored: 1 notice, 2 caution, 3 conflict.
pub fn level(severity: Severity) -> i32 {
    match severity {
        Severity::Notice => 1,
        Severity::Caution => 2,
        Severity::Conflict => 3,
    }
}

/// Which findings. `None` is no restriction; in a list any value may match.
#[derive(Debug, Clone, Default)]
pub struct FindingFilter {
    /// The release to read.
    pub release: i32,
    /// Ids.
    pub regions: Option<Vec<String>>,
    /// Ids.
    pub indicators: Option<Vec<String>>,
    /// First and last year of the plan, exactly.
    pub period: Option<(i32, i32)>,
    pub kinds: Option<Vec<String>>,
    /// As `level` has them.
    pub severities: Option<Vec<i32>>,
}

/// The order of findings; then by region and id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SortKey {
    Region,
    Indicator,
    Kind,
    Severity,
}

/// The finding a page begins after.
#[derive(Debug, Clone)]
pub struct CheckPosition {
    /// Its sort key; for a severity its level.
    pub key: String,
    pub region: String,
    pub id: String,
}

impl SortKey {
    fn column(self) -> &'static str {
        match self {
            Self::Region => "region_id",
            Self::Indicator => "indicator_id",
            Self::Kind => "kind",
            Self::Severity => "severity",
        }
    }
}

impl FindingFilter {
    /// Appends ` from finding where …` with the conditions that are set.
    fn push(&self, query: &mut QueryBuilder<Postgres>) {
        query.push(" from finding where in_release(release_from, release_to, ");
        query.push_bind(self.release).push(")");
        let lists = [
            ("region_id", &self.regions),
            ("indicator_id", &self.indicators),
            ("kind", &self.kinds),
        ];
        for (column, values) in lists {
            if let Some(values) = values {
                query.push(format_args!(" and {column} = any(")).push_bind(values).push(")");
            }
        }
        if let Some((first, last)) = self.period {
            query.push(" and period_start = ").push_bind(first);
            query.push(" and period_end = ").push_bind(last);
        }
        if let Some(severities) = &self.severities {
            query.push(" and severity = any(").push_bind(severities).push(")");
        }
    }
}

/// How many findings match.
///
/// # Errors
/// Those of the database.
pub async fn count(db: impl PgExecutor<'_>, filter: &FindingFilter) -> Result<i64> {
    let mut query = QueryBuilder::new("select count(*)");
    filter.push(&mut query);
    query.build_query_scalar().persistent(false).fetch_one(db).await
}

/// At most `limit` findings after the one given, in the order given.
///
/// # Errors
/// Those of the database.
pub async fn page(
    db: impl PgExecutor<'_>,
    filter: &FindingFilter,
    (key, descending): (SortKey, bool),
    after: Option<&CheckPosition>,
    limit: i64,
) -> Result<Vec<Finding>> {
    let column = key.column();
    // A cursor keeps the key as text.
    let cast = if key == SortKey::Severity { "::integer" } else { "" };
    let (beyond, order) = if descending { ("<", "desc") } else { (">", "asc") };
    let mut query = QueryBuilder::new("select body");
    filter.push(&mut query);
    if let Some(CheckPosition { key, region, id }) = after {
        query.push(format_args!(" and ({column} {beyond} ")).push_bind(key);
        query.push(format_args!("{cast} or ({column} = ")).push_bind(key);
        query.push(format_args!("{cast} and (region_id, id) > (")).push_bind(region);
        query.push(", ").push_bind(id).push(")))");
    }
    query.push(format_args!(" order by {column} {order}, region_id, id limit ")).push_bind(limit);
    let found: Vec<Json<Finding>> =
        query.build_query_scalar().persistent(false).fetch_all(db).await?;
    Ok(found.into_iter().map(|found| found.0).collect())
}

/// One finding of a release; `None` where there is none.
///
/// # Errors
/// Those of the database.
pub async fn one(db: impl PgExecutor<'_>, release: i32, id: &str) -> Result<Option<Finding>> {
    let found = sqlx::query_scalar!(
        r#"
        select body as "body: Json<Finding>" from finding
        where id = $2 and in_release(release_from, release_to, $1)
        "#,
        release,
        id
    )
    .fetch_optional(db)
    .await?;
    Ok(found.map(|found| found.0))
}
