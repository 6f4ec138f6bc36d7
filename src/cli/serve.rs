//! `plan-targets serve`: the HTTP service, until SIGINT or SIGTERM.

use super::catalog::CatalogOption;
use crate::api;
use crate::api::app::App;
use crate::api::http::server;
use crate::config::{self, LogFormat};
use crate::store;
use anyhow::{Context, bail};
use sqlx::postgres::PgPoolOptions;
use std::io::{ErrorKind, IsTerminal, Write, stderr, stdout};
use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal;
use tracing_subscriber::{EnvFilter, fmt};

/// Serve the loaded data over HTTP
///
/// Logs go to standard error, one line a request. On SIGINT or SIGTERM the server answers the requests
/// in flight and ends.
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
    log(&args.server.log)?;
    super::runtime::block_on(serve(args))
}

async fn serve(args: &Args) -> anyhow::Result<ExitCode> {
    let settings = &args.server;
    let catalog = args.catalog.dir().map(|_| args.catalog.load()).transpose()?;
    let db = connect(args).await?;
    let listener = TcpListener::bind(settings.listen)
        .await
        .map_err(|error| cannot_listen(settings.listen, &error))?;
    let address = listener.local_addr().context("the socket has no address")?;
    let app = App::new(db.clone(), settings.limits.clone());
    let app = app.known_by(settings.public_address.as_deref());
    tokio::spawn(api::snapshot::watch(app.snapshots.clone(), db.clone()));
    let ready = app.snapshot().await;
    match &ready {
        Ok(snapshot) => {
            tracing::info!(%address, release = snapshot.release.id, "listening");
            let key = catalog.as_ref().map(store::catalog::sha256);
            if key.is_some_and(|key| key != snapshot.release.catalog_sha256) {
                tracing::warn!(
                    release = snapshot.release.id,
                    "the newest release was loaded with another catalogue than --catalog; \
                     `plan-targets ingest --catalog DIR` loads with this one"
                );
            }
        }
        Err(error) => tracing::warn!(%address, reason = %error, "listening, but not ready"),
    }
    // Before this line a signal ends the program at once.
    let stop = signalled()?;
    greet(address);
    let drain = Duration::from_secs_f64(settings.drain);
    let finished = server::serve(listener, api::router(app), &settings.limits, drain, stop)
        .await
        .context("the server failed")?;
    if !finished {
        bail!("requests were still in flight after {} s and were dropped", settings.drain);
    }
    db.close().await;
    tracing::info!("stopped, every request answered");
    Ok(ExitCode::SUCCESS)
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

async fn connect(args: &Args) -> anyhow::Result<sqlx::PgPool> {
    let settings = &args.server;
    let options = PgPoolOptions::new()
        .max_connections(settings.db_connections)
        .acquire_timeout(Duration::from_secs_f64(settings.db_wait));
    let limit = Duration::from_secs_f64(settings.limits.request_timeout);
    store::connect_read_only(&args.database.database_url, options, limit).await.map_err(|error| {
        // A pool that cannot connect only reports a timeout.
        let why = match error {
            sqlx::Error::PoolTimedOut => format!("no answer within {} s", settings.db_wait),
            other => other.to_string(),
        };
        anyhow::anyhow!(
            "cannot connect to the database: {why}; is PostgreSQL running, and does DATABASE_URL \
             or --database-url name it? `make run` starts one"
        )
    })
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

/// Completes on SIGTERM or SIGINT.
fn signalled() -> anyhow::Result<impl Future<Output = ()> + Send + 'static> {
    let mut terminate = signal::unix::signal(signal::unix::SignalKind::terminate())?;
    let mut interrupt = signal::unix::signal(signal::unix::SignalKind::interrupt())?;
    Ok(async move {
        let name = tokio::select! {
            _ = terminate.recv() => "SIGTERM",
            _ = interrupt.recv() => "SIGINT",
        };
        tracing::info!(signal = name, "stopping: no new connections, requests in flight finish");
    })
}

fn log(settings: &config::Log) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(&settings.log)
        .with_context(|| format!("`{}` is not a log filter", settings.log))?;
    let json = match settings.log_format {
        LogFormat::Json => true,
        LogFormat::Text => false,
        LogFormat::Auto => !stderr().is_terminal(),
    };
    let logs = fmt().with_env_filter(filter).with_writer(stderr);
    let set = if json {
        logs.json().flatten_event(true).with_span_list(false).try_init()
    } else {
        logs.compact().with_ansi(stderr().is_terminal()).try_init()
    };
    set.map_err(|error| anyhow::anyhow!("cannot log: {error}"))
}
