//! Panics of the PDF library, caught and not printed.
//!
//! A file that makes the library panic is refused with one line, which is all that its sender needs
//! to be told. The message that a panic prints by itself would tell of the library's insides, once
//! for each such file.

use std::any::Any;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    /// Whether this thread is within [`caught`].
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

static HOOK: Once = Once::new();

/// What the function returns, or what it panicked with. Other threads' panics, and those outside,
/// are printed as ever.
///
/// # Errors
/// The panic's payload.
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
    fn a_panic_is_an_error_and_the_next_call_is_none_the_worse() {
        assert!(caught(|| panic!("within the library")).is_err());
        assert_eq!(caught(|| 5).unwrap(), 5);
        assert!(!QUIET.get());
    }
}
