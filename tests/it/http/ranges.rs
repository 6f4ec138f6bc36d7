//! Ranges of the files of a release, and the lengths in answers to HEAD.

use crate::support::districts::load_two_districts;
use crate::support::http::{Answer, answered};
use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request};
use plan_targets::api;
use plan_targets::api::app::App;
use plan_targets::config::Limits;
use sqlx::PgPool;

const CSV: &str = "/v1/releases/1/observations.csv";
const PARQUET: &str = "/v1/releases/1/observations.parquet";

async fn loaded(db: &PgPool) -> Router {
    load_two_districts(db).await;
    api::router(App::new(db.clone(), Limits::default()))
}

async fn ask(service: &Router, method: Method, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    answered(service.clone(), request.body(Body::empty()).unwrap()).await
}

#[sqlx::test]
async fn a_range_is_a_part_of_the_whole_file(db: PgPool) {
    let service = loaded(&db).await;
    for path in [CSV, PARQUET, "/v1/releases/1/regions.csv"] {
        // The range is requested before the file, so the length is not known yet.
        let first = ask(&service, Method::GET, path, &[("range", "bytes=0-9")]).await;
        let whole = ask(&service, Method::GET, path, &[]).await;
        let length = whole.bytes.len();
        assert!(length > 100, "{path}");
        assert_eq!((whole.status.as_u16(), whole.header("accept-ranges")), (200, "bytes"));
        assert!(whole.header("etag").starts_with('"'), "a strong tag: {}", whole.header("etag"));
        for (range, from, to) in [
            ("bytes=0-9".to_owned(), 0, 10),
            ("bytes=10-".to_owned(), 10, length),
            ("bytes=-8".to_owned(), length - 8, length),
            (format!("bytes={}-{}", length / 2, length * 2), length / 2, length),
        ] {
            let part = ask(&service, Method::GET, path, &[("range", &range)]).await;
            assert_eq!(part.status, 206, "{path} {range}");
            assert_eq!(part.bytes, whole.bytes[from..to], "{path} {range}");
            let expected = format!("bytes {from}-{}/{length}", to - 1);
            assert_eq!(part.header("content-range"), expected);
            assert_eq!(part.header("content-length"), (to - from).to_string());
            for name in ["etag", "last-modified", "cache-control", "content-type", "vary"] {
                assert_eq!(part.header(name), whole.header(name), "{path} {name}");
            }
        }
        assert_eq!((first.status.as_u16(), &first.bytes[..]), (206, &whole.bytes[..10]), "{path}");
    }
}

#[sqlx::test]
async fn a_range_beyond_the_file_is_416_and_one_that_cannot_be_read_is_ignored(db: PgPool) {
    let service = loaded(&db).await;
    let whole = ask(&service, Method::GET, CSV, &[]).await;
    let length = whole.bytes.len();
    let beyond = format!("bytes={length}-");
    let refused = ask(&service, Method::GET, CSV, &[("range", &beyond)]).await;
    let detail = format!("the file has {length} bytes and none of those that `Range` names");
    assert_eq!(refused.problem(), format!("416 /problems/range-not-satisfiable {detail}"));
    assert_eq!(refused.header("content-range"), format!("bytes */{length}"));
    for range in ["bytes=0-1,5-6", "bytes=9-1", "rows=0-1"] {
        let answer = ask(&service, Method::GET, CSV, &[("range", range)]).await;
        assert_eq!((answer.status.as_u16(), answer.bytes == whole.bytes), (200, true), "{range}");
    }
    let list = ask(&service, Method::GET, "/v1/targets", &[("range", "bytes=0-1")]).await;
    assert_eq!((list.status.as_u16(), list.header("accept-ranges")), (200, ""), "no file");
}

#[sqlx::test]
async fn if_range_gives_the_range_of_the_same_file_else_the_whole(db: PgPool) {
    let service = loaded(&db).await;
    let whole = ask(&service, Method::GET, PARQUET, &[]).await;
    let (etag, modified) = (whole.header("etag"), whole.header("last-modified"));
    for (condition, status) in [
        (etag, 206),
        (modified, 206),
        (&format!("W/{etag}"), 200),
        ("\"other\"", 200),
        ("Sun, 06 Nov 1994 08:49:37 GMT", 200),
    ] {
        let headers = [("range", "bytes=4-7"), ("if-range", condition)];
        let answer = ask(&service, Method::GET, PARQUET, &headers).await;
        assert_eq!(answer.status.as_u16(), status, "{condition}");
    }
    let both = [("range", "bytes=4-7"), ("if-none-match", etag)];
    assert_eq!(ask(&service, Method::GET, PARQUET, &both).await.status, 304);
}

#[sqlx::test]
async fn head_has_the_length_of_get_or_none(db: PgPool) {
    let service = loaded(&db).await;
    for (path, headers, known) in [
        (CSV, &[][..], true),
        (PARQUET, &[], true),
        (PARQUET, &[("accept-encoding", "gzip")], true),
        (PARQUET, &[("range", "bytes=0-9")], true),
        (CSV, &[("accept-encoding", "gzip")], false),
        ("/v1/targets", &[], true),
        ("/v1/targets", &[("accept-encoding", "gzip")], false),
        ("/v1/targets?format=csv", &[], true),
        ("/openapi.json", &[("accept-encoding", "gzip")], false),
    ] {
        let head = ask(&service, Method::HEAD, path, headers).await;
        assert_eq!((head.status.as_u16(), head.bytes.len()), (200, 0), "{path} {headers:?}");
        let whole: Vec<_> = headers.iter().filter(|(name, _)| *name != "range").copied().collect();
        let whole = ask(&service, Method::GET, path, &whole).await;
        let length = head.headers.get("content-length").map(|it| it.to_str().unwrap().to_owned());
        let expected = known.then(|| whole.bytes.len().to_string());
        assert_eq!(length, expected, "{path} {headers:?}");
        for name in ["etag", "content-encoding", "accept-ranges"] {
            assert_eq!(head.header(name), whole.header(name), "{path} {headers:?} {name}");
        }
    }
}

#[sqlx::test]
async fn a_compressed_file_has_a_weak_tag_that_still_answers_304(db: PgPool) {
    let service = loaded(&db).await;
    let gzip = ("accept-encoding", "gzip");
    let compressed = ask(&service, Method::GET, CSV, &[gzip]).await;
    let plain = ask(&service, Method::GET, CSV, &[]).await;
    assert_eq!(compressed.header("content-encoding"), "gzip");
    assert_eq!(compressed.header("etag"), format!("W/{}", plain.header("etag")));
    let known = [gzip, ("if-none-match", compressed.header("etag"))];
    assert_eq!(ask(&service, Method::GET, CSV, &known).await.status, 304);
    let part = ask(&service, Method::GET, CSV, &[gzip, ("range", "bytes=0-4")]).await;
    assert_eq!((part.status.as_u16(), part.header("content-encoding")), (206, ""));
    assert_eq!(part.bytes, plain.bytes[..5]);
}
