//! The settings of the server's connections, and how a connection gets them.
//!
//! | pooler | settings | prepared statements |
//! |---|---|---|
//! | none, or in session mode | `set` after a connection is made | named, kept by the connection |
//! | in transaction mode | `set local`: a connection is in one read-only transaction from when it is taken from the pool until it is given back | of that transaction; kept longer only where the URL has `statement-cache-capacity` |

use super::hosts::{self, Hosts};
use sqlx::Result;
use sqlx::postgres::{PgConnection, PgPoolOptions, PgTransactionManager};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgPool, Row, SqlSafeStr};
use sqlx_core::transaction::TransactionManager;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::time::timeout;

/// The role that may only select.
const READER: &str = "plan_targets_reader";

/// A connection that worked within this time is taken to work still.
const RECENT: Duration = Duration::from_secs(1);

/// The time to wait for a second session of a pooler.
pub(super) const SECOND_SESSION: Duration = Duration::from_secs(2);

/// How the pooler between a pool and PostgreSQL lends its sessions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PoolMode {
    /// A session belongs to a connection, with and without a pooler.
    #[default]
    Session,
    /// A session belongs to a connection for one transaction.
    Transaction,
}

/// The settings of read-only connections.
#[derive(Debug, Clone, Default)]
pub struct Session {
    mode: PoolMode,
    /// Names and values: constants and a number.
    settings: Vec<String>,
    keeps_statements: bool,
    hosts: Option<Arc<Hosts>>,
}

impl Session {
    /// The settings of a server whose statements may take `limit`.
    pub fn new(limit: Duration, mode: PoolMode) -> Self {
        let limit = limit.as_millis();
        // Filters are optional. A generic plan reads whole tables (over 5 s for one region of 1.3 million
        // rows); a plan for the filters of the request reads an index (under 0.03 s). Planning takes 2 ms.
        //
        // The planner expects too few groups of counts. Parallel workers then spend more time handing
        // over groups than one process needs for all of them (4.7 s against 1.7 s for 1.3 million rows).
        //
        // Pages of the data are in memory or on a disk without a head to move. The default of 4 counts a page found by an
        // index as dear as four in a row, so the planner reads all documents to look up those of a few observations.
        //
        // Compiling a statement to machine code takes longer than most statements run.
        let settings = vec![
            format!("statement_timeout = {limit}"),
            "plan_cache_mode = force_custom_plan".to_owned(),
            "parallel_tuple_cost = 1".to_owned(),
            "random_page_cost = 1.1".to_owned(),
            "jit = off".to_owned(),
        ];
        Self { mode, settings, ..Self::default() }
    }

    /// Keeps prepared statements from one transaction to the next.
    #[must_use]
    pub fn keeping_statements(self) -> Self {
        Self { keeps_statements: true, ..self }
    }

    /// Closes connections to a host that is no longer in use.
    #[must_use]
    pub fn at_hosts(self, hosts: Arc<Hosts>) -> Self {
        Self { hosts: Some(hosts), ..self }
    }

    /// The same options with connections that have these settings. Replaces earlier hooks.
    pub fn apply(&self, options: PgPoolOptions) -> PgPoolOptions {
        // By default the pool checks each connection each time, which adds a round trip to every query.
        let options = options.test_before_acquire(false);
        match self.mode {
            PoolMode::Session => self.set_once(options),
            PoolMode::Transaction => self.set_in_transactions(options),
        }
    }

    fn is_outdated(&self, age: Duration) -> bool {
        self.hosts.as_ref().is_some_and(|hosts| hosts.is_outdated(age))
    }

    /// The settings are statements, because poolers refuse or drop settings at the start of a connection.
    fn set_once(&self, options: PgPoolOptions) -> PgPoolOptions {
        let session = self.clone();
        let settings = std::iter::once("default_transaction_read_only = on")
            .chain(self.settings.iter().map(String::as_str))
            .fold(String::new(), |all, setting| all + "set " + setting + "; ");
        options
            .before_acquire(move |connection, about| {
                let outdated = session.is_outdated(about.age);
                // A host that died leaves connections that were used a moment ago.
                let several = session.hosts.is_some();
                Box::pin(async move {
                    if !outdated && (several || about.idle_for > RECENT) {
                        connection.ping().await?;
                    }
                    Ok(!outdated)
                })
            })
            .after_connect(move |connection, _| {
                let settings = AssertSqlSafe(settings.clone());
                Box::pin(async move {
                    sqlx::raw_sql(settings).execute(&mut *connection).await?;
                    match sqlx::raw_sql(AssertSqlSafe(format!("set role {READER}")))
                        .execute(connection)
                        .await
                    {
                        Err(sqlx::Error::Database(refused)) => {
                            warn_of_role(refused.message());
                            Ok(())
                        }
                        done => done.map(|_| ()),
                    }
                })
            })
    }

    fn set_in_transactions(&self, options: PgPoolOptions) -> PgPoolOptions {
        let transaction = Arc::new(ReadTransaction::new(self));
        let first = Arc::clone(&transaction);
        let session = self.clone();
        options
            .after_connect(move |connection, _| {
                let first = Arc::clone(&first);
                Box::pin(async move { first.begin_in_time(connection).await })
            })
            .before_acquire(move |connection, about| {
                let outdated = session.is_outdated(about.age);
                let transaction = Arc::clone(&transaction);
                Box::pin(async move {
                    if !outdated {
                        transaction.begin_in_time(connection).await?;
                    }
                    Ok(!outdated)
                })
            })
            .after_release(|connection, _| {
                Box::pin(async move {
                    PgTransactionManager::rollback(connection).await?;
                    Ok(true)
                })
            })
    }
}

/// The transaction in which a connection is used behind a pooler in transaction mode.
#[derive(Debug)]
struct ReadTransaction {
    /// One message of the simple protocol, so one round trip.
    begin: String,
    /// False once the login was refused the role.
    takes_role: AtomicBool,
    /// Whether another host may answer where this one does not. A pooler takes connections while its server is away.
    has_other_hosts: bool,
}

impl ReadTransaction {
    fn new(session: &Session) -> Self {
        // The driver numbers its statements by connection, so those of another one may have the same names in this session.
        let forget = if session.keeps_statements { "" } else { "deallocate all; " };
        let settings = session.settings.iter().map(|setting| format!("set local {setting}; "));
        let begin = format!("begin read only; {forget}{}", settings.collect::<String>());
        Self { begin, takes_role: AtomicBool::new(true), has_other_hosts: session.hosts.is_some() }
    }

    async fn begin_in_time(&self, connection: &mut PgConnection) -> Result<()> {
        // The first connection of a pool is not given back but put there.
        while PgTransactionManager::get_transaction_depth(connection) > 0 {
            PgTransactionManager::rollback(connection).await?;
        }
        if !self.has_other_hosts {
            return self.begin(connection).await;
        }
        let begun = timeout(hosts::PATIENCE, self.begin(connection)).await;
        begun.unwrap_or(Err(sqlx::Error::PoolTimedOut))
    }

    async fn begin(&self, connection: &mut PgConnection) -> Result<()> {
        if self.takes_role.load(Ordering::Relaxed) {
            let with_role = format!("{}set local role {READER}", self.begin);
            let begin = AssertSqlSafe(with_role).into_sql_str();
            match PgTransactionManager::begin(connection, Some(begin)).await {
                // insufficient_privilege, undefined_object
                Err(sqlx::Error::Database(refused))
                    if refused
                        .code()
                        .is_some_and(|code| ["42501", "22023", "42704"].contains(&&*code)) =>
                {
                    if self.takes_role.swap(false, Ordering::Relaxed) {
                        warn_of_role(refused.message());
                    }
                    sqlx::raw_sql("rollback").execute(&mut *connection).await?;
                }
                done => return done,
            }
        }
        let begin = AssertSqlSafe(self.begin.clone()).into_sql_str();
        PgTransactionManager::begin(connection, Some(begin)).await
    }
}

fn warn_of_role(reason: &str) {
    tracing::warn!(
        reason,
        "the role plan_targets_reader cannot be taken: transactions are read-only, but the login keeps its own rights"
    );
}

/// Options with connections that cannot write: transactions are read-only, and the role is `plan_targets_reader`,
/// which may only select, where the login may take it. Replaces earlier hooks.
#[must_use]
pub fn read_only(options: PgPoolOptions) -> PgPoolOptions {
    Session::default().apply(options)
}

/// Whether a pooler in transaction mode is between the pool and PostgreSQL: one connection then sees the
/// settings of another. Role and limits of a connection would have no effect, and prepared statements would
/// belong to another session. False where the pool has one connection.
///
/// # Errors
/// Those of the database.
pub async fn shares_sessions(db: &PgPool) -> Result<bool> {
    if db.options().get_max_connections() < 2 {
        return Ok(false);
    }
    let (mut one, mut other) = (db.acquire().await?, db.acquire().await?);
    // A pooler lends `other`, for its transaction, the session that `one` gave back last.
    sqlx::raw_sql("select set_config('plan_targets.session', 'one', false)")
        .execute(&mut *one)
        .await?;
    sqlx::raw_sql("begin").execute(&mut *other).await?;
    let seen = sqlx::raw_sql("select coalesce(current_setting('plan_targets.session', true), '')");
    let seen: String = seen.fetch_one(&mut *other).await?.try_get(0)?;
    sqlx::raw_sql("rollback").execute(&mut *other).await?;
    Ok(seen == "one")
}

/// Whether a statement that was prepared in one transaction can be run in the next, in another session: true without a
/// pooler, and with one in transaction mode that knows prepared statements.
///
/// # Errors
/// Those of the database.
pub async fn keeps_statements(hosts: &Hosts) -> Result<bool> {
    let options = hosts.options().statement_cache_capacity(10);
    let (mut one, mut other) = (options.connect().await?, options.connect().await?);
    let prepared = || sqlx::query("select 1");
    let tried = async {
        prepared().execute(&mut one).await?;
        // Takes the session that `one` gave back last, so `one` gets another one.
        sqlx::raw_sql("begin").execute(&mut other).await?;
        prepared().execute(&mut one).await
    };
    // A pooler with one session has none for the second connection.
    match timeout(SECOND_SESSION, tried).await.unwrap_or(Err(sqlx::Error::PoolTimedOut)) {
        Ok(_) => Ok(true),
        Err(sqlx::Error::Database(refused))
            // invalid_sql_statement_name, duplicate_prepared_statement
            if refused.code().is_some_and(|code| ["26000", "42P05"].contains(&&*code)) =>
        {
            Ok(false)
        }
        Err(error) => Err(error),
    }
}

/// A setting of the server's connections that is not in effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch {
    pub setting: &'static str,
    /// The setting in effect.
    pub actual: String,
    /// The required setting.
    pub wanted: String,
}

/// The settings of [`Session`] that are not in effect on a connection of the pool. A pooler may drop them.
///
/// # Errors
/// Those of the database.
pub async fn mismatches(db: &PgPool, limit: Duration) -> Result<Vec<Mismatch>> {
    let row: (String, String, String, String) = sqlx::query_as(
        "select current_user::text,
                (select setting from pg_settings where name = 'statement_timeout'),
                current_setting('plan_cache_mode'), current_setting('transaction_read_only')",
    )
    .fetch_one(db)
    .await?;
    let (role, timeout, plans, read_only) = row;
    let wanted = [
        ("role", role, READER.to_owned()),
        ("statement_timeout", timeout, limit.as_millis().to_string()),
        ("plan_cache_mode", plans, "force_custom_plan".to_owned()),
        ("transaction_read_only", read_only, "on".to_owned()),
    ];
    let differ = wanted.into_iter().filter(|(_, actual, wanted)| actual != wanted);
    Ok(differ.map(|(setting, actual, wanted)| Mismatch { setting, actual, wanted }).collect())
}
