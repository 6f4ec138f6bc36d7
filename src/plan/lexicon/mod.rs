//! The Chinese words that the readers of documents know, one file for each concept. Lists are in the order
//! tried; a longer word precedes its own beginning.

pub mod bounds;
pub mod char_set;
pub mod claims;
pub mod clauses;
pub mod completeness;
pub mod counted;
pub mod counting;
pub mod fall;
pub mod fillers;
pub mod flows;
pub mod going_on;
pub mod growth;
pub mod names;
pub mod parts;
pub mod promises;
pub mod ranks;
pub mod ratios;
pub mod report_parts;
pub mod shared;
pub mod sizes;
pub mod statistics;
pub mod table_cells;
pub mod table_heads;
pub mod table_rows;
pub mod things;
pub mod time;
pub mod titles;
pub mod topics;
pub mod units;
pub mod verbs;
pub mod word_list;
