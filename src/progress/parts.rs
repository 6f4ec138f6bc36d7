//! The years of a span, each with the figure that covers it.

use super::facts::{OpenBound, factor};
use super::verdict::Assessment;
use crate::series::answer::ReportedFigure;
use rust_decimal::Decimal;

/// The figures that cover a span, without overlap, by year.
pub(super) struct Parts<'f> {
    pub(super) span: [u16; 2],
    /// Each with the span it covers.
    pub(super) figures: Vec<([u16; 2], &'f ReportedFigure)>,
}

impl<'f> Parts<'f> {
    /// Figures of single years; where some of them are not reported, the longest figure from the beginning that a
    /// document prints, and the years after it. `over` gives the figure of a span.
    pub(super) fn covering(
        [since, end]: [u16; 2],
        over: impl Fn([u16; 2]) -> Option<&'f ReportedFigure>,
    ) -> Self {
        let singles = |from: u16| -> Vec<_> {
            let spans = (from..end).map(|year| [year, year + 1]);
            spans.filter_map(|span| Some((span, over(span)?))).collect()
        };
        let mut figures = singles(since);
        for last in (since + 2..end).rev() {
            let Some(several) = over([since, last]) else { continue };
            let covered = figures.iter().filter(|([_, year], _)| *year <= last).count();
            if covered < usize::from(last - since) {
                figures = singles(last);
                figures.insert(0, ([since, last], several));
            }
            break;
        }
        Self { span: [since, end], figures }
    }

    /// What is known before the figures are compared with the target; `None` without any figure.
    pub(super) fn judged(&self) -> Option<Assessment> {
        let (latest, last) = self.latest()?;
        Some(Assessment {
            latest: Some(latest.clone()),
            unit: latest.unit.clone(),
            years_reported: self.reported(),
            years_missing: self.missing(last),
            inputs: self.figures.iter().map(|(_, one)| one.id.clone()).collect(),
            ..Assessment::default()
        })
    }

    pub(super) fn latest(&self) -> Option<(&'f ReportedFigure, u16)> {
        self.figures.last().map(|([_, year], one)| (*one, *year))
    }

    pub(super) fn reported(&self) -> Vec<u16> {
        self.figures.iter().flat_map(|([since, year], _)| since + 1..=*year).collect()
    }

    /// Years up to the latest reported without a figure.
    pub(super) fn missing(&self, last: u16) -> Vec<u16> {
        let reported = self.reported();
        (self.span[0] + 1..=last).filter(|year| !reported.contains(year)).collect()
    }

    /// The growth of all of them as one factor, and the side on which it is a bound.
    pub(super) fn product(&self) -> Option<(Decimal, OpenBound)> {
        let mut all = (Decimal::ONE, OpenBound::EXACT);
        for ([since, year], one) in &self.figures {
            let own = power(factor(one.value?)?, usize::from(year - since))?;
            all = (all.0.checked_mul(own)?, all.1.with(one)?);
        }
        Some(all)
    }
}

/// A factor to a power.
pub(super) fn power(factor: Decimal, times: usize) -> Option<Decimal> {
    (0..times).try_fold(Decimal::ONE, |all, _| all.checked_mul(factor))
}
