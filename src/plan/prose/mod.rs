//! Running text: every figure of the region that a sentence states, as a target or an actual.
//!
//! ```text
//! lines ─passage─▶ paragraphs ─scan─▶ quantities ─clause─▶ words around each ─rules─▶ figures
//!                              (leave: numbers in names)       (when: its year)     (label: its name)
//! ```
//! `plan::table` reads tables; `plan::outline` reads headings.

mod claims;
mod clause;
mod dating;
mod doubt;
mod goals;
mod joint;
mod label;
mod leave;
mod passage;
mod projects;
mod rank;
mod ratio;
mod reader;
mod rules;
mod said;
mod scan;
mod span;
mod statement;
mod term;
mod tidy;
mod when;
mod worded;

pub(crate) use reader::CLAIM;
pub use statement::{Frame, Line, Role, Statement};

use term::Term;

/// Reads every figure of the body lines, in document order.
pub fn read(lines: &[Line<'_>], frame: Frame) -> Vec<Statement> {
    let mut term = Term::default();
    passage::passages(lines)
        .iter()
        .flat_map(|passage| reader::read(passage, frame, term.years_reviewed(passage, frame)))
        .collect()
}

#[cfg(test)]
mod cases;
#[cfg(test)]
mod neighbours_of_comparisons;
#[cfg(test)]
mod neighbours_of_forms;
#[cfg(test)]
mod neighbours_of_labels;
#[cfg(test)]
mod neighbours_of_numbers;
#[cfg(test)]
mod neighbours_of_parts;
#[cfg(test)]
mod neighbours_of_promises;
#[cfg(test)]
mod neighbours_of_reports;
#[cfg(test)]
mod neighbours_of_sentences;
#[cfg(test)]
mod neighbours_of_subjects;
#[cfg(test)]
mod reports;
#[cfg(test)]
mod tests;
