//! What the database has beyond the parsed plan: ids of hand-written observations, canonical values,
//! status, the row of a table an observation was read from, and what is searched.

use crate::arithmetic::fall::{Bounds, names_fall};
use crate::catalog::Catalog;
use crate::domain::{ChangeDirection, Comparator, Measure, Origin, WordRule};
use crate::plan::id;
use crate::plan::parsed::{CORRECTED, Cells, Correction, Observation, ParsedDocument, Row};
use crate::store::observation::{Derived, Status, Trace};
use crate::store::search::{Fields, Searched};
use rust_decimal::Decimal;
use std::collections::HashSet;

/// Flag of an observation that prints no unit: its canonical value supposes the indicator's.
pub const UNIT_ASSUMED: &str = "unit_assumed";

/// Gives the document, and observations, that have no id their own: that of the document is made of its
/// region, years and kind, that of an observation of its place. A hand-written file has no place but the
/// quote's, so label, kind and cell tell figures of one quote apart.
pub fn fill_ids(plan: &mut ParsedDocument) {
    if plan.document.id.is_empty() {
        plan.document.id = plan.document.derived_id().unwrap_or_default();
    }
    let sha256 = &plan.source.sha256;
    for read in plan.observations.iter_mut().filter(|read| read.id.is_empty()) {
        let place = format!(
            "{}/{}-{}/{:?}/{}/{}/{:?}",
            read.line,
            read.span[0],
            read.span[1],
            read.kind,
            read.label,
            read.cell.as_deref().unwrap_or_default(),
            read.value
        );
        read.id = id::observation(sha256, read.origin, &place);
    }
}

/// Everything derived, one for each observation. For a plan that passed `check`; of any other,
/// what cannot be derived is null.
pub fn derive(plan: &ParsedDocument, catalog: &Catalog) -> Vec<Derived> {
    let rows = rows(plan);
    let all = plan.observations.iter().zip(rows);
    all.map(|(read, row)| one(plan, read, row, catalog)).collect()
}

fn one(
    plan: &ParsedDocument,
    read: &Observation,
    place: Option<(usize, usize)>,
    catalog: &Catalog,
) -> Derived {
    let table = plan.tables.iter().find(|table| Some(&table.id) == read.table.as_ref());
    let row = place.map(|(table, row)| &plan.tables[table].rows[row]);
    let section = plan.sections.iter().find(|section| Some(&section.id) == read.section.as_ref());
    let told = read.corrected();
    let canonical = canonical(&told, catalog);
    let canonical = match canonical.value {
        None if is_figure_corrected(read) => Canonical::of(&told),
        _ => canonical,
    };
    let canonical = canonical.signed(&told, catalog);
    let mut flags = read.flags.clone();
    if read.correction.is_some() && !flags.iter().any(|flag| flag == CORRECTED) {
        flags.push(CORRECTED.to_owned());
    }
    if canonical.assumed && !flags.iter().any(|flag| flag == UNIT_ASSUMED) {
        flags.push(UNIT_ASSUMED.to_owned());
    }
    let fields = Fields {
        label: &told.label,
        label_read: Some(&read.label),
        words: told.text.as_deref(),
        quote: &read.quote,
        group: row.and_then(|row| row.group.as_deref()),
        category: row.and_then(|row| row.category.as_deref()),
        section_title: section.map(|section| section.title.as_str()),
    };
    Derived {
        id: read.id.clone(),
        status: status(&told),
        period: table.map_or(plan.document.period().unwrap_or_default(), |table| table.period),
        comparator: canonical.comparator,
        canonical_value: canonical.value,
        canonical_high: canonical.high,
        canonical_unit: canonical.unit,
        section_title: section.map(|section| section.title.clone()),
        table_role: table.map(|table| table.role),
        row: place,
        cell_text: row
            .zip(read.cell.as_deref())
            .and_then(|(row, cell)| cell_of(&row.cells, cell))
            .map(str::to_owned),
        flags,
        correction: read.correction.as_ref().map(|correction| trace(correction, read)),
        searched: Searched::of_fields(&fields),
    }
}

/// Whether what holds is not what is printed. Then it needs a place of its own beside the printed
/// figure, which stays.
fn is_figure_corrected(read: &Observation) -> bool {
    let told = read.corrected();
    (told.value, told.value_high, &told.unit) != (read.value, read.value_high, &read.unit)
}

fn trace(correction: &Correction, read: &Observation) -> Trace {
    let (set, was) = correction.set_and_was(read);
    Trace {
        reason: correction.reason.clone(),
        set,
        was,
        by: correction.by.clone(),
        on: correction.on.clone(),
        file: correction.file.clone(),
    }
}

/// `stated` with a value; without, by the rule of its words.
fn status(read: &Observation) -> Status {
    match (read.value, read.rule) {
        (Some(_), _) => Status::Stated,
        (None, Some(WordRule::SetByParent)) => Status::Delegated,
        (None, Some(WordRule::InStepWithGdp)) => Status::Relative,
        (None, Some(WordRule::Met) | None) => Status::Qualitative,
    }
}

#[derive(Default)]
struct Canonical {
    value: Option<Decimal>,
    high: Option<Decimal>,
    comparator: Comparator,
    unit: Option<String>,
    /// No unit is printed, and the indicator's was taken.
    assumed: bool,
}

impl Canonical {
    /// The figure in its own unit.
    fn of(told: &Observation) -> Self {
        let (value, high, unit) = (told.value, told.value_high, told.unit.clone());
        Self { value, high, comparator: told.comparator, unit, assumed: false }
    }
}

impl Canonical {
    /// Of a fall: negative, with its bounds turned. A label or an indicator that names the fall itself
    /// (单位GDP能耗降低率) keeps the figure as printed.
    fn signed(self, told: &Observation, catalog: &Catalog) -> Self {
        let indicator = told.indicator.as_deref().and_then(|id| catalog.indicator(id));
        let named = names_fall(&told.label)
            || indicator.is_some_and(|indicator| names_fall(&indicator.name_zh));
        let (Some(value), Some(ChangeDirection::Down), false) = (self.value, told.direction, named)
        else {
            return self;
        };
        let Bounds { value, high, comparator } =
            Bounds { value, high: self.high, comparator: self.comparator }.fallen();
        Self { value: Some(value), high, comparator, ..self }
    }
}

/// The value in the unit its measure is compared in; see `canonical_unit` in the schema.
fn canonical(read: &Observation, catalog: &Catalog) -> Canonical {
    let indicator = read
        .indicator
        .as_ref()
        .and_then(|id| catalog.indicators.iter().find(|indicator| indicator.id == *id));
    let (Some(indicator), Some(value)) = (indicator, read.value) else {
        return Canonical { comparator: read.comparator, ..Canonical::default() };
    };
    let printed = read.unit.as_deref();
    let as_printed = |unit: Option<&str>| Canonical {
        value: Some(value),
        high: read.value_high,
        comparator: read.comparator,
        unit: unit.map(str::to_owned),
        assumed: false,
    };
    let converted = indicator.convert(value, printed).map(|value| Canonical {
        value: Some(value),
        high: read.value_high.and_then(|high| indicator.convert(high, printed)),
        comparator: read.comparator,
        unit: indicator.unit.clone(),
        assumed: printed.is_none() && indicator.unit.is_some(),
    });
    match read.measure {
        Measure::Level => converted
            .unwrap_or_else(|| Canonical { comparator: read.comparator, ..Canonical::default() }),
        // A total of 百分点 is a share's: it stays what it is.
        Measure::Cumulative => converted.unwrap_or_else(|| as_printed(printed)),
        Measure::Change => match converted {
            Some(converted) if printed.is_some() => converted,
            _ => as_printed(printed),
        },
        Measure::AnnualGrowth => as_printed(Some("%")),
        Measure::RatioMultiple => as_printed(Some("倍")),
    }
}

/// Positions of table and row of each observation; null in running text, and where no row has the
/// label and that cell. Among rows that would do, one whose cell no other observation has, of exactly
/// the label, and the nearest above.
pub fn rows(plan: &ParsedDocument) -> Vec<Option<(usize, usize)>> {
    let mut used = HashSet::new();
    let place = |read: &Observation| {
        if read.origin != Origin::Table {
            return None;
        }
        let at = plan.tables.iter().position(|table| Some(&table.id) == read.table.as_ref())?;
        let cell = read.cell.as_deref()?;
        let row = (plan.tables[at].rows.iter().enumerate())
            .filter(|(_, row)| names(&read.label, row) && cell_of(&row.cells, cell).is_some())
            .min_by_key(|(row, candidate)| {
                let taken = used.contains(&(at, *row, cell.to_owned()));
                let exact = candidate.label == read.label;
                // A cell stands on or below the line its row begins on, unless it was carried down.
                let below = candidate.line <= read.line;
                (taken, !exact, !below, candidate.line.abs_diff(read.line))
            })
            .map(|(row, _)| row)?;
        used.insert((at, row, cell.to_owned()));
        Some((at, row))
    };
    plan.observations.iter().map(place).collect()
}

/// Whether the label of an observation is this row's: alone, or with words of the parent row before or
/// behind it (化学需氧量 under 主要污染物排放削减 is 化学需氧量排放削减).
fn names(label: &str, row: &Row) -> bool {
    label == row.label || (row.group.is_some() && label.contains(&row.label))
}

/// A cell by its name; null where it is empty, and for a name that is none.
pub fn cell_of<'c>(cells: &'c Cells, name: &str) -> Option<&'c str> {
    match name {
        "base" => cells.base.as_deref(),
        "target" => cells.target.as_deref(),
        "growth" => cells.growth.as_deref(),
        "actual" => cells.actual.as_deref(),
        "actual_growth" => cells.actual_growth.as_deref(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Comparator, Kind, TableRole};
    use crate::plan::parsed::{DocumentInfo, FORMAT, SourceInfo, Table};

    fn row(line: u32, group: Option<&str>, label: &str, target: Option<&str>) -> Row {
        Row {
            line,
            no: None,
            category: None,
            group: group.map(str::to_owned),
            label: label.to_owned(),
            unit: None,
            attribute: None,
            cells: Cells { target: target.map(str::to_owned), ..Cells::default() },
        }
    }

    fn read(line: u32, label: &str, cell: Option<&str>) -> Observation {
        Observation {
            id: String::new(),
            origin: Origin::Table,
            kind: Kind::Target,
            label: label.to_owned(),
            indicator: None,
            value: Some(1.into()),
            value_high: None,
            text: None,
            rule: None,
            unit: None,
            comparator: Comparator::Eq,
            measure: Measure::Level,
            year: None,
            since: None,
            direction: None,
            attribute: None,
            line,
            page: None,
            span: [0, 1],
            quote: String::from("1"),
            section: None,
            table: Some(String::from("t1")),
            cell: cell.map(str::to_owned),
            read_by: None,
            confidence: 1.0,
            flags: Vec::new(),
            correction: None,
        }
    }

    fn plan(rows: Vec<Row>, observations: Vec<Observation>) -> ParsedDocument {
        ParsedDocument {
            format: FORMAT.to_owned(),
            source: SourceInfo {
                file: String::from("jia.txt"),
                sha256: "a".repeat(64),
                bytes: 1,
                encoding: String::from("UTF-8"),
            },
            document: DocumentInfo::plan("jia", "", [2021, 2025]),
            contents: crate::plan::parsed::Contents::All,
            sections: Vec::new(),
            tables: vec![Table {
                id: String::from("t1"),
                role: TableRole::Targets,
                title: None,
                period: [2021, 2025],
                section: None,
                line: 1,
                rows,
            }],
            observations,
            lines: std::collections::BTreeMap::new(),
            withdrawn: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// Line of the row each observation is traced to.
    fn traced(plan: &ParsedDocument) -> Vec<Option<u32>> {
        let lines = rows(plan).into_iter();
        lines.map(|at| at.map(|(table, row)| plan.tables[table].rows[row].line)).collect()
    }

    #[test]
    fn a_row_is_found_by_its_label_whichever_line_the_cell_stands_on() {
        let rows = vec![
            row(10, None, "建成区绿地率", Some("38")),
            row(20, None, "绿地率", Some("35")),
            row(30, Some("主要污染物排放削减"), "化学需氧量", Some("达标")),
            row(40, Some("主要污染物排放削减"), "氨氮", Some("达标")),
        ];
        let observations = vec![
            read(26, "绿地率", Some("target")),
            read(10, "建成区绿地率", Some("target")),
            read(36, "化学需氧量排放削减", Some("target")),
            // Carried down from the row before.
            read(36, "氨氮排放削减", Some("target")),
        ];
        assert_eq!(traced(&plan(rows, observations)), [Some(20), Some(10), Some(30), Some(40)]);
    }

    #[test]
    fn rows_of_one_label_are_told_apart_by_line_and_none_is_taken_twice() {
        let twins = || vec![row(10, None, "水质", Some("1")), row(12, None, "水质", Some("1"))];
        let apart = vec![read(13, "水质", Some("target")), read(11, "水质", Some("target"))];
        assert_eq!(traced(&plan(twins(), apart)), [Some(12), Some(10)]);
        let together = vec![read(12, "水质", Some("target")), read(12, "水质", Some("target"))];
        assert_eq!(traced(&plan(twins(), together)), [Some(12), Some(10)]);
    }

    #[test]
    fn no_row_is_invented() {
        let rows = || vec![row(10, None, "绿地率", Some("35")), row(20, None, "森林覆盖率", None)];
        let observations = vec![
            read(10, "绿化率", Some("target")),
            read(10, "绿地率", Some("base")),
            read(10, "绿地率", None),
            read(20, "森林覆盖率", Some("target")),
        ];
        assert_eq!(traced(&plan(rows(), observations)), [None; 4]);
    }

    #[test]
    fn a_value_is_told_in_the_unit_its_measure_is_compared_in() {
        let catalog = Catalog::embedded().unwrap();
        let told = |measure, unit: Option<&str>| {
            let mut read = read(1, "地区生产总值", None);
            read.indicator = Some(String::from("gdp"));
            read.measure = measure;
            read.unit = unit.map(str::to_owned);
            let Canonical { value, unit, assumed, .. } = canonical(&read, &catalog);
            let value = value.map(|value| value.to_string()).unwrap_or_default();
            format!("{value} {}{}", unit.unwrap_or_default(), if assumed { " assumed" } else { "" })
        };
        assert_eq!(told(Measure::Level, Some("万亿元")), "10000 亿元");
        assert_eq!(told(Measure::Level, None), "1 亿元 assumed");
        assert_eq!(told(Measure::Cumulative, Some("万元")), "0.0001 亿元");
        assert_eq!(told(Measure::Change, Some("百分点")), "1 百分点");
        assert_eq!(told(Measure::Change, Some("万亿元")), "10000 亿元");
        assert_eq!(told(Measure::Change, None), "1 ");
        assert_eq!(told(Measure::AnnualGrowth, None), "1 %");
        assert_eq!(told(Measure::RatioMultiple, None), "1 倍");
    }

    #[test]
    fn words_and_labels_without_an_indicator_have_no_canonical_value() {
        let catalog = Catalog::embedded().unwrap();
        let mut unknown = read(1, "幸福感", None);
        assert!(canonical(&unknown, &catalog).value.is_none());
        unknown.indicator = Some(String::from("gdp"));
        unknown.value = None;
        assert!(canonical(&unknown, &catalog).value.is_none());
    }
}
