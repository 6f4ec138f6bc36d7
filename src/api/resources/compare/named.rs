//! Names and messages of a comparison in the language of the answer. A comparison is computed in
//! Chinese, the language of the plans.

use crate::compare::answer::{
    Cascade, CascadeCell, Cell, Entry, Figure, IndicatorRef, RegionRef, Resolution, Share,
};
use crate::domain::lang::Lang;
use crate::domain::message::Message;
use crate::store::Snapshot;

/// Sets names and messages to a language that is not the data's own.
pub(in crate::api) struct Names<'s>(&'s Snapshot);

impl<'s> Names<'s> {
    /// `None` for Chinese, the language that the names already have.
    pub(crate) fn of(snapshot: &'s Snapshot) -> Option<Self> {
        (snapshot.lang != Lang::default()).then_some(Self(snapshot))
    }

    pub(crate) fn entry(&self, entry: &mut Entry) {
        self.indicator(&mut entry.indicator);
        for cell in &mut entry.cells {
            self.cell(cell);
        }
    }

    pub(crate) fn cascade(&self, entry: &mut Cascade) {
        self.indicator(&mut entry.indicator);
        self.held(&mut entry.parent);
        for above in &mut entry.above {
            self.held(above);
        }
        let sums = &mut entry.sums;
        self.messages(sums.missing.iter_mut().map(|missing| &mut missing.reason));
        for sum in [&mut sums.base, &mut sums.target].into_iter().flatten() {
            self.messages(sum.note.iter_mut().chain([&mut sum.method]));
        }
        for child in &mut entry.children {
            self.held(child);
        }
    }

    /// An indicator and a region.
    pub(crate) fn pair(&self, indicator: &mut IndicatorRef, region: &mut RegionRef) {
        self.indicator(indicator);
        self.region(region);
    }

    fn cell(&self, cell: &mut Cell) {
        self.region(&mut cell.region);
        for related in &mut cell.related {
            self.indicator(&mut related.indicator);
        }
        self.resolution(cell.resolution.as_mut());
        for related in &mut cell.related {
            self.figures([&mut related.base, &mut related.target]);
        }
        self.figures([&mut cell.base, &mut cell.target, &mut cell.stated_growth]);
        self.messages(cell.warnings.iter_mut().map(|note| &mut note.detail));
        let reasons = cell.reasons.iter_mut().chain(&mut cell.base_reasons);
        self.messages(reasons.map(|reason| &mut reason.detail));
        let missing = cell.derived.missing.iter_mut().chain(&mut cell.ambition.missing);
        self.messages(missing.map(|missing| &mut missing.reason));
        self.messages(cell.derived.method.iter_mut().chain(&mut cell.ambition.method));
        let ambition = &mut cell.ambition;
        let gaps = [
            &mut ambition.to_best_target,
            &mut ambition.to_best_base,
            &mut ambition.to_best_pace,
            &mut ambition.to_parent_target,
            &mut ambition.to_parent_base,
        ];
        self.messages(gaps.into_iter().flatten().map(|gap| &mut gap.method));
        self.share(cell.derived.share_of_parent.as_mut());
        if let Some(shares) = &mut cell.derived.shares {
            self.share(shares.base.as_mut());
            self.share(shares.target.as_mut());
        }
    }

    fn held(&self, held: &mut CascadeCell) {
        self.region(&mut held.region);
        self.resolution(held.resolution.as_mut());
        self.figures([&mut held.base, &mut held.target, &mut held.stated_growth]);
        self.messages(held.reasons.iter_mut().map(|reason| &mut reason.detail));
        self.share(held.share_of_parent.as_mut());
    }

    fn resolution(&self, resolution: Option<&mut Resolution>) {
        let Some(resolution) = resolution else { return };
        self.figures([&mut resolution.target]);
        self.messages(&mut resolution.reason);
        let steps = resolution.steps.iter_mut().map(|step| &mut step.region);
        for region in resolution.region.iter_mut().chain(steps) {
            self.region(region);
        }
    }

    fn figures<const N: usize>(&self, figures: [&mut Option<Figure>; N]) {
        for figure in figures.into_iter().flatten() {
            self.messages(&mut figure.note);
            self.messages(figure.derived.as_mut().map(|how| &mut how.method));
        }
    }

    pub(crate) fn messages<'m>(&self, messages: impl IntoIterator<Item = &'m mut Message>) {
        for message in messages {
            message.choose(self.0.lang);
        }
    }

    fn share(&self, share: Option<&mut Share>) {
        if let Some(share) = share {
            self.region(&mut share.parent);
        }
    }

    pub(crate) fn region(&self, region: &mut RegionRef) {
        if let Some(known) = self.0.catalog.region(&region.id) {
            self.0.region_name(known).clone_into(&mut region.name);
        }
    }

    pub(crate) fn indicator(&self, indicator: &mut IndicatorRef) {
        if let Some(known) = self.0.catalog.indicator(&indicator.id) {
            self.0.indicator_name(known).clone_into(&mut indicator.name);
            indicator.unit_name = known.unit.as_ref().map(|unit| self.0.unit_name(unit));
        }
    }
}
