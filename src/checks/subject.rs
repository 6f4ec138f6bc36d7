//! The input of the checks as plain values, and the figures that a comparison uses.

use super::finding::{Code, Explanation, Finding, Kind, Severity};
use super::term::Amount;
use crate::catalog::{Catalog, Indicator};
use crate::compare::{self, Cell, CompareInput, Figure};
use crate::domain::lang::Lang;
use crate::domain::statement::is_doubt;
use crate::domain::text::{Text, phrase};
use crate::domain::{Plan, Statement};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap, HashSet};

/// A plan, and the other plans that its checks need.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'s> {
    pub catalog: &'s Catalog,
    pub own: Region<'s>,
    /// The plan of the same region for the previous period; `None` where it is not loaded.
    pub before: Option<Region<'s>>,
    /// Plans of the regions below for the same period.
    pub below: &'s [Region<'s>],
}

/// A plan and its statements.
#[derive(Debug, Clone, Copy)]
pub struct Region<'s> {
    pub plan: &'s Plan,
    pub statements: &'s [Statement],
    /// Chosen of these statements.
    pub chosen: &'s ChosenFigures,
}

/// The figures of a plan that a comparison uses, by indicator. Several checks need those of one plan, which are chosen once.
#[derive(Debug, Default)]
pub struct ChosenFigures(HashMap<String, Chosen>);

/// Base, target and growth of an indicator as a comparison chooses them.
#[derive(Debug)]
pub(super) struct Chosen {
    pub base: Option<Figure>,
    /// The arithmetic of a base that is not printed.
    pub base_method: Option<Text>,
    pub target: Option<Figure>,
    pub stated_growth: Option<Figure>,
}

impl ChosenFigures {
    /// Chooses among the statements of a plan. There are none of a region that the catalogue lacks.
    pub fn of(catalog: &Catalog, plan: &Plan, statements: &[Statement]) -> Self {
        let said: HashSet<&str> =
            statements.iter().map(|statement| &*statement.indicator).collect();
        let indicators: Vec<&Indicator> = (catalog.indicators.iter())
            .filter(|indicator| said.contains(indicator.id.as_str()))
            .collect();
        let region = catalog.regions.iter().find(|region| *region.id == *plan.region);
        let compared = |indicators: &[&'_ Indicator], lang| {
            let regions = region.into_iter().collect();
            let indicators = indicators.to_vec();
            let input = CompareInput { catalog, indicators, regions, period: plan.period, lang };
            compare::table(&input, std::slice::from_ref(plan), statements)
        };
        let chosen = indicators.iter().zip(compared(&indicators, Lang::Zh));
        let chosen = chosen.filter_map(|(indicator, mut entry)| {
            let Cell { base, target, stated_growth, .. } = entry.cells.pop()?;
            // A finding tells its arithmetic in both languages.
            let base_method = base.as_ref().and_then(|base| base.derived.as_ref()).and_then(|zh| {
                let en = compared(&[indicator], Lang::En).pop()?.cells.pop()?.base?.derived?;
                Some(Text::made(en.method.to_string(), zh.method.to_string()))
            });
            let chosen = Chosen { base, base_method, target, stated_growth };
            Some((indicator.id.clone(), chosen))
        });
        Self(chosen.collect())
    }
}

/// The subject with an index of its statements.
pub(super) struct Facts<'s> {
    pub subject: &'s Subject<'s>,
    /// One topic for each indicator of the plan, in catalogue order.
    pub topics: Vec<Topic<'s>>,
    by_id: HashMap<&'s str, &'s Statement>,
}

/// The statements of the plan on one indicator.
pub(super) struct Topic<'s> {
    pub indicator: &'s Indicator,
    pub cell: &'s Chosen,
    /// All statements, in document order.
    pub statements: Vec<&'s Statement>,
}

/// A figure of a topic: [`base`] or [`target`].
pub(super) type Pick = for<'t, 's> fn(&'t Topic<'s>) -> Option<&'t Figure>;

pub(super) fn base<'t>(topic: &'t Topic<'_>) -> Option<&'t Figure> {
    topic.cell.base.as_ref()
}

pub(super) fn target<'t>(topic: &'t Topic<'_>) -> Option<&'t Figure> {
    topic.cell.target.as_ref()
}

impl<'s> Facts<'s> {
    pub(super) fn new(subject: &'s Subject<'s>) -> Self {
        let own = &subject.own;
        let mut by_indicator: BTreeMap<&str, Vec<&Statement>> = BTreeMap::new();
        for statement in own.statements {
            by_indicator.entry(&statement.indicator).or_default().push(statement);
        }
        let topics = (subject.catalog.indicators.iter())
            .filter_map(|indicator| {
                let statements = by_indicator.remove(indicator.id.as_str())?;
                let cell = own.chosen.0.get(&indicator.id)?;
                Some(Topic { indicator, cell, statements })
            })
            .collect();
        let by_id = own.statements.iter().map(|statement| (&*statement.id, statement)).collect();
        Self { subject, topics, by_id }
    }

    pub(super) fn plan(&self) -> &'s Plan {
        self.subject.own.plan
    }

    pub(super) fn topic(&self, indicator: &str) -> Option<&Topic<'s>> {
        self.topics.iter().find(|topic| topic.indicator.id == indicator)
    }

    /// The statement of a printed figure; `None` for a derived one.
    pub(super) fn printed(&self, figure: &Figure) -> Option<&'s Statement> {
        self.by_id.get(figure.id.as_deref()?).copied()
    }

    /// The statements of a figure: its own, or those it was derived from.
    pub(super) fn behind(&self, figure: &Figure) -> Vec<&'s Statement> {
        let derived = figure.derived.iter().flat_map(|how| &how.inputs);
        let ids = figure.id.iter().chain(derived);
        ids.filter_map(|id| self.by_id.get(&**id).copied()).collect()
    }

    /// Builds a finding about the plan. It fills in the fields that do not depend on the check.
    pub(super) fn finding(&self, kind: Kind, indicator: &Indicator, found: CheckResult) -> Finding {
        let CheckResult { severity, summary, unit, stated, implied, arithmetic, explanations } =
            found;
        let mut inputs = stated.inputs.clone();
        inputs.extend(implied.inputs.clone());
        let mut ids: Vec<&str> = inputs.iter().map(|input| input.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        let plan = self.plan();
        let place = format!("{kind:?}/{}/{}/{}", plan.id, indicator.id, ids.join("/"));
        let mut explanations = explanations;
        explanations.extend(ocr(&stated, &implied));
        let number = |amount: &Amount| amount.value;
        let difference = number(&stated)
            .zip(number(&implied))
            .and_then(|(stated, implied)| stated.checked_sub(implied))
            .map(|difference| difference.normalize());
        let tolerance = (stated.slack + implied.slack).normalize();
        Finding {
            id: hex::encode(Sha256::digest(place))[..16].to_owned(),
            kind,
            severity,
            plan: plan.id.to_string(),
            region: plan.region.to_string(),
            period: plan.period,
            indicator: indicator.id.clone(),
            summary,
            unit,
            difference,
            tolerance: difference.is_some().then_some(tolerance),
            can_both_hold: stated.span.meets(&implied.span),
            stated: stated.term(),
            implied: implied.term(),
            arithmetic,
            inputs,
            explanations,
        }
    }
}

/// The result of a check.
pub(super) struct CheckResult {
    pub severity: Severity,
    pub summary: Text,
    pub unit: Option<String>,
    pub stated: Amount,
    pub implied: Amount,
    pub arithmetic: Text,
    pub explanations: Vec<Explanation>,
}

/// The explanation for doubtful readings and text recognition.
fn ocr(stated: &Amount, implied: &Amount) -> Option<Explanation> {
    let inputs = || stated.inputs.iter().chain(&implied.inputs);
    let mut doubts: Vec<Text> = Vec::new();
    for input in inputs() {
        let flags: Vec<&str> = (input.flags.iter().map(String::as_str))
            .filter(|flag| is_doubt(flag) || *flag == "corrected" || *flag == "cell_moved")
            .collect();
        if !flags.is_empty() {
            doubts.push(phrase!(
                "line {line} ({flags})",
                "第 {line} 行（{flags}）",
                line = input.line,
                flags = flags.join(", "),
            ));
        }
    }
    doubts.dedup();
    (!doubts.is_empty()).then(|| Explanation {
        code: Code::Ocr,
        text: phrase!(
            "The reading of {places} is in doubt.",
            "{places}的读取结果存疑。",
            places = Text::join(doubts, " and ", "和"),
        ),
    })
}
