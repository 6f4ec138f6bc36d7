//! The input of progress.

use crate::catalog::{Catalog, Region};
use crate::domain::lang::Lang;
use crate::domain::{Kind, Plan};
use crate::series::ReportedStatement;

/// One plan and the statements of all documents of its region.
#[derive(Debug, Clone, Copy)]
pub struct ProgressInput<'q> {
    pub catalog: &'q Catalog,
    /// The language of names and messages.
    pub lang: Lang,
    pub region: &'q Region,
    /// The plan; of a period whose plan is not loaded, the later plan that reviews it, with that period.
    pub plan: &'q Plan,
    /// Whether the targets are those that the review table of a later plan repeats.
    pub reviewed: bool,
    /// Statements of documents of the region, those of the plan among them, in the order of documents and places.
    pub statements: &'q [ReportedStatement],
    /// Documents that became known later are left out; `None` for no limit.
    pub as_of: Option<u16>,
    /// Indicators of the targets to judge; `None` for all targets, those without indicator too.
    pub indicators: Option<&'q [String]>,
}

impl<'q> ProgressInput<'q> {
    /// The targets that the plan sets for its own period, or those of the period before that its
    /// review table repeats. Targets for the horizon are left out.
    pub(super) fn targets(&self) -> impl Iterator<Item = &'q ReportedStatement> {
        let Self { plan, indicators, statements, reviewed, .. } = *self;
        let within = move |year: u16| plan.base_year < year && year <= plan.period[1];
        let asked = move |one: &ReportedStatement| {
            indicators.is_none_or(|asked| asked.iter().any(|id| **id == *one.statement.indicator))
        };
        statements.iter().filter(move |one| {
            one.document.plan.as_deref() == Some(&*plan.id)
                && one.statement.kind == Kind::Target
                && one.statement.is_of_review() == reviewed
                && one.statement.year.is_none_or(within)
                && asked(one)
        })
    }

    /// Statements known by `as_of`; those of the plan's own documents always are.
    pub(super) fn known(&self) -> impl Iterator<Item = &'q ReportedStatement> + Clone {
        let Self { plan, as_of, statements, .. } = *self;
        statements.iter().filter(move |one| {
            let own = one.document.plan.as_deref() == Some(&*plan.id);
            own || as_of.is_none_or(|year| one.document.known_in() <= year)
        })
    }
}
