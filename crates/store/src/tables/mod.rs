//! The tables that every capability shares, each in its own file.

mod blob;
mod case_index;
mod column;
mod ledger;
mod local;
mod operation;
mod record;
mod signing;
mod subject;

pub use blob::Blob;
pub use operation::DoneOperation;
pub use record::{Column, ColumnType, Shape};
pub use signing::Anchor;
