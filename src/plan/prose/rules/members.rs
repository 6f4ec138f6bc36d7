//! Things with several figures: a second one counts a part (15条连接路贯通12条) or is another size.

use super::scene::Scene;
use crate::plan::lexicon::fall::FALLS;
use crate::plan::lexicon::flows::{ADVANCED, STATISTICS};
use crate::plan::lexicon::growth::RISES;
use crate::plan::lexicon::sizes::{GENERIC, OUTPUTS, PROJECT_SIZES, SIZES_OF_FIRMS};
use crate::plan::number::unit::counts;
use crate::plan::prose::label;

/// Counted things before a statement about them: 与甲市15条连接路贯通12条, 制造业领域7个行业税收增长40%.
pub(super) fn members(scene: &Scene<'_>, head: &label::Head) -> Option<String> {
    let next = scene.next().filter(|_| scene.here().joins_next)?;
    // 新建学校28所(其中小学15所): what is in brackets is a part.
    let bracket = scene.text[scene.here().quantity.end..next.quantity.start].contains(&'(');
    let plain =
        !bracket && head.act.is_none() && !head.link && scene.here().head.ends_with(&head.subject);
    if !plain
        || head.subject.chars().count() < 2
        || !counts(scene.unit())
        || scene.unit().is_empty()
    {
        return None;
    }
    let told = next.words_before().subject.as_str();
    let told = ADVANCED
        .iter()
        .chain(RISES.iter())
        .chain(FALLS.iter())
        .find_map(|verb| told.strip_suffix(verb))
        .unwrap_or(told);
    let noun = if next.quantity.unit == scene.here().quantity.unit {
        told
    } else {
        STATISTICS
            .iter()
            .chain(&["税收", "营收"])
            .find_map(|statistic| told.strip_suffix(statistic))?
    };
    let whose = scene.here().head.as_str();
    let whose = if whose.starts_with('与') { whose } else { &head.subject };
    (noun.chars().count() >= 2).then(|| format!("{whose}{noun}"))
}

/// The progress of the same things: 与甲市15条连接路贯通12条.
pub(super) fn advanced(scene: &Scene<'_>, label: &str) -> Option<String> {
    let last = scene.last_label().filter(|_| scene.here().joined)?;
    let (noun, verb) =
        ADVANCED.iter().find_map(|verb| label.strip_suffix(verb).map(|noun| (noun, verb)))?;
    (noun.chars().count() >= 2 && last.ends_with(noun)).then(|| format!("{last}{verb}"))
}

/// The thing itself, where a second size of it follows: 科创园建筑面积30万平方米,总投资25亿元;
/// 某企业营业收入20亿元,税收1亿元.
pub(super) fn project<'l>(of: &'l str, label: &str) -> &'l str {
    if label.starts_with('占') {
        return of;
    }
    // 金融业增加值占比15%,增加值260亿元.
    let share = of.split_once(label).filter(|(_, rest)| matches!(*rest, "占比" | "比重" | "增速"));
    if let Some((thing, _)) = share.filter(|(thing, _)| !thing.is_empty()) {
        return thing;
    }
    if !PROJECT_SIZES.ends(label) {
        return SIZES_OF_FIRMS
            .iter()
            .chain(GENERIC)
            .chain(OUTPUTS)
            .filter(|size| size.chars().count() >= 2 && !size.starts_with('占'))
            .filter_map(|size| of.strip_suffix(size))
            .filter(|rest| rest.chars().count() >= 2)
            .min_by_key(|rest| rest.len())
            .unwrap_or(of);
    }
    PROJECT_SIZES.strip_suffix(of).filter(|rest| rest.chars().count() >= 3).unwrap_or(of)
}
