//! From the result of a handler to the bytes of the answer.

mod body;
mod item;
mod json;
mod list;
mod packed;

pub use body::{Body, Notice, ReleaseRef};
pub use item::One;
pub(crate) use list::file_name;
pub use list::{Answer, X_TOTAL_COUNT};
pub(crate) use packed::PackedSize;
