//! The recording of spans and their way to the collector.

use super::collector::CollectorClient;
use super::queue::{CountedExporter, QUEUE, QueuedSpans, SpanQueue};
use super::statements::Statements;
use crate::api::metrics::Metrics;
use anyhow::Context;
use opentelemetry::KeyValue;
use opentelemetry::trace::TracerProvider;
use opentelemetry_otlp::{SpanExporter, WithExportConfig, WithHttpConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::resource::{EnvResourceDetector, TelemetryResourceDetector};
use opentelemetry_sdk::trace::{
    BatchConfigBuilder, BatchSpanProcessor, SdkTracer, SdkTracerProvider,
};
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Handle;
use tracing::level_filters::LevelFilter;
use tracing::{Level, Metadata, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::filter::{FilterFn, Targets, filter_fn};
use tracing_subscriber::registry::LookupSpan;
use uuid::Uuid;

/// The name of the service where `OTEL_SERVICE_NAME` and `OTEL_RESOURCE_ATTRIBUTES` give none.
const SERVICE: &str = env!("CARGO_PKG_NAME");
/// The module whose spans are exported.
const PROGRAM: &str = env!("CARGO_CRATE_NAME");
/// Where the driver of the database reports each statement.
const STATEMENTS: &str = "sqlx::query";
/// The longest time that the end of the program waits for the last spans to be exported.
const LAST_EXPORT: Duration = Duration::from_secs(3);

/// The recorded spans of the program.
#[derive(Debug)]
pub(in crate::cli) struct Traces {
    provider: SdkTracerProvider,
    tracer: SdkTracer,
}

impl Traces {
    /// Exports to the collector at this URL, to whose path `/v1/traces` is added. `runtime` does its input and output.
    ///
    /// # Errors
    /// The URL cannot be read.
    pub(in crate::cli) fn start(
        collector: &str,
        metrics: &Metrics,
        runtime: Handle,
    ) -> anyhow::Result<Self> {
        let exporter = SpanExporter::builder()
            .with_http()
            .with_http_client(CollectorClient::new(runtime))
            .with_endpoint(format!("{}/v1/traces", collector.trim_end_matches('/')))
            .build()
            .with_context(|| format!("`{collector}` is no URL of a collector of traces"))?;
        let queue = Arc::new(SpanQueue::new(metrics.spans.clone()));
        let exporter = CountedExporter::new(exporter, Arc::clone(&queue));
        let config = BatchConfigBuilder::default().with_max_queue_size(QUEUE).build();
        let batches = BatchSpanProcessor::new(exporter, config);
        let provider = SdkTracerProvider::builder()
            .with_span_processor(QueuedSpans::new(batches, queue))
            .with_resource(resource())
            .build();
        let tracer = provider.tracer(SERVICE);
        Ok(Self { provider, tracer })
    }

    /// Makes the spans of the program.
    pub(in crate::cli) fn spans<S>(&self) -> impl Layer<S> + use<S>
    where
        S: Subscriber + for<'span> LookupSpan<'span>,
    {
        let exported: FilterFn = filter_fn(is_exported);
        tracing_opentelemetry::layer()
            .with_tracer(self.tracer.clone())
            .with_location(false)
            .with_threads(false)
            .with_target(false)
            .with_level(false)
            .with_tracked_inactivity(false)
            .with_filter(exported.with_max_level_hint(LevelFilter::TRACE))
    }

    /// Makes the spans of statements.
    pub(in crate::cli) fn statements<S>(&self) -> impl Layer<S> + use<S>
    where
        S: Subscriber + for<'span> LookupSpan<'span>,
    {
        let reported = Targets::new().with_target(STATEMENTS, LevelFilter::DEBUG);
        Statements::new(self.tracer.clone()).with_filter(reported)
    }

    /// Exports the last spans, for at most [`LAST_EXPORT`]. A span that ends later is lost.
    pub(in crate::cli) fn stop(self) {
        if let Err(error) = self.provider.shutdown_with_timeout(LAST_EXPORT) {
            tracing::warn!(%error, "the last traces were not exported");
        }
    }
}

/// Spans of the program, and its warnings and errors, which become events of the span that they belong to.
fn is_exported(of: &Metadata<'_>) -> bool {
    of.target().starts_with(PROGRAM) && (of.is_span() || *of.level() <= Level::WARN)
}

/// What identifies this process.
fn resource() -> Resource {
    let named = std::env::var("OTEL_SERVICE_NAME").ok().filter(|name| !name.is_empty());
    let of_program = Resource::builder_empty()
        .with_service_name(SERVICE)
        .with_attribute(KeyValue::new("service.version", env!("CARGO_PKG_VERSION")))
        .with_attribute(KeyValue::new("service.instance.id", Uuid::new_v4().to_string()))
        .with_detector(Box::new(TelemetryResourceDetector))
        .with_detector(Box::new(EnvResourceDetector::new()));
    let resource = match named {
        Some(name) => of_program.with_service_name(name),
        None => of_program,
    };
    resource.build()
}
