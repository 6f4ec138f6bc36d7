//! Properties of every parsed plan, for any text: no panic, unique ids, and quotes that are on their line
//! and contain their figure.

use plan_targets::catalog::Catalog;
use plan_targets::plan::evidence;
use plan_targets::plan::parsed::ParsedDocument;
use plan_targets::plan::read::{Options, read};
use proptest::prelude::*;
use std::collections::HashSet;
use std::sync::LazyLock;

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| Catalog::embedded().unwrap());

const TITLE: &str = "武汉市江岸区国民经济和社会发展第十四个五年规划和2035年远景目标纲要\n";

/// Parts of plans, and their distortions by OCR.
const PIECES: &[&str] = &[
    "到2025年",
    "“十四五”期间",
    "2020年",
    "由",
    "从",
    "增加到",
    "达到",
    "突破",
    "不低于",
    "分别",
    "均",
    "和",
    "、",
    "，",
    "。",
    "；",
    "：",
    "\n",
    "\n\n",
    "（",
    "）",
    "(",
    ")",
    "“",
    "”",
    "《",
    "》",
    "|",
    "\t",
    " ",
    "-",
    "—",
    "~",
    "地区生产总值",
    "绿化覆盖率",
    "高新技术企业",
    "新建",
    "建成",
    "累计",
    "年均增长",
    "提高",
    "降低",
    "翻一番",
    "翻番",
    "前十",
    "第",
    "名",
    "以上",
    "左右",
    "以内",
    "余",
    "多",
    "万",
    "亿",
    "千",
    "百",
    "十",
    "两",
    "一",
    "半",
    "百分之",
    "分之",
    "成",
    "%",
    "％",
    "个百分点",
    "亿元",
    "家",
    "个",
    "公里/平方公里",
    "倍",
    "岁",
    "年",
    "5G",
    "PM2.5",
    "12号线",
    "15分钟",
    "1",
    "2.5",
    "3,000",
    "2000",
    "46. 52",
    "０",
    "８",
    "1:66:33",
    "产业结构",
    "第一章",
    "第二节 主要目标",
    "（一）",
    "专栏1",
    "指标名称",
    "单位",
    "2025年",
    "属性",
    "[1.89]",
    "完成市下达目标",
    "预期性",
    "注：",
    "¹",
    "②",
    "<sub>",
    "</td>",
    "<table>",
    "**",
    "_{",
    "}",
    "每",
    "至少",
    "占",
    "的",
    "是",
    "十二五",
    "总投资",
    "集群",
    "级",
];

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..120).prop_map(|pieces| pieces.concat())
}

fn check(plan: &ParsedDocument, text: &str) {
    let characters: Vec<char> = text.chars().collect();
    let lines: Vec<&str> = text.lines().collect();
    let mut ids = HashSet::new();
    for observation in &plan.observations {
        assert!(ids.insert(&observation.id), "{observation:?}");
        let [start, end] = observation.span.map(|at| at as usize);
        assert_eq!(characters[start..end].iter().collect::<String>(), observation.quote);
        assert!(
            lines[observation.line as usize - 1].contains(&observation.quote),
            "{observation:?}"
        );
        let [first, last] = plan.lines[&observation.line];
        assert!(first <= observation.span[0] && observation.span[1] <= last, "{observation:?}");
        assert!(observation.value.is_some() != observation.text.is_some(), "{observation:?}");
        assert!((0.0..=1.0).contains(&observation.confidence));
        if let Some(value) = observation.value {
            assert!(
                evidence::holds_figure(&observation.quote, value, observation.unit.as_deref()),
                "{observation:?}"
            );
        }
        assert!(!observation.label.is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_like_a_plan_is_read_with_its_evidence(body in text()) {
        let text = format!("{TITLE}{body}");
        let plan = read("any.txt", text.as_bytes(), &Options::default(), &CATALOG).unwrap();
        check(&plan, &text);
    }

    #[test]
    fn any_characters_at_all_are_survived(body in "\\PC{0,300}") {
        let text = format!("{TITLE}{body}");
        if let Ok(plan) = read("any.txt", text.as_bytes(), &Options::default(), &CATALOG) {
            check(&plan, &text);
        }
    }

    #[test]
    fn any_bytes_are_refused_or_read(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        let _ = read("any", &bytes, &Options::default(), &CATALOG);
    }
}
