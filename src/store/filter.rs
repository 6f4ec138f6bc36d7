//! The filter of observations, shared by rows, their totals and availability.
//!
//! A statement has only the conditions that are set, so that PostgreSQL plans for these alone.

use super::search;
use rust_decimal::Decimal;
use sqlx::{Postgres, QueryBuilder};

/// Which observations. `None` is no restriction; in a list any value may match.
#[derive(Debug, Clone, Default)]
pub struct ObservationFilter {
    /// The release to read.
    pub release: i32,
    /// Whether to leave out observations of other documents than plans.
    pub plans_only: bool,
    /// `target` or `actual`.
    pub kinds: Option<Vec<String>>,
    /// Ids.
    pub regions: Option<Vec<String>>,
    /// Ids.
    pub indicators: Option<Vec<String>>,
    pub years: Option<Vec<i32>>,
    /// First year, included.
    pub year_min: Option<i32>,
    /// Last year, included.
    pub year_max: Option<i32>,
    /// First and last year of the period the statement belongs to, exactly.
    pub period: Option<(i32, i32)>,
    pub measures: Option<Vec<String>>,
    pub attributes: Option<Vec<String>>,
    pub statuses: Option<Vec<String>>,
    pub comparators: Option<Vec<String>>,
    pub origins: Option<Vec<String>>,
    /// Least value, in the canonical unit where there is one, included.
    pub min: Option<Decimal>,
    /// Greatest value, likewise.
    pub max: Option<Decimal>,
    /// A text in label, group, category, words, quote or section title; width, case and white space
    /// do not matter.
    pub text: Option<String>,
}

/// A table that has the columns to filter by. In the statement it is named `o`, and its revision, where it has one,
/// `revision`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// Every column.
    Observations,
    /// Counts of alike observations: every column but values and words. Its index has regions in the order of bytes.
    Counts,
    /// The same counts added over all regions, for each release.
    Totals,
    /// Counts of the plans of each region: only region, period and kind.
    Regions,
}

impl Source {
    pub(super) fn table(self) -> &'static str {
        match self {
            Self::Observations => "observation",
            Self::Counts => "availability",
            Self::Totals => "availability_total",
            Self::Regions => "availability_region",
        }
    }

    /// How many observations a row stands for.
    pub(super) fn weight(self) -> &'static str {
        match self {
            Self::Observations => "1",
            Self::Counts | Self::Totals | Self::Regions => "o.observations",
        }
    }

    /// How many of those have a figure.
    pub(super) fn figures(self) -> &'static str {
        match self {
            Self::Observations => "case when o.status = 'stated' then 1 else 0 end",
            Self::Counts | Self::Totals => {
                "case when o.status = 'stated' then o.observations else 0 end"
            }
            Self::Regions => "o.figures",
        }
    }

    /// The region as the index has it by which these regions are found.
    fn region(self, regions: Option<&[String]>) -> &'static str {
        match (self, regions) {
            // The index has the rows of one region in the order of a page. Through another one, the planner may walk over the
            // regions before it to find a short page.
            (Self::Observations, Some([_])) | (Self::Counts, _) => "o.region_id collate \"C\"",
            (Self::Observations | Self::Totals | Self::Regions, _) => "o.region_id",
        }
    }
}

impl ObservationFilter {
    /// Whether only release, kinds and regions are set.
    pub(super) fn is_by_region_only(&self) -> bool {
        self.is_by_region_and_period() && self.period.is_none()
    }

    /// Whether only release, kinds, regions and the period are set.
    pub(super) fn is_by_region_and_period(&self) -> bool {
        let lists = [
            &self.indicators,
            &self.measures,
            &self.attributes,
            &self.statuses,
            &self.comparators,
            &self.origins,
        ];
        !self.reads_observations()
            && lists.into_iter().all(Option::is_none)
            && matches!((&self.years, self.year_min, self.year_max), (None, None, None))
    }

    /// The kind and the folded character, where nothing else is set.
    pub(super) fn only_character(&self) -> Option<(&str, String)> {
        let [kind] = self.kinds.as_deref()? else { return None };
        let folded = search::fold(self.text.as_deref()?);
        let without = Self { text: None, regions: None, ..self.clone() };
        let alone = without.is_by_region_only() && self.regions.is_none() && !self.plans_only;
        (alone && folded.chars().count() == 1).then_some((kind, folded))
    }

    /// Whether only the observations themselves have what the filter needs.
    fn reads_observations(&self) -> bool {
        self.min.is_some() || self.max.is_some() || self.text.is_some()
    }

    /// The smallest table with all columns that the filter needs, and with regions where they are counted.
    pub(super) fn source(&self, by_region: bool) -> Source {
        if self.reads_observations() {
            Source::Observations
        } else if by_region || self.regions.is_some() {
            Source::Counts
        } else {
            Source::Totals
        }
    }

    /// Whether observations of this kind match.
    pub(super) fn asks_for(&self, kind: &str) -> bool {
        self.kinds.as_ref().is_none_or(|kinds| kinds.iter().any(|known| known == kind))
    }

    /// Appends ` from … where …` with the conditions that are set.
    pub(super) fn push(&self, query: &mut QueryBuilder<Postgres>, source: Source) {
        let (joined, spanned, of_plans) = match source {
            Source::Totals => ("", "o", "o.of_plans"),
            // It counts plans alone.
            Source::Regions => ("", "o", "true"),
            Source::Observations | Source::Counts => (
                " join revision on revision.id = o.revision_id",
                "revision",
                "revision.kind = 'plan'",
            ),
        };
        query.push(format_args!(
            " from {} o{joined} where in_release({spanned}.release_from, {spanned}.release_to, ",
            source.table()
        ));
        query.push_bind(self.release).push(")");
        if self.plans_only {
            query.push(" and ").push(of_plans);
        }
        let lists = [
            ("o.kind", &self.kinds),
            (source.region(self.regions.as_deref()), &self.regions),
            ("o.indicator_id", &self.indicators),
            ("o.measure", &self.measures),
            ("o.attribute", &self.attributes),
            ("o.status", &self.statuses),
            ("o.comparator", &self.comparators),
            ("o.origin", &self.origins),
        ];
        for (column, values) in lists {
            match values.as_deref() {
                // An index that begins with this column gives rows in order only for a single
                // value.
                Some([one]) => {
                    query.push(format_args!(" and {column} = ")).push_bind(one);
                }
                Some(many) => {
                    query.push(format_args!(" and {column} = any(")).push_bind(many).push(")");
                }
                None => {}
            }
        }
        if let Some(years) = &self.years {
            query.push(" and o.year = any(").push_bind(years).push(")");
        }
        if let Some(year) = self.year_min {
            query.push(" and o.year >= ").push_bind(year);
        }
        if let Some(year) = self.year_max {
            query.push(" and o.year <= ").push_bind(year);
        }
        if let Some((first, last)) = self.period {
            query.push(" and o.period_start = ").push_bind(first);
            query.push(" and o.period_end = ").push_bind(last);
        }
        if let Some(min) = self.min {
            query.push(" and coalesce(o.canonical_value, o.value) >= ").push_bind(min);
        }
        if let Some(max) = self.max {
            query.push(" and coalesce(o.canonical_value, o.value) <= ").push_bind(max);
        }
        if let Some(text) = &self.text {
            let folded = search::fold(text);
            query.push(" and o.search_grams @> ").push_bind(search::grams(&folded));
            // A character or a pair is in the text where it is among the grams.
            if folded.chars().count() > 2 {
                query.push(" and strpos(o.search_text, ").push_bind(folded).push(") > 0");
            }
        }
    }
}
