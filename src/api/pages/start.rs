//! `/`: what this is, a search, three questions with their answers drawn, and what is loaded.

use super::form::{Choice, choices, periods, regions};
use super::frame::{Frame, html};
use super::picture::Picture;
use crate::api::answer::Answer;
use crate::api::app::App;
use crate::api::ask::query::Query;
use crate::api::problem::ApiError;
use crate::api::resources::plans::{PlanQuery, list_plans};
use crate::api::resources::quality::evaluation_of_all;
use crate::catalog::Catalog;
use crate::domain::lang::Lang;
use crate::domain::text::{Text, text};
use crate::export::Plan;
use crate::store::Snapshot;
use askama::Template;
use axum::extract::State;
use axum::response::Response;

#[derive(Debug, Template)]
#[template(path = "start.html")]
struct Start {
    frame: Frame,
    choices: Vec<Choice>,
    periods: Vec<Choice>,
    regions: Vec<Choice>,
    /// Whether the form shows its regions.
    is_open: bool,
    questions: Vec<Question>,
    domains: Vec<Domain>,
    plans: Vec<Plan>,
    /// Recall and precision over all annotated documents, in percent.
    quality: Option<(String, String)>,
}

/// A question, the page that answers it, and the answer drawn.
#[derive(Debug)]
struct Question {
    text: String,
    address: String,
    picture: Picture,
}

/// The indicators of a domain.
#[derive(Debug)]
struct Domain {
    name: String,
    /// Ids and names.
    indicators: Vec<(String, String)>,
}

/// The start page. It takes the parameters of `/v1/plans`.
pub(super) async fn show_start(
    State(app): State<App>,
    query: Query<PlanQuery>,
) -> Result<Response, ApiError> {
    let Answer { body, context, .. } = list_plans(State(app.clone()), query).await?;
    let (lang, snapshot) = (context.lang, &context.snapshot);
    let title = Text::of("What five-year plans promise", "五年规划承诺了什么");
    let about = Text::of(
        "Targets of Chinese five-year plans, each with the line it is printed on, side by side.",
        "把各地五年规划的指标放在一起比较，每个数值都能查到原文所在的行。",
    );
    let evaluation = evaluation_of_all(&app, snapshot.release.id).await?;
    let percent = |share: f64| format!("{:.1} %", share * 100.0);
    let quality = evaluation
        .and_then(|all| Some((percent(all.prose.recall?), percent(all.prose.precision?))));
    let page = Start {
        frame: Frame::of(&app, &body, &context, "/v1/plans", [title, about]),
        choices: choices(&snapshot.catalog, lang, "gdp"),
        periods: periods(&app, snapshot, "").await?,
        regions: regions(snapshot, &[]),
        is_open: false,
        questions: questions(snapshot, &body.data),
        domains: domains(&snapshot.catalog, lang),
        plans: body.data,
        quality,
    };
    html(&page, lang)
}

/// Three questions about the loaded plans. One of a thing that is not loaded is left out.
fn questions(snapshot: &Snapshot, plans: &[Plan]) -> Vec<Question> {
    let (catalog, word) = (&snapshot.catalog, snapshot.lang.word());
    let known = |ids: &[&str]| -> String {
        let known = ids.iter().filter(|id| catalog.indicators.iter().any(|one| one.id == **id));
        known.copied().collect::<Vec<_>>().join(",")
    };
    // Of the period with the most plans, the plan with the most plans below its region.
    let count = |period: &str| plans.iter().filter(|plan| plan.period == period).count();
    let period = plans.iter().map(|plan| &plan.period).max_by_key(|period| count(period));
    let below = |above: &Plan| {
        let is_below = |plan: &&Plan| {
            let region = catalog.region(&plan.region.id);
            let parent = region.and_then(|region| region.parent.as_deref());
            plan.period == above.period && parent == Some(above.region.id.as_str())
        };
        plans.iter().filter(is_below).count()
    };
    let own = plans.iter().filter(|plan| Some(&plan.period) == period);
    let above = own.max_by_key(|plan| below(plan)).filter(|plan| below(plan) > 0);
    let mut questions = Vec::new();
    let mut ask = |text: Text, alt: Text, path: &str, query: String| {
        let page = format!("{path}?{query}&lang={word}");
        let address = format!("/v1{page}");
        questions.push(Question {
            text: text.in_language(snapshot.lang),
            picture: Picture::at(&address, alt.in_language(snapshot.lang), snapshot.lang),
            address: page,
        });
    };
    let gdp = known(&["gdp"]);
    if !gdp.is_empty() && !plans.is_empty() {
        let text = Text::of("How much does each region want to grow?", "各地想增长多少？");
        let alt = Text::of("Base and target of each region", "各地区的基期值与目标值");
        ask(text, alt, "/compare", format!("indicators={gdp}"));
    }
    let Some(above) = above else { return questions };
    let (id, name) = (&above.region.id, &above.region.name);
    let air = known(&["pm25", "good_air_days", "green_coverage"]);
    if !air.is_empty() {
        let text = text!(
            "Which districts of {name} have no air target of their own?",
            "{name}哪些区没有自己的空气质量目标？"
        );
        let alt = Text::of("Who states a target", "目标由谁规定");
        ask(text, alt, "/cascade", format!("parent={id}&indicators={air}"));
    }
    let text = text!("Did {name} do what it promised?", "{name}兑现承诺了吗？");
    let alt = Text::of("How far each decided target is", "已可判断的各项目标的进度");
    let period = &above.period;
    let query = format!("regions={id}&verdict=met,missed,ahead,behind&period={period}");
    ask(text, alt, "/progress", query);
    questions
}

/// The indicators by domain, both in the order of the catalogue.
fn domains(catalog: &Catalog, lang: Lang) -> Vec<Domain> {
    let name = |zh: &String, en: &String| if lang == Lang::Zh { zh.clone() } else { en.clone() };
    let domain = |domain: &crate::catalog::Domain| Domain {
        name: name(&domain.name_zh, &domain.name_en),
        indicators: (catalog.indicators.iter().filter(|one| one.domain == domain.id))
            .map(|one| (one.id.clone(), name(&one.name_zh, &one.name_en)))
            .collect(),
    };
    catalog.domains.iter().map(domain).filter(|domain| !domain.indicators.is_empty()).collect()
}
