//! The indicators of a release.

use crate::catalog::{self, Variant};
use crate::domain::{Measure, words};
use crate::format::{Column, ColumnValue, Flat, columns};
use crate::store::{self, Snapshot};
use serde::Serialize;
use sqlx::PgPool;
use std::collections::HashMap;
use utoipa::ToSchema;

/// A concept that plans set figures for.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Indicator {
    /// English, stable.
    #[schema(example = "green_coverage")]
    pub id: String,
    /// In the language of the answer.
    #[schema(example = "绿化覆盖率")]
    pub name: String,
    /// In Chinese.
    #[schema(example = "绿化覆盖率")]
    pub name_zh: String,
    /// English name.
    #[schema(example = "Green coverage rate")]
    pub name_en: String,
    /// Canonical unit, which levels and totals are answered in; null for a bare number.
    #[schema(example = "%")]
    pub unit: Option<String>,
    /// That unit in the language of the answer; null for a bare number.
    #[schema(example = "%")]
    pub unit_name: Option<String>,
    /// Id of its domain, as `domains=` takes it.
    #[schema(example = "ecology")]
    pub domain: String,
    #[schema(value_type = words::Direction)]
    pub direction: String,
    /// Whether the figures of districts may be added and are part of the city's: amounts and counts,
    /// not rates, means and figures per head. The districts need not make up the whole city.
    pub additive: bool,
    /// The kinds of measure its own figures come in, the usual one first.
    #[schema(value_type = Vec<words::Measure>)]
    pub measures: Vec<String>,
    /// Names under which documents print something narrower or otherwise defined; figures printed so
    /// are not compared with the others.
    pub variants: Vec<Variant>,
    /// What it includes and excludes; null where the name is clear.
    pub definition: Option<String>,
    /// Names documents print, accepted wherever an id is.
    pub aliases: Vec<String>,
    /// Names of its growth a year, as documents print them, accepted wherever an id is.
    pub growth_names: Vec<String>,
    /// Ids of indicators that were merged into this one. They are accepted wherever an id is, with a notice
    /// in the answer.
    pub former_ids: Vec<String>,
    /// Ids it must not be mixed with.
    pub distinct_from: Vec<String>,
    /// Ids of similar indicators, for plans without this one.
    pub related: Vec<String>,
    /// Targets in this release.
    #[schema(example = 3)]
    pub targets: i64,
    /// Actuals in this release.
    #[schema(example = 4)]
    pub actuals: i64,
    /// Ids of the regions whose plans state it; null in a list that was not asked for them (`include=regions`).
    #[schema(example = json!(["jiangan", "wedz"]))]
    pub regions: Option<Vec<String>>,
}

columns! {
    fn cells(row: &Indicator, release: i32);
    key "indicator_id" of "id" = &row.id;
    text "indicator_name" of "name" = &row.name;
    text "indicator_name_en" of "name_en" = &row.name_en;
    text "unit" of "unit" = row.unit.as_ref();
    text "domain" of "domain" = &row.domain;
    text "direction" of "direction" as Direction = &row.direction;
    text "definition" of "definition" = row.definition.as_ref();
    text "aliases" of "aliases" = row.aliases.join(" ");
    text "growth_names" of "growth_names" = row.growth_names.join(" ");
    text "former_ids" of "former_ids" = row.former_ids.join(" ");
    text "distinct_from" of "distinct_from" = row.distinct_from.join(" ");
    text "related" of "related" = row.related.join(" ");
    integer "targets" of "targets" = row.targets;
    integer "actuals" of "actuals" = row.actuals;
    text "regions" of "regions" = row.regions.as_ref().map(|regions| regions.join(" "));
    integer "release" of "release" = release;
    boolean "additive" of "additive" = row.additive;
    text "measures" of "measures" listing Measure = row.measures.join(" ");
    text "unit_name" of "unit_name" = row.unit_name.as_ref();
}

impl Flat for Indicator {
    const COLUMNS: &'static [Column] = COLUMNS;

    fn rows(&self, release: i32) -> Vec<Vec<ColumnValue>> {
        vec![cells(self, release)]
    }
}

/// The usual measure first, which a catalogue entry need not name.
fn measures(indicator: &catalog::Indicator) -> impl Iterator<Item = Measure> {
    let usual = indicator.measure();
    let others = indicator.measures.iter().copied().filter(move |measure| *measure != usual);
    std::iter::once(usual).chain(others)
}

impl Indicator {
    /// An indicator of the catalogue with the counts of the release, without its regions.
    pub fn of(
        indicator: &catalog::Indicator,
        stated: &[store::plans::IndicatorCounts],
        snapshot: &Snapshot,
    ) -> Self {
        let stated = stated.iter().find(|stated| stated.indicator_id == indicator.id);
        Self {
            id: indicator.id.clone(),
            name: snapshot.indicator_name(indicator).to_owned(),
            name_zh: indicator.name_zh.clone(),
            name_en: indicator.name_en.clone(),
            unit: indicator.unit.clone(),
            unit_name: indicator.unit.as_ref().map(|unit| snapshot.unit_name(unit)),
            domain: indicator.domain.clone(),
            direction: store::words::word(indicator.direction),
            additive: indicator.additive,
            measures: measures(indicator).map(store::words::word).collect(),
            variants: indicator.variants.clone(),
            definition: indicator.definition.clone(),
            aliases: indicator.aliases.clone(),
            growth_names: indicator.growth_names.clone(),
            former_ids: indicator.former_ids.clone(),
            distinct_from: indicator.distinct_from.clone(),
            related: indicator.related.clone(),
            targets: stated.map_or(0, |stated| stated.targets),
            actuals: stated.map_or(0, |stated| stated.actuals),
            regions: None,
        }
    }

    /// The same indicator with its regions.
    #[must_use]
    pub fn with_regions(self, regions: Vec<String>) -> Self {
        Self { regions: Some(regions), ..self }
    }

    /// Every indicator of the release, without its regions.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn all(db: &PgPool, snapshot: &Snapshot) -> store::Result<Vec<Self>> {
        let stated = store::plans::stated(db, snapshot.release.id, None).await?;
        let indicators = snapshot.catalog.indicators.iter();
        Ok(indicators.map(|indicator| Self::of(indicator, &stated, snapshot)).collect())
    }

    /// Every indicator of the release with its regions.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn all_with_regions(db: &PgPool, snapshot: &Snapshot) -> store::Result<Vec<Self>> {
        let stating = store::plans::stating(db, snapshot.release.id, None).await?;
        let mut regions: HashMap<String, Vec<String>> =
            stating.into_iter().map(|one| (one.indicator_id, one.regions)).collect();
        let all = Self::all(db, snapshot).await?;
        let with_regions = |indicator: Self| {
            let own = regions.remove(&indicator.id).unwrap_or_default();
            indicator.with_regions(own)
        };
        Ok(all.into_iter().map(with_regions).collect())
    }
}
