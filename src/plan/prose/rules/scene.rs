//! The input and the result of rules.

use super::fulfilment::is_fulfilment;
use crate::domain::{Comparator, Measure};
use crate::plan::lexicon::bounds::{PASSING, STEPPING};
use crate::plan::lexicon::clauses::{CORE_FILLERS, PARTS_OF_YEAR};
use crate::plan::lexicon::flows::{ADDED, STATISTICS, SUMMED_UP};
use crate::plan::lexicon::growth::ON_YEAR;
use crate::plan::lexicon::promises::{ITEM_GOALS, PLANNED};
use crate::plan::lexicon::topics::{DISTRICTS, HIGH_STEPS, MEASURED, MOVING, TITLES, TOTALS};
use crate::plan::number::quantity::Quantity;
use crate::plan::prose::clause::{self, QuantityContext};
use crate::plan::prose::label;

/// The result of a rule for a quantity.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Reading {
    /// The number is no separate figure.
    Skip,
    Figure(Figure),
}

/// The quantity that a number measures.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Figure {
    pub label: String,
    pub measure: Measure,
    pub comparator: Comparator,
    /// Confidence from 0 to 1: the share of correct readings of this kind.
    pub confidence: f64,
    /// Whether it is the first value of a movement (由141家…): an actual of the base year unless dated.
    pub from: bool,
    /// The unit, if it is understood but not printed: 倍, %.
    pub unit: Option<String>,
}

/// The input of rules: the quantity, and the figures before it in the sentence.
pub(crate) struct Scene<'a> {
    pub text: &'a [char],
    pub found: &'a [QuantityContext<'a>],
    pub index: usize,
    /// The figures read so far, by index into `found`.
    pub read: &'a [Option<Figure>],
    /// Title of the box or section.
    pub heading: Option<&'a str>,
    /// Whether the sentence contains 累计 before, so that later flows are totals too.
    pub totals: bool,
    /// Whether the document is a report about a year.
    pub report: bool,
    /// Whether the figure is for a single year, in a report.
    pub one_year: bool,
    /// The last label before in the sentence that names a thing, see [`last_named`].
    pub last_named: Option<&'a str>,
}

/// The last label in the sentence of the quantity at `index` that names a thing: no rank, and no share of a target or
/// budget. Many rules ask for it, so it is found once.
pub(crate) fn last_named<'a>(
    found: &[QuantityContext<'_>],
    read: &'a [Option<Figure>],
    index: usize,
) -> Option<&'a str> {
    let sentence = found[index].sentence;
    (0..index)
        .rev()
        .take_while(|before| found[*before].sentence == sentence)
        .filter_map(|before| read[before].as_ref())
        .map(|figure| figure.label.as_str())
        .find(|label| !label.ends_with("排名") && !is_fulfilment(label))
}

impl Scene<'_> {
    /// The scene of another quantity.
    pub(super) fn at(&self, index: usize) -> Scene<'_> {
        Scene { index, last_named: last_named(self.found, self.read, index), ..*self }
    }

    pub(crate) fn here(&self) -> &QuantityContext<'_> {
        &self.found[self.index]
    }

    pub(crate) fn unit(&self) -> &str {
        self.here().quantity.unit.as_deref().unwrap_or("")
    }

    /// The quantity after this one.
    pub(crate) fn next(&self) -> Option<&QuantityContext<'_>> {
        self.found.get(self.index + 1)
    }

    /// The figures read before this one in its sentence, the last first.
    fn figures_before(&self) -> impl Iterator<Item = &Figure> {
        let sentence = self.here().sentence;
        (0..self.index)
            .rev()
            .take_while(move |before| self.found[*before].sentence == sentence)
            .filter_map(|before| self.read[before].as_ref())
    }

    /// The last figure in this sentence.
    pub(crate) fn last(&self) -> Option<&Figure> {
        self.figures_before().next()
    }

    /// The last label in this sentence that names a thing: no rank, and no share of a target or budget.
    pub(crate) fn last_label(&self) -> Option<&str> {
        self.last_named.map(|label| self.of_the_year(label))
    }

    /// The label before this label in the sentence; itself where there is none.
    pub(crate) fn label_before<'l>(&'l self, label: &'l str) -> &'l str {
        self.figures_before()
            .map(|figure| figure.label.as_str())
            .find(|before| *before != label)
            .unwrap_or(label)
    }

    /// The label without a part of the year, where this figure is of the whole year: 前三季度生产总值增长5.9%,
    /// 预计全年增长6%.
    fn of_the_year<'l>(&self, label: &'l str) -> &'l str {
        PARTS_OF_YEAR
            .strip_prefix(label)
            .filter(|rest| rest.chars().count() >= 2 && self.here().head.contains("全年"))
            .unwrap_or(label)
    }

    /// The subject of the clause before, if no figure of the sentence names a thing yet:
    /// 经济总量迈上新台阶,达到1236亿元.
    pub(crate) fn topic(&self) -> Option<String> {
        let here = self.here();
        let before = &self.text[here.sentence.0..here.head_start.max(here.sentence.0)];
        let before = before.strip_suffix(&[',']).unwrap_or(before);
        let from =
            before.iter().rposition(|c| matches!(*c, ',' | ';' | ':')).map_or(0, |at| at + 1);
        let clause: String = before[from..].iter().take(40).collect();
        let end = MOVING.first_in(&clause)?;
        let topic = label::subject(&clause[..end]);
        let counted = MEASURED.ends(&topic);
        (counted && (2..=16).contains(&topic.chars().count())).then_some(topic)
    }

    /// First and last index of the list of quantities (1、2和3) that contains this one.
    pub(crate) fn series(&self) -> (usize, usize) {
        clause::series(self.found, self.index)
    }

    /// The label at the same place in the list before, if a list of equal length precedes:
    /// 甲、乙收入分别达到1元、2元,年均增长3%、4%.
    pub(crate) fn of_the_series_before(&self) -> Option<String> {
        let (first, last) = self.series();
        let count = last - first + 1;
        let place = (self.index - first) + first.checked_sub(count).filter(|_| count > 1)?;
        let leader = &self.found[first - count];
        let same = leader.sentence == self.here().sentence && leader.head.contains("分别");
        same.then(|| self.read[place].as_ref().map(|figure| figure.label.clone()))?
    }

    /// The label of the figure before that 分别 assigns to this one:
    /// 收入320亿元、支出110亿元,分别增长5%和4%.
    pub(crate) fn of_the_figures_before(&self) -> Option<String> {
        let (first, last) = self.series();
        let alike = |at: usize| self.found[at].quantity.unit == self.here().quantity.unit;
        // 同比分别增长5%和4%.
        let head = self.found[first].head.as_str();
        let head = ON_YEAR.strip_prefix(head).unwrap_or(head);
        let head = head.strip_prefix("年均").unwrap_or(head);
        if !head.starts_with("分别") || !(first..=last).all(alike) {
            return None;
        }
        // 甲、乙超过50亿元,分别达到53亿元、51亿元.
        let joint = &self.read[first.checked_sub(1)?].as_ref()?.label;
        let things: Vec<&str> = joint.split('、').collect();
        if things.len() == last - first + 1 && things.iter().all(|thing| thing.chars().count() <= 6)
        {
            return things.get(self.index - first).map(|thing| (*thing).to_owned());
        }
        let place = first.checked_sub(last - first + 1)? + (self.index - first);
        let same = self.found[place].sentence == self.found[first].sentence;
        same.then(|| self.read[place].as_ref().map(|figure| figure.label.clone()))?
    }

    /// Whether the figure is the stock after an addition: 新增工程中心87家,累计达124家.
    pub(crate) fn sums_up(&self) -> bool {
        let head = self.here().head.trim();
        let same_unit = self.unit()
            == self.last_quantity().and_then(|last| last.unit.as_deref()).unwrap_or_default();
        let counted_alike = same_unit || self.unit().trim_start_matches('万') == "户";
        SUMMED_UP.contains(&head)
            && (counted_alike || head.contains('总') || head.starts_with("累计达"))
            && self.last_label().is_some_and(|last| {
                ADDED.iter().any(|word| last.starts_with(word) || last.ends_with(word))
            })
    }

    /// The last quantity read in this sentence.
    fn last_quantity(&self) -> Option<&Quantity> {
        let at = (0..self.index).rev().find(|at| self.read[*at].is_some())?;
        Some(self.found[at].quantity)
    }

    /// The sentence before, if it is only a name: 固定资产投资。全年增长12.8%.
    pub(crate) fn title(&self) -> Option<String> {
        let end = self.here().sentence.0.checked_sub(1)?;
        let before = &self.text[..end];
        let from = before
            .iter()
            .rposition(|c| matches!(*c, '。' | '!' | '?' | ';' | ':'))
            .map_or(0, |at| at + 1);
        let title: String = before[from..].iter().take(20).collect();
        let title = title.trim_matches(['-', '●', '“', '”']);
        let named = MEASURED.iter().chain(TITLES).any(|noun| title.ends_with(noun));
        let bare = !title.contains([',', '、']) && !title.contains(|c: char| c.is_ascii_digit());
        (named && bare && (2..=14).contains(&title.chars().count())).then(|| title.to_owned())
    }

    /// The quantity for a part of the region, if the clause before names it:
    /// 实施学区制办学的学校,中心城区达100%、新城达80%.
    pub(crate) fn topic_of_part(&self, label: &str) -> Option<String> {
        if !DISTRICTS.contains(&label) || !matches!(self.unit(), "%") {
            return None;
        }
        let here = self.here();
        if let Some(whole) = self.whole_before() {
            return Some(whole);
        }
        let before: String = self.text[here.sentence.0..here.head_start].iter().collect();
        let clause = before
            .split([',', ';'])
            .rev()
            .map(|clause| label::tidy(clause.split('、').next().unwrap_or_default()))
            .find(|clause| {
                let part = DISTRICTS.begins(clause);
                !clause.is_empty() && !part
            })?;
        let figures = clause.chars().any(|c| c.is_ascii_digit());
        (!figures && (4..=30).contains(&clause.chars().count())).then_some(clause)
    }

    /// The quantity that an item of a report names before its colon: 财政收入:预计完成67亿元;
    /// 单位能耗完成省下达目标:预计下降3.2%.
    pub(crate) fn item(&self) -> Option<String> {
        let here = self.here();
        let start = self.item_start();
        let colon = self.text[start..here.head_start].iter().position(|c| *c == ':')?;
        if !self.report || colon > 40 {
            return None;
        }
        let item: String = self.text[start..start + colon].iter().collect();
        let behind: String = self.text[start + colon + 1..].iter().take(2).collect();
        let end = ITEM_GOALS.first_in(&item).unwrap_or(item.len());
        let label = label::subject(&item[..end]);
        let measured = MEASURED.iter().chain(TITLES).chain(STATISTICS.iter());
        let named = measured.into_iter().any(|noun| label.ends_with(noun))
            || PLANNED.contains(&behind.as_str());
        let bare =
            !label.contains([',', '。', ';']) && !label.contains(|c: char| c.is_ascii_digit());
        (named && bare && (2..=24).contains(&label.chars().count())).then_some(label)
    }

    /// Index at which the item begins: after the last `;` of the sentence.
    fn item_start(&self) -> usize {
        let (start, end) = (self.here().sentence.0, self.here().head_start);
        self.text[start..end].iter().rposition(|c| *c == ';').map_or(start, |at| start + at + 1)
    }

    /// The item, where no figure of it is read yet.
    pub(crate) fn own_item(&self) -> Option<String> {
        let start = self.item_start();
        let first = (0..self.index)
            .rev()
            .take_while(|at| self.found[*at].quantity.start >= start)
            .all(|at| self.read[at].is_none());
        first.then(|| self.item())?
    }
}

/// A rule for one form of sentence.
pub(crate) trait Rule: Sync + std::fmt::Debug {
    /// The name in `read_by`: `prose/level`.
    fn name(&self) -> &'static str;
    fn read(&self, scene: &Scene<'_>) -> Option<Reading>;
}

/// The comparator of the number: that of the words after it (以上), else of the words before it (突破).
pub(super) fn comparator(scene: &Scene<'_>) -> Comparator {
    let here = scene.here();
    if let Some(hedge) = here.quantity.hedge {
        return hedge;
    }
    if here.tail.starts_with("迈进") || here.tail.starts_with("冲刺") {
        return Comparator::Approx;
    }
    if let Some(bound) = here.words_before().bound.or_else(|| of_step(scene)) {
        return bound;
    }
    // In a list after one verb (分别突破1和2) the bound applies to all numbers.
    if here.joined && here.head.trim_matches(['、', '和', '及', '与']).is_empty() && scene.index > 0
    {
        let before = scene.at(scene.index - 1);
        if before.here().quantity.hedge.is_none() && before.here().head.contains("分别") {
            return comparator(&before);
        }
    }
    // 引进不少于2名领军人才、200名高层次人才: 不少于 applies to all objects of the verb.
    if here.listed && here.head.is_empty() && scene.index > 0 {
        let before = scene.at(scene.index - 1);
        let words = &before.here().head;
        let at_least = ["不少于", "不低于", "至少"].iter().any(|word| words.ends_with(word));
        let alike = before.here().quantity.unit == here.quantity.unit;
        if alike && (at_least || before.here().head.is_empty() && before.here().listed) {
            return comparator(&before);
        }
    }
    // 30%和40%以上: the word after the last number applies to all.
    let (first, last) = scene.series();
    let end = &scene.found[last].quantity;
    // 10%、10%以上: the word applies to the last number only.
    let values = |at: usize| scene.found[at].quantity.value;
    let repeats = (first..last).any(|at| values(at) == values(last));
    if last > scene.index
        && !repeats
        && scene.found[first].head.contains(['、', '别'])
        && matches!(end.hedge, Some(Comparator::Ge | Comparator::Le))
        && (here.quantity.unit == end.unit || end.hedge == Some(Comparator::Le))
    {
        return end.hedge.unwrap_or_default();
    }
    Comparator::Eq
}

/// The comparator of a step: 迈上2万亿元新台阶 and 跨越5000亿元台阶 are at least, 跨越千亿元大关 is more
/// than. 迈上500亿元台阶 without 新, for an annual amount, is no bound. The words before and after a list
/// (跨越4万亿、5万亿两个台阶) apply to each number.
fn of_step(scene: &Scene<'_>) -> Option<Comparator> {
    let (first, last) = scene.series();
    let (head, tail) = (scene.found[first].head.as_str(), scene.found[last].tail.as_str());
    let head = head.trim_end_matches(['了', '“', '”']);
    let step: String =
        tail.chars().take(6).take_while(|c| !matches!(*c, ',' | '。' | ';')).collect();
    let step = step.contains("台阶");
    if PASSING.ends(head) {
        return Some(if step { Comparator::Ge } else { Comparator::Gt });
    }
    let before = STEPPING.strip_suffix(head)?;
    let new = HIGH_STEPS.begins(tail);
    let total = TOTALS.iter().any(|word| before.ends_with(word));
    let high = step && scene.unit().starts_with("万亿");
    (new || total || high).then_some(Comparator::Ge)
}

pub(super) fn figure(
    label: String,
    measure: Measure,
    scene: &Scene<'_>,
    confidence: f64,
) -> Option<Reading> {
    let grows = matches!(measure, Measure::AnnualGrowth | Measure::Change);
    let label = match label {
        label if label == "经济" && grows && scene.unit() == "%" => "经济增长".to_owned(),
        label if label.chars().count() >= 2 => label,
        _ => scene
            .own_item()
            .or_else(|| scene.ranked_topic())
            .or_else(|| scene.last_label().map(str::to_owned))
            .or_else(|| scene.item())
            .or_else(|| scene.topic())
            .or_else(|| scene.title())?,
    };
    Some(Reading::Figure(Figure {
        label,
        measure,
        comparator: comparator(scene),
        confidence,
        from: false,
        unit: None,
    }))
}

pub(super) fn ends_with_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.ends_with(word))
}

/// The words directly before the number without bounds and fillers: 年均增长, 提高, 达到.
pub(crate) fn core(head: &str) -> &str {
    let mut head = head;
    loop {
        let shorter = head.trim_end_matches(['了', '约', '近', '超', '逾', '均', '“', '(', ' ']);
        let shorter = CORE_FILLERS
            .suffixes(shorter)
            .next()
            .map_or(shorter, |word| &shorter[..shorter.len() - word.len()]);
        if shorter.len() == head.len() {
            return head;
        }
        head = shorter;
    }
}
