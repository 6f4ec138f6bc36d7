//! `fields=`: answers with fewer fields.
//!
//! A name is a field of an entry in JSON, in every format. A path with dots names a field of a nested
//! object (`target.value`, `cells.region.id`). In a tabular format a field selects the columns made from
//! it, and columns may be named too. Ids are always kept.

use super::column::Column;
use super::flat::Flat;
use std::any::TypeId;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use utoipa::ToSchema;
use utoipa::openapi::schema::ArrayItems;
use utoipa::openapi::{RefOr, Schema};

/// The requested names and paths, at least one, in the order of the fields of the entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fields(pub Vec<String>);

/// What is kept of a value: all of it, or some fields of the objects in it.
#[derive(Debug)]
pub struct Selection<'n> {
    whole: bool,
    /// Fields that an object keeps whole, unless a part of them is selected.
    keys: &'n [&'n str],
    fields: Vec<(&'n str, Self)>,
}

static WHOLE: Selection<'static> = Selection { whole: true, keys: &[], fields: Vec::new() };

impl<'n> Selection<'n> {
    fn of(paths: impl Iterator<Item = &'n str>, keys: &'n [&'n str]) -> Self {
        let mut all = Self { whole: false, keys, fields: Vec::new() };
        for path in paths {
            all.add(path);
        }
        all
    }

    fn add(&mut self, path: &'n str) {
        let (name, rest) =
            path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
        let at = self.fields.iter().position(|(known, _)| *known == name).unwrap_or_else(|| {
            self.fields.push((name, Self::of(std::iter::empty(), &["id"])));
            self.fields.len() - 1
        });
        match rest {
            Some(rest) => self.fields[at].1.add(rest),
            None => self.fields[at].1.whole = true,
        }
    }

    /// A body whose `data` is selected from, with all its other fields.
    #[must_use]
    pub fn of_data(self, others: &'n [&'n str]) -> Self {
        Self { whole: false, keys: others, fields: vec![("data", self)] }
    }

    /// Whether all of the value is kept.
    pub(super) fn is_whole(&self) -> bool {
        self.whole || self.fields.is_empty()
    }

    /// What is kept of a field; `None` where the field is not kept.
    pub(super) fn find(&self, name: &str) -> Option<&Self> {
        let found = self.fields.iter().find(|(known, _)| *known == name);
        let key = || self.keys.contains(&name).then_some(&WHOLE);
        found.map(|(_, selection)| selection).or_else(key)
    }
}

impl Fields {
    fn names(&self, name: &str) -> bool {
        self.0.iter().any(|field| field == name)
    }

    /// Whether a column stays. A path selects the columns of its field.
    pub fn keep(&self, column: &Column) -> bool {
        let of_path = |path: &String| path.split('.').take(2).any(|name| name == column.field);
        column.key || self.names(column.name) || self.0.iter().any(of_path)
    }

    /// What these fields select of an entry. `keys` stay. `inner` is a list in the entry and the fields of its
    /// elements; an element keeps its requested fields.
    pub fn selection<'n>(
        &'n self,
        keys: &'n [&'n str],
        inner: Option<&'n (&'n str, Vec<String>)>,
    ) -> Selection<'n> {
        let paths = || self.0.iter().map(String::as_str);
        let mut all = Selection::of(paths(), keys);
        let Some((list, known)) = inner else { return all };
        let of_element =
            |path: &&str| known.iter().any(|name| path.split('.').next() == Some(name));
        let mut of_elements = Selection::of(paths().filter(of_element), keys);
        let prefixed = paths().filter_map(|path| path.strip_prefix(list)?.strip_prefix('.'));
        prefixed.for_each(|path| of_elements.add(path));
        let is_whole = all.fields.iter().any(|(name, of)| name == list && of.whole);
        if !is_whole {
            all.fields.retain(|(name, _)| name != list);
            if !of_elements.fields.is_empty() {
                all.fields.push((list, of_elements));
            }
        }
        all
    }
}

/// Paths of fields below others: every field of `fields` below every place of `places`.
pub fn below(places: &[&str], fields: &[&str]) -> Vec<String> {
    places
        .iter()
        .flat_map(|place| fields.iter().map(move |field| format!("{place}.{field}")))
        .collect()
}

/// A path to a field that does not exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownField {
    /// The part of the path that exists, with a dot at its end; empty where the first name is wrong.
    pub known: String,
    /// The name after it, which does not exist.
    pub name: String,
    /// The names that are possible there; empty where the value has no fields.
    pub allowed: Vec<String>,
}

/// Follows a path with dots from an entry, or from an element of its inner list.
///
/// # Errors
/// The first name that is no field.
pub fn follow<T: ToSchema + 'static>(path: &str, inner: Option<&str>) -> Result<(), UnknownField> {
    let described = DescribedSchema::of::<T>();
    let known = &described.known;
    let mut here = Vec::new();
    members(&described.schema, known, &mut here);
    let of_elements = inner.and_then(|list| here.iter().find(|(name, _)| name == list)).cloned();
    if let Some((_, elements)) = of_elements {
        members(&elements, known, &mut here);
    }
    let mut walked = String::new();
    for name in path.split('.') {
        let Some((_, schema)) = here.iter().find(|(known, _)| known == name) else {
            let allowed = here.into_iter().map(|(name, _)| name).collect();
            return Err(UnknownField { known: walked, name: name.to_owned(), allowed });
        };
        walked.push_str(name);
        walked.push('.');
        let mut below = Vec::new();
        members(schema, known, &mut below);
        here = below;
    }
    Ok(())
}

/// The names that `fields=` accepts for a list in a JSON format: the fields of an entry, then those of its inner list.
pub fn of_list<T: Flat + ToSchema + 'static>() -> Vec<String> {
    let mut names = of_entry::<T>();
    for name in T::inner().into_iter().flat_map(|(_, names)| names) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The names in a tabular format: the columns too.
pub fn of_table<T: Flat + ToSchema + 'static>() -> Vec<String> {
    let mut names = of_list::<T>();
    for column in T::COLUMNS {
        if !names.iter().any(|name| name == column.name) {
            names.push(column.name.to_owned());
        }
    }
    names
}

/// The fields of an entry in JSON, in the order of its schema.
pub fn of_entry<T: ToSchema + 'static>() -> Vec<String> {
    DescribedSchema::of::<T>().fields.clone()
}

/// The schema of a type. Making one takes longer than an answer, so each is made once.
struct DescribedSchema {
    schema: RefOr<Schema>,
    /// The schemas that it refers to, by name.
    known: Vec<(String, RefOr<Schema>)>,
    /// The fields in JSON, in the order of the schema.
    fields: Vec<String>,
}

impl DescribedSchema {
    fn of<T: ToSchema + 'static>() -> Arc<Self> {
        static MADE: LazyLock<Mutex<HashMap<TypeId, Arc<DescribedSchema>>>> =
            LazyLock::new(Mutex::default);
        let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(made.entry(TypeId::of::<T>()).or_insert_with(|| Arc::new(Self::new::<T>())))
    }

    fn new<T: ToSchema>() -> Self {
        let mut known = Vec::new();
        T::schemas(&mut known);
        let schema = T::schema();
        let mut fields = Vec::new();
        members(&schema, &known, &mut fields);
        let fields = fields.into_iter().map(|(name, _)| name).collect();
        Self { schema, known, fields }
    }
}

/// Collects the fields of an object, of the elements of a list, and of every alternative.
fn members(
    schema: &RefOr<Schema>,
    known: &[(String, RefOr<Schema>)],
    found: &mut Vec<(String, RefOr<Schema>)>,
) {
    match schema {
        RefOr::Ref(reference) => {
            let name = reference.ref_location.rsplit('/').next().unwrap_or_default();
            // Another type (also by `flatten`). A type never contains itself in this way.
            if let Some((_, schema)) = known.iter().find(|(known, _)| known == name) {
                members(schema, known, found);
            }
        }
        RefOr::T(Schema::Object(object)) => {
            found.extend(
                object.properties.iter().map(|(name, schema)| (name.clone(), schema.clone())),
            );
        }
        RefOr::T(Schema::Array(array)) => {
            if let ArrayItems::RefOrSchema(items) = &array.items {
                members(items, known, found);
            }
        }
        RefOr::T(Schema::AllOf(parts)) => {
            parts.items.iter().for_each(|part| members(part, known, found));
        }
        RefOr::T(Schema::OneOf(parts)) => {
            parts.items.iter().for_each(|part| members(part, known, found));
        }
        RefOr::T(Schema::AnyOf(parts)) => {
            parts.items.iter().for_each(|part| members(part, known, found));
        }
        RefOr::T(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::FilteredValue;
    use serde_json::json;

    #[test]
    fn cells_of_an_entry_keep_their_ids_and_the_requested_fields() {
        let whole =
            json!({"indicator": 1, "period": 2, "cells": [{"region": 3, "base": 4, "rank": 5}]});
        let inner = ("cells", vec!["region".to_owned(), "base".to_owned(), "rank".to_owned()]);
        let keys = ["region", "indicator"];
        for (asked, kept) in [
            (vec!["base"], json!({"indicator": 1, "cells": [{"region": 3, "base": 4}]})),
            (vec!["period"], json!({"indicator": 1, "period": 2})),
            (vec!["cells.base"], json!({"indicator": 1, "cells": [{"region": 3, "base": 4}]})),
            (
                vec!["cells"],
                json!({"indicator": 1, "cells": [{"region": 3, "base": 4, "rank": 5}]}),
            ),
        ] {
            let fields = Fields(asked.iter().map(|name| (*name).to_owned()).collect());
            let selection = fields.selection(&keys, Some(&inner));
            let filtered = FilteredValue { value: &whole, selection: &selection };
            assert_eq!(serde_json::to_value(filtered).unwrap(), kept, "{asked:?}");
        }
    }

    #[test]
    fn a_path_keeps_a_nested_field_and_its_id() {
        let whole = json!({
            "indicator": {"id": "gdp", "name": "n", "unit": "u"},
            "cells": [{"region": {"id": "r", "name": "n"}, "base": {"id": "i", "value": 4, "year": 5}, "rank": null}],
        });
        let inner = ("cells", vec!["region".to_owned(), "base".to_owned(), "rank".to_owned()]);
        let kept = |asked: &[&str]| {
            let fields = Fields(asked.iter().map(|name| (*name).to_owned()).collect());
            let selection = fields.selection(&["region", "indicator"], Some(&inner));
            serde_json::to_value(FilteredValue { value: &whole, selection: &selection }).unwrap()
        };
        assert_eq!(
            kept(&["indicator.name", "cells.region.id", "base.value"]),
            json!({
                "indicator": {"id": "gdp", "name": "n"},
                "cells": [{"region": {"id": "r"}, "base": {"id": "i", "value": 4}}],
            })
        );
    }

    #[test]
    fn a_path_to_an_unknown_field_names_the_known_part() {
        use crate::compare::Entry;
        assert_eq!(follow::<Entry>("cells.target.evidence.line", Some("cells")), Ok(()));
        assert_eq!(follow::<Entry>("target.value", Some("cells")), Ok(()));
        let wrong = follow::<Entry>("target.valeu", Some("cells")).unwrap_err();
        assert_eq!((wrong.known.as_str(), wrong.name.as_str()), ("target.", "valeu"));
        assert!(wrong.allowed.contains(&"value".to_owned()));
        assert!(follow::<Entry>("period.first", Some("cells")).unwrap_err().allowed.is_empty());
    }
}
