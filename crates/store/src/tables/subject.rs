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

impl Tx<'_> {
    /// Seals a value under the person's key (made at the first use): `{"sealed": …, "subject": …}`. `null` stays `null`.
    ///
    /// # Errors
    /// When the file or the system's random source fails.
    pub fn seal(&self, subject: &str, value: &Value) -> Result<Value, StoreError> {
        if value.is_null() {
            return Ok(Value::Null);
        }
        let Some(key) = self.key_of(subject, true)? else { return Ok(json!({ "sealed": "", "subject": subject })) };
        let mut nonce = [0_u8; 24];
        getrandom::fill(&mut nonce).map_err(|_| StoreError::Sealed)?;
        let text = value.to_string();
        let payload = Payload { msg: text.as_bytes(), aad: subject.as_bytes() };
        let sealed = cipher(&key)?.encrypt(XNonce::from_slice(&nonce), payload).map_err(|_| StoreError::Sealed)?;
        Ok(json!({ "sealed": BASE64.encode([nonce.as_slice(), &sealed].concat()), "subject": subject }))
    }

    /// Opens a value of the ledger: plain values come back as they are, sealed ones opened, or `null` when the person was erased.
    ///
    /// # Errors
    /// [`StoreError::Sealed`] when the value does not open under the key.
    pub fn open_sealed(&self, value: &Value) -> Result<Value, StoreError> {
        let (Some(sealed), Some(subject)) = (value.get("sealed").and_then(Value::as_str), value.get("subject").and_then(Value::as_str))
        else {
            return Ok(value.clone());
        };
        let Some(key) = self.key_of(subject, false)? else { return Ok(Value::Null) };
        if sealed.is_empty() {
            return Ok(Value::Null);
        }
        let bytes = BASE64.decode(sealed).map_err(|_| StoreError::Sealed)?;
        let (nonce, sealed) = bytes.split_at_checked(24).ok_or(StoreError::Sealed)?;
        let payload = Payload { msg: sealed, aad: subject.as_bytes() };
        let text = cipher(&key)?.decrypt(XNonce::from_slice(nonce), payload).map_err(|_| StoreError::Sealed)?;
        serde_json::from_slice(&text).map_err(|_| StoreError::Sealed)
    }

    /// Destroys a person's key. What the ledger holds of them stays, and nobody can read it again.
    ///
    /// # Errors
    /// When the file fails.
    pub fn destroy_subject(&self, subject: &str) -> Result<(), StoreError> {
        self.run(
            "INSERT INTO subject_key (subject, key) VALUES (?1, NULL) ON CONFLICT (subject) DO UPDATE SET key = NULL",
            &[subject.into()],
        )?;
        Ok(())
    }

    /// Gives this file the keys of another one: what a rebuild from the ledger needs besides the entries.
    ///
    /// # Errors
    /// When a file fails.
    pub fn copy_subject_keys(&self, from: &Tx<'_>) -> Result<(), StoreError> {
        let mut read = from.conn.prepare("SELECT subject, key FROM subject_key")?;
        let mut write = self.conn.prepare("INSERT OR REPLACE INTO subject_key (subject, key) VALUES (?1, ?2)")?;
        let mut rows = read.query([])?;
        while let Some(row) = rows.next()? {
            let (subject, key): (String, Option<Vec<u8>>) = (row.get(0)?, row.get(1)?);
            write.execute((subject, key.map(Zeroizing::new).as_deref()))?;
        }
        Ok(())
    }

    fn key_of(&self, subject: &str, make: bool) -> Result<Option<Key>, StoreError> {
        let mut read = self.conn.prepare_cached("SELECT key FROM subject_key WHERE subject = ?1")?;
        let known: Option<Option<Vec<u8>>> = read.query_row([subject], |row| row.get(0)).optional()?;
        if known.is_some() || !make {
            return Ok(known.flatten().map(Zeroizing::new));
        }
        let mut key = Zeroizing::new(vec![0_u8; 32]);
        getrandom::fill(&mut key).map_err(|_| StoreError::Sealed)?;
        self.conn.prepare_cached("INSERT INTO subject_key (subject, key) VALUES (?1, ?2)")?.execute((subject, key.as_slice()))?;
        Ok(Some(key))
    }
}

fn cipher(key: &Key) -> Result<XChaCha20Poly1305, StoreError> {
    XChaCha20Poly1305::new_from_slice(key).map_err(|_| StoreError::Sealed)
}
