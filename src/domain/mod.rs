//! The words all rooms share: figures, languages, closed sets of codes. Imports no other room.

pub mod figure;
pub mod lang;
pub mod text;
pub mod words;
