//! The query of `/v1/compare`.

use super::order::Key;
use crate::api::ask::declare::query;
use crate::api::ask::parameters::format::Cube;
use crate::api::ask::parameters::{
    Count, DomainId, FormerName, IdList, IdSet, IndicatorId, PlanPeriod, RegionsAndGroups, Sort,
    Table, View, Words,
};
use crate::api::ask::reader::QueryReader;
use crate::api::problem::FieldError;
use crate::catalog::Catalog;
use crate::compare::answer::{Entry, Status};
use crate::domain::text::Text;
use crate::domain::words;
use crate::store::words::read;

query! {
    /// The indicators that are compared.
    #[check = check]
    pub struct ComparedIndicators {
        /// Ids, names or aliases of indicators, separated by commas. This or `domains` is required.
        #[example = "gdp,green_coverage,pm25"]
        indicators: IdList<IndicatorId>,
        /// Every indicator of these domains, after those of `indicators`.
        #[example = "ecology"]
        domains: IdSet<DomainId>,
        /// The old name of `domains`.
        domain: FormerName<IdSet<DomainId>>,
    }
}

query! {
    /// The cells to compare.
    pub struct CompareQuery {
        indicators: ComparedIndicators,
        /// Ids, official codes, names or aliases of regions, or `children:wuhan` for those below one, separated by
        /// commas. A region that is named has a cell in any case; of a group only regions whose targets are known
        /// have one, unless `status` asks for `no_plan`. Left out: every region with a plan for the period; where
        /// fewer than two have one, every region whose targets are known.
        #[example = "wuhan,jiangan,420104"]
        regions: RegionsAndGroups,
        /// Period of the plans. Left out: the period for which most of the regions have a plan, the
        /// newest of equals.
        #[example = "2021-2025"]
        period: PlanPeriod,
        /// Only cells whose target is `stated`, `delegated`, `relative`, `qualitative`,
        /// `not_stated`, `unknown` or `no_plan`; several separated by commas. Ranks and
        /// comparability are those of all regions of the request.
        #[example = "stated,delegated"]
        status: Words<words::TargetStatus, Status>,
        /// Order of the cells of each indicator: `rank`, `base`, `target`, `change`, `change_percent`,
        /// `annual_growth`, `stated_growth`; with `-` in front the greatest first. Cells without the figure
        /// come last, equal ones in the order of the regions. Left out: the order of the regions.
        #[example = "-target"]
        sort: Sort<Key>,
        /// Most cells for each indicator, after sorting. Left out: all.
        #[example = 10]
        limit: Count<1, 5000>,
        #[example = "base,target,derived"]
        answer: Table<Entry, Cube>,
        /// `compact` for what a chart shows: names, values, years and status, with the ids and lines that lead to the rest; no
        /// arithmetic, no quotes. Left out: `full`. `x-compact-schema` names the schema of such an answer; it lacks fields that the schema
        /// of the whole answer requires.
        #[example = "full"]
        view: View<Entry>,
    }
}

/// The comparison of a request, with names and words resolved.
#[derive(Debug)]
pub struct CompareRequest {
    /// Ids, in the order given.
    pub indicators: Vec<String>,
    /// Ids, in the order given; `None` for all with a plan.
    pub regions: Option<Vec<String>>,
    /// Ids of those that only a group stands for: without a plan they have no cell.
    pub of_groups: Vec<String>,
    pub period: Option<[u16; 2]>,
    pub status: Option<Vec<Status>>,
    /// The figure, and whether the greatest comes first.
    pub sort: Option<(Key, bool)>,
    /// Most cells of an indicator.
    pub limit: Option<usize>,
}

impl CompareQuery {
    pub fn into_request(self, catalog: &Catalog) -> CompareRequest {
        let ComparedIndicators { indicators, domains, domain } = self.indicators;
        let mut indicators = indicators.unwrap_or_default();
        let domains = domains.or(domain).unwrap_or_default();
        for known in &catalog.indicators {
            if domains.contains(&known.domain) && !indicators.contains(&known.id) {
                indicators.push(known.id.clone());
            }
        }
        let status = self.status.map(|words| statuses(&words));
        let (regions, mut of_groups) = self.regions.map(|list| (list.ids, list.of_groups)).unzip();
        if status.as_ref().is_some_and(|asked| asked.contains(&Status::NoPlan)) {
            of_groups = None;
        }
        CompareRequest {
            indicators,
            regions,
            of_groups: of_groups.unwrap_or_default(),
            period: self.period.map(|(first, last)| [first, last]),
            status,
            sort: self.sort,
            limit: self.limit.map(|limit| limit as usize),
        }
    }
}

/// The statuses that the words of a query name.
pub fn statuses(words: &[String]) -> Vec<Status> {
    words.iter().filter_map(|word| read(word)).collect()
}

fn check(query: &ComparedIndicators, reader: &mut QueryReader<'_>) {
    if query.domain.is_some() {
        if query.domains.is_some() {
            let reason = Text::of(
                "the old name of domains; give domains alone",
                "domains 的旧名称；请只给出 domains",
            );
            reader.error(FieldError::parameter("domain", reason));
        }
        reader.rename_filter("domain", "domains");
    }
    if !["indicators", "domains", "domain"].iter().any(|name| reader.has(name)) {
        let reason = Text::of(
            "say what to compare: indicators=gdp,pm25 or domains=ecology; /v1/indicators lists them",
            "请说明要比较什么：indicators=gdp,pm25 或 domains=ecology；/v1/indicators 列出全部指标",
        );
        reader.error(FieldError::parameter("indicators", reason));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_filter_is_a_status() {
        for word in words::TargetStatus::ALL {
            assert!(read::<Status>(word).is_some(), "{word}");
        }
    }
}
