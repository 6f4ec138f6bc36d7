//! Whole numbers, decimal numbers and numbers of releases.

use crate::api::ask::declare::Parameter;
use crate::api::ask::reader::QueryReader;
use crate::domain::text::{Text, text};
use rust_decimal::Decimal;
use serde_json::Value;
use utoipa::openapi::schema::{KnownFormat, SchemaFormat, Type};
use utoipa::openapi::{ObjectBuilder, RefOr, Schema};

/// The size of a page, from `LEAST` to `MOST`; `DEFAULT` where it is left out, which is the same
/// question as giving just that. 0 is for the count alone. A file that people open (CSV, XLSX, Parquet) is whole
/// unless a size is given: `MOST` where it is left out, and refused where more match.
#[derive(Debug)]
pub struct Limit<const DEFAULT: u32, const MOST: u32, const LEAST: u32 = 0>;

impl<const DEFAULT: u32, const MOST: u32, const LEAST: u32> Parameter
    for Limit<DEFAULT, MOST, LEAST>
{
    type Value = u32;

    fn read(reader: &mut QueryReader<'_>, name: &'static str) -> u32 {
        // The nearest names of a word are no list to be whole.
        let file = reader.asks_for_file() && LEAST == 0;
        let Some(raw) = reader.raw(name) else { return if file { MOST } else { DEFAULT } };
        let Some(number) = whole(reader, name, &raw, LEAST, MOST) else { return DEFAULT };
        if file || number != DEFAULT {
            reader.note(name, number.to_string());
        }
        number
    }

    fn schema() -> RefOr<Schema> {
        integer(Some(LEAST), Some(MOST)).default(Some(DEFAULT.into())).into()
    }
}

/// A whole number from `LEAST` to `MOST` that is no filter; `None` where it is left out.
#[derive(Debug)]
pub struct Count<const LEAST: u32, const MOST: u32>;

impl<const LEAST: u32, const MOST: u32> Parameter for Count<LEAST, MOST> {
    type Value = Option<u32>;

    fn read(reader: &mut QueryReader<'_>, name: &'static str) -> Option<u32> {
        let raw = reader.raw(name)?;
        let number = whole(reader, name, &raw, LEAST, MOST)?;
        reader.note(name, number.to_string());
        Some(number)
    }

    fn schema() -> RefOr<Schema> {
        integer(Some(LEAST), Some(MOST)).into()
    }
}

/// A decimal number, exact; `None` where it is left out.
#[derive(Debug)]
pub struct Amount;

impl Parameter for Amount {
    type Value = Option<Decimal>;

    fn read(reader: &mut QueryReader<'_>, name: &'static str) -> Option<Decimal> {
        let raw = reader.raw(name)?;
        // `Decimal` has 28 digits; longer text would be rounded without notice.
        // Programs write small numbers as 1e-05.
        let number = raw.parse().or_else(|_| Decimal::from_scientific(&raw));
        let number = number.ok().filter(|_| raw.len() <= 28);
        let Some(number) = number else {
            let reason =
                Text::of("not a decimal number of at most 28 digits", "不是至多 28 位的十进制数");
            return reader.refuse(name, &raw, reason);
        };
        reader.note_filter(name, Value::Number(crate::domain::figure::number(number)));
        Some(number)
    }

    fn schema() -> RefOr<Schema> {
        let format = SchemaFormat::KnownFormat(KnownFormat::Double);
        ObjectBuilder::new().schema_type(Type::Number).format(Some(format)).into()
    }
}

/// The number of a release; whether there is such a release is not checked here.
#[derive(Debug)]
pub struct ReleaseNumber;

impl Parameter for ReleaseNumber {
    type Value = Option<i32>;

    fn read(reader: &mut QueryReader<'_>, name: &'static str) -> Option<i32> {
        let raw = reader.raw(name)?;
        let Some(number) = release(&raw) else {
            let reason =
                Text::of("not the number of a release: 1, 2, 3, …", "不是发布版本号：1、2、3……");
            return reader.refuse(name, &raw, reason);
        };
        reader.note(name, number.to_string());
        Some(number)
    }

    fn schema() -> RefOr<Schema> {
        integer(Some(1), None).into()
    }
}

/// The number of a release, `None` where the text is none.
pub(crate) fn release(text: &str) -> Option<i32> {
    text.parse()
        .ok()
        .filter(|number| *number > 0 && text.bytes().all(|digit| digit.is_ascii_digit()))
}

/// A whole number within bounds; any other is an error.
pub(crate) fn whole(
    reader: &mut QueryReader<'_>,
    name: &'static str,
    raw: &str,
    least: u32,
    most: u32,
) -> Option<u32> {
    let number = raw.parse().ok().filter(|number| (least..=most).contains(number));
    number.or_else(|| {
        let reason =
            text!("not a whole number from {least} to {most}", "不是 {least} 到 {most} 之间的整数");
        reader.refuse(name, raw, reason)
    })
}

/// The schema of a whole number.
pub(crate) fn integer(least: Option<u32>, most: Option<u32>) -> ObjectBuilder {
    ObjectBuilder::new()
        .schema_type(Type::Integer)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int32)))
        .minimum(least)
        .maximum(most)
}
