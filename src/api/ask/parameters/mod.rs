//! The kinds of query parameters that resources share.

pub mod format;
pub mod names;
pub mod numbers;
pub mod text;
pub mod words;
pub mod years;

pub use format::{Item, NoQuery, Table, View};
pub use names::{DomainId, FormerName, IdList, IdSet, IndicatorId, RegionId, RegionsAndGroups};
pub use numbers::{Amount, Count, Limit, ReleaseNumber};
pub use text::{Cursor, Language, SearchText};
pub use words::{Order, Sort, Words};
pub use years::{PlanPeriod, Year, Years};
