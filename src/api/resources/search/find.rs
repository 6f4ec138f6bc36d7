//! The handler of `/v1/search`.

use super::hit::Hit;
use super::query::SearchQuery;
use crate::api::answer::{Answer, Body, Notice};
use crate::api::app::App;
use crate::api::ask::cursor::Place;
use crate::api::ask::query::Query;
use crate::api::contract::responses::Problems;
use crate::api::problem::ApiError;
use crate::store::meta;
use crate::store::search_hits as store;
use axum::extract::State;

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
    let wanted = query.into_wanted(&context.snapshot);
    let page = store::page(&app.db, &wanted, after.into(), limit.into()).await?;
    let total = page.total.unsigned_abs();
    let next = Place::next(after, page.hits.len(), total, &context)?;
    let hits = page.hits.into_iter().map(|hit| Hit::of(hit, &wanted.words, &context.snapshot));
    let mut body = Body::page(hits.collect(), &context, limit, total, next);
    if page.is_more {
        let message =
            format!("more than {} entries match; {total} of them are ranked", store::MOST);
        body.warnings.push(Notice { code: "total_bounded".to_owned(), message });
    }
    if asks_lines && meta::sizes(&app.db, wanted.release).await?.texts == 0 {
        let message = "no whole text is stored here, so there are no lines to find".to_owned();
        body.warnings.push(Notice { code: "no_texts".to_owned(), message });
    }
    Ok(Answer { body, context, name: "search" })
}
