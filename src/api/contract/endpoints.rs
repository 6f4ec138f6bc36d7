//! Endpoints with the parameters that their handlers read. A handler names the type of its query; the
//! parameters that this type declares are documented and listed by `/v1/meta`.

use super::operation::is_list;
use crate::api::app::App;
use crate::api::ask::declare::{FromQuery, ParameterDeclaration};
use crate::api::ask::query::{DataQuery, PlainDataQuery, PlainQuery, Query};
use axum::extract::State;
use std::sync::Arc;
use utoipa::openapi::path::Operation;
use utoipa::openapi::{RefOr, Response};

/// A handler that extracts a query. `Arguments` are its extractors.
pub trait Handler<Arguments> {
    /// Every parameter of its query, in the order they are read.
    fn declared() -> Vec<ParameterDeclaration>;
}

/// The parameters of a resource, and those that every resource of its kind reads after them.
fn with_common<Q: FromQuery, C: FromQuery>() -> Vec<ParameterDeclaration> {
    let mut all = Q::declared();
    all.extend(C::declared());
    all
}

impl<F, Q, R> Handler<(State<App>, Query<Q>)> for F
where
    F: Fn(State<App>, Query<Q>) -> R,
    Q: FromQuery,
{
    fn declared() -> Vec<ParameterDeclaration> {
        with_common::<Q, DataQuery>()
    }
}

impl<F, X, Q, R> Handler<(State<App>, X, Query<Q>)> for F
where
    F: Fn(State<App>, X, Query<Q>) -> R,
    Q: FromQuery,
{
    fn declared() -> Vec<ParameterDeclaration> {
        with_common::<Q, DataQuery>()
    }
}

impl<F, X, Y, Q, Z, R> Handler<(X, Y, Query<Q>, Z)> for F
where
    F: Fn(X, Y, Query<Q>, Z) -> R,
    Q: FromQuery,
{
    fn declared() -> Vec<ParameterDeclaration> {
        with_common::<Q, DataQuery>()
    }
}

impl<F, X, Y, Q, R> Handler<(X, Y, PlainQuery<Q>)> for F
where
    F: Fn(X, Y, PlainQuery<Q>) -> R,
    Q: FromQuery,
{
    fn declared() -> Vec<ParameterDeclaration> {
        with_common::<Q, PlainDataQuery>()
    }
}

impl<F, Q, R> Handler<(PlainQuery<Q>,)> for F
where
    F: Fn(PlainQuery<Q>) -> R,
    Q: FromQuery,
{
    fn declared() -> Vec<ParameterDeclaration> {
        with_common::<Q, PlainDataQuery>()
    }
}

impl<F, X, Q, R> Handler<(X, PlainQuery<Q>)> for F
where
    F: Fn(X, PlainQuery<Q>) -> R,
    Q: FromQuery,
{
    fn declared() -> Vec<ParameterDeclaration> {
        with_common::<Q, PlainDataQuery>()
    }
}

/// Something that can be asked.
#[derive(Clone)]
pub struct Endpoint {
    pub path: String,
    /// `operationId` of the contract.
    pub operation: String,
    /// One line.
    pub summary: String,
    pub query: Vec<ParameterDeclaration>,
    answers_list: bool,
}

impl Endpoint {
    /// The endpoint of an operation with the parameters of its query.
    pub fn of(path: &str, operation: &Operation, query: Vec<ParameterDeclaration>) -> Self {
        let answer = operation.responses.responses.get("200");
        let answers_list = |answer: &RefOr<Response>| match answer {
            RefOr::T(answer) => is_list(answer),
            RefOr::Ref(_) => false,
        };
        Self {
            path: path.to_owned(),
            operation: operation.operation_id.clone().unwrap_or_default(),
            summary: operation.summary.clone().unwrap_or_default(),
            query,
            answers_list: answer.is_some_and(answers_list),
        }
    }

    /// Whether it is a list of its own, not a list within an entry.
    pub fn is_list(&self) -> bool {
        self.answers_list && !self.path.contains("{id}")
    }
}

/// Every endpoint, in the order of the routes: the router gives them to `/v1/meta`.
#[derive(Clone)]
pub struct Endpoints(pub Arc<[Endpoint]>);
