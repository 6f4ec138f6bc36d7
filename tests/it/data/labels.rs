//! Figures of the committed plans whose labels or indicators were once wrong: their ids with the correct
//! label and indicator.

use plan_targets::plan::parsed::{Observation, ParsedDocument};
use std::collections::BTreeMap;
use std::fs;

/// Id, part of the label, indicator.
const FIGURES: &[(&str, &str, Option<&str>)] = &[
    ("071092453d9a1789", "征迁安置村", None),
    ("76af1f8ee3581dbf", "征迁安置户数", None),
    ("e8d44f202ff5b479", "征迁安置人口", None),
    ("f0fdb81d386623d9", "征迁安置乡镇", None),
    ("7fa6b54804bb10b1", "汉江江滩公园", None),
    ("425dab8d0a2b1787", "人口", None),
    ("74a15362e83405d9", "中心城区实施学区制办学的义务教育阶段学校", None),
    ("56299b22dd06790f", "新城实施学区制办学的义务教育阶段学校", None),
    ("a34fa3ffda766a91", "班列辐射国家", None),
    ("eea098df42300447", "班列辐射城市", None),
    ("cc4887082241922f", "区级养老服务机构", None),
    ("1df6760af8d4c5f9", "社区足球场", None),
    ("bf05d3e94a2f76c4", "进出口总额", Some("trade")),
    ("66ad1d6fe9666ded", "地表水考核断面", Some("surface_water_compliance")),
    ("64b922f5e6124a6b", "入园率", Some("preschool_enrolment")),
    ("e4125593d9f77e40", "普惠园在园幼儿", Some("inclusive_preschool_share")),
    ("4642ae1acc770a10", "公办幼儿园在园幼儿", Some("public_preschool_share")),
    ("7ee6c442311c8fec", "养老床位", Some("elderly_beds_per_1k")),
    ("5df0c8bdc2637369", "轨道交通通车里程", Some("rail_transit_length")),
];

/// Region, line and label of goals in words that were once missed.
const GOALS: &[(&str, u32, &str)] = &[
    ("wedz", 196, "劣V类水体"),
    ("wuhan", 1282, "劣Ⅴ类水体"),
    ("wuhan", 1282, "Ⅴ类湖泊"),
    ("qiaokou", 764, "居民收入"),
    ("qiaokou", 736, "PM2.5"),
    ("qiaokou", 720, "棚户区改造"),
    ("jiangan", 620, "城中村改造"),
];

fn observations() -> BTreeMap<String, (String, Observation)> {
    fs::read_dir("data/plans")
        .unwrap()
        .flat_map(|file| {
            let bytes = fs::read(file.unwrap().path()).unwrap();
            let plan: ParsedDocument = serde_json::from_slice(&bytes).unwrap();
            let region = plan.document.region;
            plan.observations
                .into_iter()
                .map(move |observation| (observation.id.clone(), (region.clone(), observation)))
        })
        .collect()
}

#[test]
fn each_figure_has_its_role_in_the_answer() {
    let read = observations();
    for (id, words, indicator) in FIGURES {
        let (_, observation) = read.get(*id).unwrap_or_else(|| panic!("{id} is gone"));
        assert!(observation.label.contains(words), "{id} is called {}", observation.label);
        assert_eq!(observation.indicator.as_deref(), *indicator, "{id} {}", observation.label);
    }
}

#[test]
fn each_goal_in_words_is_found() {
    let read = observations();
    for (region, line, label) in GOALS {
        let found = read.values().any(|(of, observation)| {
            of == region
                && observation.line == *line
                && observation.label == *label
                && observation.text.is_some()
        });
        assert!(found, "{region} {line} {label}");
    }
}
