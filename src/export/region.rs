//! The regions of a release.

use super::reference::RegionCode;
use crate::catalog;
use crate::domain::words;
use crate::format::{Column, ColumnValue, Flat, columns};
use crate::store::{self, Snapshot};
use serde::Serialize;
use sqlx::PgPool;
use std::collections::HashMap;
use utoipa::ToSchema;

/// A division (city, district) or a functional zone.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Region {
    /// Ours, stable.
    #[schema(example = "jiangan")]
    pub id: String,
    /// In the language of the answer.
    #[schema(example = "江岸区")]
    pub name: String,
    /// In Chinese.
    #[schema(example = "江岸区")]
    pub name_zh: String,
    /// English name.
    #[schema(example = "Jiang'an District")]
    pub name_en: String,
    /// Official code (GB/T 2260) in force; null for a zone that has none.
    #[schema(example = "420102")]
    pub code: Option<String>,
    #[schema(value_type = words::Level)]
    pub level: String,
    /// Id of the region above; null for a city.
    #[schema(example = "wuhan")]
    pub parent: Option<String>,
    /// Other names, accepted wherever an id is.
    #[schema(example = json!(["江岸", "武汉市江岸区"]))]
    pub aliases: Vec<String>,
    /// Every official code, with its years in force.
    pub codes: Vec<RegionCode>,
    /// Ids of its plans in this release.
    #[schema(example = json!(["jiangan-2021-2025"]))]
    pub plans: Vec<String>,
}

columns! {
    fn cells(row: &Region, release: i32);
    key "region_id" of "id" = &row.id;
    text "region_code" of "code" = row.code.as_ref();
    text "region_name" of "name" = &row.name;
    text "region_name_en" of "name_en" = &row.name_en;
    text "level" of "level" as Level = &row.level;
    text "parent_id" of "parent" = row.parent.as_ref();
    text "aliases" of "aliases" = row.aliases.join(" ");
    text "plans" of "plans" = row.plans.join(" ");
    integer "release" of "release" = release;
}

impl Flat for Region {
    const COLUMNS: &'static [Column] = COLUMNS;

    fn rows(&self, release: i32) -> Vec<Vec<ColumnValue>> {
        vec![cells(self, release)]
    }
}

impl Region {
    /// A region of the catalogue with the ids of its plans.
    pub fn of(region: &catalog::Region, plans: Vec<String>, snapshot: &Snapshot) -> Self {
        Self {
            id: region.id.clone(),
            name: snapshot.region_name(region).to_owned(),
            name_zh: region.name_zh.clone(),
            name_en: region.name_en.clone(),
            code: region.code().map(str::to_owned),
            level: store::words::word(region.level),
            parent: region.parent.clone(),
            aliases: region.aliases.clone(),
            codes: region
                .codes
                .iter()
                .map(|code| RegionCode {
                    code: code.code.clone(),
                    from: code.from,
                    to: code.to,
                    note: code.note.clone(),
                })
                .collect(),
            plans,
        }
    }

    /// Every region of the release.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn all(db: &PgPool, snapshot: &Snapshot) -> store::Result<Vec<Self>> {
        let plans = store::plans::named(db, snapshot.release.id, None).await?;
        let mut of: HashMap<String, Vec<String>> = HashMap::new();
        for plan in plans {
            of.entry(plan.region_id).or_default().push(plan.id);
        }
        let regions = snapshot.catalog.regions.iter();
        Ok(regions
            .map(|region| Self::of(region, of.remove(&region.id).unwrap_or_default(), snapshot))
            .collect())
    }
}
