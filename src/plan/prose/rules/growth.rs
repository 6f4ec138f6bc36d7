//! Growth a year.

use super::scene::{Reading, Rule, Scene, core, figure};
use crate::domain::Measure;
use crate::plan::lexicon::growth::GROWTH;
use crate::plan::prose::label;

/// Growth a year, in percent: 年均增长6.5%左右.
#[derive(Debug)]
pub(super) struct AnnualGrowth;
impl Rule for AnnualGrowth {
    fn name(&self) -> &'static str {
        "prose/annual_growth"
    }

    fn read(&self, scene: &Scene<'_>) -> Option<Reading> {
        if scene.unit() != "%" {
            return None;
        }
        // 年均增长6.8%、8.1%: the word stands before the first.
        let (first, _) = scene.series();
        let leader = &scene.found[first];
        if leader.quantity.unit != scene.here().quantity.unit {
            return None;
        }
        let here = leader;
        let core = core(&here.head);
        let word = GROWTH.iter().find(|word| core.ends_with(**word))?;
        if core.ends_with("自然增长率") {
            return None;
        }
        let before = core[..core.len() - word.len()].trim_end_matches("五年");
        let label = label::subject(before);
        let label = if label == "五年" { String::new() } else { label };
        // Of several things a list each: whose growth it is stands in the list before.
        let label = match scene.of_the_series_before().filter(|_| label.is_empty()) {
            Some(of) => of,
            None if first < scene.index => scene.last_label().unwrap_or("").to_owned(),
            None => label,
        };
        figure(label, Measure::AnnualGrowth, scene, 0.95)
    }
}

#[cfg(test)]
mod tests {
    use crate::plan::prose::tests::plan;

    #[test]
    fn growth_a_year_not_a_change() {
        assert_eq!(
            plan("零售额年均增长15%左右，收入年均增速不低于7%。"),
            ["target 零售额 ~15 % annual_growth 2025", "target 收入 >=7 % annual_growth 2025",]
        );
        assert_eq!(plan("占比提高3%。"), ["target 占比 =3 % change 2025"]);
        assert_eq!(plan("人口自然增长率达到5‰。"), ["target 人口自然增长率 =5 ‰ level 2025"]);
    }
}
