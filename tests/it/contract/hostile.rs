//! Hostile requests to every operation of the contract: the answer is a success or a problem that names the
//! cause, never a failure of the service.

use crate::support::districts::load_two_districts;
use crate::support::hostile::{Operation, ask, in_contract, named, operations, send, service};
use crate::support::http::Answer;
use axum::body::Body;
use axum::http::Method;
use sqlx::PgPool;

const CHINESE: &[(&str, &[u8])] = &[("accept-language", b"zh-CN,zh;q=0.9")];

/// The text with every byte percent-encoded.
fn escaped(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect::<Vec<_>>().concat()
}

/// Asserts that the request is refused with 400 (406 for the format), in the form of the contract, and
/// names the parameter.
fn refused(answer: &Answer, parameter: &str, what: &str) {
    in_contract(answer, what);
    assert!([400, 406].contains(&answer.status.as_u16()), "{what:.300}: {}", answer.status);
    assert!(named(answer).contains(&parameter), "{what:.300} does not name it: {}", answer.text);
}

/// The query parameters of an operation, each with its operation.
fn parameters(operations: &[Operation]) -> impl Iterator<Item = (&Operation, &str, &str)> {
    operations.iter().flat_map(|operation| {
        operation.query.iter().map(move |(name, kind, _)| (operation, &**name, &**kind))
    })
}

#[sqlx::test]
async fn unknown_parameters_are_named(db: PgPool) {
    load_two_districts(&db).await;
    let (service, operations) = (service(&db), operations());
    assert!(operations.len() >= 18, "{}", operations.len());
    for Operation { address, .. } in &operations {
        for headers in [&[], CHINESE] {
            let asked = format!("{address}?nonsense=1");
            let answer = ask(&service, &asked, headers).await;
            refused(&answer, "nonsense", &asked);
            assert_eq!(answer.at("errors/0/value"), &serde_json::Value::Null);
        }
        let asked = format!("{address}?%E7%A1%9A=1&=2&__proto__=3");
        let answer = ask(&service, &asked, &[]).await;
        for name in ["硚", "", "__proto__"] {
            refused(&answer, name, &asked);
        }
    }
}

#[sqlx::test]
async fn repeated_empty_and_unreadable_parameters_are_named(db: PgPool) {
    load_two_districts(&db).await;
    let (service, operations) = (service(&db), operations());
    let mut asked = 0;
    for (Operation { address, query, .. }, name, _) in parameters(&operations) {
        let (.., example) = query.iter().find(|(known, ..)| known == name).unwrap();
        let example = example.as_deref().unwrap_or("1");
        let example = escaped(example);
        for (value, headers) in [
            (format!("{example}&{name}={example}"), CHINESE),
            (String::new(), &[]),
            ("%20".to_owned(), CHINESE),
            ("%ff".to_owned(), &[]),
            ("%ED%A0%80".to_owned(), CHINESE),
            ("a%00b".to_owned(), &[]),
            ("%4".to_owned(), CHINESE),
            ("%u4e00".to_owned(), &[]),
        ] {
            let address = format!("{address}?{name}={value}");
            refused(&ask(&service, &address, headers).await, name, &address);
            asked += 1;
        }
    }
    assert!(asked > 400, "{asked}");
}

#[sqlx::test]
async fn huge_lists_are_refused_for_every_parameter(db: PgPool) {
    load_two_districts(&db).await;
    let (service, operations) = (service(&db), operations());
    let ids = |id: &str| vec![id; 10_000].join(",");
    let different: Vec<_> = (0..10_000).map(|number| format!("{number:x}")).collect();
    for (operation, name, _) in parameters(&operations) {
        for list in [ids("gdp"), ids("1"), different.join(",")] {
            let asked = operation.asked(name, &list);
            refused(&ask(&service, &asked, CHINESE).await, name, &asked);
        }
    }
}

#[sqlx::test]
async fn numbers_out_of_range_are_refused(db: PgPool) {
    load_two_districts(&db).await;
    let (service, operations) = (service(&db), operations());
    let mut refusals = 0;
    for (Operation { address, .. }, name, kind) in parameters(&operations) {
        for value in [
            "-1",
            "-0",
            "1.5",
            "1e400",
            "4294967296",
            "99999999999999999999999999999999",
            "0x10",
            "NaN",
            "Infinity",
            "٣",
            "１",
            "-9223372036854775809",
            "..",
            "9999..1",
            "2020..",
            "1949..2100..",
            "-",
            "--value",
            "null",
            "true",
            "'; drop table release; --",
            "%",
            "_",
            "\\",
            "{}",
            "[]",
            "<a>",
        ] {
            let value = escaped(value);
            let asked = format!("{address}?{name}={value}");
            let answer = ask(&service, &asked, &[]).await;
            in_contract(&answer, &asked);
            if kind.contains("integer") && !matches!(&*value, "%2D%30") {
                refused(&answer, name, &asked);
                refusals += 1;
            }
        }
    }
    assert!(refusals >= 50, "{refusals}");
}

#[sqlx::test]
async fn ids_in_paths_may_be_anything(db: PgPool) {
    load_two_districts(&db).await;
    let service = service(&db);
    let long = "%E7%A1%9A".repeat(3000);
    let with_ids = operations().into_iter().filter(|operation| operation.path.contains('{'));
    let mut asked = 0;
    for Operation { path, .. } in with_ids {
        let begin = &path[..path.find('{').unwrap()];
        let end = path.rfind('}').map_or("", |end| &path[end + 1..]);
        for id in [
            "%00",
            "a%00b",
            "%ff",
            "%C0%AF",
            "%2e%2e%2f",
            "%20",
            "%0A",
            "-1",
            "99999999999999999999",
            "%27%3B--",
            "%25s",
            "{id}",
            ".",
            "%F0%9F%98%80",
            &long,
        ] {
            let address = format!("{begin}{id}{end}");
            for headers in [&[], CHINESE] {
                let answer = ask(&service, &address, headers).await;
                in_contract(&answer, &address);
                assert!(answer.status.is_client_error(), "{address:.200}: {}", answer.status);
            }
            asked += 1;
        }
    }
    assert!(asked >= 90, "{asked}");
    for address in ["//", "/v1", "/v1/", "/v1/targets/", "/v1//targets", "/%00", "/%ff", "/..", "*"]
    {
        let answer = ask(&service, address, &[]).await;
        in_contract(&answer, address);
        assert!(answer.status.is_client_error(), "{address}: {}", answer.status);
    }
}

#[sqlx::test]
async fn absurd_headers_never_break_an_answer(db: PgPool) {
    load_two_districts(&db).await;
    let service = service(&db);
    let long = "a,".repeat(8000);
    let long = long.as_bytes();
    for Operation { address, .. } in operations() {
        for (name, value) in [
            ("accept", &b"image/png"[..]),
            ("accept", b""),
            ("accept", b"\xff\xfe"),
            ("accept", b"*/*;q=nonsense"),
            ("accept", b"application/json;q=0"),
            ("accept", b";;;,,,/;q=1;q=2"),
            ("accept", long),
            ("accept-language", b"\xff"),
            ("accept-language", b"*;q=0, xx-YY;q=9e99, zh;q=-1"),
            ("accept-language", long),
            ("accept-encoding", b"br;q=1, *;q=0, identity;q=0"),
            ("if-none-match", b"\""),
            ("if-none-match", b"W/"),
            ("if-none-match", b"W/\"\xff\", \"a, b\""),
            ("if-none-match", long),
            ("if-modified-since", b"yesterday"),
            ("if-modified-since", b"Mon, 99 Feb 9999 99:99:99 GMT"),
            ("if-match", b"\"x\""),
            ("range", b"bytes=0-1,5-,-9"),
            ("range", b"bytes=99999999999999999999-"),
            ("x-forwarded-for", b"\xff, 999.1.1.1, ,,"),
            ("forwarded", b"for=\"; by=;;;,"),
            ("x-request-id", b"\xff\t{}"),
            ("cookie", long),
            ("host", b"\xff"),
            ("origin", b"null"),
            ("expect", b"nonsense"),
            ("content-type", b"text/html; charset=\xff"),
        ] {
            let what = format!("{address} {name}: {:.60}", String::from_utf8_lossy(value));
            let answer = ask(&service, &address, &[(name, value)]).await;
            in_contract(&answer, &what);
        }
        let answer = ask(&service, &address, &[("cookie", &vec![b'x'; 40_000])]).await;
        in_contract(&answer, &address);
        assert_eq!(answer.status, 431, "{address}");
    }
}

#[sqlx::test]
async fn other_methods_are_refused_and_bodies_are_ignored(db: PgPool) {
    load_two_districts(&db).await;
    let service = service(&db);
    for Operation { address, .. } in operations() {
        let brew = Method::from_bytes(b"BREW").unwrap();
        for method in
            [Method::POST, Method::PUT, Method::PATCH, Method::DELETE, Method::TRACE, brew]
        {
            let answer = send(&service, method.clone(), &address, CHINESE, Body::from("{}")).await;
            in_contract(&answer, &address);
            assert_eq!(answer.status, 405, "{method} {address}");
            assert!(answer.header("allow").contains("GET"), "{method} {address}");
        }
        let plain = ask(&service, &address, &[]).await;
        let with_body = send(&service, Method::GET, &address, &[], Body::from("{\"a\":")).await;
        assert_eq!(plain.status, with_body.status, "{address}");
        let large = &[("content-length", &b"20000"[..])];
        let large =
            send(&service, Method::GET, &address, large, Body::from(vec![b'x'; 20_000])).await;
        in_contract(&large, &address);
        assert_eq!(large.status, 413, "{address}");
    }
}

#[sqlx::test]
async fn too_long_addresses_are_refused(db: PgPool) {
    load_two_districts(&db).await;
    let limits = plan_targets::config::Limits::default();
    let app = plan_targets::api::app::App::new(db.clone(), limits);
    let service = plan_targets::api::routes::router(app);
    for (number, Operation { address, .. }) in operations().into_iter().enumerate().take(150) {
        let asked = format!("{address}?a={}&lang=zh", "x".repeat(40_000 + number));
        let answer = ask(&service, &asked, &[]).await;
        in_contract(&answer, &asked);
        assert_eq!(answer.status, 414, "{address}");
        assert_eq!(answer.header("content-language"), "zh");
    }
}

#[sqlx::test]
async fn cursors_of_other_queries_and_altered_ones_are_refused(db: PgPool) {
    load_two_districts(&db).await;
    let (service, operations) = (service(&db), operations());
    let page = ask(&service, "/v1/targets?limit=1", &[]).await;
    let cursor = page.at("page/next").as_str().unwrap().to_owned();
    let fine = ask(&service, &format!("/v1/targets?limit=2&cursor={cursor}"), &[]).await;
    assert_eq!(fine.status, 200, "{}", fine.text);
    let paged = operations
        .iter()
        .filter(|operation| operation.query.iter().any(|(name, ..)| name == "cursor"));
    let mut altered: Vec<String> = (0..cursor.len())
        .step_by(7)
        .map(|at| {
            let mut bytes = cursor.clone().into_bytes();
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            String::from_utf8(bytes).unwrap()
        })
        .collect();
    altered.extend([cursor[..cursor.len() - 2].to_owned(), format!("{cursor}A"), "e30".to_owned()]);
    altered.extend(["null", "W10", "%2B%2F%3D", "MQ"].map(str::to_owned));
    altered.push("A".repeat(20_000));
    let mut asked = 0;
    for operation in paged {
        for altered in &altered {
            let address = operation.asked("cursor", altered);
            refused(&ask(&service, &address, CHINESE).await, "cursor", &address);
            asked += 1;
        }
        if operation.path != "/v1/targets" {
            let address = operation.asked("cursor", &cursor);
            refused(&ask(&service, &address, &[]).await, "cursor", &address);
        }
    }
    assert!(asked > 20, "{asked}");
    for other in ["regions=jiangan", "sort=-year", "indicators=gdp&measure=level", "q=%E7%BB%BF"] {
        let address = format!("/v1/targets?{other}&cursor={cursor}");
        let answer = ask(&service, &address, &[]).await;
        refused(&answer, "cursor", &address);
        assert_eq!(answer.at("type"), "/problems/invalid-cursor");
    }
}
