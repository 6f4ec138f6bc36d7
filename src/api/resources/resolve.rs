//! `/v1/resolve`: what a word may mean, as ids.

use super::regions::RegionCode;
use super::rows::IndicatorRef;
use crate::api::answer::{Answer, Body, Notice};
use crate::api::app::App;
use crate::api::ask::params::Params;
use crate::api::ask::query::{Asked, FromQuery, Query};
use crate::api::contract::Problems;
use crate::api::format::{Column, ColumnValue, Flat, TABULAR, columns};
use crate::api::problem::{ApiError, FieldError};
use crate::catalog::{Candidate as Found, Entry, EntryType};
use crate::domain::lang::Lang;
use crate::domain::text::{Text, text};
use crate::domain::words;
use crate::spelling::fold::fold;
use crate::spelling::likeness::{How, likeness};
use crate::store::plans::{self, Plan};
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

/// What a word can be resolved to, in the order candidates of one score are given.
pub const TYPES: &[&str] = words::CandidateType::ALL;
/// How a word leads to a candidate, the surest first.
const HOW: &[&str] = words::FoundBy::ALL;
/// Candidates of one word where no other number is asked for.
const DEFAULT_LIMIT: u32 = 10;
/// Most candidates of one word.
const MAX_LIMIT: u32 = 100;
/// Most words of one request.
const MAX_WORDS: usize = 50;

/// Something a word may mean.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Candidate {
    /// The word it is a candidate for, as asked.
    #[schema(example = "汉南")]
    pub query: String,
    /// `region`, `indicator`, `domain` or `plan`.
    #[serde(rename = "type")]
    #[schema(value_type = words::CandidateType)]
    pub kind: &'static str,
    /// Of the region, indicator, domain or plan.
    #[schema(example = "wedz")]
    pub id: String,
    /// In the language asked for.
    #[schema(example = "武汉经开区")]
    pub name: String,
    /// 0 to 1: 1 where the word is its id, code, name or alias; less where the code holds no longer or not
    /// for the whole, or where the word only begins a name, stands in one or is spelt like one.
    #[schema(minimum = 0, maximum = 1, example = 1)]
    pub score: f64,
    /// How the word leads there: it is its `id`, `code`, `name` or `alias`; it is a `prefix` of one of them; one
    /// `contains` it; or one is spelt nearly so (`near`), which is never right for sure.
    #[schema(value_type = words::FoundBy)]
    pub how: &'static str,
    /// The id, code, name or alias that answers to the word.
    #[schema(example = "汉南")]
    pub matched: String,
    /// Regions: the official code that was asked for, else the one in force, with the years it held and
    /// what it covers where that is not the whole region. Null for anything else and for zones without one.
    pub code: Option<RegionCode>,
    /// Region of a plan, parent of a region, domain of an indicator; null for cities and domains.
    #[schema(example = "wuhan")]
    pub within: Option<String>,
    /// Indicators: what it must not be mixed with, though it may be called alike. Empty for anything else.
    pub distinct_from: Vec<IndicatorRef>,
    /// Indicators: what it is and what it is not, where the name does not say.
    pub definition: Option<String>,
    /// Where it is described.
    #[schema(example = "/v1/regions/wedz")]
    pub link: String,
}

columns! {
    fn cells(row: &Candidate, release: i32);
    key "query" of "query" = &row.query;
    key "type" of "type" as CandidateType = row.kind;
    key "id" of "id" = &row.id;
    text "name" of "name" = &row.name;
    number "score" of "score" = row.score;
    text "how" of "how" as FoundBy = row.how;
    text "matched" of "matched" = &row.matched;
    text "code" of "code" = row.code.as_ref().map(|code| &code.code);
    integer "code_from" of "code" = row.code.as_ref().and_then(|code| code.from);
    integer "code_to" of "code" = row.code.as_ref().and_then(|code| code.to);
    text "code_note" of "code" = row.code.as_ref().and_then(|code| code.note.as_ref());
    text "within" of "within" = row.within.as_ref();
    text "distinct_from" of "distinct_from" = row.distinct_from.iter().map(|other| other.id.as_str()).collect::<Vec<_>>().join(" ");
    integer "release" of "release" = release;
}

impl Flat for Candidate {
    const COLUMNS: &'static [Column] = COLUMNS;

    fn rows(&self, release: i32) -> Vec<Vec<ColumnValue>> {
        vec![cells(self, release)]
    }
}

/// How the parameters are documented; [`ResolveQuery`] reads them. A test compares the two.
#[derive(Debug, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "only described, never filled")]
pub struct ResolveParams {
    /// What is to be resolved: a name, alias, id or official code, whole or in part. Several are separated by
    /// `|` and answered one after the other. Width, case, blanks and traditional characters do not matter.
    #[param(max_length = 200, example = "汉南")]
    q: String,
    /// `region`, `indicator`, `domain`, `plan`; several separated by commas. Left out: all.
    #[param(rename = "type", value_type = Option<Vec<words::CandidateType>>, inline, example = "region,indicator")]
    kind: Option<String>,
    /// Most candidates of each word.
    #[param(minimum = 1, maximum = 100, default = 10)]
    limit: Option<u32>,
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
    #[param(example = "id,score")]
    fields: Option<String>,
}

/// What is to be resolved.
#[derive(Debug)]
pub struct ResolveQuery {
    words: Vec<String>,
    types: Vec<String>,
    limit: usize,
}

impl FromQuery for ResolveQuery {
    fn from_query(params: &mut Params<'_>) -> Self {
        let asked = params.asks("q");
        let text = params.text("q");
        if !asked {
            let reason = Text::of(
                "say what to resolve: q=汉南 or q=GDP|420113",
                "请说明要解析什么：q=汉南 或 q=GDP|420113",
            );
            params.error(FieldError::parameter("q", reason));
        }
        let words: Vec<String> = (text.iter().flat_map(|text| text.split('|')))
            .map(|word| word.trim().to_owned())
            .filter(|word| !fold(word).is_empty())
            .collect();
        if let Some(text) = &text {
            if words.is_empty() {
                let reason = Text::of("nothing in it to look for", "其中没有可查找的内容");
                params.error(FieldError::value("q", text, reason));
            } else if words.len() > MAX_WORDS {
                let count = words.len();
                let reason = text!(
                    "{count} words; at most {MAX_WORDS} may be asked for",
                    "共 {count} 个词；最多可查 {MAX_WORDS} 个"
                );
                params.error(FieldError::value("q", text, reason));
            }
        }
        let types = params.words("type", TYPES);
        let types = types.unwrap_or_else(|| TYPES.iter().map(|name| (*name).to_owned()).collect());
        let limit = params.integer("limit", 1..=MAX_LIMIT).unwrap_or(DEFAULT_LIMIT) as usize;
        params.table::<Candidate>(TABULAR);
        Self { words, types, limit }
    }
}

/// What a name may mean.
///
/// For each word the regions, indicators, domains and plans that it may stand for, best first, each with how
/// it was found. Nothing is decided: where several things are called so, or nothing is and some are called
/// nearly so, all of them are there and a warning says it. An id of the first candidate can be used wherever
/// a region or indicator is asked for.
#[utoipa::path(
    get, path = "/v1/resolve", tag = "search", operation_id = "resolveNames", params(ResolveParams),
    responses((status = 200, description = "The candidates, by word and score", content(
        (Body<Vec<Candidate>> = "application/json"), (String = "text/csv"))), Problems),
)]
pub(crate) async fn resolve_names(
    State(app): State<App>,
    Query { wanted, asked }: Query<ResolveQuery>,
) -> Result<Answer<Candidate>, ApiError> {
    let release = asked.snapshot.release.id;
    let plans = if wanted.types.iter().any(|name| name == "plan") {
        plans::all(&app.db, release, None, None, None).await?
    } else {
        Vec::new()
    };
    let (mut candidates, mut warnings) = (Vec::new(), Vec::new());
    for word in &wanted.words {
        let mut found = candidates_of(word, &wanted, &plans, &asked);
        warnings.extend(doubt(word, &found));
        if found.len() > wanted.limit {
            let message = format!(
                "`{word}`: {} candidates, the best {} are shown",
                found.len(),
                wanted.limit
            );
            warnings.push(Notice { code: "more_candidates".to_owned(), message });
            found.truncate(wanted.limit);
        }
        candidates.append(&mut found);
    }
    let mut body = Body::whole(candidates, &asked);
    body.warnings = warnings;
    Ok(Answer { body, asked, name: "resolve" })
}

/// Every candidate for a word, best first.
fn candidates_of(
    word: &str,
    wanted: &ResolveQuery,
    plans: &[Plan],
    asked: &Asked,
) -> Vec<Candidate> {
    let asks = |name: &str| wanted.types.iter().any(|known| known == name);
    let types: Vec<EntryType> = [
        ("region", EntryType::Region),
        ("indicator", EntryType::Indicator),
        ("domain", EntryType::Domain),
    ]
    .into_iter()
    .filter(|(name, _)| asks(name))
    .map(|(_, entry)| entry)
    .collect();
    let found = asked.snapshot.catalog.candidates(word, &types);
    let sure = found.first().is_some_and(|first| first.how != How::Near);
    let mut all: Vec<Candidate> = found.iter().map(|found| described(word, found, asked)).collect();
    // A plan that is only spelt like the word says nothing beside a region that is called so.
    let of_plans = plans.iter().filter_map(|plan| of_plan(word, plan));
    all.extend(of_plans.filter(|plan| !sure || plan.how != "near"));
    // Stable: what is equal stays in the order of the types and the catalogue.
    all.sort_by(|one, other| other.score.total_cmp(&one.score));
    all
}

fn how_word(how: How) -> &'static str {
    match how {
        How::Id => "id",
        How::Code => "code",
        How::Name => "name",
        How::Alias => "alias",
        How::Prefix => "prefix",
        How::Contains => "contains",
        How::Near => "near",
    }
}

fn described(word: &str, found: &Found<'_>, asked: &Asked) -> Candidate {
    let snapshot = &asked.snapshot;
    let candidate = |kind, id: &str, name: &str, link| Candidate {
        query: word.to_owned(),
        kind,
        id: id.to_owned(),
        name: name.to_owned(),
        score: f64::from(found.score) / 100.0,
        how: how_word(found.how),
        matched: found.matched.to_owned(),
        code: None,
        within: None,
        distinct_from: Vec::new(),
        definition: None,
        link,
    };
    match found.entry {
        Entry::Region(region) => {
            let link = format!("/v1/regions/{}", region.id);
            let in_force = region.codes.iter().find(|code| code.to.is_none());
            Candidate {
                code: found.code.or(in_force).map(|code| RegionCode {
                    code: code.code.clone(),
                    from: code.from,
                    to: code.to,
                    note: code.note.clone(),
                }),
                within: region.parent.clone(),
                ..candidate("region", &region.id, snapshot.region_name(region), link)
            }
        }
        Entry::Indicator(indicator) => {
            let link = format!("/v1/indicators/{}", indicator.id);
            let distinct = indicator.distinct_from.iter().map(|id| IndicatorRef::of(id, snapshot));
            Candidate {
                within: Some(indicator.domain.clone()),
                distinct_from: distinct.collect(),
                definition: indicator.definition.clone(),
                ..candidate("indicator", &indicator.id, snapshot.indicator_name(indicator), link)
            }
        }
        Entry::Domain(domain) => {
            let link = format!("/v1/indicators?domains={}", domain.id);
            let name = match snapshot.lang {
                Lang::Zh => &domain.name_zh,
                Lang::En => &domain.name_en,
            };
            candidate("domain", &domain.id, name, link)
        }
    }
}

/// A plan by its id or title.
fn of_plan(word: &str, plan: &Plan) -> Option<Candidate> {
    let folded = fold(word);
    let of_id = likeness(&folded, &fold(&plan.id));
    let of_title = likeness(&folded, &fold(&plan.title));
    let (how, score, matched) = match (of_id, of_title) {
        (Some((How::Name, score)), _) => (How::Id, score, &plan.id),
        (Some((how, score)), other) if other.is_none_or(|(_, of_title)| score >= of_title) => {
            (how, score, &plan.id)
        }
        (_, Some((how, score))) => (how, score, &plan.title),
        (Some((how, score)), None) => (how, score, &plan.id),
        (None, None) => return None,
    };
    Some(Candidate {
        query: word.to_owned(),
        kind: "plan",
        id: plan.id.clone(),
        name: plan.title.clone(),
        score: f64::from(score) / 100.0,
        how: how_word(how),
        matched: matched.clone(),
        code: None,
        within: Some(plan.region_id.clone()),
        distinct_from: Vec::new(),
        definition: None,
        link: format!("/v1/plans/{}", plan.id),
    })
}

/// What keeps the first candidate from being the one that is meant.
fn doubt(word: &str, found: &[Candidate]) -> Option<Notice> {
    let exact = |candidate: &&Candidate| HOW.iter().position(|how| *how == candidate.how) < Some(4);
    let ids = |found: &[&Candidate]| {
        let ids: Vec<_> =
            found.iter().map(|found| format!("{} {}", found.kind, found.id)).collect();
        ids.join(", ")
    };
    let own: Vec<&Candidate> = found.iter().filter(exact).collect();
    let (code, message) = match (own.as_slice(), found) {
        ([_], _) => return None,
        ([], []) => ("no_candidate", format!("`{word}`: nothing is called so, or nearly so")),
        ([], _) => ("no_exact_match", format!("`{word}`: nothing is called just so")),
        (several, _) => ("ambiguous", format!("`{word}` may be {}", ids(several))),
    };
    Some(Notice { code: code.to_owned(), message })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::ask::params::tests::known_by;
    use utoipa::IntoParams;

    #[test]
    fn every_parameter_read_is_documented_and_the_other_way_round() {
        let documented = ResolveParams::into_params(|| None);
        let documented: Vec<_> = documented.into_iter().map(|param| param.name).collect();
        assert_eq!(known_by::<ResolveQuery>(), documented);
    }

    #[test]
    fn every_way_to_a_candidate_has_its_word() {
        let all =
            [How::Id, How::Code, How::Name, How::Alias, How::Prefix, How::Contains, How::Near];
        assert_eq!(all.map(how_word), HOW);
        assert!(HOW.iter().position(|how| *how == "alias") == Some(3));
    }
}
