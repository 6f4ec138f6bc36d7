//! Labels that name only a selection or an action; the figure before in the sentence names the thing.

use super::scene::Scene;
use crate::plan::lexicon::flows::{ADDED, DONE_TO};
use crate::plan::lexicon::parts::{
    ALL_TRADE, GRADES, KINDS, MEASURED_IN, PAIRS, PLACE_ENDS, PUPILS, SCHOOLS, TRADE,
};
use crate::plan::lexicon::sizes::{EACH, LEVELS, PART_OF};
use crate::plan::number::unit::counts;
use crate::plan::prose::label::{Head, strip_acts};

/// The label completed by the figure before: a part, a level, or an action on the same things.
pub(super) fn of_the_figure_before(scene: &Scene<'_>, head: &Head) -> Option<String> {
    let label = head.subject.as_str();
    let act = if label.is_empty() { head.act.as_deref().unwrap_or("") } else { label };
    under_way(scene)
        .or_else(|| in_brackets(scene, label))
        .or_else(|| part_of(scene, label))
        .or_else(|| part_of_additions(scene, label))
        .or_else(|| of_trade(scene, label))
        .or_else(|| of_pair(scene.last_label()?, label))
        .or_else(|| of_school(scene, label))
        .or_else(|| of_grade(scene, label))
        .or_else(|| of_kind(scene, label).filter(|_| scene.unit().ends_with('元')))
        .or_else(|| of_level(scene, without_among(label)))
        .or_else(|| done_to_the_same(scene, act))
}

/// The words without 其中 at their beginning.
fn without_among(words: &str) -> &str {
    if words.starts_with('其') { words.trim_start_matches("其中") } else { words }
}

/// The denominator of the figure before in the list applies too:
/// 每千人口拥有医师数达到4.2人、护士数达到5.5人.
pub(super) fn for_each(scene: &Scene<'_>, last: &str, label: &str) -> Option<String> {
    let each = EACH.iter().find(|each| each.starts_with('每') && last.starts_with(**each))?;
    let counted = label.ends_with('数') && !label.starts_with(['每', '人', '户', '总']);
    (scene.here().listed && counted).then(|| format!("{each}{label}"))
}

/// A part, with the quantity of the whole: 武汉港集装箱吞吐量500万标箱,其中阳逻港300万标箱.
fn part_of(scene: &Scene<'_>, label: &str) -> Option<String> {
    let whole = scene.last_label()?;
    let part = scene.here().head.starts_with("其中") && (2..=6).contains(&label.chars().count());
    let alike = scene.unit() != "%"
        && (0..scene.index).rev().any(|at| {
            scene.found[at].sentence == scene.here().sentence
                && scene.found[at].quantity.unit == scene.here().quantity.unit
                && scene.read[at].as_ref().is_some_and(|figure| figure.label == whole)
        });
    let measured = |text: &str| PART_OF.iter().find(|noun| text.ends_with(**noun)).copied();
    let noun = measured(whole).filter(|_| part && alike && measured(label).is_none())?;
    Some(format!("{label}{noun}"))
}

/// The length being built, after the length in use: 轨道交通运营里程200公里、在建90公里.
fn under_way(scene: &Scene<'_>) -> Option<String> {
    let words = scene.here().head.trim();
    let last = scene.last_label().filter(|_| matches!(words, "在建" | "在建里程" | "续建"))?;
    let thing = ["运营里程", "通车里程", "通车总里程", "总里程", "里程"]
        .iter()
        .find_map(|length| last.strip_suffix(length))?;
    (thing.chars().count() >= 2).then(|| format!("{}{thing}", words.trim_end_matches("里程")))
}

/// A part in brackets after the whole: 航线85条(国内55条、国际30条).
fn in_brackets(scene: &Scene<'_>, label: &str) -> Option<String> {
    let here = scene.here();
    let before = &scene.text[here.sentence.0..here.head_start];
    let open =
        before.iter().rposition(|c| matches!(c, '(' | ')')).filter(|at| before[*at] == '(')?;
    let whole = (0..scene.index).rev().find(|at| {
        scene.found[*at].quantity.end <= here.sentence.0 + open && scene.read[*at].is_some()
    })?;
    let alike = scene.found[whole].quantity.unit == here.quantity.unit
        && scene.found[whole].sentence == here.sentence
        && counts(scene.unit());
    if !alike || !(2..=3).contains(&label.chars().count()) {
        return None;
    }
    let last = &scene.read[whole].as_ref()?.label;
    let noun = ADDED.iter().find_map(|word| last.strip_prefix(word)).unwrap_or(last);
    // 新建学校28所(其中小学15所): a kind of school is a whole name.
    let school = |name: &str| SCHOOLS.ends(name);
    if school(label) && school(noun) {
        let added = last.strip_suffix(noun).unwrap_or_default();
        return Some(format!("{added}{label}"));
    }
    Some(format!("{label}{}", strip_acts(noun)))
}

/// A part of things counted before: 新增充电桩3000个,其中农村地区600个.
fn part_of_additions(scene: &Scene<'_>, label: &str) -> Option<String> {
    let place = PLACE_ENDS.ends(label);
    let before = scene.index.checked_sub(1).map(|before| &scene.found[before])?;
    let alike = before.sentence == scene.here().sentence
        && before.quantity.unit == scene.here().quantity.unit
        && scene.unit() != "%"
        && !scene.unit().ends_with('元');
    if !scene.here().head.starts_with("其中") || !place || !alike {
        return None;
    }
    let last = scene.last_label()?;
    let noun = ADDED.iter().find_map(|word| last.strip_prefix(word)).unwrap_or(last);
    Some(format!("{label}{}", strip_acts(noun)))
}

/// Labels of the figures before in this sentence, the last first; then of the sentence before if this one
/// begins with 其中.
fn labels_before<'s>(scene: &'s Scene<'_>) -> impl Iterator<Item = &'s str> {
    let (start, end) = scene.here().sentence;
    let part = scene.text[start..end.max(start)].starts_with(&['其', '中']);
    let mut sentence = (start, end);
    let mut turned = false;
    (0..scene.index)
        .rev()
        .take_while(move |at| {
            let turns = scene.found[*at].sentence != sentence;
            sentence = scene.found[*at].sentence;
            let within = !turns || part && !turned;
            turned |= turns;
            within
        })
        .filter_map(|at| scene.read[at].as_ref())
        .map(|figure| figure.label.as_str())
}

/// Trade of the same kind as the figure before: 服务进出口总额800亿元,增长7%。其中,出口360亿元.
fn of_trade(scene: &Scene<'_>, label: &str) -> Option<String> {
    if !TRADE.contains(&label) {
        return None;
    }
    let whose = labels_before(scene).find_map(|whole| whole.split_once("进出口"))?.0;
    let general = whose.is_empty() || ALL_TRADE.ends(whose);
    (!general).then(|| format!("{whose}{label}"))
}

/// The label of the second of a pair, with the thing of the first: 发明专利申请量600件、授权量240件.
pub(crate) fn of_pair(first: &str, second: &str) -> Option<String> {
    let whose =
        PAIRS.iter().filter(|pair| pair.1 == second).find_map(|pair| first.strip_suffix(pair.0))?;
    (whose.chars().count() >= 2).then(|| format!("{whose}{second}"))
}

/// Pupils of the same kind of school: 普通高中招生90万人,在校生250万人,毕业生80万人.
fn of_school(scene: &Scene<'_>, label: &str) -> Option<String> {
    if !PUPILS.contains(&label) {
        return None;
    }
    let here = scene.here().sentence;
    let whole = (0..scene.index)
        .rev()
        .take_while(|at| scene.found[*at].sentence == here)
        .filter_map(|at| scene.read[at].as_ref())
        .find_map(|figure| {
            let school = SCHOOLS.ends(&figure.label);
            let whose = PUPILS.strip_suffix(&figure.label);
            whose.or(school.then_some(figure.label.as_str()))
        })?;
    (whole.chars().count() >= 2).then(|| format!("{whole}{label}"))
}

/// A share by grade, with the things that are graded: 声环境质量好的城市占9%,较好的占65%.
fn of_grade(scene: &Scene<'_>, label: &str) -> Option<String> {
    let graded = scene.here().head.trim_end_matches("占").ends_with('的');
    if !graded || !GRADES.contains(&label) || scene.unit() != "%" {
        return None;
    }
    let (before, things) = scene.last_label()?.rsplit_once('的')?;
    let what = GRADES
        .iter()
        .filter_map(|grade| before.strip_suffix(grade))
        .min_by_key(|what| what.len())?;
    (what.chars().count() >= 2).then(|| format!("{what}{label}的{things}"))
}

/// A kind of firms, with the quantity of the kinds before it:
/// 国有企业利润80亿元,下降3%;股份制企业120亿元,增长5%.
pub(super) fn of_kind(scene: &Scene<'_>, label: &str) -> Option<String> {
    let kind = |text: &str| KINDS.ends(text) && !MEASURED_IN.ends(text);
    let money = scene.unit().ends_with('元');
    if !scene.report || !kind(label) || !(money || scene.unit() == "%") {
        return None;
    }
    let (start, end) = scene.here().sentence;
    // 工业增加值增长7%。分门类看,采矿业增长3%,制造业增长8%.
    let opening: String = scene.text[start..end.min(start + 12)].iter().collect();
    let by_kind = opening.starts_with('分') && opening.contains("看,");
    let goes_on = |at: &usize| {
        scene.found[*at].sentence.0 == start
            || by_kind
                && scene.found[*at].sentence.0 < start
                && scene.found[*at].sentence.0 + 300 > start
    };
    (0..scene.index).rev().take_while(goes_on).filter_map(|at| scene.read[at].as_ref()).find_map(
        |figure| {
            let noun = MEASURED_IN.iter().find(|noun| figure.label.ends_with(**noun))?;
            let of = figure.label.strip_suffix(noun).unwrap_or_default();
            (kind(of) || by_kind && *noun == "增加值").then(|| format!("{label}{noun}"))
        },
    )
}

/// A level, with the things before it: 创新平台50个,其中国家级6个.
fn of_level(scene: &Scene<'_>, label: &str) -> Option<String> {
    // 5000万元以上项目312个,其中亿元以上196个.
    if label.ends_with("元以上") {
        let (_, noun) = scene.last_label()?.rsplit_once("元以上")?;
        return (!noun.is_empty()).then(|| format!("{label}{noun}"));
    }
    if !LEVELS.contains(&label) {
        return None;
    }
    let last = strip_acts(scene.last_label()?);
    let last = ADDED.iter().find_map(|word| last.strip_prefix(word)).unwrap_or(last);
    let above = ["以上", "及以上", ""];
    let ranks =
        || LEVELS.iter().flat_map(|level| above.iter().map(move |more| format!("{level}{more}")));
    let noun = ranks().filter_map(|rank| last.strip_prefix(&rank)).min_by_key(|rest| rest.len());
    let noun = noun.unwrap_or(last);
    // 企业国家级6家、省级30家.
    let noun = LEVELS.strip_suffix(noun).unwrap_or(noun);
    Some(format!("{label}{noun}"))
}

/// Another action on the things before: 新增线路8条,优化调整15条; 新开工项目40个,竣工30个.
fn done_to_the_same(scene: &Scene<'_>, act: &str) -> Option<String> {
    let base = |at: usize| {
        let unit = scene.found[at].quantity.unit.as_deref().unwrap_or_default();
        unit.trim_start_matches('万')
    };
    // 实施项目180个,年度投资30亿元,其中续建110个、新开工70个.
    let words = scene.here().head.as_str();
    let split = without_among(words);
    let act = if DONE_TO.contains(&split) { split } else { act };
    let part = words.starts_with("其中") || DONE_TO.contains(&words);
    let same = |at: &usize| base(*at) == base(scene.index);
    let nearest = scene.index.checked_sub(1)?;
    let near = (0..scene.index)
        .rev()
        .take_while(|at| scene.found[*at].sentence == scene.here().sentence)
        .filter(|at| scene.read[*at].is_some() && (*at == nearest || part && counts(scene.unit())))
        .find(same)
        .and_then(|at| scene.read[at].as_ref());
    let last = near.filter(|_| DONE_TO.contains(&act))?.label.as_str();
    let mut noun = last;
    while let Some(rest) = DONE_TO.iter().chain(ADDED).find_map(|act| noun.strip_prefix(act)) {
        noun = rest;
    }
    let noun = strip_acts(noun);
    if noun.chars().count() < 2 || !scene.here().tail.is_empty() {
        return None;
    }
    // In 项目开工3个,投产2个 the verb follows the thing.
    let behind = ["新开工", "开工", "竣工", "投产", "签约", "落地"]
        .iter()
        .find_map(|act| noun.strip_suffix(act));
    Some(behind.map_or_else(|| format!("{act}{noun}"), |thing| format!("{thing}{act}")))
}
