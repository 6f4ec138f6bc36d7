//! Parts whose whole is named before them, and other forms of communiqués and reports. All sentences are
//! invented, and each reading was compared with that of a careful reader.

use super::tests::{all, plan, report};
use crate::plan::outline::Stance;

fn review(text: &str) -> Vec<String> {
    report(Stance::Review, text)
}

#[test]
fn a_part_has_the_name_of_the_whole_before_it() {
    all(
        review,
        &[
            (
                "服务进出口总额820亿元，增长7.5%。其中，出口360亿元，增长14%；进口460亿元，增长2.5%。",
                &[
                    "actual 服务进出口总额 =820 亿元 level 2024",
                    "actual 服务进出口总额 =7.5 % annual_growth 2024<2023",
                    "actual 服务出口 =360 亿元 level 2024",
                    "actual 服务出口 =14 % annual_growth 2024<2023",
                    "actual 服务进口 =460 亿元 level 2024",
                    "actual 服务进口 =2.5 % annual_growth 2024<2023",
                ],
            ),
            // Unchanged: the trade of the whole region.
            (
                "外贸进出口总额820亿元，其中出口360亿元。",
                &["actual 外贸进出口总额 =820 亿元 level 2024", "actual 出口 =360 亿元 level 2024"],
            ),
            (
                "国有控股企业利润80亿元，下降3.1%；股份制企业120亿元，增长5.2%。",
                &[
                    "actual 国有控股企业利润 =80 亿元 level 2024",
                    "actual 国有控股企业利润 =3.1 % annual_growth 2024<2023",
                    "actual 股份制企业利润 =120 亿元 level 2024",
                    "actual 股份制企业利润 =5.2 % annual_growth 2024<2023",
                ],
            ),
            (
                "饮料类零售额增长12.5%，家具类下降7.2%。",
                &[
                    "actual 饮料类零售额 =12.5 % annual_growth 2024<2023",
                    "actual 家具类零售额 =7.2 % annual_growth 2024<2023",
                ],
            ),
            (
                "普通高中招生9.6万人，在校生27.3万人，毕业生8.4万人。",
                &[
                    "actual 普通高中招生 =9.6 万人 level 2024",
                    "actual 普通高中在校生 =27.3 万人 level 2024",
                    "actual 普通高中毕业生 =8.4 万人 level 2024",
                ],
            ),
            (
                "声环境质量好的城市占9.3%，较好的占65.1%，一般的占25%，较差的占0.6%。",
                &[
                    "actual 声环境质量好的城市 =9.3 % level 2024",
                    "actual 声环境质量较好的城市 =65.1 % level 2024",
                    "actual 声环境质量一般的城市 =25 % level 2024",
                    "actual 声环境质量较差的城市 =0.6 % level 2024",
                ],
            ),
            (
                "在监测的17个地级城市中，空气质量达标的城市占72.6%。",
                &[
                    "actual 监测的地级城市 =17 个 level 2024",
                    "actual 空气质量达标的城市 =72.6 % level 2024",
                ],
            ),
            (
                "配额成交量235万吨，成交额1.46亿元。",
                &[
                    "actual 配额成交量 =235 万吨 level 2024",
                    "actual 配额成交额 =1.46 亿元 level 2024",
                ],
            ),
        ],
    );
}

#[test]
fn a_change_after_a_stock_belongs_to_it() {
    all(
        review,
        &[
            (
                "各项贷款余额820亿元，增加96亿元。",
                &[
                    "actual 各项贷款余额 =820 亿元 level 2024",
                    "actual 各项贷款余额 =96 亿元 change 2024<2023",
                ],
            ),
            (
                "参加工伤保险人数31.2万人，增加1.8万人。",
                &[
                    "actual 参加工伤保险人数 =31.2 万人 level 2024",
                    "actual 参加工伤保险人数 =1.8 万人 change 2024<2023",
                ],
            ),
            // Unchanged: the verb adds another thing.
            (
                "医院达到12家，增加床位300张。",
                &["actual 医院 =12 家 level 2024", "actual 增加床位 =300 张 cumulative 2024<2023"],
            ),
            (
                "居民人均可支配收入4.2万元，增长6%，扣除价格因素，实际增长5.1%。",
                &[
                    "actual 居民人均可支配收入 =4.2 万元 level 2024",
                    "actual 居民人均可支配收入 =6 % annual_growth 2024<2023",
                    "actual 居民人均可支配收入(扣除价格因素) =5.1 % annual_growth 2024<2023",
                ],
            ),
        ],
    );
}

#[test]
fn names_end_before_verbs_and_descriptions() {
    all(
        review,
        &[
            (
                "新增保障性租赁住房占新增住房供应总套数比例达12%。",
                &["actual 新增保障性租赁住房占新增住房供应总套数比例 =12 % level 2024"],
            ),
            ("进出口逆势增长10.8%。", &["actual 进出口 =10.8 % annual_growth 2024<2023"]),
            (
                "与甲市15条连接路贯通12条。",
                &[
                    "actual 与甲市连接路 =15 条 level 2024",
                    "actual 与甲市连接路贯通 =12 条 level 2024",
                ],
            ),
            (
                "改造老旧小区120个、惠及9.6万户。",
                &[
                    "actual 改造老旧小区 =120 个 cumulative 2024<2023",
                    "actual 改造老旧小区惠及 =9.6 万户 cumulative 2024<2023",
                ],
            ),
            (
                "完成滨河治理、10座水库除险加固。",
                &["actual 水库除险加固 =10 座 cumulative 2024<2023"],
            ),
            (
                "建成滨江大道等20公里花带快速路。",
                &["actual 花带快速路 =20 公里 cumulative 2024<2023"],
            ),
            (
                "旅客周转量192亿人公里，生产电视剧12部360集。",
                &[
                    "actual 旅客周转量 =192 亿人公里 level 2024",
                    "actual 生产电视剧 =12 部 level 2024",
                    "actual 生产电视剧 =360 集 level 2024",
                ],
            ),
            (
                "建筑业利润比上年下降[29]14.1%。",
                &["actual 建筑业利润 =14.1 % annual_growth 2024<2023"],
            ),
            (
                "地区生产总值连续跨越4万亿、5万亿两个大台阶。",
                &[
                    "actual 地区生产总值 >=4 万亿 level 2024",
                    "actual 地区生产总值 >=5 万亿 level 2024",
                ],
            ),
        ],
    );
    all(
        plan,
        &[(
            "改造老旧小区150个，惠及居民三万户；加装电梯200部。",
            &[
                "target 改造老旧小区 =150 个 cumulative 2025",
                "target 惠及居民 =3 万户 cumulative 2025",
                "target 加装电梯 =200 部 cumulative 2025",
            ],
        )],
    );
    // Not read: a number that selects towns.
    all(plan, &[("推动常住人口20万以上特大镇设市。", &[])]);
}

#[test]
fn a_report_may_set_targets_for_five_years() {
    all(
        |text| report(Stance::Plan, text),
        &[
            (
                "五年内引进领军人才500名、优秀青年3000名。",
                &[
                    "target 引进领军人才 =500 名 cumulative 2029<2024",
                    "target 优秀青年 =3000 名 cumulative 2029<2024",
                ],
            ),
            ("未来五年，高新技术企业突破3000家。", &["target 高新技术企业 >3000 家 level 2029"]),
        ],
    );
}

#[test]
fn the_second_of_a_pair_takes_the_thing_of_the_first() {
    all(
        review,
        &[
            (
                "发明专利申请量2060件、授权量744件，分别增长13%、15%。",
                &[
                    "actual 发明专利申请量 =2060 件 level 2024",
                    "actual 发明专利授权量 =744 件 level 2024",
                    "actual 发明专利申请量 =13 % annual_growth 2024<2023",
                    "actual 发明专利授权量 =15 % annual_growth 2024<2023",
                ],
            ),
            (
                "发明专利申请量、授权量均增长15%。",
                &[
                    "actual 发明专利申请量 =15 % annual_growth 2024<2023",
                    "actual 发明专利授权量 =15 % annual_growth 2024<2023",
                ],
            ),
            (
                "接待游客4680万人次，旅游总收入420亿元，同比分别增长36%和45%。",
                &[
                    "actual 接待游客 =4680 万人次 level 2024",
                    "actual 旅游总收入 =420 亿元 level 2024",
                    "actual 接待游客 =36 % annual_growth 2024<2023",
                    "actual 旅游总收入 =45 % annual_growth 2024<2023",
                ],
            ),
            (
                "金融机构存贷款余额分别达到816亿元、753亿元。",
                &[
                    "actual 金融机构存款余额 =816 亿元 level 2024",
                    "actual 金融机构贷款余额 =753 亿元 level 2024",
                ],
            ),
            (
                "生产安全事故起数、死亡人数分别下降18.5%、21.3%。",
                &[
                    "actual 生产安全事故起数 =18.5 % annual_growth 2024<2023",
                    "actual 生产安全事故死亡人数 =21.3 % annual_growth 2024<2023",
                ],
            ),
            (
                "棚户区改造新开工8600套，建成1.2万套。",
                &[
                    "actual 棚户区改造新开工 =8600 套 cumulative 2024<2023",
                    "actual 棚户区改造建成 =1.2 万套 cumulative 2024<2023",
                ],
            ),
            (
                "中心城区、新城区低保标准分别提高5.8%、6.2%。",
                &[
                    "actual 中心城区低保标准 =5.8 % change 2024<2023",
                    "actual 新城区低保标准 =6.2 % change 2024<2023",
                ],
            ),
            ("“标准地”出让180亩。", &["actual 标准地出让 =180 亩 cumulative 2024<2023"]),
            (
                "快递业务量8.6亿件，汇率比上年贬值0.3%。",
                &["actual 快递业务量 =8.6 亿件 level 2024", "actual 汇率 =0.3 % change 2024<2023"],
            ),
            (
                "企业退休人员养老金人均增加132元。",
                &["actual 企业退休人员养老金人均 =132 元 change 2024<2023"],
            ),
            ("综合指数退出全国后20名。", &[]),
            (
                "净增规上企业152家，总数达到863家。",
                &[
                    "actual 净增规上企业 =152 家 cumulative 2024<2023",
                    "actual 规上企业总数 =863 家 level 2024",
                ],
            ),
        ],
    );
}
