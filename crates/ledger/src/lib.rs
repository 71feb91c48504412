//! The ledger: what happened, in an order that every seat agrees on, in a chain that nobody can quietly change.
//!
//! Pure: no clock, no file, no random. An [`Entry`] is one accepted event. Its [`canonical`] bytes are hashed together
//! with the hash of the entry before it on the same device and epoch ([`chain`]). Entries of all devices are ordered by
//! their hybrid logical time ([`Hlc`]) and folded into tables by [`fold`], which is also how two seats merge: the same
//! set of entries gives the same tables, in whatever order they arrived.

mod canonical;
mod chain;
mod checkpoint;
mod entry;
mod fold;
mod hlc;
mod sign;

pub use canonical::{Canonical, canonical};
pub use chain::{Break, BreakKind, Head, check_chain, seal};
pub use checkpoint::{CheckpointFault, typed_hash};
pub use entry::{Body, Entry, FieldChange, Hash, MergeRule, Position, RecordChange};
pub use fold::{Conflict, ConflictKind, Tables, Verdict, apply, total_order};
pub use hlc::Hlc;
pub use sign::{KeyDeclared, SignedHead, SigningKey, is_signed_backup};
