//! A layer that makes the service below it cheap to clone.
//!
//! Each layer clones the service below it for each request, with all layers below that one: without this, a request that
//! passes n layers clones about n²/2 of them.

use std::sync::Arc;
use std::task::{Context, Poll};
use tower::layer::layer_fn;
use tower::util::Oneshot;
use tower::{Layer, Service, ServiceExt};

/// A service whose clones share it. A call clones it once.
#[derive(Debug)]
pub(super) struct SharedService<S>(Arc<S>);

/// The layer.
pub(super) fn shared<S>() -> impl Layer<S, Service = SharedService<S>> + Clone {
    layer_fn(|service| SharedService(Arc::new(service)))
}

impl<S> Clone for SharedService<S> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<S: Service<R> + Clone, R> Service<R> for SharedService<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = Oneshot<S, R>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        // The clone that is called waits until it is ready.
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: R) -> Self::Future {
        S::clone(&self.0).oneshot(request)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;
    use std::future::{Ready, ready};
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// Counts how often it was cloned.
    struct Counting(Arc<AtomicUsize>);

    impl Clone for Counting {
        fn clone(&self) -> Self {
            self.0.fetch_add(1, Ordering::Relaxed);
            Self(Arc::clone(&self.0))
        }
    }

    impl Service<u32> for Counting {
        type Response = u32;
        type Error = Infallible;
        type Future = Ready<Result<u32, Infallible>>;

        fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
            Poll::Ready(Ok(()))
        }

        fn call(&mut self, request: u32) -> Self::Future {
            ready(Ok(request + 1))
        }
    }

    #[tokio::test]
    async fn a_service_is_cloned_once_for_a_call_however_often_its_handle_is() {
        let clones = Arc::new(AtomicUsize::new(0));
        let service = shared().layer(Counting(Arc::clone(&clones)));
        let handles: Vec<_> = (0..10).map(|_| service.clone()).collect();
        assert_eq!(clones.load(Ordering::Relaxed), 0);
        for handle in handles {
            assert_eq!(handle.oneshot(1).await, Ok(2));
        }
        assert_eq!(clones.load(Ordering::Relaxed), 10);
    }
}
