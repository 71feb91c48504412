//! The shop's file: one encrypted SQLite file, one writer, many readers. The only crate that names rusqlite.

#[cfg(feature = "testing")]
pub mod bare;
#[cfg(feature = "testing")]
pub mod breaking;
mod error;
pub mod files;
mod hash;
pub mod migrate;
mod opened;
pub mod password;
pub mod salvage;
pub mod search;
mod state;
mod store;
pub mod stream;
mod tables;
mod tx;
pub mod vault;

pub use error::StoreError;
pub use hash::{hex, sha256_hex};
pub use state::StateSum;
pub use store::Store;
pub use tables::{Anchor, Blob, Column, ColumnType, DoneOperation, Shape};
pub use tx::{Row, Tx};
