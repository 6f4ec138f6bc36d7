//! Counted things that are named after the number.

use super::scene::{Reading, Rule, Scene, figure};
use super::threshold::counts_measured;
use crate::domain::Measure;
use crate::plan::lexicon::bounds::BOUNDS;
use crate::plan::lexicon::counted::{NAMED_WITH, RECEIVING, RUNNING, STANDING, VERBS_BEHIND};
use crate::plan::lexicon::verbs::ACTS;
use crate::plan::number::unit::counts;
use crate::plan::prose::clause::QuantityContext;
use crate::plan::prose::label;
use std::borrow::Cow;

/// Whether the verb names a present state, not an addition: 集聚100家, 辐射34个国家.
pub(super) fn standing(act: &str) -> bool {
    STANDING.contains(&act)
}

/// Counted things that are named after the number: 建成120个数字化车间, 每个街道拥有1处综合体.
#[derive(Debug)]
pub(super) struct Counted;
impl Rule for Counted {
    fn name(&self) -> &'static str {
        "prose/counted"
    }

    fn read(&self, scene: &Scene<'_>) -> Option<Reading> {
        let here = scene.here();
        let unit = scene.unit();
        let head = own_head(here);
        let mut object = label::object(&here.tail);
        while let Some((bound, _)) = BOUNDS.iter().find(|(bound, _)| object.ends_with(bound)) {
            object.truncate(object.len() - bound.len());
        }
        object = behind_its_size(scene, &object).unwrap_or(object);
        let object = object.trim_end_matches("发挥作用");
        let object = format!("{object}{}", shared_noun(scene, object).unwrap_or_default());
        // 新开通航线30条,累计达85条(国内55条、国际30条); 新建学校28所(其中小学15所).
        if here.tail.starts_with('(') && scene.sums_up() || here.tail.starts_with("(其中") {
            return None;
        }
        if let Some(among) = whole(scene).or_else(|| among(scene, &object)) {
            return Some(among);
        }
        let bare = here.head.trim().is_empty();
        let act = head.act.as_deref().unwrap_or("");
        if let Some(size) = size_of(scene, &head, &object) {
            return Some(size);
        }
        if matches!(unit, "亿" | "万亿") && object.contains("集群") {
            let object = object.split_inclusive("集群").next().unwrap_or(&object);
            let label =
                format!("{}{}", label::strip_acts(&head.subject), object.trim_start_matches('级'));
            return figure(label::tidy(&label), Measure::Level, scene, 0.65);
        }
        // 武汉、黄石等2个…: the number counts the named places and is no target.
        let named = head.subject.trim_end_matches('等').matches('、').count() + 1;
        if head.subject.ends_with('等')
            && here.quantity.value == rust_decimal::Decimal::from(named)
            && named > 5
        {
            return Some(Reading::Skip);
        }
        if let Some(households) = of_people(scene).filter(|_| bare) {
            return Some(households);
        }
        if let Some(people) = recipients(scene, &object).filter(|_| head.act.is_none()) {
            return Some(people);
        }
        let class = object.starts_with(|c: char| c.is_ascii_digit()) && object.ends_with("元以上");
        let noun_follows = object.chars().count() >= 2 && !verb_begins(&object) && !class;
        if let Some(people) = households(scene).filter(|_| bare) {
            return Some(people);
        }
        let per_each = head.subject.starts_with('每') || head.subject.starts_with('各');
        if !noun_follows || head.link && !head.subject.is_empty() && !per_each || unit == "%" {
            return None;
        }
        // 新增床位500坚持中西医并重: the subject is before the number, and no noun follows a number without
        // a unit.
        if unit.is_empty()
            && (!head.subject.is_empty()
                || act.is_empty() && bare && scene.last().is_none() && !object.starts_with("项目"))
        {
            return None;
        }
        let run_on = head.subject.chars().count() > 14;
        let first = object.split('、').next().map_or(0, |first| first.chars().count());
        // In 仙桃等3个县市区入选示范区 the places are named before the number.
        let named = head.subject.ends_with('等');
        let short = (first <= 14 || named) && !here.joins_next;
        let kind = counts(unit) || named && !unit.is_empty();
        if act.is_empty() && !head.subject.is_empty() && !(kind && (short || run_on)) {
            return None;
        }
        let label = if let Some(label) = of_each(&head, act, &object, per_each) {
            label
        } else if let Some(reaches) = reaches(scene) {
            format!("{reaches}{object}")
        } else if act.starts_with('新') && act != "新创" || NAMED_WITH.contains(&act) {
            format!("{act}{object}")
        } else if act.is_empty() && !run_on && !bare && !head.subject.is_empty() && !named {
            format!("{}{object}", head.subject)
        } else {
            object.clone()
        };
        let level = is_level(scene, &head)
            || per_each && matches!(act, "" | "建立" | "设" | "有")
            || act.is_empty() && object.contains("进入") && object.ends_with('强');
        let measure = if level { Measure::Level } else { Measure::Cumulative };
        figure(label::tidy(&label), measure, scene, confidence(act, bare))
    }
}

/// How sure a reading is by its verb, and by whether nothing is before its number.
fn confidence(act: &str, bare: bool) -> f64 {
    match (act.is_empty(), bare) {
        (true, false) => 0.75,
        (true, true) => 0.85,
        _ => 0.93,
    }
}

/// 3.1万人享受最低生活保障 is a stock of people.
fn recipients(scene: &Scene<'_>, object: &str) -> Option<Reading> {
    let receives = RECEIVING.begins(object);
    let people = receives && scene.unit().ends_with('人');
    people.then(|| figure(format!("{object}人数"), Measure::Level, scene, 0.85)).flatten()
}

/// The label of things that each of several has: 每个街道拥有综合体, 甲街、乙街各设医院.
fn of_each(head: &label::Head, act: &str, object: &str, per_each: bool) -> Option<String> {
    if per_each {
        let verb = if standing(act) || act.is_empty() { "拥有" } else { act };
        return Some(format!("{}{verb}{object}", head.subject));
    }
    let several = act.starts_with('各') && !head.subject.is_empty();
    several.then(|| format!("{}{act}{object}", head.subject.trim_start_matches('在')))
}

/// The words without the previous item of the list: 完成河道治理、10座水库加固.
fn own_head<'h>(here: &'h QuantityContext<'_>) -> Cow<'h, label::Head> {
    let Some(items) = here.head.strip_suffix('、') else {
        return Cow::Borrowed(here.words_before());
    };
    let verb = ACTS.iter().filter(|act| items.starts_with(**act)).max_by_key(|act| act.len());
    let verb = verb.filter(|act| act.chars().count() >= 2 && items.len() > act.len());
    verb.map_or_else(|| Cow::Borrowed(here.words_before()), |verb| Cow::Owned(label::head(verb)))
}

/// The number of things of which only a part or a rate is told: 11个断面优良比例达到82%, 34个行业中有24个增长.
fn whole(scene: &Scene<'_>) -> Option<Reading> {
    let here = scene.here();
    let part = here.joins_next && here.tail.ends_with("中有");
    (part || counts_measured(scene)).then_some(Reading::Skip)
}

/// The things whose shares follow: 在监测的339个城市中,达标的占72%.
fn among(scene: &Scene<'_>, object: &str) -> Option<Reading> {
    let here = scene.here();
    let things = object.strip_suffix('中').filter(|things| things.chars().count() >= 2)?;
    let school = ["初", "高", "建设", "推进", "进行", "集", "其", "过程"];
    let ends = scene.text.get(here.tail_end) == Some(&',') && here.tail.ends_with('中');
    if !ends || !counts(scene.unit()) || school.iter().any(|word| things.ends_with(word)) {
        return None;
    }
    let which = here.head.trim().trim_start_matches('在');
    let which = if which.ends_with('的') { which.to_owned() } else { label::head(which).subject };
    figure(label::tidy(&format!("{which}{things}")), Measure::Level, scene, 0.8)
}

/// Whether the number is a stock and not an addition: 集聚100家, 7个实验室实体化运营, 每年开通2条.
fn is_level(scene: &Scene<'_>, head: &label::Head) -> bool {
    let here = scene.here();
    let act = head.act.as_deref().unwrap_or("");
    // 13个算力中心、144个数据中心高效运营: the words apply to both.
    let listed = scene.next().filter(|next| next.listed).map_or("", |next| &next.tail);
    let runs = (RUNNING.any_in(&here.tail) || RUNNING.any_in(listed))
        && !["建成", "投入"].iter().any(|word| here.tail.contains(word))
        && matches!(act, "" | "推动" | "支持" | "统筹推进");
    let goes_on = here.head.trim().is_empty()
        && here.listed
        && scene.last().is_some_and(|last| last.measure == Measure::Level);
    standing(act)
        || runs
        || goes_on
        || act == "实现" && here.tail.starts_with('“')
        || here.head.contains("每年")
        || head.subject.ends_with("同时")
        || here.tail.contains("发挥作用")
}

/// The subject of a reach, for each figure of the list: 班列辐射34个国家、76个城市.
fn reaches(scene: &Scene<'_>) -> Option<String> {
    let mut index = scene.index;
    while index > 0 && scene.found[index].listed && scene.found[index].head.trim().is_empty() {
        index -= 1;
    }
    let head = scene.found[index].words_before();
    let act = head.act.as_ref().filter(|act| matches!(act.as_str(), "辐射" | "覆盖"))?;
    (head.subject.chars().count() >= 2).then(|| format!("{}{act}", head.subject))
}

/// A size before the number's noun.
fn size_of(scene: &Scene<'_>, head: &label::Head, object: &str) -> Option<Reading> {
    let here = scene.here();
    // 总投资4.7亿元的汀祖整治: the words before name the size of the thing after.
    if here.tail.starts_with('的')
        && !here.tail.starts_with("的目标")
        && let Some(size) =
            ["总投资", "投资", "总长", "总规模", "规模", "总建筑面积", "建筑面积", "总面积", "面积"]
                .iter()
                .find(|size| head.subject.ends_with(**size))
    {
        let measure = if size.contains("投资") { Measure::Cumulative } else { Measure::Level };
        return figure(format!("{object}{size}"), measure, scene, 0.75);
    }
    // 用好政府主导的4000亿元投资基金.
    if here.head.ends_with('的')
        && scene.unit().ends_with('元')
        && ["基金", "基金群"].iter().any(|fund| object.ends_with(fund))
    {
        return figure(format!("{object}规模"), Measure::Level, scene, 0.75);
    }
    // 形成4000亿元规模的投资基金群.
    if let Some(of) = here.tail.strip_prefix("规模的")
        && !of.is_empty()
    {
        return figure(format!("{}规模", label::object(of)), Measure::Level, scene, 0.8);
    }
    // 总投资124亿元汉江湾治理项目加快建设.
    if head.subject == "总投资"
        && let Some(end) = ["项目", "工程"].iter().filter_map(|noun| object.find(noun)).min()
    {
        let named = &object[..end + "项目".len()];
        return figure(format!("{named}总投资"), Measure::Cumulative, scene, 0.75);
    }
    None
}

/// The noun after the size: 新建一所规模2000人的小学.
fn behind_its_size(scene: &Scene<'_>, object: &str) -> Option<String> {
    let sized = ["规模", "投资", "面积", "总投资"].contains(&object);
    let next = scene.next().filter(|_| sized && scene.here().joins_next)?;
    next.tail.strip_prefix('的').map(label::object)
}

/// People in the households before: 建档立卡贫困户1256户3480人全部脱贫.
fn households(scene: &Scene<'_>) -> Option<Reading> {
    let before = scene.index.checked_sub(1).map(|before| scene.found[before].quantity)?;
    let adjoin = before.end == scene.here().quantity.start;
    let counted = |unit: &str, what: &str| unit.trim_start_matches('万') == what;
    let of_homes = before.unit.as_deref().is_some_and(|unit| counted(unit, "户"));
    if !counted(scene.unit(), "人") || !adjoin || !of_homes {
        return None;
    }
    let last = scene.last()?;
    let homes = last.label.trim_end_matches("户数").trim_end_matches('户');
    // In 35.4万户88.2万人易地扶贫搬迁 the noun follows the people.
    let noun = label::object(&scene.here().tail);
    if scene.unit().starts_with('万') && !noun.ends_with(homes) {
        return None;
    }
    figure(format!("{homes}人口"), last.measure, scene, 0.85)
}

/// Households of the people after: 1.86万户5.2万人稳定脱贫.
fn of_people(scene: &Scene<'_>) -> Option<Reading> {
    let next = scene.next()?;
    let adjoin = next.quantity.start == scene.here().quantity.end;
    let people = next.quantity.unit.as_deref().is_some_and(|unit| unit.ends_with(['人', '名']));
    if !adjoin || !people || !scene.unit().ends_with('户') {
        return None;
    }
    let what = label::object(&next.tail);
    let what = ["全部", "实现", "稳定"]
        .iter()
        .fold(what.as_str(), |what, how| what.trim_start_matches(how));
    if what.chars().count() < 2 {
        return None;
    }
    figure(format!("{what}户数"), Measure::Cumulative, scene, 0.8)
}

/// A noun that occurs once, after the last: 1个两千亿级、2个千亿级产业集群.
fn shared_noun(scene: &Scene<'_>, object: &str) -> Option<String> {
    let next = scene.found.get(scene.index + 1).filter(|next| next.listed)?;
    if !object.ends_with('级') || object.chars().count() > 6 {
        return None;
    }
    let noun = label::object(&next.tail);
    noun.split_once('级').map(|(_, noun)| noun.to_owned()).filter(|noun| noun.chars().count() >= 2)
}

fn verb_begins(text: &str) -> bool {
    VERBS_BEHIND.begins(text)
}

#[cfg(test)]
mod tests {
    use crate::plan::prose::tests::plan;

    #[test]
    fn things_are_named_after_their_number() {
        assert_eq!(
            plan("建设1200个充换电站、45万个充电桩，建成15座以上加氢站。"),
            [
                "target 充换电站 =1200 个 cumulative 2025",
                "target 充电桩 =45 万个 cumulative 2025",
                "target 加氢站 >=15 座 cumulative 2025",
            ]
        );
        assert_eq!(
            plan("每个街道至少拥有1处综合体。"),
            ["target 每个街道拥有综合体 >=1 处 level 2025"]
        );
        assert_eq!(plan("集聚100家重点企业。"), ["target 重点企业 =100 家 level 2025"]);
        assert_eq!(
            plan("实施总投资4.7亿元的国土综合整治。"),
            ["target 国土综合整治总投资 =4.7 亿元 cumulative 2025"]
        );
        assert_eq!(
            plan("在甲街、乙街各设一家二级医院。"),
            ["target 甲街、乙街各设二级医院 =1 家 cumulative 2025"]
        );
        // Not read by this rule: ideas, and things named before their number.
        assert_eq!(plan("增强四个意识，坚持三个面向。"), Vec::<String>::new());
        assert_eq!(plan("重点企业达到100家。"), ["target 重点企业 =100 家 level 2025"]);
    }

    #[test]
    fn a_noun_that_occurs_once_belongs_to_each_number() {
        assert_eq!(
            plan("形成1个两千亿级、2个千亿级产业集群。"),
            [
                "target 两千亿级产业集群 =1 个 cumulative 2025",
                "target 千亿级产业集群 =2 个 cumulative 2025",
            ]
        );
        assert_eq!(
            crate::plan::prose::tests::review("建档立卡贫困户1256户3480人全部脱贫。")[1],
            "actual 建档立卡贫困人口 =3480 人 level 2020"
        );
    }
}
