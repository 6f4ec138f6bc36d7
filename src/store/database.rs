//! Connections to PostgreSQL.

use sqlx::{
    ConnectOptions, Connection, PgPool,
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
    let options: PgConnectOptions = url.parse()?;
    options.connect().await?.close().await?;
    PgPoolOptions::new().max_connections(2).connect_with(options).await
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
    let limit = format!("{}ms", limit.as_millis());
    let settings = [
        ("statement_timeout", limit.as_str()),
        // Filters are optional. A generic plan reads whole tables (over 5 s for one region of 1.3
        // million rows); a plan for the filters of the request reads an index (under 0.03 s).
        // Planning takes 2 ms.
        ("plan_cache_mode", "force_custom_plan"),
        // The planner expects too few groups of counts. Parallel workers then spend more time
        // handing over groups than one process needs for all of them (4.7 s against 1.7 s for 1.3
        // million rows).
        ("parallel_tuple_cost", "1"),
        // Compiling a statement to machine code takes longer than most statements run.
        ("jit", "off"),
    ];
    let server = url.parse::<PgConnectOptions>()?.options(settings);
    read_only(options).connect_with(server).await
}

/// The same options with connections that cannot write: transactions are read-only, and the role is
/// `plan_targets_reader`, which may only select, where the login may take it. Replaces an earlier
/// `after_connect`.
#[must_use]
pub fn read_only(options: PgPoolOptions) -> PgPoolOptions {
    options.after_connect(|connection, _| {
        Box::pin(async move {
            sqlx::raw_sql("set default_transaction_read_only = on")
                .execute(&mut *connection)
                .await?;
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
