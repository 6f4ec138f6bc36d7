//! The region that a title, or the line about a session, names. For a city with its district (武汉市江岸区)
//! the result is the district. A place that is not in the catalogue is never replaced by the region around
//! it: 湖北省黄石市 is not 湖北省.

use super::lists::Catalog;
use super::region::Region;
use crate::spelling::fold::fold;
use regex::Regex;
use std::sync::LazyLock;

/// The region that a title names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TitleRegion<'c> {
    /// A region of the catalogue.
    Known(&'c Region),
    /// A place that is not in the catalogue.
    Unknown,
    /// The title names no place: 政府工作报告.
    None,
}

impl<'c> TitleRegion<'c> {
    /// The region if it is in the catalogue.
    pub fn known(self) -> Option<&'c Region> {
        match self {
            Self::Known(region) => Some(region),
            Self::Unknown | Self::None => None,
        }
    }
}

/// Last characters of names of places.
const ENDS: &[char] = &['省', '市', '区', '州', '县', '盟', '旗'];
/// Words that end like the name of a place but are none; they may stand before a name.
const OWN: &[&str] = &["全省", "全市", "全区", "全县", "我省", "我市", "我区", "本市", "本区"];
/// A place named directly after a region; it lies within the region.
static FURTHER_PLACE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[(（]?(?P<name>\p{Han}{1,12}?(?:经济技术开发区|经济开发区|开发区|高新区|示范区|新区)|\p{Han}{1,7}?[市区州县盟旗])",
    )
});
/// A place at the beginning of a title.
static FIRST_PLACE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:[^\p{Han}]|[年月日在于]|关于)*(?P<name>\p{Han}{1,12}?(?:自治区|开发区|高新区|新区)|\p{Han}{1,8}?[省市区州县盟旗])",
    )
});
/// Words that no name of a place contains.
const NO_NAME: &[&str] = &[
    "政府", "人民", "国民", "社会", "发展", "规划", "工作", "报告", "关于", "委员", "统计", "计划",
    "年", "五个", "届", "代表", "会议", "全市", "全区", "全省", "我市", "我区",
];

#[expect(clippy::expect_used, reason = "the patterns are constants, each used by a test")]
fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a valid pattern")
}

/// The name of a region in a text, with its range of bytes.
#[derive(Clone, Copy)]
struct NameMatch<'c> {
    region: &'c Region,
    start: usize,
    end: usize,
}

impl Catalog {
    /// The region that a title names by its Chinese name or an alias, in any spelling.
    pub fn region_in_title(&self, title: &str) -> TitleRegion<'_> {
        let text = fold(title);
        let named: Vec<NameMatch<'_>> = self
            .regions
            .iter()
            .zip(&self.index.title_names)
            .filter_map(|(region, names)| longest_name(region, names, &text))
            .collect();
        let above: Vec<&str> =
            named.iter().flat_map(|named| self.above(named.region)).map(|up| &*up.id).collect();
        let own = named.iter().filter(|named| !above.contains(&&*named.region.id));
        let Some(best) = own.max_by_key(|named| (named.end - named.start, named.start)) else {
            let place = FIRST_PLACE.captures(&text).is_some_and(|found| is_place(&found["name"]));
            return if place { TitleRegion::Unknown } else { TitleRegion::None };
        };
        let before = self.without_regions_above(best.region, &text[..best.start]);
        let foreign = before.ends_with(ENDS) && !OWN.iter().any(|own| before.ends_with(own))
            || FURTHER_PLACE
                .captures(&text[best.end..])
                .is_some_and(|found| is_place(&found["name"]));
        if foreign { TitleRegion::Unknown } else { TitleRegion::Known(best.region) }
    }

    /// The regions above, the nearest first.
    pub fn above<'c>(&'c self, region: &'c Region) -> impl Iterator<Item = &'c Region> {
        let up = |at: &&'c Region| {
            let id = at.parent.as_deref()?;
            self.regions.iter().find(|region| region.id == id)
        };
        // `take` ends a circle of parents: a catalogue restored from the store is not checked for circles.
        std::iter::successors(up(&region), up).take(self.regions.len())
    }

    /// The text without the names of the regions above and the punctuation at its end.
    fn without_regions_above<'t>(&self, region: &Region, text: &'t str) -> &'t str {
        let mut rest = text;
        loop {
            rest = rest.trim_end_matches(|sign: char| !sign.is_alphanumeric());
            let mut names = self.above(region).flat_map(chinese_names).map(|name| fold(name));
            match names.find_map(|name| rest.strip_suffix(&*name)) {
                Some(shorter) => rest = shorter,
                None => return rest,
            }
        }
    }
}

/// The last occurrence of the longest of a region's folded Chinese names that the folded text contains.
fn longest_name<'c>(region: &'c Region, names: &[String], text: &str) -> Option<NameMatch<'c>> {
    let found = names.iter().filter(|name| text.contains(*name));
    let found = found.filter_map(|name| Some((text.rfind(name)?, name.len())));
    let (start, length) = found.max_by_key(|&(start, length)| (length, start))?;
    Some(NameMatch { region, start, end: start + length })
}

fn chinese_names(region: &Region) -> impl Iterator<Item = &String> {
    std::iter::once(&region.name_zh).chain(&region.aliases)
}

fn is_place(name: &str) -> bool {
    !NO_NAME.iter().any(|word| name.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(title: &str) -> String {
        match Catalog::embedded().unwrap().region_in_title(title) {
            TitleRegion::Known(region) => region.id.clone(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn a_title_names_its_lowest_region() {
        for (title, want) in [
            ("武汉市国民经济和社会发展第十四个五年规划", "wuhan"),
            ("武汉市江岸区国民经济和社会发展第十四个五年规划", "jiangan"),
            ("(武汉市)武汉经济技术开发区国民经济和社会发展第十四个五年规划", "wedz"),
            ("(湖北省)武汉市黄陂区国民经济和社会发展十四五规划(2022年更新)", "huangpi"),
            ("鄂城区国民经济和社会发展第十四个五年 规划", "echeng"),
            ("湖北省政府工作报告（2021年1月24日）", "hubei"),
            ("2018年武汉市黄陂区政府工作报告全文", "huangpi"),
            ("武漢市2016年政府工作報告", "wuhan"),
            ("中华人民共和国2025年国民经济和社会发展统计公报", "china"),
            ("——2025年1月16日在湖北省第十四", "hubei"),
            ("武昌区人民政府区长余松", "wuchang"),
        ] {
            assert_eq!(of(title), want, "{title}");
        }
    }

    #[test]
    fn a_place_outside_the_catalogue_is_not_the_region_around_it() {
        for title in [
            "黄石市2022年政府工作报告",
            "湖北省黄石市2022年政府工作报告",
            "2023年襄阳市政府工作报告",
            "湖北省襄阳高新区2023年工作报告",
            "武汉市阳逻经济开发区政府工作报告",
            "包头市青山区2022年政府工作报告",
            "——2023年1月5日在黄石市第十五",
            "关于长沙市2024年国民经济和社会发展计划执行情况的报告",
            "某省国民经济和社会发展第十四个五年规划",
            "内蒙古自治区政府工作报告",
        ] {
            assert_eq!(of(title), "Unknown", "{title}");
        }
    }

    #[test]
    fn a_title_without_a_place_names_none() {
        for title in ["政府工作报告", "2024年政府工作报告", "我代表市人民政府", "我市2024年工作"]
        {
            assert_eq!(of(title), "None", "{title}");
        }
    }
}
