//! The bound on requests in progress, and the share of it that one client may have.
//!
//! Routes are of four classes of cost ([`Class`]). Each class has places of its own: so many requests are computed
//! at once, and `queue` wait for their turn. A request that finds no place to wait in is refused at once with 503
//! and `Retry-After`, so that a load above what the server can answer costs the refused requests little and the
//! admitted ones a bounded wait. `Retry-After` spreads a crowd over the seconds in which it can be answered. Dear
//! requests cannot take the places of cheap ones.
//!
//! One client may compute half of what a class computes at once, and may have a quarter of its queue waiting. Its
//! further requests are refused with 429, so it leaves the rest to others. `/healthz` and `/readyz` are not counted:
//! a server under load is alive.
//!
//! A request leaves the count when the head of its answer is ready. A streamed file is not counted while it is
//! sent, because a slow client would hold a place for minutes.

use super::caching::MOMENTARY;
use super::client::Client;
use super::ranges::is_release_file;
use super::retry::RetryBook;
use super::sending::SendMemory;
use crate::api::metrics::{Counted, Metrics};
use crate::api::problem::ApiError;
use crate::config::Limits;
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Semaphore;
use tracing::{Instrument, trace_span};

/// The rough cost of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Class {
    /// One entry, a catalogue, a page without figures: a few milliseconds.
    Cheap,
    /// A page of rows, found by an index.
    List,
    /// An answer that reads a whole table, or the rows of many regions.
    Table,
    /// A file of a whole release.
    Download,
}

/// Routes that are neither cheap nor downloads. A route that is not here is cheap.
pub(super) const CLASSES: [(&str, Class); 16] = [
    ("/v1/targets", Class::List),
    ("/v1/actuals", Class::List),
    ("/v1/search", Class::List),
    ("/v1/resolve", Class::List),
    ("/v1/checks", Class::List),
    ("/v1/changes", Class::List),
    ("/v1/scorecards/{region}", Class::List),
    ("/v1/availability", Class::Table),
    ("/v1/indicators", Class::Table),
    ("/v1/compare", Class::Table),
    ("/v1/cascade", Class::Table),
    ("/v1/series", Class::Table),
    ("/v1/progress", Class::Table),
    ("/v1/profiles/{region}", Class::Table),
    ("/v1/quality", Class::Table),
    ("/compare", Class::Table),
];

impl Class {
    const ALL: [Self; 4] = [Self::Cheap, Self::List, Self::Table, Self::Download];

    fn of(route: &str) -> Self {
        if is_release_file(route) {
            return Self::Download;
        }
        let listed = CLASSES.iter().find(|(path, _)| *path == route);
        listed.map_or(Self::Cheap, |(_, class)| *class)
    }

    /// The part of `concurrency` that is this class's own. Tables and downloads together leave connections to
    /// the database for the others, with the defaults 2 of 8.
    fn part(self) -> usize {
        match self {
            Self::Cheap => 2,
            Self::List => 4,
            Self::Table => 8,
            Self::Download => 16,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Cheap => "cheap",
            Self::List => "list",
            Self::Table => "table",
            Self::Download => "download",
        }
    }
}

/// The places of one class.
#[derive(Debug)]
struct Places {
    /// For requests that are computed or wait.
    admitted: Semaphore,
    /// For requests that are computed.
    computed: Semaphore,
    /// The limits of one client for both.
    client_admitted: usize,
    client_computed: usize,
    /// When those that find no place may come back.
    retry: RetryBook,
}

impl Places {
    fn of(class: Class, limits: &Limits) -> Self {
        let computed = (limits.concurrency as usize / class.part()).max(1);
        let queue = limits.queue as usize;
        let client_computed = (computed / 2).max(1);
        Self {
            admitted: Semaphore::new(computed + queue),
            computed: Semaphore::new(computed),
            client_admitted: client_computed + (queue / 4).max(queue.min(8)),
            client_computed,
            retry: RetryBook::new(queue),
        }
    }
}

/// The requests of one client in one class.
#[derive(Debug)]
struct Share {
    admitted: usize,
    computed: Arc<Semaphore>,
}

type Shares = Mutex<HashMap<(Class, Client), Share>>;

/// A client's request in progress.
struct ClientPlace<'s> {
    shares: &'s Shares,
    key: (Class, Client),
    computed: Arc<Semaphore>,
}

impl<'s> ClientPlace<'s> {
    /// A place for one more request; `None` where the client has its share.
    fn take(shares: &'s Shares, key: (Class, Client), places: &Places) -> Option<Self> {
        let mut all = shares.lock().unwrap_or_else(PoisonError::into_inner);
        let share = all.entry(key).or_insert_with(|| Share {
            admitted: 0,
            computed: Arc::new(Semaphore::new(places.client_computed)),
        });
        if share.admitted >= places.client_admitted {
            return None;
        }
        share.admitted += 1;
        Some(Self { shares, key, computed: Arc::clone(&share.computed) })
    }
}

impl Drop for ClientPlace<'_> {
    fn drop(&mut self) {
        let mut all = self.shares.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(share) = all.get_mut(&self.key) {
            share.admitted -= 1;
            if share.admitted == 0 {
                all.remove(&self.key);
            }
        }
    }
}

/// The places for requests in progress.
#[derive(Debug, Clone)]
pub(crate) struct LoadLimit {
    places: Arc<[Places; 4]>,
    shares: Arc<Shares>,
    metrics: Arc<Metrics>,
    memory: Arc<SendMemory>,
}

impl LoadLimit {
    /// The configured number of places, all free.
    pub(crate) fn new(limits: &Limits, metrics: Arc<Metrics>, memory: Arc<SendMemory>) -> Self {
        Self {
            places: Arc::new(Class::ALL.map(|class| Places::of(class, limits))),
            shares: Arc::default(),
            metrics,
            memory,
        }
    }

    /// Whether a request for a path of `/v1` would find no place. Paths with variables are not looked up.
    pub(super) fn is_full(&self, path: &str) -> bool {
        let listed = CLASSES.iter().find(|(listed, _)| *listed == path);
        listed.is_some_and(|(path, class)| {
            path.starts_with("/v1/") && self.places(*class).admitted.available_permits() == 0
        })
    }

    /// The refusal of a request that finds no place.
    pub(super) fn refusal(&self, route: &str) -> ApiError {
        ApiError::Overloaded { wait: self.places(Class::of(route)).retry.wait() }
    }

    fn places(&self, class: Class) -> &Places {
        &self.places[class as usize]
    }
}

/// Passes a request on when it has a place, and refuses it where none is left for it.
pub(crate) async fn bounded(
    State(limit): State<LoadLimit>,
    request: Request,
    next: Next,
) -> Response {
    if MOMENTARY.contains(&request.uri().path()) {
        return next.run(request).await;
    }
    let route = request.extensions().get::<MatchedPath>();
    let class = route.map_or(Class::Cheap, |route| Class::of(route.as_str()));
    let places = limit.places(class);
    let Ok(_admitted) = places.admitted.try_acquire() else {
        return ApiError::Overloaded { wait: places.retry.wait() }.into_response();
    };
    let client = limit.memory.client(&request);
    if class != Class::Cheap
        && let Err(none) = limit.memory.room(client)
    {
        return none.into_response();
    }
    let Some(own) = ClientPlace::take(&limit.shares, (class, client), places) else {
        return ApiError::ShareInProgress.into_response();
    };
    let waiting = Counted::one(&limit.metrics.waiting.with_label_values(&[class.word()]));
    // The client's own places come first, so that its waiting requests are not before those of others. A semaphore
    // hands its places out in the order of the requests.
    let taken = async { Ok((own.computed.acquire().await?, places.computed.acquire().await?)) };
    // Traces have both spans, the log does not: it would name them instead of the request.
    let wait = trace_span!("wait for a place", class = class.word());
    let taken: Result<_, tokio::sync::AcquireError> = taken.instrument(wait).await;
    drop(waiting);
    match taken {
        Ok(_computed) => {
            let _counted = Counted::one(&limit.metrics.computed.with_label_values(&[class.word()]));
            let computing = trace_span!("compute", class = class.word());
            let response = next.run(request).instrument(computing).await;
            places.retry.answered();
            response
        }
        Err(closed) => ApiError::Internal(format!("the bound on load: {closed}")).into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderMap;

    #[test]
    fn a_file_of_a_release_is_a_download_and_an_entry_is_cheap() {
        for (route, class) in [
            ("/v1/releases/{id}/observations.csv", Class::Download),
            ("/v1/targets", Class::List),
            ("/v1/targets/{id}", Class::Cheap),
            ("/v1/compare", Class::Table),
            ("/v1/plans", Class::Cheap),
        ] {
            assert_eq!(Class::of(route), class, "{route}");
        }
        for (place, class) in Class::ALL.into_iter().enumerate() {
            assert_eq!(class as usize, place);
        }
    }

    #[test]
    fn a_client_has_a_part_of_each_class_and_gives_it_back() {
        let places = Places::of(Class::Table, &Limits::default());
        assert_eq!((places.computed.available_permits(), places.client_computed), (4, 2));
        let (shares, client) = (Shares::default(), Client::of(None, &HeaderMap::default(), &[]));
        let take = |class| ClientPlace::take(&shares, (class, client), &places);
        let held: Vec<_> = (0..places.client_admitted).map(|_| take(Class::Table)).collect();
        assert!(held.iter().all(Option::is_some));
        assert!(take(Class::Table).is_none());
        assert!(take(Class::List).is_some(), "another class");
        drop(held);
        assert!(shares.lock().unwrap().is_empty());
    }
}
