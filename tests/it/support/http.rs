//! Requests through the real router.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::BodyExt;
use plan_targets::api;
use plan_targets::api::app::App;
use plan_targets::config::Limits;
use sqlx::PgPool;
use std::cell::RefCell;
use std::sync::Arc;
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

thread_local! {
    /// The pools that the test used, each with the service over it. Each test has its own thread, and ends with it: the runner
    /// waits for the connections of a pool that somebody keeps.
    static SERVICES: RefCell<Vec<(PgPool, Router)>> = const { RefCell::new(Vec::new()) };
}

/// Sends any request to the service over this database. The requests of a test share one service, which knows the releases
/// that it read, as a running server does. It limits no client's rate.
pub async fn send(db: &PgPool, request: Request<Body>) -> Answer {
    let is_same = |other: &PgPool| Arc::ptr_eq(&other.connect_options(), &db.connect_options());
    let service = SERVICES.with_borrow_mut(|services| {
        if let Some((_, service)) = services.iter().find(|(pool, _)| is_same(pool)) {
            return service.clone();
        }
        let limits = Limits { rate_limit: 0, ..Limits::default() };
        let service = api::router(App::new(db.clone(), limits));
        services.push((db.clone(), service.clone()));
        service
    });
    answered(service, request).await
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

/// GET from a service that knows nothing of the database yet: for a test that changes what a release contains.
pub async fn get_anew(db: &PgPool, address: &str) -> Answer {
    let request = Request::get(wire(address)).body(Body::empty()).expect("a request");
    send_within(db, Limits::default(), request).await
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
