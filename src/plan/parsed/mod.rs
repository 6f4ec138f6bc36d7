//! The parsed document: the file that `parse` writes and `ingest` loads.
//!
//! People can read it, correct it, review it in a diff, and write one by hand for a document that the
//! parser cannot read. `plan-targets schema` prints its JSON Schema. Lists are in document order.

mod convert;
mod corrected;
mod correction;
mod document;
mod info;
mod observation;
mod section;
mod table;
mod warning;

pub use convert::{FormatError, from_json};
pub use correction::{ADDED, CORRECTED, Clearable, Correction, Set, Withdrawn};
pub use document::{Contents, FORMAT, ParsedDocument, SourceInfo};
pub use info::{Completeness, CompletenessState, DocumentInfo, Years, years_before};
pub use observation::Observation;
pub use section::Section;
pub use table::{Cells, Row, Table};
pub use warning::{Warning, WarningKind};
