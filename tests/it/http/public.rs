//! The service below a path, behind proxies: every link leads back to it.

use crate::support::districts::load_two_districts;
use crate::support::http::{Answer, answered};
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use plan_targets::api;
use plan_targets::api::address::PublicAddress;
use plan_targets::api::app::App;
use plan_targets::api::http::client::Peer;
use plan_targets::config::Limits;
use serde_json::Value;
use sqlx::PgPool;
use std::collections::BTreeSet;
use std::net::SocketAddr;

/// Answers with links of every kind.
const ADDRESSES: [&str; 11] = [
    "/v1/targets?regions=jiangan&limit=1",
    "/v1/compare?indicators=gdp",
    "/v1/search?q=绿化",
    "/v1/resolve?q=江岸",
    "/v1/resolve?q=GDP",
    "/v1/releases",
    "/v1/releases/1",
    "/v1/plans/jiangan-2021-2025",
    "/problems",
    "/v1/targets?region=jiangan",
    "/v1/nothing",
];

async fn behind(service: &Router, path: &str, headers: &[(&str, &str)]) -> Answer {
    let path: String =
        path.bytes()
            .map(|byte| {
                if byte.is_ascii() { char::from(byte).to_string() } else { format!("%{byte:02X}") }
            })
            .collect();
    let mut request = Request::builder().uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let mut request = request.body(Body::empty()).unwrap();
    request.extensions_mut().insert(Peer(SocketAddr::from(([10, 0, 0, 1], 4000))));
    answered(service.clone(), request).await
}

/// Every text in an answer that is a URL of the service.
fn links(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::String(text) if text.starts_with('/') && !text.contains('`') => {
            found.insert(text.clone());
        }
        Value::Array(values) => values.iter().for_each(|value| links(value, found)),
        Value::Object(entries) => entries.iter().for_each(|(name, value)| {
            // The path in `instance` may not exist.
            if name != "instance" {
                links(value, found);
            }
        }),
        _ => {}
    }
}

/// The URLs in the attributes of a page.
fn of_page(page: &str) -> BTreeSet<String> {
    let pieces = page.split(['"', '\'']).filter(|piece| piece.starts_with('/'));
    pieces.map(|piece| piece.replace("&#38;", "&").replace("&amp;", "&")).collect()
}

#[sqlx::test]
async fn below_a_path_every_link_leads_back(db: PgPool) {
    load_two_districts(&db).await;
    let app = App::new(db.clone(), Limits { rate_limit: 0, ..Limits::default() });
    let app = app.known_by(PublicAddress::of_url("https://example.org/fyp"));
    let service = api::router(app);
    let host = [("host", "example.org")];
    let mut found = BTreeSet::new();
    for address in ADDRESSES {
        let answer = behind(&service, &format!("/fyp{address}"), &host).await;
        assert_ne!(answer.json, Value::Null, "{address}");
        let mut here = BTreeSet::new();
        links(&answer.json, &mut here);
        assert!(!here.is_empty(), "no link in {address}");
        found.extend(here);
        for part in answer.header("link").split(", ") {
            let link = part.trim_start_matches('<').split('>').next().unwrap_or_default();
            found.extend(link.starts_with('/').then(|| link.to_owned()));
        }
        // A proxy may remove the path.
        let stripped = behind(&service, address, &host).await;
        if answer.status == 200 {
            assert_eq!(stripped.text, answer.text, "{address}");
        }
    }
    for page in ["/", "/compare?indicators=gdp", "/docs", "/docs/api", "/nothing"] {
        let html = [host[0], ("accept", "text/html")];
        let answer = behind(&service, &format!("/fyp{page}"), &html).await;
        assert!(answer.text.contains("<html"), "{page}: {}", answer.text);
        found.extend(of_page(&answer.text));
    }
    assert!(found.len() > 30, "{found:?}");
    for link in &found {
        assert!(link.starts_with("/fyp/"), "{link}");
        if ["/fyp/compare", "/fyp/find"].contains(&link.as_str()) {
            // The action of a form; its fields make the query.
            continue;
        }
        let answer = behind(&service, link, &host).await;
        assert!(answer.status.is_success() || answer.status.is_redirection(), "{link}: {answer:?}");
    }
    let start = behind(&service, "/fyp/docs/swagger/swagger-initializer.js", &host).await;
    assert!(start.text.contains("\"../openapi.json\""), "{}", start.text);
    let contract = behind(&service, "/fyp/openapi.json", &host).await;
    assert_eq!(contract.at("servers/0/url"), "https://example.org/fyp");
    let cited = behind(&service, "/fyp/v1/plans", &host).await;
    let citation = cited.at("meta/citation").as_str().unwrap();
    assert!(citation.ends_with("https://example.org/fyp/v1/plans?release=1"), "{citation}");
    let document = "/fyp/v1/documents/jiangan-2021-2025/citation";
    let cited = behind(&service, document, &host).await.text;
    assert!(cited.contains(" https://example.org/fyp/v1/documents/jiangan-2021-2025?"), "{cited}");
}

#[sqlx::test]
async fn a_trusted_proxy_names_the_path_and_the_host(db: PgPool) {
    load_two_districts(&db).await;
    let limits =
        Limits { trusted_proxies: vec!["10.0.0.0/8".parse().unwrap()], ..Limits::default() };
    let trusting = api::router(App::new(db.clone(), limits));
    let strict = api::router(App::new(db.clone(), Limits::default()));
    let headers = [
        ("host", "backend:8080"),
        ("x-forwarded-host", "example.org"),
        ("x-forwarded-proto", "https"),
        ("x-forwarded-prefix", "/fyp"),
    ];
    let answer = behind(&trusting, "/v1/plans", &headers).await;
    assert_eq!(answer.at("links/self"), "/fyp/v1/plans");
    let citation = answer.at("meta/citation").as_str().unwrap();
    assert!(citation.ends_with("https://example.org/fyp/v1/plans?release=1"), "{citation}");
    let contract = behind(&trusting, "/openapi.json", &headers).await;
    assert_eq!(contract.at("servers/0/url"), "https://example.org/fyp");
    let plain = behind(&strict, "/v1/plans", &headers).await;
    assert_eq!(plain.at("links/self"), "/v1/plans");
    assert_ne!(plain.header("etag"), answer.header("etag"), "another answer has another tag");
    assert_eq!(behind(&strict, "/openapi.json", &headers).await.at("servers/0/url"), "/");
    // A cursor is valid below every path of the service.
    let page = behind(&trusting, "/v1/targets?limit=1", &headers).await;
    let next = page.at("links/next").as_str().unwrap();
    let next = behind(&strict, next.strip_prefix("/fyp").unwrap(), &headers[..1]).await;
    assert_eq!((next.status.as_u16(), next.at("page/count")), (200, &1.into()));
}

#[sqlx::test]
async fn a_request_names_one_host(db: PgPool) {
    let service = api::router(App::new(db, Limits::default()));
    for hosts in [&["a"][..], &["example.org:8080"], &["[::1]:80"], &[""]] {
        let headers: Vec<_> = hosts.iter().map(|host| ("host", *host)).collect();
        assert_eq!(behind(&service, "/healthz", &headers).await.status, 200, "{hosts:?}");
    }
    for hosts in [&[][..], &["a", "a"], &["a", "b"], &["a b"], &["a/b"], &["u@a"]] {
        let headers: Vec<_> = hosts.iter().map(|host| ("host", *host)).collect();
        let problem = behind(&service, "/healthz", &headers).await.problem();
        assert!(
            problem.starts_with("400 /problems/bad-request the request needs one"),
            "{problem}"
        );
    }
}
