//! The desk on a real encrypted file: one test program, so that it is linked once.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test says by panicking what is wrong")]

mod anchors;
mod attachments;
mod backups;
mod bindings;
mod broken;
mod bulk;
mod clocks;
mod common;
mod complaints;
mod conflicts;
mod damage;
mod declarations;
mod demo;
mod freshness;
mod health;
mod histories;
mod imports;
mod keeping;
mod labels;
mod law;
mod lists;
mod loaner;
mod outcomes;
mod papers;
mod permissions;
mod privacy;
mod promises;
mod repairs;
mod restores;
mod returns;
mod signing;
mod spine;
mod step_up;
mod tamper;
mod undo;
