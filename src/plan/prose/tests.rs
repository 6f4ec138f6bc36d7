//! Sentences that the rules read and sentences that they do not read. All are invented or a single clause.

use super::*;
use crate::domain::{Comparator, Kind};
use crate::plan::outline::Stance;

fn read_as(stance: Stance, text: &str) -> Vec<String> {
    show(stance, text, Frame::of_plan(2021, 2025, 2020), false)
}

/// The figures of a sentence in the review of a plan. A figure that counts from a year shows it as `<2015`.
pub(super) fn dated_review(text: &str) -> Vec<String> {
    show(Stance::Review, text, Frame::of_plan(2021, 2025, 2020), true)
}

/// Compares the readings of all texts with the expected ones and lists those that differ.
pub(super) fn all(read: impl Fn(&str) -> Vec<String>, cases: &[(&str, &[&str])]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, want)| read(text) != *want)
        .map(|(text, want)| format!("{text}\n  want {want:?}\n  read {:?}", read(text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The figures of a sentence of a report on 2024, with targets for 2025 and, for some goals, 2029. A figure
/// that counts from a year shows it as `<2023`; one that is not final has a `?`.
pub(crate) fn report(stance: Stance, text: &str) -> Vec<String> {
    show(stance, text, Frame::of_report(2024, 2029), true)
}

fn show(stance: Stance, text: &str, frame: Frame, dated: bool) -> Vec<String> {
    let line = Line { number: 1, start: 0, text, role: Role::Body, stance, heading: None };
    read(&[line], frame)
        .iter()
        .map(|s| {
            let kind = if s.kind == Kind::Target { "target" } else { "actual" };
            let sign = match s.comparator {
                Comparator::Eq => "=",
                Comparator::Ge => ">=",
                Comparator::Gt => ">",
                Comparator::Le => "<=",
                Comparator::Lt => "<",
                Comparator::Approx => "~",
            };
            let Some(value) = s.value else {
                return format!(
                    "{kind} {} {} {:?} {}",
                    s.label,
                    s.text.as_deref().unwrap(),
                    s.rule,
                    s.year.unwrap()
                );
            };
            let high = s.value_high.map(|high| format!("-{high}")).unwrap_or_default();
            let measure = serde_json::to_value(s.measure).unwrap();
            let unit = s.unit.as_deref().unwrap_or("?");
            let told = format!(
                "{kind} {} {sign}{}{high} {unit} {} {}",
                s.label,
                value,
                measure.as_str().unwrap(),
                s.year.map_or("undated".to_owned(), |year| year.to_string())
            );
            if !dated {
                return told;
            }
            let since = s.since.map(|year| format!("<{year}")).unwrap_or_default();
            let open = if s.flags.iter().any(|flag| flag == "preliminary") { "?" } else { "" };
            format!("{told}{since}{open}")
        })
        .collect()
}

/// `since`, direction and measure of each figure of a plan's sentence.
pub(super) fn spans(text: &str) -> Vec<String> {
    let stance = Stance::Plan;
    let line = Line { number: 1, start: 0, text, role: Role::Body, stance, heading: None };
    read(&[line], Frame::of_plan(2021, 2025, 2020))
        .iter()
        .map(|s| {
            let since = s.since.map_or("-".to_owned(), |year| year.to_string());
            let direction = s.direction.map_or("-".to_owned(), |way| format!("{way:?}"));
            let measure = serde_json::to_value(s.measure).unwrap();
            format!("{since} {direction} {}", measure.as_str().unwrap())
        })
        .collect()
}

pub(super) fn confidences(text: &str) -> Vec<f64> {
    let line =
        Line { number: 1, start: 0, text, role: Role::Body, stance: Stance::Plan, heading: None };
    let frame = Frame::of_plan(2021, 2025, 2020);
    read(&[line], frame).iter().map(|statement| statement.confidence).collect()
}

pub(super) fn plan(text: &str) -> Vec<String> {
    read_as(Stance::Plan, text)
}

pub(super) fn review(text: &str) -> Vec<String> {
    read_as(Stance::Review, text)
}

#[test]
fn a_level_has_its_bound_and_year() {
    assert_eq!(
        plan("到2025年，预计地区生产总值突破2000亿元，常住人口达到107万人，就诊率不低于50%。"),
        [
            "target 地区生产总值 >2000 亿元 level 2025",
            "target 常住人口 =107 万人 level 2025",
            "target 就诊率 >=50 % level 2025",
        ]
    );
    assert_eq!(plan("失业率控制在5%以内，覆盖人口近30万人。").len(), 2);
    assert_eq!(plan("失业率控制在5%左右。"), ["target 失业率 ~5 % level 2025"]);
    assert_eq!(plan("地区生产总值向4000亿元迈进。"), ["target 地区生产总值 ~4000 亿元 level 2025"]);
}

#[test]
fn the_section_distinguishes_actuals_from_targets_and_a_year_overrides_it() {
    assert_eq!(review("高新技术企业达到138家。"), ["actual 高新技术企业 =138 家 level 2020"]);
    assert_eq!(
        review("到2025年，高新技术企业达到200家。"),
        ["target 高新技术企业 =200 家 level 2025"]
    );
    assert_eq!(plan("2020年，高新技术企业达到138家。"), ["actual 高新技术企业 =138 家 level 2020"]);
    assert_eq!(plan("到2035年，人均收入达到25万元。"), ["target 人均收入 =25 万元 level 2035"]);
    assert_eq!(
        plan("到2023年，培育瞪羚企业10家；到2025年，瞪羚企业达到30家。"),
        ["target 培育瞪羚企业 =10 家 cumulative 2023", "target 瞪羚企业 =30 家 level 2025"]
    );
}

#[test]
fn several_subjects_share_one_verb() {
    assert_eq!(
        plan("发明专利申请量和授权量分别突破45000件和17000件。"),
        [
            "target 发明专利申请量 >45000 件 level 2025",
            "target 发明专利授权量 >17000 件 level 2025",
        ]
    );
    assert_eq!(
        plan("森林覆盖率、建成区绿化覆盖率、绿地率分别达到15%、42%和38%。"),
        [
            "target 森林覆盖率 =15 % level 2025",
            "target 建成区绿化覆盖率 =42 % level 2025",
            "target 绿地率 =38 % level 2025",
        ]
    );
    assert_eq!(plan("供电率、覆盖率均达到100%。").len(), 2);
}

#[test]
fn errors_of_ocr_are_read_and_flagged() {
    assert_eq!(review("绿化覆盖率达 46. 52%。"), ["actual 绿化覆盖率 =46.52 % level 2020"]);
    assert_eq!(plan("２０２５年，增加值占比达到１８％。"), ["target 增加值占比 =18 % level 2025"]);
    assert_eq!(
        plan("新建公共停车泊位50000，缓解停车难。"),
        ["target 新建公共停车泊位 =50000 个 cumulative 2025"]
    );
}

#[test]
fn names_dates_and_slogans_are_not_read() {
    for text in [
        "打造“15分钟生活圈”和12分钟文体圈，推进轨道交通12号线和5G基站建设。",
        "增强“四个意识”，实施五大工程，办好一批实事，落实“965”产业集群。",
        "贯彻《健康中国2030规划纲要》，吸引世界500强，建设P2实验室，开通12345热线。",
        "实施“百企百亿技改工程”，构建“1+8”城市圈，推进7×24小时服务。",
        "第十四个五年规划，2020年12月30日通过，第一章，连续5年被评为先进。",
    ] {
        assert_eq!(plan(text), Vec::<String>::new(), "{text}");
    }
    assert_eq!(
        read_as(Stance::Environment, "我国人口规模超过14亿，全球经济增长3%。"),
        Vec::<String>::new()
    );
}

#[test]
fn a_quote_contains_its_number_and_is_on_its_line() {
    let text = "坚持节约优先。到2025年，绿化覆盖率达到46.72%，新增绿地46万平方米。";
    let line =
        Line { number: 1, start: 0, text, role: Role::Body, stance: Stance::Plan, heading: None };
    let quotes: Vec<String> = read(&[line], Frame::of_plan(2021, 2025, 2020))
        .iter()
        .map(|s| text.chars().skip(s.quote.0).take(s.quote.1 - s.quote.0).collect())
        .collect();
    assert_eq!(quotes, ["绿化覆盖率达到46.72%", "新增绿地46万平方米"]);
}

#[test]
fn goals_in_words_have_a_rule() {
    assert_eq!(
        plan("细颗粒物（PM2.5）浓度完成市下达目标。"),
        ["target 细颗粒物(PM2.5)浓度 完成市下达目标 Some(SetByParent) 2025"]
    );
    assert_eq!(
        plan("城镇居民人均可支配收入与经济增长同步，就业稳定。"),
        ["target 城镇居民人均可支配收入 与经济增长同步 Some(InStepWithGdp) 2025"]
    );
    assert_eq!(plan("万元GDP能耗、碳排放等指标达到市定目标。").len(), 2);
    assert_eq!(
        plan("建立与经济社会发展水平相适应的机制，完成各项目标任务。"),
        Vec::<String>::new()
    );
}

#[test]
fn rules_have_names_of_their_own() {
    let names: std::collections::HashSet<_> = rules::RULES.iter().map(|rule| rule.name()).collect();
    assert_eq!(names.len(), rules::RULES.len());
    assert!(names.iter().all(|name| name.starts_with("prose/")));
}

#[test]
fn damage_by_ocr_is_flagged() {
    let flags = |lines: &[&str]| {
        let lines: Vec<Line<'_>> = lines
            .iter()
            .map(|text| Line {
                number: 1,
                start: 0,
                text,
                role: Role::Body,
                stance: Stance::Plan,
                heading: None,
            })
            .collect();
        let read = read(&lines, Frame::of_plan(2021, 2025, 2020));
        read.into_iter().map(|s| s.flags.join(",")).collect::<Vec<_>>()
    };
    assert_eq!(flags(&["各类人才总数达到13.5名。"]), ["implausible"]);
    assert_eq!(flags(&["各类人才总数达到13.5万名。"]), [""]);
    assert_eq!(flags(&["新增养老机", "构 2-3 家。"]), ["wrapped"]);
    assert_eq!(flags(&["新建停车泊位500，缓解停车难。"]), ["unit_guessed"]);
    assert_eq!(flags(&["2025年累计举办展会20。"]), ["unit_missing"]);
}

#[test]
fn a_quote_contains_no_markup() {
    let text = "**绿色**：**绿化覆盖率**达到<b>46.72</b>%，新增绿地46万平方米。";
    let line =
        Line { number: 1, start: 0, text, role: Role::Body, stance: Stance::Plan, heading: None };
    let read = read(&[line], Frame::of_plan(2021, 2025, 2020));
    let quotes: Vec<String> = read
        .iter()
        .map(|s| text.chars().skip(s.quote.0).take(s.quote.1 - s.quote.0).collect())
        .collect();
    assert_eq!(read[0].label, "绿化覆盖率");
    assert_eq!(quotes, ["46.72", "新增绿地46万平方米"]);
}
