//! Finds the quantities of a passage: digits everywhere, Chinese numerals where they count.

use super::leave::leave_alone;
use super::when::{When, whens};
use crate::domain::Comparator;
use crate::plan::number::quantity;
use crate::plan::number::quantity::{Quantity, at, is_year};
use rust_decimal::Decimal;

/// Quantities and years of one passage, in order.
#[derive(Debug, Default)]
pub struct Scan {
    pub quantities: Vec<Quantity>,
    pub whens: Vec<When>,
}

/// Reads `text` once from left to right. What is left alone (`prose::leave`) is not in the result.
pub fn scan(text: &[char]) -> Scan {
    let whens = whens(text);
    let mut quantities: Vec<Quantity> = Vec::new();
    let (mut position, mut next_when) = (0, 0);
    while position < text.len() {
        while whens.get(next_when).is_some_and(|when| when.end <= position) {
            next_when += 1;
        }
        if let Some(when) = whens.get(next_when)
            && when.start <= position
        {
            position = when.end;
            continue;
        }
        let Some(quantity) = quantity_at(text, position) else {
            position += 1;
            continue;
        };
        position = quantity.end.max(position + 1);
        if leave_alone(text, &quantity).is_none() && !year_like(text, &quantity) {
            quantities.push(quantity);
        }
    }
    share_units(text, &mut quantities);
    Scan { quantities, whens }
}

fn quantity_at(text: &[char], position: usize) -> Option<Quantity> {
    let c = text[position];
    let inside = position > 0 && (text[position - 1].is_ascii_digit() || text[position - 1] == '.');
    if c.is_ascii_digit() {
        return if inside {
            None
        } else {
            to_one(text, position)
                .or_else(|| bandwidth(text, position))
                .or_else(|| quantity::read(text, position))
        };
    }
    fraction(text, position)
        .or_else(|| strongest(text, position))
        .or_else(|| rank(text, position))
        .or_else(|| doubling(text, position))
        .or_else(|| numeral(text, position))
}

/// 城乡居民收入比缩小至1.45:1以内: a ratio to one, where the words before name one. Others
/// (1:66:33, 1:1备份) are left alone.
fn to_one(text: &[char], start: usize) -> Option<Quantity> {
    let (value, end) = quantity::number(text, start)?;
    let alone = at(text, end, ":1")
        && text.get(end + 2).is_none_or(|c| !c.is_ascii_digit() && !matches!(c, ':' | '.'));
    let clause = clause(text, start, 14);
    let named =
        ["收入比", "消费比", "师生比", "床护比", "医护比", "收入之比", "存贷比", "收入倍差"];
    if !alone || !named.iter().any(|name| clause.contains(name)) {
        return None;
    }
    let mut quantity = plain(start, end + 2, value, "");
    quantity.unit = None;
    quantity.words = false;
    Some(with_hedge(text, quantity))
}

/// 班均带宽100M: a letter is a unit where a bandwidth is named; 5G is a name.
fn bandwidth(text: &[char], start: usize) -> Option<Quantity> {
    let (value, end) = quantity::number(text, start)?;
    let letter = text.get(end).filter(|c| matches!(c, 'M' | 'G'))?;
    let clause = clause(text, start, 8);
    let named = ["带宽", "网速", "速率"]
        .iter()
        .filter_map(|word| clause.split_once(word))
        .any(|(_, rest)| !rest.contains(|c: char| c.is_ascii_digit()));
    let alone = text.get(end + 1).is_none_or(|c| !c.is_ascii_alphanumeric());
    (named && alone).then(|| counted(start, end, end + 1, value, &letter.to_string()))
}

/// A quantity with the unit right behind its number.
fn counted(start: usize, number_end: usize, end: usize, value: Decimal, unit: &str) -> Quantity {
    Quantity { number_end, ..plain(start, end, value, unit) }
}

/// So many characters before a place, back to the last punctuation.
fn clause(text: &[char], end: usize, length: usize) -> String {
    let from = end.saturating_sub(length);
    let cut = text[from..end]
        .iter()
        .rposition(|c| ",。;:、".contains(*c))
        .map_or(from, |at| from + at + 1);
    text[cut..end].iter().collect()
}

/// A bare calendar year that no unit follows.
fn year_like(text: &[char], quantity: &Quantity) -> bool {
    quantity.unit.is_none()
        && is_year(quantity.value)
        && !quantity.words
        && text.get(quantity.end).is_none_or(|c| !matches!(c, '、'))
}

fn plain(start: usize, end: usize, value: Decimal, unit: &str) -> Quantity {
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

fn with_hedge(text: &[char], mut quantity: Quantity) -> Quantity {
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

/// 百分之八, 三分之一, 一半, 八成.
fn fraction(text: &[char], start: usize) -> Option<Quantity> {
    if at(text, start, "百分之") {
        let (value, end) =
            quantity::chinese(text, start + 3).or_else(|| quantity::number(text, start + 3))?;
        return (end > start + 3).then(|| with_hedge(text, plain(start, end, value, "%")));
    }
    for (word, value) in [("一半", 50), ("过半", 50), ("半数", 50)] {
        if at(text, start, word) {
            return Some(with_hedge(text, plain(start, start + 2, Decimal::from(value), "%")));
        }
    }
    let (first, end) = quantity::chinese(text, start).filter(|(_, end)| *end > start)?;
    if at(text, end, "分之") {
        let (part, last) = quantity::chinese(text, end + 2)?;
        if first.is_zero() || last == end + 2 {
            return None;
        }
        let percent = (part * Decimal::ONE_HUNDRED / first).round_dp(2).normalize();
        return Some(with_hedge(text, plain(start, last, percent, "%")));
    }
    let tenths = text.get(end) == Some(&'成')
        && end == start + 1
        && first < Decimal::TEN
        && text.get(end + 1).is_none_or(|c| "以左的,。、;".contains(*c));
    tenths.then(|| with_hedge(text, plain(start, end + 1, first * Decimal::TEN, "%")))
}

/// Whether the number at `start` is a term of 三次产业结构1.1:76.9:22.0.
pub fn structure(text: &[char], start: usize) -> bool {
    let numeric = |c: &char| c.is_ascii_digit() || matches!(c, '.' | ':');
    let from = start - text[..start].iter().rev().take_while(|c| numeric(c)).count();
    let to = start + text[start..].iter().take_while(|c| numeric(c)).count();
    if text[from..to].iter().filter(|c| **c == ':').count() != 2 {
        return false;
    }
    let head: String = text[from.saturating_sub(40)..from].iter().collect();
    head.rsplit('。')
        .next()
        .is_some_and(|clause| clause.contains("产业结构") || clause.contains("三次产业"))
}

/// 前十位, 前5名, 第十位: an ordinal in Chinese numerals or digits after words of rank.
fn rank(text: &[char], start: usize) -> Option<Quantity> {
    let before = start.checked_sub(1).map(|at| text[at])?;
    if !matches!(before, '前' | '第') {
        return None;
    }
    let clause: String = text[start.saturating_sub(24)..start - 1]
        .iter()
        .rev()
        .take_while(|c| !",。;:".contains(**c))
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    let ranked =
        ["排名", "位居", "位列", "名列", "稳居", "跻身", "进入", "保持", "跃升", "排", "列", "居"];
    if !ranked.iter().any(|word| clause.contains(word)) {
        return None;
    }
    let (value, end) = quantity::chinese(text, start).filter(|(_, end)| *end > start)?;
    let unit = text.get(end).filter(|c| matches!(c, '位' | '名')).map(ToString::to_string);
    let closes = text.get(end).is_none_or(|c| ",。;、)".contains(*c));
    if unit.is_none() && !closes {
        return None;
    }
    let last = end + usize::from(unit.is_some());
    Some(plain(start, last, value, unit.as_deref().unwrap_or("位")))
}

/// 冲刺全省十强, 进入全国百强: a rank, where a place is named and a verb says it is to be reached.
/// 百强区, 世界500强企业 and 竞争力百强榜 are names.
fn strongest(text: &[char], start: usize) -> Option<Quantity> {
    let reached = PLACES.iter().any(|place| {
        let length = place.chars().count();
        start >= length
            && at(text, start - length, place)
            && REACHING.iter().any(|verb| {
                let length = length + verb.chars().count();
                start >= length && at(text, start - length, verb)
            })
    });
    // 5所医院进入全国百强: it says which are counted.
    let clause = text[..start].iter().rev().take(30).take_while(|c| !",。;:".contains(**c));
    if !reached || clause.into_iter().any(char::is_ascii_digit) {
        return None;
    }
    let (value, end) = quantity::chinese(text, start)
        .filter(|(_, end)| *end > start)
        .or_else(|| quantity::number(text, start))?;
    let closes = text.get(end + 1).is_none_or(|c| ",。;、)县".contains(*c));
    (text.get(end) == Some(&'强') && closes).then(|| plain(start, end + 1, value, "位"))
}

const PLACES: &[&str] = &["全国", "全省", "全市", "中部", "西部"];

/// Verbs for a rank to be reached.
pub const REACHING: &[&str] =
    &["冲刺", "进入", "跻身", "迈入", "挺进", "跨入", "进军", "争进", "闯进", "进位"];

/// 翻番, 翻一番, 翻两番: 2, 2, 4; 倍增 is 2 where it is not a plan's name.
fn doubling(text: &[char], start: usize) -> Option<Quantity> {
    if at(text, start, "倍增") && text.get(start + 2).is_none_or(|c| ",。;".contains(*c)) {
        return Some(plain(start, start + 2, Decimal::TWO, "倍"));
    }
    if text[start] != '翻' {
        return None;
    }
    if text.get(start + 1) == Some(&'番') {
        return Some(plain(start, start + 2, Decimal::TWO, "倍"));
    }
    let (times, end) =
        quantity::chinese(text, start + 1).or_else(|| quantity::number(text, start + 1))?;
    let times =
        u32::try_from(i64::try_from(times).ok()?).ok().filter(|times| (1..=6).contains(times))?;
    (text.get(end) == Some(&'番'))
        .then(|| plain(start, end + 1, Decimal::from(2u64.pow(times)), "倍"))
}

/// Verbs after which a Chinese numeral counts things: 新建一所, 筹建两家, 至少一人.
const COUNTING: &[&str] = &[
    "至少", "新建", "筹建", "建成", "新增", "创建", "集聚", "各设", "建立", "培育", "引进", "设立",
    "推出",
];

/// 两千亿元, 千亿级产业集群, 百万人口, 至少一人, 两倍.
fn numeral(text: &[char], start: usize) -> Option<Quantity> {
    if !"一二两三四五六七八九十百千万".contains(text[start]) {
        return None;
    }
    if start > 0 && "一二两三四五六七八九十百千万亿几数第每".contains(text[start - 1])
    {
        return None;
    }
    // 上千亿 is vague, 跃上千亿元台阶 is not.
    if start > 0 && text[start - 1] == '上' && !(start > 1 && "跃迈站登".contains(text[start - 2]))
    {
        return None;
    }
    // 万亿级 and 万亩 count from one; 万余 is vague, 万户 a name.
    if text[start] == '万' && !matches!(text.get(start + 1), Some('亿' | '亩')) {
        return None;
    }
    let quantity = quantity::read(text, start).filter(|quantity| quantity.words)?;
    let unit = quantity.unit.as_deref()?;
    let ends_with = |word: &str| {
        let length = word.chars().count();
        start >= length && at(text, start - length, word)
    };
    let money = (unit.ends_with("亿元") || unit.ends_with("万元") || unit.ends_with("美元"))
        && (text[start] != '万' || unit.starts_with("万亿"));
    let cluster = matches!(unit, "亿" | "万亿") && {
        let tail: String = text[quantity.unit_end..]
            .iter()
            .take(16)
            .take_while(|c| !"。,;、".contains(**c))
            .collect();
        tail.contains("集群")
            && !text[start.saturating_sub(24)..start].iter().collect::<String>().contains("一批")
            && !again(text, start, &quantity)
            && ["形成", "打造", "建成", "培育"].iter().any(|verb| {
                let head: String = text[start.saturating_sub(24)..start]
                    .iter()
                    .rev()
                    .take_while(|c| !"。,;".contains(**c))
                    .collect();
                head.contains(&verb.chars().rev().collect::<String>())
            })
    };
    // 总量突破千亿: money, though 元 is not printed.
    let milestone = unit == "亿"
        && ["突破", "超", "超过", "过", "跨越", "迈上", "跃上"].iter().any(|verb| ends_with(verb))
        && text.get(quantity.end).is_none_or(|c| ",。;、大台".contains(*c));
    let people = unit == "万人" && text[start] != '万' && !at(text, quantity.unit_end, "计划");
    let area = matches!(unit, "万亩" | "亿亩" | "万平方米")
        && (text[start] != '万' || ["建成", "新建", "建设"].iter().any(|verb| ends_with(verb)));
    let multiple = unit == "倍" && quantity.value > Decimal::ONE;
    let share = matches!(unit, "个百分点" | "百分点");
    let counted = !unit.starts_with(['万', '亿', '%'])
        && COUNTING.iter().any(|verb| ends_with(verb))
        && unit != "次"
        && unit != "种"
        && (quantity.value > Decimal::ONE
            || !matches!(unit, "个" | "家" | "项" | "条" | "件")
            || ends_with("各设")
            || ends_with("至少")
            || ends_with("建立"))
        && !text.get(quantity.unit_end).is_some_and(|c| "“层级流站体".contains(*c));
    (money || cluster || milestone || people || area || multiple || share || counted)
        .then_some(quantity)
}

/// A size named again later in the passage (打造千亿级…集群。…到2025年,形成千亿级…集群): the later
/// sentence, which has the year, states it.
fn again(text: &[char], start: usize, quantity: &Quantity) -> bool {
    let word = &text[start..quantity.unit_end];
    let far = text.len().min(quantity.unit_end + 2000);
    text[quantity.unit_end..far].windows(word.len()).any(|window| window == word)
}

/// `5672、6158家`, `30和40%`: a number without unit before a list's last takes its unit.
fn share_units(text: &[char], quantities: &mut [Quantity]) {
    for index in (1..quantities.len()).rev() {
        let (left, right) = quantities.split_at_mut(index);
        let (Some(first), Some(second)) = (left.last_mut(), right.first()) else { continue };
        let between: String = text[first.end..second.start].iter().collect();
        if first.unit.is_none() && ["、", "和", "及", "与"].contains(&between.as_str()) {
            first.unit.clone_from(&second.unit);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str) -> Vec<String> {
        let text: Vec<char> = text.chars().collect();
        scan(&text)
            .quantities
            .iter()
            .map(|q| format!("{}{}", q.value, q.unit.as_deref().unwrap_or("")))
            .collect()
    }

    #[test]
    fn takes_figures() {
        assert_eq!(show("新增市场主体5672、6158家"), ["5672家", "6158家"]);
        assert_eq!(
            show("超过两千亿元,占百分之八,三分之一,一半以上,八成以上"),
            ["2000亿元", "8%", "33.33%", "50%", "80%"]
        );
        assert_eq!(show("企业翻一番,收入翻两番,实现翻番"), ["2倍", "4倍", "2倍"]);
        assert_eq!(show("家庭至少一人就业,筹建两家心家园,百万人口"), ["1人", "2家", "100万人"]);
        assert_eq!(show("冲刺全省十强,进入全国百强县"), ["10位", "100位"]);
        assert_eq!(show("形成五百亿级产业集群,跃上千亿元台阶"), ["500亿", "1000亿元"]);
    }

    #[test]
    fn leaves_names_alone() {
        assert!(
            show("全国竞争力百强区,进入世界500强,全国百强企业,打造15分钟生活圈、5G基站、12号线、“965”产业、“1+8”城市圈、1+6体系、世界500强")
                .is_empty()
        );
        assert!(
            show("增强“四个意识”,五大工程,一批企业,第十四个五年规划,3岁以下婴幼儿,连续5年")
                .is_empty()
        );
        assert!(show("比例为1:66:33,《健康2030行动纲要》,2025年,二〇三五年").is_empty());
        assert!(show("PM2.5、PM10,IPv6,318国道,1135片土壤,±800千伏").is_empty());
    }

    #[test]
    fn ratios_to_one() {
        assert_eq!(show("城乡居民收入比缩小至1.45:1以内"), ["1.45"]);
        assert!(show("数据1:1备份,城乡居民收入比为1:66:33").is_empty());
    }
}
