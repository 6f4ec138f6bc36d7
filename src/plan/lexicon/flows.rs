//! Flows and stocks: words that distinguish a total over a period from a state at its end.

use super::word_list::WordList;

/// Words in a head whose figure is a total over the period.
#[rustfmt::skip]
pub static FLOWS: WordList = WordList::new(&[
    "新增", "新建", "新改", "新(改", "新引", "新创", "新设", "累计", "引进", "培育", "培养", "吸引", "征收",
    "拆迁", "征迁", "供地", "征地", "拆除", "拆违", "开工", "竣工", "投资", "投入", "植树", "造林", "改厕",
    "建成", "建设", "完成", "开展", "举办", "救治", "留下", "留住", "再就业", "新就业", "带动就业", "创业就业",
    "培训", "总投资", "改造", "安置", "迁坟", "认证", "修订", "制修订", "退垸", "打造", "实施", "设立",
    "转移就业", "脱贫", "减贫", "创建", "推出", "挖掘", "指导", "拿出", "开通", "上线", "转隶", "实施", "支持",
    "发放", "引资", "招引", "净增", "融资", "放流", "新(", "引育", "孵化", "获评", "命名", "选树", "栽植", "种植", "筹集",
    "扩建", "改建", "修建", "铺设", "敷设", "淘汰", "关停", "搬迁", "收储", "出让", "签约", "落户", "盘活", "腾退", "整治", "治理", "修复", "退出", "开复工", "调减",
    "疏浚", "清淤", "腾出", "打通", "加固",
    "减免", "免征", "减征", "缓缴", "缓征", "减负", "退税", "组建", "新造", "新认定", "降成本", "减税", "开行", "新登记", "新注册", "新签", "新开发", "扶持", "兑现", "化解", "压减", "关闭", "查处", "接种", "救助", "资助",
]);

/// Nouns that contain a verb of [`FLOWS`].
pub static NO_FLOWS: WordList = WordList::new(&[
    "建成区",
    "建成面积",
    "孵化器",
    "孵化基地",
    "孵化载体",
    "培训机构",
    "投资者",
    "投资机构",
    "认证机构",
]);

/// Verbs in a label of things done within the period: 协调解决问题9753个, 中欧班列开行突破1000列.
#[rustfmt::skip]
pub static DONE: WordList = WordList::new(&[
    "争取", "协调", "解决", "推广", "提档升级", "安装", "获批", "转移转化", "开行", "转贷", "续贷", "降低成本", "惠及", "帮扶",
    "办理", "受理", "办结", "设置", "增设", "规范", "拓展", "新晋", "入选", "选派", "招募", "消除", "处置", "追回", "抽检",
    "抽样检测", "筛查", "调解", "走访", "发展党员", "资金支持", "补贴", "奖补", "提请", "制定", "取消", "下放", "创业", "承接",
    "更新", "服务企业", "服务链上", "新办", "新创办", "消费券", "贴息", "收集", "清理", "谋划", "增发", "放贷", "投运", "共建", "申报", "主编", "参编", "偿还", "创造价值", "发行", "引人聚才", "入围", "整合", "拆围", "获得", "获国", "获省", "获亚", "投放", "拨付", "下达",
]);

/// Verbs at the beginning of a label of things done, besides the verbs whose object is counted.
#[rustfmt::skip]
pub static BEGUN: WordList = WordList::new(&[
    "落实", "输转", "硬化", "购买", "返还", "通车", "贯通", "恢复", "布局", "充实", "补充", "登记", "开办", "流转", "减轻", "降低", "绿化", "新装", "新开", "新批", "新落地",
    "新投产", "新签", "新获", "整理", "优化", "产出", "落地", "提供", "入驻", "创新", "直接拉动", "拉动", "带动", "撬动", "铺排", "发行", "发布", "承担", "获得",
    "获", "预留", "压减", "入库", "征集", "检查", "整改", "查处", "出台", "助力", "税费退减缓", "关改搬转", "改建", "精准灭荒", "组织", "举办",
    "举行", "促成", "促进", "推进", "推动", "支持", "培育", "改造", "打造", "谋划", "争取", "开发", "帮助", "救助", "资助", "安排", "投用",
    "拨付", "兑现", "归集", "节约", "盘活", "清退", "搬迁", "关停", "淘汰", "接种", "发展党员", "成功", "办结", "受理", "化解", "破获", "挽回",
]);

/// Nouns that begin like a verb.
pub static NO_VERB: WordList = WordList::new(&[
    "服务业",
    "服务贸易",
    "应用场景",
    "发展水平",
    "创新平台",
    "创新型",
    "组织化",
    "建设用地",
    "服务机器人",
    "服务出口",
    "服务进口",
    "服务进出口",
    "服务器",
    "创新指数",
    "共建“",
]);

/// Annual statistics: the figure of one year is a level, the sum over several years a total.
#[rustfmt::skip]
pub static STATISTICS: WordList = WordList::new(&[
    "生产总值", "增加值", "总产值", "产值", "收入", "总额", "交易额", "成交额", "销售额", "零售额", "进出口", "进出口额", "出口", "出口额", "进口", "进口额", "利用外资",
    "到位资金", "到位内资", "吞吐量", "客运量", "货运量", "固定资产投资", "工业投资", "民间投资", "制造业投资", "技术改造投资", "开发投资", "房地产投资", "技改投资",
    "基础设施投资", "服务业投资", "产业投资", "住宅投资", "楼投资", "用房投资", "销售", "销售量", "年度投资", "年度完成投资", "年度计划投资", "计划投资", "支出", "研发投入", "研发经费投入", "经费投入", "用电量", "产量", "接待游客",
    "直接投资额", "直接投资金额", "直接投资", "营业额", "使用外资", "成交量", "业务量", "接入流量",
]);

/// Investment that is named as one of the year.
pub static OF_THE_YEAR: WordList = WordList::new(&["年度投资", "年度完成投资", "年度计划投资"]);

/// Verbs for a change to the things counted before: 新增线路8条,优化调整15条.
#[rustfmt::skip]
pub const DONE_TO: &[&str] = &[
    "优化调整", "优化", "调整", "续建", "改扩建", "扩建", "改建", "提档升级", "改造提升", "改造", "竣工", "竣工投产", "投产", "建成", "新建", "新开工", "计划新开工",
    "开工", "签约", "落地", "规划", "谋划", "建设",
];

/// Words for the total after an addition: 新增企业54万户、达到226万户.
#[rustfmt::skip]
pub const SUMMED_UP: &[&str] = &[
    "累计达", "累计达到", "累计", "累计超", "累计超过", "累计突破", "累计有", "共有", "总数达", "总数达到", "总量达", "总量达到", "达", "达到", "增至", "总数增至", "总数", "总面积达到",
    "总数超过", "达到了", "总里程达到", "总里程达",
];

/// Words for an addition, at the beginning or the end of a label.
pub const ADDED: &[&str] = &[
    "新增",
    "新建",
    "净增",
    "新培育",
    "新认定",
    "新引进",
    "新开通",
    "新增加",
    "新晋",
    "新获批",
    "新登记",
    "新注册",
    "新设立",
    "新发展",
];

/// Words before a level, even if the head is about building: 建设长度达到10公里.
#[rustfmt::skip]
pub static STOCKS: WordList = WordList::new(&[
    "总数", "总量", "数量", "个数", "里程", "长度", "规模", "总额", "产值", "收入", "增加值", "营业", "人口", "床位数",
    "比", "率", "密度", "水平", "重现期", "面积比例", "浓度", "余额", "交易额", "吞吐量", "能力", "存量",
    "拥有量", "保有量", "带宽", "种植面积", "播种面积",
]);

/// Words for an addition, at the beginning of a label or clause.
#[rustfmt::skip]
pub static ADDING: WordList = WordList::new(&[
    "新增", "新入", "净增", "新引进", "扩大", "增加", "新建", "新改", "新、改", "新(改", "新创", "新培育",
]);

/// Words for the progress of the things counted before: 15条道路贯通12条.
#[rustfmt::skip]
pub const ADVANCED: &[&str] = &[
    "贯通", "开工", "建成", "完工", "投产", "竣工", "通车", "开通", "达标", "整改", "交付", "落地", "投用", "完成", "销号", "打通",
];

/// Labels that name only an action; the figure before names the things.
#[rustfmt::skip]
pub const BARE_ACTS: &[&str] = &[
    "净增", "新增", "增加", "其中", "合计", "竣工投入使用", "投入使用", "竣工", "开工", "新引进", "新开工", "新签约",
];

/// Verbs after a noun that are part of the name of counted things: 老旧小区改造120个.
#[rustfmt::skip]
pub const NAMED_BEHIND: &[&str] = &[
    "出让", "改造", "征收", "培训", "治理", "修复", "竣工", "开工", "认定", "服务", "覆盖", "建设", "安置", "投产", "储备", "落地", "提升", "转化", "加装", "入库",
];

/// Words for a mean, which is no addition: 新增劳动力平均受教育年限.
pub static MEANS: WordList = WordList::new(&["平均", "人均"]);

/// Words for an addition anywhere in a label.
pub static NEWLY_ADDED: WordList = WordList::new(&["新增", "净增", "新登记"]);

/// Words for work that is done within the years, with or without a verb before the number.
pub static BUILT: WordList = WordList::new(&["总投资", "竣工", "开工", "征收", "再就业", "新就业"]);

/// Words in the labels of statistics of projects, which are no annual statistics.
pub static OF_PROJECTS: WordList =
    WordList::new(&["总投资", "投资总额", "总金额", "累计", "引进", "签约", "开工"]);

/// Words for a total of several years.
pub static SUMMED: WordList = WordList::new(&["共完成", "共实现", "累计"]);
