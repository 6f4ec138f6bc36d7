//! Movements from one value to another.

use super::scene::{Figure, Reading, Rule, Scene, figure};
use crate::domain::Measure;
use crate::plan::lexicon::growth::{LAST_YEAR, REGROUPED};
use crate::plan::lexicon::shared::PER_TIME;
use crate::plan::number::unit::counts;
use crate::plan::prose::clause::QuantityContext;
use crate::plan::prose::label;

/// A movement with its first and its last value: 由141家升至331家.
#[derive(Debug)]
pub(super) struct Movement;
impl Movement {
    /// The words before 由 or 从.
    pub(super) fn starts(head: &str) -> Option<&str> {
        let head = head.trim_end_matches(['的', '“', '”']);
        // 由上年的86家增加到142家: the start may be named by 上年.
        let head = LAST_YEAR.strip_suffix(head).unwrap_or(head);
        // 低保标准由每月420元提高到560元.
        let rest = PER_TIME.iter().filter_map(|words| head.strip_suffix(words));
        let head = rest.min_by_key(|rest| rest.len()).unwrap_or(head);
        ["由", "从"].iter().find_map(|word| head.strip_suffix(word))
    }
}
impl Rule for Movement {
    fn name(&self) -> &'static str {
        "prose/movement"
    }

    fn read(&self, scene: &Scene<'_>) -> Option<Reading> {
        let here = scene.here();
        if let Some(subject) = Self::starts(&here.head)
            && (here.joins_next || falls_to_nothing(&here.tail))
        {
            let label = label::head(subject).subject;
            let Some(Reading::Figure(mut figure)) = figure(label, Measure::Level, scene, 0.8)
            else {
                return None;
            };
            figure.from = true;
            return Some(Reading::Figure(figure));
        }
        if let Some(label) = regrouped(scene.next(), here).filter(|_| here.head.trim().is_empty()) {
            let reading = figure(label, Measure::Level, scene, 0.8)?;
            return Some(match reading {
                Reading::Figure(figure) => Reading::Figure(Figure { from: true, ..figure }),
                Reading::Skip => Reading::Skip,
            });
        }
        let before = scene.index.checked_sub(1).map(|before| &scene.found[before])?;
        if !here.joined {
            return None;
        }
        if let Some(label) = regrouped(Some(here), before) {
            return figure(label, Measure::Level, scene, 0.85);
        }
        let subject = Self::starts(&before.head)?;
        let moved = ["升至", "升到", "到", "至", "为", "达"]
            .iter()
            .any(|word| here.head.trim_end_matches(['的', '第']).ends_with(word));
        let reading = figure(label::head(subject).subject, Measure::Level, scene, 0.92);
        // 发生率由12.8%降至0: the unit of the first value applies to both.
        let unit = before.quantity.unit.clone().filter(|_| here.quantity.value.is_zero());
        let unit = unit.filter(|_| here.quantity.unit.is_none());
        moved.then_some(reading?).map(|reading| match reading {
            Reading::Figure(figure) => Reading::Figure(Figure { unit, ..figure }),
            Reading::Skip => Reading::Skip,
        })
    }
}

/// The noun of a count that changes to another count: 40个市直部门整合调整为33个.
fn regrouped(after: Option<&QuantityContext<'_>>, before: &QuantityContext<'_>) -> Option<String> {
    let after = after.filter(|after| after.sentence == before.sentence && before.joins_next)?;
    let things = REGROUPED.strip_suffix(&before.tail)?;
    let alike = before.quantity.unit == after.quantity.unit
        && before.quantity.unit.as_deref().is_some_and(counts);
    let name = label::tidy(things);
    (alike && name.chars().count() >= 2 && !name.contains(',')).then_some(name)
}

/// Whether the second value is zero: 贫困发生率由12.8%降至零.
fn falls_to_nothing(tail: &str) -> bool {
    ["降至零", "降到零", "下降到零", "下降至零", "归零", "清零"]
        .iter()
        .any(|words| tail.starts_with(words))
}

#[cfg(test)]
mod tests {
    use crate::plan::prose::tests::{plan, review};

    #[test]
    fn a_dated_start_and_the_end() {
        assert_eq!(
            plan("高新技术企业由2020年的12家增加到30家。"),
            ["actual 高新技术企业 =12 家 level 2020", "target 高新技术企业 =30 家 level 2025",]
        );
        // A first value without a year stays undated.
        assert_eq!(
            review("税收占比由60%提升至93%。"),
            ["actual 税收占比 =60 % level undated", "actual 税收占比 =93 % level 2020"]
        );
        // The year of the first value applies to no later figure.
        assert_eq!(
            review("企业由2015年的12家增加到30家，高新技术企业总数420家。")[2],
            "actual 高新技术企业总数 =420 家 level 2020"
        );
    }
}
