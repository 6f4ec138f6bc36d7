//! One service for many requests, and the form of every problem.

use super::http::{Answer, answered};
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderValue, Method, Request, Uri};
use plan_targets::api;
use plan_targets::api::app::App;
use plan_targets::api::contract;
use plan_targets::api::problem::KINDS;
use plan_targets::config::Limits;
use serde_json::Value;
use sqlx::PgPool;

/// An operation of the contract.
#[derive(Debug, Clone)]
pub struct Operation {
    /// As documented: `/v1/targets/{id}`.
    pub path: String,
    /// With the examples of its path parameters.
    pub address: String,
    /// Query parameters: name, JSON type, example.
    pub query: Vec<(String, String, Option<String>)>,
    /// Names and examples of the required query parameters, percent-encoded.
    pub required: Vec<(String, String)>,
}

impl Operation {
    /// The address with one parameter, and with the other required ones.
    pub fn asked(&self, name: &str, value: &str) -> String {
        let others = self.required.iter().filter(|(other, _)| other != name);
        let others: String = others.flat_map(|(name, value)| ["&", name, "=", value]).collect();
        format!("{}?{name}={value}{others}", self.address)
    }
}

/// Every operation of the contract.
pub fn operations() -> Vec<Operation> {
    let contract: Value = serde_json::from_str(&contract::json_text(&api::openapi())).unwrap();
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let paths = contract["paths"].as_object().unwrap();
    let described = |(path, item): (&String, &Value)| {
        let mut address = path.clone();
        let (mut query, mut required) = (Vec::new(), Vec::new());
        for parameter in item["get"]["parameters"].as_array().into_iter().flatten() {
            let parameter = match parameter["$ref"].as_str() {
                Some(place) => contract.pointer(place.trim_start_matches('#')).unwrap(),
                None => parameter,
            };
            let name = parameter["name"].as_str().unwrap();
            let example = parameter.get("example").map(text);
            if parameter["in"] == "path" {
                address = address.replace(&format!("{{{name}}}"), &example.unwrap());
            } else if parameter["in"] == "query" {
                let kind = text(&parameter["schema"]["type"]);
                if parameter["required"] == true {
                    let bytes = example.as_deref().unwrap_or_default().bytes();
                    let value =
                        bytes.map(|byte| format!("%{byte:02X}")).collect::<Vec<_>>().concat();
                    required.push((name.to_owned(), value));
                }
                query.push((name.to_owned(), kind, example));
            }
        }
        Operation { path: path.clone(), address, query, required }
    };
    paths.iter().map(described).collect()
}

/// A service for many requests: without a rate limit, and with the greatest limit for addresses.
pub fn service(db: &PgPool) -> Router {
    let limits = Limits { rate_limit: 0, max_uri: 64 * 1024, ..Limits::default() };
    api::router(App::new(db.clone(), limits))
}

/// GET of an address as sent, with headers of any bytes.
pub async fn ask(service: &Router, address: &str, headers: &[(&'static str, &[u8])]) -> Answer {
    send(service, Method::GET, address, headers, Body::empty()).await
}

/// Any request.
pub async fn send(
    service: &Router,
    method: Method,
    address: &str,
    headers: &[(&'static str, &[u8])],
    body: Body,
) -> Answer {
    let uri: Uri = address.parse().unwrap_or_else(|error| panic!("{error}: {address:.200}"));
    let mut request = Request::builder().method(method).uri(uri);
    for (name, value) in headers {
        request = request.header(*name, HeaderValue::from_bytes(value).unwrap());
    }
    answered(service.clone(), request.body(body).unwrap()).await
}

/// Panics unless the answer is a success or a problem document in the form of the contract, of a kind that
/// `/problems` explains. `what` describes the request.
pub fn in_contract(answer: &Answer, what: &str) {
    let status = answer.status;
    assert!(!status.is_server_error(), "{what:.300}: {}", answer.text);
    if !status.is_client_error() {
        return;
    }
    let told = format!("{what:.300}: {}", answer.text);
    answer.problem();
    let fields: Vec<_> = answer.json.as_object().expect(&told).keys().map(String::as_str).collect();
    let all = ["type", "title", "status", "detail", "instance", "request_id", "errors"];
    assert_eq!(fields, all, "{told}");
    let kind = KINDS.iter().find(|kind| answer.at("type") == &format!("/problems/{}", kind.slug));
    let kind = kind.unwrap_or_else(|| panic!("a kind nobody explains: {told}"));
    assert_eq!(kind.status, status, "{told}");
    let chinese = match answer.header("content-language") {
        "zh" => true,
        "en" => false,
        other => panic!("language {other:?}: {told}"),
    };
    assert_eq!(answer.at("title"), if chinese { kind.title.zh } else { kind.title.en }, "{told}");
    let said = |value: &Value| {
        let text = value.as_str().unwrap_or_default();
        let han = text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        !text.is_empty() && (han || !chinese)
    };
    assert!(said(answer.at("detail")), "not in the language asked for: {told}");
    for error in answer.at("errors").as_array().expect(&told) {
        assert!(error["parameter"].is_string() && said(&error["reason"]), "{told}");
        assert!(error["value"].is_string() || error["value"].is_null(), "{told}");
    }
    assert!(answer.text.len() < 20_000, "a problem that grows with what was asked: {told:.500}");
}

/// The parameters that a problem names.
pub fn named(answer: &Answer) -> Vec<&str> {
    let errors = answer.at("errors").as_array().into_iter().flatten();
    errors.filter_map(|error| error["parameter"].as_str()).collect()
}
