//! The tables that every capability shares, each in its own file.

mod blob;
mod case_index;
mod column;
mod ledger;
mod local;
mod record;
mod signing;
mod subject;

pub use blob::Blob;
pub use record::{Column, ColumnType, Shape};
pub use signing::Anchor;
