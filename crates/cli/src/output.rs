//! What goes to stdout and what to stderr.

use std::io::{self, Write};

use serde_json::{Value, json};
use shounuo_desk::kernel::Refusal;

use crate::failure::Failure;

/// How results are given.
#[derive(Debug, Clone, Copy)]
pub struct Output {
    /// As JSON lines instead of text for people.
    pub json: bool,
}

impl Output {
    /// One result: as one JSON object, or as text.
    pub fn object(&self, value: &Value, text: impl FnOnce() -> String) -> Result<(), Failure> {
        if self.json { print(&format!("{value}\n")) } else { print(&text()) }
    }

    /// A list: one JSON object per line, or one text.
    pub fn list(&self, rows: &[Value], text: impl FnOnce() -> String) -> Result<(), Failure> {
        if self.json { print(&rows.iter().map(|row| format!("{row}\n")).collect::<String>()) } else { print(&text()) }
    }

    /// A refusal: with `--json` on stdout, so that a program reading it gets an answer in any case.
    pub fn refused(&self, no: &Refusal) {
        if self.json {
            // Nobody is left to tell that nobody listens.
            drop(print(&format!("{}\n", json!({ "error": error(no) }))));
        } else {
            say(&format!("{}（{}）", no.message, no.code));
        }
    }
}

/// Code and words of a refusal, and the field or guard where there is one.
pub fn error(no: &Refusal) -> Value {
    let mut error = json!({ "code": no.code, "message": no.message });
    for (name, value) in [("field", &no.field), ("guard", &no.guard)] {
        if let Some(value) = value {
            error[name] = json!(value);
        }
    }
    error
}

/// Puts text on stdout.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|error| Failure::output(&error))
}

/// Tells the person something, on stderr. A closed stderr is no reason to stop.
pub fn say(words: &str) {
    drop(writeln!(io::stderr(), "{words}"));
}
