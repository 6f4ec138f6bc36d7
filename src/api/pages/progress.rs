//! `/progress`: target by target, how much of the way is done.

use super::figure::{Badge, ShownFigure, computed, evidence, unit_note};
use super::form::{Choice, chosen, regions, single, words_of};
use super::frame::{Frame, html};
use super::picture::Picture;
use super::verdicts::VerdictBar;
use crate::api::answer::{Answer, Notice};
use crate::api::app::App;
use crate::api::ask::context::RequestContext;
use crate::api::ask::query::Query;
use crate::api::problem::ApiError;
use crate::api::resources::progress::list::list_progress;
use crate::api::resources::progress::query::ProgressQuery;
use crate::domain::Kind;
use crate::domain::lang::Lang;
use crate::domain::text::{Text, text};
use crate::domain::words;
use crate::progress::PlanProgress;
use crate::progress::answer::{Progress, ProgressVerdict};
use crate::store::words::word;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use rust_decimal::Decimal;
use std::sync::Arc;

/// Most targets of a page; with more of them it shows the counts of each plan and links to them.
const MOST_TARGETS: usize = 300;
/// Most targets of a chart on the page.
const MOST_DRAWN: usize = 60;

#[derive(Debug, Template)]
#[template(path = "progress.html")]
struct ProgressPage {
    frame: Frame,
    regions: Vec<Choice>,
    verdicts: Vec<Choice>,
    period: String,
    notices: Vec<Notice>,
    picture: Option<Picture>,
    plans: Vec<ShownPlan>,
    /// Whether targets are left out because they are too many.
    is_overview: bool,
    next: Option<String>,
}

/// One plan.
#[derive(Debug)]
struct ShownPlan {
    region: String,
    region_id: String,
    period: String,
    address: String,
    targets: usize,
    bar: VerdictBar,
    /// Targets with a verdict, in the order of the answer.
    decided: Vec<ShownTarget>,
    /// Targets without.
    unknown: Vec<ShownTarget>,
}

/// One target.
#[derive(Debug)]
struct ShownTarget {
    id: String,
    name: String,
    /// The English name of its unit; empty where none is needed.
    unit: String,
    /// Address of the page of the indicator; empty where the catalogue has none.
    address: String,
    badge: Badge,
    /// The reason why the verdict is unknown.
    reason: &'static str,
    base: Option<ShownFigure>,
    /// The latest actual figure, as reported.
    latest: Option<ShownFigure>,
    /// What the actual figures come to, where that is not `latest`.
    reached: Option<String>,
    target: ShownFigure,
    way: Option<ProgressBar>,
    pace: Option<String>,
    method: Option<String>,
    /// Evidence of the other figures in the arithmetic.
    others: Vec<String>,
    claims: Vec<ShownFigure>,
}

/// The bar of a way.
#[derive(Debug)]
struct ProgressBar {
    done: Decimal,
    /// Within 0 and 100.
    drawn: Decimal,
    elapsed: Option<Decimal>,
}

/// The page. It takes the parameters of `/v1/progress`.
pub(super) async fn show_progress(
    State(app): State<App>,
    query: Query<ProgressQuery>,
) -> Result<Response, ApiError> {
    let Answer { body, context, .. } = list_progress(State(app.clone()), query).await?;
    let lang = context.lang;
    let targets: usize = body.data.iter().map(|plan| plan.targets.len()).sum();
    let is_overview = targets > MOST_TARGETS;
    let period = context.filters.get("period").and_then(|it| it.as_str()).unwrap_or_default();
    let names: Vec<_> = body.data.iter().map(|plan| &*plan.region.name).collect();
    let title = match names.as_slice() {
        [one] => {
            text!("What became of the targets of {one}, {period}", "{one}{period}年目标完成情况")
        }
        _ => text!("What became of the targets, {period}", "{period}年目标完成情况"),
    };
    let about = Text::of(
        "Each target of a plan against the latest figure that any document reports, with the arithmetic of the verdict.",
        "把规划的每项目标与文件所报告的最新实际值对照，并列出判断所依据的算式。",
    );
    let alt = Text::of("Bars of the targets below", "下列各项目标的进度条").in_language(lang);
    let picture =
        (1..=MOST_DRAWN).contains(&targets).then(|| Picture::of(&context, "/v1/progress", alt));
    let page = ProgressPage {
        frame: Frame::of(&app, &body, &context, "/v1/progress", [title, about]).with_picture(),
        regions: regions(&context.snapshot, single(&chosen(&context, "regions"))),
        verdicts: words_of(words::ProgressVerdict::SET, &chosen(&context, "verdict"), lang),
        period: period.to_owned(),
        picture,
        plans: body.data.iter().map(|plan| ShownPlan::of(plan, &context, is_overview)).collect(),
        next: body.links.next,
        notices: body.warnings,
        is_overview,
    };
    html(&page, lang)
}

impl ShownPlan {
    fn of(plan: &PlanProgress, context: &RequestContext, is_overview: bool) -> Self {
        let lang = context.lang;
        let (region, period) = (&plan.region.id, &plan.period);
        let rows: &[Progress] = if is_overview { &[] } else { &plan.targets };
        let (decided, unknown) =
            rows.iter().partition::<Vec<_>, _>(|one| one.verdict != ProgressVerdict::Unknown);
        let shown = |targets: Vec<&Progress>| {
            targets.into_iter().map(|target| ShownTarget::of(target, lang)).collect()
        };
        Self {
            region: plan.region.name.to_string(),
            region_id: region.to_string(),
            period: period.clone(),
            address: format!("/progress?regions={region}&period={period}&lang={}", lang.word()),
            targets: plan.counts.targets,
            bar: VerdictBar::of(&plan.counts, region, period, lang),
            decided: shown(decided),
            unknown: shown(unknown),
        }
    }
}

impl ShownTarget {
    fn of(target: &Progress, lang: Lang) -> Self {
        let actual = |figure| ShownFigure::of_report(figure, Kind::Actual, lang);
        let indicator = target.indicator.as_ref();
        let address = indicator.map(|one| format!("/indicators/{}?lang={}", one.id, lang.word()));
        let reason = target.reason.map(word);
        let reason = reason.and_then(|code| words::ProgressReason::SET.name(&code, lang));
        let latest = target.latest.as_ref();
        let reached = target.reached.filter(|it| latest.and_then(|one| one.value) != Some(*it));
        let pace = |(value, name)| {
            let value: Option<Decimal> = value;
            value.map(|value| {
                format!("{name} {}", computed(value, target.pace_unit.as_deref(), lang))
            })
        };
        let paces = match lang {
            Lang::Zh => ["至今年均变化", "所需年均变化"],
            Lang::En => ["change a year so far", "needed a year"],
        };
        let paces = [target.pace_so_far, target.pace_needed].into_iter().zip(paces);
        let paces: Vec<_> = paces.filter_map(pace).collect();
        let own = [Some(&target.target), target.base.as_ref(), latest];
        let own: Vec<&Arc<str>> = own.into_iter().flatten().map(|figure| &figure.id).collect();
        let is_other = |id: &&Arc<str>| !own.contains(id) && !target.also.contains(id);
        let claims = target.claims.iter().map(|claim| ShownFigure {
            text: claim.text.to_string(),
            address: evidence(Kind::Actual, &claim.id, lang),
            ..ShownFigure::default()
        });
        Self {
            id: target.target.id.to_string(),
            name: indicator.map_or(&target.target.printed.label, |one| &one.name).to_string(),
            unit: unit_note(target.unit.as_deref(), lang),
            address: address.unwrap_or_default(),
            badge: Badge::of_verdict(&word(target.verdict), lang),
            reason: reason.unwrap_or_default(),
            base: target.base.as_ref().map(actual),
            latest: latest.map(actual),
            reached: reached.map(|value| computed(value, target.unit.as_deref(), lang)),
            target: ShownFigure::of_report(&target.target, Kind::Target, lang),
            way: target.done_percent.map(|done| ProgressBar {
                done: done.normalize(),
                drawn: done.clamp(Decimal::ZERO, Decimal::ONE_HUNDRED),
                elapsed: target.elapsed_percent.map(|elapsed| elapsed.normalize()),
            }),
            pace: (!paces.is_empty())
                .then(|| paces.join(if lang == Lang::Zh { "；" } else { "; " })),
            method: target.method.as_ref().map(|method| method.as_str().to_owned()),
            others: target
                .inputs
                .iter()
                .filter(is_other)
                .map(|id| evidence(Kind::Actual, id, lang))
                .collect(),
            claims: claims.collect(),
        }
    }
}
