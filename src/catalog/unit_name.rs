//! English names of units: 亿元 is `100 million yuan`, 微克/立方米 is `micrograms per cubic metre`.

use super::unit;
use crate::domain::lang::Lang;
use crate::spelling::key;

/// A printed unit in one language; as it is where it has no other name.
pub fn in_language(unit: &str, lang: Lang) -> String {
    let name = match lang {
        Lang::En => english(unit),
        Lang::Zh => None,
    };
    name.unwrap_or_else(|| unit.to_owned())
}

/// The English name of a printed unit; `None` where the unit is not known.
pub fn english(unit: &str) -> Option<String> {
    unit::parse(unit)?;
    let folded = key::unit(unit);
    match folded.split_once('/') {
        Some((counted, each)) => {
            let (_, one) = base_name(each).or_else(|| part(each))?;
            Some(format!("{} per {one}", part(counted)?.0))
        }
        None => part(&folded).map(|(many, _)| many),
    }
}

/// Plural and singular of one side of a quotient, with its power: 万人 is `10,000 people`.
fn part(text: &str) -> Option<(String, String)> {
    let mut rest = text;
    let mut power: u64 = 1;
    loop {
        if let Some((many, one)) = base_name(rest) {
            return Some(match power {
                1 => (many, one),
                power => (
                    format!("{} {many}", power_name(power)),
                    format!("{} {many}", power_name(power)),
                ),
            });
        }
        let mut chars = rest.chars();
        power = power.checked_mul(match chars.next()? {
            '十' => 10,
            '百' => 100,
            '千' => 1_000,
            '万' => 10_000,
            '亿' => 100_000_000,
            _ => return None,
        })?;
        rest = chars.as_str();
    }
}

fn power_name(power: u64) -> String {
    for (scale, name) in
        [(1_000_000_000_000, "trillion"), (1_000_000_000, "billion"), (1_000_000, "million")]
    {
        if power >= scale {
            let count = power / scale;
            return if count == 1 { name.to_owned() } else { format!("{count} {name}") };
        }
    }
    match power {
        1_000..1_000_000 => format!("{},000", power / 1_000),
        power => power.to_string(),
    }
}

/// Plural and singular of a unit without a power.
fn base_name(text: &str) -> Option<(String, String)> {
    let regular = |one: &str| Some((format!("{one}s"), one.to_owned()));
    let same = |name: &str| Some((name.to_owned(), name.to_owned()));
    match text {
        "元" => same("yuan"),
        "美元" => regular("US dollar"),
        "人" | "名" | "位" => Some(("people".to_owned(), "person".to_owned())),
        "人次" => regular("person-time"),
        "户" => regular("household"),
        "次" => regular("time"),
        "平方米" | "平米" | "m2" => regular("square metre"),
        "平方公里" | "平方千米" | "km2" => regular("square kilometre"),
        "公顷" | "ha" | "hm2" => regular("hectare"),
        "亩" => same("mu"),
        "米" | "m" => regular("metre"),
        "公里" | "千米" | "km" => regular("kilometre"),
        "毫米" | "mm" => regular("millimetre"),
        "厘米" | "cm" => regular("centimetre"),
        "克" | "g" => regular("gram"),
        "千克" | "公斤" | "kg" => regular("kilogram"),
        "斤" => same("jin"),
        "吨" | "t" => regular("tonne"),
        "毫克" | "mg" => regular("milligram"),
        "微克" | "ug" => regular("microgram"),
        "吨标准煤" | "吨标煤" | "tce" => {
            Some(("tonnes of standard coal".to_owned(), "tonne of standard coal".to_owned()))
        }
        "千克标准煤" | "公斤标准煤" | "kgce" => {
            Some(("kilograms of standard coal".to_owned(), "kilogram of standard coal".to_owned()))
        }
        "立方米" | "立方" | "m3" => regular("cubic metre"),
        "升" | "l" => regular("litre"),
        "毫升" | "ml" => regular("millilitre"),
        "千瓦时" | "千瓦小时" | "度" | "kwh" => regular("kilowatt-hour"),
        "千瓦" | "kw" => regular("kilowatt"),
        "瓦" | "w" => regular("watt"),
        "兆瓦" | "mw" => regular("megawatt"),
        "小时" | "h" => regular("hour"),
        "分钟" | "min" => regular("minute"),
        "秒" | "s" => regular("second"),
        "天" | "日" => regular("day"),
        "个月" | "月" => regular("month"),
        "年" => regular("year"),
        "岁" => Some(("years of age".to_owned(), "year of age".to_owned())),
        "%" | "‰" => same(text),
        "百分点" => regular("percentage point"),
        "倍" => same("times"),
        "°c" | "摄氏度" => same("°C"),
        "标箱" | "标准箱" | "teu" => same("TEU"),
        "分贝" | "db" => regular("decibel"),
        "mbps" => same("Mbit/s"),
        "gbps" => same("Gbit/s"),
        // English has no measure words (个, 家, 所).
        _ if unit::parse(text).is_some_and(|unit| {
            unit.dimension == unit::Dimension::Things && unit.num == rust_decimal::Decimal::ONE
        }) =>
        {
            regular("unit")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::english;
    use crate::catalog::Catalog;

    #[test]
    fn units_have_english_names() {
        for (unit, name) in [
            ("亿元", "100 million yuan"),
            ("万亿元", "trillion yuan"),
            ("万人", "10,000 people"),
            ("万人次", "10,000 person-times"),
            ("微克/立方米", "micrograms per cubic metre"),
            ("万元/人", "10,000 yuan per person"),
            ("家", "units"),
            ("万套", "10,000 units"),
            ("亿千瓦时", "100 million kilowatt-hours"),
            ("个百分点", "percentage points"),
            ("%", "%"),
            ("岁", "years of age"),
        ] {
            assert_eq!(english(unit).as_deref(), Some(name), "{unit}");
        }
        assert_eq!(english("路"), None);
    }

    #[test]
    fn every_unit_of_the_catalogue_has_one() {
        let catalog = Catalog::embedded().unwrap();
        for unit in catalog.indicators.iter().filter_map(|indicator| indicator.unit.as_deref()) {
            assert!(english(unit).is_some(), "{unit}");
        }
    }
}
