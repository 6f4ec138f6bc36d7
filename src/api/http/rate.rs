//! The rate limit of one client.
//!
//! Each client has a bucket of `rate_burst` requests that refills at `rate_limit` a minute. Every answer
//! has the remaining requests in the fields of the IETF draft `httpapi-ratelimit-headers`. An empty bucket
//! is 429 with `Retry-After`. `/healthz` and `/readyz` are not counted: monitoring must work even where
//! another program at the same address exceeds the limit.

use super::caching::MOMENTARY;
use super::client::{Client, Peer};
use crate::api::problem::ApiError;
use crate::config::Limits;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock, MonotonicClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use ipnet::IpNet;
use std::hash::{BuildHasher, RandomState};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

/// The field with the remaining requests.
pub const RATE_LIMIT: HeaderName = HeaderName::from_static("ratelimit");
/// The field with the limit.
pub const RATE_LIMIT_POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

/// Clients with a bucket of their own. A client whose bucket is full again is removed.
const MOST_CLIENTS: usize = 65_536;
/// Buckets that all clients share while there are more than `MOST_CLIENTS`.
const SLOTS: u64 = 4096;
/// Requests between two removals of clients with full buckets.
const SWEEP_EVERY: u32 = 1024;

/// The owner of a bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Key {
    Client(Client),
    Slot(u64),
}

type Limiter<C> = RateLimiter<Key, DashMapStateStore<Key>, C, StateInformationMiddleware>;

/// The buckets of all clients.
#[derive(Debug)]
pub struct Buckets<C: Clock = MonotonicClock> {
    limiter: Limiter<C>,
    clock: C,
    burst: u32,
    /// The time in which one request is refilled.
    period: Duration,
    policy: HeaderValue,
    asked: AtomicU32,
    full: AtomicBool,
    hasher: RandomState,
}

/// The state of a bucket after one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BucketState {
    /// Requests that remain.
    left: u32,
    /// The time until the next request is allowed; `None` where this one is.
    wait: Option<Duration>,
}

impl<C: Clock + Clone> Buckets<C> {
    /// Buckets of `burst` requests that refill at `a_minute`; `None` where `a_minute` is 0, which sets no limit.
    pub fn new(a_minute: u32, burst: u32, clock: C) -> Option<Self> {
        let a_minute = NonZeroU32::new(a_minute)?;
        let most = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
        let period = Duration::from_mins(1) / a_minute.get();
        let quota = Quota::with_period(period)?.allow_burst(most);
        let window = seconds(period * most.get());
        let policy = format!("\"client\";q={most};w={window}");
        Some(Self {
            limiter: Limiter::new(quota, DashMapStateStore::default(), clock.clone()),
            clock,
            burst: most.get(),
            period,
            policy: HeaderValue::try_from(policy).ok()?,
            asked: AtomicU32::new(0),
            full: AtomicBool::new(false),
            hasher: RandomState::new(),
        })
    }

    /// Counts one request.
    pub fn ask(&self, client: Client) -> BucketState {
        if self.asked.fetch_add(1, Ordering::Relaxed).is_multiple_of(SWEEP_EVERY) {
            self.limiter.retain_recent();
            self.full.store(self.limiter.len() >= MOST_CLIENTS, Ordering::Relaxed);
        }
        let key = if self.full.load(Ordering::Relaxed) {
            // The hash has a key of this process, so a client cannot choose another's slot.
            Key::Slot(self.hasher.hash_one(client) % SLOTS)
        } else {
            Key::Client(client)
        };
        match self.limiter.check_key(&key) {
            Ok(state) => BucketState { left: state.remaining_burst_capacity(), wait: None },
            Err(until) => {
                BucketState { left: 0, wait: Some(until.wait_time_from(self.clock.now())) }
            }
        }
    }

    /// `"client";r=199;t=1`: the remaining requests, and the seconds until the bucket is full again.
    fn state(&self, left: u32) -> HeaderValue {
        let reset = seconds(self.period * self.burst.saturating_sub(left));
        let state = format!("\"client\";r={left};t={reset}");
        HeaderValue::try_from(state).unwrap_or(HeaderValue::from_static(""))
    }
}

/// Whole seconds, rounded up, so that waiting for them is enough.
fn seconds(time: Duration) -> u64 {
    time.as_secs() + u64::from(time.subsec_nanos() > 0)
}

/// The state of the layer.
#[derive(Debug, Clone)]
pub struct RateLimits {
    buckets: Option<Arc<Buckets>>,
    trusted: Arc<[IpNet]>,
}

impl RateLimits {
    /// The configured limit with full buckets.
    pub fn new(limits: &Limits) -> Self {
        let buckets = Buckets::new(limits.rate_limit, limits.rate_burst, MonotonicClock);
        Self { buckets: buckets.map(Arc::new), trusted: limits.trusted_proxies.clone().into() }
    }
}

/// The fields that tell the client its limit.
#[derive(Debug)]
pub(crate) struct RateFields(Option<[HeaderValue; 2]>);

impl RateFields {
    /// Writes the fields; none where no limit is set.
    pub(crate) fn write(self, headers: &mut HeaderMap) {
        if let Self(Some([policy, state])) = self {
            headers.insert(RATE_LIMIT_POLICY, policy);
            headers.insert(RATE_LIMIT, state);
        }
    }
}

impl RateLimits {
    /// Counts a request that is within the limit of its client. `None` where it is not; then it was not counted.
    pub(crate) fn admit(&self, request: &Request) -> Option<RateFields> {
        let (fields, wait) = self.count(request);
        wait.is_none().then_some(fields)
    }

    /// Removes the fields.
    pub(crate) fn remove(headers: &mut HeaderMap) {
        headers.remove(RATE_LIMIT_POLICY);
        headers.remove(RATE_LIMIT);
    }

    /// Counts a request: the fields of its client, and the time to wait where it is over the limit.
    fn count(&self, request: &Request) -> (RateFields, Option<Duration>) {
        let counted = !MOMENTARY.contains(&request.uri().path());
        let Some(buckets) = self.buckets.as_ref().filter(|_| counted) else {
            return (RateFields(None), None);
        };
        let peer = request.extensions().get::<Peer>().copied();
        let client = Client::of(peer, request.headers(), &self.trusted);
        let BucketState { left, wait } = buckets.ask(client);
        (RateFields(Some([buckets.policy.clone(), buckets.state(left)])), wait)
    }
}

/// Counts a request and passes it on where it is within the limit. Writes the fields of the limit.
pub async fn limited(State(limits): State<RateLimits>, request: Request, next: Next) -> Response {
    let (fields, wait) = limits.count(&request);
    let mut response = match wait {
        None => next.run(request).await,
        Some(wait) => ApiError::TooManyRequests { wait: seconds(wait).max(1) }.into_response(),
    };
    fields.write(response.headers_mut());
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use governor::clock::FakeRelativeClock;
    use std::net::{IpAddr, Ipv4Addr, SocketAddr};

    fn client(number: u32) -> Client {
        let address = IpAddr::V4(Ipv4Addr::from_bits(number));
        Client::of(Some(Peer(SocketAddr::new(address, 1))), &HeaderMap::new(), &[])
    }

    #[test]
    fn a_bucket_empties_refills_and_is_the_clients_own() {
        let clock = FakeRelativeClock::default();
        let buckets = Buckets::new(60, 3, clock.clone()).unwrap();
        let left: Vec<_> = (0..3).map(|_| buckets.ask(client(1)).left).collect();
        assert_eq!(left, [2, 1, 0]);
        let refused = buckets.ask(client(1));
        assert_eq!(refused, BucketState { left: 0, wait: Some(Duration::from_secs(1)) });
        assert_eq!(buckets.ask(client(2)).wait, None);
        clock.advance(Duration::from_secs(1));
        assert_eq!(buckets.ask(client(1)), BucketState { left: 0, wait: None });
        clock.advance(Duration::from_mins(1));
        assert_eq!(buckets.ask(client(1)).left, 2);
    }

    #[test]
    fn the_headers_contain_policy_and_state() {
        let buckets = Buckets::new(600, 200, FakeRelativeClock::default()).unwrap();
        assert_eq!(buckets.policy, "\"client\";q=200;w=20");
        assert_eq!(buckets.state(200), "\"client\";r=200;t=0");
        assert_eq!(buckets.state(199), "\"client\";r=199;t=1");
        assert_eq!(buckets.state(0), "\"client\";r=0;t=20");
    }

    #[test]
    fn none_a_minute_is_no_limit() {
        assert!(Buckets::new(0, 200, FakeRelativeClock::default()).is_none());
    }

    #[test]
    fn more_clients_than_can_be_remembered_share_buckets_and_are_forgotten_in_time() {
        let clock = FakeRelativeClock::default();
        let buckets = Buckets::new(60, 3, clock.clone()).unwrap();
        for number in 0..200_000 {
            buckets.ask(client(number));
        }
        let most = MOST_CLIENTS + 4096 + 1024;
        assert!(buckets.limiter.len() <= most, "{}", buckets.limiter.len());
        assert!(buckets.full.load(Ordering::Relaxed));
        clock.advance(Duration::from_mins(10));
        for _ in 0..=SWEEP_EVERY {
            buckets.ask(client(1));
        }
        assert!(buckets.limiter.len() < 10, "{}", buckets.limiter.len());
        assert!(!buckets.full.load(Ordering::Relaxed));
    }
}
