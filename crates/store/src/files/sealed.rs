//! One sealed file: a head, then chunks in the STREAM construction over XChaCha20-Poly1305. Every chunk carries its number and
//! whether it is the last one, so that a chunk flipped, swapped, left out or cut off does not open. Any part can be read
//! without the rest.
//!
//! ```text
//! SHOUNUO-FILE 1\n | 19 random bytes | chunks of 64 KiB, each with its seal of 16 bytes; the last may be shorter, or empty
//! ```

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};

use sha2::{Digest, Sha256};

use super::{FileFault, FileKey, FileName};
use crate::stream::{NONCE, SEAL, Stream};
use crate::vault::VaultFault;

const MAGIC: &[u8; 15] = b"SHOUNUO-FILE 1\n";
const HEAD: usize = MAGIC.len() + NONCE;
/// Bytes of content in a chunk.
pub const CHUNK: usize = 64 * 1024;
const SEALED: u64 = (CHUNK + SEAL) as u64;

/// Bound to format and name: a file put under another's name does not open.
fn stream(key: &FileKey, nonce: &[u8; NONCE], name: &FileName) -> Stream {
    Stream::new(key.expose(), nonce, [MAGIC, name.as_str().as_bytes()].concat())
}

/// Seals one content.
pub(super) struct Sealer {
    stream: Stream,
    nonce: [u8; NONCE],
}

impl Sealer {
    pub fn new(key: &FileKey, name: &FileName) -> Result<Sealer, VaultFault> {
        let mut nonce = [0; NONCE];
        getrandom::fill(&mut nonce).map_err(|_| VaultFault::NoRandom)?;
        Ok(Sealer { stream: stream(key, &nonce, name), nonce })
    }

    pub fn write(&self, content: &[u8], out: &mut dyn Write) -> io::Result<()> {
        out.write_all(MAGIC)?;
        out.write_all(&self.nonce)?;
        let last = content.len().div_ceil(CHUNK).saturating_sub(1);
        for number in 0..=last {
            let chunk = &content[number * CHUNK..content.len().min((number + 1) * CHUNK)];
            let counter = u32::try_from(number).map_err(io::Error::other)?;
            out.write_all(&self.stream.seal(counter, number == last, chunk)?)?;
        }
        Ok(())
    }
}

/// A sealed file being read.
pub struct SealedFile {
    file: File,
    stream: Stream,
    /// Number of the last chunk.
    last: u32,
    len: u64,
}

impl SealedFile {
    pub(super) fn open(mut file: File, key: &FileKey, name: &FileName) -> Result<SealedFile, FileFault> {
        let sealed = file.metadata()?.len().checked_sub(HEAD as u64).ok_or(FileFault::Altered)?;
        let mut head = [0; HEAD];
        file.read_exact(&mut head)?;
        let (magic, nonce) = head.split_at(MAGIC.len());
        let nonce: &[u8; NONCE] = nonce.try_into().map_err(|_| FileFault::Altered)?;
        if magic != MAGIC {
            return Err(FileFault::Altered);
        }
        let chunks = sealed.div_ceil(SEALED);
        let last = chunks.checked_sub(1).and_then(|last| u32::try_from(last).ok()).ok_or(FileFault::Altered)?;
        let len = sealed.checked_sub(chunks * SEAL as u64).ok_or(FileFault::Altered)?;
        Ok(SealedFile { file, stream: stream(key, nonce, name), last, len })
    }

    /// Bytes of content.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.len
    }

    /// No content.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Content from `from` on, at most `most` bytes: what is given was sealed so, at this place of this file.
    ///
    /// # Errors
    /// [`FileFault::Altered`], [`FileFault::Disk`].
    pub fn read(&mut self, from: u64, most: usize) -> Result<Vec<u8>, FileFault> {
        let to = self.len.min(from.saturating_add(most as u64));
        let mut out = Vec::new();
        let mut at = from;
        while at < to {
            let chunk = self.chunk(u32::try_from(at / CHUNK as u64).map_err(|_| FileFault::Altered)?)?;
            let within = (at % CHUNK as u64) as usize;
            let part = chunk.get(within..).filter(|part| !part.is_empty()).ok_or(FileFault::Altered)?;
            let part = &part[..part.len().min(usize::try_from(to - at).unwrap_or(usize::MAX))];
            out.extend_from_slice(part);
            at += part.len() as u64;
        }
        Ok(out)
    }

    /// SHA-256 of the whole content, hexadecimal. Opens every chunk, also that of an empty file.
    ///
    /// # Errors
    /// [`FileFault::Altered`], [`FileFault::Disk`].
    pub fn sha256(&mut self) -> Result<String, FileFault> {
        let mut sum = Sha256::new();
        for number in 0..=self.last {
            sum.update(self.chunk(number)?);
        }
        Ok(crate::hash::hex(&sum.finalize()))
    }

    fn chunk(&mut self, number: u32) -> Result<Vec<u8>, FileFault> {
        self.file.seek(SeekFrom::Start(HEAD as u64 + u64::from(number) * SEALED))?;
        let mut sealed = Vec::with_capacity(CHUNK + SEAL);
        (&mut self.file).take(SEALED).read_to_end(&mut sealed)?;
        self.stream.open(number, number == self.last, &sealed).ok_or(FileFault::Altered)
    }
}
