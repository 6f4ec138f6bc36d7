//! Answers from memory: they have the bytes and headers of computed ones as long as their release is the
//! newest.

use crate::support::districts::{jiangan, load, load_two_districts};
use crate::support::http::{Answer, answered};
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request};
use plan_targets::api;
use plan_targets::api::app::App;
use plan_targets::api::cache::CacheFigures;
use plan_targets::api::snapshot;
use plan_targets::config::Limits;
use plan_targets::store::StatementCacheFigures;
use sqlx::PgPool;
use std::time::Duration;
use tokio::task::JoinHandle;

/// A service with a watcher for new releases, as in `serve`.
struct Service {
    app: App,
    router: Router,
    watcher: JoinHandle<()>,
}

impl Drop for Service {
    fn drop(&mut self) {
        self.watcher.abort();
    }
}

impl Service {
    async fn start(db: &PgPool, limits: Limits) -> Self {
        let app = App::new(db.clone(), limits);
        let watcher = tokio::spawn(snapshot::watch(app.snapshots.clone(), db.clone()));
        let service = Self { router: api::router(app.clone()), app, watcher };
        service.until(|service| service.app.snapshots.are_watched()).await;
        service
    }

    async fn until(&self, holds: impl Fn(&Self) -> bool) {
        for _ in 0..400 {
            if holds(self) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("it never did");
    }

    async fn send(&self, method: Method, address: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::builder().method(method).uri(address);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        answered(self.router.clone(), request.body(Body::empty()).unwrap()).await
    }

    async fn get(&self, address: &str, headers: &[(&str, &str)]) -> Answer {
        self.send(Method::GET, address, headers).await
    }

    /// Hits by request, hits by question, misses.
    fn counts(&self) -> [u64; 3] {
        let CacheFigures { request_hits, question_hits, misses, .. } = self.app.answers.figures();
        [request_hits, question_hits, misses]
    }
}

/// Limits without a rate limit.
fn unlimited() -> Limits {
    Limits { rate_limit: 0, ..Limits::default() }
}

/// The headers without those of the single request.
fn lasting(answer: &Answer) -> HeaderMap {
    let mut headers = answer.headers.clone();
    headers.remove("x-request-id");
    headers.remove("content-length");
    headers
}

const ADDRESSES: [&str; 9] = [
    "/v1/compare?indicators=gdp,green_coverage",
    "/v1/compare?indicators=gdp&format=svg",
    "/v1/targets?regions=jiangan&limit=2",
    "/v1/targets?regions=jiangan&format=csv",
    "/v1/actuals?format=parquet",
    "/v1/regions/jiangan?lang=en",
    "/v1/plans?release=1",
    "/compare?indicators=gdp&regions=jiangan",
    "/",
];

#[sqlx::test]
async fn an_answer_from_memory_equals_the_computed_one(db: PgPool) {
    load_two_districts(&db).await;
    let cached = Service::start(&db, unlimited()).await;
    let computing = Service::start(&db, Limits { cache: 0, ..unlimited() }).await;
    let requests: [&[(&str, &str)]; 5] = [
        &[],
        &[("accept-encoding", "gzip")],
        &[("accept-encoding", "br, gzip;q=0.5")],
        &[("accept-language", "en"), ("origin", "https://example.org")],
        &[("accept", "text/csv, */*;q=0.1")],
    ];
    for address in ADDRESSES {
        for headers in requests {
            let computed = computing.get(address, headers).await;
            assert_eq!(computed.status, 200, "{address} {}", computed.text);
            let [_, _, before] = cached.counts();
            let first = cached.get(address, headers).await;
            let [hits, _, misses] = cached.counts();
            assert!(misses - before <= 1);
            let again = cached.get(address, headers).await;
            assert_eq!(cached.counts(), [hits + 1, cached.counts()[1], misses], "{address}");
            for answer in [&first, &again] {
                assert_eq!(answer.bytes, computed.bytes, "{address} {headers:?}");
                assert_eq!(lasting(answer), lasting(&computed), "{address} {headers:?}");
            }
            let length = again.bytes.len().to_string();
            assert_eq!(again.header("content-length"), length);
            let head = cached.send(Method::HEAD, address, headers).await;
            assert_eq!(head.header("content-length"), length, "{address} {headers:?}");
            assert_eq!((head.bytes.len(), lasting(&head)), (0, lasting(&again)));
        }
    }
    assert_eq!(computing.counts(), [0, 0, 0]);
}

#[sqlx::test]
async fn an_answer_is_found_for_every_spelling_of_its_question(db: PgPool) {
    load_two_districts(&db).await;
    let service = Service::start(&db, unlimited()).await;
    let first = service.get("/v1/compare?indicators=gdp&regions=jiangan", &[]).await;
    assert_eq!(service.counts(), [0, 0, 1]);
    let same = service.get("/v1/compare?regions=420102&indicators=GDP&format=json", &[]).await;
    assert_eq!(service.counts(), [0, 1, 1]);
    assert_eq!(
        (first.bytes, first.headers["etag"].clone()),
        (same.bytes, same.headers["etag"].clone())
    );
    // Compression depends on the request, not on the question.
    let packed = [("accept-encoding", "gzip")];
    service.get("/v1/compare?indicators=gdp&regions=jiangan", &packed).await;
    assert_eq!(service.counts(), [0, 2, 1]);
    service.get("/v1/compare?indicators=gdp&regions=jiangan", &packed).await;
    assert_eq!(service.counts(), [1, 2, 1]);
}

#[sqlx::test]
async fn a_new_release_ends_old_answers_and_pinned_ones_stay(db: PgPool) {
    load_two_districts(&db).await;
    let service = Service::start(&db, unlimited()).await;
    let (newest, pinned) = ("/v1/targets?regions=jiangan", "/v1/targets?regions=jiangan&release=1");
    let before = service.get(newest, &[]).await;
    let old = service.get(pinned, &[]).await;
    let mut plan = jiangan();
    plan.target("绿化覆盖率", "green_coverage", "48", "%");
    load(&db, &[&plan]).await;
    service
        .until(|service| {
            let newest = service.app.snapshots.known_newest();
            newest.is_some_and(|newest| newest.release.id == 2)
        })
        .await;
    let after = service.get(newest, &[]).await;
    assert_eq!(after.at("meta/release/id"), 2);
    assert_ne!(after.header("etag"), before.header("etag"));
    let [hits, ..] = service.counts();
    assert_eq!(service.get(pinned, &[]).await.bytes, old.bytes);
    assert_eq!(service.counts()[0], hits + 1);
}

#[sqlx::test]
async fn kept_answers_need_no_database_and_conditions_are_answered(db: PgPool) {
    load_two_districts(&db).await;
    let service = Service::start(&db, unlimited()).await;
    let address = "/v1/regions/jiangan";
    let first = service.get(address, &[]).await;
    db.close().await;
    assert_eq!(service.get(address, &[]).await.bytes, first.bytes);
    let tag = first.header("etag");
    for (name, value) in [
        ("if-none-match", tag),
        ("if-none-match", "*"),
        ("if-modified-since", first.header("last-modified")),
    ] {
        let answer = service.get(address, &[(name, value)]).await;
        assert_eq!(answer.status, 304, "{name}");
        assert_eq!(answer.header("etag"), tag);
        assert!(answer.bytes.is_empty() && answer.header("content-type").is_empty());
    }
    assert_eq!(service.get(address, &[("if-none-match", "\"other\"")]).await.status, 200);
    assert_eq!(service.get("/v1/regions/qiaokou", &[]).await.status, 503);
}

#[sqlx::test]
async fn equal_questions_at_one_time_are_computed_once(db: PgPool) {
    load_two_districts(&db).await;
    let service = Service::start(&db, unlimited()).await;
    let asks = (0..20).map(|number| {
        // Each request is written differently, so that no two are equal as sent.
        let headers = [("accept-language", format!("zh, fr;q=0.{number:03}"))];
        let router = service.router.clone();
        tokio::spawn(async move {
            let mut request = Request::builder().uri("/v1/compare?indicators=gdp");
            for (name, value) in &headers {
                request = request.header(*name, value);
            }
            answered(router, request.body(Body::empty()).unwrap()).await.bytes
        })
    });
    let mut answers = Vec::new();
    for ask in asks.collect::<Vec<_>>() {
        answers.push(ask.await.unwrap());
    }
    assert!(answers.iter().all(|answer| answer == &answers[0] && !answer.is_empty()));
    assert_eq!(service.counts(), [0, 19, 1]);
}

#[sqlx::test]
async fn an_answer_from_memory_counts_against_the_rate(db: PgPool) {
    load_two_districts(&db).await;
    let limits = Limits { rate_limit: 1, rate_burst: 4, ..Limits::default() };
    let service = Service::start(&db, limits).await;
    let mut left = Vec::new();
    for _ in 0..4 {
        let answer = service.get("/v1/plans", &[]).await;
        assert_eq!(answer.status, 200);
        left.push(answer.header("ratelimit").split(';').nth(1).unwrap().to_owned());
    }
    assert_eq!(left, ["r=3", "r=2", "r=1", "r=0"]);
    let refused = service.get("/v1/plans", &[]).await;
    assert!(refused.problem().starts_with("429 "), "{refused:?}");
    assert!(!refused.header("retry-after").is_empty());
}

#[sqlx::test]
async fn problems_streams_and_large_answers_are_not_kept(db: PgPool) {
    load_two_districts(&db).await;
    // The largest body that is kept is a sixteenth of the memory: 1 KiB.
    let service = Service::start(&db, Limits { cache: 16 * 1024, ..unlimited() }).await;
    for (address, status) in [
        ("/v1/targets?region=jiangan", 400),
        ("/v1/targets/0000000000000000", 404),
        ("/v1/releases/1/observations.csv", 200),
        ("/v1/targets", 200),
        ("/healthz", 200),
        ("/readyz", 200),
    ] {
        for _ in 0..2 {
            assert_eq!(service.get(address, &[]).await.status, status, "{address}");
        }
    }
    assert_eq!(service.counts(), [0, 0, 0]);
    assert_eq!(service.app.answers.figures(), CacheFigures::default());
}

/// Limits under which every answer is computed, from statements in memory of at most so many bytes.
fn computing_with(statement_cache: u64) -> Limits {
    Limits { cache: 0, statement_cache, ..unlimited() }
}

#[sqlx::test]
async fn comparisons_share_statements_in_memory(db: PgPool) {
    load_two_districts(&db).await;
    let keeping = Service::start(&db, computing_with(1 << 20)).await;
    let reading = Service::start(&db, computing_with(0)).await;
    let lists = |service: &Service| service.app.snapshots.statements().figures();
    let first = "/v1/compare?indicators=gdp,green_coverage,pm25&regions=jiangan,qiaokou";
    let again = [
        first,
        "/v1/compare?indicators=pm25,gdp&regions=qiaokou",
        "/v1/compare?indicators=green_coverage&regions=jiangan&format=csv&lang=en",
        "/v1/cascade?parent=wuhan&indicators=gdp",
    ];
    let expected = keeping.get(first, &[]).await;
    assert_eq!(expected.status, 200, "{}", expected.text);
    let read = lists(&keeping);
    assert!(read.misses >= 6 && read.hits == 0 && read.entries == read.misses, "{read:?}");
    let mut answers = Vec::new();
    for address in again {
        let computed = reading.get(address, &[]).await;
        assert_eq!(computed.text, keeping.get(address, &[]).await.text, "{address}");
        assert_eq!(computed.status, 200, "{address}");
        answers.push(computed.text);
    }
    let known = lists(&keeping);
    assert_eq!((known.misses, known.entries), (read.misses, read.entries));
    assert!(known.hits > read.misses, "{known:?}");
    assert_eq!(lists(&reading), StatementCacheFigures::default());
    // Nobody asks the database for lists that are in memory.
    sqlx::query("delete from statement_list").execute(&db).await.unwrap();
    for (address, answer) in again.iter().zip(answers) {
        assert_eq!(keeping.get(address, &[]).await.text, answer, "{address}");
    }
    assert_ne!(reading.get(first, &[]).await.text, expected.text);
}

#[sqlx::test]
async fn a_new_release_is_compared_from_its_own_statements(db: PgPool) {
    load_two_districts(&db).await;
    let service = Service::start(&db, computing_with(1 << 20)).await;
    let address = "/v1/compare?indicators=green_coverage&regions=jiangan";
    let target = |answer: &Answer| answer.at("data/0/cells/0/target/value").clone();
    assert_eq!(target(&service.get(address, &[]).await), 46.7);
    let mut plan = jiangan();
    let green = plan.plan.observations.iter_mut().find(|one| one.value == "46.7".parse().ok());
    let green = green.unwrap();
    (green.value, green.quote) = ("47.6".parse().ok(), "47.6".to_owned());
    load(&db, &[&plan]).await;
    let is_newest = |service: &Service| {
        let newest = service.app.snapshots.known_newest();
        newest.is_some_and(|newest| newest.release.id == 2)
    };
    service.until(is_newest).await;
    assert_eq!(target(&service.get(address, &[]).await), 47.6);
    let pinned = service.get(&format!("{address}&release=1"), &[]).await;
    assert_eq!(target(&pinned), 46.7);
}
