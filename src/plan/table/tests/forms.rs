//! One table in each printed form: pipes, tabs, spaces, HTML, one cell a line.

use super::reading::read;
use crate::domain::{Comparator, Kind, Measure};
use crate::plan::parsed::WarningKind;

/// Names of the forms that [`print`] knows.
const FORMS: [&str; 5] = ["pipes", "tabs", "spaces", "html", "lines"];
/// The forms in which a cell may hold several lines.
const WITH_BREAKS: [&str; 3] = ["pipes", "tabs", "html"];

/// Prints the table below its title. `|` separates cells; `↵` is a line break within a cell. A row of one
/// cell spans all columns.
fn print(form: &str, title: &str, rows: &[&str]) -> String {
    let width = rows.iter().map(|row| row.split('|').count()).max().unwrap();
    let row = |row: &str| -> String {
        let cells: Vec<&str> = row.split('|').collect();
        match form {
            "pipes" => format!("| {} |\n", cells.join(" | ")).replace('↵', "\n"),
            "tabs" => format!("{}\n", cells.join("\t")).replace('↵', "\n"),
            "spaces" => {
                let cells: Vec<&str> =
                    cells.iter().map(|cell| if cell.is_empty() { "—" } else { cell }).collect();
                format!("{}\n", cells.join("   "))
            }
            "html" if cells.len() == 1 => {
                format!("<tr><td colspan={width}>{}</td></tr>\n", cells[0])
            }
            "html" => {
                format!("<tr><td>{}</td></tr>\n", cells.join("</td><td>")).replace('↵', "<br>")
            }
            _ => {
                let printed: Vec<&str> =
                    cells.iter().copied().filter(|cell| !cell.is_empty()).collect();
                format!("{}\n", printed.join("\n"))
            }
        }
    };
    let body: String = rows.iter().map(|text| row(text)).collect();
    let body = if form == "html" { format!("<table>\n{body}</table>\n") } else { body };
    format!("{title}\n{body}\n正文到此为止。\n")
}

/// `label value unit measure year since` of each observation, after 目 for a target or 实 for an actual.
fn told(form: &str, title: &str, rows: &[&str]) -> Vec<String> {
    statements(&print(form, title, rows))
}

/// As [`told`], of a text.
fn statements(text: &str) -> Vec<String> {
    read(text)
        .observations
        .iter()
        .map(|o| {
            let kind = if o.kind == Kind::Target { "目" } else { "实" };
            let measure = match o.measure {
                Measure::Level => "",
                Measure::AnnualGrowth => " growth",
                Measure::Cumulative => " total",
                Measure::Change => " change",
                Measure::RatioMultiple => " multiple",
            };
            let sign = match o.comparator {
                Comparator::Eq => "",
                Comparator::Ge => "≥",
                Comparator::Gt => ">",
                Comparator::Le => "≤",
                Comparator::Lt => "<",
                Comparator::Approx => "~",
            };
            let value =
                o.value.map_or_else(|| o.text.clone().unwrap(), |value| format!("{sign}{value}"));
            let unit = o.unit.as_deref().unwrap_or("·");
            let since = o.since.map(|since| format!("/{since}")).unwrap_or_default();
            format!("{kind} {} {value} {unit}{measure} {}{since}", o.label, o.year.unwrap())
        })
        .collect()
}

/// Asserts that the table has these observations in each form.
fn assert_in(forms: &[&str], title: &str, rows: &[&str], want: &[&str]) {
    for form in forms {
        assert_eq!(told(form, title, rows), want, "{form}: {rows:?}");
    }
}

#[test]
fn rows_are_numbered_in_many_ways() {
    let want = [
        "实 甲产值 500 亿元 2020",
        "目 甲产值 800 亿元 2025",
        "实 乙率 12.5 % 2020",
        "目 乙率 13.5 % 2025",
        "实 丙强度 1.5 % 2020",
        "目 丙强度 2.5 % 2025",
    ];
    let head = "指标|单位|2020年|2025年";
    for marks in
        [["（1）", "（2）", "（3）"], ["(1) ", "(2) ", "(3) "], ["①", "②", "③"], ["1.", "2.", "3."]]
    {
        let rows = [
            format!("{}甲产值|亿元|500|800", marks[0]),
            format!("{}乙率|%|12.5|13.5", marks[1]),
            format!("{}丙强度|%|1.5|2.5", marks[2]),
        ];
        let rows: Vec<&str> =
            std::iter::once(head).chain(rows.iter().map(String::as_str)).collect();
        assert_in(&FORMS, "表1 主要指标", &rows, &want);
    }
    for marks in [["（1）", "（2）", "（10）"], ["①", "②", "③"], ["1", "2", "3"]] {
        let rows = [
            format!("序号|{head}"),
            format!("{}|甲产值|亿元|500|800", marks[0]),
            format!("{}|乙率|%|12.5|13.5", marks[1]),
            format!("{}|丙强度|%|1.5|2.5", marks[2]),
        ];
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        assert_in(&FORMS, "表1 主要指标", &rows, &want);
    }
}

#[test]
fn two_columns_are_labels_and_targets() {
    assert_in(
        &FORMS,
        "表1 主要目标",
        &["指标|目标值", "甲产值（亿元）|800", "乙率|13.5%以上", "丙浓度|完成市下达目标"],
        &["目 甲产值 800 亿元 2025", "目 乙率 ≥13.5 % 2025", "目 丙浓度 完成市下达目标 · 2025"],
    );
}

#[test]
fn a_second_row_of_the_header_may_have_words_of_its_own() {
    let rows = ["甲产值|亿元|520|8.0%|486.3|6.4%|未完成", "乙收入|亿元|38|7%|39.2|7.8%|完成"];
    let want = [
        "目 甲产值 520 亿元 2020",
        "目 甲产值 8.0 % growth 2020/2015",
        "实 甲产值 486.3 亿元 2020",
        "实 甲产值 6.4 % growth 2020/2015",
        "目 乙收入 38 亿元 2020",
        "目 乙收入 7 % growth 2020/2015",
        "实 乙收入 39.2 亿元 2020",
        "实 乙收入 7.8 % growth 2020/2015",
    ];
    let heads =
        ["指标|单位|“十三五”目标||2020年完成||完成情况", "||2020年|年均增长|完成数额|年均增长|"];
    for last in [heads[1], "||2020年|年均增长|总量|年均增长|"] {
        let rows: Vec<&str> = [heads[0], last].into_iter().chain(rows).collect();
        assert_in(&["pipes", "tabs"], "表1 “十三五”规划主要指标完成情况", &rows, &want);
    }
    let body =
        rows.iter().map(|row| format!("<tr><td>{}</td></tr>", row.replace('|', "</td><td>")));
    let html = format!(
        "表1 “十三五”规划主要指标完成情况\n<table><tr><th rowspan=2>指标</th><th rowspan=2>单位</th><th colspan=2>“十三五”目标</th>\
         <th colspan=2>2020年完成</th><th rowspan=2>完成情况</th></tr>\n<tr><th>2020年</th><th>年均增长</th><th>完成数额</th>\
         <th>年均增长</th></tr>\n{}</table>\n",
        body.collect::<String>()
    );
    assert_eq!(statements(&html), want);
}

#[test]
fn a_power_of_ten_thousand_is_of_the_unit_of_its_row() {
    assert_in(
        &FORMS,
        "表1 主要指标",
        &[
            "指标|2020年|2025年",
            "新增城镇就业（人）|4200|［2.2万］",
            "甲产值（亿元）|1.2万|2万以上",
        ],
        &[
            "实 新增城镇就业 4200 人 2020",
            "目 新增城镇就业 2.2 万人 total 2025/2020",
            "实 甲产值 1.2 万亿元 2020",
            "目 甲产值 ≥2 万亿元 2025",
        ],
    );
}

#[test]
fn a_share_of_people_is_no_number_of_people() {
    let text = print(
        "pipes",
        "表1 主要指标",
        &["指标|2020年|2025年", "户籍人口（%）|22.5|30", "户籍人口（万人）|40|41"],
    );
    let indicators = read(&text).observations.into_iter().map(|o| o.indicator);
    let number = Some("registered_population".to_owned());
    assert_eq!(indicators.collect::<Vec<_>>(), [None, None, number.clone(), number]);
}

#[test]
fn goals_and_outcomes_of_one_year_are_never_exchanged() {
    let want = [
        "目 甲产值 500 亿元 2020",
        "实 甲产值 480 亿元 2020",
        "目 乙率 12.5 % 2020",
        "实 乙率 13.5 % 2020",
    ];
    for rows in [
        ["指标|单位|2020年目标值|2020年预计值", "甲产值|亿元|500|480", "乙率|%|12.5|13.5"],
        [
            "指标|单位|2020年目标值|2020年预计值|完成情况",
            "甲产值|亿元|500|480|未完成",
            "乙率|%|12.5|13.5|完成",
        ],
        ["指标|单位|规划目标|实际完成", "甲产值|亿元|500|480", "乙率|%|12.5|13.5"],
    ] {
        assert_in(&FORMS, "表1 “十三五”主要指标完成情况", &rows, &want);
    }
    let turned = ["指标|单位|2020年预计值|2020年目标值", "甲产值|亿元|480|500", "乙率|%|13.5|12.5"];
    let want = [want[1], want[0], want[3], want[2]];
    assert_in(&FORMS, "表1 主要指标", &turned, &want);
}

#[test]
fn the_year_of_a_column_may_be_named_by_its_plan_or_be_a_further_year() {
    let want = [
        "实 甲产值 500 亿元 2020",
        "目 甲产值 800 亿元 2025",
        "实 乙率 12.5 % 2020",
        "目 乙率 13.5 % 2025",
    ];
    for head in ["指标|单位|“十三五”末|“十四五”末", "指标|单位|“十三五”期末实际|“十四五”期末目标"]
    {
        let rows = [head, "甲产值|亿元|500|800", "乙率|%|12.5|13.5"];
        assert_in(&FORMS, "表1 “十四五”主要指标", &rows, &want);
    }
    assert_in(
        &FORMS,
        "表1 “十四五”主要指标",
        &["指标|单位|2019年|2025年|年均增长（%）", "甲产值|亿元|500|800|8", "乙率|%|12.5|13.5|[1]"],
        &[
            "实 甲产值 500 亿元 2019",
            "目 甲产值 800 亿元 2025",
            "目 甲产值 8 % growth 2025/2019",
            "实 乙率 12.5 % 2019",
            "目 乙率 13.5 % 2025",
            "目 乙率 1 % change 2025/2019",
        ],
    );
}

#[test]
fn columns_of_further_years_become_rows_of_their_own() {
    let rows = ["指标|单位|2015年|2020年|2022年|2025年|2035年", "甲产值|亿元|300|500|600|800|1500"];
    let want = [
        "实 甲产值 500 亿元 2020",
        "目 甲产值 800 亿元 2025",
        "实 甲产值 300 亿元 2015",
        "目 甲产值 600 亿元 2022",
        "目 甲产值 1500 亿元 2035",
    ];
    let mut want: Vec<&str> = want.to_vec();
    want.sort_unstable();
    for form in FORMS {
        let mut got = told(form, "表1 主要指标", &rows);
        got.sort_unstable();
        assert_eq!(got, want, "{form}");
        assert!(read(&print(form, "表1 主要指标", &rows)).warnings.is_empty(), "{form}");
    }
}

#[test]
fn categories_and_notes_are_not_rows() {
    let want = [
        "实 甲产值 500 亿元 2020",
        "目 甲产值 800 亿元 2025",
        "实 乙率 12.5 % 2020",
        "目 乙率 13.5 % 2025",
    ];
    for [first, second] in [
        ["一、经济发展", "二、绿色生态"],
        ["经济发展", "绿色生态"],
        ["（一）经济发展", "（二）绿色生态"],
    ] {
        let rows = [
            "序号|指标|单位|2020年|2025年|属性",
            first,
            "1|甲产值|亿元|500|800|预期性",
            second,
            "2|乙率|%|12.5|13.5|约束性",
        ];
        assert_in(&FORMS, "表1 主要指标", &rows, &want);
    }
    for note in [
        "注：甲产值按2020年价格计算，[ ]内为5年累计数",
        "数据来源：甲局2020年年鉴",
        "备注：1.带*为2019年数据",
    ] {
        let rows = [
            "序号|指标|单位|2020年|2025年|属性",
            "1|甲产值|亿元|500|800|预期性",
            "2|乙率|%|12.5|13.5|约束性",
            note,
        ];
        assert_in(&FORMS, "表1 主要指标", &rows, &want);
    }
}

#[test]
fn rows_of_growth_count_from_the_year_before_and_the_base_year() {
    assert_in(
        &["pipes", "tabs", "spaces", "html"],
        "表1 主要指标",
        &[
            "序号|指标|单位|2020年|2025年|年均增长（%）|属性",
            "1|甲产值增速|%|5.2|7.5左右|—|预期性",
            "2|乙值增速|%|—|—|8|预期性",
            "3|丙总额增速|%|-10.4||7|预期性",
            "4|丁收入年均增长|%||6以上||预期性",
            "5|戊能耗降低|%|[18]|[13.5]||约束性",
        ],
        &[
            "实 甲产值增速 5.2 % growth 2020/2019",
            "目 甲产值增速 ~7.5 % growth 2025/2020",
            "目 乙值增速 8 % growth 2025/2020",
            "实 丙总额增速 -10.4 % growth 2020/2019",
            "目 丙总额增速 7 % growth 2025/2020",
            "目 丁收入年均增长 ≥6 % growth 2025/2020",
            "实 戊能耗降低 18 % change 2020/2015",
            "目 戊能耗降低 13.5 % change 2025/2020",
        ],
    );
}

#[test]
fn a_value_may_continue_on_the_next_line() {
    assert_in(
        &WITH_BREAKS,
        "表1 主要指标",
        &[
            "序号|指标|单位|2020年|2025年|属性",
            "1|甲浓度|微克/立方米|—|完成市↵下达目标|约束性",
            "2|乙率|%|100|≥↵120|约束性",
            "3|丙率|%|5.2|控制在↵5.5以内|预期性",
            "4|丁产值|亿元|500|突破↵800|预期性",
            "5|戊强度|%|2.5|3.0↵左右|预期性",
            "6|己庚↵产值|亿元|5|6|预期性",
        ],
        &[
            "目 甲浓度 完成市下达目标 微克/立方米 2025",
            "实 乙率 100 % 2020",
            "目 乙率 ≥120 % 2025",
            "实 丙率 5.2 % 2020",
            "目 丙率 ≤5.5 % 2025",
            "实 丁产值 500 亿元 2020",
            "目 丁产值 >800 亿元 2025",
            "实 戊强度 2.5 % 2020",
            "目 戊强度 ~3.0 % 2025",
            "实 己庚产值 5 亿元 2020",
            "目 己庚产值 6 亿元 2025",
        ],
    );
}

#[test]
fn stacked_figures_have_a_label_each() {
    let want = [
        "实 城镇居民收入 45000 元 2020",
        "目 城镇居民收入 60000 元 2025",
        "实 农村居民收入 20000 元 2020",
        "目 农村居民收入 30000 元 2025",
        "实 乙率 12 % 2020",
        "目 乙率 13 % 2025",
    ];
    for (head, row, last) in [
        (
            "序号|指标|单位|2020年|2025年|属性",
            "1|居民收入↵城镇↵农村|元|45000↵20000|60000↵30000|预期性",
            "2|乙率|%|12|13|约束性",
        ),
        (
            "序号|指标|单位|2020年|2025年|属性",
            "1|居民收入|元|城镇45000↵农村20000|城镇60000↵农村30000|预期性",
            "2|乙率|%|12|13|约束性",
        ),
        (
            "序号|指标|单位|2020年|2025年",
            "1|居民收入↵城镇↵农村|元|45000↵20000|60000↵30000",
            "2|乙率|%|12|13",
        ),
    ] {
        for form in WITH_BREAKS {
            let mut got = told(form, "表1 主要指标", &[head, row, last]);
            got.sort_by_key(|row| !row.contains("城镇"));
            got.sort_by_key(|row| row.contains("乙率"));
            let mut want: Vec<&str> = want.to_vec();
            want.sort_by_key(|row| !row.contains("城镇"));
            want.sort_by_key(|row| row.contains("乙率"));
            assert_eq!(got, want, "{form}: {row}");
        }
    }
    let parts = ["指标|单位|2020年|2025年|属性", "床位↵其中：公办|张|500↵300|800↵400|预期性"];
    for form in WITH_BREAKS {
        let got = told(form, "表1 主要指标", &parts);
        assert_eq!(got.len(), 4, "{form}");
        assert!(got.contains(&"目 公办 400 张 2025".to_owned()), "{form}: {got:?}");
    }
}

#[test]
fn several_figures_without_labels_are_a_warning() {
    let rows = ["指标|单位|2020年|2025年|属性", "甲乙|个|5↵6|7↵8|预期性", "丙率|%|12|13|约束性"];
    for form in WITH_BREAKS {
        assert_eq!(
            told(form, "表1 主要指标", &rows),
            ["实 丙率 12 % 2020", "目 丙率 13 % 2025"],
            "{form}"
        );
        let warnings = read(&print(form, "表1 主要指标", &rows)).warnings;
        assert!(
            warnings.iter().any(|warning| matches!(
                &warning.kind,
                WarningKind::CellsNotRead { label, .. } if label == "甲乙"
            )),
            "{form}: {warnings:?}"
        );
    }
}
