//! Numbers that are not read: those in names (15分钟生活圈, 5G, 12号线, “965”), ordinals, dates, ratios and
//! standards, which are no figures of the region.

use crate::plan::lexicon::names::{
    BARE, COUNTED_KINDS, FARED_AGAINST, FARING, FARING_MANNERS, INDICATOR_KINDS, MEASURED_AGES,
    MEASURED_DAYS, MEASURED_DEPTHS, MEASURED_FLOODS, MEASURED_HOURS, MEASURED_SPANS,
    MEASURED_YEARS, NUMBERED, NUMBERED_PARTS, PEOPLES, PEOPLES_IN_NAMES, REACHES, SPANS,
    STEP_COUNTS, STEP_ENDS, STEPS, THOUGHTS, TRAVEL_NAMES, TRAVELS,
};
use crate::plan::lexicon::ranks::AMONG;
use crate::plan::number::quantity::Quantity;
use crate::plan::number::unit::{at, counts};
use crate::plan::prose::passage::text_of;

/// A test for numbers that are not read.
type Test = fn(&[char], &Quantity) -> bool;

/// Every test, with its name for tests and diagnostics.
pub(super) const REASONS: &[(&str, Test)] = &[
    ("latin", latin),
    ("formula", formula),
    ("quoted", quoted),
    ("titled", titled),
    ("ordinal", ordinal),
    ("numbered", numbered),
    ("duration", duration),
    ("reach", reach),
    ("strongest", strongest),
    ("age", age),
    ("abstract", abstraction),
    ("standard", standard),
    ("specification", specification),
    ("bare", bare),
    ("each", each),
    ("group", group),
    ("version", version),
    ("boxed", boxed),
    ("attribute", attribute),
    ("addressed", addressed),
    ("broken", broken),
    ("reference", reference),
];

/// The name of the test that excludes the quantity; `None` where it may be a figure.
pub(super) fn leave_alone(text: &[char], quantity: &Quantity) -> Option<&'static str> {
    REASONS.iter().find(|(_, test)| test(text, quantity)).map(|(name, _)| *name)
}

fn before(text: &[char], start: usize) -> Option<char> {
    start.checked_sub(1).and_then(|before| text.get(before)).copied()
}

/// Index of the last such character among at most `reach` characters before `end`.
fn last_before(
    text: &[char],
    end: usize,
    reach: usize,
    is_mark: impl Fn(char) -> bool,
) -> Option<usize> {
    let from = end.saturating_sub(reach);
    text[from..end].iter().rposition(|c| is_mark(*c)).map(|at| from + at)
}

fn ends_with(text: &[char], end: usize, word: &str) -> bool {
    let length = word.chars().count();
    end >= length && at(text, end - length, word)
}

fn any_after(text: &[char], from: usize, words: &[&str]) -> bool {
    words.iter().any(|word| at(text, from, word))
}

/// 5G, IPv6, M0, PM2.5, 4A级, K11, S103.
fn latin(text: &[char], q: &Quantity) -> bool {
    before(text, q.start).is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        || text.get(q.number_end).is_some_and(char::is_ascii_alphabetic) && q.unit.is_none()
}

/// 1+6, 7×24, 2+N, 1:66:33.
fn formula(text: &[char], q: &Quantity) -> bool {
    if super::ratio::structure(text, q.start) {
        return false;
    }
    let joint = |c: char| matches!(c, '+' | '×' | ':' | '±' | '/' | '=');
    // 7·16健身周 is a day.
    let digit = |at: usize| text.get(at).is_some_and(char::is_ascii_digit);
    let day =
        |dot: usize| text.get(dot) == Some(&'·') && dot > 0 && digit(dot - 1) && digit(dot + 1);
    if day(q.number_end) || q.start > 0 && day(q.start - 1) {
        return true;
    }
    before(text, q.start).is_some_and(|c| {
        joint(c) && !matches!(c, ':')
            || c == ':' && before(text, q.start - 1).is_some_and(|c| c.is_ascii_digit())
    }) || text.get(q.number_end).is_some_and(|c| {
        joint(*c)
            && *c != '/'
            && (*c != ':' || text.get(q.number_end + 1).is_some_and(char::is_ascii_digit))
    }) || ends_with(text, q.start, "->")
}

/// A short quotation that contains the number and no verb of a goal: “965”, “15分钟生活圈”, “40工程”.
fn quoted(text: &[char], q: &Quantity) -> bool {
    let mark = |c: char| matches!(c, '“' | '”' | '"' | '‘' | '’');
    let Some(open) = last_before(text, q.start, 14, mark) else { return false };
    if !matches!(text[open], '“' | '"' | '‘') {
        return false;
    }
    let Some(close) = text[q.number_end..]
        .iter()
        .take(16)
        .position(|c| matches!(c, '”' | '"' | '’' | '“' | '。' | ';'))
    else {
        return false;
    };
    let close = q.number_end + close;
    matches!(text[close], '”' | '"' | '’')
        && close - open <= 24
        && !text[open..q.start].iter().collect::<String>().contains("达到")
        && !(q.words && at(text, q.start, "百万人"))
}

/// 《健康鄂州2030行动纲要》.
fn titled(text: &[char], q: &Quantity) -> bool {
    let mark = last_before(text, q.start, 60, |c| matches!(c, '《' | '》'));
    mark.is_some_and(|mark| text[mark] == '《')
}

/// 第8个, 二期, 第一. The rule for ranks reads ranks.
fn ordinal(text: &[char], q: &Quantity) -> bool {
    // 退出后20名 is no rank.
    let last = before(text, q.start) == Some('后')
        && matches!(q.unit.as_deref(), Some("位" | "名"))
        && text.get(q.end).is_none_or(|c| matches!(*c, ',' | '。' | ';' | '、' | ')'));
    last || before(text, q.start) == Some('第') && !rank_named(text, q)
}

/// Whether the ordinal is a rank, which its own rule reads: 排名第15名.
fn rank_named(text: &[char], q: &Quantity) -> bool {
    super::rank::named(text, q.start - 1)
        && (matches!(q.unit.as_deref(), Some("位" | "名"))
            || q.unit.is_none()
                && text.get(q.end).is_none_or(|c| matches!(*c, ',' | '。' | ';' | '、' | ')')))
}

/// 12号线, 318国道, 2号, 1135片, 5级, 4A级, IV类, 1000千伏, 2.0版, 10大工程.
fn numbered(text: &[char], q: &Quantity) -> bool {
    let after = q.number_end;
    NUMBERED.is_at(text, after) && !(q.unit.is_some() && q.unit_end > q.number_end)
        || medals(text, q)
}

/// 夺得1金2银4铜.
fn medals(text: &[char], q: &Quantity) -> bool {
    let next = |c: &char| c.is_ascii_digit() || matches!(*c, ',' | '。' | ';' | '、' | '的' | ')');
    q.unit.is_none()
        && text.get(q.number_end).is_some_and(|c| matches!(*c, '金' | '银' | '铜'))
        && text.get(q.number_end + 1).is_none_or(next)
}

/// Spans of time that are no measured quantity: 15分钟, 24小时, 连续5年, 10年禁渔.
fn duration(text: &[char], q: &Quantity) -> bool {
    if matches!(q.unit.as_deref(), Some("小时" | "分钟")) && travels(text, q) {
        return false;
    }
    let span = SPANS.is_at(text, q.number_end) || any_after(text, q.unit_end, &["小时", "月大"]);
    let timed = matches!(q.unit.as_deref(), Some("年" | "天" | "日" | "秒" | "小时" | "年一遇"));
    // Most quantities are no spans of time.
    if !span && !timed {
        return false;
    }
    let head = text_of(&text[q.start.saturating_sub(14)..q.start]);
    // 去化周期8.4个月.
    let named = head.trim_end_matches(['为', '约']);
    if MEASURED_SPANS.iter().any(|word| named.ends_with(word)) {
        return false;
    }
    if span {
        return true;
    }
    match q.unit.as_deref() {
        Some("年") => !MEASURED_YEARS.any_in(&head),
        Some("天") => !MEASURED_DAYS.any_in(&head),
        Some("日" | "秒") => true,
        Some("小时") => !MEASURED_HOURS.ends(&head) || any_after(text, q.unit_end, &["圈"]),
        Some("年一遇") => !MEASURED_FLOODS.any_in(&head),
        _ => false,
    }
}

/// Whether the time is a travel time: 城市圈1小时通勤. 1小时通勤圈 is a name.
fn travels(text: &[char], q: &Quantity) -> bool {
    TRAVELS
        .iter()
        .any(|verb| at(text, q.unit_end, verb) && !TRAVEL_NAMES.is_at(text, q.unit_end + 2))
}

/// The reach of a service: 800米半径, 500米范围内.
fn reach(text: &[char], q: &Quantity) -> bool {
    REACHES.is_at(text, q.unit_end)
}

/// 世界500强, 全国百强.
fn strongest(text: &[char], q: &Quantity) -> bool {
    text.get(q.number_end) == Some(&'强')
}

/// An age group, unless a life span is measured: 3岁以下婴幼儿.
fn age(text: &[char], q: &Quantity) -> bool {
    let measured = || {
        let head = text_of(&text[q.start.saturating_sub(20)..q.start]);
        let head = head.rsplit(['。', ';']).next().unwrap_or_default();
        MEASURED_AGES.any_in(head)
    };
    q.unit.as_deref() == Some("岁") && !measured()
        || text.get(q.number_end) == Some(&'岁') && q.unit.is_none()
        || text.get(q.number_end) == Some(&'-') && q.value_high.is_none() && q.unit.is_none()
}

/// Counts of ideas, not of things: 四个意识, 五个方面, 3项原则.
fn abstraction(text: &[char], q: &Quantity) -> bool {
    if steps_over(text, q) {
        return true;
    }
    matches!(q.unit.as_deref(), Some("个" | "项" | "种" | "位" | "条" | "件" | "次" | "方面"))
        && THOUGHTS.is_at(text, q.unit_end)
        || q.unit.as_deref() == Some("个") && steps(text, q)
        || matches!(q.unit.as_deref(), Some("个")) && q.words && before(text, q.start) == Some('这')
        || q.unit.as_deref() == Some("项")
            && text[q.unit_end..]
                .iter()
                .take(8)
                .collect::<String>()
                .split(['。', ','])
                .next()
                .is_some_and(|tail| tail.contains("指标") || tail.contains("约束性"))
        || q.unit.as_deref() == Some("项") && ends_with(text, q.start, "指标中有")
        || q.unit.as_deref() == Some("项") && judged(text, q)
}

/// The height of a step, not an amount that was reached: 连跨两个千亿元台阶.
fn steps_over(text: &[char], q: &Quantity) -> bool {
    let step = before(text, q.start) == Some('个') && STEPS.is_at(text, q.unit_end);
    step && STEP_COUNTS.iter().any(|count| ends_with(text, q.start, count))
}

/// The number of indicators in a state: 18项达到预期,2项不及预期.
fn judged(text: &[char], q: &Quantity) -> bool {
    let tail: String = text[q.unit_end..]
        .iter()
        .take(14)
        .take_while(|c| !matches!(**c, ',' | '。' | ';' | '、'))
        .collect();
    let tail = FARING_MANNERS.strip_prefix(&tail).unwrap_or(&tail);
    let fares = FARING;
    fares.iter().any(|word| tail.starts_with(word)) && FARED_AGAINST.any_in(tail)
}

/// The number of steps, not of things: 连跨3个百亿台阶.
fn steps(text: &[char], q: &Quantity) -> bool {
    let tail: String = text[q.unit_end..]
        .iter()
        .take(8)
        .take_while(|c| !matches!(**c, ',' | '。' | ';' | '、'))
        .collect();
    STEP_ENDS.iter().any(|word| tail.ends_with(word) || tail.contains(word))
}

/// A standard in brackets after 标准: (绿地率28%…).
fn standard(text: &[char], q: &Quantity) -> bool {
    let mark = last_before(text, q.start, 30, |c| matches!(c, '(' | ')' | '。'));
    let Some(open) = mark else { return false };
    text[open] == '(' && ends_with(text, open, "标准")
}

/// A specification or a line on a map, unless it is measured: 90纳米, 400毫米降水线.
fn specification(text: &[char], q: &Quantity) -> bool {
    let measured = || {
        let head = text_of(&text[q.start.saturating_sub(14)..q.start]);
        MEASURED_DEPTHS.any_in(&head)
    };
    matches!(q.unit.as_deref(), Some("纳米" | "毫米" | "厘米")) && !measured()
}

/// The denominator of a standard or a rate: 每3至5个社区拥有1个, 1美元兑7元人民币.
fn each(text: &[char], q: &Quantity) -> bool {
    before(text, q.start) == Some('每') || text.get(q.end) == Some(&'兑')
}

/// The number of those among whom something is ranked or won: 在10个大省中居首位, 在3个项目中获得冠军.
/// In 在监测的339个城市中,达标的占72% the number is that of the things that are graded.
fn group(text: &[char], q: &Quantity) -> bool {
    if !q.unit.as_deref().is_some_and(counts) {
        return false;
    }
    let among = AMONG.before(text, q.start).next();
    let start = q.start - among.map_or(0, |among| among.chars().count());
    if before(text, start) != Some('在') {
        return false;
    }
    let tail = &text[q.unit_end..text.len().min(q.unit_end + 14)];
    let Some(within) = tail.iter().position(|c| *c == '中' || matches!(*c, ',' | '。' | ';' | ':'))
    else {
        return false;
    };
    // 在建的3个集中区 and 在6个中心城区: 中 begins another word.
    let goes_on = tail.get(within + 1).is_some_and(|c| {
        c.is_alphabetic() && !matches!(*c, '心' | '小' | '学' | '央' | '间' | '部' | '共')
    });
    within >= 2 && tail[within] == '中' && tail[within - 1] != '集' && goes_on
}

/// 5.3.2计划, 2[ ]为累计数.
fn version(text: &[char], q: &Quantity) -> bool {
    text.get(q.number_end) == Some(&'.')
        && text.get(q.number_end + 1).is_some_and(char::is_ascii_digit)
        || before(text, q.start) == Some('.')
        || text.get(q.number_end) == Some(&'[')
        || q.value.is_zero() && q.value_high.is_some()
}

/// 专栏3, 表2-1, 图4, 附件1.
fn boxed(text: &[char], q: &Quantity) -> bool {
    NUMBERED_PARTS.ends_at(text, q.start)
        && !ends_with(text, q.start, "代表")
        && (q.unit.is_none() || ends_with(text, q.start, "专栏"))
}

/// The number of indicators of a kind: 约束性8项,其余12项为预期性.
fn attribute(text: &[char], q: &Quantity) -> bool {
    q.unit.as_deref() == Some("项")
        && (COUNTED_KINDS.is_at(text, q.end) || INDICATOR_KINDS.ends_at(text, q.start))
}

/// The people of a place, who are spoken of as one: 把6100万全省人民的积极性调动起来, 5800万荆楚儿女.
fn addressed(text: &[char], q: &Quantity) -> bool {
    if !matches!(q.unit.as_deref(), Some("万" | "亿" | "多万" | "万人" | "亿人" | "万名"))
    {
        return false;
    }
    let tail: String = text[q.end..]
        .iter()
        .take(8)
        .take_while(|c| !matches!(**c, ',' | '。' | ';' | '、' | ':'))
        .collect();
    let spoken = PEOPLES.first_in(&tail);
    // 30亿元人民币, 1200名人民调解员.
    spoken.is_some_and(|at| !PEOPLES_IN_NAMES.iter().any(|name| tail[at..].starts_with(name)))
}

/// A part of a number that a line end splits: 达到286.⏎4亿元. Neither part is the figure.
fn broken(text: &[char], q: &Quantity) -> bool {
    let digit = |at: Option<usize>| {
        at.and_then(|at| text.get(at)).is_some_and(|c| c.is_ascii_digit() || *c == '.')
    };
    let cut = |at: usize| text.get(at) == Some(&'\n');
    let point = usize::from(text.get(q.number_end) == Some(&'.'));
    let begun =
        q.unit.is_none() && cut(q.number_end + point) && digit(Some(q.number_end + point + 1));
    let ends =
        q.start.checked_sub(1).filter(|at| cut(*at)).is_some_and(|at| digit(at.checked_sub(1)));
    begun || ends
}

/// The one to which a ratio refers: 城乡居民收入之比为1.96(农村居民收入为1).
fn reference(text: &[char], q: &Quantity) -> bool {
    let one = q.unit.is_none() && q.value == rust_decimal::Decimal::ONE;
    let closed = text.get(q.end) == Some(&')') && ends_with(text, q.start, "为");
    one && closed && text[q.start.saturating_sub(20)..q.start].contains(&'(')
}

/// A number without unit after a name or a hyphen, or within a code: 12345热线.
fn bare(text: &[char], q: &Quantity) -> bool {
    if q.unit.is_some() {
        return false;
    }
    if q.value == rust_decimal::Decimal::from(12345) {
        return true; // a hotline
    }
    if q.value == rust_decimal::Decimal::from(500) && any_after(text, q.end, &["企业"]) {
        return true; // 世界500强 without 强
    }
    BARE.is_at(text, q.end)
        || before(text, q.start).is_some_and(|c| {
            matches!(c, '-' | '.' | '、')
                && before(text, q.start - 1).is_some_and(|c| c.is_ascii_digit())
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::number::quantity;

    /// The reason for which the first number of a text is not read.
    fn reason(text: &str) -> Option<&'static str> {
        let text: Vec<char> = text.chars().map(super::super::passage::fold).collect();
        let quantity = (0..text.len())
            .find_map(|at| {
                quantity::read(&text, at).filter(|q| !q.words || "一二两三四五".contains(text[at]))
            })
            .expect("a number");
        leave_alone(&text, &quantity)
    }

    /// A reason, a text that it excludes, and one that it does not.
    const CASES: &[(&str, &str, &str)] = &[
        ("latin", "IPv6网络", "建成6座"),
        ("formula", "构建1+8城市圈", "构建8个圈"),
        ("quoted", "“40工程”推进", "推进40个项目"),
        ("titled", "《行动纲要30条》发布", "发布条例30条"),
        ("ordinal", "第8个", "共8个"),
        ("ordinal", "退出全国后20名", "招聘20名"),
        ("numbered", "轨道12号线", "轨道12条"),
        ("numbered", "夺得1金2银", "夺得1枚金牌"),
        ("duration", "打造15分钟生活圈", "人均预期寿命82岁"),
        ("reach", "站点800米半径", "管道800米"),
        ("strongest", "世界500强企业", "企业500家"),
        ("age", "3岁以下婴幼儿", "平均年龄3岁"),
        ("abstract", "落实5个方面", "建设5个车间"),
        ("abstract", "连跨3个百亿台阶", "建设3个百亿园区"),
        ("standard", "标准(28%", "绿地率(28%"),
        ("specification", "90纳米芯片", "降水量90毫米"),
        ("specification", "400毫米降水线", "年降雨量400毫米"),
        ("bare", "12345热线", "新建泊位12340"),
        ("each", "每3个社区", "建设3个社区"),
        ("group", "在10个工业大省中增速第1", "在10个城市中心建设广场"),
        ("version", "5.3.2计划", "增长5.3%"),
        ("boxed", "专栏3项目", "新建3项目"),
        ("attribute", "其余12项为预期性", "其余12项为重点"),
        ("attribute", "约束性8项", "改革8项"),
        ("addressed", "把610万全省人民的积极性", "发放30亿人民币"),
        ("addressed", "5800万荆楚儿女", "5800万儿童"),
        ("broken", "达到286.\n4亿元", "达到286亿元\n4家"),
        ("reference", "收入之比为(农村为1)", "收入之比为(农村为2)"),
    ];

    #[test]
    fn each_test_excludes_its_own_case_only() {
        for (name, taken, left) in CASES {
            assert_eq!(reason(taken), Some(*name), "{taken}");
            assert_eq!(reason(left), None, "{left}");
        }
    }

    #[test]
    fn every_test_has_a_case() {
        for (name, _) in REASONS {
            assert!(CASES.iter().any(|(tried, ..)| tried == name), "{name} has no case");
        }
    }
}
