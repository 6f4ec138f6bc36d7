//! Schemas of answers with `view=compact`: those of whole answers with fewer fields.
//!
//! An operation with the parameter `view` names the paths of its compact fields ([`COMPACT_FIELDS`]). Its answer as JSON then has an
//! extension ([`SCHEMA`]) that refers to a component of its own, so that generated clients have a type for it. The schema
//! of the answer itself stays the one of the whole answer: with a choice of two, clients would have to tell them apart.

use crate::api::ask::parameters::format::COMPACT_FIELDS;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Of the JSON of an answer: a reference to the schema of its compact view.
const SCHEMA: &str = "x-compact-schema";
const COMPONENTS: &str = "#/components/schemas/";

/// The document with a schema of each compact view.
pub(super) fn added(mut document: Value) -> Value {
    let Some(Value::Object(whole)) = document.pointer("/components/schemas").cloned() else {
        return document;
    };
    let mut made = Map::new();
    let paths = document.pointer_mut("/paths").and_then(Value::as_object_mut);
    let items = paths.into_iter().flat_map(Map::values_mut).filter_map(Value::as_object_mut);
    for operation in items.flat_map(Map::values_mut) {
        let Some(fields) = take_fields(operation) else { continue };
        let json = operation.pointer_mut("/responses/200/content/application~1json");
        let Some(json) = json else { continue };
        let Some(body) = json.pointer("/schema/$ref").and_then(component) else { continue };
        let mut tree = Tree::default();
        let paths = fields.as_array().into_iter().flatten().filter_map(Value::as_str);
        paths.for_each(|path| tree.add(path));
        let mut schema = whole[body].clone();
        if let Some(data) = schema.pointer_mut("/properties/data") {
            *data = Pruning { whole: &whole, made: &mut made }.pruned(data, &tree, body);
        }
        let name = format!("Compact{body}");
        json[SCHEMA] = json!({"$ref": format!("{COMPONENTS}{name}")});
        made.insert(name, schema);
    }
    if let Some(schemas) =
        document.pointer_mut("/components/schemas").and_then(Value::as_object_mut)
    {
        schemas.extend(made);
    }
    document
}

/// Takes the paths of the compact fields of an operation out of its parameters.
fn take_fields(operation: &mut Value) -> Option<Value> {
    let parameters = operation.get_mut("parameters")?.as_array_mut()?;
    parameters
        .iter_mut()
        .find_map(|one| one.get_mut("schema")?.as_object_mut()?.remove(COMPACT_FIELDS))
}

/// The name of the component that a reference leads to.
fn component(reference: &Value) -> Option<&str> {
    reference.as_str()?.strip_prefix(COMPONENTS)
}

/// Fields of an object, each with what is kept of it; no fields are all of them.
#[derive(Debug, Default)]
struct Tree(BTreeMap<String, Tree>);

impl Tree {
    fn add(&mut self, path: &str) {
        let mut here = self;
        for name in path.split('.') {
            here = here.0.entry(name.to_owned()).or_default();
        }
    }
}

/// Schemas of whole answers, and those made from them.
struct Pruning<'w> {
    whole: &'w Map<String, Value>,
    made: &'w mut Map<String, Value>,
}

impl Pruning<'_> {
    /// The schema with the fields of the tree. `parent` names what the schema is a part of.
    fn pruned(&mut self, schema: &Value, tree: &Tree, parent: &str) -> Value {
        if tree.0.is_empty() {
            return schema.clone();
        }
        if let Some(name) = schema.get("$ref").and_then(component) {
            let inner = self.object(&self.whole[name].clone(), tree, name);
            let mut reference = schema.clone();
            // One component may be a part of several with other fields each.
            let names = [format!("Compact{name}"), format!("Compact{parent}{name}")];
            let free =
                names.into_iter().find(|name| self.made.get(name).is_none_or(|it| *it == inner));
            let Some(free) = free else { return inner };
            reference["$ref"] = format!("{COMPONENTS}{free}").into();
            self.made.insert(free, inner);
            return reference;
        }
        self.object(schema, tree, parent)
    }

    fn object(&mut self, schema: &Value, tree: &Tree, parent: &str) -> Value {
        let mut kept = schema.clone();
        if let Some(items) = schema.get("items") {
            kept["items"] = self.pruned(items, tree, parent);
        }
        for choice in ["oneOf", "anyOf", "allOf"] {
            let Some(all) = schema.get(choice).and_then(Value::as_array) else { continue };
            kept[choice] = all.iter().map(|one| self.pruned(one, tree, parent)).collect();
        }
        if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
            let mut fields = Map::new();
            for (name, property) in properties {
                match tree.0.get(name) {
                    Some(below) => {
                        fields.insert(name.clone(), self.pruned(property, below, parent))
                    }
                    None if name == "id" => fields.insert(name.clone(), property.clone()),
                    None => None,
                };
            }
            let required = schema.get("required").and_then(Value::as_array);
            let stays = |name: &&Value| name.as_str().is_some_and(|name| fields.contains_key(name));
            let required: Vec<_> = required.into_iter().flatten().filter(stays).cloned().collect();
            kept["required"] = required.into();
            kept["properties"] = fields.into();
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_compact_schema_has_the_fields_of_the_paths_and_their_ids() {
        let schema = |properties: Value| {
            let names: Vec<_> = properties.as_object().unwrap().keys().cloned().collect();
            json!({"type": "object", "required": names, "properties": properties})
        };
        let refer = |name: &str| json!({"$ref": format!("{COMPONENTS}{name}")});
        let text = json!({"type": "string"});
        let view = json!({"name": "view", "schema": {"type": "string", (COMPACT_FIELDS): ["name", "cells.figure.value"]}});
        let document = added(json!({
            "paths": {"/v1/things": {"get": {"parameters": [view],
                "responses": {"200": {"content": {"application/json": {"schema": refer("Body")}}}}}}},
            "components": {"schemas": {
                "Body": schema(json!({"data": {"type": "array", "items": refer("Thing")}, "meta": text})),
                "Thing": schema(json!({"id": text, "name": text, "other": text, "cells": {"type": "array", "items": refer("Cell")}})),
                "Cell": schema(json!({"figure": {"oneOf": [{"type": "null"}, refer("Figure")]}, "method": text})),
                "Figure": schema(json!({"id": text, "value": {"type": "number"}, "line": text})),
            }},
        }));
        let operation = &document["paths"]["/v1/things"]["get"];
        assert_eq!(operation["parameters"][0]["schema"], json!({"type": "string"}));
        let json = &operation["responses"]["200"]["content"]["application/json"];
        assert_eq!((&json["schema"], &json[SCHEMA]), (&refer("Body"), &refer("CompactBody")));
        let schemas = &document["components"]["schemas"];
        assert_eq!(schemas["CompactBody"]["properties"]["data"]["items"], refer("CompactThing"));
        assert_eq!(schemas["CompactBody"]["required"], json!(["data", "meta"]));
        let names = |name: &str| {
            let fields = schemas[name]["properties"].as_object().unwrap();
            fields.keys().cloned().collect::<Vec<_>>().join(" ")
        };
        assert_eq!(names("CompactThing"), "id name cells");
        assert_eq!(names("CompactCell"), "figure");
        assert_eq!(names("CompactFigure"), "id value");
        assert_eq!(schemas["CompactFigure"]["required"], json!(["id", "value"]));
    }
}
