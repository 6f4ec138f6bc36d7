//! What is not GET: `HEAD`, which is GET without the body, and `OPTIONS`, which tells what a path takes.

use axum::Router;
use axum::body::{Body, HttpBody};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use tower::ServiceExt;

/// What every path takes.
pub const ALLOW: HeaderValue = HeaderValue::from_static("GET, HEAD, OPTIONS");

/// Answers HEAD with the headers that GET would have, compression and validators included, and the
/// length where it is known; without the body.
pub(crate) async fn head(mut request: Request, next: Next) -> Response {
    if request.method() != Method::HEAD {
        return next.run(request).await;
    }
    *request.method_mut() = Method::GET;
    let (mut parts, body) = next.run(request).await.into_parts();
    // What is not read any further ends here; a stream is never begun.
    let known = body.size_hint().exact().filter(|_| parts.status != StatusCode::NOT_MODIFIED);
    if let Some(length) = known {
        parts.headers.entry(header::CONTENT_LENGTH).or_insert_with(|| length.into());
    }
    Response::from_parts(parts, Body::empty())
}

/// Answers OPTIONS with `Allow`, and where a browser asks before a request from another origin, with
/// what CORS says beside. `paths` are the resources, which know whether there is such a path.
pub(crate) async fn options(State(paths): State<Router>, request: Request, next: Next) -> Response {
    if request.method() != Method::OPTIONS {
        return next.run(request).await;
    }
    let preflight = request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    let mut response = if preflight {
        next.run(request).await
    } else {
        match paths.oneshot(request).await {
            // No resource has a handler for OPTIONS: 405 is the answer of a path that there is.
            Ok(found) if found.status() == StatusCode::METHOD_NOT_ALLOWED => {
                Response::new(Body::empty())
            }
            Ok(other) => return other,
            Err(never) => match never {},
        }
    };
    *response.status_mut() = StatusCode::NO_CONTENT;
    response.headers_mut().insert(header::ALLOW, ALLOW);
    response
}
