//! `/cascade`: a matrix of indicators and regions, and tiles of the regions for one indicator.

use super::figure::{Badge, ShownFigure};
use super::form::{Choice, chosen, single};
use super::frame::{Frame, html};
use super::picture::Picture;
use crate::api::answer::{Answer, Notice};
use crate::api::app::App;
use crate::api::ask::query::Query;
use crate::api::problem::ApiError;
use crate::api::resources::cascade::list::list_cascade;
use crate::api::resources::cascade::query::CascadeQuery;
use crate::catalog::Catalog;
use crate::chart::Sign;
use crate::compare::answer::{Cascade, CascadeCell, IndicatorRef, RegionRef};
use crate::domain::Kind;
use crate::domain::lang::Lang;
use crate::domain::message::Message;
use crate::domain::text::{Text, text};
use crate::store::Snapshot;
use crate::store::words::word;
use askama::Template;
use axum::extract::{FromRequestParts as _, Request, State};
use axum::response::{IntoResponse as _, Redirect, Response};

#[derive(Debug, Template)]
#[template(path = "cascade.html")]
struct CascadePage {
    frame: Frame,
    parents: Vec<Choice>,
    domains: Vec<Choice>,
    notices: Vec<Notice>,
    signs: Vec<Badge>,
    picture: Option<Picture>,
    regions: Vec<RegionRef>,
    rows: Vec<Row>,
    /// Where the answer is of one indicator: a tile for each region.
    tiles: Vec<Tile>,
    next: Option<String>,
}

/// One indicator.
#[derive(Debug)]
struct Row {
    indicator: IndicatorRef,
    /// The page of this indicator alone.
    address: String,
    /// One for each region; `None` where the answer has none.
    cells: Vec<Option<HeldSign>>,
}

/// The sign of a region for an indicator.
#[derive(Debug)]
struct HeldSign {
    badge: Badge,
    figure: ShownFigure,
}

/// A region with its target.
#[derive(Debug)]
struct Tile {
    region: RegionRef,
    badge: Badge,
    figure: ShownFigure,
    base: Option<ShownFigure>,
    leads_to: Option<(String, ShownFigure)>,
    reasons: Vec<String>,
}

/// The page. It takes the parameters of `/v1/cascade`; without `parent` it goes on to the region with the most regions
/// below it.
pub(super) async fn show_cascade(
    State(app): State<App>,
    request: Request,
) -> Result<Response, ApiError> {
    let (mut parts, _) = request.into_parts();
    let given = parts.uri.query().unwrap_or_default().to_owned();
    if !given.split('&').any(|pair| pair.starts_with("parent=") || pair.starts_with("cursor=")) {
        let snapshot = app.snapshot().await?;
        if let Some(parent) = largest(&snapshot.catalog) {
            let rest = if given.is_empty() { given } else { format!("&{given}") };
            return Ok(Redirect::to(&format!("/cascade?parent={parent}{rest}")).into_response());
        }
    }
    match Query::<CascadeQuery>::from_request_parts(&mut parts, &app).await {
        Ok(query) => show(app, query).await,
        Err(refused) => Ok(refused.into_response()),
    }
}

async fn show(app: App, query: Query<CascadeQuery>) -> Result<Response, ApiError> {
    let Answer { body, context, .. } = list_cascade(State(app.clone()), query).await?;
    let (lang, snapshot) = (context.lang, &context.snapshot);
    let asked = context.filters.get("parent").and_then(|id| id.as_str()).unwrap_or_default();
    let parent = snapshot.catalog.region(asked);
    let name = parent.map_or(asked, |region| snapshot.region_name(region));
    let title = text!("Who states a target below {name}", "{name}的指标由谁规定");
    let about = Text::of(
        "For each indicator: who states a figure, who leaves it to the region above, and whose plan is silent.",
        "每项指标：谁规定了数值，谁由上级下达，谁的规划未提。",
    );
    let mut regions: Vec<RegionRef> = Vec::new();
    for held in body.data.iter().flat_map(held) {
        if !regions.iter().any(|known| known.id == held.region.id) {
            regions.push(held.region.clone());
        }
    }
    let alt = Text::of("The matrix below as a picture", "下表的图示").in_language(lang);
    let tiles = match body.data.as_slice() {
        [one] => held(one).map(|held| Tile::of(held, lang)).collect(),
        _ => Vec::new(),
    };
    let row = |entry: &Cascade| {
        let mut address =
            context.link(&[("indicators", &entry.indicator.id), ("lang", lang.word())]);
        if let Some(cut) = context.given.iter().find(|(name, _)| *name == "domains") {
            address = address.replace(&format!("domains={}&", cut.1), "");
        }
        Row::of(entry, &regions, address, lang)
    };
    let page = CascadePage {
        frame: Frame::of(&app, &body, &context, "/v1/cascade", [title, about]).with_picture(),
        parents: parents(snapshot, asked),
        domains: domains(&snapshot.catalog, single(&chosen(&context, "domains")), lang),
        signs: Sign::ALL.map(|sign| Badge::of_status(sign.code(), lang)).to_vec(),
        picture: (!body.data.is_empty()).then(|| Picture::of(&context, "/v1/cascade", alt)),
        rows: body.data.iter().map(row).collect(),
        notices: body.warnings,
        next: body.links.next,
        regions,
        tiles,
    };
    html(&page, lang)
}

/// The regions of an entry, the highest first.
fn held(entry: &Cascade) -> impl Iterator<Item = &CascadeCell> {
    entry.above.iter().rev().chain([&entry.parent]).chain(&entry.children)
}

/// Regions with regions below them.
fn parents(snapshot: &Snapshot, asked: &str) -> Vec<Choice> {
    let has_children = |id: &str| snapshot.catalog.children(id).next().is_some();
    let regions = snapshot.catalog.regions.iter().filter(|region| has_children(&region.id));
    let choice = |region: &crate::catalog::Region| Choice {
        id: region.id.clone(),
        name: snapshot.region_name(region).to_owned(),
        selected: region.id == asked,
    };
    regions.map(choice).collect()
}

/// The id of the region with the most regions below it.
fn largest(catalog: &Catalog) -> Option<&str> {
    let below = |id: &str| catalog.children(id).count();
    let largest = catalog.regions.iter().max_by_key(|region| below(&region.id));
    largest.filter(|region| below(&region.id) > 0).map(|region| region.id.as_str())
}

fn domains(catalog: &Catalog, selected: &[String], lang: Lang) -> Vec<Choice> {
    let choice = |domain: &crate::catalog::Domain| Choice {
        id: domain.id.clone(),
        name: if lang == Lang::Zh { domain.name_zh.clone() } else { domain.name_en.clone() },
        selected: selected.contains(&domain.id),
    };
    catalog.domains.iter().map(choice).collect()
}

impl Row {
    fn of(entry: &Cascade, regions: &[RegionRef], address: String, lang: Lang) -> Self {
        let cell = |region: &RegionRef| {
            let held = held(entry).find(|held| held.region.id == region.id)?;
            Some(HeldSign { badge: badge(held, lang), figure: figure(held, lang) })
        };
        Self {
            indicator: entry.indicator.clone(),
            address,
            cells: regions.iter().map(cell).collect(),
        }
    }
}

impl Tile {
    fn of(held: &CascadeCell, lang: Lang) -> Self {
        let base = held.base.as_ref();
        let resolution = held.resolution.as_ref();
        let leads_to = resolution.and_then(|found| {
            let figure = ShownFigure::of_comparison(found.target.as_ref()?, Kind::Target, lang);
            let region = found.region.as_ref().map(|it| it.name.to_string());
            Some((region.unwrap_or_default(), figure))
        });
        let unresolved = resolution.and_then(|found| found.reason.as_ref());
        let reasons = held.reasons.iter().map(|reason| reason.detail.as_str());
        let reasons = reasons.chain(unresolved.map(Message::as_str));
        Self {
            region: held.region.clone(),
            badge: badge(held, lang),
            figure: figure(held, lang),
            base: base.map(|base| ShownFigure::of_comparison(base, Kind::Actual, lang)),
            leads_to,
            reasons: reasons.map(str::to_owned).collect(),
        }
    }
}

fn badge(held: &CascadeCell, lang: Lang) -> Badge {
    Badge::of_status(&word(held.status), lang)
}

fn figure(held: &CascadeCell, lang: Lang) -> ShownFigure {
    let target = held.target.as_ref();
    let shown = target.map(|it| ShownFigure::of_comparison(it, Kind::Target, lang));
    shown.unwrap_or_default()
}
