//! Log lines as JSON: an object of time, level, the fields of the event, its target and its span.
//!
//! An event without a span is written here, any other by `tracing-subscriber`, in the same form. Nearly all lines are those of
//! answers, which have no span. The general way takes more than twice as long, because it passes each value through a
//! serialiser of maps and through `fmt`.

use chrono::{SecondsFormat, Utc};
use serde::Serialize;
use std::fmt;
use std::fmt::Write;
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::fmt::format::{Format, Json, JsonFields, Writer};
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields};
use tracing_subscriber::registry::LookupSpan;

/// Bytes of most lines.
const USUAL: usize = 512;

/// Formats events as JSON.
#[derive(Debug)]
pub struct JsonLines {
    /// For events in spans.
    general: Format<Json>,
}

impl JsonLines {
    /// The fields of spans, as these lines have them.
    pub fn fields() -> JsonFields {
        JsonFields::new()
    }
}

impl Default for JsonLines {
    fn default() -> Self {
        let general = Format::default().json().flatten_event(true).with_span_list(false);
        Self { general }
    }
}

impl<S, N> FormatEvent<S, N> for JsonLines
where
    S: Subscriber + for<'span> LookupSpan<'span>,
    N: for<'fields> FormatFields<'fields> + 'static,
{
    fn format_event(
        &self,
        context: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        if !event.is_root() {
            return self.general.format_event(context, writer, event);
        }
        writer.write_str("{\"timestamp\":\"")?;
        writer.write_str(&Utc::now().to_rfc3339_opts(SecondsFormat::Micros, true))?;
        let about = event.metadata();
        let mut fields = FieldWriter { text: Vec::with_capacity(USUAL), failed: false };
        fields.text.push(b'"');
        fields.write("level", about.level().as_str());
        event.record(&mut fields);
        fields.write("target", about.target());
        let text = std::str::from_utf8(&fields.text).map_err(|_| fmt::Error)?;
        if fields.failed {
            return Err(fmt::Error);
        }
        writer.write_str(text)?;
        writer.write_str("}\n")
    }
}

/// Writes fields as members of an object, each after a comma.
struct FieldWriter {
    text: Vec<u8>,
    failed: bool,
}

impl FieldWriter {
    fn write<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) {
        self.text.extend_from_slice(b",\"");
        self.text.extend_from_slice(name.strip_prefix("r#").unwrap_or(name).as_bytes());
        self.text.extend_from_slice(b"\":");
        self.failed |= serde_json::to_writer(&mut self.text, value).is_err();
    }
}

impl Visit for FieldWriter {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.write(field.name(), value);
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.write(field.name(), &value);
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.write(field.name(), &value);
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        self.write(field.name(), &value);
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.write(field.name(), &value);
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let mut text = String::new();
        self.failed |= write!(text, "{value:?}").is_err();
        self.write(field.name(), &text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;
    use std::io;
    use std::sync::{Arc, Mutex, PoisonError};
    use tracing_subscriber::layer::SubscriberExt;
    use tracing_subscriber::{Layer, fmt as lines, registry};

    /// Keeps what is written.
    #[derive(Clone, Default)]
    struct Kept(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// The lines that are written meanwhile, without their times.
    fn told<L>(layer: impl FnOnce(Kept) -> L, tell: impl Fn()) -> Vec<String>
    where
        L: Layer<registry::Registry> + Send + Sync,
    {
        let kept = Kept::default();
        tracing::subscriber::with_default(registry().with(layer(kept.clone())), tell);
        let bytes = kept.0.lock().unwrap().clone();
        let text = String::from_utf8(bytes).unwrap();
        let after = |line: &str| {
            let parsed: Value = serde_json::from_str(line).unwrap();
            let time = parsed["timestamp"].as_str().unwrap();
            assert!(time.len() == 27 && time.ends_with('Z'), "{line}");
            line[line.find(",\"level\"").unwrap()..].to_owned()
        };
        text.lines().map(after).collect()
    }

    #[test]
    fn lines_without_a_span_are_those_of_the_library() {
        let tell = || {
            let (none, some): (Option<&str>, _) = (None, Some("x"));
            tracing::info!(parent: None, method = "GET", path = "/v1/\"地区\"\n", status = 200_u16, bytes = 55_095_u64,
                duration_ms = 686.763, whole = 2.0, below = -3, sent = true, none, some, debugged = ?["a", "b"],
                client = %"127.0.0.1", otel.kind = "server", "answered");
            tracing::warn!(parent: None, "only {}", "words");
        };
        let ours = told(
            |kept| {
                let kept = Mutex::new(kept);
                lines::layer()
                    .with_writer(kept)
                    .fmt_fields(JsonLines::fields())
                    .event_format(JsonLines::default())
            },
            tell,
        );
        let library = told(
            |kept| {
                let kept = Mutex::new(kept);
                lines::layer().with_writer(kept).json().flatten_event(true).with_span_list(false)
            },
            tell,
        );
        assert_eq!(ours, library);
        assert_eq!(ours.len(), 2);
        assert!(ours[0].contains("\"client\":\"127.0.0.1\""), "{}", ours[0]);
    }

    #[test]
    fn a_line_in_a_span_has_the_fields_of_the_span() {
        let tell = || {
            let span = tracing::info_span!("request", request_id = "a1");
            span.in_scope(|| tracing::info!(unlogged = 3, "within"));
        };
        let layer = |kept| {
            lines::layer()
                .with_writer(Mutex::new(kept))
                .fmt_fields(JsonLines::fields())
                .event_format(JsonLines::default())
        };
        let line: Value =
            serde_json::from_str(&format!("{{{}", &told(layer, tell)[0][1..])).unwrap();
        assert_eq!(line["span"]["request_id"], "a1");
        assert_eq!((&line["message"], &line["unlogged"]), (&"within".into(), &3.into()));
    }
}
