//! Quantities in words: 百分之八, 三分之一, 八成, 翻一番, 两千亿元, 至少一人.

use crate::domain::Comparator;
use crate::plan::lexicon::bounds::{PASSING, STEPPING};
use crate::plan::lexicon::counting::{BUILDING, COUNTING, REACHED};
use crate::plan::number::quantity::Quantity;
use crate::plan::number::unit::at;
use crate::plan::number::{numeral, quantity};
use crate::spelling::numeral::{is_multiplier, is_numeral};
use rust_decimal::Decimal;

/// At most `length` characters before a place, back to the last punctuation.
pub(super) fn clause(text: &[char], end: usize, length: usize) -> String {
    let from = end.saturating_sub(length);
    let cut = text[from..end]
        .iter()
        .rposition(|c| matches!(*c, ',' | '。' | ';' | ':' | '、'))
        .map_or(from, |at| from + at + 1);
    text[cut..end].iter().collect()
}

pub(super) fn plain(start: usize, end: usize, value: Decimal, unit: &str) -> Quantity {
    let mut quantity = Quantity {
        start,
        end,
        number_end: end,
        unit_end: end,
        value,
        value_high: None,
        unit: Some(unit.to_owned()),
        hedge: None,
        words: true,
    };
    quantity.hedge = None;
    quantity
}

pub(super) fn with_hedge(text: &[char], mut quantity: Quantity) -> Quantity {
    // 翻了两番多.
    let more = quantity.unit.as_deref() == Some("倍") && text.get(quantity.end) == Some(&'多');
    if more {
        quantity.hedge = Some(Comparator::Gt);
        quantity.end += 1;
    }
    for (word, hedge) in [
        ("以上", Comparator::Ge),
        ("左右", Comparator::Approx),
        ("以下", Comparator::Le),
        ("以内", Comparator::Le),
    ] {
        if at(text, quantity.end, word) {
            quantity.hedge = Some(hedge);
            quantity.end += 2;
        }
    }
    quantity
}

/// Reads 百分之二点八, 千分之五, 百分之七到百分之八.
fn parts(text: &[char], start: usize, words: &str, unit: &str) -> Option<Quantity> {
    let number = |at: usize| {
        numeral::section(text, at)
            .or_else(|| numeral::number(text, at))
            .filter(|(_, end)| *end > at)
    };
    let (value, end) = number(start + 3)?;
    let mut quantity = plain(start, end, value, unit);
    if matches!(text.get(end), Some('到' | '至' | '-' | '~')) {
        let again = if at(text, end + 1, words) { 3 } else { 0 };
        if let Some((high, end)) = number(end + 1 + again).filter(|(high, _)| *high > value) {
            quantity = Quantity { value_high: Some(high), ..plain(start, end, value, unit) };
        }
    }
    let mut quantity = with_hedge(text, quantity);
    if quantity.value_high.is_some() && at(text, quantity.end, "之间") {
        quantity.end += 2;
    }
    Some(quantity)
}

/// Reads 百分之八, 三分之一, 一半, 八成.
pub(super) fn fraction(text: &[char], start: usize) -> Option<Quantity> {
    for (words, unit) in [("百分之", "%"), ("千分之", "‰")] {
        if at(text, start, words) {
            return parts(text, start, words, unit);
        }
    }
    for (word, value) in [("一半", 50), ("过半", 50), ("半数", 50)] {
        if at(text, start, word) {
            return Some(with_hedge(text, plain(start, start + 2, Decimal::from(value), "%")));
        }
    }
    let (first, end) = numeral::section(text, start).filter(|(_, end)| *end > start)?;
    if at(text, end, "分之") {
        let (part, last) = numeral::section(text, end + 2)?;
        if first.is_zero() || last == end + 2 {
            return None;
        }
        let percent = (part * Decimal::ONE_HUNDRED / first).round_dp(2).normalize();
        return Some(with_hedge(text, plain(start, last, percent, "%")));
    }
    let tenths = text.get(end) == Some(&'成')
        && end == start + 1
        && first < Decimal::TEN
        && text
            .get(end + 1)
            .is_none_or(|c| matches!(*c, '以' | '左' | '的' | ',' | '。' | '、' | ';'));
    tenths.then(|| with_hedge(text, plain(start, end + 1, first * Decimal::TEN, "%")))
}

/// Reads 翻番, 翻一番, 翻两番 as 2, 2, 4; 倍增 is 2 unless it is part of a plan's name.
pub(super) fn doubling(text: &[char], start: usize) -> Option<Quantity> {
    if at(text, start, "倍增") && text.get(start + 2).is_none_or(|c| matches!(*c, ',' | '。' | ';'))
    {
        return Some(plain(start, start + 2, Decimal::TWO, "倍"));
    }
    if text[start] != '翻' {
        return None;
    }
    if text.get(start + 1) == Some(&'番') {
        return Some(with_hedge(text, plain(start, start + 2, Decimal::TWO, "倍")));
    }
    // 翻了两番, 翻了近一番.
    let digit = start + 1 + usize::from(text.get(start + 1) == Some(&'了'));
    let near = text.get(digit) == Some(&'近');
    let digit = digit + usize::from(near);
    let (times, end) = numeral::section(text, digit).or_else(|| numeral::number(text, digit))?;
    let times =
        u32::try_from(i64::try_from(times).ok()?).ok().filter(|times| (1..=6).contains(times))?;
    let mut quantity = (text.get(end) == Some(&'番'))
        .then(|| with_hedge(text, plain(start, end + 1, Decimal::from(2u64.pow(times)), "倍")))?;
    quantity.hedge = quantity.hedge.or(near.then_some(Comparator::Approx));
    Some(quantity)
}

/// Reads 两千亿元, 千亿级产业集群, 百万人口, 至少一人, 两倍.
pub(super) fn numeral(text: &[char], start: usize) -> Option<Quantity> {
    // 产值超亿元 means one 亿 after a verb of passing.
    // So does 吞吐量突破亿吨.
    let one = text[start] == '亿'
        && matches!(text.get(start + 1), Some('元' | '吨'))
        && start > 0
        && matches!(text[start - 1], '超' | '过' | '破' | '逾');
    let is_zero = |c: char| matches!(c, '〇' | '零');
    let begins = |c: char| numeral::is_numeral(c) && !is_zero(c) && c != '亿';
    let goes_on =
        |c: char| numeral::is_numeral(c) && !is_zero(c) || matches!(c, '几' | '数' | '第' | '每');
    if !one && !begins(text[start]) || start > 0 && goes_on(text[start - 1]) {
        return None;
    }
    // 上千亿 is vague, 跃上千亿元台阶 is not.
    if start > 0
        && text[start - 1] == '上'
        && !(start > 1 && matches!(text[start - 2], '跃' | '迈' | '站' | '登'))
    {
        return None;
    }
    // 万亿级 and 万亩 count from one; 万余 is vague, 万户 is a name.
    if text[start] == '万' && !matches!(text.get(start + 1), Some('亿' | '亩')) {
        return None;
    }
    let quantity = quantity::read(text, start).filter(|quantity| quantity.words)?;
    let unit = quantity.unit.as_deref()?;
    let ends_with = |word: &str| {
        let length = word.chars().count();
        start >= length && at(text, start - length, word)
    };
    // In 一批百亿元企业 the amount selects the things.
    if ends_with("一批") || ends_with("若干") {
        return None;
    }
    let money = (unit.ends_with("亿元") || unit.ends_with("万元") || unit.ends_with("美元"))
        && (text[start] != '万' || unit.starts_with("万亿"));
    let cluster = matches!(unit, "亿" | "万亿") && sizes_clusters(text, &quantity);
    // In 总量突破千亿 the 元 is not printed.
    let milestone = unit == "亿"
        && ["突破", "超", "超过", "过", "跨越", "迈上", "跃上"].iter().any(|verb| ends_with(verb))
        && text
            .get(quantity.end)
            .is_none_or(|c| matches!(*c, ',' | '。' | ';' | '、' | '大' | '台'));
    let people = unit == "万人" && text[start] != '万' && !at(text, quantity.unit_end, "计划");
    let area = matches!(unit, "万亩" | "亿亩" | "万平方米")
        && (text[start] != '万' || ["建成", "新建", "建设"].iter().any(|verb| ends_with(verb)));
    let multiple = unit == "倍" && quantity.value > Decimal::ONE;
    let share = matches!(unit, "个百分点" | "百分点");
    // 一级, 两站 and 三“…” begin names.
    let names = text
        .get(quantity.unit_end)
        .is_some_and(|c| matches!(*c, '“' | '层' | '级' | '流' | '站' | '体'));
    let several = quantity.value > Decimal::ONE || unit.starts_with('万');
    let behind = several && after_its_noun(text, &quantity, unit);
    let reached = quantity.value > Decimal::ONE
        && REACHED.ends_at(text, start)
        && !matches!(unit, "年" | "月" | "日" | "天" | "次" | "分" | "个" | "种" | "级")
        && !names;
    let sum = unit == "元" && quantity.value >= Decimal::ONE_HUNDRED;
    let counted = !unit.starts_with(['万', '亿', '%'])
        && COUNTING.ends_at(text, start)
        && unit != "次"
        && unit != "种"
        && (quantity.value > Decimal::ONE
            || !matches!(unit, "个" | "家" | "项" | "条" | "件")
            || ends_with("各设")
            || ends_with("至少")
            || ends_with("建立"))
        && !names;
    // 打造甲、乙两个千亿级产业集群: two clusters of that size.
    let sized = unit == "个" && quantity.value > Decimal::ONE && counts_clusters(text, &quantity);
    // An amount of grain before 台阶: 粮食总产站稳百亿斤台阶.
    let harvest = unit == "亿斤"
        && STEPPING.iter().chain(PASSING.iter()).any(|verb| ends_with(verb))
        && at(text, quantity.unit_end, "台阶");
    let amounts = harvest || one || money || cluster || milestone || people || area || sum || sized;
    (amounts || multiple || share || counted || behind || reached).then_some(quantity)
}

/// Whether the amount is the size of clusters that a verb of building is about: 形成千亿级产业集群.
fn sizes_clusters(text: &[char], quantity: &Quantity) -> bool {
    let start = quantity.start;
    let tail: String = text[quantity.unit_end..]
        .iter()
        .take(16)
        .take_while(|c| !matches!(**c, '。' | ',' | ';' | '、'))
        .collect();
    let head = &text[start.saturating_sub(24)..start];
    let clause = head.iter().rposition(|c| matches!(*c, '。' | ',' | ';')).map_or(0, |at| at + 1);
    tail.contains("集群")
        && !head.iter().collect::<String>().contains("一批")
        && !again(text, start, quantity)
        && BUILDING.any_among(&head[clause..])
}

/// Whether 两个 counts clusters whose size follows it: 两个千亿级产业集群.
fn counts_clusters(text: &[char], quantity: &Quantity) -> bool {
    let tail: String = text[quantity.unit_end..].iter().take(12).collect();
    let sized = tail.split_once('级').is_some_and(|(size, noun)| {
        size.ends_with(['亿', '元'])
            && size.chars().all(|c| is_numeral(c) || is_multiplier(c) || c == '元')
            && ["产业集群", "产业链", "产业", "园区"].iter().any(|kind| noun.starts_with(kind))
    });
    let clause = clause_before(text, quantity.start);
    let built = ["打造", "形成", "培育", "建成", "发展"].iter().any(|verb| clause.contains(verb));
    sized && built
}

/// The part of the sentence before a place, including list marks.
fn clause_before(text: &[char], end: usize) -> String {
    let from = end.saturating_sub(60);
    let sentence: String = text[from..end].iter().collect();
    sentence.rsplit(['。', ';']).next().unwrap_or_default().to_owned()
}

/// 新建公园二十个, 建成小学三所、中学两所: the count ends its clause, which began with a verb.
fn after_its_noun(text: &[char], quantity: &Quantity, unit: &str) -> bool {
    let ends =
        text.get(quantity.end).is_none_or(|c| matches!(*c, ',' | '。' | ';' | '、' | '和' | '及'));
    if !ends || !crate::plan::number::unit::counts(unit) || matches!(unit, "次" | "种" | "位") {
        return false;
    }
    let sentence: String = text[quantity.start.saturating_sub(40)..quantity.start].iter().collect();
    let sentence = sentence.rsplit(['。', ',', ';', ':']).next().unwrap_or_default();
    // 惠及 is one word.
    let listed = sentence.rsplit_once(['、', '和', '及']);
    let (listed, noun) = listed.filter(|(list, _)| !list.ends_with('惠')).unwrap_or(("", sentence));
    let head = noun.trim_end_matches(['约', '近', '超', '共', '逾', '达', '到']);
    // 中学三所、小学六所: in a list of counts a short name will do.
    let counted = listed.ends_with(unit.trim_start_matches(['万', '亿']));
    head.chars().count() >= if counted { 2 } else { 3 }
        && (COUNTING.any_in(sentence) || sentence.contains("惠及"))
        && !head.ends_with(['这', '那', '每', '前', '第'])
}

/// A size named again later in the passage (打造千亿级…集群。…到2025年,形成千亿级…集群): the later
/// sentence, which has the year, states it.
fn again(text: &[char], start: usize, quantity: &Quantity) -> bool {
    let word = &text[start..quantity.unit_end];
    let far = text.len().min(quantity.unit_end + 2000);
    text[quantity.unit_end..far].windows(word.len()).any(|window| window == word)
}
