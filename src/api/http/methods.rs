//! Methods besides GET: `HEAD`, which is GET without the body, and `OPTIONS`, which lists the methods of a path.

use axum::Router;
use axum::body::{Body, HttpBody};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use futures_util::stream;
use std::convert::Infallible;
use tower::ServiceExt;

/// The methods of every path.
pub const ALLOW: HeaderValue = HeaderValue::from_static("GET, HEAD, OPTIONS");

/// Marks a GET whose body is dropped.
#[derive(Debug, Clone, Copy)]
pub(crate) struct HeadOnly;

/// Answers HEAD with the headers of GET, compression and validators included, and without the body.
/// `Content-Length` is that of the GET, and absent where the GET has none: a compressed or streamed answer.
pub(crate) async fn head(mut request: Request, next: Next) -> Response {
    if request.method() != Method::HEAD {
        return next.run(request).await;
    }
    *request.method_mut() = Method::GET;
    request.extensions_mut().insert(HeadOnly);
    // A range is defined for GET alone.
    request.headers_mut().remove(header::RANGE);
    let (mut parts, body) = next.run(request).await.into_parts();
    // Dropping the body ends it; a stream is never started.
    let known = body.size_hint().exact().filter(|_| parts.status != StatusCode::NOT_MODIFIED);
    if let Some(length) = known {
        parts.headers.entry(header::CONTENT_LENGTH).or_insert_with(|| length.into());
    }
    Response::from_parts(parts, nothing())
}

/// A body of unknown length, so that no layer reports 0.
pub(super) fn nothing() -> Body {
    Body::from_stream(stream::empty::<Result<Vec<u8>, Infallible>>())
}

/// Answers OPTIONS with 204 and `Allow`. A preflight request of a browser also gets the headers of CORS.
/// `paths` are the resources, which know whether the path exists.
pub(crate) async fn options(State(paths): State<Router>, request: Request, next: Next) -> Response {
    if request.method() != Method::OPTIONS {
        return next.run(request).await;
    }
    let preflight = request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    let mut response = if preflight {
        next.run(request).await
    } else {
        match paths.oneshot(request).await {
            // No resource handles OPTIONS, so a path that exists answers 405.
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
