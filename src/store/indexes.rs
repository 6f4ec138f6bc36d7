//! Indexes and constraints that a first load makes once, after its rows are written: for each row they cost more than for
//! all of them together.

use super::database::Result;
use sqlx::{AssertSqlSafe, PgConnection};
use std::collections::VecDeque;

/// The statements that make the indexes and constraints again.
#[derive(Debug, Default)]
pub struct DroppedIndexes {
    /// Those that the rest of a load reads by.
    needed: VecDeque<String>,
    /// The others, except those of findings.
    others: VecDeque<String>,
    /// Those of findings, which are written last.
    of_findings: VecDeque<String>,
    made: usize,
}

/// Drops the indexes of the large tables that belong to no constraint; of observations, their lists and their counts also the
/// primary key and the foreign keys, which are then checked for all rows by one statement each. Nothing happens where there are
/// observations, because readers of an older release would wait, or where the role does not own the tables.
///
/// # Errors
/// Those of the database.
pub async fn drop_before_first_load(db: &mut PgConnection) -> Result<DroppedIndexes> {
    let found = sqlx::query!(
        r#"
        with large as (
            select oid, relname from pg_class
            where oid in ('observation'::regclass, 'statement_list'::regclass, 'section'::regclass,
                          'availability'::regclass, 'finding'::regclass)
              and pg_has_role(relowner, 'usage')
              and not exists (select from observation)
        )
        select format('drop index %s', indexrelid::regclass) as "drop!",
               pg_get_indexdef(indexrelid) as "make!",
               large.relname = 'finding' as "of_findings!",
               false as "is_needed!",
               pg_am.amname = 'gin' as "is_slow!",
               indexrelid as "oid!"
        from pg_index
        join large on large.oid = indrelid
        join pg_class of_index on of_index.oid = indexrelid
        join pg_am on pg_am.oid = of_index.relam
        where not indisunique and indexrelid <> 'finding_plan'::regclass
        union all
        select format('alter table %s drop constraint %I', conrelid::regclass, conname),
               format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(pg_constraint.oid)),
               false, contype = 'p', false, pg_constraint.oid
        from pg_constraint
        join large on large.oid = conrelid
        where contype in ('p', 'f') and large.relname in ('observation', 'statement_list', 'availability')
        order by 5, 6
        "#
    )
    .fetch_all(&mut *db)
    .await?;
    let mut dropped = DroppedIndexes::default();
    if !found.is_empty() {
        // A table cannot be altered while rows of it wait for a check, such as a region for the one above it.
        sqlx::raw_sql("set constraints all immediate").execute(&mut *db).await?;
        sqlx::raw_sql("set local maintenance_work_mem = '256MB'").execute(&mut *db).await?;
    }
    for index in found {
        // Both statements are PostgreSQL's own words.
        sqlx::raw_sql(AssertSqlSafe(index.drop)).execute(&mut *db).await?;
        let rest = match (index.of_findings, index.is_needed) {
            (true, _) => &mut dropped.of_findings,
            (false, true) => &mut dropped.needed,
            (false, false) => &mut dropped.others,
        };
        rest.push_back(index.make);
    }
    Ok(dropped)
}

impl DroppedIndexes {
    /// Makes those that the rest of a load reads by.
    ///
    /// # Errors
    /// Those of the database; a broken constraint.
    pub async fn make_needed(
        &mut self,
        db: &mut PgConnection,
        progress: &dyn Fn(&str),
    ) -> Result<()> {
        while let Some(statement) = self.needed.pop_front() {
            self.make(&mut *db, statement, progress).await?;
        }
        Ok(())
    }

    /// Makes one of those that belong to tables whose rows are written; false where none is left.
    ///
    /// # Errors
    /// Those of the database; a broken constraint.
    pub async fn make_one(
        &mut self,
        db: &mut PgConnection,
        progress: &dyn Fn(&str),
    ) -> Result<bool> {
        let Some(statement) = self.needed.pop_front().or_else(|| self.others.pop_front()) else {
            return Ok(false);
        };
        self.make(db, statement, progress).await?;
        Ok(true)
    }

    /// Makes all that are left.
    ///
    /// # Errors
    /// Those of the database; a broken constraint.
    pub async fn make_rest(mut self, db: &mut PgConnection, progress: &dyn Fn(&str)) -> Result<()> {
        while self.make_one(&mut *db, progress).await? {}
        while let Some(statement) = self.of_findings.pop_front() {
            self.make(&mut *db, statement, progress).await?;
        }
        Ok(())
    }

    async fn make(
        &mut self,
        db: &mut PgConnection,
        statement: String,
        progress: &dyn Fn(&str),
    ) -> Result<()> {
        self.made += 1;
        let all = self.made + self.needed.len() + self.others.len() + self.of_findings.len();
        progress(&format!("making index {} of {all}", self.made));
        sqlx::raw_sql(AssertSqlSafe(statement)).execute(db).await?;
        Ok(())
    }
}
