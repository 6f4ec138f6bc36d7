//! Changes by an amount, and distances from the figures of others.

use super::before::of_kind;
use super::scene::{Figure, Reading, Rule, Scene, core, figure};
use crate::domain::{ChangeDirection, Measure};
use crate::plan::lexicon::clauses::PARTS_OF_YEAR;
use crate::plan::lexicon::fall::FALLS;
use crate::plan::lexicon::growth::{
    A_YEAR, BASIS_BEGINS, BASIS_ENDS, LAST_YEAR, ON_YEAR, PRICES_OUT, RATES_OF_CHANGE, RISES,
};
use crate::plan::lexicon::promises::STRIVING;
use crate::plan::lexicon::ratios::TO_ONE;
use crate::plan::lexicon::verbs::ACTS;
use crate::plan::prose::label;

/// A distance from the figure of others: 低于全国平均水平2个百分点.
#[derive(Debug)]
pub(super) struct Gap;
impl Rule for Gap {
    fn name(&self) -> &'static str {
        "prose/gap"
    }

    fn read(&self, scene: &Scene<'_>) -> Option<Reading> {
        let here = scene.here();
        if !matches!(scene.unit(), "个百分点" | "百分点" | "%") {
            return None;
        }
        let others = ["平均", "全国", "全省", "全市", "同期", "目标"];
        // 工业技改投资增长18%、高于工业投资增速5个百分点.
        let words = here.head.trim_start_matches(['、', ',']);
        let than = ["低于", "高于", "快于"].iter().any(|word| words.starts_with(word))
            && RATES_OF_CHANGE.ends(words);
        let far = than
            || ["低于", "高于", "快于", "好于", "超出"].iter().any(|word| here.head.contains(word))
                && (others.iter().any(|other| here.head.contains(other))
                    || ["增速高于", "增速快于", "增幅高于", "增速低于", "增幅快于"]
                        .iter()
                        .any(|words| here.head.contains(words)));
        // 增长21%、高于规上工业14个百分点.
        let far = far || against_goal(&here.head);
        let far = far || begins_gap(&here.head) && scene.unit().ends_with("百分点");
        let bounded = ["不低于", "不高于"].iter().any(|word| here.head.ends_with(word));
        if !far || bounded {
            return None;
        }
        Some(Reading::Figure(Figure {
            label: {
                let gap = label::subject(&here.head);
                // 地区生产总值增长6%,增速高于全省2个百分点.
                let bare = ["低于", "高于", "快于", "好于", "超出"]
                    .iter()
                    .chain(&["增速", "增幅", "涨幅", "降幅"])
                    .any(|word| gap.starts_with(word))
                    || against_goal(&gap);
                scene
                    .last_label()
                    .filter(|_| bare)
                    .map_or(gap.clone(), |last| format!("{last}{gap}"))
            },
            measure: Measure::Change,
            comparator: here.quantity.hedge.unwrap_or_default(),
            confidence: 0.9,
            from: false,
            unit: None,
        }))
    }
}

/// Whether the words are those of a distance from a goal: 比预期目标高0.3个百分点.
fn against_goal(words: &str) -> bool {
    let goal = ["比", "较"].iter().find_map(|word| words.trim().strip_prefix(word));
    goal.is_some_and(|goal| {
        ["目标", "计划"].iter().any(|word| goal.contains(word))
            && goal.ends_with(['高', '低', '快', '慢'])
    })
}

/// Whether the words begin with a distance from something named.
fn begins_gap(head: &str) -> bool {
    let far = ["高于", "低于", "快于"].iter().find_map(|word| head.trim().strip_prefix(word));
    far.is_some_and(|of| of.chars().count() >= 2 && !of.contains(|c: char| c.is_ascii_digit()))
}

/// The word of a rise or fall at the end of these words; 提高到 is none.
pub(crate) fn change_word(words: &str) -> Option<&'static str> {
    FALLS.suffixes(words).chain(RISES.suffixes(words)).next()
}

/// A change by an amount, not to an amount: 提高10个百分点, 降低3%.
#[derive(Debug)]
pub(super) struct Change;
impl Rule for Change {
    fn name(&self) -> &'static str {
        "prose/change"
    }

    fn read(&self, scene: &Scene<'_>) -> Option<Reading> {
        let here = scene.here();
        let unit = scene.unit();
        if let Some(label) = goes_on(scene) {
            return figure(label, Measure::Change, scene, 0.88);
        }
        if let Some(what) = falls_by(scene) {
            return figure(what, Measure::Change, scene, 0.85);
        }
        if let Some(label) = more_than_before(scene) {
            return figure(label, Measure::Change, scene, 0.85);
        }
        let core = core(&here.head);
        let Some(word) = change_word(core) else {
            return unit
                .ends_with("百分点")
                .then(|| figure(here.words_before().subject.clone(), Measure::Change, scene, 0.8))
                .flatten();
        };
        let relative = unit == "%" || unit.ends_with("百分点");
        let subject = label::head(&core[..core.len() - word.len()]).subject;
        let adds = matches!(word, "增加" | "提升" | "增长")
            && (subject.is_empty() || ACTS.contains(&subject.as_str()) || subject == "优化")
            && !relative
            && !unit.contains('/');
        if adds && let Some(label) = grown_stock(scene) {
            return figure(label, Measure::Change, scene, 0.88);
        }
        if here.head.trim_end().ends_with(['到', '至', '为']) || adds {
            return None;
        }
        // 绿地率比2020年提高: the comparison is not part of the name, but 比 in 城乡居民收入比 is.
        let subject = without_last_year(&subject).to_owned();
        let compared = ON_YEAR
            .iter()
            .chain(&["可比", "同口径", "比", "较"])
            .find_map(|word| subject.strip_suffix(word))
            .filter(|rest| !rest.ends_with(['占', '之']) && !TO_ONE.ends(&subject));
        let subject = compared.map_or(subject.clone(), str::to_owned);
        // 引进资金124亿元,比计划目标任务增长78%: the plan that it is compared with is no name.
        let held = subject.strip_prefix(['比', '较']).is_some_and(|rest| {
            ["计划", "目标", "任务", "同期"].iter().any(|word| rest.ends_with(word))
        });
        // 剔除退税因素后增长8%, 按自然口径下降2%: how it is calculated is no subject.
        let basis = BASIS_BEGINS.begins(&subject) && BASIS_ENDS.ends(&subject);
        let subject = if held || basis { String::new() } else { subject };
        // 零售总额753亿元,增长10%: growth takes its subject from the clause before, whatever follows.
        let last = || scene.last_label().map(str::to_owned);
        let last = scene.own_item().or_else(|| scene.of_the_series_before()).or_else(last);
        // 低保标准综合提标6%.
        let subject =
            if word == "提标" { subject.trim_end_matches("综合").to_owned() } else { subject };
        let subject = of_part_of_year(scene, &subject, last.as_deref()).unwrap_or(subject);
        // 工业投资增长15%、占固定资产投资的比重提高2个百分点.
        let subject = match &last {
            Some(last) if subject.starts_with('占') && subject != "占比" => {
                format!("{last}{subject}")
            }
            _ => subject,
        };
        // 人均可支配收入4.2万元,增长6%,扣除价格因素,实际增长5.1%.
        let prices = subject.strip_suffix("实际").filter(|prices| PRICES_OUT.contains(prices));
        if let (Some(last), Some(prices)) = (&last, prices) {
            return figure(format!("{last}({prices})"), Measure::Change, scene, 0.85);
        }
        if subject == "实际"
            && let Some(label) = last.as_deref().and_then(|last| without_prices(scene, last))
        {
            return figure(label, Measure::Change, scene, 0.85);
        }
        let label = match last.filter(|_| relative && (basis || matches!(word, "增长" | "增产")))
        {
            _ if !subject.is_empty() => of_kind(scene, &subject).unwrap_or(subject),
            Some(last) => last,
            None => label::object(&here.tail),
        };
        let yearly = relative && is_a_year(&core[..core.len() - word.len()]);
        let measure = if yearly { Measure::AnnualGrowth } else { Measure::Change };
        figure(label, measure, scene, 0.88)
    }
}

/// The direction of a difference from the year before: 比上年少增, 同比多开, 比上年末净增.
pub(crate) fn difference(words: &str) -> Option<ChangeDirection> {
    let verb = ON_YEAR.strip_prefix(words.trim())?;
    let verb = verb.trim_start_matches(['末', '底', '同', '期']);
    if verb.chars().count() > 2 {
        return None;
    }
    match verb.chars().next()? {
        '多' => Some(ChangeDirection::Up),
        '少' => Some(ChangeDirection::Down),
        _ if verb == "净增" => Some(ChangeDirection::Up),
        _ if verb == "净减" => Some(ChangeDirection::Down),
        _ => None,
    }
}

/// The label of a difference from the year before: 中欧班列开行108列,同比多开31列.
fn more_than_before(scene: &Scene<'_>) -> Option<String> {
    let here = scene.here();
    let more = difference(&here.head).is_some();
    let before = scene.found.get(scene.index.checked_sub(1)?)?;
    let alike = before.sentence == here.sentence && before.quantity.unit == here.quantity.unit;
    (more && alike).then(|| scene.last_label().map(str::to_owned))?
}

/// Whether a change is one of each year, by the words before its verb: 占比每年提高1个百分点.
fn is_a_year(words: &str) -> bool {
    let words = STRIVING.strip_suffix(words).unwrap_or(words);
    A_YEAR.ends(words)
}

/// The label of growth in a part of the year: 一季度生产总值下降6%,二季度增长3%; 经济增速回升,上半年增长5%.
fn of_part_of_year(scene: &Scene<'_>, part: &str, last: Option<&str>) -> Option<String> {
    let part = if part == "上半" { "上半年" } else { part };
    let named = |label: &str| PARTS_OF_YEAR.contains(&label);
    if !named(part) {
        return None;
    }
    let before = last.and_then(|last| {
        let what = PARTS_OF_YEAR.strip_prefix(last).unwrap_or(last);
        (what.chars().count() >= 2).then_some(what)
    });
    let of = before.or_else(|| scene.opens_with("经济").then_some("经济增长"))?;
    Some(format!("{part}{of}"))
}

/// The label of growth in constant prices, if the clause before excludes prices.
fn without_prices(scene: &Scene<'_>, label: &str) -> Option<String> {
    let here = scene.here();
    let before: String = scene.text[here.sentence.0..here.head_start].iter().collect();
    let prices = before.trim_end_matches(',').rsplit([',', ';']).next()?;
    PRICES_OUT.contains(&prices).then(|| format!("{label}({prices})"))
}

/// The label of a stock directly before its change: 各项贷款余额800亿元,增加90亿元.
fn grown_stock(scene: &Scene<'_>) -> Option<String> {
    let here = scene.here();
    let before = scene.index.checked_sub(1)?;
    let base = |at: usize| {
        let unit = scene.found[at].quantity.unit.as_deref().unwrap_or_default();
        unit.trim_start_matches(['万', '亿']).to_owned()
    };
    // 发行债券96亿元、同比增加21亿元: a sum of the year may grow too.
    let on_year = ON_YEAR.any_in(&here.head);
    let stock = scene.read[before].as_ref().filter(|figure| {
        figure.measure == Measure::Level || on_year && figure.measure == Measure::Cumulative
    })?;
    let alike = scene.found[before].sentence == here.sentence
        && !base(before).is_empty()
        && base(before) == base(scene.index);
    // 增加床位300张 names another thing after the verb.
    let ends = here.tail.is_empty() && (!here.listed || on_year);
    (alike && ends).then(|| stock.label.clone())
}

/// The subject without a comparison with the year before at its end: 城镇化率较上年末.
fn without_last_year(subject: &str) -> &str {
    LAST_YEAR
        .strip_suffix(subject)
        .map_or(subject, |rest| rest.trim_end_matches(['比', '较', '与', '在']))
}

/// The label after a verb of a fall at the beginning: 压减一般性支出5%.
fn falls_by(scene: &Scene<'_>) -> Option<String> {
    let head = scene.here().words_before();
    let what = leading_fall(&scene.here().head)?;
    (scene.unit() == "%" && !head.link && what.chars().count() >= 3).then(|| label::tidy(what))
}

/// The words after a verb of a fall at the beginning of these words.
pub(crate) fn leading_fall(words: &str) -> Option<&str> {
    let words = words.trim();
    ["压减", "削减", "压缩"].iter().find_map(|verb| words.strip_prefix(verb))
}

/// The label of a second figure without a word of change: in 甲、乙产值分别达1亿元、2亿元,增长22%、11% it
/// belongs to the second thing.
fn goes_on(scene: &Scene<'_>) -> Option<String> {
    let (first, _) = scene.series();
    let leader = &scene.found[first];
    let relative = scene.unit() == "%" && leader.quantity.unit == scene.here().quantity.unit;
    let same = first < scene.index && relative && scene.here().head.is_empty();
    let changes = same && change_word(core(&leader.head)).is_some();
    changes.then(|| scene.of_the_series_before())?
}

#[cfg(test)]
mod tests {
    use crate::plan::prose::tests::plan;

    #[test]
    fn a_change_by_an_amount_is_not_one_to_an_amount() {
        assert_eq!(
            plan("单位能耗降低3%，占比提高10个百分点，人均公园绿地面积增加1.2平方米。"),
            [
                "target 单位能耗 =3 % change 2025",
                "target 占比 =10 个百分点 change 2025",
                "target 人均公园绿地面积 =1.2 平方米 change 2025",
            ]
        );
        assert_eq!(
            plan("物流总费用低于全国平均水平2个百分点。"),
            ["target 物流总费用低于全国平均水平 =2 个百分点 change 2025"]
        );
        assert_eq!(
            plan("甲业、乙业产值分别达20亿元、10亿元，增长22%、11%。")[2..],
            ["target 甲业产值 =22 % change 2025", "target 乙业产值 =11 % change 2025"]
        );
        assert_eq!(
            plan("城镇化率年均提高0.8个百分点，占比每年提高1个百分点以上，单位能耗年均下降3%。"),
            [
                "target 城镇化率 =0.8 个百分点 annual_growth 2025",
                "target 占比 >=1 个百分点 annual_growth 2025",
                "target 单位能耗 =3 % annual_growth 2025",
            ]
        );
        assert_eq!(plan("压减一般性支出5%。"), ["target 一般性支出 =5 % change 2025"]);
        // Not a change by an amount: a change to an amount, and things added.
        assert_eq!(plan("岗位占比逐步提高至10%。"), ["target 岗位占比 =10 % level 2025"]);
        assert_eq!(
            plan("增加中小学学位12万个。"),
            ["target 增加中小学学位 =12 万个 cumulative 2025"]
        );
    }
}
