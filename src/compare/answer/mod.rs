//! The answer of a comparison. Fields have the names of the answers.
//!
//! Printed figures ([`Figure`]) carry the id and the place they were printed at; derived ones
//! ([`Derived`]) the arithmetic and the ids it used. Where there is no figure, a code and a sentence
//! say why.

mod ambition;
mod basis;
mod cascade;
mod cell;
mod derived;
mod entry;
mod figure;
mod missing;
mod reason;
mod refs;
mod resolution;
mod status;
mod summary;
mod warning;

pub use ambition::{Ambition, Gap};
pub use basis::{Family, Qualifier};
pub use cascade::{Cascade, CascadeCell, Counts, Sum, Sums};
pub use cell::{Cell, RelatedIndicator};
pub use derived::{Derived, Share, ShareOf, Shares};
pub use entry::Entry;
pub use figure::{Alternative, Computation, Figure};
pub(in crate::compare) use missing::Why;
pub use missing::{MissingCode, MissingFigure};
pub use reason::{Reason, ReasonCode};
pub use refs::{IndicatorRef, RegionRef};
pub use resolution::{
    Resolution, ResolutionMethod, ResolutionStatus, ResolutionStep, UnresolvedCode,
};
pub use status::Status;
pub use summary::{Spread, Summary};
pub use warning::{Note, NoteCode};
