//! A body as JSON, with all its fields or some.

use super::body::Body;
use super::packed::{AnswerWriter, PIECE};
use crate::api::problem::ApiError;
use crate::format::{Fields, FilteredValue};
use serde::Serialize;

/// The fields of a body beside `data`.
const BESIDE_DATA: [&str; 4] = ["page", "meta", "links", "warnings"];

/// Writes a body as JSON. Where `fields` are given, entries keep those and `keys`. `inner` is a list in each entry and
/// the fields of its elements. A large body (`is_large`) is packed as it is written.
pub(super) fn json<T: Serialize>(
    body: &Body<T>,
    is_large: bool,
    fields: Option<&Fields>,
    keys: &[&str],
    inner: Option<&(&str, Vec<String>)>,
) -> Result<AnswerWriter, ApiError> {
    let Some(fields) = fields else {
        return if is_large { piecewise(body) } else { whole(body) };
    };
    let selection = fields.selection(keys, inner).of_data(&BESIDE_DATA);
    piecewise(&FilteredValue { value: body, selection: &selection })
}

/// Packs the bytes as they are written.
fn piecewise(value: &impl Serialize) -> Result<AnswerWriter, ApiError> {
    let mut writer = AnswerWriter::default();
    serde_json::to_writer(&mut writer, value).map_err(failed)?;
    Ok(writer)
}

/// The same bytes in less time, but all of them are in memory before they are packed.
fn whole(value: &impl Serialize) -> Result<AnswerWriter, ApiError> {
    let mut bytes = Vec::with_capacity(PIECE);
    let written = sonic_rs::to_writer(&mut bytes, value);
    written.map_err(|error| ApiError::Internal(format!("JSON: {error}")))?;
    AnswerWriter::of(bytes)
}

#[expect(clippy::needless_pass_by_value, reason = "as map_err gives it")]
pub(super) fn failed(error: serde_json::Error) -> ApiError {
    ApiError::Internal(format!("JSON: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::to_bytes;
    use axum::response::IntoResponse;
    use chrono::{DateTime, Utc};
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    /// What bodies are made of.
    #[derive(Debug, Clone, Serialize)]
    #[serde(rename_all = "snake_case")]
    enum Part {
        Nothing,
        Word(String),
        Figure(f64),
        Numbers { small: i64, large: u64, missing: Option<u32>, yes: bool },
        Time(DateTime<Utc>),
        Parts(Vec<Part>),
        Named(BTreeMap<String, Part>),
    }

    fn part() -> impl Strategy<Value = Part> {
        // Every control character, what is escaped, and texts longer than a register of the processor.
        let word = || prop_oneof![any::<String>(), "[\\x00-\\x20\"\\\\/\\x7f武汉]{0,80}"];
        let figure =
            prop_oneof![any::<f64>(), (-99_999..99_999_i32).prop_map(|it| f64::from(it) / 100.0)];
        let times = (0..4_102_444_800_i64, 0..1_000_000_u32);
        let times =
            times.prop_map(|(second, micro)| DateTime::from_timestamp(second, micro * 1000));
        let leaf = prop_oneof![
            Just(Part::Nothing),
            word().prop_map(Part::Word),
            figure.prop_map(Part::Figure),
            (any::<i64>(), any::<u64>(), any::<Option<u32>>(), any::<bool>()).prop_map(
                |(small, large, missing, yes)| Part::Numbers { small, large, missing, yes }
            ),
            times.prop_map(|time| Part::Time(time.unwrap_or_default())),
        ];
        leaf.prop_recursive(3, 30, 6, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Part::Parts),
                prop::collection::btree_map(word(), inner, 0..6).prop_map(Part::Named),
            ]
        })
    }

    async fn bytes(written: Result<AnswerWriter, ApiError>) -> Vec<u8> {
        let body = written.unwrap().into_response().into_body();
        to_bytes(body, usize::MAX).await.unwrap().to_vec()
    }

    proptest! {
        /// Both libraries write the same bytes, so that it does not matter to a client which one did.
        #[test]
        fn a_body_has_the_same_bytes_however_it_is_written(part in part()) {
            let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
            let (whole, piecewise) = (whole(&part), piecewise(&part));
            let (whole, piecewise) = runtime.block_on(async { (bytes(whole).await, bytes(piecewise).await) });
            prop_assert_eq!(String::from_utf8_lossy(&whole), String::from_utf8_lossy(&piecewise));
        }
    }
}
