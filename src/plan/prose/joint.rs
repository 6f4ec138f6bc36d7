//! One number that belongs to several labels.

use super::clause::QuantityContext;
use super::rules::of_pair;
use crate::plan::lexicon::shared::DOUBLING;

/// The labels of a number that belongs to each of them: A、B、C三项率均达到100%.
pub(super) fn each_of(here: &QuantityContext<'_>, label: &str) -> Vec<String> {
    // 大项目开工、投产各2个: two begun and two in use, of the same things.
    const BUILT: &[&str] = &["开工", "投产", "竣工", "建成", "签约", "落地"];
    if let Some((things, last)) = here.head.strip_suffix('各').and_then(|all| all.rsplit_once('、'))
        && BUILT.contains(&last)
        && let Some(first) = BUILT.iter().find(|act| things.ends_with(**act))
    {
        let of = label.trim_end_matches(last).trim_end_matches(first);
        return vec![format!("{of}{first}"), format!("{of}{last}")];
    }
    if !label.contains(['、', '和', '与']) {
        return vec![label.to_owned()];
    }
    let parts: Vec<&str> = label.split(['、', '和', '与']).collect();
    // 游客量和营收均增长60%.
    let grow = ["均增长", "均提高", "均下降"].iter().any(|words| here.head.contains(words));
    if grow
        && let [first, second] = parts[..]
        && first.chars().count() >= 2
        && second.chars().count() >= 2
    {
        return vec![first.to_owned(), of_pair(first, second).unwrap_or_else(|| second.to_owned())];
    }
    // 经济总量和居民收入翻一番.
    let doubled = here.quantity.unit.as_deref() == Some("倍") && here.quantity.words;
    let measured = |part: &&str| DOUBLING.ends(part);
    if doubled && parts.len() == 2 && parts.iter().all(measured) {
        return parts.into_iter().map(str::to_owned).collect();
    }
    let joint = here.head.contains('均')
        && parts.len() > 1
        && parts.iter().all(|part| part.ends_with('率') || part.ends_with("比重"));
    if joint { parts.into_iter().map(str::to_owned).collect() } else { vec![label.to_owned()] }
}
