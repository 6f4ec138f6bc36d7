//! Annual growth.

use super::change::change_word;
use super::respective::parts;
use super::scene::{Reading, Rule, Scene, core, figure};
use crate::domain::Measure;
use crate::plan::lexicon::clauses::MEAN_SPANS;
use crate::plan::lexicon::growth::GROWTH;
use crate::plan::lexicon::promises::STRIVING_FOR;
use crate::plan::prose::label;

/// Annual growth in percent: 年均增长6.5%左右.
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
        // In 年均增长6.8%、8.1% the word is before the first figure.
        let (first, last) = scene.series();
        let leader = &scene.found[first];
        if leader.quantity.unit != scene.here().quantity.unit {
            return None;
        }
        if let Some(label) = ahead_of_its_word(scene) {
            return figure(label, Measure::AnnualGrowth, scene, 0.9);
        }
        if let Some(label) = of_shared_mean(scene) {
            return figure(label, Measure::AnnualGrowth, scene, 0.88);
        }
        let here = leader;
        let core = core(&here.head);
        // 经济增长目标设定为6%.
        let set =
            ["设定", "确定", "定"].iter().find_map(|word| core.strip_suffix(word)).unwrap_or(core);
        let goal = ["预期目标", "目标"].iter().find_map(|word| set.strip_suffix(word));
        let named = |of: &str| {
            let word = of.ends_with("增长").then_some("增长");
            let word = word.or_else(|| GROWTH.suffixes(of).next())?;
            Some(of[..of.len() - word.len()].to_owned())
        };
        if let Some(thing) = goal.filter(|goal| !goal.ends_with("自然增长率")).and_then(named)
        {
            let thing = thing.as_str();
            return figure(label::subject(thing), Measure::AnnualGrowth, scene, 0.9);
        }
        // 比上年增长2.3% is not annual growth over the period.
        if ["上年增长", "去年增长", "同年增长", "半年增长"].iter().any(|word| core.ends_with(word))
        {
            return None;
        }
        let word = GROWTH.suffixes(core).next()?;
        if core.ends_with("自然增长率") {
            return None;
        }
        let before = &core[..core.len() - word.len()];
        // 两年平均增长6%: the span of years begins before the word.
        let spanned = before.strip_suffix(['两', '三', '四']).filter(|_| word.starts_with('年'));
        let before = spanned.unwrap_or(before);
        let before = MEAN_SPANS.strip_suffix(before).unwrap_or(before);
        let label = label::subject(before);
        // If several things have a list of figures each, the list before names the thing.
        let own = parts(&label, last - first + 1, "");
        let label = match scene.of_the_series_before().filter(|_| label.is_empty()) {
            Some(of) => of,
            // 规上工业增加值、工业投资年均增长8%、10%.
            None if last > first && own.len() == last - first + 1 => {
                own[scene.index - first].clone()
            }
            None if first < scene.index => scene.last_label().unwrap_or("").to_owned(),
            None => label,
        };
        figure(label, Measure::AnnualGrowth, scene, 0.95)
    }
}

/// The label where a plan names the annual mean once for a list, or before the thing that grows:
/// 地区生产总值年均增长7%、投资增长9%; 年均实现产值增长8%.
fn of_shared_mean(scene: &Scene<'_>) -> Option<String> {
    let here = scene.here();
    let what = core(&here.head).strip_suffix("增长").filter(|_| !scene.report)?;
    let mut first = scene.index;
    while first > 0 && scene.found[first].listed {
        first -= 1;
    }
    let leader = scene.found[first].head.trim_start();
    let grows = scene.read[first].as_ref().is_some_and(|it| it.measure == Measure::AnnualGrowth);
    let shared = first < scene.index && grows && leader.contains("年均");
    let ahead = leader.starts_with("年均") && first == scene.index;
    let label = label::subject(what);
    ((shared || ahead) && label.chars().count() >= 2).then_some(label)
}

/// The label where the word of growth follows the number: 保持年均8%的高速增长, 连续4年保持20%以上增长.
fn ahead_of_its_word(scene: &Scene<'_>) -> Option<String> {
    let tail = scene.here().tail.trim_start_matches('的');
    let pace = ["高速", "快速", "较快", "中高速", "平稳", "两位数"];
    let tail = pace.iter().find_map(|word| tail.strip_prefix(word)).unwrap_or(tail);
    // 7%左右的经济增长预期目标.
    if let Some(thing) = ["增长预期目标", "预期增长目标", "增长目标"]
        .iter()
        .find_map(|word| tail.strip_suffix(word))
        .filter(|thing| !thing.is_empty() && scene.here().words_before().subject.is_empty())
    {
        return Some(label::tidy(thing));
    }
    let grows =
        ["增长", "增速", "的增长"].iter().any(|word| tail == *word || tail.starts_with("的增速"));
    grows.then(|| scene.here().words_before().subject.clone())
}

/// The label of a growth with a higher value to strive for: 地区生产总值增长6.5%,力争实现7%.
pub(super) fn better_growth(scene: &Scene<'_>) -> Option<String> {
    let head = scene.here().head.trim_matches(['、', ',', '并']);
    let before = scene.index.checked_sub(1)?;
    let last = scene.read[before].as_ref()?;
    let same = scene.found[before].sentence == scene.here().sentence
        && scene.unit() == "%"
        && scene.found[before].quantity.unit.as_deref() == Some("%");
    let grew = last.measure == Measure::AnnualGrowth
        || last.measure == Measure::Change
            && change_word(core(&scene.found[before].head)) == Some("增长");
    (same && grew && STRIVING_FOR.contains(&head)).then(|| last.label.clone())
}

#[cfg(test)]
mod tests {
    use crate::plan::prose::tests::plan;

    #[test]
    fn annual_growth_is_not_a_change() {
        assert_eq!(
            plan("零售额年均增长15%左右，收入年均增速不低于7%。"),
            ["target 零售额 ~15 % annual_growth 2025", "target 收入 >=7 % annual_growth 2025",]
        );
        assert_eq!(plan("占比提高3%。"), ["target 占比 =3 % change 2025"]);
        assert_eq!(
            plan("零售额增长9%，连续4年保持8%以上增长，保持年均7%的高速增长。"),
            [
                "target 零售额 =9 % change 2025",
                "target 零售额 >=8 % annual_growth 2025",
                "target 零售额 =7 % annual_growth 2025",
            ]
        );
        assert_eq!(
            plan("实现6%左右的经济增长预期目标，经济增长目标设定为5%。"),
            ["target 经济增长 ~6 % annual_growth 2025", "target 经济增长 =5 % annual_growth 2025"]
        );
        assert_eq!(plan("人口自然增长率达到5‰。"), ["target 人口自然增长率 =5 ‰ level 2025"]);
    }
}
