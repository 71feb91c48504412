//! Bytes kept as they were issued, by the hash of their content.

use rusqlite::OptionalExtension;

use crate::vault::VaultFault;
use crate::{StoreError, Tx, sha256_hex};

/// Bytes with their media type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blob {
    /// Media type, e.g. `application/pdf`.
    pub media: String,
    /// The bytes, unchanged.
    pub bytes: Vec<u8>,
}

impl Tx<'_> {
    /// Keeps bytes and says their SHA-256 (hexadecimal). The same bytes are kept once.
    ///
    /// # Errors
    /// When the file fails.
    pub fn keep_blob(&self, media: &str, bytes: &[u8]) -> Result<String, StoreError> {
        let hash = sha256_hex(bytes);
        self.conn.prepare_cached("INSERT OR IGNORE INTO blob (hash, media, bytes) VALUES (?1, ?2, ?3)")?.execute((&hash, media, bytes))?;
        Ok(hash)
    }

    /// The bytes with this hash, and no others.
    ///
    /// # Errors
    /// When the file fails, or holds other bytes under this hash.
    pub fn blob(&self, hash: &str) -> Result<Option<Blob>, StoreError> {
        let mut read = self.conn.prepare_cached("SELECT media, bytes FROM blob WHERE hash = ?1")?;
        let found = read.query_row([hash], |row| Ok(Blob { media: row.get(0)?, bytes: row.get(1)? })).optional()?;
        match found {
            Some(blob) if sha256_hex(&blob.bytes) != hash => Err(StoreError::Disk(VaultFault::PageDamaged)),
            found => Ok(found),
        }
    }

    /// Hashes under which other bytes are kept than they should be.
    ///
    /// # Errors
    /// When the file fails.
    pub fn altered_blobs(&self) -> Result<Vec<String>, StoreError> {
        let mut read = self.conn.prepare("SELECT hash, bytes FROM blob ORDER BY hash")?;
        let mut rows = read.query([])?;
        let mut altered = Vec::new();
        while let Some(row) = rows.next()? {
            let (hash, bytes): (String, Vec<u8>) = (row.get(0)?, row.get(1)?);
            if sha256_hex(&bytes) != hash {
                altered.push(hash);
            }
        }
        Ok(altered)
    }
}
