//! The descriptor of a release: a Tabular Data Package (Frictionless, v1).

use super::files::FILES;
use super::indicator::Indicator;
use super::meaning;
use super::observation::Observation;
use super::plan::Plan;
use super::region::Region;
use crate::format::{About, Column, ColumnKind, Flat, Format};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

/// A release as a Data Package.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = DataPackage)]
pub struct Package {
    /// As the Data Package standard names it.
    #[schema(example = "tabular-data-package")]
    pub profile: &'static str,
    /// Names the release.
    #[schema(example = "plan-targets-release-1")]
    pub name: String,
    /// A line for a list of data sets.
    pub title: String,
    /// The contents of the package and how to read them, in a few sentences.
    pub description: String,
    /// The number of the release.
    #[schema(example = "1")]
    pub version: String,
    /// When the release was loaded.
    pub created: DateTime<Utc>,
    /// The licence of the data.
    pub licenses: Vec<License>,
    /// The plans it was read from.
    pub sources: Vec<Source>,
    /// The files.
    pub resources: Vec<Resource>,
}

/// The licence of the data.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = DataPackageLicense)]
pub struct License {
    /// As in the SPDX list.
    #[schema(example = "CC-BY-4.0")]
    pub name: String,
    /// The address of its text.
    pub path: String,
    /// Its own name.
    pub title: String,
}

/// A plan.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = DataPackageSource)]
pub struct Source {
    /// Title of the plan.
    pub title: String,
}

/// A file.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = DataPackageResource)]
pub struct Resource {
    /// Unique in the package.
    #[schema(example = "observations")]
    pub name: String,
    /// As the Data Package standard names it.
    #[schema(example = "tabular-data-resource")]
    pub profile: &'static str,
    /// The contents of the file.
    pub title: &'static str,
    /// Beside the descriptor.
    #[schema(example = "observations.csv")]
    pub path: String,
    /// As files of the kind are called.
    #[schema(example = "csv")]
    pub format: &'static str,
    /// Media type of the file.
    #[schema(example = "text/csv")]
    pub mediatype: &'static str,
    /// Left out for a file that is not text.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub encoding: Option<&'static str>,
    /// Its columns.
    pub schema: TableSchema,
}

/// The columns of a file.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TableSchema {
    pub fields: Vec<TableField>,
    /// The text of null.
    #[serde(rename = "missingValues")]
    pub missing_values: Vec<&'static str>,
    /// The column that names a row.
    #[serde(rename = "primaryKey")]
    pub primary_key: Vec<&'static str>,
    /// Left out where there are none.
    #[serde(rename = "foreignKeys", skip_serializing_if = "Vec::is_empty")]
    pub foreign_keys: Vec<ForeignKey>,
}

/// A column.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TableField {
    /// Name of the column.
    #[schema(example = "value")]
    pub name: &'static str,
    /// `string`, `integer`, `number`, `boolean`.
    #[serde(rename = "type")]
    #[schema(example = "number")]
    pub kind: &'static str,
    /// The contents of the column.
    pub description: &'static str,
    /// Left out where there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub constraints: Option<Constraints>,
}

/// Constraints on the values of a column.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
#[schema(as = TableConstraints)]
pub struct Constraints {
    /// Never null.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub required: Option<bool>,
    /// The allowed words.
    #[serde(rename = "enum", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub words: Option<Vec<&'static str>>,
    /// For a column with several words, separated by blanks.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = "^(level|change)( (level|change))*$")]
    pub pattern: Option<String>,
}

/// A column that names a row of another table.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ForeignKey {
    /// The column that refers.
    #[schema(example = "region_id")]
    pub fields: &'static str,
    pub reference: KeyReference,
}

/// The target of a foreign key.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct KeyReference {
    /// Name of the file of this package.
    #[schema(example = "regions")]
    pub resource: &'static str,
    /// The column of that file.
    #[schema(example = "region_id")]
    pub fields: &'static str,
}

/// The descriptor of a release with these plans.
pub fn of(about: &About, plans: &[Plan]) -> Package {
    let files = FILES.iter().flat_map(|(name, formats)| {
        formats.iter().map(|format| resource(name, *format)).collect::<Vec<_>>()
    });
    Package {
        profile: "tabular-data-package",
        name: format!("plan-targets-release-{}", about.release),
        title: format!("Targets of Chinese five-year plans, release {}", about.release),
        description: format!(
            "Every target and actual that was read from the plans, with its unit, comparator and the line it was \
             printed on. Text that a spreadsheet would run as a formula has an apostrophe in front in CSV. \
             Cite as: {}",
            about.citation
        ),
        version: about.release.to_string(),
        created: about.released,
        licenses: vec![License {
            name: about.licence.clone(),
            path: about.licence_url.clone(),
            title: "Creative Commons Attribution 4.0 International".to_owned(),
        }],
        sources: plans.iter().map(|plan| Source { title: plan.title.clone() }).collect(),
        resources: files.collect(),
    }
}

fn resource(name: &'static str, format: Format) -> Resource {
    let (title, columns, key): (_, _, &[_]) = match name {
        "regions" => ("Regions", Region::COLUMNS, &["region_id"]),
        "indicators" => ("Indicators", Indicator::COLUMNS, &["indicator_id"]),
        "plans" => ("Plans that were read", Plan::COLUMNS, &["id"]),
        _ => ("Targets and actuals", Observation::COLUMNS, &["id"]),
    };
    let csv = format == Format::Csv;
    Resource {
        // Names must be unique, because the Parquet file has the same contents as the CSV file of its name.
        name: if csv { name.to_owned() } else { format!("{name}-{}", format.word()) },
        profile: "tabular-data-resource",
        title,
        path: format!("{name}.{}", format.extension()),
        format: format.word(),
        mediatype: format.media_type(),
        encoding: csv.then_some("utf-8"),
        schema: TableSchema {
            fields: columns.iter().map(|column| field(column, key)).collect(),
            missing_values: vec![""],
            primary_key: key.to_vec(),
            foreign_keys: foreign_keys(name),
        },
    }
}

fn foreign_keys(name: &str) -> Vec<ForeignKey> {
    let to = |fields, resource| ForeignKey { fields, reference: KeyReference { resource, fields } };
    match name {
        "observations" => vec![to("region_id", "regions"), to("indicator_id", "indicators")],
        "plans" => vec![to("region_id", "regions")],
        _ => Vec::new(),
    }
}

fn field(column: &Column, key: &[&str]) -> TableField {
    let required = key.contains(&column.name).then_some(true);
    let words = column.words.map(|set| set.words.iter().map(|word| word.code).collect::<Vec<_>>());
    let one_of = words.as_ref().filter(|_| column.several).map(|words| words.join("|"));
    let pattern = one_of.map(|word| format!("^({word})( ({word}))*$"));
    let words = words.filter(|_| !column.several);
    TableField {
        name: column.name,
        kind: match column.kind {
            ColumnKind::Integer => "integer",
            ColumnKind::Number => "number",
            ColumnKind::Boolean => "boolean",
            ColumnKind::Text => "string",
        },
        description: meaning::of_column(column.name).unwrap_or_default(),
        constraints: (required.is_some() || column.words.is_some()).then_some(Constraints {
            required,
            words,
            pattern,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_described() {
        for columns in [Observation::COLUMNS, Region::COLUMNS, Indicator::COLUMNS, Plan::COLUMNS] {
            for column in columns {
                assert!(
                    meaning::of_column(column.name).is_some(),
                    "{} is not described",
                    column.name
                );
            }
        }
    }
}
