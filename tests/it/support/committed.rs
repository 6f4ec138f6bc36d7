//! The committed data, loaded as a fresh checkout loads them.

use plan_targets::catalog::Catalog;
use plan_targets::ingest::{self, Options};
use sqlx::PgPool;

/// Loads the five plans.
pub async fn load_plans(db: &PgPool) {
    load(db, &["data/plans"]).await;
}

/// Loads the five plans and every other document.
pub async fn load_documents(db: &PgPool) {
    load(db, &["data/plans", "data/documents"]).await;
}

async fn load(db: &PgPool, folders: &[&str]) {
    let folders: Vec<_> = folders.iter().map(Into::into).collect();
    let catalog = Catalog::embedded().unwrap();
    let quiet = |_: &str| {};
    let documents = ingest::prepare(&folders, None, &catalog, &quiet).unwrap();
    ingest::load(db, &catalog, documents, Options::default(), &quiet).await.unwrap();
}
