//! A workbook on its way from the process that read it to the one that works with it: cells, never bytes of the file.
//!
//! The sender is not believed. Whatever the receiver takes is checked against the same limits as a file, and what does not fit
//! together ends the talk.
//!
//! Order of parts: [`BOOK`], then for each sheet [`SHEET`] and any number of [`TEXT`] and [`ROWS`], where rows point into the text
//! that came before them; at last [`END`]. Or one [`FAULT`] instead of all. Numbers are little endian.

mod receive;
mod send;

use thiserror::Error;

pub use receive::{Received, Receiver};
pub use send::{send, send_fault};

/// Flags (1 when days count from 1904), name of the encoding.
pub const BOOK: u8 = 1;
/// Flags ([`DELIMITED`], [`DAMAGED`]), name of the sheet.
pub const SHEET: u8 = 2;
/// UTF-8 text of cells, one after the other.
pub const TEXT: u8 = 3;
/// Rows: number (4 bytes), flags (1: quotation mark never closes), count of cells (4); then cells: start (4), length (4), column (2),
/// kind (1).
pub const ROWS: u8 = 4;
/// Why the file is refused: code, words.
pub const FAULT: u8 = 5;
/// All is said.
pub const END: u8 = 6;

/// The sheet comes from delimited text, which states every cell.
const DELIMITED: u8 = 1;
/// Some bytes of the sheet could not be decoded.
const DAMAGED: u8 = 2;

/// What came is no workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("不是读取结果")]
pub struct Nonsense;
