//! The endpoints of `/v1/meta` and their parameters, from what is declared.

use super::about::{Endpoint, Parameter};
use crate::api::ask::declare::ParameterDeclaration;
use crate::api::contract::endpoints;
use crate::catalog::Catalog;
use crate::domain::words;

/// Every list and comparison with its parameters.
pub fn endpoints(endpoints: &[endpoints::Endpoint], catalog: &Catalog) -> Vec<Endpoint> {
    let lists = endpoints.iter().filter(|endpoint| endpoint.is_list());
    lists
        .map(|endpoint| Endpoint {
            path: endpoint.path.clone(),
            operation: endpoint.operation.clone(),
            summary: endpoint.summary.clone(),
            parameters: endpoint.query.iter().map(|of| parameter(of, catalog)).collect(),
        })
        .collect()
}

fn parameter(declared: &ParameterDeclaration, catalog: &Catalog) -> Parameter {
    let values = (declared.allowed)(catalog);
    // A schema is always valid JSON; the fallback has no bounds.
    let schema = serde_json::to_value(&declared.schema).unwrap_or_default();
    let of = |name: &str| Some(schema[name].clone()).filter(|value| !value.is_null());
    let set = words::SETS.iter().find(|set| {
        set.words.len() == values.len()
            && set.words.iter().zip(&values).all(|(word, value)| word.code == value)
    });
    Parameter {
        name: declared.name.to_owned(),
        required: declared.required,
        description: declared.about.clone(),
        set: set.map(|set| set.name),
        values,
        minimum: of("minimum"),
        maximum: of("maximum"),
        default: of("default"),
        example: declared.example.clone(),
    }
}
