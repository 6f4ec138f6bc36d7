//! The comparison of GDP, green coverage and PM2.5 in Wuhan, three of its districts and Echeng, cell by
//! cell: from clauses of the five plans, and from the committed plans.

use crate::support::committed::load_plans;
use crate::support::http::{Answer, get};
use crate::support::writing::{
    Writing, about, as_printed, bound, load, number, over_the_period, plan, words,
};
use plan_targets::catalog::Catalog;
use plan_targets::domain::Kind::{Actual, Target};
use plan_targets::domain::TableRole::{Review, Targets};
use plan_targets::domain::{Attribute, Comparator, Measure, WordRule};
use plan_targets::plan::parsed::Observation;
use serde_json::{Value, json};
use sqlx::PgPool;

const ADDRESS: &str =
    "/v1/compare?indicators=gdp,green_coverage,pm25&regions=wuhan,jiangan,qiaokou,wedz,echeng";

/// The clauses of the five plans on the three indicators, and clauses that may be confused with them.
fn plans() -> [Writing; 5] {
    [wuhan(), jiangan(), qiaokou(), wedz(), echeng()]
}

fn wuhan() -> Writing {
    plan("wuhan")
        .says(Actual, "gdp", "2020年地区生产总值1.56万亿元", number("1.56", "万亿元"))
        .says(Actual, "parkland_per_capita", "人均公园绿地面积12.5平方米", number("12.5", "平方米"))
}

fn jiangan() -> Writing {
    plan("jiangan")
        .says(Actual, "gdp", "2020年地区生产总值达到1247.04亿元", number("1247.04", "亿元"))
        .says(Actual, "green_coverage", "绿化覆盖率达 46. 52%", number("46.52", "%"))
        .says(
            Target,
            "gdp",
            "到 2025 年，预计地区生产总值突破 2000 亿元",
            bound("2000", "亿元", Comparator::Gt),
        )
        .says(Target, "pm25", "PM_{2.5} 平均浓度降低至 40 微克/立方米", number("40", "微克/立方米"))
        .says(Target, "green_coverage", "到2025年，绿化覆盖率达到46.72%", number("46.72", "%"))
        .row(
            Review,
            "gdp",
            "地区生产总值",
            "亿元",
            &[
                ("target", ">1400", |said| said.comparator = Comparator::Gt),
                ("growth", ">9%", |said| {
                    (said.comparator, said.year) = (Comparator::Gt, Some(2020));
                }),
                ("actual", "1247.04", as_printed),
            ],
        )
        .row(
            Review,
            "green_coverage",
            "绿化覆盖率",
            "%",
            &[("target", "45", as_printed), ("actual", "46.52", as_printed)],
        )
        .row(
            Review,
            "pm25",
            "细颗粒物浓度下降(PM2.5)",
            "微克/立方米",
            &[("target", "58", as_printed), ("actual", "36.5", as_printed)],
        )
        .row(Targets, "gdp", "地区生产总值增长", "%", &[("growth", "7.5左右", about)])
        .row(
            Targets,
            "green_coverage",
            "绿化覆盖率",
            "%",
            &[("base", "46.52", binding), ("target", "46.72", binding)],
        )
}

fn qiaokou() -> Writing {
    plan("qiaokou")
        .says(
            Actual,
            "gdp",
            "预计2020地区生产总值达到860亿元左右",
            bound("860", "亿元", Comparator::Approx),
        )
        .says(Target, "gdp", "地区生产总值达到1200亿元", number("1200", "亿元"))
        .row(
            Review,
            "gdp",
            "地区生产总值",
            "亿元",
            &[
                ("base", "547", as_printed),
                ("target", "820", as_printed),
                ("actual", "860", as_printed),
            ],
        )
        .row(
            Review,
            "pm25",
            "细颗粒物PM2.5浓度降低",
            "微克/立方米",
            &[
                ("base", "63", as_printed),
                ("target", "[5]", over_the_period),
                ("actual", "[23]", over_the_period),
            ],
        )
        .row(
            Targets,
            "gdp",
            "地区生产总值",
            "亿元",
            &[
                ("base", "860", as_printed),
                ("target", "1200", as_printed),
                ("growth", "7.5%", as_printed),
            ],
        )
        .says(Target, "pm25", "细颗粒物(PM2.5)浓度持续下降", words("持续下降", None))
}

fn wedz() -> Writing {
    plan("wedz")
        .says(Actual, "gdp", "2020年实现地区生产总值1650亿元", number("1650", "亿元"))
        .says(Actual, "green_coverage", "城市绿化覆盖率达到43.7%", number("43.7", "%"))
        .says(
            Target,
            "gdp",
            "到2025年,武汉经开区地区生产总值向4000亿元迈进",
            bound("4000", "亿元", Comparator::Approx),
        )
        .says(
            Target,
            "pm25",
            "细颗粒物(PM2.5)浓度完成市下达目标",
            words("完成市下达目标", Some(WordRule::SetByParent)),
        )
        .row(
            Targets,
            "gdp",
            "地区生产总值增长",
            "%",
            &[("base", "-1.0", |said| {
                said.value = "-1.0".parse().ok();
                said.measure = Measure::AnnualGrowth;
            })],
        )
}

fn echeng() -> Writing {
    plan("echeng")
        .says(Actual, "gdp", "县域国民生产总值突破 600 亿元", bound("600", "亿元", Comparator::Gt))
        .row(Targets, "gdp", "地区生产总值GDP增长", "%", &[("growth", "8左右", about)])
}

fn binding(said: &mut Observation) {
    said.attribute = Some(Attribute::Binding);
}

/// The cell of an indicator (by its index) and a region.
fn cell<'a>(answer: &'a Answer, indicator: usize, region: &str) -> &'a Value {
    let cells = answer.at(&format!("data/{indicator}/cells")).as_array().expect("cells");
    cells.iter().find(|cell| cell["region"]["id"] == region).expect("a cell for every region")
}

/// Comparator, figure and year on one line: `gt 2000 亿元 2025`; `–` where there is none.
fn figure(figure: &Value) -> String {
    if figure["value"].is_null() {
        return figure.pointer("/printed/text").and_then(Value::as_str).unwrap_or("–").to_owned();
    }
    let word = |name| figure[name].as_str().unwrap_or("").to_owned();
    format!("{} {} {} {}", word("comparator"), figure["value"], word("unit"), figure["year"])
}

/// Base, target, status, stated growth, implied growth.
fn told(cell: &Value) -> [String; 5] {
    let implied = &cell["derived"]["annual_growth"];
    let implied = if implied.is_null() {
        "–".to_owned()
    } else {
        format!("{} {implied}", cell["derived"]["comparator"].as_str().unwrap_or(""))
    };
    let status = cell["status"].as_str().unwrap_or("").to_owned();
    [
        figure(&cell["base"]),
        figure(&cell["target"]),
        status,
        figure(&cell["stated_growth"]),
        implied,
    ]
}

/// The answer from the clauses above.
async fn from_clauses(db: &PgPool) -> Answer {
    load(db, &Catalog::embedded().unwrap(), &plans()).await;
    get(db, ADDRESS).await
}

/// The answer from the plans as the parser read them.
async fn from_committed(db: &PgPool) -> Answer {
    load_plans(db).await;
    get(db, ADDRESS).await
}

#[sqlx::test]
async fn the_clauses_give_the_worked_example(db: PgPool) {
    let answer = from_clauses(&db).await;
    gdp(&answer, "not_stated");
    green_coverage(&answer, "not_stated");
    pm25(&answer, "not_stated");
    assert_eq!(
        cell(&answer, 2, "wedz")["resolution"]["reason"],
        "武汉市的规划已读取，未述细颗粒物（PM2.5）浓度的目标"
    );
}

#[sqlx::test]
async fn the_committed_plans_give_the_worked_example(db: PgPool) {
    let answer = from_committed(&db).await;
    gdp(&answer, "unknown");
    green_coverage(&answer, "unknown");
    pm25(&answer, "unknown");
    for (indicator, region, figure, line) in [
        (0, "wuhan", "base", 138),
        (0, "jiangan", "base", 101),
        (0, "jiangan", "target", 190),
        (0, "jiangan", "stated_growth", 207),
        (0, "qiaokou", "stated_growth", 417),
        (0, "wedz", "target", 35),
        (0, "echeng", "base", 76),
        (1, "jiangan", "target", 226),
        (1, "wedz", "base", 11),
        (2, "jiangan", "target", 746),
        (2, "wedz", "target", 196),
    ] {
        let found = &cell(&answer, indicator, region)[figure]["evidence"]["line"];
        assert_eq!(found, &json!(line), "{region} {figure}");
    }
}

/// `silent` is the status of Wuhan's targets; its committed text lacks six boxes.
fn gdp(answer: &Answer, silent: &str) {
    for (region, base, target, status, stated, implied) in [
        ("wuhan", "eq 15600 亿元 2020", "–", silent, "–", "–"),
        (
            "jiangan",
            "eq 1247.04 亿元 2020",
            "gt 2000 亿元 2025",
            "stated",
            "approx 7.5 % 2025",
            "gt 9.9",
        ),
        ("qiaokou", "eq 860 亿元 2020", "eq 1200 亿元 2025", "stated", "eq 7.5 % 2025", "eq 6.9"),
        ("wedz", "eq 1650 亿元 2020", "approx 4000 亿元 2025", "stated", "–", "approx 19.4"),
        ("echeng", "gt 600 亿元 2020", "approx 8 % 2025", "stated", "approx 8 % 2025", "–"),
    ] {
        assert_eq!(
            told(cell(answer, 0, region)),
            [base, target, status, stated, implied],
            "{region}"
        );
    }
    let printed = &cell(answer, 0, "wuhan")["base"]["printed"];
    assert_eq!((&printed["value"], &printed["unit"]), (&json!("1.56"), &json!("万亿元")));
    let ranks = |region: &str| cell(answer, 0, region)["rank"].clone();
    assert_eq!(
        [ranks("wedz"), ranks("qiaokou"), ranks("jiangan")],
        // More than 2000 is certainly above 1200 and may be above 4000.
        [json!(1), json!(3), Value::Null]
    );
    assert_eq!(cell(answer, 0, "jiangan")["reasons"][0]["code"], "bound_only");
    let share = &cell(answer, 0, "jiangan")["derived"]["share_of_parent"];
    assert_eq!(
        (&share["value"], &share["of"], &share["parent"]["id"]),
        (&json!(8), &json!("base"), &json!("wuhan"))
    );
    assert_eq!(cell(answer, 0, "echeng")["derived"]["share_of_parent"], Value::Null);
}

fn green_coverage(answer: &Answer, silent: &str) {
    for (region, base, target, status) in [
        ("wuhan", "–", "–", silent),
        ("jiangan", "eq 46.52 % 2020", "eq 46.72 % 2025", "stated"),
        ("qiaokou", "–", "–", "not_stated"),
        ("wedz", "eq 43.7 % 2020", "–", "not_stated"),
        ("echeng", "–", "–", "not_stated"),
    ] {
        assert_eq!(told(cell(answer, 1, region))[..3], [base, target, status], "{region}");
    }
    let jiangan = cell(answer, 1, "jiangan");
    assert_eq!(jiangan["target"]["attribute"], "binding");
    assert_eq!(jiangan["derived"]["change"], json!(0.2));
    assert_eq!(jiangan["base"]["evidence"]["table"], "t2");
    assert_eq!(jiangan["base"]["alternatives"].as_array().map(Vec::len), Some(2));
    assert_eq!(jiangan["candidates"].as_array().map(Vec::len), Some(5));
    let related = &cell(answer, 1, "wuhan")["related"];
    assert_eq!(related[0]["indicator"]["id"], "parkland_per_capita");
    assert_eq!(related[0]["base"]["value"], json!(12.5));
}

fn pm25(answer: &Answer, silent: &str) {
    for (region, base, target, status) in [
        ("wuhan", "–", "–", silent),
        ("jiangan", "eq 36.5 微克/立方米 2020", "eq 40 微克/立方米 2025", "stated"),
        ("qiaokou", "eq 40 微克/立方米 2020", "持续下降", "qualitative"),
        ("wedz", "–", "完成市下达目标", "delegated"),
        ("echeng", "–", "–", "not_stated"),
    ] {
        assert_eq!(told(cell(answer, 2, region))[..3], [base, target, status], "{region}");
    }
    let warnings = &cell(answer, 2, "jiangan")["warnings"];
    assert_eq!(warnings[0]["code"], "target_worse_than_base");
    let qiaokou = &cell(answer, 2, "qiaokou")["base"];
    assert_eq!(qiaokou["id"], Value::Null);
    assert_eq!(qiaokou["derived"]["method"], "2015 年的值减 2016–2020 年所印的变化：63 − 23 = 40");
    assert_eq!(qiaokou["derived"]["inputs"].as_array().map(Vec::len), Some(2));
    let resolution = &cell(answer, 2, "wedz")["resolution"];
    assert_eq!(
        (&resolution["status"], &resolution["region"]["id"]),
        (&json!("unresolved"), &json!("wuhan"))
    );
}

#[sqlx::test]
async fn comparable_figures_have_a_summary_and_an_ambition(db: PgPool) {
    let answer = from_committed(&db).await;
    let targets = answer.at("data/0/summary/targets");
    assert_eq!(
        [&targets["compared"], &targets["comparable"], &targets["ranked"]],
        [&json!(5), &json!(2), &json!(2)]
    );
    assert_eq!(targets["regions"], json!(["qiaokou", "wedz"]));
    assert_eq!([&targets["min"], &targets["median"], &targets["max"]], [1200, 2600, 4000]);
    let bases = answer.at("data/0/summary/bases");
    assert_eq!((&bases["comparable"], &bases["best_regions"]), (&json!(4), &json!(["wuhan"])));
    let echeng = cell(&answer, 0, "echeng");
    assert_eq!(
        (&echeng["base_comparable"], &echeng["base_reasons"][0]["code"]),
        (&json!(false), &json!("bound_only"))
    );

    let ambition = |indicator, region| &cell(&answer, indicator, region)["ambition"];
    let qiaokou = ambition(0, "qiaokou");
    assert_eq!(
        (&qiaokou["required_a_year"], &qiaokou["required_percent_a_year"]),
        (&json!(68), &json!(6.9))
    );
    assert_eq!(
        (&qiaokou["to_best_target"]["value"], &qiaokou["pace_rank"]),
        (&json!(-2800), &json!(2))
    );
    assert_eq!(qiaokou["to_best_pace"]["value"], json!(-12.5));
    let jiangan = ambition(0, "jiangan");
    assert_eq!(
        (&jiangan["required_a_year"], &jiangan["comparator"]),
        (&json!(150.592), &json!("gt"))
    );
    assert_eq!(jiangan["to_best_target"], Value::Null);
    // PM2.5 above its own base: the annual improvement is below zero.
    assert_eq!(ambition(2, "jiangan")["improvement_a_year"], json!(-0.7));

    let shares = &cell(&answer, 0, "jiangan")["derived"]["shares"];
    assert_eq!((&shares["base"]["value"], &shares["target"]), (&json!(8), &Value::Null));
    let qiaokou = cell(&answer, 2, "qiaokou");
    assert_eq!(qiaokou["base_reasons"][0]["code"], "derived");
    let wedz = &cell(&answer, 2, "wedz")["resolution"];
    assert_eq!(
        (&wedz["code"], &wedz["steps"][0]["status"]),
        (&json!("parent_unknown"), &json!("unknown"))
    );
}

#[sqlx::test]
async fn related_indicators_are_listed_where_green_coverage_is_missing(db: PgPool) {
    let answer = from_committed(&db).await;
    let related = |region: &str| -> Vec<String> {
        let list = cell(&answer, 1, region)["related"].as_array().unwrap().iter();
        list.map(|other| other["indicator"]["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(related("wuhan"), ["parkland_per_capita"]);
    assert_eq!(
        related("qiaokou"),
        [
            "green_space_rate",
            "parkland_per_capita",
            "public_green_space_per_capita",
            "green_space_added"
        ]
    );
    assert_eq!(related("echeng"), ["forest_cover"]);
    assert_eq!(related("jiangan"), [""; 0]);
}

#[sqlx::test]
async fn every_figure_leads_to_an_observation_or_to_its_arithmetic(db: PgPool) {
    let answer = from_clauses(&db).await;
    let mut figures = 0;
    for entry in answer.at("data").as_array().unwrap() {
        for cell in entry["cells"].as_array().unwrap() {
            for name in ["base", "target", "stated_growth"] {
                let figure = &cell[name];
                if figure.is_null() {
                    continue;
                }
                figures += 1;
                let printed = figure["id"].is_string() && figure["evidence"]["line"].is_number();
                assert!(printed != figure["derived"].is_object(), "{figure}");
            }
            let derived = &cell["derived"];
            let something =
                ["change", "share_of_parent"].iter().any(|name| !derived[*name].is_null());
            let inputs = derived["inputs"].as_array().unwrap().len();
            assert_eq!(something, inputs >= 2 && derived["method"].is_string(), "{derived}");
        }
    }
    assert_eq!(figures, 20);
}
