//! When refused clients are asked to come back.
//!
//! A crowd that is told to come back in one second comes back as a crowd, and refusing it again and again takes the time
//! of answers. So each class of cost has a book with a line for each of the next seconds. A refused client gets the first
//! second that has room; a second has room for as many as were lately answered in one.

use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// The longest time, in seconds, that a client is asked to wait. Where every second is full, all further clients get the last.
const LONGEST: usize = 30;

/// The bookings of one class of cost.
#[derive(Debug)]
pub(super) struct RetryBook {
    begun: Instant,
    /// The room of a second where nothing was answered lately: the places of the queue.
    least: usize,
    book: Mutex<Book>,
}

#[derive(Debug)]
struct Book {
    /// The present second since the beginning.
    second: u64,
    /// The clients that were told to come in each second; the first is the next second.
    booked: [usize; LONGEST],
    /// Answers of the present second.
    answered: usize,
    /// The most answers of a second lately.
    room: usize,
}

impl Book {
    /// Turns the pages up to a second.
    fn turn_to(&mut self, second: u64, least: usize) {
        for _ in self.second..second.min(self.second + LONGEST as u64) {
            self.booked.rotate_left(1);
            self.booked[LONGEST - 1] = 0;
            // Falls slowly, because an empty second says nothing about what the server can do.
            self.room = self.answered.max(self.room * 3 / 4).max(least);
            self.answered = 0;
        }
        self.second = second;
    }
}

impl RetryBook {
    /// A book in which a second has room for at least `least` clients.
    pub(super) fn new(least: usize) -> Self {
        let least = least.max(1);
        let book = Book { second: 0, booked: [0; LONGEST], answered: 0, room: least };
        Self { begun: Instant::now(), least, book: Mutex::new(book) }
    }

    /// Counts an answer.
    pub(super) fn answered(&self) {
        self.at(Instant::now(), |book| book.answered += 1);
    }

    /// The whole seconds, from 1 to 30, after which a refused client may ask again.
    pub(super) fn wait(&self) -> u64 {
        self.wait_at(Instant::now())
    }

    fn wait_at(&self, now: Instant) -> u64 {
        self.at(now, |book| {
            let free = book.booked.iter().position(|booked| *booked < book.room);
            let place = free.unwrap_or(LONGEST - 1);
            book.booked[place] += 1;
            place as u64 + 1
        })
    }

    fn at<T>(&self, now: Instant, change: impl FnOnce(&mut Book) -> T) -> T {
        let mut book = self.book.lock().unwrap_or_else(PoisonError::into_inner);
        book.turn_to(now.duration_since(self.begun).as_secs(), self.least);
        change(&mut book)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_crowd_is_spread_over_the_seconds_in_which_it_can_be_answered() {
        let book = RetryBook::new(2);
        let after = |millis| book.begun + Duration::from_millis(millis);
        let waits: Vec<_> = (0..5).map(|_| book.wait_at(after(10))).collect();
        assert_eq!(waits, [1, 1, 2, 2, 3]);
        // A second later the next second is the one that was the second one before, which is full.
        assert_eq!([book.wait_at(after(1010)), book.wait_at(after(1020))], [2, 3]);
        // Four were answered in the third second, so that the fourth has room for four.
        (0..4).for_each(|_| book.at(after(2500), |book| book.answered += 1));
        assert_eq!([0; 5].map(|_| book.wait_at(after(3000))), [1, 1, 1, 2, 2]);
        // Long after, nobody is expected and the room has fallen to the least.
        assert_eq!([0; 3].map(|_| book.wait_at(after(90_000))), [1, 1, 2]);
    }

    #[test]
    fn nobody_waits_longer_than_the_bound() {
        let book = RetryBook::new(1);
        let most = (0..100).map(|_| book.wait_at(book.begun)).max();
        assert_eq!(most, Some(LONGEST as u64));
    }
}
