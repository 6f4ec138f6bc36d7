//! `/docs/api`: the contract as pages. `/docs/try` is Swagger UI, a tool that needs JavaScript.

use super::frame::{Frame, add_headers, html};
use super::reference::{Group, Operation, Reference, Schema};
use crate::api::app::App;
use crate::api::ask::names::nearest;
use crate::api::ask::parameters::NoQuery;
use crate::api::ask::query::{Id, PlainQuery};
use crate::api::problem::ApiError;
use crate::domain::lang::Lang;
use crate::domain::text::{Text, text};
use askama::Template;
use axum::Extension;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use std::sync::OnceLock;

/// The scripts and styles of Swagger UI come from this server; it draws with data of its own.
const SWAGGER_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
                              img-src 'self' data:; connect-src 'self'; form-action 'self'; \
                              base-uri 'none'; frame-ancestors 'none'";

/// The text of the contract, as `/openapi.json` serves it.
#[derive(Debug, Clone, Copy)]
pub(super) struct ContractText(pub &'static str);

impl ContractText {
    /// The contract, read once: it is part of the program.
    fn read(self) -> &'static Reference {
        static REFERENCE: OnceLock<Reference> = OnceLock::new();
        REFERENCE.get_or_init(|| Reference::of(&serde_json::from_str(self.0).unwrap_or_default()))
    }
}

#[derive(Debug, Template)]
#[template(path = "contract.html")]
struct ContractPage {
    frame: Frame,
    about: &'static str,
    groups: &'static [Group],
    schemas: &'static [Schema],
}

#[derive(Debug, Template)]
#[template(path = "operation.html")]
struct OperationPage {
    frame: Frame,
    operation: &'static Operation,
}

#[derive(Debug, Template)]
#[template(path = "schema.html")]
struct SchemaPage {
    frame: Frame,
    schema: &'static Schema,
}

#[derive(Debug, Template)]
#[template(path = "try.html")]
struct TryPage {
    frame: Frame,
}

/// Every operation and schema of the contract.
pub(super) async fn show_contract(
    State(app): State<App>,
    Extension(contract): Extension<ContractText>,
    PlainQuery { lang, .. }: PlainQuery<NoQuery>,
) -> Result<Response, ApiError> {
    let Reference { about, groups, schemas } = contract.read();
    let title = Text::of("The contract", "接口约定");
    let summary = Text::of(
        "Every request with its parameters, answers and an example (OpenAPI 3.1).",
        "每个请求的参数、答案和示例（OpenAPI 3.1）。",
    );
    let lang = lang.unwrap_or_default();
    let frame = Frame::plain(&app, "/docs/api", lang, [title, summary]);
    html(&ContractPage { frame, about, groups, schemas }, lang)
}

/// One operation.
pub(super) async fn show_operation(
    State(app): State<App>,
    Extension(contract): Extension<ContractText>,
    Id(id): Id,
    PlainQuery { lang, .. }: PlainQuery<NoQuery>,
) -> Result<Response, ApiError> {
    let reference = contract.read();
    let Some(operation) = reference.operation(&id) else {
        let all = reference.groups.iter().flat_map(|group| &group.operations);
        let nearest = nearest(&id, all.map(|one| one.id.as_str()));
        return Err(ApiError::NotFound { what: Text::of("operation", "请求"), id, nearest });
    };
    let texts = [text!("GET {}", "GET {}", operation.path), text!("{}", "{}", operation.summary)];
    let lang = lang.unwrap_or_default();
    let frame = Frame::plain(&app, &format!("/docs/api/{id}"), lang, texts);
    html(&OperationPage { frame, operation }, lang)
}

/// One schema.
pub(super) async fn show_schema(
    State(app): State<App>,
    Extension(contract): Extension<ContractText>,
    Id(id): Id,
    PlainQuery { lang, .. }: PlainQuery<NoQuery>,
) -> Result<Response, ApiError> {
    let reference = contract.read();
    let Some(schema) = reference.schema(&id) else {
        let nearest = nearest(&id, reference.schemas.iter().map(|one| one.name.as_str()));
        return Err(ApiError::NotFound { what: Text::of("schema", "类型"), id, nearest });
    };
    let about = text!(
        "The fields of {id}, a type of the answers of this service.",
        "本服务答案中类型 {id} 的字段。"
    );
    let lang = lang.unwrap_or_default();
    let title = text!("{id}", "{id}");
    let frame = Frame::plain(&app, &format!("/docs/api/schemas/{id}"), lang, [title, about]);
    html(&SchemaPage { frame, schema }, lang)
}

/// Swagger UI: the contract to try.
pub(super) async fn show_try(
    State(app): State<App>,
    PlainQuery { lang, .. }: PlainQuery<NoQuery>,
) -> Result<Response, ApiError> {
    let title = Text::of("Try the contract", "试用接口");
    let about = Text::of(
        "A form for every request (Swagger UI). It needs JavaScript.",
        "每个请求的表单（Swagger UI），需要 JavaScript。",
    );
    let lang = lang.unwrap_or_default();
    let frame = Frame::plain(&app, "/docs/try", lang, [title, about]);
    let mut response = html(&TryPage { frame }, lang)?;
    let policy = HeaderValue::from_static(SWAGGER_POLICY);
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    Ok(response)
}

/// Gives the files of Swagger UI the headers of pages: one of them is a page of its own.
pub async fn guard_contract(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|it| it.to_str().ok());
    if kind.is_some_and(|kind| kind.starts_with("text/html")) {
        let headers = response.headers_mut();
        add_headers(headers, Lang::En);
        let policy = HeaderValue::from_static(SWAGGER_POLICY);
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}
