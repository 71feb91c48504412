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
        if self.json { print(&format!("{value}\n")) } else { print(&shown(&text())) }
    }

    /// A list: one JSON object per line, or one text.
    pub fn list(&self, rows: &[Value], text: impl FnOnce() -> String) -> Result<(), Failure> {
        if self.json { print(&rows.iter().map(|row| format!("{row}\n")).collect::<String>()) } else { print(&shown(&text())) }
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
    drop(writeln!(io::stderr(), "{}", shown(words)));
}

/// Text for a terminal: what would move its cursor, colour it or turn its direction is shown as its code, never obeyed.
fn shown(text: &str) -> String {
    let obeyed = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\t' => out.push(' '),
            bad if obeyed(bad) => out.push_str(&format!("[U+{:04X}]", u32::from(bad))),
            fine => out.push(fine),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn a_terminal_obeys_nothing_that_stands_in_the_data() {
        assert_eq!(shown("张三\t1\n甲"), "张三 1\n甲");
        assert_eq!(shown("\u{1b}[2J\r\u{7}\u{9b}31m"), "[U+001B][2J[U+000D][U+0007][U+009B]31m");
        assert_eq!(shown("a\u{202e}b\u{2066}c\u{200f}"), "a[U+202E]b[U+2066]c[U+200F]");
        assert_eq!(shown("😀𠮷👨\u{200d}👩"), "😀𠮷👨\u{200d}👩");
    }
}
