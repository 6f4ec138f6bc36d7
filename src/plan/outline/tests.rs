use super::*;

const PLAN: &str = "\
甲区国民经济和社会发展第十四个五年规划纲要

目 录

第一章 开启新征程\t1
第一节 发展成就......2
第二节 主要目标……3
第二章 建设强区\t5
第三节 发展工业\t5

第一章 开启新征程

第一节 发展成就

2020年，全区经济总量达到100亿元，比上年有较大的增长，发展质量稳步提升。

第二节 主要目标

（一）基本原则

坚持新发展理念。

（二）主要目标

到2025年，经济总量达到150亿元。

第二章 建设强区

第三节 发展工业

（一）壮大龙头企业

到2025年，龙头企业达到10家。

专栏 1 重点项目

（一）甲厂扩建

（二）乙厂扩建

（二）发展园区

到2025年，园区达到3个。
";

fn outline(text: &str) -> Outline {
    Outline::read(&Source::read(text.as_bytes()).unwrap())
}

fn listed(outline: &Outline) -> Vec<(&str, u8, &str, u32, u32)> {
    outline
        .sections()
        .iter()
        .map(|s| (s.id.as_str(), s.level, s.title.as_str(), s.line, s.end_line))
        .collect()
}

#[test]
fn sections_are_numbered_as_printed_and_boxes_keep_their_items() {
    let outline = outline(PLAN);
    assert_eq!(
        listed(&outline),
        [
            ("1", 1, "开启新征程", 11, 26),
            ("1.1", 2, "发展成就", 13, 16),
            ("1.2", 2, "主要目标", 17, 26),
            ("1.2.1", 3, "基本原则", 19, 22),
            ("1.2.2", 3, "主要目标", 23, 26),
            ("2", 1, "建设强区", 27, 43),
            ("2.3", 2, "发展工业", 29, 43),
            ("2.3.1", 3, "壮大龙头企业", 31, 40),
            ("box1", 4, "重点项目", 35, 40),
            ("2.3.2", 3, "发展园区", 41, 43),
        ]
    );
    assert_eq!(outline.section_at(25).unwrap().id, "1.2.2");
    assert_eq!(outline.section_at(5), None);
    assert!(outline.box_at(37).is_some() && outline.box_at(43).is_none());
    assert!(outline.is_heading(37) && !outline.is_heading(43));
}

#[test]
fn the_table_of_contents_is_not_part_of_the_outline() {
    let outline = outline(PLAN);
    assert!((3..=9).all(|line| outline.in_contents(line)));
    assert!(!outline.in_contents(1) && !outline.in_contents(11));
}

#[test]
fn every_line_has_the_time_of_its_section() {
    let outline = outline(PLAN);
    assert_eq!(outline.stance(15), Stance::Review);
    assert_eq!(outline.stance(21), Stance::Environment);
    assert_eq!(outline.stance(25), Stance::Plan);
    assert_eq!(outline.stance(1), Stance::Plan);
}

#[test]
fn contents_without_page_numbers_end_where_the_chapters_are_repeated() {
    let outline = outline(
        "目录\n第一章 总则\n第一节 思想\n第二章 目标\n第一节 思想\n## 第一章\n\n### 总则\n\n## 第一节 思想\n\n坚持。\n\n# 第二章\n\n目标\n\n#### 第一节 思想\n",
    );
    assert_eq!(
        listed(&outline).iter().map(|s| (s.0, s.2)).collect::<Vec<_>>(),
        [("1", "总则"), ("1.1", "思想"), ("2", "目标"), ("2.1", "思想")]
    );
    assert!(outline.in_contents(5) && !outline.in_contents(6));
}

#[test]
fn headings_that_lost_their_number_are_found() {
    let text = format!(
        "第一章 起步\n\n一、基础\n\n{body}\n\n第二章 目标\n\n一、思想\n\n{body}\n\n、原则\n\n{body}\n\n打造投资目的地\n\n{body}\n\n四、其他\n\n\n提升功能 加快建设城区\n\n{body}\n\n第四章 保障\n",
        body = "到2025年，全区经济总量达到150亿元，人均收入与经济增长同步，生态环境持续改善，人民生活更加幸福美好安康。"
    );
    let outline = outline(&text);
    assert_eq!(
        listed(&outline).iter().map(|s| (s.0, s.2)).collect::<Vec<_>>(),
        [
            ("1", "起步"),
            ("1.1", "基础"),
            ("2", "目标"),
            ("2.1", "思想"),
            ("2.2", "原则"),
            ("2.3", "打造投资目的地"),
            ("2.4", "其他"),
            ("3", "提升功能 加快建设城区"),
            ("4", "保障"),
        ]
    );
}

#[test]
fn ids_are_unique_if_a_document_repeats_a_number() {
    let outline = outline("第一章 甲\n第一节 乙\n第一节 丙\n第一章 丁\n");
    let ids: Vec<_> = outline.sections().iter().map(|s| s.id.as_str()).collect();
    assert_eq!(ids, ["1", "1.1", "1.1-2", "1-2"]);
}

#[test]
fn a_text_without_headings_has_an_empty_outline() {
    let outline = outline("到2025年，经济总量达到150亿元。\n");
    assert_eq!(outline.sections(), []);
    assert_eq!(outline.section_at(1), None);
    assert_eq!(outline.stance(1), Stance::Plan);
}

#[test]
fn sections_numbered_by_decimals_are_read_where_the_whole_document_has_them() {
    let text = "\
甲区国民经济和社会发展第十四个五年规划纲要

1 规划背景

1.1 发展成就

2020年，经济总量达到100亿元。

1.2 面临的形势

机遇与挑战并存。

2 总体要求

2.1 主要目标

到2025年，经济总量达到150亿元。
";
    let read = outline(text);
    let titles: Vec<_> =
        read.sections().iter().map(|s| (s.id.as_str(), s.title.as_str())).collect();
    assert_eq!(
        titles,
        [
            ("1", "规划背景"),
            ("1.1", "发展成就"),
            ("1.2", "面临的形势"),
            ("2", "总体要求"),
            ("2.1", "主要目标"),
        ]
    );
    assert_eq!(read.stance(7), Stance::Review);
    assert_eq!(read.stance(17), Stance::Plan);
    // Rows of a table among other headings, and single numbers, number no sections.
    let rows = "第一章 目标\n\n1 经济总量\n\n1.1 人均\n\n1.2 地均\n\n2.1 其他\n";
    assert_eq!(outline(rows).sections().len(), 1);
    assert!(outline("3.1 经济总量\n\n7.2 人均\n\n5.5 地均\n\n正文。\n").sections().is_empty());
}
