//! Names and problems in the requested language, in every format.

use crate::support::districts::load_two_districts;
use crate::support::hostile::in_contract;
use crate::support::http::{get, get_with};
use sqlx::PgPool;

#[sqlx::test]
async fn names_follow_the_language_in_json_and_csv(db: PgPool) {
    load_two_districts(&db).await;
    let row = "/v1/targets?regions=jiangan&indicators=green_coverage";
    let chinese = get(&db, row).await;
    assert_eq!(chinese.header("content-language"), "zh");
    assert_eq!(chinese.at("data/0/region/name"), "江岸区");
    assert_eq!(chinese.at("data/0/indicator/name"), "绿化覆盖率");
    let english = get(&db, &format!("{row}&lang=en")).await;
    assert_eq!(english.header("content-language"), "en");
    assert_eq!(english.at("data/0/region/name"), "Jiang'an District");
    let name = english.at("data/0/indicator/name").as_str().unwrap().to_owned();
    assert!(name.is_ascii(), "{name}");
    assert_eq!(english.at("data/0/label"), "绿化覆盖率", "labels stay as printed");
    assert_eq!(english.at("data/0/id"), chinese.at("data/0/id"));
    let csv = get(&db, &format!("{row}&lang=en&format=csv")).await;
    assert!(
        csv.text.contains(&format!("Jiang'an District,green_coverage,{name},")),
        "{}",
        csv.text
    );
    let csv = get(&db, &format!("{row}&format=csv")).await;
    assert!(csv.text.contains("江岸区,green_coverage,绿化覆盖率,"), "{}", csv.text);
}

#[sqlx::test]
async fn accept_language_is_used_and_the_parameter_overrides_it(db: PgPool) {
    load_two_districts(&db).await;
    let english = [("accept-language", "en-GB,zh;q=0.5")];
    let answer = get_with(&db, "/v1/regions/jiangan", &english).await;
    assert_eq!(answer.at("data/name"), "Jiang'an District");
    assert_eq!(answer.at("data/name_zh"), "江岸区");
    let answer = get_with(&db, "/v1/regions/jiangan?lang=zh", &english).await;
    assert_eq!(answer.at("data/name"), "江岸区");
    assert_eq!(answer.at("data/name_en"), "Jiang'an District");
}

#[sqlx::test]
async fn every_resource_with_a_region_has_its_english_name_with_lang_en(db: PgPool) {
    load_two_districts(&db).await;
    for (address, place) in [
        ("/v1/compare?indicators=gdp&regions=jiangan", "data/0/cells/0/region/name"),
        ("/v1/actuals?regions=jiangan", "data/0/region/name"),
        ("/v1/regions?q=江岸", "data/0/name"),
        ("/v1/plans?regions=jiangan", "data/0/region/name"),
        ("/v1/plans/jiangan-2021-2025?a", "data/region/name"),
    ] {
        let address = address.trim_end_matches("?a");
        let asked = if address.contains('?') { "&" } else { "?" };
        for (lang, name) in [("en", "Jiang'an District"), ("zh", "江岸区")] {
            let answer = get(&db, &format!("{address}{asked}lang={lang}")).await;
            assert_eq!(answer.at(place), name, "{address} {lang}: {}", answer.text);
            assert_eq!(answer.header("content-language"), lang);
        }
    }
    let entry = get(&db, "/v1/compare?indicators=gdp&lang=en").await;
    assert_eq!(entry.at("data/0/indicator/name"), entry.at("data/0/indicator/name_en"));
    let known = get(&db, "/v1/indicators?q=绿化覆盖率&lang=en").await;
    assert_eq!(known.at("data/0/name"), known.at("data/0/name_en"), "found by its Chinese name");
}

#[sqlx::test]
async fn messages_of_an_answer_are_in_its_language(db: PgPool) {
    load_two_districts(&db).await;
    let address = "/v1/compare?indicators=gdp&regions=caidian";
    for (place, zh, en) in [
        (
            "data/0/cells/0/reasons/0/detail",
            "未载入蔡甸区 2021–2025 年的规划",
            "no plan of Caidian District for 2021–2025 is loaded",
        ),
        (
            "data/0/cells/0/derived/missing/0/reason",
            "未载入该地区该时期的规划",
            "no plan of this region and period is loaded",
        ),
        (
            "warnings/0/message",
            "未载入以下地区 2021-2025 年的规划：蔡甸区",
            "no plan of Caidian District for 2021-2025 is loaded",
        ),
    ] {
        assert_eq!(get(&db, address).await.at(place), zh);
        assert_eq!(get(&db, &format!("{address}&lang=en")).await.at(place), en);
    }
}

#[sqlx::test]
async fn problems_are_in_the_requested_language_else_in_english(db: PgPool) {
    load_two_districts(&db).await;
    let unknown = "/v1/targets?region=jiangan";
    let english = get(&db, unknown).await;
    assert_eq!(english.at("title"), "Unknown parameter");
    assert_eq!(english.at("detail"), "unknown parameter `region`: did you mean `regions`?");
    assert_eq!(english.header("content-language"), "en");
    let chinese = get(&db, &format!("{unknown}&lang=zh")).await;
    assert_eq!(chinese.at("title"), "未知参数");
    assert_eq!(chinese.at("detail"), "未知参数 `region`；您要的是不是 `regions`？");
    assert_eq!(chinese.at("errors/0/reason"), "未知参数");
    assert_eq!(chinese.header("content-language"), "zh");
    for field in ["type", "status", "instance"] {
        assert_eq!(chinese.at(field), english.at(field));
    }
    assert_eq!(chinese.at("errors/0/nearest"), "regions");
    let header = [("accept-language", "zh-CN")];
    for address in
        [unknown, "/nowhere", "/v1/regions/nowhere", "/healthz?format=xml", "/v1/targets?q=%ff"]
    {
        let answer = get_with(&db, address, &header).await;
        in_contract(&answer, address);
        assert_eq!(answer.header("content-language"), "zh", "{address}");
        assert!(answer.header("vary").contains("accept-language"), "{address}");
    }
    let unreadable = get_with(&db, "/v1/targets?lang=zh&%ff=1", &[("accept-language", "en")]).await;
    assert_eq!(unreadable.at("title"), "地址格式错误", "the language can be read, the rest cannot");
    let neither = get_with(&db, "/v1/targets?lang=fr", &header).await;
    assert_eq!(neither.at("title"), "参数无效");
    assert_eq!(neither.at("errors/0/parameter"), "lang");
}

#[sqlx::test]
async fn kinds_of_problems_are_explained_in_both_languages(db: PgPool) {
    let english = get(&db, "/problems").await;
    let chinese = get(&db, "/problems?lang=zh").await;
    let kinds = english.json.as_array().unwrap();
    assert!(kinds.len() >= 15, "{}", kinds.len());
    for (one, other) in kinds.iter().zip(chinese.json.as_array().unwrap()) {
        assert_eq!(one["type"], other["type"]);
        assert_ne!(one["title"], other["title"]);
        let address = format!("{}?lang=zh", one["type"].as_str().unwrap());
        let told = get(&db, &address).await;
        assert_eq!(&told.json, other);
        assert_eq!(told.header("content-language"), "zh");
    }
    let answer = get_with(&db, "/problems/too-many-requests", &[("accept-language", "zh")]).await;
    assert_eq!(answer.at("title"), "请求过多");
}
