//! The problems a resource may answer with, and `304`, as reusable responses.

use super::headers::{RATE_FIELDS, caching_headers, count_header, text_header};
use crate::api::problem::{self, Kind};
use axum::http::StatusCode;
use serde_json::json;
use std::collections::BTreeMap;
use utoipa::IntoResponses;
use utoipa::openapi::response::{Response as Described, ResponseBuilder};
use utoipa::openapi::{ContentBuilder, Ref, RefOr};

/// Names of the reusable responses: one for each status, with the kinds of problem under it.
pub(crate) fn reusable() -> Vec<(&'static str, Vec<Kind>)> {
    let mut all: Vec<(&'static str, Vec<Kind>)> = Vec::new();
    for kind in problem::KINDS {
        let name = match kind.status {
            StatusCode::BAD_REQUEST => "BadRequest",
            StatusCode::NOT_FOUND => "NotFound",
            StatusCode::METHOD_NOT_ALLOWED => "MethodNotAllowed",
            StatusCode::NOT_ACCEPTABLE => "NotAcceptable",
            StatusCode::PAYLOAD_TOO_LARGE => "BodyTooLarge",
            StatusCode::URI_TOO_LONG => "UriTooLong",
            StatusCode::RANGE_NOT_SATISFIABLE => "RangeNotSatisfiable",
            StatusCode::TOO_MANY_REQUESTS => "TooManyRequests",
            StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE => "HeadersTooLarge",
            StatusCode::SERVICE_UNAVAILABLE => "Unavailable",
            _ => "InternalError",
        };
        match all.iter_mut().find(|(known, _)| *known == name) {
            Some((_, kinds)) => kinds.push(*kind),
            None => all.push((name, vec![*kind])),
        }
    }
    all
}

pub(crate) fn described(kinds: &[Kind]) -> Described {
    let about: Vec<String> =
        kinds.iter().map(|kind| format!("`/problems/{}`: {}", kind.slug, kind.about.en)).collect();
    let mut content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem")));
    if let Some(kind) = kinds.first() {
        content = content.example(Some(json!({
            "type": format!("/problems/{}", kind.slug),
            "title": kind.title.en,
            "status": kind.status.as_u16(),
            "detail": kind.about.en,
            "instance": "/v1/targets",
            "request_id": "8d3c5b1e90f24a67",
            "errors": [],
        })));
    }
    let mut response = ResponseBuilder::new()
        .description(about.join("\n\n"))
        .content("application/problem+json", content.build())
        .header("X-Request-Id", text_header("Names this request in the server's log."))
        .header("Content-Language", text_header("`en` or `zh`."));
    for (name, about) in RATE_FIELDS {
        response = response.header(name, text_header(about));
    }
    let waits = [StatusCode::SERVICE_UNAVAILABLE, StatusCode::TOO_MANY_REQUESTS];
    if kinds.iter().any(|kind| waits.contains(&kind.status)) {
        response =
            response.header("Retry-After", count_header("Seconds to wait before asking again."));
    }
    if kinds.iter().any(|kind| kind.status == StatusCode::RANGE_NOT_SATISFIABLE) {
        let length = "The length of the file: `bytes */1234`.";
        response = response.header("Content-Range", text_header(length));
    }
    if kinds.iter().any(|kind| kind.status == StatusCode::METHOD_NOT_ALLOWED) {
        response = response.header("Allow", text_header("What this path takes."));
    }
    response.build()
}

/// The problems any resource may answer with.
#[derive(Debug)]
pub struct Problems;

/// The problems of a single entry: those of any resource, and that there is none.
#[derive(Debug)]
pub struct ItemProblems;

/// The problems of a file: those of a single entry, and that it has none of the requested bytes.
#[derive(Debug)]
pub struct FileProblems;

/// The reusable responses but some.
fn problems(without: &[&str]) -> BTreeMap<String, RefOr<Described>> {
    reusable()
        .into_iter()
        .filter(|(name, _)| !without.contains(name))
        .map(|(name, kinds)| {
            (kinds[0].status.as_u16().to_string(), Ref::from_response_name(name).into())
        })
        .collect()
}

impl IntoResponses for Problems {
    fn responses() -> BTreeMap<String, RefOr<Described>> {
        problems(&["NotFound", "RangeNotSatisfiable"])
    }
}

impl IntoResponses for ItemProblems {
    fn responses() -> BTreeMap<String, RefOr<Described>> {
        problems(&["RangeNotSatisfiable"])
    }
}

impl IntoResponses for FileProblems {
    fn responses() -> BTreeMap<String, RefOr<Described>> {
        problems(&[])
    }
}

/// The answer of a request that has the answer already.
pub(crate) fn not_modified() -> Described {
    let about = "The caller has the answer: `If-None-Match` names its `ETag`, or nothing was loaded since \
                 `If-Modified-Since`. No body; the headers are those of the answer.";
    let id = text_header("Names this request in the server's log.");
    let mut response = ResponseBuilder::new().description(about).header("X-Request-Id", id).build();
    caching_headers(&mut response);
    response
}
