//! The OpenAPI document and the page that shows it.
//!
//! Resources describe themselves beside their handlers; here is what they share: the base document,
//! the problems ([`Problems`], [`ItemProblems`]) as reusable responses, the headers of every answer. What
//! holds for all parameters and schemas is written over the finished document, in [`refine`], and so is an
//! example of each operation.

use crate::api::format;

use super::problem::{self, ErrorEntry, Kind, Problem};
use crate::api::app::App;
use crate::api::ask::query::{NoQuery, PlainQuery};
use crate::api::format::Format;
use crate::api::http::caching;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Router, routing};
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::path::Operation;
use utoipa::openapi::response::{Response as Described, ResponseBuilder};
use utoipa::openapi::{ContentBuilder, ObjectBuilder, OpenApi, Ref, RefOr, schema::Type};
use utoipa::{IntoParams, IntoResponses, OpenApi as _};
use utoipa_swagger_ui::{Config, SwaggerUi};

mod examples;
pub mod refine;

/// What stands above the resources.
#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "plan-targets",
        description = "Targets of Chinese five-year plans: every figure with its base, unit, comparator and the line it \
            was printed on, compared across regions.\n\n\
            Lists are comma-separated; regions and indicators may be given by id, official code, name or alias. \
            Nothing is ignored in silence: an unknown parameter or value is a 400 that names the nearest right one. \
            Every error is a problem document (RFC 9457). Figures are JSON numbers; `status` says why one is null.",
        contact(name = "The maintainers of plan-targets"),
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    servers((url = "/", description = "This server")),
    components(schemas(Problem, ErrorEntry)),
    tags(
        (name = "compare", description = "Indicators across regions"),
        (name = "rows", description = "Targets and actuals, one row for each thing a plan says"),
        (name = "checks", description = "What a careful reader would put side by side: findings, and plan against outcome"),
        (name = "search", description = "Finding things: words, names, and what there is"),
        (name = "catalogue", description = "Regions, indicators and plans"),
        (name = "releases", description = "The states of the data set: whole, by number, and what differs between them"),
        (name = "service", description = "The service itself"),
    ),
)]
struct Base;

/// The base document: what no resource says for itself.
pub fn base() -> OpenApi {
    let mut api = Base::openapi();
    let components = api.components.get_or_insert_default();
    for (name, kinds) in reusable() {
        components.responses.insert(name.to_owned(), described(&kinds).into());
    }
    components.responses.insert("NotModified".to_owned(), not_modified().into());
    api
}

/// What every answer tells of the client's limit.
const RATE_FIELDS: [(&str, &str); 2] = [
    (
        "RateLimit-Policy",
        "How often a client may ask: `\"client\";q=200;w=20` is 200 requests at once, all of which may be asked again \
         after 20 seconds. Absent where the server sets no limit, on `/healthz` and on `/readyz`.",
    ),
    (
        "RateLimit",
        "What is left of it: `\"client\";r=199;t=1` is 199 requests, and all again in 1 second. Absent where the policy is.",
    ),
];

/// Names of the reusable responses: one for each status, with the kinds of problem under it.
fn reusable() -> Vec<(&'static str, Vec<Kind>)> {
    let mut all: Vec<(&'static str, Vec<Kind>)> = Vec::new();
    for kind in problem::KINDS {
        let name = match kind.status {
            StatusCode::BAD_REQUEST => "BadRequest",
            StatusCode::NOT_FOUND => "NotFound",
            StatusCode::METHOD_NOT_ALLOWED => "MethodNotAllowed",
            StatusCode::NOT_ACCEPTABLE => "NotAcceptable",
            StatusCode::PAYLOAD_TOO_LARGE => "BodyTooLarge",
            StatusCode::URI_TOO_LONG => "UriTooLong",
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

fn described(kinds: &[Kind]) -> Described {
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
    if kinds.iter().any(|kind| kind.status == StatusCode::METHOD_NOT_ALLOWED) {
        response = response.header("Allow", text_header("What this path takes."));
    }
    response.build()
}

fn text_header(description: &str) -> utoipa::openapi::header::Header {
    let schema = ObjectBuilder::new().schema_type(Type::String);
    HeaderBuilder::new().schema(Some(schema)).description(Some(description)).build()
}

fn count_header(description: &str) -> utoipa::openapi::header::Header {
    let schema = ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(0));
    HeaderBuilder::new().schema(Some(schema)).description(Some(description)).build()
}

/// The problems any resource may answer with.
#[derive(Debug)]
pub struct Problems;

/// The problems of a single entry: those of any resource, and that there is none.
#[derive(Debug)]
pub struct ItemProblems;

fn problems(item: bool) -> BTreeMap<String, RefOr<Described>> {
    reusable()
        .into_iter()
        .filter(|(name, _)| item || *name != "NotFound")
        .map(|(name, kinds)| {
            (kinds[0].status.as_u16().to_string(), Ref::from_response_name(name).into())
        })
        .collect()
}

impl IntoResponses for Problems {
    fn responses() -> BTreeMap<String, RefOr<Described>> {
        problems(false)
    }
}

impl IntoResponses for ItemProblems {
    fn responses() -> BTreeMap<String, RefOr<Described>> {
        problems(true)
    }
}

/// Adds what every operation has: the parameters all resources read and the headers of their answers.
pub fn complete(api: &mut OpenApi) {
    for (path, item) in &mut api.paths.paths {
        for operation in [&mut item.get].into_iter().flatten() {
            common_parameters(path, operation);
            headers(operation);
            if !caching::MOMENTARY.contains(&path.as_str()) {
                let response = Ref::from_response_name("NotModified");
                operation.responses.responses.insert("304".to_owned(), response.into());
            }
        }
    }
}

/// How the parameters that every resource under `/v1` reads are documented; `crate::api::ask::query` reads them.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "only described, never filled")]
struct DataParams {
    /// The release to answer from, as it was then: the answer never changes. Left out: the newest.
    #[param(minimum = 1, example = 1)]
    release: Option<u32>,
}

/// As `DataParams`, for every resource there is.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "only described, never filled")]
struct LangParams {
    /// Language of names and texts, `zh` or `en`; wins over `Accept-Language`. Codes are the same in both.
    #[param(example = "zh")]
    lang: Option<String>,
}

fn common_parameters(path: &str, operation: &mut Operation) {
    let data = path.starts_with("/v1/").then(|| DataParams::into_params(|| None));
    let all = data.into_iter().flatten().chain(LangParams::into_params(|| None));
    operation.parameters.get_or_insert_default().extend(all.map(RefOr::T));
}

fn headers(operation: &mut Operation) {
    for (status, response) in &mut operation.responses.responses {
        let RefOr::T(response) = response else { continue };
        let id = text_header(
            "Names this request in the server's log; the one sent, where it was a sane one.",
        );
        response.headers.insert("X-Request-Id".to_owned(), id.into());
        tabular(response);
        for (name, about) in RATE_FIELDS {
            response.headers.insert(name.to_owned(), text_header(about).into());
        }
        let language = "Of names, where there are any: `zh` or `en`.";
        response.headers.insert("Content-Language".to_owned(), text_header(language).into());
        if is_list(response) {
            let total = "Entries that match over all pages, exact.";
            response.headers.insert("X-Total-Count".to_owned(), count_header(total).into());
            let link = "The first page and the next, `<…>; rel=\"next\"`, which is absent on the last; the licence and \
                        this document. There is no `prev`.";
            response.headers.insert("Link".to_owned(), text_header(link).into());
        }
        if status == "200" {
            caching_headers(response);
        }
    }
}

/// Whether this is a list: had as JSON and as CSV. A download is one of the two.
fn is_list(response: &Described) -> bool {
    [Format::Json, Format::Csv]
        .iter()
        .all(|format| response.content.contains_key(format.media_type()))
}

/// A list that is had as CSV is had in every tabular format, as a file.
fn tabular(response: &mut Described) {
    if !is_list(response) {
        return;
    }
    for format in format::TABULAR.iter().filter(|format| format.is_tabular()) {
        let mut schema = ObjectBuilder::new().schema_type(Type::String);
        // Bytes, not text: OpenAPI 3.1 has no `format: binary`, only what the content is.
        if matches!(format, Format::Xlsx | Format::Parquet) {
            schema = schema.content_media_type(format.media_type());
        }
        let content = ContentBuilder::new().schema(Some(schema)).build();
        response.content.entry(format.media_type().to_owned()).or_insert_with(|| content.into());
    }
    let file = "In tabular formats: an attachment, its name with the release.";
    response.headers.insert("Content-Disposition".to_owned(), text_header(file).into());
}

/// The headers of answers that may be kept.
fn caching_headers(response: &mut Described) {
    for (name, about) in [
        (
            "ETag",
            "Weak. The same for the same question however it is written; another for another release, format or language.",
        ),
        (
            "Cache-Control",
            "`immutable` where the release was asked for, else a minute; `no-store` for what is about the moment.",
        ),
        ("Vary", "`accept`, `accept-language`, `accept-encoding`."),
    ] {
        response.headers.insert(name.to_owned(), text_header(about).into());
    }
    let modified =
        text_header("When the release was made; absent where no release is answered from.");
    response.headers.insert("Last-Modified".to_owned(), modified.into());
}

/// The answer of a request that has the answer already.
fn not_modified() -> Described {
    let about = "The caller has the answer: `If-None-Match` names its `ETag`, or nothing was loaded since \
                 `If-Modified-Since`. No body; the headers are those of the answer.";
    let id = text_header("Names this request in the server's log.");
    let mut response = ResponseBuilder::new().description(about).header("X-Request-Id", id).build();
    caching_headers(&mut response);
    response
}

/// The document itself, the page that shows it (nothing on it comes from outside), and the way there.
/// `text` is the document as [`json_text`] writes it.
pub fn pages(text: String) -> Router<App> {
    let text = Arc::new(text);
    let document = move |_: PlainQuery<NoQuery>| {
        let text = Arc::clone(&text);
        async move {
            let json = HeaderValue::from_static("application/json");
            ([(header::CONTENT_TYPE, json)], text.to_string()).into_response() as Response
        }
    };
    // Swagger UI would else ask validator.swagger.io for a badge.
    let page = SwaggerUi::new("/docs")
        .config(Config::from("/openapi.json").validator_url("none").try_it_out_enabled(true));
    Router::new()
        .route("/openapi.json", routing::get(document))
        .route("/", routing::get(|| async { Redirect::temporary("/docs/") }))
        .merge(page)
}

/// The document as text, as `/openapi.json` serves it and the repository keeps it.
pub fn json_text(api: &OpenApi) -> String {
    // Nothing in the document can fail to serialise; if it did, an empty document would show it.
    let document =
        serde_json::to_value(api).map(refine::refined).map(examples::added).unwrap_or_default();
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}
