//! Shares of a target or a budget: 完成年度目标的117%, 为预算的102%.

use crate::plan::lexicon::promises::{BUDGETS, FULFILLING, PROMISES};

/// The target or budget of which a figure is a share: 年度目标 in 完成年度目标的117%.
pub(super) fn promise_fulfilled(label: &str) -> Option<&str> {
    let named = FULFILLING.strip_prefix(label).unwrap_or(label);
    let promised = BUDGETS.contains(&named)
        || named == "目标"
        || PROMISES.ends(named) && !named.starts_with('占');
    (promised && named.chars().count() <= 8).then_some(named)
}

/// Whether the label is the share of a target that was fulfilled: 财政收入完成预算.
pub(super) fn is_fulfilment(label: &str) -> bool {
    // Most labels end with neither.
    if !PROMISES.ends(label) && !BUDGETS.iter().any(|budget| label.ends_with(budget)) {
        return false;
    }
    let of = label.rsplit_once("完成").or_else(|| label.rsplit_once('占'));
    of.is_some_and(|(_, what)| BUDGETS.contains(&what) || PROMISES.ends(what))
}
