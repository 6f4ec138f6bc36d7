//! Text of a document to parsed document. Pure: no files, no clock, no randomness; the same bytes give the
//! same result.

pub mod completeness;
pub mod correction;
pub mod evidence;
pub mod figures;
pub mod head;
pub mod id;
pub mod lexicon;
pub mod number;
pub mod outline;
pub mod parsed;
pub mod print;
pub mod prose;
pub mod read;
pub mod report_parts;
pub mod table;
