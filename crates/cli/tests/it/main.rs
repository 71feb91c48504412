//! The real binary, without a keychain, on shops in temporary folders.
#![allow(clippy::unwrap_used, reason = "a test says by panicking what is wrong")]

mod backup;
mod cases;
mod child;
#[cfg(target_os = "linux")]
mod child_bombs;
mod common;
mod damage;
mod import;
mod letters;
mod opening;
mod rule;
mod usage;
