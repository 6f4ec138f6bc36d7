//! The form that picks what is compared.

use crate::catalog::Catalog;
use crate::domain::lang::Lang;

/// An indicator that can be picked.
#[derive(Debug)]
pub(super) struct Choice {
    pub id: String,
    pub name: String,
    pub selected: bool,
}

/// Every indicator of the catalogue, in its order.
pub(super) fn choices(catalog: &Catalog, lang: Lang, selected: &str) -> Vec<Choice> {
    let choice = |known: &crate::catalog::Indicator| Choice {
        id: known.id.clone(),
        name: match lang {
            Lang::Zh => known.name_zh.clone(),
            Lang::En => known.name_en.clone(),
        },
        selected: known.id == selected,
    };
    catalog.indicators.iter().map(choice).collect()
}
