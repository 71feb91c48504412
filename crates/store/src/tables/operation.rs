//! Which calls of this seat were carried out, by the ids that the callers gave them.

use serde_json::{Value, json};

use crate::{Row, StoreError, Tx};

/// A call that wrote, as it is remembered for a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoneOperation {
    /// The caller's id.
    pub id: String,
    /// Name of the operation.
    pub name: String,
    /// Account id of the person.
    pub actor: String,
    /// When, in milliseconds since 1970, UTC.
    pub at_ms: i64,
    /// Epoch of this seat's chain.
    pub epoch: u32,
    /// Number of the last entry of the work.
    pub seq: u64,
    /// It went on to its end.
    pub whole: bool,
}

const MONTH_MS: i64 = 30 * 86_400_000;

impl Tx<'_> {
    /// Notes in the transaction of the work that it was done, or that a further part of it was; forgets what is older than a month.
    ///
    /// # Errors
    /// When the file fails.
    pub fn note_operation(&self, done: &DoneOperation) -> Result<(), StoreError> {
        self.run("DELETE FROM operation WHERE at_ms < ?1", &[json!(done.at_ms - MONTH_MS)])?;
        self.run(
            "INSERT INTO operation (id, name, actor, at_ms, epoch, seq, whole) VALUES (?, ?, ?, ?, ?, ?, ?)
             ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, whole = excluded.whole",
            &[
                json!(done.id),
                json!(done.name),
                json!(done.actor),
                json!(done.at_ms),
                json!(done.epoch),
                json!(done.seq),
                json!(done.whole),
            ],
        )?;
        Ok(())
    }

    /// The call with this id, if it was carried out.
    ///
    /// # Errors
    /// When the file fails.
    pub fn operation(&self, id: &str) -> Result<Option<DoneOperation>, StoreError> {
        let row = self.row("SELECT * FROM operation WHERE id = ?1", &[id.into()])?;
        row.as_ref().map(read).transpose()
    }
}

fn read(row: &Row) -> Result<DoneOperation, StoreError> {
    let broken = |column: &str| StoreError::Shape { table: "operation".into(), column: column.into() };
    let text = |name: &str| row.get(name).and_then(Value::as_str).map(str::to_owned).ok_or_else(|| broken(name));
    let number = |name: &str| row.get(name).and_then(Value::as_i64).ok_or_else(|| broken(name));
    Ok(DoneOperation {
        id: text("id")?,
        name: text("name")?,
        actor: text("actor")?,
        at_ms: number("at_ms")?,
        epoch: u32::try_from(number("epoch")?).map_err(|_| broken("epoch"))?,
        seq: u64::try_from(number("seq")?).map_err(|_| broken("seq"))?,
        whole: number("whole")? == 1,
    })
}
