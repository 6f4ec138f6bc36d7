//! Markdown.

use super::{TITLE, check_evidence, parsed};

#[test]
fn markup_within_markdown_is_neither_read_nor_quoted() {
    let text = format!(
        "# {TITLE}\n\n## 第一章 发展目标\n\n到2025年，全区**地区生产总值**达到<b>1300</b>亿元<sup>1</sup>，森林覆盖率达到**22%**<br>以上。\n\n\
         <table>\n<tr><th>指标</th><th>单位</th><th>2020年</th><th>2025年</th></tr>\n\
         <tr><td>森林覆盖率<sup>2</sup></td><td>%</td><td>21.3</td><td>约<b>22</b></td></tr>\n</table>\n\n\
         | 指标 | 2020年 | 2025年 |\n|---|---|---|\n| PM<sub>2.5</sub>浓度（μg/m<sup>3</sup>） | 38 | **35** |\n"
    );
    let plan = parsed("plan.md", text.as_bytes());
    check_evidence("plan.md", text.as_bytes(), &plan);
    let said: Vec<String> = plan
        .observations
        .iter()
        .map(|it| {
            let unit = it.unit.as_deref().unwrap_or("?");
            format!("{} {} {unit} {}", it.label, it.value.unwrap(), it.quote)
        })
        .collect();
    assert_eq!(
        said,
        [
            "地区生产总值 1300 亿元 1300",
            "森林覆盖率 22 % 22%",
            "森林覆盖率 21.3 % 21.3",
            "森林覆盖率 22 % 22",
            "PM2.5浓度 38 μg/m3 38",
            "PM2.5浓度 35 μg/m3 35",
        ]
    );
    assert!(plan.observations.iter().all(|it| !it.quote.contains('*')));
}
