//! Indexes that a first load makes once, after its rows are written: for each row an index costs more than for all of
//! them together.

use super::database::Result;
use sqlx::{AssertSqlSafe, PgConnection};

/// The statements that make the indexes again.
#[derive(Debug, Default)]
pub struct DroppedIndexes(Vec<String>);

/// Drops the indexes of the large tables that belong to no constraint. Nothing happens where there are observations,
/// because readers of an older release would wait, or where the role does not own the tables.
///
/// # Errors
/// Those of the database.
pub async fn drop_before_first_load(db: &mut PgConnection) -> Result<DroppedIndexes> {
    let found = sqlx::query!(
        r#"
        select format('drop index %s', pg_index.indexrelid::regclass) as "drop!",
               pg_get_indexdef(pg_index.indexrelid) as "make!"
        from pg_index
        join pg_class on pg_class.oid = pg_index.indrelid
        where pg_index.indrelid in ('observation'::regclass, 'section'::regclass, 'availability'::regclass)
          and not pg_index.indisunique
          and pg_has_role(pg_class.relowner, 'usage')
          and not exists (select from observation)
        order by pg_index.indexrelid
        "#
    )
    .fetch_all(&mut *db)
    .await?;
    let mut dropped = DroppedIndexes::default();
    for index in found {
        // Both statements are PostgreSQL's own words.
        sqlx::raw_sql(AssertSqlSafe(index.drop)).execute(&mut *db).await?;
        dropped.0.push(index.make);
    }
    Ok(dropped)
}

impl DroppedIndexes {
    /// Makes the indexes again, and the statistics that plans of statements need.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn make(self, db: &mut PgConnection, progress: &dyn Fn(&str)) -> Result<()> {
        let all = self.0.len();
        if all == 0 {
            return Ok(());
        }
        sqlx::raw_sql("set local maintenance_work_mem = '256MB'").execute(&mut *db).await?;
        for (done, statement) in self.0.into_iter().enumerate() {
            progress(&format!("making index {} of {all}", done + 1));
            sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut *db).await?;
        }
        Ok(())
    }
}
