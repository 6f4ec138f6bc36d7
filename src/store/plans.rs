//! Plans, and the outline and tables of the documents they are made of.

use super::database::Result;
use super::documents::{self, Document, DocumentFilter, SortKey};
use sqlx::PgExecutor;

/// A plan as a release has it.
#[derive(Debug, Clone)]
pub struct Plan {
    pub id: String,
    /// Its documents, the main one first; at least one.
    pub documents: Vec<Document>,
}

impl Plan {
    /// The document with the title of the plan and the date of its adoption.
    pub fn main(&self) -> Option<&Document> {
        self.documents.first()
    }
}

/// The plans with these ids, or all plans of a release, by region and period.
///
/// # Errors
/// Those of the database.
pub async fn all(db: impl PgExecutor<'_>, release: i32, ids: Option<&[&str]>) -> Result<Vec<Plan>> {
    let filter = DocumentFilter {
        release,
        plans: ids.map(|ids| ids.iter().map(|id| (*id).to_owned()).collect()),
        kinds: Some(vec!["plan".to_owned()]),
        ..DocumentFilter::default()
    };
    let mut plans: Vec<Plan> = Vec::new();
    for document in documents::page(db, &filter, (SortKey::Region, false), 0, None).await? {
        let Some(id) = document.plan_id.clone() else { continue };
        match plans.last_mut().filter(|plan| plan.id == id) {
            Some(plan) => plan.documents.push(document),
            None => plans.push(Plan { id, documents: vec![document] }),
        }
    }
    Ok(plans)
}

/// A plan by name alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanName {
    pub id: String,
    pub region_id: String,
}

/// Ids of the plans of a release, or of one region's, by region and period.
///
/// # Errors
/// Those of the database.
pub async fn named(
    db: impl PgExecutor<'_>,
    release: i32,
    region: Option<&str>,
) -> Result<Vec<PlanName>> {
    sqlx::query!(
        r#"
        select distinct plan_id as "id!", region_id collate "C" as "region_id!", period_start, period_end
        from revision
        where in_release(release_from, release_to, $1) and kind = 'plan'
          and ($2::text is null or region_id = $2)
        order by 2, period_start, period_end
        "#,
        release,
        region
    )
    .map(|row| PlanName { id: row.id, region_id: row.region_id })
    .fetch_all(db)
    .await
}

/// A section of a plan's outline.
#[derive(Debug, Clone)]
pub struct Section {
    pub id: String,
    pub level: i32,
    pub number: Option<String>,
    pub title: String,
    pub line: i32,
    pub end_line: i32,
}

/// The outline of a plan, in document order.
///
/// # Errors
/// Those of the database.
pub async fn sections(db: impl PgExecutor<'_>, revision_id: i32) -> Result<Vec<Section>> {
    sqlx::query_as!(
        Section,
        "
        select id, level, number, title, line, end_line
        from section where revision_id = $1 order by position
        ",
        revision_id
    )
    .fetch_all(db)
    .await
}

/// An indicator table of a plan.
#[derive(Debug, Clone)]
pub struct Table {
    pub id: String,
    pub role: String,
    pub title: Option<String>,
    pub period_start: i32,
    pub period_end: i32,
    pub section_id: Option<String>,
    pub line: i32,
}

/// The indicator tables of a plan, in document order.
///
/// # Errors
/// Those of the database.
pub async fn tables(db: impl PgExecutor<'_>, revision_id: i32) -> Result<Vec<Table>> {
    sqlx::query_as!(
        Table,
        "
        select id, role, title, period_start, period_end, section_id, line
        from plan_table where revision_id = $1 order by position
        ",
        revision_id
    )
    .fetch_all(db)
    .await
}

/// A row of a table, cells as printed.
#[derive(Debug, Clone)]
pub struct TableRow {
    pub table_id: String,
    pub line: i32,
    pub no: Option<String>,
    pub category: Option<String>,
    pub group_label: Option<String>,
    pub label: String,
    pub unit: Option<String>,
    pub attribute: Option<String>,
    pub base: Option<String>,
    pub target: Option<String>,
    pub growth: Option<String>,
    pub actual: Option<String>,
    pub actual_growth: Option<String>,
}

/// The rows of all tables of a plan, in document order.
///
/// # Errors
/// Those of the database.
pub async fn table_rows(db: impl PgExecutor<'_>, revision_id: i32) -> Result<Vec<TableRow>> {
    sqlx::query_as!(
        TableRow,
        "
        select table_id, table_row.line, no, category, group_label, label, unit, attribute, base, target,
               growth, actual, actual_growth
        from table_row
        join plan_table on plan_table.revision_id = table_row.revision_id and plan_table.id = table_id
        where table_row.revision_id = $1
        order by plan_table.position, table_row.position
        ",
        revision_id
    )
    .fetch_all(db)
    .await
}

/// How many statements the plans of a release have of an indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndicatorCounts {
    pub indicator_id: String,
    pub targets: i64,
    pub actuals: i64,
}

/// The counts of each indicator of a release, or of one indicator; by indicator.
///
/// # Errors
/// Those of the database.
pub async fn stated(
    db: impl PgExecutor<'_>,
    release: i32,
    indicator: Option<&str>,
) -> Result<Vec<IndicatorCounts>> {
    sqlx::query_as!(
        IndicatorCounts,
        r#"
        select indicator_id as "indicator_id!",
               coalesce(sum(observations) filter (where kind = 'target'), 0)::bigint as "targets!",
               coalesce(sum(observations) filter (where kind = 'actual'), 0)::bigint as "actuals!"
        from availability_total
        where in_release(release_from, release_to, $1) and of_plans and indicator_id is not null
          and ($2::text is null or indicator_id = $2)
        group by 1
        order by 1
        "#,
        release,
        indicator
    )
    .fetch_all(db)
    .await
}

/// An indicator and the regions whose plans state it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stating {
    pub indicator_id: String,
    /// In order; at least one.
    pub regions: Vec<String>,
}

/// The regions whose plans state each indicator, by indicator; of these regions where given.
///
/// # Errors
/// Those of the database.
pub async fn stating(
    db: impl PgExecutor<'_>,
    release: i32,
    regions: Option<&[String]>,
) -> Result<Vec<Stating>> {
    sqlx::query_as!(
        Stating,
        r#"
        select indicator_id as "indicator_id!", array_agg(region_id order by region_id) as "regions!"
        from availability_size, unnest(indicators) indicator_id
        where in_release(release_from, release_to, $1) and ($2::text[] is null or region_id = any($2))
        group by 1
        order by 1
        "#,
        release,
        regions
    )
    .fetch_all(db)
    .await
}

/// The regions whose plans state an indicator, in order.
///
/// # Errors
/// Those of the database.
pub async fn stating_one(
    db: impl PgExecutor<'_>,
    release: i32,
    indicator: &str,
) -> Result<Vec<String>> {
    sqlx::query_scalar!(
        r#"
        select distinct counts.region_id collate "C" as "region_id!"
        from availability counts
        join revision on revision.id = revision_id
        where in_release(release_from, release_to, $1) and revision.kind = 'plan' and indicator_id = $2
        order by 1
        "#,
        release,
        indicator
    )
    .fetch_all(db)
    .await
}
