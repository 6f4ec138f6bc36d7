//! The base document: the parts that belong to no resource.

use super::responses::{described, not_modified, reusable};
use crate::api::problem::{ErrorEntry, Problem};
use utoipa::OpenApi as _;
use utoipa::openapi::OpenApi;

/// The parts above the resources.
#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "plan-targets",
        description = "Targets of Chinese five-year plans: every figure with its base, unit, comparator and the line it \
            was printed on, compared across regions.\n\n\
            Lists are comma-separated; regions and indicators may be given by id, official code, name or alias. \
            Nothing is ignored in silence: an unknown parameter or value is a 400 that names the nearest right one. \
            Every error is a problem document (RFC 9457). Figures are JSON numbers; `status` says why one is null.",
        contact(name = "The maintainers of plan-targets"),
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    servers((url = "/", description = "This server")),
    components(schemas(Problem, ErrorEntry)),
    tags(
        (name = "compare", description = "Indicators across regions"),
        (name = "rows", description = "Targets and actuals, one row for each thing a plan says"),
        (name = "checks", description = "What a careful reader would put side by side: findings, and plan against outcome"),
        (name = "outcomes", description = "What became of targets: figures over the years, and progress"),
        (name = "search", description = "Finding things: words, names, and what there is"),
        (name = "catalogue", description = "Regions, indicators and plans"),
        (name = "releases", description = "The states of the data set: whole, by number, and what differs between them"),
        (name = "service", description = "The service itself"),
    ),
)]
struct Base;

/// The base document: the parts that belong to no resource.
pub fn base() -> OpenApi {
    let mut api = Base::openapi();
    let components = api.components.get_or_insert_default();
    for (name, kinds) in reusable() {
        components.responses.insert(name.to_owned(), described(&kinds).into());
    }
    components.responses.insert("NotModified".to_owned(), not_modified().into());
    api
}
