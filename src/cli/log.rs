//! What the program tells while it serves: log lines on standard error, and spans where traces are exported.

use super::json_lines::JsonLines;
use super::traces::Traces;
use crate::config::{self, LogFormat};
use anyhow::Context;
use std::io::{IsTerminal, stderr};
use tracing::Subscriber;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer, fmt, registry};

/// Starts the log and the recording of spans. Without traces no span is made for them.
pub(super) fn start(settings: &config::Log, traces: Option<&Traces>) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(settings.levels())
        .with_context(|| format!("`{}` is not a log filter", settings.log))?;
    let set = match traces {
        None => registry().with(filter).with(lines(settings)).try_init(),
        // The filter of lines is not that of spans.
        Some(traces) => registry()
            .with(lines(settings).with_filter(filter))
            .with(traces.spans())
            .with(traces.statements())
            .try_init(),
    };
    set.map_err(|error| anyhow::anyhow!("cannot log: {error}"))
}

fn lines<S>(settings: &config::Log) -> Box<dyn Layer<S> + Send + Sync>
where
    S: Subscriber + for<'span> LookupSpan<'span>,
{
    let json = match settings.log_format {
        LogFormat::Json => true,
        LogFormat::Text => false,
        LogFormat::Auto => !stderr().is_terminal(),
    };
    let lines = fmt::layer().with_writer(stderr);
    if json {
        let lines = lines.with_ansi(false).fmt_fields(JsonLines::fields());
        lines.event_format(JsonLines::default()).boxed()
    } else {
        lines.compact().with_ansi(stderr().is_terminal()).boxed()
    }
}
