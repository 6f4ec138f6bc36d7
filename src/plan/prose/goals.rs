//! Goals in words: what is left to the level above (PM2.5浓度完成市下达目标), and what goes in step with
//! the economy (居民收入与经济增长同步). A table's cells of this kind are `plan::table`'s.

use super::label;
use super::passage::Passage;
use super::when::When;
use crate::domain::{Kind, Measure, WordRule};
use crate::plan::outline::Stance;
use regex::Regex;
use std::sync::LazyLock;

/// A goal in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goal {
    pub label: String,
    /// The words as printed, folded.
    pub text: String,
    pub rule: WordRule,
    pub measure: Measure,
    pub kind: Kind,
    /// Null where the sentence names none.
    pub year: Option<u16>,
    /// First character of the clause, of the words, and one past the words.
    pub start: usize,
    pub words: usize,
    pub end: usize,
}

static DELEGATED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        "(?:完成|达到|控制在|不低于|不高于|满足)(?:了)?(?:国家|上级|省级?|市级?|州级?|地级?|省市)(?:政府)?(?:下达|确定|规定|要求|考核|定)(?:的)?(?:控制)?(?:目标|任务|指标|要求)(?:任务|以内|内|要求)?",
    )
    .ok()
});
static IN_STEP: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        "(?:与|和|同)(?:地区)?(?:经济|GDP)(?:社会)?(?:发展|增长)(?:基本)?(?:保持)?(?:基本)?同步",
    )
    .ok()
});

/// Every goal in words of the passage, in order.
pub fn goals(passage: &Passage, whens: &[When], base: u16) -> Vec<Goal> {
    let text: String = passage.text.iter().collect();
    if !text.contains('标') && !text.contains("同步") && !text.contains("任务") {
        return Vec::new();
    }
    let mut goals: Vec<Goal> =
        [(&DELEGATED, WordRule::SetByParent), (&IN_STEP, WordRule::InStepWithGdp)]
            .into_iter()
            .filter_map(|(regex, rule)| regex.as_ref().map(|regex| (regex, rule)))
            .flat_map(|(regex, rule)| {
                regex
                    .find_iter(&text)
                    .map(move |found| (found.start(), found.end(), rule))
                    .collect::<Vec<_>>()
            })
            .flat_map(|(from, to, rule)| {
                let words = text[..from].chars().count();
                let end = words + text[from..to].chars().count();
                read(passage, whens, base, (words, end), rule)
            })
            .collect();
    goals.sort_by_key(|goal| goal.words);
    goals
}

fn read(
    passage: &Passage,
    whens: &[When],
    base: u16,
    (words, end): (usize, usize),
    rule: WordRule,
) -> Vec<Goal> {
    let text = &passage.text;
    let begins =
        |marks: &str| text[..words].iter().rposition(|c| marks.contains(*c)).map_or(0, |at| at + 1);
    let (sentence, clause) = (begins("。!?"), begins("。!?,;:"));
    let when = whens.iter().rev().find(|when| {
        when.end <= words && when.start >= sentence && !when.reference && when.year + 5 > base
    });
    let start = when.map_or(clause, |when| if when.start >= clause { when.end } else { clause });
    let head: String = text[start.min(words)..words].iter().collect();
    let head = label::subject(head.trim_end_matches(['增', '速']).trim_end_matches("保持"));
    let past = match when {
        Some(when) => when.year <= base,
        None => passage.stance == Stance::Review,
    };
    let listed = head.trim_end_matches("指标").trim_end_matches('等');
    listed
        .split('、')
        .map(label::tidy)
        .filter(|label| label.chars().count() >= 3)
        .map(|label| Goal {
            measure: measure(&label, rule),
            label,
            text: text[words..end].iter().collect(),
            rule,
            kind: if past { Kind::Actual } else { Kind::Target },
            year: when.map(|when| when.year),
            start,
            words,
            end,
        })
        .collect()
}

fn measure(label: &str, rule: WordRule) -> Measure {
    if rule == WordRule::InStepWithGdp {
        Measure::AnnualGrowth
    } else if ["降低", "下降", "减少", "削减"].iter().any(|word| label.ends_with(word)) {
        Measure::Change
    } else {
        Measure::Level
    }
}
