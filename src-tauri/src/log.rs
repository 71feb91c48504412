//! The window's log is its standard error: one line per event, made of codes and names of ours. Never words, values, inputs
//! or answers, which may speak of a person.
#![allow(clippy::print_stderr, reason = "the log")]

use std::panic::PanicHookInfo;

use shounuo_desk::ops::OPERATIONS;
use shounuo_desk::workbench::{log_line, place_of};

/// A call that was refused: operation, code, and the mark by which it is found again. A name that is none of ours is not
/// written: the page could put anything into it.
pub fn refused(operation: &str, code: &str, trace_id: &str) {
    let ours = OPERATIONS.iter().any(|known| known.name == operation) || operation.strip_prefix("shell.").is_some_and(crate::files::knows);
    eprintln!("{}", log_line("refused", &[if ours { operation } else { "other" }, code, trace_id]));
}

/// Words for whoever started the app from a terminal.
pub fn told(words: &str) {
    eprintln!("{words}");
}

/// The page's process died and is started anew.
pub fn page_died() {
    eprintln!("{}", log_line("page", &["died"]));
}

/// A fault of ours, by its place.
pub fn panicked(info: &PanicHookInfo<'_>) {
    eprintln!("{}", log_line("panic", &[&place_of(info)]));
}
