//! How often one client may ask.
//!
//! A bucket for each client: it holds `rate_burst` requests and fills again at `rate_limit` a minute. What
//! is left is told in every answer, in the fields of the IETF draft `httpapi-ratelimit-headers`; an empty
//! bucket is 429 with `Retry-After`. `/healthz` and `/readyz` are not counted: whoever watches the service
//! must not be turned away because somebody else at the same address asks too much.

use super::client::{Client, Peer};
use crate::api::problem::ApiError;
use crate::config::Limits;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue};
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

/// How much is left.
pub const RATE_LIMIT: HeaderName = HeaderName::from_static("ratelimit");
/// How much may be asked.
pub const RATE_LIMIT_POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

/// Clients remembered at a time. One whose bucket is full again is forgotten.
const MOST_CLIENTS: usize = 65_536;
/// Buckets shared by all clients while there are more of them than can be remembered.
const SLOTS: u64 = 4096;
/// Requests from one sweep of forgotten clients to the next.
const SWEEP_EVERY: u32 = 1024;

/// Who shares a bucket.
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
    /// In which one more request may be asked.
    period: Duration,
    policy: HeaderValue,
    asked: AtomicU32,
    full: AtomicBool,
    hasher: RandomState,
}

/// What a bucket says of one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// Requests that may still be asked at once.
    left: u32,
    /// Until the next request may be asked; `None` where this one may.
    wait: Option<Duration>,
}

impl<C: Clock + Clone> Buckets<C> {
    /// Buckets of `burst` requests that fill at `a_minute`; `None` where that is 0: no limit.
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
    pub fn ask(&self, client: Client) -> Verdict {
        if self.asked.fetch_add(1, Ordering::Relaxed).is_multiple_of(SWEEP_EVERY) {
            self.limiter.retain_recent();
            self.full.store(self.limiter.len() >= MOST_CLIENTS, Ordering::Relaxed);
        }
        let key = if self.full.load(Ordering::Relaxed) {
            // Hashed with a key of this process: nobody can aim at another's slot.
            Key::Slot(self.hasher.hash_one(client) % SLOTS)
        } else {
            Key::Client(client)
        };
        match self.limiter.check_key(&key) {
            Ok(state) => Verdict { left: state.remaining_burst_capacity(), wait: None },
            Err(until) => Verdict { left: 0, wait: Some(until.wait_time_from(self.clock.now())) },
        }
    }

    /// `"client";r=199;t=1`: requests left, and seconds until the bucket is full again.
    fn state(&self, left: u32) -> HeaderValue {
        let reset = seconds(self.period * self.burst.saturating_sub(left));
        let state = format!("\"client\";r={left};t={reset}");
        HeaderValue::try_from(state).unwrap_or(HeaderValue::from_static(""))
    }
}

/// Whole seconds, rounded up: whoever waits so long has waited long enough.
fn seconds(time: Duration) -> u64 {
    time.as_secs() + u64::from(time.subsec_nanos() > 0)
}

/// What the layer knows.
#[derive(Debug, Clone)]
pub struct Rates {
    buckets: Option<Arc<Buckets>>,
    trusted: Arc<[IpNet]>,
}

impl Rates {
    /// The limit that is configured, with nothing asked yet.
    pub fn new(limits: &Limits) -> Self {
        let buckets = Buckets::new(limits.rate_limit, limits.rate_burst, MonotonicClock);
        Self { buckets: buckets.map(Arc::new), trusted: limits.trusted_proxies.clone().into() }
    }
}

/// Counts a request, answers it where it may be asked, and tells what is left.
pub async fn limited(State(rates): State<Rates>, request: Request, next: Next) -> Response {
    let counted = !matches!(request.uri().path(), "/healthz" | "/readyz");
    let Some(buckets) = rates.buckets.filter(|_| counted) else {
        return next.run(request).await;
    };
    let peer = request.extensions().get::<Peer>().copied();
    let Verdict { left, wait } = buckets.ask(Client::of(peer, request.headers(), &rates.trusted));
    let mut response = match wait {
        None => next.run(request).await,
        Some(wait) => ApiError::TooManyRequests { wait: seconds(wait).max(1) }.into_response(),
    };
    let headers = response.headers_mut();
    headers.insert(RATE_LIMIT_POLICY, buckets.policy.clone());
    headers.insert(RATE_LIMIT, buckets.state(left));
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderMap;
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
        assert_eq!(refused, Verdict { left: 0, wait: Some(Duration::from_secs(1)) });
        assert_eq!(buckets.ask(client(2)).wait, None);
        clock.advance(Duration::from_secs(1));
        assert_eq!(buckets.ask(client(1)), Verdict { left: 0, wait: None });
        clock.advance(Duration::from_mins(1));
        assert_eq!(buckets.ask(client(1)).left, 2);
    }

    #[test]
    fn the_fields_tell_policy_and_state() {
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
