//! A span for each statement, from what the driver of the database reports when it is done.

use opentelemetry::trace::{Span, SpanKind, TraceContextExt, Tracer};
use opentelemetry::{Context as SpanContext, KeyValue};
use opentelemetry_sdk::trace::SdkTracer;
use std::fmt;
use std::time::{Duration, SystemTime};
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;

/// Makes the spans. Names are those of
/// <https://opentelemetry.io/docs/specs/semconv/database/database-spans/>.
pub(super) struct Statements {
    tracer: SdkTracer,
}

impl Statements {
    pub(super) fn new(tracer: SdkTracer) -> Self {
        Self { tracer }
    }
}

impl<S: Subscriber> Layer<S> for Statements {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let parent = SpanContext::current();
        if !parent.span().span_context().is_sampled() {
            return;
        }
        let end = SystemTime::now();
        let mut statement = Statement::default();
        event.record(&mut statement);
        let Statement { summary, text, rows, seconds } = statement;
        let took = Duration::try_from_secs_f64(seconds).unwrap_or_default();
        let text = if text.is_empty() { summary.clone() } else { text };
        let span = self.tracer.span_builder(summary).with_kind(SpanKind::Client);
        let span = span.with_start_time(end.checked_sub(took).unwrap_or(end)).with_attributes([
            KeyValue::new("db.system.name", "postgresql"),
            KeyValue::new("db.query.text", text),
            KeyValue::new("db.response.returned_rows", rows),
        ]);
        span.start_with_context(&self.tracer, &parent).end_with_timestamp(end);
    }
}

/// What the driver tells of a statement.
#[derive(Debug, Default)]
struct Statement {
    /// Its first words.
    summary: String,
    /// All of it, without values; empty where `summary` is all of it.
    text: String,
    rows: i64,
    seconds: f64,
}

impl Visit for Statement {
    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "summary" => value.clone_into(&mut self.summary),
            "db.statement" => value.trim().clone_into(&mut self.text),
            _ => {}
        }
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        if field.name() == "rows_returned" {
            self.rows = i64::try_from(value).unwrap_or(i64::MAX);
        }
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        if field.name() == "elapsed_secs" {
            self.seconds = value;
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn fmt::Debug) {}
}
