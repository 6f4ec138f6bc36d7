//! Answers kept in memory.
//!
//! A release never changes, so the answer to a question needs computing once. Two look-ups find it:
//!
//! | look-up | key | where |
//! |---|---|---|
//! | question | release, program, canonical question, format, language ([`AnswerKey`]) | the extractor of the query, before the handler runs |
//! | request | address and negotiating headers as sent ([`RequestKey`]) | an outer layer, before the query is parsed |
//!
//! The first finds an answer however its question is written. The second also saves parsing, compression and the
//! layers in between. Requests with equal questions at one time are computed once.
//!
//! Both hold answers of the newest release only while a connected watcher knows the newest release, and forget them
//! when the next release comes. Answers whose request names the release stay until others need their place.

mod answer;
mod answers;
mod flight;
mod request;
mod response;
mod slot;
mod validator;

pub use answer::CachedAnswer;
pub(crate) use answer::{AnswerKey, BodyKey, Encoding, Validity, short};
pub use answers::{AnswerCache, CacheFigures};
pub(crate) use flight::Flight;
pub(crate) use request::RequestKey;
pub(crate) use response::CachedResponse;
pub(crate) use slot::ValidatorSlot;
pub(crate) use validator::{Conditions, Validator};
