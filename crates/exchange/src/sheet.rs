//! A sheet of either storage behind one row iterator.

use crate::csv_text::CsvRows;
use crate::grid::{Grid, RawRow};

/// Where the rows stand.
#[derive(Debug)]
pub(crate) enum Body {
    /// Delimited text, parsed again for every pass.
    Text { text: String, delimiter: u8, damaged: bool },
    /// Cells of a spreadsheet or an HTML table.
    Grid(Grid),
}

/// One sheet of a workbook.
#[derive(Debug)]
pub(crate) struct Sheet {
    /// Empty for text files.
    pub name: String,
    pub body: Body,
}

impl Sheet {
    /// Rows that are not blank, in order.
    pub fn rows(&self) -> Box<dyn Iterator<Item = RawRow<'_>> + Send + '_> {
        match &self.body {
            Body::Text { text, delimiter, .. } => Box::new(CsvRows::new(text, *delimiter).filter(|row| !row.is_blank())),
            Body::Grid(grid) => Box::new(grid.rows().filter(|row| !row.is_blank())),
        }
    }

    /// The text had bytes that could not be decoded.
    pub fn damaged(&self) -> bool {
        match &self.body {
            Body::Text { damaged, .. } => *damaged,
            Body::Grid(grid) => grid.damaged,
        }
    }

    /// The rows come from delimited text.
    pub fn delimited(&self) -> bool {
        match &self.body {
            Body::Text { .. } => true,
            Body::Grid(grid) => grid.delimited,
        }
    }

    /// Gives back memory that was reserved for more.
    pub fn tighten(&mut self) {
        if let Body::Grid(grid) = &mut self.body {
            grid.text.shrink_to_fit();
            grid.cells.shrink_to_fit();
            grid.rows.shrink_to_fit();
        }
    }
}
