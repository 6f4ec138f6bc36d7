//! The export of traces to a collector, by OTLP over HTTP (protobuf).
//!
//! ```text
//! spans of requests ─▶ queue (bounded, full: dropped) ─▶ thread of batches ─▶ collector
//! ```
//! No request waits for the export. [`queue`] counts what becomes of spans, and [`collector`] is the HTTP client. The spans of requests are made in `api/http/trace.rs`.

mod collector;
mod export;
mod queue;

pub(super) use export::Traces;
