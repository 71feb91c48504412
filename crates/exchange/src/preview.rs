//! The first rows as they stand, for the eye, with the faults in their cells.

use serde::Serialize;

use crate::fault::RowFault;

/// A source row and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PreviewRow {
    /// 1-based row in the source.
    pub row: u32,
    /// Cells as read, one for each column of the headings.
    pub cells: Vec<String>,
    /// Faults, each with the heading of its column.
    pub faults: Vec<RowFault>,
}
