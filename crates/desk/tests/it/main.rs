//! The desk on a real encrypted file: one test program, so that it is linked once.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test says by panicking what is wrong")]

/// As `println!`, past the runner, which keeps what a test prints that passes: a figure of docs/SECURITY.md.
macro_rules! figure {
    ($($words:tt)*) => {{
        use std::io::Write as _;
        std::io::stdout().write_all(format!("\n{}\n", format_args!($($words)*)).as_bytes()).unwrap();
    }};
}

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
mod damage_log;
mod damage_matrix;
mod declarations;
mod demo;
mod founding;
mod freshness;
mod health;
mod histories;
mod hostile;
mod imports;
mod keeping;
mod labels;
mod large;
mod law;
mod lists;
mod loaner;
mod matrix;
mod others;
mod outcomes;
mod papers;
mod permissions;
mod privacy;
mod promises;
mod repairs;
mod restores;
mod returns;
mod rights;
mod salvage;
mod signing;
mod spine;
mod step_up;
mod stranger;
mod tamper;
mod undo;
mod zones;
