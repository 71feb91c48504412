//! Platform files in, tables out: the file work of 守诺, without database, network or process.
//!
//! Reading goes in four steps, each of which can be shown before the next is taken:
//!
//! 1. [`open`] looks at the bytes, enforces every limit and decodes; a hostile or broken file is refused here,
//! 2. [`Workbook::recognise`] finds the heading row, the platform and the meaning of each column,
//! 3. [`Workbook::preview`] shows the first rows as they stand, with their faults cell by cell,
//! 4. [`Workbook::rows`] yields normalised rows one by one; a faulty row is refused with a reason and the others go on.
//!
//! The row iterator is lazy: it holds one row at a time, so a caller reports progress by counting and cancels by
//! dropping it. Nothing here panics on data and no reason text repeats personal data.

mod assemble;
mod biff;
mod carrier;
mod cells;
mod csv_text;
mod decode;
mod fault;
mod grid;
mod guarded;
mod heading;
mod html;
mod join;
mod limits;
mod mapping;
mod merged;
mod ole;
mod ooxml;
mod parse;
mod preset;
mod preview;
mod recognise;
mod row;
mod sheet;
mod sniff;
mod state;
mod table;
pub mod wire;
mod workbook;
mod write_csv;
mod write_xlsx;

pub use carrier::{Carrier, NumberPattern, carrier_guess, carrier_of, carriers, split_parcel};
pub use fault::{FileFault, RowFault};
pub use heading::normalise as normalise_heading;
pub use join::{Joined, OrderWithLines, join};
pub use limits::Limits;
pub use mapping::{Mapping, suggest_mapping};
pub use parse::date::parse_datetime;
pub use parse::id::{clean, parse_id};
pub use parse::mask::is_masked;
pub use parse::money::{format_fen, parse_fen};
pub use preset::{Field, Preset, PresetInfo, presets};
pub use preview::PreviewRow;
pub use recognise::{Column, Recognised, Wish};
pub use row::{AfterSaleRow, Buyer, LineRow, Memos, OrderRow, Row};
pub use state::{AfterSaleKind, AfterSaleState, Kind, OrderState, Platform};
pub use table::{Cell, Mark, Table};
pub use workbook::{Rows, Workbook, open, open_reader};
pub use write_csv::{CsvEncoding, CsvFile, Unmappable, to_csv};
pub use write_xlsx::to_xlsx;
