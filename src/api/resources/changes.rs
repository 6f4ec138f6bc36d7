//! `/v1/changes`: the differences between two releases, observation by observation.

use crate::api::answer::{Answer, Body};
use crate::api::app::App;
use crate::api::ask::context::RequestContext;
use crate::api::ask::cursor::Cursor;
use crate::api::ask::declare::{Parameter, query};
use crate::api::ask::parameters::numbers::integer;
use crate::api::ask::parameters::{
    self, Count, DomainId, IdSet, IndicatorId, Limit, RegionId, ReleaseNumber, Table, Words,
};
use crate::api::ask::query::Query;
use crate::api::ask::reader::QueryReader;
use crate::api::contract::responses::Problems;
use crate::api::problem::{ApiError, FieldError};
use crate::api::resources::history::statement::{
    self, FieldChange, StatementFields, field_text, said, shown,
};
use crate::api::resources::pages::{DEFAULT_LIMIT, MAX_LIMIT};
use crate::api::resources::rows::query::within;
use crate::domain::text::{Text, text};
use crate::domain::words;
use crate::export::reference::{IndicatorRef, RegionRef};
use crate::format::{Column, ColumnValue, Flat, columns};
use crate::store::change_counts;
use crate::store::versions::{self as store, ChangeFilter, Pair};
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa::openapi::{RefOr, Schema};

/// Most documents of one batch. A page reads one document, then twice as many, until it is full.
/// Each batch is sorted, so a short page does not wait for many documents.
const BATCH: usize = 50;

/// An observation that differs between two releases.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Change {
    /// Id of the observation.
    #[schema(example = "5f0c3a9e1b7d2468")]
    pub id: String,
    #[schema(value_type = words::ChangeKind)]
    pub change: &'static str,
    /// Id of its plan; null for a document that is no plan.
    #[schema(example = "jiangan-2021-2025")]
    pub plan: Option<String>,
    /// Id of its document.
    #[schema(example = "jiangan-2021-2025")]
    pub document: String,
    pub region: RegionRef,
    /// The indicator of the newer version, else of the older one; null where the catalogue has none for the
    /// label.
    pub indicator: Option<IndicatorRef>,
    #[schema(value_type = words::RowKind)]
    pub kind: String,
    /// Its label in the newer version, or in the older one where it was withdrawn.
    #[schema(example = "绿化覆盖率")]
    pub label: String,
    /// The changed fields; empty where it was added or withdrawn.
    pub fields: Vec<FieldChange>,
    /// The observation in the older release; null where it has none.
    #[schema(value_type = Option<Object>)]
    pub before: Option<StatementFields>,
    /// The observation in the newer release; null where it has none.
    #[schema(value_type = Option<Object>)]
    pub after: Option<StatementFields>,
}

impl Change {
    fn of(found: store::Change, pairs: &[Pair], context: &RequestContext) -> Self {
        let before = found.old.map(|old| old.0);
        let after = found.new.map(|new| new.0);
        let change = match (&before, &after) {
            (None, _) => "added",
            (_, None) => "withdrawn",
            _ => "changed",
        };
        let fields = match (&before, &after) {
            (Some(before), Some(after)) => statement::differing(before, after),
            _ => Vec::new(),
        };
        let latest = after.as_ref().or(before.as_ref());
        let word = |field| latest.and_then(|latest| field_text(latest, field));
        let pair = pairs.binary_search_by(|pair| pair.document_id.cmp(&found.document_id));
        // Every document of a page was read.
        let pair = pair.ok().map(|at| &pairs[at]);
        let region = pair.map(|pair| pair.region_id.as_str()).unwrap_or_default();
        Self {
            change,
            region: RegionRef::of(region, &context.snapshot),
            indicator: word("indicator_id").map(|id| IndicatorRef::of(&id, &context.snapshot)),
            kind: word("kind").unwrap_or_default(),
            label: word("label").unwrap_or_default(),
            id: found.id,
            plan: pair.and_then(|pair| pair.plan_id.clone()),
            document: found.document_id,
            fields,
            before,
            after,
        }
    }
}

columns! {
    fn cells(row: &Change, field: Option<&FieldChange>, before: Option<String>, after: Option<String>, release: i32);
    text "region_id" of "region" = &row.region.id;
    text "region_code" of "region" = row.region.code.as_ref();
    text "region_name" of "region" = &row.region.name;
    text "indicator_id" of "indicator" = row.indicator.as_ref().map(|indicator| &indicator.id);
    text "indicator_name" of "indicator" = row.indicator.as_ref().map(|indicator| &indicator.name);
    text "kind" of "kind" as RowKind = &row.kind;
    text "plan" of "plan" = row.plan.as_ref();
    text "label" of "label" = &row.label;
    text "change" of "change" as ChangeKind = row.change;
    text "field" of "fields" = field.map(|change| &change.field);
    text "before" of "before" = before;
    text "after" of "after" = after;
    key "id" of "id" = &row.id;
    integer "release" of "release" = release;
    text "document_id" of "document" = &row.document;
}

impl Flat for Change {
    const COLUMNS: &'static [Column] = COLUMNS;

    /// One row for each field that changed. An observation that was added or withdrawn has one row with
    /// its printed form.
    fn rows(&self, release: i32) -> Vec<Vec<ColumnValue>> {
        if self.fields.is_empty() {
            let printed = |side: &Option<StatementFields>| side.as_ref().and_then(said);
            return vec![cells(self, None, printed(&self.before), printed(&self.after), release)];
        }
        let row = |field: &FieldChange| {
            cells(self, Some(field), shown(&field.before), shown(&field.after), release)
        };
        self.fields.iter().map(row).collect()
    }
}

/// The release that changes are counted from; 0 is before the first.
#[derive(Debug)]
pub struct Since;

impl Parameter for Since {
    type Value = u32;
    const REQUIRED: bool = true;

    fn read(reader: &mut QueryReader<'_>, name: &'static str) -> u32 {
        if !reader.has(name) {
            let reason = Text::of(
                "say since which release: since=1; since=0 is everything",
                "请说明自哪个发布版本起：since=1；since=0 为全部",
            );
            reader.error(FieldError::parameter(name, reason));
        }
        <Count<0, { i32::MAX.unsigned_abs() }> as Parameter>::read(reader, name).unwrap_or_default()
    }

    fn schema() -> RefOr<Schema> {
        integer(Some(0), None).into()
    }
}

query! {
    /// Filters of changes.
    #[pins("until")]
    pub struct ChangeQuery {
        /// The release to compare with; 0, before the first, makes everything added.
        #[example = 0]
        since: Since,
        /// The release that is compared. Left out: that of `release`, which means the same, else the newest.
        #[example = 1]
        until: ReleaseNumber,
        /// Regions by id, official code, name or alias; `children:wuhan` for those below one.
        #[example = "jiangan,420104,硚口区"]
        regions: IdSet<RegionId>,
        /// Indicators by id, name or alias; of either version.
        #[example = "gdp,绿化覆盖率"]
        indicators: IdSet<IndicatorId>,
        /// Only indicators of these domains.
        #[example = "economy,ecology"]
        domains: IdSet<DomainId>,
        /// `target`, `actual`; of either version.
        #[example = "target"]
        kind: Words<words::RowKind>,
        /// Most observations of a page; 0 asks for the count alone.
        limit: Limit<DEFAULT_LIMIT, MAX_LIMIT>,
        /// `page.next` of the previous page. It is valid for the same filters, and continues between the same releases.
        cursor: parameters::Cursor,
        #[example = "label,fields"]
        answer: Table<Change>,
    }
}

/// The sort keys of the last entry of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Keys {
    #[serde(rename = "p")]
    document: String,
    #[serde(rename = "i")]
    id: String,
}

/// Changes between two releases.
///
/// Observations that were added, changed (field by field, before and after) or withdrawn, by
/// document and id. Names are those of the newer release.
#[utoipa::path(
    get, path = "/v1/changes", tag = "releases", operation_id = "listChanges",
    responses((status = 200, description = "A page of changes", content(
        (Body<Vec<Change>> = "application/json"), (String = "text/csv"))), Problems),
)]
pub(crate) async fn list_changes(
    State(app): State<App>,
    Query { query, context }: Query<ChangeQuery>,
) -> Result<Answer<Change>, ApiError> {
    let ChangeQuery { since, regions, indicators, domains, kind, limit, .. } = query;
    let indicators = within(&context.snapshot.catalog, indicators, domains);
    let since = since.cast_signed();
    let filter = ChangeFilter { regions, indicators, kinds: kind };
    let until = context.snapshot.release.id;
    if since > until {
        let reason = text!(
            "later than release {until}, up to which changes are asked for",
            "晚于所问变更的截止发布版本 {until}"
        );
        return Err(ApiError::invalid(FieldError::value("since", &since.to_string(), reason)));
    }
    let cursor: Option<Cursor<Keys>> = Cursor::read(&context)?;
    let count = change_counts::count(&app.db, since, until, &filter).await?;
    let total = (count.added + count.changed + count.withdrawn).unsigned_abs();
    let after = cursor.map(|cursor| cursor.keys);
    // No page has more than all.
    let most = total.min(if limit == 0 { 0 } else { u64::from(limit) + 1 });
    let read = Page { since, until, filter: &filter, after: after.as_ref() };
    let (mut found, pairs) = read.read(&app, usize::try_from(most).unwrap_or(usize::MAX)).await?;
    let more = found.len() > limit as usize;
    found.truncate(limit as usize);
    let next = match found.last().filter(|_| more) {
        Some(last) => {
            let keys = Keys { document: last.document_id.clone(), id: last.id.clone() };
            Some(Cursor::after(keys, &context)?)
        }
        None => None,
    };
    let changes = found.into_iter().map(|found| Change::of(found, &pairs, &context)).collect();
    Ok(Answer { body: Body::page(changes, &context, limit, total, next), context, name: "changes" })
}

/// Where a page begins.
struct Page<'p> {
    since: i32,
    until: i32,
    filter: &'p ChangeFilter,
    after: Option<&'p Keys>,
}

impl Page<'_> {
    /// At most `count` rows, and the documents that were read for them.
    async fn read(
        &self,
        app: &App,
        count: usize,
    ) -> Result<(Vec<store::Change>, Vec<Pair>), ApiError> {
        let (mut found, mut read, mut size) = (Vec::new(), Vec::new(), 1);
        let after = self.after.map(|after| (after.document.as_str(), after.id.as_str()));
        let mut from = self.after.map(|after| after.document.clone());
        while found.len() < count {
            let mut pairs = self.documents(app, from.as_deref()).await?;
            // The first document of the next part.
            from = pairs.get(BATCH).map(|next| next.document_id.clone());
            pairs.truncate(BATCH);
            let mut rest = pairs.as_slice();
            while !rest.is_empty() && found.len() < count {
                let missing = i64::try_from(count - found.len()).unwrap_or(i64::MAX);
                let (batch, later) = rest.split_at(size.min(rest.len()));
                (rest, size) = (later, (size * 2).min(BATCH));
                found.extend(store::page(&app.db, batch, self.filter, after, missing).await?);
            }
            read.extend(pairs);
            if from.is_none() {
                break;
            }
        }
        Ok((found, read))
    }

    async fn documents(&self, app: &App, from: Option<&str>) -> Result<Vec<Pair>, ApiError> {
        let most = i64::try_from(BATCH + 1).unwrap_or(i64::MAX);
        let (since, until) = (self.since, self.until);
        Ok(store::pairs(&app.db, since, until, self.filter, from, Some(most)).await?)
    }
}
