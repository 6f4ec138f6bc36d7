//! Sentences of reports about a single year: the year of a figure, the year from which it counts, levels
//! and totals. All are invented. The report is on 2024.

use super::tests::report;
use crate::plan::outline::Stance;

fn all(stance: Stance, cases: &[(&str, &[&str])]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, want)| report(stance, text) != *want)
        .map(|(text, want)| format!("{text}\n  want {want:?}\n  read {:?}", report(stance, text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_part_of_the_report_decides_the_year() {
    let text = "绿地率达到42%。";
    assert_eq!(report(Stance::Review, text), ["actual 绿地率 =42 % level 2024"]);
    assert_eq!(report(Stance::Plan, text), ["target 绿地率 =42 % level 2025"]);
    assert_eq!(report(Stance::Term(None), text), ["target 绿地率 =42 % level 2029"]);
    assert_eq!(report(Stance::Term(Some(2030)), text), ["target 绿地率 =42 % level 2030"]);
    all(
        Stance::Term(None),
        &[
            ("今年绿地率达到42%。", &["target 绿地率 =42 % level 2025"]),
            ("五年新增就业20万人。", &["target 新增就业 =20 万人 cumulative 2029<2024"]),
        ],
    );
    all(Stance::Plan, &[("去年绿地率达到42%。", &["actual 绿地率 =42 % level 2024"])]);
}

#[test]
fn a_review_may_quote_a_target() {
    all(
        Stance::Review,
        &[
            (
                "——工业产值预期目标增长6%：预计全年完成500亿元，增长7%。",
                &[
                    "target 工业产值 =6 % annual_growth 2024<2023",
                    "actual 工业产值 =500 亿元 level 2024?",
                    "actual 工业产值 =7 % annual_growth 2024<2023?",
                ],
            ),
            (
                "——计划新建公园20个：预计新建公园25个。",
                &[
                    "target 新建公园 =20 个 cumulative 2024<2023",
                    "actual 新建公园 =25 个 cumulative 2024<2023?",
                ],
            ),
            // Unchanged: an outcome compared with its target.
            (
                "绿地率高于预期目标2个百分点。",
                &["actual 绿地率高于预期目标 =2 个百分点 change 2024<2023"],
            ),
            (
                "谋划“十五五”重点工程80个。",
                &["actual 谋划“十五五”重点工程 =80 个 cumulative 2024<2023"],
            ),
        ],
    );
}

#[test]
fn the_first_value_of_a_movement_is_of_the_year_before() {
    all(
        Stance::Review,
        &[(
            "审批事项由240项减少到166项。",
            &["actual 审批事项 =240 项 level 2023", "actual 审批事项 =166 项 level 2024"],
        )],
    );
}

#[test]
fn annual_statistics_are_levels_and_things_done_are_totals() {
    all(
        Stance::Review,
        &[
            ("完成工业投资270亿元。", &["actual 工业投资 =270 亿元 level 2024"]),
            ("年度投资800亿元以上。", &["actual 年度投资 >=800 亿元 level 2024"]),
            ("开行货运班列突破900列。", &["actual 开行货运班列 >900 列 cumulative 2024<2023"]),
            ("为企业减税超过30亿元。", &["actual 为企业减税 >30 亿元 cumulative 2024<2023"]),
            ("协调解决难题730个。", &["actual 协调解决难题 =730 个 cumulative 2024<2023"]),
            (
                "新增企业5万户、达到26万户。",
                &[
                    "actual 新增企业 =5 万户 cumulative 2024<2023",
                    "actual 企业 =26 万户 level 2024",
                ],
            ),
            ("发行债券80亿元。", &["actual 发行债券 =80 亿元 cumulative 2024<2023"]),
            ("发放优待证近3万个。", &["actual 发放优待证 ~3 万个 cumulative 2024<2023"]),
            ("压减一般性支出5亿元。", &["actual 压减一般性支出 =5 亿元 cumulative 2024<2023"]),
            ("服务进出口总额70亿元。", &["actual 服务进出口总额 =70 亿元 level 2024"]),
            ("税收收入可比增长6%。", &["actual 税收收入 =6 % annual_growth 2024<2023"]),
            ("占比不低于2%。", &["actual 占比 >=2 % level 2024"]),
            ("荣登全国百强县榜第76位。", &["actual 全国百强县榜排名 =76 位 level 2024"]),
            ("发放3轮7批消费券。", &[]),
            (
                "发行中期票据6亿元。某业产值超亿元。",
                &[
                    "actual 发行中期票据 =6 亿元 cumulative 2024<2023",
                    "actual 某业产值 >1 亿元 level 2024",
                ],
            ),
            ("整合30所100人以下小学。", &["actual 整合100人以下小学 =30 所 cumulative 2024<2023"]),
            ("待遇达236元/月。", &["actual 待遇 =236 元/月 level 2024"]),
            ("5个湖泊水质达到三类标准。", &["actual 湖泊水质达到三类标准 =5 个 level 2024"]),
            (
                "普及率、治理率、覆盖率分别达96%、80%、50%以上。",
                &[
                    "actual 普及率 >=96 % level 2024",
                    "actual 治理率 >=80 % level 2024",
                    "actual 覆盖率 >=50 % level 2024",
                ],
            ),
            (
                "产值、投资、收入分别增长7%、9%、9%以上。",
                &[
                    "actual 产值 =7 % annual_growth 2024<2023",
                    "actual 投资 =9 % annual_growth 2024<2023",
                    "actual 收入 >=9 % annual_growth 2024<2023",
                ],
            ),
            (
                "游客量和营业额均增长60%。",
                &[
                    "actual 游客量 =60 % annual_growth 2024<2023",
                    "actual 营业额 =60 % annual_growth 2024<2023",
                ],
            ),
            ("3个算力中心高效运营。", &["actual 算力中心 =3 个 level 2024"]),
            ("甲县、乙县等4地获批示范县。", &["actual 获批示范县 =4 地 cumulative 2024<2023"]),
            ("26个重大项目加快建设。", &["actual 重大项目 =26 个 cumulative 2024<2023"]),
            ("单位能耗降低3%。", &["actual 单位能耗 =3 % annual_growth 2024<2023"]),
            ("贷款余额5年增长6倍。", &["actual 贷款余额 =6 倍 ratio_multiple 2024<2019"]),
        ],
    );
}

#[test]
fn sizes_of_projects_and_medals_are_not_figures() {
    all(
        Stance::Plan,
        &[
            (
                "投资20亿元以上项目开工、投产各3个。",
                &[
                    "target 投资20亿元以上项目开工 =3 个 cumulative 2025<2024",
                    "target 投资20亿元以上项目投产 =3 个 cumulative 2025<2024",
                ],
            ),
            (
                "支持4家企业营业收入过百亿。",
                &["target 企业营业收入过百亿 =4 家 cumulative 2025<2024"],
            ),
            ("夺得3金2银。", &[]),
            (
                "建设5万套（间）租赁住房，引进不少于2名院士、30名专家。",
                &[
                    "target 租赁住房 =5 万套（间） cumulative 2025<2024",
                    "target 引进院士 >=2 名 cumulative 2025<2024",
                    "target 专家 >=30 名 cumulative 2025<2024",
                ],
            ),
        ],
    );
}
