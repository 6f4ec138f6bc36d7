//! Units as plans print them: dimension (what they measure) and scale (the size of one unit).
//!
//! ```text
//! unit = part [ "/" part ]               公里/平方公里, 微克/立方米, 万元/人
//! part = [ power ] base                  万亿元, 千亿元, 万人, 亿千瓦时
//! power = { "十" | "百" | "千" | "万" | "亿" }
//! ```
//! Width, case and spaces do not matter (㎡, μg/m³, KM2). Two units convert if they have the same
//! dimension: 万亿元 and 亿元 do; 亿元 and 亿美元, 人 and 人次, 年 and 岁, % and 百分点 do not. A power
//! alone (亿, 万) is no unit: it may lack its currency, and the reader of the document decides which.

use crate::spelling::key;
use rust_decimal::Decimal;
use std::collections::HashSet;
use std::sync::LazyLock;

/// The dimension of a unit. Only units of one dimension convert into each other.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Dimension {
    /// Yuan.
    Money,
    /// US dollars; they do not convert to yuan.
    Dollars,
    /// People: 人, 名, 位.
    People,
    /// Visits, treatments, trainings of people: one person may count several times.
    PersonTimes,
    Households,
    /// Things counted one by one, whatever their measure word: 个, 家, 所, 项.
    Things,
    /// Occasions: 次.
    Times,
    Area,
    Length,
    Mass,
    /// Energy as the mass of coal with the same heat. It is not mass, although it is counted in tonnes.
    CoalEquivalent,
    Volume,
    Energy,
    Power,
    /// Clock time: 小时, 分钟, 秒.
    Duration,
    Days,
    Months,
    /// Years of schooling or service.
    Years,
    /// Years of life: 岁.
    Age,
    /// Parts of a whole: %, ‰.
    Share,
    /// Difference between two shares.
    PercentagePoints,
    /// Times as much.
    Multiple,
    Temperature,
    /// Standard containers.
    Containers,
    Decibels,
    /// Bits per second.
    Bandwidth,
    /// A quotient of two dimensions: 公里/平方公里.
    Per(Box<Dimension>, Box<Dimension>),
}

impl Dimension {
    /// Whether the dimension is an amount or a count, so that parts may add up to a whole.
    pub fn is_amount(&self) -> bool {
        match self {
            Self::Money
            | Self::Dollars
            | Self::People
            | Self::PersonTimes
            | Self::Households
            | Self::Things
            | Self::Times
            | Self::Area
            | Self::Length
            | Self::Mass
            | Self::CoalEquivalent
            | Self::Volume
            | Self::Energy
            | Self::Power
            | Self::Containers => true,
            Self::Duration
            | Self::Days
            | Self::Months
            | Self::Years
            | Self::Age
            | Self::Share
            | Self::PercentagePoints
            | Self::Multiple
            | Self::Temperature
            | Self::Decibels
            | Self::Bandwidth
            | Self::Per(..) => false,
        }
    }
}

/// A unit. `num / den` is its size in the base unit of the dimension (a 亩 is 2000/3 square metres).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    pub dimension: Dimension,
    pub num: Decimal,
    pub den: Decimal,
}

/// Reads a printed unit; `None` where it is unknown.
pub fn parse(unit: &str) -> Option<Unit> {
    let folded = key::unit(unit);
    let mut parts = folded.split('/');
    let first = part(parts.next()?)?;
    let Some(second) = parts.next() else { return Some(first) };
    if parts.next().is_some() {
        return None;
    }
    let second = part(second)?;
    Some(Unit {
        dimension: Dimension::Per(Box::new(first.dimension), Box::new(second.dimension)),
        num: first.num.checked_mul(second.den)?,
        den: first.den.checked_mul(second.num)?,
    })
}

/// The key of a printed label, and the unit in its brackets.
pub(super) fn label(text: &str) -> key::Label {
    key::label(text, known)
}

/// Whether the text is a unit.
pub fn known(unit: &str) -> bool {
    parse(unit).is_some()
}

/// The factor of a power that stands alone: 10 000 for 万. `None` for any other text.
pub fn bare_power(text: &str) -> Option<Decimal> {
    let folded = key::unit(text);
    let mut powers = folded.chars();
    let first = power(powers.next()?)?;
    powers.try_fold(first, |all, next| all.checked_mul(power(next)?))
}

/// Whether a figure in `from` converts to `to`.
pub fn convertible(from: &str, to: &str) -> bool {
    matches!((parse(from), parse(to)), (Some(from), Some(to)) if from.dimension == to.dimension)
}

/// `value` converted to another unit, without trailing zeros: 1.56 万亿元 is 15600 亿元. `None` where a
/// unit is unknown, the dimensions differ, or the result does not fit 28 digits.
pub fn convert(value: Decimal, from: &str, to: &str) -> Option<Decimal> {
    if key::unit(from) == key::unit(to) && known(from) {
        return Some(value.normalize());
    }
    let (from, to) = (parse(from)?, parse(to)?);
    if from.dimension != to.dimension {
        return None;
    }
    let num = from.num.checked_mul(to.den)?;
    let den = from.den.checked_mul(to.num)?;
    // Reducing the fraction first loses no digits where one factor divides the other.
    let (num, den) = if (num % den).is_zero() {
        (num / den, Decimal::ONE)
    } else if (den % num).is_zero() {
        (Decimal::ONE, den / num)
    } else {
        (num, den)
    };
    Some(value.checked_mul(num)?.checked_div(den)?.normalize())
}

/// One side of a quotient: the fewest leading powers before a known base (亿千瓦时 is 亿 of 千瓦时).
fn part(text: &str) -> Option<Unit> {
    let mut rest = text;
    let mut powers = Decimal::ONE;
    loop {
        if let Some(mut unit) = base(rest) {
            unit.num = unit.num.checked_mul(powers)?;
            return Some(unit);
        }
        let mut chars = rest.chars();
        powers = powers.checked_mul(power(chars.next()?)?)?;
        rest = chars.as_str();
    }
}

fn power(c: char) -> Option<Decimal> {
    let power = match c {
        '十' => 10,
        '百' => 100,
        '千' => 1_000,
        '万' => 10_000,
        '亿' => 100_000_000,
        _ => return None,
    };
    Some(Decimal::from(power))
}

/// A unit without a power.
fn base(text: &str) -> Option<Unit> {
    use Dimension::{
        Age, Area, Bandwidth, CoalEquivalent, Containers, Days, Decibels, Dollars, Duration,
        Energy, Households, Length, Mass, Money, Months, Multiple, People, PercentagePoints,
        PersonTimes, Power, Share, Temperature, Times, Volume, Years,
    };
    let (dimension, num, den): (Dimension, i64, i64) = match text {
        "元" => (Money, 1, 1),
        "美元" => (Dollars, 1, 1),
        "人" | "名" | "位" => (People, 1, 1),
        "人次" => (PersonTimes, 1, 1),
        "户" => (Households, 1, 1),
        "次" => (Times, 1, 1),
        "平方米" | "平米" | "m2" => (Area, 1, 1),
        "平方公里" | "平方千米" | "km2" => (Area, 1_000_000, 1),
        "公顷" | "ha" | "hm2" => (Area, 10_000, 1),
        "亩" => (Area, 2_000, 3),
        "米" | "m" => (Length, 1, 1),
        "公里" | "千米" | "km" => (Length, 1_000, 1),
        "毫米" | "mm" => (Length, 1, 1_000),
        "厘米" | "cm" => (Length, 1, 100),
        "克" | "g" => (Mass, 1, 1),
        "千克" | "公斤" | "kg" => (Mass, 1_000, 1),
        "斤" => (Mass, 500, 1),
        "吨" | "t" => (Mass, 1_000_000, 1),
        "毫克" | "mg" => (Mass, 1, 1_000),
        "微克" | "ug" => (Mass, 1, 1_000_000),
        "吨标准煤" | "吨标煤" | "tce" => (CoalEquivalent, 1_000, 1),
        "千克标准煤" | "公斤标准煤" | "kgce" => (CoalEquivalent, 1, 1),
        "立方米" | "立方" | "m3" => (Volume, 1, 1),
        "升" | "l" => (Volume, 1, 1_000),
        "毫升" | "ml" => (Volume, 1, 1_000_000),
        "千瓦时" | "千瓦小时" | "度" | "kwh" => (Energy, 1, 1),
        "千瓦" | "kw" => (Power, 1, 1),
        "瓦" | "w" => (Power, 1, 1_000),
        "兆瓦" | "mw" => (Power, 1_000, 1),
        "小时" | "h" => (Duration, 3_600, 1),
        "分钟" | "min" => (Duration, 60, 1),
        "秒" | "s" => (Duration, 1, 1),
        "天" | "日" => (Days, 1, 1),
        "个月" | "月" => (Months, 1, 1),
        "年" => (Years, 1, 1),
        "岁" => (Age, 1, 1),
        "%" => (Share, 1, 100),
        "‰" => (Share, 1, 1_000),
        "百分点" => (PercentagePoints, 1, 1),
        "倍" => (Multiple, 1, 1),
        "°c" | "摄氏度" => (Temperature, 1, 1),
        "标箱" | "标准箱" | "teu" => (Containers, 1, 1),
        "分贝" | "db" => (Decibels, 1, 1),
        "mbps" => (Bandwidth, 1, 1),
        "gbps" => (Bandwidth, 1_000, 1),
        _ if MEASURE_WORD_SET.contains(text) => (Dimension::Things, 1, 1),
        _ => return None,
    };
    Some(Unit { dimension, num: Decimal::from(num), den: Decimal::from(den) })
}

/// Words for things counted one by one. They convert into each other, because a plan may count firms in 家
/// in one place and in 个 in another.
static MEASURE_WORD_SET: LazyLock<HashSet<&str>> =
    LazyLock::new(|| MEASURE_WORDS.iter().copied().collect());
const MEASURE_WORDS: &[&str] = &[
    "个", "家", "所", "座", "栋", "幢", "项", "件", "处", "条", "张", "辆", "套", "片", "场",
    "场次", "支", "只", "间", "部", "篇", "台", "台套", "架", "艘", "头", "株", "棵", "种", "类",
    "批", "宗", "组", "对", "班", "册", "本", "枚", "块", "段", "期", "届", "例", "起", "笔", "款",
    "门", "根", "杆", "盏", "眼", "口", "份", "幅", "节", "单", "趟", "列", "股", "团", "面",
    "名次",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn told(value: &str, from: &str, to: &str) -> Option<String> {
        convert(value.parse().unwrap(), from, to).map(|value| value.to_string())
    }

    #[test]
    fn units_of_one_dimension_convert_without_losing_a_digit() {
        for (value, from, to, expected) in [
            ("1.56", "万亿元", "亿元", "15600"),
            ("4.79", "万元", "元", "47900"),
            ("3.2", "千亿元", "亿元", "3200"),
            ("81.34", "亿元", "亿元", "81.34"),
            ("60700", "万美元", "亿美元", "6.07"),
            ("13.5", "万名", "万人", "13.5"),
            ("107", "万人", "人", "1070000"),
            ("3", "万人次", "人次", "30000"),
            ("2.2", "万套", "套", "22000"),
            ("18", "家", "个", "18"),
            ("230", "万平方米", "平方公里", "2.3"),
            ("3000", "亩", "平方米", "2000000"),
            ("15", "亩", "公顷", "1"),
            ("5", "万亩", "公顷", "3333.3333333333333333333333333"),
            ("199", "公里", "米", "199000"),
            ("3", "千米", "公里", "3"),
            ("6.7", "公里/平方公里", "km/km²", "6.7"),
            ("40", "μg/m³", "微克/立方米", "40"),
            ("0.04", "毫克/立方米", "µg/m3", "40"),
            ("12", "㎡", "平方米", "12"),
            ("12", "平方米/人", "平方米／人", "12"),
            ("1.2", "万人/平方公里", "人/平方公里", "12000"),
            ("17.8", "万元/人", "元/人", "178000"),
            ("1.41", "亿斤", "万吨", "7.05"),
            ("1.5", "万吨标煤", "吨标准煤", "15000"),
            ("0.4", "吨标准煤/万元", "千克标准煤/元", "0.04"),
            ("3", "亿立方米", "万立方米", "30000"),
            ("2", "亿千瓦时", "万千瓦时", "20000"),
            ("150", "万千瓦", "兆瓦", "1500"),
            ("2", "小时", "分钟", "120"),
            ("5", "‰", "%", "0.5"),
            ("46.72", "％", "%", "46.72"),
            ("2", "个百分点", "百分点", "2"),
            ("100", "万标箱", "TEU", "1000000"),
            ("600", "场次", "场", "600"),
        ] {
            assert_eq!(told(value, from, to).as_deref(), Some(expected), "{value} {from} in {to}");
        }
    }

    #[test]
    fn units_that_measure_different_things_do_not_convert() {
        for (from, to) in [
            ("亿元", "亿美元"),
            ("亿元", "%"),
            ("%", "百分点"),
            ("%", "倍"),
            ("人", "人次"),
            ("人", "户"),
            ("人", "个"),
            ("次", "场"),
            ("个", "平方米"),
            ("年", "岁"),
            ("年", "小时"),
            ("公里", "平方公里"),
            ("公里", "公里/平方公里"),
            ("平方米", "平方米/人"),
            ("吨", "吨标准煤"),
            ("吨标准煤", "千瓦时"),
            ("立方米", "平方米"),
            ("千瓦", "千瓦时"),
            ("微克/立方米", "%"),
            ("件", "件/万人"),
        ] {
            assert_eq!(told("1", from, to), None, "{from} in {to}");
            assert!(!convertible(from, to), "{from} in {to}");
        }
    }

    #[test]
    fn a_number_word_or_a_stray_word_is_no_unit() {
        for text in
            ["", "亿", "万", "万亿", "/", "元/", "元/人/年", "左右", "完成市定目标", "左", "2020年"]
        {
            assert!(!known(text), "{text}");
            assert_eq!(told("1", text, text), None);
        }
    }

    #[test]
    fn a_figure_too_large_for_the_target_unit_is_none() {
        assert_eq!(convert(Decimal::MAX, "万亿元", "元"), None);
    }
}
