//! Variants of frequently reported cases: the same forms with other subjects, units and order. All are
//! invented, and each reading was compared with that of a careful reader.

use super::tests::{all, plan, report};
use crate::plan::outline::Stance;

#[test]
fn words_that_apply_to_several_figures() {
    all(
        plan,
        &[
            (
                "装备制造、绿色建材两个产业集群产值分别达到600亿元和300亿元。",
                &[
                    "target 装备制造产业集群产值 =600 亿元 level 2025",
                    "target 绿色建材产业集群产值 =300 亿元 level 2025",
                ],
            ),
            (
                "建设创新平台50个，其中国家级6个。",
                &[
                    "target 建设创新平台 =50 个 cumulative 2025",
                    "target 国家级创新平台 =6 个 cumulative 2025",
                ],
            ),
            (
                "新开工项目40个，竣工30个。",
                &[
                    "target 新开工项目 =40 个 cumulative 2025",
                    "target 竣工项目 =30 个 cumulative 2025",
                ],
            ),
            (
                "投资50亿元以上项目开工3个，投产2个。",
                &[
                    "target 投资50亿元以上项目开工 =3 个 cumulative 2025",
                    "target 投资50亿元以上项目投产 =2 个 cumulative 2025",
                ],
            ),
            (
                "经济总量和居民收入翻一番。",
                &[
                    "target 经济总量 =2 倍 ratio_multiple 2025",
                    "target 居民收入 =2 倍 ratio_multiple 2025",
                ],
            ),
            (
                "滨江基地营业收入达到20亿元，税收达到2亿元。",
                &[
                    "target 滨江基地营业收入 =20 亿元 level 2025",
                    "target 滨江基地税收 =2 亿元 level 2025",
                ],
            ),
            (
                "实施重点项目120个，完成固定资产投资80亿元。",
                &[
                    "target 实施重点项目 =120 个 cumulative 2025",
                    "target 重点项目固定资产投资 =80 亿元 cumulative 2025",
                ],
            ),
            ("固定资产投资达到500亿元。", &["target 固定资产投资 =500 亿元 level 2025"]),
        ],
    );
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn reviews_of_reports() {
    all(
        |text| report(Stance::Review, text),
        &[
            (
                "地区生产总值增长6.1%，增速高于全省0.8个百分点。",
                &[
                    "actual 地区生产总值 =6.1 % annual_growth 2024<2023",
                    "actual 地区生产总值增速高于全省 =0.8 个百分点 change 2024<2023",
                ],
            ),
            (
                "工业投资增长15.6%、占固定资产投资的比重提高2.1个百分点。",
                &[
                    "actual 工业投资 =15.6 % annual_growth 2024<2023",
                    "actual 工业投资占固定资产投资的比重 =2.1 个百分点 change 2024<2023",
                ],
            ),
            (
                "高新技术产业增加值占比达到41.3%，较上年提升3.2个百分点。",
                &[
                    "actual 高新技术产业增加值占比 =41.3 % level 2024",
                    "actual 高新技术产业增加值占比 =3.2 个百分点 change 2024<2023",
                ],
            ),
            (
                "常住人口256.3万人，比上年末减少0.8万人。",
                &[
                    "actual 常住人口 =256.3 万人 level 2024",
                    "actual 常住人口 =0.8 万人 change 2024<2023",
                ],
            ),
            (
                "三次产业结构由18.2:42.5:39.3调整为12.6:45.1:42.3。",
                &[
                    "actual 第一产业占三次产业结构比重 =18.2 % level 2023",
                    "actual 第二产业占三次产业结构比重 =42.5 % level 2023",
                    "actual 第三产业占三次产业结构比重 =39.3 % level 2023",
                    "actual 第一产业占三次产业结构比重 =12.6 % level 2024",
                    "actual 第二产业占三次产业结构比重 =45.1 % level 2024",
                    "actual 第三产业占三次产业结构比重 =42.3 % level 2024",
                ],
            ),
            (
                "43个贫困村全部出列，1.86万户5.2万人稳定脱贫，贫困发生率由12.8%降至零。",
                &[
                    "actual 贫困村 =43 个 cumulative 2024<2023",
                    "actual 脱贫户数 =1.86 万户 cumulative 2024<2023",
                    "actual 脱贫人口 =5.2 万人 cumulative 2024<2023",
                    "actual 贫困发生率 =12.8 % level 2023",
                ],
            ),
            (
                "规模以上工业企业实现利润总额86.2亿元，下降3.3%。",
                &[
                    "actual 规模以上工业企业利润总额 =86.2 亿元 level 2024",
                    "actual 规模以上工业企业利润总额 =3.3 % annual_growth 2024<2023",
                ],
            ),
            (
                "——价格涨幅预期目标控制在3%左右：全年上涨0.2%。",
                &[
                    "target 价格 ~3 % annual_growth 2024<2023",
                    "actual 价格 =0.2 % annual_growth 2024<2023",
                ],
            ),
            (
                "实际新增就业2.93万人，完成年度目标的117.2%。",
                &[
                    "actual 新增就业 =2.93 万人 cumulative 2024<2023",
                    "actual 新增就业完成年度目标 =117.2 % level 2024",
                ],
            ),
            (
                "——单位地区生产总值能耗：完成省下达目标。",
                &["actual 单位地区生产总值能耗 完成省下达目标 Some(Met) 2024"],
            ),
            (
                "建成充电桩17万个、全国第5。",
                &[
                    "actual 建成充电桩 =17 万个 cumulative 2024<2023",
                    "actual 充电桩全国排名 =5 位 level 2024",
                ],
            ),
            ("24项主要指标中，18项达到预期进度，2项不及预期。", &[]),
            (
                "地区生产总值达到1248亿元，两年年均增长6.8%。",
                &[
                    "actual 地区生产总值 =1248 亿元 level 2024",
                    "actual 地区生产总值 =6.8 % annual_growth 2024<2022",
                ],
            ),
            ("2023—2024年，累计完成投资156亿元。", &["actual 投资 =156 亿元 cumulative 2024<2022"]),
            ("出口额增长-2.5%。", &["actual 出口额 =-2.5 % annual_growth 2024<2023"]),
            ("服务业投资130亿元。", &["actual 服务业投资 =130 亿元 level 2024"]),
        ],
    );
}

#[test]
fn years_ahead_of_reports() {
    all(
        |text| report(Stance::Term(None), text),
        &[("到2029年突破500亿元，收入年均增长7%。", &["target 收入 =7 % annual_growth 2029<2024"])],
    );
}

#[test]
fn reviews_in_other_words() {
    all(
        |text| report(Stance::Review, text),
        &[
            (
                "新开工5000万元以上项目312个，其中亿元以上196个、10亿元以上28个。",
                &[
                    "actual 新开工5000万元以上项目 =312 个 cumulative 2024<2023",
                    "actual 亿元以上项目 =196 个 cumulative 2024<2023",
                    "actual 10亿元以上项目 =28 个 cumulative 2024<2023",
                ],
            ),
            (
                "农村居民人均可支配收入增长7.5%，增速快于城镇2.1个百分点。",
                &[
                    "actual 农村居民人均可支配收入 =7.5 % annual_growth 2024<2023",
                    "actual 农村居民人均可支配收入增速快于城镇 =2.1 个百分点 change 2024<2023",
                ],
            ),
            (
                "城乡居民人均可支配收入分别突破4.5万元、2.6万元，年均增长7.9%、9.2%。",
                &[
                    "actual 城镇居民人均可支配收入 >4.5 万元 level 2024",
                    "actual 农村居民人均可支配收入 >2.6 万元 level 2024",
                    "actual 城镇居民人均可支配收入 =7.9 % annual_growth 2024<2019",
                    "actual 农村居民人均可支配收入 =9.2 % annual_growth 2024<2019",
                ],
            ),
            (
                "三次产业增加值占地区生产总值的比重分别为9.9%、45.7%和44.4%，对经济增长的贡献率分别为6.1%、52.3%和41.6%。",
                &[
                    "actual 第一产业增加值占地区生产总值的比重 =9.9 % level 2024",
                    "actual 第二产业增加值占地区生产总值的比重 =45.7 % level 2024",
                    "actual 第三产业增加值占地区生产总值的比重 =44.4 % level 2024",
                    "actual 第一产业对经济增长的贡献率 =6.1 % level 2024",
                    "actual 第二产业对经济增长的贡献率 =52.3 % level 2024",
                    "actual 第三产业对经济增长的贡献率 =41.6 % level 2024",
                ],
            ),
            (
                "粮食种植面积412.6千公顷，粮食产量186.5万吨，增产0.9%，其中夏粮82.3万吨。",
                &[
                    "actual 粮食种植面积 =412.6 千公顷 level 2024",
                    "actual 粮食产量 =186.5 万吨 level 2024",
                    "actual 粮食产量 =0.9 % annual_growth 2024<2023",
                    "actual 夏粮产量 =82.3 万吨 level 2024",
                ],
            ),
            (
                "城市居民最低生活保障标准为每人每月720元。",
                &["actual 城市居民最低生活保障标准 =720 元 level 2024"],
            ),
            (
                "地区生产总值连跨两个千亿元台阶，由2019年的1652亿元提高到2520亿元。",
                &[
                    "actual 地区生产总值 =1652 亿元 level 2019",
                    "actual 地区生产总值 =2520 亿元 level 2024",
                ],
            ),
            (
                "新入规企业76家，协议引资1120亿元。",
                &[
                    "actual 新入规企业 =76 家 cumulative 2024<2023",
                    "actual 协议引资 =1120 亿元 cumulative 2024<2023",
                ],
            ),
            (
                "五年累计完成投资8600亿元，实际利用外资12.6亿美元。",
                &[
                    "actual 投资 =8600 亿元 cumulative 2024<2019",
                    "actual 实际利用外资 =12.6 亿美元 cumulative 2024<2019",
                ],
            ),
            ("111项改革项目系统推进。", &["actual 改革项目 =111 项 cumulative 2024<2023"]),
            ("总量保持全国第1。", &["actual 总量全国排名 =1 位 level 2024"]),
        ],
    );
}

#[test]
fn goals_in_other_words() {
    all(
        plan,
        &[
            (
                "绿色化工、高端装备、电子信息三大主导产业产值分别达到860亿元、520亿元、310亿元。",
                &[
                    "target 绿色化工产业产值 =860 亿元 level 2025",
                    "target 高端装备产业产值 =520 亿元 level 2025",
                    "target 电子信息产业产值 =310 亿元 level 2025",
                ],
            ),
            (
                "打造两个千亿级产业集群、三个五百亿级产业集群。",
                &[
                    "target 千亿级产业集群 =2 个 cumulative 2025",
                    "target 五百亿级产业集群 =3 个 cumulative 2025",
                ],
            ),
            (
                "某港集装箱吞吐量达到500万标箱，其中东港300万标箱。",
                &[
                    "target 某港集装箱吞吐量 =500 万标箱 level 2025",
                    "target 东港集装箱吞吐量 =300 万标箱 level 2025",
                ],
            ),
            (
                "实现100%卫生服务中心、卫生院设置中医服务区。",
                &["target 卫生服务中心、卫生院设置中医服务区 =100 % level 2025"],
            ),
            (
                "培育100家以上独角兽企业、瞪羚企业、科技小巨人、单项冠军、隐形冠军等高成长企业。",
                &["target 高成长企业 >=100 家 cumulative 2025"],
            ),
            (
                "到2025年，高新技术企业和规上企业分别是2020年的1.4倍和2.3倍。",
                &[
                    "target 高新技术企业 =1.4 倍 ratio_multiple 2025",
                    "target 规上企业 =2.3 倍 ratio_multiple 2025",
                ],
            ),
            (
                "每个社区拥有1个设施完善的活动中心。",
                &["target 每个社区拥有设施完善的活动中心 =1 个 level 2025"],
            ),
        ],
    );
}
