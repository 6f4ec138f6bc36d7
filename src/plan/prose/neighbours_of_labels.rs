//! Sentences whose label, span or measure comes from words further away, and their neighbours. All are
//! invented. The report is on 2024.

use super::tests::{all, report};
use crate::plan::outline::Stance;

#[test]
fn a_year_that_is_compared_with_is_not_that_of_later_figures() {
    all(
        |text| report(Stance::Review, text),
        &[(
            "主要指标总体恢复到2019年水平，出口额增长9%。",
            &["actual 出口额 =9 % annual_growth 2024<2023"],
        )],
    );
}

#[test]
fn nouns_that_contain_a_verb_of_building_are_stocks() {
    all(
        |text| report(Stance::Review, text),
        &[
            (
                "省级孵化器40家，众创空间12家。",
                &["actual 省级孵化器 =40 家 level 2024", "actual 众创空间 =12 家 level 2024"],
            ),
            ("新建孵化器4家。", &["actual 新建孵化器 =4 家 cumulative 2024<2023"]),
            ("并网风电装机容量30万千瓦。", &["actual 并网风电装机容量 =30 万千瓦 level 2024"]),
            ("价格上涨的小区个数为6个。", &["actual 价格上涨的小区个数 =6 个 level 2024"]),
            ("完成成果转化100项。", &["actual 成果转化 =100 项 cumulative 2024<2023"]),
        ],
    );
}

#[test]
fn relief_of_firms_is_a_total() {
    all(
        |text| report(Stance::Review, text),
        &[
            ("为企业减负超40亿元。", &["actual 为企业减负 >40 亿元 cumulative 2024<2023"]),
            ("机关经费压减10%。", &["actual 机关经费 =10 % annual_growth 2024<2023"]),
            ("办理时限压减10%。", &["actual 办理时限 =10 % change 2024<2023"]),
        ],
    );
}

#[test]
fn a_part_of_an_addition_is_counted_like_the_whole() {
    all(
        |text| report(Stance::Plan, text),
        &[
            (
                "新增充电桩3000个以上，其中农村地区不少于600个。",
                &[
                    "target 新增充电桩 >=3000 个 cumulative 2025<2024",
                    "target 农村地区充电桩 >=600 个 cumulative 2025<2024",
                ],
            ),
            (
                "招引项目300个，其中百亿级项目不少于3个。",
                &[
                    "target 招引项目 =300 个 cumulative 2025<2024",
                    "target 百亿级项目 >=3 个 cumulative 2025<2024",
                ],
            ),
            (
                "企业达到300家，其中高新企业不少于90家。",
                &["target 企业 =300 家 level 2025", "target 高新企业 >=90 家 level 2025"],
            ),
        ],
    );
    all(
        |text| report(Stance::Review, text),
        &[
            (
                "居民恩格尔系数为30%，其中城镇为29%，农村为32%。",
                &[
                    "actual 居民恩格尔系数 =30 % level 2024",
                    "actual 城镇居民恩格尔系数 =29 % level 2024",
                    "actual 农村居民恩格尔系数 =32 % level 2024",
                ],
            ),
            ("数字经济加快发展，规模达到2万亿元。", &["actual 数字经济规模 =2 万亿元 level 2024"]),
            (
                "新登记商户9万户，总量达56万户。",
                &[
                    "actual 新登记商户 =9 万户 cumulative 2024<2023",
                    "actual 商户总量 =56 万户 level 2024",
                ],
            ),
        ],
    );
}

#[test]
fn numbers_of_a_list_in_one_line_are_no_part_of_a_label() {
    all(
        |text| report(Stance::Plan, text),
        &[(
            "办好实事。1.新建公厕5座。2.免费为2万名女生接种疫苗。3.为150户老人家庭改造厨房。",
            &[
                "target 新建公厕 =5 座 cumulative 2025<2024",
                "target 女生接种疫苗 =2 万名 cumulative 2025<2024",
                "target 老人家庭改造厨房 =150 户 cumulative 2025<2024",
            ],
        )],
    );
}

#[test]
fn a_group_in_which_something_is_ranked_is_no_figure() {
    all(
        |text| report(Stance::Review, text),
        &[
            (
                "工业增加值增长7%，在10个工业大省中增速第1。",
                &[
                    "actual 工业增加值 =7 % annual_growth 2024<2023",
                    "actual 工业增加值增速排名 =1 位 level 2024",
                ],
            ),
            ("在3个大项中夺得4个冠军。", &["actual 夺得冠军 =4 个 cumulative 2024<2023"]),
            (
                "新增1个三千亿元城区、2个两千亿元城区、3个千亿元城区。",
                &[
                    "actual 新增三千亿元城区 =1 个 cumulative 2024<2023",
                    "actual 两千亿元城区 =2 个 cumulative 2024<2023",
                    "actual 千亿元城区 =3 个 cumulative 2024<2023",
                ],
            ),
            ("某电厂等一批10亿级以上技改项目投产。", &[]),
            ("人民币汇率为1美元兑7元。", &["actual 人民币汇率 =7 元 level 2024"]),
        ],
    );
}

#[test]
fn numbers_in_other_forms() {
    all(
        |text| report(Stance::Review, text),
        &[
            ("签约项目开工2/3以上。", &["actual 签约项目开工 >=66.67 % level 2024"]),
            (
                "营收突破700亿元，较上年翻了近一番。",
                &["actual 营收 >700 亿元 level 2024", "actual 营收 ~2 倍 ratio_multiple 2024<2023"],
            ),
            (
                "贫困率由12%降至0。",
                &["actual 贫困率 =12 % level 2023", "actual 贫困率 =0 % level 2024"],
            ),
            (
                "低保标准由每月420元提高到560元。",
                &["actual 低保标准 =420 元 level 2023", "actual 低保标准 =560 元 level 2024"],
            ),
            (
                "12户38名村民脱贫。",
                &[
                    "actual 村民脱贫户数 =12 户 cumulative 2024<2023",
                    "actual 村民脱贫 =38 名 cumulative 2024<2023",
                ],
            ),
            (
                "人均预期寿命预计提高1.5岁，达到78岁。",
                &[
                    "actual 人均预期寿命 =1.5 岁 change 2024<2023?",
                    "actual 人均预期寿命 =78 岁 level 2024?",
                ],
            ),
            ("确定经济增长6%以上的预期目标。", &["actual 经济增长 >=6 % annual_growth 2024<2023"]),
        ],
    );
}

#[test]
fn an_outcome_may_be_compared_with_a_goal_or_a_year() {
    all(
        |text| report(Stance::Review, text),
        &[
            (
                "消费价格上涨0.4%，低于3%左右的预期目标。",
                &["actual 消费价格 =0.4 % annual_growth 2024<2023"],
            ),
            (
                "客流量180万人次，恢复至2019年的96%。",
                &["actual 客流量 =180 万人次 level 2024", "actual 客流量 =96 % level 2024"],
            ),
            ("氨氮排放量削减4%。", &["actual 氨氮排放量 =4 % annual_growth 2024<2023"]),
        ],
    );
}

#[test]
fn things_are_divided_into_those_begun_and_those_going_on() {
    all(
        |text| report(Stance::Plan, text),
        &[
            (
                "实施项目180个，年度投资30亿元，其中续建110个、新开工70个。",
                &[
                    "target 实施项目 =180 个 cumulative 2025<2024",
                    "target 项目年度投资 =30 亿元 level 2025",
                    "target 续建项目 =110 个 cumulative 2025<2024",
                    "target 新开工项目 =70 个 cumulative 2025<2024",
                ],
            ),
            (
                "轨道交通运营里程200公里、在建90公里。",
                &[
                    "target 轨道交通运营里程 =200 公里 level 2025",
                    "target 在建轨道交通 =90 公里 level 2025",
                ],
            ),
            ("研发投入突破60亿元。", &["target 研发投入 >60 亿元 level 2025"]),
        ],
    );
}

#[test]
fn a_communique_leaves_out_what_the_figure_before_names() {
    all(
        |text| report(Stance::Review, text),
        &[
            (
                "生猪出栏40万头，年末存栏20万头。",
                &["actual 生猪出栏 =40 万头 level 2024", "actual 生猪存栏 =20 万头 level 2024"],
            ),
            (
                "普通高中8所，在校学生2万人。",
                &["actual 普通高中 =8 所 level 2024", "actual 普通高中在校学生 =2 万人 level 2024"],
            ),
            (
                "专利授权量90件，其中发明专利12件。",
                &["actual 专利授权量 =90 件 level 2024", "actual 发明专利授权量 =12 件 level 2024"],
            ),
            (
                "规上工业增加值增长7%。分门类看，采矿业增长3%，制造业增长8%。",
                &[
                    "actual 规上工业增加值 =7 % annual_growth 2024<2023",
                    "actual 采矿业增加值 =3 % annual_growth 2024<2023",
                    "actual 制造业增加值 =8 % annual_growth 2024<2023",
                ],
            ),
            (
                "三次产业结构由上年的8:39:53调整为7:40:53。",
                &[
                    "actual 第一产业占三次产业结构比重 =8 % level 2023",
                    "actual 第二产业占三次产业结构比重 =39 % level 2023",
                    "actual 第三产业占三次产业结构比重 =53 % level 2023",
                    "actual 第一产业占三次产业结构比重 =7 % level 2024",
                    "actual 第二产业占三次产业结构比重 =40 % level 2024",
                    "actual 第三产业占三次产业结构比重 =53 % level 2024",
                ],
            ),
        ],
    );
}
