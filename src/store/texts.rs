//! Whole texts of documents, line by line, where a server stores them for search.

use super::database::Result;
use super::encode::{SEPARATOR, int};
use super::search::{FOLD, SearchColumns};
use sqlx::{PgConnection, PgExecutor};

/// A line that is not blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line<'t> {
    /// Place in the text as the parser reads it, from 1.
    pub position: u32,
    /// The printed line number, 1-based.
    pub line: u32,
    /// Without its line end.
    pub text: &'t str,
}

/// The documents whose text is stored, by sha256.
///
/// # Errors
/// Those of the database.
pub async fn stored(db: impl PgExecutor<'_>) -> Result<Vec<String>> {
    sqlx::query_scalar!("select document_sha256 from document_text order by 1").fetch_all(db).await
}

/// Stores the text of a loaded document; `release` is the first that shows it.
///
/// # Errors
/// Those of the database; among them that the text is stored already.
pub async fn insert(
    db: &mut PgConnection,
    sha256: &str,
    release: i32,
    lines: &[Line<'_>],
) -> Result<()> {
    sqlx::query!(
        "insert into document_text (document_sha256, release_from, search_fold) values ($1, $2, $3)",
        sha256,
        release,
        FOLD
    )
    .execute(&mut *db)
    .await?;
    let positions: Vec<i32> = lines.iter().map(|line| int(line.position)).collect();
    let numbers: Vec<i32> = lines.iter().map(|line| int(line.line)).collect();
    // PostgreSQL stores no NUL.
    let texts: Vec<String> = lines.iter().map(|line| line.text.replace('\0', "")).collect();
    let (folded, grams): (Vec<_>, Vec<_>) = (lines.iter())
        .map(|line| SearchColumns::of(line.text))
        .map(|searched| (searched.text, searched.grams.join(SEPARATOR)))
        .unzip();
    sqlx::query!(
        "
        insert into document_line (document_sha256, position, line, text, search_text, search_grams)
        select $1, position, line, text, search_text, string_to_array(search_grams, e'\\x1f')
        from unnest($2::int[], $3::int[], $4::text[], $5::text[], $6::text[])
            as row (position, line, text, search_text, search_grams)
        ",
        sha256,
        &positions,
        &numbers,
        &texts,
        &folded,
        &grams
    )
    .execute(db)
    .await?;
    Ok(())
}
