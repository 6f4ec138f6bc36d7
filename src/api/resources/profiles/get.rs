//! The handler of `/v1/profiles/{region}`.

use super::answer::{FindingCounts, Profile, ProfileDocument};
use super::page;
use crate::api::answer::{Answer, Body, One};
use crate::api::app::App;
use crate::api::ask::declare::query;
use crate::api::ask::names;
use crate::api::ask::parameters::{PlanPeriod, Table, View};
use crate::api::ask::query::{Id, Query};
use crate::api::contract::responses::ItemProblems;
use crate::api::problem::ApiError;
use crate::catalog::Region;
use crate::checks::Severity;
use crate::compare::{self, CompareInput, Entry};
use crate::domain::{Period, Plan};
use crate::export::reference::RegionRef;
use crate::format::Format;
use crate::progress::{self, PlanProgress};
use crate::store::checks::FindingFilter;
use crate::store::words::word;
use crate::store::{self, ChosenPlans, Snapshot};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use sqlx::PgPool;

query! {
    /// The region and the period of the plan.
    pub struct ProfileQuery {
        /// Period of the plan. Left out: the one for which most of the region and its siblings have a plan, of
        /// equally many the newest.
        #[example = "2021-2025"]
        period: PlanPeriod,
        #[example = "targets,verdicts"]
        answer: Table<Profile>,
        /// `compact` for what a chart shows: names, values, years and status, with the ids and lines that lead to the rest; no
        /// arithmetic, no quotes. Left out: `full`. `x-compact-schema` names the schema of such an answer; it lacks fields that the schema
        /// of the whole answer requires.
        #[example = "full"]
        view: View<Profile>,
    }
}

/// A region on one page.
///
/// Its place among the regions, its documents, the targets in the tables of its plan with base, latest actual figure,
/// verdict, rank among its siblings and share of the region above; how many findings there are; what it leaves to the
/// region above, and what its siblings set and it does not.
#[utoipa::path(
    get, path = "/v1/profiles/{region}", tag = "outcomes", operation_id = "getProfile",
    params(("region" = String, Path, description = "Id, official code, name or alias of a region", example = "jiangan")),
    responses((status = 200, description = "The profile", content(
        (Body<Profile> = "application/json"), (String = "text/csv"))), ItemProblems),
)]
pub(crate) async fn get_profile(
    State(app): State<App>,
    Id(id): Id,
    query: Query<ProfileQuery>,
) -> Result<Response, ApiError> {
    let One { body, context } = read_profile(&app, id, query).await?;
    if context.format == Format::Json {
        return Ok(One { body, context }.into_response());
    }
    let total = body.data.targets.len();
    let limit = u32::try_from(total).unwrap_or(u32::MAX);
    let body = Body::page(vec![body.data], &context, limit, total as u64, None);
    Ok(Answer { body, context, name: "profile" }.into_response())
}

/// The profile of a region by its id, code, name or alias.
///
/// # Errors
/// No region is called so; those of the database.
pub(in crate::api) async fn read_profile(
    app: &App,
    id: String,
    Query { query, mut context }: Query<ProfileQuery>,
) -> Result<One<Profile>, ApiError> {
    let snapshot = context.snapshot.clone();
    let catalog = snapshot.catalog.as_ref();
    let region = names::region_in_path(catalog, id)?;
    let period = query.period.map(|(first, last)| [first, last]);
    let mut places = vec![region.id.as_str()];
    if let Some(parent) = region.parent.as_deref() {
        places.extend(catalog.children(parent).map(|sibling| sibling.id.as_str()));
    }
    let plans = snapshot.plans(&app.db).await?.choose(period, Some(&places));
    let family = Family { db: &app.db, snapshot: &snapshot, region, plans };
    let profile = family.profile(&snapshot).await?;
    let written = Period::from(plans.period).to_string();
    context.filters.insert("period".to_owned(), written.into());
    let mut body = Body::new(profile, &context);
    body.links.csv = Some(context.link(&[("format", "csv")]));
    Ok(One { body, context })
}

/// A region, the plans of the period, and the database.
struct Family<'f> {
    db: &'f PgPool,
    snapshot: &'f Snapshot,
    region: &'f Region,
    plans: ChosenPlans<'f>,
}

impl<'f> Family<'f> {
    /// The other regions with the same region above.
    fn siblings(&self) -> Vec<&'f Region> {
        let alike = |one: &&Region| one.parent == self.region.parent && one.id != self.region.id;
        self.snapshot.catalog.regions.iter().filter(alike).collect()
    }

    /// The regions above, the nearest first.
    fn parents(&self) -> Vec<&'f Region> {
        let above = |region: &Region| self.snapshot.catalog.region(region.parent.as_deref()?);
        std::iter::successors(above(self.region), |region| above(region)).take(8).collect()
    }

    async fn profile(&self, snapshot: &Snapshot) -> Result<Profile, ApiError> {
        let plan = self.plans.of(&self.region.id);
        let progress = match plan {
            Some(plan) => Some(self.progress(plan).await?),
            None => None,
        };
        let entries = if plan.is_some() { self.compared().await? } else { Vec::new() };
        let own = [self.region.id.clone()];
        let documents = store::series::documents(self.db, self.snapshot.release.id, &own).await?;
        let document = |one: crate::series::Document| ProfileDocument {
            id: one.id.to_string(),
            kind: one.kind,
            title: one.title,
            address: one.address.as_deref().map(str::to_owned),
        };
        let refs = |regions: Vec<&Region>| -> Vec<RegionRef> {
            regions.iter().map(|region| RegionRef::of(&region.id, snapshot)).collect()
        };
        let id = &self.region.id;
        Ok(Profile {
            region: RegionRef::of(id, snapshot),
            level: word(self.region.level),
            parents: refs(self.parents()),
            siblings: refs(self.siblings()),
            children: refs(self.snapshot.catalog.children(id).collect()),
            period: Period::from(self.plans.period).to_string(),
            plan: plan.map(|plan| plan.id.to_string()),
            documents: documents.into_iter().map(document).collect(),
            targets: page::headlines(&entries, id, progress.as_ref(), snapshot),
            verdicts: progress.as_ref().map(|progress| progress.counts),
            findings: self.findings().await?,
            delegated: page::delegated(&entries, id, snapshot),
            only_siblings: page::only_siblings(&entries, id, snapshot),
        })
    }

    /// Every target of the plan compared with reported figures.
    async fn progress(&self, plan: &Plan) -> Result<PlanProgress, ApiError> {
        let own = [self.region.id.clone()];
        let statements =
            store::series::statements(self.db, self.snapshot.release.id, &own, None).await?;
        Ok(progress::progress(&progress::ProgressInput {
            catalog: &self.snapshot.catalog,
            lang: self.snapshot.lang,
            region: self.region,
            plan,
            reviewed: false,
            statements: &statements,
            as_of: None,
            indicators: None,
        }))
    }

    /// The region compared with its siblings, in every indicator that any of them states.
    async fn compared(&self) -> Result<Vec<Entry>, ApiError> {
        let mut regions = self.siblings();
        regions.push(self.region);
        let has_plan = |id: &str| self.plans.of(id).is_some();
        let speaking: Vec<_> =
            regions.iter().map(|region| region.id.as_str()).filter(|id| has_plan(id)).collect();
        let (db, release, period) = (self.db, self.snapshot.release.id, self.plans.period);
        let spoken = store::compare::spoken_of(db, release, period, &speaking).await?;
        let spoken: std::collections::HashSet<_> = spoken.into_iter().collect();
        let known = self.snapshot.catalog.indicators.iter();
        let indicators = known.filter(|one| spoken.contains(&one.id)).collect();
        let with_plan = regions.into_iter().filter(|region| has_plan(&region.id)).collect();
        let catalog = &self.snapshot.catalog;
        let lang = self.snapshot.lang;
        let input = CompareInput { catalog, indicators, regions: with_plan, period, lang };
        let scope = input.scope();
        let plans = scope.regions.iter().filter_map(|id| self.plans.of(id));
        let of = (&*scope.regions, &*scope.indicators);
        let statements = store::compare::statements(db, self.snapshot, &self.plans, of).await?;
        Ok(compare::table(&input, plans, statements.iter()))
    }

    /// The number of findings of the plan.
    async fn findings(&self) -> Result<FindingCounts, ApiError> {
        let [first, last] = self.plans.period.map(i32::from);
        let filter = |severity: Option<Severity>| FindingFilter {
            release: self.snapshot.release.id,
            regions: Some(vec![self.region.id.clone()]),
            period: Some((first, last)),
            severities: severity.map(|one| vec![store::checks::level(one)]),
            ..FindingFilter::default()
        };
        let mut counts = [0; 3];
        let severities = [Severity::Conflict, Severity::Caution, Severity::Notice];
        for (count, severity) in counts.iter_mut().zip(severities) {
            *count = store::checks::count(self.db, &filter(Some(severity))).await?;
        }
        let [conflict, caution, notice] = counts;
        Ok(FindingCounts { total: conflict + caution + notice, conflict, caution, notice })
    }
}
