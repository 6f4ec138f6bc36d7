//! Counts of verdicts.

use super::answer::{Progress, ProgressVerdict, VerdictCounts};

/// How many targets have which verdict.
pub(super) fn counts(targets: &[Progress]) -> VerdictCounts {
    let count = |verdict| targets.iter().filter(|one| one.verdict == verdict).count();
    VerdictCounts {
        targets: targets.len(),
        statements: targets.iter().map(|one| 1 + one.also.len()).sum(),
        with_actual: targets.iter().filter(|one| one.latest.is_some()).count(),
        met: count(ProgressVerdict::Met),
        missed: count(ProgressVerdict::Missed),
        ahead: count(ProgressVerdict::Ahead),
        on_track: count(ProgressVerdict::OnTrack),
        behind: count(ProgressVerdict::Behind),
        unknown: count(ProgressVerdict::Unknown),
    }
}
