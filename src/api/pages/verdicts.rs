//! The number of targets by verdict, as a bar and a list.

use super::figure::Badge;
use crate::chart::Verdict;
use crate::domain::lang::Lang;
use crate::progress::answer::VerdictCounts;
use askama::Template;
use askama::filters::HtmlSafe;
use rust_decimal::Decimal;

/// The bar. Letters and counts say what the colours say.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/verdicts.html")]
pub(super) struct VerdictBar {
    /// The sentence for those who do not see it.
    pub label: String,
    /// Verdicts that some target has, in the order of the set.
    pub parts: Vec<VerdictPart>,
}

/// One verdict.
#[derive(Debug, Clone)]
pub(super) struct VerdictPart {
    pub badge: Badge,
    pub count: usize,
    /// Start and length in percent of the bar.
    pub from: Decimal,
    pub length: Decimal,
    /// The targets that have it.
    pub address: String,
}

impl HtmlSafe for VerdictBar {}

impl VerdictBar {
    /// The bar of the plan of a region and a period.
    pub(super) fn of(counts: &VerdictCounts, region: &str, period: &str, lang: Lang) -> Self {
        let word = lang.word();
        let whole = Decimal::from(counts.targets.max(1));
        let mut parts: Vec<VerdictPart> = Vec::new();
        let mut from = Decimal::ZERO;
        for verdict in Verdict::ALL {
            let count = match verdict {
                Verdict::Met => counts.met,
                Verdict::Missed => counts.missed,
                Verdict::Ahead => counts.ahead,
                Verdict::OnTrack => counts.on_track,
                Verdict::Behind => counts.behind,
                Verdict::Unknown => counts.unknown,
            };
            if count == 0 {
                continue;
            }
            let length = (Decimal::from(count) * Decimal::ONE_HUNDRED / whole).round_dp(2);
            let code = verdict.code();
            let address =
                format!("/progress?regions={region}&verdict={code}&period={period}&lang={word}");
            let badge = Badge::of_verdict(code, lang);
            parts.push(VerdictPart { badge, count, from, length, address });
            from += length;
        }
        let said = parts.iter().map(|part| format!("{} {}", part.badge.name, part.count));
        let separator = if lang == Lang::Zh { "、" } else { ", " };
        let label = said.collect::<Vec<_>>().join(separator);
        Self { label, parts }
    }
}
