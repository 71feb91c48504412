//! The fence around parsers of others: whatever they do with a hostile file ends as a refusal of that file.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::FileFault;

/// Runs a foreign parser; a panic inside it becomes [`FileFault::Corrupt`]. The parser's state is dropped, so nothing
/// half-done is seen afterwards.
pub(crate) fn guarded<T>(what: &str, parse: impl FnOnce() -> Result<T, FileFault>) -> Result<T, FileFault> {
    catch_unwind(AssertUnwindSafe(parse)).unwrap_or_else(|_| Err(FileFault::corrupt(what)))
}
