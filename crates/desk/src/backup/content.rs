//! What is in a backup: the manifest, the database, the sealed files of attachments. The same in every format.

use std::fs::OpenOptions;
use std::io::{Read, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use shounuo_ledger::{Head, SignedHead};
use shounuo_store::files::{FileFault, FileName, Files};
use shounuo_store::stream::is_altered;
use shounuo_store::vault::VaultFault;
use shounuo_store::{StateSum, hex};

use super::damaged;
use super::steps::Steps;
use crate::kernel::Refusal;

const BUFFER: usize = 256 * 1024;

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

/// What a backup says of itself. No names, no secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// When it was made, UTC.
    pub made_at: String,
    /// Entries of the ledger.
    pub entries: u64,
    /// Where its chains end.
    pub heads: Vec<ChainEnd>,
    /// Bytes of the key file, in formats 1 and 2; since format 3 it stands in the head.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub keys_len: u64,
    /// Bytes of the database.
    pub database_len: u64,
    /// SHA-256 of the database.
    pub database_sha256: String,
    /// The sealed files of attachments, in the order of their bytes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileEntry>,
    /// Rows of every table and the sum over all of them; since format 3.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<StateSum>,
    /// Where the seat's chain ended, signed by it; since format 3.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_head: Option<SignedHead>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn is_zero(len: &u64) -> bool {
    *len == 0
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

/// Database and files of a backup, being read in their order.
pub(super) struct Content<R> {
    pub manifest: Manifest,
    from: R,
}

impl<R: Read> Content<R> {
    pub fn new(manifest: Manifest, from: R) -> Content<R> {
        Content { manifest, from }
    }

    /// Reads to the end without writing anything: every part is the one that was backed up, and nothing follows.
    pub fn check(mut self, steps: &Steps<'_>) -> Result<(), Refusal> {
        let database = pump(&mut self.from, &mut std::io::sink(), self.manifest.database_len, steps)?;
        same(&database, self.manifest.database_len, &self.manifest.database_sha256)?;
        for entry in &self.manifest.files {
            same(&pump(&mut self.from, &mut std::io::sink(), entry.len, steps)?, entry.len, &entry.sha256)?;
        }
        self.ended()
    }

    /// Writes the database to a new file, wholly on the disk, and makes sure that it is the one that was backed up.
    pub fn database_to(&mut self, path: &Path, steps: &Steps<'_>) -> Result<(), Refusal> {
        let failed = |error| Refusal::from(VaultFault::from(error));
        let mut options = OpenOptions::new();
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut out = options.write(true).create_new(true).open(path).map_err(failed)?;
        let found = pump(&mut self.from, &mut out, self.manifest.database_len, steps)?;
        out.sync_all().map_err(failed)?;
        same(&found, self.manifest.database_len, &self.manifest.database_sha256)
    }

    /// Writes the files into their folder, and makes sure that each is the one that was backed up and that nothing follows.
    pub fn files_to(&mut self, files: &Files) -> Result<(), Refusal> {
        for entry in std::mem::take(&mut self.manifest.files) {
            let name = FileName::parse(&entry.name).ok_or_else(damaged)?;
            let mut from = Summing { through: self.from.by_ref(), sum: Sha256::new() };
            files.adopt(&name, &mut from, entry.len).map_err(|fault| if fault == FileFault::Altered { damaged() } else { fault.into() })?;
            if hex(&from.sum.finalize()) != entry.sha256 {
                return Err(damaged());
            }
        }
        self.ended()
    }

    /// What follows belongs to nobody.
    fn ended(&mut self) -> Result<(), Refusal> {
        match self.from.read(&mut [0]) {
            Ok(0) => Ok(()),
            Ok(_) => Err(damaged()),
            Err(error) => Err(unread(error)),
        }
    }
}

/// A read that failed: the backup's fault or the disk's.
pub(super) fn unread(error: std::io::Error) -> Refusal {
    if is_altered(&error) { damaged() } else { VaultFault::from(error).into() }
}

/// Copies up to `len` bytes; gives how many and their SHA-256.
pub(super) fn pump(from: &mut impl Read, to: &mut impl Write, len: u64, steps: &Steps<'_>) -> Result<(u64, String), Refusal> {
    let mut sum = Sha256::new();
    let mut buffer = vec![0; BUFFER];
    let mut copied = 0;
    while copied < len {
        let most = usize::try_from(len - copied).unwrap_or(BUFFER).min(BUFFER);
        let read = match from.read(&mut buffer[..most]) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(unread(error)),
        };
        sum.update(&buffer[..read]);
        to.write_all(&buffer[..read]).map_err(|error| Refusal::from(VaultFault::from(error)))?;
        copied += read as u64;
        steps.moved(read as u64)?;
    }
    Ok((copied, hex(&sum.finalize())))
}

fn same((copied, sum): &(u64, String), len: u64, sha256: &str) -> Result<(), Refusal> {
    if *copied == len && sum == sha256 { Ok(()) } else { Err(damaged()) }
}

/// Sums what is read or written through it.
pub(super) struct Summing<T> {
    pub through: T,
    pub sum: Sha256,
}

impl<R: Read> Read for Summing<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let read = self.through.read(into)?;
        self.sum.update(&into[..read]);
        Ok(read)
    }
}

impl<W: Write> Write for Summing<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.through.write(bytes)?;
        self.sum.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.through.flush()
    }
}

/// Length and SHA-256 of a file.
pub(super) fn digest_of(mut file: impl Read) -> std::io::Result<(u64, String)> {
    let mut sum = Sha256::new();
    let len = std::io::copy(&mut file, &mut sum)?;
    Ok((len, hex(&sum.finalize())))
}
