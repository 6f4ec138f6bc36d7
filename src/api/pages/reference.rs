//! The contract, read for pages: operations and schemas of the OpenAPI document as plain values.
//!
//! Schemas are those that the document uses: references, lists, unions with null, words, and objects of fields.

use super::markdown;
use serde_json::{Map, Value};

/// The whole contract.
#[derive(Debug)]
pub(super) struct Reference {
    /// About the service, as HTML.
    pub about: String,
    pub groups: Vec<Group>,
    pub schemas: Vec<Schema>,
}

/// The operations with one tag.
#[derive(Debug)]
pub(super) struct Group {
    pub name: String,
    pub about: String,
    pub operations: Vec<Operation>,
}

/// One request that the service answers.
#[derive(Debug)]
pub(super) struct Operation {
    pub id: String,
    pub path: String,
    pub summary: String,
    /// As HTML.
    pub about: String,
    pub parameters: Vec<Parameter>,
    pub answers: Vec<StatusAnswer>,
    /// Path and query of a request that runs; empty where the contract has none.
    pub request: String,
    /// The other formats of that request: name and address.
    pub formats: Vec<(String, String)>,
    /// The answer to that request; empty where it is no text.
    pub response: String,
}

#[derive(Debug)]
pub(super) struct Parameter {
    pub name: String,
    pub is_in_path: bool,
    pub is_required: bool,
    pub is_deprecated: bool,
    pub kind: Kind,
    /// As HTML.
    pub about: String,
    /// In effect where the parameter is left out; empty where the contract names none.
    pub default: String,
    /// As it is written in an address.
    pub example: String,
}

/// One status of an operation.
#[derive(Debug)]
pub(super) struct StatusAnswer {
    pub status: String,
    /// As HTML.
    pub about: String,
    /// Media types, with the kind of the body.
    pub bodies: Vec<(String, Kind)>,
}

/// The type of a value.
#[derive(Debug, Default)]
pub(super) struct Kind {
    /// Whether it is a list of these.
    pub is_list: bool,
    pub is_nullable: bool,
    /// `string`, or the name of a schema.
    pub name: String,
    /// Whether `name` is that of a schema with a page.
    pub is_schema: bool,
    /// The words it may be.
    pub words: Vec<String>,
    /// Least and greatest number or length; empty without any.
    pub bounds: String,
}

#[derive(Debug)]
pub(super) struct Schema {
    pub name: String,
    /// As HTML.
    pub about: String,
    /// The words it may be; empty for an object.
    pub words: Vec<String>,
    /// Schemas whose fields it has too.
    pub bases: Vec<String>,
    pub fields: Vec<Field>,
    /// Schemas and operations that use it: name and address.
    pub users: Vec<(String, String)>,
}

#[derive(Debug)]
pub(super) struct Field {
    pub name: String,
    pub is_always_there: bool,
    pub kind: Kind,
    /// As HTML.
    pub about: String,
    pub example: String,
}

impl Reference {
    /// Reads an OpenAPI document.
    pub(super) fn of(document: &Value) -> Self {
        let tags = list(&document["tags"]).map(|tag| Group {
            name: text(&tag["name"]),
            about: text(&tag["description"]),
            operations: Vec::new(),
        });
        let mut groups: Vec<_> = tags.collect();
        let shared = &document["components"]["responses"];
        let paths = map(&document["paths"]);
        for (path, operation) in paths.map(|(path, methods)| (path, &methods["get"])) {
            let tag = text(&operation["tags"][0]);
            if let Some(group) = groups.iter_mut().find(|group| group.name == tag) {
                group.operations.push(Operation::of(path, operation, shared));
            }
        }
        let schemas = map(&document["components"]["schemas"]);
        let mut schemas: Vec<_> = schemas.map(|(name, schema)| Schema::of(name, schema)).collect();
        let users = users(&groups, &schemas);
        for (schema, users) in schemas.iter_mut().zip(users) {
            schema.users = users;
        }
        let about = markdown::paragraphs(&text(&document["info"]["description"]));
        Self { about, groups, schemas }
    }

    pub(super) fn operation(&self, id: &str) -> Option<&Operation> {
        self.groups.iter().flat_map(|group| &group.operations).find(|one| one.id == id)
    }

    pub(super) fn schema(&self, name: &str) -> Option<&Schema> {
        self.schemas.iter().find(|one| one.name == name)
    }
}

impl Operation {
    fn of(path: &str, operation: &Value, shared: &Value) -> Self {
        let parameters: Vec<_> = list(&operation["parameters"]).map(Parameter::of).collect();
        let request = request(operation);
        let format = parameters.iter().find(|one| one.name == "format");
        let others = format.filter(|_| !request.is_empty() && !request.contains("format="));
        let sign = if request.contains('?') { '&' } else { '?' };
        let others = others.into_iter().flat_map(|one| &one.kind.words);
        let others = others.filter(|word| *word != "json");
        let formats = others.map(|word| (word.clone(), format!("{request}{sign}format={word}")));
        let answers = map(&operation["responses"]);
        Self {
            id: text(&operation["operationId"]),
            path: path.to_owned(),
            summary: text(&operation["summary"]),
            about: markdown::paragraphs(&text(&operation["description"])),
            answers: answers
                .map(|(status, answer)| StatusAnswer::of(status, answer, shared))
                .collect(),
            formats: formats.collect(),
            response: response(operation),
            request,
            parameters,
        }
    }
}

/// The request of the first example, which the contract has as a line for a shell: what follows the host.
fn request(operation: &Value) -> String {
    let source = operation["x-codeSamples"][0]["source"].as_str().unwrap_or_default();
    let address = source.split('\'').nth(1).unwrap_or_default();
    let path = address.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]));
    path.unwrap_or_default().to_owned()
}

/// The example of the answer, as text.
fn response(operation: &Value) -> String {
    let bodies = map(&operation["responses"]["200"]["content"]);
    let found = bodies.map(|(_, body)| &body["example"]).find(|example| !example.is_null());
    match found {
        Some(Value::String(text)) => text.clone(),
        Some(example) => serde_json::to_string_pretty(example).unwrap_or_default(),
        None => String::new(),
    }
}

impl Parameter {
    fn of(parameter: &Value) -> Self {
        Self {
            name: text(&parameter["name"]),
            is_in_path: parameter["in"] == "path",
            is_required: parameter["required"] == true,
            is_deprecated: parameter["deprecated"] == true,
            kind: Kind::of(&parameter["schema"]),
            about: markdown::paragraphs(&text(&parameter["description"])),
            default: written(&parameter["schema"]["default"]),
            example: written(&parameter["example"]),
        }
    }
}

impl StatusAnswer {
    fn of(status: &str, answer: &Value, shared: &Value) -> Self {
        let name = answer["$ref"].as_str().map(last);
        let answer = name.map_or(answer, |name| &shared[name]);
        let bodies = map(&answer["content"]).flat_map(|(kind, body)| {
            let compact = &body["x-compact-schema"];
            let compact =
                compact.is_object().then(|| (format!("{kind}, view=compact"), Kind::of(compact)));
            std::iter::once((kind.clone(), Kind::of(&body["schema"]))).chain(compact)
        });
        Self {
            status: status.to_owned(),
            about: markdown::paragraphs(&text(&answer["description"])),
            bodies: bodies.collect(),
        }
    }
}

impl Kind {
    fn of(schema: &Value) -> Self {
        if let Some(target) = schema["$ref"].as_str() {
            return Self { name: last(target).to_owned(), is_schema: true, ..Self::default() };
        }
        let choices = list(&schema["oneOf"]).chain(list(&schema["allOf"]));
        if let Some(choice) = choices.clone().find(|choice| choice["type"] != "null") {
            let is_nullable = choices.clone().any(|choice| choice["type"] == "null");
            return Self { is_nullable, ..Self::of(choice) };
        }
        let types: Vec<&str> = match &schema["type"] {
            Value::String(one) => vec![one],
            several => list(several).filter_map(Value::as_str).collect(),
        };
        let is_nullable = types.contains(&"null");
        let name = types.iter().find(|it| **it != "null").copied().unwrap_or("any");
        if name == "array" {
            return Self { is_list: true, is_nullable, ..Self::of(&schema["items"]) };
        }
        let name = match schema["format"].as_str() {
            Some(format @ ("date" | "date-time" | "uri" | "uuid")) => format,
            _ => name,
        };
        Self {
            is_nullable,
            name: name.to_owned(),
            words: list(&schema["enum"]).map(text).collect(),
            bounds: bounds(schema),
            ..Self::default()
        }
    }
}

/// Least and greatest number or length, as `1–5000`.
fn bounds(schema: &Value) -> String {
    let [least, most] =
        if schema["maxLength"].is_null() { ["minimum", "maximum"] } else { ["", "maxLength"] };
    let (least, most) = (&schema[least], &schema[most]);
    match (least.is_null(), most.is_null()) {
        (true, true) => String::new(),
        (false, true) => format!("≥ {least}"),
        (true, false) => format!("≤ {most}"),
        (false, false) => format!("{least}–{most}"),
    }
}

impl Schema {
    fn of(name: &str, schema: &Value) -> Self {
        let parts = || std::iter::once(schema).chain(list(&schema["allOf"]));
        let bases = parts().filter_map(|part| part["$ref"].as_str().map(last).map(str::to_owned));
        let fields = parts().flat_map(|part| {
            let required: Vec<_> = list(&part["required"]).filter_map(Value::as_str).collect();
            let fields = map(&part["properties"]);
            fields
                .map(move |(name, field)| Field::of(name, field, required.contains(&name.as_str())))
        });
        Self {
            name: name.to_owned(),
            about: markdown::paragraphs(&text(&schema["description"])),
            words: list(&schema["enum"]).map(text).collect(),
            bases: bases.collect(),
            fields: fields.collect(),
            users: Vec::new(),
        }
    }

    /// The schemas it names.
    fn named(&self) -> impl Iterator<Item = &str> {
        let fields = self.fields.iter().filter(|field| field.kind.is_schema);
        let bases = self.bases.iter().map(String::as_str);
        fields.map(|field| field.kind.name.as_str()).chain(bases)
    }
}

impl Field {
    fn of(name: &str, field: &Value, is_always_there: bool) -> Self {
        // A union with null has its description at the schema.
        let about = list(&field["oneOf"]).map(|it| &it["description"]);
        let about = std::iter::once(&field["description"]).chain(about).find(|it| it.is_string());
        Self {
            name: name.to_owned(),
            is_always_there,
            kind: Kind::of(field),
            about: about.map(|about| markdown::paragraphs(&text(about))).unwrap_or_default(),
            example: written(&field["example"]),
        }
    }
}

/// For each schema, what uses it: operations first.
fn users(groups: &[Group], schemas: &[Schema]) -> Vec<Vec<(String, String)>> {
    let of = |wanted: &Schema| {
        let operations = groups.iter().flat_map(|group| &group.operations).filter(|operation| {
            let bodies = operation.answers.iter().flat_map(|answer| &answer.bodies);
            let mut kinds = bodies.map(|(_, kind)| kind);
            let has = |kind: &Kind| kind.is_schema && kind.name == wanted.name;
            // Every operation has the body of problems.
            wanted.name != "Problem"
                && (kinds.any(has) || operation.parameters.iter().any(|one| has(&one.kind)))
        });
        let operations = operations.map(|one| (one.path.clone(), format!("/docs/api/{}", one.id)));
        let users = schemas.iter().filter(|one| one.named().any(|name| name == wanted.name));
        let users = users.map(|one| (one.name.clone(), format!("/docs/api/schemas/{}", one.name)));
        operations.chain(users).collect()
    };
    schemas.iter().map(of).collect()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// A value as it is written in an address; empty for null.
fn written(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(all) => all.iter().map(written).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

fn list(value: &Value) -> std::slice::Iter<'_, Value> {
    value.as_array().map(Vec::as_slice).unwrap_or_default().iter()
}

fn map(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flat_map(Map::iter)
}

/// The last part of a reference: `#/components/schemas/Figure` names `Figure`.
fn last(reference: &str) -> &str {
    reference.rsplit('/').next().unwrap_or(reference)
}
