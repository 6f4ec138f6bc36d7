//! Labels that only say which, or what was done: the figure before in the sentence names the thing.

use super::scene::Scene;
use crate::plan::lexicon::flows::{ADDED, DONE_TO};
use crate::plan::lexicon::sizes::{EACH, LEVELS, PART_OF};
use crate::plan::prose::label::{Head, strip_acts};

/// A label that the figure before completes: a part, a level, what was done to the same things.
pub(super) fn of_the_figure_before(scene: &Scene<'_>, head: &Head) -> Option<String> {
    let label = head.subject.as_str();
    let act = if label.is_empty() { head.act.as_deref().unwrap_or("") } else { label };
    part_of(scene, label)
        .or_else(|| of_level(scene, label.trim_start_matches("其中")))
        .or_else(|| done_to_the_same(scene, act))
}

/// 每千人口拥有医师数达到4.2人、护士数达到5.5人: for as many as the one before it in the list.
pub(super) fn for_each(scene: &Scene<'_>, last: &str, label: &str) -> Option<String> {
    let each = EACH.iter().find(|each| each.starts_with('每') && last.starts_with(**each))?;
    let counted = label.ends_with('数') && !label.starts_with(['每', '人', '户', '总']);
    (scene.here().listed && counted).then(|| format!("{each}{label}"))
}

/// 武汉港集装箱吞吐量500万标箱,其中阳逻港300万标箱: a part, of what the whole is measured in.
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

/// 创新平台50个,其中国家级6个: of which level, of the things before.
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
    let noun = LEVELS.iter().find_map(|level| noun.strip_suffix(level)).unwrap_or(noun);
    Some(format!("{label}{noun}"))
}

/// 新增线路8条,优化调整15条; 新开工项目40个,竣工30个: what was said before, done otherwise.
fn done_to_the_same(scene: &Scene<'_>, act: &str) -> Option<String> {
    let before = scene.index.checked_sub(1).map(|before| &scene.found[before])?;
    let same = before.sentence == scene.here().sentence
        && before.quantity.unit == scene.here().quantity.unit;
    let last = scene.last_label().filter(|_| same && DONE_TO.contains(&act))?;
    let mut noun = last;
    while let Some(rest) = DONE_TO.iter().chain(ADDED).find_map(|act| noun.strip_prefix(act)) {
        noun = rest;
    }
    let noun = strip_acts(noun);
    if noun.chars().count() < 2 || !scene.here().tail.is_empty() {
        return None;
    }
    // 项目开工3个,投产2个: the verb stands behind the thing.
    let behind =
        ["开工", "竣工", "投产", "签约", "落地"].iter().find_map(|act| noun.strip_suffix(act));
    Some(behind.map_or_else(|| format!("{act}{noun}"), |thing| format!("{thing}{act}")))
}
