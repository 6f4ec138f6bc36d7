//! Numbers of projects that are no figures of the region.

use super::clause::QuantityContext;
use super::passage::Passage;
use crate::plan::lexicon::word_list::WordList;
use crate::plan::outline::Stance;

/// Words before what a project will yield.
static YIELDING: WordList = WordList::new(&["达产后", "投产后", "满产后"]);

/// Whether the number counts the listed projects and is no target:
/// A、B、C等15个项目,估算总投资1421.9亿元.
pub(super) fn counts_listed(found: &[QuantityContext<'_>], index: usize) -> bool {
    let here = &found[index];
    let Some(next) = found.get(index + 1).filter(|next| next.sentence == here.sentence) else {
        return false;
    };
    here.tail == "项目"
        && (next.head.contains("估算") || here.head.contains('、') && next.head.contains("总投资"))
}

/// Whether the number is a capacity of a project (年处理60万吨玉米加工等重点项目) or, in a review, what it
/// will yield (达产后年销售收入50亿元).
pub(super) fn is_size_of_one(passage: &Passage, here: &QuantityContext<'_>) -> bool {
    let yearly = || ["年处理", "年加工", "年产"].iter().any(|verb| here.head.ends_with(verb));
    let unit = here.quantity.unit.as_deref().unwrap_or_default();
    let listed = here.head.trim().is_empty() && !matches!(unit, "个" | "项" | "家");
    let named = || ["等重点项目", "等重大项目"].iter().any(|nouns| here.tail.contains(nouns));
    if !here.tail.trim().is_empty() && yearly() || listed && named() {
        return true;
    }
    if passage.stance != Stance::Review {
        return false;
    }
    let before = &passage.text[here.sentence.0..here.quantity.start.max(here.sentence.0)];
    let clause = before.iter().rposition(|c| matches!(c, ',' | ';' | ':')).map_or(0, |at| at + 1);
    YIELDING.any_among(&before[clause..])
}
