//! Sentences whose figures are of groups, actions and things that the words before name, and their neighbours. All are
//! invented. The report is on 2024.

use super::tests::{all, report};
use crate::plan::outline::Stance;

#[test]
fn a_group_is_no_part_of_a_label() {
    all(
        |text| report(Stance::Review, text),
        &[
            (
                "我市运动员在31个项目中获得6个冠军。",
                &["actual 运动员获得冠军 =6 个 cumulative 2024<2023"],
            ),
            (
                "开发区在218家国家级开发区综合排名中升至43位。",
                &["actual 开发区国家级开发区综合排名 =43 位 level 2024"],
            ),
        ],
    );
}

#[test]
fn actions_without_a_noun_are_on_the_things_before() {
    all(
        |text| report(Stance::Plan, text),
        &[
            (
                "铺排重点项目160个，完成投资420亿元，新开工60个、竣工45个。",
                &[
                    "target 铺排重点项目 =160 个 cumulative 2025<2024",
                    "target 重点项目投资 =420 亿元 cumulative 2025<2024",
                    "target 新开工重点项目 =60 个 cumulative 2025<2024",
                    "target 竣工重点项目 =45 个 cumulative 2025<2024",
                ],
            ),
            ("新增充电桩800根。", &["target 新增充电桩 =800 根 cumulative 2025<2024"]),
        ],
    );
    all(
        |text| report(Stance::Review, text),
        &[
            (
                "净增商户1.1万户，累计超10万户。",
                &[
                    "actual 净增商户 =1.1 万户 cumulative 2024<2023",
                    "actual 商户 >10 万户 level 2024",
                ],
            ),
            (
                "发放消费券3200万元，撬动消费超3亿元。",
                &[
                    "actual 发放消费券 =3200 万元 cumulative 2024<2023",
                    "actual 撬动消费 >3 亿元 cumulative 2024<2023",
                ],
            ),
            ("企业开办时间压缩至0.5天。", &["actual 企业开办时间 =0.5 天 level 2024"]),
            (
                "利用外资3亿美元，完成全年目标的107%。",
                &[
                    "actual 利用外资 =3 亿美元 level 2024",
                    "actual 利用外资完成目标 =107 % level 2024",
                ],
            ),
        ],
    );
}

#[test]
fn sizes_that_select_things_and_numbers_in_names_are_no_figures() {
    all(
        |text| report(Stance::Review, text),
        &[
            (
                "投资过亿元重大项目开工率达71%。",
                &["actual 投资过亿元重大项目开工率 =71 % level 2024"],
            ),
            (
                "新开工甲基地等23个50亿元以上，乙项目等300个亿元以上项目。",
                &[
                    "actual 新开工甲基地等 =23 个 cumulative 2024<2023",
                    "actual 亿元以上项目 =300 个 cumulative 2024<2023",
                ],
            ),
            ("办好7·16健身周，出生30多个小时的婴儿获救。", &[]),
            (
                "评查案卷395卷，甲、乙、丙、丁4县市获批试点。",
                &[
                    "actual 评查案卷 =395 卷 level 2024",
                    "actual 甲、乙、丙、丁获批试点 =4 县市 cumulative 2024<2023",
                ],
            ),
        ],
    );
}

#[test]
fn verbs_of_giving_count_their_object() {
    all(
        |text| report(Stance::Review, text),
        &[
            ("发放4.7亿元消费券。", &["actual 消费券 =4.7 亿元 cumulative 2024<2023"]),
            (
                "优化提升19家供应链平台功能。",
                &["actual 供应链平台功能 =19 家 cumulative 2024<2023"],
            ),
            (
                "为企业提供纾困贷款18亿元。",
                &["actual 为企业提供纾困贷款 =18 亿元 cumulative 2024<2023"],
            ),
            ("一年创成3家景区。", &["actual 景区 =3 家 cumulative 2024<2023"]),
        ],
    );
}

#[test]
fn the_clause_before_names_what_is_ranked_or_reached() {
    all(
        |text| report(Stance::Review, text),
        &[
            (
                "出口额下降3%，经济总量位居全国城市前十，达到900亿元。",
                &[
                    "actual 出口额 =3 % annual_growth 2024<2023",
                    "actual 经济总量排名 <=10 位 level 2024",
                    "actual 经济总量 =900 亿元 level 2024",
                ],
            ),
            (
                "转贷450亿元，营商环境排名连续三年进位，进入全国前10。",
                &[
                    "actual 转贷 =450 亿元 cumulative 2024<2023",
                    "actual 营商环境排名 <=10 位 level 2024",
                ],
            ),
            ("粮食稳产丰收，产量达5亿斤。", &["actual 粮食产量 =5 亿斤 level 2024"]),
            (
                "新开通航线30条，累计达85条（国内55条、国际30条）。",
                &[
                    "actual 新开通航线 =30 条 cumulative 2024<2023",
                    "actual 航线 =85 条 level 2024",
                    "actual 国内航线 =55 条 level 2024",
                    "actual 国际航线 =30 条 level 2024",
                ],
            ),
            (
                "技术产值增长21%、高于规上工业14个百分点，对增长的贡献率达41%。",
                &[
                    "actual 技术产值 =21 % annual_growth 2024<2023",
                    "actual 技术产值高于规上工业 =14 个百分点 change 2024<2023",
                    "actual 技术产值对增长的贡献率 =41 % level 2024",
                ],
            ),
            (
                "标识注册量、接入企业数突破185亿个、2万家。",
                &["actual 标识注册量 >185 亿个 level 2024", "actual 接入企业数 >2 万家 level 2024"],
            ),
            (
                "对甲国、乙国进出口分别增长16%、40%。",
                &[
                    "actual 甲国进出口 =16 % annual_growth 2024<2023",
                    "actual 乙国进出口 =40 % annual_growth 2024<2023",
                ],
            ),
        ],
    );
}

#[test]
fn a_label_is_completed_by_the_figure_before() {
    all(
        |text| report(Stance::Review, text),
        &[
            (
                "入库科技企业561家，数量翻番。",
                &[
                    "actual 入库科技企业 =561 家 cumulative 2024<2023",
                    "actual 入库科技企业数量 =2 倍 ratio_multiple 2024<2023",
                ],
            ),
            (
                "一季度生产总值下降6%，二季度增长3%。",
                &[
                    "actual 一季度生产总值 =6 % annual_growth 2024<2023",
                    "actual 二季度生产总值 =3 % annual_growth 2024<2023",
                ],
            ),
            (
                "甲市、乙市超过50亿元，分别达到53亿元、51亿元。",
                &[
                    "actual 甲市、乙市 >50 亿元 level 2024",
                    "actual 甲市 =53 亿元 level 2024",
                    "actual 乙市 =51 亿元 level 2024",
                ],
            ),
            (
                "经济增速逐季回升，一季度增长4%，上半年增长5%，全年增长6%。",
                &[
                    "actual 一季度经济增长 =4 % annual_growth 2024<2023",
                    "actual 上半年经济增长 =5 % annual_growth 2024<2023",
                    "actual 经济增长 =6 % annual_growth 2024<2023",
                ],
            ),
            (
                "减税3亿元，直达38家企业，通达5个国内城市。",
                &[
                    "actual 减税 =3 亿元 cumulative 2024<2023",
                    "actual 直达企业 =38 家 cumulative 2024<2023",
                    "actual 通达国内城市 =5 个 cumulative 2024<2023",
                ],
            ),
            ("用好政府主导的40亿元投资基金群。", &["actual 投资基金群规模 =40 亿元 level 2024"]),
            (
                "其中住宅投资30亿元，认证机构16个。",
                &["actual 住宅投资 =30 亿元 level 2024", "actual 认证机构 =16 个 level 2024"],
            ),
        ],
    );
}
