//! Files of corrections: wrongly read fields, missed figures, and figures to remove.
//!
//! ```text
//! data/corrections/*.toml ──file──▶ Corrections ──apply──▶ the parsed document, marked
//! ```
//! The value read stays beside the correction (see `parsed::Correction`), so that both are visible and the
//! correction can be undone. An entry that no longer matches is an error; nothing is guessed.

mod apply;
mod error;
mod file;
#[cfg(test)]
mod tests;

pub use error::CorrectionError;
pub use file::Corrections;
