//! Words of the tables in statistical communiqués. The patterns are for folded text: half width, no spaces.

use super::word_list::WordList;

/// Heads of the column of names, by the kind of rows.
pub const INDICATORS: &str = r"^(?:主要|具体|统计|经济|社会)*(?:指标|项目|名称)(?:名称)?$";
pub const GOODS: &str = r"^(?:主要)?(?:工业|农|能源)?(?:产品|商品|品种|品类|种类)(?:名称)?$";
pub const INDUSTRIES: &str = r"^(?:分?行业|产业|门类|登记注册类型|经济类型)(?:名称|类别|分类)?$";
pub const COUNTRIES: &str = r"^(?:主要)?国家(?:和|或|及|、)?\(?地区\)?(?:名称)?$";
pub const REGIONS: &str =
    r"^(?:地区|区域|城市|区县|县区|县市区|各区|市区|市州|省份|板块)(?:名称)?$";

/// Heads of the columns beside it.
pub const CATEGORY: &str = r"^(?:序号|编号|类别|分类|大类|分组)$";
pub const GROWTH: &str = r"^(?:(?:比|较)上年(?:同期|同月|末|底)?(?:[±+-]|增|涨|升|下降|变动)|同比|年?(?:增长|增速|增幅)(?:速度|率|幅度)?$|(?:增减|升降|涨跌)(?:幅度?|率)?$|[±+]%?$)";
pub const SHARE: &str = r"比重|占比|构成|份额";
/// Heads of amounts without a name.
pub const PLAIN_AMOUNT: &str = r"^(?:本年|全年|年末|期末|年底|累计)?(?:绝对(?:数|量|值|额)|数值|指标值|实绩|实际数?|完成数?|总?数|总?量|总?额|总计|合计|全年|全市)$";
/// Heads of amounts with a name: 出口额, 企业数.
pub const NAMED_AMOUNT: &str =
    r"(?:数|量|额|值|面积|人口|里程|收入|支出|余额|产值|金额|投资|价格|人数|户数|资金)$";

/// Words in heads of tables that set targets.
pub const GOALS: &[&str] = &["目标", "规划", "计划", "预期", "责任"];
/// Names of the row with the whole: 总计.
pub const TOTALS: &[&str] = &["总计", "合计", "总额", "总量"];
/// Endings of titles after the name of the quantity: 固定资产投资 in 固定资产投资增长速度.
pub static TITLE_ENDS: WordList = WordList::new(&[
    "及其",
    "、增长速度",
    "及增长速度",
    "增长速度",
    "及增速",
    "增速",
    "增长情况",
    "情况",
    "及构成",
    "构成",
    "涨跌幅度",
    "主要指标",
    "分布",
    "完成",
]);
/// Words in a title before the name of the quantity.
pub static TITLE_STARTS: WordList = WordList::new(&[
    "年末",
    "末",
    "全年",
    "全国",
    "全省",
    "全市",
    "全区",
    "全县",
    "分行业",
    "按行业分",
    "分登记注册类型",
    "分地区",
    "各地区",
    "各行业",
    "各区",
    "主要",
]);
/// Endings of labels that are amounts by themselves: 发电量 needs no 产量.
pub const AMOUNT_ENDS: &[char] = &['量', '额', '数', '值'];
/// Words for an addition within the year, in labels without a word for a state at its end.
pub const ADDED: &str = r"新增|投产|新改建|净增";

/// Heads that name a part of the region; those in [`WHOLE`] name the whole region.
pub const AREAS: &[&str] =
    &["全国", "全省", "全市", "全区", "全县", "全州", "城市", "城镇", "农村", "乡村"];
pub static WHOLE: WordList = WordList::new(&["全国", "全省", "全市", "全区", "全县", "全州"]);
