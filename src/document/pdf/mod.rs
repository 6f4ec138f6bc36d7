//! PDF with a text layer: the characters of each page, put into lines by where they stand.
//!
//! ```text
//! bytes ─unpack, drawn─▶ checked for size
//!       ─glyphs─▶ characters and ruling lines of each page (`hayro` is the only file that knows the library)
//!                                  ─grid─▶ tables between ruling lines
//!                                  ─columns, lines, bands─▶ lines of the rest ─here─▶ a reading
//! ```
//! The printed number counts the lines of text and the rows of ruled tables, page after page;
//! running heads and page numbers are not among them. An empty line is put where a paragraph ends.

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
