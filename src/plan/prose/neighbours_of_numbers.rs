//! Neighbours of the cases that people report of systems of this kind: the same forms with other subjects, units and
//! order. All are invented, and each reading was compared with what a careful reader would write.

use super::tests::plan;

fn all(read: impl Fn(&str) -> Vec<String>, cases: &[(&str, &[&str])]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, want)| read(text) != *want)
        .map(|(text, want)| format!("{text}\n  want {want:?}\n  read {:?}", read(text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn decimals_in_numerals() {
    all(
        plan,
        &[
            (
                "到2025年，每万人口高价值发明专利拥有量达到十二点五件。",
                &["target 每万人口高价值发明专利拥有量 =12.5 件 level 2025"],
            ),
            (
                "到2025年，数字经济核心产业增加值占地区生产总值比重提高到百分之十一点三。",
                &["target 数字经济核心产业增加值占地区生产总值比重 =11.3 % level 2025"],
            ),
            (
                "城镇调查失业率控制在百分之五点五左右。",
                &["target 城镇调查失业率 ~5.5 % level 2025"],
            ),
            (
                "到2025年，人均预期寿命达到八十二点三岁。",
                &["target 人均预期寿命 =82.3 岁 level 2025"],
            ),
            (
                "到2025年，进出口总额突破三点五亿美元，实际利用外资达到一点零八亿美元。",
                &[
                    "target 进出口总额 >3.5 亿美元 level 2025",
                    "target 实际利用外资 =1.08 亿美元 level 2025",
                ],
            ),
            (
                "“十四五”期间，地区生产总值年均增长百分之七点五以上。",
                &["target 地区生产总值 >=7.5 % annual_growth 2025"],
            ),
            (
                "到2025年，人口自然增长率保持在千分之二点五左右。",
                &["target 人口自然增长率 ~2.5 ‰ level 2025"],
            ),
        ],
    );
}

#[test]
fn digits_with_powers() {
    all(
        plan,
        &[
            (
                "到2025年，高新技术企业达到1千家以上。",
                &["target 高新技术企业 >=1000 家 level 2025"],
            ),
            ("到2025年，工业总产值突破2千5百亿元。", &["target 工业总产值 >2500 亿元 level 2025"]),
            ("五年新增停车泊位3千5百个。", &["target 新增停车泊位 =3500 个 cumulative 2025"]),
            (
                "到2025年，固定资产投资累计完成1万亿元，旅游总收入达到6百亿元。",
                &[
                    "target 固定资产投资 =1 万亿元 cumulative 2025",
                    "target 旅游总收入 =600 亿元 level 2025",
                ],
            ),
            (
                "到2025年，城镇居民人均可支配收入达到6万8千元。",
                &["target 城镇居民人均可支配收入 =6.8 万元 level 2025"],
            ),
            (
                "到2025年，年游客接待量达到2千万人次左右。",
                &["target 年游客接待量 ~2000 万人次 level 2025"],
            ),
        ],
    );
}

#[test]
fn large_numerals() {
    all(
        plan,
        &[
            (
                "到2025年，规模以上工业总产值达到一千二百亿元。",
                &["target 规模以上工业总产值 =1200 亿元 level 2025"],
            ),
            (
                "到2025年，常住人口控制在一百二十万人以内。",
                &["target 常住人口 <=120 万人 level 2025"],
            ),
            ("经济总量突破两万亿元。", &["target 经济总量 >2 万亿元 level 2025"]),
            ("到2025年，市场主体达到十五万户。", &["target 市场主体 =15 万户 level 2025"]),
            (
                "到2025年，引进各类人才两万五千人以上。",
                &["target 引进各类人才 >=2.5 万人 cumulative 2025"],
            ),
        ],
    );
}

#[test]
fn counts_behind_their_noun() {
    all(
        plan,
        &[
            (
                "到2025年，建成中学三所、小学六所。",
                &["target 建成中学 =3 所 cumulative 2025", "target 小学 =6 所 cumulative 2025"],
            ),
            (
                "新增养老床位三百张，新建社区服务中心十五个。",
                &[
                    "target 新增养老床位 =300 张 cumulative 2025",
                    "target 新建社区服务中心 =15 个 cumulative 2025",
                ],
            ),
            (
                "到2025年，新建幼儿园12所、小学8所、初中5所。",
                &[
                    "target 新建幼儿园 =12 所 cumulative 2025",
                    "target 小学 =8 所 cumulative 2025",
                    "target 初中 =5 所 cumulative 2025",
                ],
            ),
            (
                "培育国家级专精特新“小巨人”企业二十家、省级一百家。",
                &[
                    "target 培育国家级专精特新“小巨人”企业 =20 家 cumulative 2025",
                    "target 省级专精特新“小巨人”企业 =100 家 cumulative 2025",
                ],
            ),
            (
                "到2025年，建设人才公寓五千套、保障性租赁住房一万套。",
                &[
                    "target 建设人才公寓 =5000 套 cumulative 2025",
                    "target 保障性租赁住房 =1 万套 cumulative 2025",
                ],
            ),
            ("引进世界500强企业十家以上。", &["target 引进世界500强企业 >=10 家 cumulative 2025"]),
            ("到2025年，新增三甲医院两家。", &["target 新增三甲医院 =2 家 cumulative 2025"]),
        ],
    );
}

#[test]
fn minus_signs() {
    all(
        plan,
        &[
            (
                "2020年，固定资产投资下降12.8%，社会消费品零售总额增长-8.5%。",
                &[
                    "actual 固定资产投资 =12.8 % annual_growth 2020",
                    "actual 社会消费品零售总额 =-8.5 % annual_growth 2020",
                ],
            ),
            (
                "2020年，一般公共预算收入增速为-15.2%。",
                &["actual 一般公共预算收入 =-15.2 % annual_growth 2020"],
            ),
            (
                "到2025年，人口自然增长率不低于-0.5‰。",
                &["target 人口自然增长率 >=-0.5 ‰ level 2025"],
            ),
            (
                "2020年，工业增加值同比增长－3.6％。",
                &["actual 工业增加值 =-3.6 % annual_growth 2020"],
            ),
            (
                "2020年，进出口总额增长-2.1%，2021年力争转正。",
                &["actual 进出口总额 =-2.1 % annual_growth 2020"],
            ),
            (
                "2020年，地区生产总值负增长4.7%。",
                &["actual 地区生产总值 =4.7 % annual_growth 2020"],
            ),
        ],
    );
}

#[test]
fn ranges_and_movements() {
    all(
        plan,
        &[
            (
                "到2025年，研发经费投入强度保持在2.5%到3%。",
                &["target 研发经费投入强度 =2.5-3 % level 2025"],
            ),
            ("新增就业每年保持在2万到3万人。", &["target 新增就业 =2-3 万人 level 2025"]),
            (
                "到2025年，城镇化率从72%提升到78%以上。",
                &["actual 城镇化率 =72 % level undated", "target 城镇化率 >=78 % level 2025"],
            ),
            ("建设加氢站10至15座。", &["target 建设加氢站 =10-15 座 cumulative 2025"]),
            (
                "到2025年，高新技术企业由210家增加到500家。",
                &[
                    "actual 高新技术企业 =210 家 level undated",
                    "target 高新技术企业 =500 家 level 2025",
                ],
            ),
            (
                "地区生产总值年均增长6%到6.5%，高于全市平均水平。",
                &["target 地区生产总值 =6-6.5 % annual_growth 2025"],
            ),
            ("引进高层次人才100到150名。", &["target 引进高层次人才 =100-150 名 cumulative 2025"]),
            (
                "到2025年，城乡居民收入比由1.8:1缩小到1.6:1。",
                &[
                    "actual 城乡居民收入比 =1.8 ? level undated",
                    "target 城乡居民收入比 =1.6 ? level 2025",
                ],
            ),
        ],
    );
}

#[test]
fn squares_and_cubes() {
    all(
        plan,
        &[
            (
                "到2025年，人均公园绿地面积达到14.5㎡。",
                &["target 人均公园绿地面积 =14.5 ㎡ level 2025"],
            ),
            ("新增城市绿地120hm²。", &["target 新增城市绿地 =120 hm2 cumulative 2025"]),
            (
                "万元工业增加值用水量降至25m³以下。",
                &["target 万元工业增加值用水量 <=25 m3 level 2025"],
            ),
            (
                "到2025年，污水日处理能力达到45万m³/d。",
                &["target 污水日处理能力 =45 万m3/d level 2025"],
            ),
            (
                "PM10年均浓度控制在60μg/m³以内，PM2.5年均浓度控制在33微克/立方米以内。",
                &[
                    "target PM10年均浓度 <=60 μg/m3 level 2025",
                    "target PM2.5年均浓度 <=33 微克/立方米 level 2025",
                ],
            ),
            ("海绵城市达标面积28.3km2。", &["target 海绵城市达标面积 =28.3 km2 level 2025"]),
            (
                "到2025年，新建商业综合体30万平方米、写字楼15万㎡。",
                &[
                    "target 新建商业综合体 =30 万平方米 cumulative 2025",
                    "target 写字楼 =15 万㎡ cumulative 2025",
                ],
            ),
        ],
    );
}

#[test]
fn years_in_a_list() {
    all(
        plan,
        &[
            (
                "到2023年、2025年，森林覆盖率分别达到13%、14%。",
                &["target 森林覆盖率 =13 % level 2023", "target 森林覆盖率 =14 % level 2025"],
            ),
            (
                "2022年和2025年新增公办学位分别达到2000个和8000个。",
                &[
                    "target 新增公办学位 =2000 个 cumulative 2022",
                    "target 新增公办学位 =8000 个 cumulative 2025",
                ],
            ),
            (
                "到2025年和2035年，常住人口分别控制在110万人和130万人以内。",
                &["target 常住人口 <=110 万人 level 2025", "target 常住人口 <=130 万人 level 2035"],
            ),
            (
                "到2025年、2030年和2035年，绿色建筑占比分别达到60%、80%和100%。",
                &[
                    "target 绿色建筑占比 =60 % level 2025",
                    "target 绿色建筑占比 =80 % level 2030",
                    "target 绿色建筑占比 =100 % level 2035",
                ],
            ),
            (
                "2019年、2020年地区生产总值分别达到850亿元、870亿元。",
                &[
                    "actual 地区生产总值 =850 亿元 level 2019",
                    "actual 地区生产总值 =870 亿元 level 2020",
                ],
            ),
        ],
    );
}

#[test]
fn money_without_its_unit() {
    all(
        plan,
        &[
            (
                "到2025年，工业总产值突破1500亿，税收达到80亿。",
                &["target 工业总产值 >1500 亿 level 2025", "target 工业税收 =80 亿 level 2025"],
            ),
            (
                "五年累计完成固定资产投资2000亿以上。",
                &["target 固定资产投资 >=2000 亿 cumulative 2025"],
            ),
            ("到2025年，旅游综合收入达到300亿左右。", &["target 旅游综合收入 ~300 亿 level 2025"]),
            (
                "到2025年，社会消费品零售总额超过1.2万亿。",
                &["target 社会消费品零售总额 >1.2 万亿 level 2025"],
            ),
            (
                "到2025年，金融业增加值占比达到15%，增加值达到260亿。",
                &[
                    "target 金融业增加值占比 =15 % level 2025",
                    "target 金融业增加值 =260 亿 level 2025",
                ],
            ),
        ],
    );
}

#[test]
fn thousands_set_apart() {
    all(
        plan,
        &[
            ("到2025年，高新技术企业达到1 500家。", &["target 高新技术企业 =1500 家 level 2025"]),
            (
                "到2025年，城镇居民人均可支配收入达到68 500元，农村居民人均可支配收入达到32 600元。",
                &[
                    "target 城镇居民人均可支配收入 =68500 元 level 2025",
                    "target 农村居民人均可支配收入 =32600 元 level 2025",
                ],
            ),
            (
                "到2025年，工业总产值达到12 345.6亿元。",
                &["target 工业总产值 =12345.6 亿元 level 2025"],
            ),
            (
                "到2025年，年货物吞吐量达到1,250万吨。",
                &["target 年货物吞吐量 =1250 万吨 level 2025"],
            ),
            ("新建停车泊位12，000个。", &["target 新建停车泊位 =12000 个 cumulative 2025"]),
        ],
    );
}
