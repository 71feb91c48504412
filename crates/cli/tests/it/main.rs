//! The real binary, without a keychain, on shops in temporary folders.

mod backup;
mod cases;
mod common;
mod damage;
mod import;
mod letters;
mod opening;
mod rule;
mod usage;
