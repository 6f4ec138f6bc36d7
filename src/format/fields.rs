//! `fields=`: answers with fewer fields.
//!
//! A name is a top-level field of an entry in JSON, in every format. In a tabular format a field selects
//! the columns made from it, and columns may be named too. Ids are always there.

use super::column::Column;
use super::flat::Flat;
use serde_json::Value;
use utoipa::ToSchema;
use utoipa::openapi::{RefOr, Schema};

/// The requested names, at least one, in the order of the fields of the entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fields(pub Vec<String>);

impl Fields {
    fn names(&self, name: &str) -> bool {
        self.0.iter().any(|field| field == name)
    }

    /// Whether a column stays.
    pub fn keep(&self, column: &Column) -> bool {
        column.key || self.names(column.field) || self.names(column.name)
    }

    /// Removes the fields that were not requested. `keys` stay. `inner` is a list in the entry and the fields
    /// of its elements; an element keeps its requested fields.
    pub fn thin(&self, entry: &mut Value, keys: &[&str], inner: Option<&(&str, Vec<String>)>) {
        let Value::Object(fields) = entry else { return };
        let of_cells = |name: &str| inner.is_some_and(|(list, _)| *list == name);
        let asked_of_cells =
            inner.is_some_and(|(_, known)| known.iter().any(|field| self.names(field)));
        let stays = |name: &str| keys.contains(&name) || self.names(name);
        fields.retain(|name, _| stays(name) || (of_cells(name) && asked_of_cells));
        let Some((list, _)) = inner else { return };
        if self.names(list) {
            return;
        }
        for cell in fields.get_mut(*list).and_then(Value::as_array_mut).into_iter().flatten() {
            if let Value::Object(cell) = cell {
                cell.retain(|name, _| stays(name));
            }
        }
    }
}

/// The names that `fields=` accepts for a list in a JSON format: the fields of an entry, then those of its inner list.
pub fn of_list<T: Flat + ToSchema>() -> Vec<String> {
    let mut names = of_entry::<T>();
    for name in T::inner().into_iter().flat_map(|(_, names)| names) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The names in a tabular format: the columns too.
pub fn of_table<T: Flat + ToSchema>() -> Vec<String> {
    let mut names = of_list::<T>();
    for column in T::COLUMNS {
        if !names.iter().any(|name| name == column.name) {
            names.push(column.name.to_owned());
        }
    }
    names
}

/// The fields of an entry in JSON, in the order of its schema.
pub fn of_entry<T: ToSchema>() -> Vec<String> {
    let mut known = Vec::new();
    T::schemas(&mut known);
    let mut names = Vec::new();
    properties(&T::schema(), &known, &mut names);
    names
}

fn properties(schema: &RefOr<Schema>, known: &[(String, RefOr<Schema>)], names: &mut Vec<String>) {
    match schema {
        RefOr::Ref(reference) => {
            let name = reference.ref_location.rsplit('/').next().unwrap_or_default();
            // Fields of another type (`flatten`); a schema never contains itself that way.
            if let Some((_, found)) = known.iter().find(|(known, _)| known == name) {
                properties(found, known, names);
            }
        }
        RefOr::T(Schema::Object(object)) => names.extend(object.properties.keys().cloned()),
        RefOr::T(Schema::AllOf(parts)) => {
            for part in &parts.items {
                properties(part, known, names);
            }
        }
        RefOr::T(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn cells_of_an_entry_keep_their_ids_and_what_was_asked_for() {
        let whole =
            json!({"indicator": 1, "period": 2, "cells": [{"region": 3, "base": 4, "rank": 5}]});
        let inner = ("cells", vec!["region".to_owned(), "base".to_owned(), "rank".to_owned()]);
        let keys = ["region", "indicator"];
        for (asked, kept) in [
            (vec!["base"], json!({"indicator": 1, "cells": [{"region": 3, "base": 4}]})),
            (vec!["period"], json!({"indicator": 1, "period": 2})),
            (
                vec!["cells"],
                json!({"indicator": 1, "cells": [{"region": 3, "base": 4, "rank": 5}]}),
            ),
        ] {
            let mut entry = whole.clone();
            let fields = Fields(asked.iter().map(|name| (*name).to_owned()).collect());
            fields.thin(&mut entry, &keys, Some(&inner));
            assert_eq!(entry, kept, "{asked:?}");
        }
    }
}
