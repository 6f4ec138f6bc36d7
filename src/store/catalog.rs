//! The catalogues: as tables for joins and filters, and as whole files, so that a release answers
//! with the catalogue it was made with.

use super::database::Result;
use super::words::word;
use crate::catalog::{Catalog, Domain, Indicator, Region};
use serde_json::json;
use sha2::{Digest, Sha256};
use sqlx::{PgConnection, PgExecutor, types::Json};

/// Key of a catalogue's content, lower-case hex.
pub fn sha256(catalog: &Catalog) -> String {
    let lists = json!([catalog.regions, catalog.domains, catalog.indicators]);
    hex::encode(Sha256::digest(lists.to_string()))
}

/// Makes this catalogue the current one and stores its files for the releases made with it. Entries
/// that it no longer has stay, marked, for the plans of older releases. Returns its key.
///
/// # Errors
/// Those of the database.
pub async fn write(db: &mut PgConnection, catalog: &Catalog) -> Result<String> {
    let key = sha256(catalog);
    sqlx::query!(
        "
        insert into catalog_version (sha256, regions, domains, indicators) values ($1, $2, $3, $4)
        on conflict do nothing
        ",
        key,
        json!(catalog.regions),
        json!(catalog.domains),
        json!(catalog.indicators)
    )
    .execute(&mut *db)
    .await?;
    write_regions(db, catalog).await?;
    write_indicators(db, catalog).await?;
    Ok(key)
}

async fn write_regions(db: &mut PgConnection, catalog: &Catalog) -> Result<()> {
    sqlx::query!("update region set in_catalog = false").execute(&mut *db).await?;
    sqlx::query!("delete from region_code").execute(&mut *db).await?;
    for (position, region) in (0..).zip(&catalog.regions) {
        sqlx::query!(
            "
            insert into region (id, name_zh, name_en, aliases, level, parent_id, position)
            values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (id) do update set
                name_zh = excluded.name_zh, name_en = excluded.name_en, aliases = excluded.aliases,
                level = excluded.level, parent_id = excluded.parent_id,
                position = excluded.position, in_catalog = true
            ",
            region.id,
            region.name_zh,
            region.name_en,
            &region.aliases,
            word(region.level),
            region.parent,
            position
        )
        .execute(&mut *db)
        .await?;
        for code in &region.codes {
            sqlx::query!(
                "
                insert into region_code (code, region_id, valid_from, valid_to, note)
                values ($1, $2, $3, $4, $5)
                ",
                code.code,
                region.id,
                code.from.map(i32::from),
                code.to.map(i32::from),
                code.note
            )
            .execute(&mut *db)
            .await?;
        }
    }
    Ok(())
}

async fn write_indicators(db: &mut PgConnection, catalog: &Catalog) -> Result<()> {
    sqlx::query!("update indicator set in_catalog = false").execute(&mut *db).await?;
    for (position, indicator) in (0..).zip(&catalog.indicators) {
        sqlx::query!(
            "
            insert into indicator (id, name_zh, name_en, aliases, unit, domain, direction,
                                   growth_names, former_ids, distinct_from, related, definition,
                                   position)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            on conflict (id) do update set
                name_zh = excluded.name_zh, name_en = excluded.name_en, aliases = excluded.aliases,
                unit = excluded.unit, domain = excluded.domain, direction = excluded.direction,
                growth_names = excluded.growth_names, former_ids = excluded.former_ids,
                distinct_from = excluded.distinct_from,
                related = excluded.related, definition = excluded.definition,
                position = excluded.position, in_catalog = true
            ",
            indicator.id,
            indicator.name_zh,
            indicator.name_en,
            &indicator.aliases,
            indicator.unit,
            indicator.domain,
            word(indicator.direction),
            &indicator.growth_names,
            &indicator.former_ids,
            &indicator.distinct_from,
            &indicator.related,
            indicator.definition,
            position
        )
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}

/// An indicator that observations of a current plan have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsedIndicator {
    pub document_id: String,
    pub indicator_id: String,
    /// Units that its levels and totals were converted to: at most one; `""` for a bare number.
    pub canonical_units: Vec<String>,
}

/// The indicators of the current plans except those in `except`, by plan and indicator.
///
/// # Errors
/// Those of the database.
pub async fn in_use(db: impl PgExecutor<'_>, except: &[String]) -> Result<Vec<UsedIndicator>> {
    sqlx::query_as!(
        UsedIndicator,
        r#"
        select revision.document_id, indicator_id as "indicator_id!",
               coalesce(
                   array_agg(distinct coalesce(canonical_unit, ''))
                   filter (where measure in ('level', 'cumulative') and canonical_value is not null),
                   '{}'
               ) as "canonical_units!"
        from observation
        join revision on revision.id = observation.revision_id
        where revision.release_to is null and revision.document_id <> all($1)
          and indicator_id is not null
        group by 1, 2
        order by 1, 2
        "#,
        except
    )
    .fetch_all(db)
    .await
}

/// The catalogues a release was made with, by its `catalog_sha256`.
///
/// # Errors
/// Those of the database; among them `RowNotFound` where there is no such version, and a decoding
/// error where a program with other catalogues has written it.
pub async fn version(db: impl PgExecutor<'_>, sha256: &str) -> Result<Catalog> {
    let row = sqlx::query!(
        r#"
        select regions as "regions: Json<Vec<Region>>", domains as "domains: Json<Vec<Domain>>",
               indicators as "indicators: Json<Vec<Indicator>>"
        from catalog_version where sha256 = $1
        "#,
        sha256
    )
    .fetch_one(db)
    .await?;
    Ok(Catalog::of(row.regions.0, row.indicators.0, row.domains.0))
}
