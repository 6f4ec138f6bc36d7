//! What a caller may call a region, an indicator or a word of a closed set, and the nearest right
//! name where none fits.

use crate::api::problem::{ApiError, FieldError};
use crate::catalog::{Catalog, Indicator, Region};
use crate::domain::text::Text;
use crate::spelling::likeness;

/// The id of a region by id, official code, name or alias.
///
/// # Errors
/// Names the nearest region.
pub fn region(catalog: &Catalog, parameter: &str, word: &str) -> Result<String, Box<FieldError>> {
    catalog.region(word).map(|region| region.id.clone()).ok_or_else(|| {
        let nearest = catalog.nearest_region(word).map(|region| region.id.clone());
        let error = FieldError::value(
            parameter,
            word,
            Text::of("no region has this id, code or name", "没有地区使用此标识、代码或名称"),
        );
        Box::new(error.nearest(nearest))
    })
}

/// The id of an indicator by id, name or alias.
///
/// # Errors
/// Names the nearest indicator.
pub fn indicator(
    catalog: &Catalog,
    parameter: &str,
    word: &str,
) -> Result<String, Box<FieldError>> {
    catalog.indicator(word).map(|indicator| indicator.id.clone()).ok_or_else(|| {
        let nearest = catalog.nearest_indicator(word).map(|indicator| indicator.id.clone());
        let error = FieldError::value(
            parameter,
            word,
            Text::of("no indicator has this id or name", "没有指标使用此标识或名称"),
        );
        Box::new(error.nearest(nearest))
    })
}

/// The region a path names.
///
/// # Errors
/// `NotFound` with the nearest region.
pub fn region_in_path(catalog: &Catalog, id: String) -> Result<&Region, ApiError> {
    catalog.region(&id).ok_or_else(|| {
        let nearest = catalog.nearest_region(&id).map(|region| region.id.clone());
        ApiError::NotFound { what: Text::of("region", "地区"), id, nearest }
    })
}

/// The indicator a path names.
///
/// # Errors
/// `NotFound` with the nearest indicator.
pub fn indicator_in_path(catalog: &Catalog, id: String) -> Result<&Indicator, ApiError> {
    catalog.indicator(&id).ok_or_else(|| {
        let nearest = catalog.nearest_indicator(&id).map(|indicator| indicator.id.clone());
        ApiError::NotFound { what: Text::of("indicator", "指标"), id, nearest }
    })
}

/// That there is no row of this kind (`target`, `actual`) with this id.
pub fn no_row(kind: &str, id: String) -> ApiError {
    ApiError::NotFound { what: row_kind(kind), id, nearest: None }
}

/// The name of a row of this kind (`target`, `actual`).
pub fn row_kind(kind: &str) -> Text {
    if kind == "target" { Text::of("target", "目标") } else { Text::of("actual", "实绩") }
}

/// The domains of the catalogue's indicators, each once.
pub fn domains(catalog: &Catalog) -> Vec<&str> {
    let mut domains: Vec<&str> = Vec::new();
    for indicator in &catalog.indicators {
        if !domains.contains(&indicator.domain.as_str()) {
            domains.push(&indicator.domain);
        }
    }
    domains
}

/// A domain of the catalogue.
///
/// # Errors
/// Names the nearest domain, or all of them.
pub fn domain(catalog: &Catalog, parameter: &str, word: &str) -> Result<String, Box<FieldError>> {
    one_of(parameter, word, &domains(catalog))
}

/// A word of a closed set.
///
/// # Errors
/// Names the nearest word and lists all.
pub fn one_of(parameter: &str, word: &str, allowed: &[&str]) -> Result<String, Box<FieldError>> {
    if allowed.contains(&word) {
        return Ok(word.to_owned());
    }
    let error = FieldError::value(
        parameter,
        word,
        Text::of("not one of the allowed values", "不是可用的值"),
    )
    .nearest(nearest(word, allowed.iter().copied()))
    .allowed(allowed);
    Err(Box::new(error))
}

/// The name most like a word, `None` where none is near enough to be meant.
pub fn nearest<'n>(word: &str, names: impl IntoIterator<Item = &'n str>) -> Option<String> {
    let names: Vec<&str> = names.into_iter().collect();
    likeness::nearest(word, &names, |name| std::iter::once(*name)).map(|name| (*name).to_owned())
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_nearest_name_is_the_one_that_was_meant() {
        let names = ["regions", "indicators", "gdp", "gdp_growth", "pm25", "硚口区"];
        for (word, meant) in [
            ("region", "regions"),
            ("gpd", "gdp"),
            ("pm2.5", "pm25"),
            ("indicator", "indicators"),
            ("硚口", "硚口区"),
        ] {
            assert_eq!(nearest(word, names).as_deref(), Some(meant), "{word}");
        }
    }

    #[test]
    fn a_word_like_none_has_no_nearest_name() {
        assert_eq!(nearest("zzz", ["regions", "gdp"]), None);
        assert_eq!(nearest("", ["regions", "gdp"]), None);
    }
}
