//! Choices of the forms.

use crate::api::app::App;
use crate::api::ask::context::RequestContext;
use crate::api::problem::ApiError;
use crate::catalog::Catalog;
use crate::domain::Period;
use crate::domain::lang::Lang;
use crate::domain::words::Set;
use crate::store::{Snapshot, meta};

/// Something that can be picked.
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

/// Every period that can be compared.
pub(super) async fn periods(
    app: &App,
    snapshot: &Snapshot,
    selected: &str,
) -> Result<Vec<Choice>, ApiError> {
    let choice = |known: &meta::Period| {
        let id = Period::stored(known.first, known.last).to_string();
        Choice { name: id.clone(), selected: id == selected, id }
    };
    let known = &snapshot.counts(&app.db).await?.periods;
    Ok(known.iter().map(choice).collect())
}

/// Every region of the catalogue, in its order.
pub(super) fn regions(snapshot: &Snapshot, selected: &[String]) -> Vec<Choice> {
    let choice = |known: &crate::catalog::Region| Choice {
        id: known.id.clone(),
        name: snapshot.region_name(known).to_owned(),
        selected: selected.contains(&known.id),
    };
    snapshot.catalog.regions.iter().map(choice).collect()
}

/// The only value of a filter; nothing where it has several, which one field cannot show.
pub(super) fn single(selected: &[String]) -> &[String] {
    if selected.len() == 1 { selected } else { &[] }
}

/// Every word of a closed set, for a field with one value.
pub(super) fn words_of(set: Set, selected: &[String], lang: Lang) -> Vec<Choice> {
    let selected = single(selected);
    let choice = |word: &crate::domain::words::Word| Choice {
        id: word.code.to_owned(),
        name: word.name(lang).to_owned(),
        selected: selected.iter().any(|one| one == word.code),
    };
    set.words.iter().map(choice).collect()
}

/// The words of a filter in effect; empty where it restricts nothing.
pub(super) fn chosen(context: &RequestContext, name: &str) -> Vec<String> {
    let words = context.filters.get(name).and_then(|words| words.as_array());
    let words = words.into_iter().flatten().filter_map(|word| word.as_str());
    words.map(str::to_owned).collect()
}
