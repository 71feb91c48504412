//! A table on its way out.

use jiff::civil::DateTime;

use crate::parse::date::format_datetime;
use crate::parse::money::format_fen;

/// One cell, with the type that decides how it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Words.
    Text(String),
    /// An id: always text, however many digits.
    Id(String),
    /// Fen, shown as yuan with two decimals.
    Money(i64),
    /// A point in time.
    Date(DateTime),
    /// A count.
    Int(i64),
}

impl Cell {
    /// The cell as plain text, without any guard.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::Id(text) => text.clone(),
            Self::Money(fen) => format_fen(*fen),
            Self::Date(at) => format_datetime(*at),
            Self::Int(value) => value.to_string(),
        }
    }
}

/// Headings and rows. Rows may be shorter than the headings, never longer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Sheet name; also a fair file name.
    pub name: String,
    /// Headings in order.
    pub headings: Vec<String>,
    /// Rows in order.
    pub rows: Vec<Vec<Cell>>,
    /// Where the file came from.
    pub mark: Option<Mark>,
}

/// Who took a table out, when, and what for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mark {
    /// One line for people: above the headings of a sheet and on every printed page, under the rows of a CSV.
    pub line: String,
    /// Names and values for the properties of a document; a CSV has none.
    pub properties: Vec<(String, String)>,
}
