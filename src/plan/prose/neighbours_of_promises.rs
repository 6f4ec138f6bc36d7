//! Shares of a budget, words of planning, ratios, and goals in words of being above others. All sentences are
//! invented.

use super::tests::{all, plan, report, spans};
use crate::plan::outline::Stance;

fn review(text: &str) -> Vec<String> {
    report(Stance::Review, text)
}

#[test]
fn a_share_of_a_budget_is_named_by_what_was_budgeted() {
    all(
        review,
        &[
            (
                "一般公共预算收入126亿元，为预算的102%，增长5.9%。",
                &[
                    "actual 一般公共预算收入 =126 亿元 level 2024",
                    "actual 一般公共预算收入完成预算 =102 % level 2024",
                    "actual 一般公共预算收入 =5.9 % annual_growth 2024<2023",
                ],
            ),
            (
                "完成地方财政收入43亿元，占年初预算的98.5%，同比下降1.2%。",
                &[
                    "actual 地方财政收入 =43 亿元 level 2024",
                    "actual 地方财政收入占年初预算 =98.5 % level 2024",
                    "actual 地方财政收入 =1.2 % annual_growth 2024<2023",
                ],
            ),
            (
                "税收收入61亿元，完成调整预算的100.4%，较上年增长3%。",
                &[
                    "actual 税收收入 =61 亿元 level 2024",
                    "actual 税收收入完成调整预算 =100.4 % level 2024",
                    "actual 税收收入 =3 % annual_growth 2024<2023",
                ],
            ),
            (
                "城镇新增就业2.6万人，完成年度目标的108%，增长4%。",
                &[
                    "actual 城镇新增就业 =2.6 万人 cumulative 2024<2023",
                    "actual 城镇新增就业完成年度目标 =108 % level 2024",
                    "actual 城镇新增就业 =4 % annual_growth 2024<2023",
                ],
            ),
            // Unchanged: a share of the budget that is spent on something.
            (
                "民生支出占一般公共预算支出的比重达到79%。",
                &["actual 民生支出占一般公共预算支出的比重 =79 % level 2024"],
            ),
        ],
    );
}

#[test]
fn words_of_planning_before_a_verb_are_no_part_of_a_name() {
    all(
        plan,
        &[
            ("计划改造老旧小区56个。", &["target 改造老旧小区 =56 个 cumulative 2025"]),
            (
                "计划新建公园20个、绿道60公里。",
                &["target 新建公园 =20 个 cumulative 2025", "target 绿道 =60 公里 cumulative 2025"],
            ),
            // Unchanged: a planned investment, and a programme.
            ("年度计划投资340亿元。", &["target 年度计划投资 =340 亿元 cumulative 2025"]),
            ("计划生育服务站达到30个。", &["target 计划生育服务站 =30 个 level 2025"]),
        ],
    );
}

#[test]
fn sizes_of_firms_do_not_name_one_another() {
    all(
        plan,
        &[
            (
                "实现主营业务收入310亿元、税收16亿元。",
                &["target 主营业务收入 =310 亿元 level 2025", "target 税收 =16 亿元 level 2025"],
            ),
            (
                "甲园区实现主营业务收入310亿元、税收16亿元。",
                &[
                    "target 甲园区主营业务收入 =310 亿元 level 2025",
                    "target 甲园区税收 =16 亿元 level 2025",
                ],
            ),
            // Unchanged: a share needs the quantity before it.
            (
                "工业产值达到50亿元，占地区生产总值比重达到30%。",
                &[
                    "target 工业产值 =50 亿元 level 2025",
                    "target 工业产值占地区生产总值比重 =30 % level 2025",
                ],
            ),
        ],
    );
}

#[test]
fn a_ratio_of_two_quantities_has_both_names_and_no_unit() {
    all(
        plan,
        &[
            (
                "农产品加工业产值与农业总产值之比达到2.8∶1。",
                &["target 农产品加工业产值与农业总产值之比 =2.8 ? level 2025"],
            ),
            ("城乡居民收入之比缩小到1.9:1以内。", &["target 城乡居民收入之比 <=1.9 ? level 2025"]),
            // Not read: a ratio of three, and a backup.
            ("男女人数比例为1∶66∶33，数据1:1备份。", &[]),
        ],
    );
    assert_eq!(
        review("研究与试验发展经费支出28亿元，增长9%，与地区生产总值之比为2.4%。")[2],
        "actual 研究与试验发展经费支出与地区生产总值之比 =2.4 % level 2024"
    );
}

#[test]
fn annual_means_apply_to_the_list_of_a_plan() {
    all(
        plan,
        &[
            (
                "规上工业增加值、工业投资年均增长8%、10%。",
                &[
                    "target 规上工业增加值 =8 % annual_growth 2025",
                    "target 工业投资 =10 % annual_growth 2025",
                ],
            ),
            (
                "地区生产总值年均增长7%、固定资产投资增长9%。",
                &[
                    "target 地区生产总值 =7 % annual_growth 2025",
                    "target 固定资产投资 =9 % annual_growth 2025",
                ],
            ),
            (
                "年均实现地区生产总值增长7%、固定资产投资增长9%。",
                &[
                    "target 地区生产总值 =7 % annual_growth 2025",
                    "target 固定资产投资 =9 % annual_growth 2025",
                ],
            ),
            // Unchanged: a change over the period in another clause, and one in points.
            (
                "地区生产总值年均增长7%，单位能耗下降14%，绿化覆盖率提高2个百分点。",
                &[
                    "target 地区生产总值 =7 % annual_growth 2025",
                    "target 单位能耗 =14 % change 2025",
                    "target 绿化覆盖率 =2 个百分点 change 2025",
                ],
            ),
        ],
    );
}

#[test]
fn a_rate_of_growth_has_no_direction() {
    assert_eq!(spans("地区生产总值年均增速7.5%。"), ["2020 - annual_growth"]);
    assert_eq!(spans("地区生产总值年均增长7.5%。"), ["2020 Up annual_growth"]);
    assert_eq!(spans("投资年均增长8%，增速7.5%。")[1], "2020 - annual_growth");
}

#[test]
fn firms_above_a_size_are_counted() {
    all(
        plan,
        &[
            (
                "软件业规模达到800亿元，其中过50亿元企业3家。",
                &["target 软件业规模 =800 亿元 level 2025", "target 过50亿元企业 =3 家 level 2025"],
            ),
            (
                "规上企业达到210家，其中超百亿元企业2家、过50亿元企业3家。",
                &[
                    "target 规上企业 =210 家 level 2025",
                    "target 超百亿元企业 =2 家 level 2025",
                    "target 过50亿元企业 =3 家 level 2025",
                ],
            ),
        ],
    );
}

#[test]
fn goals_of_being_above_others_and_of_all_being_out_of_poverty_are_words() {
    all(
        plan,
        &[
            ("居民收入增速高于经济增速。", &["target 居民收入 高于经济增速 None 2025"]),
            (
                "地区生产总值年均增速高于全省平均水平，农村居民收入增长快于经济增长。",
                &[
                    "target 地区生产总值 高于全省平均水平 None 2025",
                    "target 农村居民收入 快于经济增长 None 2025",
                ],
            ),
            (
                "农村贫困人口全部脱贫，贫困村全部出列。",
                &["target 农村贫困人口 全部脱贫 None 2025", "target 贫困村 全部出列 None 2025"],
            ),
            // Not words: figures.
            (
                "人均寿命高于全国平均水平2岁。",
                &["target 人均寿命高于全国平均水平 =2 岁 level 2025"],
            ),
            ("发展质量高于全省平均水平。", &[]),
        ],
    );
}

#[test]
fn a_people_that_is_addressed_is_no_figure() {
    all(
        plan,
        &[
            ("把820万甲市人民的积极性调动起来。", &[]),
            ("依靠全省5800万荆楚儿女团结奋斗。", &[]),
            // Unchanged: people who benefit, and money.
            ("惠及群众820万人。", &["target 惠及群众 =820 万人 cumulative 2025"]),
            ("贷款达到30亿元人民币。", &["target 贷款 =30 亿元 level 2025"]),
        ],
    );
}

#[test]
fn distances_of_a_list_from_others_are_changes() {
    assert_eq!(
        review("投资、消费分别增长6%、8%，分别高于全国2个、1.3个百分点。")[2..],
        [
            "actual 投资高于全国 =2 个百分点 change 2024<2023",
            "actual 消费高于全国 =1.3 个百分点 change 2024<2023",
        ]
    );
}

#[test]
fn a_verb_of_adding_applies_to_its_list() {
    all(
        plan,
        &[
            (
                "新增道路58公里、停车泊位15万个，新建学校3所、公园2个。",
                &[
                    "target 新增道路 =58 公里 cumulative 2025",
                    "target 新增停车泊位 =15 万个 cumulative 2025",
                    "target 新建学校 =3 所 cumulative 2025",
                    "target 公园 =2 个 cumulative 2025",
                ],
            ),
            // Unchanged: a thing that is done, and a stock.
            (
                "新增道路58公里、改造小区20个、绿道总里程120公里。",
                &[
                    "target 新增道路 =58 公里 cumulative 2025",
                    "target 改造小区 =20 个 cumulative 2025",
                    "target 绿道总里程 =120 公里 level 2025",
                ],
            ),
        ],
    );
}

#[test]
fn an_item_of_a_report_on_the_plan_names_its_quantity_before_the_colon() {
    all(
        review,
        &[
            (
                "地方财政收入：预计完成67亿元，为年初预算的98%，同比增长4%。",
                &[
                    "actual 地方财政收入 =67 亿元 level 2024?",
                    "actual 地方财政收入完成年初预算 =98 % level 2024?",
                    "actual 地方财政收入 =4 % annual_growth 2024<2023?",
                ],
            ),
            (
                "进出口总额：预期目标80亿元，预计完成86亿元。",
                &[
                    "target 进出口总额 =80 亿元 level 2024",
                    "actual 进出口总额 =86 亿元 level 2024?",
                ],
            ),
            (
                "城镇新增就业预期目标2.5万人：实际新增2.8万人。",
                &[
                    "target 城镇新增就业 =2.5 万人 cumulative 2024<2023",
                    "actual 城镇新增就业 =2.8 万人 cumulative 2024<2023",
                ],
            ),
            (
                "城镇、农村居民收入：预计分别增长6%、7%。",
                &[
                    "actual 城镇居民收入 =6 % annual_growth 2024<2023?",
                    "actual 农村居民收入 =7 % annual_growth 2024<2023?",
                ],
            ),
            (
                "单位能耗完成省下达目标：预计下降3%。",
                &[
                    "actual 单位能耗 完成省下达目标 Some(Met) 2024",
                    "actual 单位能耗 =3 % annual_growth 2024<2023?",
                ],
            ),
            // Not read: a heading that names no quantity.
            ("工作亮点：预计完成67亿元。", &[]),
        ],
    );
}

#[test]
fn a_distance_from_another_growth_belongs_to_the_thing_before() {
    assert_eq!(
        review("工业技改投资增长18%、高于工业投资增速5个百分点。")[1],
        "actual 工业技改投资高于工业投资增速 =5 个百分点 change 2024<2023"
    );
    assert_eq!(
        review("固定资产投资增长10%，超出预期目标0.6个百分点。")[1],
        "actual 固定资产投资超出预期目标 =0.6 个百分点 change 2024<2023"
    );
}

#[test]
fn a_horizon_that_a_sentence_begins_with_is_its_year() {
    assert_eq!(
        plan("展望2035年，地区生产总值达到3000亿元。"),
        ["target 地区生产总值 =3000 亿元 level 2035"]
    );
    // Unchanged: goals that are only mentioned.
    assert_eq!(
        plan("面向2035年远景目标，地区生产总值达到3000亿元。"),
        ["target 地区生产总值 =3000 亿元 level 2025"]
    );
}
