//! The progress of a long command on standard error.

use std::cell::Cell;
use std::time::{Duration, Instant};

/// Prints the current step on standard error after the first second, at most once a second.
pub(super) struct Progress {
    last: Cell<Instant>,
}

impl Progress {
    pub(super) fn new() -> Self {
        Self { last: Cell::new(Instant::now()) }
    }

    pub(super) fn tell(&self, what: &str) {
        if self.is_due(Instant::now()) {
            eprintln!("{what}");
        }
    }

    fn is_due(&self, now: Instant) -> bool {
        let due = now.duration_since(self.last.get()) > Duration::from_secs(1);
        if due {
            self.last.set(now);
        }
        due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_printed_once_a_second_after_the_first() {
        let progress = Progress::new();
        let start = progress.last.get();
        let lines: Vec<u64> = (0..50)
            .map(|tenth| tenth * 100)
            .filter(|ms| progress.is_due(start + Duration::from_millis(*ms)))
            .collect();
        assert_eq!(lines, [1100, 2200, 3300, 4400]);
    }
}
