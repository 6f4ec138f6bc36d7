//! Invented tables of communiqués, compared with the reading of a careful reader.

use crate::catalog::Catalog;
use crate::document::Source;
use crate::domain::{DocumentKind, Kind, Measure, TableRole};
use crate::plan::outline::Outline;
use crate::plan::parsed::{DocumentInfo, WarningKind};
use crate::plan::table::{TablesRead, read as read_tables};
use std::sync::LazyLock;

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| Catalog::embedded().unwrap());

fn read(text: &str) -> TablesRead {
    let source = Source::read(text.as_bytes()).unwrap();
    let outline = Outline::read(&source);
    let mut info = DocumentInfo::plan("qingshan", "", [2024, 2024]);
    info.kind = DocumentKind::Communique;
    (info.reports, info.promises, info.base_year) = (Some([2024, 2024]), None, None);
    read_tables(&source, &outline, &info, &CATALOG)
}

/// `line label value unit measure year since` of every observation.
fn told(read: &TablesRead) -> Vec<String> {
    read.observations
        .iter()
        .map(|o| {
            assert_eq!(o.kind, Kind::Actual);
            let measure = match o.measure {
                Measure::Level => "level",
                Measure::AnnualGrowth => "growth",
                Measure::Cumulative => "total",
                Measure::Change => "change",
                Measure::RatioMultiple => "multiple",
            };
            let since = o.since.map(|since| format!(" since {since}")).unwrap_or_default();
            let unit = o.unit.as_deref().unwrap_or("·");
            format!(
                "{} {} {} {unit} {measure} {}{since}",
                o.line,
                o.label,
                o.value.unwrap(),
                o.year.unwrap()
            )
        })
        .collect()
}

#[test]
fn an_amount_is_a_level_of_the_year_and_its_growth_counts_from_the_year_before() {
    let rows = ["甲产值|亿元|500|6.5", "乙面积|万平方米|30|-2.1", "新增丙线路|公里|12|—"];
    let head = "指标|单位|绝对数|比上年增长（%）";
    let want = [
        "甲产值 500 亿元 level 2024",
        "甲产值 6.5 % growth 2024 since 2023",
        "乙面积 30 万平方米 level 2024",
        "乙面积 -2.1 % growth 2024 since 2023",
        "新增丙线路 12 公里 total 2024 since 2023",
    ];
    let pipes = |row: &str| format!("| {} |", row.replace('|', " | "));
    let cells = |row: &str| row.replace('|', "</td><td>");
    let forms = [
        format!(
            "表1 2024年主要指标\n\n{}\n|---|---|---|---|\n{}\n",
            pipes(head),
            rows.map(pipes).join("\n")
        ),
        format!(
            "表1\n{}\n{}\n",
            head.replace('|', "\t"),
            rows.map(|r| r.replace('|', "\t")).join("\n")
        ),
        format!(
            "表1\n{}\n{}\n",
            head.replace('|', "   "),
            rows.map(|r| r.replace('|', "   ")).join("\n")
        ),
        format!(
            "<p>表1</p><table><tr><td>{}</td></tr>\n<tr><td>{}</td></tr></table>\n",
            cells(head),
            rows.map(cells).join("</td></tr>\n<tr><td>")
        ),
    ];
    for text in forms {
        let read = read(&text);
        let got: Vec<String> =
            told(&read).iter().map(|row| row.split_once(' ').unwrap().1.to_owned()).collect();
        assert_eq!(got, want, "{text}");
        assert_eq!(read.tables[0].role, TableRole::Outcomes);
        assert_eq!((read.tables[0].period, read.warnings.len()), ([2024, 2024], 0));
    }
}

#[test]
fn shares_follow_their_amounts_and_parts_name_their_whole() {
    let read = read(
        "表1　2024年年末人口数及其构成\n\n| 指标 | 年末数（万人） | 比重（%） | |\n|---|---|---|---|\n| 全区人口 | 140 | 100.0 | |\n| 其中：城镇 | 95 | 67.9 | |\n| 乡村[3] | 45 | 32.1 | |\n| | | | |\n\n注：[3]为推算数。\n",
    );
    assert_eq!(
        told(&read),
        [
            "5 全区人口 140 万人 level 2024",
            "5 全区人口比重 100.0 % level 2024",
            "6 全区人口（城镇） 95 万人 level 2024",
            "6 全区人口（城镇）比重 67.9 % level 2024",
            "7 全区人口（乡村） 45 万人 level 2024",
            "7 全区人口（乡村）比重 32.1 % level 2024",
        ]
    );
    assert!(read.observations[2..].iter().all(|part| part.indicator.is_none()));
}

#[test]
fn labels_of_goods_and_countries_include_the_quantity() {
    let goods = read(
        "表2 2024年主要商品出口数量、金额及其增长速度\n\n| 商品名称 | 单位 | 数量 | 比上年<br>增长（%） | 金额<br>（亿元） | 比上年增长（%） |\n|---|---|---|---|---|---|\n| 甲材[2] | 万吨 | 53 | -16.5 | 31 | -14.8 |\n| 乙品 | — | — | — | 10 | 0.4 |\n\n表3 2024年主要商品进口数量、金额及其增长速度\n\n| 商品名称 | 单位 | 数量 | 比上年<br>增长（%） | 金额<br>（亿元） | 比上年增长（%） |\n|---|---|---|---|---|---|\n| 甲材 | 万吨 | 7 | 1.0 | 3 | 2.0 |\n",
    );
    assert_eq!(
        told(&goods),
        [
            "5 甲材出口数量 53 万吨 level 2024",
            "5 甲材出口数量 -16.5 % growth 2024 since 2023",
            "5 甲材出口金额 31 亿元 level 2024",
            "5 甲材出口金额 -14.8 % growth 2024 since 2023",
            "6 乙品出口金额 10 亿元 level 2024",
            "6 乙品出口金额 0.4 % growth 2024 since 2023",
            "12 甲材进口数量 7 万吨 level 2024",
            "12 甲材进口数量 1.0 % growth 2024 since 2023",
            "12 甲材进口金额 3 亿元 level 2024",
            "12 甲材进口金额 2.0 % growth 2024 since 2023",
        ]
    );
    assert_eq!(goods.tables.len(), 2);
    let countries = read(
        "| 国家和地区 | 出口额（亿元） | 比上年增长（%） | 占全部出口比重（%） | 进口额（亿元） |\n|---|---|---|---|---|\n| 甲国 | 26 | 7.0 | 14.8 | 20 |\n",
    );
    assert_eq!(
        told(&countries),
        [
            "3 对甲国出口额 26 亿元 level 2024",
            "3 对甲国出口额 7.0 % growth 2024 since 2023",
            "3 对甲国出口额占全部出口比重 14.8 % level 2024",
            "3 自甲国进口额 20 亿元 level 2024",
        ]
    );
}

#[test]
fn labels_of_industries_include_the_subject_of_the_title() {
    let read = read(
        "表7 2024年分行业固定资产投资（不含农户）增长速度\n\n| 行业 | 比上年增长（%） | 行业 | 比上年增长（%） |\n|---|---|---|---|\n| 总 计 | 2.9 | 甲业 | -3.3 |\n| 乙业[4] | 19.1 | 丙业 | 5.0 |\n",
    );
    assert_eq!(
        told(&read),
        [
            "5 固定资产投资（不含农户） 2.9 % growth 2024 since 2023",
            "5 甲业固定资产投资（不含农户） -3.3 % growth 2024 since 2023",
            "6 乙业固定资产投资（不含农户） 19.1 % growth 2024 since 2023",
            "6 丙业固定资产投资（不含农户） 5.0 % growth 2024 since 2023",
        ]
    );
}

#[test]
fn a_repeated_name_is_a_part_of_the_row_with_a_unique_name() {
    let read = read(
        "| 指标 | 单位 | 绝对数 |\n|---|---|---|\n| 货运量 | 亿吨 | 9 |\n| 铁路 | 亿吨 | 4 |\n| 公路 | 万吨 | 50 |\n| 客运量 | 万人 | 8 |\n| 铁路 | 万人 | 3 |\n| 公路 | 万人 | 5 |\n",
    );
    let labels: Vec<&str> = read.observations.iter().map(|o| o.label.as_str()).collect();
    assert_eq!(
        labels,
        [
            "货运量",
            "货运量（铁路）",
            "货运量（公路）",
            "客运量",
            "客运量（铁路）",
            "客运量（公路）"
        ]
    );
}

#[test]
fn two_years_side_by_side_are_read_as_two_years() {
    let read = read(
        "| 指标 | 单位 | 2023年 | 2024年 | 同比增长（%） |\n|---|---|---|---|---|\n| 甲产值 | 亿元 | 5 | 6 | 20.0 |\n",
    );
    assert_eq!(
        told(&read),
        [
            "3 甲产值 5 亿元 level 2023",
            "3 甲产值 6 亿元 level 2024",
            "3 甲产值 20.0 % growth 2024 since 2023",
        ]
    );
    let cells = &read.tables[0].rows[0].cells;
    assert_eq!((cells.base.as_deref(), cells.actual.as_deref()), (Some("5"), Some("6")));
}

#[test]
fn prices_of_town_and_country_are_growth() {
    let read = read(
        "**表1 2024年居民消费价格比上年涨跌幅度**\n\n单位：%\n\n- 指标 全区\n- 指标 全区\n- 城市 农村\n- 居民消费价格 2.5 2.3 3.0\n- 其中：食品烟酒 8.3 7.8 -9.6\n- 衣 着[9] -0.2 -0.1 0.3\n\n年末外汇储备为32165亿美元，比上年增加。\n",
    );
    assert_eq!(
        told(&read),
        [
            "8 居民消费价格 2.5 % growth 2024 since 2023",
            "8 城市居民消费价格 2.3 % growth 2024 since 2023",
            "8 农村居民消费价格 3.0 % growth 2024 since 2023",
            "9 居民消费价格（食品烟酒） 8.3 % growth 2024 since 2023",
            "9 城市居民消费价格（食品烟酒） 7.8 % growth 2024 since 2023",
            "9 农村居民消费价格（食品烟酒） -9.6 % growth 2024 since 2023",
            "10 居民消费价格（衣着） -0.2 % growth 2024 since 2023",
            "10 城市居民消费价格（衣着） -0.1 % growth 2024 since 2023",
            "10 农村居民消费价格（衣着） 0.3 % growth 2024 since 2023",
        ]
    );
}

#[test]
fn unknown_heads_and_cells_are_warnings() {
    let read = read(
        "| 指标 | 绝对数 | 甲乙丙 |\n|---|---|---|\n| 甲产值 | 5 | 7 |\n| 乙产值 | 很多 | 8 |\n",
    );
    assert_eq!(told(&read), ["3 甲产值 5 · level 2024"]);
    let codes: Vec<&WarningKind> = read.warnings.iter().map(|warning| &warning.kind).collect();
    assert!(matches!(codes[0], WarningKind::CellsNotRead { cells, .. } if cells == "很多"));
    assert!(matches!(codes[1], WarningKind::ColumnNotRead { column } if column == "甲乙丙"));
}
