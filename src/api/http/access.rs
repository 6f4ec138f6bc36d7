//! One log line for each answer, written when its body was sent or dropped.
//!
//! ```text
//! method path query client status bytes duration_ms request_id trace_id
//! ```
//! `query` is the canonical one where the request was read, else the one that was sent. `bytes` are those of the body
//! that the connection took, `duration_ms` is the time to the head of the answer. Refusals (429, 503) come in floods, so
//! [`MOST_REFUSALS`] of them have lines in [`WINDOW`], and one line has the number of the others.

use super::client::{Client, Peer};
use super::measure;
use super::occasional_line::OccasionalLine;
use super::problems::RequestId;
use super::trace::RequestTrace;
use super::watched_body::{BodyWatch, watched};
use crate::api::app::App;
use crate::api::ask::query::QuestionSlot;
use crate::api::problem::Outage;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tracing::Instrument;
use uuid::Uuid;

/// The header with the id of a request, in requests and answers.
pub const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Bytes of an unknown method that an answer and the log repeat. A client may send a long one.
pub(super) const LONGEST_METHOD: usize = 20;
/// Bytes of a path or a query that the log repeats.
const LONGEST_LOGGED: usize = 500;
/// Refusals that have a line in each window.
const MOST_REFUSALS: u64 = 20;
/// The time in which refusals are counted.
const WINDOW: Duration = Duration::from_secs(10);

/// The log of answers.
#[derive(Debug)]
pub(crate) struct AccessLog {
    app: App,
    refusals: Refusals,
    outage: OccasionalLine,
}

impl AccessLog {
    pub(crate) fn new(app: App) -> Self {
        Self { app, refusals: Refusals::default(), outage: OccasionalLine::default() }
    }
}

/// Counts refusals, which have a line as long as they are few.
#[derive(Debug, Default)]
struct Refusals(Mutex<RefusalWindow>);

#[derive(Debug, Default)]
struct RefusalWindow {
    begun: Option<Instant>,
    refused: u64,
}

impl Refusals {
    /// Whether a refusal has a line.
    fn has_line(&self, now: Instant) -> bool {
        let mut window = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if window.begun.is_none() {
            window.begun = Some(now);
        }
        window.refused += 1;
        window.refused <= MOST_REFUSALS
    }

    /// The refusals without a line in a window that has ended; 0 where all had one.
    fn unlogged(&self, now: Instant) -> u64 {
        let mut window = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if window.begun.is_none_or(|begun| now.duration_since(begun) < WINDOW) {
            return 0;
        }
        let RefusalWindow { refused, .. } = std::mem::take(&mut *window);
        refused.saturating_sub(MOST_REFUSALS)
    }
}

/// What is known of a request before its answer is sent.
#[derive(Debug)]
pub(super) struct AccessLine {
    log: Arc<AccessLog>,
    trace: RequestTrace,
    begun: Instant,
    id: String,
    method: String,
    path: String,
    query: Option<String>,
    question: QuestionSlot,
    client: Client,
}

impl AccessLine {
    /// The line of a request that arrived at `begun`, with its route where that is known.
    pub(super) fn begin(
        log: Arc<AccessLog>,
        begun: Instant,
        request: &Request,
        route: Option<&str>,
    ) -> Self {
        let id = id(request);
        let trace = RequestTrace::begin(request, route, &id);
        Self::of(log, begun, request, id, trace)
    }

    /// The same for an answer from memory. Nothing else is logged on its way, so it needs a span only for an exported trace.
    pub(super) fn begin_from_memory(
        log: Arc<AccessLog>,
        begun: Instant,
        request: &Request,
        route: &str,
    ) -> Self {
        if log.app.exports_traces {
            return Self::begin(log, begun, request, Some(route));
        }
        let trace = RequestTrace::without_span(request.headers());
        Self::of(log, begun, request, id(request), trace)
    }

    fn of(
        log: Arc<AccessLog>,
        begun: Instant,
        request: &Request,
        id: String,
        trace: RequestTrace,
    ) -> Self {
        let peer = request.extensions().get::<Peer>().copied();
        Self {
            trace,
            begun,
            method: shortened(request.method().as_str(), LONGEST_METHOD),
            path: shortened(request.uri().path(), LONGEST_LOGGED),
            query: request.uri().query().map(|query| shortened(query, LONGEST_LOGGED)),
            question: QuestionSlot::default(),
            client: Client::of(peer, request.headers(), &log.app.limits.trusted_proxies),
            id,
            log,
        }
    }

    /// The line with the canonical query.
    pub(super) fn asking(self, query: &Arc<str>) -> Self {
        self.question.set(Arc::clone(query));
        self
    }

    /// Writes the id of the request into the headers of its answer.
    pub(super) fn write_id(&self, headers: &mut HeaderMap) {
        if let Ok(id) = HeaderValue::from_str(&self.id) {
            headers.insert(X_REQUEST_ID, id);
        }
    }

    /// The watch of the answer, whose head is about to be sent.
    pub(super) fn answered(self, status: StatusCode) -> AnswerLine {
        let head_after = self.begun.elapsed();
        self.trace.answered(status);
        AnswerLine { line: self, status, head_after, bytes: 0 }
    }

    /// Writes the line.
    fn write(&self, status: StatusCode, head_after: Duration, bytes: u64) {
        let now = Instant::now();
        let unlogged = self.log.refusals.unlogged(now);
        if unlogged > 0 {
            let window_s = WINDOW.as_secs();
            tracing::warn!(unlogged, window_s, "refused requests without a line of their own");
        }
        let is_refusal =
            [StatusCode::TOO_MANY_REQUESTS, StatusCode::SERVICE_UNAVAILABLE].contains(&status);
        if is_refusal && !self.log.refusals.has_line(now) {
            return;
        }
        let canonical = self.question.canonical().map(AsRef::as_ref);
        let query: &str = canonical.or(self.query.as_deref()).unwrap_or_default();
        let query = &query[..query.floor_char_boundary(LONGEST_LOGGED)];
        let duration_ms = (head_after.as_secs_f64() * 1e6).round() / 1e3;
        let Self { method, path, id, client, .. } = self;
        let (status, trace_id) = (status.as_u16(), self.trace.id.as_deref());
        macro_rules! answered {
            ($($parent:tt)*) => {
                tracing::info!($($parent)* method, path, query, %client, status, bytes, duration_ms, request_id = id, trace_id, "answered")
            };
        }
        if self.trace.is_recorded() {
            // The line becomes an event of the span.
            self.trace.span.in_scope(|| answered!());
        } else {
            // The span says nothing that the line does not, and would be written once more.
            answered!(parent: None,);
        }
    }
}

/// The first bytes of a text, in whole characters.
fn shortened(text: &str, longest: usize) -> String {
    text[..text.floor_char_boundary(longest)].to_owned()
}

/// Gives the request its id, its log line and its `X-Request-Id` header.
pub(crate) async fn identify(
    State(log): State<Arc<AccessLog>>,
    mut request: Request,
    next: Next,
) -> Response {
    let route = measure::route(&request);
    let route = route.as_ref().map(MatchedPath::as_str);
    let line = AccessLine::begin(log, Instant::now(), &request, route);
    request.extensions_mut().insert(RequestId(line.id.clone()));
    request.extensions_mut().insert(line.question.clone());
    let mut response = next.run(request).instrument(line.trace.span.clone()).await;
    line.write_id(response.headers_mut());
    if let Some(Outage(error)) = response.extensions().get::<Outage>() {
        report(&line.log, error);
    }
    let line = line.answered(response.status());
    watched(response, line)
}

/// Logs a database that does not answer a request. Where it answers nobody, the watcher of releases has logged it.
fn report(log: &AccessLog, error: &str) {
    if !log.app.snapshots.is_database_away()
        && let Some(unlogged) = log.outage.line()
    {
        tracing::warn!(error, unlogged, "a request got no answer of the database");
    }
}

/// The id that the request brings, else a fresh one.
fn id(request: &Request) -> String {
    let brought = request.headers().get(&X_REQUEST_ID).and_then(|id| id.to_str().ok());
    brought.filter(|id| is_sane(id)).map_or_else(fresh_id, str::to_owned)
}

/// Whether an id may be logged and sent back unchanged.
fn is_sane(id: &str) -> bool {
    (1..=64).contains(&id.len())
        && id.bytes().all(|c| c.is_ascii_alphanumeric() || b"-_.".contains(&c))
}

/// A random UUID, hyphenated.
fn fresh_id() -> String {
    Uuid::new_v4().to_string()
}

/// The line of an answer that is being sent. It is written at the end.
pub(super) struct AnswerLine {
    line: AccessLine,
    status: StatusCode,
    head_after: Duration,
    bytes: u64,
}

impl BodyWatch for AnswerLine {
    fn sent(&mut self, bytes: u64) {
        self.bytes += bytes;
    }
}

impl Drop for AnswerLine {
    fn drop(&mut self) {
        self.line.write(self.status, self.head_after, self.bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn request_ids_are_sane_and_differ() {
        assert!(is_sane(&fresh_id()));
        assert_ne!(fresh_id(), fresh_id());
        for id in ["", "a b", "a\nb", "编号", &"a".repeat(65)] {
            assert!(!is_sane(id), "{id}");
        }
    }

    #[test]
    fn a_flood_of_refusals_has_some_lines_and_then_a_number() {
        let (refusals, begun) = (Refusals::default(), Instant::now());
        let after = |seconds| begun + Duration::from_secs(seconds);
        let lines = (0..1000).filter(|_| refusals.has_line(after(1))).count();
        assert_eq!(lines, 20);
        assert_eq!((refusals.unlogged(after(5)), refusals.unlogged(after(11))), (0, 980));
        assert!(refusals.has_line(after(12)), "a new window");
        assert_eq!(refusals.unlogged(after(30)), 0, "every one had a line");
    }
}
