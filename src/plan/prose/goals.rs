//! Goals in words: those that the level above sets (PM2.5浓度完成市下达目标), and those that follow the
//! economy (居民收入与经济增长同步). `plan::table` reads such goals in tables.

use super::label;
use super::passage::{Passage, text_of};
use super::rules;
use super::when::YearMention;
use crate::domain::{Kind, Measure, WordRule};
use crate::plan::lexicon::char_set::CharSet;
use crate::plan::lexicon::topics::{AHEAD_MANNERS, AHEAD_OF_OTHERS, GROWING, SHARED_GOALS};
use crate::plan::lexicon::word_list::WordList;
use crate::plan::outline::Stance;
use regex::Regex;
use std::sync::LazyLock;

/// A goal in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Goal {
    pub label: String,
    /// The words as printed, folded.
    pub text: String,
    /// `None` where the words are the goal itself: 全面消除劣Ⅴ类水体.
    pub rule: Option<WordRule>,
    pub measure: Measure,
    pub kind: Kind,
    /// `None` where the sentence names none.
    pub year: Option<u16>,
    /// Index of the first character of the clause, index of the first character of the words, and index
    /// after the words.
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

/// Things to be eliminated or finished, and quantities that shall fall, without a figure. The group `label`
/// is the quantity, `also` a second quantity, and `words` the words of the goal. Without `words` the whole
/// match is the words. Before each pattern are words of which every match has one.
static PLAIN: LazyLock<Vec<(&[&str], Regex)>> = LazyLock::new(|| {
    const PATTERNS: &[(&[&str], &str)] = &[
        (&["消除"], "(?:全面|基本|彻底)消除(?P<label>[^,。;、:]{0,6}(?:水体|湖泊|河道))"),
        (
            &["改造"],
            "(?:全面|基本)完成(?:[^,。;]{0,16}需改造的?)?(?P<label>[^,。;]{0,24}?(?:棚户区|城中村|老旧小区|危旧房|旧城)[^,。;、]{0,6}改造)",
        ),
        (
            &["PM2.5", "PM10", "颗粒物"],
            "(?P<label>(?:PM2\\.5|PM10|细颗粒物|可吸入颗粒物)(?:\\(PM2\\.5\\))?(?:平均|年均)?(?:浓度)?)(?:[、和]?(?P<also>PM10))?(?:平均|年均)?(?:浓度)?(?P<words>(?:实现)?(?:持续|稳步|逐年|明显)(?:下降|降低|改善))",
        ),
        (
            &["能源消耗", "能耗", "碳排放", "用水量", "水耗"],
            "(?P<label>(?:单位|万元)(?:地区|国内)?(?:生产总值|GDP)(?:能源消耗|能耗|二氧化碳排放|碳排放|用水量|水耗)(?:强度|总量)?)(?P<words>(?:实现)?(?:持续|稳步|逐年|明显|显著|大幅)(?:下降|降低))",
        ),
        (
            &["在经济增长的同时"],
            "在经济增长的同时[^,。;]{0,4}(?P<label>居民(?:人均可支配)?收入)(?P<words>同步增长)",
        ),
        (
            &["贫困"],
            "(?P<label>(?:农村|城镇)?(?:建档立卡)?贫困(?:人口|家庭|村|县|户|乡镇|地区))(?P<words>全部(?:如期|按期|稳定)?(?:脱贫摘帽|脱贫|出列|摘帽|退出))",
        ),
    ];
    let regex = |(words, pattern): &(&'static [&'static str], &str)| {
        Some((*words, Regex::new(pattern).ok()?))
    };
    PATTERNS.iter().filter_map(regex).collect()
});

/// Words of which every goal in words has one. Most passages have none.
#[rustfmt::skip]
static GOAL_WORDS: WordList = WordList::new(&[
    "消除", "全面完成", "基本完成", "PM2.5", "PM10", "颗粒物", "能源消耗", "能耗", "碳排放", "用水量", "水耗", "在经济增长的同时", "贫困", "同步",
]);
/// The characters that words of the three lists begin with.
static BEGINNINGS: CharSet = CharSet::of(&[
    '消', '全', '基', 'P', '颗', '能', '碳', '用', '水', '在', '贫', '同', '完', '达', '控', '不',
    '满', '高', '快', '跑', '超',
]);
/// Verbs before a goal that the level above sets, and words for a quantity that is above others.
static MEETING: WordList = WordList::new(&["完成", "达到", "控制在", "不低于", "不高于", "满足"]);
static ABOVE: WordList = WordList::new(&["高于", "快于", "跑赢", "不低于", "超过"]);

/// Whether the passage may have a goal in words. `false` is certain, and spares the patterns.
fn may_state_goals(text: &[char]) -> bool {
    let set_by =
        |c: Option<&char>| matches!(c, Some('了' | '国' | '上' | '省' | '市' | '州' | '地'));
    let others =
        |c: Option<&char>| matches!(c, Some('同' | '地' | '经' | 'G' | '国' | '全' | '中'));
    let mut begun = text.iter().enumerate().filter(|(_, c)| BEGINNINGS.has(**c));
    begun.any(|(at, _)| {
        GOAL_WORDS.is_at(text, at)
            || MEETING.ends_after(text, at).any(|end| set_by(text.get(end)))
            || ABOVE.ends_after(text, at).any(|end| others(text.get(end)))
    })
}

/// Words for a goal to be above others, or to grow faster than the economy.
static AHEAD: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        "(?:高于|快于|跑赢|不低于|超过)(?:同期)?(?:(?:地区)?经济|GDP|(?:地区|国内)生产总值|全国|全省|全市|中部地区|中部)(?:平均)?(?:增长速度|增速|增幅|增长|水平)",
    )
    .ok()
});

/// Goals that a quantity is above that of others, without a figure: 居民收入增速高于经济增速.
fn ahead(passage: &Passage, text: &str, whens: &[YearMention], base: u16) -> Vec<Goal> {
    // The pattern begins with one of these words and ends with one of those.
    let compares =
        ["高于", "快于", "跑赢", "不低于", "超过"].iter().any(|word| text.contains(word))
            && (text.contains('增') || text.contains("水平"));
    let regex = AHEAD.iter().filter(|_| compares);
    let found = regex.flat_map(|regex| regex.find_iter(text));
    found
        .filter_map(|found| {
            let words = text[..found.start()].chars().count();
            let end = words + found.as_str().chars().count();
            // 高于全国平均水平2个百分点 is a figure.
            let next = passage.text.get(end);
            if next.is_some_and(|c| c.is_ascii_digit() || matches!(*c, '约' | '近' | '的')) {
                return None;
            }
            let marks =
                |c: &char| matches!(*c, ',' | '。' | ';' | '、' | ':' | '!' | '?' | '“' | '”');
            let clause = passage.text[..words].iter().rposition(marks).map_or(0, |at| at + 1);
            let year = whens.iter().rev().find(|when| when.end > clause && when.end <= words);
            let start = year.map_or(clause, |when| when.end);
            let named: String = passage.text[start..words].iter().collect();
            let named = AHEAD_MANNERS.strip_suffix(&named).unwrap_or(&named);
            let growth = GROWING.strip_suffix(named);
            let label = label::subject(growth.unwrap_or(named).trim_end_matches("年均"));
            if !AHEAD_OF_OTHERS.ends(&label) {
                return None;
            }
            let (when, kind) = when_and_kind(passage, whens, base, words);
            let grows = growth.is_some() || found.as_str().contains('增');
            Some(Goal {
                label,
                text: found.as_str().to_owned(),
                rule: None,
                measure: if grows { Measure::AnnualGrowth } else { Measure::Level },
                kind,
                year: when.map(|when| when.year),
                start,
                words,
                end,
            })
        })
        .collect()
}

/// Goals whose words are the goal itself.
fn plain(passage: &Passage, text: &str, whens: &[YearMention], base: u16) -> Vec<Goal> {
    let place = |at: usize| text[..at].chars().count();
    PLAIN
        .iter()
        .filter(|(words, _)| words.iter().any(|word| text.contains(word)))
        .flat_map(|(_, regex)| regex.captures_iter(text))
        // PM2.5、PM10持续下降 is one goal for each of the two.
        .flat_map(|found| {
            ["label", "also"].map(|name| {
                found.name(name).map(|label| (label, found.get(0), found.name("words")))
            })
        })
        .flatten()
        .filter_map(|(label, whole, words)| {
            let whole = whole?;
            // 30万贫困人口全部脱贫 is a figure.
            let clause = text[..label.start()].rsplit([',', '。', ';']).next().unwrap_or_default();
            let counted = clause.contains(|c: char| c.is_ascii_digit());
            if counted && label.as_str().contains("贫困") {
                return None;
            }
            let words = words.unwrap_or(whole);
            let (from, end) = (place(words.start()), place(words.end()));
            let (when, kind) = when_and_kind(passage, whens, base, from);
            let in_step = words.as_str() == "同步增长";
            let falls = ["下降", "降低"].iter().any(|word| words.as_str().ends_with(word));
            let measure = match (in_step, falls) {
                (true, _) => Measure::AnnualGrowth,
                (_, true) => Measure::Change,
                _ => Measure::Level,
            };
            Some(Goal {
                label: label::tidy(&label.as_str().replace("的改造", "改造")),
                text: words.as_str().to_owned(),
                rule: in_step.then_some(WordRule::InStepWithGdp),
                measure,
                kind,
                year: when.map(|when| when.year),
                start: place(whole.start()),
                words: from,
                end,
            })
        })
        .collect()
}

/// The year for the words at `words`, and the kind: actual if the year or the section looks back.
fn when_and_kind(
    passage: &Passage,
    whens: &[YearMention],
    base: u16,
    words: usize,
) -> (Option<YearMention>, Kind) {
    let sentence = passage.text[..words]
        .iter()
        .rposition(|c| matches!(*c, '。' | '!' | '?'))
        .map_or(0, |at| at + 1);
    let when = whens
        .iter()
        .rev()
        .find(|when| {
            when.end <= words && when.start >= sentence && !when.reference && when.year + 5 > base
        })
        // 2000年底前建成的小区: a year within the words is not the year of the goal.
        .filter(|when| when.year + 1 >= base)
        .copied();
    let past = match when {
        Some(when) => when.year <= base,
        None => passage.stance == Stance::Review,
    };
    (when, if past { Kind::Actual } else { Kind::Target })
}

/// Every goal in words of the passage, in order.
pub(super) fn goals(passage: &Passage, whens: &[YearMention], base: u16) -> Vec<Goal> {
    if !may_state_goals(&passage.text) {
        return Vec::new();
    }
    let text = text_of(&passage.text);
    let mut plain = plain(passage, &text, whens, base);
    plain.append(&mut ahead(passage, &text, whens, base));
    if !text.contains('标') && !text.contains("同步") && !text.contains("任务") {
        plain.sort_by_key(|goal| goal.words);
        return plain;
    }
    let mut goals: Vec<Goal> =
        [(&DELEGATED, WordRule::SetByParent), (&IN_STEP, WordRule::InStepWithGdp)]
            .into_iter()
            .filter(|(_, rule)| *rule != WordRule::InStepWithGdp || text.contains("同步"))
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
    goals.append(&mut plain);
    goals.sort_by_key(|goal| goal.words);
    goals
}

fn read(
    passage: &Passage,
    whens: &[YearMention],
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
    // 单位能耗:完成省下达目标.
    let named = clause == words && clause > 0 && text[clause - 1] == ':';
    let clause = if named {
        let marks = |c: &char| matches!(*c, '。' | '!' | '?' | ',' | ';' | ':' | '-');
        text[..clause - 1].iter().rposition(marks).map_or(0, |at| at + 1)
    } else {
        clause
    };
    let start = when.map_or(clause, |when| if when.start >= clause { when.end } else { clause });
    let head: String = text[start.min(words)..words].iter().collect();
    let head = head.trim_end_matches(':').trim_end_matches(['增', '速']);
    let head = label::subject(head.trim_end_matches("保持"));
    let past = match when {
        Some(when) => when.year <= base,
        None => passage.stance == Stance::Review,
    };
    // 居民收入预期目标与经济增长同步: a review quotes the goal.
    let quoted = passage.stance == Stance::Review && head.ends_with("预期目标");
    let past = past && !quoted;
    let year = when.map(|when| when.year).or_else(|| quoted.then_some(base));
    let head = head.trim_end_matches("预期目标");
    let listed = head.trim_end_matches("指标").trim_end_matches('等');
    listed
        .split('、')
        .flat_map(|item| both(item).into_iter().map(move |label| (measure(item, rule), label)))
        .filter(|(_, label)| label.chars().count() >= 3)
        .map(|(measure, label)| Goal {
            measure,
            label,
            text: text[words..end].iter().collect(),
            // In a review, words about a goal that the level above sets are a claim.
            rule: Some(if past && rule == WordRule::SetByParent { WordRule::Met } else { rule }),
            kind: if past { Kind::Actual } else { Kind::Target },
            year,
            start,
            words,
            end,
        })
        .collect()
}

/// The two quantities of an item that share its goal: 单位地区生产总值能耗和碳排放强度.
fn both(item: &str) -> Vec<String> {
    let measured = |part: &&str| SHARED_GOALS.ends(part);
    let parts: Vec<&str> = item.split(['和', '与', '及']).collect();
    if parts.len() == 2 && parts.iter().all(measured) {
        let parts = rules::parts(item, 2, "");
        if parts.len() == 2 {
            return parts.iter().map(|part| label::tidy(part)).collect();
        }
    }
    vec![label::tidy(item)]
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_goal_begins_with_a_character_that_is_not_skipped() {
        for word in GOAL_WORDS.iter().chain(MEETING.iter()).chain(ABOVE.iter()) {
            assert!(word.starts_with(|c| BEGINNINGS.has(c)), "{word}");
        }
    }
}
