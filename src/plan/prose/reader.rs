//! Reads a passage: every quantity with its clause, by the rules, with kind, year and quote.

use super::claims;
use super::clause::{self, QuantityContext};
use super::dating::Context;
use super::goals::{self, Goal};
use super::joint::each_of;
use super::label::flows;
use super::passage::Passage;
use super::projects;
use super::rules::{self, Figure, RULES, Reading, Scene};
use super::said::Said;
use super::statement::{Frame, Statement};
use super::{doubt, scan, span};
use crate::domain::{Comparator, Kind, Measure, WordRule};
use crate::plan::lexicon::clauses::OTHERS_STATISTICS;
use crate::plan::lexicon::ranks::AT_HOME;
use crate::plan::lexicon::things;
use crate::plan::lexicon::time::FIVE_YEARS;
use crate::plan::outline::Stance;

/// The name of the rule for claims.
pub(crate) const CLAIM: &str = "prose/claim";

/// Every figure of the passage, in order.
pub(super) fn read(passage: &Passage, frame: Frame, reviewed: u16) -> Vec<Statement> {
    let scan = scan::scan(&passage.text);
    let mut statements: Vec<Statement> = goals::goals(passage, &scan.whens, frame.base)
        .into_iter()
        .filter_map(|goal| {
            let claimed = frame.report && goal.rule == Some(WordRule::Met);
            let start = if claimed { goal.words } else { goal.start };
            let read_by = if claimed { CLAIM } else { "prose/goal_in_words" };
            in_words(passage, Goal { start, ..goal }, frame, read_by)
        })
        .collect();
    let found = clause::cut(passage, &scan, frame.base);
    let kept = without_thresholds(passage, &scan, &found, frame);
    let found = match &kept {
        Some(kept) => clause::cut(passage, kept, frame.base),
        None => found,
    };
    let mut reader = Reader {
        passage,
        frame,
        reviewed,
        read: vec![None; found.len()],
        found: &found,
        cut_again: kept.is_some(),
        said: Said::default(),
        statements: Vec::new(),
    };
    for index in 0..found.len() {
        reader.figure(index);
    }
    statements.append(&mut reader.statements);
    let claims = claims::claims(&reader.context());
    let claims = claims.into_iter().filter_map(|claim| in_words(passage, claim, frame, CLAIM));
    statements.extend(claims);
    statements.sort_by_key(|statement| (statement.line, statement.number));
    statements
}

/// A goal in words as a statement.
fn in_words(
    passage: &Passage,
    goal: Goal,
    frame: Frame,
    read_by: &'static str,
) -> Option<Statement> {
    let (line, number) = *passage.places.get(goal.words)?;
    let columns = |from: usize, to: usize| {
        let mut on_line = passage.places.get(from..to).unwrap_or_default().iter();
        on_line
            .by_ref()
            .filter(|(other, _)| *other == line)
            .map(|(_, column)| *column)
            .collect::<Vec<_>>()
    };
    let seam = passage.seams.iter().rev().find(|seam| **seam <= goal.words);
    let quote = columns(goal.start.max(seam.copied().unwrap_or(0)), goal.end);
    // Words over several lines cannot be quoted from one.
    if columns(goal.words, goal.end).len() < goal.end - goal.words {
        return None;
    }
    let default = if goal.kind == Kind::Actual { frame.base } else { frame.last };
    Some(Statement {
        kind: goal.kind,
        label: goal.label,
        added: false,
        value: None,
        value_high: None,
        text: Some(goal.text),
        rule: goal.rule,
        unit: None,
        comparator: Comparator::Eq,
        measure: goal.measure,
        year: Some(goal.year.unwrap_or(default)),
        since: None,
        direction: None,
        line,
        number,
        quote: (*quote.first()?, quote.last()? + 1),
        read_by,
        confidence: 0.9,
        flags: Vec::new(),
    })
}

/// The scan without numbers that only select things (产值超50亿元领军企业), which become part of the words of
/// other figures; `None` where there are none.
fn without_thresholds(
    passage: &Passage,
    scan: &scan::Scan,
    found: &[QuantityContext<'_>],
    frame: Frame,
) -> Option<scan::Scan> {
    let read = vec![None; found.len()];
    let keep: Vec<bool> = (0..found.len())
        .map(|index| {
            let scene = Scene {
                text: &passage.text,
                found,
                index,
                read: &read,
                heading: None,
                totals: false,
                report: frame.report,
                one_year: false,
                last_named: None,
            };
            !rules::is_threshold(&scene)
        })
        .collect();
    if !keep.contains(&false) {
        return None;
    }
    let quantities = scan.quantities.iter().zip(keep).filter(|(_, keep)| *keep);
    let quantities = quantities.map(|(quantity, _)| quantity.clone()).collect();
    Some(scan::Scan { quantities, whens: scan.whens.clone() })
}

/// The state of reading a passage.
struct Reader<'p> {
    passage: &'p Passage,
    frame: Frame,
    /// The number of years that a review covers.
    reviewed: u16,
    found: &'p [QuantityContext<'p>],
    /// The figures read so far, by index into `found`.
    read: Vec<Option<Figure>>,
    /// Whether the quantities were divided again, without those that only select things. Others may then select things too.
    cut_again: bool,
    /// The words of the sentence before the quantity that is read.
    said: Said,
    statements: Vec<Statement>,
}

impl Reader<'_> {
    /// Reads the quantity at `index`, if it is a figure of the region.
    fn figure(&mut self, index: usize) {
        let here = &self.found[index];
        if self.is_others(here)
            || projects::counts_listed(self.found, index)
            || projects::is_size_of_one(self.passage, &self.found[index])
        {
            return;
        }
        let text = &self.passage.text;
        self.said.read_to(text, here.sentence.0, here.quantity.start);
        let scene = Scene {
            text,
            found: self.found,
            index,
            read: &self.read,
            heading: self.passage.heading.as_deref(),
            totals: self.said.totals,
            report: self.frame.report,
            one_year: self.is_of_one_year(here) || self.is_of_named_year(here),
            last_named: rules::last_named(self.found, &self.read, index),
        };
        if self.cut_again && rules::is_threshold(&scene) {
            return;
        }
        let reading =
            RULES.iter().find_map(|rule| rule.read(&scene).map(|reading| (rule.name(), reading)));
        let Some((rule, Reading::Figure(figure))) = reading else { return };
        for label in each_of(here, &figure.label) {
            let unit = figure.unit.clone();
            let statement = self.statement(index, Figure { label, unit, ..figure }, rule);
            self.statements.extend(statement);
        }
        self.read[index] = Some(figure);
    }

    /// The context that decides kind and year.
    fn context(&self) -> Context<'_, '_> {
        Context {
            passage: self.passage,
            frame: self.frame,
            reviewed: self.reviewed,
            found: self.found,
            read: &self.read,
        }
    }

    /// Whether the figure is for a single year; annual statistics are then levels, not sums.
    fn is_of_one_year(&self, here: &QuantityContext<'_>) -> bool {
        if !self.frame.report {
            // In 2005年,地区生产总值120亿元,固定资产投资38亿元 the review of a plan names the year.
            let named = here.when.filter(|when| !when.period && !when.mention);
            return self.passage.stance != Stance::Plan
                && named.is_some_and(|when| when.year <= self.frame.base)
                && !FIVE_YEARS.any_in(&here.head);
        }
        let several = match self.passage.stance {
            Stance::Term(_) | Stance::Horizon(_) => true,
            Stance::Review => self.reviewed > 1,
            Stance::Plan | Stance::Environment => false,
        };
        !several
    }

    /// Whether the figure is for the year that a review names, without words for several years:
    /// 2020年,完成工业投资120亿元.
    fn is_of_named_year(&self, here: &QuantityContext<'_>) -> bool {
        let past = |year: u16| year <= self.frame.base;
        here.when.is_some_and(|when| {
            !when.period && !when.mention && when.from.is_none() && past(when.year)
        }) && !self.said.several
    }

    /// Whether the figure belongs to the nation, the province or the world, not to the region.
    fn is_others(&self, here: &QuantityContext<'_>) -> bool {
        // 全省经济总量突破6万亿元 belongs to the province; 全国文明校园5所 belongs to the region.
        let subject = || here.words_before().subject.as_str();
        let abroad = self.frame.others.iter().any(|word| here.head.starts_with(word))
            && !AT_HOME.iter().any(|words| here.head.starts_with(words));
        let statistic = OTHERS_STATISTICS;
        if abroad && statistic.iter().any(|word| subject().ends_with(word)) {
            return true;
        }
        if self.passage.stance != Stance::Environment {
            return false;
        }
        let (start, end) = here.sentence;
        let sentence: String =
            self.passage.text[start..here.tail_end.clamp(start, end.max(start))].iter().collect();
        let nations = ["我国", "人均国内生产总值"].iter().any(|word| sentence.contains(word));
        nations && self.frame.others.contains(&"我国")
            || ["全球", "世界经济"].iter().any(|word| sentence.contains(word))
    }

    fn statement(&self, index: usize, figure: Figure, rule: &'static str) -> Option<Statement> {
        let here = &self.found[index];
        let quantity = here.quantity;
        // A label without letters is a rest of a table or a picture from OCR.
        figure.label.chars().filter(|c| c.is_alphanumeric()).nth(1)?;
        let (line, number) = *self.passage.places.get(quantity.start)?;
        let (kind, year) = self.context().kind_and_year(index, &figure);
        let place = span::Place {
            frame: self.frame,
            stance: self.passage.stance,
            reviewed: self.reviewed,
            kind,
            year,
        };
        let leader = &self.found[clause::series(self.found, index).0];
        let since = span::since(here, leader, &figure, place);
        let direction = span::direction(here, leader, &figure);
        let growth =
            span::is_growth_of_a_year(here, leader, &figure, year, since, self.frame.report);
        let measure = if growth { Measure::AnnualGrowth } else { figure.measure };
        let mut flags = Vec::new();
        let mut confidence = doubt::confidence(rule, here, &figure);
        let unit = unit(here, &figure, &mut flags, &mut confidence);
        // 人才总数达到13.5名 has lost its 万 in OCR, because people are counted in whole numbers.
        if !quantity.value.is_integer()
            && unit.as_deref().is_some_and(is_whole)
            && !is_average(&figure.label)
        {
            flags.push("implausible".to_owned());
            confidence -= 0.3;
        }
        let places = &self.passage.places;
        if kind == Kind::Actual && self.frame.report && self.said.expected {
            flags.push("preliminary".to_owned());
        }
        if places.get(here.head_start).is_some_and(|(first, _)| *first != line) {
            flags.push("wrapped".to_owned());
        }
        Some(Statement {
            kind,
            value: Some(quantity.value),
            value_high: quantity.value_high,
            text: None,
            rule: None,
            unit,
            comparator: figure.comparator,
            measure,
            year,
            since,
            direction,
            line,
            number,
            quote: self.quote(here, line),
            read_by: rule,
            confidence: (confidence.clamp(0.0, 1.0) * 100.0).round() / 100.0,
            flags,
            added: measure == Measure::Cumulative && self.follows_addition(index),
            label: figure.label,
        })
    }

    /// Whether the figure is a later item of a list after 新增, without a verb of its own.
    fn follows_addition(&self, index: usize) -> bool {
        let is_item = |at: &usize| {
            let head = &self.found[*at].head;
            self.found[*at].listed && self.found[*at].words_before().act.is_none() && !flows(head)
        };
        let items = (1..=index).rev().take_while(is_item).count();
        let first = self.found[index - items].words_before();
        items > 0 && (first.act.as_deref() == Some("新增") || first.subject.starts_with("新增"))
    }

    /// Columns of the shortest clause on the line of the number that contains figure and label.
    fn quote(&self, here: &QuantityContext<'_>, line: usize) -> (usize, usize) {
        let on_line = |at: usize| {
            self.passage
                .places
                .get(at)
                .filter(|(other, _)| *other == line)
                .map(|(_, column)| *column)
        };
        // A quote contains no markup: it begins after the last seam before the number and ends before the
        // next.
        let seams = &self.passage.seams;
        let before = seams.partition_point(|seam| *seam <= here.quantity.start);
        let seam = before.checked_sub(1).map_or(0, |last| seams[last]);
        let start = here.head_start.max(seam).min(here.quantity.start);
        let begin = (start..=here.quantity.start).find_map(on_line).unwrap_or(0);
        let named_before = here.head.chars().count() >= 4;
        let last = if named_before { here.quantity.end } else { here.tail_end };
        let last = last.max(here.quantity.end);
        let last =
            seams.get(before).map_or(last, |seam| last.min(*seam).max(here.quantity.start + 1));
        let end = (here.quantity.start..last).rev().find_map(on_line);
        (begin, end.map_or(begin, |column| column + 1))
    }
}

/// Whether the unit counts whole things only.
fn is_whole(unit: &str) -> bool {
    ["名", "人", "家", "个", "位", "户", "所", "座", "项", "条", "台", "辆", "套", "栋"]
        .contains(&unit)
}

/// Whether the label is an average, which need not be whole: 每千人口执业医师数, 户均人口.
fn is_average(label: &str) -> bool {
    ["每", "人均", "户均", "平均"].iter().any(|word| label.contains(word))
}

/// The printed unit, or the one that a reader supplies where OCR lost it, which is flagged.
fn unit(
    here: &QuantityContext<'_>,
    figure: &Figure,
    flags: &mut Vec<String>,
    confidence: &mut f64,
) -> Option<String> {
    if let Some(unit) = &figure.unit {
        flags.push("unit_guessed".to_owned());
        return Some(unit.clone());
    }
    match here.quantity.unit.as_deref() {
        Some("万") if things::PEOPLE.any_in(&figure.label) => {
            flags.push("unit_guessed".to_owned());
            Some("万人".to_owned())
        }
        // A ratio has no unit: 城乡居民收入比缩小至1.6.
        None if figure.label.ends_with("收入比") || figure.label.ends_with("之比") => None,
        None if figure.measure != Measure::RatioMultiple => {
            *confidence -= 0.05;
            let supplied = things::SUPPLIED
                .iter()
                .find(|(noun, _)| figure.label.ends_with(noun) || figure.label.starts_with(noun));
            flags.push(if supplied.is_some() { "unit_guessed" } else { "unit_missing" }.to_owned());
            supplied.map(|(_, unit)| (*unit).to_owned())
        }
        printed => printed.map(str::to_owned),
    }
}
