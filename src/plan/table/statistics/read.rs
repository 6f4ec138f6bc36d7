//! Reads a table of statistics into rows and observations.

use super::heads::{Block, Column, blocks};
use super::label::{self, RowName};
use super::rows::{self, PrintedRow};
use super::title::Title;
use crate::domain::{Kind, Measure, TableRole};
use crate::plan::lexicon::statistics::ADDED;
use crate::plan::parsed::{Cells, Observation, Row, Table, Warning, WarningKind};
use crate::plan::table::cell::{Content, Figure, content, pattern};
use crate::plan::table::grid::{Cell, RawTable};
use crate::plan::table::observation::{Context, Reading};
use regex::Regex;
use std::collections::HashMap;
use std::sync::LazyLock;

static IS_ADDED: LazyLock<Regex> = LazyLock::new(|| pattern(ADDED));

/// The content of a table.
#[derive(Debug)]
pub(crate) struct StatisticsRead {
    pub table: Table,
    pub observations: Vec<Observation>,
    pub warnings: Vec<Warning>,
    /// Line of the title; `None` where there is none.
    pub title_line: Option<u32>,
}

/// Reads a table. Figures are of `year` unless their head names another. `None` where it is no table of
/// statistics.
pub(crate) fn read(
    context: Context<'_>,
    raw: &RawTable,
    title: &Title,
    year: u16,
) -> Option<StatisticsRead> {
    let blocks = blocks(raw.shape, &raw.header, &raw.rows, title)?;
    let mut reader = Reader { title, year, series: Vec::new(), warnings: Vec::new() };
    for block in &blocks {
        let printed = rows::read(context.source, raw, block);
        for row in &printed {
            reader.row(block, &printed, row);
        }
    }
    let mut series = reader.series;
    series.sort_by_key(|one| one.row.line);
    let mut on_line: HashMap<u32, usize> = HashMap::new();
    let mut observations = Vec::new();
    for one in &series {
        let ordinal = on_line.entry(one.row.line).or_default();
        observations.extend(one.observations(context, *ordinal, year));
        *ordinal += 1;
    }
    let mut warnings = reader.warnings;
    let line =
        raw.header.iter().flatten().find(|cell| !cell.is_empty()).map_or(raw.lines.0, |c| c.line);
    for (at, words) in unknown(&blocks) {
        let holds = |row: &&Vec<Cell>| {
            row.get(at).is_some_and(|cell| matches!(content(&cell.text), Content::Figure(_)))
        };
        if raw.rows.iter().any(|row| holds(&row)) {
            let kind = WarningKind::ColumnNotRead { column: words };
            warnings.push(Warning { line: Some(line), kind });
        }
    }
    let section = context.outline.section_at(line).map(|section| section.id.clone());
    Some(StatisticsRead {
        table: Table {
            id: context.table.to_owned(),
            role: TableRole::Outcomes,
            title: title.printed.as_ref().map(|(_, words)| words.clone()),
            period: [year, year],
            section,
            line,
            rows: series.into_iter().map(|one| one.into_row(year)).collect(),
        },
        observations,
        warnings,
        title_line: title.printed.as_ref().map(|(line, _)| *line),
    })
}

fn unknown(blocks: &[Block]) -> Vec<(usize, String)> {
    let columns = blocks.iter().flat_map(|block| &block.columns);
    columns
        .filter_map(|(at, column)| match column {
            Column::Unknown(words) => Some((*at, words.clone())),
            _ => None,
        })
        .collect()
}

/// An amount or a share of a printed row, with its growth.
struct Series {
    row: Row,
    /// Each with its year: that of the document, or the year before it.
    amounts: Vec<(Cell, Figure, u16)>,
    /// With the unit in its head.
    growth: Option<(Cell, Figure, Option<String>)>,
    is_share: bool,
}

impl Series {
    /// The observations of the cells. `ordinal` is the index of the row among the rows on the printed line.
    fn observations(&self, context: Context<'_>, ordinal: usize, year: u16) -> Vec<Observation> {
        let of_whole = self.row.group.as_deref();
        let reading = |cell, figure, name, measure, unit: Option<String>, year, since| {
            let label = self.row.label.clone();
            let id = |label: &str| indicator(context, label, unit.as_deref(), measure);
            // A part (全国人口（城镇）) must not have the indicator of the whole.
            let indicator = id(&label)
                .filter(|found| of_whole.is_none_or(|whole| id(whole).as_ref() != Some(found)));
            let mut reading = Reading {
                row: &self.row,
                ordinal,
                label_cell: cell,
                cell,
                name,
                figure: Some(figure),
                label,
                indicator,
                kind: Kind::Actual,
                measure,
                unit,
                year,
                since,
                direction: None,
                flags: Vec::new(),
                confidence: 0.97,
            };
            if reading.unit.is_none() {
                reading.doubt("unit_missing", 0.92);
            }
            reading.observation(context)
        };
        let added = !self.is_share && IS_ADDED.is_match(&self.row.label);
        let amounts = self.amounts.iter().map(|(cell, figure, of)| {
            let unit = figure.unit.clone().or_else(|| self.row.unit.clone());
            let name = if of + 1 == year { "base" } else { "actual" };
            let (measure, since) =
                if added { (Measure::Cumulative, Some(of - 1)) } else { (Measure::Level, None) };
            reading(cell, figure, name, measure, unit, *of, since)
        });
        let growth = self.growth.iter().map(|(cell, figure, unit)| {
            let unit = figure.unit.clone().or_else(|| unit.clone()).unwrap_or("%".to_owned());
            // 增长1.1倍 is annual growth too.
            let points = !matches!(unit.as_str(), "%" | "‰" | "倍");
            let measure = if points { Measure::Change } else { Measure::AnnualGrowth };
            reading(cell, figure, "actual_growth", measure, Some(unit), year, Some(year - 1))
        });
        amounts.chain(growth).collect()
    }

    /// The row with its cells as printed.
    fn into_row(self, year: u16) -> Row {
        let of = |wanted: u16| {
            let found = self.amounts.iter().find(|(_, _, year)| *year == wanted);
            found.map(|(cell, ..)| cell.text.clone())
        };
        let first = self.amounts.first().map(|(cell, ..)| cell.text.clone());
        let base = of(year - 1);
        let actual = of(year).or_else(|| first.filter(|_| base.is_none()));
        let actual_growth = self.growth.as_ref().map(|(cell, ..)| cell.text.clone());
        Row { cells: Cells { base, actual, actual_growth, ..Cells::default() }, ..self.row }
    }
}

fn indicator(
    context: Context<'_>,
    label: &str,
    unit: Option<&str>,
    measure: Measure,
) -> Option<String> {
    let found = match context.region {
        Some(region) => context.catalog.indicator_in(region, label, unit, measure),
        None => context.catalog.indicator_for(label, unit, measure),
    };
    found.map(|indicator| indicator.id.clone())
}

struct Reader<'c> {
    title: &'c Title,
    year: u16,
    series: Vec<Series>,
    warnings: Vec<Warning>,
}

impl Reader<'_> {
    /// Adds the series of a printed row.
    fn row(&mut self, block: &Block, all: &[PrintedRow], printed: &PrintedRow) {
        let parent = printed.parent.and_then(|at| all.get(at)).map(|parent| parent.name.as_str());
        let named = RowName { name: &printed.name, parent };
        let first = self.series.len();
        for ((_, column), cell) in block.columns.iter().zip(&printed.cells) {
            if matches!(column, Column::Unit | Column::Aside | Column::Unknown(_)) {
                continue;
            }
            let figure = match content(&cell.text) {
                Content::Figure(figure) => figure,
                Content::Empty | Content::Dash => continue,
                _ => {
                    self.warnings.push(unread(printed, &cell.text));
                    continue;
                }
            };
            match column {
                Column::Amount { name, unit, year } => {
                    let label = label::of_amount(block, self.title, named, name);
                    let year = year.unwrap_or(self.year);
                    if !self.joins(first, &label, year) {
                        let unit = unit.clone().or_else(|| printed.unit.clone());
                        self.open(printed, label, parent, unit.or_else(|| self.title.unit.clone()));
                    }
                    if let Some(one) = self.series.last_mut() {
                        one.amounts.push((cell.clone(), figure, year));
                    }
                }
                Column::Share { name, unit } => {
                    let before = self.series[first..].iter().rev().find(|one| !one.is_share);
                    let before = before.map(|one| one.row.label.clone());
                    let label = label::of_share(before.as_deref(), named, name);
                    let year = self.year;
                    let one =
                        self.open(printed, label, parent, Some(unit.clone().unwrap_or("%".into())));
                    one.is_share = true;
                    one.amounts.push((cell.clone(), figure, year));
                }
                Column::Growth { unit, area } => {
                    let growth = Some((cell.clone(), figure, unit.clone()));
                    let last = self.series[first..].last_mut();
                    let open = last.filter(|one| one.growth.is_none() && area.is_none());
                    if let Some(one) = open {
                        one.growth = growth;
                    } else {
                        let label = label::of_growth(block, self.title, named, area.as_deref());
                        self.open(printed, label, parent, Some("%".into())).growth = growth;
                    }
                }
                Column::Unit | Column::Aside | Column::Unknown(_) => {}
            }
        }
        self.warnings.extend(printed.unread.iter().map(|cells| unread(printed, cells)));
    }

    /// Whether an amount belongs to the last series: the same label, and the year before it or after it.
    fn joins(&self, first: usize, label: &str, year: u16) -> bool {
        let near = |of: u16| of == self.year || of + 1 == self.year;
        self.series[first..].last().is_some_and(|one| {
            one.row.label == label
                && one.growth.is_none()
                && near(year)
                && one.amounts.iter().all(|(_, _, of)| near(*of) && *of != year)
        })
    }

    fn open(
        &mut self,
        printed: &PrintedRow,
        label: String,
        parent: Option<&str>,
        unit: Option<String>,
    ) -> &mut Series {
        self.series.push(Series {
            row: Row {
                line: printed.cell.line,
                no: None,
                category: None,
                group: parent.map(str::to_owned),
                label,
                unit,
                attribute: None,
                cells: Cells::default(),
            },
            amounts: Vec::new(),
            growth: None,
            is_share: false,
        });
        let last = self.series.len() - 1;
        &mut self.series[last]
    }
}

fn unread(printed: &PrintedRow, cells: &str) -> Warning {
    let kind = WarningKind::CellsNotRead { label: printed.name.clone(), cells: cells.to_owned() };
    Warning { line: Some(printed.cell.line), kind }
}
