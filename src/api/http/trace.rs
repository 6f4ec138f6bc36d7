//! The trace that a request belongs to: its parent as the header `traceparent` names it, and what its span tells.
//!
//! A request without that header begins a trace. Where traces are not exported, only the id in the header is read, for
//! the log. Names are those of <https://opentelemetry.io/docs/specs/semconv/http/http-spans/>.

use axum::extract::Request;
use axum::http::{HeaderMap, Method, StatusCode};
use opentelemetry::propagation::TextMapPropagator;
use opentelemetry::trace::{Status, TraceContextExt};
use opentelemetry::{Context, KeyValue};
use opentelemetry_http::HeaderExtractor;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use tracing::Span;
use tracing_opentelemetry::OpenTelemetrySpanExt;

const TRACEPARENT: &str = "traceparent";

/// The span of a request.
#[derive(Debug)]
pub(super) struct RequestTrace {
    /// For the lines of the log too.
    pub(super) span: Span,
    /// The same span in its trace; empty where traces are not exported.
    context: Context,
    /// 32 hexadecimal digits; `None` where traces are not exported and the request names none.
    pub(super) id: Option<String>,
}

impl RequestTrace {
    /// Begins the span of a request. `route` is its path as the contract writes it, `None` where it leads nowhere.
    pub(super) fn begin(request: &Request, route: Option<&str>, request_id: &str) -> Self {
        let kind = tracing::field::Empty;
        let span = tracing::info_span!("request", %request_id, otel.kind = kind);
        let parent = parent(request.headers());
        let is_exported = span.set_parent(parent.clone()).is_ok();
        let context = if is_exported {
            span.record("otel.kind", "server");
            span.context()
        } else {
            Context::new()
        };
        let id = trace_id(if is_exported { &context } else { &parent });
        let trace = Self { span, context, id };
        trace.describe(request, route);
        trace
    }

    /// The trace that the headers name, for the log alone.
    pub(super) fn without_span(headers: &HeaderMap) -> Self {
        Self { span: Span::none(), context: Context::new(), id: trace_id(&parent(headers)) }
    }

    /// Whether somebody will see what the span tells.
    pub(super) fn is_recorded(&self) -> bool {
        self.context.has_active_span() && self.context.span().is_recording()
    }

    fn describe(&self, request: &Request, route: Option<&str>) {
        if !self.is_recorded() {
            return;
        }
        let span = self.context.span();
        let known = [Method::GET, Method::HEAD, Method::OPTIONS].contains(request.method());
        let method = if known { request.method().as_str() } else { "_OTHER" };
        let in_name = if known { method } else { "HTTP" };
        let path = request.uri().path().to_owned();
        let mut told = vec![
            KeyValue::new("http.request.method", method.to_owned()),
            KeyValue::new("url.path", path),
        ];
        if let Some(route) = route {
            span.update_name(format!("{in_name} {route}"));
            told.push(KeyValue::new("http.route", route.to_owned()));
        } else {
            span.update_name(in_name.to_owned());
        }
        if let Some(query) = request.uri().query() {
            told.push(KeyValue::new("url.query", query.to_owned()));
        }
        span.set_attributes(told);
    }

    /// Adds the status of the answer. The span ends when the answer was sent.
    pub(super) fn answered(&self, status: StatusCode) {
        if !self.is_recorded() {
            return;
        }
        let span = self.context.span();
        let code = i64::from(status.as_u16());
        span.set_attribute(KeyValue::new("http.response.status_code", code));
        if status.is_server_error() {
            span.set_attribute(KeyValue::new("error.type", status.as_str().to_owned()));
            span.set_status(Status::error(""));
        }
    }
}

/// The id of the trace that a context belongs to; `None` for an empty one.
fn trace_id(context: &Context) -> Option<String> {
    let span = context.span();
    context.has_active_span().then(|| span.span_context().trace_id().to_string())
}

/// The span that the request names as its parent, else an empty context.
fn parent(headers: &HeaderMap) -> Context {
    if !headers.contains_key(TRACEPARENT) {
        return Context::new();
    }
    let propagator = TraceContextPropagator::new();
    propagator.extract_with_context(&Context::new(), &HeaderExtractor(headers))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    #[test]
    fn without_an_export_the_id_of_a_trace_is_that_of_the_header() {
        let id = |header: Option<&str>| {
            let mut request = Request::builder();
            if let Some(header) = header {
                request = request.header(TRACEPARENT, header);
            }
            RequestTrace::begin(&request.body(Body::empty()).unwrap(), None, "a").id
        };
        let trace = "0af7651916cd43dd8448eb211c80319c";
        let header = format!("00-{trace}-b7ad6b7169203331-01");
        assert_eq!(id(Some(&header)).as_deref(), Some(trace));
        for none in [None, Some(""), Some("00-0-0-01"), Some(&header[3..])] {
            assert_eq!(id(none), None, "{none:?}");
        }
        let zeros = format!("00-{}-b7ad6b7169203331-01", "0".repeat(32));
        assert_eq!(id(Some(&zeros)), None);
    }
}
