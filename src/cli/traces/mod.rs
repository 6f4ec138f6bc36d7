//! The export of traces to a collector, by OTLP over HTTP (protobuf).
//!
//! ```text
//! spans of requests, statements ─▶ queue (bounded, full: dropped) ─▶ thread of batches ─▶ collector
//! ```
//! No request waits for the export. [`queue`] counts what becomes of spans, [`statements`] makes those of statements, and
//! [`collector`] is the HTTP client. The spans of requests are made in `api/http/trace.rs`.

mod collector;
mod export;
mod queue;
mod statements;

pub(super) use export::Traces;
