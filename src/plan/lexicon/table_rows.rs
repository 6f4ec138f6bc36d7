//! Words beside the rows of indicator tables: categories, numbers, notes.

use super::word_list::WordList;

/// A row with a category: 一、经济发展 (a pattern).
pub const CATEGORY_ROW: &str =
    r"^[(（]?[一二三四五六七八九十]{1,2}[)）、.．](.{2,14}?)(?:[(（].{1,8}[)）])?$";
/// Endings of the names of categories (a pattern).
pub const CATEGORY_NAME: &str = r"^[^\d（(]{0,8}(?:发展|驱动|福祉|民生|生态|保障|生活|环境|教育|结构|安全|开放|治理|文明|协调|共享|低碳|创新|质量|效益|融合|改革|动能|转型|文化|绿色|健康|振兴|支撑|实力|活力|宜居|幸福|和谐|富裕|服务|建设|社会|经济|科技)(?:类|类指标|指标)?$";
/// A number before a label (a pattern).
pub const NUMBERED_LABEL: &str = r"^\s*(\d{1,2})(?:\s*[.、．]\s*([^\d\s].*)|\s*[.、．]\s*(\d+\s*(?:周?岁|G|分钟|小时|公里).*)|\s+([^\d\s]{2}.*))$";
/// A mark before a label of a part of the row above (a pattern).
pub const SUB_LABEL: &str = r"^(?:其中[:：]?|[(（](\d{1,2})[)）]|([①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽])|[—–-]{1,2}|#)[、.．]?(.+)$";
/// A note to a table (a pattern).
pub const NOTE: &str = r"^(?:(?:备?注|说明|附注)(?:\d{0,2}[:：、.．]|[(（]|\d)|(?:数据|资料)来源|[*＊★▲※]{1,2}.{0,8}(?:为|表示|指)|(?:表中)?(?:带|标)[“”]?[*＊★▲])";
/// The year of the figures with a mark, in a note (a pattern).
pub const STARRED_YEAR: &str = r"^[*＊★▲]+[^。；\d]{0,8}(20\d\d)年";
/// Marks on labels and figures.
pub const MARKS: &[char] = &['*', '＊', '★', '▲', '※'];
/// Words in a note for the labels without a mark.
pub static UNMARKED: WordList = WordList::new(&["其它", "其他", "其余", "未标"]);

/// Labels of parts that name no quantity: 城镇 below 居民人均可支配收入.
pub const PARTS: &[&str] = &["城镇", "农村", "城市", "乡村", "城镇居民", "农村居民"];

/// Words of a title above a table.
pub const TITLES: &[&str] = &["指标", "目标", "完成情况"];
pub static NUMBERED_TITLES: WordList = WordList::new(&["表", "附表", "专栏"]);
/// Endings of the names of offices.
#[rustfmt::skip]
pub static OFFICES: WordList = WordList::new(&[
    "局", "委", "办", "部", "中心", "政府", "院", "公司", "委员会", "单位", "等", "队",
]);
