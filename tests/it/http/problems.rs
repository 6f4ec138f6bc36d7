//! Every failure is answered with a problem document.

use crate::support::http::{answered, get, get_with, send, send_within};
use axum::body::Body;
use axum::http::{Method, Request};
use axum::{Router, routing};
use plan_targets::api::app::App;
use plan_targets::api::http::layers::{self, ServiceState};
use plan_targets::config::Limits;
use sqlx::PgPool;

#[sqlx::test]
async fn an_unknown_path_is_a_problem(db: PgPool) {
    let answer = get(&db, "/v1/nothing").await;
    assert_eq!(answer.problem(), "404 /problems/unknown-path there is nothing at `/v1/nothing`");
    assert_eq!(answer.at("instance"), "/v1/nothing");
}

#[sqlx::test]
async fn a_wrong_method_is_a_problem_with_the_allowed_ones(db: PgPool) {
    let request = Request::builder().method(Method::DELETE).uri("/healthz");
    let answer = send(&db, request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.problem(), "405 /problems/method-not-allowed DELETE is not allowed here");
    assert_eq!(answer.header("allow"), "GET, HEAD, OPTIONS");
}

#[sqlx::test]
async fn an_unknown_format_is_a_problem_that_lists_the_served_ones(db: PgPool) {
    let answer = get_with(&db, "/healthz", &[("accept", "image/png")]).await;
    assert_eq!(
        answer.problem(),
        "406 /problems/not-acceptable `Accept=image/png`: nothing of this is served here; allowed are json, application/json"
    );
    let answer = get(&db, "/healthz?format=jsn").await;
    assert_eq!(answer.status, 406);
    assert_eq!(answer.at("errors/0/nearest"), "json");
}

#[sqlx::test]
async fn a_query_that_is_not_utf8_is_a_problem(db: PgPool) {
    for (query, why) in
        [("%ff=1", "not UTF-8"), ("a=%00", "a NUL character"), ("a=%4", "a % without")]
    {
        let answer = get(&db, &format!("/healthz?{query}")).await;
        assert_eq!(answer.status, 400);
        assert!(answer.problem().contains(why), "{answer:?}");
        assert_eq!(answer.at("type"), "/problems/malformed-address");
    }
}

#[sqlx::test]
async fn a_too_long_address_and_too_long_headers_are_problems(db: PgPool) {
    let answer = get(&db, &format!("/healthz?a={}", "x".repeat(40_000))).await;
    assert_eq!(
        answer.problem(),
        "414 /problems/uri-too-long the address is 40011 bytes long and may be 32768"
    );
    let answer = get_with(&db, "/healthz", &[("cookie", &"x".repeat(40_000))]).await;
    assert_eq!(answer.status, 431);
    assert!(answer.problem().contains("headers together"));
}

#[sqlx::test]
async fn a_too_large_body_is_a_problem(db: PgPool) {
    let request = Request::builder().uri("/healthz").header("content-length", "20000");
    let answer = send(&db, request.body(Body::from(vec![b'x'; 20_000])).unwrap()).await;
    assert_eq!(answer.status, 413);
    assert!(answer.problem().contains("/problems/body-too-large"));
}

#[sqlx::test]
async fn a_service_without_a_release_is_alive_but_not_ready(db: PgPool) {
    assert_eq!(get(&db, "/healthz").await.at("status"), "ok");
    let answer = get(&db, "/readyz").await;
    assert_eq!(
        answer.problem(),
        "503 /problems/unavailable no release has been loaded yet: run `plan-targets ingest`"
    );
    assert_eq!(answer.header("retry-after"), "5");
}

#[sqlx::test]
async fn an_unreachable_database_is_not_an_internal_error(db: PgPool) {
    db.close().await;
    assert_eq!(get(&db, "/healthz").await.status, 200);
    let answer = get(&db, "/readyz").await;
    assert_eq!(answer.status, 503);
    assert!(answer.problem().contains("/problems/unavailable"));
}

#[sqlx::test]
async fn a_request_beyond_the_time_limit_is_a_problem(db: PgPool) {
    // The only connection of the pool is taken, so requests that need the database wait.
    let pool = sqlx::postgres::PgPoolOptions::new()
        .max_connections(1)
        .connect_with((*db.connect_options()).clone())
        .await
        .unwrap();
    let _taken = pool.acquire().await.unwrap();
    let limits = Limits { request_timeout: 0.05, ..Limits::default() };
    let request = Request::builder().uri("/readyz").body(Body::empty()).unwrap();
    let answer = send_within(&pool, limits, request).await;
    assert_eq!(answer.status, 503);
    assert_eq!(answer.at("type"), "/problems/timeout");
    answer.problem();
}

#[sqlx::test]
async fn every_kind_of_problem_is_explained_at_its_address(db: PgPool) {
    let list = get(&db, "/problems").await;
    for kind in list.json.as_array().unwrap() {
        let address = kind["type"].as_str().unwrap();
        assert_eq!(get(&db, address).await.json, *kind);
    }
    assert_eq!(
        get(&db, "/problems/unknown-parametr").await.problem(),
        "404 /problems/not-found there is no kind of problem `unknown-parametr`: did you mean `unknown-parameter`?"
    );
}

#[sqlx::test]
async fn a_handler_that_panics_gives_a_problem_without_details(db: PgPool) {
    async fn panics() -> &'static str {
        panic!("a secret")
    }
    let limits = Limits::default();
    let resources = Router::new().route("/panics", routing::get(panics));
    let service = layers::around(resources, ServiceState::new(&App::new(db, limits)), "".into());
    let request = Request::builder().uri("/panics").body(Body::empty()).unwrap();
    let answer = answered(service, request).await;
    assert_eq!(
        answer.problem(),
        "500 /problems/internal the service failed; the log has the cause under this request id"
    );
    assert!(!answer.text.contains("secret"));
}

#[sqlx::test]
async fn a_head_request_is_answered_without_a_body(db: PgPool) {
    let request = Request::builder().method(Method::HEAD).uri("/healthz");
    let answer = send(&db, request.body(Body::empty()).unwrap()).await;
    assert_eq!((answer.status.as_u16(), answer.text.as_str()), (200, ""));
}

#[sqlx::test]
async fn a_valid_request_id_is_kept_and_another_replaced(db: PgPool) {
    let answer = get_with(&db, "/nothing", &[("x-request-id", "abc-123")]).await;
    assert_eq!(answer.at("request_id"), "abc-123");
    answer.problem();
    let answer = get_with(&db, "/nothing", &[("x-request-id", "a b\tc")]).await;
    assert_eq!(answer.header("x-request-id").len(), 36);
    answer.problem();
}

#[sqlx::test]
async fn pages_of_other_origins_can_read_answers_and_errors(db: PgPool) {
    for address in ["/healthz", "/nothing"] {
        let answer = get_with(&db, address, &[("origin", "https://example.org")]).await;
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        assert!(answer.header("access-control-expose-headers").contains("x-request-id"));
    }
}

#[sqlx::test]
async fn large_answers_are_compressed_if_the_client_accepts_it(db: PgPool) {
    let answer = get_with(&db, "/openapi.json", &[("accept-encoding", "gzip")]).await;
    assert_eq!(answer.header("content-encoding"), "gzip");
}

#[sqlx::test]
async fn the_documentation_loads_nothing_from_other_hosts(db: PgPool) {
    let page = get(&db, "/docs/swagger/").await;
    assert_eq!(page.status, 200);
    let start = get(&db, "/docs/swagger/swagger-initializer.js").await;
    assert!(start.text.contains("/openapi.json"), "{}", start.text);
    assert!(start.text.contains(r#""validatorUrl": "none""#), "{}", start.text);
    for text in [&page.text, &start.text] {
        assert!(!text.contains("https://") && !text.contains("http://"), "{text}");
    }
}
