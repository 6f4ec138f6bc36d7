//! `/targets/{id}` and `/actuals/{id}`: where a figure is printed.

use super::answers;
use super::figure::{ShownFigure, unit_note};
use super::frame::{Frame, html};
use crate::api::answer::One;
use crate::api::app::App;
use crate::api::ask::parameters::Item;
use crate::api::ask::query::{Id, Query};
use crate::api::problem::ApiError;
use crate::api::resources::citations::get_citation;
use crate::api::resources::evidence::{FullEvidence, get_actual_evidence, get_target_evidence};
use crate::api::resources::history::list::{get_actual_history, get_target_history};
use crate::api::resources::history::version::Version;
use crate::api::resources::rows::list::{get_actual, get_target};
use crate::domain::text::text;
use crate::domain::words;
use crate::export::Observation;
use crate::store::words::read;
use askama::Template;
use axum::extract::State;
use axum::response::Response;

#[derive(Debug, Template)]
#[template(path = "evidence.html")]
struct EvidencePage {
    frame: Frame,
    row: Observation,
    found: FullEvidence,
    figure: ShownFigure,
    /// The English name of its unit; empty where none is needed.
    unit: String,
    measure: &'static str,
    /// The quote: what is before the printed figure, the figure, what is after it.
    quote: [String; 3],
    history: Vec<Version>,
    /// The citation of the figure and its document.
    citation: String,
}

/// The evidence of a target.
pub(super) async fn show_target(
    State(app): State<App>,
    id: Id,
    query: Query<Item<FullEvidence>>,
) -> Result<Response, ApiError> {
    let own = id.0.clone();
    let evidence = get_target_evidence(State(app.clone()), id, query).await?;
    let path = format!("/v1/targets/{}", evidence.body.data.id);
    let question = answers::query(&app, &evidence.context, &path, &[]).await?;
    let row = get_target(State(app.clone()), Id(own.clone()), question).await?.body.data;
    let question = answers::query(&app, &evidence.context, &path, &[]).await?;
    let history = get_target_history(State(app.clone()), Id(own), question).await?.body.data;
    show(&app, evidence, row, history).await
}

/// The evidence of an actual figure.
pub(super) async fn show_actual(
    State(app): State<App>,
    id: Id,
    query: Query<Item<FullEvidence>>,
) -> Result<Response, ApiError> {
    let own = id.0.clone();
    let evidence = get_actual_evidence(State(app.clone()), id, query).await?;
    let path = format!("/v1/actuals/{}", evidence.body.data.id);
    let question = answers::query(&app, &evidence.context, &path, &[]).await?;
    let row = get_actual(State(app.clone()), Id(own.clone()), question).await?.body.data;
    let question = answers::query(&app, &evidence.context, &path, &[]).await?;
    let history = get_actual_history(State(app.clone()), Id(own), question).await?.body.data;
    show(&app, evidence, row, history).await
}

async fn show(
    app: &App,
    One { body, context }: One<FullEvidence>,
    row: Observation,
    history: Vec<Version>,
) -> Result<Response, ApiError> {
    let lang = context.lang;
    let (line, document) = (body.data.line, &body.data.document);
    let title = text!("{}: {}", "{}：{}", row.region.name, row.label);
    let about = text!("Line {line} of {}", "{}，第 {line} 行", document.title);
    let data = format!("/v1{}/evidence", context.path);
    let path = format!("/v1/documents/{}/citation", document.id);
    let question = answers::query(app, &context, &path, &[]).await?;
    let (_, document_citation) =
        get_citation(State(app.clone()), Id(document.id.clone()), question).await?;
    let figure = ShownFigure::of_row(&row, read(&row.comparator), lang);
    let frame = Frame::of(app, &body, &context, &data, [title, about]);
    // The citation of the answer ends with its address.
    let address = frame.citation.rsplit(", ").next().unwrap_or_default();
    let document_citation = document_citation.trim_end();
    let year = row.year.map(|year| year.to_string()).unwrap_or_default();
    let citation = text!(
        "“{}” {} {year}, line {line}. {document_citation} Evidence: {address}",
        "“{}” {} {year}，第 {line} 行。{document_citation} 出处：{address}",
        row.label,
        figure.text
    );
    let page = EvidencePage {
        frame,
        measure: words::Measure::SET.name(&row.measure, lang).unwrap_or_default(),
        quote: marked(&body.data.quote, &row),
        unit: unit_note(row.unit.as_deref(), lang),
        figure,
        row,
        found: body.data,
        history,
        citation: citation.in_language(lang),
    };
    html(&page, lang)
}

/// The quote cut at the printed figure: at the last place, because years and counts come first.
fn marked(quote: &str, row: &Observation) -> [String; 3] {
    let printed = row.printed.value.as_deref().or(row.printed.text.as_deref());
    let place = printed.filter(|it| !it.is_empty()).and_then(|it| Some((quote.rfind(it)?, it)));
    let (start, figure) = place.unwrap_or((quote.len(), ""));
    let after = &quote[start + figure.len()..];
    [&quote[..start], figure, after].map(str::to_owned)
}
