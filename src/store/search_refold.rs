//! Remakes the search columns that another version of the folding made. They are an index, so no release
//! changes.

use super::database::Result;
use super::encode::SEPARATOR;
use super::search::{FOLD, Fields, SearchColumns};
use super::search_counts;
use sqlx::{Acquire, PgConnection, PgPool};

/// Folds revisions and stored texts of another version again, each in a transaction of its own. After an interruption the
/// next call continues with the rest.
///
/// # Errors
/// Those of the database.
pub async fn refold(db: &PgPool) -> Result<()> {
    let mut connection = db.acquire().await?;
    let revisions =
        sqlx::query_scalar!("select id from revision where search_fold <> $1 order by id", FOLD)
            .fetch_all(&mut *connection)
            .await?;
    // Until they are counted again, which an interruption may leave to the next call.
    if !revisions.is_empty() {
        search_counts::forget(&mut connection).await?;
    }
    for revision in revisions {
        let mut transaction = connection.begin().await?;
        observations(&mut transaction, revision).await?;
        sections(&mut transaction, revision).await?;
        sqlx::query!("update revision set search_fold = $2 where id = $1", revision, FOLD)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
    }
    search_counts::recount(&mut connection).await?;
    let documents = sqlx::query_scalar!(
        "select document_sha256 from document_text where search_fold <> $1 order by 1",
        FOLD
    )
    .fetch_all(&mut *connection)
    .await?;
    for document in documents {
        let mut transaction = connection.begin().await?;
        lines(&mut transaction, &document).await?;
        sqlx::query!(
            "update document_text set search_fold = $2 where document_sha256 = $1",
            document,
            FOLD
        )
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
    }
    Ok(())
}

async fn observations(db: &mut PgConnection, revision: i32) -> Result<()> {
    let rows = sqlx::query!(
        r#"
        select id, label, correction -> 'was' ->> 'label' as label_read, text, quote, row_group, row_category,
               section_title
        from observation where revision_id = $1
        "#,
        revision
    )
    .fetch_all(&mut *db)
    .await?;
    let (ids, texts, grams) = columns(rows.into_iter().map(|row| {
        let searched = SearchColumns::of_fields(&Fields {
            label: &row.label,
            label_read: row.label_read.as_deref(),
            words: row.text.as_deref(),
            quote: &row.quote,
            group: row.row_group.as_deref(),
            category: row.row_category.as_deref(),
            section_title: row.section_title.as_deref(),
        });
        (row.id, searched)
    }));
    sqlx::query!(
        "
        update observation set search_text = new.text, search_grams = string_to_array(new.grams, e'\\x1f')
        from unnest($2::text[], $3::text[], $4::text[]) as new (id, text, grams)
        where revision_id = $1 and observation.id = new.id
        ",
        revision,
        &ids,
        &texts,
        &grams
    )
    .execute(db)
    .await?;
    Ok(())
}

async fn sections(db: &mut PgConnection, revision: i32) -> Result<()> {
    let rows = sqlx::query!("select id, title from section where revision_id = $1", revision)
        .fetch_all(&mut *db)
        .await?;
    let (ids, texts, grams) =
        columns(rows.into_iter().map(|row| (row.id, SearchColumns::of(&row.title))));
    sqlx::query!(
        "
        update section set search_text = new.text, search_grams = string_to_array(new.grams, e'\\x1f')
        from unnest($2::text[], $3::text[], $4::text[]) as new (id, text, grams)
        where revision_id = $1 and section.id = new.id
        ",
        revision,
        &ids,
        &texts,
        &grams
    )
    .execute(db)
    .await?;
    Ok(())
}

async fn lines(db: &mut PgConnection, document: &str) -> Result<()> {
    let rows = sqlx::query!(
        "select position, text from document_line where document_sha256 = $1",
        document
    )
    .fetch_all(&mut *db)
    .await?;
    let (positions, texts, grams) =
        columns(rows.into_iter().map(|row| (row.position, SearchColumns::of(&row.text))));
    sqlx::query!(
        "
        update document_line set search_text = new.text, search_grams = string_to_array(new.grams, e'\\x1f')
        from unnest($2::int[], $3::text[], $4::text[]) as new (position, text, grams)
        where document_sha256 = $1 and document_line.position = new.position
        ",
        document,
        &positions,
        &texts,
        &grams
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The keys of rows, the searched text of each, and its pairs of characters in one string.
fn columns<K>(
    rows: impl Iterator<Item = (K, SearchColumns)>,
) -> (Vec<K>, Vec<String>, Vec<String>) {
    let (mut keys, mut texts, mut grams) = (Vec::new(), Vec::new(), Vec::new());
    for (key, searched) in rows {
        keys.push(key);
        texts.push(searched.text);
        grams.push(searched.grams.join(SEPARATOR));
    }
    (keys, texts, grams)
}
