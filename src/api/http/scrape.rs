//! `/metrics` on a separate address, for operators of the service.

use crate::api::app::App;
use crate::api::metrics::{Metrics, raise};
use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::io;
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio::time::timeout;

/// The longest that a reading waits for a connection to the database.
const PATIENCE: Duration = Duration::from_millis(500);

/// The service of `/metrics`.
pub fn router(app: App) -> Router {
    Router::new().route("/metrics", get(read)).with_state(app)
}

/// Serves `/metrics` until the task is dropped.
///
/// # Errors
/// None at present: axum keeps on accepting.
pub async fn serve(listener: TcpListener, app: App) -> io::Result<()> {
    axum::serve(listener, router(app)).await
}

async fn read(State(app): State<App>) -> Response {
    look(&app).await;
    match app.metrics.text() {
        Ok(text) => ([(header::CONTENT_TYPE, Metrics::content_type())], text).into_response(),
        Err(error) => {
            tracing::error!(%error, "the metrics cannot be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// Sets the gauges that are computed when the metrics are read.
async fn look(app: &App) {
    let state = &app.metrics.state;
    let begun = Instant::now();
    let connection = timeout(PATIENCE, app.db.acquire()).await;
    state.pool_wait.set(begun.elapsed().as_secs_f64());
    drop(connection);
    let (size, idle) = (i64::from(app.db.size()), i64::try_from(app.db.num_idle()).unwrap_or(0));
    state.pool.with_label_values(&["idle"]).set(idle);
    state.pool.with_label_values(&["used"]).set((size - idle).max(0));
    state.pool_size.set(i64::from(app.db.options().get_max_connections()));
    let cache = app.answers.figures();
    raise(&state.cache_hits.with_label_values(&["request"]), cache.request_hits);
    raise(&state.cache_hits.with_label_values(&["question"]), cache.question_hits);
    raise(&state.cache_misses, cache.misses);
    raise(&state.cache_evictions, cache.evictions);
    state.cache_bytes.set(i64::try_from(cache.bytes).unwrap_or(i64::MAX));
    state.cache_entries.set(i64::try_from(cache.entries).unwrap_or(i64::MAX));
    let statements = app.snapshots.statements().figures();
    raise(&state.statement_lists.with_label_values(&["hit"]), statements.hits);
    raise(&state.statement_lists.with_label_values(&["miss"]), statements.misses);
    state.statement_bytes.set(i64::try_from(statements.bytes).unwrap_or(i64::MAX));
    state.statement_entries.set(i64::try_from(statements.entries).unwrap_or(i64::MAX));
    let newest = app.snapshots.known();
    state.release.set(newest.as_ref().map_or(0, |newest| i64::from(newest.release.id)));
    let made = newest.as_ref().map_or(0, |newest| newest.release.created_at.timestamp());
    state.released.set(made);
    state.watched.set(i64::from(app.snapshots.are_watched()));
    state.ready.set(i64::from(app.readiness().is_ok()));
}
