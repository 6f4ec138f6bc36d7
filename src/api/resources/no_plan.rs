//! The notice about regions without a plan, which comparisons, the cascade and progress share.

use crate::api::answer::Notice;
use crate::catalog::Catalog;
use crate::domain::lang::Lang;
use crate::domain::text::phrase;

/// No plan of these regions is loaded for the period. `regions` are ids, at least one.
pub(super) fn notice(catalog: &Catalog, period: &str, regions: &[&str], lang: Lang) -> Notice {
    let text = phrase!(
        "no plan of {regions} for {period} is loaded",
        "未载入以下地区 {period} 年的规划：{regions}",
        period = period,
        regions = catalog.region_names(regions.iter().copied()),
    );
    Notice::new("no_plan", text, lang)
}
