//! Sentences as people write them, by kind: numbers, units, periods, labels. All are invented. A reading is
//! `kind label sign value unit measure year`.

use super::tests::{all, dated_review, plan, review};

#[test]
fn numbers_in_words_have_decimals_and_powers() {
    all(
        plan,
        &[
            (
                "到2025年，研发投入强度达到百分之三点五。",
                &["target 研发投入强度 =3.5 % level 2025"],
            ),
            ("到2025年，失业率控制在百分之五点五以内。", &["target 失业率 <=5.5 % level 2025"]),
            (
                "到2025年，工业总产值达到三点六万亿元。",
                &["target 工业总产值 =3.6 万亿元 level 2025"],
            ),
            ("到2025年，常住人口达到八十七点五万人。", &["target 常住人口 =87.5 万人 level 2025"]),
            ("到2025年，常住人口达到一百二十万人。", &["target 常住人口 =120 万人 level 2025"]),
            ("到2025年，人口达到二百零八万人。", &["target 人口 =208 万人 level 2025"]),
            (
                "到2025年，工业总产值突破两万三千亿元。",
                &["target 工业总产值 >23000 亿元 level 2025"],
            ),
            ("到2025年，自然增长率为千分之五。", &["target 自然增长率 =5 ‰ level 2025"]),
            (
                "到2025年，绿地率达到百分之四十二至百分之四十五。",
                &["target 绿地率 =42-45 % level 2025"],
            ),
            ("到2025年，人均预期寿命达到八十二岁。", &["target 人均预期寿命 =82 岁 level 2025"]),
            (
                "到2025年，新建小学十五所、幼儿园三十所。",
                &["target 新建小学 =15 所 cumulative 2025", "target 幼儿园 =30 所 cumulative 2025"],
            ),
            (
                "到2025年，培育龙头企业三十家以上。",
                &["target 培育龙头企业 >=30 家 cumulative 2025"],
            ),
            // Not read: numbers that count nothing.
            ("坚持一个中心，抓好两件大事，做到三个到位。", &[]),
        ],
    );
}

#[test]
fn digits_continue_in_words_and_over_blanks() {
    all(
        plan,
        &[
            ("到2025年，零售总额达到2千亿元。", &["target 零售总额 =2000 亿元 level 2025"]),
            ("到2025年，新增就业8万5千人。", &["target 新增就业 =8.5 万人 cumulative 2025"]),
            ("到2025年，年接待游客达到5百万人次。", &["target 年接待游客 =500 万人次 level 2025"]),
            ("到2025年，税收达到35亿6000万元。", &["target 税收 =35.6 亿元 level 2025"]),
            ("到2025年，工业产值达到2 350.5亿元。", &["target 工业产值 =2350.5 亿元 level 2025"]),
            ("到2025年，常住人口达到1 035 000人。", &["target 常住人口 =1035000 人 level 2025"]),
            ("到2025年，绿地率达到4\u{200b}2.5%。", &["target 绿地率 =42.5 % level 2025"]),
            ("到2025年，绿地率达到42.5*%。", &["target 绿地率 =42.5 % level 2025"]),
            ("到2025年，绿地率达到42.5[2]%。", &["target 绿地率 =42.5 % level 2025"]),
            (
                "到2025年，研发强度达到1.8%[1]，绿地率达到42%。",
                &["target 研发强度 =1.8 % level 2025", "target 绿地率 =42 % level 2025"],
            ),
        ],
    );
}

#[test]
fn a_minus_is_kept_and_a_dash_between_two_numbers_is_no_minus() {
    all(
        plan,
        &[
            ("到2025年，人口自然增长率达到－2.5‰。", &["target 人口自然增长率 =-2.5 ‰ level 2025"]),
            ("到2025年，用电量增速控制在—3%以内。", &["target 用电量 <=-3 % annual_growth 2025"]),
            ("到2025年，培育企业5—8家。", &["target 培育企业 =5-8 家 cumulative 2025"]),
            ("到2025年，绿地率达到42%—45%。", &["target 绿地率 =42-45 % level 2025"]),
            (
                "到2025年，经济增速保持在6%到7%之间。",
                &["target 经济增长 =6-7 % annual_growth 2025"],
            ),
            ("到2025年，新建学校3至5所。", &["target 新建学校 =3-5 所 cumulative 2025"]),
            ("到2025年，招引企业10到12家。", &["target 招引企业 =10-12 家 cumulative 2025"]),
        ],
    );
}

#[test]
fn units_in_signs_and_trades() {
    all(
        plan,
        &[
            ("到2025年，建成区面积达到102km²。", &["target 建成区面积 =102 km2 level 2025"]),
            (
                "到2025年，PM10年均浓度降至60μg/m³以下。",
                &["target PM10年均浓度 <=60 μg/m3 level 2025"],
            ),
            ("到2025年，改造厂房面积达到30万㎡。", &["target 改造厂房面积 =30 万㎡ level 2025"]),
            (
                "到2025年，孕产妇死亡率控制在9/10万以下。",
                &["target 孕产妇死亡率 <=9 /10万 level 2025"],
            ),
            ("2025年开行班列600列。", &["target 开行班列 =600 列 cumulative 2025"]),
            ("到2025年，算力达到2000P。", &["target 算力 =2000 P level 2025"]),
            ("到2025年，税收达到80亿。", &["target 税收 =80 亿 level 2025"]),
        ],
    );
}

#[test]
fn years_and_figures_go_in_pairs() {
    all(
        plan,
        &[
            (
                "到2025年和2030年，绿地率分别达到40%和42%。",
                &["target 绿地率 =40 % level 2025", "target 绿地率 =42 % level 2030"],
            ),
            (
                "2023年、2024年、2025年，企业数分别达到10家、20家、30家。",
                &[
                    "target 企业数 =10 家 level 2023",
                    "target 企业数 =20 家 level 2024",
                    "target 企业数 =30 家 level 2025",
                ],
            ),
            (
                "城乡居民人均可支配收入年均分别增长6%、7%。",
                &[
                    "target 城镇居民人均可支配收入 =6 % annual_growth 2025",
                    "target 农村居民人均可支配收入 =7 % annual_growth 2025",
                ],
            ),
        ],
    );
}

#[test]
fn a_number_that_selects_things_is_no_figure() {
    all(
        plan,
        &[
            ("建成3个千亿元产业园区。", &["target 千亿元产业园区 =3 个 cumulative 2025"]),
            ("打造2个500亿元商圈。", &["target 500亿元商圈 =2 个 cumulative 2025"]),
            ("建成5个10万吨级泊位。", &["target 10万吨级泊位 =5 个 cumulative 2025"]),
            ("突破28纳米工艺，跨过800毫米等降水量线。", &[]),
        ],
    );
}

#[test]
fn a_period_that_is_only_mentioned_changes_no_year() {
    all(
        plan,
        &[
            ("在2020年的基础上，绿地率达到45%。", &["target 绿地率 =45 % level 2025"]),
            (
                "按2020年不变价计算，工业产值达到500亿元。",
                &["target 工业产值 =500 亿元 level 2025"],
            ),
            ("巩固“十三五”治理成果，绿地率达到45%。", &["target 绿地率 =45 % level 2025"]),
            (
                "绿地率比2020年提高2个百分点，森林覆盖率达到30%。",
                &["target 绿地率 =2 个百分点 change 2025", "target 森林覆盖率 =30 % level 2025"],
            ),
            ("从2021年起，新建公园20个。", &["target 新建公园 =20 个 cumulative 2025"]),
        ],
    );
    all(plan, &[("“十三五”期间，新建公园20个。", &["actual 新建公园 =20 个 cumulative 2020"])]);
}

#[test]
fn a_movement_gives_its_first_and_its_last_value() {
    all(
        plan,
        &[
            (
                "到2025年，绿地率由38%提高到42%。",
                &["actual 绿地率 =38 % level undated", "target 绿地率 =42 % level 2025"],
            ),
            (
                "到2025年，企业从2020年的120家增加到300家。",
                &["actual 企业 =120 家 level 2020", "target 企业 =300 家 level 2025"],
            ),
        ],
    );
}

#[test]
fn labels_name_the_quantity() {
    all(
        plan,
        &[
            (
                "到2025年，达到标准的小学，主城区达90%、远城区达70%。",
                &[
                    "target 主城区达到标准的小学 =90 % level 2025",
                    "target 远城区达到标准的小学 =70 % level 2025",
                ],
            ),
            (
                "每个街道至少有1所以失能老年人照护为主的养老机构。",
                &["target 每个街道拥有养老机构 >=1 所 level 2025"],
            ),
            (
                "保持公办园、普惠园在园幼儿分别达到50%、80%。",
                &[
                    "target 公办园在园幼儿 =50 % level 2025",
                    "target 普惠园在园幼儿 =80 % level 2025",
                ],
            ),
        ],
    );
    all(
        review,
        &[
            (
                "江汉班列辐射20个国家、50个城市。",
                &[
                    "actual 江汉班列辐射国家 =20 个 level 2020",
                    "actual 江汉班列辐射城市 =50 个 level 2020",
                ],
            ),
            (
                "轨道交通加快建设，运营里程200公里。",
                &["actual 轨道交通运营里程 =200 公里 level 2020"],
            ),
        ],
    );
}

#[test]
fn goals_in_words_are_found() {
    all(
        plan,
        &[
            ("到2025年，全面消除劣Ⅴ类水体。", &["target 劣Ⅴ类水体 全面消除劣Ⅴ类水体 None 2025"]),
            (
                "基本完成老旧小区改造，全面完成城中村改造。",
                &[
                    "target 老旧小区改造 基本完成老旧小区改造 None 2025",
                    "target 城中村改造 全面完成城中村改造 None 2025",
                ],
            ),
            (
                "基本完成2000年底前建成的需改造老旧小区的改造。",
                &["target 老旧小区改造 基本完成2000年底前建成的需改造老旧小区的改造 None 2025"],
            ),
            ("促进PM2.5浓度持续下降。", &["target PM2.5浓度 持续下降 None 2025"]),
            (
                "促进PM2.5、PM10持续下降。",
                &["target PM2.5 持续下降 None 2025", "target PM10 持续下降 None 2025"],
            ),
            ("单位生产总值能耗大幅下降。", &["target 单位生产总值能耗 大幅下降 None 2025"]),
            (
                "在经济增长的同时实现居民收入同步增长。",
                &["target 居民收入 同步增长 Some(InStepWithGdp) 2025"],
            ),
            // Not read: words without a goal.
            ("消除隐患，完成改造，持续下降。", &[]),
        ],
    );
}

#[test]
fn since_and_direction_are_read() {
    use super::tests::spans;
    for (text, want) in [
        ("2020年，工业投资下降22.2%。", "2019 Down annual_growth"),
        ("2020年，出口负增长11.8%。", "2019 Down annual_growth"),
        ("2020年，零售总额同比增长5%。", "2019 Up annual_growth"),
        ("“十四五”期间，单位能耗下降13%。", "2020 Down change"),
        ("到2025年，绿地率比2018年提高3个百分点。", "2018 Up change"),
        ("到2025年，新增就业5万人。", "2020 - cumulative"),
        ("到2025年，绿地率达到42%。", "- - level"),
    ] {
        assert_eq!(spans(text), [want], "{text}");
    }
}

#[test]
fn a_review_counts_from_the_year_its_words_name() {
    all(
        dated_review,
        &[
            (
                "2020年，地区生产总值达到480亿元，年均递增7.3%；全口径和区级财政收入分别达到83.9亿元和20.4亿元，年均递增8.2%和3.4%。",
                &[
                    "actual 地区生产总值 =480 亿元 level 2020",
                    "actual 地区生产总值 =7.3 % annual_growth 2020<2015",
                    "actual 全口径财政收入 =83.9 亿元 level 2020",
                    "actual 区级财政收入 =20.4 亿元 level 2020",
                    "actual 全口径财政收入 =8.2 % annual_growth 2020<2015",
                    "actual 区级财政收入 =3.4 % annual_growth 2020<2015",
                ],
            ),
            (
                "2020年，实现地区生产总值121亿元，固定资产投资38亿元，工业投资累计完成57亿元。",
                &[
                    "actual 地区生产总值 =121 亿元 level 2020",
                    "actual 固定资产投资 =38 亿元 level 2020",
                    "actual 工业投资 =57 亿元 cumulative 2020<2015",
                ],
            ),
            (
                "2020年零售总额达到531亿元，是“十二五”末的3倍。",
                &[
                    "actual 零售总额 =531 亿元 level 2020",
                    "actual 零售总额 =3 倍 ratio_multiple 2020<2015",
                ],
            ),
            (
                "累计完成道路投资23亿元，比“十二五”时期增长44.6%；引进资金124亿元，比计划目标任务增长78%。",
                &[
                    "actual 道路投资 =23 亿元 cumulative 2020<2015",
                    "actual 道路投资 =44.6 % change 2020<2015",
                    "actual 引进资金 =124 亿元 cumulative 2020<2015",
                    "actual 引进资金 =78 % change 2020<2015",
                ],
            ),
            (
                "零售总额达到531亿元，荣登全国绿色百强区第76位、全国创新百强区第81位。",
                &[
                    "actual 零售总额 =531 亿元 level 2020",
                    "actual 全国绿色百强区排名 =76 位 level 2020",
                    "actual 全国创新百强区排名 =81 位 level 2020",
                ],
            ),
            (
                "“十三五”期间，投资3.6亿元新建改建甲路、乙路等泵站。",
                &["actual 甲路、乙路等泵站投资 =3.6 亿元 cumulative 2020<2015"],
            ),
        ],
    );
}

#[test]
fn verbs_of_keeping_mean_at_least() {
    all(
        plan,
        &[
            ("严守18亿亩耕地红线。", &["target 耕地红线 >=18 亿亩 level 2025"]),
            (
                "婴儿死亡率、孕产妇死亡率分别下降到3.5‰、12/10万以下。",
                &[
                    "target 婴儿死亡率 <=3.5 ‰ level 2025",
                    "target 孕产妇死亡率 <=12 /10万 level 2025",
                ],
            ),
        ],
    );
}
