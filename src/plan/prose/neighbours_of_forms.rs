//! Forms of reports and plans that the parser misread in an invented sample, one sentence or more for each kind.

use super::tests::{all, plan, report, review};
use crate::plan::outline::Stance;

fn look_back(text: &str) -> Vec<String> {
    report(Stance::Review, text)
}

fn goals(text: &str) -> Vec<String> {
    report(Stance::Plan, text)
}

#[test]
fn what_grew_is_named_by_the_clause_or_the_sentence_before() {
    all(
        look_back,
        &[
            (
                "规模以上工业增加值增速逐季加快，全年增长7.8%，位居全省第3位。",
                &[
                    "actual 规模以上工业增加值 =7.8 % annual_growth 2024<2023",
                    "actual 规模以上工业增加值排名 =3 位 level 2024",
                ],
            ),
            (
                "——固定资产投资。全年增长12.8%，其中工业投资增长23.5%。",
                &[
                    "actual 固定资产投资 =12.8 % annual_growth 2024<2023",
                    "actual 工业投资 =23.5 % annual_growth 2024<2023",
                ],
            ),
            (
                "前三季度生产总值增长5.9%，预计全年增长6%。",
                &[
                    "actual 前三季度生产总值 =5.9 % annual_growth 2024<2023",
                    "actual 生产总值 =6 % annual_growth 2024<2023?",
                ],
            ),
            (
                "一、二、三季度GDP分别增长5.8%、2.1%、4.9%。",
                &[
                    "actual 一季度GDP =5.8 % annual_growth 2024<2023",
                    "actual 二季度GDP =2.1 % annual_growth 2024<2023",
                    "actual 三季度GDP =4.9 % annual_growth 2024<2023",
                ],
            ),
            ("细颗粒物浓度同比改善9.7%。", &["actual 细颗粒物浓度 =9.7 % change 2024<2023"]),
            ("零售总额降幅收窄至8.9%。", &["actual 零售总额降幅 =8.9 % annual_growth 2024<2023"]),
            (
                "服务业增加值增长8%，对经济增长的贡献率达60%。",
                &[
                    "actual 服务业增加值 =8 % annual_growth 2024<2023",
                    "actual 服务业增加值对经济增长的贡献率 =60 % level 2024",
                ],
            ),
        ],
    );
}

#[test]
fn where_a_thing_came_from() {
    all(
        look_back,
        &[
            (
                "高新技术企业由上年的86家增加到142家。",
                &[
                    "actual 高新技术企业 =86 家 level 2023",
                    "actual 高新技术企业 =142 家 level 2024",
                ],
            ),
            (
                "40个市直部门整合调整为33个。",
                &["actual 市直部门 =40 个 level 2023", "actual 市直部门 =33 个 level 2024"],
            ),
            (
                "经济总量由全市第7位跃居第4位。",
                &["actual 经济总量排名 =7 位 level 2023", "actual 经济总量排名 =4 位 level 2024"],
            ),
            (
                "投资、消费分别增长11%、8%，增速分列全省第二、第四位。",
                &[
                    "actual 投资 =11 % annual_growth 2024<2023",
                    "actual 消费 =8 % annual_growth 2024<2023",
                    "actual 投资增速全省排名 =2 位 level 2024",
                    "actual 消费增速全省排名 =4 位 level 2024",
                ],
            ),
        ],
    );
    all(
        review,
        &[(
            "综合排名由2015年的第12位上升至第8位。",
            &["actual 综合排名 =12 位 level 2015", "actual 综合排名 =8 位 level 2020"],
        )],
    );
}

#[test]
fn bounds_and_multiples_in_other_words() {
    all(
        plan,
        &[
            ("财税收入过20亿元。", &["target 财税收入 >20 亿元 level 2025"]),
            ("居民收入翻一番以上。", &["target 居民收入 >=2 倍 ratio_multiple 2025"]),
            // 通过 is no bound.
            ("通过评审项目20个。", &["target 通过评审项目 =20 个 level 2025"]),
        ],
    );
    all(
        look_back,
        &[
            (
                "研发平台263家，较2020年翻了两番。",
                &[
                    "actual 研发平台 =263 家 level 2024",
                    "actual 研发平台 =4 倍 ratio_multiple 2024<2020",
                ],
            ),
            ("粮食总产站稳百亿斤台阶。", &["actual 粮食总产 >=100 亿斤 level 2024"]),
        ],
    );
    all(
        goals,
        &[(
            "企业开办时间压缩至0.5个工作日以内。",
            &["target 企业开办时间 <=0.5 个工作日 level 2025"],
        )],
    );
}

#[test]
fn additions_and_people() {
    all(
        plan,
        &[("铁路营业里程新增180公里。", &["target 铁路营业里程新增 =180 公里 cumulative 2025"])],
    );
    all(
        look_back,
        &[
            (
                "2.84万户9.63万人实现脱贫。",
                &[
                    "actual 脱贫户数 =2.84 万户 cumulative 2024<2023",
                    "actual 脱贫人口 =9.63 万人 cumulative 2024<2023",
                ],
            ),
            ("3.1万人享受最低生活保障。", &["actual 享受最低生活保障人数 =3.1 万人 level 2024"]),
            (
                "拆除各类违建12万平方米。",
                &["actual 拆除各类违建 =12 万平方米 cumulative 2024<2023"],
            ),
            (
                "城乡低保标准分别提高到每月520元和每年4200元。",
                &[
                    "actual 城市低保标准 =520 元 level 2024",
                    "actual 农村低保标准 =4200 元 level 2024",
                ],
            ),
        ],
    );
    all(
        goals,
        &[(
            "一是新建幼儿园36所；二是改造危房420户。",
            &[
                "target 新建幼儿园 =36 所 cumulative 2025<2024",
                "target 改造危房 =420 户 cumulative 2025<2024",
            ],
        )],
    );
}

#[test]
fn spans_of_time_are_no_figures() {
    assert_eq!(goals("力争用3—5年时间，建成一流环境。"), Vec::<String>::new());
}

#[test]
fn growth_in_other_words() {
    all(
        look_back,
        &[(
            "一般公共预算收入15.6亿元，剔除退税因素后增长8%，按自然口径下降2.1%。",
            &[
                "actual 一般公共预算收入 =15.6 亿元 level 2024",
                "actual 一般公共预算收入 =8 % annual_growth 2024<2023",
                "actual 一般公共预算收入 =2.1 % annual_growth 2024<2023",
            ],
        )],
    );
    all(
        goals,
        &[(
            "地区生产总值增长6.5%，力争实现7%。",
            &[
                "target 地区生产总值 =6.5 % annual_growth 2025<2024",
                "target 地区生产总值 =7 % annual_growth 2025<2024",
            ],
        )],
    );
    all(
        review,
        &[
            (
                "甲业收入、乙业收入分别达到20亿元、30亿元，年均分别增长11.3%和13.6%。",
                &[
                    "actual 甲业收入 =20 亿元 level 2020",
                    "actual 乙业收入 =30 亿元 level 2020",
                    "actual 甲业收入 =11.3 % annual_growth 2020",
                    "actual 乙业收入 =13.6 % annual_growth 2020",
                ],
            ),
            (
                "新建养老机构5家，每千名老年人拥有养老床位38张。",
                &[
                    "actual 新建养老机构 =5 家 cumulative 2020",
                    "actual 每千名老年人拥有养老床位 =38 张 level 2020",
                ],
            ),
        ],
    );
}
