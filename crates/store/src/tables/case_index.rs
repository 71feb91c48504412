//! The index of cases and the list of conflicts: derived rows, written by the kernel after every event.

use serde_json::Value;

use crate::{Row, StoreError, Tx};

impl Tx<'_> {
    /// Puts a case into the index in place of its old row. `row` holds the columns of `case_index`.
    ///
    /// # Errors
    /// When the file fails.
    pub fn index_case(&self, row: &Row) -> Result<(), StoreError> {
        self.replace("case_index", row)
    }

    /// Notes that two seats disagreed. `row` holds the columns of `conflict`.
    ///
    /// # Errors
    /// When the file fails.
    pub fn note_conflict(&self, row: &Row) -> Result<(), StoreError> {
        self.replace("conflict", row)
    }

    fn replace(&self, table: &str, row: &Row) -> Result<(), StoreError> {
        let names: Vec<String> = row.keys().map(|name| format!("\"{name}\"")).collect();
        let marks = vec!["?"; row.len()].join(", ");
        let params: Vec<Value> = row.values().cloned().collect();
        self.run(&format!("INSERT OR REPLACE INTO {table} ({}) VALUES ({marks})", names.join(", ")), &params)?;
        Ok(())
    }
}
