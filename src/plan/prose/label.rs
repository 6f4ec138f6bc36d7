//! Labels: the noun phrase for the quantity of a figure, taken from the words beside it.

use crate::domain::Comparator;
use crate::plan::lexicon::bounds::{BOUNDS, NO_PASSING, POWERS};
use crate::plan::lexicon::clauses::{CUTS, FIRMS, LOOSE_ENDS, LOOSE_SPANS, STRONG, YEAR_SPANS};
use crate::plan::lexicon::fillers::{FILLERS, OPENINGS};
use crate::plan::lexicon::flows::{FLOWS, NO_FLOWS, NO_VERB};
use crate::plan::lexicon::going_on::{GOING_ON, MANNERS};
use crate::plan::lexicon::verbs::{ACTS, LINKS};
use crate::spelling::numeral::is_numeral;
use std::borrow::Cow;

pub(super) use super::tidy::tidy;

/// The text before a number, divided into the quantity and the verb whose object is counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Head {
    /// The noun phrase, without openings, years and linking verbs; may be empty.
    pub subject: String,
    /// The verb at the end whose object follows the number (建成…); `None` where there is none.
    pub act: Option<String>,
    /// Whether there are words between noun phrase and number besides the act: 达到, 突破.
    pub link: bool,
    /// The bound closest to the number: 不少于, 突破.
    pub bound: Option<Comparator>,
}

/// Divides the words between the beginning of the clause and the number.
pub(super) fn head(text: &str) -> Head {
    let mut rest = without_ordinal(text.trim());
    let mut link = false;
    let mut act: Option<String> = None;
    let mut bound = None;
    let mut verb = false;
    loop {
        let before = rest.len();
        if let Some(word) = FILLERS
            .longest_suffix(rest)
            // In 技能培训 the 能 is part of a noun, not a verb.
            // In 养老金人均(增加) the 均 means an average, not 'all'.
            .filter(|word| *word != "过" || !NO_PASSING.ends(rest))
            // In 退出煤炭产能 the 能 is part of a noun.
            .filter(|word| *word != "能" || !POWERS.ends(rest))
            .filter(|word| *word != "均" || !rest.ends_with("人均") && !rest.ends_with("户均"))
            .filter(|word| {
                act.is_none() || word.chars().count() > 1 || !word.chars().all(char::is_alphabetic)
            })
        {
            rest = &rest[..rest.len() - word.len()];
            if let Some((_, comparator)) = BOUNDS.iter().find(|(bound, _)| *bound == word) {
                link |= act.is_none();
                bound = bound.or(Some(*comparator));
            }
        } else if let Some(word) = ACTS
            .longest_suffix(rest)
            .filter(|word| act.is_none() && (!verb || *word == "实现"))
            // In 拆除违建 the 建 is part of a noun.
            .filter(|word| *word != "建" || !rest.ends_with("违建"))
        {
            rest = &rest[..rest.len() - word.len()];
            // 守住18亿亩耕地: the verb is a bound.
            let held = BOUNDS.iter().find(|(verb, _)| *verb == word);
            bound = bound.or(held.map(|(_, comparator)| *comparator));
            act = Some(word.to_owned());
        } else if let Some(word) = LINKS
            .longest_suffix(rest)
            .filter(|_| act.is_none())
            .filter(|word| *word != "达" || !rest.ends_with("通达"))
        {
            rest = &rest[..rest.len() - word.len()];
            link = true;
            verb = true;
            if word == "跃上" {
                bound = bound.or(Some(Comparator::Ge));
            }
            if matches!(word, "控制在" | "控制") {
                bound = bound.or(Some(Comparator::Le));
            }
        }
        if rest.len() == before {
            break;
        }
    }
    let subject = subject(rest);
    Head { subject, act, link, bound }
}

/// The text without the ordinal of a list item: 一是新建幼儿园36所.
fn without_ordinal(text: &str) -> &str {
    let rest = text.trim_start_matches(is_numeral);
    let length = text[..text.len() - rest.len()].chars().count();
    rest.strip_prefix('是').filter(|_| (1..=2).contains(&length)).unwrap_or(text)
}

/// The noun phrase in the words at the beginning of a clause.
pub(super) fn subject(text: &str) -> String {
    let mut rest = after_span(without_ordinal(text));
    loop {
        rest = rest.trim_start_matches([',', ' ', '、', '”', '。', ';', ':', '.']);
        let Some(word) = OPENINGS.prefixes(rest).next() else { break };
        // An opening is kept if it begins a noun: 全区域, 年末….
        if keeps(word, &rest[word.len()..]) {
            break;
        }
        rest = &rest[word.len()..];
    }
    let rest = after_standard(rest);
    // Most labels have none of the characters that the first questions are about.
    let marked = rest.contains(['续', '在', '兑', '累', '每', '现']);
    if !marked && rest.chars().count() <= SHORT {
        return tidy(without_loose_end(rest));
    }
    let rest = without_running_years(rest);
    let rest = without_group(&rest);
    let rest = after_last_flow(&rest);
    // 城建累计投入: 累计 says how it is counted and is not part of the label.
    let rest = if rest.contains('累') { Cow::Owned(rest.replace("累计", "")) } else { rest };
    tidy(without_loose_end(&rest))
}

/// The text without 连续三年 or 连续2年, which is not part of a label.
fn without_running_years(text: &str) -> Cow<'_, str> {
    if text.contains('续')
        && let Some((what, rest)) = text.split_once("连续")
        && let Some((span, rest)) = rest.split_once('年')
        && (1..=2).contains(&span.chars().count())
    {
        return Cow::Owned(format!("{what}{rest}"));
    }
    Cow::Borrowed(text)
}

/// The text without those among whom something is won or ranked (运动员在31个项目中获得) and without the rate
/// of 人民币汇率为1美元兑.
fn without_group(text: &str) -> Cow<'_, str> {
    let text =
        text.strip_suffix("美元兑").map_or(text, |rest| rest.trim_end_matches(['1', '每', '为']));
    let Some((before, rest)) = text.split_once('在') else { return Cow::Borrowed(text) };
    let inner = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let Some((group, after)) = inner.split_once('中').filter(|_| inner.len() < rest.len()) else {
        return Cow::Borrowed(text);
    };
    let ranking: String = group.chars().skip(1).collect();
    let kept = if group.contains("排名") { &ranking } else { after };
    Cow::Owned(format!("{before}{kept}"))
}

/// The text without the rest of a year or a span of years: 成交额较(2025年), 实际利用外资五年.
fn without_loose_end(text: &str) -> &str {
    let text = text.trim_end_matches('较');
    let text = LOOSE_ENDS.strip_suffix(text).unwrap_or(text);
    // 公路密度达到每百平方公里: the denominator belongs to the number.
    if text.contains('每')
        && let Some((noun, _)) = text.split_once("达到每")
        && noun.chars().count() >= 3
    {
        return noun;
    }
    // 贷款余额5年(增长6倍).
    if let Some(rest) = text.strip_suffix('年')
        && let Some(what) = rest.strip_suffix(|c: char| {
            matches!(
                c,
                '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '两' | '三' | '四' | '五' | '六'
            )
        })
        && what.chars().count() >= 3
        && what.ends_with(|c: char| {
            c.is_alphabetic() && !matches!(c, '第' | '十' | '一' | '二' | '三' | '四' | '五')
        })
    {
        return what;
    }
    LOOSE_SPANS.strip_suffix(text).filter(|rest| rest.chars().count() >= 3).unwrap_or(text)
}

/// The text without the standard that a work is built to: 按照50年一遇标准加固堤围.
fn after_standard(text: &str) -> &str {
    if !text.starts_with("按照") && !text.starts_with("按") {
        return text;
    }
    text.split_once("标准")
        .map(|(_, rest)| rest)
        .filter(|rest| rest.chars().count() >= 3)
        .unwrap_or(text)
}

/// The text without 5年来 or 五年来, which is not part of a label.
fn after_span(text: &str) -> &str {
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    YEAR_SPANS
        .iter()
        .find_map(|span| digits.strip_prefix(span).map(|rest| (span, rest)))
        .filter(|(span, rest)| {
            digits.len() < text.len() && (span.len() > "年".len() || rest.starts_with("累计"))
        })
        .map_or(text, |(_, rest)| rest)
}

/// Whether an opening begins a noun here: 年末常住人口 loses 年末, 年旅客吞吐量 keeps 年.
fn keeps(opening: &str, rest: &str) -> bool {
    match opening {
        "实际" => !rest.starts_with("新增") && !rest.starts_with("净增"),
        "是" => rest.starts_with('否'),
        "稳定" => !rest.starts_with("粮食"),
        "一年" => rest.starts_with(['期', '级', '一', '生']),
        "优先" => rest.starts_with(['级', '股', '发']),
        "确定" => rest.starts_with('性'),
        "并" => rest.starts_with(['网', '购', '联', '发']),
        "年" => !rest.starts_with(['末', '底']),
        "保障" => rest.starts_with("性") || rest.starts_with("房"),
        "到" => rest.starts_with(['位', '资']) || rest.starts_with("账"),
        "和" => rest.starts_with('谐'),
        "以" => rest.starts_with('上') || rest.starts_with('下'),
        "对" => rest.starts_with(['外', '口', '华']) || rest.ends_with("贡献率"),
        "提高" | "提升" => rest.chars().count() < 2,
        "基本" => ["养老", "医疗", "医保", "公共", "农田", "单元", "药物"]
            .iter()
            .any(|word| rest.starts_with(word)),
        "再" => rest.starts_with("就业") || rest.starts_with('生'),
        // 计划投资 is a name, 计划改造 is a verb with its adverb.
        "计划" => {
            // 城镇新增就业:计划(5万人).
            if rest.is_empty() {
                return false;
            }
            let rest = LOOSE_SPANS.strip_prefix(rest).unwrap_or(rest);
            !ACTS.prefixes(rest).any(|act| act.chars().count() >= 2)
        }
        "共有" => rest.starts_with("产权"),
        "共" => {
            rest.starts_with(['享', '同']) || rest.starts_with("建“") || rest.starts_with("建国家")
        }
        "平均" => rest.starts_with("受教育") || rest.starts_with("预期"),
        "全面" => rest.starts_with("建档"),
        "要" => rest.starts_with('素'),
        "使" => rest.starts_with('用'),
        "比" => !["净增", "新增", "增加"].iter().any(|word| rest.starts_with(word)),
        "较" => {
            rest.starts_with(['大', '高', '好', '强', '快', '多', '少', '低', '重', '差', '为'])
        }
        _ => false,
    }
}

/// The greatest length of words that are taken for a single clause, in characters.
const SHORT: usize = 12;

/// Where punctuation was lost, several clauses are joined. The last verb of building or adding begins the
/// clause of the number (加强医疗服务平台建设新增医疗机构床位 → 新增医疗机构床位).
fn after_last_flow(text: &str) -> Cow<'_, str> {
    if text.chars().count() <= SHORT {
        // 甲园区实现营业收入.
        if !text.contains('现') {
            return Cow::Borrowed(text);
        }
        let firms = text.split_once("实现").filter(|(who, _)| ends_in_firms(who));
        return firms.map_or(Cow::Borrowed(text), |(who, what)| Cow::Owned(format!("{who}{what}")));
    }
    if !STRONG.any_in(text) {
        return Cow::Borrowed(text);
    }
    // 建成体育中心建设社区足球场: 建设 begins a clause if another verb precedes it.
    let again = STRONG.begins(text);
    let built = again.then_some(&"建设");
    // 占新增住房供应的比例: a verb in the whole of a share begins no clause.
    let whole = share_at(text);
    let cut = STRONG
        .iter()
        .chain(built)
        .filter_map(|word| text.rfind(word).map(|at| (at, *word)))
        .filter(|(at, word)| {
            *at <= whole
                && text[at + word.len()..].chars().count() >= 2
                && !text[at + word.len()..].starts_with(['的', '率', '额', '区'])
                && (*word != "建设" || text[at + word.len()..].chars().count() >= 4)
        })
        .max_by_key(|(at, _)| *at);
    match cut {
        // 规模以上工业企业实现利润总额.
        Some((at, word)) if word == "实现" && ends_in_firms(&text[..at]) => {
            Cow::Owned(format!("{}{}", &text[..at], &text[at + word.len()..]))
        }
        // “百项攻坚”重大项目完成投资.
        Some((at, word))
            if word == "完成"
                && text[at + word.len()..] == *"投资"
                && (text[..at].ends_with("项目") || text[..at].ends_with("工程")) =>
        {
            Cow::Borrowed(text)
        }
        Some((at, word))
            if matches!(word, "力争" | "确保" | "实现" | "争取" | "累计" | "累计完成" | "完成") =>
        {
            Cow::Borrowed(&text[at + word.len()..])
        }
        Some((at, _)) => Cow::Borrowed(&text[at..]),
        None => Cow::Borrowed(text),
    }
}

/// Index at which a share names its whole: 占地区生产总值比重. The length of the text where there is none.
fn share_at(text: &str) -> usize {
    text.match_indices('占')
        .map(|(at, word)| (at, &text[at + word.len()..]))
        .find(|(at, rest)| {
            let land =
                rest.starts_with('地') && !rest.starts_with("地区") && !rest.starts_with("地方");
            !land && !rest.starts_with(['用', '有', '领']) && !text[..*at].ends_with(['抢', '侵'])
        })
        .map_or(text.len(), |(at, _)| at)
}

/// Whether the words are the name of firms or a trade, after which its figure follows.
fn ends_in_firms(text: &str) -> bool {
    let firms = FIRMS;
    let short = text.chars().count() <= 14 && !text.contains([',', '、', '。']);
    short && firms.iter().any(|word| text.ends_with(word))
}

/// The noun phrase after a number.
pub(super) fn object(text: &str) -> String {
    let text = text.trim_start_matches(['的', ' ', '-']);
    // 1所以失能老年人照护为主的养老机构.
    let text = text
        .strip_prefix('以')
        .and_then(|rest| rest.split_once("为主的"))
        .filter(|(kind, _)| !kind.contains([',', '。', ';']))
        .map_or(text, |(_, noun)| noun);
    let end = text
        .char_indices()
        .find(|(_, c)| matches!(*c, ',' | '。' | ';' | '!' | '?' | ':'))
        .map_or(text.len(), |(at, _)| at);
    let mut object = text[..end].to_owned();
    let cuts = if CUTS.any_in(&object) { &CUTS[..] } else { &[] };
    for cut in cuts {
        // 设施完善的活动中心: the words before 的 describe the thing.
        if let Some(at) = object.find(cut)
            && object[..at].chars().count() >= 4
            && !object[at + cut.len()..].starts_with('的')
            && !(*cut == "保障"
                && ["生活", "社会", "住房", "医疗"].iter().any(|of| object[..at].ends_with(of)))
        {
            object.truncate(at);
            // 深化改革项目系统推进.
            let how = MANNERS.strip_suffix(&object).map(str::len);
            object.truncate(how.filter(|short| *short >= 6).unwrap_or(object.len()));
        }
    }
    // 25个重大项目加快建设: the words about progress are not part of the name.
    if let Some(noun) = GOING_ON.strip_suffix(&object)
        && noun.chars().count() >= 2
    {
        object.truncate(noun.len());
    }
    // Where punctuation was lost, the noun is at the front; a long list is named by its kind.
    let list = tidy(&object);
    if list.chars().count() <= 24 {
        return list;
    }
    if object.chars().count() > 24 {
        object = object.chars().take(24).collect();
    }
    tidy(&object)
}

/// Whether a head is about a total over the period (新增, 累计, …).
pub(super) fn flows(text: &str) -> bool {
    // 建成区绿化覆盖率 contains no verb of building.
    if NO_FLOWS.any_in(text) {
        let text = NO_FLOWS.iter().fold(text.to_owned(), |text, noun| text.replace(noun, ""));
        return FLOWS.any_in(&text);
    }
    FLOWS.any_in(text)
}

/// The label without verbs at its beginning: 策划实施重大项目 becomes 重大项目.
pub(super) fn strip_acts(label: &str) -> &str {
    if NO_VERB.begins(label) {
        return label;
    }
    ACTS.prefixes(label)
        .find(|act| act.chars().count() >= 2)
        .map(|act| &label[act.len()..])
        .filter(|rest| rest.chars().count() >= 2)
        .unwrap_or(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_contains_subject_and_verb() {
        let show = |text| {
            let head = head(text);
            format!("{}|{}|{}", head.subject, head.act.unwrap_or_default(), head.link)
        };
        assert_eq!(show("预计地区生产总值突破"), "地区生产总值||true");
        assert_eq!(show("全区高新技术企业达到"), "高新技术企业||true");
        assert_eq!(show("力争新增就业"), "新增就业||false");
        assert_eq!(show("每个街道至少拥有"), "每个街道||false".replace("||", "|拥有|").as_str());
        assert_eq!(show("培育"), "|培育|false");
        assert_eq!(show("实现金融业增加值"), "金融业增加值||false");
    }

    #[test]
    fn a_list_of_kinds_is_named_by_their_common_kind() {
        assert_eq!(tidy("残疾人家庭、零就业家庭、低保家庭等困难家庭"), "困难家庭");
        assert_eq!(tidy("水、电、气等管网"), "水、电、气等管网");
        assert_eq!(tidy("等级公路里程"), "等级公路里程");
    }

    #[test]
    fn an_object_ends_where_the_next_clause_begins() {
        assert_eq!(object("数字化车间(工厂)。"), "数字化车间(工厂)");
        assert_eq!(object("的重大项目,总投资"), "重大项目");
    }

    #[test]
    fn years_and_standards_are_removed() {
        assert_eq!(subject("技术合同成交额较"), "技术合同成交额");
        assert_eq!(subject("较净增"), "净增");
        assert_eq!(subject("实际利用外资五年"), "实际利用外资");
        assert_eq!(subject("5年累计完成固定资产投资"), "固定资产投资");
        assert_eq!(subject("公路密度达到每百平方公里"), "公路密度");
        assert_eq!(subject("按照50年一遇标准加固堤围"), "加固堤围");
        // These stay as they are.
        assert_eq!(subject("较大规模企业"), "较大规模企业");
        assert_eq!(subject("城乡居民收入比"), "城乡居民收入比");
        assert_eq!(subject("5年期贷款余额"), "5年期贷款余额");
    }
}
