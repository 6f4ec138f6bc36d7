//! Multiples: 翻一番, 1.6倍.

use super::movement::Movement;
use super::scene::{Figure, Reading, Rule, Scene, comparator, ends_with_any};
use crate::domain::Measure;
use crate::plan::lexicon::ratios::GAPS;
use crate::plan::prose::label;

/// 翻一番, 是2015年的1.6倍, 增长2倍.
#[derive(Debug)]
pub(super) struct Multiple;
impl Rule for Multiple {
    fn name(&self) -> &'static str {
        "prose/multiple"
    }

    fn read(&self, scene: &Scene<'_>) -> Option<Reading> {
        let here = scene.here();
        let lost = here.quantity.unit.is_none()
            && here.after_reference
            && here.quantity.value < rust_decimal::Decimal::TEN;
        if scene.unit() != "倍" && !lost || is_gap(scene) {
            return None;
        }
        let mut words = here.head.as_str();
        if let Some((what, _)) =
            words.split_once("在基础上").or_else(|| words.split_once("在的基础上"))
        {
            words = what;
        }
        // 提前实现生产总值翻一番.
        words = words.trim_start_matches("提前");
        for cut in ["是", "为", "较", "比", "相当于", "达到", "提前"] {
            if let Some(at) = words.find(cut) {
                words = &words[..at];
            }
        }
        // 收入和支出…,分别是2015年的1.5倍和1.4倍: the multiples belong to the figures before, in order.
        if let Some(label) = scene.of_the_figures_before() {
            return Some(Reading::Figure(Figure {
                label,
                measure: Measure::RatioMultiple,
                comparator: comparator(scene),
                confidence: 0.9,
                from: false,
                unit: None,
            }));
        }
        // 高新技术企业和规上企业分别是2020年的1.4倍和2.3倍.
        let (first, last) = scene.series();
        if let Some((subjects, _)) = scene.found[first].head.split_once("分别") {
            let subjects = label::subject(subjects);
            let parts = super::respective::parts(&subjects, last - first + 1, "");
            if let Some(label) = parts.get(scene.index - first).filter(|_| last > first) {
                return Some(Reading::Figure(Figure {
                    label: label.clone(),
                    measure: Measure::RatioMultiple,
                    comparator: comparator(scene),
                    confidence: 0.9,
                    from: false,
                    unit: None,
                }));
            }
        }
        let label = label::head(words).subject;
        let label = label::subject(label.strip_suffix("增长").unwrap_or(&label));
        // 由5.6亿元增长到32亿元,增长近5倍.
        // In 总数突破1.6万家,实现三年翻番 the span of years is no label.
        let span = label.ends_with('年') && label.chars().count() <= 3;
        let grew = span || ["增长", "增加", "提高", "提升", "扩大"].contains(&label.as_str());
        // 入库科技企业561家,数量翻番.
        let counted = ["数量", "总量", "总数", "规模"].contains(&label.as_str());
        let label = if let Some(last) = scene.last_label().filter(|_| counted) {
            format!("{}{label}", last.strip_suffix(label.as_str()).unwrap_or(last))
        } else if label.chars().count() >= 2 && !grew {
            label
        } else {
            scene.last_label()?.to_owned()
        };
        Some(Reading::Figure(Figure {
            label,
            measure: Measure::RatioMultiple,
            comparator: comparator(scene),
            confidence: if lost { 0.7 } else { 0.92 },
            from: false,
            unit: lost.then(|| "倍".to_owned()),
        }))
    }
}

/// Whether the multiple is how far two things are apart, which is a level:
/// 城乡居民收入差距由2.74倍缩小到2.65倍. In 差距缩小2倍 it is a change.
fn is_gap(scene: &Scene<'_>) -> bool {
    let here = scene.here();
    // In 居民收入比2020年翻一番 the year follows 比.
    if here.quantity.words || here.reference.is_some() {
        return false;
    }
    let gap = |words: &str| GAPS.iter().any(|noun| words.contains(noun));
    let at = ["由", "从", "到", "至", "为", "是", "在", "达"];
    let head = here.head.trim_end_matches(['约', '近', '了', '的']);
    let named = gap(head) && (ends_with_any(head, &at) || ends_with_any(head, GAPS));
    let before = scene.index.checked_sub(1).map(|before| &scene.found[before]);
    let moved = before.is_some_and(|before| {
        here.joined && Movement::starts(&before.head).is_some_and(gap) && ends_with_any(head, &at)
    });
    named || moved
}

#[cfg(test)]
mod tests {
    use crate::plan::prose::tests::{plan, review};

    #[test]
    fn doubling_and_times_the_past() {
        assert_eq!(
            plan("高新技术企业翻一番，居民收入翻两番。"),
            [
                "target 高新技术企业 =2 倍 ratio_multiple 2025",
                "target 居民收入 =4 倍 ratio_multiple 2025",
            ]
        );
        assert_eq!(
            review("总产值达到860亿元，是2015年的1.6倍。")[1],
            "actual 总产值 =1.6 倍 ratio_multiple 2020"
        );
        assert_eq!(
            review("总收入320亿元，财政支出110亿元，分别是2015年的1.5倍和1.4倍。")[2..],
            [
                "actual 总收入 =1.5 倍 ratio_multiple 2020",
                "actual 财政支出 =1.4 倍 ratio_multiple 2020",
            ]
        );
        assert_eq!(
            review("城乡居民收入差距由2.74倍缩小到2.65倍。"),
            [
                "actual 城乡居民收入差距 =2.74 倍 level undated",
                "actual 城乡居民收入差距 =2.65 倍 level 2020",
            ]
        );
        assert_eq!(
            plan("城乡居民收入差距缩小到1.8倍以内。"),
            ["target 城乡居民收入差距 <=1.8 倍 level 2025"]
        );
        assert_eq!(
            plan("居民人均可支配收入比2020年翻一番。"),
            ["target 居民人均可支配收入 =2 倍 ratio_multiple 2025"]
        );
        assert_eq!(
            plan("提前实现生产总值和居民人均收入比2010年翻一番。"),
            [
                "target 生产总值 =2 倍 ratio_multiple 2025",
                "target 居民人均收入 =2 倍 ratio_multiple 2025",
            ]
        );
        // Not read: the name of a plan.
        assert_eq!(plan("实施市场主体倍增计划。"), Vec::<String>::new());
    }

    #[test]
    fn growth_takes_its_subject_from_the_clause_before() {
        assert_eq!(
            review("技术合同成交额由5.6亿元增长到32亿元，增长近5倍。")[2],
            "actual 技术合同成交额 ~5 倍 ratio_multiple 2020"
        );
    }
}
