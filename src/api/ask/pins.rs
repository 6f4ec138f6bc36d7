//! The release of an answer: `release=`, a cursor, or the path; else the newest.

use super::cursor::release_of;
use super::parameters::numbers::release;
use super::raw_query::RawQuery;
use crate::api::app::App;
use crate::api::problem::{ApiError, FieldError, FieldErrorKind};
use crate::domain::text::{Text, text};
use crate::store::Snapshot;
use axum::http::request::Parts;
use std::sync::Arc;

/// A parameter that selects the release of the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pin {
    /// The name of the parameter.
    parameter: &'static str,
    /// Its value as sent.
    value: String,
    release: i32,
}

impl Pin {
    /// Every readable pin of a request; the first one is used.
    pub(crate) fn all(parts: &Parts, query: &RawQuery, parameters: &[&'static str]) -> Vec<Self> {
        let pin =
            |parameter, value: &str, release| Self { parameter, value: value.to_owned(), release };
        let number = |text| release(text).map(|release| (text, release));
        let path = parts.uri.path().strip_prefix("/v1/releases/");
        let path = path.and_then(|rest| rest.split('/').next()).and_then(number);
        let asked = parameters.iter().filter_map(|parameter| {
            let (value, release) = number(query.once(parameter)?)?;
            Some(pin(*parameter, value, release))
        });
        let cursor = query.once("cursor").and_then(|text| Some((text, release_of(text)?)));
        path.map(|(value, release)| pin("id", value, release))
            .into_iter()
            .chain(asked)
            .chain(cursor.map(|(text, release)| pin("cursor", text, release)))
            .collect()
    }

    fn refused(&self, reason: Text) -> FieldError {
        let error = FieldError::value(self.parameter, &self.value, reason);
        error.of(match self.parameter {
            "cursor" => FieldErrorKind::Cursor,
            _ => FieldErrorKind::InvalidValue,
        })
    }
}

/// The release of the answer, whether the request selects it, and errors of the selection.
pub(crate) async fn snapshot(
    app: &App,
    pins: &[Pin],
) -> Result<(Arc<Snapshot>, Option<FieldError>), ApiError> {
    let Some((first, others)) = pins.split_first() else {
        return Ok((app.snapshot().await?, None));
    };
    let Some(found) = app.snapshots.of_release(&app.db, first.release).await? else {
        let newest = app.snapshot().await?;
        let last = newest.release.id;
        // A missing release in the path is a 404, which the handler returns.
        let wrong = (first.parameter != "id").then(|| {
            let what = match first.parameter {
                "cursor" => Text::of(
                    "given for a release this service does not have",
                    "游标属于本服务没有的发布版本",
                ),
                _ => Text::of("no such release", "没有此发布版本"),
            };
            let there = match last {
                1 => Text::of("there is 1", "现有 1"),
                last => text!("there are 1 to {last}", "现有 1 至 {last}"),
            };
            first.refused(Text::join([what, there], "; ", "；"))
        });
        return Ok((newest, wrong));
    };
    let other = others.iter().find(|pin| pin.release != first.release);
    let wrong = other.map(|pin| {
        let Pin { parameter, value, .. } = first;
        let asked = match *parameter {
            "id" => Text::of("the path", "路径"),
            _ => text!("{parameter}={value}", "{parameter}={value}"),
        };
        let given = match pin.parameter {
            "cursor" => Text::of("given for", "游标属于"),
            _ => Text::of("asks for", "要求"),
        };
        let (other, first) = (pin.release, first.release);
        pin.refused(Text::made(
            format!("{} release {other}, where {} asks for {first}", given.en, asked.en),
            format!("{}发布版本 {other}，而 {} 要求的是 {first}", given.zh, asked.zh),
        ))
    });
    Ok((found, wrong))
}
