//! Error messages of a broken catalogue.

use super::*;
use insta::assert_snapshot;

const CITY: &str = "[[region]]\nid = 'shi'\nname_zh = '某市'\nname_en = 'Mou'\nlevel = 'city'\n";
const DOMAIN: &str = "[[domain]]\nid = 'economy'\nname_zh = '经济'\nname_en = 'Economy'\n";

fn district(id: &str, name: &str, more: &str) -> String {
    format!(
        "[[region]]\nid = '{id}'\nname_zh = '{name}'\nname_en = '{id} district'\nlevel = 'district'\n{more}\n"
    )
}

fn indicator(id: &str, name: &str, more: &str) -> String {
    format!(
        "[[indicator]]\nid = '{id}'\nname_zh = '{name}'\nname_en = '{id} of it'\ndomain = 'economy'\ndirection = 'higher'\n{more}\n"
    )
}

fn refusal(regions: &str, indicators: &str) -> String {
    Catalog::from_toml(regions, indicators, "r.toml", "i.toml").unwrap_err().to_string()
}

fn region_refusal(regions: &str) -> String {
    refusal(&format!("{CITY}{regions}"), "")
}

fn indicator_refusal(indicators: &str) -> String {
    refusal(CITY, &format!("{DOMAIN}{indicators}"))
}

#[test]
fn a_region_that_breaks_a_rule_is_named_with_file_and_reason() {
    let twice = district("jia", "甲区", "") + &district("jia", "乙区", "");
    assert_snapshot!(region_refusal(&twice), @"r.toml: region jia: has an id that an earlier entry has");
    let orphan = district("jia", "甲区", "parent = 'sheng'");
    assert_snapshot!(region_refusal(&orphan), @"r.toml: region jia: its parent `sheng` is no region listed before it");
    let shared =
        district("jia", "甲区", "aliases = ['甲']") + &district("yi", "乙区", "aliases = ['(甲)']");
    assert_snapshot!(region_refusal(&shared), @"r.toml: region yi: `(甲)` is a name of `jia` too");
    let code = district("jia", "甲区", "codes = [{ code = '9901' }]");
    assert_snapshot!(region_refusal(&code), @"r.toml: region jia: `9901` is no official code: six digits");
    let backward = district("jia", "甲区", "codes = [{ code = '990101', from = 2000, to = 1990 }]");
    assert_snapshot!(region_refusal(&backward), @"r.toml: region jia: code 990101 ends before it begins");
    let overlap = district(
        "jia",
        "甲区",
        "codes = [{ code = '990101', to = 2000 }, { code = '990102', from = 2000 }]",
    );
    assert_snapshot!(region_refusal(&overlap), @"r.toml: region jia: code 990102 overlaps in time with 990101");
    let taken = district("jia", "甲区", "codes = [{ code = '990101' }]")
        + &district("yi", "乙区", "codes = [{ code = '990101', from = 2010 }]");
    assert_snapshot!(region_refusal(&taken), @"r.toml: region yi: code 990101 overlaps in time with that of jia");
    let bad_id = district("Jia-1", "甲区", "");
    assert_snapshot!(region_refusal(&bad_id), @"r.toml: region Jia-1: is called `Jia-1`: an id is lower-case letters, digits and `_`, and begins with a letter");
}

#[test]
fn an_indicator_that_breaks_a_rule_is_named_with_file_and_reason() {
    let twice = indicator("gdp", "生产总值", "") + &indicator("gdp", "总值", "");
    assert_snapshot!(indicator_refusal(&twice), @"i.toml: indicator gdp: has an id that an earlier entry has");
    let shared = indicator("a", "失业率", "aliases = ['登记失业率']")
        + &indicator("b", "就业率", "aliases = ['登记失业率（%）', '登记 失业率']");
    assert_snapshot!(indicator_refusal(&shared), @"i.toml: indicator b: `登记 失业率` is a name of `a` too");
    let empty = indicator("a", "甲", "aliases = ['（）']");
    assert_snapshot!(indicator_refusal(&empty), @"i.toml: indicator a: has an empty name");
    let unit = indicator("a", "甲", "unit = '亿'");
    assert_snapshot!(indicator_refusal(&unit), @"i.toml: indicator a: its unit `亿` is not known");
    let same = indicator("a", "甲", "unit = '人'\nsame_units = ['丁口']");
    assert_snapshot!(indicator_refusal(&same), @"i.toml: indicator a: its unit `丁口` is not known");
    let domain = indicator("a", "甲", "").replace("economy", "economics");
    assert_snapshot!(indicator_refusal(&domain), @"i.toml: indicator a: its domain `economics` is not listed");
    for field in ["distinct_from = ['c']", "related = ['c']"] {
        let name = field.split(' ').next().unwrap();
        assert_eq!(
            indicator_refusal(&indicator("a", "甲", field)),
            format!("i.toml: indicator a: {name} names `c`, which is no other indicator")
        );
    }
    let rate = indicator("a", "甲率", "unit = '%'\nadditive = true");
    assert_snapshot!(indicator_refusal(&rate), @"i.toml: indicator a: is additive, but figures in % do not add up");
    let bare = indicator("a", "甲", "additive = true");
    assert_snapshot!(indicator_refusal(&bare), @"i.toml: indicator a: is additive, but figures in no unit do not add up");
    let twice = indicator("a", "甲", "unit = '人'\nmeasures = ['level', 'level']");
    assert_snapshot!(indicator_refusal(&twice), @"i.toml: indicator a: its measures name one twice");
    let growth =
        indicator("a", "甲", "growth_names = ['甲增长']\nunit = '%'\nmeasures = ['annual_growth']");
    assert_snapshot!(indicator_refusal(&growth), @"i.toml: indicator a: its measures begin with `annual_growth`, though the growth has names of its own");
    let shared = indicator("a", "甲", "growth_names = ['甲增长']") + &indicator("b", "甲增长", "");
    assert_snapshot!(indicator_refusal(&shared), @"i.toml: indicator b: `甲增长` is a name of `a` too");
    let former = indicator("a", "甲", "former_ids = ['b']") + &indicator("b", "乙", "");
    assert_snapshot!(indicator_refusal(&former), @"i.toml: indicator b: has an id that an earlier entry has");
    let people = indicator("a", "甲", "unit = '人'\nmeasures = ['annual_growth']");
    assert_snapshot!(indicator_refusal(&people), @"i.toml: indicator a: its measures begin with `annual_growth`, which is in %");
    let variant = indicator("a", "甲", "variants = [{ label = '乙', meaning = 'another' }]");
    assert_snapshot!(indicator_refusal(&variant), @"i.toml: indicator a: its variant `乙` is none of its names");
    let named = indicator("a", "甲", "variants = [{ label = '甲', meaning = 'the same' }]");
    assert_snapshot!(indicator_refusal(&named), @"i.toml: indicator a: its variant `甲` is its Chinese name, which means the indicator itself");
    let itself = indicator("a", "甲", "related = ['a']");
    assert_snapshot!(indicator_refusal(&itself), @"i.toml: indicator a: related names `a`, which is no other indicator");
}

#[test]
fn a_missing_unknown_or_mistaken_field_is_named() {
    let missing = "[[region]]\nid = 'jia'\nname_zh = '甲区'\nlevel = 'district'\n";
    assert_snapshot!(region_refusal(missing), @"r.toml: region jia: missing field `name_en`");
    let nameless = "[[region]]\nname_zh = '甲区'\nname_en = 'Jia'\nlevel = 'district'\n";
    assert_snapshot!(region_refusal(nameless), @"r.toml: region 2: missing field `id`");
    let unknown = district("jia", "甲区", "mayor = '丙'");
    assert_snapshot!(region_refusal(&unknown), @"r.toml: region jia: unknown field `mayor`, expected one of `id`, `name_zh`, `name_en`, `aliases`, `level`, `urban`, `parent`, `codes`");
    let level = district("jia", "甲区", "").replace("'district'", "'ward'");
    assert_snapshot!(region_refusal(&level), @"r.toml: region jia: unknown variant `ward`, expected one of `nation`, `province`, `city`, `district`, `zone`");
    let direction = indicator("a", "甲", "").replace("higher", "up");
    assert_snapshot!(indicator_refusal(&direction), @"i.toml: indicator a: unknown variant `up`, expected one of `higher`, `lower`, `neutral`");
    let kind = indicator("a", "甲", "aliases = '乙'");
    assert_snapshot!(indicator_refusal(&kind), @r#"i.toml: indicator a: invalid type: string "乙", expected a sequence"#);
}

#[test]
fn a_file_that_is_no_catalogue_is_named() {
    assert_snapshot!(refusal("[[region]\n", ""), @"r.toml: file: line 1: unclosed array table, expected `]`");
    assert_snapshot!(refusal("", ""), @"r.toml: file: has no region entries");
    assert_snapshot!(refusal(CITY, DOMAIN), @"i.toml: file: has no indicator entries");
    assert_snapshot!(refusal(&format!("{CITY}[[regions]]\nid = 'x'\n"), ""), @"r.toml: file: unknown list `regions`, expected `region`");
}

#[test]
fn a_reassigned_code_leads_to_the_region_that_has_it_now() {
    let regions = CITY.to_owned()
        + &district(
            "jia",
            "甲区",
            "codes = [{ code = '990101', to = 1999 }, { code = '990102', from = 2000 }]",
        )
        + &district("yi", "乙区", "codes = [{ code = '990101', from = 2000 }]");
    let indicators = DOMAIN.to_owned() + &indicator("a", "甲", "");
    let catalog = Catalog::from_toml(&regions, &indicators, "r.toml", "i.toml").unwrap();
    assert_eq!(catalog.region("990101").unwrap().id, "yi");
    assert_eq!(catalog.region("990102").unwrap().id, "jia");
    assert_eq!(catalog.region("jia").unwrap().code(), Some("990102"));
}
