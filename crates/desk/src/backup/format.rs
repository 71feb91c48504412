//! The file of a backup, format 2, or 1 when the shop has no attachments:
//!
//! ```text
//! SHOUNUO-BACKUP 2 <length of the manifest> <SHA-256 of the manifest>\n
//! manifest (JSON) | key file, as the vault writes it | encrypted database | sealed files, in the manifest's order
//! ```
//!
//! The manifest holds no names and no secret. It finds accidents; forgery is found by the seals of key file and database.

use std::fs::OpenOptions;
use std::io::{BufRead, Read, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use shounuo_ledger::Head;
use shounuo_store::files::{FileFault, FileName, Files};
use shounuo_store::hex;
use shounuo_store::vault::VaultFault;

use crate::kernel::Refusal;

const MAGIC: &str = "SHOUNUO-BACKUP";
/// Without files; so that an older program reads what it can read.
const PLAIN: &str = "1";
const WITH_FILES: &str = "2";
/// A first line is shorter than this.
const LINE: u64 = 200;
/// Room for half a million files.
const MANIFEST: u64 = 64 * 1024 * 1024;
const KEYS: u64 = 64 * 1024;

/// Where a chain of the ledger ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChainEnd {
    /// Device.
    pub device: String,
    /// Epoch.
    pub epoch: u32,
    /// Number of the last entry.
    pub seq: u64,
    /// Its hash.
    pub hash: String,
}

impl From<Head> for ChainEnd {
    fn from(head: Head) -> Self {
        ChainEnd { device: head.at.device, epoch: head.at.epoch, seq: head.at.seq, hash: head.hash }
    }
}

/// What a backup says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// When it was made, UTC.
    pub made_at: String,
    /// Entries of the ledger.
    pub entries: u64,
    /// Where its chains end.
    pub heads: Vec<ChainEnd>,
    /// Bytes of the key file.
    pub keys_len: u64,
    /// Bytes of the database.
    pub database_len: u64,
    /// SHA-256 of the database.
    pub database_sha256: String,
    /// The sealed files of attachments, in the order of their bytes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileEntry>,
}

/// A sealed file in a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileEntry {
    /// Its random name.
    pub name: String,
    /// Its sealed bytes.
    pub len: u64,
    /// SHA-256 of the sealed bytes.
    pub sha256: String,
}

/// Writes the first line and the manifest.
pub(super) fn write_header(out: &mut impl Write, manifest: &Manifest) -> Result<(), Refusal> {
    let body = serde_json::to_vec(manifest).map_err(|error| Refusal::new("bad_output", error.to_string()))?;
    let version = if manifest.files.is_empty() { PLAIN } else { WITH_FILES };
    let line = format!("{MAGIC} {version} {} {}\n", body.len(), hex(&Sha256::digest(&body)));
    out.write_all(line.as_bytes()).and_then(|()| out.write_all(&body)).map_err(|error| VaultFault::from(error).into())
}

/// A backup being read, in order: manifest, keys, database, files.
pub(super) struct Reader<R> {
    from: R,
    pub manifest: Manifest,
}

impl<R: BufRead> Reader<R> {
    /// Reads up to the manifest.
    pub fn open(mut from: R) -> Result<Self, Refusal> {
        let line = first_line(&mut from)?;
        let [MAGIC, version, len, sum] = line.split(' ').collect::<Vec<_>>()[..] else { return Err(not_ours()) };
        if version != PLAIN && version != WITH_FILES {
            return Err(Refusal::new("backup_newer", "备份由更新版本的软件写成，请先升级软件"));
        }
        let len = len.parse().ok().filter(|len| *len <= MANIFEST).ok_or_else(damaged)?;
        let mut body = Vec::new();
        from.by_ref().take(len).read_to_end(&mut body).map_err(|_| damaged())?;
        if hex(&Sha256::digest(&body)) != sum {
            return Err(damaged());
        }
        let manifest: Manifest = serde_json::from_slice(&body).map_err(|_| damaged())?;
        if manifest.keys_len > KEYS { Err(damaged()) } else { Ok(Reader { from, manifest }) }
    }

    /// The key file; sealed and summed by the vault itself.
    pub fn keys(&mut self) -> Result<Vec<u8>, Refusal> {
        let mut keys = Vec::new();
        self.from.by_ref().take(self.manifest.keys_len).read_to_end(&mut keys).map_err(|_| damaged())?;
        Ok(keys)
    }

    /// Writes the database to a new file, wholly on the disk, and makes sure that it is the one that was backed up.
    pub fn database_to(&mut self, path: &Path) -> Result<(), Refusal> {
        let failed = |error| Refusal::from(VaultFault::from(error));
        let mut options = OpenOptions::new();
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut out = options.write(true).create_new(true).open(path).map_err(failed)?;
        let mut from = Summing { from: self.from.by_ref().take(self.manifest.database_len), sum: Sha256::new() };
        let copied = std::io::copy(&mut from, &mut out).map_err(failed)?;
        out.sync_all().map_err(failed)?;
        let same = copied == self.manifest.database_len && hex(&from.sum.finalize()) == self.manifest.database_sha256;
        if same { Ok(()) } else { Err(damaged()) }
    }

    /// Writes the files into their folder, and makes sure that each is the one that was backed up and that nothing follows.
    pub fn files_to(&mut self, files: &Files) -> Result<(), Refusal> {
        for entry in std::mem::take(&mut self.manifest.files) {
            let name = FileName::parse(&entry.name).ok_or_else(damaged)?;
            let mut from = Summing { from: self.from.by_ref(), sum: Sha256::new() };
            files.adopt(&name, &mut from, entry.len).map_err(|fault| if fault == FileFault::Altered { damaged() } else { fault.into() })?;
            if hex(&from.sum.finalize()) != entry.sha256 {
                return Err(damaged());
            }
        }
        // What follows belongs to nobody.
        if self.from.fill_buf().is_ok_and(<[u8]>::is_empty) { Ok(()) } else { Err(damaged()) }
    }
}

fn first_line(from: &mut impl BufRead) -> Result<String, Refusal> {
    let mut line = Vec::new();
    from.take(LINE).read_until(b'\n', &mut line).map_err(|_| not_ours())?;
    let line = String::from_utf8(line).map_err(|_| not_ours())?;
    line.strip_suffix('\n').map(str::to_owned).ok_or_else(not_ours)
}

/// Sums what is read through it.
struct Summing<R> {
    from: R,
    sum: Sha256,
}

impl<R: Read> Read for Summing<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let read = self.from.read(into)?;
        self.sum.update(&into[..read]);
        Ok(read)
    }
}

/// Length and SHA-256 of a file.
pub(super) fn digest_of(mut file: impl Read) -> std::io::Result<(u64, String)> {
    let mut sum = Sha256::new();
    let len = std::io::copy(&mut file, &mut sum)?;
    Ok((len, hex(&sum.finalize())))
}

fn not_ours() -> Refusal {
    Refusal::new("bad_backup", "这不是守诺的备份文件")
}

fn damaged() -> Refusal {
    Refusal::new("backup_damaged", "备份文件已损坏或没有复制完整，没有改动任何内容；请换另一份备份")
}
