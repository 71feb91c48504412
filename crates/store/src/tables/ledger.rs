//! The ledger as a table: entries are appended and read, and nothing else.

use serde_json::{Value, json};
use shounuo_ledger::{Body, Entry, Head, Hlc, Position, canonical};

use super::column;
use crate::{Row, StoreError, Tx};

const COLUMNS: &str =
    "device, epoch, seq, version, hlc, wall_ms, actor, via, kind, record, case_id, event, asked, changes, cause, prev, hash";

impl Tx<'_> {
    /// Appends an entry and moves the head of its chain.
    ///
    /// # Errors
    /// When the position is taken already or the file fails.
    pub fn append_entry(&self, entry: &Entry) -> Result<(), StoreError> {
        let body = &entry.body;
        let (at, hlc) = (&body.at, i64::try_from(body.hlc.0).unwrap_or(i64::MAX));
        let text = |value: &Value| canonical(value).map(|bytes| Value::from(String::from_utf8_lossy(&bytes).into_owned()));
        let changes = serde_json::to_value(&body.changes).map_err(|error| shounuo_ledger::Canonical::NotJson(error.to_string()))?;
        self.run(
            &format!("INSERT INTO ledger_entry ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
            &[
                json!(at.device),
                json!(at.epoch),
                json!(at.seq),
                json!(body.version),
                json!(hlc),
                json!(body.wall_ms),
                json!(body.actor),
                json!(body.via),
                json!(body.kind),
                json!(body.record),
                json!(body.case),
                json!(body.event),
                text(&body.asked)?,
                text(&changes)?,
                json!(body.cause),
                json!(entry.prev),
                json!(entry.hash),
            ],
        )?;
        self.run(
            "INSERT INTO ledger_head (device, epoch, seq, hlc, hash) VALUES (?, ?, ?, ?, ?)
             ON CONFLICT (device, epoch) DO UPDATE SET seq = excluded.seq, hlc = excluded.hlc, hash = excluded.hash",
            &[json!(at.device), json!(at.epoch), json!(at.seq), json!(hlc), json!(entry.hash)],
        )?;
        Ok(())
    }

    /// The noted head of a chain, and the hybrid time of its last entry.
    ///
    /// # Errors
    /// When the file fails.
    pub fn ledger_head(&self, device: &str, epoch: u32) -> Result<Option<(Head, Hlc)>, StoreError> {
        let row = self.row("SELECT * FROM ledger_head WHERE device = ?1 AND epoch = ?2", &[device.into(), epoch.into()])?;
        row.as_ref().map(read_head).transpose()
    }

    /// The noted heads of all chains.
    ///
    /// # Errors
    /// When the file fails.
    pub fn ledger_heads(&self) -> Result<Vec<Head>, StoreError> {
        let rows = self.rows("SELECT * FROM ledger_head ORDER BY device, epoch", &[])?;
        rows.iter().map(|row| read_head(row).map(|(head, _)| head)).collect()
    }

    /// The latest hybrid time that this file has seen, of any device.
    ///
    /// # Errors
    /// When the file fails.
    pub fn latest_hlc(&self) -> Result<Hlc, StoreError> {
        Ok(Hlc(u64::try_from(self.count("SELECT max(hlc) FROM ledger_head", &[])?).unwrap_or(0)))
    }

    /// Entries by a condition over the columns (`tail`: everything after WHERE).
    ///
    /// # Errors
    /// When the file fails or an entry cannot be read any more.
    pub fn entries(&self, tail: &str, params: &[Value]) -> Result<Vec<Entry>, StoreError> {
        let rows = self.rows(&format!("SELECT {COLUMNS} FROM ledger_entry WHERE {tail}"), params)?;
        rows.iter().map(read_entry).collect()
    }

    /// One chain, a page at a time: up to `limit` entries after sequence `after`.
    ///
    /// # Errors
    /// As [`Tx::entries`].
    pub fn chain_page(&self, device: &str, epoch: u32, after: u64, limit: u32) -> Result<Vec<Entry>, StoreError> {
        let tail = "device = ?1 AND epoch = ?2 AND seq > ?3 ORDER BY seq LIMIT ?4";
        self.entries(tail, &[device.into(), epoch.into(), after.into(), limit.into()])
    }

    /// The hash of the entry at a place; `None` when there is none.
    ///
    /// # Errors
    /// When the file fails.
    pub fn entry_hash(&self, at: &Position) -> Result<Option<String>, StoreError> {
        let params = [at.device.as_str().into(), at.epoch.into(), at.seq.into()];
        let hash = self.value("SELECT hash FROM ledger_entry WHERE device = ?1 AND epoch = ?2 AND seq = ?3", &params)?;
        Ok(hash.as_str().map(str::to_owned))
    }

    /// When the entry at a place was written by the wall clock, milliseconds since 1970, UTC; `None` when there is none.
    ///
    /// # Errors
    /// When the file fails.
    pub fn entry_wall(&self, at: &Position) -> Result<Option<i64>, StoreError> {
        let params = [at.device.as_str().into(), at.epoch.into(), at.seq.into()];
        Ok(self.value("SELECT wall_ms FROM ledger_entry WHERE device = ?1 AND epoch = ?2 AND seq = ?3", &params)?.as_i64())
    }

    /// Number of a chain's last entry; 0 when it has none.
    ///
    /// # Errors
    /// When the file fails.
    pub fn chain_end(&self, device: &str, epoch: u32) -> Result<u64, StoreError> {
        let last = self.count("SELECT max(seq) FROM ledger_entry WHERE device = ?1 AND epoch = ?2", &[device.into(), epoch.into()])?;
        Ok(u64::try_from(last).unwrap_or(0))
    }

    /// The chains that have entries, as (device, epoch).
    ///
    /// # Errors
    /// When the file fails.
    pub fn chains(&self) -> Result<Vec<(String, u32)>, StoreError> {
        let rows = self.rows("SELECT DISTINCT device, epoch FROM ledger_entry ORDER BY device, epoch", &[])?;
        rows.iter().map(|row| Ok((text(row, "device")?, number(row, "epoch")?))).collect()
    }
}

fn read_head(row: &Row) -> Result<(Head, Hlc), StoreError> {
    let at = Position { device: text(row, "device")?, epoch: number(row, "epoch")?, seq: number(row, "seq")? };
    Ok((Head { at, hash: text(row, "hash")? }, Hlc(number(row, "hlc")?)))
}

fn read_entry(row: &Row) -> Result<Entry, StoreError> {
    let optional = |name: &str| row.get(name).and_then(Value::as_str).map(str::to_owned);
    let body = Body {
        version: number(row, "version")?,
        at: Position { device: text(row, "device")?, epoch: number(row, "epoch")?, seq: number(row, "seq")? },
        hlc: Hlc(number(row, "hlc")?),
        wall_ms: number(row, "wall_ms")?,
        actor: text(row, "actor")?,
        via: text(row, "via")?,
        kind: text(row, "kind")?,
        record: text(row, "record")?,
        case: optional("case_id"),
        event: text(row, "event")?,
        asked: parsed(row, "asked")?,
        changes: parsed(row, "changes")?,
        cause: row.get("cause").and_then(Value::as_u64),
    };
    Ok(Entry { body, prev: text(row, "prev")?, hash: text(row, "hash")? })
}

fn text(row: &Row, name: &str) -> Result<String, StoreError> {
    column::text("ledger_entry", row, name)
}

fn number<T: TryFrom<i64>>(row: &Row, name: &str) -> Result<T, StoreError> {
    column::number("ledger_entry", row, name)
}

fn parsed<T: serde::de::DeserializeOwned>(row: &Row, name: &str) -> Result<T, StoreError> {
    serde_json::from_str(&text(row, name)?).map_err(|_| column::broken("ledger_entry", name))
}
