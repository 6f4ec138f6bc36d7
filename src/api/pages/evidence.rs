//! `/targets/{id}` and `/actuals/{id}`: where a figure is printed.

use super::frame::{Frame, html};
use crate::api::answer::One;
use crate::api::app::App;
use crate::api::ask::parameters::Item;
use crate::api::ask::query::{Id, Query};
use crate::api::problem::ApiError;
use crate::api::resources::evidence::{FullEvidence, get_actual_evidence, get_target_evidence};
use crate::domain::text::{Text, text};
use askama::Template;
use axum::extract::State;
use axum::response::Response;

#[derive(Debug, Template)]
#[template(path = "evidence.html")]
struct Evidence {
    frame: Frame,
    found: FullEvidence,
}

/// The evidence of a target.
pub(super) async fn show_target(
    State(app): State<App>,
    id: Id,
    query: Query<Item<FullEvidence>>,
) -> Result<Response, ApiError> {
    show(&app, get_target_evidence(State(app.clone()), id, query).await?)
}

/// The evidence of an actual figure.
pub(super) async fn show_actual(
    State(app): State<App>,
    id: Id,
    query: Query<Item<FullEvidence>>,
) -> Result<Response, ApiError> {
    show(&app, get_actual_evidence(State(app.clone()), id, query).await?)
}

fn show(app: &App, One { body, context }: One<FullEvidence>) -> Result<Response, ApiError> {
    let (line, document) = (body.data.line, &body.data.document.title);
    let title = Text::of("Where the figure is printed", "数值的出处");
    let about = text!("Line {line} of {document}", "{document}，第 {line} 行");
    let data = format!("/v1{}/evidence", context.path);
    let frame = Frame::of(app, &body, &context, &data, [title, about]);
    html(&Evidence { frame, found: body.data }, context.lang)
}
