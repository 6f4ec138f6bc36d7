//! The validator of an answer (`ETag`, `Last-Modified`), computed from the question.
//!
//! Release, program and question determine an answer, so its validator needs no database:
//!
//! ```text
//! ETag = W/"release-hash( program, contract, release, catalogue, canonical question, format, language )"
//! ```
//! The extractor ([`super::query`]) stores it in the request's [`ValidatorSlot`] and ends the request where
//! the client or the cache has the answer. `crate::api::http::caching` writes the headers.

use super::context::RequestContext;
use crate::api::app::App;
use crate::api::cache::{
    CachedAnswer, Conditions, Flight, Validator, ValidatorSlot, Validity, short,
};
use crate::store::release::Release;
use axum::extract::MatchedPath;
use axum::http::request::Parts;
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// The party that has the answer already.
#[derive(Debug)]
pub(crate) enum AnswerHolder {
    /// The client: 304.
    ToClient,
    /// The cache.
    ToCache(Arc<CachedAnswer>),
}

/// Identifies the program in validators: its version and a hash of its contract.
pub(crate) fn program(contract: &str) -> Arc<str> {
    format!("{} {}", env!("CARGO_PKG_VERSION"), short(&Sha256::digest(contract))).into()
}

/// The validator of the answer to a question. `program` identifies the program and its contract.
fn validator(context: &RequestContext, program: &str) -> Validator {
    let release = &context.snapshot.release;
    let Release { id, created_at, content_sha256, catalog_sha256, .. } = release;
    let made = created_at.timestamp_micros();
    let (format, lang) = (context.format.word(), context.lang.word());
    // Citations contain the origin, so answers of different origins differ.
    let (question, origin) = (context.link(&[]), context.address.origin());
    let text = format!(
        "{program}\n{id} {made} {content_sha256}\n{catalog_sha256}\n{format} {lang}\n{origin}{question}"
    );
    Validator::of_question(&text, release, context.pinned)
}

/// Stores the validator of the answer in the request's slot and looks for the answer: with the client, then in
/// the cache, where it waits for a request that computes the same answer. Without a slot there is no layer that
/// could send the answer found.
pub(crate) async fn find(
    parts: &Parts,
    app: &App,
    context: &RequestContext,
) -> Option<AnswerHolder> {
    let slot = parts.extensions.get::<ValidatorSlot>()?;
    let validator = validator(context, &slot.program);
    let list =
        parts.extensions.get::<MatchedPath>().is_some_and(|path| !path.as_str().contains('{'));
    if Conditions::of(&parts.headers).met_early(&validator, list) {
        slot.set_validator(validator);
        return Some(AnswerHolder::ToClient);
    }
    let key = validator.key;
    // A second query in one handler must not wait for the first one's answer.
    if !slot.set_validator(validator) || !app.answers.is_on() {
        return None;
    }
    let release = &context.snapshot.release;
    let newest = || app.snapshots.known_newest().is_some_and(|known| known.release == *release);
    let validity = if context.pinned {
        Validity::Always
    } else if newest() {
        Validity::while_newest(release)
    } else {
        return None;
    };
    slot.set_validity(validity);
    match app.answers.find_or_join(key?).await {
        Ok(answer) => return Some(AnswerHolder::ToCache(answer)),
        Err(Flight::Lead(lead)) => slot.set_lead(lead),
        Err(_) => {}
    }
    None
}
