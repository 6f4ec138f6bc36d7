//! Catches panics of the PDF library without printing them.
//!
//! A file that makes the library panic is refused with one line, which is enough for its sender. The usual
//! message of a panic would describe the inside of the library for every such file.

use std::any::Any;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    /// Whether this thread is within [`caught`].
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

static HOOK: Once = Once::new();

/// Runs `work` and returns its result. Panics of other threads and outside this function are printed as
/// usual.
///
/// # Errors
/// The payload of the panic.
pub(super) fn caught<T>(work: impl FnOnce() -> T) -> Result<T, Box<dyn Any + Send>> {
    HOOK.call_once(|| {
        let before = take_hook();
        set_hook(Box::new(move |panic| {
            if !QUIET.get() {
                before(panic);
            }
        }));
    });
    QUIET.set(true);
    let result = catch_unwind(AssertUnwindSafe(work));
    QUIET.set(false);
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_and_the_next_call_succeeds() {
        assert!(caught(|| panic!("within the library")).is_err());
        assert_eq!(caught(|| 5).unwrap(), 5);
        assert!(!QUIET.get());
    }
}
