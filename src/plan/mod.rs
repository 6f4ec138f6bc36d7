//! Plan text to parsed plan. Pure: no files, no clock, no randomness; the same bytes give the same
//! parsed plan.

pub mod correction;
pub mod evidence;
pub mod head;
pub mod id;
pub mod ordinal;
pub mod outline;
pub mod parsed;
pub mod print;
pub mod prose;
pub mod quantity;
pub mod read;
pub mod source;
pub mod table;
