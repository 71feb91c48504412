//! Files of strangers: what is kept of them, what is refused, and that nothing breaks the reading.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says by panicking what is wrong")]

mod build;
mod hostile;
mod kept;
mod names;
