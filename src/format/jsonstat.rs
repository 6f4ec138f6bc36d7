//! JSON-stat 2.0: lists as cubes, for the tools of statistical offices.
//!
//! ```text
//! indicator × region × measure × period      value: a number or null
//! ```
//! `status` explains the number: its bound (`gt`, `approx`), or why there is no value (`not_stated`,
//! `delegated`, …). Units belong to the indicators, except for measures with their own unit.

use super::about::About;
use crate::domain::lang::Lang;
use serde_json::{Map, Value, json};

/// A dimension.
#[derive(Debug)]
pub struct Dimension {
    pub id: &'static str,
    /// zh, en.
    pub label: [&'static str; 2],
    /// `geo`, `time` or `metric`; `None` for any other.
    pub role: Option<&'static str>,
    pub categories: Vec<Category>,
}

/// A category of a dimension.
#[derive(Debug, Clone)]
pub struct Category {
    pub id: String,
    pub label: String,
    /// `None` where another dimension has the unit, or there is none.
    pub unit: Option<String>,
}

/// A cell of the cube.
#[derive(Debug, Clone, Default)]
pub struct Point {
    pub value: Option<serde_json::Number>,
    /// The bound of the number, or the reason why there is none.
    pub status: Option<String>,
}

/// A dataset. `points` are in the order of the dimensions; the last dimension varies fastest.
pub fn dataset(
    about: &About,
    label: [&str; 2],
    dimensions: &[Dimension],
    points: &[Point],
    statuses: Map<String, Value>,
) -> Value {
    let translated = |texts: &[&str; 2]| match about.lang {
        Lang::Zh => texts[0].to_owned(),
        Lang::En => texts[1].to_owned(),
    };
    let mut roles = Map::new();
    for dimension in dimensions {
        if let Some(role) = dimension.role
            && let Some(list) = roles.entry(role).or_insert_with(|| json!([])).as_array_mut()
        {
            list.push(dimension.id.into());
        }
    }
    let descriptions = dimensions.iter().map(|dimension| {
        let category = category(&dimension.categories);
        let value = json!({"label": translated(&dimension.label), "category": category});
        (dimension.id.to_owned(), value)
    });
    let status = points.iter().enumerate().filter_map(|(place, point)| {
        point.status.as_ref().map(|status| (place.to_string(), status.as_str().into()))
    });
    let value = points.iter().map(|point| match &point.value {
        Some(number) => Value::Number(number.clone()),
        None => Value::Null,
    });
    json!({
        "version": "2.0",
        "class": "dataset",
        "label": translated(&label),
        "source": about.citation,
        "updated": about.released.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
        "href": about.link,
        "id": dimensions.iter().map(|dimension| dimension.id).collect::<Vec<_>>(),
        "size": dimensions.iter().map(|dimension| dimension.categories.len()).collect::<Vec<_>>(),
        "role": roles,
        "dimension": descriptions.collect::<Map<_, _>>(),
        "value": value.collect::<Vec<_>>(),
        "status": status.collect::<Map<_, _>>(),
        "extension": {
            "release": about.release,
            "licence": {"name": about.licence, "url": about.licence_url},
            "filters": about.filters,
            "status": {"label": statuses},
        },
    })
}

fn category(categories: &[Category]) -> Value {
    let ids: Vec<_> = categories.iter().map(|category| category.id.as_str()).collect();
    let labels = categories.iter().map(|one| (one.id.clone(), Value::from(one.label.as_str())));
    let units = categories
        .iter()
        .filter_map(|one| one.unit.as_ref().map(|unit| (one.id.clone(), json!({"label": unit}))));
    let units: Map<String, Value> = units.collect();
    let mut category = json!({"index": ids, "label": labels.collect::<Map<_, _>>()});
    if !units.is_empty() {
        category["unit"] = Value::Object(units);
    }
    category
}
