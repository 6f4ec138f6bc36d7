//! Headers for browsers, and answers to forged requests.

use crate::support::districts::load_two_districts;
use crate::support::http::{get, get_with, send, send_within};
use axum::body::Body;
use axum::http::Request;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use plan_targets::config::Limits;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use sqlx::PgPool;

#[sqlx::test]
async fn every_answer_has_the_security_headers_for_browsers(db: PgPool) {
    load_two_districts(&db).await;
    for path in [
        "/v1/plans",
        "/v1/plans?format=csv",
        "/v1/nothing",
        "/healthz",
        "/openapi.json",
        "/docs/api",
        "/docs/try",
        "/",
        "/v1/compare?indicators=gdp&format=svg",
    ] {
        let answer = get(&db, path).await;
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "strict-origin-when-cross-origin", "{path}");
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; "), "{path}: {policy}");
        assert_eq!(answer.headers.get_all("content-security-policy").iter().count(), 1, "{path}");
        if !path.ends_with("svg") {
            assert!(policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
        }
    }
    let page = get_with(&db, "/docs/try", &[("accept", "text/html")]).await;
    assert!(page.header("content-security-policy").contains("script-src 'self'; "));
    assert!(!page.text.contains("<script>"), "the policy forbids scripts within the page");
}

/// A cursor of `/v1/targets` with these keys, sealed as the service seals it.
fn forged(given: &str, change: impl FnOnce(&mut Value)) -> String {
    let mut cursor: Value =
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(given).unwrap()).unwrap();
    change(&mut cursor["k"]);
    let keys = cursor["k"].to_string();
    let hash = Sha256::digest(format!("1\n/v1/targets?\n{}\n{keys}", cursor["r"]));
    cursor["h"] = json!(URL_SAFE_NO_PAD.encode(&hash[..12]));
    URL_SAFE_NO_PAD.encode(cursor.to_string())
}

/// Replaces the first text in these keys.
fn replace(keys: &mut Value, text: &str) -> bool {
    match keys {
        Value::String(old) => {
            text.clone_into(old);
            true
        }
        Value::Array(all) => all.iter_mut().any(|key| replace(key, text)),
        Value::Object(all) => all.values_mut().any(|key| replace(key, text)),
        _ => false,
    }
}

#[sqlx::test]
async fn a_forged_cursor_with_a_nul_is_400(db: PgPool) {
    load_two_districts(&db).await;
    let page = get(&db, "/v1/targets?limit=1").await;
    let given = page.at("page/next").as_str().unwrap();
    let ask =
        async |cursor: String| get(&db, &format!("/v1/targets?limit=1&cursor={cursor}")).await;
    // A valid forgery is accepted; otherwise the next check would prove nothing.
    let same = ask(forged(given, |keys| assert!(replace(keys, "qiaokou")))).await;
    assert_eq!(same.status, 200, "{}", same.text);
    let answer = ask(forged(given, |keys| assert!(replace(keys, "a\0b")))).await;
    assert!(answer.problem().starts_with("400 /problems/invalid-cursor"), "{}", answer.text);
}

#[sqlx::test]
async fn a_cursor_with_a_keyed_seal_is_accepted_by_every_instance_with_the_key(db: PgPool) {
    load_two_districts(&db).await;
    let ask = async |key: Option<&str>, cursor: &str| {
        let limits = Limits { cursor_key: key.map(str::to_owned), ..Limits::default() };
        let address = format!("/v1/targets?limit=1{cursor}");
        send_within(&db, limits, Request::get(address).body(Body::empty()).unwrap()).await
    };
    let page = ask(Some("key"), "").await;
    let given = page.at("page/next").as_str().unwrap();
    let sealed = format!("&cursor={given}");
    assert_eq!(ask(Some("key"), &sealed).await.status, 200);
    let made = format!("&cursor={}", forged(given, |keys| assert!(replace(keys, "qiaokou"))));
    for (key, cursor) in [(Some("other"), &sealed), (None, &sealed), (Some("key"), &made)] {
        let refused = ask(key, cursor).await;
        assert!(refused.problem().starts_with("400 /problems/invalid-cursor"), "{}", refused.text);
    }
    assert_eq!(ask(None, &made).await.status, 200, "without a key anybody makes a cursor");
}

#[sqlx::test]
async fn a_long_method_is_not_repeated(db: PgPool) {
    let long = "X".repeat(5000);
    let request = Request::builder().method(&*long).uri("/v1/targets").body(Body::empty());
    let answer = send(&db, request.unwrap()).await;
    let problem = format!("405 /problems/method-not-allowed {} is not allowed here", &long[..20]);
    assert_eq!(answer.problem(), problem);
}
