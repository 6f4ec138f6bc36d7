//! Words in the cells of indicator tables.

/// Cells that say that there is nothing to say.
#[rustfmt::skip]
pub const DASHES: &[&str] = &[
    "-", "--", "---", "—", "——", "–", "－", "/", "//", "\\", "…", "……", "一", "无", "\\-", "*", "新增", "新增指标", "新指标",
    "新设指标", "暂无", "暂无数据", "不考核",
];
pub const BINDING: &[&str] = &["约束性", "约束", "约束性指标", "约束类", "约束型"];
pub const EXPECTED: &[&str] = &["预期性", "预期", "预期性指标", "预期类", "预期型"];

/// A figure with its bounds, brackets and unit (a pattern).
pub const FIGURE: &str = r"^(?P<moved>(?:累计|年均|五年|平均|比?较?20\d\d年)*(?:增长率?为?|增速为?|提高|提升|上升|增加|下降|降低|减少|压减|年均))?(?P<open>\[|〔|【|\(累计\)|累计)?(?P<sign>>=|<=|≥|≤|≧|≦|⩾|⩽|>|<|≈|~|约为?|不低于|不少于|不小于|不高于|不超过|大于等于|小于等于|大于|高于|超过?|突破|优于|小于|低于|少于|近|达到?|为|控制在|力争(?:达到|突破)?)?(?P<inner>\[|〔|【)?(?P<value>[-+−–－]?\d[\d,]*(?:\.\d+)?)(?P<percent>%|‰)?(?:(?:-|~|—|–|～|至|到)(?P<high>\d[\d,]*(?:\.\d+)?))?(?P<unit>%|‰|个?百分点|[^\d\s\[\]()]{0,8}?)(?P<hedge>左右|以上|以内|以下|以前|上下)?(?P<close>\]|〕|】)?(?P<late>左右|以上|以内|以下)?(?:\*+|#|①|②|\[\d{1,2}\]|\((?:预计|预估|预测|初步|快报|估计|初步核算)(?:数|值)?\))?$";
/// What may stand behind a figure on a line of its own: a hedge, a percent sign (a pattern).
pub const TAIL: &str = r"^(?:%|‰|左右|以上|以内|以下|上下|个?百分点)+$";
/// A goal or a result in words (a pattern).
pub const WORDS: &str = r"^(?:完成(?:.{0,14}(?:目标|任务|指标|计划|要求|标准|下达数|数|情况|值))?(?:内|以内)?|已?达标|(?:视同|可比口径|基本|全部|超额|提前|已|未|全面)*(?:完成|实现)|.{0,8}(?:下达|市定|省定|国家定|上级|规定).{0,6}(?:目标|任务|指标|计划|要求|标准)(?:内|以内|值)?|控制在.+|(?:.{0,10}(?:经济|GDP|地区生产总值|收入|增长).{0,6}|(?:与|和|同|跟).{1,14})(?:同步|持平)(?:增长|提高)?|(?:与|和|同|跟).{1,14}(?:速度|增速|相适应|相当)|(?:保持|基本|总体|控制)?(?:持平|稳定|稳中有[升进降]|不变|在?合理区间)(?:[、,，]各年度视情提出)?|保持在?(?:合理|适度).{0,8}(?:[、,，]各年度视情提出)?|(?:持续|逐年|逐步|稳步|稳定|明显|显著|进一步|不断|大幅|有所)+(?:提高|提升|上升|下降|降低|增长|改善|增加|优化|扩大|缩小|减少|好转)|(?:全|位居|居).{0,2}(?:国|省|市|区).{0,4}前[列茅]|达到.{0,10}(?:目标|要求|标准|水平)|(?:不?[高低]于|优于|快于).{1,10}(?:增长|增速|平均|水平|标准).{0,6}|(?:受|因).{1,12}(?:完成|实现|达标)|(?:未|基本|全部)达标|(?:超过?|符合|低于|未达)预期|(?:待|按).{0,8}(?:下达|确定|明确)(?:后.{0,6})?|(?:全面)?消除|全覆盖|(?:基本|全面)(?:消除|建成|建立|覆盖)|进展顺利|优良|优|良|合格|待定)$";
/// A unit and nothing else, where the catalogue of units does not know it (a pattern).
pub const UNIT: &str = r"^(?:%|‰|百分点|个百分点|[十百千万亿]{0,2}(?:元|美元|人|人次|户|件|个|家|张|套|平方米|亩|公顷|公里|吨|斤|公斤|立方米|标煤|千瓦时|千瓦|辆|床|所|座|次|名|册|处|岁|年|天|分|位|项|TEU|标箱|米|吨标准煤|吨标煤|平方公里)|μg/m3|毫克/升|dB|分贝|Mbps|.{1,6}/.{1,8})$";
/// A label that names a growth (a pattern).
pub const GROWTH: &str =
    r"(?:增长|增速|增幅)(?:率|速度|幅度)?(?:[（(].*[)）])?$|^(?:年均)?(?:增长|增速)";
/// A label that names a fall (a pattern).
pub const REDUCTION: &str =
    r"(?:降低|下降|减少|削减|降幅)(?:率|幅度|比例|量)?(?:[（(].*[)）])?$|排放(?:总量)?减少";
/// A label of what adds up over the years (a pattern); the words of [`RATIO`] say that it does not.
pub const FLOW: &str = r"新增|累计|投资|引资|招商|利用外资|转移|改造|安居工程|建设|开工|筹集|培训|减排|引进|供应|减贫|脱贫|出让|增设|培育|发放";
pub const RATIO: &str = r"率|比重|占比|比例|强度|人均|每.人|指数";

/// Goals in words, by what they mean.
pub const IN_STEP: &[&str] = &["同步"];
pub const ECONOMY: &[&str] = &["经济", "GDP", "生产总值"];
pub const BY_PARENT: &[&str] = &["下达", "市定", "省定", "国定", "国家定", "市级", "省级", "上级"];
pub const MET: &[&str] = &["达标", "完成", "实现"];
pub const MET_OR_REACHED: &[&str] = &["完成", "达标", "实现", "达到"];

/// Words of a cell that say that its figure falls.
pub const FALLS: &[&str] = &["下降", "降低", "减少", "压减"];

/// Comparators by their words and signs; those that are missing are equal.
pub const AT_LEAST: &[&str] =
    &[">=", "≥", "≧", "⩾", "以上", "不低于", "不少于", "不小于", "大于等于"];
pub const ABOVE: &[&str] = &[">", "大于", "高于", "超", "超过", "突破", "优于", "力争突破"];
#[rustfmt::skip]
pub const AT_MOST: &[&str] =
    &["<=", "≤", "≦", "⩽", "以内", "以下", "以前", "不高于", "不超过", "小于等于", "控制在"];
pub const BELOW: &[&str] = &["<", "小于", "低于", "少于"];
pub const ABOUT: &[&str] = &["≈", "~", "约", "约为", "左右", "上下", "近"];
