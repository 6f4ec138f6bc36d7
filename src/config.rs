//! Configuration. Each setting is a flag and an environment variable; `--help` has its default and unit.

use crate::store::PoolMode;
use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};
use ipnet::IpNet;
use std::net::{IpAddr, SocketAddr};

/// The database.
#[derive(Debug, Clone, Args)]
pub struct Database {
    /// PostgreSQL 14 or newer: `postgres://user:password@host:5432/database`, or through a socket
    /// `postgres:///database?host=/run/postgresql`. It may list hosts: `host1:5432,host2:5432`.
    #[arg(long, env = "DATABASE_URL", value_name = "URL", hide_env_values = true)]
    pub database_url: String,
}

/// The pooler in front of the database, for commands that read.
#[derive(Debug, Clone, Args)]
pub struct Pooler {
    /// How the pooler that `DATABASE_URL` leads to lends its sessions. With `transaction`, role and limits are set in each transaction,
    /// and releases are queried where no connection can listen.
    #[arg(
        id = "pooler",
        long = "pooler",
        env = "PLAN_TARGETS_POOLER",
        value_name = "MODE",
        value_enum,
        default_value = "session"
    )]
    pub mode: PoolMode,
}

impl ValueEnum for PoolMode {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Session, Self::Transaction]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let (name, about) = match self {
            Self::Session => ("session", "For the life of a connection; also without a pooler"),
            Self::Transaction => ("transaction", "For one transaction"),
        };
        Some(PossibleValue::new(name).help(about))
    }
}

/// Ten a second: more than a page or a script needs, and a fraction of the server's capacity, so that one
/// client cannot slow the others down.
const RATE_LIMIT: u32 = 600;
/// Enough for a page with thirty charts several times over, or for an office behind one address.
const RATE_BURST: u32 = 200;

/// Several for each core and database connection, so that neither is idle while requests wait.
const CONCURRENCY: u32 = 32;
/// A fraction of a second of work, so that a waiting request is answered before its client gives up.
const QUEUE: u32 = 256;

/// The answers of some thousand charts, or of a few hundred charts in three encodings.
const CACHE: u64 = 64 * 1024 * 1024;
const STATEMENT_CACHE: u64 = 16 * 1024 * 1024;

/// The answer of a request that waits in vain is there within three seconds.
const DB_WAIT: f64 = 2.9;

/// Connections of clients in all. Each needs a file descriptor and some ten kilobytes.
const CONNECTIONS: u32 = 4096;
/// Connections of one client: dozens of browsers behind one address, and a part of all.
const CLIENT_CONNECTIONS: u32 = 256;
/// Answers that clients have not read: some of the largest, or thousands of usual ones.
const SEND_MEMORY: u64 = 64 * 1024 * 1024;

/// Limits on a request. A request over a limit is refused with a problem that names the limit.
#[derive(Debug, Clone, Args)]
pub struct Limits {
    /// Seconds a request may take; a longer one is answered 503.
    #[arg(long, env = "PLAN_TARGETS_REQUEST_TIMEOUT", value_name = "SECONDS", default_value_t = 10.0, value_parser = seconds)]
    pub request_timeout: f64,

    /// Bytes a request body may have. No request needs a body.
    #[arg(long, env = "PLAN_TARGETS_MAX_BODY", value_name = "BYTES", default_value_t = 16 * 1024)]
    pub max_body: usize,

    /// Bytes the address of a request may have.
    #[arg(long, env = "PLAN_TARGETS_MAX_URI", value_name = "BYTES", default_value_t = 32 * 1024)]
    pub max_uri: usize,

    /// Bytes the headers of a request may have together.
    #[arg(long, env = "PLAN_TARGETS_MAX_HEADERS", value_name = "BYTES", default_value_t = 32 * 1024)]
    pub max_headers: usize,

    /// Seconds in which the head of a request must arrive, and for which a connection may stay idle. Then
    /// the connection is closed.
    #[arg(long, env = "PLAN_TARGETS_HEADER_TIMEOUT", value_name = "SECONDS", default_value_t = 20.0, value_parser = seconds)]
    pub header_timeout: f64,

    /// Seconds for which a client may take nothing of an answer that is being sent to it. Then the connection is cut.
    #[arg(long, env = "PLAN_TARGETS_WRITE_TIMEOUT", value_name = "SECONDS", default_value_t = 20.0, value_parser = seconds)]
    pub write_timeout: f64,

    /// Connections of clients that are open at once; further ones get 503 and are closed.
    #[arg(long, env = "PLAN_TARGETS_CONNECTIONS", value_name = "COUNT", default_value_t = CONNECTIONS, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub connections: u32,

    /// Connections that one client has open at once; further ones get 429 and are closed. Trusted proxies have no such limit.
    #[arg(long, env = "PLAN_TARGETS_CLIENT_CONNECTIONS", value_name = "COUNT", default_value_t = CLIENT_CONNECTIONS, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub client_connections: u32,

    /// Memory for answers that wait for their clients to read them, in bytes or as `64MiB`. Beyond it larger answers are
    /// 503; one client may have a quarter.
    #[arg(long, env = "PLAN_TARGETS_SEND_MEMORY", value_name = "BYTES", default_value = "64MiB", value_parser = bytes)]
    pub send_memory: u64,

    /// Requests a minute that one client may send on average; more are answered 429. 0 sets no limit.
    #[arg(long, env = "PLAN_TARGETS_RATE_LIMIT", value_name = "COUNT", default_value_t = RATE_LIMIT, value_parser = clap::value_parser!(u32).range(..=1_000_000))]
    pub rate_limit: u32,

    /// Requests that one client may send at once before the rate applies.
    #[arg(long, env = "PLAN_TARGETS_RATE_BURST", value_name = "COUNT", default_value_t = RATE_BURST, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub rate_burst: u32,

    /// Requests that are computed at once: half of them cheap ones, a quarter lists, an eighth whole tables.
    #[arg(long, env = "PLAN_TARGETS_CONCURRENCY", value_name = "COUNT", default_value_t = CONCURRENCY, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub concurrency: u32,

    /// Requests of each of these classes that wait while so many are computed; more are answered 503 at once, and one client may
    /// have a quarter of them.
    #[arg(long, env = "PLAN_TARGETS_QUEUE", value_name = "COUNT", default_value_t = QUEUE, value_parser = clap::value_parser!(u32).range(..=1_000_000))]
    pub queue: u32,

    /// Memory for finished answers, in bytes or as `64MiB`. 0 keeps none: each request computes its answer.
    #[arg(long, env = "PLAN_TARGETS_CACHE", value_name = "BYTES", default_value = "64MiB", value_parser = bytes)]
    pub cache: u64,

    /// Memory for statements of plans that comparisons have read, in bytes or as `16MiB`. 0 keeps none: each comparison reads
    /// its statements from the database.
    #[arg(long, env = "PLAN_TARGETS_STATEMENT_CACHE", value_name = "BYTES", default_value = "16MiB", value_parser = bytes)]
    pub statement_cache: u64,

    /// The key of the seal of cursors, the same for every instance. Left out: the seal has no key, so that anybody can make a
    /// cursor, which then reads nothing but what anybody may read.
    #[arg(long, env = "PLAN_TARGETS_CURSOR_KEY", value_name = "TEXT", hide_env_values = true)]
    pub cursor_key: Option<String>,

    /// Proxies whose `Forwarded` and `X-Forwarded-*` headers name the client and the public address: addresses and
    /// networks such as `10.0.0.0/8,2001:db8::1`.
    #[arg(
        long,
        env = "PLAN_TARGETS_TRUSTED_PROXIES",
        value_name = "ADDRESSES",
        value_delimiter = ',',
        value_parser = network
    )]
    pub trusted_proxies: Vec<IpNet>,

    /// Origins whose pages may read answers: `*` for all, or a list such as `https://example.org,https://example.com`.
    #[arg(
        long,
        env = "PLAN_TARGETS_CORS_ORIGINS",
        value_name = "ORIGINS",
        default_value = "*",
        value_delimiter = ','
    )]
    pub cors_origins: Vec<String>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            request_timeout: 10.0,
            max_body: 16 * 1024,
            max_uri: 32 * 1024,
            max_headers: 32 * 1024,
            header_timeout: 20.0,
            write_timeout: 20.0,
            connections: CONNECTIONS,
            client_connections: CLIENT_CONNECTIONS,
            send_memory: SEND_MEMORY,
            rate_limit: RATE_LIMIT,
            rate_burst: RATE_BURST,
            concurrency: CONCURRENCY,
            queue: QUEUE,
            cache: CACHE,
            statement_cache: STATEMENT_CACHE,
            cursor_key: None,
            trusted_proxies: Vec::new(),
            cors_origins: vec!["*".to_owned()],
        }
    }
}

/// The server.
#[derive(Debug, Clone, Args)]
pub struct Server {
    /// Address and port to listen on; port 0 chooses a free one.
    #[arg(
        long,
        env = "PLAN_TARGETS_LISTEN",
        value_name = "ADDRESS:PORT",
        default_value = "127.0.0.1:8080"
    )]
    pub listen: SocketAddr,

    /// The URL that clients know the service by, such as `https://example.org/fyp`. Links begin with its path, citations with
    /// all of it. Left out: what trusted proxies name, else links begin with `/`.
    #[arg(long, env = "PLAN_TARGETS_PUBLIC_URL", value_name = "URL", value_parser = public_url)]
    pub public_url: Option<String>,

    /// A database URL for the connection that learns of new releases: PostgreSQL itself, where `DATABASE_URL` leads to a pooler.
    #[arg(
        long,
        env = "PLAN_TARGETS_WATCH_DATABASE_URL",
        value_name = "URL",
        hide_env_values = true
    )]
    pub watch_database_url: Option<String>,

    #[command(flatten)]
    pub pooler: Pooler,

    /// The largest number of connections to the database.
    #[arg(long, env = "PLAN_TARGETS_DB_CONNECTIONS", value_name = "COUNT", default_value_t = 8, value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub db_connections: u32,

    /// Seconds to wait for a free connection to the database; after them the answer is 503.
    #[arg(long, env = "PLAN_TARGETS_DB_WAIT", value_name = "SECONDS", default_value_t = DB_WAIT, value_parser = seconds)]
    pub db_wait: f64,

    /// Seconds after SIGTERM in which `/readyz` is 503 and requests are still taken, so that a balancer turns to others. After
    /// SIGINT there are none.
    #[arg(long, env = "PLAN_TARGETS_DRAIN", value_name = "SECONDS", default_value_t = 3.0, value_parser = seconds_or_none)]
    pub drain: f64,

    /// Seconds that requests in flight may take to finish after that.
    #[arg(long, env = "PLAN_TARGETS_STOP_TIMEOUT", value_name = "SECONDS", default_value_t = 20.0, value_parser = seconds)]
    pub stop_timeout: f64,

    /// Address and port of `/metrics`, or `off`. Left out: 127.0.0.1:9464, where that is free.
    #[arg(long, env = "PLAN_TARGETS_METRICS_LISTEN", value_name = "ADDRESS:PORT", value_parser = metrics_listen)]
    pub metrics_listen: Option<MetricsListen>,

    /// Refuse to serve where a setting of the connections to the database has not taken effect, for example behind
    /// a pooler; without it the log warns.
    #[arg(long, env = "PLAN_TARGETS_REQUIRE_SETTINGS")]
    pub require_settings: bool,

    #[command(flatten)]
    pub limits: Limits,

    #[command(flatten)]
    pub log: Log,

    #[command(flatten)]
    pub traces: Traces,
}

/// The address of `/metrics`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MetricsListen {
    Off,
    At(SocketAddr),
}

/// Logs, which go to standard error.
#[derive(Debug, Clone, Args)]
pub struct Log {
    /// Level, or levels by module: `info`, `debug`, `plan_targets=debug,sqlx=info`.
    #[arg(long, env = "PLAN_TARGETS_LOG", value_name = "FILTER", default_value = "info")]
    pub log: String,

    /// `json`: one object a line; `text`: for people; `auto`: text on a terminal, else json.
    #[arg(long, env = "PLAN_TARGETS_LOG_FORMAT", value_name = "FORMAT", default_value = "auto")]
    pub log_format: LogFormat,
}

impl Log {
    /// The levels by module. The pool of connections to the database writes a line for each of them that breaks, which the watcher of
    /// releases reports once; a setting that names sqlx decides itself.
    pub fn levels(&self) -> String {
        let Self { log, .. } = self;
        if log.contains("sqlx") { log.clone() } else { format!("{log},sqlx_core::pool=error") }
    }
}

/// Traces, which go to a collector.
#[derive(Debug, Clone, Args)]
pub struct Traces {
    /// Export traces by OTLP over HTTP to a collector, such as `http://127.0.0.1:4318`; `/v1/traces` is added. Left out or empty:
    /// no traces. Further variables of OpenTelemetry (`OTEL_TRACES_SAMPLER`, `OTEL_SERVICE_NAME`) hold then.
    #[arg(long, env = "OTEL_EXPORTER_OTLP_ENDPOINT", value_name = "URL", value_parser = collector)]
    pub otlp_endpoint: Option<String>,
}

impl Traces {
    /// The URL of the collector.
    pub fn collector(&self) -> Option<&str> {
        self.otlp_endpoint.as_deref().filter(|url| !url.is_empty())
    }
}

/// The format of log lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    Auto,
    Json,
    Text,
}

/// An address or a network.
fn network(text: &str) -> Result<IpNet, String> {
    let text = text.trim();
    let address = text.parse::<IpAddr>().map(IpNet::from);
    address
        .or_else(|_| text.parse())
        .map_err(|_| "neither an address nor a network such as 10.0.0.0/8".to_owned())
}

/// A URL that begins with http:// or https:// and has neither query nor fragment. The path is not checked
/// here.
fn public_url(text: &str) -> Result<String, String> {
    let begins = text.starts_with("https://") || text.starts_with("http://");
    if begins && !text.contains(['?', '#', ' ']) {
        Ok(text.to_owned())
    } else {
        Err("not a URL such as https://example.org or https://example.org/fyp".to_owned())
    }
}

/// A URL that begins with http://, or nothing. OpenTelemetry reads a variable without a value as if it were not there.
fn collector(text: &str) -> Result<String, String> {
    if text.starts_with("https://") {
        Err("TLS is not offered; a collector beside the service takes http:// and sends on"
            .to_owned())
    } else if text.is_empty() || (text.starts_with("http://") && !text.contains(['?', '#', ' '])) {
        Ok(text.to_owned())
    } else {
        Err("not a URL such as http://127.0.0.1:4318".to_owned())
    }
}

/// A number of bytes, with the unit `KiB`, `MiB` or `GiB` or without; at most 1024 GiB.
fn bytes(text: &str) -> Result<u64, String> {
    let units = [("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30)];
    let text = text.trim();
    let unit = units.iter().find_map(|(unit, size)| Some((text.strip_suffix(unit)?, *size)));
    let (number, size) = unit.unwrap_or((text, 1));
    let bytes = number.trim().parse::<u64>().ok().and_then(|number| number.checked_mul(size));
    bytes.filter(|bytes| *bytes <= 1 << 40).ok_or_else(|| {
        "not a number of bytes such as 67108864 or 64MiB, at most 1024GiB".to_owned()
    })
}

/// An address and a port, or `off`.
fn metrics_listen(text: &str) -> Result<MetricsListen, String> {
    match text {
        "off" => Ok(MetricsListen::Off),
        address => address
            .parse()
            .map(MetricsListen::At)
            .map_err(|_| "neither an address with a port nor `off`".to_owned()),
    }
}

/// Seconds: at least 0, at most a day.
fn seconds_or_none(text: &str) -> Result<f64, String> {
    if text.parse() == Ok(0.0) { Ok(0.0) } else { seconds(text) }
}

/// Seconds: more than 0, at most a day.
fn seconds(text: &str) -> Result<f64, String> {
    let seconds: f64 = text.parse().map_err(|_| "not a number of seconds".to_owned())?;
    if seconds > 0.0 && seconds <= 86_400.0 {
        Ok(seconds)
    } else {
        Err("not more than 0 and at most 86400 seconds".to_owned())
    }
}
