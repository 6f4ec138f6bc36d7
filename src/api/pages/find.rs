//! `/find`: from a name to its page.

use super::frame::{Frame, html};
use crate::api::answer::Answer;
use crate::api::app::App;
use crate::api::ask::query::Query;
use crate::api::ask::raw_query::encoded;
use crate::api::problem::ApiError;
use crate::api::resources::resolve::candidate::Candidate;
use crate::api::resources::resolve::list::resolve_names;
use crate::api::resources::resolve::query::ResolveQuery;
use crate::domain::lang::Lang;
use crate::domain::text::text;
use crate::domain::words;
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};

#[derive(Debug, Template)]
#[template(path = "find.html")]
struct FindPage {
    frame: Frame,
    candidates: Vec<ShownCandidate>,
    /// A search of the words of documents.
    search: String,
}

/// Something a word may mean.
#[derive(Debug)]
struct ShownCandidate {
    name: String,
    kind: &'static str,
    how: &'static str,
    address: String,
}

/// Goes to the page of the only thing that is called so, or lists what is called nearly so. It takes the parameters
/// of `/v1/resolve`.
pub(super) async fn find(
    State(app): State<App>,
    query: Query<ResolveQuery>,
) -> Result<Response, ApiError> {
    let asked = query.query.q.join("|");
    let Answer { body, context, .. } = resolve_names(State(app.clone()), query).await?;
    let lang = context.lang;
    let mut exact: Vec<_> = body.data.iter().filter(|one| one.score >= 1.0).collect();
    // Of PM2.5浓度 and PM2.5浓度（%） the first is meant by its own name.
    if exact.iter().filter(|one| one.matched == asked).count() == 1 {
        exact.retain(|one| one.matched == asked);
    }
    if let [one] = exact.as_slice() {
        return Ok(Redirect::to(&address(one, lang)).into_response());
    }
    let title = text!("What “{asked}” may mean", "“{asked}”可能指");
    let about = text!(
        "Regions, indicators and plans that are called “{asked}” or nearly so.",
        "名称为“{asked}”或与之相近的地区、指标和规划。"
    );
    let page = FindPage {
        frame: Frame::of(&app, &body, &context, "/v1/resolve", [title, about]),
        candidates: body.data.iter().map(|one| ShownCandidate::of(one, lang)).collect(),
        search: format!("/v1/search?q={}&lang={}", encoded(&asked), lang.word()),
    };
    html(&page, lang)
}

/// The page of a candidate.
fn address(found: &Candidate, lang: Lang) -> String {
    let (id, lang) = (&found.id, lang.word());
    match found.kind {
        "region" => format!("/regions/{id}?lang={lang}"),
        "indicator" => format!("/indicators/{id}?lang={lang}"),
        "domain" => format!("/compare?domains={id}&lang={lang}"),
        _ => format!("/documents/{id}?lang={lang}"),
    }
}

impl ShownCandidate {
    fn of(found: &Candidate, lang: Lang) -> Self {
        Self {
            name: found.name.clone(),
            kind: words::CandidateType::SET.name(found.kind, lang).unwrap_or_default(),
            how: words::FoundBy::SET.name(found.how, lang).unwrap_or_default(),
            address: address(found, lang),
        }
    }
}
