//! Files as merchants have them, in one test binary.
#![allow(clippy::unwrap_used, clippy::panic, reason = "the helpers of tests may fail loudly")]

mod build;
mod encodings;
mod export;
mod hostile;
mod mapping;
mod properties;
mod samples;
mod traps;
mod wire;
