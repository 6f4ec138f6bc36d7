//! Indicator tables: finds them in the text, reads their cells, and makes observations of their rows.
//!
//! ```text
//! lines (tabs, pipes, spaces) ─┐
//! stacked (one cell a line)   ─┼─▶ grid ─▶ header (roles) ─▶ rows + align ─▶ observe
//! html (spans)                ─┘
//! ```
//! Lists of projects and other boxes have no column of indicators and are not read. Notes below a table are
//! running text.

mod align;
mod cell;
mod continued;
mod grid;
mod header;
mod headwords;
mod html;
mod label;
mod lines;
mod measure;
mod notes;
mod observation;
mod observe;
mod other_tables;
mod parts;
mod read;
mod role;
mod rows;
mod spanned;
mod split;
mod stacked;
mod statistics;
#[cfg(test)]
mod tests;
mod unstack;

pub use read::{TablesRead, read};
