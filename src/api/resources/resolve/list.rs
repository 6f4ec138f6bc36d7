//! The handler of `/v1/resolve`.

use super::candidate::Candidate;
use super::query::ResolveQuery;
use crate::api::answer::{Answer, Body, Notice};
use crate::api::app::App;
use crate::api::ask::context::RequestContext;
use crate::api::ask::query::Query;
use crate::api::contract::responses::Problems;
use crate::api::problem::ApiError;
use crate::catalog::{Candidate as Found, Entry, EntryType};
use crate::domain::lang::Lang;
use crate::domain::text::{phrase, text};
use crate::domain::words;
use crate::export::reference::{IndicatorRef, RegionCode};
use crate::spelling::fold::fold;
use crate::spelling::letter_index::LetterIndex;
use crate::spelling::likeness::{MatchKind, likeness};
use crate::store::plan_list::{ListedPlan, PlanList};
use axum::extract::State;

/// The ways in which a word leads to a candidate, the surest first.
const HOW: &[&str] = words::FoundBy::ALL;

/// What a name may mean.
///
/// For each word the regions, indicators, domains and plans that it may mean, best first, each with
/// the way it was found. The answer does not decide: where several things have the name, or only
/// similar names exist, it lists all of them with a warning. The id of a candidate can be used
/// wherever a region or indicator is expected.
#[utoipa::path(
    get, path = "/v1/resolve", tag = "search", operation_id = "resolveNames",
    responses((status = 200, description = "The candidates, by word and score", content(
        (Body<Vec<Candidate>> = "application/json"), (String = "text/csv"))), Problems),
)]
pub(crate) async fn resolve_names(
    State(app): State<App>,
    Query { query, context }: Query<ResolveQuery>,
) -> Result<Answer<Candidate>, ApiError> {
    let limit = query.limit as usize;
    let snapshot = context.snapshot.clone();
    let plans = if query.has_type("plan") {
        Some((snapshot.plans(&app.db).await?, snapshot.plan_letters(&app.db).await?))
    } else {
        None
    };
    let (mut candidates, mut warnings) = (Vec::new(), Vec::new());
    for word in &query.q {
        let mut found = candidates_of(word, &query, plans, &context);
        warnings.extend(doubt(word, &found, context.lang));
        if found.len() > limit {
            let text = phrase!(
                "`{word}`: {count} candidates, the best {limit} are shown",
                "`{word}`：有 {count} 个候选，只列出最好的 {limit} 个",
                word = word,
                count = found.len(),
                limit = limit,
            );
            warnings.push(Notice::new("more_candidates", text, context.lang));
            found.truncate(limit);
        }
        candidates.append(&mut found);
    }
    let mut body = Body::whole(candidates, &context);
    body.warnings.extend(warnings);
    Ok(Answer { body, context, name: "resolve" })
}

/// All plans, and the index of their folded ids and titles.
type NamedPlans<'l> = (&'l PlanList, &'l LetterIndex);

/// Every candidate for a word, best first.
fn candidates_of(
    word: &str,
    query: &ResolveQuery,
    plans: Option<NamedPlans<'_>>,
    context: &RequestContext,
) -> Vec<Candidate> {
    let types: Vec<EntryType> = [
        ("region", EntryType::Region),
        ("indicator", EntryType::Indicator),
        ("domain", EntryType::Domain),
    ]
    .into_iter()
    .filter(|(name, _)| query.has_type(name))
    .map(|(_, entry)| entry)
    .collect();
    let found = context.snapshot.catalog.candidates(word, &types);
    let sure = found.first().is_some_and(|first| first.how != MatchKind::Near);
    let mut all: Vec<Candidate> =
        found.iter().map(|found| described(word, found, context)).collect();
    // A plan with a similar name adds nothing where a region has the exact name.
    let folded = fold(word);
    let of_plans = plans.into_iter().flat_map(|(plans, letters)| {
        letters.places(&folded).into_iter().filter_map(|place| plans.at(place))
    });
    let of_plans = of_plans.filter_map(|plan| of_plan((word, &folded), plan, context));
    all.extend(of_plans.filter(|plan| !sure || plan.how != "near"));
    // A stable sort: equal candidates stay in the order of the types and the catalogue.
    all.sort_by(|one, other| other.score.total_cmp(&one.score));
    all
}

fn how_word(how: MatchKind) -> &'static str {
    match how {
        MatchKind::Id => "id",
        MatchKind::Code => "code",
        MatchKind::Name => "name",
        MatchKind::Alias => "alias",
        MatchKind::Prefix => "prefix",
        MatchKind::Contains => "contains",
        MatchKind::Near => "near",
    }
}

fn described(word: &str, found: &Found<'_>, context: &RequestContext) -> Candidate {
    let snapshot = &context.snapshot;
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
            let link = context.at(&format!("/v1/regions/{}", region.id));
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
            let link = context.at(&format!("/v1/indicators/{}", indicator.id));
            let distinct = indicator.distinct_from.iter().map(|id| IndicatorRef::of(id, snapshot));
            Candidate {
                within: Some(indicator.domain.clone()),
                distinct_from: distinct.collect(),
                definition: indicator.definition.clone(),
                ..candidate("indicator", &indicator.id, snapshot.indicator_name(indicator), link)
            }
        }
        Entry::Domain(domain) => {
            let link = context.at(&format!("/v1/indicators?domains={}", domain.id));
            let name = match snapshot.lang {
                Lang::Zh => &domain.name_zh,
                Lang::En => &domain.name_en,
            };
            candidate("domain", &domain.id, name, link)
        }
    }
}

/// A plan by its id or title.
fn of_plan(
    (word, folded): (&str, &str),
    listed: ListedPlan<'_>,
    context: &RequestContext,
) -> Option<Candidate> {
    let ListedPlan { plan, title, folded_title, folded_id } = listed;
    let of_id = likeness(folded, folded_id);
    let of_title = likeness(folded, folded_title);
    let (how, score, matched) = match (of_id, of_title) {
        (Some((MatchKind::Name, score)), _) => (MatchKind::Id, score, &*plan.id),
        (Some((how, score)), other) if other.is_none_or(|(_, of_title)| score >= of_title) => {
            (how, score, &*plan.id)
        }
        (_, Some((how, score))) => (how, score, title),
        (Some((how, score)), None) => (how, score, &*plan.id),
        (None, None) => return None,
    };
    Some(Candidate {
        query: word.to_owned(),
        kind: "plan",
        id: plan.id.to_string(),
        name: title.to_owned(),
        score: f64::from(score) / 100.0,
        how: how_word(how),
        matched: matched.to_owned(),
        code: None,
        within: Some(plan.region.to_string()),
        distinct_from: Vec::new(),
        definition: None,
        link: context.at(&format!("/v1/plans/{}", plan.id)),
    })
}

/// The notice where the first candidate is not certain.
fn doubt(word: &str, found: &[Candidate], lang: Lang) -> Option<Notice> {
    let exact = |candidate: &&Candidate| HOW.iter().position(|how| *how == candidate.how) < Some(4);
    let ids = |found: &[&Candidate]| {
        let ids: Vec<_> =
            found.iter().map(|found| format!("{} {}", found.kind, found.id)).collect();
        ids.join(", ")
    };
    let own: Vec<&Candidate> = found.iter().filter(exact).collect();
    let (code, text) = match (own.as_slice(), found) {
        ([_], _) => return None,
        ([], []) => (
            "no_candidate",
            text!("`{word}`: nothing is called so, or nearly so", "`{word}`：没有这样或近似的名称"),
        ),
        ([], _) => (
            "no_exact_match",
            text!("`{word}`: nothing is called just so", "`{word}`：没有完全一致的名称"),
        ),
        (several, _) => {
            let ids = ids(several);
            ("ambiguous", text!("`{word}` may be {ids}", "`{word}` 可能是 {ids}"))
        }
    };
    Some(Notice::new(code, text, lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_a_candidate_has_its_word() {
        let all = [
            MatchKind::Id,
            MatchKind::Code,
            MatchKind::Name,
            MatchKind::Alias,
            MatchKind::Prefix,
            MatchKind::Contains,
            MatchKind::Near,
        ];
        assert_eq!(all.map(how_word), HOW);
        assert!(HOW.iter().position(|how| *how == "alias") == Some(3));
    }
}
