//! Publisher and date of a document, from the lines around its title: the office that signs it or whose
//! head gives the report, and the date on the site or the index card (索引号).

use super::title::pattern;
use crate::plan::lexicon::titles::{self, NO_PLACE, PUBLISHER, STATISTICS_OFFICE};
use regex::Regex;
use std::sync::LazyLock;

/// The greatest length of a line of an imprint, in characters.
const CHARS: usize = 120;

static CARD: LazyLock<Regex> = LazyLock::new(|| pattern(PUBLISHER));
static SPEAKER: LazyLock<Regex> = LazyLock::new(|| pattern(titles::SPEAKER));
static PUBLISHED: LazyLock<Regex> = LazyLock::new(|| pattern(titles::PUBLISHED));

/// The publisher named in the first lines; `None` where there is none. `lines` contain no white space.
pub(super) fn publisher(lines: &[String]) -> Option<String> {
    let short = || lines.iter().filter(|line| line.chars().count() <= CHARS);
    let of = |pattern: &Regex| short().find_map(|line| Some(pattern.captures(line)?[1].to_owned()));
    of(&CARD)
        .or_else(|| short().find(|line| is_office(line)).cloned())
        .or_else(|| of(&SPEAKER))
        // 区人民政府区长 names no region.
        .filter(|office| !office.starts_with(NO_PLACE))
}

/// Whether the line is the name of an office alone: 国家统计局.
fn is_office(line: &str) -> bool {
    line.chars().count() <= 20 && line.ends_with(STATISTICS_OFFICE)
}

/// The ISO date of publication in the first lines.
pub(super) fn published(lines: &[String]) -> Option<String> {
    let short = lines.iter().filter(|line| line.chars().count() <= CHARS);
    let mut dates = short.filter_map(|line| {
        let found = PUBLISHED.captures(line)?;
        let part = |one: usize| found.get(one).or(found.get(one + 3))?.as_str().parse::<u32>().ok();
        let year = i32::try_from(part(1)?).ok()?;
        chrono::NaiveDate::from_ymd_opt(year, part(2)?, part(3)?)
    });
    dates.next().map(|date| date.format("%Y-%m-%d").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn the_office_is_that_of_the_card_the_signature_or_the_speaker() {
        for (text, want) in [
            ("某公报\n国家统计局\n2021年2月28日", Some("国家统计局")),
            ("|发布机构|甲市乙区发展和改革局|发文日期|2021-09-09|", Some("甲市乙区发展和改革局")),
            ("政府工作报告\n甲省人民政府代省长某某", Some("甲省人民政府")),
            ("乙区发展改革和经济信息化局局长某某", Some("乙区发展改革和经济信息化局")),
            ("区人民政府代区长某某", None),
            ("政府工作报告", None),
        ] {
            assert_eq!(publisher(&lines(text)).as_deref(), want, "{text}");
        }
    }

    #[test]
    fn the_date_of_publication_is_named_as_such() {
        for (text, want) in [
            ("发布时间:2019-01-2818:06打印", Some("2019-01-28")),
            ("|发布机构|某局|发文日期|2021-09-09|", Some("2021-09-09")),
            ("<!--2021-03-1307:16来源：新华社-->", Some("2021-03-13")),
            ("信息来源:某局日期:2025-04-02", Some("2025-04-02")),
            ("发表于:2022-08-0815:56:02", None),
            ("日期:2025-13-02", None),
        ] {
            assert_eq!(published(&lines(text)).as_deref(), want, "{text}");
        }
    }
}
