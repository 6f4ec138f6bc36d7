//! A log line that is written once a minute at most, however often its cause occurs.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The time between two lines.
const APART: Duration = Duration::from_mins(1);

/// The state of one such line.
#[derive(Debug, Default)]
pub(super) struct OccasionalLine(Mutex<LineState>);

#[derive(Debug, Default)]
struct LineState {
    last: Option<Instant>,
    /// Occurrences since then.
    unlogged: u64,
}

impl OccasionalLine {
    /// The number of occurrences without a line before this one; `None` where this one has no line either.
    pub(super) fn line(&self) -> Option<u64> {
        self.line_at(Instant::now())
    }

    fn line_at(&self, now: Instant) -> Option<u64> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if state.last.is_some_and(|last| now.duration_since(last) < APART) {
            state.unlogged += 1;
            return None;
        }
        state.last = Some(now);
        Some(std::mem::take(&mut state.unlogged))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_a_minute_tells_how_many_had_none() {
        let (line, begun) = (OccasionalLine::default(), Instant::now());
        let after = |seconds| line.line_at(begun + Duration::from_secs(seconds));
        assert_eq!(
            [after(0), after(1), after(59), after(60), after(200)],
            [Some(0), None, None, Some(2), Some(0)]
        );
    }
}
