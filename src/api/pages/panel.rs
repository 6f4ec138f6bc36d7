//! One indicator across regions, as a table.

use super::figure::{Badge, ShownFigure, computed};
use crate::api::resources::quantity::Quantity;
use crate::compare::answer::{Cell, Entry, Figure};
use crate::domain::lang::Lang;
use crate::domain::message::Message;
use crate::domain::words;
use crate::domain::{Basis, Kind};
use crate::store::words::word;

/// One indicator.
#[derive(Debug)]
pub(super) struct Panel {
    pub id: String,
    pub name: String,
    /// Unit of its levels, in the language of the page; empty for a bare number.
    pub unit: String,
    pub period: String,
    pub rows: Vec<Row>,
}

/// One region. Texts are empty where the answer has null.
#[derive(Debug)]
pub(super) struct Row {
    pub region: String,
    pub region_id: String,
    pub badge: Badge,
    /// Where the targets are stated; empty where that is the plan of the period.
    pub basis: &'static str,
    /// Id of that document.
    pub basis_document: String,
    pub base: ShownFigure,
    pub target: ShownFigure,
    pub stated_growth: ShownFigure,
    pub implied: String,
    pub share: String,
    pub rank: String,
    pub reasons: Vec<String>,
    /// What words of the target lead to: the region whose figure it is, and the figure.
    pub leads_to: Option<(String, ShownFigure)>,
}

impl Panel {
    pub(super) fn of(entry: &Entry, lang: Lang) -> Self {
        let indicator = &entry.indicator;
        let name = if lang == Lang::En { &indicator.name_en } else { &indicator.name };
        Self {
            id: indicator.id.to_string(),
            name: name.to_string(),
            unit: indicator.unit_name.as_deref().unwrap_or_default().to_owned(),
            period: entry.period.clone(),
            rows: {
                let axis = Quantity::main_of(entry);
                entry.cells.iter().map(|cell| Row::of(cell, axis, lang)).collect()
            },
        }
    }
}

impl Row {
    /// A figure of another quantity than most of its column names what it measures.
    fn of(cell: &Cell, axis: Option<Quantity<'_>>, lang: Lang) -> Self {
        let shown = |figure: &Option<Figure>, kind| {
            let figure = figure.as_ref();
            figure.map(|figure| ShownFigure::of_comparison(figure, kind, lang)).unwrap_or_default()
        };
        let compared = |figure: &Option<Figure>, kind| {
            let quantity = figure.as_ref().and_then(Quantity::of_comparison);
            let other = quantity.filter(|quantity| Some(*quantity) != axis);
            shown(figure, kind).with_measure(other.and_then(|it| it.measure_name(lang)))
        };
        let percent = |value| computed(value, Some("%"), lang);
        let share = cell.derived.share_of_parent.as_ref().and_then(|share| share.value);
        let resolution = cell.resolution.as_ref();
        let leads_to = resolution.and_then(|found| {
            let figure = ShownFigure::of_comparison(found.target.as_ref()?, Kind::Target, lang);
            let region = found.region.as_ref().map(|it| it.name.to_string());
            Some((region.unwrap_or_default(), figure))
        });
        let unresolved = resolution.and_then(|found| found.reason.as_ref());
        let reasons = cell.reasons.iter().map(|why| why.detail.as_str());
        let basis = cell.basis.filter(|basis| *basis != Basis::Plan).map(word);
        let reasons = reasons.chain(unresolved.map(Message::as_str));
        Self {
            region: cell.region.name.to_string(),
            region_id: cell.region.id.to_string(),
            badge: Badge::of_status(&word(cell.status), lang),
            basis: basis
                .and_then(|code| words::TargetBasis::SET.name(&code, lang))
                .unwrap_or_default(),
            basis_document: cell.basis_document.as_deref().unwrap_or_default().to_owned(),
            base: compared(&cell.base, Kind::Actual),
            target: compared(&cell.target, Kind::Target),
            stated_growth: shown(&cell.stated_growth, Kind::Target),
            implied: cell.derived.annual_growth.map(percent).unwrap_or_default(),
            share: share.map(percent).unwrap_or_default(),
            rank: cell.rank.map(|rank| rank.to_string()).unwrap_or_default(),
            reasons: reasons.map(str::to_owned).collect(),
            leads_to,
        }
    }
}
