//! The body of every error: a problem document (RFC 9457).

use serde::Serialize;
use utoipa::ToSchema;

/// The body of every error (RFC 9457).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Problem {
    /// Address of the kind of problem; the service explains it there.
    #[serde(rename = "type")]
    #[schema(format = "uri-reference", example = "/problems/unknown-parameter")]
    pub kind: String,
    /// The name of the kind, the same for every occurrence.
    #[schema(example = "Unknown parameter")]
    pub title: String,
    /// The HTTP status.
    #[schema(minimum = 400, maximum = 599, example = 400)]
    pub status: u16,
    /// The fault of this request, for people.
    #[schema(example = "unknown parameter `region`: did you mean `regions`?")]
    pub detail: String,
    /// The path of the request, cut at 500 characters.
    #[schema(format = "uri-reference", example = "/v1/targets")]
    pub instance: String,
    /// Also in the `X-Request-Id` header and in the server's log.
    #[schema(example = "8d3c5b1e90f24a67")]
    pub request_id: String,
    /// One entry for each error in the request, at most 20; empty where the problem is not one of the request.
    pub errors: Vec<ErrorEntry>,
}

/// One error in a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = FieldError)]
pub struct ErrorEntry {
    /// The query parameter, path parameter or header.
    #[schema(example = "region")]
    pub parameter: String,
    /// The refused value, cut at 100 characters; null where the parameter itself is wrong.
    pub value: Option<String>,
    /// The fault, for people.
    #[schema(example = "unknown parameter")]
    pub reason: String,
    /// The accepted values, where they are a short list.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub allowed: Vec<String>,
    /// The most similar accepted name or value, where one is similar.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = "regions")]
    pub nearest: Option<String>,
}
