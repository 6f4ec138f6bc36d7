//! `/indicators/{id}`: what it is, who states it, and its figures over the years.

use super::answers;
use super::figure::{Badge, ShownFigure};
use super::frame::{Frame, html};
use super::outcomes::{Outcome, outcomes};
use super::panel::Panel;
use super::picture::Picture;
use crate::api::answer::One;
use crate::api::app::App;
use crate::api::ask::parameters::Item;
use crate::api::ask::query::{Id, Query};
use crate::api::problem::ApiError;
use crate::api::resources::compare::table::compare_indicators;
use crate::api::resources::indicators::get_indicator;
use crate::api::resources::series::list::list_series;
use crate::chart::Sign;
use crate::domain::Kind;
use crate::domain::lang::Lang;
use crate::domain::text::{Text, text};
use crate::domain::words;
use crate::export::Indicator;
use crate::export::reference::IndicatorRef;
use crate::series::Series;
use askama::Template;
use axum::extract::State;
use axum::response::Response;

/// Regions of the chart over the years.
const MOST_SERIES: usize = 12;

#[derive(Debug, Template)]
#[template(path = "indicator.html")]
struct IndicatorPage {
    frame: Frame,
    indicator: Indicator,
    /// The domain and the direction, in the language of the page.
    domain: String,
    direction: &'static str,
    measures: String,
    distinct_from: Vec<IndicatorRef>,
    related: Vec<IndicatorRef>,
    comparison: Option<Picture>,
    panels: Vec<Panel>,
    statuses: Vec<Statuses>,
    outcomes: Vec<Outcome>,
    years: Vec<u16>,
    lines: Vec<Line>,
    chart: Option<Picture>,
}

/// The regions whose plans say one thing of it.
#[derive(Debug)]
struct Statuses {
    badge: Badge,
    /// Ids and names.
    regions: Vec<(String, String)>,
}

/// The actual figures of a region.
#[derive(Debug)]
struct Line {
    id: String,
    region: String,
    /// One for each year of the table; empty where no document reports it.
    figures: Vec<ShownFigure>,
}

/// The page. It takes the parameters of `/v1/indicators/{id}`.
pub(super) async fn show_indicator(
    State(app): State<App>,
    id: Id,
    query: Query<Item<Indicator>>,
) -> Result<Response, ApiError> {
    let One { body, context } = get_indicator(State(app.clone()), id, query).await?;
    let (lang, snapshot) = (context.lang, &context.snapshot);
    let indicator = &body.data;
    let asked = [("indicators", indicator.id.as_str())];
    let ranked = [asked[0], ("sort", "rank")];
    let question = answers::query(&app, &context, "/v1/compare", &ranked).await?;
    let compared = compare_indicators(State(app.clone()), question).await?;
    let limit = MOST_SERIES.to_string();
    let first = [asked[0], ("limit", limit.as_str())];
    let question = answers::query(&app, &context, "/v1/series", &first).await?;
    let series = list_series(State(app.clone()), question).await?;
    let panels: Vec<_> = compared.body.data.iter().map(|entry| Panel::of(entry, lang)).collect();
    let (years, lines) = lines(&series.body.data, lang);
    let title = text!("{}", "{}", indicator.name);
    let about = text!(
        "{}: what plans promise, who states it and who does not, and the figures over the years.",
        "{}：各地规划的目标、谁规定、谁未提及，以及历年数值。",
        indicator.name
    );
    let data = format!("/v1/indicators/{}", indicator.id);
    let refs = |ids: &[String]| -> Vec<_> {
        ids.iter().map(|id| IndicatorRef::of(id, snapshot)).collect()
    };
    let picture =
        |context, path, en, zh| Picture::of(context, path, Text::of(en, zh).in_language(lang));
    let domain = snapshot.catalog.domains.iter().find(|domain| domain.id == indicator.domain);
    let domain = domain.map(|it| if lang == Lang::Zh { &it.name_zh } else { &it.name_en });
    let measures = indicator.measures.iter().filter_map(|it| words::Measure::SET.name(it, lang));
    let page = IndicatorPage {
        frame: Frame::of(&app, &body, &context, &data, [title, about]),
        domain: domain.cloned().unwrap_or_default(),
        direction: words::Direction::SET.name(&indicator.direction, lang).unwrap_or_default(),
        measures: measures.collect::<Vec<_>>().join(if lang == Lang::Zh { "、" } else { ", " }),
        distinct_from: refs(&indicator.distinct_from),
        related: refs(&indicator.related),
        comparison: panels.iter().any(|panel| !panel.rows.is_empty()).then(|| {
            let (en, zh) = ("Base and target of each region", "各地区的基期值与目标值");
            picture(&compared.context, "/v1/compare", en, zh)
        }),
        statuses: statuses(&panels, lang),
        panels,
        outcomes: outcomes(&series.body.data, lang),
        chart: (!lines.is_empty()).then(|| {
            let (en, zh) = ("Actual figures and targets over the years", "历年实际值与目标");
            picture(&series.context, "/v1/series", en, zh)
        }),
        years,
        lines,
        indicator: body.data,
    };
    html(&page, lang)
}

/// The regions by what their plans say, in the order of the signs.
fn statuses(panels: &[Panel], lang: Lang) -> Vec<Statuses> {
    let of = |sign: Sign| {
        let rows = panels.iter().flat_map(|panel| &panel.rows);
        let own = rows.filter(|row| row.badge.code == sign.code());
        let regions: Vec<_> = own.map(|row| (row.region_id.clone(), row.region.clone())).collect();
        let badge = Badge::of_status(sign.code(), lang);
        (!regions.is_empty()).then_some(Statuses { badge, regions })
    };
    Sign::ALL.into_iter().filter_map(of).collect()
}

/// The years with any figure, and a line for each region.
fn lines(series: &[Series], lang: Lang) -> (Vec<u16>, Vec<Line>) {
    let points = series.iter().flat_map(|one| &one.points);
    let mut years: Vec<u16> = points.filter_map(|point| point.used.year).collect();
    years.sort_unstable();
    years.dedup();
    let line = |one: &Series| Line {
        id: one.region.id.to_string(),
        region: one.region.name.to_string(),
        figures: years
            .iter()
            .map(|year| {
                let point = one.points.iter().find(|point| point.used.year == Some(*year));
                let shown = point.map(|it| ShownFigure::of_report(&it.used, Kind::Actual, lang));
                ShownFigure { year: String::new(), ..shown.unwrap_or_default() }
            })
            .collect(),
    };
    let lines = series.iter().filter(|one| !one.points.is_empty()).map(line).collect();
    (years, lines)
}
