//! Single flight: of requests that ask one question at one time, the first computes the answer and the others wait.

use super::answer::AnswerKey;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// The progress of the first request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Progress {
    Computing,
    /// The answer is in the cache.
    Kept,
    /// The answer is a problem, a stream or too large. Every waiting request computes its own.
    NotKept,
}

/// The questions that are being computed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Flights(Arc<Mutex<HashMap<AnswerKey, watch::Receiver<Progress>>>>);

/// The part of one request in a flight.
#[derive(Debug)]
pub(crate) enum Flight {
    /// It is the first: it computes the answer.
    Lead(Lead),
    /// It waited, and the answer is in the cache now.
    Kept,
    /// It waited in vain: it computes the answer for itself.
    NotKept,
}

impl Flights {
    /// Takes part in the computation of an answer. Waits while another request computes it. Where that request
    /// ends without an answer (its client left), the next one computes.
    pub(crate) async fn join(&self, key: AnswerKey) -> Flight {
        loop {
            let mut progress = match self.lead_or_follow(key) {
                Ok(lead) => return Flight::Lead(lead),
                Err(progress) => progress,
            };
            let ended = progress.wait_for(|progress| *progress != Progress::Computing).await;
            match ended.map(|progress| *progress) {
                Ok(Progress::Kept) => return Flight::Kept,
                Ok(_) => return Flight::NotKept,
                Err(_) => {}
            }
        }
    }

    fn lead_or_follow(&self, key: AnswerKey) -> Result<Lead, watch::Receiver<Progress>> {
        let mut flights = self.lock();
        if let Some(progress) = flights.get(&key) {
            return Err(progress.clone());
        }
        let (progress, follower) = watch::channel(Progress::Computing);
        flights.insert(key, follower);
        Ok(Lead { key, progress, flights: self.clone() })
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<AnswerKey, watch::Receiver<Progress>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The request that computes an answer. Dropping it ends the flight.
#[derive(Debug)]
pub(crate) struct Lead {
    key: AnswerKey,
    progress: watch::Sender<Progress>,
    flights: Flights,
}

impl Lead {
    /// Ends the flight: the answer is in the cache.
    pub(crate) fn kept(self) {
        self.end(Progress::Kept);
    }

    /// Ends the flight: the answer is not kept.
    pub(crate) fn not_kept(self) {
        self.end(Progress::NotKept);
    }

    fn end(self, progress: Progress) {
        // Requests that come from now on find the cache, or begin a flight of their own.
        self.flights.lock().remove(&self.key);
        self.progress.send_replace(progress);
    }
}

impl Drop for Lead {
    fn drop(&mut self) {
        let mut flights = self.flights.lock();
        // After `end` the entry may belong to the next flight.
        if *self.progress.borrow() == Progress::Computing {
            flights.remove(&self.key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn lead(flight: Flight) -> Lead {
        match flight {
            Flight::Lead(lead) => lead,
            other => panic!("{other:?}"),
        }
    }

    /// Lets every other task of the test run until it waits.
    async fn settle() {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }

    #[tokio::test]
    async fn one_leads_and_the_others_learn_how_it_ended() {
        let flights = Flights::default();
        let key = AnswerKey::of("question");
        let first = lead(flights.join(key).await);
        let waiting: Vec<_> = (0..3)
            .map(|_| {
                let flights = flights.clone();
                tokio::spawn(async move { matches!(flights.join(key).await, Flight::Kept) })
            })
            .collect();
        settle().await;
        assert!(waiting.iter().all(|waiting| !waiting.is_finished()));
        lead(flights.join(AnswerKey::of("another question")).await).not_kept();
        first.kept();
        for waiting in waiting {
            assert!(waiting.await.unwrap());
        }
        assert!(flights.lock().is_empty());
    }

    #[tokio::test]
    async fn after_an_answer_that_is_not_kept_all_compute_and_after_none_the_next_leads() {
        let flights = Flights::default();
        let key = AnswerKey::of("question");
        let join = || {
            let flights = flights.clone();
            tokio::spawn(async move { flights.join(key).await })
        };
        let first = lead(flights.join(key).await);
        let [second, third] = [join(), join()];
        settle().await;
        first.not_kept();
        assert!(matches!(second.await.unwrap(), Flight::NotKept));
        assert!(matches!(third.await.unwrap(), Flight::NotKept));

        let first = lead(flights.join(key).await);
        let [second, third] = [join(), join()];
        settle().await;
        drop(first);
        settle().await;
        let (leads, waits) = match (second.is_finished(), third.is_finished()) {
            (true, false) => (second, third),
            (false, true) => (third, second),
            other => panic!("{other:?}"),
        };
        lead(leads.await.unwrap()).kept();
        assert!(matches!(waits.await.unwrap(), Flight::Kept));
    }
}
