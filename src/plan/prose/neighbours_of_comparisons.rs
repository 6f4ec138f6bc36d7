//! Differences, shares and goals beside an outcome, sizes of projects, and items with a colon, with their
//! neighbours. All sentences are invented. The report is on 2024.

use super::tests::{all, dated_review, plan, report};
use crate::plan::outline::Stance;

fn review(text: &str) -> Vec<String> {
    report(Stance::Review, text)
}

#[test]
fn figures_are_compared_with_a_year_or_with_one() {
    all(
        review,
        &[
            (
                "接待游客580万人次，旅游收入60亿元，分别恢复到2019年的86.3%、84.9%。",
                &[
                    "actual 接待游客 =580 万人次 level 2024",
                    "actual 旅游收入 =60 亿元 level 2024",
                    "actual 接待游客 =86.3 % level 2024",
                    "actual 旅游收入 =84.9 % level 2024",
                ],
            ),
            (
                "城乡居民收入之比为1.96（农村居民收入为1）。",
                &["actual 城乡居民收入之比 =1.96 ? level 2024"],
            ),
            (
                "城镇居民收入3.4万元，增长8.3%，扣除价格因素实际增长6.9%。",
                &[
                    "actual 城镇居民收入 =3.4 万元 level 2024",
                    "actual 城镇居民收入 =8.3 % annual_growth 2024<2023",
                    "actual 城镇居民收入(扣除价格因素) =6.9 % annual_growth 2024<2023",
                ],
            ),
            (
                "发行专项债券96.4亿元、同比增加21.7亿元。",
                &[
                    "actual 发行专项债券 =96.4 亿元 cumulative 2024<2023",
                    "actual 发行专项债券 =21.7 亿元 change 2024<2023",
                ],
            ),
            (
                "国内旅游人数3400万人次，国内旅游收入372亿元，落实衔接资金4.8亿元。",
                &[
                    "actual 国内旅游人数 =3400 万人次 level 2024",
                    "actual 国内旅游收入 =372 亿元 level 2024",
                    "actual 落实衔接资金 =4.8 亿元 cumulative 2024<2023",
                ],
            ),
            (
                "粮食产量21万吨，苹果面积发展到32万亩、产量38万吨、产值15.6亿元。",
                &[
                    "actual 粮食产量 =21 万吨 level 2024",
                    "actual 苹果面积 =32 万亩 level 2024",
                    "actual 苹果产量 =38 万吨 level 2024",
                    "actual 苹果产值 =15.6 亿元 level 2024",
                ],
            ),
            (
                "减少贫困人口4.3万人，园区建成面积6.8平方公里。",
                &[
                    "actual 减少贫困人口 =4.3 万人 cumulative 2024<2023",
                    "actual 园区建成面积 =6.8 平方公里 level 2024",
                ],
            ),
            (
                "财政补助标准由每人每年670元提高到700元。",
                &[
                    "actual 财政补助标准 =670 元 level 2023",
                    "actual 财政补助标准 =700 元 level 2024",
                ],
            ),
            // Unchanged: the figure of the nation.
            ("全国旅游收入5万亿元。", &[]),
        ],
    );
}

#[test]
fn a_movement_begins_with_the_period_that_the_review_names() {
    assert_eq!(
        dated_review("“十三五”时期，高新技术企业从29家增加到163家。"),
        ["actual 高新技术企业 =29 家 level 2015", "actual 高新技术企业 =163 家 level 2020",]
    );
    assert_eq!(
        plan("力争高新技术企业、规模以上工业企业数量实现翻番。"),
        [
            "target 高新技术企业 =2 倍 ratio_multiple 2025",
            "target 规模以上工业企业数量 =2 倍 ratio_multiple 2025",
        ]
    );
    assert_eq!(
        plan("到2024年，产值达到18亿元；贫困人口2022年全部脱贫；城镇化率达到58%。")[1],
        "target 城镇化率 =58 % level 2024"
    );
    // Unchanged: a year that begins an item goes on.
    assert_eq!(
        plan("到2024年，产值达到18亿元；2022年贫困人口全部脱贫；城镇化率达到58%。")[1],
        "target 城镇化率 =58 % level 2022"
    );
    assert_eq!(
        plan("新开发工业用地1.2万亩。"),
        ["target 新开发工业用地 =1.2 万亩 cumulative 2025"]
    );
}

#[test]
fn a_difference_from_the_year_before_is_a_change_of_the_thing_before() {
    all(
        review,
        &[
            (
                "开行中欧班列108列，同比多开31列。",
                &[
                    "actual 开行中欧班列 =108 列 cumulative 2024<2023",
                    "actual 开行中欧班列 =31 列 change 2024<2023",
                ],
            ),
            (
                "常住人口506万人，比上年末净增0.8万人。",
                &[
                    "actual 常住人口 =506 万人 level 2024",
                    "actual 常住人口 =0.8 万人 change 2024<2023",
                ],
            ),
            (
                "总量居全省第7位、较上年前移1位。",
                &["actual 总量排名 =7 位 level 2024", "actual 总量排名 =1 位 change 2024<2023"],
            ),
            // Unchanged: a difference in another unit, and an addition.
            (
                "新增企业3万户，同比增长5%。",
                &[
                    "actual 新增企业 =3 万户 cumulative 2024<2023",
                    "actual 新增企业 =5 % annual_growth 2024<2023",
                ],
            ),
        ],
    );
}

#[test]
fn growth_of_a_year_has_many_verbs_and_shares_have_points() {
    all(
        review,
        &[
            ("PM10浓度比上年上升5%。", &["actual PM10浓度 =5 % annual_growth 2024<2023"]),
            ("电价再降10%。", &["actual 电价 =10 % annual_growth 2024<2023"]),
            ("生产总值两年平均增长6%。", &["actual 生产总值 =6 % annual_growth 2024<2022"]),
            // Unchanged: a share.
            ("普及率提高5%。", &["actual 普及率 =5 % change 2024<2023"]),
            // In 减负 the second character is no minus sign.
            ("为群众减负31.4亿元。", &["actual 为群众减负 =31.4 亿元 cumulative 2024<2023"]),
            ("产值增速为负3%。", &["actual 产值 =-3 % annual_growth 2024<2023"]),
        ],
    );
}

#[test]
fn counts_before_a_rate_and_sizes_before_a_count_are_no_figures() {
    all(
        review,
        &[
            ("11个断面优良比例达到82%。", &["actual 断面优良比例 =82 % level 2024"]),
            ("25户以上自然村通达率100%。", &["actual 25户以上自然村通达率 =100 % level 2024"]),
            // Unchanged: a count with a clause of its own.
            (
                "新建断面11个，优良比例达到82%。",
                &[
                    "actual 新建断面 =11 个 cumulative 2024<2023",
                    "actual 优良比例 =82 % level 2024",
                ],
            ),
            ("货物吞吐量突破亿吨。", &["actual 货物吞吐量 >1 亿吨 level 2024"]),
            ("退出煤炭产能135万吨。", &["actual 退出煤炭产能 =135 万吨 cumulative 2024<2023"]),
            ("去化周期8.4个月。", &["actual 去化周期 =8.4 个月 level 2024"]),
            ("用3个月时间完成整改。", &[]),
            (
                "甲项目完成投资12亿元，达产后年销售收入50亿元。",
                &["actual 甲项目完成投资 =12 亿元 cumulative 2024<2023"],
            ),
        ],
    );
}

#[test]
fn items_name_their_quantity_before_a_colon() {
    all(
        review,
        &[
            (
                "生产总值：计划增长6.5%左右，预计完成1512亿元，增长6.2%。",
                &[
                    "target 生产总值 ~6.5 % annual_growth 2024<2023",
                    "actual 生产总值 =1512 亿元 level 2024?",
                    "actual 生产总值 =6.2 % annual_growth 2024<2023?",
                ],
            ),
            (
                "城镇居民收入：计划增长6%，预计增长7%；农村居民收入：计划增长8%，预计增长9%。",
                &[
                    "target 城镇居民收入 =6 % annual_growth 2024<2023",
                    "actual 城镇居民收入 =7 % annual_growth 2024<2023?",
                    "target 农村居民收入 =8 % annual_growth 2024<2023",
                    "actual 农村居民收入 =9 % annual_growth 2024<2023?",
                ],
            ),
        ],
    );
}

#[test]
fn a_fall_named_by_its_rate_belongs_to_the_thing_before() {
    assert_eq!(
        dated_review("浓度由2015年的62微克/立方米降至36微克/立方米，降幅达42%。")[2],
        "actual 浓度降幅 =42 % change 2020<2015"
    );
    assert_eq!(
        report(Stance::Review, "人均生产总值5.6万元，按平均汇率折算为8700美元。")[1],
        "actual 人均生产总值 =8700 美元 level 2024"
    );
    assert_eq!(
        plan("经济总量由全市第六位上升到第四位。"),
        ["actual 经济总量排名 =6 位 level undated", "target 经济总量排名 =4 位 level 2025"]
    );
}

#[test]
fn kinds_of_schools_in_brackets_are_whole_names() {
    assert_eq!(
        plan("新建学校28所（其中小学15所、初中8所）。"),
        [
            "target 新建学校 =28 所 cumulative 2025",
            "target 新建小学 =15 所 cumulative 2025",
            "target 新建初中 =8 所 cumulative 2025",
        ]
    );
    // Unchanged: parts of another kind.
    assert_eq!(
        plan("新开通航线30条（国内25条、国际5条）。")[1],
        "target 国内航线 =25 条 cumulative 2025"
    );
}

#[test]
fn two_quantities_may_share_a_goal_in_words() {
    assert_eq!(
        plan("单位地区生产总值能耗和碳排放强度完成市下达任务。"),
        [
            "target 单位地区生产总值能耗 完成市下达任务 Some(SetByParent) 2025",
            "target 单位地区生产总值碳排放强度 完成市下达任务 Some(SetByParent) 2025",
        ]
    );
    // Unchanged: one name with 和.
    assert_eq!(
        plan("节能降耗和安全生产完成省下达目标。"),
        ["target 节能降耗和安全生产 完成省下达目标 Some(SetByParent) 2025"]
    );
}
