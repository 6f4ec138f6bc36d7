//! Words beside numbers that are part of a name or a span of time, not figures.

use super::word_list::WordList;

/// Words directly after a number without a unit that is part of a name, such as 12号线.
#[rustfmt::skip]
pub static NUMBERED: WordList = WordList::new(&[
    "号", "国道", "省道", "片", "千伏", "版", "大", "层", "网", "次会", "届", "期", "周年", "路", "类", "级", "度", "城", "园", "馆", "度",
    "线", "轴", "带", "核", "极", "区", "翼", "心", "院", "校", "镇", "村", "型", "化", "新", "高", "免", "证", "减", "窗", "代", "码",
    "轮", "批", "联网", "星", "维", "卡",
]);

/// Words directly after a number that make it a span of time.
#[rustfmt::skip]
pub static SPANS: WordList = WordList::new(&[
    "分钟", "月", "个月", "周", "旬", "时",
]);

/// Things measured in any unit of time, directly before the number.
pub const MEASURED_SPANS: &[&str] = &["去化周期", "周转天数"];

/// Things measured in years, before the number.
#[rustfmt::skip]
pub static MEASURED_YEARS: WordList = WordList::new(&[
    "寿命", "年限", "重现期", "周期",
]);

/// Things measured in days, before the number.
#[rustfmt::skip]
pub static MEASURED_DAYS: WordList = WordList::new(&[
    "天数", "优良", "开办时间", "办理时间", "审批时间", "办结时间", "时限", "用时", "办电时间", "接电时间",
]);

/// Words before a measured number of hours.
#[rustfmt::skip]
pub static MEASURED_HOURS: WordList = WordList::new(&[
    "不少于", "不低于", "缩短", "时间",
]);

/// Words before the return period of a flood that works must withstand.
#[rustfmt::skip]
pub static MEASURED_FLOODS: WordList = WordList::new(&[
    "达到", "标准", "能力", "提高到",
]);

/// Verbs after a travel time: 1小时通勤.
#[rustfmt::skip]
pub const TRAVELS: &[&str] = &[
    "通勤", "通达", "可达", "直达", "覆盖",
];

/// Words after a verb of travel that make it a name: 1小时通勤圈.
#[rustfmt::skip]
pub static TRAVEL_NAMES: WordList = WordList::new(&[
    "圈", "范围", "网", "服务", "半径", "区域", "交通圈",
]);

/// Words after a distance that is the reach of a service.
#[rustfmt::skip]
pub static REACHES: WordList = WordList::new(&[
    "半径", "范围", "服务圈", "见绿", "见园",
]);

/// Things measured in years of age, before the number.
#[rustfmt::skip]
pub static MEASURED_AGES: WordList = WordList::new(&[
    "寿命", "年龄",
]);

/// Words after a count of ideas, not of things: 四个意识.
#[rustfmt::skip]
pub static THOUGHTS: WordList = WordList::new(&[
    "意识", "自信", "维护", "方面", "原则", "必须", "坚持", "代表", "全面", "一百年", "大局", "没有", "面向", "到位", "不摘", "不出", "阶段", "转型",
    "革命", "文明", "层次", "层面", "环节", "市场", "循环", "轮子", "百年", "轮次", "区分", "一体化", "治污", "指标", "领域", "单元", "维度", "关键",
    "更加", "一流", "先行",
]);

/// Words after an amount that is the height of a step.
#[rustfmt::skip]
pub static STEPS: WordList = WordList::new(&[
    "台阶", "大关", "级台阶", "元台阶",
]);

/// Words before an amount that count steps of it.
#[rustfmt::skip]
pub const STEP_COUNTS: &[&str] = &[
    "两个", "三个", "四个", "五个", "几个",
];

/// Adverbs before words for the state of indicators.
#[rustfmt::skip]
pub static FARING_MANNERS: WordList = WordList::new(&[
    "基本", "总体", "全部", "均",
]);

/// Words for the state of indicators.
#[rustfmt::skip]
pub const FARING: &[&str] = &[
    "达到", "符合", "不及", "超过", "好于", "低于", "未达", "提前", "滞后", "快于", "超额",
];

/// Words for the goals that indicators are compared with.
#[rustfmt::skip]
pub static FARED_AGAINST: WordList = WordList::new(&[
    "预期", "目标", "进度", "序时", "规划",
]);

/// Things measured in millimetres, before the number.
#[rustfmt::skip]
pub static MEASURED_DEPTHS: WordList = WordList::new(&[
    "降水量", "降雨量", "雨量", "沉降", "厚度", "水深",
]);

/// Words before the number of a part of a document.
#[rustfmt::skip]
pub static NUMBERED_PARTS: WordList = WordList::new(&[
    "专栏", "附表", "附件", "表", "图", "栏",
]);

/// Kinds of indicators.
#[rustfmt::skip]
pub static INDICATOR_KINDS: WordList = WordList::new(&[
    "预期性", "约束性",
]);

/// Words after the count of indicators of a kind.
#[rustfmt::skip]
pub static COUNTED_KINDS: WordList = WordList::new(&[
    "为预期性", "为约束性", "预期性", "约束性",
]);

/// Words after a number without a unit that is part of a name: 12345热线.
#[rustfmt::skip]
pub static BARE: WordList = WordList::new(&[
    "热线", "工程", "计划", "行动", "急救", "服务", "贷款", "战略", "框架", "体系", "政策", "模式", "思路", "公里长江", "快货",
]);

/// Words for counted steps: 连跨3个百亿台阶.
pub const STEP_ENDS: &[&str] = &["台阶", "大关", "关口"];

/// Words for the people of a place as a whole, after their number: 6100万湖北人民.
pub static PEOPLES: WordList = WordList::new(&["人民", "儿女", "父老", "同胞"]);

/// Names that begin with such a word.
pub const PEOPLES_IN_NAMES: &[&str] = &["人民币", "人民调解", "人民医院", "人民法院"];
