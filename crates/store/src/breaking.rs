//! A fault of ours in the middle of anything, for tests: the n-th statement that a thread runs breaks off with a panic.

use std::cell::Cell;

thread_local! {
    static LEFT: Cell<Option<u32>> = const { Cell::new(None) };
}

/// Words that a panic of ours might carry: something it stumbled over.
pub const WORDS: &str = "张三 19900001234";

/// Does `work` on this thread and breaks it off before its statement number `nth`, counted from 0. Tells whether that was
/// reached; afterwards nothing breaks any more.
pub fn breaking_at<T>(nth: u32, work: impl FnOnce() -> T) -> (T, bool) {
    LEFT.set(Some(nth));
    let value = work();
    (value, LEFT.take().is_none())
}

#[allow(clippy::panic, reason = "this is what it is for, and only tests have it")]
pub(crate) fn pass() {
    match LEFT.get() {
        Some(0) => {
            LEFT.set(None);
            panic!("{WORDS}");
        }
        left => LEFT.set(left.map(|left| left - 1)),
    }
}
