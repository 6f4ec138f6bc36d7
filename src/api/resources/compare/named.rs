//! Regions and indicators of a comparison under their names in the language asked for. Comparing is done
//! in Chinese, which is what the words of the plans and of the arithmetic are.

use crate::compare::answer::{
    Cascade, Cell, Entry, Held, IndicatorRef, RegionRef, Resolution, Share,
};
use crate::domain::lang::Lang;
use crate::store::Snapshot;

/// Gives names in a language that is not the data's own.
pub(in crate::api) struct Names<'s>(&'s Snapshot);

impl<'s> Names<'s> {
    /// `None` where Chinese is asked for: the names are that already.
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
        self.share(cell.derived.share_of_parent.as_mut());
        if let Some(shares) = &mut cell.derived.shares {
            self.share(shares.base.as_mut());
            self.share(shares.target.as_mut());
        }
    }

    fn held(&self, held: &mut Held) {
        self.region(&mut held.region);
        self.resolution(held.resolution.as_mut());
        self.share(held.share_of_parent.as_mut());
    }

    fn resolution(&self, resolution: Option<&mut Resolution>) {
        let Some(resolution) = resolution else { return };
        let steps = resolution.steps.iter_mut().map(|step| &mut step.region);
        for region in resolution.region.iter_mut().chain(steps) {
            self.region(region);
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
        }
    }
}
