//! Answers over HTTP beside the limit of the machine, measured in one run: a bare axum server on the same runtime
//! that sends the same bytes to the same clients.
//!
//! The server is the one of `serve`, with its logs (JSON, to `/dev/null`) and with a watcher, so that answers are kept in
//! memory. A second server keeps none and computes every answer. PostgreSQL is the one of `DATABASE_URL`.
//!
//! New comparisons are measured with questions of which no two are alike, beside pgbench, where it is installed: it sends
//! PostgreSQL the statement of these comparisons with the same parameters, as often as it can.
//!
//! `BENCH_DISTRICTS` invented districts (default 100) with `BENCH_OBSERVATIONS` each (default 150) are
//! loaded beside the committed plans; `BENCH_CLIENTS` (default 32) ask for `BENCH_SECONDS` (default 5), three times.
//! Servers, clients and PostgreSQL share the processor, and servers and clients the memory that is reported.
//!
//! Run with `make bench ARGS='--bench http_compare'`.

// A program exports nothing.
#![allow(unreachable_pub)]

mod common;

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderName, HeaderValue};
use axum::routing::get;
use common::{
    Result, catalog_with, committed, drop_database, invented, load, memory_line, ms, new_database,
    quantile, reader, setting,
};
use plan_targets::api;
use plan_targets::api::app::App;
use plan_targets::api::http::server;
use plan_targets::api::snapshot;
use plan_targets::catalog::Catalog;
use plan_targets::cli::json_lines::JsonLines;
use plan_targets::compare::{CompareInput, Scope};
use plan_targets::config::Limits;
use plan_targets::domain::lang::Lang;
use plan_targets::store;
use sqlx::PgPool;
use std::future::pending;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// Name, address, and the least part of the bare server's rate that answers from memory should reach.
const QUESTIONS: [(&str, &str, f64); 6] = [
    (
        "compare, JSON",
        "/v1/compare?indicators=gdp,green_coverage,pm25&regions=wuhan,jiangan,qiaokou,wedz,echeng",
        0.70,
    ),
    (
        "compare, CSV",
        "/v1/compare?indicators=gdp,green_coverage,pm25&regions=wuhan,jiangan,qiaokou,wedz,echeng&format=csv",
        0.60,
    ),
    (
        "compare, page",
        "/compare?indicators=gdp,green_coverage,pm25&regions=wuhan,jiangan,qiaokou,wedz,echeng",
        0.60,
    ),
    ("500 rows", "/v1/targets?limit=500", 0.60),
    ("one region", "/v1/regions/jiangan", 0.45),
    ("compare, every region", "/v1/compare?indicators=gdp", 0.60),
];

const ROUNDS: usize = 3;

/// What new comparisons are about; the order of both lists makes questions that differ.
const INDICATORS: [&str; 3] = ["gdp", "green_coverage", "pm25"];
const REGIONS: [&str; 5] = ["wuhan", "jiangan", "qiaokou", "wedz", "echeng"];

#[tokio::main]
async fn main() -> Result<()> {
    let sink = std::fs::OpenOptions::new().write(true).open("/dev/null")?;
    tracing_subscriber::fmt()
        .with_writer(std::sync::Mutex::new(sink))
        .with_ansi(false)
        .fmt_fields(JsonLines::fields())
        .event_format(JsonLines::default())
        .init();
    let (db, name) = new_database("bench_http").await?;
    let done = measure(&db, &name).await;
    drop_database(db, &name).await?;
    done
}

async fn measure(db: &PgPool, name: &str) -> Result<()> {
    let catalog = catalog_with(setting("BENCH_DISTRICTS", 100))?;
    let mut plans = committed()?;
    if plans.is_empty() {
        println!("data/plans is empty: the regions of the first question have no plan");
    }
    plans.extend(invented(&catalog, [2021, 2025], setting("BENCH_OBSERVATIONS", 150)));
    let (files, observations) =
        (plans.len(), plans.iter().map(|file| file.plan.observations.len()).sum::<usize>());
    load(db, &catalog, plans).await?;
    sqlx::query("analyze").execute(db).await?;

    let limits = Limits { rate_limit: 0, ..Limits::default() };
    let reading = reader(name, false).await?;
    let app = App::new(reading.clone(), limits.clone());
    tokio::spawn(snapshot::watch(app.snapshots.clone(), reading.clone()));
    let keeping = serve(app.clone()).await?;
    let without = Limits { cache: 0, ..limits };
    let other = App { snapshots: app.snapshots.clone(), ..App::new(reading, without) };
    let computing = serve(other).await?;
    while !app.snapshots.are_watched() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    println!(
        "{files} plans, {observations} observations; {} clients, {} s each, median of {ROUNDS}",
        setting("BENCH_CLIENTS", 32),
        setting("BENCH_SECONDS", 5)
    );
    for (what, path, least) in QUESTIONS {
        compare(what, path, least, keeping, computing).await?;
    }
    // The same, with every statement read from the database each time.
    let without = Limits { cache: 0, statement_cache: 0, ..Limits::default() };
    let other = App::new(app.db.clone(), Limits { rate_limit: 0, ..without });
    tokio::spawn(snapshot::watch(other.snapshots.clone(), app.db.clone()));
    let reading = serve(other).await?;
    new_comparisons(db, &catalog, [computing, reading]).await?;
    println!("{}; {:?}", memory_line(), app.answers.figures());
    Ok(())
}

/// Measures comparisons that nobody asked for before, with statements in memory and with statements that are read, and
/// pgbench with the statement that reads them.
async fn new_comparisons(db: &PgPool, catalog: &Catalog, servers: [SocketAddr; 2]) -> Result<()> {
    let questions: Vec<String> = orders(&INDICATORS)
        .iter()
        .flat_map(|indicators| {
            let indicators = indicators.join(",");
            orders(&REGIONS).into_iter().map(move |regions| {
                format!("/v1/compare?indicators={indicators}&regions={}", regions.join(","))
            })
        })
        .collect();
    let questions: Arc<[String]> = questions.into();
    let statement = statement(db, catalog).await?;
    // What clients and a bare server take for as many bytes is not the cost of a comparison.
    let sent = ask_once(servers[0], &questions[0]).await?;
    let bare = rate_of(serve_bare(&questions[0], &sent).await?, &questions, "").await?;
    let mut rounds = servers.map(|_| Vec::new());
    for _ in 0..ROUNDS {
        let alone = pgbench(db, &statement)?;
        for (server, rounds) in servers.into_iter().zip(&mut rounds) {
            rounds.push((rate_of(server, &questions, "").await?, alone));
        }
    }
    for (what, mut rounds) in ["in memory", "read"].into_iter().zip(rounds) {
        rounds.sort_by(|(one, _), (other, _)| one.a_second.total_cmp(&other.a_second));
        let (computed, alone) = &rounds[ROUNDS / 2];
        let beside = alone.map_or("no pgbench here".to_owned(), |alone| {
            format!("pgbench {alone:.0}/s, ratio {:.2} (limit 0.60)", computed.a_second / alone)
        });
        println!(
            "new comparisons, JSON, statements {what}: computed {:.0}/s, median {}, 99th percentile {}; {beside}; CPU of clients \
             and server {}, of clients and bare server {}, the difference {} (limit 0.30 ms)",
            computed.a_second,
            ms(quantile(&computed.times, 0.5)),
            ms(quantile(&computed.times, 0.99)),
            ms(computed.cpu),
            ms(bare.cpu),
            ms(computed.cpu.saturating_sub(bare.cpu)),
        );
    }
    Ok(())
}

/// Every order of some words.
fn orders(words: &[&'static str]) -> Vec<Vec<&'static str>> {
    if words.is_empty() {
        return vec![Vec::new()];
    }
    let beginning_with = |place: usize| {
        let mut others = words.to_vec();
        let first = others.remove(place);
        orders(&others).into_iter().map(move |rest| [vec![first], rest].concat())
    };
    (0..words.len()).flat_map(beginning_with).collect()
}

/// A script of pgbench and its variables: the statement of the new comparisons.
struct Statement {
    script: String,
    variables: [(&'static str, String); 2],
}

async fn statement(db: &PgPool, catalog: &Catalog) -> Result<Statement> {
    let input = CompareInput {
        catalog,
        indicators: INDICATORS.iter().filter_map(|id| catalog.indicator(id)).collect(),
        regions: REGIONS.iter().filter_map(|id| catalog.region(id)).collect(),
        period: [2021, 2025],
        lang: Lang::En,
    };
    let Scope { indicators, regions } = input.scope();
    let revisions: Vec<i32> = sqlx::query_scalar(
        "select id from revision
         where release_to is null and kind = 'plan' and region_id = any($1) and period_start = 2021
         order by region_id",
    )
    .bind(&regions)
    .fetch_all(db)
    .await?;
    let script = store::statement_list::OF_INDICATORS
        .replace("$1", ":revisions::int[]")
        .replace("$2", ":indicators::text[]");
    let list = |words: Vec<String>| format!("{{{}}}", words.join(","));
    Ok(Statement {
        script,
        variables: [
            ("indicators", list(indicators)),
            ("revisions", list(revisions.iter().map(i32::to_string).collect())),
        ],
    })
}

/// How often a second pgbench runs a statement, with as many connections as the server has, each planned for its
/// parameters as the server's are. `None` where pgbench is not installed.
fn pgbench(db: &PgPool, statement: &Statement) -> Result<Option<f64>> {
    let options = db.connect_options();
    let host =
        options.get_socket().map_or(options.get_host(), |socket| socket.to_str().unwrap_or("/tmp"));
    let address = format!(
        "host={host} port={} user={} dbname={}",
        options.get_port(),
        options.get_username(),
        options.get_database().unwrap_or_default()
    );
    let file = std::env::temp_dir().join(format!("pgbench_{}.sql", std::process::id()));
    std::fs::write(&file, format!("{};\n", statement.script))?;
    let seconds = setting("BENCH_SECONDS", 5).to_string();
    let mut command = Command::new("pgbench");
    command.args([
        "--no-vacuum",
        "--protocol=prepared",
        "--client=8",
        "--jobs=2",
        "--time",
        &seconds,
    ]);
    for (name, value) in &statement.variables {
        command.arg("--define").arg(format!("{name}={value}"));
    }
    command.arg("--file").arg(&file).arg(address);
    command.env("PGOPTIONS", "-c plan_cache_mode=force_custom_plan -c jit=off");
    let done = command.output();
    std::fs::remove_file(&file)?;
    let output = match done {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        done => done?,
    };
    let text = String::from_utf8_lossy(&output.stdout);
    let told =
        text.lines().find_map(|line| line.strip_prefix("tps = ")?.split(' ').next()?.parse().ok());
    match told {
        Some(a_second) => Ok(Some(a_second)),
        None => anyhow::bail!("pgbench: {text}{}", String::from_utf8_lossy(&output.stderr)),
    }
}

/// Measures one question: from memory and by a bare server, one after the other in each round; then computed anew and as
/// a 304.
async fn compare(
    what: &str,
    path: &'static str,
    least: f64,
    keeping: SocketAddr,
    computing: SocketAddr,
) -> Result<()> {
    let sent = ask_once(keeping, path).await?;
    let bare = serve_bare(path, &sent).await?;
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        let kept = rate(keeping, path, "").await?;
        let plain = rate(bare, path, "").await?;
        rounds.push((kept.a_second / plain.a_second, kept.a_second, plain.a_second));
    }
    rounds.sort_by(|one, other| one.0.total_cmp(&other.0));
    let (ratio, kept, plain) = rounds[ROUNDS / 2];
    let again = rate(keeping, path, &format!("if-none-match: {}\r\n", sent.etag)).await?;
    let computed = rate(computing, path, "").await?;
    println!(
        "{what}: {} bytes; from memory {kept:.0}/s, bare {plain:.0}/s, ratio {ratio:.2} (limit {least:.2}); 304 {:.0}/s; \
         computed {:.0}/s, median {}, 99th percentile {}",
        sent.bytes.len(),
        again.a_second,
        computed.a_second,
        ms(quantile(&computed.times, 0.5)),
        ms(quantile(&computed.times, 0.99)),
    );
    Ok(())
}

/// Serves as the program does; the address.
async fn serve(app: App) -> Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let service = api::router(app.clone());
    tokio::spawn(async move { server::serve(listener, service, &app, pending()).await });
    Ok(address)
}

/// A server that has nothing but one answer.
async fn serve_bare(path: &str, sent: &Sent) -> Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let route = path.split('?').next().unwrap_or(path).to_owned();
    let (kind, bytes) = (HeaderValue::try_from(&sent.content_type)?, sent.bytes.clone());
    let headers = [(HeaderName::from_static("content-type"), kind)];
    let service =
        Router::new().route(&route, get(move || async move { (headers.clone(), bytes.clone()) }));
    tokio::spawn(async move { axum::serve(listener, service).await });
    Ok(address)
}

/// An answer as sent.
struct Sent {
    content_type: String,
    etag: String,
    bytes: Bytes,
}

/// How fast answers came.
struct Rate {
    a_second: f64,
    /// Of each answer, sorted.
    times: Vec<Duration>,
    /// Time of the processor that this process took for an answer: clients and server.
    cpu: Duration,
}

/// Time of the processor that this process has taken; zero where the system does not say (Linux does).
fn cpu() -> Duration {
    let about = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // After the name, which may contain blanks: user and system time are the 12th and 13th fields, in hundredths.
    let fields = about.rsplit_once(')').map_or("", |(_, fields)| fields).split_whitespace();
    let ticks: u64 = fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}

async fn ask_once(address: SocketAddr, path: &str) -> Result<Sent> {
    let mut stream = BufReader::new(TcpStream::connect(address).await?);
    stream.write_all(request(address, path, "").as_bytes()).await?;
    let Answer { headers, body } = answer(&mut stream).await?;
    let value = |name: &str| {
        let found = headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    Ok(Sent { content_type: value("content-type"), etag: value("etag"), bytes: body.into() })
}

async fn rate(address: SocketAddr, path: &'static str, header: &str) -> Result<Rate> {
    rate_of(address, &Arc::from([path.to_owned()]), header).await
}

/// Every client asks all of the questions in turn, each beginning with another.
async fn rate_of(address: SocketAddr, paths: &Arc<[String]>, header: &str) -> Result<Rate> {
    let (clients, seconds) = (setting("BENCH_CLIENTS", 32), setting("BENCH_SECONDS", 5));
    let time = Duration::from_secs(seconds as u64);
    let requests: Arc<[String]> = paths.iter().map(|path| request(address, path, header)).collect();
    let before = cpu();
    let tasks: Vec<_> = (0..clients)
        .map(|number| {
            let first = number * requests.len() / clients;
            tokio::spawn(client(address, Arc::clone(&requests), first, time))
        })
        .collect();
    let mut times = Vec::new();
    for task in tasks {
        times.extend(task.await??);
    }
    times.sort_unstable();
    #[expect(clippy::cast_precision_loss, reason = "counts below millions")]
    let a_second = times.len() as f64 / time.as_secs_f64();
    let taken = cpu().saturating_sub(before);
    let cpu = taken / u32::try_from(times.len().max(1))?;
    Ok(Rate { a_second, times, cpu })
}

fn request(address: SocketAddr, path: &str, header: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nhost: {address}\r\n{header}\r\n")
}

/// Asks until the time is over, beginning with the question at `first`; how long each answer took.
async fn client(
    address: SocketAddr,
    requests: Arc<[String]>,
    first: usize,
    time: Duration,
) -> Result<Vec<Duration>> {
    let mut stream = BufReader::with_capacity(64 * 1024, TcpStream::connect(address).await?);
    let end = Instant::now() + time;
    let mut times = Vec::new();
    for request in requests.iter().cycle().skip(first) {
        let start = Instant::now();
        if start >= end {
            break;
        }
        stream.write_all(request.as_bytes()).await?;
        answer(&mut stream).await?;
        times.push(start.elapsed());
    }
    Ok(times)
}

struct Answer {
    /// Names in lower case.
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

/// Reads one answer: 200, or 304, which has no body.
async fn answer(stream: &mut BufReader<TcpStream>) -> Result<Answer> {
    let mut line = String::new();
    stream.read_line(&mut line).await?;
    let empty = line.starts_with("HTTP/1.1 304");
    anyhow::ensure!(empty || line.starts_with("HTTP/1.1 200"), "answered {line:?}");
    let mut headers = Vec::new();
    loop {
        line.clear();
        stream.read_line(&mut line).await?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let length = match length {
        _ if empty => 0,
        Some((_, length)) => length.parse()?,
        None => anyhow::bail!("an answer without a length"),
    };
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await?;
    Ok(Answer { headers, body })
}
