//! A subject and its number: the simple form, tried last.

use super::before::{for_each, of_the_figure_before};
use super::counted::standing;
use super::fulfilment::promise_fulfilled;
use super::growth::better_growth;
use super::members::{advanced, members, project};
use super::scene::{Reading, Rule, Scene, figure};
use crate::domain::{Comparator, Measure};
use crate::plan::lexicon::flows::{
    ADDED, ADDING, BARE_ACTS, BEGUN, BUILT, DONE, FLOWS, MEANS, NAMED_BEHIND, NEWLY_ADDED, NO_VERB,
    OF_PROJECTS, OF_THE_YEAR, STATISTICS, STOCKS, SUMMED,
};
use crate::plan::lexicon::growth::{CONVERTED, RATES_OF_CHANGE};
use crate::plan::lexicon::ratios::FOR_SO_MANY;
use crate::plan::lexicon::sizes::{EACH, GENERIC, SIZES_OF_FIRMS};
use crate::plan::lexicon::verbs::ACTS;
use crate::plan::number::unit::counts;
use crate::plan::prose::label::{self, flows, strip_acts};

/// A subject and its number: 地区生产总值达到1247.04亿元, 新增道路54公里, 供地3000亩.
#[derive(Debug)]
pub(super) struct Level;
impl Level {
    /// The label and its confidence.
    fn label(scene: &Scene<'_>, head: &label::Head) -> Option<(String, f64)> {
        let mut label = head.subject.clone();
        if let Some(whole) = scene.topic_of_part(&label) {
            return Some((format!("{label}{whole}"), 0.8));
        }
        if let Some(label) =
            of_the_figure_before(scene, head).or_else(|| scene.named_before(&label))
        {
            return Some((label, 0.85));
        }
        if let Some(label) = members(scene, head).or_else(|| advanced(scene, &label)) {
            return Some((label, 0.75));
        }
        // 集聚“万亿项目、千亿企业、百万人口”.
        let people = scene.text.get(scene.here().quantity.unit_end - 1) == Some(&'口');
        if people && scene.unit().ends_with('人') && !head.link {
            return Some(("人口".to_owned(), 0.7));
        }
        if BARE_ACTS.contains(&label.as_str()) {
            let last = strip_acts(scene.last_label()?);
            let last = ["总数", "总量", "数量"]
                .iter()
                .find_map(|word| last.strip_suffix(word))
                .unwrap_or(last);
            return Some((format!("{label}{last}"), 0.85));
        }
        // 有效发明专利5000件,每万人口拥有48件.
        if let Some(last) = scene.last_label()
            && EACH.contains(&label.trim_end_matches("拥有"))
            && !last.starts_with('每')
        {
            return Some((
                format!("{}拥有{}", label.trim_end_matches("拥有"), strip_acts(last)),
                0.85,
            ));
        }
        // 城镇新增就业预期目标2.5万人:实际新增2.8万人.
        if label == "实际"
            && let Some(last) = scene.last_label()
        {
            return Some((last.to_owned(), 0.8));
        }
        if label.chars().count() < 2 {
            return Self::label_without_subject(scene, head);
        }
        // 人均生产总值5.6万元,按平均汇率折算为8700美元; 浓度降至36微克/立方米,降幅达42%.
        let converted = label.starts_with('按') && CONVERTED.ends(&label);
        let rate = RATES_OF_CHANGE.contains(&label.as_str());
        if let Some(last) = scene.last_label().filter(|_| converted || rate) {
            return Some((format!("{last}{}", if rate { label.as_str() } else { "" }), 0.85));
        }
        // 新增市场主体2.3万户,总量突破5万户.
        if matches!(label.as_str(), "总数" | "总量" | "数量" | "总规模")
            && let Some(last) = scene.last_label()
        {
            let last = strip_acts(last).trim_end_matches("净增");
            let last = ADDED.iter().find_map(|word| last.strip_prefix(word)).unwrap_or(last);
            let of = if last.ends_with(label.as_str()) { "" } else { label.as_str() };
            return Some((format!("{last}{of}"), 0.85));
        }
        // 经营主体每年新增百万户 is an addition, not a stock.
        let added = matches!(head.act.as_deref(), Some("新增" | "净增"));
        // 铁路营业里程新增180公里 is an addition to a stock.
        let stock = STOCKS.ends(&label) && !flows(&label);
        if added && (scene.here().head.contains("每年") || stock) {
            label.push_str(head.act.as_deref().unwrap_or_default());
        }
        if head.act.is_none() && !head.link && is_added(scene, &label) {
            label.insert_str(0, "新增");
        }
        if let Some(act) = &head.act
            && NAMED_BEHIND.contains(&act.as_str())
        {
            label.push_str(act);
        }
        Some(Self::qualified(scene, label))
    }

    /// The label of a clause without a subject: an action, or the thing before.
    fn label_without_subject(scene: &Scene<'_>, head: &label::Head) -> Option<(String, f64)> {
        // 固定资产投资年均增长9.8%,五年累计完成2180亿元: the total belongs to the thing before.
        // 改造小区120个、惠及3万户: the label of those who benefit needs the work.
        let people = ["户", "人", "人次"]
            .iter()
            .any(|unit| scene.unit().trim_start_matches(['万', '亿']) == *unit);
        if head.act.as_deref() == Some("惠及")
            && let Some(work) = scene.last_label().filter(|_| people)
        {
            return Some((format!("{work}惠及"), 0.85));
        }
        let item = scene.own_item();
        // 完成 and 实现 name nothing.
        let named = |act: &&String| act.chars().count() >= 2 && *act != "实现" && *act != "完成";
        if let Some(act) = head.act.as_ref().filter(named) {
            return Some((act.clone(), 0.85));
        }
        if scene.sums_up()
            && let Some(last) = scene.last_label()
        {
            let last = ADDED.iter().find_map(|word| last.strip_suffix(word)).unwrap_or(last);
            let last = ADDED.iter().find_map(|word| last.strip_prefix(word)).unwrap_or(last);
            return Some((strip_acts(last).to_owned(), 0.85));
        }
        // In 268个、总投资达2077亿元的重大项目 the noun follows the next number.
        if let Some(next) = scene.found.get(scene.index + 1)
            && next.listed
            && let Some(noun) = next.tail.strip_prefix('的')
        {
            return Some((label::object(noun), 0.75));
        }
        let last = scene.ranked_topic().or_else(|| scene.last_label().map(str::to_owned));
        item.or(last).or_else(|| scene.topic()).map(|last| (last, 0.75))
    }

    /// The label, completed with the thing that it belongs to.
    fn qualified(scene: &Scene<'_>, label: String) -> (String, f64) {
        if label.ends_with("里程")
            && label.chars().count() <= 6
            && let Some(of) = scene.network()
        {
            return (format!("{of}{label}"), 0.85);
        }
        // 配额成交量235万吨,成交额1.5亿元.
        if let Some(of) = scene.last_label().and_then(|last| last.strip_suffix("成交量"))
            && label == "成交额"
            && !of.is_empty()
        {
            return (format!("{of}{label}"), 0.85);
        }
        // 生活垃圾分类覆盖率100%、无害化处理率100%.
        if label.starts_with("无害化")
            && let Some(waste) = scene.last_label().and_then(|last| last.split_once("垃圾"))
        {
            return (format!("{}垃圾{label}", waste.0), 0.9);
        }
        // 投资3.6亿元新建泵站: the investment is named by the work.
        let works = label::tidy(strip_acts(&scene.here().tail));
        if label == "投资" && works != scene.here().tail && works.chars().count() >= 2 {
            return (format!("{works}投资"), 0.85);
        }
        let last = scene.last_label();
        // 新增就业2.93万人,完成年度目标的117%.
        if let Some(promise) = promise_fulfilled(&label).filter(|_| scene.unit() == "%")
            && let Some(last) = last
        {
            return (format!("{last}完成{promise}"), 0.8);
        }
        // In 重点项目120个,完成固定资产投资80亿元 the investment belongs to the projects, not to the
        // region.
        if let Some(last) = last.filter(|last| last.ends_with("项目") || last.ends_with("工程"))
            && label == "固定资产投资"
            && scene.here().head.contains("完成")
        {
            return (format!("{}{label}", strip_acts(last)), 0.85);
        }
        if let Some(label) = last.and_then(|last| for_each(scene, last, &label)) {
            return (label, 0.85);
        }
        // 研发经费支出28亿元,与生产总值之比为2.4%.
        let words = scene.here().head.trim_start_matches([',', '、']);
        if let Some(of) = last.filter(|_| words.starts_with('与') && label.ends_with("之比")) {
            return (format!("{of}与{}", label.trim_start_matches('与')), 0.85);
        }
        // 服务业增加值增长8%,对经济增长的贡献率达60%: the figure before has the subject.
        if label.starts_with('对')
            && label.ends_with("贡献率")
            && let Some(of) = last
        {
            let cut = ["高于", "低于", "快于", "占"].iter().filter_map(|word| of.find(word)).min();
            let of = &of[..cut.unwrap_or(of.len())];
            return (format!("{of}{label}"), 0.85);
        }
        if GENERIC.contains(&label.as_str()) || label.starts_with('占') {
            // 改造小区260个,涉及居民6.8万户、面积480万平方米: the area is that of the work.
            let of = scene
                .last_label()
                .map(|last| if last.starts_with("涉及") { scene.label_before(last) } else { last })
                .filter(|_| !scene.here().head.contains("估算"))
                .map(str::to_owned)
                .or_else(|| scene.lead())
                .or_else(|| scene.heading.filter(|_| !scene.report).map(label::tidy));
            if let Some(of) = of {
                let of = strip_acts(project(&of, &label)).to_owned();
                let label = label.trim_start_matches("估算");
                // 实现主营业务收入300亿元、税收15亿元: the figure before names no thing.
                let sizes = [of.as_str(), label];
                if sizes.iter().all(|size| SIZES_OF_FIRMS.contains(size)) {
                    return (label.to_owned(), 0.9);
                }
                let label = if of.ends_with(label) { of } else { format!("{of}{label}") };
                return (label, 0.92);
            }
        }
        (label, 0.95)
    }

    fn measure(scene: &Scene<'_>, head: &label::Head, label: &str) -> Measure {
        let unit = scene.unit();
        let words = scene.here().head.as_str();
        // 社会消费品零售总额降幅收窄至8.9%: the label is a rate of change.
        if unit == "%" && scene.report && RATES_OF_CHANGE.ends(label) {
            return Measure::AnnualGrowth;
        }
        // In a plan: PM2.5浓度由62微克/立方米降至36微克/立方米,降幅达42%.
        if unit == "%" && !scene.report && label.ends_with("降幅") {
            return Measure::Change;
        }
        // 新增工程中心87家,累计达124家: the second figure is a stock.
        let each = FOR_SO_MANY.begins(label);
        if unit == "%"
            || each && !words.contains("新增")
            || label.starts_with("在建")
            || head.subject.is_empty() && scene.sums_up()
        {
            return Measure::Level;
        }
        let yearly = words.contains('年')
            && ["每年", "年均", "当年"].iter().any(|word| words.contains(word));
        if yearly && !label.ends_with("新增") || label.starts_with("年推") {
            return Measure::Level;
        }
        let ends = |list: &[&str]| list.iter().any(|word| label.ends_with(word));
        // 新增劳动力平均受教育年限 is no addition.
        let mean = MEANS.any_in(label);
        let adds =
            !mean && (ADDING.begins(label) || ADDING.begins(words) || NEWLY_ADDED.any_in(label));
        let stock = STOCKS.ends(label) || unit.contains('/');
        let for_others = label.starts_with('为') && unit.ends_with('元');
        // 落实衔接资金5亿元 is an action, 落实保护面积520万亩 is not.
        let granted = !label.starts_with("落实") || unit.ends_with('元');
        let begun = scene.report && granted && (for_others || begins_with_verb(label, words));
        if let Some(measure) = Self::of_statistics(scene, label, adds || begun) {
            return measure;
        }
        // 发放优待证近3万个 is an action, whatever its bound.
        let open = matches!(head.bound, Some(Comparator::Gt | Comparator::Ge | Comparator::Approx));
        if begun && !stock && !mean && (!head.link || open) {
            return Measure::Cumulative;
        }
        if words.contains("累计") && !label.ends_with('率') || adds && !(stock && head.link) {
            return Measure::Cumulative;
        }
        // 固定资产投资达到500亿元 is for the year for which it is set.
        let yearly = head.link && STATISTICS.ends(label);
        if ends(&["投资", "投入"]) && (scene.totals || !yearly)
            || scene.totals && flows(label) && !stock
        {
            return Measure::Cumulative;
        }
        // 招引项目300个,其中百亿级项目不少于3个: a part of an addition is one.
        let part = words.starts_with("其中") && counts(unit) && !stock && head.bound.is_some();
        if part && scene.last().is_some_and(|last| last.measure == Measure::Cumulative) {
            return Measure::Cumulative;
        }
        if stock || head.link {
            // 中欧班列开行突破1000列 is an action with a bound.
            let over = matches!(head.bound, Some(Comparator::Gt | Comparator::Ge));
            let done =
                over && !stock && !mean && (DONE.any_in(label) || scene.one_year && flows(label));
            let built = BUILT.any_in(label)
                // 减少贫困人口4万人 is done within the years.
                || !head.link && ["减少贫困", "减少农村贫困"].iter().any(|act| label.starts_with(act));
            return if done || built { Measure::Cumulative } else { Measure::Level };
        }
        let last = scene.last().map(|last| last.measure);
        let carried = (counts(unit) || unit.is_empty() || scene.here().listed)
            && last == Some(Measure::Cumulative)
            && head.act.is_none();
        let acts = head.act.as_deref().is_some_and(|act| !standing(act)) || DONE.begins(words);
        if flows(label) || flows(words) || DONE.any_in(label) || acts || carried {
            Measure::Cumulative
        } else {
            Measure::Level
        }
    }

    /// The measure of annual statistics in a report: a level for one year, a total for several.
    fn of_statistics(scene: &Scene<'_>, label: &str, adds: bool) -> Option<Measure> {
        let statistic = STATISTICS.ends(label);
        let words = scene.here().head.as_str();
        // 安排重点项目260个,年度计划投资520亿元: the verb is that of the projects.
        let own = label.ends_with("销售") || OF_THE_YEAR.ends(label);
        if !statistic || adds && !own || OF_PROJECTS.any_in(label) {
            return None;
        }
        if scene.one_year && !words.contains("累计") {
            return Some(Measure::Level);
        }
        // 累计利用外资270亿美元、进出口总额1188亿美元.
        if scene.totals && scene.here().listed && !scene.here().dated_here {
            return Some(Measure::Cumulative);
        }
        // 五年累计完成投资8600亿元,利用外资12亿美元.
        let flow = ["利用外资", "到位资金", "到位内资", "进出口", "税收", "销售额"]
            .iter()
            .any(|end| label.ends_with(end));
        if scene.totals
            && flow
            && !label::head(words).link
            && scene.last().is_some_and(|last| last.measure == Measure::Cumulative)
        {
            return Some(Measure::Cumulative);
        }
        let summed = || SUMMED.any_in(words);
        (scene.unit().ends_with('元') && summed()).then_some(Measure::Cumulative)
    }
}
impl Rule for Level {
    fn name(&self) -> &'static str {
        "prose/level"
    }

    fn read(&self, scene: &Scene<'_>) -> Option<Reading> {
        let head = scene.here().words_before();
        if let Some(label) = better_growth(scene) {
            return figure(label, Measure::AnnualGrowth, scene, 0.85);
        }
        let (label, confidence) = Self::label(scene, head)?;
        let named_later = head.subject.is_empty()
            && head.act.is_none()
            && !head.link
            && scene.last().is_none()
            && scene.item().is_none();
        let measure =
            if named_later { Measure::Cumulative } else { Self::measure(scene, head, &label) };
        let confidence = if scene.unit().is_empty() { confidence - 0.05 } else { confidence };
        figure(label::tidy(&label), measure, scene, confidence)
    }
}

/// Whether 新增 at the beginning of the list applies to this thing: 新增道路58公里、停车泊位15万个.
fn is_added(scene: &Scene<'_>, label: &str) -> bool {
    let mut first = scene.index;
    while first > 0 && scene.found[first].listed {
        first -= 1;
    }
    let added = scene.read[first].as_ref().is_some_and(|leader| {
        leader.measure == Measure::Cumulative && leader.label.starts_with("新增")
    });
    let acts = ACTS.begins(label) || FLOWS.begins(label) || BEGUN.begins(label);
    let counted = scene.unit() != "%" && !scene.unit().ends_with('元');
    first < scene.index && added && counted && !acts && !STOCKS.ends(label)
}

/// Whether a verb, removed from the label or not, names an action: 发行债券80亿元.
fn begins_with_verb(label: &str, words: &str) -> bool {
    if NO_VERB.begins(label) {
        return false;
    }
    let mut flows = FLOWS.prefixes(label);
    if flows.any(|verb| !matches!(verb, "投资" | "投入" | "融资" | "认证")) {
        return true;
    }
    let begins = |text: &str| {
        let acts = ACTS.prefixes(text).filter(|act| act.chars().count() >= 2);
        acts.chain(BEGUN.prefixes(text)).any(|verb| {
            !matches!(verb, "完成" | "实现" | "拥有" | "形成" | "用好" | "管好" | "做强")
        })
    };
    begins(label) || !STATISTICS.ends(label) && begins(words)
}

#[cfg(test)]
mod tests {
    use crate::plan::prose::tests::{plan, review};

    #[test]
    fn a_subject_and_its_number() {
        assert_eq!(
            plan("到2025年，地区生产总值突破2000亿元，占全市比重达到10%。"),
            [
                "target 地区生产总值 >2000 亿元 level 2025",
                "target 地区生产总值占全市比重 =10 % level 2025",
            ]
        );
        assert_eq!(
            plan("新增道路54公里，供地3000亩，改造老旧小区150个、棚户区5000套。"),
            [
                "target 新增道路 =54 公里 cumulative 2025",
                "target 供地 =3000 亩 cumulative 2025",
                "target 改造老旧小区 =150 个 cumulative 2025",
                "target 棚户区 =5000 套 cumulative 2025",
            ]
        );
        assert_eq!(review("当年投资达到500亿元。"), ["actual 当年投资 =500 亿元 level 2020"]);
        // Not read: statistics of others.
        assert_eq!(review("全省经济总量突破6万亿元。"), Vec::<String>::new());
    }

    #[test]
    fn a_total_after_an_addition_is_a_stock() {
        assert_eq!(
            review("新增省级以上工程中心87家，累计达124家。")[1],
            "actual 省级以上工程中心 =124 家 level 2020"
        );
        assert_eq!(
            review("新增市场主体2.3万户，总量突破5万户。")[1],
            "actual 市场主体总量 >5 万户 level 2020"
        );
        assert_eq!(
            review("固定资产投资年均增长9.8%，五年累计完成2180亿元，是“十二五”时期的1.8倍。"),
            [
                "actual 固定资产投资 =9.8 % annual_growth 2020",
                "actual 固定资产投资 =2180 亿元 cumulative 2020",
                "actual 固定资产投资 =1.8 倍 ratio_multiple 2020",
            ]
        );
        // Not a stock: an addition to something else.
        assert_eq!(
            plan("新增学位2万个，累计投入资金3亿元。")[1],
            "target 投入资金 =3 亿元 cumulative 2025"
        );
    }

    #[test]
    fn a_number_for_each_is_named_after_the_counted_thing() {
        assert_eq!(
            plan("有效发明专利5000件，每万人口拥有48件。")[1],
            "target 每万人口拥有有效发明专利 =48 件 level 2025"
        );
        assert_eq!(
            plan("每千人床位数达7张，每万人口全科医生数达4人。")[1],
            "target 每万人口全科医生数 =4 人 level 2025"
        );
    }

    #[test]
    fn a_second_size_belongs_to_the_project() {
        let said = plan("滨水科创园：建筑面积30万平方米，总投资25亿元。");
        assert_eq!(said[1], "target 滨水科创园总投资 =25 亿元 cumulative 2025");
        assert_eq!(
            plan("工业产值达到50亿元，占地区生产总值比重达到30%。")[1],
            "target 工业产值占地区生产总值比重 =30 % level 2025"
        );
    }

    #[test]
    fn a_movement_takes_its_subject_from_the_clause_before() {
        assert_eq!(
            review(
                "地区生产总值连跨3个百亿台阶，由2015年的310亿元跃升至2020年的480亿元，年均增长7.2%。"
            ),
            [
                "actual 地区生产总值 =310 亿元 level 2015",
                "actual 地区生产总值 =480 亿元 level 2020",
                "actual 地区生产总值 =7.2 % annual_growth 2020",
            ]
        );
        // Not read: a clause that names no quantity.
        assert_eq!(review("发展环境持续优化，达到480亿元。"), Vec::<String>::new());
    }
}
