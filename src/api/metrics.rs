//! The counters of the service, in the text format of Prometheus.
//!
//! Names follow <https://prometheus.io/docs/practices/naming/>: seconds and bytes, `_total` for what only grows.
//! A route is the path as the contract writes it (`/v1/targets/{id}`), so that there are as many series as routes.

use prometheus::core::Collector;
use prometheus::{
    Encoder, HistogramOpts, HistogramVec, IntCounter, IntCounterVec, IntGauge, IntGaugeVec, Opts,
    Registry, TextEncoder,
};
use std::fmt;

/// Bounds of the latency histogram, in seconds. 10 s is the time limit of a request by default.
const SECONDS: [f64; 13] =
    [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

/// Every counter. Cheap to update; one place for all of them.
pub struct Metrics {
    registry: Registry,
    /// Answers by `route`, `method` and `status` (`2xx`).
    pub requests: IntCounterVec,
    /// Seconds from the head of a request to the head of its answer, by `route`.
    pub durations: HistogramVec,
    /// Bytes of bodies sent, by `route`.
    pub bytes: IntCounterVec,
    /// Requests whose answer was not sent to its end.
    pub in_flight: IntGauge,
    /// Requests that wait for a place, by `class`.
    pub waiting: IntGaugeVec,
    /// Requests that are computed, by `class`.
    pub computed: IntGaugeVec,
    /// Refused requests by `reason`.
    pub refusals: IntCounterVec,
    /// Open connections of clients.
    pub connections: IntGauge,
    /// Connections that were cut because the client did not read.
    pub cut: IntCounter,
    /// Bytes of answers that clients have not read.
    pub unread: IntGauge,
    /// Spans of traces by `outcome`: exported, failed, dropped because too many wait.
    pub spans: IntCounterVec,
    pub(super) state: State,
}

/// Gauges that are computed when the metrics are read.
pub(super) struct State {
    /// Connections to the database by `state`.
    pub(super) pool: IntGaugeVec,
    pub(super) pool_size: IntGauge,
    pub(super) pool_wait: prometheus::Gauge,
    pub(super) release: IntGauge,
    pub(super) released: IntGauge,
    pub(super) ready: IntGauge,
    pub(super) watched: IntGauge,
    /// Answers from the cache by `found`: before or after the query was parsed.
    pub(super) cache_hits: IntCounterVec,
    pub(super) cache_misses: IntCounter,
    pub(super) cache_evictions: IntCounter,
    pub(super) cache_bytes: IntGauge,
    pub(super) cache_entries: IntGauge,
    /// Lists of statements by `outcome`: hit or miss.
    pub(super) statement_lists: IntCounterVec,
    pub(super) statement_bytes: IntGauge,
    pub(super) statement_entries: IntGauge,
}

impl fmt::Debug for Metrics {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Metrics").finish_non_exhaustive()
    }
}

/// Makes a collector and registers it.
fn registered<C: Collector + Clone + 'static>(
    registry: &Registry,
    made: prometheus::Result<C>,
) -> C {
    let collector = made.expect("the names of metrics are constants, and valid");
    let done = registry.register(Box::new(collector.clone()));
    done.expect("each name of a metric is there once");
    collector
}

fn named(name: &str, help: &str) -> Opts {
    Opts::new(name, help).namespace("plan_targets")
}

/// Makes collectors of a registry.
struct Registration<'r>(&'r Registry);

impl Registration<'_> {
    fn counter(&self, name: &str, help: &str) -> IntCounter {
        registered(self.0, IntCounter::with_opts(named(name, help)))
    }

    fn gauge(&self, name: &str, help: &str) -> IntGauge {
        registered(self.0, IntGauge::with_opts(named(name, help)))
    }

    fn counters(&self, name: &str, help: &str, labels: &[&str]) -> IntCounterVec {
        registered(self.0, IntCounterVec::new(named(name, help), labels))
    }

    fn gauges(&self, name: &str, help: &str, labels: &[&str]) -> IntGaugeVec {
        registered(self.0, IntGaugeVec::new(named(name, help), labels))
    }
}

impl Default for Metrics {
    fn default() -> Self {
        let registry = Registry::new();
        let made = Registration(&registry);
        let seconds = "Time from the head of a request to the head of its answer.";
        let histogram = HistogramOpts::from(named("http_request_duration_seconds", seconds));
        let histogram = HistogramVec::new(histogram.buckets(SECONDS.to_vec()), &["route"]);
        let build = made.gauges(
            "build_info",
            "Always 1; the labels identify the program.",
            &["version", "revision"],
        );
        let revision = option_env!("PLAN_TARGETS_REVISION").unwrap_or("unknown");
        build.with_label_values(&[env!("CARGO_PKG_VERSION"), revision]).set(1);
        #[cfg(target_os = "linux")]
        {
            let process = prometheus::process_collector::ProcessCollector::for_self();
            // Its names are its own, so it cannot be refused.
            let _ = registry.register(Box::new(process));
        }
        Self {
            requests: made.counters(
                "http_requests_total",
                "Answers by route, method and class of status.",
                &["route", "method", "status"],
            ),
            durations: registered(&registry, histogram),
            bytes: made.counters("http_response_bytes_total", "Bytes of bodies sent.", &["route"]),
            in_flight: made
                .gauge("http_requests_in_flight", "Requests whose answer was not sent to its end."),
            waiting: made.gauges("requests_waiting", "Requests that wait for a place.", &["class"]),
            computed: made.gauges("requests_computed", "Requests that are computed.", &["class"]),
            refusals: made.counters("refusals_total", "Refused requests by reason.", &["reason"]),
            connections: made.gauge("http_connections", "Open connections of clients."),
            cut: made
                .counter("http_connections_cut_total", "Connections whose client did not read."),
            unread: made.gauge("http_unread_bytes", "Bytes of answers that clients have not read."),
            spans: made.counters("trace_spans_total", "Spans of traces by outcome.", &["outcome"]),
            state: State::default_in(&made),
            registry,
        }
    }
}

impl State {
    fn default_in(made: &Registration<'_>) -> Self {
        let wait = "Time that this reading waited for a connection to the database, at most 0.5 s.";
        let wait = prometheus::Gauge::with_opts(named("db_pool_wait_seconds", wait));
        Self {
            pool: made.gauges(
                "db_pool_connections",
                "Connections to the database by state.",
                &["state"],
            ),
            pool_size: made
                .gauge("db_pool_max_connections", "The most connections to the database."),
            pool_wait: registered(made.0, wait),
            release: made.gauge("release", "Number of the newest release; 0 while none is known."),
            released: made.gauge(
                "release_created_timestamp_seconds",
                "When the newest release was made; 0 while none is known.",
            ),
            ready: made.gauge("ready", "1 where /readyz answers 200."),
            watched: made.gauge("release_watched", "1 while new releases are watched for."),
            cache_hits: made.counters(
                "cache_hits_total",
                "Answers from memory, by where they were found.",
                &["found"],
            ),
            cache_misses: made
                .counter("cache_misses_total", "Answers that were computed and kept."),
            cache_evictions: made.counter("cache_evictions_total", "Bodies removed to make room."),
            cache_bytes: made
                .gauge("cache_bytes", "Bytes held in memory, headers and keys included."),
            cache_entries: made.gauge("cache_entries", "Bodies held in memory."),
            statement_lists: made.counters(
                "statement_cache_lookups_total",
                "Lists of statements that comparisons looked for in memory, by outcome.",
                &["outcome"],
            ),
            statement_bytes: made.gauge("statement_cache_bytes", "Bytes of statements in memory."),
            statement_entries: made
                .gauge("statement_cache_entries", "Lists of statements in memory."),
        }
    }
}

impl Metrics {
    /// All of them as text.
    ///
    /// # Errors
    /// None in practice: a counter that cannot be written is a fault of the library.
    pub fn text(&self) -> prometheus::Result<String> {
        let mut text = Vec::new();
        TextEncoder::new().encode(&self.registry.gather(), &mut text)?;
        Ok(String::from_utf8_lossy(&text).into_owned())
    }

    /// The type of [`Metrics::text`].
    pub fn content_type() -> &'static str {
        prometheus::TEXT_FORMAT
    }
}

/// Sets a counter to a count that is kept elsewhere.
pub(super) fn raise(counter: &IntCounter, count: u64) {
    counter.inc_by(count.saturating_sub(counter.get()));
}

/// Counts something as long as it lives.
#[derive(Debug)]
pub struct Counted(IntGauge);

impl Counted {
    pub fn one(gauge: &IntGauge) -> Self {
        gauge.inc();
        Self(gauge.clone())
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.dec();
    }
}
