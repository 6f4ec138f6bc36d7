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
