//! `/regions/{id}`: a region on one page.

use super::answers;
use super::figure::{Badge, ShownFigure, computed, evidence, unit_note};
use super::frame::{Frame, html};
use super::picture::Picture;
use super::spark::Spark;
use super::verdicts::VerdictBar;
use crate::api::answer::One;
use crate::api::app::App;
use crate::api::ask::context::RequestContext;
use crate::api::ask::query::{Id, Query};
use crate::api::problem::ApiError;
use crate::api::resources::profiles::answer::{BriefFigure, Delegated, Headline, Profile};
use crate::api::resources::profiles::get::{ProfileQuery, read_profile};
use crate::api::resources::series::list::list_series;
use crate::domain::Kind;
use crate::domain::lang::Lang;
use crate::domain::text::{Text, text};
use crate::domain::words;
use crate::export::reference::RegionRef;
use crate::series::Series;
use crate::store::words::word;
use askama::Template;
use axum::extract::State;
use axum::response::Response;

/// Headline figures at the top of a page.
const HEADLINES: usize = 6;

#[derive(Debug, Template)]
#[template(path = "region.html")]
struct RegionPage {
    frame: Frame,
    profile: Profile,
    level: &'static str,
    bar: Option<VerdictBar>,
    headlines: Vec<ShownHeadline>,
    picture: Option<Picture>,
    domains: Vec<Domain>,
    delegated: Vec<ShownDelegated>,
    only_siblings: Vec<(String, String, String)>,
    documents: Vec<ShownDocument>,
    checks: String,
}

/// Targets of one domain.
#[derive(Debug)]
struct Domain {
    id: String,
    name: String,
    rows: Vec<ShownHeadline>,
}

/// A target of the plan.
#[derive(Debug)]
struct ShownHeadline {
    indicator: String,
    /// The English name of the unit of its figures; empty where none is needed.
    unit: String,
    address: String,
    base: Option<ShownFigure>,
    latest: Option<ShownFigure>,
    target: Option<ShownFigure>,
    badge: Badge,
    done: Option<String>,
    rank: Option<(usize, usize)>,
    share: Option<String>,
    spark: Option<Spark>,
}

/// A target left to the region above.
#[derive(Debug)]
struct ShownDelegated {
    indicator: String,
    address: String,
    words: ShownFigure,
    leads_to: Option<(String, String)>,
}

/// A document of the region.
#[derive(Debug)]
struct ShownDocument {
    title: String,
    address: String,
    kind: &'static str,
}

/// The page. It takes the parameters of `/v1/profiles/{region}`.
pub(super) async fn show_region(
    State(app): State<App>,
    Id(id): Id,
    query: Query<ProfileQuery>,
) -> Result<Response, ApiError> {
    let One { body, context } = read_profile(&app, id, query).await?;
    let (lang, profile) = (context.lang, &body.data);
    let own = headlines(&profile.targets);
    let ids: Vec<_> = own.iter().map(|one| one.indicator.id.as_str()).collect();
    let region = profile.region.id.clone();
    let (mut series, mut picture) = (Vec::new(), None);
    if !ids.is_empty() {
        let parameters = [("indicators", &*ids.join(",")), ("regions", region.as_str())];
        let question = answers::query(&app, &context, "/v1/series", &parameters).await?;
        let answer = list_series(State(app.clone()), question).await?;
        if !answer.body.data.is_empty() {
            let alt = Text::of("The figures above over the years", "上列指标的历年数值");
            picture = Some(Picture::of(&answer.context, "/v1/series", alt.in_language(lang)));
        }
        series = answer.body.data;
    }
    let name = &profile.region.name;
    let title = text!("{name}: what it set out to do", "{name}的规划目标");
    let about = text!(
        "Targets of the plan of {name} for {period}, how they stand, and the documents that say so.",
        "{name}{period}年规划的目标、进展和依据的文件。",
        period = profile.period
    );
    let data = format!("/v1/profiles/{region}");
    let word = lang.word();
    let period = &profile.period;
    let bar = profile.verdicts.as_ref();
    let page = RegionPage {
        frame: Frame::of(&app, &body, &context, &data, [title, about]),
        level: words::Level::SET.name(&profile.level, lang).unwrap_or_default(),
        bar: bar.map(|counts| VerdictBar::of(counts, &region, period, lang)),
        headlines: own.into_iter().map(|one| ShownHeadline::of(one, &series, lang)).collect(),
        picture,
        domains: domains(profile, &context),
        delegated: profile.delegated.iter().map(|one| ShownDelegated::of(one, &context)).collect(),
        only_siblings: only_siblings(profile, &context),
        documents: documents(profile, lang),
        checks: format!("/checks?regions={region}&period={period}&lang={word}"),
        profile: body.data,
    };
    html(&page, lang)
}

/// The targets at the top: figures that can be seen moving first, each indicator once.
fn headlines(targets: &[Headline]) -> Vec<&Headline> {
    let mut own: Vec<&Headline> = targets.iter().collect();
    let value = |figure: &Option<BriefFigure>| figure.as_ref().is_some_and(|it| it.value.is_some());
    own.sort_by_key(|one| (!value(&one.latest), one.done_percent.is_none(), !value(&one.base)));
    own.truncate(HEADLINES);
    own
}

/// The targets by domain, in the order of the catalogue.
fn domains(profile: &Profile, context: &RequestContext) -> Vec<Domain> {
    let (catalog, lang) = (&context.snapshot.catalog, context.lang);
    let of = |target: &Headline| catalog.indicator(&target.indicator.id).map(|it| &it.domain);
    let domain = |known: &crate::catalog::Domain| {
        let own = profile.targets.iter().filter(|target| of(target) == Some(&known.id));
        let rows: Vec<_> = own.map(|target| ShownHeadline::of(target, &[], lang)).collect();
        let name = if lang == Lang::Zh { &known.name_zh } else { &known.name_en };
        (!rows.is_empty()).then(|| Domain { id: known.id.clone(), name: name.clone(), rows })
    };
    catalog.domains.iter().filter_map(domain).collect()
}

/// Name, address and regions of each indicator that only siblings state.
fn only_siblings(profile: &Profile, context: &RequestContext) -> Vec<(String, String, String)> {
    let separator = if context.lang == Lang::Zh { "、" } else { ", " };
    let one = |one: &crate::api::resources::profiles::answer::SiblingIndicator| {
        let names = one.regions.iter().map(|id| RegionRef::of(id, &context.snapshot).name);
        let names = names.collect::<Vec<_>>().join(separator);
        (one.indicator.name.clone(), indicator_page(&one.indicator.id, context.lang), names)
    };
    profile.only_siblings.iter().map(one).collect()
}

fn documents(profile: &Profile, lang: Lang) -> Vec<ShownDocument> {
    let document = |one: &crate::api::resources::profiles::answer::ProfileDocument| ShownDocument {
        title: one.title.clone(),
        address: format!("/documents/{}?lang={}", one.id, lang.word()),
        kind: words::DocumentKind::SET.name(&word(one.kind), lang).unwrap_or_default(),
    };
    profile.documents.iter().map(document).collect()
}

fn indicator_page(id: &str, lang: Lang) -> String {
    format!("/indicators/{id}?lang={}", lang.word())
}

impl ShownHeadline {
    fn of(target: &Headline, series: &[Series], lang: Lang) -> Self {
        let figure = |figure: &Option<_>, kind| {
            figure.as_ref().map(|figure| ShownFigure::of_profile(figure, kind, lang))
        };
        let own = series.iter().find(|one| *one.indicator.id == *target.indicator.id);
        let percent = |value| computed(value, Some("%"), lang);
        let mut unit = [&target.target, &target.latest, &target.base].into_iter().flatten();
        let unit = unit.find_map(|figure| figure.unit.as_deref());
        Self {
            indicator: target.indicator.name.clone(),
            unit: unit_note(unit, lang),
            address: indicator_page(&target.indicator.id, lang),
            base: figure(&target.base, Kind::Actual),
            latest: figure(&target.latest, Kind::Actual),
            target: figure(&target.target, Kind::Target),
            badge: Badge::of_verdict(&word(target.verdict), lang),
            done: target.done_percent.map(percent),
            rank: target.rank.map(|rank| (rank, target.ranked)),
            share: target.share_of_parent.map(percent),
            spark: own.and_then(Spark::of),
        }
    }
}

impl ShownDelegated {
    fn of(target: &Delegated, context: &RequestContext) -> Self {
        let lang = context.lang;
        let address = target.id.as_ref().map(|id| evidence(Kind::Target, id, lang));
        let stated_by = target.stated_by.as_ref();
        let leads_to = stated_by.zip(target.value).map(|(region, value)| {
            let name = RegionRef::of(region, &context.snapshot).name;
            (name, computed(value, target.unit.as_deref(), lang))
        });
        Self {
            indicator: target.indicator.name.clone(),
            address: indicator_page(&target.indicator.id, lang),
            words: ShownFigure {
                text: target.text.clone().unwrap_or_default(),
                address: address.unwrap_or_default(),
                ..ShownFigure::default()
            },
            leads_to,
        }
    }
}
