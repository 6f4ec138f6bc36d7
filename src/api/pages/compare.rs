//! `/compare`: a table for each indicator, a row for each region.

use super::form::{Choice, choices};
use super::frame::{Frame, html};
use crate::api::answer::{Answer, Notice};
use crate::api::app::App;
use crate::api::ask::query::Query;
use crate::api::problem::ApiError;
use crate::api::resources::compare::query::CompareQuery;
use crate::api::resources::compare::table::compare_indicators;
use crate::compare::answer::{Cell, Entry, Figure};
use crate::domain::Comparator;
use crate::domain::lang::Lang;
use crate::domain::text::{Text, text};
use crate::domain::words;
use crate::store::words::word;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use rust_decimal::Decimal;

#[derive(Debug, Template)]
#[template(path = "compare.html")]
struct Comparison {
    frame: Frame,
    choices: Vec<Choice>,
    /// The text of the form's field: ids, separated by commas.
    regions: String,
    notices: Vec<Notice>,
    panels: Vec<Panel>,
}

/// One indicator.
#[derive(Debug)]
struct Panel {
    id: String,
    name: String,
    period: String,
    rows: Vec<Row>,
}

/// One region. Texts are empty where the answer has null.
#[derive(Debug)]
struct Row {
    region: String,
    /// Base, target, growth as stated.
    figures: [Shown; 3],
    implied: String,
    share: String,
    rank: String,
    reasons: Vec<String>,
}

/// A figure or words, and the address of its evidence, empty where it is not printed.
#[derive(Debug, Default)]
struct Shown {
    text: String,
    address: String,
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
    let frame = Frame::of(&app, &body, &context, "/v1/compare", [title, about]);
    let selected = panels.first().map_or("", |panel| panel.id.as_str());
    let choices = choices(&context.snapshot.catalog, lang, selected);
    let regions = context.filters.get("regions").and_then(|ids| ids.as_array());
    let regions: Vec<_> = regions.into_iter().flatten().filter_map(|id| id.as_str()).collect();
    let page =
        Comparison { frame, choices, regions: regions.join(","), notices: body.warnings, panels };
    html(&page, lang)
}

impl Panel {
    fn of(entry: &Entry, lang: Lang) -> Self {
        let indicator = &entry.indicator;
        let name = if lang == Lang::En { &indicator.name_en } else { &indicator.name };
        Self {
            id: indicator.id.clone(),
            name: name.clone(),
            period: entry.period.clone(),
            rows: entry.cells.iter().map(|cell| Row::of(cell, lang)).collect(),
        }
    }
}

impl Row {
    fn of(cell: &Cell, lang: Lang) -> Self {
        let shown = |figure: &Option<Figure>, kind| {
            figure.as_ref().map(|figure| Shown::of(figure, kind, lang))
        };
        let status = || {
            let name = words::TargetStatus::SET.name(&word(cell.status), lang);
            Shown { text: name.unwrap_or_default().to_owned(), address: String::new() }
        };
        let share = cell.derived.share_of_parent.as_ref().and_then(|share| share.value);
        Self {
            region: cell.region.name.clone(),
            figures: [
                shown(&cell.base, "actuals").unwrap_or_default(),
                shown(&cell.target, "targets").unwrap_or_else(status),
                shown(&cell.stated_growth, "targets").unwrap_or_default(),
            ],
            implied: cell.derived.annual_growth.map(percent).unwrap_or_default(),
            share: share.map(percent).unwrap_or_default(),
            rank: cell.rank.map(|rank| rank.to_string()).unwrap_or_default(),
            reasons: cell.reasons.iter().map(|why| why.detail.as_str().to_owned()).collect(),
        }
    }
}

impl Shown {
    fn of(figure: &Figure, kind: &str, lang: Lang) -> Self {
        let address = figure.id.as_ref();
        let address = address.map(|id| format!("/{kind}/{id}?lang={}", lang.word()));
        let text = match figure.value {
            Some(value) => {
                let sign = match (figure.comparator, lang) {
                    (Some(Comparator::Ge), _) => "≥ ",
                    (Some(Comparator::Gt), _) => "> ",
                    (Some(Comparator::Le), _) => "≤ ",
                    (Some(Comparator::Lt), _) => "< ",
                    (Some(Comparator::Approx), Lang::Zh) => "约 ",
                    (Some(Comparator::Approx), Lang::En) => "about ",
                    (Some(Comparator::Eq) | None, _) => "",
                };
                let high = figure.value_high.map(|high| format!("–{}", high.normalize()));
                let (high, unit) = (high.unwrap_or_default(), figure.unit.as_deref().unwrap_or(""));
                format!("{sign}{}{high} {unit}", value.normalize())
            }
            None => figure.printed.as_ref().and_then(|it| it.text.clone()).unwrap_or_default(),
        };
        Self { text: text.trim_end().to_owned(), address: address.unwrap_or_default() }
    }
}

fn percent(value: Decimal) -> String {
    format!("{} %", value.normalize())
}
