//! Parsed plans as a person writes them by hand: each statement is on a line of its own, and there is no
//! source text.

use super::parsed;
use plan_targets::catalog::Catalog;
use plan_targets::domain::{Comparator, Kind, Measure, Origin, TableRole, WordRule};
use plan_targets::ingest::{self, Options, read::PlanFile};
use plan_targets::plan::parsed::{Cells, DocumentInfo, Observation, ParsedDocument, Row, Table};
use rust_decimal::Decimal;
use sha2::{Digest, Sha256};
use sqlx::PgPool;

/// An unfinished plan.
#[derive(Debug, Clone)]
pub struct Writing {
    plan: ParsedDocument,
    /// The number of characters of the text so far.
    length: u32,
}

/// The plan of a region for 2021–2025.
pub fn plan(region: &str) -> Writing {
    let table = |id: &str, role, period| Table {
        id: id.to_owned(),
        role,
        title: None,
        period,
        section: None,
        line: 1,
        rows: Vec::new(),
    };
    let info = DocumentInfo {
        id: String::new(),
        horizon: Some(2035),
        ..DocumentInfo::plan(region, &format!("{region} 十四五规划"), [2021, 2025])
    };
    let plan = ParsedDocument {
        tables: vec![
            table("t1", TableRole::Review, [2016, 2020]),
            table("t2", TableRole::Targets, [2021, 2025]),
        ],
        ..parsed::document(info, &sha256(region))
    };
    Writing { plan, length: 0 }
}

fn sha256(name: &str) -> String {
    hex::encode(Sha256::digest(name))
}

/// A figure of a table row: cell, printed text, and its interpretation.
pub type Cell<'c> = (&'c str, &'c str, fn(&mut Observation));

impl Writing {
    /// Changes the period of the plan; the base year is the year before.
    pub fn period(mut self, first: u16, last: u16) -> Self {
        let info = &self.plan.document;
        self.plan.document = DocumentInfo::plan(&info.region, &info.title, [first, last]);
        self.plan.tables.clear();
        self.plan.source.sha256 = sha256(&format!("{}{first}", self.plan.document.region));
        self
    }

    /// Adds a line with this text, and an observation of it.
    fn line(
        &mut self,
        origin: Origin,
        kind: Kind,
        label: &str,
        indicator: &str,
        quote: &str,
    ) -> Observation {
        let line = u32::try_from(self.plan.lines.len()).expect("a short plan") + 1;
        let start = self.length;
        let end = start + u32::try_from(quote.chars().count()).expect("a short quote");
        self.plan.lines.insert(line, [start, end]);
        self.length = end + 1;
        Observation {
            origin,
            indicator: Some(indicator.to_owned()),
            confidence: 0.95,
            ..parsed::observation(kind, label, line, [start, end], quote)
        }
    }

    /// Adds a clause of running text.
    pub fn says(
        mut self,
        kind: Kind,
        indicator: &str,
        quote: &str,
        understood: impl FnOnce(&mut Observation),
    ) -> Self {
        let mut said = self.line(Origin::Prose, kind, indicator, indicator, quote);
        understood(&mut said);
        self.plan.observations.push(said);
        self
    }

    /// Adds a row to the table of targets, or to the review.
    pub fn row(
        mut self,
        role: TableRole,
        indicator: &str,
        label: &str,
        unit: &str,
        cells: &[Cell<'_>],
    ) -> Self {
        let table = usize::from(role == TableRole::Targets);
        let mut printed = Cells::default();
        let first = u32::try_from(self.plan.lines.len()).expect("a short plan") + 1;
        for (cell, text, understood) in cells {
            let text = *text;
            let (kind, place, year, measure) = match (*cell, role) {
                ("base", TableRole::Targets) => {
                    (Kind::Actual, &mut printed.base, 2020, Measure::Level)
                }
                ("base", TableRole::Review) => {
                    (Kind::Actual, &mut printed.base, 2015, Measure::Level)
                }
                ("target", TableRole::Targets) => {
                    (Kind::Target, &mut printed.target, 2025, Measure::Level)
                }
                ("target", TableRole::Review) => {
                    (Kind::Target, &mut printed.target, 2020, Measure::Level)
                }
                ("growth", _) => (Kind::Target, &mut printed.growth, 2025, Measure::AnnualGrowth),
                ("actual", _) => (Kind::Actual, &mut printed.actual, 2020, Measure::Level),
                (other, _) => panic!("no cell {other}"),
            };
            *place = Some(text.to_owned());
            let mut said = self.line(Origin::Table, kind, label, indicator, text);
            said.unit = Some(if measure == Measure::AnnualGrowth { "%" } else { unit }.to_owned());
            said.value = text.trim_matches(|c: char| !c.is_ascii_digit()).parse().ok();
            (said.year, said.measure) = (Some(year), measure);
            said.table = Some(self.plan.tables[table].id.clone());
            said.cell = Some((*cell).to_owned());
            understood(&mut said);
            if said.value.is_none() {
                (said.text, said.unit) = (Some(text.to_owned()), None);
            }
            self.plan.observations.push(said);
        }
        self.plan.tables[table].rows.push(Row {
            line: first,
            no: None,
            category: None,
            group: None,
            label: label.to_owned(),
            unit: Some(unit.to_owned()),
            attribute: None,
            cells: printed,
        });
        self
    }

    /// The plan as a file read by ingest.
    pub fn file(&self) -> PlanFile {
        PlanFile { path: format!("{}.json", self.plan.document.region), plan: self.plan.clone() }
    }
}

/// Sets a number in a unit.
pub fn number(value: &str, unit: &str) -> impl FnOnce(&mut Observation) + use<> {
    let (value, unit): (Decimal, _) = (value.parse().expect("a decimal"), unit.to_owned());
    move |said| (said.value, said.unit) = (Some(value), Some(unit))
}

/// Sets a number with a comparator.
pub fn bound(
    value: &str,
    unit: &str,
    comparator: Comparator,
) -> impl FnOnce(&mut Observation) + use<> {
    let exact = number(value, unit);
    move |said| {
        exact(said);
        said.comparator = comparator;
    }
}

/// Sets a goal in words.
pub fn words(text: &str, rule: Option<WordRule>) -> impl FnOnce(&mut Observation) + use<> {
    let text = text.to_owned();
    move |said| (said.text, said.rule) = (Some(text), rule)
}

/// Keeps the figure of the cell.
pub fn as_printed(_: &mut Observation) {}

/// Makes a figure in brackets: a total over the whole period.
pub fn over_the_period(said: &mut Observation) {
    said.measure = Measure::Cumulative;
}

/// Sets 左右.
pub fn about(said: &mut Observation) {
    said.comparator = Comparator::Approx;
}

/// Loads these plans as one release. The test's attribute has run the migrations.
pub async fn load(db: &PgPool, catalog: &Catalog, plans: &[Writing]) {
    let files = plans.iter().map(Writing::file).collect();
    let quiet = |_: &str| {};
    let checked = ingest::checked(files, None, catalog, &quiet).expect("sound plans");
    ingest::load(db, catalog, checked, Options::default(), &quiet).await.expect("a release");
}
