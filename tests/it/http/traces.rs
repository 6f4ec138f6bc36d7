//! The export of traces: what arrives at a collector, and a collector that does not answer.

use crate::support::districts::load_two_districts;
use crate::support::program::{Program, ask_with};
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::common::v1::KeyValue;
use opentelemetry_proto::tonic::common::v1::any_value::Value;
use opentelemetry_proto::tonic::trace::v1::Span;
use opentelemetry_proto::tonic::trace::v1::span::SpanKind;
use prost::Message;
use sqlx::{ConnectOptions, PgPool};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};
use tokio::task::spawn_blocking;

/// A request to the collector: the lines of its head, and its body.
type Export = (Vec<String>, Vec<u8>);

/// A collector that answers every request with 200, and the requests that it gets.
fn collector() -> (SocketAddr, Receiver<Export>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (sender, exports) = channel();
    thread::spawn(move || {
        for connection in listener.incoming() {
            let mut reader = BufReader::new(connection.unwrap());
            let mut head = Vec::new();
            loop {
                let mut line = String::new();
                reader.read_line(&mut line).unwrap();
                if line.trim().is_empty() {
                    break;
                }
                head.push(line.trim().to_lowercase());
            }
            let length = head.iter().find_map(|line| line.strip_prefix("content-length: "));
            let mut body = vec![0; length.map_or(0, |length| length.parse().unwrap())];
            reader.read_exact(&mut body).unwrap();
            reader.get_mut().write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").unwrap();
            if sender.send((head, body)).is_err() {
                return;
            }
        }
    });
    (address, exports)
}

fn attribute(attributes: &[KeyValue], key: &str) -> Value {
    let found = attributes.iter().find(|attribute| attribute.key == key);
    let found = found.unwrap_or_else(|| panic!("{key} is not in {attributes:?}"));
    found.value.as_ref().and_then(|it| it.value.clone()).unwrap()
}

fn text(value: &str) -> Value {
    Value::StringValue(value.to_owned())
}

/// What a program told and exported that answered these requests.
struct Exported {
    code: Option<i32>,
    log: Vec<serde_json::Value>,
    service: Option<Value>,
    spans: Vec<Span>,
}

fn exported(url: &str, requests: &[(&str, &str)]) -> Exported {
    let (address, exports) = collector();
    let endpoint = format!("http://{address}");
    let settings = ["--listen", "127.0.0.1:0", "--log-format", "json", "--otlp-endpoint"];
    let mut program = Program::start(url, &[&settings[..], &[&endpoint]].concat());
    let address = program.address();
    for (path, headers) in requests {
        ask_with(address, path, headers).unwrap();
    }
    // The end of the program exports what is left.
    program.terminate();
    let (code, log) = program.ended();
    let log = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let (mut service, mut spans) = (None, Vec::new());
    while let Ok((head, body)) = exports.recv_timeout(Duration::from_millis(200)) {
        assert_eq!(head[0], "post /v1/traces http/1.1");
        assert!(head.contains(&"content-type: application/x-protobuf".to_owned()), "{head:?}");
        let export = ExportTraceServiceRequest::decode(&*body).unwrap();
        for resource in export.resource_spans {
            let attributes = resource.resource.unwrap().attributes;
            service = Some(attribute(&attributes, "service.name"));
            spans.extend(resource.scope_spans.into_iter().flat_map(|scope| scope.spans));
        }
    }
    Exported { code, log, service, spans }
}

const TRACE: &str = "0af7651916cd43dd8448eb211c80319c";
const PARENT: &str = "b7ad6b7169203331";
const UNSAMPLED: &str = "11111111111111111111111111111111";

#[sqlx::test]
async fn a_trace_arrives_at_the_collector_and_continues_that_of_the_client(db: PgPool) {
    load_two_districts(&db).await;
    let url = db.connect_options().to_url_lossy().to_string();
    let told = spawn_blocking(move || {
        let sampled = format!("traceparent: 00-{TRACE}-{PARENT}-01\r\n");
        let unsampled = format!("traceparent: 00-{UNSAMPLED}-{PARENT}-00\r\n");
        let requests = [
            ("/v1/targets?regions=420104&limit=1", &*sampled),
            ("/v1/regions", &*unsampled),
            ("/nothing", ""),
        ];
        exported(&url, &requests)
    });
    let Exported { code, log, service, spans } = told.await.unwrap();
    assert_eq!((code, service), (Some(0), Some(text("plan-targets"))));

    let of = |trace: &str| -> Vec<&Span> {
        spans.iter().filter(|span| hex::encode(&span.trace_id) == trace).collect()
    };
    let trace = of(TRACE);
    let request = trace.iter().find(|span| span.kind == SpanKind::Server as i32).unwrap();
    assert_eq!(hex::encode(&request.parent_span_id), PARENT);
    assert_eq!(request.name, "GET /v1/targets");
    let told = |key| attribute(&request.attributes, key);
    assert_eq!(told("http.request.method"), text("GET"));
    assert_eq!(told("http.route"), text("/v1/targets"));
    assert_eq!(told("url.path"), text("/v1/targets"));
    assert_eq!(told("url.query"), text("regions=420104&limit=1"));
    assert_eq!(told("http.response.status_code"), Value::IntValue(200));

    let compute = trace.iter().find(|span| span.name == "compute").unwrap();
    assert_eq!(compute.parent_span_id, request.span_id);
    assert_eq!(attribute(&compute.attributes, "class"), text("list"));
    let statements: Vec<_> =
        trace.iter().filter(|span| span.kind == SpanKind::Client as i32).collect();
    assert!(!statements.is_empty(), "{trace:?}");
    for statement in statements {
        assert_eq!(statement.parent_span_id, compute.span_id);
        assert_eq!(attribute(&statement.attributes, "db.system.name"), text("postgresql"));
        assert!(statement.start_time_unix_nano >= compute.start_time_unix_nano);
        assert!(statement.end_time_unix_nano <= compute.end_time_unix_nano);
    }
    assert_eq!(of(UNSAMPLED), Vec::<&Span>::new(), "the client asks for no record");

    let answered: Vec<_> = log.iter().filter(|line| line["message"] == "answered").collect();
    let [first, second, third] = answered[..] else { panic!("{log:?}") };
    assert_eq!((&first["trace_id"], &second["trace_id"]), (&TRACE.into(), &UNSAMPLED.into()));
    let begun = of(third["trace_id"].as_str().unwrap());
    assert_eq!(begun.iter().filter(|span| span.parent_span_id.is_empty()).count(), 1, "{begun:?}");
    let begun = begun.iter().find(|span| span.kind == SpanKind::Server as i32).unwrap();
    assert_eq!((&*begun.name, begun.parent_span_id.is_empty()), ("GET", true));
    let status = attribute(&begun.attributes, "http.response.status_code");
    assert_eq!(status, Value::IntValue(404));
}

#[sqlx::test]
async fn answers_go_on_where_the_collector_is_away_or_silent(db: PgPool) {
    load_two_districts(&db).await;
    let url = db.connect_options().to_url_lossy().to_string();
    let away = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    // Connections are made, and nobody reads from them.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    for (name, collector) in [("away", away), ("silent", silent.local_addr().unwrap())] {
        let url = url.clone();
        let (code, told, slowest, end) = spawn_blocking(move || {
            let endpoint = format!("http://{collector}");
            let settings = ["--listen", "127.0.0.1:0", "--rate-limit", "0", "--log", "warn"];
            let exports = ["--otlp-endpoint", &*endpoint];
            let mut program = Program::start(&url, &[&settings[..], &exports].concat());
            let address = program.address();
            let mut slowest = Duration::ZERO;
            // More than two exports of spans.
            for _ in 0..1100 {
                let begun = Instant::now();
                let answer = ask_with(address, "/v1/regions", "").unwrap();
                assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
                slowest = slowest.max(begun.elapsed());
            }
            let begun = Instant::now();
            program.terminate();
            let (code, told) = program.ended();
            (code, told, slowest, begun.elapsed())
        })
        .await
        .unwrap();
        assert_eq!(code, Some(0), "{name}: {told}");
        // An answer that waited for the export would take seconds.
        assert!(slowest < Duration::from_secs(2), "{name}: {slowest:?}");
        assert!(end < Duration::from_secs(10), "{name}: {end:?}");
        let lines = told.matches("traces cannot be exported").count();
        assert!(lines <= 1 && (name == "silent" || lines == 1), "{name}: {told}");
    }
}

#[test]
fn a_collector_with_tls_is_refused_with_advice() {
    let program = Program::start("postgres:///none", &["--otlp-endpoint", "https://example.org"]);
    let (code, told) = program.ended();
    assert_eq!(code, Some(2));
    assert!(told.contains("a collector beside the service takes http://"), "{told}");
}
