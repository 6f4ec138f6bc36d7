//! Findings as a load writes them. [`super::checks`] reads them.

use super::checks::level;
use super::copy_rows::CopyRows;
use super::database::Result;
use super::words;
use crate::checks::Finding;
use sha2::{Digest, Sha256};
use sqlx::PgConnection;
use std::collections::HashSet;

/// The findings of a plan, encoded. Encoding needs no connection.
#[derive(Debug)]
pub struct PlanFindings {
    plan: String,
    findings: Vec<EncodedFinding>,
}

#[derive(Debug)]
struct EncodedFinding {
    id: String,
    content: String,
    row: CopyRows,
}

/// The statement that takes the rows of findings.
const COPY: &str = "copy finding (
    id, release_from, plan_id, region_id, period_start, period_end, indicator_id, kind, severity, body, content
) from stdin";

impl PlanFindings {
    /// All findings of a plan, as `release` has them.
    pub fn new(plan: String, release: i32, findings: &[Finding]) -> Self {
        Self { plan, findings: findings.iter().map(|found| encoded(release, found)).collect() }
    }
}

fn encoded(release: i32, found: &Finding) -> EncodedFinding {
    // Writing a plain structure as JSON cannot fail; its keys are strings.
    let body = serde_json::to_string(found).unwrap_or_default();
    let content = hex::encode(Sha256::digest(&body));
    let mut rows = CopyRows::default();
    let mut row = rows.row();
    row.text(&found.id).number(release).text(&found.plan).text(&found.region);
    row.number(found.period[0]).number(found.period[1]).text(&found.indicator);
    row.text(words::word(found.kind)).number(level(found.severity));
    row.text(body).text(&content);
    drop(row);
    EncodedFinding { id: found.id.clone(), content, row: rows }
}

/// Makes these the findings about some plans from `release` on: equal findings stay, the others end or
/// begin.
///
/// # Errors
/// Those of the database.
pub async fn replace(db: &mut PgConnection, release: i32, plans: Vec<PlanFindings>) -> Result<()> {
    let ids: Vec<&str> = plans.iter().map(|of| of.plan.as_str()).collect();
    let stored = sqlx::query!(
        "select id, content from finding where plan_id = any($1) and release_to is null",
        &ids as &[&str]
    )
    .fetch_all(&mut *db)
    .await?;
    let all = plans.iter().flat_map(|of| &of.findings);
    let new: HashSet<(&str, &str)> =
        all.map(|found| (found.id.as_str(), found.content.as_str())).collect();
    let (mut stay, mut ended) = (HashSet::new(), Vec::new());
    for old in stored {
        if new.contains(&(old.id.as_str(), old.content.as_str())) {
            stay.insert(old.id);
        } else {
            ended.push(old.id);
        }
    }
    if !ended.is_empty() {
        sqlx::query!(
            "update finding set release_to = $1 where id = any($2) and release_to is null",
            release,
            &ended
        )
        .execute(&mut *db)
        .await?;
    }
    let mut rows = CopyRows::default();
    for found in plans.into_iter().flat_map(|of| of.findings) {
        if !stay.contains(&found.id) {
            rows.append(found.row);
        }
    }
    rows.send(db, COPY).await
}
