//! Ratios of the three sectors.

use super::scene::{Figure, Reading, Rule, Scene};
use crate::domain::{Comparator, Measure};
use crate::plan::lexicon::growth::LAST_YEAR;
use crate::plan::prose::ratio;

/// 三次产业结构1:66:33: shares of primary, secondary and tertiary industry, in percent.
#[derive(Debug)]
pub(super) struct Structure;
impl Rule for Structure {
    fn name(&self) -> &'static str {
        "prose/structure"
    }

    fn read(&self, scene: &Scene<'_>) -> Option<Reading> {
        let quantity = scene.here().quantity;
        if quantity.unit.is_some() || !ratio::structure(scene.text, quantity.start) {
            return None;
        }
        let from = scene.text[..quantity.start]
            .iter()
            .rev()
            .take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ':'))
            .count();
        let term =
            scene.text[quantity.start - from..quantity.start].iter().filter(|c| **c == ':').count();
        let sector = ["第一产业", "第二产业", "第三产业"].get(term)?;
        // In 由14:50:36优化为10:46:44 the first ratio is the earlier one.
        let start = quantity.start - from;
        let before: String = scene.text[start.saturating_sub(6)..start].iter().collect();
        let before = before.trim_end_matches('的');
        let before = LAST_YEAR.strip_suffix(before).unwrap_or(before);
        let begun = before.ends_with(['由', '从']);
        let after: String = scene.text[quantity.end..]
            .iter()
            .skip_while(|c| c.is_ascii_digit() || matches!(c, '.' | ':'))
            .take(6)
            .collect();
        let moved = begun && after.contains(['为', '到', '至']);
        Some(Reading::Figure(Figure {
            label: format!("{sector}占三次产业结构比重"),
            measure: Measure::Level,
            comparator: Comparator::Eq,
            confidence: 0.9,
            from: moved,
            unit: Some("%".to_owned()),
        }))
    }
}

#[cfg(test)]
mod tests {
    use crate::plan::prose::tests::review;

    #[test]
    fn ratios_of_the_three_sectors_only() {
        assert_eq!(
            review("三次产业结构调整为1∶66∶33。"),
            [
                "actual 第一产业占三次产业结构比重 =1 % level 2020",
                "actual 第二产业占三次产业结构比重 =66 % level 2020",
                "actual 第三产业占三次产业结构比重 =33 % level 2020",
            ]
        );
        assert_eq!(review("男女比例为1∶66∶33。"), Vec::<String>::new());
    }
}
