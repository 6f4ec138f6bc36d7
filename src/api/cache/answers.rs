//! The cache: bodies by question, responses by request, one bound in bytes for both.

use super::answer::{AnswerKey, BodyKey, CachedAnswer, Encoding, ReleaseStamp, Validity};
use super::flight::{Flight, Flights};
use super::request::RequestKey;
use super::response::CachedResponse;
use crate::store::release::Release;
use axum::http::HeaderMap;
use quick_cache::sync::{Cache, DefaultLifecycle};
use quick_cache::{DefaultHashBuilder, Lifecycle, OptionsBuilder, Weighter};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// The size of an entry besides its bytes: its keys, its place in the tables of the cache.
const OVERHEAD: u64 = 256;
/// The size of a header besides its bytes.
const HEADER: u64 = 64;
/// The largest body is this part of the capacity, so that one answer does not push out many.
const LARGEST_PART: u64 = 16;
/// Responses by request get this part of the capacity.
const REQUESTS_PART: u64 = 8;
/// A typical body, for the tables of the cache.
const TYPICAL: u64 = 8 * 1024;

type Bodies = Cache<BodyKey, Arc<CachedAnswer>, Weight, DefaultHashBuilder, Evictions>;
type Responses = Cache<RequestKey, Arc<CachedResponse>, Weight>;

/// Answers in memory. Cheap to share, safe to use from many threads.
#[derive(Debug)]
pub struct AnswerCache {
    /// `None` where the capacity is 0: nothing is kept.
    tables: Option<Tables>,
    flights: Flights,
    figures: Figures,
    newest: Mutex<Option<ReleaseStamp>>,
}

#[derive(Debug)]
struct Tables {
    bodies: Bodies,
    responses: Responses,
    largest: u64,
    evictions: Arc<AtomicU64>,
}

/// Counters since the start of the program, and the present contents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CacheFigures {
    /// Requests answered before their query was parsed.
    pub request_hits: u64,
    /// Requests answered after their query was parsed, before the handler ran; those that waited for another included.
    pub question_hits: u64,
    /// Requests whose answer was computed and kept.
    pub misses: u64,
    /// Bodies that gave their place to others.
    pub evictions: u64,
    /// Stored bodies; each encoding of an answer counts.
    pub entries: u64,
    /// Stored bytes, headers and keys included.
    pub bytes: u64,
}

#[derive(Debug, Default)]
struct Figures {
    request_hits: AtomicU64,
    question_hits: AtomicU64,
    misses: AtomicU64,
}

impl AnswerCache {
    /// An empty cache for at most `capacity` bytes; 0 keeps nothing.
    pub fn new(capacity: u64) -> Self {
        Self {
            tables: (capacity > 0).then(|| Tables::new(capacity)),
            flights: Flights::default(),
            figures: Figures::default(),
            newest: Mutex::default(),
        }
    }

    /// Counts and size.
    pub fn figures(&self) -> CacheFigures {
        let read = |count: &AtomicU64| count.load(Ordering::Relaxed);
        let Figures { request_hits, question_hits, misses } = &self.figures;
        let tables = self.tables.as_ref();
        CacheFigures {
            request_hits: read(request_hits),
            question_hits: read(question_hits),
            misses: read(misses),
            evictions: tables.map_or(0, |tables| read(&tables.evictions)),
            entries: tables.map_or(0, |tables| tables.bodies.len() as u64),
            bytes: tables.map_or(0, |tables| tables.bodies.weight() + tables.responses.weight()),
        }
    }

    /// Whether it keeps anything.
    pub(crate) fn is_on(&self) -> bool {
        self.tables.is_some()
    }

    /// Whether a body of so many bytes is kept.
    pub(crate) fn takes(&self, bytes: u64) -> bool {
        self.tables.as_ref().is_some_and(|tables| bytes <= tables.largest)
    }

    /// The answer to a question, without encoding; else the place of this request in its computation.
    pub(crate) async fn find_or_join(&self, key: AnswerKey) -> Result<Arc<CachedAnswer>, Flight> {
        let found = || self.body(BodyKey { answer: key, encoding: Encoding::Identity });
        let answer = match found() {
            Some(answer) => answer,
            None => match self.flights.join(key).await {
                // It may have given its place to another answer meanwhile.
                Flight::Kept => found().ok_or(Flight::NotKept)?,
                flight => return Err(flight),
            },
        };
        self.figures.question_hits.fetch_add(1, Ordering::Relaxed);
        Ok(answer)
    }

    /// The response to a request as sent, and its bytes. `newest` is the newest release where a watcher knows it.
    pub(crate) fn response(
        &self,
        key: &RequestKey,
        newest: Option<&Release>,
    ) -> Option<(Arc<CachedResponse>, Arc<CachedAnswer>)> {
        let tables = self.tables.as_ref()?;
        let newest = newest.map(ReleaseStamp::of);
        self.forget_other_releases(tables, newest);
        let response =
            tables.responses.get(key).filter(|response| response.validity.holds_at(newest))?;
        let body = tables.bodies.get(&response.body)?;
        Some((response, body))
    }

    /// Counts a request that is answered from its response in memory.
    pub(crate) fn count_request_hit(&self) {
        self.figures.request_hits.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn body(&self, key: BodyKey) -> Option<Arc<CachedAnswer>> {
        self.tables.as_ref()?.bodies.get(&key)
    }

    /// Keeps a computed answer.
    pub(crate) fn keep_answer(&self, key: AnswerKey, answer: CachedAnswer) {
        self.figures.misses.fetch_add(1, Ordering::Relaxed);
        self.keep_body(BodyKey { answer: key, encoding: Encoding::Identity }, answer);
    }

    /// Keeps the bytes of an answer in one encoding.
    pub(crate) fn keep_body(&self, key: BodyKey, answer: CachedAnswer) {
        if let Some(tables) = &self.tables {
            tables.bodies.insert(key, Arc::new(answer));
        }
    }

    /// Keeps the response to a request as sent.
    pub(crate) fn keep_response(&self, key: RequestKey, response: CachedResponse) {
        if let Some(tables) = &self.tables {
            tables.responses.insert(key, Arc::new(response));
        }
    }

    /// Removes answers that were valid only while another release was the newest.
    fn forget_other_releases(&self, tables: &Tables, newest: Option<ReleaseStamp>) {
        let Some(newest) = newest else { return };
        let mut known = self.newest.lock().unwrap_or_else(PoisonError::into_inner);
        if *known == Some(newest) {
            return;
        }
        *known = Some(newest);
        let holds = |validity: Validity| validity.holds_at(Some(newest));
        tables.responses.retain(|_, response| holds(response.validity));
        tables.bodies.retain(|_, answer| holds(answer.validity));
    }
}

impl Tables {
    fn new(capacity: u64) -> Self {
        let evictions = Arc::<AtomicU64>::default();
        let requests = capacity / REQUESTS_PART;
        let options = |capacity: u64, items: u64| {
            OptionsBuilder::new()
                // Each shard must have room for several of the largest bodies.
                .shards(4)
                .weight_capacity(capacity)
                .estimated_items_capacity(usize::try_from(items).unwrap_or(usize::MAX))
                .build()
                .expect("both capacities are set")
        };
        let bodies = capacity - requests;
        Self {
            bodies: Cache::with_options(
                options(bodies, (bodies / TYPICAL).max(128)),
                Weight,
                DefaultHashBuilder::default(),
                Evictions(Arc::clone(&evictions)),
            ),
            responses: Cache::with_options(
                options(requests, (requests / 1024).max(128)),
                Weight,
                DefaultHashBuilder::default(),
                DefaultLifecycle::default(),
            ),
            largest: capacity / LARGEST_PART,
            evictions,
        }
    }
}

/// Weighs entries in bytes.
#[derive(Debug, Clone)]
struct Weight;

fn weight_of(headers: &HeaderMap) -> u64 {
    headers.iter().map(|(name, value)| (name.as_str().len() + value.len()) as u64 + HEADER).sum()
}

impl Weighter<BodyKey, Arc<CachedAnswer>> for Weight {
    fn weight(&self, _: &BodyKey, answer: &Arc<CachedAnswer>) -> u64 {
        answer.bytes.len() as u64 + weight_of(&answer.headers) + OVERHEAD
    }
}

impl Weighter<RequestKey, Arc<CachedResponse>> for Weight {
    fn weight(&self, key: &RequestKey, response: &Arc<CachedResponse>) -> u64 {
        (key.len() + response.query.len() + response.route.len()) as u64
            + weight_of(&response.headers)
            + OVERHEAD
    }
}

/// Counts evicted bodies.
#[derive(Debug, Clone)]
struct Evictions(Arc<AtomicU64>);

impl Lifecycle<BodyKey, Arc<CachedAnswer>> for Evictions {
    type RequestState = ();

    fn on_evict(&self, (): &mut (), _: BodyKey, _: Arc<CachedAnswer>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::cache::flight::Lead;
    use crate::api::cache::validator::Validator;
    use axum::body::Bytes;
    use chrono::DateTime;

    fn release(id: i32) -> Release {
        Release {
            id,
            created_at: DateTime::from_timestamp(1_700_000_000, 0).unwrap(),
            content_sha256: String::new(),
            catalog_sha256: String::new(),
            plans: 1,
            targets: 1,
            actuals: 1,
        }
    }

    fn answer(bytes: usize, validity: Validity) -> CachedAnswer {
        CachedAnswer { headers: HeaderMap::new(), bytes: Bytes::from(vec![b'x'; bytes]), validity }
    }

    fn request(address: &str) -> RequestKey {
        let request = axum::extract::Request::builder().uri(address);
        RequestKey::of(&request.body(axum::body::Body::empty()).unwrap(), None).unwrap()
    }

    fn keep(cache: &AnswerCache, address: &str, validity: Validity) {
        let key = AnswerKey::of(address);
        cache.keep_answer(key, answer(1000, validity));
        let body = BodyKey { answer: key, encoding: Encoding::Identity };
        let headers = HeaderMap::new();
        let validator = Validator::of_content(b"");
        let (route, query) = ("/".into(), "".into());
        let response = CachedResponse { headers, body, validator, validity, route, query };
        cache.keep_response(request(address), response);
    }

    async fn lead(cache: &AnswerCache, key: AnswerKey) -> Lead {
        match cache.find_or_join(key).await {
            Err(Flight::Lead(lead)) => lead,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn an_answer_of_the_newest_release_ends_with_it_and_a_pinned_one_stays() {
        let cache = AnswerCache::new(1 << 20);
        let [first, second] = [release(1), release(2)];
        keep(&cache, "/newest", Validity::WhileNewest(ReleaseStamp::of(&first)));
        keep(&cache, "/pinned", Validity::Always);
        let found = |address: &str, newest| cache.response(&request(address), newest).is_some();
        assert!(found("/newest", Some(&first)) && found("/pinned", Some(&first)));
        // The newest release is not known while no watcher is connected.
        assert!(!found("/newest", None) && found("/pinned", None));
        assert!(!found("/newest", Some(&second)) && found("/pinned", Some(&second)));
        // The answer is gone, not hidden.
        assert_eq!(cache.figures().entries, 1);
        assert!(!found("/newest", Some(&first)));
    }

    #[test]
    fn the_limit_in_bytes_is_kept_and_evictions_are_counted() {
        let cache = AnswerCache::new(256 * 1024);
        for number in 0..2000 {
            keep(&cache, &format!("/{number}"), Validity::Always);
        }
        let CacheFigures { bytes, entries, evictions, misses, .. } = cache.figures();
        assert!(bytes <= 256 * 1024, "{bytes}");
        assert!((100..2000).contains(&entries), "{entries}");
        assert_eq!(misses, 2000);
        assert_eq!(entries + evictions, 2000);
        assert!(cache.takes(16 * 1024) && !cache.takes(16 * 1024 + 1));
    }

    #[tokio::test]
    async fn an_answer_is_found_once_it_is_kept() {
        let cache = AnswerCache::new(1 << 20);
        let key = AnswerKey::of("question");
        let lead = lead(&cache, key).await;
        cache.keep_answer(key, answer(10, Validity::Always));
        lead.kept();
        assert_eq!(cache.find_or_join(key).await.unwrap().bytes.len(), 10);
        let CacheFigures { question_hits, misses, .. } = cache.figures();
        assert_eq!((question_hits, misses), (1, 1));
    }

    #[test]
    fn nothing_is_kept_without_capacity() {
        let cache = AnswerCache::new(0);
        keep(&cache, "/pinned", Validity::Always);
        assert!(!cache.is_on() && !cache.takes(0));
        assert!(cache.response(&request("/pinned"), None).is_none());
        assert_eq!(cache.figures().entries, 0);
    }
}
