//! Charts as SVG: plain data in, one picture out. Pure.
//!
//! ```text
//! compare   dumbbells, base to target, one panel an indicator      compare(&[ComparePanel], &Frame)
//! series    dots over the years, targets as diamonds               series(&[SeriesPanel], &Frame)
//! progress  the way done, with base, latest figure and target      progress(&[ProgressPanel], &Frame)
//! cascade   a matrix of signs, indicators down, regions across     cascade(&Matrix, &Frame)
//! ```
//! A picture is a whole `<svg>` element. It has no script, no `style` attribute and no `id`. Colours are presentation
//! attributes for light backgrounds, and classes that begin with `pt-`. [`STYLE`] gives the classes both colour
//! schemes: a stand-alone picture contains it, and a page that contains pictures has it in its own style sheet.
//!
//! Every figure is in a `<title>` in full. Every text is escaped; control and direction characters become U+FFFD.

mod cascade;
mod compare;
mod data;
mod frame;
mod marks;
mod progress;
mod scale;
mod series;
mod sign;
#[cfg(test)]
mod tests;
mod text;
mod theme;
mod xml;

pub use cascade::cascade;
pub use compare::compare;
pub use data::{
    ComparePanel, CompareRow, DEFAULT_WIDTH, Figure, Frame, Heading, Matrix, MatrixCell, MatrixRow,
    ProgressPanel, ProgressRow, SeriesPanel, WIDTHS,
};
pub use progress::progress;
pub use series::series;
pub use sign::{Sign, Verdict};
pub use theme::STYLE;
