//! The query of `/v1/cascade`.

use crate::api::ask::declare::{Parameter, query};
use crate::api::ask::names;
use crate::api::ask::parameters::format::Picture;
use crate::api::ask::parameters::{
    Cursor, DomainId, IdSet, IndicatorId, Limit, PlanPeriod, Table, View, Words,
};
use crate::api::ask::reader::QueryReader;
use crate::api::problem::FieldError;
use crate::api::resources::compare::query::statuses;
use crate::catalog::Catalog;
use crate::compare::answer::Cascade;
use crate::compare::answer::Status;
use crate::domain::text::{Text, text};
use crate::domain::words;
use utoipa::openapi::schema::Type;
use utoipa::openapi::{ObjectBuilder, RefOr, Schema};

/// Default and greatest number of indicators of a page.
pub const DEFAULT_LIMIT: u32 = 50;
pub const MAX_LIMIT: u32 = 500;

/// The id of a region that has regions below it.
#[derive(Debug)]
pub struct Parent;

impl Parameter for Parent {
    type Value = String;
    const REQUIRED: bool = true;

    fn read(reader: &mut QueryReader<'_>, name: &'static str) -> String {
        parent(reader, name).unwrap_or_default()
    }

    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::String).into()
    }
}

query! {
    /// Which regions and indicators.
    pub struct CascadeQuery {
        /// Id, official code, name or alias of the region above. Required; it must have regions below it.
        #[example = "wuhan"]
        parent: Parent,
        /// Ids, names or aliases of indicators, separated by commas. Left out: all of which the region or one
        /// below it states a base or a target. Answers come in the order of the catalogue.
        #[example = "gdp,pm25,good_air_days"]
        indicators: IdSet<IndicatorId>,
        /// Only indicators of these domains.
        #[example = "ecology"]
        domains: IdSet<DomainId>,
        /// Period of the plans. Left out: the period for which most of the regions have a plan, the
        /// newest of equals.
        #[example = "2021-2025"]
        period: PlanPeriod,
        /// Only regions below whose target is `stated`, `delegated`, `relative`, `qualitative`, `not_stated`,
        /// `unknown` or `no_plan`, and only indicators with such a region; several separated by commas. Left out:
        /// all but `no_plan`. Counts and sums are of all regions; a notice names those without a plan.
        #[example = "delegated"]
        status: Words<words::TargetStatus, Status>,
        /// Most indicators of a page; 0 asks for the count alone. Left out: 50, or as many as make 10,000
        /// cells with the regions.
        limit: Limit<DEFAULT_LIMIT, MAX_LIMIT>,
        /// `page.next` of the previous page. It is valid for the same filters, and continues in the same release.
        cursor: Cursor,
        #[example = "parent,counts"]
        answer: Table<Cascade, Picture>,
        /// `compact` for what a chart shows: names, values, years and status, with the ids and lines that lead to the rest; no
        /// arithmetic, no quotes. Left out: `full`. `x-compact-schema` names the schema of such an answer; it lacks fields that the schema
        /// of the whole answer requires.
        #[example = "full"]
        view: View<Cascade>,
    }
}

/// The request with names and words resolved.
#[derive(Debug)]
pub struct CascadeRequest {
    /// Id.
    pub parent: String,
    /// Ids; `None` for all with a statement.
    pub indicators: Option<Vec<String>>,
    /// Ids.
    pub domains: Option<Vec<String>>,
    pub period: Option<[u16; 2]>,
    pub status: Option<Vec<Status>>,
    /// Most indicators of a page.
    pub limit: u32,
}

impl From<CascadeQuery> for CascadeRequest {
    fn from(query: CascadeQuery) -> Self {
        let CascadeQuery { parent, indicators, domains, period, status, limit, .. } = query;
        Self {
            parent,
            indicators,
            domains,
            period: period.map(|(first, last)| [first, last]),
            status: status.map(|words| statuses(&words)),
            limit,
        }
    }
}

/// The id of the region above; an unusable value becomes an error.
fn parent(reader: &mut QueryReader<'_>, name: &'static str) -> Option<String> {
    let has = reader.has(name);
    let Some(raw) = reader.raw(name) else {
        if !has {
            let reason =
                Text::of("say whose districts: parent=wuhan", "请说明上级地区：parent=wuhan");
            let missing = FieldError::parameter(name, reason);
            reader.error(missing.allowed(above(reader.catalog())));
        }
        return None;
    };
    let id = match names::region(reader.catalog(), name, &raw) {
        Ok(id) => id,
        Err(error) => {
            reader.error(*error);
            return None;
        }
    };
    let catalog = reader.catalog();
    if catalog.children(&id).next().is_none() {
        let region = catalog.region(&id);
        let called = region.map_or(id.as_str(), |region| region.name_zh.as_str());
        let reason =
            text!("the catalogue has no region below {called}", "目录中 {called} 没有下级地区");
        let nearest = region.and_then(|region| region.parent.clone());
        let error = FieldError::value(name, &raw, reason);
        reader.error(error.nearest(nearest).allowed(above(catalog)));
        return None;
    }
    reader.note_filter(name, id.clone().into());
    Some(id)
}

/// Ids of the first regions that have others below them, for an error message.
fn above(catalog: &Catalog) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for parent in catalog.regions.iter().filter_map(|region| region.parent.as_ref()) {
        if !ids.contains(parent) {
            ids.push(parent.clone());
        }
        if ids.len() == 20 {
            break;
        }
    }
    ids
}
