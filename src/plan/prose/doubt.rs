//! Signs that make a reading less certain than its rule usually is.
//!
//! The values come from five annotated documents. Of 574 figures eight were wrong in a field; each of the
//! eight has a sign or comes from a less certain rule, as do 112 correct ones. The sample is small, so a
//! value means "check this first" and is no exact probability.

use super::clause::QuantityContext;
use super::rules::Figure;
use crate::plan::number::unit::counts;

/// A sign of doubt: a test of the rule's name, the words beside the figure, and the reading.
type Test = fn(&str, &QuantityContext<'_>, &Figure) -> bool;

/// Every sign, with the greatest confidence that it allows.
const DOUBTS: &[(Test, f64)] =
    &[(run_on, 0.7), (span_of_time, 0.7), (noun_unread, 0.75), (in_words, 0.85), (vague_act, 0.85)];

/// The confidence of a reading: that of its rule, or the least that its signs allow.
pub(super) fn confidence(rule: &str, here: &QuantityContext<'_>, figure: &Figure) -> f64 {
    DOUBTS
        .iter()
        .filter(|(doubt, _)| doubt(rule, here, figure))
        .map(|(_, most)| *most)
        .fold(figure.confidence, f64::min)
}

/// A label as long as a clause often begins at the wrong place: 长江岸线、港口及汉南片区重点区块开发.
fn run_on(_: &str, _: &QuantityContext<'_>, figure: &Figure) -> bool {
    let length = figure.label.chars().count();
    length >= 24 || length >= 16 && figure.label.contains('、')
}

/// Numbers of years and days are mostly terms and definitions: 维持年限超过10年.
fn span_of_time(_: &str, here: &QuantityContext<'_>, _: &Figure) -> bool {
    matches!(here.quantity.unit.as_deref(), Some("年" | "月" | "天" | "小时"))
}

/// The label was taken from before the number, although a noun follows it: 3个乡镇8个村5594户.
fn noun_unread(rule: &str, here: &QuantityContext<'_>, figure: &Figure) -> bool {
    let tail = here.tail.trim();
    rule == "prose/level"
        && counts(here.quantity.unit.as_deref().unwrap_or_default())
        && here.quantity.hedge.is_none()
        && !here.words_before().link
        && tail.chars().next().is_some_and(char::is_alphabetic)
        && !tail.starts_with('的')
        && !figure.label.contains(tail)
}

/// A count in Chinese numerals may be part of a name: 万亩花卉基地, 百万人口.
fn in_words(_: &str, here: &QuantityContext<'_>, _: &Figure) -> bool {
    let unit = here.quantity.unit.as_deref().unwrap_or_default();
    here.quantity.words && !unit.contains(['%', '倍', '元'])
}

/// Verbs that may mean a stock or an addition: 形成14条运营线路, 统筹推进61公里….
fn vague_act(_: &str, here: &QuantityContext<'_>, _: &Figure) -> bool {
    let act = here.words_before().act.as_ref();
    act.is_some_and(|act| matches!(act.as_str(), "形成" | "推进" | "统筹推进" | "推动"))
}

#[cfg(test)]
mod tests {
    use crate::plan::prose::tests::confidences;

    #[test]
    fn each_sign_of_doubt_lowers_the_confidence_of_its_own_form_only() {
        for (doubtful, sure) in [
            ("确保残疾人家庭、零就业家庭、最低生活保障人员就业率达到90%。", "就业率达到90%。"),
            ("人均预期寿命达到82年。", "人均预期寿命达到82岁。"),
            ("搬迁乡镇8个村。", "搬迁村8个。"),
            ("建成万亩花卉基地。", "建成2万亩花卉基地。"),
            ("形成14条运营线路。", "建成14条运营线路。"),
        ] {
            let [low, high] =
                [doubtful, sure].map(|text| confidences(text).first().copied().expect(text));
            assert!(low < 0.9 && high >= 0.9, "{doubtful} {low}, {sure} {high}");
        }
    }
}
