//! Files of corrections: a field that was read wrong, a figure that was missed, a figure that is none.
//!
//! ```text
//! data/corrections/*.toml ──file──▶ Corrections ──apply──▶ the parsed document, marked
//! ```
//! The reading stays beside the correction (see `parsed::Correction`), so that both can be seen, and
//! undone. Nothing is guessed: an entry that no longer finds what it was written for is an error.

mod apply;
mod error;
mod file;
#[cfg(test)]
mod tests;

pub use error::CorrectionError;
pub use file::Corrections;
