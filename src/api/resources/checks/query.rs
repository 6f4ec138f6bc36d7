//! Filters, order and page of `/v1/checks`.

use super::finding::Check;
use crate::api::ask::declare::query;
use crate::api::ask::parameters::{
    Cursor, DomainId, IdSet, IndicatorId, Limit, Order, PlanPeriod, RegionId, Sort, Table, Words,
};
use crate::api::resources::pages::{DEFAULT_LIMIT, MAX_LIMIT};
use crate::api::resources::rows::query::within;
use crate::catalog::Catalog;
use crate::checks::{Kind, Severity};
use crate::domain::text::Text;
use crate::domain::words;
use crate::store::checks::{FindingFilter, SortKey, level};
use crate::store::words::read;

impl Order for SortKey {
    const KEYS: &'static [(&'static str, Self)] = &[
        ("region", Self::Region),
        ("indicator", Self::Indicator),
        ("kind", Self::Kind),
        ("severity", Self::Severity),
    ];
    const DEFAULT: Option<Self> = Some(Self::Region);
    const REFUSED: Text = Text::of("not something findings can be ordered by", "不能按此排序");
}

query! {
    /// Filters of findings.
    pub struct CheckQuery {
        /// Regions by id, official code, name or alias; `children:wuhan` for those below one.
        #[example = "jiangan,420104,硚口区"]
        regions: IdSet<RegionId>,
        /// Indicators by id, name or alias.
        #[example = "gdp,pm25"]
        indicators: IdSet<IndicatorId>,
        /// Domains of indicators.
        #[example = "economy,ecology"]
        domains: IdSet<DomainId>,
        /// The period of the plan a finding is about.
        #[example = "2021-2025"]
        period: PlanPeriod,
        /// `growth_against_levels`, `change_against_levels`, `bases_implied`, `table_against_text`, `statements_differ`,
        /// `target_worse_than_base`, `base_against_outcome`, `claim_against_figure`, `review_against_plan`,
        /// `parts_against_whole`, `share_against_parts`, `figure_under_two_names`.
        #[example = "growth_against_levels,target_worse_than_base"]
        kind: Words<words::CheckKind, Kind>,
        /// `notice`, `caution`, `conflict`.
        #[example = "caution,conflict"]
        severity: Words<words::CheckSeverity, Severity>,
        /// Order: `region`, `indicator`, `kind` or `severity`; descending with `-` in front, which for `severity` is the
        /// most serious first.
        #[example = "-severity"]
        sort: Sort<SortKey>,
        /// Most findings of a page; 0 asks for the count alone.
        limit: Limit<DEFAULT_LIMIT, MAX_LIMIT>,
        /// `page.next` of the previous page. It is valid for the same filters and order, and continues in the same release.
        cursor: Cursor,
        #[example = "region,kind,summary"]
        answer: Table<Check>,
    }
}

impl CheckQuery {
    /// The order, and whether descending; by region where none was given.
    pub fn sort(&self) -> (SortKey, bool) {
        self.sort.unwrap_or((SortKey::Region, false))
    }

    /// The filters as the store takes them, without the release.
    pub fn into_filter(self, catalog: &Catalog) -> FindingFilter {
        let severities = self.severity.map(|words| {
            words.iter().filter_map(|word| read::<Severity>(word)).map(level).collect()
        });
        FindingFilter {
            regions: self.regions,
            indicators: within(catalog, self.indicators, self.domains),
            period: self.period.map(|(first, last)| (first.into(), last.into())),
            kinds: self.kind,
            severities,
            ..FindingFilter::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_a_filter_is_one_of_a_finding() {
        for kind in words::CheckKind::ALL {
            assert!(read::<Kind>(kind).is_some(), "{kind}");
        }
        for severity in words::CheckSeverity::ALL {
            assert!(read::<Severity>(severity).is_some(), "{severity}");
        }
    }
}
