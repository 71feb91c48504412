//! A sheet in memory: one text arena and twelve bytes a cell, whatever dimensions the file claims.

use std::borrow::Cow;

use crate::{FileFault, Limits};

/// How a cell was stored; ids and dates need to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CellKind {
    Text,
    /// A spreadsheet number, written out as a decimal with at most 15 significant digits.
    Number,
    /// A spreadsheet number with more integer digits than a spreadsheet can hold exactly.
    LostDigits,
    /// A spreadsheet date, written as `YYYY-MM-DD HH:MM:SS`.
    Date,
    /// A spreadsheet error such as #N/A.
    Error,
}

impl CellKind {
    /// The kind whose number (in the order above, from 0) this is.
    pub fn of_code(code: u8) -> Option<CellKind> {
        [CellKind::Text, CellKind::Number, CellKind::LostDigits, CellKind::Date, CellKind::Error].get(usize::from(code)).copied()
    }
}

/// One cell as read.
#[derive(Debug, Clone)]
pub(crate) struct RawCell<'a> {
    pub text: Cow<'a, str>,
    pub kind: CellKind,
}

impl RawCell<'_> {
    pub const EMPTY: RawCell<'static> = RawCell { text: Cow::Borrowed(""), kind: CellKind::Text };
}

/// One row as read. Missing cells are empty.
#[derive(Debug, Clone)]
pub(crate) struct RawRow<'a> {
    /// 1-based row or line number in the source.
    pub number: u32,
    pub cells: Vec<RawCell<'a>>,
    /// A quotation mark opens on this line and never closes.
    pub unclosed: bool,
    /// Text files state every cell; a short row there is a cut-off row.
    pub states_all_cells: bool,
}

impl RawRow<'_> {
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.text.trim().is_empty())
    }

    pub fn text(&self, index: usize) -> &str {
        self.cells.get(index).map_or("", |cell| cell.text.as_ref())
    }
}

/// A cell: where its text stands in the arena.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Span {
    pub start: u32,
    pub len: u32,
    pub column: u16,
    pub kind: CellKind,
}

/// A row: its number in the source and the place of its first cell.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RowMark {
    pub number: u32,
    pub first: u32,
    /// As in [`RawRow`].
    pub unclosed: bool,
}

/// Sparse rows of cells over one arena.
#[derive(Debug, Default)]
pub(crate) struct Grid {
    pub text: String,
    pub cells: Vec<Span>,
    pub rows: Vec<RowMark>,
    /// The rows come from delimited text, which states every cell.
    pub delimited: bool,
    /// Some bytes of that text could not be decoded.
    pub damaged: bool,
}

impl Grid {
    /// Rows in order, empty ones left out.
    pub fn rows(&self) -> impl Iterator<Item = RawRow<'_>> {
        self.marked().map(|(mark, spans)| self.row(mark, spans))
    }

    /// Rows as they lie, each with its cells.
    pub fn marked(&self) -> impl Iterator<Item = (RowMark, &[Span])> {
        let ends = self.rows.iter().skip(1).map(|next| next.first as usize).chain(std::iter::once(self.cells.len()));
        self.rows.iter().zip(ends).map(|(mark, end)| (*mark, &self.cells[mark.first as usize..end]))
    }

    fn row(&self, mark: RowMark, spans: &[Span]) -> RawRow<'_> {
        let mut cells: Vec<RawCell<'_>> = Vec::with_capacity(spans.len());
        for span in spans {
            let column = usize::from(span.column);
            if cells.len() <= column {
                cells.resize(column + 1, RawCell::EMPTY);
            }
            let text = &self.text[span.start as usize..(span.start + span.len) as usize];
            cells[column] = RawCell { text: Cow::Borrowed(text), kind: span.kind };
        }
        RawRow { number: mark.number, cells, unclosed: mark.unclosed, states_all_cells: self.delimited }
    }
}

/// Fills a [`Grid`] and keeps the limits, which count over all sheets of a file.
pub(crate) struct GridBuilder<'l> {
    grid: Grid,
    limits: &'l Limits,
    budget: &'l mut Budget,
}

/// What all sheets of one file have used so far.
#[derive(Debug, Default)]
pub(crate) struct Budget {
    pub cells: usize,
    pub text: usize,
}

/// Text already in the arena, so that a shared string is stored once.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stored {
    start: u32,
    len: u32,
}

impl<'l> GridBuilder<'l> {
    pub fn new(limits: &'l Limits, budget: &'l mut Budget) -> Self {
        Self { grid: Grid::default(), limits, budget }
    }

    /// Adds a cell; `row` is 1-based, `column` 0-based. Rows must not go backwards.
    pub fn push(&mut self, row: u32, column: usize, kind: CellKind, text: &str) -> Result<(), FileFault> {
        let stored = self.store(text)?;
        self.place(row, column, kind, stored)
    }

    /// Puts text into the arena.
    pub fn store(&mut self, text: &str) -> Result<Stored, FileFault> {
        self.limits.check_cell(text.len())?;
        self.budget.text += text.len();
        self.limits.check_unpacked(self.budget.text)?;
        let too_much = || FileFault::too_large("文字总量");
        let start = u32::try_from(self.grid.text.len()).map_err(|_| too_much())?;
        let len = u32::try_from(text.len()).map_err(|_| too_much())?;
        start.checked_add(len).ok_or_else(too_much)?;
        self.grid.text.push_str(text);
        Ok(Stored { start, len })
    }

    /// Adds a cell whose text is in the arena already.
    pub fn place(&mut self, row: u32, column: usize, kind: CellKind, stored: Stored) -> Result<(), FileFault> {
        self.limits.check_columns(column + 1)?;
        self.budget.cells += 1;
        self.limits.check_cells(self.budget.cells)?;
        let column = u16::try_from(column).map_err(|_| FileFault::too_large("列数"))?;
        match self.grid.rows.last() {
            Some(last) if last.number == row => {}
            Some(last) if last.number > row => return Err(FileFault::corrupt("行号顺序错乱")),
            _ => {
                let first = u32::try_from(self.grid.cells.len()).map_err(|_| FileFault::too_large("单元格数"))?;
                self.grid.rows.push(RowMark { number: row, first, unclosed: false });
            }
        }
        self.grid.cells.push(Span { start: stored.start, len: stored.len, column, kind });
        Ok(())
    }

    pub fn finish(self) -> Grid {
        self.grid
    }
}

/// A spreadsheet number as decimal text, the way a spreadsheet shows it: 15 significant digits.
pub(crate) fn number_text(value: f64) -> (CellKind, String) {
    if !value.is_finite() {
        return (CellKind::Error, "#NUM!".to_owned());
    }
    if value.abs() >= 1e15 {
        return (CellKind::LostDigits, format!("{value:.0}"));
    }
    let integer_digits = format!("{:.0}", value.abs().trunc()).len();
    let decimals = 15usize.saturating_sub(integer_digits);
    let text = format!("{value:.decimals$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    (CellKind::Number, if text == "-0" { "0".to_owned() } else { text.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_a_spreadsheet_shows_them() {
        let cases = [
            (59.9, "59.9"),
            (0.1 + 0.2, "0.3"),
            (123_456_789_012_345.0, "123456789012345"),
            (-3.0, "-3"),
            (0.0, "0"),
            (-0.0, "0"),
            (46_086.604_166_666_664, "46086.6041666667"),
        ];
        for (value, text) in cases {
            assert_eq!(number_text(value), (CellKind::Number, text.to_owned()));
        }
        assert_eq!(number_text(6.9e18).0, CellKind::LostDigits);
        assert_eq!(number_text(f64::NAN).0, CellKind::Error);
    }

    #[test]
    fn rows_may_not_go_backwards() {
        let limits = Limits::default();
        let mut budget = Budget::default();
        let mut grid = GridBuilder::new(&limits, &mut budget);
        grid.push(2, 0, CellKind::Text, "a").unwrap();
        assert!(grid.push(1, 0, CellKind::Text, "b").is_err());
    }
}
