//! The closed sets of codes in answers and filters, each declared once, with names in both languages.

use super::lang::Lang;
use utoipa::openapi::{ObjectBuilder, RefOr, Schema, schema::Type};

/// A code of a closed set. The code is the same in every language; its name differs.
#[derive(Debug, Clone, Copy)]
pub struct Word {
    pub code: &'static str,
    pub zh: &'static str,
    pub en: &'static str,
}

impl Word {
    /// The name in a language.
    pub fn name(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }
}

/// A closed set of codes.
#[derive(Debug, Clone, Copy)]
pub struct Set {
    /// The name in the contract.
    pub name: &'static str,
    /// In the order of the contract.
    pub words: &'static [Word],
}

impl Set {
    /// The name of a code of the set; `None` for any other code.
    pub fn name(&self, code: &str, lang: Lang) -> Option<&'static str> {
        self.words.iter().find(|word| word.code == code).map(|word| word.name(lang))
    }
}

/// A set of words as a type.
pub trait WordSet {
    /// Every word, in the order of the set.
    const CODES: &'static [&'static str];
}

/// Declares sets of codes: the meaning, the name in the contract, and each code with its Chinese and English names.
macro_rules! words {
    ($($(#[doc = $about:literal])* $set:ident = [$($code:literal $zh:literal $en:literal),* $(,)?];)*) => {
        $(
            $(#[doc = $about])*
            #[derive(Debug)]
            pub struct $set;

            impl $set {
                /// Every word of the set.
                pub const ALL: &'static [&'static str] = &[$($code),*];
                /// The set with the names of its words.
                pub const SET: Set = Set {
                    name: stringify!($set),
                    words: &[$(Word { code: $code, zh: $zh, en: $en }),*],
                };
            }

            impl WordSet for $set {
                const CODES: &'static [&'static str] = Self::ALL;
            }

            impl utoipa::PartialSchema for $set {
                fn schema() -> RefOr<Schema> {
                    let about = [$($about.trim()),*].join("\n");
                    ObjectBuilder::new()
                        .schema_type(Type::String)
                        .enum_values(Some(Self::ALL.iter().copied()))
                        .description(Some(about))
                        .into()
                }
            }

            impl utoipa::ToSchema for $set {}
        )*

        /// Every set.
        pub static SETS: &[Set] = &[$($set::SET),*];
    };
}

words! {
    /// `target`: a commitment. `actual`: an achieved or estimated figure.
    RowKind = ["target" "目标" "target", "actual" "实际" "actual"];
    /// How the figure limits the actual value: = ≥ > ≤ < ~. The codes are words, because a spreadsheet takes a cell that begins with `=` for a formula.
    Comparator = [
        "eq" "等于" "equal to", "ge" "不低于" "at least", "gt" "超过" "more than",
        "le" "不高于" "at most", "lt" "低于" "less than", "approx" "左右" "about",
    ];
    /// What the figure measures: the value in the year; a total over the period; growth a year in percent; a change over the period; a multiple (翻一番 is 2).
    Measure = [
        "level" "当年值" "value in the year", "cumulative" "五年累计" "total over the period",
        "annual_growth" "年均增速" "growth a year", "change" "变化量" "change over the period",
        "ratio_multiple" "倍数" "multiple",
    ];
    /// `binding` 约束性, `expected` 预期性.
    Attribute = ["binding" "约束性" "binding", "expected" "预期性" "expected"];
    /// `stated`: a figure. `delegated`: set by the region above (完成市下达目标). `relative`: in step with something (与经济增长同步). `qualitative`: in other words (达标).
    Status = [
        "stated" "有数值" "stated", "delegated" "由上级下达" "left to the region above",
        "relative" "与其他指标同步" "in step with another", "qualitative" "文字目标" "in words",
    ];
    /// The plan's answer on a target: a `Status`, `not_stated` (the plan is complete and does not mention it), `unknown` (the text does not mention it and lacks a part of the plan), or `no_plan` (no plan is loaded).
    TargetStatus = [
        "stated" "有数值" "stated", "delegated" "由上级下达" "left to the region above",
        "relative" "与其他指标同步" "in step with another", "qualitative" "文字目标" "in words",
        "not_stated" "规划未提" "not stated", "unknown" "文本不全，未知" "unknown, text incomplete",
        "no_plan" "无规划" "no plan loaded",
    ];
    /// Where the targets of a region for a period are stated: in its plan, in the review table of a later plan, or in a document that looks ahead to the last year of the period.
    TargetBasis = [
        "plan" "本期规划" "plan of the period", "reviewed" "后一规划的回顾" "review in a later plan",
        "outlook" "其他文件的展望" "outlook of another document",
    ];
    /// Why a cell may not be compared.
    Reason = [
        "no_plan" "无规划" "no plan loaded", "not_stated" "规划未提" "not stated", "text_incomplete" "文本不全" "text incomplete",
        "not_reviewed" "回顾中未提" "not in the review", "no_outlook" "展望中未提" "not in the outlook",
        "words" "文字目标" "a goal in words",
        "bound_only" "只有上下限" "a bound only", "range" "区间" "a range", "measure" "口径不同" "other measure",
        "year" "年份不同" "other year", "span" "起算年份不同" "counted from another year", "unit" "单位不同" "other unit", "doubt" "识读存疑" "doubtful reading",
        "price_basis" "价格口径不同" "other prices", "definition" "统计口径不同" "other definition",
        "derived" "推算值" "computed",
    ];
    /// A reservation about a compared figure.
    Warning = [
        "measure_differs" "基期与目标口径不同" "base and target are different measures",
        "base_year" "基期年份不同" "base of another year", "total_only" "只有累计值" "a total only",
        "base_derived" "基期为推算" "computed base", "candidates_differ" "多处表述不一致" "statements differ",
        "number_and_words" "数值与文字并存" "a number and words",
        "target_worse_than_base" "目标劣于基期" "target on the wrong side of its base",
        "doubt" "识读存疑" "doubtful reading", "unit_assumed" "单位为推定" "supposed unit",
        "price_basis_differs" "基期与目标价格口径不同" "base and target in different prices",
        "measure_unexpected" "累计值存疑" "a total not expected",
    ];
    /// Whether a target in words leads to a figure.
    Resolution = ["resolved" "已落实" "resolved", "unresolved" "未落实" "unresolved"];
    /// Why a target in words leads to no figure.
    Unresolved = [
        "no_parent" "无上级地区" "no region above", "parent_no_plan" "上级无规划" "no plan of the region above loaded",
        "parent_not_stated" "上级规划未提" "not stated by the region above",
        "parent_unknown" "上级文本不全，未知" "unknown, text of the region above incomplete",
        "parent_words" "上级为文字目标" "in words above too", "no_gdp_growth" "规划未提经济增速" "no growth of GDP stated",
        "gdp_growth_unknown" "文本不全，经济增速未知" "growth of GDP unknown, text incomplete",
        "gdp_growth_words" "经济增速为文字目标" "growth of GDP in words too",
    ];
    /// Where the figure for a target in words is looked for.
    ResolutionMethod = [
        "parent_target" "上级目标" "target of the region above", "own_gdp_growth" "本规划经济增速" "growth of GDP of the same plan",
        "parent_gdp_growth" "上级经济增速" "growth of GDP of the region above",
    ];
    /// `parent`: the region directly above. `child`: a region directly below. `above`: a region above the parent.
    CascadeRole = [
        "parent" "上级" "region above", "child" "下级" "region below", "above" "更上级" "further above",
    ];
    /// The figures that a share is computed from.
    ShareOf = ["target" "目标值" "target", "base" "基期值" "base"];
    /// What a search can find: a row; the title of a chapter, section or box; a line of a whole text.
    HitType = [
        "target" "目标" "target", "actual" "实际" "actual", "section" "章节标题" "section title",
        "line" "原文行" "line of the text",
    ];
    /// The field of a hit that contains the words; `label_read`: the label as read, where a correction set another.
    HitField = [
        "label" "指标名称" "label", "label_read" "识读的指标名称" "label as read", "text" "文字目标" "goal in words",
        "quote" "原文" "quote", "group" "上级指标" "parent row", "category" "类别" "category",
        "section_title" "章节标题" "section title", "line" "原文行" "line of the text",
    ];
    /// The types of entries that a name can be resolved to.
    CandidateType = [
        "region" "地区" "region", "indicator" "指标" "indicator", "domain" "领域" "domain", "plan" "规划" "plan",
    ];
    /// The relation of a name to a candidate, the surest first.
    FoundBy = [
        "id" "标识" "id", "code" "代码" "official code", "name" "名称" "name", "alias" "别名" "other name",
        "prefix" "开头相同" "beginning", "contains" "包含" "part", "near" "写法相近" "spelt nearly so",
    ];
    /// The dimensions that rows can be counted by.
    Dimension = [
        "region" "地区" "region", "indicator" "指标" "indicator", "period" "规划期" "period", "year" "年份" "year",
        "kind" "目标或实际" "target or actual",
    ];
    /// What a list of indicators has only where it is asked for.
    IndicatorPart = ["regions" "地区" "regions"];
    /// Where the figure was read: an indicator table or the running text.
    Origin = ["table" "指标表" "table", "prose" "正文" "running text"];
    /// `city`, `district`, or `zone`: a development or functional zone.
    Level = ["nation" "国家" "nation", "province" "省" "province", "city" "市" "city", "district" "区" "district", "zone" "功能区" "zone"];
    /// The direction of improvement.
    Direction = ["higher" "越高越好" "higher is better", "lower" "越低越好" "lower is better", "neutral" "无优劣" "neutral"];
    /// The change of an observation between two releases.
    ChangeKind = ["added" "新增" "added", "changed" "变更" "changed", "withdrawn" "撤回" "withdrawn"];
    /// The change that a release made to a plan.
    PlanChange = ["added" "新增" "added", "changed" "变更" "changed", "removed" "移除" "removed"];
    /// `targets`: targets of this plan. `review`: results of the plan before it. `outcomes`: results of the years that a report covers.
    TableRole = [
        "targets" "规划指标" "targets", "review" "完成情况" "review", "outcomes" "统计数据" "outcomes",
    ];
    /// The kind of a document.
    DocumentKind = [
        "plan" "五年规划纲要" "five-year plan", "work_report" "政府工作报告" "work report",
        "plan_report" "计划报告" "report on the annual plan", "communique" "统计公报" "statistical communiqué",
        "evaluation" "规划评估" "evaluation of a plan",
    ];
    /// Whether the text contains the whole document. `not_stated` is only possible for a complete document.
    Completeness = ["complete" "完整" "complete", "partial" "不完整" "partial"];
    /// Whether the printed words state a rise or a fall.
    ChangeDirection = ["up" "上升" "rise", "down" "下降" "fall"];
    /// The comparison that a finding makes.
    CheckKind = [
        "growth_against_levels" "增速与首末值" "stated growth against levels",
        "change_against_levels" "变化量与首末值" "stated change against levels",
        "bases_implied" "推算基数不同" "bases implied differ",
        "table_against_text" "表格与正文" "table against text",
        "statements_differ" "前后表述不同" "statements differ",
        "target_worse_than_base" "目标劣于基数" "target worse than base",
        "base_against_outcome" "基数与完成情况" "base against outcome",
        "claim_against_figure" "完成表述与数值" "claim against figure",
        "review_against_plan" "回顾与原规划" "review against the plan before",
        "parts_against_whole" "分项与总量" "parts against whole",
        "share_against_parts" "比重与分项" "share against its parts",
        "figure_under_two_names" "一数两名" "one figure under two names",
    ];
    /// How serious a finding is.
    CheckSeverity = [
        "notice" "提示" "notice",
        "caution" "注意" "caution",
        "conflict" "相互矛盾" "conflict",
    ];
    /// A possible cause of a finding.
    CheckExplanation = [
        "constant_prices" "可比价与现价" "constant prices",
        "rounding" "四舍五入" "rounding",
        "preliminary_base" "基数为初步数" "preliminary base",
        "unusual_base_year" "基年特殊" "unusual base year",
        "changed_definition" "口径变化" "changed definition",
        "bound_only" "仅为界限" "bound only",
        "period_total" "时期累计数" "total of a period",
        "different_scope" "范围不同" "different scope",
        "ocr" "文字识别存疑" "text recognition in doubt",
    ];
    /// The role of an observation in the arithmetic of a finding.
    CheckRole = [
        "base" "基数" "base",
        "target" "目标" "target",
        "outcome" "完成值" "outcome",
        "growth" "年均增速" "growth a year",
        "change" "变化量" "change",
        "multiple" "倍数" "multiple",
        "claim" "完成表述" "claim",
        "statement" "表述" "statement",
        "other" "另一表述" "other statement",
        "part" "分项" "part",
        "whole" "总量" "whole",
        "share" "比重" "share",
    ];
    /// The verdict of a row of a scorecard.
    Verdict = [
        "met" "完成" "met",
        "missed" "未完成" "missed",
        "claimed" "仅表述为完成" "claimed",
        "unknown" "不明" "unknown",
    ];
    /// What the words of a review state about a target.
    ReviewClaim = [
        "met" "完成" "met",
        "deemed_met" "视同完成" "deemed met",
        "met_on_comparable_basis" "可比口径完成" "met on a comparable basis",
        "missed" "未完成" "missed",
        "other" "其他表述" "other words",
        "none" "无表述" "no words",
    ];
    /// What the figures of a review show about a target.
    ReviewResult = ["met" "完成" "met", "missed" "未完成" "missed", "unknown" "不明" "unknown"];
    /// The progress of a target.
    ProgressVerdict = [
        "met" "完成" "met", "missed" "未完成" "missed", "ahead" "快于进度" "ahead", "on_track" "符合进度" "on track",
        "behind" "慢于进度" "behind", "unknown" "不明" "unknown",
    ];
    /// The reason for the verdict `unknown`.
    ProgressReason = [
        "no_indicator" "目录无此指标，也无同名数值" "no indicator and no figure of the same label", "text_only" "文字目标" "a goal in words",
        "relative" "与其他指标同步或由上级下达" "follows another figure or the region above",
        "no_actual" "无实际值" "no actual figure", "other_span" "时段不同" "figures over other years",
        "other_measure" "口径不同" "figures of another measure", "other_unit" "单位不同" "another unit",
        "other_price_basis" "价格口径不同" "other prices", "other_definition" "统计口径不同" "other definition", "no_base" "无基期值" "no base",
        "no_direction" "无优劣方向" "neither side is better", "bound_only" "只有界限" "a bound only",
    ];
    /// How the actual figures of a target were found.
    ProgressMatch = [
        "indicator" "同一指标" "the same indicator", "label" "同名同单位" "the same label, unit and measure",
    ];
    /// What a figure of a series is: the actual figure of a year, actual growth, another actual change, or a target.
    SeriesRole = [
        "point" "实际值" "actual", "growth" "实际增速" "growth", "change" "变化或累计" "change or total",
        "target" "目标" "target",
    ];
    /// The rule that chose between several figures of one year.
    SeriesChoice = [
        "only" "唯一" "the only one", "doubt" "另一识读存疑" "the other is doubtful",
        "definition" "另一口径不同" "the other is defined otherwise", "prices" "另一为不变价" "the other is in constant prices",
        "exact" "另一为界限或区间" "the other is a bound or a range", "source" "来源优先" "the source comes first",
        "later" "文件较新" "the document is later", "final" "另一为预计数" "the other is an estimate",
        "digits" "位数较多" "it has more digits", "rounding" "另一为其约数" "the other is a rounding of it",
        "place" "表格或位置优先" "its place comes first", "own_plan" "规划自身的基期值优先" "the plan's own base comes first",
    ];
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::answer;
    use utoipa::PartialSchema;

    fn codes<T: PartialSchema>() -> Vec<String> {
        let schema = serde_json::to_value(T::schema()).unwrap();
        let of_one = |one: &serde_json::Value| one["enum"].as_array().cloned();
        let parts = schema["oneOf"].as_array().cloned().unwrap_or_else(|| vec![schema.clone()]);
        let codes = parts.iter().filter_map(of_one).flatten();
        codes.map(|code| code.as_str().unwrap().to_owned()).collect()
    }

    #[test]
    fn every_word_of_a_comparison_has_its_names() {
        for (set, codes) in [
            (TargetStatus::SET, codes::<answer::Status>()),
            (TargetBasis::SET, codes::<crate::domain::Basis>()),
            (Reason::SET, codes::<answer::ReasonCode>()),
            (Warning::SET, codes::<answer::NoteCode>()),
            (Unresolved::SET, codes::<answer::UnresolvedCode>()),
            (ResolutionMethod::SET, codes::<answer::ResolutionMethod>()),
            (Resolution::SET, codes::<answer::ResolutionStatus>()),
            (ShareOf::SET, codes::<answer::ShareOf>()),
        ] {
            assert!(!codes.is_empty(), "{}", set.name);
            for code in codes {
                assert!(set.name(&code, Lang::En).is_some(), "{code} of {}", set.name);
            }
        }
    }

    #[test]
    fn every_word_of_a_finding_a_scorecard_and_a_series_has_its_names() {
        use crate::{checks, progress, scorecard, series};
        for (set, codes) in [
            (CheckKind::SET, codes::<checks::Kind>()),
            (CheckSeverity::SET, codes::<checks::Severity>()),
            (CheckExplanation::SET, codes::<checks::Code>()),
            (CheckRole::SET, codes::<checks::Role>()),
            (Verdict::SET, codes::<scorecard::Verdict>()),
            (ReviewClaim::SET, codes::<scorecard::ClaimKind>()),
            (ReviewResult::SET, codes::<scorecard::Result>()),
            (ProgressVerdict::SET, codes::<progress::answer::ProgressVerdict>()),
            (ProgressReason::SET, codes::<progress::answer::UnknownReason>()),
            (ProgressMatch::SET, codes::<progress::answer::MatchedBy>()),
            (SeriesChoice::SET, codes::<series::answer::ChosenFor>()),
        ] {
            assert!(!codes.is_empty(), "{}", set.name);
            for code in codes {
                assert!(set.name(&code, Lang::En).is_some(), "{code} of {}", set.name);
            }
        }
    }

    #[test]
    fn every_word_of_a_set_is_unique_and_has_a_name() {
        for set in SETS {
            let mut codes: Vec<_> = set.words.iter().map(|word| word.code).collect();
            codes.sort_unstable();
            codes.dedup();
            assert_eq!(codes.len(), set.words.len(), "{}", set.name);
            assert!(set.words.iter().all(|word| !word.zh.is_empty() && !word.en.is_empty()));
        }
    }
}
