//! `plan-targets serve`: the HTTP service, until SIGINT or SIGTERM.

use super::catalog::CatalogOption;
use super::log;
use super::traces::Traces;
use crate::api;
use crate::api::address::PublicAddress;
use crate::api::app::App;
use crate::api::http::scrape;
use crate::api::http::server::{self, StopCounts, StopTimes};
use crate::api::metrics::Metrics;
use crate::catalog::Catalog;
use crate::config::{self, MetricsListen};
use crate::store::hosts::HostError;
use crate::store::{self, ConnectError, NewsSource, PoolMode, Reader};
use anyhow::{Context, bail};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use sqlx::postgres::PgPoolOptions;
use std::io::{ErrorKind, Write, stdout};
use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::process::ExitCode;
use std::sync::Arc;
use std::thread::available_parallelism;
use std::time::Duration;
use tokio::net::{TcpListener, TcpSocket};
use tokio::runtime::{Builder, Handle, Runtime};
use tokio::signal;
use tokio::task::JoinHandle;
use tokio::time::timeout;

/// How much the threads that compute give way to others.
const NICE: i32 = 10;

/// Connections that wait until they are accepted. A connection beyond them is tried again by its client after a second. The
/// system may allow fewer (`net.core.somaxconn`).
const BACKLOG: u32 = 4096;

/// Serve the loaded data over HTTP
///
/// Logs go to standard error, one line a request. On SIGTERM the server tells balancers that it stops, answers the
/// requests that still come for a few seconds and those in flight, and ends. On SIGINT it takes no more requests.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    database: config::Database,
    #[command(flatten)]
    server: config::Server,
    /// A release answers with the catalogues it was loaded with. Where they differ from these, the
    /// server logs a warning when it starts.
    #[command(flatten)]
    catalog: CatalogOption,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let compute = compute_threads().context("cannot start the threads that compute answers")?;
    let metrics: Arc<Metrics> = Arc::default();
    let traces = args.server.traces.collector();
    let traces =
        traces.map(|collector| Traces::start(collector, &metrics, compute.handle().clone()));
    let traces = traces.transpose()?;
    log::start(&args.server.log, traces.as_ref())?;
    let traced = traces.is_some();
    let done = super::runtime::block_on(serve(args, compute.handle().clone(), metrics, traced));
    if let Some(traces) = traces {
        traces.stop();
    }
    compute.shutdown_background();
    done
}

/// The threads that compute answers. There are more than processors, so that some of them wait for the database while
/// others compute, and they give way to the threads that serve connections.
fn compute_threads() -> std::io::Result<Runtime> {
    let processors = available_parallelism().map_or(1, NonZeroUsize::get);
    Builder::new_multi_thread()
        .worker_threads((4 * processors).max(8))
        .thread_name("compute")
        .on_thread_start(|| {
            // Where the system does not allow it, they have the same priority.
            let _ = rustix::process::nice(NICE);
        })
        .enable_all()
        .build()
}

/// Listens for as many waiting connections as [`BACKLOG`] says.
fn listen(address: SocketAddr) -> std::io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    // The address may be in use by connections of a server that has ended.
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

/// Raises the limit on open files to what the connections need, as far as the system allows.
fn allow_connections(connections: u32) {
    // Beside those of clients: connections to the database, sockets, logs.
    let needed = u64::from(connections) + 256;
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    if current.is_none_or(|current| current >= needed) {
        return;
    }
    let allowed = maximum.map_or(needed, |maximum| maximum.min(needed));
    let raised = setrlimit(Resource::Nofile, Rlimit { current: Some(allowed), maximum });
    if raised.is_err() || allowed < needed {
        tracing::warn!(needed, allowed, "the system allows fewer open files than connections need");
    }
}

async fn serve(
    args: &Args,
    compute: Handle,
    metrics: Arc<Metrics>,
    traced: bool,
) -> anyhow::Result<ExitCode> {
    let settings = &args.server;
    allow_connections(settings.limits.connections);
    let catalog = args.catalog.dir().map(|_| args.catalog.load()).transpose()?;
    let mode = settings.pooler.mode;
    let url = &args.database.database_url;
    let reader = connect(url, settings.db_connections, mode, settings).await?;
    let db = reader.db.clone();
    let listener =
        listen(settings.listen).map_err(|error| cannot_listen(settings.listen, &error))?;
    let address = listener.local_addr().context("the socket has no address")?;
    let app = App::new(db.clone(), settings.limits.clone());
    let public = settings.public_url.as_deref().map(|url| {
        PublicAddress::of_url(url).with_context(|| {
            format!("`{url}` is no public URL: a host, and a path that does not begin with /v1")
        })
    });
    let app = app.known_by(public.transpose()?).computing_on(compute).counting_in(metrics);
    let app = app.exporting_traces(traced);
    check_settings(args, &db).await?;
    let metrics = serve_metrics(settings.metrics_listen, &app).await?;
    let listens = match &settings.watch_database_url {
        Some(url) => Some(connect(url, 2, PoolMode::Session, settings).await?),
        None => None,
    };
    let source = NewsSource::new(&reader, listens);
    tokio::spawn(api::snapshot::watch(app.snapshots.clone(), source));
    // The watcher tells whether the server is ready, and knows it in milliseconds where the database answers.
    let _ = timeout(api::snapshot::PATIENCE, app.snapshots.settled()).await;
    match app.snapshot().await {
        Ok(snapshot) => {
            tracing::info!(%address, release = snapshot.release.id, "listening");
            warn_of_catalog(catalog.as_ref(), &snapshot);
        }
        Err(error) => {
            tracing::warn!(%address, reason = &*error.reason().en, "listening, but not ready");
        }
    }
    // Before this line a signal ends the program at once.
    let stop = signalled(settings)?;
    greet(address);
    let stopped = server::serve(listener, api::router(app.clone()), &app, stop)
        .await
        .context("the server failed")?;
    metrics.abort();
    let StopCounts { in_flight, answered, dropped } = stopped;
    if dropped > 0 {
        bail!(
            "{dropped} requests were still in flight after {} s and were dropped; {answered} were answered after the signal",
            settings.stop_timeout
        );
    }
    db.close().await;
    tracing::info!(in_flight, answered, dropped, "stopped, every request answered");
    Ok(ExitCode::SUCCESS)
}

/// Warns where the newest release was loaded with another catalogue than the one of `--catalog`.
fn warn_of_catalog(catalog: Option<&Catalog>, snapshot: &store::Snapshot) {
    let key = catalog.map(store::catalog::sha256);
    if key.is_some_and(|key| key != snapshot.release.catalog_sha256) {
        tracing::warn!(
            release = snapshot.release.id,
            "the newest release was loaded with another catalogue than --catalog; \
             `plan-targets ingest --catalog DIR` loads with this one"
        );
    }
}

/// Compares the settings of the connections with those that must be in effect.
async fn check_settings(args: &Args, db: &sqlx::PgPool) -> anyhow::Result<()> {
    let limit = Duration::from_secs_f64(args.server.limits.request_timeout);
    let wrong =
        store::mismatches(db, limit).await.context("cannot read the settings of the database")?;
    for store::Mismatch { setting, actual, wanted } in &wrong {
        if args.server.require_settings {
            bail!(
                "the setting {setting} of the database is {actual} and must be {wanted} (--require-settings)"
            );
        }
        tracing::warn!(setting, actual, wanted, "a setting of the database is not in effect");
    }
    Ok(())
}

/// Starts `/metrics`. Where no address was configured, a default one that is taken is no error.
async fn serve_metrics(listen: Option<MetricsListen>, app: &App) -> anyhow::Result<JoinHandle<()>> {
    let address = match listen {
        Some(MetricsListen::Off) => return Ok(tokio::spawn(async {})),
        Some(MetricsListen::At(address)) => address,
        None => SocketAddr::from(([127, 0, 0, 1], 9464)),
    };
    let listener = match TcpListener::bind(address).await {
        Ok(listener) => listener,
        Err(error) if listen.is_none() => {
            tracing::info!(%address, %error, "/metrics is not served");
            return Ok(tokio::spawn(async {}));
        }
        Err(error) => return Err(cannot_listen(address, &error)),
    };
    let address = listener.local_addr().context("the socket has no address")?;
    tracing::info!(%address, "/metrics");
    let app = app.clone();
    Ok(tokio::spawn(async move {
        if let Err(error) = scrape::serve(listener, app).await {
            tracing::error!(%error, "/metrics ended");
        }
    }))
}

/// Why the address cannot be used, and what to do about it.
fn cannot_listen(address: SocketAddr, error: &std::io::Error) -> anyhow::Error {
    let port = address.port();
    let other = SocketAddr::new(address.ip(), if port < u16::MAX { port + 1 } else { 8081 });
    let hint = match error.kind() {
        ErrorKind::AddrInUse => format!(
            ": another program uses the port. `ss -ltnp 'sport = :{port}'` shows which process it \
             is; `--listen {other}` (with make: `LISTEN={other} make run`) chooses another port"
        ),
        ErrorKind::AddrNotAvailable => ": this machine does not have the address".to_owned(),
        ErrorKind::PermissionDenied => ": ports below 1024 need root".to_owned(),
        _ => String::new(),
    };
    anyhow::anyhow!("cannot listen on {address}{hint} ({error})")
}

async fn connect(
    url: &str,
    connections: u32,
    mode: PoolMode,
    settings: &config::Server,
) -> anyhow::Result<Reader> {
    let options = PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs_f64(settings.db_wait))
        // The answer of a request that waits too long says so.
        .acquire_slow_threshold(Duration::from_secs_f64(2.0 * settings.db_wait));
    let limit = Duration::from_secs_f64(settings.limits.request_timeout);
    Reader::connect(url, options, limit, mode).await.map_err(|error| match error {
        ConnectError::Host(HostError::Connect(error)) | ConnectError::Database(error) => {
            cannot_connect(&error, settings)
        }
        refused => anyhow::anyhow!("cannot use the database: {refused}"),
    })
}

fn cannot_connect(error: &sqlx::Error, settings: &config::Server) -> anyhow::Error {
    // A pool that cannot connect only reports a timeout.
    let why = match error {
        sqlx::Error::PoolTimedOut => format!("no answer within {} s", settings.db_wait),
        other => other.to_string(),
    };
    anyhow::anyhow!(
        "cannot connect to the database: {why}; is PostgreSQL running, and does DATABASE_URL \
         or --database-url name it? `make run` starts one"
    )
}

/// Prints three addresses to try to standard output. A closed standard output is no error.
fn greet(address: SocketAddr) {
    let host = match address {
        SocketAddr::V4(v4) if v4.ip().is_unspecified() => format!("127.0.0.1:{}", v4.port()),
        SocketAddr::V6(v6) if v6.ip().is_unspecified() => format!("[::1]:{}", v6.port()),
        address => address.to_string(),
    };
    let mut out = stdout().lock();
    let _ = writeln!(
        out,
        "Listening on http://{host}. Open, or try in another terminal:\n\n  \
         http://{host}/\n  \
         curl -s 'http://{host}/v1/compare?indicators=gdp,green_coverage,pm25&regions=wuhan,jiangan,qiaokou,wedz,echeng'\n  \
         http://{host}/docs\n"
    );
    let _ = out.flush();
}

/// Completes on SIGTERM or SIGINT, with the time that the server has to stop. A person at a terminal, who sends
/// SIGINT, has no balancer that must learn of it.
fn signalled(settings: &config::Server) -> anyhow::Result<impl Future<Output = StopTimes> + use<>> {
    let mut terminate = signal::unix::signal(signal::unix::SignalKind::terminate())?;
    let mut interrupt = signal::unix::signal(signal::unix::SignalKind::interrupt())?;
    let drain = Duration::from_secs_f64(settings.drain);
    let patience = Duration::from_secs_f64(settings.stop_timeout);
    Ok(async move {
        let (signal, drain) = tokio::select! {
            _ = terminate.recv() => ("SIGTERM", drain),
            _ = interrupt.recv() => ("SIGINT", Duration::ZERO),
        };
        let drain_s = drain.as_secs_f64();
        tracing::info!(signal, drain_s, "stopping: requests in flight finish");
        StopTimes { drain, patience }
    })
}
