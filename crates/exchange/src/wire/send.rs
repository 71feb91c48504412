use std::io;

use super::{BOOK, DAMAGED, DELIMITED, END, FAULT, ROWS, SHEET, TEXT};
use crate::grid::{CellKind, Grid};
use crate::sheet::{Body, Sheet};
use crate::{FileFault, Workbook};

/// A part goes out when it has grown to this, in bytes.
const PART: usize = 256 * 1024;
/// Names are for the eye.
const NAME: usize = 100;

/// Takes one part on its way: its kind, its payload.
type Put<'p> = dyn FnMut(u8, &[u8]) -> io::Result<()> + 'p;

/// Sends a workbook in parts.
///
/// # Errors
/// What `put` says.
pub fn send(book: &Workbook, put: &mut Put<'_>) -> io::Result<()> {
    put(BOOK, &named(u8::from(book.is_1904), &book.encoding))?;
    for sheet in &book.sheets {
        put(SHEET, &named(flags(sheet), &sheet.name))?;
        match &sheet.body {
            Body::Text { .. } => send_rows(sheet, put)?,
            Body::Grid(grid) => send_grid(grid, put)?,
        }
    }
    put(END, &[])
}

/// Sends why there is no workbook.
///
/// # Errors
/// What `put` says.
pub fn send_fault(fault: &FileFault, put: &mut Put<'_>) -> io::Result<()> {
    let (code, what) = fault.parts();
    put(FAULT, &[&[code], what.as_bytes()].concat())
}

fn named(flags: u8, name: &str) -> Vec<u8> {
    let name: String = name.chars().take(NAME).collect();
    [&[flags], name.as_bytes()].concat()
}

fn flags(sheet: &Sheet) -> u8 {
    (u8::from(sheet.delimited()) * DELIMITED) | (u8::from(sheet.damaged()) * DAMAGED)
}

/// Rows of delimited text, as they are read: neither the rows nor their text are ever held together.
fn send_rows(sheet: &Sheet, put: &mut Put<'_>) -> io::Result<()> {
    let (mut text, mut rows, mut start) = (String::new(), Vec::new(), 0u32);
    for row in sheet.rows() {
        head(&mut rows, row.number, row.unclosed, row.cells.len());
        for (column, one) in row.cells.iter().enumerate() {
            let len = small(one.text.len())?;
            cell(&mut rows, (start, len), u16::try_from(column).map_err(io::Error::other)?, one.kind);
            text.push_str(&one.text);
            start = start.checked_add(len).ok_or_else(|| io::Error::other("text"))?;
            if text.len() >= PART {
                put(TEXT, text.as_bytes())?;
                text.clear();
            }
        }
        if rows.len() >= PART {
            put(TEXT, text.as_bytes())?;
            text.clear();
            put(ROWS, &rows)?;
            rows.clear();
        }
    }
    put(TEXT, text.as_bytes())?;
    put(ROWS, &rows)
}

/// A grid as it lies: its text once, however many cells show it.
fn send_grid(grid: &Grid, put: &mut Put<'_>) -> io::Result<()> {
    let mut rest = grid.text.as_str();
    while !rest.is_empty() {
        let (now, later) = rest.split_at(rest.floor_char_boundary(PART));
        put(TEXT, now.as_bytes())?;
        rest = later;
    }
    let mut rows = Vec::new();
    for (mark, spans) in grid.marked() {
        head(&mut rows, mark.number, mark.unclosed, spans.len());
        for span in spans {
            cell(&mut rows, (span.start, span.len), span.column, span.kind);
        }
        if rows.len() >= PART {
            put(ROWS, &rows)?;
            rows.clear();
        }
    }
    put(ROWS, &rows)
}

fn head(rows: &mut Vec<u8>, number: u32, unclosed: bool, cells: usize) {
    rows.extend_from_slice(&number.to_le_bytes());
    rows.push(u8::from(unclosed));
    rows.extend_from_slice(&u32::try_from(cells).unwrap_or(u32::MAX).to_le_bytes());
}

fn cell(rows: &mut Vec<u8>, (start, len): (u32, u32), column: u16, kind: CellKind) {
    rows.extend_from_slice(&start.to_le_bytes());
    rows.extend_from_slice(&len.to_le_bytes());
    rows.extend_from_slice(&column.to_le_bytes());
    rows.push(kind as u8);
}

fn small(len: usize) -> io::Result<u32> {
    u32::try_from(len).map_err(io::Error::other)
}
