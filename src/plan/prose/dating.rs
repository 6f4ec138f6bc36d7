//! Whether a figure is an outcome or a promise, and of which year: by its clause, else its sentence, else the
//! part of the document it stands in.

use super::clause::{self, Found};
use super::passage::Passage;
use super::rules::Figure;
use super::statement::Frame;
use super::when::When;
use crate::domain::Kind;
use crate::plan::lexicon::promises::{HELD_AGAINST, SO_FAR, STRIVING, TARGETED, YEAR_PAST};
use crate::plan::lexicon::time::YEARS_AHEAD;
use crate::plan::outline::Stance;

/// What decides: the passage, and the figures read in it so far.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context<'r, 'p> {
    pub(crate) passage: &'r Passage,
    pub(crate) frame: Frame,
    /// How many years a look back covers.
    pub(crate) reviewed: u16,
    pub(crate) found: &'r [Found<'p>],
    /// The figures read so far, by index into `found`.
    pub(crate) read: &'r [Option<Figure>],
}

impl Context<'_, '_> {
    /// Kind and year of the figure at `index`.
    pub(crate) fn kind_and_year(&self, index: usize, figure: &Figure) -> (Kind, Option<u16>) {
        let (here, frame) = (&self.found[index], self.frame);
        let by_year = |year: u16| if year <= frame.base { Kind::Actual } else { Kind::Target };
        // 2019年、2020年,新增市场主体5672、6158家: years and figures go in pairs.
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

    /// The year of a value that a thing moved away from; none where the text does not tell.
    fn year_moved_from(&self, here: &Found<'_>) -> Option<u16> {
        let base = self.frame.base;
        let dated = here.when.filter(|_| here.dated_here).map(|when| when.year);
        let dated = dated.filter(|year| *year <= base);
        let looks_back = self.frame.report && self.passage.stance == Stance::Review;
        dated.or_else(|| looks_back.then(|| base - self.reviewed))
    }

    /// 由2020年的12家增加到30家: the year is the start's alone.
    fn is_begun(&self, index: usize) -> bool {
        let here = &self.found[index];
        index.checked_sub(1).is_some_and(|before| {
            here.joined
                && self.read[before].as_ref().is_some_and(|figure| figure.from)
                && self.found[before].when == here.when
        })
    }

    /// 谋划“十五五”重大项目559个: a period ahead that only names things is no year of a report's figure.
    fn counts(&self, when: When) -> bool {
        !(self.frame.report && when.mention && when.year > self.frame.base)
            || matches!(self.passage.stance, Stance::Term(_))
    }

    /// 地区生产总值预期目标增长6.5%:预计完成2020亿元: what a look back says was promised.
    fn is_promise(&self, here: &Found<'_>) -> bool {
        if !self.frame.report {
            return false;
        }
        let clause = here.head.as_str();
        let held_against = HELD_AGAINST.iter().any(|word| clause.contains(word));
        TARGETED.iter().any(|word| clause.contains(word)) && !held_against
            || here.quantity.start < self.passage.promised
    }

    /// Without a year of its own: what the part of the document speaks of.
    fn by_stance(&self, here: &Found<'_>) -> (Kind, u16) {
        let frame = self.frame;
        let says = |words: &[&str]| words.iter().any(|word| here.head.contains(word));
        let (start, end) = (here.sentence.0, here.quantity.start);
        let sentence = || -> String { self.passage.text[start..end.max(start)].iter().collect() };
        match self.passage.stance {
            Stance::Environment if says(STRIVING) => (Kind::Target, frame.last),
            Stance::Review | Stance::Environment => (Kind::Actual, frame.base),
            Stance::Horizon(year) => (Kind::Target, year),
            Stance::Plan | Stance::Term(_) if says(SO_FAR) => (Kind::Actual, frame.base),
            Stance::Plan | Stance::Term(_)
                if frame.report && YEAR_PAST.iter().any(|word| here.head.starts_with(word)) =>
            {
                (Kind::Actual, frame.base)
            }
            Stance::Plan if frame.report && is_ahead(&sentence()) => (Kind::Target, frame.ahead),
            Stance::Term(_) if sentence().contains("今年") => (Kind::Target, frame.first),
            Stance::Term(year) => (Kind::Target, year.unwrap_or(frame.ahead)),
            Stance::Plan => (Kind::Target, frame.last),
        }
    }
}

/// 五年内集聚50名科学家: a sentence of a report that looks further than its year.
fn is_ahead(sentence: &str) -> bool {
    YEARS_AHEAD.iter().any(|words| sentence.contains(words))
}
