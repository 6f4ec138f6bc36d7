//! The layers that every request passes on its way in and every answer on its way out.
//!
//! ```text
//! (front) ▸ identify ▸ count ▸ unread ▸ host ▸ cache ▸ HEAD ▸ OPTIONS ▸ CORS ▸ problems ▸ compression ▸ validators ▸ rate limit
//!   ▸ limits ▸ time limit ▸ load ▸ panics ▸ resources
//! ```
//! [`super::front`] answers requests from memory before them. The request id is outermost of them, so every log line and
//! every answer has it. Problems get their body inside CORS, so that pages may read them, and outside compression, which
//! refuses requests too.

use super::access::{self, AccessLog, LONGEST_METHOD, X_REQUEST_ID};
use super::answer_cache::{self, CachedResponses};
use super::caching::{CACHE_STATUS, Validation};
use super::client::Peer;
use super::load::{self, LoadLimit};
use super::problems::{facts, problem, problems};
use super::rate::{self, RATE_LIMIT, RATE_LIMIT_POLICY, RateLimits};
use super::sending::{self, SendMemory};
use super::shared::shared;
use super::{caching, measure, methods, size};
use crate::api::address::is_host;
use crate::api::answer::X_TOTAL_COUNT;
use crate::api::app::App;
use crate::api::problem::ApiError;
use crate::config::Limits;
use crate::format::Format;
use axum::Router;
use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, Method, StatusCode, Version, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing;
use std::any::Any;
use std::sync::Arc;
use std::time::Duration;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::cors::{AllowOrigin, CorsLayer};
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::map_request_body::MapRequestBodyLayer;
use tower_http::timeout::TimeoutLayer;

/// The state that the layers and [`super::front`] share.
#[derive(Debug, Clone)]
pub struct ServiceState {
    pub(super) app: App,
    pub(super) rates: RateLimits,
    pub(super) log: Arc<AccessLog>,
    pub(super) memory: Arc<SendMemory>,
    pub(super) load: LoadLimit,
}

impl ServiceState {
    /// The state of a service that nobody has asked yet.
    pub fn new(app: &App) -> Self {
        let memory = Arc::new(SendMemory::new(&app.limits, &app.metrics));
        Self {
            app: app.clone(),
            rates: RateLimits::new(&app.limits),
            log: Arc::new(AccessLog::new(app.clone())),
            load: LoadLimit::new(&app.limits, Arc::clone(&app.metrics), Arc::clone(&memory)),
            memory,
        }
    }
}

/// The resources and the layers around them. `program` identifies the program in validators.
///
/// The layers are one stack, so that a router puts them around its routes once. Around each layer of its own it allocates a service
/// and a future for each request. Each layer shares the one below it ([`shared`]).
pub fn around(resources: Router<App>, state: ServiceState, program: Arc<str>) -> Router {
    let ServiceState { app, rates, log, memory, load } = state;
    let limits = &Arc::clone(&app.limits);
    let (answers, snapshots) = (Arc::clone(&app.answers), Arc::clone(&app.snapshots));
    let validation = Validation { program, answers, snapshots };
    let cached = Arc::new(CachedResponses { app: app.clone(), rates: rates.clone() });
    let metrics = Arc::clone(&app.metrics);
    let time = Duration::from_secs_f64(limits.request_timeout);
    let resources = resources
        .fallback(no_such_path)
        .method_not_allowed_fallback(no_such_method)
        .with_state(app);
    let paths = resources.clone().layer(middleware::from_fn(problems));
    resources.layer(
        ServiceBuilder::new()
            .layer(middleware::from_fn_with_state(log, access::identify))
            .layer(shared())
            .layer(middleware::from_fn_with_state(metrics, measure::measured))
            .layer(shared())
            .layer(middleware::from_fn_with_state(memory, sending::held))
            .layer(shared())
            .layer(middleware::from_fn(one_host))
            .layer(shared())
            .layer(middleware::from_fn_with_state(cached, answer_cache::respond))
            .layer(shared())
            .layer(middleware::from_fn(methods::head))
            .layer(shared())
            .layer(middleware::from_fn_with_state(paths, methods::options))
            .layer(shared())
            .layer(cors(limits))
            .layer(shared())
            .layer(middleware::from_fn(problems))
            .layer(shared())
            .layer(middleware::from_fn(caching::weaken_compressed))
            .layer(shared())
            .layer(compression())
            .layer(shared())
            .layer(middleware::from_fn_with_state(Arc::new(validation), caching::validated))
            .layer(shared())
            .layer(middleware::from_fn_with_state(rates, rate::limited))
            .layer(shared())
            .layer(middleware::from_fn_with_state(Arc::clone(limits), size::bounded))
            .layer(shared())
            .layer(RequestBodyLimitLayer::new(limits.max_body))
            .layer(MapRequestBodyLayer::new(Body::new))
            .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, time))
            .layer(shared())
            .layer(middleware::from_fn_with_state(load, load::bounded))
            .layer(shared())
            .layer(CatchPanicLayer::custom(panicked)),
    )
}

/// The refusal of a request that finds no place, with those of the layers that a refusal needs.
pub fn refusing(state: &ServiceState) -> Router {
    let refuse = |State(limit): State<LoadLimit>, route: MatchedPath| async move {
        limit.refusal(route.as_str()).into_response()
    };
    let paths = load::CLASSES.iter();
    paths
        .fold(Router::new(), |router, (path, _)| router.route(path, routing::get(refuse)))
        .with_state(state.load.clone())
        .layer(middleware::from_fn_with_state(state.rates.clone(), rate::limited))
        .layer(middleware::from_fn(problems))
        .layer(cors(&state.app.limits))
        .layer(middleware::from_fn_with_state(Arc::clone(&state.app.metrics), measure::measured))
        .layer(middleware::from_fn_with_state(Arc::clone(&state.log), access::identify))
}

async fn no_such_path(request: Request) -> ApiError {
    ApiError::UnknownPath(request.uri().path().chars().take(200).collect())
}

async fn no_such_method(method: Method) -> Response {
    let name: String = method.as_str().chars().take(LONGEST_METHOD).collect();
    let mut response = ApiError::MethodNotAllowed(name).into_response();
    response.headers_mut().insert(header::ALLOW, methods::ALLOW);
    response
}

#[expect(clippy::needless_pass_by_value, reason = "the layer gives the payload away")]
fn panicked(payload: Box<dyn Any + Send>) -> Response {
    let message = payload.downcast_ref::<String>().map(String::as_str);
    let message = message.or_else(|| payload.downcast_ref::<&str>().copied());
    ApiError::Internal(format!("panic: {}", message.unwrap_or("without a message"))).into_response()
}

/// Refuses a request that does not name one host. This is outside of the cache, which looks at addresses alone, so
/// that the body of the problem is written here.
async fn one_host(request: Request, next: Next) -> Response {
    if has_one_host(&request) {
        return next.run(request).await;
    }
    problem(ApiError::NoHost, facts(&request))
}

/// Whether the request has one `Host`, which may be empty. HTTP/1.0 needs none, and neither does a request that did
/// not come over a socket.
pub(super) fn has_one_host(request: &Request) -> bool {
    let mut hosts = request.headers().get_all(header::HOST).iter();
    match (hosts.next(), hosts.next()) {
        (Some(host), None) => host.is_empty() || host.to_str().is_ok_and(is_host),
        (None, _) => {
            request.version() < Version::HTTP_11 || request.extensions().get::<Peer>().is_none()
        }
        (Some(_), Some(_)) => false,
    }
}

/// gzip for bodies that are not compressed.
fn compression() -> CompressionLayer<impl Predicate> {
    let compressed = [Format::Parquet, Format::Xlsx].map(Format::content_type);
    let [parquet, xlsx] = compressed.map(NotForContentType::const_new);
    CompressionLayer::new().compress_when(DefaultPredicate::new().and(parquet).and(xlsx))
}

/// CORS: pages of the configured origins may read answers; `*` allows every page.
fn cors(limits: &Limits) -> CorsLayer {
    let origins = if limits.cors_origins.iter().any(|origin| origin == "*") {
        AllowOrigin::any()
    } else {
        let origins = limits.cors_origins.iter();
        AllowOrigin::list(origins.filter_map(|origin| HeaderValue::from_str(origin).ok()))
    };
    CorsLayer::new()
        .allow_origin(origins)
        .allow_methods([Method::GET, Method::HEAD, Method::OPTIONS])
        .allow_headers([
            header::ACCEPT,
            header::ACCEPT_LANGUAGE,
            header::CONTENT_TYPE,
            header::IF_MODIFIED_SINCE,
            header::IF_NONE_MATCH,
            header::IF_RANGE,
            header::RANGE,
            X_REQUEST_ID,
        ])
        .expose_headers([
            X_REQUEST_ID,
            X_TOTAL_COUNT,
            header::ETAG,
            header::LAST_MODIFIED,
            header::LINK,
            header::ACCEPT_RANGES,
            header::CONTENT_RANGE,
            header::CONTENT_DISPOSITION,
            header::RETRY_AFTER,
            header::CONTENT_LANGUAGE,
            RATE_LIMIT,
            RATE_LIMIT_POLICY,
            CACHE_STATUS,
        ])
        .max_age(Duration::from_hours(24))
}
