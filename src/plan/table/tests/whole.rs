//! Whole invented tables in every form.

use super::reading::{read, read_in};
use crate::domain::lang::Lang;
use crate::domain::{Attribute, Comparator, Kind, Measure, TableRole, WordRule};
use crate::plan::table::TablesRead;

/// `line no category>group>label unit attribute base|target|growth|actual|actual_growth`.
fn rows(read: &TablesRead) -> Vec<String> {
    let or = |text: &Option<String>| text.clone().unwrap_or_else(|| "·".into());
    read.tables
        .iter()
        .flat_map(|table| &table.rows)
        .map(|row| {
            let attribute = match row.attribute {
                Some(Attribute::Binding) => "约",
                Some(Attribute::Expected) => "预",
                None => "·",
            };
            let cells = &row.cells;
            let cells =
                [&cells.base, &cells.target, &cells.growth, &cells.actual, &cells.actual_growth];
            format!(
                "{} {} {}>{}>{} {} {attribute} {}",
                row.line,
                or(&row.no),
                or(&row.category),
                or(&row.group),
                row.label,
                or(&row.unit),
                cells.map(or).join("|")
            )
        })
        .collect()
}

#[test]
fn a_markdown_table_with_merged_categories_and_sub_rows() {
    let read = read(
        "表1 主要指标\n\n| 类别 | 指标 | 单位 | 2020年 | 2025年 | 年均增长 | 指标性质 |\n|---|---|---|---|---|---|---|\n| **经济发展** | 地区生产总值 | 亿元 | 500 | **800** | 8%左右 | 预期性 |\n| | 主要污染物排放减少 | % | | | | |\n| | 其中：化学需氧量 | | - | 完成市下达目标 | - | 约束性 |\n| | 氨氮 | | - | [10] | - | 约束性 |\n| 民生 | 人均预期寿命 | 岁 | 80.1 | 81 | [0.9] | 预期性 |\n\n注：[ ]为累计数。\n",
    );
    assert_eq!(
        rows(&read),
        [
            "5 · 经济发展>·>地区生产总值 亿元 预 500|800|8%左右|·|·",
            "7 · 经济发展>主要污染物排放减少>化学需氧量 % 约 ·|完成市下达目标|·|·|·",
            "8 · 经济发展>·>氨氮 · 约 ·|[10]|·|·|·",
            "9 · 民生>·>人均预期寿命 岁 预 80.1|81|[0.9]|·|·",
        ]
    );
    assert_eq!(read.lines_taken, [(1, 1), (3, 9)]);
    let table = &read.tables[0];
    assert_eq!((table.title.as_deref(), table.line), (Some("表1主要指标"), 3));
}

#[test]
fn shifted_pipes_are_read_by_the_kinds_of_their_cells() {
    let read = read(
        "主要指标\n序号 | 指标名称 | 单位 | 2020年 | 2025年 | 增速 [累计] | 属性 | |\n经济 发展 | 1 | 地区生产总值增长 | % | -1.0 | / | / | 预期性 |\n2 | 全员劳动生产率 | 万元/人 | / | 完成市定目标 | 预期性 | ||\n3 | 居民人均可支配收入增长 | % | 与经济增长基本同步 | 预期性 | ||\n",
    );
    assert_eq!(
        rows(&read),
        [
            "3 1 经济发展>·>地区生产总值增长 % 预 -1.0|·|·|·|·",
            "4 2 经济发展>·>全员劳动生产率 万元/人 预 ·|完成市定目标|·|·|·",
            "5 3 经济发展>·>居民人均可支配收入增长 % 预 ·|与经济增长基本同步|·|·|·",
        ]
    );
}

#[test]
fn a_plan_for_2026_to_2030_counts_from_2025() {
    let text = "“十五五”主要指标\n指标\t单位\t2025年\t2030年\t年均增长\t属性\n地区生产总值\t亿元\t800\t1200\t8.4\t预期性\n";
    let read = read_in(text, [2026, 2030]);
    assert_eq!(rows(&read), ["3 · ·>·>地区生产总值 亿元 预 800|1200|8.4|·|·"]);
    let years: Vec<_> = read.observations.iter().map(|o| (o.kind, o.year, o.measure)).collect();
    assert_eq!(
        years,
        [
            (Kind::Actual, Some(2025), Measure::Level),
            (Kind::Target, Some(2030), Measure::Level),
            (Kind::Target, Some(2030), Measure::AnnualGrowth),
        ]
    );
    assert_eq!(read.tables[0].period, [2026, 2030]);
}

#[test]
fn a_review_table_has_targets_of_the_plan_before() {
    let read = read(
        "“十三五”规划主要指标完成情况\n\t指标名称\t规划目标\t\t完成情况\t\n\t\t2020\t年均增长 [累计]\t2020 完成\t年均增长 [累计]\n1\t地区生产总值（亿元）\t\t>1400\t>9%\t1247\t-\n2\t总人口 (万人)\t户籍人口\t75\t[3]\t[7]\n\t\t常住人口\t99\t[4]\t100.5\n3\t*空气优良天数比例 (%)\t完成市下达目标\t\t达标\t\n4\t*主要污染物排放总量减少 (%)\t化学需氧量\t市定目标\t\t达标\n\t\t氨氮\t\t\t\n\n注：标*指标为约束性指标；其它指标为预期性指标。\n",
    );
    assert_eq!(
        rows(&read),
        [
            "4 1 ·>·>地区生产总值 亿元 预 ·|>1400|>9%|1247|·",
            "5 2 ·>总人口>户籍人口 万人 预 ·|75|[3]|·|[7]",
            "6 2 ·>总人口>常住人口 万人 预 ·|99|[4]|100.5|·",
            "7 3 ·>·>空气优良天数比例 % 约 ·|完成市下达目标|·|达标|·",
            "8 4 ·>主要污染物排放总量减少>化学需氧量 % 约 ·|市定目标|·|达标|·",
            "9 4 ·>主要污染物排放总量减少>氨氮 % 约 ·|市定目标|·|达标|·",
        ]
    );
    let table = &read.tables[0];
    assert_eq!((table.role, table.period), (TableRole::Review, [2016, 2020]));
    assert_eq!(read.lines_taken, [(1, 1), (2, 9)], "the note is left to running text");
    let gdp: Vec<_> = read.observations[..3]
        .iter()
        .map(|o| (o.kind, o.year, o.comparator, o.unit.as_deref()))
        .collect();
    assert_eq!(
        gdp,
        [
            (Kind::Target, Some(2020), Comparator::Gt, Some("亿元")),
            (Kind::Target, Some(2020), Comparator::Gt, Some("%")),
            (Kind::Actual, Some(2020), Comparator::Eq, Some("亿元")),
        ]
    );
    let carried = read.observations.iter().find(|o| o.label == "氨氮排放总量减少").unwrap();
    assert_eq!((carried.rule, carried.line), (Some(WordRule::SetByParent), 8));
    assert!(carried.flags.contains(&"carried_down".to_string()));
}

#[test]
fn an_html_table_with_spanning_cells() {
    let read = read(
        "主要指标<table>\n<tr><th rowspan=2>类别</th><th rowspan=2 colspan=2>指标</th><th colspan=3>目标</th><th rowspan=2>属性</th></tr>\n<tr><th>2020年</th><th>2025年</th><th>年均增速[累计]</th></tr>\n<tr><td rowspan=3>生态</td><td rowspan=2>绿化</td><td>绿化覆盖率（%）</td><td>46</td><td>&gt;47</td><td></td><td rowspan=2>约束性</td></tr>\n<tr><td>绿地率（%）</td><td>41</td><td>42</td><td>[1]</td></tr>\n<tr><td colspan=2>单位GDP能耗降低（%）</td><td colspan=3>完成市下达目标</td><td>约束性</td></tr>\n</table>\n",
    );
    assert_eq!(
        rows(&read),
        [
            "4 · 生态>绿化>绿化覆盖率 % 约 46|>47|·|·|·",
            "5 · 生态>绿化>绿地率 % 约 41|42|[1]|·|·",
            "6 · 生态>·>单位GDP能耗降低 % 约 ·|完成市下达目标|·|·|·",
        ]
    );
    let quotes: Vec<_> = read.observations.iter().map(|o| o.quote.as_str()).collect();
    assert_eq!(quotes, ["46", "47", "41", "42", "[1]", "完成市下达目标"], "free of markup");
    assert_eq!(read.observations[1].comparator, Comparator::Gt);
}

#[test]
fn one_cell_a_line_with_lost_cells() {
    let lines = [
        "专栏2主要指标",
        "序号",
        "指标名称",
        "单位",
        "基期",
        "规划目标",
        "2020年",
        "2025年",
        "累计或年均增长",
        "1",
        "地区生产总值",
        "亿元",
        "860",
        "1200",
        "7.5%",
        "2",
        "人均预期寿命",
        "80.2",
        "80.3",
        "0.1",
        "3",
        "研发经费投入强度",
        "%",
        "1",
        "4",
        "数字经济核心产业增加值占GDP比重",
        "%",
        "完成市级下达目标",
        "5",
        "研发经费投入增长",
        "%",
        ">10",
    ];
    let read = read(&format!(
        "{}\n\n规划实施的保障措施由各部门共同落实，确保完成。\n",
        lines.join("\n\n")
    ));
    assert_eq!(
        rows(&read),
        [
            "19 1 ·>·>地区生产总值 亿元 · 860|1200|7.5%|·|·",
            "31 2 ·>·>人均预期寿命 · · 80.2|80.3|0.1|·|·",
            "41 3 ·>·>研发经费投入强度 % · 1|·|·|·|·",
            "49 4 ·>·>数字经济核心产业增加值占GDP比重 % · ·|完成市级下达目标|·|·|·",
            "57 5 ·>·>研发经费投入增长 % · ·|·|>10|·|·",
        ]
    );
    let growth = &read.observations[5];
    assert_eq!((growth.measure, growth.unit.as_deref()), (Measure::Change, None));
    let guessed = &read.observations[6];
    assert!(guessed.flags.contains(&"column_guessed".to_string()) && guessed.confidence < 0.7);
}

#[test]
fn rows_that_head_a_category_and_numbers_of_pages() {
    let read = read(
        "主要指标\n指标\t单位\t基期值\t目标值\t属性\n一、经济发展（1项）\t\t\t\t\n地区生产总值\t亿元\t5\t6\t预期性\n\n— 12 —\n\n二、民生福祉\t\t\t\t\n人均预期寿命\t岁\t80\t81\t预期性\n\n第二章 保障\n",
    );
    assert_eq!(
        rows(&read),
        [
            "4 · 经济发展>·>地区生产总值 亿元 预 5|6|·|·|·",
            "9 · 民生福祉>·>人均预期寿命 岁 预 80|81|·|·|·"
        ]
    );
}

#[test]
fn columns_separated_by_spaces_with_a_label_over_two_lines() {
    let read = read(
        "主要指标\n序号  指标名称  单位  2020年  2025年  属性\n1  单位地区生产总值二氧化碳  %  -  [15]  约束性\n   排放降低\n2  人均预期寿命  岁  80  81  预期性\n\n以下是正文，说明规划如何实施。\n",
    );
    assert_eq!(
        rows(&read),
        [
            "3 1 ·>·>单位地区生产总值二氧化碳排放降低 % 约 ·|[15]|·|·|·",
            "5 2 ·>·>人均预期寿命 岁 预 80|81|·|·|·"
        ]
    );
}

#[test]
fn a_level_under_growth_is_read_as_a_level() {
    let read = read(
        "主要指标\n序号\t指标名称\t单位\t2020年\t2025年\t年均增速\t属性\n1\t城镇调查失业率\t%\t-\t-\t<6\t预期性\n",
    );
    let observation = &read.observations[0];
    assert_eq!((observation.measure, observation.comparator), (Measure::Level, Comparator::Lt));
    assert_eq!(observation.cell.as_deref(), Some("growth"));
    assert_eq!(observation.flags, ["shifted_cell"]);
}

#[test]
fn project_lists_boxes_and_prose_are_not_indicator_tables() {
    for text in [
        "专栏3 重大项目\n\n序号\t项目名称\t总投资（亿元）\t建设年限\n1\t甲工程\t5\t2021-2025\n",
        "| 项目 | 2021年 | 2025年 |\n|---|---|---|\n| 甲 | 1 | 2 |\n",
        "主要指标全面完成，2020年地区生产总值达到5亿元，2025年达到8亿元。\n",
        "<table><tr><td>部门</td><td>电话</td></tr><tr><td>甲局</td><td>123</td></tr></table>指标",
    ] {
        assert!(read(text).tables.is_empty(), "{text}");
    }
}

#[test]
fn ids_are_stable_and_differ_within_a_line() {
    let text = "指标 <table><tr><th>指标</th><th>2020年</th><th>2025年</th></tr><tr><td>地区生产总值（亿元）</td><td>5</td><td>6</td></tr><tr><td>人均预期寿命（岁）</td><td>80</td><td>81</td></tr></table>";
    let ids =
        |read: &TablesRead| read.observations.iter().map(|o| o.id.clone()).collect::<Vec<_>>();
    let (once, again) = (ids(&read(text)), ids(&read(text)));
    assert_eq!(once, again);
    assert_eq!(once.iter().collect::<std::collections::HashSet<_>>().len(), 4);
}

proptest::proptest! {
    /// Lines of parts of tables, in any order.
    #[test]
    fn no_text_makes_the_reader_panic(
        pieces in proptest::collection::vec(
            proptest::sample::select(vec![
                "指标", "指标名称", "序号", "2020年", "2025年", "单位", "年均增速[累计]", "属性", "1", "2", "3",
                "地区生产总值（亿元）", "%", "[1.8", "]", ">9%", "约束性", "完成市下达目标", "\t", "|", "\n", "\n\n",
                "  ", "<table>", "<tr>", "<td rowspan=3>", "<td colspan=\"99\">", "</td>", "</table", "&gt;", "*", "其中：",
                "一、", "专栏1", "第一章", "注：", "—", "/", "十三五", "完成情况", "5左右", "。", "目录", "……3", "（", "）", "\r", "\u{3000}",
            ]),
            0..120,
        )
    ) {
        let text = format!("指标{}", pieces.concat());
        read(&text);
    }
}

#[test]
fn cells_without_numbers_below_a_category_are_rows() {
    let cells = [
        "类别",
        "指标",
        "单位",
        "2020年实际",
        "2025年目标",
        "年均增长",
        "属性",
        "经济发展",
        "地区生产总值",
        "亿元",
        "1236",
        "1800",
        "8%",
        "预期性",
        "工业增加值增长率",
        "%",
        "4.2",
        "—",
        "8.5",
        "预期性",
        "生态文明",
        "森林覆盖率",
        "%",
        "24.21",
        "24.5",
        "[0.29]",
        "约束性",
    ];
    let read = read(&format!("主要指标\n{}\n", cells.join("\n")));
    assert_eq!(
        rows(&read),
        [
            "10 · 经济发展>·>地区生产总值 亿元 预 1236|1800|8%|·|·",
            "16 · 经济发展>·>工业增加值增长率 % 预 4.2|·|8.5|·|·",
            "23 · 生态文明>·>森林覆盖率 % 约 24.21|24.5|[0.29]|·|·",
        ]
    );
}

#[test]
fn a_number_may_stand_in_the_label() {
    let read = read_in(
        "“十五五”主要指标\n指标名称\t单位\t2025年实际\t2030年目标\t属性\n一、经济发展\n1.地区生产总值\t亿元\t480\t750\t预期性\n其中：工业增加值\t亿元\t200\t350\t预期性\n二、绿色生态\n2.森林覆盖率\t%\t28\t28.5\t约束性\n",
        [2026, 2030],
    );
    assert_eq!(
        rows(&read),
        [
            "4 1 经济发展>·>地区生产总值 亿元 预 480|750|·|·|·",
            "5 1 经济发展>地区生产总值>工业增加值 亿元 预 200|350|·|·|·",
            "7 2 绿色生态>·>森林覆盖率 % 约 28|28.5|·|·|·",
        ]
    );
}

#[test]
fn values_over_two_lines_notes_and_categories_across_all_columns() {
    let page = "<html><head><title>江夏区</title></head><body><p>表1 主要指标</p><table><tr><td>序号</td><td>指标</td><td>单位</td><td>2019年</td><td>2025年</td><td>属性</td></tr>\n<tr><td colspan=6>经济规模与效益水平</td></tr>\n<tr><td>（1）</td><td>地区生产总值</td><td>亿元</td><td>100</td><td>≥<br>120</td><td>预期性</td></tr>\n<tr><td>（2）</td><td>单位GDP能耗降低</td><td>%</td><td>—</td><td>完成市<br>下达目标</td><td>约束性</td></tr>\n<tr><td colspan=6>注：数据来源于统计部门。</td></tr></table></body></html>";
    let read = read(page);
    assert_eq!(
        rows(&read).iter().map(|row| row.split_once(' ').unwrap().1.to_owned()).collect::<Vec<_>>(),
        [
            "1 经济规模与效益水平>·>地区生产总值 亿元 预 100|≥ 120|·|·|·",
            "2 经济规模与效益水平>·>单位GDP能耗降低 % 约 ·|完成市 下达目标|·|·|·",
        ]
    );
    let said: Vec<_> = read.observations.iter().map(|o| (o.year, o.quote.as_str())).collect();
    assert_eq!(said, [(Some(2019), "100"), (Some(2025), "120"), (Some(2025), "完成市")]);
    assert_eq!(read.observations[1].comparator, Comparator::Ge);
    assert_eq!(read.observations[2].flags, ["wrapped"]);
}

#[test]
fn goals_and_outcomes_of_one_year_are_never_exchanged() {
    for head in ["2020年目标值\t2020年预计值", "2020年目标值\t2020年预计值\t完成情况"]
    {
        let verdict = if head.contains("情况") { "\t完成" } else { "" };
        let read = read(&format!(
            "表1 主要指标\n指标\t单位\t{head}\n地区生产总值\t亿元\t800\t780{verdict}\n"
        ));
        let said: Vec<_> = read
            .observations
            .iter()
            .map(|o| (o.kind, o.year, o.value.unwrap().to_string()))
            .collect();
        assert_eq!(
            said,
            [
                (Kind::Target, Some(2020), "800".to_owned()),
                (Kind::Actual, Some(2020), "780".to_owned())
            ]
        );
    }
}

#[test]
fn two_columns_are_enough() {
    for text in [
        "| 指标 | 目标值 |\n|---|---|\n| 地区生产总值 | 1300亿元以上 |\n| 森林覆盖率 | 稳步提升至较高水平 |\n",
        "指标\t目标值\n地区生产总值\t1300亿元以上\n森林覆盖率\t稳步提升至较高水平\n",
    ] {
        let read = read(&format!("主要指标\n{text}"));
        assert_eq!(read.observations.len(), 2, "{text}");
        let gdp = &read.observations[0];
        assert_eq!((gdp.unit.as_deref(), gdp.comparator), (Some("亿元"), Comparator::Ge));
        assert_eq!(read.observations[1].text.as_deref(), Some("稳步提升至较高水平"));
    }
}

#[test]
fn an_unknown_head_is_a_warning() {
    let read = read(
        "主要指标\n| 指标 | 单位 | 2020年 | 甲乙丙 | 2025年 |\n|---|---|---|---|---|\n| 地区生产总值 | 亿元 | 1 | 2 | 3 |\n| 居民收入 | 元 | 4<br>5 | 6 | 7 |\n",
    );
    let warnings: Vec<_> =
        read.warnings.iter().map(|warning| warning.kind.message(Lang::En)).collect();
    assert_eq!(
        warnings,
        [
            "the column `甲乙丙` is not understood; its figures are not read",
            "`4 5` of `居民收入` belongs to no column for certain and is not read",
        ]
    );
    assert_eq!(read.observations.len(), 3);
    let other =
        self::read("主要指标\n| 指标 | 甲乙 | 丙丁 |\n|---|---|---|\n| 地区生产总值 | 1 | 2 |\n");
    assert_eq!(
        other.warnings[0].kind.message(Lang::En),
        "the columns of this table are not understood: 指标 | 甲乙 | 丙丁"
    );
    assert!(other.observations.is_empty() && other.lines_taken == [(2, 4)]);
}

#[test]
fn a_note_names_the_year_of_marked_figures() {
    let read = read_in(
        "主要指标\n指标\t2025年\t2030年\n森林覆盖率（%）\t25.1*\t25.8\n城镇化率（%）\t67.9\t71\n注：带*的为2024年数据。\n",
        [2026, 2030],
    );
    let years: Vec<_> = read.observations.iter().map(|o| o.year.unwrap()).collect();
    assert_eq!(years, [2024, 2030, 2025, 2030]);
}

#[test]
fn a_row_of_several_lines_is_several_rows() {
    let read = read(
        "主要指标\n| 序号 | 指标 | 单位 | 2020年 | 2025年 |\n|---|---|---|---|---|\n| 3 | 居民人均可支配收入<br>城镇<br>农村 | 元 | 45000<br>20000 | 60000<br>28000 |\n",
    );
    assert_eq!(
        rows(&read),
        [
            "4 3 ·>居民人均可支配收入>城镇 元 · 45000|60000|·|·|·",
            "4 3 ·>居民人均可支配收入>农村 元 · 20000|28000|·|·|·",
        ]
    );
}

#[test]
fn a_row_with_more_cells_than_columns_is_a_warning() {
    let cells = [
        "序号",
        "指标",
        "单位",
        "2020年",
        "2025年",
        "1",
        "居民收入",
        "元",
        "40000",
        "45000",
        "20000",
        "50000",
        "2",
        "森林覆盖率",
        "%",
        "12",
        "13",
    ];
    let read = read(&format!("主要指标\n{}\n", cells.join("\n")));
    assert_eq!(read.observations.len(), 2);
    assert!(
        read.warnings[0]
            .kind
            .message(Lang::En)
            .starts_with("`40000 | 45000 | 20000 | 50000` of `居民收入`")
    );
}
