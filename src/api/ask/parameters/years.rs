//! Years and periods.

use super::names::list_of;
use crate::api::ask::declare::Parameter;
use crate::api::ask::reader::QueryReader;
use crate::api::problem::FieldError;
use crate::domain::text::{Text, text};
use std::ops::RangeInclusive;
use utoipa::openapi::schema::Type;
use utoipa::openapi::{ObjectBuilder, RefOr, Schema};

/// The years that a plan can contain.
const YEARS: RangeInclusive<u16> = 1949..=2100;

/// The same as a regular expression.
const YEAR: &str = "(19(49|[5-9][0-9])|20[0-9][0-9]|2100)";

/// One year; `None` where it is left out.
#[derive(Debug)]
pub struct Year;

impl Parameter for Year {
    type Value = Option<u16>;

    fn read(reader: &mut QueryReader<'_>, name: &'static str) -> Option<u16> {
        let raw = reader.raw(name)?;
        let Some(year) = year(&raw) else {
            let (first, last) = YEARS.into_inner();
            let reason =
                text!("not a year from {first} to {last}", "不是 {first} 到 {last} 之间的年份");
            return reader.refuse(name, &raw, reason);
        };
        reader.note_filter(name, year.into());
        Some(year)
    }

    fn schema() -> RefOr<Schema> {
        let (first, last) = YEARS.into_inner();
        super::numbers::integer(Some(first.into()), Some(last.into())).into()
    }
}

/// Years: `2025`, `2020,2025`, `2020..2025`; ascending, each once. `None` where left out.
#[derive(Debug)]
pub struct Years;

impl Parameter for Years {
    type Value = Option<Vec<u16>>;
    const IS_LIST: bool = true;

    fn read(reader: &mut QueryReader<'_>, name: &'static str) -> Option<Vec<u16>> {
        let given = reader.list(name)?;
        let mut years = Vec::new();
        for word in &given {
            let (first, last) = word.split_once("..").unwrap_or((word, word));
            match (year(first), year(last)) {
                (Some(first), Some(last)) if first <= last => years.extend(first..=last),
                _ => {
                    let (first, last) = YEARS.into_inner();
                    let reason = text!(
                        "not a year from {first} to {last}, nor years from..to",
                        "不是 {first} 到 {last} 之间的年份，也不是 起..止 形式的年份区间"
                    );
                    reader.error(FieldError::value(name, word, reason));
                }
            }
        }
        years.sort_unstable();
        years.dedup();
        reader.note_filter_as(name, years.clone().into(), ranges(&years));
        Some(years)
    }

    fn schema() -> RefOr<Schema> {
        let years = ObjectBuilder::new().schema_type(Type::String);
        list_of(years.pattern(Some(format!("^{YEAR}(\\.\\.{YEAR})?$"))))
    }
}

/// The period of a plan, `2021-2025`: its first and last year; `None` where left out.
#[derive(Debug)]
pub struct PlanPeriod;

impl Parameter for PlanPeriod {
    type Value = Option<(u16, u16)>;

    fn read(reader: &mut QueryReader<'_>, name: &'static str) -> Option<(u16, u16)> {
        let raw = reader.raw(name)?;
        let parts = raw.split_once('-').and_then(|(first, last)| Some((year(first)?, year(last)?)));
        let Some((first, last)) = parts.filter(|(first, last)| first <= last) else {
            let reason = Text::of("not a period; write 2021-2025", "不是规划期；请写成 2021-2025");
            return reader.refuse(name, &raw, reason);
        };
        reader.note_filter(name, format!("{first}-{last}").into());
        Some((first, last))
    }

    fn schema() -> RefOr<Schema> {
        let period = ObjectBuilder::new().schema_type(Type::String);
        period.pattern(Some(format!("^{YEAR}-{YEAR}$"))).into()
    }
}

/// Years in ascending order the shortest way: `2020,2022..2025`.
fn ranges(years: &[u16]) -> String {
    let mut ranges: Vec<(u16, u16)> = Vec::new();
    for year in years {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == *year => *last = *year,
            _ => ranges.push((*year, *year)),
        }
    }
    let words = ranges.iter().map(|(first, last)| {
        if first == last { first.to_string() } else { format!("{first}..{last}") }
    });
    words.collect::<Vec<_>>().join(",")
}

fn year(text: &str) -> Option<u16> {
    text.trim().parse().ok().filter(|year| YEARS.contains(year))
}
