//! `/`: what this is, a form, and the plans that are loaded.

use super::form::{Choice, choices};
use super::frame::{Frame, html};
use crate::api::answer::Answer;
use crate::api::app::App;
use crate::api::ask::query::Query;
use crate::api::problem::ApiError;
use crate::api::resources::plans::{PlanQuery, list_plans};
use crate::domain::text::Text;
use crate::export::Plan;
use askama::Template;
use axum::extract::State;
use axum::response::Response;

#[derive(Debug, Template)]
#[template(path = "start.html")]
struct Start {
    frame: Frame,
    choices: Vec<Choice>,
    /// The text of the form's field.
    regions: String,
    plans: Vec<Plan>,
}

/// The start page. It takes the parameters of `/v1/plans`.
pub(super) async fn show_start(
    State(app): State<App>,
    query: Query<PlanQuery>,
) -> Result<Response, ApiError> {
    let Answer { body, context, .. } = list_plans(State(app.clone()), query).await?;
    let title = Text::of("What five-year plans promise", "五年规划承诺了什么");
    let about = Text::of(
        "Targets of Chinese five-year plans, each with the line it is printed on, side by side.",
        "把各地五年规划的指标放在一起比较，每个数值都能查到原文所在的行。",
    );
    let frame = Frame::of(&app, &body, &context, "/v1/plans", [title, about]);
    let choices = choices(&context.snapshot.catalog, context.lang, "gdp");
    html(&Start { frame, choices, regions: String::new(), plans: body.data }, context.lang)
}
