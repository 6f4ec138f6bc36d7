//! Some documents on their way into the database: the rows of every table, encoded before they are sent. Encoding needs no
//! connection, so a load encodes the next batch while PostgreSQL stores this one.

use super::copy_rows::CopyRows;
use super::database::Result;
use super::observation::DerivedFields;
use super::revision::{self, NewRevision};
use super::search_counts::CharacterCounts;
use super::{availability_counts, observation, statement_list};
use sqlx::PgConnection;

/// Rows of some documents.
#[derive(Debug, Default)]
pub struct DocumentBatch {
    plans: [Vec<String>; 2],
    periods: [Vec<i32>; 2],
    documents: [Vec<String>; 3],
    plans_of_documents: Vec<Option<String>>,
    sources: [Vec<String>; 2],
    sizes: Vec<i64>,
    revisions: CopyRows,
    sections: CopyRows,
    tables: CopyRows,
    table_rows: CopyRows,
    observations: CopyRows,
    counts: CopyRows,
    lists: CopyRows,
    /// Of the observations.
    pub characters: CharacterCounts,
}

impl DocumentBatch {
    /// Adds a document; `derived` has one entry for each of its observations.
    pub fn add(&mut self, revision: i32, new: NewRevision<'_>, derived: &[DerivedFields]) {
        let (document, info) = (new.document, &new.document.document);
        if let (Some(plan), Some([first, last])) = (new.plan_id, info.promises) {
            self.plans[0].push(plan.to_owned());
            self.plans[1].push(info.region.clone());
            self.periods[0].push(first.into());
            self.periods[1].push(last.into());
        }
        self.documents[0].push(info.id.clone());
        self.documents[1].push(info.kind.word().to_owned());
        self.documents[2].push(info.region.clone());
        self.plans_of_documents.push(new.plan_id.map(str::to_owned));
        self.sources[0].push(document.source.sha256.clone());
        self.sources[1].push(document.source.encoding.clone());
        self.sizes.push(i64::try_from(document.source.bytes).unwrap_or(i64::MAX));
        revision::write_row(&mut self.revisions, revision, new);
        revision::write_sections(&mut self.sections, revision, document);
        revision::write_tables(&mut self.tables, revision, document);
        revision::write_table_rows(&mut self.table_rows, revision, document);
        let rows = (&mut self.observations, &mut self.characters);
        observation::write_rows(rows, revision, document, derived);
        availability_counts::write_rows(&mut self.counts, revision, document, derived);
        statement_list::write_rows(&mut self.lists, revision, document, derived);
    }

    /// Writes the documents, and their plans and files where they are new.
    ///
    /// # Errors
    /// Those of the database, a broken constraint among them.
    pub async fn send(self, db: &mut PgConnection) -> Result<()> {
        self.send_names(&mut *db).await?;
        let tables = [
            (self.revisions, revision::COPY),
            (self.sections, revision::COPY_SECTIONS),
            (self.tables, revision::COPY_TABLES),
            (self.table_rows, revision::COPY_TABLE_ROWS),
            (self.observations, observation::COPY),
            (self.counts, availability_counts::COPY),
            (self.lists, statement_list::COPY),
        ];
        for (rows, copy) in tables {
            rows.send(&mut *db, copy).await?;
        }
        Ok(())
    }

    async fn send_names(&self, db: &mut PgConnection) -> Result<()> {
        sqlx::query!(
            "
            insert into plan (id, region_id, period_start, period_end)
            select * from unnest($1::text[], $2::text[], $3::int[], $4::int[])
            on conflict do nothing
            ",
            &self.plans[0],
            &self.plans[1],
            &self.periods[0],
            &self.periods[1]
        )
        .execute(&mut *db)
        .await?;
        sqlx::query!(
            "
            insert into document (id, kind, region_id, plan_id)
            select * from unnest($1::text[], $2::text[], $3::text[], $4::text[])
            on conflict do nothing
            ",
            &self.documents[0],
            &self.documents[1],
            &self.documents[2],
            &self.plans_of_documents as &[Option<String>]
        )
        .execute(&mut *db)
        .await?;
        sqlx::query!(
            "
            insert into source (sha256, encoding, bytes)
            select * from unnest($1::text[], $2::text[], $3::bigint[])
            on conflict do nothing
            ",
            &self.sources[0],
            &self.sources[1],
            &self.sizes
        )
        .execute(db)
        .await?;
        Ok(())
    }
}
