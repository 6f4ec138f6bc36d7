//! Migrations of the schema.

use super::search_refold;
use sqlx::PgPool;

/// All migrations, compiled in.
pub static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!();

/// Brings the schema up to date and folds the search columns again where another version of the
/// folding made them. Does nothing where both are current.
///
/// # Errors
/// A migration that fails, or a database that a newer or altered program has migrated.
pub async fn migrate(db: &PgPool) -> Result<(), sqlx::migrate::MigrateError> {
    MIGRATIONS.run(db).await?;
    search_refold::refold(db).await.map_err(sqlx::migrate::MigrateError::Execute)
}
