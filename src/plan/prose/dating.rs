//! Decides whether a figure is an outcome or a target, and its year: by its clause, else by its sentence,
//! else by the part of the document.

use super::clause::{self, QuantityContext};
use super::passage::Passage;
use super::rules::{self, Figure};
use super::statement::Frame;
use super::when::{YearMention, period_until};
use crate::domain::Kind;
use crate::plan::lexicon::promises::{
    HELD_AGAINST, OUTCOME_BEHIND, PLANNED, SO_FAR, STRIVING, TARGETED, YEAR_PAST,
};
use crate::plan::lexicon::time::YEARS_AHEAD;
use crate::plan::outline::Stance;

/// The passage, and the figures read in it so far.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context<'r, 'p> {
    pub(crate) passage: &'r Passage,
    pub(crate) frame: Frame,
    /// The number of years that a review covers.
    pub(crate) reviewed: u16,
    pub(crate) found: &'r [QuantityContext<'p>],
    /// The figures read so far, by index into `found`.
    pub(crate) read: &'r [Option<Figure>],
}

impl Context<'_, '_> {
    /// Kind and year of the figure at `index`.
    pub(crate) fn kind_and_year(&self, index: usize, figure: &Figure) -> (Kind, Option<u16>) {
        let (here, frame) = (&self.found[index], self.frame);
        let by_year = |year: u16| if year <= frame.base { Kind::Actual } else { Kind::Target };
        // 2019年、2020年,新增市场主体5672、6158家: each figure has the year at its place in the list.
        let (first, last) = clause::series(self.found, index);
        if here.years.len() > 1 && here.years.len() == last - first + 1 {
            let year = here.years[index - first];
            return (by_year(year), Some(year));
        }
        if figure.from {
            return (Kind::Actual, self.year_moved_from(here));
        }
        if self.passage.stance == Stance::Review && self.is_promise(here) {
            return (Kind::Target, Some(frame.base));
        }
        if let Some(when) = here.when.filter(|when| !self.is_begun(index) && self.counts(*when)) {
            return (by_year(when.year), Some(when.year));
        }
        let (kind, year) = self.by_stance(here);
        (kind, Some(year))
    }

    /// The year of a value that something moved away from; `None` where the text does not name it.
    fn year_moved_from(&self, here: &QuantityContext<'_>) -> Option<u16> {
        let base = self.frame.base;
        let dated = here.when.filter(|_| here.dated_here).map(|when| when.year);
        let dated = dated.filter(|year| *year <= base);
        let looks_back =
            self.passage.stance == Stance::Review && (self.frame.report || self.reviews_period());
        dated.or_else(|| looks_back.then(|| base - self.reviewed))
    }

    /// Whether the section or the passage names the period that a plan looks back on: “十三五”发展成就.
    fn reviews_period(&self) -> bool {
        let Some(name) = period_until(self.frame.base) else { return false };
        self.passage.heading.as_deref().is_some_and(|title| title.contains(name))
            || clause::says(&self.passage.text, name)
    }

    /// In 由2020年的12家增加到30家 the year belongs to the first value only.
    fn is_begun(&self, index: usize) -> bool {
        let here = &self.found[index];
        index.checked_sub(1).is_some_and(|before| {
            here.joined
                && self.read[before].as_ref().is_some_and(|figure| figure.from)
                && self.found[before].when == here.when
        })
    }

    /// 谋划“十五五”重大项目559个: a future period that is part of a name is not the year of a report's
    /// figure.
    fn counts(&self, when: YearMention) -> bool {
        !(self.frame.report && when.mention && when.year > self.frame.base)
            || matches!(self.passage.stance, Stance::Term(_))
    }

    /// Whether a review quotes a target: 地区生产总值预期目标增长6.5%:预计完成2020亿元.
    fn is_promise(&self, here: &QuantityContext<'_>) -> bool {
        if !self.frame.report {
            return false;
        }
        let clause = here.head.as_str();
        TARGETED.any_in(clause) && !HELD_AGAINST.any_in(clause)
            || here.quantity.start < self.passage.promised
            || rules::quotes_goal(&self.passage.text, here)
            || self.precedes_its_outcome(here)
    }

    /// Whether the outcome follows the goal: 城镇新增就业预期5万人,实际完成5.4万人.
    fn precedes_its_outcome(&self, here: &QuantityContext<'_>) -> bool {
        if !PLANNED.any_in(&here.head) {
            return false;
        }
        let behind = self.passage.text.get(here.tail_end..).unwrap_or_default();
        let begins = behind.first().is_some_and(|c| matches!(*c, ',' | ':' | ';'));
        let behind: String = behind.iter().skip(1).take(2).collect();
        begins && !here.head.contains("总投资") && OUTCOME_BEHIND.iter().any(|word| behind == *word)
    }

    /// Kind and year by the part of the document, for a figure without a year.
    fn by_stance(&self, here: &QuantityContext<'_>) -> (Kind, u16) {
        let frame = self.frame;
        let says = |words: &[&str]| words.iter().any(|word| here.head.contains(word));
        let (start, end) = (here.sentence.0, here.quantity.start);
        let sentence = &self.passage.text[start..end.max(start)];
        match self.passage.stance {
            Stance::Environment if says(&STRIVING) => (Kind::Target, frame.last),
            Stance::Review | Stance::Environment => (Kind::Actual, frame.base),
            Stance::Horizon(year) => (Kind::Target, year),
            Stance::Plan | Stance::Term(_) if says(SO_FAR) => (Kind::Actual, frame.base),
            Stance::Plan | Stance::Term(_) if frame.report && YEAR_PAST.begins(&here.head) => {
                (Kind::Actual, frame.base)
            }
            // 五年内集聚50名科学家.
            Stance::Plan if frame.report && YEARS_AHEAD.any_among(sentence) => {
                (Kind::Target, frame.ahead)
            }
            Stance::Term(_) if clause::says(sentence, "今年") => (Kind::Target, frame.first),
            Stance::Term(year) => (Kind::Target, year.unwrap_or(frame.ahead)),
            Stance::Plan => (Kind::Target, frame.last),
        }
    }
}
