//! Connections to PostgreSQL: of commands that write, and of those that read.
//!
//! The file `database_url.rs` reads the URL, [`hosts`] chooses one of its hosts, and
//! [`session`] sets what a connection needs.

use super::database_url::{DatabaseUrl, SessionTarget, UrlError};
use super::hosts::{self, HostError, Hosts, host_name};
use super::session::{self, PoolMode, Session};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{PgPool, Row};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

/// The result of a function of this room.
pub type Result<T, E = sqlx::Error> = std::result::Result<T, E>;

/// Why there is no connection to the database, or none that may be used.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    #[error(transparent)]
    Url(#[from] UrlError),
    #[error(transparent)]
    Host(#[from] HostError),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    #[error("{0} is a standby; this command writes and needs the primary")]
    Standby(String),
    #[error(
        "a pooler in transaction mode stands between this command and PostgreSQL; it takes locks that outlast a \
         transaction, so it needs PostgreSQL itself or the session mode of the pooler"
    )]
    SharedSessions,
    #[error(
        "a pooler in transaction mode stands between this program and PostgreSQL, where neither the role nor the limits \
         of a connection hold; --pooler transaction (PLAN_TARGETS_POOLER) sets them in each transaction"
    )]
    UnknownPooler,
    #[error(
        "the pooler does not keep prepared statements, which statement-cache-capacity asks for; leave the parameter out, \
         or use PgBouncer 1.21 or newer with max_prepared_statements"
    )]
    NoStatements,
}

/// A pool that may write: for migrations and ingest. Where the URL names several hosts, it leads to the first that takes
/// writes.
///
/// # Errors
/// A malformed URL, no connection, a standby, or a pooler in transaction mode.
pub async fn connect(url: &str) -> Result<PgPool, ConnectError> {
    let url = DatabaseUrl::parse(url, "plan-targets load")?;
    // With one host, a standby gets a message of its own.
    let target = if url.hosts.len() > 1 { SessionTarget::ReadWrite } else { SessionTarget::Any };
    let options = Hosts::choose(&url, target).await?.options();
    let db = PgPoolOptions::new().max_connections(2).connect_with(options.clone()).await?;
    // A pooler in session mode may have one session alone; it does not share it.
    if let Ok(true) =
        timeout(session::SECOND_SESSION, session::shares_sessions(&db)).await.unwrap_or(Ok(false))
    {
        return Err(ConnectError::SharedSessions);
    }
    let in_recovery = sqlx::raw_sql("select pg_is_in_recovery()::text").fetch_one(&db).await?;
    if in_recovery.try_get::<String, _>(0)? == "true" {
        return Err(ConnectError::Standby(host_name(&options)));
    }
    Ok(db)
}

/// A database to read from.
#[derive(Debug, Clone)]
pub struct Reader {
    pub db: PgPool,
    hosts: Arc<Hosts>,
    session: Session,
    mode: PoolMode,
}

impl Reader {
    /// Connects. `options` sets the number of connections and the time to wait for one. PostgreSQL ends a statement after
    /// `limit`, so that it does not go on working for a client that is gone.
    ///
    /// # Errors
    /// A malformed URL, no connection, or a pooler that takes the settings away.
    pub async fn connect(
        url: &str,
        options: PgPoolOptions,
        limit: Duration,
        mode: PoolMode,
    ) -> Result<Self, ConnectError> {
        let mut url = DatabaseUrl::parse(url, "plan-targets serve")?;
        let mut session = Session::new(limit, mode);
        let caches = url.caches_statements == Some(true);
        if mode == PoolMode::Transaction && !caches {
            url.hosts =
                url.hosts.into_iter().map(|host| host.statement_cache_capacity(0)).collect();
        }
        let hosts = Hosts::choose(&url, SessionTarget::Any).await?;
        if mode == PoolMode::Transaction && caches {
            if !session::keeps_statements(&hosts).await? {
                return Err(ConnectError::NoStatements);
            }
            session = session.keeping_statements();
        }
        if hosts.are_several() {
            session = session.at_hosts(Arc::clone(&hosts));
        }
        let db = session.apply(options).connect_with(hosts.options()).await?;
        if mode == PoolMode::Session && session::shares_sessions(&db).await? {
            return Err(ConnectError::UnknownPooler);
        }
        if hosts.are_several() {
            tokio::spawn(hosts::follow(Arc::clone(&hosts), db.clone()));
        }
        Ok(Self { db, hosts, session, mode })
    }

    /// The hosts of the URL.
    pub fn hosts(&self) -> &Arc<Hosts> {
        &self.hosts
    }

    /// Whether announcements of releases arrive on a connection.
    pub fn can_listen(&self) -> bool {
        self.mode == PoolMode::Session
    }

    /// A pool of one connection with the same settings, to the host in use.
    ///
    /// # Errors
    /// No connection.
    pub async fn own_connection(&self) -> Result<PgPool> {
        let options: PgConnectOptions = self.hosts.options();
        self.session.apply(PgPoolOptions::new().max_connections(1)).connect_with(options).await
    }
}

/// A pool that can only read, without a pooler in transaction mode; see [`Reader::connect`].
///
/// # Errors
/// Those of [`Reader::connect`].
pub async fn connect_read_only(
    url: &str,
    options: PgPoolOptions,
    limit: Duration,
) -> Result<PgPool, ConnectError> {
    Ok(Reader::connect(url, options, limit, PoolMode::Session).await?.db)
}
