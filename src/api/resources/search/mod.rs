//! `/v1/search`: everything the plans say, by words. How the words of a hit are marked is in `matches`.

use super::rows::{IndicatorRef, RegionRef};
use crate::api::answer::{Answer, Body, Notice};
use crate::api::app::App;
use crate::api::ask::cursor::Place;
use crate::api::ask::params::Params;
use crate::api::ask::query::{FromQuery, Query};
use crate::api::contract::Problems;
use crate::api::format::{Column, ColumnValue, Flat, TABULAR, columns};
use crate::api::problem::{ApiError, FieldError};
use crate::api::resources::rows::query::within;
use crate::api::snapshot::Snapshot;
use crate::domain::Period;
use crate::domain::text::{Text, text};
use crate::domain::words;
use crate::spelling::fold::fold;
use crate::store::meta;
use crate::store::search_hits as store;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

mod matches;

pub use matches::Match;

/// What can be found.
pub const TYPES: &[&str] = words::HitType::ALL;
/// Hits of a page where no other number is asked for.
const DEFAULT_LIMIT: u32 = 20;
/// Most hits of a page.
const MAX_LIMIT: u32 = 500;
/// Most words of a query.
const MAX_WORDS: usize = 10;

/// Something that has every word.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Hit {
    /// `target` or `actual`: a row; `section`: the title of a chapter, section or box; `line`: a line of a whole
    /// text, where the server keeps texts.
    #[serde(rename = "type")]
    #[schema(value_type = words::HitType)]
    pub kind: String,
    /// Id of the row, or of the section in its plan; null for a line, which `document` and `line` name.
    #[schema(example = "5f0c3a9e1b7d2468")]
    pub id: Option<String>,
    /// 0 to 1, see the operation; equal ones are in order of confidence, region, plan and line.
    #[schema(minimum = 0, maximum = 1, example = 0.97)]
    pub score: f64,
    pub region: RegionRef,
    /// Id of the plan it stands in.
    #[schema(example = "jiangan-2021-2025")]
    pub plan: String,
    /// Of the statement; for a section or line that of the plan.
    #[schema(example = "2021-2025")]
    pub period: String,
    /// Null where the catalogue has none, and for sections and lines.
    pub indicator: Option<IndicatorRef>,
    /// The year the value holds or ends; null where none is stated, and for sections and lines.
    #[schema(example = 2025)]
    pub year: Option<i32>,
    /// The document: sha256 of its bytes.
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    pub document: String,
    /// 1-based.
    #[schema(example = 226)]
    pub line: i32,
    /// Section a row stands in, or the section itself; null for a line.
    #[schema(example = "1.4")]
    pub section: Option<String>,
    /// The fields the words stand in, the one with most of them first.
    pub matches: Vec<Match>,
    /// Where all of it is.
    #[schema(example = "/v1/targets/5f0c3a9e1b7d2468")]
    pub link: String,
}

impl Hit {
    fn of(found: store::Hit, words: &[String], snapshot: &Snapshot) -> Self {
        let matches = matches::of(&found, words);
        let link = match (found.hit_type.as_str(), &found.id) {
            ("target", Some(id)) => format!("/v1/targets/{id}"),
            ("actual", Some(id)) => format!("/v1/actuals/{id}"),
            _ => format!("/v1/plans/{}", found.plan_id),
        };
        Self {
            kind: found.hit_type,
            id: found.id,
            score: f64::from(found.score) / 100.0,
            region: RegionRef::of(&found.region_id, snapshot),
            plan: found.plan_id,
            period: Period::stored(found.period_start, found.period_end).to_string(),
            indicator: found.indicator_id.as_deref().map(|id| IndicatorRef::of(id, snapshot)),
            year: found.year,
            document: found.document,
            line: found.line,
            section: found.section_id,
            matches,
            link,
        }
    }
}

columns! {
    fn cells(row: &Hit, release: i32);
    key "region_id" of "region" = &row.region.id;
    text "region_code" of "region" = row.region.code.as_ref();
    text "region_name" of "region" = &row.region.name;
    key "indicator_id" of "indicator" = row.indicator.as_ref().map(|indicator| &indicator.id);
    text "indicator_name" of "indicator" = row.indicator.as_ref().map(|indicator| &indicator.name);
    text "type" of "type" as HitType = &row.kind;
    text "period" of "period" = &row.period;
    integer "year" of "year" = row.year;
    number "score" of "score" = row.score;
    text "field" of "matches" as HitField = row.matches.first().map(|best| best.field);
    text "snippet" of "matches" = row.matches.first().map(|best| &best.snippet);
    integer "snippet_start" of "matches" = row.matches.first().map(|best| best.start);
    text "highlights" of "matches" = row.matches.first().map(Match::stretches);
    key "plan" of "plan" = &row.plan;
    key "document" of "document" = &row.document;
    integer "line" of "line" = row.line;
    text "section" of "section" = row.section.as_ref();
    key "id" of "id" = row.id.as_ref();
    integer "release" of "release" = release;
}

impl Flat for Hit {
    const COLUMNS: &'static [Column] = COLUMNS;

    fn rows(&self, release: i32) -> Vec<Vec<ColumnValue>> {
        vec![cells(self, release)]
    }
}

/// How the parameters are documented; [`SearchQuery`] reads them. A test compares the two.
#[derive(Debug, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "only described, never filled")]
pub struct SearchParams {
    /// Words separated by blanks; all must occur, in any field of one entry. A word of a single character will do.
    /// Width, case and traditional characters do not matter.
    #[param(max_length = 200, example = "绿化")]
    q: String,
    /// `target`, `actual`, `section`, `line`. Left out: all.
    #[param(rename = "type", value_type = Option<Vec<words::HitType>>, inline, example = "target,section")]
    kind: Option<String>,
    /// Regions by id, official code, name or alias.
    #[param(example = "jiangan,420104,硚口区")]
    regions: Option<String>,
    /// Indicators by id, name or alias. Sections and lines have none: they are left out.
    #[param(example = "green_coverage")]
    indicators: Option<String>,
    /// Domains of indicators.
    #[param(example = "ecology")]
    domains: Option<String>,
    /// The period the statement belongs to.
    #[param(pattern = r"^\d{4}-\d{4}$", example = "2021-2025")]
    period: Option<String>,
    /// `table`, `prose`. Sections and lines have none: they are left out.
    #[param(example = "table")]
    origin: Option<String>,
    /// Most hits of a page; 0 asks for the count alone.
    #[param(minimum = 0, maximum = 500, default = 20)]
    limit: Option<u32>,
    /// `page.next` of the page before. It holds for the same words and filters, and goes on in the same release.
    cursor: Option<String>,
    /// `json`, `csv`, `ndjson`, `xlsx` or `parquet`; wins over `Accept`.
    #[param(example = "json")]
    format: Option<String>,
    /// CSV only: begin with a byte order mark, for Excel.
    #[param(default = false)]
    bom: Option<bool>,
    /// How coded words (comparator, status, …) stand in tabular formats: as `code`, as `name` in the language of
    /// the answer, or as `both`.
    #[param(example = "both")]
    labels: Option<String>,
    /// Fields of the entries, separated by commas; all where left out, and ids always. In tabular formats a field stands
    /// for its columns, and columns may be named too.
    #[param(example = "score,matches")]
    fields: Option<String>,
}

/// What is looked for.
#[derive(Debug)]
pub struct SearchQuery {
    /// Without the release.
    wanted: store::Wanted,
    /// Whether lines were asked for by name.
    asks_lines: bool,
    limit: u32,
}

impl FromQuery for SearchQuery {
    fn from_query(params: &mut Params<'_>) -> Self {
        let asked = params.asks("q");
        let text = params.text("q");
        if !asked {
            let reason = Text::of("say what to look for: q=绿化", "请说明要查找什么：q=绿化");
            params.error(FieldError::parameter("q", reason));
        }
        let mut words: Vec<String> = Vec::new();
        for word in text.iter().flat_map(|text| text.split_whitespace()).map(fold) {
            if !word.is_empty() && !words.contains(&word) {
                words.push(word);
            }
        }
        if let Some(text) = &text {
            if words.is_empty() {
                let reason = Text::of("nothing in it to look for", "其中没有可查找的内容");
                params.error(FieldError::value("q", text, reason));
            } else if words.len() > MAX_WORDS {
                let count = words.len();
                let reason = text!(
                    "{count} words; at most {MAX_WORDS} may be looked for",
                    "共 {count} 个词；最多可查找 {MAX_WORDS} 个"
                );
                params.error(FieldError::value("q", text, reason));
            }
        }
        let types = params.words("type", TYPES);
        let asks_lines =
            types.as_ref().is_some_and(|types| types.iter().any(|name| name == "line"));
        let regions = params.regions("regions");
        let indicators = params.indicators("indicators");
        let domains = params.domains("domains");
        let wanted = store::Wanted {
            release: 0,
            words,
            types: types.unwrap_or_else(|| TYPES.iter().map(|name| (*name).to_owned()).collect()),
            regions,
            indicators: within(params.catalog(), indicators, domains),
            period: params.period("period").map(|(first, last)| (first.into(), last.into())),
            origins: params.words("origin", words::Origin::ALL),
        };
        let limit = params.limit("limit", DEFAULT_LIMIT, MAX_LIMIT);
        params.cursor();
        params.table::<Hit>(TABULAR);
        Self { wanted, asks_lines, limit }
    }
}

/// Search what the plans say.
///
/// Rows by label, goal in words, quote, and the row and section titles above them; titles of sections; and
/// lines of whole texts where the server keeps texts. Every word must occur, in whatever field.
///
/// The score says where: 1 where the label is just the words, 0.9 where it begins with them, 0.8 where it has
/// them, 0.6 where label, goal and quote have them together, 0.5 in the title of a section, 0.4 for a row
/// only with the titles above it, 0.2 in a line of text; up to 0.04 more the more of the label or title they
/// are, and 0.04 where they stand together in the order asked.
///
/// `page.total` is exact up to 10,000 entries of a kind. Where more match, that many are ranked, the labels
/// that begin with the words in any case, and the warning `total_bounded` says that there are more.
#[utoipa::path(
    get, path = "/v1/search", tag = "search", operation_id = "search", params(SearchParams),
    responses((status = 200, description = "A page of hits, best first", content(
        (Body<Vec<Hit>> = "application/json"), (String = "text/csv"))), Problems),
)]
pub(crate) async fn search(
    State(app): State<App>,
    Query { wanted: query, asked }: Query<SearchQuery>,
) -> Result<Answer<Hit>, ApiError> {
    let SearchQuery { mut wanted, asks_lines, limit } = query;
    let after = Place::read(&asked)?;
    wanted.release = asked.snapshot.release.id;
    let page = store::page(&app.db, &wanted, after.into(), limit.into()).await?;
    let total = page.total.unsigned_abs();
    let next = Place::next(after, page.hits.len(), total, &asked)?;
    let hits = page.hits.into_iter().map(|hit| Hit::of(hit, &wanted.words, &asked.snapshot));
    let mut body = Body::page(hits.collect(), &asked, limit, total, next);
    if page.is_more {
        let message =
            format!("more than {} entries match; {total} of them are ranked", store::MOST);
        body.warnings.push(Notice { code: "total_bounded".to_owned(), message });
    }
    if asks_lines && meta::sizes(&app.db, wanted.release).await?.texts == 0 {
        let message = "no whole text is stored here, so there are no lines to find".to_owned();
        body.warnings.push(Notice { code: "no_texts".to_owned(), message });
    }
    Ok(Answer { body, asked, name: "search" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::ask::params::tests::known_by;
    use utoipa::IntoParams;

    #[test]
    fn every_parameter_read_is_documented_and_the_other_way_round() {
        let documented = SearchParams::into_params(|| None);
        let documented: Vec<_> = documented.into_iter().map(|param| param.name).collect();
        assert_eq!(known_by::<SearchQuery>(), documented);
    }
}
