//! Validators, conditions, pinned releases; HEAD and OPTIONS.

use crate::support::districts::{jiangan, load, load_two_districts, qiaokou};
use crate::support::http::{Answer, answered, get, get_with, send};
use crate::support::plans::load_with;
use axum::body::Body;
use axum::http::{Method, Request};
use plan_targets::api;
use plan_targets::api::app::App;
use plan_targets::api::snapshot;
use plan_targets::catalog::Catalog;
use plan_targets::config::Limits;
use plan_targets::ingest::Options;
use sqlx::PgPool;
use std::collections::HashMap;
use std::time::Duration;

/// Every kind of resource that belongs to a release.
const RESOURCES: [&str; 8] = [
    "/v1/compare?indicators=gdp",
    "/v1/targets?regions=jiangan",
    "/v1/actuals",
    "/v1/regions",
    "/v1/regions/jiangan",
    "/v1/indicators/gdp",
    "/v1/plans",
    "/v1/plans/jiangan-2021-2025",
];

async fn asked(db: &PgPool, method: Method, address: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::builder().method(method).uri(address);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    send(db, request.body(Body::empty()).unwrap()).await
}

#[sqlx::test]
async fn every_spelling_of_a_question_has_the_same_validator(db: PgPool) {
    load_two_districts(&db).await;
    let same = [
        [
            "/v1/targets?regions=jiangan,qiaokou&indicators=gdp",
            "/v1/targets?indicators=地区生产总值&regions=硚口区,420102",
            "/v1/targets?regions=qiaokou,jiangan,江岸区&indicators=GDP&limit=100&sort=region&format=json&bom=false&lang=zh",
        ],
        [
            "/v1/targets?year=2020..2022",
            "/v1/targets?year=2022,2020,2021",
            "/v1/targets?year=2020,2021..2022",
        ],
        [
            "/v1/targets?status=delegated,stated&min=40.0",
            "/v1/targets?min=40&status=stated,delegated",
            "/v1/targets?min=40.00&status=stated,delegated",
        ],
        [
            "/v1/compare?indicators=gdp,pm25",
            "/v1/compare?indicators=gdp,PM2.5",
            "/v1/compare?format=json&indicators=gdp,pm25",
        ],
        ["/v1/regions", "/v1/regions?format=json", "/v1/regions?lang=zh"],
    ];
    for [first, others @ ..] in same {
        let first = get(&db, first).await;
        assert!(first.header("etag").starts_with("W/\"1-"), "{first:?}");
        for other in others {
            let other = get(&db, other).await;
            assert_eq!(other.header("etag"), first.header("etag"));
            assert_eq!(other.text, first.text);
        }
    }
}

#[sqlx::test]
async fn another_question_format_or_language_has_another_validator(db: PgPool) {
    load_two_districts(&db).await;
    let mut seen = HashMap::new();
    for address in [
        "/v1/targets",
        "/v1/actuals",
        "/v1/targets?limit=99",
        "/v1/targets?limit=0",
        "/v1/targets?sort=-region",
        "/v1/targets?regions=jiangan",
        "/v1/targets?format=csv",
        "/v1/targets?format=csv&bom=true",
        "/v1/targets?format=ndjson",
        "/v1/targets?lang=en",
        "/v1/targets?release=1",
        "/v1/compare?indicators=gdp,pm25",
        "/v1/compare?indicators=pm25,gdp",
        "/v1/regions/jiangan",
        "/v1/regions/qiaokou",
    ] {
        let etag = get(&db, address).await.header("etag").to_owned();
        assert!(!etag.is_empty(), "{address}");
        assert_eq!(seen.insert(etag, address), None, "{address}");
    }
    let json = get(&db, "/v1/targets").await;
    let csv = get_with(&db, "/v1/targets", &[("accept", "text/csv")]).await;
    let english = get_with(&db, "/v1/targets", &[("accept-language", "en")]).await;
    assert_eq!(seen.get(csv.header("etag")), Some(&"/v1/targets?format=csv"));
    assert_eq!(seen.get(english.header("etag")), Some(&"/v1/targets?lang=en"));
    for answer in [json, csv, english] {
        assert_eq!(
            answer.header("vary").split(", ").take(3).collect::<Vec<_>>(),
            ["accept", "accept-language", "accept-encoding"]
        );
    }
}

#[sqlx::test]
async fn a_client_with_the_answer_gets_304_with_its_headers_and_no_body(db: PgPool) {
    load_two_districts(&db).await;
    for address in RESOURCES {
        let whole = get(&db, address).await;
        assert_eq!(whole.status, 200, "{address}");
        assert_eq!(whole.header("cache-control"), "public, max-age=60");
        let bare = whole.header("etag").strip_prefix("W/").unwrap();
        for tags in [whole.header("etag"), bare, &format!("\"x\", {bare}"), "*"] {
            let answer = get_with(&db, address, &[("if-none-match", tags)]).await;
            assert_eq!(
                (answer.status.as_u16(), answer.text.as_str()),
                (304, ""),
                "{address} {tags}"
            );
            for name in ["etag", "last-modified", "cache-control"] {
                assert_eq!(answer.header(name), whole.header(name), "{address} {name}");
            }
            assert!(answer.header("vary").starts_with("accept, accept-language, accept-encoding"));
            assert!(answer.headers.get("content-type").is_none());
        }
        let modified = whole.header("last-modified");
        let unchanged = get_with(&db, address, &[("if-modified-since", modified)]).await;
        assert_eq!(unchanged.status, 304, "{address} {modified}");
        for (name, value) in [
            ("if-none-match", "\"other\""),
            ("if-modified-since", "Sun, 06 Nov 1994 08:49:37 GMT"),
            ("if-modified-since", "yesterday"),
        ] {
            assert_eq!(
                get_with(&db, address, &[(name, value)]).await.status,
                200,
                "{address} {value}"
            );
        }
        let both = [("if-none-match", "\"other\""), ("if-modified-since", modified)];
        assert_eq!(get_with(&db, address, &both).await.status, 200, "a tag goes before a date");
    }
}

#[sqlx::test]
async fn a_missing_entry_is_404_under_any_condition(db: PgPool) {
    load_two_districts(&db).await;
    for address in ["/v1/targets/0000000000000000", "/v1/regions/nowhere"] {
        for (name, value) in
            [("if-none-match", "*"), ("if-modified-since", "Sun, 06 Nov 2094 08:49:37 GMT")]
        {
            let answer = get_with(&db, address, &[(name, value)]).await;
            assert_eq!(answer.status, 404, "{address} {name}");
            assert_eq!(answer.header("cache-control"), "no-store");
            assert!(answer.headers.get("etag").is_none());
        }
    }
}

#[sqlx::test]
async fn a_304_needs_no_database_while_a_watcher_runs(db: PgPool) {
    load_two_districts(&db).await;
    // Without statements in memory, from which comparisons would be answered.
    let app = App::new(db.clone(), Limits { cache: 0, statement_cache: 0, ..Limits::default() });
    let watcher = tokio::spawn(snapshot::watch(app.snapshots.clone(), db.clone()));
    until(|| app.snapshots.are_watched()).await;
    let service = api::router(app.clone());
    let ask = |address: &str, tag: &str| {
        let request = Request::builder().uri(address).header("if-none-match", tag);
        answered(service.clone(), request.body(Body::empty()).unwrap())
    };
    let mut tags = Vec::new();
    for address in RESOURCES {
        tags.push(ask(address, "\"none\"").await.header("etag").to_owned());
    }
    db.close().await;
    for (address, tag) in RESOURCES.into_iter().zip(&tags) {
        assert_eq!(ask(address, tag).await.status, 304, "{address}");
        // The same request without the tag needs the database, which is gone.
        assert_eq!(ask(address, "\"none\"").await.status, 503, "{address}");
    }
    watcher.abort();
}

/// Waits until the condition is true, at most twenty seconds.
async fn until(holds: impl Fn() -> bool) {
    for _ in 0..400 {
        if holds() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("it never did");
}

#[sqlx::test]
async fn a_load_is_announced_to_a_watching_server(db: PgPool) {
    load_two_districts(&db).await;
    let app = App::new(db.clone(), Limits::default());
    let watcher = tokio::spawn(snapshot::watch(app.snapshots.clone(), db.clone()));
    until(|| app.snapshots.are_watched()).await;
    let service = api::router(app.clone());
    let ask = || {
        let request = Request::builder().uri("/v1/plans").body(Body::empty());
        answered(service.clone(), request.unwrap())
    };
    let before = ask().await;
    let mut doc = jiangan();
    doc.target("绿化覆盖率", "green_coverage", "48", "%");
    load(&db, &[&doc]).await;
    // The deadline is much earlier than the next regular check.
    let deadline = tokio::time::Instant::now() + Duration::from_secs(10);
    let after = loop {
        let answer = ask().await;
        if answer.at("meta/release/id") == 2 || tokio::time::Instant::now() > deadline {
            break answer;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    assert_eq!(after.at("meta/release/id"), 2);
    assert_ne!(after.header("etag"), before.header("etag"));
    assert!(app.snapshots.are_watched());
    watcher.abort();
}

#[sqlx::test]
async fn old_answers_keep_their_bytes_after_every_load(db: PgPool) {
    load_two_districts(&db).await;
    let mut addresses = Vec::new();
    for address in RESOURCES {
        let sign = if address.contains('?') { '&' } else { '?' };
        let one = address.split('?').next().unwrap().matches('/').count() > 2;
        let formats: &[&str] = if one { &["json"] } else { &["json", "csv", "ndjson"] };
        for format in formats {
            addresses.push(format!("{address}{sign}release=1&format={format}"));
            addresses.push(format!("{address}{sign}release=1&format={format}&lang=en"));
        }
    }
    let id = get(&db, "/v1/targets?indicators=green_coverage").await;
    let id = id.at("data/0/id").as_str().unwrap().to_owned();
    addresses.push(format!("/v1/targets/{id}?release=1"));
    addresses.push(format!("/v1/targets/{id}/evidence?release=1"));
    addresses.push("/v1/targets?release=1&limit=2".to_owned());
    let page = get(&db, "/v1/targets?release=1&limit=2").await;
    addresses.push(page.at("links/next").as_str().unwrap().to_owned());
    let mut kept = Vec::new();
    for address in &addresses {
        let answer = get(&db, address).await;
        assert_eq!(answer.status, 200, "{address} {}", answer.text);
        assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
        kept.push(answer);
    }

    // Another catalogue, other figures, and one plan fewer.
    let mut catalog = Catalog::embedded().unwrap();
    let mut regions = catalog.regions.clone();
    for region in &mut regions {
        region.name_zh.push('新');
    }
    let mut indicators = catalog.indicators.clone();
    for indicator in &mut indicators {
        indicator.name_zh.push('新');
    }
    catalog = Catalog::of(regions, indicators, catalog.domains.clone());
    let mut doc = jiangan();
    for said in &mut doc.plan.observations {
        said.confidence = 0.5;
    }
    let prune = Options { prune: true, ..Options::default() };
    load_with(&db, &catalog, &[&doc], prune).await.unwrap();
    let newest = get(&db, "/v1/targets").await;
    assert_eq!(newest.at("meta/release/id"), 2);
    assert_eq!(newest.at("data/0/region/name"), "江岸区新");

    for (address, before) in addresses.iter().zip(&kept) {
        let after = get(&db, address).await;
        assert_eq!(after.text, before.text, "{address}");
        for name in ["etag", "last-modified", "link", "x-total-count", "content-disposition"] {
            assert_eq!(after.header(name), before.header(name), "{address} {name}");
        }
        let tag = [("if-none-match", before.header("etag"))];
        assert_eq!(get_with(&db, address, &tag).await.status, 304, "{address}");
    }
}

#[sqlx::test]
async fn a_missing_release_is_refused_with_the_existing_ones(db: PgPool) {
    load_two_districts(&db).await;
    for (asked, detail) in [
        ("2", "`release=2`: no such release; there is 1"),
        ("0", "`release=0`: not the number of a release: 1, 2, 3, …"),
        ("newest", "`release=newest`: not the number of a release: 1, 2, 3, …"),
        ("+1", "`release= 1`: not the number of a release: 1, 2, 3, …"),
    ] {
        let problem = get(&db, &format!("/v1/targets?release={asked}")).await.problem();
        assert_eq!(problem, format!("400 /problems/invalid-parameter {detail}"));
    }
    let problem = get(&db, "/v1/regions?release=1&release=1").await.problem();
    assert!(problem.contains("given 2 times"), "{problem}");
}

#[sqlx::test]
async fn a_cursor_continues_in_its_release_and_no_other(db: PgPool) {
    load_two_districts(&db).await;
    let page = get(&db, "/v1/targets?limit=3").await;
    let next = page.at("links/next").as_str().unwrap().to_owned();
    let mut doc = jiangan();
    doc.target("绿化覆盖率", "green_coverage", "48", "%");
    load(&db, &[&doc]).await;
    let second = get(&db, &next).await;
    assert_eq!(second.at("meta/release/id"), 1);
    assert_eq!(second.at("page/total"), 8);
    assert_eq!(second.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(second.at("links/first"), "/v1/targets?limit=3&release=1");
    assert_eq!(get(&db, &format!("{next}&release=1")).await.at("data"), second.at("data"));
    let problem = get(&db, &format!("{next}&release=2")).await.problem();
    let expected = "given for release 1, where release=2 asks for 2";
    assert!(
        problem.starts_with("400 /problems/invalid-cursor") && problem.contains(expected),
        "{problem}"
    );
    let problem = get(&db, &format!("{next}&regions=jiangan")).await.problem();
    assert!(problem.contains("given for other filters"), "{problem}");
    let problem = get(&db, &next.replace("/v1/targets", "/v1/actuals")).await.problem();
    assert!(problem.starts_with("400 /problems/invalid-cursor"), "{problem}");
}

#[sqlx::test]
async fn totals_are_exact_over_three_pages_after_the_end_and_for_the_count_alone(db: PgPool) {
    load_two_districts(&db).await;
    let mut address = "/v1/targets?limit=3".to_owned();
    let mut counts = Vec::new();
    loop {
        let answer = get(&db, &address).await;
        assert_eq!(
            (answer.at("page/total").as_u64(), answer.header("x-total-count")),
            (Some(8), "8")
        );
        let first = format!("<{}>; rel=\"first\"", answer.at("links/first").as_str().unwrap());
        assert!(answer.header("link").contains(&first), "{}", answer.header("link"));
        counts.push(answer.at("page/count").as_u64().unwrap());
        let Some(next) = answer.at("links/next").as_str() else {
            assert!(!answer.header("link").contains("rel=\"next\""));
            break;
        };
        let link = format!("<{next}>; rel=\"next\"");
        assert!(answer.header("link").contains(&link), "{}", answer.header("link"));
        address = next.to_owned();
    }
    assert_eq!(counts, [3, 3, 2]);
    // A page that is full and is the last one.
    let full = get(&db, "/v1/targets?limit=8").await;
    assert_eq!((full.at("page/count").as_u64(), full.at("page/next").is_null()), (Some(8), true));
    let none = get(&db, "/v1/targets?limit=0").await;
    assert_eq!(
        (none.at("page/count").as_u64(), none.at("page/total").as_u64()),
        (Some(0), Some(8))
    );
}

#[sqlx::test]
async fn head_has_the_headers_of_get_and_no_body(db: PgPool) {
    load_two_districts(&db).await;
    let others =
        ["/openapi.json", "/problems", "/healthz", "/v1/nothing", "/v1/targets?format=csv"];
    for address in RESOURCES.into_iter().chain(others) {
        for headers in [&[][..], &[("accept-encoding", "gzip")]] {
            let whole = asked(&db, Method::GET, address, headers).await;
            let head = asked(&db, Method::HEAD, address, headers).await;
            assert_eq!((head.status, head.text.as_str()), (whole.status, ""), "{address}");
            for (name, value) in &whole.headers {
                if name != "x-request-id" && name != "content-length" {
                    assert_eq!(head.headers.get(name), Some(value), "{address} {name}");
                }
            }
            if headers.is_empty() && whole.status == 200 {
                assert_eq!(
                    head.header("content-length"),
                    whole.text.len().to_string(),
                    "{address}"
                );
            }
        }
    }
}

#[sqlx::test]
async fn options_lists_the_methods_of_a_path(db: PgPool) {
    for address in ["/v1/targets", "/v1/targets/x", "/openapi.json", "/healthz", "/docs/"] {
        let plain = asked(&db, Method::OPTIONS, address, &[]).await;
        let preflight =
            [("origin", "https://example.org"), ("access-control-request-method", "GET")];
        let preflight = asked(&db, Method::OPTIONS, address, &preflight).await;
        for answer in [&plain, &preflight] {
            assert_eq!((answer.status.as_u16(), answer.text.as_str()), (204, ""), "{address}");
            assert_eq!(answer.header("allow"), "GET, HEAD, OPTIONS");
        }
        assert_eq!(preflight.header("access-control-allow-origin"), "*");
        assert!(preflight.header("access-control-allow-headers").contains("if-none-match"));
    }
    let problem = asked(&db, Method::OPTIONS, "/v1/nothing", &[]).await.problem();
    assert!(problem.starts_with("404 /problems/unknown-path"), "{problem}");
    let refused = asked(&db, Method::POST, "/v1/targets", &[]).await;
    assert_eq!((refused.status.as_u16(), refused.header("allow")), (405, "GET, HEAD, OPTIONS"));
    let page = get_with(&db, "/healthz", &[("origin", "https://example.org")]).await;
    for name in ["etag", "last-modified", "link", "x-total-count"] {
        assert!(page.header("access-control-expose-headers").contains(name), "{name}");
    }
}

#[sqlx::test]
async fn answers_without_a_release_use_their_content_as_validator(db: PgPool) {
    for address in ["/openapi.json", "/problems", "/problems/not-found"] {
        let whole = get(&db, address).await;
        assert_eq!(whole.header("cache-control"), "public, max-age=60");
        assert!(whole.headers.get("last-modified").is_none());
        let tag = [("if-none-match", whole.header("etag"))];
        let again = get_with(&db, address, &tag).await;
        assert_eq!((again.status.as_u16(), again.text.as_str()), (304, ""), "{address}");
    }
    load(&db, &[&jiangan(), &qiaokou()]).await;
    for address in ["/healthz", "/readyz"] {
        let answer = get(&db, address).await;
        assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (200, "no-store"));
        assert!(answer.headers.get("etag").is_none(), "{address}");
    }
}
