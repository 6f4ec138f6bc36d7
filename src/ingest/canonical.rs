//! The figure of an observation in the unit its measure is compared in.

use crate::arithmetic::fall::Bounds;
use crate::catalog::Catalog;
use crate::domain::{ChangeDirection, Comparator, Measure, names_fall};
use crate::plan::parsed::Observation;
use rust_decimal::Decimal;

#[derive(Default)]
pub(super) struct Canonical {
    pub(super) value: Option<Decimal>,
    pub(super) high: Option<Decimal>,
    pub(super) comparator: Comparator,
    pub(super) unit: Option<String>,
    /// Whether no unit is printed, so that the unit of the indicator is assumed.
    pub(super) assumed: bool,
}

impl Canonical {
    /// The figure in its printed unit.
    pub(super) fn of(observation: &Observation) -> Self {
        let (value, high, unit) =
            (observation.value, observation.value_high, observation.unit.clone());
        Self { value, high, comparator: observation.comparator, unit, assumed: false }
    }

    /// A fall becomes negative, with its bounds turned. Where the label or the indicator names the
    /// fall itself (单位GDP能耗降低率) the figure stays as printed.
    pub(super) fn signed(self, observation: &Observation, catalog: &Catalog) -> Self {
        let indicator = observation.indicator.as_deref().and_then(|id| catalog.indicator(id));
        let named = names_fall(&observation.label)
            || indicator.is_some_and(|indicator| names_fall(&indicator.name_zh));
        let (Some(value), Some(ChangeDirection::Down), false) =
            (self.value, observation.direction, named)
        else {
            return self;
        };
        let Bounds { value, high, comparator } =
            Bounds { value, high: self.high, comparator: self.comparator }.fallen();
        Self { value: Some(value), high, comparator, ..self }
    }
}

/// The value in the unit its measure is compared in; see `canonical_unit` in the schema.
pub(super) fn canonical(read: &Observation, catalog: &Catalog) -> Canonical {
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
        // A total in 百分点 belongs to a share and is not converted.
        Measure::Cumulative => converted.unwrap_or_else(|| as_printed(printed)),
        Measure::Change => match converted {
            Some(converted) if printed.is_some() => converted,
            _ => as_printed(printed),
        },
        Measure::AnnualGrowth => as_printed(Some("%")),
        Measure::RatioMultiple => as_printed(Some("倍")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::testing::observation;

    #[test]
    fn a_value_is_converted_to_the_unit_of_its_measure() {
        let catalog = Catalog::embedded().unwrap();
        let in_words = |measure, unit: Option<&str>| {
            let mut read = observation(1, "地区生产总值", None);
            read.indicator = Some(String::from("gdp"));
            read.measure = measure;
            read.unit = unit.map(str::to_owned);
            let Canonical { value, unit, assumed, .. } = canonical(&read, &catalog);
            let value = value.map(|value| value.to_string()).unwrap_or_default();
            format!("{value} {}{}", unit.unwrap_or_default(), if assumed { " assumed" } else { "" })
        };
        assert_eq!(in_words(Measure::Level, Some("万亿元")), "10000 亿元");
        assert_eq!(in_words(Measure::Level, None), "1 亿元 assumed");
        assert_eq!(in_words(Measure::Cumulative, Some("万元")), "0.0001 亿元");
        assert_eq!(in_words(Measure::Change, Some("百分点")), "1 百分点");
        assert_eq!(in_words(Measure::Change, Some("万亿元")), "10000 亿元");
        assert_eq!(in_words(Measure::Change, None), "1 ");
        assert_eq!(in_words(Measure::AnnualGrowth, None), "1 %");
        assert_eq!(in_words(Measure::RatioMultiple, None), "1 倍");
    }

    #[test]
    fn words_and_labels_without_an_indicator_have_no_canonical_value() {
        let catalog = Catalog::embedded().unwrap();
        let mut unknown = observation(1, "幸福感", None);
        assert!(canonical(&unknown, &catalog).value.is_none());
        unknown.indicator = Some(String::from("gdp"));
        unknown.value = None;
        assert!(canonical(&unknown, &catalog).value.is_none());
    }
}
