//! Several subjects with one number each (分别).

use super::before::of_pair;
use super::change::change_word;
use super::scene::{Figure, Reading, Rule, Scene, comparator, core, figure};
use crate::domain::Measure;
use crate::plan::lexicon::growth::GROWTH;
use crate::plan::lexicon::shared::{
    AGAINST_GOALS, APART, COMPLETE, COUNTS, EACH_UNIT, ENDINGS, PER_TIME, USED,
};
use crate::plan::lexicon::topics::DISTRICTS;
use crate::plan::prose::label::{self, flows};

/// In A和B分别达到1和2 the second number belongs to the second subject.
#[derive(Debug)]
pub(super) struct Respective;
impl Rule for Respective {
    fn name(&self) -> &'static str {
        "prose/respective"
    }

    fn read(&self, scene: &Scene<'_>) -> Option<Reading> {
        let list = |head: &str| {
            let head = head.trim_matches(['、', '和', '及', '与', ',', '以']);
            head.is_empty() || PER_TIME.contains(&head)
        };
        let mut first = scene.index;
        while first > 0
            && scene.found[first].sentence == scene.here().sentence
            && list(&scene.found[first].head)
        {
            first -= 1;
        }
        let leader = &scene.found[first];
        if leader.sentence != scene.here().sentence {
            return None;
        }
        if !leader.head.contains("分别") {
            return of_unlike_units(scene, first);
        }
        if is_against_goals(&leader.head) {
            return Some(Reading::Skip);
        }
        let mut last = first;
        while scene
            .found
            .get(last + 1)
            .is_some_and(|next| next.sentence == leader.sentence && list(&next.head))
        {
            last += 1;
        }
        let (subjects, verb) = leader.head.split_once("分别")?;
        // In 年均分别增长7.5%和6% the words of growth may be before 分别.
        let named = GROWTH
            .iter()
            .find_map(|word| subjects.strip_suffix(word))
            .filter(|_| scene.unit() == "%" && !subjects.ends_with("自然增长率"));
        let yearly = ["年均", "每年"].iter().find_map(|word| subjects.strip_suffix(word)).or(named);
        let subjects = label::subject(yearly.unwrap_or(subjects));
        let before = scene.of_the_figures_before().filter(|_| subjects.is_empty());
        // 城镇、农村居民收入:预计分别增长5.6%、7.3%.
        let item = scene.item().filter(|_| subjects.is_empty() && before.is_none());
        let subjects = item.unwrap_or(subjects);
        let parts = parts(&subjects, last - first + 1, verb);
        let part = parts.get(scene.index - first).cloned();
        let label = before.or(part).unwrap_or(subjects);
        // 投资、消费增长6.3%、8.5%,分别高于全国2个、1.3个百分点.
        let apart = APART.begins(verb);
        if apart && scene.unit().ends_with("百分点") && !label.is_empty() {
            let label = format!("{label}{}", verb.trim_end_matches(['约', '近', '了']));
            return figure(label, Measure::Change, scene, 0.88);
        }
        let growth = core(verb);
        let grows = yearly.is_some() && change_word(growth).is_some();
        let measure = if grows || named.is_some() || GROWTH.ends(growth) {
            Measure::AnnualGrowth
        } else if change_word(growth).is_some() {
            Measure::Change
        } else if scene.unit() != "%" && (flows(&label) || scene.report && flows(growth)) {
            Measure::Cumulative
        } else {
            Measure::Level
        };
        figure(label, measure, scene, 0.9)
    }
}

/// Several subjects with as many numbers, whose units differ: 注册量、接入企业数突破185亿个、2万家.
fn of_unlike_units(scene: &Scene<'_>, first: usize) -> Option<Reading> {
    let (from, last) = scene.series();
    let count = (last + 1).saturating_sub(first);
    if from != first || count < 2 {
        return None;
    }
    let mut units: Vec<_> = scene.found[first..=last].iter().map(|at| &at.quantity.unit).collect();
    units.sort_unstable();
    units.dedup();
    let head = scene.found[first].words_before();
    if units.len() < count || !head.link || units.contains(&&None) {
        return None;
    }
    let label = parts(&head.subject, count, "").get(scene.index - first).cloned()?;
    let reading = figure(label, Measure::Level, scene, 0.8)?;
    // 突破 applies to all numbers.
    let bound = comparator(&scene.at(first));
    Some(match reading {
        Reading::Figure(figure) if scene.here().quantity.hedge.is_none() => {
            Reading::Figure(Figure { comparator: bound, ..figure })
        }
        other => other,
    })
}

/// Whether the numbers are distances of outcomes from their goals: 分别比预期目标高4.8、10.4个百分点.
fn is_against_goals(head: &str) -> bool {
    AGAINST_GOALS.any_in(head)
}

/// The second part of 发明专利申请量和授权量 gets the shared beginning.
fn share_beginning(parts: &mut [String]) {
    let [first, second] = parts else { return };
    let (long, short): (Vec<char>, Vec<char>) = (first.chars().collect(), second.chars().collect());
    if long.len() >= short.len() + 2
        && short.len() <= 4
        && long.last() == short.last()
        && !second.ends_with("企业")
    {
        let shared: String = long[..long.len() - short.len()].iter().collect();
        second.insert_str(0, &shared);
    }
}

/// Divides a joint subject into `count` parts; each part gets a shared ending (申请量和授权量).
pub(crate) fn parts(subjects: &str, count: usize, verb: &str) -> Vec<String> {
    // 装备制造、绿色建材两个产业集群: the count is not part of a name.
    let subjects = COUNTS.iter().fold(subjects.to_owned(), |all, word| all.replace(word, ""));
    let subjects = subjects.as_str();
    // 三次产业增加值占比重分别为, 对经济增长的贡献率分别为: one number for each sector.
    if count == 3
        && let Some(of) = subjects
            .strip_prefix("三次产业")
            .or(Some(subjects).filter(|all| all.ends_with("经济增长的贡献率")))
    {
        return ["第一产业", "第二产业", "第三产业"].map(|sector| format!("{sector}{of}")).to_vec();
    }
    if let Some(parts) = of_quarters(subjects, count) {
        return parts;
    }
    // The 及 in 普及率 separates nothing.
    let mut parts: Vec<String> = subjects
        .replace("普及", "普\0")
        .split(['、', '和', '与', '及'])
        .filter(|part| !part.is_empty())
        .map(|part| part.replace('\0', "及"))
        .collect();
    // 金融机构存贷款余额分别达到.
    if count == 2 && parts.len() == 1 && subjects.contains("存贷款") {
        return ["存款", "贷款"].map(|kind| subjects.replace("存贷款", kind)).to_vec();
    }
    if count == 2 && parts.len() == 1 && subjects.contains("城乡") {
        return of_both_sides(subjects, verb);
    }
    if parts.len() != count {
        return Vec::new();
    }
    let last: Vec<char> = parts.last().map(|last| last.chars().collect()).unwrap_or_default();
    if count == 2 && subjects.contains(['和', '与', '及']) {
        share_beginning(&mut parts);
    }
    if let [first, second] = &mut parts[..]
        && let Some(whole) = of_pair(first, second)
    {
        *second = whole;
    }
    share_of_districts(&mut parts);
    share_denominator(&mut parts);
    share_intensity(&mut parts);
    share_noun(&mut parts);
    // In PM10、PM2.5平均浓度 a name in Latin letters gets the whole ending.
    let ending: String = parts
        .last()
        .map(|last| last.trim_start_matches(|c: char| c.is_ascii()).to_owned())
        .unwrap_or_default();
    for part in &mut parts[..count - 1] {
        if part.is_ascii() {
            part.push_str(&ending);
        }
    }
    let share = ["增加值占比", "增加值比重", "占比"];
    let joined: String = last.iter().collect();
    if let Some(ending) = share.iter().find(|ending| joined.ends_with(**ending)) {
        for part in &mut parts[..count - 1] {
            // In 服务业、数字经济核心产业增加值占比 the first part is a share too.
            if !part.ends_with(['比', '重']) {
                part.push_str(ending);
            }
        }
    } else if let Some(ending) = last.last()
        && last.len() >= 3
        && matches!(*ending, '率' | '量' | '额' | '数' | '重')
    {
        let shared: String = last[last.len() - 3..].iter().collect();
        for part in &mut parts[..count - 1] {
            if !part.ends_with(*ending) && !COMPLETE.ends(part) {
                part.push_str(&shared);
            }
        }
    }
    parts
}

/// One label for each quarter: 一、二、三、四季度生产总值. The first may be missing, since 一、 looks like an
/// enumerator.
fn of_quarters(subjects: &str, count: usize) -> Option<Vec<String>> {
    let (quarters, of) = subjects.split_once("季度")?;
    let named: String =
        quarters.chars().filter(|c| matches!(*c, '一' | '二' | '三' | '四')).collect();
    let alone = quarters.chars().all(|c| matches!(c, '一' | '二' | '三' | '四' | '、' | '和'));
    let missing = count.checked_sub(named.chars().count())?;
    let all = match missing {
        0 => named,
        1 if named.starts_with('二') => format!("一{named}"),
        _ => return None,
    };
    let parts = || all.chars().map(|quarter| format!("{quarter}季度{of}")).collect();
    (alone && count > 1 && !of.is_empty()).then(parts)
}

/// The parts of 城乡, town and countryside: 城乡居民收入分别, 城乡低保标准分别达到城乡居民支出的.
fn of_both_sides(subjects: &str, verb: &str) -> Vec<String> {
    let of = verb.trim_start_matches("达到").trim_end_matches(['的', '为']);
    let moved = change_word(core(of)).is_some() || GROWTH.ends(core(of));
    let of = if moved || label::head(of).subject.is_empty() { "" } else { of };
    let sides =
        if subjects.contains("城乡居民") { ["城镇", "农村"] } else { ["城市", "农村"] };
    sides
        .iter()
        .map(|side| {
            let base = subjects.replace("城乡", side);
            if of.is_empty() {
                base
            } else {
                format!("{base}占{}比例", of.replace("城乡", side))
            }
        })
        .collect()
}

/// Gives the quantity of the last part of a region to all parts: 中心城区、新城区低保标准.
fn share_of_districts(parts: &mut [String]) {
    let Some((last, before)) = parts.split_last_mut() else { return };
    let district =
        DISTRICTS.iter().filter(|name| last.starts_with(**name)).max_by_key(|name| name.len());
    let Some(rest) = district.map(|name| &last[name.len()..]).filter(|rest| !rest.is_empty())
    else {
        return;
    };
    for part in before.iter_mut().filter(|part| DISTRICTS.contains(&part.as_str())) {
        part.push_str(rest);
    }
}

/// Gives the denominator of the first part to all parts: 每千人口执业医师数、注册护士数.
fn share_denominator(parts: &mut [String]) {
    let Some(each) = parts.first().and_then(|first| {
        ["每千常住人口", "每千人口", "每千人", "每万人口", "每万人", "每百户", "人均"]
            .iter()
            .find(|each| first.starts_with(**each))
    }) else {
        return;
    };
    for part in parts.iter_mut().skip(1).filter(|part| !part.starts_with(['每', '人', '户'])) {
        part.insert_str(0, each);
    }
}

/// Gives the unit of output of the first part to energy and emissions:
/// 单位国内生产总值能源消耗和二氧化碳排放. 化学需氧量排放总量 gets none.
fn share_intensity(parts: &mut [String]) {
    let each = |first: &String| EACH_UNIT.iter().find(|each| first.starts_with(**each));
    let Some(each) = parts.first().and_then(each) else { return };
    let used = USED;
    let is_used =
        |part: &String| used.iter().any(|used| part.starts_with(used)) && !part.contains("总量");
    for part in parts.iter_mut().skip(1).filter(|part| is_used(part)) {
        part.insert_str(0, each);
    }
}

/// Gives the ending of the last part to all parts: 新材料、食品医药产业产值.
fn share_noun(parts: &mut [String]) {
    let Some((last, before)) = parts.split_last_mut() else { return };
    let Some(&ending) = ENDINGS.iter().find(|ending| last.ends_with(**ending)) else { return };
    for part in before.iter_mut().filter(|part| part.chars().count() <= 8) {
        let complete = COMPLETE.ends(part);
        if !complete && !part.ends_with(ending) {
            let shared = ["产业", "居民"].iter().find(|word| part.ends_with(**word));
            part.push_str(shared.map_or(ending, |word| ending.trim_start_matches(word)));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::plan::prose::tests::{plan, review};

    #[test]
    fn each_subject_has_its_own_number() {
        assert_eq!(
            plan("发明专利申请量和授权量分别突破45000件和17000件。"),
            [
                "target 发明专利申请量 >45000 件 level 2025",
                "target 发明专利授权量 >17000 件 level 2025",
            ]
        );
        assert_eq!(
            plan("森林覆盖率、建成区绿化覆盖率、绿地率分别达到15%、42%和38%。"),
            [
                "target 森林覆盖率 =15 % level 2025",
                "target 建成区绿化覆盖率 =42 % level 2025",
                "target 绿地率 =38 % level 2025",
            ]
        );
        assert_eq!(
            review("PM10、PM2.5平均浓度分别下降28.5%和31.2%。"),
            ["actual PM10平均浓度 =28.5 % change 2020", "actual PM2.5平均浓度 =31.2 % change 2020",]
        );
        assert_eq!(
            review("出口额20亿元、进口额10亿元，分别增长30%、37%。")[2..],
            ["actual 出口额 =30 % change 2020", "actual 进口额 =37 % change 2020"]
        );
        // Unchanged: two clauses without 分别 keep their own subjects.
        assert_eq!(plan("森林覆盖率15%，绿地率38%。")[1], "target 绿地率 =38 % level 2025");
    }

    #[test]
    fn a_unit_of_output_applies_to_energy_and_emissions() {
        assert_eq!(
            plan("单位国内生产总值能源消耗和二氧化碳排放分别降低13.5%、18%。"),
            [
                "target 单位国内生产总值能源消耗 =13.5 % change 2025",
                "target 单位国内生产总值二氧化碳排放 =18 % change 2025",
            ]
        );
        assert_eq!(
            review("高新技术企业、科技型中小企业贷款分别增长27.7%、31.1%。"),
            [
                "actual 高新技术企业贷款 =27.7 % change 2020",
                "actual 科技型中小企业贷款 =31.1 % change 2020",
            ]
        );
        assert_eq!(
            review("制造业贷款、绿色贷款、普惠小微贷款分别增长21.9%、25.4%、25.8%。")[0],
            "actual 制造业贷款 =21.9 % change 2020"
        );
        assert_eq!(
            review("投资增长20.4%，收入增长30.7%，分别比预期目标高4.8、10.7个百分点。").len(),
            2
        );
        // A total of emissions has no unit of output.
        assert_eq!(
            plan("单位GDP能耗和化学需氧量排放总量分别下降15%、10%。")[1],
            "target 化学需氧量排放总量 =10 % change 2025"
        );
        assert_eq!(
            review("服务业、数字经济核心产业增加值占比分别提高4个、6个百分点。"),
            [
                "actual 服务业增加值占比 =4 个百分点 change 2020",
                "actual 数字经济核心产业增加值占比 =6 个百分点 change 2020",
            ]
        );
    }

    #[test]
    fn a_shared_beginning_or_ending_applies_to_all() {
        assert_eq!(
            plan("新材料、食品医药产业产值分别突破500亿元、300亿元。"),
            [
                "target 新材料产业产值 >500 亿元 level 2025",
                "target 食品医药产业产值 >300 亿元 level 2025",
            ]
        );
        assert_eq!(
            plan("每千人口执业（助理）医师数、注册护士数分别达到4.2人、5.1人。")[1],
            "target 每千人口注册护士数 =5.1 人 level 2025"
        );
        assert_eq!(
            review(
                "城镇居民、农村居民人均可支配收入分别达到45200元、26800元，年均增长6.8%、8.1%。"
            ),
            [
                "actual 城镇居民人均可支配收入 =45200 元 level 2020",
                "actual 农村居民人均可支配收入 =26800 元 level 2020",
                "actual 城镇居民人均可支配收入 =6.8 % annual_growth 2020",
                "actual 农村居民人均可支配收入 =8.1 % annual_growth 2020",
            ]
        );
        // Unchanged: complete names.
        assert_eq!(
            plan("税收、工业总产值分别达到5亿元、300亿元。")[0],
            "target 税收 =5 亿元 level 2025"
        );
    }
}
