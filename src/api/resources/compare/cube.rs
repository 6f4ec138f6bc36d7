//! A comparison as a cube: indicator × region × measure × period.

use crate::compare::answer::{Cell, Entry, Figure, Gap, RegionRef, Share, Status};
use crate::domain::Comparator;
use crate::domain::lang::Lang;
use crate::domain::words;
use crate::format::About;
use crate::format::jsonstat::{Category, Dimension, Point, dataset};
use crate::store::words::word;
use rust_decimal::Decimal;
use serde_json::{Map, Value};

/// The status of a number that cannot be computed.
const NOT_DERIVED: &str = "not_derived";
/// The region is not among the cells of the entry: filtered out, or beyond `limit`.
const LEFT_OUT: &str = "left_out";
/// Status of a figure in another unit than its indicator.
const OTHER_UNIT: &str = "other_unit";

/// A measure: its id, names (zh, en), its own unit, and what it is in a cell.
type Measure = (&'static str, [&'static str; 2], Option<&'static str>, fn(&Cell) -> Point);

const MEASURES: &[Measure] = &[
    ("base", ["基期值", "Base"], None, |cell| figure(cell, cell.base.as_ref())),
    ("target", ["目标值", "Target"], None, |cell| figure(cell, cell.target.as_ref())),
    ("stated_growth", ["规划年均增速", "Growth a year as stated"], Some("%"), |cell| {
        figure(cell, cell.stated_growth.as_ref())
    }),
    ("change", ["变化量", "Change"], None, |cell| derived(cell, cell.derived.change)),
    ("change_percent", ["变化幅度", "Change in percent"], Some("%"), |cell| {
        derived(cell, cell.derived.change_percent)
    }),
    ("annual_growth", ["隐含年均增速", "Growth a year as implied"], Some("%"), |cell| {
        derived(cell, cell.derived.annual_growth)
    }),
    ("target_level", ["目标折算值", "Target as a level"], None, |cell| {
        derived(cell, cell.derived.target_level)
    }),
    ("share_of_parent", ["占上级比重", "Share of the region above"], Some("%"), |cell| {
        share(cell.derived.share_of_parent.as_ref())
    }),
    ("rank", ["位次", "Rank"], Some("1"), |cell| place(cell.rank)),
    ("base_rank", ["基期位次", "Rank of the base"], Some("1"), |cell| place(cell.base_rank)),
    (
        "base_share_of_parent",
        ["基期占上级比重", "Share of the region above, base"],
        Some("%"),
        |cell| share(cell.derived.shares.as_ref().and_then(|shares| shares.base.as_ref())),
    ),
    (
        "target_share_of_parent",
        ["目标占上级比重", "Share of the region above, target"],
        Some("%"),
        |cell| share(cell.derived.shares.as_ref().and_then(|shares| shares.target.as_ref())),
    ),
    ("share_change", ["比重变化", "Change of the share"], Some("百分点"), |cell| {
        exact(cell.derived.shares.as_ref().and_then(|shares| shares.change))
    }),
    ("required_a_year", ["年均所需变化", "Change required a year"], None, |cell| {
        ambition(cell, cell.ambition.required_a_year)
    }),
    (
        "required_percent_a_year",
        ["年均所需增速", "Growth required a year"],
        Some("%"),
        |cell| ambition(cell, cell.ambition.required_percent_a_year),
    ),
    ("improvement_a_year", ["年均改善", "Improvement a year"], None, |cell| {
        ambition(cell, cell.ambition.improvement_a_year)
    }),
    ("pace_rank", ["改善速度位次", "Rank of the improvement"], Some("1"), |cell| {
        place(cell.ambition.pace_rank)
    }),
    ("to_best_target", ["与最优目标之差", "Gap to the best target"], None, |cell| {
        gap(cell.ambition.to_best_target.as_ref())
    }),
    ("to_best_base", ["与最优基期之差", "Gap to the best base"], None, |cell| {
        gap(cell.ambition.to_best_base.as_ref())
    }),
    ("to_best_pace", ["与最快改善之差", "Gap to the fastest improvement"], None, |cell| {
        gap(cell.ambition.to_best_pace.as_ref())
    }),
    (
        "to_parent_target",
        ["与上级目标之差", "Gap to the target of the region above"],
        None,
        |cell| gap(cell.ambition.to_parent_target.as_ref()),
    ),
    (
        "to_parent_base",
        ["与上级基期之差", "Gap to the base of the region above"],
        None,
        |cell| gap(cell.ambition.to_parent_base.as_ref()),
    ),
];

/// The entries as a JSON-stat dataset; regions in the order they first come in.
pub(super) fn cube(entries: &[Entry], about: &About) -> Value {
    let mut regions: Vec<&RegionRef> = Vec::new();
    for cell in entries.iter().flat_map(|entry| &entry.cells) {
        if regions.iter().all(|known| known.id != cell.region.id) {
            regions.push(&cell.region);
        }
    }
    let mut points = Vec::with_capacity(entries.len() * regions.len() * MEASURES.len());
    for entry in entries {
        for region in &regions {
            let cell = entry.cells.iter().find(|cell| cell.region.id == region.id);
            points.extend(MEASURES.iter().map(|(id, _, _, measure)| match cell {
                Some(cell) if is_in_other_unit(entry, cell, id) => {
                    Point { value: None, status: Some(OTHER_UNIT.to_owned()) }
                }
                Some(cell) => measure(cell),
                None => Point { value: None, status: Some(LEFT_OUT.to_owned()) },
            }));
        }
    }
    let dimensions = dimensions(entries, &regions, about.lang);
    let label = ["五年规划指标比较", "Targets of five-year plans compared"];
    dataset(about, label, &dimensions, &points, statuses(about.lang))
}

/// Whether base or target is a growth or a multiple, which has no place under the unit of its indicator.
fn is_in_other_unit(entry: &Entry, cell: &Cell, measure: &str) -> bool {
    let figure = match measure {
        "base" => cell.base.as_ref(),
        "target" => cell.target.as_ref(),
        _ => None,
    };
    figure.is_some_and(|figure| figure.value.is_some() && figure.unit != entry.indicator.unit)
}

fn dimensions(entries: &[Entry], regions: &[&RegionRef], lang: Lang) -> Vec<Dimension> {
    let category = |id: &str, label: &str, unit: Option<&str>| Category {
        id: id.to_owned(),
        label: label.to_owned(),
        unit: unit.map(str::to_owned),
    };
    let indicator = |entry: &Entry| {
        let known = &entry.indicator;
        let name = if lang == Lang::En { &known.name_en } else { &known.name };
        category(&known.id, name, known.unit.as_deref())
    };
    let measure = |(id, names, unit, _): &Measure| {
        category(id, if lang == Lang::En { names[1] } else { names[0] }, *unit)
    };
    let period = entries.first().map(|entry| category(&entry.period, &entry.period, None));
    vec![
        Dimension {
            id: "indicator",
            label: ["指标", "Indicator"],
            role: None,
            categories: entries.iter().map(indicator).collect(),
        },
        Dimension {
            id: "region",
            label: ["地区", "Region"],
            role: Some("geo"),
            categories: regions
                .iter()
                .map(|region| category(&region.id, &region.name, None))
                .collect(),
        },
        Dimension {
            id: "measure",
            label: ["量", "Measure"],
            role: Some("metric"),
            categories: MEASURES.iter().map(measure).collect(),
        },
        Dimension {
            id: "period",
            label: ["规划期", "Period of the plans"],
            role: Some("time"),
            categories: period.into_iter().collect(),
        },
    ]
}

/// The meaning of each status.
fn statuses(lang: Lang) -> Map<String, Value> {
    let own = [
        (NOT_DERIVED, ["无法计算", "cannot be computed"]),
        (LEFT_OUT, ["未列入结果", "not among the requested cells"]),
        (
            OTHER_UNIT,
            [
                "单位与指标不同（增速或倍数）",
                "in another unit than the indicator's: growth or a multiple",
            ],
        ),
    ];
    let own = own.map(|(code, names)| (code, names[usize::from(lang == Lang::En)]));
    let sets = [&words::TargetStatus::SET, &words::Comparator::SET];
    let known = sets.into_iter().flat_map(|set| set.words).map(|word| (word.code, word.name(lang)));
    known.chain(own).map(|(code, name)| (code.to_owned(), name.into())).collect()
}

fn figure(cell: &Cell, figure: Option<&Figure>) -> Point {
    let bound = figure.and_then(|figure| figure.comparator).and_then(bound);
    let words = figure.and_then(|figure| figure.status).map(word);
    // The status of the target does not apply to base or growth.
    let silent = match cell.status {
        Status::NoPlan => "no_plan",
        _ if cell.plan_complete != Some(true) => "unknown",
        _ => "not_stated",
    };
    point(figure.and_then(|figure| figure.value), bound, words.unwrap_or_else(|| silent.to_owned()))
}

fn derived(cell: &Cell, value: Option<Decimal>) -> Point {
    let bound = cell.derived.comparator.and_then(bound);
    point(value, bound, NOT_DERIVED.to_owned())
}

fn ambition(cell: &Cell, value: Option<Decimal>) -> Point {
    point(value, cell.ambition.comparator.and_then(bound), NOT_DERIVED.to_owned())
}

fn gap(gap: Option<&Gap>) -> Point {
    let bound = gap.and_then(|gap| bound(gap.comparator));
    point(gap.map(|gap| gap.value), bound, NOT_DERIVED.to_owned())
}

fn share(share: Option<&Share>) -> Point {
    let bound = share.and_then(|share| bound(share.comparator));
    point(share.and_then(|share| share.value), bound, NOT_DERIVED.to_owned())
}

fn exact(value: Option<Decimal>) -> Point {
    point(value, None, NOT_DERIVED.to_owned())
}

fn place(rank: Option<usize>) -> Point {
    exact(rank.map(|rank| Decimal::from(rank as u64)))
}

fn point(value: Option<Decimal>, bound: Option<String>, why: String) -> Point {
    let status = if value.is_some() { bound } else { Some(why) };
    Point { value: value.map(crate::domain::figure::number), status }
}

/// The status of a bound; `None` for an exact figure.
fn bound(comparator: Comparator) -> Option<String> {
    (comparator != Comparator::Eq).then(|| word(comparator))
}
