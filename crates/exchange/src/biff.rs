//! The records of an old workbook, checked and made harmless before a parser lays them out in memory.
//!
//! The parser trusts dimension records, lays each sheet out as a rectangle, copies a shared string into every cell
//! that names it and writes formulas out as text. A few crafted bytes could make it ask for all memory there is, so
//! the sizes are worked out here first, and what we never need (dimensions, formulas, names) is taken out.

use std::collections::{BTreeMap, BTreeSet};

use crate::{FileFault, Limits};

/// Records with one cell: row and column in front.
const CELL: &[u16] = &[0x0006, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E];
/// Records with cells side by side: row and first column in front, last column at the end.
const CELLS: &[u16] = &[0x00BD, 0x00BE];
const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
const FILE_PASS: u16 = 0x002F;
const BOUND_SHEET: u16 = 0x0085;
const CONTINUE: u16 = 0x003C;
const SHARED_STRINGS: u16 = 0x00FC;
const SHARED_STRING_CELL: u16 = 0x00FD;
const FORMULA: u16 = 0x0006;
const DIMENSIONS: u16 = 0x0200;
const NAME: u16 = 0x0018;
/// A blank cell, which the parser passes over: the costume of records taken out.
const BLANK: u16 = 0x0201;

/// Nested charts are shallow; deeper nesting is an attack.
const MAX_NESTED: usize = 16;

/// Checks a workbook stream against the limits and takes out what the parser must not see.
pub(crate) fn disarm(stream: &mut [u8], limits: &Limits) -> Result<(), FileFault> {
    let mut survey = Survey::default();
    let mut harmful = Vec::new();
    for record in records(stream) {
        survey.see(&record, limits)?;
        harmful.extend(harm(&record));
    }
    survey.finish(limits)?;
    for (at, bytes) in harmful {
        if let Some(target) = stream.get_mut(at..at + 2) {
            target.copy_from_slice(&bytes);
        }
    }
    Ok(())
}

/// What to overwrite to make a record harmless: its kind, or the length of its formula.
fn harm(record: &Record<'_>) -> Option<(usize, [u8; 2])> {
    match record.kind {
        DIMENSIONS | NAME => Some((record.at, BLANK.to_le_bytes())),
        FORMULA if record.data.len() >= 22 => Some((record.at + 4 + 20, [0, 0])),
        _ => None,
    }
}

struct Record<'s> {
    /// Offset of the record's head.
    at: usize,
    kind: u16,
    data: &'s [u8],
}

impl Record<'_> {
    fn word(&self, at: usize) -> Option<usize> {
        self.data.get(at..at + 2).map(|bytes| usize::from(u16::from_le_bytes([bytes[0], bytes[1]])))
    }

    fn long(&self, at: usize) -> Option<usize> {
        let bytes: [u8; 4] = self.data.get(at..at + 4)?.try_into().ok()?;
        usize::try_from(u32::from_le_bytes(bytes)).ok()
    }
}

/// The records of a stream up to the first that is cut off.
fn records(stream: &[u8]) -> impl Iterator<Item = Record<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let head: [u8; 4] = stream.get(at..at + 4)?.try_into().ok()?;
        let (kind, length) = (u16::from_le_bytes([head[0], head[1]]), u16::from_le_bytes([head[2], head[3]]));
        let data = stream.get(at + 4..at + 4 + usize::from(length))?;
        let record = Record { at, kind, data };
        at += 4 + data.len();
        Some(record)
    })
}

/// The rectangle a sheet really reaches, by its cell records.
#[derive(Default)]
struct Extent {
    at: usize,
    rows: Option<(usize, usize)>,
    columns: Option<(usize, usize)>,
}

impl Extent {
    fn reach(&mut self, row: usize, first: usize, last: usize) {
        self.rows = Some(self.rows.map_or((row, row), |(low, high)| (low.min(row), high.max(row))));
        self.columns = Some(self.columns.map_or((first, last), |(low, high)| (low.min(first), high.max(last))));
    }

    fn area(&self) -> usize {
        let side = |range: Option<(usize, usize)>| range.map_or(0, |(low, high)| high.saturating_sub(low) + 1);
        side(self.rows).saturating_mul(side(self.columns))
    }
}

/// Sizes gathered in one pass.
#[derive(Default)]
struct Survey<'s> {
    open: Vec<Extent>,
    /// Area of the substream that begins at each offset.
    areas: BTreeMap<usize, usize>,
    /// Offsets the workbook gives for its sheets.
    sheets: Vec<usize>,
    /// Pieces of the shared strings: the record and its continuations.
    shared: Vec<&'s [u8]>,
    in_shared: bool,
    /// How often each shared string is used.
    uses: BTreeMap<usize, usize>,
    cells: usize,
}

impl<'s> Survey<'s> {
    fn see(&mut self, record: &Record<'s>, limits: &Limits) -> Result<(), FileFault> {
        if self.in_shared && record.kind == CONTINUE {
            self.shared.push(record.data);
            return Ok(());
        }
        self.in_shared = record.kind == SHARED_STRINGS;
        match record.kind {
            FILE_PASS => return Err(FileFault::Encrypted),
            BOUND_SHEET => self.sheets.extend(record.long(0)),
            SHARED_STRINGS if !self.shared.is_empty() => return Err(FileFault::corrupt("共享文字")),
            SHARED_STRINGS => self.shared.push(record.data),
            BOF if self.open.len() >= MAX_NESTED => return Err(FileFault::corrupt("工作表嵌套")),
            BOF => self.open.push(Extent { at: record.at, ..Extent::default() }),
            EOF => self.close(),
            _ => self.see_cell(record, limits)?,
        }
        Ok(())
    }

    fn see_cell(&mut self, record: &Record<'_>, limits: &Limits) -> Result<(), FileFault> {
        let several = CELLS.contains(&record.kind);
        if !several && !CELL.contains(&record.kind) {
            return Ok(());
        }
        let (Some(row), Some(first)) = (record.word(0), record.word(2)) else { return Ok(()) };
        let end = if several { record.word(record.data.len().saturating_sub(2)) } else { Some(first) };
        let last = end.unwrap_or(first).max(first);
        limits.check_columns(last + 1)?;
        self.cells = self.cells.saturating_add(last - first + 1);
        limits.check_cells(self.cells)?;
        if record.kind == SHARED_STRING_CELL
            && let Some(index) = record.long(6)
        {
            *self.uses.entry(index).or_default() += 1;
        }
        self.open.iter_mut().for_each(|extent| extent.reach(row, first, last));
        Ok(())
    }

    /// The parser reads a sheet up to the first end mark, whichever substream it belongs to, or skips nested ones;
    /// either way a sheet is within everything seen since its beginning.
    fn close(&mut self) {
        if let Some(extent) = self.open.pop() {
            self.areas.insert(extent.at, extent.area());
        }
    }

    fn finish(mut self, limits: &Limits) -> Result<(), FileFault> {
        while !self.open.is_empty() {
            self.close();
        }
        let distinct: BTreeSet<&usize> = self.sheets.iter().collect();
        let known = self.sheets.iter().all(|sheet| self.areas.contains_key(sheet));
        if distinct.len() != self.sheets.len() || !known {
            return Err(FileFault::corrupt("工作表目录"));
        }
        let area = self.sheets.iter().filter_map(|sheet| self.areas.get(sheet)).fold(0usize, |sum, area| sum.saturating_add(*area));
        limits.check_cells(area)?;
        check_shared(&self.shared, &self.uses, limits)
    }
}

/// All shared strings as often as they are used must keep the limit on text.
fn check_shared(pieces: &[&[u8]], uses: &BTreeMap<usize, usize>, limits: &Limits) -> Result<(), FileFault> {
    let mut reader = Pieces { pieces, piece: 0, at: 0 };
    if reader.skip(8).is_none() {
        return Ok(());
    }
    let (mut index, mut text) = (0, 0usize);
    while !reader.at_end() {
        let length = reader.string().ok_or_else(|| FileFault::corrupt("共享文字"))?;
        limits.check_cell(length)?;
        text = text.saturating_add(length.saturating_mul(uses.get(&index).copied().unwrap_or(0).max(1)));
        limits.check_unpacked(text)?;
        index += 1;
    }
    Ok(())
}

/// Reads the shared strings across the borders of continuation records.
struct Pieces<'s> {
    pieces: &'s [&'s [u8]],
    piece: usize,
    at: usize,
}

impl Pieces<'_> {
    fn left(&self) -> usize {
        self.pieces.get(self.piece).map_or(0, |piece| piece.len() - self.at)
    }

    /// Goes on to the next piece where this one is used up; true when nothing is left.
    fn at_end(&mut self) -> bool {
        while self.left() == 0 && self.piece < self.pieces.len() {
            self.piece += 1;
            self.at = 0;
        }
        self.piece >= self.pieces.len()
    }

    fn byte(&mut self) -> Option<usize> {
        let byte = *self.pieces.get(self.piece)?.get(self.at)?;
        self.at += 1;
        Some(usize::from(byte))
    }

    fn number(&mut self, bytes: u32) -> Option<usize> {
        (0..bytes).try_fold(0, |sum, place| Some(sum | (self.byte()? << (8 * place))))
    }

    fn skip(&mut self, mut bytes: usize) -> Option<()> {
        while bytes > 0 {
            if self.at_end() {
                return None;
            }
            let step = bytes.min(self.left());
            self.at += step;
            bytes -= step;
        }
        Some(())
    }

    /// Passes over one string; its length as UTF-8 at most.
    fn string(&mut self) -> Option<usize> {
        let characters = self.number(2)?;
        let flags = self.byte()?;
        let runs = if flags & 8 != 0 { self.number(2)? } else { 0 };
        let extension = if flags & 4 != 0 { self.number(4)? } else { 0 };
        self.characters(characters, flags)?;
        self.skip(runs * 4)?;
        self.skip(extension)?;
        Some(characters * 3)
    }

    /// Characters of one or two bytes; a continuation begins with a new flag byte.
    fn characters(&mut self, mut count: usize, flags: usize) -> Option<()> {
        let mut width = 1 + (flags & 1);
        while count > 0 {
            let step = count.min(self.left() / width);
            self.at += step * width;
            count -= step;
            if count > 0 {
                // A character is never cut in two.
                if self.left() > 0 || self.at_end() {
                    return None;
                }
                width = 1 + (self.byte()? & 1);
            }
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        [&kind.to_le_bytes()[..], &u16::try_from(data.len()).unwrap().to_le_bytes(), data].concat()
    }

    fn shared(text: &[u8], rest: &[u8]) -> Vec<u8> {
        let head = [&[0u8; 8][..], &u16::try_from(text.len() + rest.len()).unwrap().to_le_bytes(), &[0]].concat();
        let more = if rest.is_empty() { Vec::new() } else { record(CONTINUE, &[&[0], rest].concat()) };
        [record(SHARED_STRINGS, &[&head, text].concat()), more].concat()
    }

    fn cell(index: u32) -> Vec<u8> {
        record(SHARED_STRING_CELL, &[&[0; 6][..], &index.to_le_bytes()].concat())
    }

    #[test]
    fn a_shared_string_counts_as_often_as_it_is_used() {
        let limits = Limits { unpacked_bytes: 1_000, ..Limits::default() };
        let stream = |uses: usize| [shared(b"0123456789", b"0123456789"), cell(0).repeat(uses)].concat();
        assert!(disarm(&mut stream(10), &limits).is_ok());
        assert!(matches!(disarm(&mut stream(20), &limits), Err(FileFault::TooLarge { .. })));
    }

    #[test]
    fn cut_off_shared_strings_are_refused() {
        let mut stream = record(SHARED_STRINGS, &[0, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, b'a']);
        assert!(matches!(disarm(&mut stream, &Limits::default()), Err(FileFault::Corrupt { .. })));
    }

    #[test]
    fn dimensions_names_and_formulas_are_taken_out() {
        let mut stream = [record(DIMENSIONS, &[255; 14]), record(NAME, &[1; 20]), record(FORMULA, &[7; 30])].concat();
        disarm(&mut stream, &Limits { columns: 70_000, ..Limits::default() }).unwrap();
        let kinds: Vec<(u16, usize)> = records(&stream).map(|record| (record.kind, record.data.len())).collect();
        assert_eq!(kinds, [(BLANK, 14), (BLANK, 20), (FORMULA, 30)]);
        assert_eq!(records(&stream).last().unwrap().word(20), Some(0));
    }

    #[test]
    fn sheets_must_begin_at_a_substream_and_only_once() {
        let bound = |at: u32| record(BOUND_SHEET, &[&at.to_le_bytes()[..], &[0, 0, 1, 0, b'S']].concat());
        let sheet = [record(BOF, &[0; 16]), record(EOF, &[])].concat();
        let length = u32::try_from(bound(0).len()).unwrap();
        assert!(disarm(&mut [bound(length), sheet.clone()].concat(), &Limits::default()).is_ok());
        assert!(disarm(&mut [bound(length + 2), sheet.clone()].concat(), &Limits::default()).is_err());
        assert!(disarm(&mut [bound(length * 2), bound(length * 2), sheet].concat(), &Limits::default()).is_err());
    }
}
