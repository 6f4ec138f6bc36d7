//! `fields=`: answers with fewer fields.
//!
//! Names are the top-level fields of an entry in JSON, in every format: in a tabular one a field stands
//! for the columns made from it. There, columns may be named too. Ids are never left out.

use super::column::Column;
use super::flat::Flat;
use serde_json::Value;
use utoipa::ToSchema;
use utoipa::openapi::{RefOr, Schema};

/// What was asked for: at least one name, in the order of the whole.
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

    /// An entry with the fields asked for. `keys` stay; of `inner`, a list of cells, the cells keep what was
    /// asked of them.
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

/// The names `fields=` may have for a list in a JSON format: those of an entry, then those of a cell.
pub fn of_list<T: Flat + ToSchema>() -> Vec<String> {
    let mut names = of_entry::<T>();
    for name in T::inner().into_iter().flat_map(|(_, names)| names) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The same in a tabular format: the columns too.
pub fn of_table<T: Flat + ToSchema>() -> Vec<String> {
    let mut names = of_list::<T>();
    for column in T::COLUMNS {
        if !names.iter().any(|name| name == column.name) {
            names.push(column.name.to_owned());
        }
    }
    names
}

/// The fields of an entry in JSON, in their order, as its schema has them.
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
            // Fields taken from another type (`flatten`); a schema never contains itself that way.
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
