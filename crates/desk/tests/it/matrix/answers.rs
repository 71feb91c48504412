//! Answers, compared and searched.

use std::io::Write;
use std::process::{Command, Stdio};

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Value, json};
use shounuo_desk::kernel::Refusal;

use super::world::SECRETS;

/// The code of a refusal; `done` otherwise.
pub fn code(answer: &Result<Value, Refusal>) -> String {
    answer.as_ref().map_or_else(|no| no.code.clone(), |_| "done".into())
}

/// An answer without the id that was asked for: what is compared between a record and none.
pub fn alike(answer: &Result<Value, Refusal>, id: &str) -> String {
    json!(answer.as_ref().map_err(|no| json!(no))).to_string().replace(id, "·")
}

/// Searches answers for planted values, files among them opened.
#[derive(Default)]
pub struct Scan {
    pub searched: u64,
    pub opened: u64,
}

impl Scan {
    /// A planted value that an answer tells, with what stands around it.
    pub fn personal(&mut self, answer: &Result<Value, Refusal>) -> Option<String> {
        self.searched += 1;
        let mut text = json!(answer.as_ref().map_err(|no| json!(no))).to_string();
        if let Ok(Value::Object(answer)) = answer {
            for file in ["bytes", "pdf"].iter().filter_map(|name| answer.get(*name)?.as_str()) {
                self.opened += 1;
                text += &read(&BASE64.decode(file).unwrap_or_default());
            }
        }
        let at = SECRETS.iter().filter_map(|secret| text.find(secret)).min()?;
        let from = text[..at].char_indices().rev().nth(60).map_or(0, |(at, _)| at);
        Some(text[from..].chars().take(140).collect())
    }
}

/// The text of a file as somebody reads it.
fn read(bytes: &[u8]) -> String {
    if !bytes.starts_with(b"%PDF") {
        return String::from_utf8_lossy(bytes).into_owned();
    }
    let mut reader = Command::new("pdftotext").args(["-", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = reader.stdin.take().unwrap();
    let bytes = bytes.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&bytes));
    let out = reader.wait_with_output().unwrap();
    let _ = writer.join();
    String::from_utf8_lossy(&out.stdout).into_owned()
}
