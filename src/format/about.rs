//! The origin of a file, which XLSX and Parquet contain.

use super::citation::{LICENCE, citation};
use crate::domain::lang::Lang;
use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

/// The origin of a file.
#[derive(Debug, Clone)]
pub struct About {
    /// The resource: `targets`.
    pub name: &'static str,
    pub release: i32,
    /// When the release was loaded.
    pub released: DateTime<Utc>,
    /// Its name in the SPDX list.
    pub licence: String,
    pub licence_url: String,
    pub citation: String,
    /// Entries in the file, and entries that match; `None` for a file of a whole release.
    pub entries: Option<[u64; 2]>,
    /// Filters in effect.
    pub filters: Map<String, Value>,
    /// The address of the answer: path and query.
    pub link: String,
    /// The language of names in it.
    pub lang: Lang,
}

impl About {
    /// The origin of a file of a whole release. `file` is the last part of its address.
    pub fn of_release(
        release: i32,
        released: DateTime<Utc>,
        name: &'static str,
        file: &str,
        lang: Lang,
    ) -> Self {
        let link = format!("/v1/releases/{release}/{file}");
        Self {
            name,
            release,
            released,
            licence: LICENCE.0.to_owned(),
            licence_url: LICENCE.1.to_owned(),
            citation: citation(release, released, &link),
            entries: None,
            filters: Map::new(),
            link,
            lang,
        }
    }

    /// As pairs of name and value, in a fixed order.
    pub fn pairs(&self) -> Vec<(String, String)> {
        let plain = |value: &Value| match value {
            Value::String(text) => text.clone(),
            Value::Array(values) => {
                let words = values.iter().map(|one| match one.as_str() {
                    Some(text) => text.to_owned(),
                    None => one.to_string(),
                });
                words.collect::<Vec<_>>().join(", ")
            }
            other => other.to_string(),
        };
        let fixed = [
            ("resource", self.name.to_owned()),
            ("release", self.release.to_string()),
            ("released", self.released.format("%Y-%m-%dT%H:%M:%SZ").to_string()),
            ("licence", self.licence.clone()),
            ("licence_url", self.licence_url.clone()),
            ("citation", self.citation.clone()),
            ("address", self.link.clone()),
        ];
        let filters = self.filters.iter().map(|(name, value)| (name.as_str(), plain(value)));
        let filters = filters.map(|(name, value)| (format!("filter: {name}"), value));
        let entries = self.entries.map(|[count, total]| {
            let whole = if count == total { "yes" } else { "no" };
            [
                ("entries in this file", count.to_string()),
                ("entries that match", total.to_string()),
                ("whole", whole.to_owned()),
            ]
        });
        let pairs = fixed.into_iter().chain(entries.into_iter().flatten());
        pairs.map(|(name, value)| (name.to_owned(), value)).chain(filters).collect()
    }
}
