//! Connections to PostgreSQL.

use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, PgPool, Row,
    postgres::{PgConnectOptions, PgPoolOptions, PgQueryResult},
};
use std::time::Duration;

/// The result of a function of this room.
pub type Result<T, E = sqlx::Error> = std::result::Result<T, E>;

/// A pool that may write: for migrations and ingest.
///
/// # Errors
/// A malformed URL, or no connection. The first connection is made here because a pool would try
/// again for half a minute and then report a timeout without the cause.
pub async fn connect(url: &str) -> Result<PgPool> {
    let options = named(url.parse()?, "load");
    options.connect().await?.close().await?;
    PgPoolOptions::new().max_connections(2).connect_with(options).await
}

/// The options with a name for `pg_stat_activity`, where neither the URL nor `PGAPPNAME` has one.
fn named(options: PgConnectOptions, command: &str) -> PgConnectOptions {
    match options.get_application_name() {
        Some(_) => options,
        None => options.application_name(&format!("plan-targets {command}")),
    }
}

/// A pool that can only read; `options` sets the number of connections and the time to wait for
/// one. PostgreSQL ends a statement after `limit`, so that it does not go on working for a client
/// that is gone.
///
/// # Errors
/// A malformed URL, or no connection.
pub async fn connect_read_only(
    url: &str,
    options: PgPoolOptions,
    limit: Duration,
) -> Result<PgPool> {
    let limit = limit.as_millis();
    // Filters are optional. A generic plan reads whole tables (over 5 s for one region of 1.3 million
    // rows); a plan for the filters of the request reads an index (under 0.03 s). Planning takes 2 ms.
    //
    // The planner expects too few groups of counts. Parallel workers then spend more time handing
    // over groups than one process needs for all of them (4.7 s against 1.7 s for 1.3 million rows).
    //
    // Compiling a statement to machine code takes longer than most statements run.
    let settings = format!(
        "set statement_timeout = {limit}; set plan_cache_mode = force_custom_plan; \
         set parallel_tuple_cost = 1; set jit = off;"
    );
    checked_after_idling(restricted(options, settings))
        .connect_with(named(url.parse()?, "serve"))
        .await
}

/// The same options with connections that are checked only after they were idle for [`RECENT`]. By default the pool
/// checks each connection each time, which adds a round trip to every query.
fn checked_after_idling(options: PgPoolOptions) -> PgPoolOptions {
    options.test_before_acquire(false).before_acquire(|connection, about| {
        Box::pin(async move {
            if about.idle_for > RECENT {
                connection.ping().await?;
            }
            Ok(true)
        })
    })
}

/// A connection that worked within this time is taken to work still.
const RECENT: Duration = Duration::from_secs(1);

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

/// A setting of the server's connections that is not in effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch {
    pub setting: &'static str,
    /// The setting in effect.
    pub actual: String,
    /// The required setting.
    pub wanted: String,
}

/// The settings of [`connect_read_only`] that are not in effect on a connection of the pool. A pooler
/// may drop them.
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

/// The role that may only select.
const READER: &str = "plan_targets_reader";

/// The same options with connections that cannot write: transactions are read-only, and the role is
/// `plan_targets_reader`, which may only select, where the login may take it. Replaces an earlier
/// `after_connect`.
#[must_use]
pub fn read_only(options: PgPoolOptions) -> PgPoolOptions {
    restricted(options, String::new())
}

/// The same as [`read_only`], with further settings. They are statements, because poolers refuse or
/// drop settings at the start of a connection.
fn restricted(options: PgPoolOptions, settings: String) -> PgPoolOptions {
    let settings = format!("set default_transaction_read_only = on; {settings}");
    options.after_connect(move |connection, _| {
        // Constants and a number.
        let settings = AssertSqlSafe(settings.clone());
        Box::pin(async move {
            sqlx::raw_sql(settings).execute(&mut *connection).await?;
            match sqlx::raw_sql("set role plan_targets_reader").execute(&mut *connection).await {
                Err(sqlx::Error::Database(refused)) => {
                    tracing::warn!(
                        reason = refused.message(),
                        "the role plan_targets_reader cannot be taken: transactions are read-only, \
                         but the login keeps its own rights"
                    );
                    Ok(())
                }
                done => done.map(|_: PgQueryResult| ()),
            }
        })
    })
}
