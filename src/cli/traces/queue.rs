//! The queue of spans before the thread that exports them: bounded, and every span of it is counted.

use opentelemetry::Context;
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{BatchSpanProcessor, Span, SpanData, SpanExporter, SpanProcessor};
use prometheus::IntCounterVec;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

/// Spans that wait for their export or are being exported; a few megabytes.
pub(super) const QUEUE: usize = 4096;

/// The number of spans in the queue, and what became of others.
#[derive(Debug)]
pub(super) struct SpanQueue {
    length: AtomicUsize,
    /// Spans by `outcome`.
    spans: IntCounterVec,
    /// Whether the last export failed.
    is_failing: AtomicBool,
}

impl SpanQueue {
    pub(super) fn new(spans: IntCounterVec) -> Self {
        Self { length: AtomicUsize::new(0), spans, is_failing: AtomicBool::new(false) }
    }

    /// Takes a place for one more span. False where none is left; the span is then counted as dropped.
    fn enter(&self) -> bool {
        let longer = |length| (length < QUEUE).then_some(length + 1);
        let entered =
            self.length.fetch_update(Ordering::Relaxed, Ordering::Relaxed, longer).is_ok();
        if !entered {
            self.spans.with_label_values(&["dropped"]).inc();
        }
        entered
    }

    /// Gives the places of exported spans back. Logs the first of several failures, and their end.
    fn leave(&self, spans: usize, done: &OTelSdkResult) {
        self.length.fetch_sub(spans, Ordering::Relaxed);
        let outcome = if done.is_ok() { "exported" } else { "failed" };
        self.spans.with_label_values(&[outcome]).inc_by(spans as u64);
        let failed_before = self.is_failing.swap(done.is_err(), Ordering::Relaxed);
        match done {
            Err(error) if !failed_before => {
                tracing::warn!(%error, "traces cannot be exported");
            }
            Ok(()) if failed_before => tracing::info!("traces are exported again"),
            _ => {}
        }
    }
}

/// Passes spans on as long as the queue has room.
#[derive(Debug)]
pub(super) struct QueuedSpans {
    batches: BatchSpanProcessor,
    queue: Arc<SpanQueue>,
}

impl QueuedSpans {
    pub(super) fn new(batches: BatchSpanProcessor, queue: Arc<SpanQueue>) -> Self {
        Self { batches, queue }
    }
}

impl SpanProcessor for QueuedSpans {
    fn on_start(&self, span: &mut Span, context: &Context) {
        self.batches.on_start(span, context);
    }

    fn on_end(&self, span: SpanData) {
        if span.span_context.is_sampled() && self.queue.enter() {
            self.batches.on_end(span);
        }
    }

    fn force_flush(&self) -> OTelSdkResult {
        self.batches.force_flush()
    }

    fn shutdown_with_timeout(&self, limit: Duration) -> OTelSdkResult {
        self.batches.shutdown_with_timeout(limit)
    }

    fn set_resource(&mut self, resource: &Resource) {
        self.batches.set_resource(resource);
    }
}

/// Exports and tells the queue about it.
#[derive(Debug)]
pub(super) struct CountedExporter<E> {
    exporter: E,
    queue: Arc<SpanQueue>,
}

impl<E> CountedExporter<E> {
    pub(super) fn new(exporter: E, queue: Arc<SpanQueue>) -> Self {
        Self { exporter, queue }
    }
}

impl<E: SpanExporter> SpanExporter for CountedExporter<E> {
    async fn export(&self, batch: Vec<SpanData>) -> OTelSdkResult {
        let spans = batch.len();
        let done = self.exporter.export(batch).await;
        self.queue.leave(spans, &done);
        done
    }

    fn shutdown_with_timeout(&self, limit: Duration) -> OTelSdkResult {
        self.exporter.shutdown_with_timeout(limit)
    }

    fn set_resource(&mut self, resource: &Resource) {
        self.exporter.set_resource(resource);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::metrics::Metrics;
    use opentelemetry_sdk::error::OTelSdkError;

    #[test]
    fn a_span_beyond_the_queue_is_dropped_and_every_span_is_counted() {
        let metrics = Metrics::default();
        let queue = SpanQueue::new(metrics.spans.clone());
        let entered = (0..QUEUE + 10).filter(|_| queue.enter()).count();
        assert_eq!(entered, QUEUE);
        queue.leave(500, &Ok(()));
        queue.leave(200, &Err(OTelSdkError::InternalFailure("no collector".to_owned())));
        let entered = (0..QUEUE).filter(|_| queue.enter()).count();
        assert_eq!(entered, 700);
        let count = |outcome| metrics.spans.with_label_values(&[outcome]).get();
        let dropped = 10 + QUEUE as u64 - 700;
        assert_eq!((count("exported"), count("failed"), count("dropped")), (500, 200, dropped));
    }
}
