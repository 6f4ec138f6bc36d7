//! `/compare`: a table for each indicator, a row for each region.

use super::form::{Choice, choices, chosen, periods, regions};
use super::frame::{Frame, html};
use super::panel::Panel;
use super::picture::Picture;
use crate::api::answer::{Answer, Notice};
use crate::api::app::App;
use crate::api::ask::query::Query;
use crate::api::problem::ApiError;
use crate::api::resources::compare::query::CompareQuery;
use crate::api::resources::compare::table::compare_indicators;
use crate::domain::lang::Lang;
use crate::domain::text::{Text, text};
use askama::Template;
use axum::extract::State;
use axum::response::Response;

/// Most indicators, and most rows, of the chart of a page.
const MOST_PANELS: usize = 8;
const MOST_ROWS: usize = 120;

#[derive(Debug, Template)]
#[template(path = "compare.html")]
struct Comparison {
    frame: Frame,
    choices: Vec<Choice>,
    periods: Vec<Choice>,
    regions: Vec<Choice>,
    /// Whether the form shows its regions.
    is_open: bool,
    notices: Vec<Notice>,
    picture: Option<Picture>,
    panels: Vec<Panel>,
}

/// The comparison. It takes the parameters of `/v1/compare`.
pub(super) async fn show_comparison(
    State(app): State<App>,
    query: Query<CompareQuery>,
) -> Result<Response, ApiError> {
    let Answer { body, context, .. } = compare_indicators(State(app.clone()), query).await?;
    let lang = context.lang;
    let panels: Vec<_> = body.data.iter().map(|entry| Panel::of(entry, lang)).collect();
    let names: Vec<_> = panels.iter().map(|panel| panel.name.as_str()).collect();
    let title =
        text!("{} compared", "{}比较", names.join(if lang == Lang::Zh { "、" } else { ", " }));
    let about = Text::of(
        "What each plan states for the base year and for the target year, and what it leaves open.",
        "各地规划的基期值和目标值，以及没有写明的内容。",
    );
    let frame = Frame::of(&app, &body, &context, "/v1/compare", [title, about]).with_picture();
    let selected = panels.first().map_or("", |panel| panel.id.as_str());
    let rows: usize = panels.iter().map(|panel| panel.rows.len()).sum();
    let is_drawn = (1..=MOST_PANELS).contains(&panels.len()) && rows <= MOST_ROWS;
    let alt = Text::of(
        "Base and target of each region; the tables below have the figures",
        "各地区的基期值与目标值，数值见下表",
    );
    let period = context.filters.get("period").and_then(|it| it.as_str()).unwrap_or_default();
    let page = Comparison {
        frame,
        choices: choices(&context.snapshot.catalog, lang, selected),
        periods: periods(&app, &context.snapshot, period).await?,
        regions: regions(&context.snapshot, &chosen(&context, "regions")),
        is_open: true,
        notices: body.warnings,
        picture: is_drawn.then(|| Picture::of(&context, "/v1/compare", alt.in_language(lang))),
        panels,
    };
    html(&page, lang)
}
