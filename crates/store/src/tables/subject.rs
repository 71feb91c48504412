//! A key for every person: what the ledger says of them can be made unreadable without breaking the chain.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD as BASE64;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use rusqlite::OptionalExtension;
use serde_json::{Value, json};
use zeroize::Zeroizing;

use crate::{StoreError, Tx};

type Key = Zeroizing<Vec<u8>>;

/// Stands in the maker's place when a person was erased.
const ERASED: &str = "";

impl Tx<'_> {
    /// Seals a value under the key that seat `maker` has for the person (made at the first use):
    /// `{"by": …, "sealed": …, "subject": …}`. `null` stays `null`; of an erased person nothing is kept.
    ///
    /// # Errors
    /// When the file or the system's random source fails.
    pub fn seal(&self, maker: &str, subject: &str, value: &Value) -> Result<Value, StoreError> {
        if value.is_null() {
            return Ok(Value::Null);
        }
        let Some(key) = self.own_key(maker, subject)? else {
            return Ok(json!({ "by": maker, "sealed": "", "subject": subject }));
        };
        let mut nonce = [0_u8; 24];
        getrandom::fill(&mut nonce).map_err(|_| StoreError::Sealed)?;
        let text = value.to_string();
        let payload = Payload { msg: text.as_bytes(), aad: subject.as_bytes() };
        let sealed = cipher(&key)?.encrypt(XNonce::from_slice(&nonce), payload).map_err(|_| StoreError::Sealed)?;
        Ok(json!({ "by": maker, "sealed": BASE64.encode([nonce.as_slice(), &sealed].concat()), "subject": subject }))
    }

    /// Opens a value of the ledger: plain values come back as they are, sealed ones opened, or `null` when the person was erased.
    ///
    /// # Errors
    /// [`StoreError::Sealed`] when the value does not open under the key.
    pub fn open_sealed(&self, value: &Value) -> Result<Value, StoreError> {
        let text = |name: &str| value.get(name).and_then(Value::as_str);
        let (Some(sealed), Some(subject), Some(maker)) = (text("sealed"), text("subject"), text("by")) else {
            return Ok(value.clone());
        };
        let Some(key) = self.key_of(maker, subject)? else { return Ok(Value::Null) };
        if sealed.is_empty() {
            return Ok(Value::Null);
        }
        let bytes = BASE64.decode(sealed).map_err(|_| StoreError::Sealed)?;
        let (nonce, sealed) = bytes.split_at_checked(24).ok_or(StoreError::Sealed)?;
        let payload = Payload { msg: sealed, aad: subject.as_bytes() };
        let text = cipher(&key)?.decrypt(XNonce::from_slice(nonce), payload).map_err(|_| StoreError::Sealed)?;
        serde_json::from_slice(&text).map_err(|_| StoreError::Sealed)
    }

    /// Destroys all keys of a person. What the ledger holds of them stays, and nobody can read it again.
    ///
    /// # Errors
    /// When the file fails.
    pub fn destroy_subject(&self, subject: &str) -> Result<(), StoreError> {
        self.run("INSERT OR IGNORE INTO subject_key (subject, maker, key) VALUES (?1, ?2, NULL)", &[subject.into(), ERASED.into()])?;
        self.run("UPDATE subject_key SET key = NULL WHERE subject = ?1", &[subject.into()])?;
        self.search_to_compact()
    }

    /// The persons that were erased: what was written before, such as a backup, may still hold them, and must let go of them
    /// when it is taken back.
    ///
    /// # Errors
    /// When the file fails.
    pub fn erased_subjects(&self) -> Result<Vec<String>, StoreError> {
        let rows = self.rows("SELECT subject FROM subject_key WHERE maker = ?1 ORDER BY subject", &[ERASED.into()])?;
        Ok(rows.into_iter().filter_map(|mut row| row.remove("subject")?.as_str().map(str::to_owned)).collect())
    }

    /// Whether the person was erased.
    ///
    /// # Errors
    /// When the file fails.
    pub fn is_erased(&self, subject: &str) -> Result<bool, StoreError> {
        let found = self.value("SELECT 1 FROM subject_key WHERE subject = ?1 AND maker = ?2", &[subject.into(), ERASED.into()])?;
        Ok(!found.is_null())
    }

    /// Takes in the keys of another file: what a rebuild or a meeting needs besides the entries. A key that either file
    /// has destroyed stays destroyed.
    ///
    /// # Errors
    /// When a file fails.
    pub fn copy_subject_keys(&self, from: &Tx<'_>) -> Result<(), StoreError> {
        let mut read = from.conn.prepare("SELECT subject, maker, key FROM subject_key ORDER BY subject, maker")?;
        let mut write = self.conn.prepare(
            "INSERT INTO subject_key (subject, maker, key) VALUES (?1, ?2, ?3)
             ON CONFLICT (subject, maker) DO UPDATE SET key = iif(key IS NULL, NULL, excluded.key)",
        )?;
        let mut rows = read.query([])?;
        while let Some(row) = rows.next()? {
            let (subject, maker, key): (String, String, Option<Vec<u8>>) = (row.get(0)?, row.get(1)?, row.get(2)?);
            write.execute((subject, maker, key.map(Zeroizing::new).as_deref()))?;
        }
        let destroyed =
            "UPDATE subject_key SET key = NULL WHERE key IS NOT NULL AND subject IN (SELECT subject FROM subject_key WHERE maker = ?1)";
        self.run(destroyed, &[ERASED.into()])?;
        if self.erased_subjects()?.is_empty() { Ok(()) } else { self.search_to_compact() }
    }

    fn key_of(&self, maker: &str, subject: &str) -> Result<Option<Key>, StoreError> {
        let mut read = self.conn.prepare_cached("SELECT key FROM subject_key WHERE subject = ?1 AND maker = ?2")?;
        let known: Option<Option<Vec<u8>>> = read.query_row([subject, maker], |row| row.get(0)).optional()?;
        Ok(known.flatten().map(Zeroizing::new))
    }

    fn own_key(&self, maker: &str, subject: &str) -> Result<Option<Key>, StoreError> {
        let known = self.key_of(maker, subject)?;
        if known.is_some() || self.is_erased(subject)? {
            return Ok(known);
        }
        let mut key = Zeroizing::new(vec![0_u8; 32]);
        getrandom::fill(&mut key).map_err(|_| StoreError::Sealed)?;
        self.conn.prepare_cached("INSERT INTO subject_key (subject, maker, key) VALUES (?1, ?2, ?3)")?.execute((
            subject,
            maker,
            key.as_slice(),
        ))?;
        Ok(Some(key))
    }
}

fn cipher(key: &Key) -> Result<XChaCha20Poly1305, StoreError> {
    XChaCha20Poly1305::new_from_slice(key).map_err(|_| StoreError::Sealed)
}
