use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Hlc;

/// A SHA-256 hash in lower-case hexadecimal; the empty text stands before the first entry of a chain.
pub type Hash = String;

/// Where an entry stands: one chain per device and epoch, numbered from 1 without gaps.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Position {
    /// The seat that wrote it.
    pub device: String,
    /// Rises when the seat's file was restored from a backup; a restored chain never continues the old one.
    pub epoch: u32,
    /// 1, 2, 3… within device and epoch.
    pub seq: u64,
}

/// How a field merges when two seats changed it without knowing of each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MergeRule {
    /// The later hybrid time wins; the loser stays in the history and is shown.
    Free,
    /// Decision, money, deadline, serial or state: compare-and-set, the second writer gets a conflict card.
    Guarded,
}

/// One field of one record, before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// Column name.
    pub field: String,
    /// What the writer saw.
    pub old: Value,
    /// What the writer set.
    pub new: Value,
    /// How it merges.
    pub rule: MergeRule,
}

/// The changes of one record within one event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordChange {
    /// Name of the kind.
    pub kind: String,
    /// Record id.
    pub id: String,
    /// The event creates the record.
    pub new: bool,
    /// Its fields, in the order they were set.
    pub fields: Vec<FieldChange>,
}

/// What happened: everything of an entry but its place in the hash chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// Version of this format.
    pub version: u16,
    /// Place in the device's chain.
    #[serde(flatten)]
    pub at: Position,
    /// Hybrid logical time, the order between devices.
    pub hlc: Hlc,
    /// Wall time in milliseconds since 1970, UTC: information, never order.
    pub wall_ms: i64,
    /// Account id of the person, or the name of a service principal.
    pub actor: String,
    /// The surface it came through: `window`, `cli`, `system`.
    pub via: String,
    /// Kind of the record the event happened to.
    pub kind: String,
    /// Its id.
    pub record: String,
    /// The case it belongs to (the record itself for a case), for the timeline.
    pub case: Option<String>,
    /// Event name.
    pub event: String,
    /// What was asked, as given (personal values sealed).
    pub asked: Value,
    /// What changed.
    pub changes: Vec<RecordChange>,
    /// Sequence of the entry that caused this one on the same device and epoch; parked together with it.
    pub cause: Option<u64>,
}

/// A body in its chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// What happened.
    #[serde(flatten)]
    pub body: Body,
    /// Hash of the entry before, empty for the first.
    pub prev: Hash,
    /// Hash of this entry.
    pub hash: Hash,
}
