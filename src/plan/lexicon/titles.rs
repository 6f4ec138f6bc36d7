//! Words of titles and first lines, by which the kind, the region and the years of a document are told.

use super::word_list::WordList;

/// The title of a plan (a pattern): 甲市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要.
pub const PLAN_TITLE: &str = r"^(?P<region>.{2,40}?)(?:国民经济和社会发展(?:的)?|经济社会发展)(?:第?(?P<nth>[一二三四五六七八九十]{2,3}|1[0-9])个?五年|[“\x22「]?(?P<short>十[一二三四五六七八九])五[”\x22」]?)规划";
/// The short title of a plan (a pattern): 甲市“十四五”发展规划.
pub const SHORT_PLAN_TITLE: &str =
    r"^(?P<region>.{2,30}?)[“\x22「]?(?P<short>十[一二三四五六七八九])五[”\x22」]?(?:发展)?规划";
/// The proposal that a plan was made from (a pattern).
pub const PROPOSAL: &str = r"《中共(?P<region>.{2,30}?)(?:委员会|工委|区委|市委|县委|委)?(?:[（(].{1,12}[)）])?关于(?:制定)?.{0,14}?国民经济和社会发展(?:的)?(?:第(?P<nth>[一二三四五六七八九十]{2,3})个五年|[“\x22「](?P<short>十[一二三四五六七八九]?)五[”\x22」])规划(?P<tail>[^》]{0,30}?)的(?:建议|报告)》";
/// A title that a sentence begins with (a pattern).
pub const LEADING_TITLE: &str = r"^[^，。；]{2,30}国民经济和社会发展[^，。；]{4,20}规划(?:纲要)?(?:[（(][^）)]{1,20}[)）])?[，,]?是";
/// A line of a page or of a news agency, which no title begins with (a pattern).
pub const FURNITURE: &str =
    r"^(?:收藏|打印|分享|详情|前言|目录|索引号.*|新华社.{0,12}电|<!--.*-->)$";
/// First and last year (a pattern): 2021—2025年.
pub const YEARS: &str = r"(20\d\d)年?(?:—|–|-|－|至|~|～|到)+(20\d\d)年?";
/// The year of the horizon (a pattern): 2035年远景目标.
pub const HORIZON_YEAR: &str =
    r"(20\d\d|二[〇○零O][一二三四五六七八九][〇○零一二三四五六七八九])年?远景";
/// The day a plan was adopted (a pattern).
pub const ADOPTED: &str =
    r"(20\d\d)(?:年(\d{1,2})月(\d{1,2})日|年?(\d\d)月?(\d\d)日).{0,40}?(?:通过|批准|审议)";

/// Last words of the title of a plan.
pub const OUTLINE: &str = "纲要";
pub const DRAFT_OUTLINE: &str = "纲要（草案）";
pub const PLAN: &str = "规划";
pub const DRAFT: &str = "草案）";
/// What a title ends with where it goes on in the next line.
pub const DANGLING: &[char] = &['和', '及', '与', '（', '('];
/// The part of a plan's title that names its horizon.
pub const HORIZON: &str = "远景目标";
/// Marks of a sentence or of a cited title, which no title of a document holds.
pub const NO_TITLE: &[char] = &['。', '《', '》', '；'];

/// Words that a title of each kind of report holds together.
pub const PLAN_REPORT: &[&str] = &["计划", "执行情况", "报告"];
pub const COMMUNIQUE: &[&str] = &["统计公报"];
pub const WORK_REPORT: &[&str] = &["政府工作报告"];
pub const MIDTERM_EVALUATION: &[&str] = &["中期评估", PLAN];
pub const FINAL_EVALUATION: &[&str] = &["总结评估", PLAN];
/// An evaluation half way through the period.
pub const MIDTERM: &str = "中期";

/// The day that a line names (a pattern): 2026年1月6日, 二Ο一八年一月十日.
pub const DAY: &str = r"([0-9]{4}|[二一〇○零OΟ三四五六七八九]{4})年([0-9]{1,2}|[一二三四五六七八九十]{1,3})月([0-9]{1,2}|[一二三四五六七八九十]{1,3})日";
/// A year (a pattern).
pub const YEAR: &str = r"(20\d\d)年";
/// The year that a text looks back on (a pattern): 预计到2016年末, 2018年是….
pub const YEAR_LOOKED_BACK: &str =
    r"(?:^|预计到|截至|预计|至)(20\d\d)年(?:年?末|年?底|是|以来|，|,|，?我)";
/// The short name of a period (a pattern): “十四五”.
pub const SHORT_PERIOD: &str = r"[“\x22「]?(十[一二三四五六七八九])五[”\x22」]?";
/// The congress that a report was given to (a pattern).
pub const CONGRESS: &str = r"^(.{2,30}?)(?:第\p{Han}{1,4}届)?人民代表大会";
/// The head of a government, whose name stands below a title (a pattern).
pub const HEAD_OF_GOVERNMENT: &str =
    r"^(.{2,20}?)人民政府(?:党组书记)?[、，]?(?:代理?|副)?(?:省长|市长|区长|县长|主席)";
/// In the heading of a part that looks back.
pub const LOOK_BACK: &str = "回顾";
/// In the heading of a look back on a term, and of a look ahead over one.
pub static TERM_BACK: WordList = WordList::new(&["五年", "本届政府"]);
pub static TERM_AHEAD: WordList = WordList::new(&["今后五年", "未来五年"]);

/// The publisher on an index card (a pattern).
pub const PUBLISHER: &str = r"(?:发布机构|发文机关|发布单位)[|:：]*(\p{Han}{3,30})";
/// The office whose head speaks (a pattern).
pub const SPEAKER: &str = r"^(\p{Han}{2,20}(?:人民政府|局|委员会|管委会))(?:党组书记)?[、，]?(?:代理?)?(?:省长|市长|区长|县长|主席|局长|主任)";
/// The date of publication (a pattern).
pub const PUBLISHED: &str = r"(?:发布时间|发布日期|发文日期|成文日期|日期)[|:：]*(20\d\d)-(\d{1,2})-(\d{1,2})|(20\d\d)-(\d{1,2})-(\d{1,2})(?:\d\d:\d\d)?来源";
/// What the name of the office that signs a communiqué ends with.
pub const STATISTICS_OFFICE: &str = "统计局";
/// Beginnings of the name of an office that names no place: 区人民政府.
pub const NO_PLACE: &[char] = &['区', '市', '省', '县'];
