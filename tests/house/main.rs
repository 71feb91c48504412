//! The rules of the house, kept by tests: who may depend on whom, what may stand in a file, what the window may do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod direction;
mod files;
mod repository;
mod window;
