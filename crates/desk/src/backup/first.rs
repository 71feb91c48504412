//! The beginning of a backup file, the same in every format:
//!
//! ```text
//! SHOUNUO-BACKUP <format> <length of the head> <SHA-256 of the head>\n | head (JSON)
//! ```

use std::io::{BufRead, Read};

use sha2::{Digest, Sha256};
use shounuo_store::hex;

use super::damaged;
use crate::kernel::Refusal;

const MAGIC: &str = "SHOUNUO-BACKUP";
/// A first line is shorter than this.
const LINE: u64 = 200;
/// Room for half a million files in the manifest that formats 1 and 2 have here.
const HEAD: u64 = 64 * 1024 * 1024;

/// Formats, oldest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// Manifest in the clear, database as it lies.
    One,
    /// With the files of attachments.
    Two,
    /// One sealed and signed stream.
    Three,
}

/// First line and head.
pub(super) struct First {
    pub format: Format,
    pub head: Vec<u8>,
    /// Bytes of both.
    pub len: u64,
    /// SHA-256 of both.
    pub sha256: [u8; 32],
}

/// Reads first line and head. A format that is not known is told before anything else is believed.
pub(super) fn read_first(from: &mut impl BufRead) -> Result<First, Refusal> {
    let line = first_line(from)?;
    let [MAGIC, format, len, sum] = line.trim_end().split(' ').collect::<Vec<_>>()[..] else { return Err(not_ours()) };
    let format = match format {
        "1" => Format::One,
        "2" => Format::Two,
        "3" => Format::Three,
        _ => return Err(newer()),
    };
    let len = len.parse().ok().filter(|len| *len <= HEAD).ok_or_else(damaged)?;
    let mut head = Vec::new();
    from.take(len).read_to_end(&mut head).map_err(|_| damaged())?;
    if hex(&Sha256::digest(&head)) != sum {
        return Err(damaged());
    }
    let sha256 = Sha256::new().chain_update(&line).chain_update(&head).finalize().into();
    Ok(First { format, len: line.len() as u64 + head.len() as u64, head, sha256 })
}

/// First line and head as they are written.
pub(super) fn first_of(head: &[u8]) -> Vec<u8> {
    let line = format!("{MAGIC} 3 {} {}\n", head.len(), hex(&Sha256::digest(head)));
    [line.as_bytes(), head].concat()
}

fn first_line(from: &mut impl BufRead) -> Result<String, Refusal> {
    let mut line = Vec::new();
    from.take(LINE).read_until(b'\n', &mut line).map_err(|_| not_ours())?;
    let line = String::from_utf8(line).map_err(|_| not_ours())?;
    if line.ends_with('\n') { Ok(line) } else { Err(not_ours()) }
}

fn not_ours() -> Refusal {
    Refusal::new("bad_backup", "这不是守诺的备份文件")
}

/// Written by a later version, by its format or by its schema.
pub(super) fn newer() -> Refusal {
    Refusal::new("backup_newer", "备份由更新版本的软件写成，没有改动它；请先把软件升级到最新版，再恢复")
}
