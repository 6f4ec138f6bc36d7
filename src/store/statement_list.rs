//! The statements of a document on one indicator, as one value of the database. Comparisons, series and checks read all
//! fields of all of them; a row for each statement with a column for each field costs PostgreSQL several times as much, and
//! this program too. `observation` has the same, field by field, for everything that is searched, sorted or counted.
//!
//! A list is a byte that tells the format, then the statements in the order of the document, each in the format of the
//! library `postcard`: its fields in the order of [`Entry`], without their names. **Whoever changes the fields, or the
//! order of the words of an enumeration among them, changes [`FORMAT`]**; a database that was loaded before is then loaded
//! anew.

use super::columns::decode;
use super::copy_rows::CopyRows;
use super::database::Result;
use super::observation::DerivedFields;
use crate::domain::shown::Shown;
use crate::domain::{
    Attribute, ChangeDirection, Comparator, Kind, Measure, Origin, Statement, TableRole, WordRule,
};
use crate::plan::parsed::{Observation, ParsedDocument};
use futures_util::TryStreamExt;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use sqlx::{PgExecutor, Row};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The statement that takes [`write_rows`].
pub(super) const COPY: &str =
    "copy statement_list (revision_id, indicator_id, statements) from stdin";

/// The indicator of statements that the catalogue has none for.
const NONE: &str = "";

/// The format of the lists that this program writes and reads.
const FORMAT: u8 = 1;

/// A statement in a list. Its fields are those of [`Statement`]; plan, document and indicator are those of the row.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Entry<'e> {
    position: u32,
    id: &'e str,
    kind: Kind,
    origin: Origin,
    label: &'e str,
    value: Option<Figure>,
    value_high: Option<Figure>,
    #[serde(borrow)]
    unit: Option<&'e str>,
    comparator: Comparator,
    measure: Measure,
    year: Option<u16>,
    since: Option<u16>,
    direction: Option<ChangeDirection>,
    attribute: Option<Attribute>,
    #[serde(borrow)]
    text: Option<&'e str>,
    rule: Option<WordRule>,
    printed_value: Option<Figure>,
    printed_high: Option<Figure>,
    #[serde(borrow)]
    printed_unit: Option<&'e str>,
    table_role: Option<TableRole>,
    #[serde(borrow)]
    table: Option<&'e str>,
    #[serde(borrow)]
    table_title: Option<&'e str>,
    row: Option<i32>,
    #[serde(borrow)]
    group: Option<&'e str>,
    line: u32,
    #[serde(borrow)]
    section: Option<&'e str>,
    quote: &'e str,
    #[serde(borrow)]
    read_by: Option<&'e str>,
    confidence: f64,
    #[serde(borrow)]
    flags: Vec<&'e str>,
}

impl<'e> Entry<'e> {
    /// The entry of an observation; `read` is `printed` as corrected.
    fn of(
        position: usize,
        document: &'e ParsedDocument,
        (printed, read): (&'e Observation, &'e Observation),
        new: &'e DerivedFields,
    ) -> Self {
        let table = document.tables.iter().find(|table| Some(&table.id) == read.table.as_ref());
        let row = new.row.map(|(table, row)| &document.tables[table].rows[row]);
        Self {
            position: number(position),
            id: &new.id,
            kind: read.kind,
            origin: read.origin,
            label: &read.label,
            value: new.canonical_value.map(Figure::of),
            value_high: new.canonical_high.map(Figure::of),
            unit: new.canonical_unit.as_deref(),
            comparator: new.comparator,
            measure: read.measure,
            year: read.year,
            since: read.since,
            direction: read.direction,
            attribute: read.attribute,
            text: read.text.as_deref(),
            rule: read.rule,
            printed_value: printed.value.map(Figure::of),
            printed_high: printed.value_high.map(Figure::of),
            printed_unit: printed.unit.as_deref(),
            table_role: new.table_role,
            table: read.table.as_deref(),
            table_title: table.and_then(|table| table.title.as_deref()),
            row: new.row.map(|(_, row)| number(row)),
            group: row.and_then(|row| row.group.as_deref()),
            line: read.line,
            section: read.section.as_deref(),
            quote: &read.quote,
            read_by: read.read_by.as_deref(),
            confidence: read.confidence,
            flags: new.flags.iter().map(String::as_str).collect(),
        }
    }
}

/// A place, which is far below the largest number.
fn number<T: TryFrom<usize> + Default>(place: usize) -> T {
    T::try_from(place).unwrap_or_default()
}

/// Writes the lists of a document, by indicator; `derived` has one entry for each observation.
pub(super) fn write_rows(
    rows: &mut CopyRows,
    revision: i32,
    document: &ParsedDocument,
    derived: &[DerivedFields],
) {
    let printed = &document.observations;
    let corrected: Vec<Cow<'_, Observation>> = printed.iter().map(Observation::corrected).collect();
    let mut lists: BTreeMap<&str, Vec<Entry<'_>>> = BTreeMap::new();
    for (position, read) in corrected.iter().enumerate() {
        let entry = Entry::of(position, document, (&printed[position], read), &derived[position]);
        lists.entry(read.indicator.as_deref().unwrap_or(NONE)).or_default().push(entry);
    }
    for (indicator, entries) in lists {
        rows.row().number(revision).text(indicator).bytes(&encoded(&entries));
    }
}

/// A list of these entries.
fn encoded(entries: &[Entry<'_>]) -> Vec<u8> {
    let mut list = vec![FORMAT];
    for entry in entries {
        // Writing plain structures into memory cannot fail.
        list = postcard::to_extend(entry, list).unwrap_or_default();
    }
    list
}

/// Reads the lists of these revisions, on these indicators or on all, in any order.
///
/// # Errors
/// Those of the database and of `take`.
pub(super) async fn read(
    db: impl PgExecutor<'_>,
    revisions: &[i32],
    indicators: Option<&[&str]>,
    mut take: impl FnMut(List<'_>) -> Result<()>,
) -> Result<()> {
    let query = match indicators {
        Some(indicators) => sqlx::query(OF_INDICATORS).bind(revisions).bind(indicators),
        None => sqlx::query(OF_REVISIONS).bind(revisions),
    };
    // Takes each list while PostgreSQL finds the next ones.
    let mut rows = query.fetch(db);
    while let Some(row) = rows.try_next().await? {
        let (revision, indicator, statements) = (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
        take(List { revision, indicator, statements })?;
    }
    Ok(())
}

/// The lists of revisions ($1) on indicators ($2). Public for the measurement that runs it without the server.
pub const OF_INDICATORS: &str = "
    select revision_id, indicator_id, statements
    from statement_list where revision_id = any($1) and indicator_id = any($2)";
/// The same of all indicators.
const OF_REVISIONS: &str =
    "select revision_id, indicator_id, statements from statement_list where revision_id = any($1)";

/// A list as it is stored.
pub(super) struct List<'r> {
    pub(super) revision: i32,
    pub(super) indicator: &'r str,
    statements: &'r [u8],
}

/// A statement of a document, and what only some readers of it need.
pub(super) struct ListedStatement {
    /// Order in the document, from 0.
    pub(super) position: u32,
    /// The direction of a change, where the words say it.
    pub(super) direction: Option<ChangeDirection>,
    pub(super) statement: Statement,
}

/// Reads lists. Texts that are equal to the one before are shared.
#[derive(Default)]
pub(super) struct ListReader {
    indicator: Shared,
    unit: Shared,
    printed_unit: Shared,
    table: Shared,
    table_title: Shared,
    group: Shared,
    section: Shared,
    read_by: Shared,
}

impl ListReader {
    /// The statements of a list of this document.
    ///
    /// # Errors
    /// The bytes are no list, or have a word that the enumerations do not have.
    pub(super) fn read(
        &mut self,
        (plan, document): (&Arc<str>, &Arc<str>),
        list: &List<'_>,
    ) -> Result<Vec<ListedStatement>> {
        let indicator = self.indicator.of(list.indicator);
        let mut rest = match list.statements {
            [FORMAT, entries @ ..] => entries,
            other => return Err(decode(OtherFormat(other.first().copied().unwrap_or_default()))),
        };
        let mut read = Vec::new();
        while !rest.is_empty() {
            let entry: Entry<'_>;
            (entry, rest) = postcard::take_from_bytes(rest).map_err(decode)?;
            read.push(ListedStatement {
                position: entry.position,
                direction: entry.direction,
                statement: Statement {
                    id: entry.id.into(),
                    plan: Arc::clone(plan),
                    indicator: Arc::clone(&indicator),
                    kind: entry.kind,
                    origin: entry.origin,
                    label: entry.label.into(),
                    value: Figure::read(entry.value)?,
                    value_high: Figure::read(entry.value_high)?,
                    unit: self.unit.or_null(entry.unit),
                    comparator: entry.comparator,
                    measure: entry.measure,
                    year: entry.year,
                    since: entry.since,
                    attribute: entry.attribute,
                    text: entry.text.map(Arc::from),
                    rule: entry.rule,
                    printed_value: Figure::read(entry.printed_value)?,
                    printed_high: Figure::read(entry.printed_high)?,
                    printed_unit: self.printed_unit.or_null(entry.printed_unit),
                    table_role: entry.table_role,
                    table: self.table.or_null(entry.table),
                    table_title: self.table_title.or_null(entry.table_title),
                    row: entry.row,
                    group: self.group.or_null(entry.group),
                    document: Arc::clone(document),
                    line: entry.line,
                    section: self.section.or_null(entry.section),
                    quote: entry.quote.into(),
                    read_by: self.read_by.or_null(entry.read_by),
                    confidence: entry.confidence,
                    flags: entry.flags.into_iter().map(Arc::from).collect(),
                    shown: Shown::default(),
                },
            });
        }
        Ok(read)
    }
}

/// The last text of a field whose texts repeat.
#[derive(Default)]
struct Shared(Option<Arc<str>>);

impl Shared {
    fn of(&mut self, text: &str) -> Arc<str> {
        match &self.0 {
            Some(known) if **known == *text => Arc::clone(known),
            _ => Arc::clone(self.0.insert(text.into())),
        }
    }

    fn or_null(&mut self, text: Option<&str>) -> Option<Arc<str>> {
        text.map(|text| self.of(text))
    }
}

/// A figure with all its digits: the digits, and how many of them follow the point.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Figure(i128, u32);

impl Figure {
    fn of(figure: Decimal) -> Self {
        Self(figure.mantissa(), figure.scale())
    }

    fn read(figure: Option<Self>) -> Result<Option<Decimal>> {
        let read = |Self(digits, scale)| Decimal::try_from_i128_with_scale(digits, scale);
        figure.map(read).transpose().map_err(decode)
    }
}

/// A list in a format that this program does not know.
#[derive(Debug, thiserror::Error)]
#[error(
    "a list of statements has format {0}, and this program reads format {FORMAT}: load the data into an empty database with it"
)]
struct OtherFormat(u8);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::words::word;

    fn entry() -> Entry<'static> {
        Entry {
            position: 300,
            id: "97d1cee27bc30ca0",
            kind: Kind::Target,
            origin: Origin::Prose,
            label: "a\tb",
            value: Some(Figure::of(Decimal::new(-7_50, 2))),
            value_high: Some(Figure::of(Decimal::MAX)),
            unit: Some("%"),
            comparator: Comparator::Approx,
            measure: Measure::RatioMultiple,
            year: Some(2025),
            since: Some(2020),
            direction: Some(ChangeDirection::Down),
            attribute: Some(Attribute::Expected),
            text: Some("词"),
            rule: Some(WordRule::Met),
            printed_value: Some(Figure::of(Decimal::new(15_600, 1))),
            printed_high: None,
            printed_unit: Some("亿元"),
            table_role: Some(TableRole::Outcomes),
            table: Some("t1"),
            table_title: Some("表"),
            row: Some(2),
            group: Some("组"),
            line: 190,
            section: Some("1.4"),
            quote: "q",
            read_by: Some("prose/level"),
            confidence: 0.95,
            flags: vec!["wrapped", "digit_lost"],
        }
    }

    /// Fails where a field, or a word of an enumeration, has another place than in the lists of loaded databases.
    #[test]
    fn the_format_is_the_one_of_loaded_databases() {
        let list = hex::encode(encoded(&[entry()]));
        let (fields, others) = list.split_at(130);
        assert_eq!(
            fields,
            "01ac02103937643163656532376263333063613000010361096201db0b0201feffffffffffffffffffffffff3f00010125050401e90f01e40f010101010103e8af"
        );
        assert_eq!(
            others,
            "8d010201e0f30101000106e4babfe585830102010274310103e8a1a801040103e7bb84be010103312e340171010b70726f73652f6c6576656c666666666666ee3f\
             0207777261707065640a64696769745f6c6f7374"
        );
        assert_eq!(words::<Kind>(), "target actual");
        assert_eq!(words::<Origin>(), "table prose");
        assert_eq!(words::<Comparator>(), "eq ge gt le lt approx");
        assert_eq!(words::<Measure>(), "level cumulative annual_growth change ratio_multiple");
        assert_eq!(words::<ChangeDirection>(), "up down");
        assert_eq!(words::<Attribute>(), "binding expected");
        assert_eq!(words::<WordRule>(), "set_by_parent in_step_with_gdp met");
        assert_eq!(words::<TableRole>(), "targets review outcomes");
    }

    /// The words that a list has as 0, 1, 2 and so on.
    fn words<T: for<'d> Deserialize<'d> + Serialize>() -> String {
        let written = |place| postcard::from_bytes::<T>(&[place]).ok().map(word);
        (0..).map_while(written).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_list_is_read_as_it_was_written() {
        let list = encoded(&[entry(), Entry { position: 301, value: None, ..entry() }]);
        let (plan, document) = (Arc::from("plan"), Arc::from("document"));
        let list = List { revision: 1, indicator: "gdp", statements: &list };
        let read = ListReader::default().read((&plan, &document), &list).unwrap();
        assert_eq!(read.iter().map(|one| one.position).collect::<Vec<_>>(), [300, 301]);
        assert_eq!(read[0].direction, Some(ChangeDirection::Down));
        let said = &read[0].statement;
        assert_eq!(said.value.unwrap().to_string(), "-7.50");
        assert_eq!(said.value_high, Some(Decimal::MAX));
        assert_eq!(said.printed_value.unwrap().to_string(), "1560.0");
        assert_eq!((&*said.indicator, &*said.label, &*said.quote), ("gdp", "a\tb", "q"));
        assert_eq!(
            said.flags.iter().map(|flag| &**flag).collect::<Vec<_>>(),
            ["wrapped", "digit_lost"]
        );
        assert_eq!(read[1].statement.value, None);
    }

    #[test]
    fn a_list_that_ends_too_early_is_an_error() {
        let list = encoded(&[entry()]);
        let (plan, document) = (Arc::from("plan"), Arc::from("document"));
        let list = List { revision: 1, indicator: "gdp", statements: &list[..list.len() - 1] };
        assert!(ListReader::default().read((&plan, &document), &list).is_err());
    }
}
