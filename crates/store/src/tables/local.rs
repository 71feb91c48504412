//! What belongs to this seat alone and never to the ledger: drafts, the look of the window, the seat's own name.

use serde_json::Value;

use crate::{StoreError, Tx};

impl Tx<'_> {
    /// A local value, `null` when it was never set.
    ///
    /// # Errors
    /// When the file fails or the value is no JSON any more.
    pub fn local(&self, name: &str) -> Result<Value, StoreError> {
        match self.value("SELECT value FROM local WHERE name = ?1", &[name.into()])? {
            Value::String(text) => {
                serde_json::from_str(&text).map_err(|_| StoreError::Shape { table: "local".into(), column: name.into() })
            }
            _ => Ok(Value::Null),
        }
    }

    /// Lets go of every local value under a name that begins with `start` and that names or holds one of `words`.
    ///
    /// # Errors
    /// When the file fails.
    pub fn forget_local(&self, start: &str, words: &[String]) -> Result<(), StoreError> {
        let sql = "DELETE FROM local WHERE substr(name, 1, length(?1)) = ?1 AND (instr(name, ?2) > 0 OR instr(value, ?2) > 0)";
        for word in words.iter().filter(|word| word.chars().count() > 1) {
            // As it stands in JSON, without the quotation marks.
            let quoted = Value::from(word.as_str()).to_string();
            self.run(sql, &[start.into(), quoted.trim_matches('"').into()])?;
        }
        Ok(())
    }

    /// Sets a local value; `null` removes it.
    ///
    /// # Errors
    /// When the file fails.
    pub fn set_local(&self, name: &str, value: &Value) -> Result<(), StoreError> {
        if value.is_null() {
            self.run("DELETE FROM local WHERE name = ?1", &[name.into()])?;
        } else {
            let write = "INSERT INTO local (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
            self.run(write, &[name.into(), Value::String(value.to_string())])?;
        }
        Ok(())
    }
}
