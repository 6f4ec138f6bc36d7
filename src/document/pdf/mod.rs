//! PDF with a text layer: the characters of each page, joined into lines by their place.
//!
//! ```text
//! bytes ─unpack, drawn─▶ checked for size
//!       ─glyphs─▶ characters and ruling lines of each page (`hayro` is the only file that knows the library)
//!                                  ─grid─▶ tables between ruling lines
//!                                  ─columns, lines, bands─▶ lines of the rest ─here─▶ a reading
//! ```
//! The printed number counts lines of text and rows of ruled tables over all pages, without running heads
//! and page numbers. An empty line is inserted where a paragraph ends.

mod bands;
mod bounds;
mod columns;
mod drawn;
mod glyphs;
mod grid;
mod hayro;
mod lines;
mod pages;
mod quiet;
mod unpack;

pub(super) use pages::read;
