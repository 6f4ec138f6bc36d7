//! Counted things, of which a second figure counts a part: 15条连接路贯通12条.

use super::scene::Scene;
use crate::plan::lexicon::fall::FALLS;
use crate::plan::lexicon::flows::{ADVANCED, STATISTICS};
use crate::plan::lexicon::growth::RISES;
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
