//! Requests through the real router.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::BodyExt;
use plan_targets::api;
use plan_targets::api::app::App;
use plan_targets::config::Limits;
use sqlx::PgPool;
use tower::ServiceExt;

/// A completely read answer.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
    /// The body as sent.
    pub bytes: Vec<u8>,
    /// Null where the body is not JSON.
    pub json: serde_json::Value,
}

impl Answer {
    /// A header as text, empty where it is absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("a header of text"))
    }

    /// The value at a path of object keys and list indices (`data/0/region/id`); null where there is none.
    pub fn at(&self, path: &str) -> &serde_json::Value {
        self.json.pointer(&format!("/{path}")).unwrap_or(&serde_json::Value::Null)
    }

    /// Status, type and detail of a problem on one line; panics for other answers.
    pub fn problem(&self) -> String {
        assert_eq!(self.header("content-type"), "application/problem+json", "{self:?}");
        assert_eq!(self.at("status"), self.status.as_u16(), "{self:?}");
        assert_eq!(self.at("request_id"), self.header("x-request-id"), "{self:?}");
        let word = |name| self.at(name).as_str().expect("text").to_owned();
        format!("{} {} {}", self.status.as_u16(), word("type"), word("detail"))
    }
}

/// Sends any request to the service over this database.
pub async fn send(db: &PgPool, request: Request<Body>) -> Answer {
    send_within(db, Limits::default(), request).await
}

/// Sends a request to a service with other limits.
pub async fn send_within(db: &PgPool, limits: Limits, request: Request<Body>) -> Answer {
    answered(api::router(App::new(db.clone(), limits)), request).await
}

/// Sends a request to any router.
pub async fn answered(service: Router, request: Request<Body>) -> Answer {
    let response = service.oneshot(request).await.expect("the router answers everything");
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.expect("a whole body").to_bytes();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let json = serde_json::from_str(&text).unwrap_or_default();
    Answer { status: parts.status, headers: parts.headers, text, bytes: bytes.to_vec(), json }
}

/// GET of a path and query; characters outside ASCII are encoded.
pub async fn get(db: &PgPool, address: &str) -> Answer {
    get_with(db, address, &[]).await
}

/// GET with headers.
pub async fn get_with(db: &PgPool, address: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::builder().method(Method::GET).uri(wire(address));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    send(db, request.body(Body::empty()).expect("a request")).await
}

/// The address with characters outside ASCII percent-encoded, as every client sends it.
fn wire(address: &str) -> String {
    let encode = |byte: u8| {
        if byte.is_ascii() { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    };
    address.bytes().map(encode).collect()
}
