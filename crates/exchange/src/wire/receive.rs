use super::{BOOK, DAMAGED, DELIMITED, END, FAULT, Nonsense, ROWS, SHEET, TEXT};
use crate::grid::{Budget, CellKind, Grid, RowMark, Span};
use crate::sheet::{Body, Sheet};
use crate::{FileFault, Limits, Workbook};

/// Longest name of a sheet or an encoding, in bytes, and longest words of a fault.
const NAME: usize = 400;

/// What a part brought.
#[derive(Debug)]
pub enum Received {
    /// More is to come.
    More,
    /// The workbook, whole.
    Book(Box<Workbook>),
    /// The file is refused.
    Refused(FileFault),
}

/// Puts a workbook together again out of its parts.
#[derive(Debug)]
pub struct Receiver {
    name: String,
    limits: Limits,
    budget: Budget,
    book: Option<(String, bool)>,
    sheets: Vec<Sheet>,
}

impl Receiver {
    /// Begins. `name` is the name of the file, as the person knows it.
    #[must_use]
    pub fn new(name: &str, limits: &Limits) -> Receiver {
        Receiver { name: name.to_owned(), limits: *limits, budget: Budget::default(), book: None, sheets: Vec::new() }
    }

    /// Takes the next part.
    ///
    /// # Errors
    /// [`Nonsense`]: nothing more must be taken then.
    pub fn take(&mut self, kind: u8, payload: &[u8]) -> Result<Received, Nonsense> {
        match (kind, self.book.is_some()) {
            (BOOK, false) => self.book = Some(begin(payload)?),
            (FAULT, false) => return fault(payload).map(Received::Refused),
            (SHEET, true) => self.sheet(payload)?,
            (TEXT, true) => self.text(payload)?,
            (ROWS, true) => self.rows(payload)?,
            (END, true) if payload.is_empty() => return Ok(self.finish()),
            _ => return Err(Nonsense),
        }
        Ok(Received::More)
    }

    fn sheet(&mut self, payload: &[u8]) -> Result<(), Nonsense> {
        let (flags, name) = named(payload)?;
        self.limits.check_sheets(self.sheets.len() + 1).map_err(|_| Nonsense)?;
        let grid = Grid { delimited: flags & DELIMITED != 0, damaged: flags & DAMAGED != 0, ..Grid::default() };
        self.sheets.push(Sheet { name, body: Body::Grid(grid) });
        Ok(())
    }

    fn text(&mut self, payload: &[u8]) -> Result<(), Nonsense> {
        let text = std::str::from_utf8(payload).map_err(|_| Nonsense)?;
        self.budget.text += text.len();
        self.limits.check_unpacked(self.budget.text).map_err(|_| Nonsense)?;
        last_grid(&mut self.sheets)?.text.push_str(text);
        Ok(())
    }

    fn rows(&mut self, mut payload: &[u8]) -> Result<(), Nonsense> {
        let grid = last_grid(&mut self.sheets)?;
        while !payload.is_empty() {
            let (number, unclosed, cells) = (long(&mut payload)?, byte(&mut payload)?, long(&mut payload)? as usize);
            let first = u32::try_from(grid.cells.len()).map_err(|_| Nonsense)?;
            if cells == 0 || unclosed > 1 || grid.rows.last().is_some_and(|last| last.number >= number) {
                return Err(Nonsense);
            }
            grid.rows.push(RowMark { number, first, unclosed: unclosed == 1 });
            self.budget.cells += cells;
            self.limits.check_cells(self.budget.cells).map_err(|_| Nonsense)?;
            for _ in 0..cells {
                let span = span(&mut payload, &grid.text, &self.limits)?;
                grid.cells.push(span);
            }
        }
        Ok(())
    }

    fn finish(&mut self) -> Received {
        let (encoding, is_1904) = self.book.take().unwrap_or_default();
        let mut sheets = std::mem::take(&mut self.sheets);
        sheets.iter_mut().for_each(Sheet::tighten);
        if sheets.iter().all(|sheet| sheet.rows().next().is_none()) {
            return Received::Refused(FileFault::Empty);
        }
        Received::Book(Box::new(Workbook { name: std::mem::take(&mut self.name), encoding, sheets, is_1904 }))
    }
}

fn begin(payload: &[u8]) -> Result<(String, bool), Nonsense> {
    let (flags, encoding) = named(payload)?;
    if flags > 1 || encoding.is_empty() || !encoding.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(Nonsense);
    }
    Ok((encoding, flags == 1))
}

/// Flags and a name without anything that could not be shown.
fn named(payload: &[u8]) -> Result<(u8, String), Nonsense> {
    let (flags, name) = payload.split_first().ok_or(Nonsense)?;
    let name = std::str::from_utf8(name).ok().filter(|name| name.len() <= NAME).ok_or(Nonsense)?;
    Ok((*flags, name.chars().filter(|character| !character.is_control()).collect()))
}

fn fault(payload: &[u8]) -> Result<FileFault, Nonsense> {
    let (code, what) = named(payload)?;
    FileFault::of_parts(code, what).ok_or(Nonsense)
}

fn last_grid(sheets: &mut [Sheet]) -> Result<&mut Grid, Nonsense> {
    match sheets.last_mut() {
        Some(Sheet { body: Body::Grid(grid), .. }) => Ok(grid),
        _ => Err(Nonsense),
    }
}

/// A cell whose text is there.
fn span(payload: &mut &[u8], text: &str, limits: &Limits) -> Result<Span, Nonsense> {
    let (start, len, column) = (long(payload)?, long(payload)?, short(payload)?);
    let kind = CellKind::of_code(byte(payload)?).ok_or(Nonsense)?;
    let end = start.checked_add(len).ok_or(Nonsense)? as usize;
    text.get(start as usize..end).ok_or(Nonsense)?;
    limits.check_cell(len as usize).and_then(|()| limits.check_columns(usize::from(column) + 1)).map_err(|_| Nonsense)?;
    Ok(Span { start, len, column, kind })
}

fn bytes<const N: usize>(payload: &mut &[u8]) -> Result<[u8; N], Nonsense> {
    let (now, later) = payload.split_first_chunk().ok_or(Nonsense)?;
    *payload = later;
    Ok(*now)
}

fn byte(payload: &mut &[u8]) -> Result<u8, Nonsense> {
    bytes::<1>(payload).map(|[byte]| byte)
}

fn short(payload: &mut &[u8]) -> Result<u16, Nonsense> {
    bytes(payload).map(u16::from_le_bytes)
}

fn long(payload: &mut &[u8]) -> Result<u32, Nonsense> {
    bytes(payload).map(u32::from_le_bytes)
}
