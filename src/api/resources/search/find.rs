//! The handler of `/v1/search`.

use super::hit::Hit;
use super::query::SearchQuery;
use crate::api::answer::{Answer, Body, Notice};
use crate::api::app::App;
use crate::api::ask::cursor::Place;
use crate::api::ask::query::Query;
use crate::api::contract::responses::Problems;
use crate::api::problem::ApiError;
use crate::catalog::{Catalog, Entry, EntryType};
use crate::domain::text::{Text, text};
use crate::spelling::fold::fold;
use crate::spelling::likeness::MatchKind;
use crate::store::search_hits as store;
use axum::extract::State;

/// Most names of indicators that are searched for instead of the words.
const OTHER_NAMES: usize = 3;

/// Search the plans.
///
/// Searches rows by label, goal in words, quote, and the titles of row and section above them;
/// titles of sections; and lines of whole texts where the server stores texts. Every word must
/// occur, in any field.
///
/// The score depends on the place of the words: 1 where they are the whole label, 0.9 where the
/// label begins with them, 0.8 where it contains them, 0.6 in label, goal and quote together, 0.5
/// in the title of a section, 0.4 in a row together with the titles above it, 0.2 in a line of
/// text. Up to 0.04 are added for the share of the label or title that the words make up, and 0.04
/// where they stand together in the given order.
///
/// Where no entry has the words and they lead to an indicator (see `/v1/resolve`), its name is
/// searched for instead, with the warning `other_name`.
///
/// `page.total` is exact up to 2,000 entries of a kind. Where more match, 2,000 are ranked, labels that
/// begin with the words among them, and the answer has the warning `total_bounded`. Of a single
/// character that more than 2,000 rows have, 100 are ranked.
#[utoipa::path(
    get, path = "/v1/search", tag = "search", operation_id = "search",
    responses((status = 200, description = "A page of hits, best first", content(
        (Body<Vec<Hit>> = "application/json"), (String = "text/csv"))), Problems),
)]
pub(crate) async fn search(
    State(app): State<App>,
    Query { query, context }: Query<SearchQuery>,
) -> Result<Answer<Hit>, ApiError> {
    let (asks_lines, limit) = (query.asks_lines(), query.limit);
    let after = Place::read(&context)?;
    let mut hit_query = query.into_hit_query(&context.snapshot);
    let mut page = store::page(&app.db, &hit_query, after.into(), limit.into()).await?;
    let mut other_name = None;
    if page.total == 0 {
        // Documents print 城镇调查失业率, and people write 城镇失业率.
        for name in names(&context.snapshot.catalog, &hit_query.words.concat()) {
            let words = vec![fold(name)];
            let other = store::HitQuery { words, ..hit_query.clone() };
            let found = store::page(&app.db, &other, after.into(), limit.into()).await?;
            if found.total > 0 {
                (page, hit_query, other_name) = (found, other, Some(name.to_owned()));
                break;
            }
        }
    }
    let total = page.total.unsigned_abs();
    let next = Place::next(after, page.hits.len(), total, &context)?;
    let hits = page.hits.into_iter().map(|hit| Hit::of(hit, &hit_query.words, &context));
    let mut body = Body::page(hits.collect(), &context, limit, total, next);
    if let Some(name) = other_name {
        let text = text!(
            "nothing has these words; `{name}` was searched for instead",
            "没有含这些词的条目；改为检索 `{name}`"
        );
        body.warnings.push(Notice::new("other_name", text, context.lang));
    }
    if page.is_more {
        let most = page.most;
        let text = text!(
            "more than {most} entries match; {total} of them are ranked",
            "匹配的条目超过 {most} 条；其中 {total} 条参与排序"
        );
        body.warnings.push(Notice::new("total_bounded", text, context.lang));
    }
    if asks_lines && context.snapshot.counts(&app.db).await?.sizes.texts == 0 {
        let text = Text::of(
            "no whole text is stored here, so there are no lines to find",
            "此处未存全文，因此没有可检索的行",
        );
        body.warnings.push(Notice::new("no_texts", text, context.lang));
    }
    Ok(Answer { body, context, name: "search" })
}

/// The names of the indicators that the words lead to, best first.
fn names<'c>(catalog: &'c Catalog, words: &str) -> impl Iterator<Item = &'c str> {
    let found = catalog.candidates(words, &[EntryType::Indicator]).into_iter();
    let sure = found.filter(|candidate| candidate.how != MatchKind::Near);
    let name = sure.filter_map(|candidate| match candidate.entry {
        Entry::Indicator(indicator) => Some(indicator.name_zh.as_str()),
        Entry::Region(_) | Entry::Domain(_) => None,
    });
    name.take(OTHER_NAMES)
}
