//! Filters, order and page of `/v1/checks`.

use crate::api::ask::params::Params;
use crate::api::ask::query::FromQuery;
use crate::api::format::TABULAR;
use crate::api::resources::checks::Check;
use crate::api::resources::rows::query::{DEFAULT_LIMIT, MAX_LIMIT, within};
use crate::checks::Severity;
use crate::domain::text::Text;
use crate::domain::words;
use crate::store::checks::{FindingFilter, SortKey, level};
use crate::store::words::read;
use utoipa::IntoParams;

const SORTS: &[(&str, SortKey)] = &[
    ("region", SortKey::Region),
    ("indicator", SortKey::Indicator),
    ("kind", SortKey::Kind),
    ("severity", SortKey::Severity),
];

/// How the parameters are documented; [`CheckQuery`] reads them. A test compares the two.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "only described, never filled")]
pub struct CheckParams {
    /// Regions by id, official code, name or alias.
    #[param(example = "jiangan,420104,硚口区")]
    regions: Option<String>,
    /// Indicators by id, name or alias.
    #[param(example = "gdp,pm25")]
    indicators: Option<String>,
    /// Domains of indicators.
    #[param(example = "economy,ecology")]
    domains: Option<String>,
    /// The period of the plan a finding is about.
    #[param(pattern = r"^\d{4}-\d{4}$", example = "2021-2025")]
    period: Option<String>,
    /// `growth_against_levels`, `change_against_levels`, `bases_implied`, `table_against_text`, `statements_differ`,
    /// `target_worse_than_base`, `base_against_outcome`, `claim_against_figure`, `review_against_plan`,
    /// `parts_against_whole`, `share_against_parts`.
    #[param(example = "growth_against_levels,target_worse_than_base")]
    kind: Option<String>,
    /// `notice`, `caution`, `conflict`.
    #[param(example = "caution,conflict")]
    severity: Option<String>,
    /// Order: `region`, `indicator`, `kind` or `severity`; descending with `-` in front, which for `severity` is the
    /// most serious first.
    #[param(pattern = "^-?(region|indicator|kind|severity)$", example = "-severity")]
    sort: Option<String>,
    /// Most findings of a page; 0 asks for the count alone.
    #[param(minimum = 0, maximum = 5000, default = 100)]
    limit: Option<u32>,
    /// `page.next` of the page before. It holds for the same filters and order, and goes on in the same release.
    cursor: Option<String>,
    /// `json`, `csv`, `ndjson`, `xlsx` or `parquet`; wins over `Accept`.
    #[param(example = "json")]
    format: Option<String>,
    /// CSV only: begin with a byte order mark, for Excel.
    #[param(default = false)]
    bom: Option<bool>,
    /// How coded words stand in tabular formats: as `code`, as `name` in the language of the answer, or as `both`.
    #[param(example = "both")]
    labels: Option<String>,
    /// Fields of the entries, separated by commas; all where left out, and ids always. In tabular formats a field stands
    /// for its columns, and columns may be named too.
    #[param(example = "region,kind,summary")]
    fields: Option<String>,
}

/// Which findings are asked for.
#[derive(Debug)]
pub struct CheckQuery {
    /// Without release, which the handler knows.
    pub filter: FindingFilter,
    /// The order, and whether descending.
    pub sort: (SortKey, bool),
    pub limit: u32,
}

impl FromQuery for CheckQuery {
    fn from_query(params: &mut Params<'_>) -> Self {
        let regions = params.regions("regions");
        let indicators = params.indicators("indicators");
        let domains = params.domains("domains");
        let filter = FindingFilter {
            regions,
            indicators: within(params.catalog(), indicators, domains),
            period: params.period("period").map(|(first, last)| (first.into(), last.into())),
            kinds: params.words("kind", words::CheckKind::ALL),
            severities: params.words("severity", words::CheckSeverity::ALL).map(|asked| {
                asked.iter().filter_map(|word| read::<Severity>(word)).map(level).collect()
            }),
            ..FindingFilter::default()
        };
        let refused = Text::of("not something findings can be ordered by", "不能按此排序");
        let sort = params.sort(SORTS, (SortKey::Region, false), refused);
        let limit = params.limit("limit", DEFAULT_LIMIT, MAX_LIMIT);
        params.cursor();
        params.table::<Check>(TABULAR);
        Self { filter, sort, limit }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::ask::params::tests::known_by;
    use crate::checks::Kind;

    #[test]
    fn every_parameter_read_is_documented_and_the_other_way_round() {
        let documented = CheckParams::into_params(|| None);
        let documented: Vec<_> = documented.into_iter().map(|param| param.name).collect();
        assert_eq!(known_by::<CheckQuery>(), documented);
    }

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
